"""The card beside the chart: when the next verdict is, how the ankles compare, and what one session does."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from mobility_gui.ankle.error import SEM_MM, margin_mm
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import format_value
from mobility_gui.training.history import History, Statistics
from mobility_gui.ui.kit.controls import Button, ButtonKind, Card, hairline, label
from mobility_gui.ui.kit.layouts import across
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.progress.verdict_words import (
    difference_words,
    far_off_words,
    gain_words,
    holds_words,
    next_verdict_words,
)

TAKES = "Five tests over at least 14 days. Then a new one every four weeks."
FOUND = "1.5 cm more would be seen after about 12 weeks of two tests a week, in 6 of 10 cases."


class NextVerdictCard(Card):
    """Shows the next verdict day, or before the first what a verdict takes; then what else the tests show."""

    numbers_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(padding=18)
        self.setAccessibleName("Next verdict")
        self._title = label("", Text.BODY, "ink2")
        self._day = label("", Text.START, wrap=True)
        self._words = label("", Text.SECOND, "ink2", wrap=True)
        self._compared, self._gained = _Fact(theme, "both"), _Fact(theme, "clock")
        self._found, self._error = _Fact(theme, "progress"), _Fact(theme, "ruler")
        self._far_off = _Fact(theme, "warn")
        numbers = Button(theme, "About the numbers", ButtonKind.QUIET, "info")
        numbers.setStyleSheet("padding: 0 8px 0 0;")  # lines its icon up with those above
        self.column.setSpacing(4)
        for part in (self._title, self._day, self._words, hairline()):
            self.column.addWidget(part)
        for fact in (self._far_off, self._compared, self._gained, self._found, self._error):
            self.column.addWidget(fact)
        self.column.addStretch(1)
        self.column.addWidget(numbers, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.setContentsMargins(18, 11, 18, 4)
        numbers.clicked.connect(self.numbers_requested)

    def show_statistics(self, history: History, statistics: Statistics, unit: Unit) -> None:
        """Show these statistics in words."""
        ankles = statistics.ankles.values()
        told = any(ankle and ankle.verdict for ankle in ankles)
        self._title.setText("Next verdict" if told else "What a verdict takes")
        self._day.setText(next_verdict_words(ankles, history.today) if told else "")
        self._day.setVisible(told)
        self._words.setText(holds_words(ankles, history.today) if told else TAKES)
        self._far_off.say(far_off_words(statistics.ankles))
        self._compared.say(difference_words(statistics.difference, unit))
        self._gained.say(gain_words(statistics.ankles, unit))
        one = f"{format_value(margin_mm(1, SEM_MM), unit)} {unit.short}"
        self._found.say("" if told else FOUND)
        self._error.say("" if told else f"One test can be off by {one}, so a good or bad day means little yet.")


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
