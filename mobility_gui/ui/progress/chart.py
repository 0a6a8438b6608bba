"""Knee-to-wall distances over time; the only module that knows pyqtgraph, which is slow to import."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from math import hypot

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QFont
from PySide6.QtWidgets import QGraphicsRectItem, QGraphicsSceneWheelEvent, QToolTip, QVBoxLayout, QWidget

from mobility_gui.ankle.error import TARGET_MM, borderline_zone, margin_mm, mark_name, zone_words
from mobility_gui.ankle.series import Level, Verdict
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import format_value
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import ANKLES, SessionTest
from mobility_gui.ui.progress.scale import date_ticks, day_number, distance_range_mm, distance_ticks
from mobility_gui.ui.side_mark import side_color, side_path
from mobility_gui.ui.theme import Text, Theme

POINT_PX, HOVER_PX = 9, 18
LEAST_DAYS = 28
"""A single test is shown within four weeks, not as a line across the chart."""

EDGE_PX = 10
"""Room around a point at the edge of the chart, so that it is whole."""

MARK_NAME_PART, MARK_NAME_HEIGHT = 0.25, 0.09
"""Room the name of the mark takes, as parts of the chart's width and height."""

BAND_PART = 0.14
_FAR_DAYS = 4_000_000.0
_GROUND, _LINES, _BANDS, _WORDS, _POINTS = range(5)


@dataclass(frozen=True, slots=True)
class Series:
    """One ankle's tests, oldest first, and the sum of them."""

    tests: Sequence[SessionTest]
    level: Level | None


class Chart(QWidget):
    """Cold tests filled, tests after a session hollow; dragging moves it in time, Ctrl and the wheel zoom."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._series: Mapping[Side, Series] = {}
        self._sides: frozenset[Side] = frozenset(ANKLES)
        self._target_mm: float = TARGET_MM
        self._unit = Unit.CM
        self._today = date(2000, 1, 1)
        self._days: int | None = None
        self._moved = False
        self._low_mm, self._high_mm = 60.0, 150.0
        self._pinned: list[tuple[pg.TextItem, float]] = []
        self._names: dict[Side, pg.TextItem] = {}
        self._box = _Box()
        self._bottom, self._left = _NamedAxis("bottom"), _NamedAxis("left")
        self._plot = pg.PlotWidget(
            parent=self, viewBox=self._box, axisItems={"bottom": self._bottom, "left": self._left}, background=None
        )
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.setAntialiasing(True)
        self._plot.getPlotItem().layout.setContentsMargins(0, 10, 0, 0)  # half a number above the highest line
        self._bottom.setStyle(hideOverlappingLabels=False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._plot)
        self.setMinimumHeight(220)
        self.setAccessibleName("Chart of the knee-to-wall tests")
        self._plot.scene().sigMouseMoved.connect(self._hover)
        self._box.sigXRangeChanged.connect(self._pin_words)
        self._box.sigResized.connect(self._fit)  # its width is known only after that of the widget
        self._box.sigRangeChangedManually.connect(self._note_moved)
        theme.changed.connect(self._draw)

    def show_tests(self, series: Mapping[Side, Series], target_mm: float, unit: Unit, today: date) -> None:
        """Show both ankles' tests; distances in mm."""
        self._series, self._target_mm, self._unit, self._today = series, target_mm, unit, today
        self._moved = False
        self._draw()

    def show_sides(self, sides: Iterable[Side]) -> None:
        """Show only these sides."""
        self._sides = frozenset(sides)
        self._draw()

    def show_days(self, days: int | None) -> None:
        """Show the last days, or everything."""
        self._days = days
        self._moved = False
        self._draw()

    def _shown(self) -> list[tuple[Side, Series]]:
        return [(side, self._series[side]) for side in ANKLES if side in self._sides and side in self._series]

    def _first_day(self) -> float:
        days = [day_number(test.reading.at) for _, series in self._shown() for test in series.tests]
        today = float(self._today.toordinal() + 1)
        first = min(days, default=today) - 2
        if self._days is not None:
            first = max(first, today - self._days)
        return min(first, today - LEAST_DAYS)

    def _draw(self) -> None:
        self._plot.clear()
        self._pinned = []
        self._dress()
        points = [_Point(day_number(t.reading.at), v) for _, s in self._shown() for t in s.tests for v in _values(t)]
        first = self._first_day()
        zone = borderline_zone(self._target_mm)
        values = [point.mm for point in points if point.day >= first] + [float(zone.low_mm), float(zone.high_mm)]
        self._low_mm, self._high_mm = distance_range_mm(min(values), max(values), self._unit)
        self._draw_ground(points)
        for side, series in self._shown():
            self._draw_level(side, series)
            self._draw_tests(side, series)
        if not any(point.day >= first for point in points):
            self._pin("No test in this time", self._low_mm + 6, self._theme.tokens.ink2, self._theme.font(14), 1.0)
        self._draw_names()
        self._box.setYRange(self._low_mm, self._high_mm, padding=0)
        self._fit()

    def _dress(self) -> None:
        tokens = self._theme.tokens
        self._plot.setBackground(tokens.surface)
        for axis in (self._bottom, self._left):
            axis.setTextPen(tokens.ink2)
            axis.setStyle(tickFont=self._theme.text(Text.SMALLEST), tickTextOffset=8)
        self._left.unit = self._unit
        self._left.setPen(pg.mkPen(None))
        self._left.setTickPen(pg.mkPen(None))
        self._left.setWidth(38)
        self._bottom.setPen(pg.mkPen(tokens.ink3))
        self._bottom.setStyle(tickLength=5)
        self._bottom.setHeight(32)

    def _draw_ground(self, points: Sequence["_Point"]) -> None:
        tokens = self._theme.tokens
        zone = borderline_zone(self._target_mm)
        self._add_band(-_FAR_DAYS, _FAR_DAYS, zone.low_mm, zone.high_mm, QColor(tokens.zone), _GROUND)
        for value, _ in distance_ticks(self._low_mm, self._high_mm, self._unit):
            self._add_line(value, pg.mkPen(tokens.line, width=1))
        self._add_line(self._target_mm, pg.mkPen(tokens.ink, width=1.5, dash=[7 / 1.5, 5 / 1.5]))
        bold = self._theme.font(12, QFont.Weight.DemiBold)
        own = "" if self._target_mm != TARGET_MM or self._unit is Unit.INCH else f", {self._with_unit(self._target_mm)}"
        name = f"{mark_name(self._target_mm, self._unit)}{own}"
        self._pin(name, self._target_mm, tokens.ink, bold, self._free_side_of_mark(points))
        words = f"borderline {zone_words(self._target_mm, self._unit)}: one test cannot tell"
        self._pin(words, zone.high_mm, tokens.ink2, self._theme.text(Text.SMALLEST), 0.0)

    def _free_side_of_mark(self, points: Sequence["_Point"]) -> float:
        """Where the name of the mark covers fewer points: 1 above the line, 0 below it."""
        first = self._first_day()
        last = first + (self._today.toordinal() - first) * MARK_NAME_PART
        room = (self._high_mm - self._low_mm) * MARK_NAME_HEIGHT
        gaps = [point.mm - self._target_mm for point in points if first <= point.day <= last]
        return 0.0 if sum(0 <= gap <= room for gap in gaps) > sum(-room <= gap < 0 for gap in gaps) else 1.0

    def _draw_level(self, side: Side, series: Series) -> None:
        """The mean of the last tests with its error, only where a verdict may be given."""
        level = series.level
        if level is None or level.verdict is Verdict.CANNOT_TELL:
            return
        cold = [day_number(t.reading.at) for t in series.tests if t.reading.cold_mm is not None]
        first, last = cold[-level.now_tests], cold[-1]
        margin = margin_mm(level.now_tests)
        color = side_color(self._theme, side)
        band = QColor(color)
        band.setAlphaF(BAND_PART)
        self._add_band(first, last, level.now_mm - margin, level.now_mm + margin, band, _BANDS)
        line = pg.PlotCurveItem([first, last], [level.now_mm] * 2, pen=pg.mkPen(color, width=2.5), antialias=True)
        self._add(line, _BANDS)

    def _draw_tests(self, side: Side, series: Series) -> None:
        color, surface = side_color(self._theme, side), self._theme.tokens.surface
        # A symbol must fit into one unit, or pyqtgraph cuts its corners off.
        reach = side_path(side, QPointF(0, 0), 1).boundingRect().width()
        shape = side_path(side, QPointF(0, 0), 1 / reach)
        readings = [test.reading for test in series.tests]
        joined = [
            (day_number(r.at), r.cold_mm, r.after_mm)
            for r in readings
            if r.cold_mm is not None and r.after_mm is not None
        ]
        if joined:
            days = [day for day, _, _ in joined for _ in range(2)]
            ends = [end for _, cold, after in joined for end in (cold, after)]
            self._add(
                pg.PlotCurveItem(days, ends, connect="pairs", pen=pg.mkPen(color, width=1), antialias=True), _LINES
            )
        cold = [(day_number(r.at), r.cold_mm) for r in readings if r.cold_mm is not None]
        after = [(day_number(r.at), r.after_mm) for r in readings if r.after_mm is not None]
        hollow = pg.mkPen(color, width=1.75)
        hollow.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        for spots, size, pen, brush in (
            (after, POINT_PX - 1, hollow, pg.mkBrush(surface)),
            (cold, POINT_PX, pg.mkPen(surface, width=1), pg.mkBrush(color)),
        ):
            if spots:
                item = pg.ScatterPlotItem(
                    [day for day, _ in spots],
                    [value for _, value in spots],
                    size=size * reach,
                    symbol=shape,
                    pen=pen,
                    brush=brush,
                    antialias=True,
                )
                self._add(item, _POINTS)

    def _draw_names(self) -> None:
        self._names = {}
        for side, series in self._shown():
            if series.level is not None:
                name = pg.TextItem(side.value.capitalize(), color=side_color(self._theme, side), anchor=(-0.2, 0.5))
                name.setFont(self._theme.font(14, QFont.Weight.DemiBold))
                self._names[side] = name
                self._add(name, _WORDS)

    def _place_names(self) -> None:
        """Each side's name right of its last test, moved apart where the two would meet."""
        last_day = max((day_number(s.tests[-1].reading.at) for _, s in self._shown() if s.tests), default=0.0)
        places = {side: s.level.now_mm for side, s in self._shown() if s.level is not None}
        apart = (self._high_mm - self._low_mm) * 18 / max(self._plot.height() - 40, 100)
        if len(places) == 2:
            low, high = sorted(places, key=lambda side: places[side])
            push = max(0.0, apart - (places[high] - places[low])) / 2
            places[low] -= push
            places[high] += push
        for side, name in self._names.items():
            name.setPos(last_day, places[side])

    def _pin(self, words: str, at_mm: float, color: str, font: QFont, below: float) -> None:
        item = pg.TextItem(words, color=color, anchor=(0, below))
        item.setFont(font)
        self._add(item, _WORDS)
        self._pinned.append((item, at_mm))

    def _pin_words(self) -> None:
        left = self._box.viewRange()[0][0]
        for item, at_mm in self._pinned:
            item.setPos(left, at_mm)

    def _add_line(self, value: float, pen: object) -> None:
        self._add(pg.InfiniteLine(pos=value, angle=0, pen=pen), _LINES)

    def _add_band(self, first: float, last: float, low: float, high: float, color: QColor, depth: int) -> None:
        item = QGraphicsRectItem(QRectF(first, low, last - first, high - low))
        item.setPen(pg.mkPen(None))
        item.setBrush(pg.mkBrush(color))
        self._add(item, depth)

    def _add(self, item: object, depth: int) -> None:
        item.setZValue(depth)  # type: ignore[attr-defined]  # any item of a scene
        self._plot.addItem(item, ignoreBounds=True)

    def _fit(self) -> None:
        if not self._moved:
            first, today = self._first_day(), float(self._today.toordinal() + 1)
            name_px = max((1.2 * name.boundingRect().width() for name in self._names.values()), default=0.0) + EDGE_PX
            days_a_px = (today - first) / max(self._box.width() - EDGE_PX - name_px, 80)
            self._box.setLimits(minXRange=7, maxXRange=max(60.0, 4 * (today - first)))
            self._box.setXRange(self._edge(first, EDGE_PX * days_a_px), today + name_px * days_a_px, padding=0)
        self._place_names()
        self._pin_words()

    def _edge(self, first: float, room: float) -> float:
        """The day at the left edge: about the `first` shown, but no test nearer than `room` days, where possible."""
        days = [day_number(test.reading.at) for _, series in self._shown() for test in series.tests]
        before = max((day for day in days if day < first), default=-_FAR_DAYS)
        after = min((day for day in days if day >= first), default=_FAR_DAYS)
        least, most = before + room, after - room
        return min(max(first, least), most) if least <= most else (before + after) / 2

    def _note_moved(self) -> None:
        self._moved = True

    def test_near(self, place: QPointF) -> SessionTest | None:
        """The test whose point is nearest to a place in the scene, if one is near enough."""
        at = self._box.mapSceneToView(place)
        day_px, mm_px = self._box.viewPixelSize()
        near = [
            (hypot((day_number(test.reading.at) - at.x()) / day_px, (value - at.y()) / mm_px), test)
            for _, series in self._shown()
            for test in series.tests
            for value in _values(test)
        ]
        distance, test = min(near, key=lambda found: found[0], default=(HOVER_PX, None))
        return test if distance < HOVER_PX else None

    def _hover(self, place: QPointF) -> None:
        test = self.test_near(place) if self._box.sceneBoundingRect().contains(place) else None
        if test is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(QCursor.pos(), self.words_of(test), self._plot)

    def words_of(self, test: SessionTest) -> str:
        """Say, as rich text, what both ankles showed in the session of this test."""
        lines = [f"{test.reading.at:%A} {test.reading.at.day} {test.reading.at:%B %Y}", test.name]
        for side, series in self._shown():
            for other in series.tests:
                if other.reading.at == test.reading.at:
                    cold, after = other.reading.cold_mm, other.reading.after_mm
                    said = [f"cold {self._with_unit(cold)}"] if cold is not None else []
                    said += [f"after {self._with_unit(after)}"] if after is not None else []
                    lines.append(f"{side.value.capitalize()}: {', '.join(said)}")
        return "<p style='white-space: pre'>" + "<br>".join(escape(line) for line in lines) + "</p>"

    def _with_unit(self, distance_mm: float) -> str:
        return f"{format_value(distance_mm, self._unit)} {self._unit.short}"


@dataclass(frozen=True, slots=True)
class _Point:
    day: float
    mm: float


def _values(test: SessionTest) -> list[float]:
    return [value for value in (test.reading.cold_mm, test.reading.after_mm) if value is not None]


class _Box(pg.ViewBox):  # type: ignore[misc]  # pyqtgraph carries no types
    """Moves in time only, and leaves the bare wheel to the page that scrolls."""

    def __init__(self) -> None:
        super().__init__(enableMenu=False)
        self.setMouseEnabled(x=True, y=False)

    def wheelEvent(self, event: QGraphicsSceneWheelEvent, axis: int | None = None) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event, axis)
        else:
            event.ignore()


class _NamedAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph carries no types
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
