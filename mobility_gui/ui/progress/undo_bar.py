"""Says that something was changed and offers to take it back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from mobility_gui.ui.controls import Button, ButtonKind, IconButton, label
from mobility_gui.ui.theme import Theme


class UndoBar(QFrame):
    """Hidden until something was changed; stays until used, closed, or the next change."""

    undone = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self._words = label("", wrap=True)
        undo = Button(theme, "Undo", ButtonKind.PLAIN, "undo")
        close = IconButton(theme, "close", "Close")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 6, 8, 6)
        row.addWidget(self._words, 1)
        row.addWidget(undo)
        row.addWidget(close)
        self.hide()
        undo.clicked.connect(self._undo)
        close.clicked.connect(self.hide)

    def offer(self, words: str) -> None:
        """Say what was changed, and offer to take it back."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.show()

    def _undo(self) -> None:
        self.hide()
        self.undone.emit()
