"""A plain sentence at the top of the window, with buttons for what can be done about it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel

from mobility_gui.ui.kit.controls import Button, IconButton, label
from mobility_gui.ui.kit.layouts import across
from mobility_gui.ui.kit.theme import Theme


class NoticeBar(QFrame):
    """A notice that is answered with one of its buttons, or closed."""

    answered = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, text: str, actions: Sequence[tuple[str, str]]) -> None:
        """`actions` are (word, id) pairs."""
        super().__init__()
        self._theme = theme
        self.text = text
        self.setProperty("notice", "true")
        self.setAccessibleName(text)
        self._sign = QLabel()
        self._color_sign()
        theme.changed.connect(self._color_sign)
        sentence = label(text, wrap=True)
        sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = across(self, gap=12, margins=(24, 8, 16, 8))
        row.addWidget(self._sign)
        row.addWidget(sentence, 1)
        for word, answer in actions:
            button = Button(theme, word)
            button.setObjectName(answer)
            button.clicked.connect(self._answer)
            row.addWidget(button)
        close = IconButton(theme, "close", "Close this notice")
        close.clicked.connect(self.closed)
        row.addWidget(close)

    def _answer(self) -> None:
        self.answered.emit(self.sender().objectName())

    def _color_sign(self) -> None:
        self._sign.setPixmap(self._theme.icons.pixmap("info", self._theme.tokens.warn, 20))

    def showEvent(self, event: QShowEvent) -> None:
        """Have a screen reader say the sentence as soon as the bar is shown."""
        super().showEvent(event)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
