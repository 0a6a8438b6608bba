"""The state of a row in a painted list: chosen, under the mouse, or focused by the keyboard."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QListWidget, QStyleOptionViewItem


@dataclass(frozen=True, slots=True)
class RowState:
    """What a row painter needs to know. The list is asked, as the style's own flags take 6 ms to load at startup."""

    chosen: bool
    hovered: bool
    ringed: bool

    @classmethod
    def of(cls, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> "RowState":
        """Return the state of a row. It is ringed only if the keyboard moved the focus to the list.

        Raises `TypeError` if the widget that paints is not a `QListWidget`.
        """
        rows = option.widget
        if not isinstance(rows, QListWidget):
            raise TypeError("rows are painted in a QListWidget")
        chosen = index.row() == rows.currentRow()
        by_keys = rows.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        mouse = rows.viewport().mapFromGlobal(QCursor.pos())
        hovered = rows.viewport().underMouse() and rows.indexAt(mouse).row() == index.row()
        return cls(chosen, hovered, chosen and by_keys and rows.hasFocus())
