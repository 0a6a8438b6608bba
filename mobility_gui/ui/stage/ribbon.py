"""The ribbon at the foot of the stage: all stretches in proportion to their time."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from mobility_gui.ui.kit.tokens import StateColors
from mobility_gui.ui.stage.content import Ribbon

GAP_U, HEIGHT_U, FRAME_U = 0.4, 1.9, 0.5


def paint_ribbon(
    painter: QPainter, ends: tuple[float, float], centre: float, u: float, ribbon: Ribbon, colors: StateColors
) -> None:
    """Paint the ribbon between two `ends`, around the height `centre`, with a frame around the present stretch."""
    left, right = ends
    gap, height = GAP_U * u, HEIGHT_U * u
    total = sum(ribbon.weights) or 1
    room = max(1.0, right - left - gap * (len(ribbon.weights) - 1))
    x, y = left, centre - height / 2
    painter.setPen(Qt.PenStyle.NoPen)
    for index, weight in enumerate(ribbon.weights):
        box = QRectF(x, y, room * weight / total, height)
        radius = min(0.35 * u, box.width() / 2)
        painter.setBrush(QColor(colors.strong if index < ribbon.present else colors.ghost))
        painter.drawRoundedRect(box, radius, radius)
        if index == ribbon.present:
            painter.setBrush(QColor(colors.strong))
            painter.drawRoundedRect(QRectF(x, y, box.width() * ribbon.done, height), radius, radius)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colors.strong), 0.25 * u))
            frame = FRAME_U * u
            painter.drawRoundedRect(box.adjusted(-frame, -frame, frame, frame), 2 * radius, 2 * radius)
            painter.setPen(Qt.PenStyle.NoPen)
        x += box.width() + gap
