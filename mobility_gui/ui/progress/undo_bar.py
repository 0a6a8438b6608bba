"""Says what was done and offers to undo it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from mobility_gui.ui.kit.controls import Button, ButtonKind, IconButton, label
from mobility_gui.ui.kit.theme import Theme


class UndoBar(QFrame):
    """Hidden until something is done; stays until used, closed, or the next thing is done."""

    undone = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._words = label("", wrap=True)
        self._button = Button(theme, "Undo", ButtonKind.PLAIN, "undo")
        close = IconButton(theme, "close", "Close")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 6, 8, 6)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        row.addWidget(close)
        self.hide()
        self._button.clicked.connect(self.undo)
        close.clicked.connect(self.hide)

    def offer(self, words: str, *, undo: bool = True) -> None:
        """Say what was done, and with `undo` offer to take it back; empty words hide the bar."""
        self._words.setText(words)
        self._button.setVisible(undo)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    @property
    def offering(self) -> bool:
        """True if something can be undone."""
        return not self.isHidden() and not self._button.isHidden()

    def undo(self) -> None:
        """Act as if the button had been pressed."""
        self.hide()
        self.undone.emit()
