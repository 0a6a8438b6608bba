"""A dialog that asks for distances and stays open, with what was typed, until the values are saved."""

from collections.abc import Iterable

from PySide6.QtWidgets import QLayout, QLineEdit, QWidget

from mobility_gui.ui.kit.controls import label
from mobility_gui.ui.kit.question_dialog import QuestionDialog
from mobility_gui.ui.kit.theme import Theme

NOT_KEPT = "This could not be kept. Why is said at the top of the window; nothing typed here is lost."


class AskingDialog(QuestionDialog):
    """Whoever saves the values accepts the dialog, or calls `refuse` if they could not be saved."""

    def __init__(self, theme: Theme, title: str, word: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, title, word, parent)
        self._first: QLineEdit | None = None
        self._sentence = label("", tone="warn", wrap=True)
        self._sentence.hide()

    def lay_out(self, parts: Iterable[QWidget | QLayout], first: QLineEdit) -> None:
        """Put the parts above the error sentence and the buttons; `first` is the field that gets the focus."""
        self.fill(*parts, self._sentence)
        self._first = first
        first.setFocus()
        first.selectAll()

    def refuse(self) -> None:
        """Say that the values were not saved; what was typed stays, so that the runner can try again."""
        if self._first is not None:
            self.say(NOT_KEPT, self._first)

    def say(self, sentence: str, field: QLineEdit) -> None:
        """Say what is wrong and move the focus to the field."""
        self._sentence.setText(sentence)
        self._sentence.show()
        field.setFocus()
        field.selectAll()
