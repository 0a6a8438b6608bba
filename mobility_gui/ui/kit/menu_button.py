"""A button that opens a short menu."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton


class ChoiceMenu(QMenu):
    """A menu that opens below a button; `chosen` carries the id of the option picked."""

    chosen = Signal(str)

    def __init__(self, button: QPushButton, options: Sequence[tuple[str, str]]) -> None:
        """`options` are (id, words) pairs."""
        super().__init__(button)
        self._button = button
        self.setAccessibleName(button.accessibleName() or button.text())
        for option, words in options:
            action = QAction(words, self)
            action.setData(option)
            self.addAction(action)
        self.triggered.connect(self._tell)
        button.clicked.connect(self._open)

    def _open(self) -> None:
        right = self._button.mapToGlobal(QPoint(self._button.width(), self._button.height() + 4))
        self.popup(right - QPoint(self.sizeHint().width(), 0))

    def _tell(self, action: QAction) -> None:
        self.chosen.emit(action.data())
