"""What the chart shows, described once: `chart_items` draws it on the screen, `chart_painter` in files and on paper."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import hypot, inf
from operator import itemgetter
from typing import NamedTuple

from mobility_gui.ankle.error import TARGET_MM, borderline_zone
from mobility_gui.ankle.level import Level
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import format_value
from mobility_gui.ankle.verdict import DAYS_BETWEEN
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import ANKLES, History, Statistics
from mobility_gui.ui.progress.chart_series import Layer, Look, Series
from mobility_gui.ui.progress.chart_words import (
    AFTER_WORDS,
    LEFT_OUT_WORDS,
    LEVEL_WORDS,
    Label,
    borderline_words,
    cold_words,
    mark_words,
)
from mobility_gui.ui.progress.points import WEEKS_TOGETHER, ChartPoint, Points
from mobility_gui.ui.progress.scale import day_number, utc_day_number

LEAST_DAYS = 28
"""Fewest days on the chart, so that a single test is a point within four weeks and not a line across the chart."""

ROOM_DAYS, ROOM_PART = 30, 0.25
"""How far the view can move beyond the tests and today: at least this many days, or this part of the whole range."""

MOST_PRINTED = 200
"""Most points of one ankle on paper, which cannot be zoomed; above that, points become averages of weeks."""

EDGE_PX, MARK_PX, HOVER_PX = 10, 16, 18
"""Room for a whole point at the chart's edge, for the mark of the next verdict day at the other, and the greatest
distance between the mouse and a point it hits."""

BAND_PART, MOST_JOINTS = 0.14, 120
"""Opacity of the error band of a line, and the most joints that are drawn of a line: it bends too slowly for more."""

Line = Sequence[tuple[float, float, float]]
"""A line with its margin of error: day, height in mm, margin in mm."""


@dataclass(frozen=True, slots=True)
class ChartContent:
    """The sides shown that have tests: their tests, their levels, and the heights of their names.

    `left_out` are the days of the tests that do not count: the first, which is practice, and those far off.
    `verdict_days` are those of all ankles up to today, and `next_verdict` the next one; days as `day_number` counts.
    """

    tests: Mapping[Side, Points]
    lines: Mapping[Side, Line]
    ends_mm: Mapping[Side, float]
    target_mm: float = TARGET_MM
    unit: Unit = Unit.CM
    today: float = 0
    left_out: Mapping[Side, frozenset[float]] = field(default_factory=dict)
    verdict_days: tuple[float, ...] = ()
    next_verdict: float | None = None

    def only(self, sides: Collection[Side]) -> "ChartContent":
        """Return the same content with these sides alone."""
        return replace(self, tests={side: points for side, points in self.tests.items() if side in sides})

    def series(self, first: float, last: float, weeks: int) -> tuple[Series, ...]:
        """Describe everything drawn from the first day to the last, in the order of the legend."""
        zone, mark, days = borderline_zone(self.target_mm), self.target_mm, [first, last]
        tests = {side: points.between(first, last, weeks) for side, points in self.tests.items()}
        lines = {side: _joints(self.lines[side], first, last) for side in tests if side in self.lines}
        return (
            Series(Look(Layer.GROUND, "zone"), days, [zone.low_mm, zone.low_mm], [zone.high_mm, zone.high_mm]),
            Series(Look(Layer.DASHES, "ink"), days, [mark, mark]),
            *(_cold(side, points, weeks, self._out(side, weeks)) for side, points in tests.items()),
            *(_left_out(side, points, self._out(side, weeks)) for side, points in tests.items()),
            *(_after(side, points) for side, points in tests.items()),
            *(_joins(side, points) for side, points in tests.items()),
            *(part for side, line in lines.items() for part in _level(side, line)),
        )

    def _out(self, side: Side, weeks: int) -> frozenset[float]:
        """Return the days of the points that do not count; none where a point averages weeks."""
        return frozenset() if weeks else self.left_out.get(side, frozenset())

    def labels(self, first: float) -> tuple[Label, ...]:
        """Return the labels of a chart that begins on this day."""
        mark, zone = self.target_mm, borderline_zone(self.target_mm)
        words = borderline_words(mark, self.unit)
        made = [
            Label(mark_words(mark, self.unit), "ink", ((mark, True), (mark, False)), bold=True),
            Label(words, "ink2", ((zone.high_mm, False), (zone.low_mm, True)), room_mm=zone.high_mm - mark),
        ]
        if self.last_test < first:
            made.append(Label("No tests in this period" if self.tests else "No tests yet", "ink2", ((0, True),), 14))
        return tuple(made)

    def names(self) -> dict[Side, Label]:
        """Return a label with the name of each side and the level of its ankle."""
        return {
            side: Label(
                f"{side.value.capitalize()} {format_value(self.ends_mm[side], self.unit)}",
                side.value,
                (),
                14,
                bold=True,
            )
            for side in self.tests
        }

    @property
    def last_test(self) -> float:
        """The day of the last test on any side."""
        return max((points.days[-1] for points in self.tests.values()), default=-inf)

    def first_day(self, days: int | None) -> float:
        """Return the first day to show for the last `days`, or for everything if None; at least four weeks ago."""
        first = min((points.days[0] - 2 for points in self.tests.values()), default=self.today)
        return min(first if days is None else max(first, self.today - days), self.today - LEAST_DAYS)

    def limits(self) -> tuple[float, float]:
        """Return the first and last day that the view may reach."""
        first, last = self.first_day(None), self._last_day
        room = max(ROOM_DAYS, (last - first) * ROOM_PART)
        return first - room, last + room

    def days_in_sight(self, days: int | None, width_px: float, names_px: float) -> tuple[float, float]:
        """Return the first and last day of a chart of this width that shows the last `days`, or everything if None.

        There is room for the sides' names and, where possible, no test is cut off at the left edge.
        """
        first, last = self.first_day(days), max(self.today, self.last_test)
        free_px = max(names_px, MARK_PX + width_px * (self._last_day - last) / max(self._last_day - first, 1))
        day_px = (last - first) / max(width_px - EDGE_PX - free_px, 80)
        near = [day for points in self.tests.values() for day in points.around(first)]
        least = max((day for day in near if day < first), default=-inf) + EDGE_PX * day_px
        most = min((day for day in near if day >= first), default=inf) - EDGE_PX * day_px
        edge = min(max(first, least), most) if least <= most else (least + most) / 2
        return edge, last + free_px * day_px

    def marked_days(self, day_px: float) -> tuple[float, ...]:
        """Return the verdict days to mark where a pixel is so many days: all, or the last alone if they are close."""
        close = len(self.verdict_days) > 1 and DAYS_BETWEEN / day_px < MARK_PX / 2
        return self.verdict_days[-1:] if close else self.verdict_days

    @property
    def _last_day(self) -> float:
        """Today, the last test or the next verdict day, whichever comes last."""
        return max(self.today, self.last_test, self.next_verdict or 0)

    def weeks_for(self, first: float, last: float) -> int:
        """Return how many weeks one point averages, the same for both ankles; 0 for single tests."""
        return max((points.weeks_for(first, last) for points in self.tests.values()), default=0)

    def weeks_on_paper(self) -> int:
        """Return the same for a file, which shows the whole record."""
        fitting = (
            weeks
            for weeks in (0, *WEEKS_TOGETHER)
            if all(len(points.between(-inf, inf, weeks)) <= MOST_PRINTED for points in self.tests.values())
        )
        return next(fitting, WEEKS_TOGETHER[-1])

    def point_near(self, day: float, mm: float, pixel: tuple[float, float], weeks: int) -> "Hit | None":
        """Return the value nearest to a place, None if none is near; `pixel` is the size of a pixel in days and mm."""
        day_px, mm_px = pixel
        near = (
            (hypot((point.day - day) / day_px, (value - mm) / mm_px), Hit(side, value, point))
            for side, points in self.tests.items()
            for point in points.between(day - HOVER_PX * day_px, day + HOVER_PX * day_px, weeks)
            for value in point.values_mm
        )
        away, hit = min(near, key=lambda found: found[0], default=(HOVER_PX, None))
        return hit if away < HOVER_PX else None


class Hit(NamedTuple):
    """The value of one ankle, in mm, that the mouse is on, and its point."""

    side: Side
    mm: float
    point: ChartPoint


def chart_content(history: History, found: Statistics, unit: Unit) -> ChartContent:
    """Describe the chart of the whole record, with both sides."""
    tests = {side: points for side in ANKLES if (points := Points(history.lines, side)).single}
    ankles = {side: ankle for side, ankle in found.ankles.items() if ankle is not None}
    lines = {side: _line(ankle.line) for side, ankle in ankles.items() if len(ankle.line) > 1}
    ends_mm = {side: points.single[-1].values_mm[-1] for side, points in tests.items()}
    ends_mm |= {side: ankle.now.mm for side, ankle in ankles.items()}
    told = sorted({one.day.toordinal() for ankle in ankles.values() for one in ankle.verdicts})
    following = min((ankle.next_verdict.toordinal() for ankle in ankles.values()), default=None)
    out = {
        side: frozenset(day_number(at) for at in (*([ankle.first] if ankle.tests > 1 else []), *ankle.far_off))
        for side, ankle in ankles.items()
    }
    today = found.today.toordinal() + 1
    return ChartContent(tests, lines, ends_mm, found.goals.target_mm, unit, today, out, tuple(told), following)


def _line(levels: Sequence[Level]) -> Line:
    return [(utc_day_number(level.day), level.mm, level.margin_mm) for level in levels]


def _joints(line: Line, first: float, last: float) -> Line:
    """Return the line from the first day to the last, with the neighbours it leads to, in `MOST_JOINTS` at most."""
    begin = max(0, bisect_left(line, first, key=itemgetter(0)) - 1)
    seen = line[begin : bisect_right(line, last, key=itemgetter(0)) + 1]
    return [*seen[: -1 : len(seen) // MOST_JOINTS + 1], *seen[-1:]]


def _cold(side: Side, points: Iterable[ChartPoint], weeks: int, out: Collection[float]) -> Series:
    look = Look(Layer.FILLED, side.value, side, cold_words(weeks), "before")
    return _series(look, [(p.day, p.cold_mm) for p in points if p.cold_mm is not None and p.day not in out])


def _left_out(side: Side, points: Iterable[ChartPoint], out: Collection[float]) -> Series:
    look = Look(Layer.FILLED, "ink3", side, LEFT_OUT_WORDS, "before, left out:")
    return _series(look, [(p.day, p.cold_mm) for p in points if p.cold_mm is not None and p.day in out])


def _after(side: Side, points: Iterable[ChartPoint]) -> Series:
    look = Look(Layer.HOLLOW, side.value, side, AFTER_WORDS, "after")
    return _series(look, [(point.day, point.after_mm) for point in points if point.after_mm is not None])


def _joins(side: Side, points: Iterable[ChartPoint]) -> Series:
    pairs = [(p.day, p.cold_mm, p.after_mm) for p in points if p.cold_mm is not None and p.after_mm is not None]
    return _series(Look(Layer.JOINS, side.value, side), pairs)


def _level(side: Side, line: Line) -> tuple[Series, Series]:
    """Return the error band and the line, cut off at zero since no distance is negative."""
    error = Look(Layer.GROUND, side.value, side, LEVEL_WORDS, part=BAND_PART)
    middle = Look(Layer.LINE, side.value, side, LEVEL_WORDS)
    return (
        _series(error, [(day, max(0, mm - margin), max(0, mm + margin)) for day, mm, margin in line]),
        _series(middle, [(day, max(0, mm)) for day, mm, _ in line]),
    )


def _series(look: Look, places: Sequence[tuple[float, ...]]) -> Series:
    """Make a series from days with one or two heights each."""
    return Series(look, *(list(column) for column in zip(*places, strict=True))) if places else Series(look, [], [])
