"""What the chart is made of: points, axes, and the box that moves in time."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QGraphicsSceneWheelEvent

from mobility_gui.ankle.unit import Unit
from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.side_mark import side_color, side_path
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.progress.chart_look import POINT_PX
from mobility_gui.ui.progress.points import ChartPoint
from mobility_gui.ui.progress.scale import date_ticks, distance_ticks

GROUND, RULES, LINES, BANDS, WORDS, POINTS = range(6)
"""Depths: what comes later lies above."""


@dataclass(frozen=True, slots=True)
class _Style:
    """How one kind of point is drawn."""

    size: float
    pen: object
    brush: object


class Marks:
    """One ankle's points on the chart: cold values, those after a session, and what joins the two of a session."""

    def __init__(self, theme: Theme, side: Side, dots: float) -> None:
        """`dots` of the screen make a pixel."""
        color, surface = side_color(theme, side), theme.tokens.surface
        hollow = pg.mkPen(color, width=1.75 * dots)
        hollow.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        self._joins = pg.PlotCurveItem(connect="pairs", pen=pg.mkPen(color, width=dots), antialias=True)
        self._after = _scatter(side, _Style(POINT_PX - 1, hollow, pg.mkBrush(surface)))
        self._cold = _scatter(side, _Style(POINT_PX, pg.mkPen(surface, width=dots), pg.mkBrush(color)))

    @property
    def items(self) -> tuple[tuple[object, int], ...]:
        """What belongs on the chart, with its depth."""
        return (self._joins, LINES), (self._after, POINTS), (self._cold, POINTS)

    def show_points(self, points: Sequence[ChartPoint]) -> None:
        """Show these points alone."""
        joined = [(p.day, p.cold_mm, p.after_mm) for p in points if p.cold_mm is not None and p.after_mm is not None]
        days = [day for day, _, _ in joined for _ in range(2)]
        self._joins.setData(days, [end for _, cold, after in joined for end in (cold, after)])
        cold = [(p.day, p.cold_mm) for p in points if p.cold_mm is not None]
        after = [(p.day, p.after_mm) for p in points if p.after_mm is not None]
        for item, spots in ((self._after, after), (self._cold, cold)):
            item.setData([day for day, _ in spots], [mm for _, mm in spots])


def _scatter(side: Side, style: _Style) -> pg.ScatterPlotItem:
    # A symbol must fit into one unit, or pyqtgraph cuts its corners off.
    reach = side_path(side, QPointF(0, 0), 1).boundingRect().width()
    shape = side_path(side, QPointF(0, 0), 1 / reach)
    return pg.ScatterPlotItem(
        size=style.size * reach,
        symbol=shape,
        pen=style.pen,
        brush=style.brush,
        antialias=True,
    )


class TimeBox(pg.ViewBox):  # type: ignore[misc]  # pyqtgraph carries no types
    """Moves in time only, and leaves the bare wheel to the page that scrolls."""

    def __init__(self) -> None:
        super().__init__(enableMenu=False)
        self.setMouseEnabled(x=True, y=False)

    def wheelEvent(self, event: QGraphicsSceneWheelEvent, axis: int | None = None) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event, axis)
        else:
            event.ignore()


class NamedAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph carries no types
    """An axis whose lines and names come from `scale`; `unit` is for distances only."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self.unit = Unit.CM
        self._names: dict[float, str] = {}

    def tickValues(self, least: float, most: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: N802
        upright = self.orientation == "left"
        self._names = dict(distance_ticks(least, most, self.unit) if upright else date_ticks(least, most, size))
        return [(1.0, list(self._names))]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:  # noqa: N802
        return [self._names.get(value, "") for value in values]

    def wheelEvent(self, event: QGraphicsSceneWheelEvent) -> None:
        event.ignore()
