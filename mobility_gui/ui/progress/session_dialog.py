"""One session opened: what was measured, a note, and a way to delete it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from mobility_gui.ankle.trial import Trial
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import format_reading, format_value
from mobility_gui.training.record import Measurement, SessionRecord
from mobility_gui.ui.controls import Button, ButtonKind, hairline, label
from mobility_gui.ui.progress.session_list import time_words
from mobility_gui.ui.theme import Text, Theme

NOTE_LETTERS = 2000


class SessionDialog(QDialog):
    """Tells what the runner changed; a deleted session can be brought back on the page behind."""

    note_changed = Signal(int, str)
    deleted = Signal(int)

    def __init__(self, theme: Theme, session: SessionRecord, unit: Unit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(session.routine_name)
        self.setMinimumWidth(440)
        self._note = QPlainTextEdit(session.note)
        self._note.setAccessibleName("Note")
        self._note.setPlaceholderText("A note for yourself")
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(96)
        delete = Button(theme, "Delete", ButtonKind.DANGER, "delete")
        close = Button(theme, "Close", ButtonKind.PRIMARY)
        close.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(label(session.routine_name, Text.CARD_TITLE, wrap=True))
        column.addWidget(label(when_words(session), tone="ink2"))
        for measurement in session.measurements:
            column.addWidget(label(measured_words(measurement, unit), wrap=True))
        column.addWidget(hairline())
        column.addWidget(label("Note", Text.STRONG))
        column.addWidget(self._note)
        buttons = QHBoxLayout()
        buttons.addWidget(delete)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column.addSpacing(8)
        column.addLayout(buttons)
        delete.clicked.connect(self._delete)
        close.clicked.connect(self.accept)
        self.finished.connect(self._keep_note)

    def _delete(self) -> None:
        self._keep_note()
        self.finished.disconnect(self._keep_note)
        self.deleted.emit(self._session.id)
        self.accept()

    def _keep_note(self) -> None:
        note = self._note.toPlainText().strip()[:NOTE_LETTERS]
        if note != self._session.note:
            self.note_changed.emit(self._session.id, note)


def when_words(session: SessionRecord) -> str:
    """Say when the session was, how long was worked and how it felt."""
    at = session.started
    said = [f"{at:%A} {at.day} {at:%B %Y}, {at:%H:%M}", time_words(session)]
    return ", ".join(said + ([f"felt {session.feeling.value}"] if session.feeling else []))


def measured_words(measurement: Measurement, unit: Unit) -> str:
    """Say one measurement with all its trials, those that do not count named."""
    value = measurement.value_mm
    mean = "no trial counts" if value is None else f"{format_value(value, unit)} {unit.short}"
    trials = ", ".join(_trial_words(trial, unit) for trial in measurement.trials)
    return f"{measurement.side.value.capitalize()}, {measurement.occasion.value}: {mean} ({trials})"


def _trial_words(trial: Trial, unit: Unit) -> str:
    number = format_reading(trial.distance_mm, unit)
    return number if trial.fault is None else f"{number} {trial.fault.value.replace('_', ' ')}"
