"""The dialog that asks when the runner has to leave."""

from datetime import time

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QTimeEdit, QWidget

from mobility_gui.ui.kit.controls import label
from mobility_gui.ui.kit.question_dialog import QuestionDialog
from mobility_gui.ui.kit.theme import Text, Theme

ABOUT = "Holds and counts are made shorter or longer, so that you are done by then."


class LeavingDialog(QuestionDialog):
    """A dialog that asks for a time of day, with `usual` filled in."""

    leaving_chosen = Signal(time)

    def __init__(self, theme: Theme, usual: time, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Leave at", "Fit to this time", parent)
        self._field = QTimeEdit(QTime(usual.hour, usual.minute))
        self._field.setDisplayFormat("HH:mm")
        self._field.setAccessibleName("Leave at, hours and minutes")
        title = label("When do you have to leave?", Text.CARD_TITLE)
        self.fill(title, label(ABOUT, wrap=True), self._field)
        self.agreed.connect(self._choose)

    def _choose(self) -> None:
        shown = self._field.time()
        self.leaving_chosen.emit(time(shown.hour(), shown.minute()))
        self.accept()
