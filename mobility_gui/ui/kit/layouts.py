"""Rows and columns with their margins and gaps, in pixels."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

Margins = tuple[int, int, int, int]
"""Left, top, right, bottom."""


def across(parent: QWidget | None = None, *, gap: int, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """Return a row, for a widget or to put into another layout."""
    made = QHBoxLayout(parent) if parent else QHBoxLayout()
    made.setContentsMargins(*margins)
    made.setSpacing(gap)
    return made


def down(parent: QWidget | None = None, *, gap: int, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """Return a column, for a widget or to put into another layout."""
    made = QVBoxLayout(parent) if parent else QVBoxLayout()
    made.setContentsMargins(*margins)
    made.setSpacing(gap)
    return made
