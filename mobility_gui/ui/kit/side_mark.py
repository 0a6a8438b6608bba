"""The shape that stands for a side everywhere: a circle for left, a diamond for right."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.theme import Theme

_DIAMOND = 0.68
"""Half diagonal of a diamond that looks as large as a circle of diameter 1."""


def side_path(side: Side, centre: QPointF, size: float) -> QPainterPath:
    """Return the outline of the side's shape, which looks as large as a circle of diameter `size`."""
    path = QPainterPath()
    if side is Side.RIGHT:
        reach = size * _DIAMOND
        path.moveTo(centre.x(), centre.y() - reach)
        path.lineTo(centre.x() + reach, centre.y())
        path.lineTo(centre.x(), centre.y() + reach)
        path.lineTo(centre.x() - reach, centre.y())
        path.closeSubpath()
    else:
        path.addEllipse(centre, size / 2, size / 2)
    return path


def side_color(theme: Theme, side: Side) -> QColor:
    """Return the colour that goes with the side's shape."""
    return theme.color("right" if side is Side.RIGHT else "left")


def paint_side(painter: QPainter, theme: Theme, side: Side, centre: QPointF, size: float) -> None:
    """Draw the filled shape."""
    painter.fillPath(side_path(side, centre, size), side_color(theme, side))


class SideMark(QWidget):
    """A widget with the shape alone, to go beside a word that names the side."""

    def __init__(self, theme: Theme, side: Side, size: int = 12) -> None:
        super().__init__()
        self._theme = theme
        self._side = side
        self._size = size
        self.setFixedSize(round(size * 1.5), round(size * 1.5))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_side(painter, self._theme, self._side, QRectF(self.rect()).center(), self._size)
        painter.end()
