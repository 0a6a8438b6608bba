"""The flag that shows a side by its word, its arrow and the window edge it is attached to."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

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
    layout.text(painter, word, layout.name_baseline, side.value.upper(), Qt.AlignmentFlag.AlignLeft)
    layout.arrow(painter, arrow, ink, to_left=side is Side.LEFT)
