"""One session, or what was typed in by hand: what was measured and held, a note, and a button to delete it."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from mobility_gui.ankle.trial import Trial
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import format_reading, format_value
from mobility_gui.training.amounts import duration_words
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Ending, Held, Measurement, SessionRecord, Stretch, summary
from mobility_gui.ui.kit.controls import Button, ButtonKind, hairline, label
from mobility_gui.ui.kit.days import full_day_words, time_words
from mobility_gui.ui.kit.focus_ring import FocusRing
from mobility_gui.ui.kit.layouts import across, down
from mobility_gui.ui.kit.note_field import NoteField
from mobility_gui.ui.kit.scroll import Scroll
from mobility_gui.ui.kit.side_mark import SideMark
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.progress.verdict_words import occasion_words


class SessionDialog(QDialog):
    """Emits what the runner wants changed, with the session's number; the page can undo a deletion."""

    note_changed = Signal(int, str)
    deleted = Signal(int)
    correction_requested = Signal(int, object)  # a Measurement

    def __init__(
        self,
        theme: Theme,
        session: SessionRecord,
        stretches: Iterable[Stretch],
        names: Mapping[str, str],
        unit: Unit,
        parent: QWidget | None = None,
    ) -> None:
        """`names` are the exercises' names by their ids; an unknown exercise is shown by its id."""
        super().__init__(parent)
        self._theme = theme
        self._session = session
        self._unit = unit
        self.setWindowTitle(session.routine_name)
        self._note = NoteField("A note for yourself", session.note)
        self._note.setFixedHeight(84)
        content = QWidget()
        content.setProperty("scrolled", "true")
        told = down(content, gap=8, margins=(24, 20, 24, 12))
        told.addWidget(label(session.routine_name, Text.CARD_TITLE, wrap=True))
        told.addWidget(label(when_words(session), tone="ink2", wrap=True))
        for part in (self._measured(), self._held(summary(stretches), names), self._noted()):
            if part is not None:
                told.addWidget(hairline())
                told.addWidget(part)
        told.addStretch(1)
        column = down(self, gap=0)
        column.addWidget(Scroll(content), 1)
        column.addLayout(self._buttons())
        wanted = QSize(540, min(720, content.sizeHint().height() + 84))
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.9))
        self.finished.connect(self._keep_note)
        FocusRing(theme, self)

    @property
    def _typed_in(self) -> bool:
        return self._session.id < 0

    def _measured(self) -> QWidget | None:
        if not self._session.measurements:
            return None
        part, column = _part("Knee to wall")
        for measurement in self._session.measurements:
            row = _MeasuredRow(self._theme, measurement, self._session.id, self._unit)
            row.correction_requested.connect(self._ask_correction)
            column.addWidget(row)
        return part

    def _held(self, held: Iterable[Held], names: Mapping[str, str]) -> QWidget | None:
        rows = list(held)
        if not rows:
            return None
        part, column = _part("Time held")
        for one in rows:
            row = across(gap=12)
            row.addWidget(label(names.get(one.exercise, one.exercise), wrap=True), 1)
            row.addWidget(label(held_words(one), tone="ink2"))
            column.addLayout(row)
        return part

    def _noted(self) -> QWidget | None:
        if self._typed_in:
            return None
        part, column = _part("Note")
        column.addWidget(self._note)
        return part

    def _buttons(self) -> QHBoxLayout:
        delete = Button(self._theme, "Delete", ButtonKind.DANGER, "delete")
        close = Button(self._theme, "Close", ButtonKind.PRIMARY)
        close.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(24, 12, 24, 16)
        buttons.addWidget(delete)
        buttons.addStretch(1)
        buttons.addWidget(close)
        delete.clicked.connect(self._delete)
        close.clicked.connect(self.accept)
        close.setFocus()
        return buttons

    def _ask_correction(self, measurement: Measurement) -> None:
        self.accept()
        self.correction_requested.emit(self._session.id, measurement)

    def _delete(self) -> None:
        self.accept()
        self.deleted.emit(self._session.id)

    def _keep_note(self) -> None:
        note = self._note.note
        edited = self._note.document().isModified() and not self._typed_in
        if edited and note != self._session.note:
            self.note_changed.emit(self._session.id, note)


class _MeasuredRow(QWidget):
    """One measurement in words, and a button to correct it."""

    correction_requested = Signal(object)

    def __init__(self, theme: Theme, measurement: Measurement, line: int, unit: Unit) -> None:
        super().__init__()
        self._measurement = measurement
        correct = Button(theme, "Correct", ButtonKind.QUIET, "edit")
        correct.setAccessibleName(f"Correct: {occasion_words(measurement, line)}")
        correct.clicked.connect(self._ask)
        row = across(self, gap=8)
        row.addWidget(SideMark(theme, measurement.side))
        row.addWidget(label(measured_words(measurement, line, unit), wrap=True), 1)
        row.addWidget(correct)

    def _ask(self) -> None:
        self.correction_requested.emit(self._measurement)


def when_words(session: SessionRecord) -> str:
    """Return when the session was, how long the runner worked and how it felt."""
    day = full_day_words(session.started)
    if session.id < 0:
        return day
    worked = f"{duration_words(session.held_ms // 1000)} of exercise"
    said = [
        f"{day}, {time_words(session.started)}",
        f"ended early, {worked}" if session.ending is Ending.PARTIAL else worked,
    ]
    return ", ".join(said + ([f"felt {session.feeling.value}"] if session.feeling else []))


def measured_words(measurement: Measurement, line: int, unit: Unit) -> str:
    """Return one measurement in words with all its trials, naming those that do not count."""
    which = occasion_words(measurement, line)
    value = measurement.value_mm
    if len(measurement.trials) == 1 and value is not None:
        return f"{which}: {format_reading(value, unit)} {unit.short}"
    mean = "no valid tries" if value is None else f"{format_value(value, unit)} {unit.short}"
    trials = ", ".join(_trial_words(trial, unit) for trial in measurement.trials)
    return f"{which}: {mean} ({trials})"


def held_words(held: Held) -> str:
    """Return what was held on each side, as in `30 s a side` or `left 30 s, right 20 s, stopped: it hurt`."""
    amounts = held.amounts
    if set(amounts) == {Side.LEFT, Side.RIGHT} and len(set(amounts.values())) == 1:
        return f"{amounts[Side.LEFT]} a side"
    return ", ".join(amount if side is Side.BOTH else f"{side.value} {amount}" for side, amount in amounts.items())


def _trial_words(trial: Trial, unit: Unit) -> str:
    number = format_reading(trial.distance_mm, unit)
    return number if trial.fault is None else f"{number} {trial.fault.value.replace('_', ' ')}"


def _part(title: str) -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    column = down(part, gap=4)
    column.addWidget(label(title, Text.STRONG_TITLE))
    return part, column
