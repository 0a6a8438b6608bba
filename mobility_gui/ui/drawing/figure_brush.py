"""The figure's colours, and a painter that measures in body heights."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform

from mobility_gui.figure.pose import Point
from mobility_gui.ui.drawing.figure_paths import open_path
from mobility_gui.ui.kit.tokens import FigureColors, StateColors

HALO_WIDTH = 0.009
"""Width of the edge around every part, half of which shows, in body heights."""


@dataclass(frozen=True, slots=True)
class DrawingColors:
    """The figure's colours on one ground. The ground colour also edges parts that cross each other."""

    figure: FigureColors
    ground: str
    ghost: str
    floor: str

    @classmethod
    def on_state(cls, figure: FigureColors, state: StateColors) -> "DrawingColors":
        """Return the colours for the stage's dial, or for a card in that state's dial colour."""
        return cls(figure, state.dial, state.ghost, state.idle)


class Brush:
    """A painter that takes body heights as its unit."""

    def __init__(
        self, painter: QPainter, view: QTransform, colors: DrawingColors, within: QPainterPath | None = None
    ) -> None:
        self.painter = painter
        self.within = within
        self.view = view
        self.colors = colors
        self.scale = abs(view.m11())

    def fill(self, path: QPainterPath, color: str) -> None:
        self.painter.fillPath(self.view.map(path), QColor(color))

    def edge(self, path: QPainterPath) -> None:
        """Draw the halo of a part. The part itself is filled later, over the inner half."""
        pen = QPen(QColor(self.colors.ground), max(1.0, HALO_WIDTH * self.scale))
        self.painter.strokePath(self.view.map(path), pen)

    def line(self, points: Sequence[Point], color: str, width: float) -> None:
        pen = QPen(QColor(color), max(1.25, width * self.scale))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.painter.strokePath(self.view.map(open_path(points)), pen)

    def circle(self, centre: Point, radius: float, color: str) -> None:
        path = QPainterPath()
        path.addEllipse(QPointF(*centre), radius, radius)
        self.fill(path, color)

    def box(self, rect: QRectF, color: str, corner: float = 0) -> None:
        path = QPainterPath()
        path.addRoundedRect(rect, corner, corner)
        self.fill(path, color)
