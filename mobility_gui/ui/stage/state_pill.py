"""The occasion of a measurement, shown beside the title of the measuring page."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mobility_gui.ui.kit.theme import Theme


class StatePill(QWidget):
    """A ruler icon and the occasion, on the strong colour of the state."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._words = ""
        self._compact = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_words(self, words: str) -> None:
        """Show these words for the occasion."""
        self._words = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def set_compact(self, *, compact: bool) -> None:
        """Take less space, for low windows."""
        self._compact = compact
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = 38 if self._compact else 52
        return QSize(round(QFontMetricsF(self._font()).horizontalAdvance(self._words) + height * 1.62), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._theme.tokens.measure
        height = float(self.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), height / 2, height / 2)
        painter.fillPath(shape, QColor(colors.strong))
        icon = QRectF(height * 0.38, height * 0.26, height * 0.48, height * 0.48)
        self._theme.icons.paint(painter, "ruler", colors.field, icon)
        painter.setFont(self._font())
        painter.setPen(QColor(colors.field))
        painter.drawText(
            self.rect().adjusted(round(height * 1.06), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._words
        )
        painter.end()

    def _font(self) -> QFont:
        return self._theme.font(16 if self._compact else 22, QFont.Weight.DemiBold)
