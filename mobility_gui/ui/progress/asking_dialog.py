"""A dialog that asks for distances and waits, with what was typed in it, until it hears that they are kept."""

from collections.abc import Iterable

from PySide6.QtWidgets import QLayout, QLineEdit, QWidget

from mobility_gui.ui.kit.controls import label
from mobility_gui.ui.kit.question_dialog import QuestionDialog
from mobility_gui.ui.kit.theme import Theme

NOT_KEPT = "This could not be kept. Why is said at the top of the window; nothing typed here is lost."


class AskingDialog(QuestionDialog):
    """Accepted by who keeps the values; `refuse` says that they are not kept."""

    def __init__(self, theme: Theme, title: str, word: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, title, word, parent)
        self._first: QLineEdit | None = None
        self._sentence = label("", tone="warn", wrap=True)
        self._sentence.hide()

    def lay_out(self, parts: Iterable[QWidget | QLayout], first: QLineEdit) -> None:
        """Put the parts above sentence and buttons; `first` is the field to begin with."""
        self.fill(*parts, self._sentence)
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
