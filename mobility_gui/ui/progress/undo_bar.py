"""Says that a session was deleted and offers it back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from mobility_gui.ui.controls import Button, ButtonKind, IconButton, label
from mobility_gui.ui.theme import Theme


class UndoBar(QFrame):
    """Hidden until a session was deleted; stays until used or closed."""

    undone = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self._session_id = 0
        undo = Button(theme, "Undo", ButtonKind.PLAIN, "undo")
        close = IconButton(theme, "close", "Close")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 6, 8, 6)
        row.addWidget(label("Session deleted. It can be brought back for 30 days."))
        row.addStretch(1)
        row.addWidget(undo)
        row.addWidget(close)
        self.hide()
        undo.clicked.connect(self._undo)
        close.clicked.connect(self.hide)

    def offer(self, session_id: int) -> None:
        """Offer this session back."""
        self._session_id = session_id
        self.show()

    def _undo(self) -> None:
        self.hide()
        self.undone.emit(self._session_id)
