"""A dialog that asks for distances and waits, with what was typed in it, until it hears that they are kept."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QLineEdit, QWidget

from mobility_gui.ui.kit.controls import Button, ButtonKind, label
from mobility_gui.ui.kit.focus_ring import FocusRing
from mobility_gui.ui.kit.layouts import down
from mobility_gui.ui.kit.theme import Theme

NOT_KEPT = "This could not be kept. Why is said at the top of the window; nothing typed here is lost."


class AskingDialog(QDialog):
    """Accepted by who keeps the values; `refuse` says that they are not kept."""

    agreed = Signal()  # its button was pressed

    def __init__(self, theme: Theme, title: str, word: str, parent: QWidget | None = None) -> None:
        """`word` is on the button that agrees."""
        super().__init__(parent)
        self._first: QLineEdit | None = None
        self._sentence = label("", tone="warn", wrap=True)
        self._sentence.hide()
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        agree = Button(theme, word, ButtonKind.PRIMARY)
        agree.setDefault(True)
        cancel = Button(theme, "Cancel")
        cancel.setAutoDefault(False)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        self._buttons.addWidget(cancel)
        self._buttons.addWidget(agree)
        agree.clicked.connect(self.agreed)
        cancel.clicked.connect(self.reject)
        FocusRing(theme, self)

    def lay_out(self, parts: Iterable[QWidget | QLayout], first: QLineEdit) -> None:
        """Put the parts above sentence and buttons; `first` is the field to begin with."""
        column = down(self, gap=12, margins=(24, 20, 24, 20))
        for part in parts:
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        column.addWidget(self._sentence)
        column.addLayout(self._buttons)
        self._first = first
        first.setFocus()
        first.selectAll()

    def refuse(self) -> None:
        """Say that what was typed is not kept; it stays here to be tried again."""
        if self._first is not None:
            self.say(NOT_KEPT, self._first)

    def say(self, sentence: str, field: QLineEdit) -> None:
        """Say what is wrong, and lead to the field."""
        self._sentence.setText(sentence)
        self._sentence.show()
        field.setFocus()
        field.selectAll()
