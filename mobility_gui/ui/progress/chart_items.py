"""The parts of the chart on the screen; the only module that knows pyqtgraph, which is slow to import."""

from collections.abc import Collection
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsSceneWheelEvent, QWidget

from mobility_gui.ankle.unit import Unit
from mobility_gui.ui.kit.side_mark import side_path
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.progress.chart_painter import (
    ABOVE_PX,
    DATES_PX,
    MARKS,
    MARKS_PX,
    NEXT_MARK,
    NUMBERS_PX,
    label_font,
    mark_pen_and_brush,
    pen_and_brush,
)
from mobility_gui.ui.progress.chart_series import ALONG_THE_DAYS, Layer, Series
from mobility_gui.ui.progress.chart_words import Label
from mobility_gui.ui.progress.scale import date_ticks, distance_ticks


class TimePlot(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph carries no types
    """The axes, and the box between them that moves in time."""

    def __init__(self, parent: QWidget) -> None:
        box, bottom, left = _TimeBox(), _NamedAxis("bottom"), _NamedAxis("left")
        super().__init__(parent=parent, viewBox=box, axisItems={"bottom": bottom, "left": left}, background=None)
        self.box, self._bottom, self._left = box, bottom, left
        self.rules: list[Any] = []
        self.marks: list[Any] = []
        self._marked: object = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setAntialiasing(True)
        self.getPlotItem().layout.setContentsMargins(0, ABOVE_PX, 0, 0)
        bottom.setStyle(hideOverlappingLabels=False, tickLength=5)
        bottom.setHeight(DATES_PX)
        left.setWidth(NUMBERS_PX)
        left.setPen(pg.mkPen(None))
        left.setTickPen(pg.mkPen(None))

    def dress(self, theme: Theme, unit: Unit) -> None:
        """Apply the theme's colours and fonts, and the unit of the distances, to an empty plot."""
        self._marked = None
        self.setBackground(theme.tokens.surface)
        for axis in (self._bottom, self._left):
            axis.setTextPen(theme.tokens.ink2)
            axis.setStyle(tickFont=theme.text(Text.SMALLEST), tickTextOffset=8)
        self._left.unit = unit
        self._bottom.setPen(pg.mkPen(theme.tokens.ink3, width=self.devicePixelRatioF()))

    def add(self, item: Any, layer: Layer) -> None:
        item.setZValue(layer)
        self.addItem(item, ignoreBounds=True)

    def show_heights(self, low_mm: float, high_mm: float, theme: Theme) -> None:
        """Show these distances, with a rule across the chart at each numbered one."""
        self.box.setYRange(low_mm, high_mm, padding=0)
        for rule in self.rules:
            self.removeItem(rule)
        pen = pg.mkPen(theme.tokens.line, width=self.devicePixelRatioF())
        ticks = distance_ticks(low_mm, high_mm, self._left.unit)
        self.rules = [pg.InfiniteLine(mm, angle=0, pen=pen) for mm, _ in ticks]
        for rule in self.rules:
            self.add(rule, Layer.RULES)

    def show_verdict_days(self, days: Collection[float], following: float | None, low_mm: float, theme: Theme) -> None:
        """Stand a mark on the date axis for each verdict day, and a hollow one for the next."""
        if self._marked == (days, following, low_mm):
            return
        self._marked = (days, following, low_mm)
        for mark in self.marks:
            self.removeItem(mark)
        self.marks = [pg.ScatterPlotItem(antialias=True), pg.ScatterPlotItem(antialias=True)]
        for mark, at, size in zip(self.marks, (days, () if following is None else (following,)), MARKS, strict=True):
            pen, brush = mark_pen_and_brush(theme, hollow=size is NEXT_MARK)
            pen.setCosmetic(True)
            path, whole = QPainterPath(), 2 * size.height()  # a symbol is a square around its place
            path.addRoundedRect(QRectF(-size.width() / whole / 2, -0.5, size.width() / whole, 0.5), 0.04, 0.04)
            mark.setData([*at], [low_mm for _ in at], size=whole, symbol=path, pen=pen, brush=brush)
            self.add(mark, Layer.WORDS)


def series_item(series: Series, theme: Theme, dots: float) -> Any:
    """Return the item that draws a series; `dots` is the number of screen dots per pixel."""
    look = series.look
    pen, brush = pen_and_brush(look, theme)
    pen.setWidthF(pen.widthF() * dots)
    pen.setCosmetic(True)
    if look.layer is Layer.GROUND:
        path = QPainterPath()
        path.addPolygon([QPointF(day, mm) for day, mm in series.outline()])
        ground = QGraphicsPathItem(path)
        ground.setPen(pen)
        ground.setBrush(brush)
        return ground
    if look.layer is Layer.JOINS:
        days = [day for day in series.days for _ in range(2)]
        ends = [end for pair in zip(series.mm, series.to_mm, strict=True) for end in pair]
        return pg.PlotCurveItem(days, ends, connect="pairs", pen=pen, antialias=True)
    if look.layer in ALONG_THE_DAYS:
        line = pg.PlotCurveItem(series.days, series.mm, pen=pen, antialias=True)
        line.setSegmentedLineMode("off")  # otherwise the joints between its pieces show
        return line
    # A symbol must fit into a square of one unit, or pyqtgraph cuts off its corners.
    reach = side_path(look.side, QPointF(0, 0), 1).boundingRect().width()
    return pg.ScatterPlotItem(
        series.days,
        series.mm,
        size=MARKS_PX[look.layer] * reach,
        symbol=side_path(look.side, QPointF(0, 0), 1 / reach),
        pen=pen,
        brush=brush,
        antialias=True,
    )


def text_item(label: Label, theme: Theme) -> Any:
    """Return the item that draws a label."""
    item = pg.TextItem(label.words, color=theme.color(label.color))
    item.setFont(label_font(label, theme))
    return item


class _TimeBox(pg.ViewBox):  # type: ignore[misc]  # pyqtgraph carries no types
    """Moves in time only; without Ctrl, the wheel scrolls the page."""

    def __init__(self) -> None:
        super().__init__(enableMenu=False)
        self.setMouseEnabled(x=True, y=False)

    def wheelEvent(self, event: QGraphicsSceneWheelEvent, axis: int | None = None) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event, axis)
        else:
            event.ignore()


class _NamedAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph carries no types
    """An axis with the lines and names from `scale`; `unit` is for distances only."""

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
