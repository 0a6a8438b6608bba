"""A dialog to correct a measurement: trials are read again, retyped or removed."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from mobility_gui.ankle.trial import Trial, TrialFault
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import UnreadableDistanceError, format_reading
from mobility_gui.training.record import Measurement
from mobility_gui.ui.kit.controls import Choice, label
from mobility_gui.ui.kit.days import full_day_words, time_words
from mobility_gui.ui.kit.side_mark import SideMark
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.progress.asking_dialog import AskingDialog
from mobility_gui.ui.progress.distance_field import DistanceField

COUNTS = "counts"
FAULTS = {
    None: COUNTS,
    TrialFault.HEEL_LIFTED: "heel lifted",
    TrialFault.FOOT_TURNED: "foot turned",
    TrialFault.PAIN: "pain",
}
NO_TRIAL = "Please leave at least one trial; one that should not count can be marked so."
LEAST_ROWS = 3


class CorrectionDialog(AskingDialog):
    """A row for each trial; an empty field removes it. `corrected` carries the number and a Measurement."""

    corrected = Signal(int, object)

    def __init__(
        self, theme: Theme, number: int, measurement: Measurement, unit: Unit, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "Correct a measurement", "Save", parent)
        self._number = number
        self._measurement = measurement
        self._unit = unit
        self._fields: list[DistanceField] = []
        self._choices: list[Choice] = []
        at = measurement.at
        title = QHBoxLayout()
        title.addWidget(SideMark(theme, measurement.side))
        which = f"{measurement.side.value.capitalize()}, {measurement.occasion.value}"
        title.addWidget(label(which, Text.CARD_TITLE))
        title.addStretch(1)
        when = label(f"{full_day_words(at)}, {time_words(at)}", tone="ink2")
        hint = label("An empty field takes a trial away.", Text.SECOND, "ink3")
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
            field = DistanceField(self._unit, f"Trial {row + 1}", "no trial")
            choice = Choice(theme, f"Trial {row + 1}: does it count")
            for fault, words in FAULTS.items():
                choice.addItem(words, fault)
            if trial is not None:
                field.setText(format_reading(trial.distance_mm, self._unit))
                choice.setCurrentText(FAULTS[trial.fault])
            rows.addWidget(label(f"Trial {row + 1}", Text.STRONG), row, 0)
            rows.addWidget(field, row, 1)
            rows.addWidget(field.unit_label, row, 2)
            rows.addWidget(choice, row, 3)
            self._fields.append(field)
            self._choices.append(choice)
        return rows

    def _save(self) -> None:
        trials: list[Trial] = []
        kept: list[Trial | None] = list(self._measurement.trials)
        kept += [None] * (len(self._fields) - len(kept))
        for before, field, choice in zip(kept, self._fields, self._choices, strict=True):
            if not field.text().strip():
                continue
            try:
                trials.append(Trial(self._distance_mm(before, field), choice.currentData()))
            except UnreadableDistanceError as error:
                self.say(str(error), field)
                return
        if not trials:
            self.say(NO_TRIAL, self._fields[0])
            return
        changed = replace(self._measurement, trials=tuple(trials))
        if changed == self._measurement:
            self.accept()
        else:
            self.corrected.emit(self._number, changed)  # closes once it is saved

    def _distance_mm(self, before: Trial | None, field: DistanceField) -> float:
        """Return what was typed; an untouched field keeps its value to the last digit, also in the other unit."""
        if before is not None and field.text() == format_reading(before.distance_mm, self._unit):
            return before.distance_mm
        return field.distance_mm
