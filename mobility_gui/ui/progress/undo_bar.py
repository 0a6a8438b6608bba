"""Says that something was deleted and offers it back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from mobility_gui.ui.controls import Button, ButtonKind, IconButton, label
from mobility_gui.ui.theme import Theme


class UndoBar(QFrame):
    """Hidden until something was deleted; stays until used or closed."""

    undone = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self._words = label("")
        undo = Button(theme, "Undo", ButtonKind.PLAIN, "undo")
        close = IconButton(theme, "close", "Close")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 6, 8, 6)
        row.addWidget(self._words)
        row.addStretch(1)
        row.addWidget(undo)
        row.addWidget(close)
        self.hide()
        undo.clicked.connect(self._undo)
        close.clicked.connect(self.hide)

    def offer(self, words: str) -> None:
        """Say what was deleted, and offer it back."""
        self._words.setText(words)
        self.show()

    def _undo(self) -> None:
        self.hide()
        self.undone.emit()
