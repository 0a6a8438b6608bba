"""A dialog that asks for distances and stays open, with what was typed, until the values are saved."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QLayout, QLineEdit, QWidget

from mobility_gui.ankle.trial import is_far_off
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import far_off_words
from mobility_gui.ui.kit.controls import label
from mobility_gui.ui.kit.question_dialog import QuestionDialog
from mobility_gui.ui.kit.theme import Theme

NOT_KEPT = "This couldn’t be saved. The message at the top of the window says why. What you typed is still here."


class AskingDialog(QuestionDialog):
    """Whoever saves the values accepts the dialog, or calls `refuse` if they could not be saved."""

    def __init__(self, theme: Theme, title: str, word: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, title, word, parent)
        self._first: QLineEdit | None = None
        self._asked: set[str] = set()
        self._word = word
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

    def asks_about(self, value_mm: float, others_mm: Sequence[float], unit: Unit, field: QLineEdit) -> bool:
        """Ask whether a value far off all others is right; True the first time, False once it was asked."""
        if not is_far_off(value_mm, others_mm):
            return False
        sentence = f"{far_off_words(value_mm, others_mm, unit)} If it’s right, press {self._word} again."
        if sentence in self._asked:
            return False
        self._asked.add(sentence)
        self.say(sentence, field)
        return True

    def say(self, sentence: str, field: QLineEdit) -> None:
        """Say what is wrong and move the focus to the field."""
        self._sentence.setText(sentence)
        self._sentence.show()
        field.setFocus()
        field.selectAll()
