"""What was typed in by hand, opened: its values, and a way to delete them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from mobility_gui.ankle.unit import Unit
from mobility_gui.training.record import SessionRecord
from mobility_gui.ui.controls import Button, ButtonKind, label
from mobility_gui.ui.progress.session_dialog import measured_words
from mobility_gui.ui.theme import Text, Theme


class TypedInDialog(QDialog):
    """Tells that its measurements, a `tuple[Measurement, ...]`, are to go."""

    deleted = Signal(object)

    def __init__(self, theme: Theme, record: SessionRecord, unit: Unit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record = record
        self.setWindowTitle(record.routine_name)
        self.setMinimumWidth(440)
        delete = Button(theme, "Delete", ButtonKind.DANGER, "delete")
        close = Button(theme, "Close", ButtonKind.PRIMARY)
        close.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(label(record.routine_name, Text.CARD_TITLE))
        column.addWidget(label(f"{record.started:%A} {record.started.day} {record.started:%B %Y}", tone="ink2"))
        for measurement in record.measurements:
            column.addWidget(label(measured_words(measurement, unit), wrap=True))
        buttons = QHBoxLayout()
        buttons.addWidget(delete)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column.addSpacing(8)
        column.addLayout(buttons)
        close.setFocus()
        delete.clicked.connect(self._delete)
        close.clicked.connect(self.accept)

    def _delete(self) -> None:
        self.deleted.emit(self._record.measurements)
        self.accept()
