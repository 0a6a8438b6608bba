"""How a row of a painted list stands: chosen, under the mouse, or led to by the keyboard."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QListWidget, QStyleOptionViewItem


@dataclass(frozen=True, slots=True)
class RowState:
    """What a row painter needs to know; asked of the list, as the style's own flags take 6 ms to load at the start."""

    chosen: bool
    hovered: bool
    ringed: bool

    @classmethod
    def of(cls, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> "RowState":
        """Find out how a row stands; the ring is for a list that was reached by the keyboard.

        Raises `TypeError` when it is not a `QListWidget` that paints.
        """
        rows = option.widget
        if not isinstance(rows, QListWidget):
            raise TypeError("rows are painted in a QListWidget")
        chosen = index.row() == rows.currentRow()
        by_keys = rows.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        mouse = rows.viewport().mapFromGlobal(QCursor.pos())
        hovered = rows.viewport().underMouse() and rows.indexAt(mouse).row() == index.row()
        return cls(chosen, hovered, chosen and by_keys and rows.hasFocus())
