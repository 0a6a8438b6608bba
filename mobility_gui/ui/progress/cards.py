"""The column of all cards, which knows how low it can be."""

from PySide6.QtWidgets import QScrollArea, QWidget

from mobility_gui.ui.kit.layouts import down


class Cards(QWidget):
    """All cards; they are made as low as they can be if the whole page then fits, and else it scrolls."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__()
        self._area = area
        self.column = down(self, gap=14)
        self.setProperty("scrolled", "true")

    def heightForWidth(self, width: int) -> int:
        least = self.column.totalMinimumHeightForWidth(width)
        return least if least <= self._area.viewport().height() else self.column.totalHeightForWidth(width)
