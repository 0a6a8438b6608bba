"""The flag that shows a side by its word, its arrow and the window edge it is attached to."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.stage.layout import StageLayout

RADIUS_U = 4.0


def paint_flag(
    painter: QPainter, layout: StageLayout, theme: Theme, flag: QRectF, side: Side, colors: tuple[str, str]
) -> None:
    """Paint a flag at the rectangle from `layout.flag`; `colors` are those of its background and its words."""
    ground, ink = colors
    radius = RADIUS_U * layout.u
    path = QPainterPath()
    # Only the inner corners are rounded: the outer edge extends beyond the window.
    outer = -2 * radius if side is Side.LEFT else 2 * radius
    path.addRoundedRect(flag.adjusted(min(0, outer), 0, max(0, outer), 0), radius, radius)
    painter.fillPath(path, QColor(ground))
    painter.setPen(QColor(ink))
    painter.setFont(layout.flag_font(theme))
    word, arrow = layout.flag_parts(flag, side)
    painter.drawText(QPointF(word.left(), layout.name_baseline), side.value.upper())
    _paint_arrow(painter, arrow, layout.u, ink, to_left=side is Side.LEFT)


def _paint_arrow(painter: QPainter, box: QRectF, u: float, color: str, *, to_left: bool) -> None:
    """Paint a plain arrow across the middle of a box."""
    head = 3.4 * u
    y = box.center().y()
    tip, tail = (box.left(), box.right()) if to_left else (box.right(), box.left())
    back = tip + head if to_left else tip - head
    pen = QPen(QColor(color), 1.35 * u, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawLine(QPointF(tail, y), QPointF(tip, y))
    painter.drawPolyline([QPointF(back, y - head), QPointF(tip, y), QPointF(back, y + head)])
