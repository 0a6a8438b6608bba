"""What the numbers can and cannot prove, in words a runner understands."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mobility_gui.ankle.series import (
    DAYS_FOR_VERDICT,
    TESTS_FOR_VERDICT,
    Comparison,
    Difference,
    Level,
    Verdict,
    verdict_words,
)
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import format_change, format_value
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import ANKLES, Figures
from mobility_gui.ui.controls import Card, hairline, label
from mobility_gui.ui.side_mark import SideMark
from mobility_gui.ui.theme import Text, Theme


class VerdictCard(Card):
    """Each ankle's level and change, then both compared, then what one session does."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, padding=18)
        self.setAccessibleName("What the tests show")
        self._ankles = {side: _Ankle(theme, side) for side in ANKLES}
        self._compared = _Fact(theme, "both")
        self._gained = _Fact(theme, "clock")
        self.column.setSpacing(10)
        self._line = hairline()
        self.column.addWidget(self._ankles[Side.LEFT])
        self.column.addWidget(hairline())
        self.column.addWidget(self._ankles[Side.RIGHT])
        self.column.addWidget(self._line)
        self.column.addWidget(self._compared)
        self.column.addWidget(self._gained)
        self.column.addStretch(1)

    def show_figures(self, figures: Figures, unit: Unit) -> None:
        """Say everything anew."""
        for side, ankle in self._ankles.items():
            ankle.show_level(figures.levels[side], unit)
        compared, gained = difference_words(figures.difference, unit), gain_words(figures.levels, unit)
        self._compared.say(compared)
        self._gained.say(gained)
        self._line.setVisible(bool(compared or gained))


def difference_words(found: Difference | None, unit: Unit) -> str:
    """Compare the two ankles, never from one session."""
    if found is None:
        return ""
    if found.comparison is Comparison.TOO_FEW:
        more = 3 - found.days
        return f"Left against right: {more} more {'day' if more == 1 else 'days'} with both tested would tell."
    if found.comparison is Comparison.USUAL:
        return f"Left and right differ by {format_value(abs(found.mean_mm), unit)} {unit.short}: usual."
    tighter = "Left" if found.mean_mm < 0 else "Right"
    words = "worth watching" if found.comparison is Comparison.WATCH else "a consistent difference"
    return f"{tighter} is {format_value(abs(found.mean_mm), unit)} {unit.short} tighter: {words}."


def gain_words(levels: Mapping[Side, Level | None], unit: Unit) -> str:
    """Say what one session does, with its interval from seven paired sessions on."""
    said, few = [], False
    for side, level in levels.items():
        if level is None or level.gain is None:
            continue
        gain = level.gain
        text = f"{side.value} {format_change(gain.mean_mm, unit)} {unit.short}"
        if gain.interval_mm is None:
            few = True
        else:
            text += f" ({' to '.join(format_value(end, unit) for end in gain.interval_mm)})"
        said.append(text)
    if not said:
        return ""
    end = "One session cannot tell." if few else "Gone after about half an hour."
    return f"Within a session: {', '.join(said)}. {end}"


def change_words(level: Level, unit: Unit) -> tuple[str, str]:
    """Give the verdict on one ankle, and what it lacks or rests on."""
    verdict = f"{verdict_words(level.change, level.verdict, unit)}."
    if level.verdict is not Verdict.CANNOT_TELL:
        return verdict, ""
    tests = f"{level.tests} {'test' if level.tests == 1 else 'tests'} so far"
    if level.tests < TESTS_FOR_VERDICT:
        return verdict, f"{tests}; from {TESTS_FOR_VERDICT} tests over {DAYS_FOR_VERDICT} days on."
    return verdict, f"{tests}, within less than {DAYS_FOR_VERDICT} days."


class _Ankle(QWidget):
    def __init__(self, theme: Theme, side: Side) -> None:
        super().__init__()
        self._count = label("", Text.SECOND, "ink3")
        self._now = label("", Text.BIG_VALUE)
        self._unit = label("", Text.PURPOSE)
        self._change = label("", Text.BODY, "ink2")
        self._verdict = label("", Text.SECOND, wrap=True)
        self._lacks = label("", Text.SECOND, "ink2", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(SideMark(theme, side, 12))
        head.addWidget(label(f"{side.value.capitalize()} ankle", Text.ROW_NAME))
        head.addStretch(1)
        head.addWidget(self._count)
        numbers = QHBoxLayout()
        numbers.setSpacing(6)
        for part in (self._now, self._unit, self._change):
            numbers.addWidget(part, 0, Qt.AlignmentFlag.AlignBaseline)
        numbers.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(numbers)
        column.addWidget(self._verdict)
        column.addWidget(self._lacks)

    def show_level(self, level: Level | None, unit: Unit) -> None:
        if level is None:
            self._show("", "–", "not measured yet", "", "", "")
            return
        verdict, lacks = change_words(level, unit)
        told = level.verdict is not Verdict.CANNOT_TELL and level.change is not None
        change = f"{format_change(level.change.change_mm, unit)} since the start" if told and level.change else ""
        count = f"{level.tests} {'test' if level.tests == 1 else 'tests'}"
        self._show(count, format_value(level.now_mm, unit), f"{unit.short} now", change, verdict, lacks)

    def _show(self, count: str, now: str, unit: str, change: str, verdict: str, lacks: str) -> None:
        parts = (self._count, self._now, self._unit, self._change, self._verdict, self._lacks)
        for part, words in zip(parts, (count, now, unit, change, verdict, lacks), strict=True):
            part.setText(words)
            part.setVisible(bool(words))


class _Fact(QWidget):
    """An icon and a sentence; hidden while there is nothing to say."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__()
        self._theme = theme
        self._icon_name = icon
        self._icon = QLabel()
        self._words = label("", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
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
