"""The disc beside the number, which shows time left, tempo or breath at a glance."""

from math import cos, pi
from typing import assert_never

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from mobility_gui.ui.kit.tokens import StateColors
from mobility_gui.ui.stage.content import Arcs, BreathCircle, Dial, Ring, Waits

RING_U = 1.8
"""Width of the ring, in hundredths of the window's height."""

BREATH_RADIUS = (0.52, 0.96)
"""Smallest and largest radius of the breath circle, as parts of the dial's radius."""

BREATH_SIZES = 10
"""Number of sizes of the breath circle with reduced motion."""

GAP_DEGREES = 5.0
"""Gap between the arcs of a tempo, before their round ends."""


def paint_dial(
    painter: QPainter,
    box: QRectF,
    u: float,
    dial: Dial,
    colors: StateColors,
    *,
    grown: float = 0.0,
    steps: bool = False,
) -> None:
    """Paint the dial into `box`; `grown` enlarges it by that part, `steps` is for reduced motion."""
    more = box.width() / 2 * grown
    box = box.adjusted(-more, -more, more, more)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colors.dial))
    match dial:
        case Ring(left):
            painter.drawEllipse(box)
            _arc(painter, box, u, colors.strong, 90, 360 * left)
        case Arcs():
            painter.drawEllipse(box)
            _paint_arcs(painter, box, u, dial, colors)
        case BreathCircle(at):
            _paint_breath(painter, box, u, breath_size(at, steps=steps), colors)
        case Waits():
            painter.drawEllipse(box)
            _arc(painter, box, u, colors.idle, 90, 360)
        case _:
            assert_never(dial)


def breath_size(at: float, *, steps: bool) -> float:
    """Return how full a breath is, 0 to 1, at part `at` of it; with `steps` it jumps between ten sizes."""
    size = (1 - cos(2 * pi * at)) / 2
    return round(size * (BREATH_SIZES - 1)) / (BREATH_SIZES - 1) if steps else size


def _paint_arcs(painter: QPainter, box: QRectF, u: float, dial: Arcs, colors: StateColors) -> None:
    tempo = dial.tempo
    parts = [seconds for seconds in (tempo.down, tempo.hold, tempo.up) if seconds]
    at_degrees = 360 * dial.at
    start = 0.0
    for seconds in parts:
        sweep = 360 * seconds / tempo.seconds
        inner, length = start + GAP_DEGREES / 2 + 2, max(1.0, sweep - GAP_DEGREES - 4)
        _arc(painter, box, u, colors.idle, 90 - inner, -length)
        if at_degrees > inner:
            _arc(painter, box, u, colors.strong, 90 - inner, -min(length, at_degrees - inner))
        start += sweep
    _dot(painter, box, u, at_degrees, colors)


def _dot(painter: QPainter, box: QRectF, u: float, degrees: float, colors: StateColors) -> None:
    radius = box.width() / 2 - RING_U * u / 2
    angle = 2 * pi * (degrees / 360 - 0.25)
    centre = box.center() + QPointF(radius * cos(angle), radius * cos(angle - pi / 2))
    painter.setPen(QPen(QColor(colors.field), 0.5 * u))
    painter.setBrush(QColor(colors.strong))
    painter.drawEllipse(centre, 1.85 * u, 1.85 * u)


def _paint_breath(painter: QPainter, box: QRectF, u: float, size: float, colors: StateColors) -> None:
    least, most = BREATH_RADIUS
    full = box.width() / 2
    part = least + (most - least) * size
    painter.setPen(QPen(QColor(colors.strong), 0.9 * u))
    painter.drawEllipse(box.center(), full * part, full * part)
    dotted = QPen(QColor(colors.idle), 0.35 * u, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
    dotted.setDashPattern([0.1, 4])
    painter.setPen(dotted)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for limit in (least, 1.0):
        painter.drawEllipse(box.center(), full * limit, full * limit)


def _arc(painter: QPainter, box: QRectF, u: float, color: str, start_degrees: float, sweep_degrees: float) -> None:
    width = RING_U * u
    painter.setPen(QPen(QColor(color), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inside = box.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.drawArc(inside, round(16 * start_degrees), round(16 * sweep_degrees))
