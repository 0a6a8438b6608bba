"""A dialog that asks for something: its parts, and under them the buttons."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QWidget

from mobility_gui.ui.kit.controls import Button, ButtonKind
from mobility_gui.ui.kit.focus_ring import FocusRing
from mobility_gui.ui.kit.layouts import down
from mobility_gui.ui.kit.theme import Theme


class QuestionDialog(QDialog):
    """`agreed` when its button is pressed; who asks decides what becomes of the dialog then."""

    agreed = Signal()

    def __init__(self, theme: Theme, title: str, word: str, parent: QWidget | None = None) -> None:
        """`word` is on the button that agrees; without a word the dialog can only be closed."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        self._column = down(self, gap=12, margins=(24, 20, 24, 20))
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        cancel = Button(theme, "Cancel" if word else "Close")
        cancel.clicked.connect(self.reject)
        self._buttons.addWidget(cancel)
        if word:
            agree = Button(theme, word, ButtonKind.PRIMARY)
            agree.setDefault(True)
            agree.clicked.connect(self.agreed)
            cancel.setAutoDefault(False)
            self._buttons.addWidget(agree)
        FocusRing(theme, self)

    def fill(self, *parts: QWidget | QLayout) -> None:
        """Put the parts above the buttons."""
        for part in (*parts, self._buttons):
            if isinstance(part, QWidget):
                self._column.addWidget(part)
            else:
                self._column.addLayout(part)
