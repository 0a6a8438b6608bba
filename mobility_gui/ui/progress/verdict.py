"""The card beside the chart: what the numbers can and cannot prove."""

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from mobility_gui.ankle.summary import AnkleSummary
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import format_value
from mobility_gui.ankle.verdict import Verdict
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import ANKLES, History, Statistics
from mobility_gui.ui.kit.controls import Button, ButtonKind, Card, hairline, label
from mobility_gui.ui.kit.layouts import across, down
from mobility_gui.ui.kit.side_mark import SideMark
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.progress.verdict_words import (
    NOT_COLD,
    NOT_MEASURED,
    NOW,
    difference_words,
    gain_words,
    now_words,
    summary_words,
    verdict_words,
)

_ICONS = {Verdict.IMPROVED: "tick", Verdict.WORSE: "down", Verdict.CANNOT_TELL: "dots"}


class VerdictCard(Card):
    """Shows each ankle's level and change, then compares both, then shows what one session does."""

    numbers_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(padding=18)
        self.setAccessibleName("What the tests show")
        self._ankles = {side: _Ankle(theme, side) for side in ANKLES}
        self._compared = _Fact(theme, "both")
        self._gained = _Fact(theme, "clock")
        self.column.setSpacing(9)
        self._line = hairline()
        numbers = Button(theme, "About the numbers", ButtonKind.QUIET, "info")
        numbers.setStyleSheet("padding: 0 8px 0 0;")  # lines its icon up with those above
        self.column.addWidget(self._ankles[Side.LEFT])
        self.column.addWidget(hairline())
        self.column.addWidget(self._ankles[Side.RIGHT])
        self.column.addWidget(self._line)
        self.column.addWidget(self._compared)
        self.column.addWidget(self._gained)
        self.column.addStretch(1)
        self.column.addWidget(numbers, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.setContentsMargins(18, 16, 18, 6)
        numbers.clicked.connect(self.numbers_requested)

    def show_statistics(self, history: History, statistics: Statistics, unit: Unit) -> None:
        """Show these statistics in words."""
        for side, half in self._ankles.items():
            ankle = statistics.ankles[side]
            if ankle is None:
                warm = any(side in line.after_mm for line in history.lines)
                half.show_nothing(NOT_COLD if warm else NOT_MEASURED)
            else:
                half.show_ankle(ankle, unit, history.today)
        compared, gained = difference_words(statistics.difference, unit), gain_words(statistics.ankles, unit)
        self._compared.say(compared)
        self._gained.say(gained)
        self._line.setVisible(bool(compared or gained))


class _Ankle(QWidget):
    def __init__(self, theme: Theme, side: Side) -> None:
        super().__init__()
        self._theme = theme
        self._verdict_icon = QLabel()
        self._verdict = label("", Text.STRONG_TITLE, "ink2")
        self._shown = Verdict.CANNOT_TELL
        self._now = label("", Text.BIG_VALUE)
        self._unit = label("", Text.PURPOSE)
        self._since = label("since the start", Text.SECOND, "ink2")
        self._words = label("", Text.SECOND, "ink2", wrap=True)
        head = across(gap=6)
        head.addWidget(SideMark(theme, side, 12))
        head.addWidget(label(f"{side.value.capitalize()} ankle", Text.ROW_NAME))
        head.addStretch(1)
        head.addWidget(self._verdict_icon)
        head.addWidget(self._verdict)
        numbers = across(gap=6)
        for part in (self._now, self._unit):
            numbers.addWidget(part, 0, Qt.AlignmentFlag.AlignBaseline)
        numbers.addStretch(1)
        numbers.addWidget(self._since, 0, Qt.AlignmentFlag.AlignBaseline)
        column = down(self, gap=2)
        column.addLayout(head)
        column.addLayout(numbers)
        column.addWidget(self._words)
        theme.changed.connect(self._color_verdict)

    def show_ankle(self, ankle: AnkleSummary, unit: Unit, today: date) -> None:
        self._shown = ankle.verdict.verdict if ankle.verdict else Verdict.CANNOT_TELL
        self._verdict.setText(verdict_words(ankle, unit))
        self._color_verdict()
        self._now.setText(format_value(ankle.now.mm, unit))
        self._unit.setText(f"{unit.short} {now_words(ankle, today)}")
        self._words.setText(" ".join(summary_words(ankle, unit)))
        self._set_measured(measured=True)
        self._since.setVisible(self._shown is not Verdict.CANNOT_TELL and now_words(ankle, today) == NOW)

    def show_nothing(self, why: str) -> None:
        self._words.setText(why)
        self._set_measured(measured=False)

    def _set_measured(self, *, measured: bool) -> None:
        for part in (self._verdict_icon, self._verdict, self._now, self._unit, self._since):
            part.setVisible(measured)

    def _color_verdict(self) -> None:
        tokens = self._theme.tokens
        improved = self._shown is Verdict.IMPROVED
        color = tokens.primary if improved else tokens.ink2
        self._verdict_icon.setPixmap(self._theme.icons.pixmap(_ICONS[self._shown], color, 18))
        self._verdict.setProperty("tone", "primary" if improved else "ink2")
        self._verdict.style().polish(self._verdict)


class _Fact(QWidget):
    """An icon and a sentence; hidden while there is nothing to say."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__()
        self._theme = theme
        self._icon_name = icon
        self._icon = QLabel()
        self._words = label("", Text.SECOND, wrap=True)
        row = across(self, gap=10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        theme.changed.connect(self._color_icon)
        self._color_icon()

    def say(self, words: str) -> None:
        self._words.setText(words)
        self.setVisible(bool(words))

    def _color_icon(self) -> None:
        self._icon.setPixmap(self._theme.icons.pixmap(self._icon_name, self._theme.tokens.ink2, 20))
        self._icon.setFixedSize(QSize(20, 20))
