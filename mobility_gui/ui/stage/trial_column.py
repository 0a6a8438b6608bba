"""The three trials of one side, with the mean of those that count."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel

from mobility_gui.ankle.trial import Trial, is_far_off, mean_mm
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import far_off_words, format_value
from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.controls import Card, hairline, label
from mobility_gui.ui.kit.side_mark import SideMark
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.stage.trial_row import TrialRow

TRIALS = 3
_ORDINALS = ("first try", "second try", "third try")
DEFAULT_START_MM = 100.0
"""Where a stepper starts if nothing was measured before."""


class TrialColumn(Card):
    """The trials of one side; `refused` carries the sentence about a number that cannot be read."""

    changed = Signal()
    entered = Signal()
    refused = Signal(str)
    skip_pressed = Signal()

    def __init__(self, theme: Theme, side: Side) -> None:
        super().__init__()
        self._theme = theme
        self._side = side
        self._unit = Unit.CM
        self._before = ""
        self._before_mm: float | None = None
        self.setAccessibleName(side.value.capitalize())
        self.rows = [TrialRow(theme, n + 1, f"{side.value.capitalize()}, try {n + 1}") for n in range(TRIALS)]
        self._status = label("", Text.BODY, "ink2")
        self._earlier = label("", Text.BODY, "ink2")
        self._name = QLabel(side.value.capitalize())
        self._mean = QLabel()
        self._mean_unit = label("", Text.PURPOSE, "ink2")
        self._lay_out()
        self.set_compact(compact=False)
        for row in self.rows:
            row.changed.connect(self._show)
            row.entered.connect(self.entered)
            row.focused.connect(self._show)
            row.refused.connect(self.refused)
            row.skip_pressed.connect(self.skip_pressed)

    @property
    def trials(self) -> tuple[Trial, ...]:
        """The trials entered, counted or not, without empty ones."""
        return tuple(row.trial for row in self.rows if row.trial is not None)

    @property
    def mean_mm(self) -> float | None:
        """Mean of the counted trials."""
        return mean_mm(self.trials)

    def begin(self, unit: Unit, before_mm: float | None, before: str) -> None:
        """Clear all trials; `before` names the earlier value to compare with, such as `last time`."""
        self._unit, self._before_mm, self._before = unit, before_mm, before
        for row in self.rows:
            row.begin(unit)
        self._show()

    def set_unit(self, unit: Unit) -> None:
        """Show the same distances in another unit."""
        self._unit = unit
        for row in self.rows:
            row.set_unit(unit)
        self._show()

    def set_compact(self, *, compact: bool) -> None:
        """Take less space, for low windows."""
        edge = 8 if compact else 16
        self.column.setContentsMargins(edge + 6, edge, edge + 6, edge)
        self.column.setSpacing(0 if compact else 8)
        self._name.setFont(self._theme.font(20 if compact else 26, QFont.Weight.DemiBold, -1))
        self._mean.setFont(self._theme.font(24 if compact else 30, QFont.Weight.DemiBold, -1))

    def unread(self) -> TrialRow | None:
        """Accept what is being typed; returns the first row that cannot be read, if any."""
        return next((row for row in self.rows if not row.commit()), None)

    def far_off(self) -> dict[TrialRow, str]:
        """Return the rows whose counted value is far off all others of this ankle, each with a sentence about it."""
        known = [] if self._before_mm is None else [self._before_mm]
        counted = {row: row.trial.distance_mm for row in self.rows if row.trial and row.trial.fault is None}
        found: dict[TrialRow, str] = {}
        for row, value_mm in counted.items():
            others_mm = known + [other_mm for other, other_mm in counted.items() if other is not row]
            if is_far_off(value_mm, others_mm):
                found[row] = far_off_words(value_mm, others_mm, self._unit)
        return found

    def _show(self) -> None:
        mean = self.mean_mm
        self._mean.setText("–" if mean is None else format_value(mean, self._unit))
        self._mean_unit.setText(self._unit.short)
        self._status.setText(self._status_words())
        self._earlier.setText(self._before_words())
        start = self._before_mm or DEFAULT_START_MM
        for row in self.rows:
            row.start_mm = round(start / self._unit.step_mm) * self._unit.step_mm
            start = row.trial.distance_mm if row.trial else start
        self.changed.emit()

    def _status_words(self) -> str:
        filled = [row.trial is not None for row in self.rows]
        if all(filled):
            return "done"
        focused = next((n for n, row in enumerate(self.rows) if row.field.hasFocus()), None)
        return _ORDINALS[focused] if focused is not None else ""

    def _before_words(self) -> str:
        """Return the earlier value, which stays beside the new one."""
        return "" if self._before_mm is None else f"{self._before} {format_value(self._before_mm, self._unit)}"

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(SideMark(self._theme, self._side, 16))
        head.addWidget(self._name)
        head.addStretch(1)
        head.addWidget(self._status)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(label("Average", Text.BODY, "ink2"))
        foot.addStretch(1)
        foot.addWidget(self._earlier)
        foot.addSpacing(4)
        foot.addWidget(self._mean)
        foot.addWidget(self._mean_unit)
        self.column.addLayout(head)
        for row in self.rows:
            self.column.addStretch(1)
            self.column.addWidget(row)
        self.column.addStretch(1)
        self.column.addWidget(hairline())
        self.column.addLayout(foot)
