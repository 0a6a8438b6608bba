"""A dialog to correct a measurement: tries are retyped, marked or removed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from mobility_gui.ankle.trial import Trial, TrialFault, is_far_off
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import UnreadableDistanceError, format_reading
from mobility_gui.training.record import Measurement
from mobility_gui.ui.kit.controls import Choice, label
from mobility_gui.ui.kit.days import full_day_words, time_words
from mobility_gui.ui.kit.side_mark import SideMark
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.progress.asking_dialog import AskingDialog
from mobility_gui.ui.progress.distance_field import DistanceField
from mobility_gui.ui.progress.verdict_words import occasion_words

COUNTS = "counts"
FAULTS = {
    None: COUNTS,
    TrialFault.HEEL_LIFTED: "heel lifted",
    TrialFault.FOOT_TURNED: "foot turned",
    TrialFault.PAIN: "pain",
}
NO_TRIAL = "Keep at least one try. If it shouldn’t count, choose why next to it."
LEAST_ROWS = 3


class CorrectionDialog(AskingDialog):
    """A row for each try; an empty field removes it. `corrected` carries the number and a Measurement."""

    corrected = Signal(int, object)

    def __init__(
        self,
        theme: Theme,
        number: int,
        measurement: Measurement,
        known_mm: Sequence[float],
        unit: Unit,
        parent: QWidget | None = None,
    ) -> None:
        """`known_mm` are the other values of this ankle in the record."""
        super().__init__(theme, "Correct a measurement", "Save", parent)
        self._known_mm = known_mm
        self._number = number
        self._measurement = measurement
        self._unit = unit
        self._fields: list[DistanceField] = []
        self._choices: list[Choice] = []
        at = measurement.at
        title = QHBoxLayout()
        title.addWidget(SideMark(theme, measurement.side))
        title.addWidget(label(occasion_words(measurement, number), Text.CARD_TITLE))
        title.addStretch(1)
        when = label(f"{full_day_words(at)}, {time_words(at)}", tone="ink2")
        hint = label("Leave a field empty to remove that try.", Text.SECOND, "ink3")
        rows = self._rows(theme)
        self.lay_out((title, when, rows, hint), self._fields[0])
        self.agreed.connect(self._save)

    def _rows(self, theme: Theme) -> QGridLayout:
        rows = QGridLayout()
        rows.setHorizontalSpacing(10)
        rows.setColumnStretch(1, 1)
        trials: list[Trial | None] = list(self._measurement.trials)
        trials += [None] * (LEAST_ROWS - len(trials))
        for row, trial in enumerate(trials):
            field = DistanceField(self._unit, f"Try {row + 1}", "none")
            choice = Choice(theme, f"Try {row + 1}: does it count?")
            for fault, words in FAULTS.items():
                choice.addItem(words, fault)
            if trial is not None:
                field.setText(format_reading(trial.distance_mm, self._unit))
                choice.setCurrentText(FAULTS[trial.fault])
            rows.addWidget(label(f"Try {row + 1}", Text.STRONG), row, 0)
            rows.addWidget(field, row, 1)
            rows.addWidget(field.unit_label, row, 2)
            rows.addWidget(choice, row, 3)
            self._fields.append(field)
            self._choices.append(choice)
        return rows

    def _save(self) -> None:
        trials: dict[DistanceField, Trial] = {}
        kept: list[Trial | None] = list(self._measurement.trials)
        kept += [None] * (len(self._fields) - len(kept))
        for before, field, choice in zip(kept, self._fields, self._choices, strict=True):
            if not field.text().strip():
                continue
            try:
                trials[field] = Trial(self._distance_mm(before, field), choice.currentData())
            except UnreadableDistanceError as error:
                self.say(str(error), field)
                return
        if not trials:
            self.say(NO_TRIAL, self._fields[0])
            return
        changed = replace(self._measurement, trials=tuple(trials.values()))
        if changed == self._measurement:
            self.accept()
        elif not self._asks_about_one_far_off(trials):
            self.corrected.emit(self._number, changed)  # closes once it is saved

    def _asks_about_one_far_off(self, trials: Mapping[DistanceField, Trial]) -> bool:
        """Ask about the first value far off the others, beginning with what was typed; once only."""
        counted = {field: trial.distance_mm for field, trial in trials.items() if trial.fault is None}
        for field in sorted(counted, key=lambda one: not one.isModified()):
            others = [mm for one, mm in counted.items() if one is not field] or list(self._known_mm)
            if is_far_off(counted[field], others):
                return self.asks_about(counted[field], others, self._unit, field)
        return False

    def _distance_mm(self, before: Trial | None, field: DistanceField) -> float:
        """Return what was typed; an untouched field keeps its value to the last digit, also in the other unit."""
        if before is not None and field.text() == format_reading(before.distance_mm, self._unit):
            return before.distance_mm
        return field.distance_mm
