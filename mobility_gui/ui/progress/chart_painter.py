"""The chart for files and paper, in plain pixels and solid colours: not every program that shows an SVG knows more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from mobility_gui.ankle.error import borderline_zone
from mobility_gui.ankle.trend import Trend
from mobility_gui.ankle.unit import Unit
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import ANKLES, History, Statistics
from mobility_gui.ui.kit.side_mark import side_color, side_path
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.kit.tokens import mix
from mobility_gui.ui.progress.chart_look import (
    ABOVE_PX,
    BAND_PART,
    BAND_STEPS,
    DATES_PX,
    EDGE_PX,
    LEAST_DAYS,
    NAMES_APART_PX,
    NUMBERS_PX,
    POINT_PX,
    TREND_PX,
    ZONE_WORDS_PX,
    borderline_words,
    height_at_end_mm,
    mark_words,
)
from mobility_gui.ui.progress.points import WEEKS_TOGETHER, ChartPoint, Points
from mobility_gui.ui.progress.scale import date_ticks, distance_range_mm, distance_ticks, utc_day_number

MOST_PRINTED = 200
"""Points of one ankle; with more of them weeks are put together, as nobody can move nearer on paper."""

NAME_GAP_PX = 12
"""From the last test to the names of the sides."""

WORDS_GAP_PX = 4
"""Between words and the line they stand at."""

PLACES_APART_PX = 8
"""From one place that is tried for words to the next."""

_DASH_PX, _DASH_GAP_PX, _TARGET_PX = 8.5, 3.5, 1.5
_TICK_PX, _NUMBER_GAP_PX, _DATE_BELOW_PX = 5, 8, 20


@dataclass(frozen=True, slots=True)
class _Field:
    """Where days and distances lie: `box` is what is between the axes."""

    box: QRectF
    first: float
    last: float
    low_mm: float
    high_mm: float

    def x(self, day: float) -> float:
        return self.box.left() + (day - self.first) / (self.last - self.first) * self.box.width()

    def y(self, mm: float) -> float:
        return self.box.bottom() - (mm - self.low_mm) / (self.high_mm - self.low_mm) * self.box.height()

    def at(self, day: float, mm: float) -> QPointF:
        return QPointF(self.x(day), self.y(mm))

    def across(self, y: float) -> QLineF:
        return QLineF(self.box.left(), y, self.box.right(), y)


class ChartPainter:
    """Paints the whole record of both ankles, as the chart on the screen shows it."""

    def __init__(self, history: History, statistics: Statistics, unit: Unit, theme: Theme) -> None:
        self._unit, self._theme = unit, theme
        self._target_mm = statistics.goals.target_mm
        self._zone = borderline_zone(self._target_mm)
        self._ankles = statistics.ankles
        points = {side: Points(history.lines, side) for side in ANKLES}
        self._points = {side: found for side, found in points.items() if found.single}
        self._trends = {
            side: ankle.trend for side in ANKLES if (ankle := statistics.ankles[side]) is not None and ankle.trend
        }
        self._today = float(statistics.today.toordinal() + 1)
        self.weeks = self._weeks()
        """How many weeks one point stands for, the same for both ankles; 0 for single tests."""
        self._shown = {side: self._together(found, self.weeks) for side, found in self._points.items()}

    @property
    def has_trend(self) -> bool:
        """Whether a line is drawn for any ankle."""
        return bool(self._trends)

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint it into the rectangle and nowhere else, whatever the painter's transformation is."""
        field = self._field(rect.adjusted(NUMBERS_PX, ABOVE_PX, 0, -DATES_PX))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grounds(painter, field)
        self._paint_axes(painter, field)
        self._paint_joins(painter, field)
        self._paint_target(painter, field)
        for side, trend in self._trends.items():
            painter.setPen(_pen(side_color(self._theme, side), TREND_PX))
            painter.drawLine(_line(trend, field))
        self._paint_words(painter, field)
        self._paint_points(painter, field)
        painter.restore()

    # What is shown, and where

    def _weeks(self) -> int:
        return next((weeks for weeks in (0, *WEEKS_TOGETHER) if self._most(weeks) <= MOST_PRINTED), WEEKS_TOGETHER[-1])

    def _most(self, weeks: int) -> int:
        return max((len(self._together(found, weeks)) for found in self._points.values()), default=0)

    def _together(self, points: Points, weeks: int) -> list[ChartPoint]:
        return points.between(points.days[0], points.days[-1] + 1, weeks)

    def _field(self, box: QRectF) -> _Field:
        ends = [day for found in self._points.values() for day in (found.days[0], found.days[-1])]
        first, last = min([*(day - 2 for day in ends), self._today - LEAST_DAYS]), max([*ends, self._today])
        metrics = QFontMetricsF(self._name_font)
        names = [NAME_GAP_PX + metrics.horizontalAdvance(_name(side)) for side in self._points]
        right_px = max(names, default=0.0) + EDGE_PX
        days_a_px = (last - first) / max(box.width() - EDGE_PX - right_px, 80)
        first = min([*(day - EDGE_PX * days_a_px for day in ends), first])
        values = [mm for points in self._shown.values() for point in points for mm in point.values_mm]
        for trend in self._trends.values():  # its error is largest at the ends
            for day in (trend.first_day, trend.last_day):
                values += [trend.mm_at(day) + sign * trend.margin_mm(day) for sign in (-1, 1)]
        low, high = distance_range_mm(min([*values, self._zone.low_mm]), max([*values, self._zone.high_mm]), self._unit)
        return _Field(box, first, last + right_px * days_a_px, low, high)

    @property
    def _name_font(self) -> QFont:
        return self._theme.font(14, QFont.Weight.DemiBold)

    # Grounds and lines

    def _paint_grounds(self, painter: QPainter, field: _Field) -> None:
        """The zone and the errors of the lines; where they lie on each other, their mixed colour is laid on again."""
        tokens = self._theme.tokens
        whole, zone = QPainterPath(), QPainterPath()
        whole.addRect(field.box)
        box = field.box
        zone.addRect(
            QRectF(QPointF(box.left(), field.y(self._zone.high_mm)), QPointF(box.right(), field.y(self._zone.low_mm)))
        )
        painter.fillPath(zone, QColor(tokens.zone))
        grounds = [(whole, tokens.surface), (zone, tokens.zone)]
        for side, trend in self._trends.items():
            band, color = _band(trend, field), side_color(self._theme, side).name()
            laid = [(ground.intersected(band), mix(under, color, BAND_PART)) for ground, under in grounds]
            for part, mixed in laid:
                painter.fillPath(part, QColor(mixed))
            grounds += laid

    def _paint_axes(self, painter: QPainter, field: _Field) -> None:
        tokens, font, box = self._theme.tokens, self._theme.text(Text.SMALLEST), field.box
        half = QFontMetricsF(font).capHeight() / 2
        heights = distance_ticks(field.low_mm, field.high_mm, self._unit)
        days = date_ticks(field.first, field.last, box.width())
        base = _crisp(box.bottom())
        painter.setPen(_pen(tokens.line, 1))
        painter.drawLines([field.across(_crisp(field.y(mm))) for mm, _ in heights])
        painter.setPen(_pen(tokens.ink3, 1))
        painter.drawLine(field.across(base))
        painter.drawLines([QLineF(x, base, x, base + _TICK_PX) for x in (_crisp(field.x(day)) for day, _ in days)])
        for mm, number in heights:
            write(painter, number, QPointF(box.left() - _NUMBER_GAP_PX, field.y(mm) + half), font, tokens.ink2, 1)
        for day, name in days:
            write(painter, name, QPointF(field.x(day), base + _DATE_BELOW_PX + half), font, tokens.ink2, 0.5)

    def _paint_target(self, painter: QPainter, field: _Field) -> None:
        pen = _pen(self._theme.tokens.ink, _TARGET_PX)
        pen.setDashPattern([_DASH_PX / _TARGET_PX, _DASH_GAP_PX / _TARGET_PX])
        painter.setPen(pen)
        painter.drawLine(field.across(field.y(self._target_mm)))

    # Words

    def _paint_words(self, painter: QPainter, field: _Field) -> None:
        tokens, small, large = self._theme.tokens, self._theme.text(Text.SMALLEST), self._theme.font(14)
        bold = self._theme.font(12, QFont.Weight.DemiBold)
        target, top = field.y(self._target_mm), field.y(self._zone.high_mm)
        name = mark_words(self._target_mm, self._unit)
        at = self._free_place(field, name, bold, [_above(target, bold), _below(target, bold)])
        write(painter, name, at, bold, tokens.ink)
        if target - top >= ZONE_WORDS_PX:  # else the name of the mark would cover them
            words = borderline_words(self._target_mm, self._unit)
            bases = [_below(top, small), _above(field.y(self._zone.low_mm), small)]
            write(painter, words, self._free_place(field, words, small, bases), small, tokens.ink2)
        if not self._points:
            at = QPointF(field.box.left() + WORDS_GAP_PX, _above(field.box.bottom(), large))
            write(painter, "No test yet", at, large, tokens.ink2)
        self._paint_names(painter, field)

    def _free_place(self, field: _Field, words: str, font: QFont, bases: Sequence[float]) -> QPointF:
        """Where words on one of the baselines are covered by the fewest tests: at the left end, if it may be."""
        metrics, half = QFontMetricsF(font), POINT_PX / 2
        width, left = metrics.horizontalAdvance(words), field.box.left() + WORDS_GAP_PX
        tests = [
            (field.x(point.day), [field.y(mm) for mm in point.values_mm])
            for points in self._shown.values()
            for point in points
        ]

        def covering(at: QPointF) -> int:
            top, bottom = at.y() - metrics.capHeight() - half, at.y() + half
            near = [heights for x, heights in tests if -half <= x - at.x() <= width + half]
            return sum(min(heights) <= bottom and max(heights) >= top for heights in near)

        last = max((x for x, _ in tests), default=left) - width  # further on stand the names of the sides
        steps = max(0, int((last - left) / PLACES_APART_PX)) + 1
        return min((QPointF(left + n * PLACES_APART_PX, base) for n in range(steps) for base in bases), key=covering)

    def _paint_names(self, painter: QPainter, field: _Field) -> None:
        """Each side's name right of the last test, moved apart where the two would meet, and away from the mark."""
        heights = {side: field.y(height_at_end_mm(self._ankles[side], points)) for side, points in self._points.items()}
        least, most = field.box.top() + NAMES_APART_PX / 2, field.box.bottom() - NAMES_APART_PX / 2
        upper_first = sorted(heights, key=lambda side: heights[side])
        if len(upper_first) > 1:
            upper, lower = upper_first
            push = max(0.0, NAMES_APART_PX - (heights[lower] - heights[upper])) / 2
            heights[upper] = min(max(heights[upper] - push, least), most - NAMES_APART_PX)
            heights[lower] = max(min(heights[lower] + push, most), heights[upper] + NAMES_APART_PX)
        target = field.y(self._target_mm)
        for side, way in zip(upper_first, (-1, 1), strict=False):  # the line of the mark would run through it
            if abs(heights[side] - target) < NAMES_APART_PX / 2:
                heights[side] = target + way * NAMES_APART_PX / 2
        half = QFontMetricsF(self._name_font).capHeight() / 2
        left = field.x(max((found.days[-1] for found in self._points.values()), default=0.0)) + NAME_GAP_PX
        for side, height in heights.items():
            at = QPointF(left, min(max(height, least), most) + half)
            write(painter, _name(side), at, self._name_font, side_color(self._theme, side))

    # Points

    def _paint_joins(self, painter: QPainter, field: _Field) -> None:
        for side, points in self._shown.items():
            painter.setPen(_pen(side_color(self._theme, side), 1))
            for point in points:
                if point.cold_mm is not None and point.after_mm is not None:
                    painter.drawLine(field.at(point.day, point.cold_mm), field.at(point.day, point.after_mm))

    def _paint_points(self, painter: QPainter, field: _Field) -> None:
        for side, points in self._shown.items():
            after = [field.at(point.day, point.after_mm) for point in points if point.after_mm is not None]
            cold = [field.at(point.day, point.cold_mm) for point in points if point.cold_mm is not None]
            paint_after(painter, self._theme, side, after)
            paint_cold(painter, self._theme, side, cold)


def paint_cold(painter: QPainter, theme: Theme, side: Side, places: Iterable[QPointF]) -> None:
    """Paint filled marks, parted from what is under them by a thin line."""
    painter.setPen(_pen(theme.tokens.surface, 1))
    painter.setBrush(side_color(theme, side))
    for place in places:
        painter.drawPath(side_path(side, place, POINT_PX))


def paint_after(painter: QPainter, theme: Theme, side: Side, places: Iterable[QPointF]) -> None:
    """Paint hollow marks."""
    painter.setPen(_pen(side_color(theme, side), 1.75))
    painter.setBrush(theme.color("surface"))
    for place in places:
        painter.drawPath(side_path(side, place, POINT_PX - 1))


def write(
    painter: QPainter, words: str, at: QPointF, font: QFont, color: str | QColor, part_before: float = 0
) -> float:
    """Write words on a baseline, this part of them left of the place; give their width."""
    width = QFontMetricsF(font).horizontalAdvance(words)
    painter.setFont(font)
    painter.setPen(QColor(color))
    painter.drawText(QPointF(at.x() - width * part_before, at.y()), words)
    return width


def _pen(color: str | QColor, width: float) -> QPen:
    """Of this width in any program and no longer than its line."""
    pen = QPen(QColor(color), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)
    pen.setCosmetic(False)
    return pen


def _line(trend: Trend, field: _Field) -> QLineF:
    """The line through the cold tests, as far as it is above the axis: a distance is never below zero."""
    ends = [(day, trend.mm_at(day)) for day in (trend.first_day, trend.last_day)]
    if trend.mm_per_day and min(mm for _, mm in ends) < field.low_mm:
        cut = trend.first_day + (field.low_mm - trend.first_mm) / trend.mm_per_day
        ends = [(day, mm) if mm >= field.low_mm else (cut, field.low_mm) for day, mm in ends]
    begin, end = (field.at(utc_day_number(day), mm) for day, mm in ends)
    return QLineF(begin, end)


def _band(trend: Trend, field: _Field) -> QPainterPath:
    run = trend.last_day - trend.first_day
    days = [trend.first_day + run * step / BAND_STEPS for step in range(BAND_STEPS + 1)]
    upper = [field.at(utc_day_number(day), trend.mm_at(day) + trend.margin_mm(day)) for day in days]
    lower = [field.at(utc_day_number(day), trend.mm_at(day) - trend.margin_mm(day)) for day in days]
    outline = QPainterPath()
    outline.addPolygon(QPolygonF([*upper, *reversed(lower)]))
    outline.closeSubpath()
    return outline


def _crisp(at: float) -> float:
    """The middle of a pixel, so that a line of one pixel is not smeared over two."""
    return floor(at) + 0.5


def _above(line: float, font: QFont) -> float:
    return line - WORDS_GAP_PX - QFontMetricsF(font).descent()


def _below(line: float, font: QFont) -> float:
    return line + WORDS_GAP_PX + QFontMetricsF(font).ascent()


def _name(side: Side) -> str:
    return side.value.capitalize()
