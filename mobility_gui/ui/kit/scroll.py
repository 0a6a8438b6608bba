"""A column that scrolls."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Scroll(QScrollArea):
    """An area that scrolls one widget up and down; sideways it always fits."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        content.setProperty("scrolled", "true")
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)

    def focusNextPrevChild(self, following: bool) -> bool:  # noqa: N802, Qt's own name
        """Scroll the newly focused widget into view, unless it is taller than the view: then it does so itself."""
        if not QWidget.focusNextPrevChild(self, following):
            return False
        focused = self.focusWidget()
        if focused is None or not self.viewport().isAncestorOf(focused):
            return True
        if focused.height() <= self.viewport().height():
            self.ensureWidgetVisible(focused, 0, 24)
        return True
