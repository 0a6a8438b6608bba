"""Knee-to-wall distances over time; with `chart_items` all that knows pyqtgraph, which is slow to import."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import hypot

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QFont, QPainterPath
from PySide6.QtWidgets import (
    QGraphicsPathItem,
    QGraphicsRectItem,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from mobility_gui.ankle.error import TARGET_MM, borderline_zone
from mobility_gui.ankle.summary import AnkleSummary
from mobility_gui.ankle.trend import Trend
from mobility_gui.ankle.unit import Unit
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import ANKLES
from mobility_gui.training.record import SessionLine
from mobility_gui.ui.kit.side_mark import side_color
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.progress.chart_items import BANDS, GROUND, LINES, RULES, WORDS, Marks, NamedAxis, TimeBox
from mobility_gui.ui.progress.chart_look import (
    ABOVE_PX,
    BAND_PART,
    BAND_STEPS,
    DATES_PX,
    EDGE_PX,
    LEAST_DAYS,
    NAMES_APART_PX,
    NUMBERS_PX,
    TREND_PX,
    ZONE_WORDS_PX,
    borderline_words,
    height_at_end_mm,
    mark_words,
)
from mobility_gui.ui.progress.point_words import point_words
from mobility_gui.ui.progress.points import ChartPoint, Points
from mobility_gui.ui.progress.scale import distance_range_mm, distance_ticks, utc_day_number

HOVER_PX, HOVER_MS = 18, 60_000
ROOM_DAYS, ROOM_PART = 30, 0.25
"""How far one can look beyond the first test, and beyond today, at least in days and else as a part of all."""

MARK_NAME_PART, MARK_NAME_HEIGHT = 0.25, 0.09
"""Room the name of the mark takes, as parts of the chart's width and height."""

_FAR_DAYS = 4_000_000.0


class Chart(QWidget):
    """Cold tests filled, tests after a session hollow, and the line through the cold ones with its error.

    Dragging moves it in time, Ctrl and the wheel zoom; a click on the point of one session asks to open it.
    """

    session_asked = Signal(int)
    weeks_changed = Signal(int)  # how many weeks one point stands for, 0 for single tests

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._points: Mapping[Side, Points] = {}
        self._ankles: Mapping[Side, AnkleSummary | None] = {}
        self._sides: frozenset[Side] = frozenset(ANKLES)
        self._target_mm: float = TARGET_MM
        self._unit = Unit.CM
        self._today = date(2000, 1, 1)
        self._days: int | None = None
        self._moved = False
        self._weeks = 0
        self._loaded: tuple[float, float] = (0.0, 0.0)
        self._low_mm, self._high_mm = 60.0, 150.0
        self._marks: dict[Side, Marks] = {}
        self._rules: list[pg.InfiniteLine] = []
        self._pinned: list[tuple[pg.TextItem, float]] = []
        self._names: dict[Side, pg.TextItem] = {}
        self._zone_words: pg.TextItem | None = None
        self._box = TimeBox()
        self._bottom, self._left = NamedAxis("bottom"), NamedAxis("left")
        self._plot = pg.PlotWidget(
            parent=self, viewBox=self._box, axisItems={"bottom": self._bottom, "left": self._left}, background=None
        )
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.setAntialiasing(True)
        self._plot.getPlotItem().layout.setContentsMargins(0, ABOVE_PX, 0, 0)
        self._bottom.setStyle(hideOverlappingLabels=False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._plot)
        self.setMinimumHeight(220)
        self.setAccessibleName("Chart of the knee-to-wall tests")
        self._plot.viewport().installEventFilter(self)
        self._plot.scene().sigMouseMoved.connect(self._hover)
        self._plot.scene().sigMouseClicked.connect(self._click)
        self._box.sigXRangeChanged.connect(self._follow)
        self._box.sigResized.connect(self._fit)  # its width is known only after that of the widget
        self._box.sigRangeChangedManually.connect(self._note_moved)
        theme.changed.connect(self._draw)

    @property
    def weeks(self) -> int:
        """How many weeks one point stands for at present, 0 for single tests."""
        return self._weeks

    def show_tests(
        self,
        lines: Sequence[SessionLine],
        ankles: Mapping[Side, AnkleSummary | None],
        target_mm: float,
        unit: Unit,
        today: date,
    ) -> None:
        """Show the tests of both ankles, lines newest first; distances in mm."""
        self._points = {side: Points(lines, side) for side in ANKLES}
        self._ankles, self._target_mm, self._unit, self._today = ankles, target_mm, unit, today
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

    # What is drawn anew with the tests, the sides, the range, the theme or the screen

    @property
    def _dots(self) -> float:
        """Of the screen in a pixel; pyqtgraph's lines are as many dots wide as they are told."""
        return self.devicePixelRatioF()

    def _shown(self) -> list[tuple[Side, Points]]:
        return [(side, self._points[side]) for side in ANKLES if side in self._sides and side in self._points]

    def _first_day(self) -> float:
        today = float(self._today.toordinal() + 1)
        first = min((points.days[0] for _, points in self._shown() if points.days), default=today) - 2
        if self._days is not None:
            first = max(first, today - self._days)
        return min(first, today - LEAST_DAYS)

    def _draw(self) -> None:
        self._plot.clear()
        self._marks, self._rules, self._pinned = {}, [], []
        self._loaded = (0.0, 0.0)
        self._dress()
        self._draw_ground()
        for side, _ in self._shown():
            ankle = self._ankles[side]
            if ankle is not None and ankle.trend is not None:
                self._draw_trend(side, ankle.trend)
            self._marks[side] = Marks(self._theme, side, self._dots)
            for item, depth in self._marks[side].items:
                self._add(item, depth)
        self._draw_names()
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
        self._left.setWidth(NUMBERS_PX)
        self._bottom.setPen(pg.mkPen(tokens.ink3, width=self._dots))
        self._bottom.setStyle(tickLength=5)
        self._bottom.setHeight(DATES_PX)

    def _draw_ground(self) -> None:
        tokens = self._theme.tokens
        zone = borderline_zone(self._target_mm)
        band = QGraphicsRectItem(QRectF(-_FAR_DAYS, zone.low_mm, 2 * _FAR_DAYS, zone.high_mm - zone.low_mm))
        band.setPen(pg.mkPen(None))
        band.setBrush(pg.mkBrush(tokens.zone))
        self._add(band, GROUND)
        dashes = pg.mkPen(tokens.ink, width=1.5 * self._dots, dash=[7 / 1.5, 5 / 1.5])
        self._add(pg.InfiniteLine(pos=self._target_mm, angle=0, pen=dashes), LINES)
        bold = self._theme.font(12, QFont.Weight.DemiBold)
        name = mark_words(self._target_mm, self._unit)
        self._pin(name, self._target_mm, tokens.ink, bold, self._free_side_of_mark())
        words = borderline_words(self._target_mm, self._unit)
        self._zone_words = self._pin(words, zone.high_mm, tokens.ink2, self._theme.text(Text.SMALLEST), 0.0)
        first = self._first_day()
        if not any(points.days and points.days[-1] >= first for _, points in self._shown()):
            low_mm, _ = distance_range_mm(zone.low_mm, zone.high_mm, self._unit)
            self._pin("No test in this time", low_mm + 6, tokens.ink2, self._theme.font(14), 1.0)

    def _free_side_of_mark(self) -> float:
        """Where the name of the mark covers fewer points: 1 above the line, 0 below it."""
        first = self._first_day()
        last = first + (self._today.toordinal() - first) * MARK_NAME_PART
        room = (self._high_mm - self._low_mm) * MARK_NAME_HEIGHT
        weeks = self._weeks_for(first, self._today.toordinal() + 1)
        near = [point for _, points in self._shown() for point in points.between(first, last, weeks)]
        gaps = [value - self._target_mm for point in near for value in point.values_mm]
        return 0.0 if sum(0 <= gap <= room for gap in gaps) > sum(-room <= gap < 0 for gap in gaps) else 1.0

    def _draw_trend(self, side: Side, trend: Trend) -> None:
        """The line through the cold tests with its error."""
        color = side_color(self._theme, side)
        run = trend.last_day - trend.first_day
        days = [trend.first_day + run * step / BAND_STEPS for step in range(BAND_STEPS + 1)]
        upper = [QPointF(utc_day_number(day), trend.mm_at(day) + trend.margin_mm(day)) for day in days]
        lower = [QPointF(utc_day_number(day), trend.mm_at(day) - trend.margin_mm(day)) for day in days]
        outline = QPainterPath()
        outline.addPolygon([*upper, *reversed(lower)])
        band = QGraphicsPathItem(outline)
        tint = QColor(color)
        tint.setAlphaF(BAND_PART)
        band.setPen(pg.mkPen(None))
        band.setBrush(pg.mkBrush(tint))
        self._add(band, BANDS)
        ends = (trend.first_day, trend.last_day)
        line = pg.PlotCurveItem(
            [utc_day_number(day) for day in ends],
            [trend.mm_at(day) for day in ends],
            pen=pg.mkPen(color, width=TREND_PX * self._dots),
            antialias=True,
        )
        self._add(line, BANDS)

    def _draw_names(self) -> None:
        self._names = {}
        for side, points in self._shown():
            if points.days:
                name = pg.TextItem(side.value.capitalize(), color=side_color(self._theme, side), anchor=(-0.2, 0.5))
                name.setFont(self._theme.font(14, QFont.Weight.DemiBold))
                self._names[side] = name
                self._add(name, WORDS)

    def _place_names(self) -> None:
        """Each side's name right of its last test, moved apart where the two would meet."""
        last_day = max((points.days[-1] for _, points in self._shown() if points.days), default=0.0)
        places = {side: height_at_end_mm(self._ankles[side], self._points[side]) for side in self._names}
        apart = (self._high_mm - self._low_mm) * NAMES_APART_PX / max(self._plot.height() - 40, 100)
        if len(places) == 2:
            low, high = sorted(places, key=lambda side: places[side])
            push = max(0.0, apart - (places[high] - places[low])) / 2
            places[low] -= push
            places[high] += push
        for side, name in self._names.items():
            name.setPos(last_day, places[side])

    def _pin(self, words: str, at_mm: float, color: str, font: QFont, below: float) -> pg.TextItem:
        item = pg.TextItem(words, color=color, anchor=(0, below))
        item.setFont(font)
        self._add(item, WORDS)
        self._pinned.append((item, at_mm))
        return item

    def _add(self, item: object, depth: int) -> None:
        item.setZValue(depth)  # type: ignore[attr-defined]  # any item of a scene
        self._plot.addItem(item, ignoreBounds=True)

    # What follows every move in time

    def _fit(self) -> None:
        if not self._moved:
            first, today = self._first_day(), float(self._today.toordinal() + 1)
            name_px = max((1.2 * name.boundingRect().width() for name in self._names.values()), default=0.0) + EDGE_PX
            days_a_px = (today - first) / max(self._box.width() - EDGE_PX - name_px, 80)
            earliest = min((points.days[0] for _, points in self._shown() if points.days), default=first)
            earliest = min(first, earliest)
            room = max(ROOM_DAYS, (today - earliest) * ROOM_PART)
            self._box.setLimits(minXRange=7, xMin=earliest - room, xMax=today + room)
            self._box.setXRange(self._edge(first, EDGE_PX * days_a_px), today + name_px * days_a_px, padding=0)
        self._follow()

    def _edge(self, first: float, room: float) -> float:
        """The day at the left edge: about the `first` shown, but no test nearer than `room` days, where possible."""
        near = [day for _, points in self._shown() for day in points.around(first)]
        before = max((day for day in near if day < first), default=-_FAR_DAYS)
        after = min((day for day in near if day >= first), default=_FAR_DAYS)
        least, most = before + room, after - room
        return min(max(first, least), most) if least <= most else (before + after) / 2

    def _follow(self) -> None:
        """Show the points in sight, as high as they reach; names and words keep their places."""
        if self._zone_words is None:
            return  # nothing was drawn yet
        zone = borderline_zone(self._target_mm)
        first, last = self._box.viewRange()[0]
        weeks = self._weeks_for(first, last)
        if weeks != self._weeks or not self._loaded[0] <= first <= last <= self._loaded[1]:
            run = last - first
            self._loaded = (first - run, last + run)
            changed, self._weeks = weeks != self._weeks, weeks
            for side, marks in self._marks.items():
                marks.show_points(self._points[side].between(*self._loaded, weeks))
            if changed:
                self.weeks_changed.emit(weeks)
        self._fit_height(first, last)
        self._place_names()
        for item, at_mm in self._pinned:
            item.setPos(first, at_mm)
        half_zone_px = (zone.high_mm - self._target_mm) / max(self._box.viewPixelSize()[1], 1e-9)
        self._zone_words.setVisible(half_zone_px >= ZONE_WORDS_PX)  # else the name of the mark would cover them

    def _weeks_for(self, first: float, last: float) -> int:
        """The same for both ankles, so that their points stand for the same."""
        return max((points.weeks_for(first, last) for _, points in self._shown()), default=0)

    def _fit_height(self, first: float, last: float) -> None:
        zone = borderline_zone(self._target_mm)
        seen = [point for _, points in self._shown() for point in points.between(first, last, self._weeks)]
        values = [value for point in seen for value in point.values_mm]
        for side, _ in self._shown():
            ankle = self._ankles[side]
            if ankle is not None and ankle.trend is not None:
                values += _reach_mm(ankle.trend, first, last)
        low, high = distance_range_mm(min([*values, zone.low_mm]), max([*values, zone.high_mm]), self._unit)
        if self._rules and (low, high) == (self._low_mm, self._high_mm):
            return
        self._low_mm, self._high_mm = low, high
        self._box.setYRange(low, high, padding=0)
        for rule in self._rules:
            self._plot.removeItem(rule)
        pen = pg.mkPen(self._theme.tokens.line, width=self._dots)
        self._rules = [pg.InfiniteLine(mm, angle=0, pen=pen) for mm, _ in distance_ticks(low, high, self._unit)]
        for rule in self._rules:
            self._add(rule, RULES)

    def _note_moved(self) -> None:
        self._moved = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the scene, which knows no tool tips, from taking ours away after a moment."""
        return event.type() is QEvent.Type.ToolTip or super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._draw()
        return super().event(event)

    # The mouse

    def point_near(self, place: QPointF) -> ChartPoint | None:
        """The point nearest to a place in the scene, if one is near enough."""
        at = self._box.mapSceneToView(place)
        day_px, mm_px = self._box.viewPixelSize()
        reach = HOVER_PX * day_px
        near = [
            (hypot((point.day - at.x()) / day_px, (value - at.y()) / mm_px), point)
            for _, points in self._shown()
            for point in points.between(at.x() - reach, at.x() + reach, self._weeks)
            for value in point.values_mm
        ]
        distance, point = min(near, key=lambda found: found[0], default=(HOVER_PX, None))
        return point if distance < HOVER_PX else None

    def _hover(self, place: QPointF) -> None:
        point = self.point_near(place) if self._box.sceneBoundingRect().contains(place) else None
        single = point is not None and len(point.lines) == 1
        self._plot.setCursor(Qt.CursorShape.PointingHandCursor if single else Qt.CursorShape.ArrowCursor)
        if point is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(QCursor.pos(), self.words_of(point), self._plot, QRect(), HOVER_MS)

    def _click(self, event: MouseClickEvent) -> None:
        point = self.point_near(event.scenePos()) if event.button() == Qt.MouseButton.LeftButton else None
        if point is not None and len(point.lines) == 1:
            QToolTip.hideText()
            self.session_asked.emit(point.lines[0].id)

    def words_of(self, point: ChartPoint) -> str:
        """Say, as rich text, what both ankles showed in the session or the weeks of this point."""
        same = {side: points.between(point.day - 1, point.day + 1, self._weeks) for side, points in self._shown()}
        return point_words(point, {side: found[0] for side, found in same.items() if found}, self._unit)


def _reach_mm(trend: Trend, first: float, last: float) -> list[float]:
    """Ends of the line's error where it enters and leaves what is seen, in mm; nothing where it is out of sight."""
    begin, end = (utc_day_number(day) for day in (trend.first_day, trend.last_day))
    if end < first or begin > last:
        return []
    seen = (trend.first_day + max(0.0, first - begin), trend.last_day - max(0.0, end - last))
    return [trend.mm_at(day) + sign * trend.margin_mm(day) for day in seen for sign in (-1, 1)]
