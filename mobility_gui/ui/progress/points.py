"""The points of the chart: single tests, or averages of weeks where tests would cover each other."""

from bisect import bisect_left
from collections.abc import Iterable
from math import fsum
from typing import NamedTuple

from mobility_gui.training.exercise import Side
from mobility_gui.training.record import SessionLine
from mobility_gui.ui.progress.scale import day_number

MOST_SEEN, MOST_LOADED = 400, 1200
"""Most points of one ankle in sight, about one per two pixels; and the most with as much again on each side."""

WEEKS_TOGETHER = (1, 4, 13)
"""How many weeks one point averages as the range grows: a week, four weeks, a quarter."""

DAYS_A_WEEK = 7


class ChartPoint(NamedTuple):  # makes twenty years of them in a third of a dataclass's time
    """Cold and after values in mm, on a day as `scale.day_number` counts; `lines` are the sessions behind them."""

    day: float
    cold_mm: float | None
    after_mm: float | None
    lines: tuple[SessionLine, ...]

    @property
    def values_mm(self) -> tuple[float, ...]:
        return tuple(value for value in (self.cold_mm, self.after_mm) if value is not None)


class Points:
    """One ankle's tests, from single ones to the averages of quarters, each made when first needed."""

    def __init__(self, lines: Iterable[SessionLine], side: Side) -> None:
        """`lines` are newest first, as the record returns them; `single` and `days` are oldest first."""
        self.single = [
            ChartPoint(day_number(line.started), line.cold_mm.get(side), line.after_mm.get(side), (line,))
            for line in lines
            if side in line.cold_mm or side in line.after_mm
        ][::-1]
        self.days = [point.day for point in self.single]
        self._together: dict[int, list[ChartPoint]] = {}

    def weeks_for(self, first_day: float, last_day: float) -> int:
        """Return how many weeks one point averages while these days are in sight; 0 for single tests."""
        run = last_day - first_day
        if (
            self._count(first_day, last_day) <= MOST_SEEN
            and self._count(first_day - run, last_day + run) <= MOST_LOADED
        ):
            return 0
        weeks = run / DAYS_A_WEEK
        return next((size for size in WEEKS_TOGETHER if weeks / size <= MOST_SEEN), WEEKS_TOGETHER[-1])

    def between(self, first_day: float, last_day: float, weeks: int) -> list[ChartPoint]:
        """Return the points from the first day to the last; `weeks` is what `weeks_for` returned."""
        if weeks == 0:
            return self.single[bisect_left(self.days, first_day) : bisect_left(self.days, last_day)]
        if weeks not in self._together:
            self._together[weeks] = put_together(self.single, weeks)
        return [point for point in self._together[weeks] if first_day <= point.day < last_day]

    def around(self, day: float) -> list[float]:
        """Return the last day with a test before this one, and the first from this one on, if there are any."""
        place = bisect_left(self.days, day)
        return self.days[max(0, place - 1) : place + 1]

    def _count(self, first_day: float, last_day: float) -> int:
        return bisect_left(self.days, last_day) - bisect_left(self.days, first_day)


def group_of(day: float, weeks: int) -> float:
    """Return a number that days in the same weeks share, Monday first; the day itself if `weeks` is 0."""
    return (day - 1) // (DAYS_A_WEEK * weeks) if weeks else day  # day 1 was a Monday


def put_together(points: Iterable[ChartPoint], weeks: int) -> list[ChartPoint]:
    """Replace the points of every `weeks` whole weeks, Monday first, by their mean."""
    groups: dict[float, list[ChartPoint]] = {}
    for point in points:
        groups.setdefault(group_of(point.day, weeks), []).append(point)
    return [
        ChartPoint(
            fsum(point.day for point in group) / len(group),
            _mean([point.cold_mm for point in group if point.cold_mm is not None]),
            _mean([point.after_mm for point in group if point.after_mm is not None]),
            tuple(line for point in group for line in point.lines),
        )
        for group in groups.values()
    ]


def _mean(values: list[float]) -> float | None:
    return fsum(values) / len(values) if values else None
