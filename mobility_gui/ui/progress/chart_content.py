"""What the chart shows, described once: `chart_items` draws it on the screen, `chart_painter` in files and on paper."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot, inf

from mobility_gui.ankle.error import TARGET_MM, borderline_zone
from mobility_gui.ankle.trend import Trend
from mobility_gui.ankle.unit import Unit
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import ANKLES, History, Statistics
from mobility_gui.ui.progress.chart_series import Label, Layer, Look, Series
from mobility_gui.ui.progress.chart_words import AFTER_WORDS, TREND_WORDS, borderline_words, cold_words, mark_words
from mobility_gui.ui.progress.points import MOST_SEEN, ChartPoint, Points
from mobility_gui.ui.progress.scale import utc_day_number

LEAST_DAYS = 28
"""A single test is shown within four weeks, not as a line across the chart."""

ROOM_DAYS, ROOM_PART = 30, 0.25
"""How far the view can move beyond the tests and today: at least these days, or this part of all."""

EDGE_PX = 10
"""Room for a whole point at the edge of the chart."""

NAMES_APART_PX = 18
"""From the name of one side to that of the other."""

BAND_PART, BAND_STEPS = 0.14, 24
"""How strong the error of a line is tinted, and into how many pieces the line is cut."""


@dataclass(frozen=True, slots=True)
class ChartContent:
    """The tests of the sides that are shown and have any.

    `lines` are the days, heights and margins of error of the line through the cold tests, `ends_mm` the heights at
    which the sides are named.
    """

    tests: Mapping[Side, Points]
    lines: Mapping[Side, Sequence[tuple[float, float, float]]]
    ends_mm: Mapping[Side, float]
    target_mm: float = TARGET_MM
    unit: Unit = Unit.CM
    today: float = 0

    def only(self, sides: Collection[Side]) -> "ChartContent":
        """Return the same for these sides alone."""
        return replace(self, tests={side: points for side, points in self.tests.items() if side in sides})

    def series(self, first: float, last: float, weeks: int) -> tuple[Series, ...]:
        """Describe all that is drawn from the first day to the last, in the order of the legend."""
        zone, ends = borderline_zone(self.target_mm), (first, last)
        tests = {side: points.between(first, last, weeks) for side, points in self.tests.items()}
        return (
            Series(Look(Layer.GROUND, "zone"), ends, (zone.low_mm,) * 2, (zone.high_mm,) * 2),
            Series(Look(Layer.DASHES, "ink"), ends, (self.target_mm,) * 2),
            *(_cold(side, points, weeks) for side, points in tests.items()),
            *(_after(side, points) for side, points in tests.items()),
            *(_joins(side, points) for side, points in tests.items()),
            *(part for side in tests for part in _trend(side, self.lines.get(side, ()))),
        )

    def labels(self, first: float) -> tuple[Label, ...]:
        """Return the words on the chart when it begins on this day."""
        mark, zone = self.target_mm, borderline_zone(self.target_mm)
        words = borderline_words(mark, self.unit)
        made = [
            Label(mark_words(mark, self.unit), "ink", ((mark, True), (mark, False)), bold=True),
            Label(words, "ink2", ((zone.high_mm, False), (zone.low_mm, True)), room_mm=zone.high_mm - mark),
        ]
        if self.last_test < first:
            made.append(Label("No test in this time" if self.tests else "No test yet", "ink2", ((0, True),), 14))
        return tuple(made)

    # Where in time

    @property
    def last_test(self) -> float:
        """The day of the last test of any side."""
        return max((points.days[-1] for points in self.tests.values()), default=-inf)

    def first_day(self, days: int | None) -> float:
        """Return the day on which the last `days` begin, or everything, but at least four weeks."""
        first = min((points.days[0] - 2 for points in self.tests.values()), default=self.today)
        if days is not None:
            first = max(first, self.today - days)
        return min(first, self.today - LEAST_DAYS)

    def limits(self) -> tuple[float, float]:
        """Return the first and last day that may come in sight."""
        first, last = self.first_day(None), max(self.today, self.last_test)
        room = max(ROOM_DAYS, (last - first) * ROOM_PART)
        return first - room, last + room

    def days_in_sight(self, days: int | None, width_px: float, names_px: float) -> tuple[float, float]:
        """Return the first and last day of a chart of this width that shows the last `days`, or everything.

        There is room for the names of the sides, and no test is cut at the left edge, where possible.
        """
        first, last = self.first_day(days), max(self.today, self.last_test)
        day_px = (last - first) / max(width_px - EDGE_PX - names_px, 80)
        near = [day for points in self.tests.values() for day in points.around(first)]
        least = max((day for day in near if day < first), default=-inf) + EDGE_PX * day_px
        most = min((day for day in near if day >= first), default=inf) - EDGE_PX * day_px
        edge = min(max(first, least), most) if least <= most else (least + most) / 2
        return edge, last + names_px * day_px

    # Points

    def weeks_for(self, first: float, last: float, most: int = MOST_SEEN) -> int:
        """Return how many weeks one point stands for, the same for both ankles; 0 for single tests."""
        return max((points.weeks_for(first, last, most) for points in self.tests.values()), default=0)

    def point_near(
        self, day: float, mm: float, pixel: tuple[float, float], reach_px: float, weeks: int
    ) -> ChartPoint | None:
        """Return the point nearest to a place, None where none is so near; a pixel is so many days and mm."""
        day_px, mm_px = pixel
        near = (
            (hypot((point.day - day) / day_px, (value - mm) / mm_px), point)
            for points in self.tests.values()
            for point in points.between(day - reach_px * day_px, day + reach_px * day_px, weeks)
            for value in point.values_mm
        )
        away, point = min(near, key=lambda found: found[0], default=(reach_px, None))
        return point if away < reach_px else None


def chart_content(history: History, found: Statistics, unit: Unit) -> ChartContent:
    """Describe the chart of the whole record, of both sides."""
    tests = {side: points for side in ANKLES if (points := Points(history.lines, side)).single}
    lines, ends_mm = {}, {}
    for side, points in tests.items():
        ankle = found.ankles[side]
        ends_mm[side] = points.single[-1].values_mm[-1] if ankle is None else ankle.now_mm
        if ankle is not None and ankle.trend is not None:
            lines[side] = _line(ankle.trend)
            ends_mm[side] = lines[side][-1][1]
    return ChartContent(tests, lines, ends_mm, found.goals.target_mm, unit, found.today.toordinal() + 1)


def _line(trend: Trend) -> list[tuple[float, float, float]]:
    run = trend.last_day - trend.first_day
    days = [trend.first_day + run * step / BAND_STEPS for step in range(BAND_STEPS + 1)]
    return [(utc_day_number(day), trend.mm_at(day), trend.margin_mm(day)) for day in days]


# The series of one side


def _cold(side: Side, points: Iterable[ChartPoint], weeks: int) -> Series:
    look = Look(Layer.FILLED, side.value, side, cold_words(weeks), "cold")
    return _marks(look, [(point.day, point.cold_mm) for point in points if point.cold_mm is not None])


def _after(side: Side, points: Iterable[ChartPoint]) -> Series:
    look = Look(Layer.HOLLOW, side.value, side, AFTER_WORDS, "after")
    return _marks(look, [(point.day, point.after_mm) for point in points if point.after_mm is not None])


def _marks(look: Look, places: Sequence[tuple[float, float]]) -> Series:
    return Series(look, [day for day, _ in places], [mm for _, mm in places])


def _joins(side: Side, points: Iterable[ChartPoint]) -> Series:
    both = [(p.day, p.cold_mm, p.after_mm) for p in points if p.cold_mm is not None and p.after_mm is not None]
    look = Look(Layer.JOINS, side.value, side)
    return Series(look, [day for day, _, _ in both], [cold for _, cold, _ in both], [after for _, _, after in both])


def _trend(side: Side, line: Sequence[tuple[float, float, float]]) -> tuple[Series, ...]:
    if not line:
        return ()
    days, low, high = zip(*((day, mm - margin, mm + margin) for day, mm, margin in line), strict=True)
    ground = Series(Look(Layer.GROUND, side.value, side, TREND_WORDS, part=BAND_PART), days, low, high)
    above = _above_zero([(day, mm) for day, mm, _ in line])
    return ground, _marks(Look(Layer.LINE, side.value, side, TREND_WORDS), above)


def _above_zero(line: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Cut off what is below zero, as no distance is."""
    crossings = [
        (day - mm * (next_day - day) / (next_mm - mm), 0.0)
        for (day, mm), (next_day, next_mm) in pairwise(line)
        if min(mm, next_mm) < 0 < max(mm, next_mm)
    ]
    return sorted([*crossings, *(place for place in line if place[1] >= 0)])


def names_apart(wanted_px: Mapping[Side, float], mark_px: float, top_px: float, bottom_px: float) -> dict[Side, float]:
    """Move the names of the sides apart where the two would meet, and off the line of the mark; from the top down."""
    half = NAMES_APART_PX / 2
    heights, upper_first = dict(wanted_px), sorted(wanted_px, key=lambda side: wanted_px[side])
    if len(upper_first) > 1:
        upper, lower = upper_first
        push = max(0.0, NAMES_APART_PX - (heights[lower] - heights[upper])) / 2
        heights[upper] = min(max(heights[upper] - push, top_px + half), bottom_px - half - NAMES_APART_PX)
        heights[lower] = max(min(heights[lower] + push, bottom_px - half), heights[upper] + NAMES_APART_PX)
    for side, way in zip(upper_first, (-1, 1), strict=False):
        if abs(heights[side] - mark_px) < half:
            heights[side] = mark_px + way * half
    return {side: min(max(height, top_px + half), bottom_px - half) for side, height in heights.items()}
