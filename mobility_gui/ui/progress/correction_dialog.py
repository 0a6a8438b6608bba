"""A measurement corrected: its trials read again, typed again, or taken away."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mobility_gui.ankle.trial import Fault, Trial
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import UnreadableDistanceError, format_reading
from mobility_gui.training.record import Measurement
from mobility_gui.ui.controls import Button, ButtonKind, Choice, label
from mobility_gui.ui.progress.distance_field import DistanceField
from mobility_gui.ui.side_mark import SideMark
from mobility_gui.ui.theme import Text, Theme

COUNTS = "counts"
FAULTS = {None: COUNTS, Fault.HEEL_LIFTED: "heel lifted", Fault.FOOT_TURNED: "foot turned", Fault.PAIN: "pain"}
NO_TRIAL = "Please leave at least one trial; one that should not count can be marked so."
NOT_KEPT = "This could not be kept. Why is said at the top of the window; nothing typed here is lost."
LEAST_ROWS = 3


class CorrectionDialog(QDialog):
    """A row for each trial; an empty field is a trial taken away. `corrected` carries the number and a Measurement."""

    corrected = Signal(int, object)

    def __init__(
        self, theme: Theme, number: int, measurement: Measurement, unit: Unit, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._number = number
        self._measurement = measurement
        self._unit = unit
        self.setWindowTitle("Correct a measurement")
        self.setMinimumWidth(440)
        self._sentence = label("", tone="warn", wrap=True)
        self._sentence.hide()
        self._fields: list[DistanceField] = []
        self._choices: list[Choice] = []
        at, side = measurement.at, measurement.side.value.capitalize()
        title = QHBoxLayout()
        title.addWidget(SideMark(theme, measurement.side))
        title.addWidget(label(f"{side}, {measurement.occasion.value}", Text.CARD_TITLE))
        title.addStretch(1)
        save = Button(theme, "Save", ButtonKind.PRIMARY)
        save.setDefault(True)
        cancel = Button(theme, "Cancel")
        cancel.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(save)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(title)
        column.addWidget(label(f"{at:%A} {at.day} {at:%B %Y}, {at:%H:%M}", tone="ink2"))
        column.addLayout(self._rows(theme))
        column.addWidget(label("An empty field takes a trial away.", Text.SECOND, "ink3"))
        column.addWidget(self._sentence)
        column.addLayout(buttons)
        self._fields[0].setFocus()
        self._fields[0].selectAll()
        save.clicked.connect(self._save)
        cancel.clicked.connect(self.reject)

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
                self._refuse(str(error), field)
                return
        if not trials:
            self._refuse(NO_TRIAL, self._fields[0])
            return
        changed = replace(self._measurement, trials=tuple(trials))
        if changed == self._measurement:
            self.accept()
        else:
            self.corrected.emit(self._number, changed)  # closed once that is kept

    def _distance_mm(self, before: Trial | None, field: DistanceField) -> float:
        """What was typed; a field left as it was keeps its value to the last digit, also in the other unit."""
        if before is not None and field.text() == format_reading(before.distance_mm, self._unit):
            return before.distance_mm
        return field.distance_mm

    def refuse(self) -> None:
        """Say that what was typed is not kept; it stays here to be tried again."""
        self._refuse(NOT_KEPT, self._fields[0])

    def _refuse(self, sentence: str, field: QLineEdit) -> None:
        self._sentence.setText(sentence)
        self._sentence.show()
        field.setFocus()
        field.selectAll()
