"""The strip at the top of Progress: what the tests of each ankle show, large, or how far the first verdict is."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from mobility_gui.ankle.summary import AnkleSummary
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.verdict import TESTS_FOR_VERDICT, Verdict
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import ANKLES, History, Statistics
from mobility_gui.ui.kit.controls import Card, label
from mobility_gui.ui.kit.layouts import across, down
from mobility_gui.ui.kit.side_mark import SideMark
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.progress.verdict_words import (
    NOT_COLD,
    NOT_MEASURED,
    again_words,
    clear_change_words,
    headline_words,
    lacking_words,
    level_words,
    next_verdict_words,
    now_words,
    since_words,
    summary_words,
)

_ICONS = {Verdict.IMPROVED: "tick"}
_EDGE_PX, _ICON_PX, _DOT_PX, _DOT_GAP_PX = 24, 30, 14, 12


class VerdictStrip(Card):
    """Shows each ankle's verdict, level and change; before any verdict, the day of the first and how far it is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(padding=0)
        self.setAccessibleName("What the tests show")
        self._waiting = _Waiting(theme)
        self._ankles = {side: _Ankle(theme, side) for side in ANKLES}
        row = across(gap=0)
        row.addWidget(self._waiting, 5)
        for half in self._ankles.values():
            row.addWidget(half, 2)
        for part in (self._waiting, self._ankles[Side.LEFT]):
            part.setProperty("divided", "right")
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.addLayout(row)

    def show_statistics(self, history: History, statistics: Statistics, unit: Unit) -> None:
        """Show these statistics."""
        found = statistics.ankles
        waits = any(found.values()) and not any(ankle and ankle.verdict for ankle in found.values())
        self._waiting.setVisible(waits)
        if waits:
            self._waiting.show_ankles([ankle for ankle in found.values() if ankle is not None], history.today)
        for side, half in self._ankles.items():
            ankle = found[side]
            if ankle is None:
                warm = any(side in line.after_mm for line in history.lines)
                half.show_nothing(NOT_COLD if warm else NOT_MEASURED)
            else:
                half.show_ankle(ankle, unit, history.today, waits=waits)

    def set_narrow(self, *, narrow: bool) -> None:
        """Use smaller letters where the page is one column."""
        self._waiting.set_narrow(narrow=narrow)
        for half in self._ankles.values():
            half.set_narrow(narrow=narrow)


class _Ankle(QFrame):
    """One ankle: verdict and change, level and margin, and one clause."""

    def __init__(self, theme: Theme, side: Side) -> None:
        super().__init__()
        self._theme = theme
        self._shown: Verdict | None = None
        self._icon = QLabel()
        self._verdict = label("", Text.VERDICT)
        self._change = label("", Text.VERDICT)
        self._since = label("", Text.PURPOSE, "ink2")
        self._now = label("", Text.LEVEL)
        self._margin = label("", Text.LEVEL_MARGIN, "ink2")
        self._words = label("", Text.BODY, "ink2", wrap=True)
        head = across(gap=8)
        head.addWidget(SideMark(theme, side, 13))
        head.addWidget(label(f"{side.value.capitalize()} ankle", Text.ROW_NAME))
        head.addStretch(1)
        said = across(gap=9)
        said.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        for part in (self._verdict, self._change, self._since):
            said.addWidget(part, 0, Qt.AlignmentFlag.AlignBaseline)
        said.addStretch(1)
        level = across(gap=6)
        for part in (self._now, self._margin):
            level.addWidget(part, 0, Qt.AlignmentFlag.AlignBaseline)
        self._margin.setContentsMargins(0, 0, 6, 0)
        level.addWidget(self._words, 1, Qt.AlignmentFlag.AlignBaseline)
        column = down(self, gap=2, margins=(_EDGE_PX, 11, _EDGE_PX, 9))
        for row in (head, said, level):
            column.addLayout(row)
        column.addStretch(1)
        theme.changed.connect(self._color_verdict)

    def show_ankle(self, ankle: AnkleSummary, unit: Unit, today: date, *, waits: bool) -> None:
        self._shown = None if ankle.verdict is None else ankle.verdict.verdict
        level, margin = level_words(ankle, unit)
        change = clear_change_words(ankle, unit)
        self._verdict.setText(level if waits else headline_words(ankle))
        self._change.setText(change)
        self._since.setText(margin if waits else since_words(ankle) if change else "")
        self._now.setText("" if waits else f"{now_words(ankle, today)} {level}")
        self._margin.setText("" if waits else margin)
        self._words.setText(summary_words(ankle, unit)[0])
        for part in (self._verdict, self._change, self._since, self._now, self._margin):
            part.setVisible(bool(part.text()))
        self._color_verdict()

    def show_nothing(self, why: str) -> None:
        self._words.setText(why)
        for part in (self._icon, self._verdict, self._change, self._since, self._now, self._margin):
            part.hide()

    def set_narrow(self, *, narrow: bool) -> None:
        for part in (self._verdict, self._change):
            _resize(part, Text.START if narrow else Text.VERDICT)

    def _color_verdict(self) -> None:
        """Only a gain has an icon and a colour."""
        tokens = self._theme.tokens
        icon = _ICONS.get(self._shown) if self._shown else None
        improved = self._shown is Verdict.IMPROVED
        self._icon.setVisible(icon is not None)
        if icon is not None:
            self._icon.setPixmap(self._theme.icons.pixmap(icon, tokens.primary if improved else tokens.ink, _ICON_PX))
        self._verdict.setProperty("tone", "primary" if improved else "ink")
        self._verdict.style().polish(self._verdict)


class _Waiting(QFrame):
    """The day of the first verdict, and a dot for each test that it takes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._dots = _Dots(theme)
        self._tests = label("", Text.CARD_TITLE)
        self._day = label("", Text.VERDICT)
        self._words = label("", Text.BODY, "ink2", wrap=True)
        head = across(gap=14)
        head.addWidget(self._dots)
        head.addWidget(self._tests)
        head.addStretch(1)
        column = down(self, gap=4, margins=(_EDGE_PX, 11, _EDGE_PX, 9))
        column.addLayout(head)
        column.addWidget(self._day)
        column.addWidget(self._words)
        column.addStretch(1)

    def show_ankles(self, ankles: list[AnkleSummary], today: date) -> None:
        """Show how far the ankle is that has come furthest."""
        furthest = max(ankles, key=lambda ankle: (ankle.change is not None, ankle.tests))
        lacking = TESTS_FOR_VERDICT - furthest.tests
        self._dots.show_done(furthest.tests)
        self._tests.setText(f"{furthest.tests} tests" if furthest.change is not None else lacking_words(furthest))
        self._day.setText(f"First verdict on {next_verdict_words([furthest], today)}")
        cold = "Test cold, before you warm up."
        if furthest.change is not None:
            self._words.setText(f"Enough tests for it. Each one more makes it surer. {cold}")
        elif lacking > 0:
            more = "One more test" if lacking == 1 else f"{_NUMBERS[lacking]} more tests"
            self._words.setText(f"{more} by then, over 14 days. {cold}")
        else:
            close = "The first is practice, and the others are close together."
            self._words.setText(f"{close} {again_words(furthest)} {cold}")

    def set_narrow(self, *, narrow: bool) -> None:
        _resize(self._day, Text.START if narrow else Text.VERDICT)


_NUMBERS = {2: "Two", 3: "Three", 4: "Four"}


class _Dots(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._done = 0
        self.setFixedSize(TESTS_FOR_VERDICT * (_DOT_PX + _DOT_GAP_PX) - _DOT_GAP_PX, _DOT_PX)
        theme.changed.connect(self.update)

    def show_done(self, tests: int) -> None:
        self._done = tests
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(TESTS_FOR_VERDICT):
            done = place < self._done
            painter.setPen(QPen(QColor(tokens.primary if done else tokens.ink3), 2))
            painter.setBrush(QColor(tokens.primary) if done else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place * (_DOT_PX + _DOT_GAP_PX) + 1, 1, _DOT_PX - 2, _DOT_PX - 2)
        painter.end()


def _resize(part: QLabel, kind: Text) -> None:
    part.setProperty("line", str(kind))
    part.style().unpolish(part)
    part.style().polish(part)
