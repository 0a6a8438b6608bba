"""The dialog that asks when the runner has to leave."""

from datetime import time

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTimeEdit, QWidget

from mobility_gui.ui.kit.controls import Button, ButtonKind, label
from mobility_gui.ui.kit.focus_ring import FocusRing
from mobility_gui.ui.kit.layouts import down
from mobility_gui.ui.kit.theme import Text, Theme


class LeavingDialog(QDialog):
    """A dialog that asks for a time of day, with `usual` filled in."""

    leaving_chosen = Signal(time)

    def __init__(self, theme: Theme, usual: time, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Leave at")
        self._field = QTimeEdit(QTime(usual.hour, usual.minute))
        self._field.setDisplayFormat("HH:mm")
        self._field.setAccessibleName("Leave at, hours and minutes")
        column = down(self, gap=14, margins=(24, 20, 24, 20))
        column.addWidget(label("When do you have to leave?", Text.CARD_TITLE))
        column.addWidget(label("Holds and counts are made shorter or longer, so that you are done by then.", wrap=True))
        column.addWidget(self._field)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = Button(theme, "Cancel")
        cancel.clicked.connect(self.reject)
        accept = Button(theme, "Fit to this time", ButtonKind.PRIMARY)
        accept.setDefault(True)
        accept.clicked.connect(self._choose)
        row.addWidget(cancel)
        row.addWidget(accept)
        column.addLayout(row)
        FocusRing(theme, self)

    def _choose(self) -> None:
        shown = self._field.time()
        self.leaving_chosen.emit(time(shown.hour(), shown.minute()))
        self.accept()
