"""The trend line through one ankle's cold tests: Theil-Sen, which one bad test does not bend."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi, sqrt

from mobility_gui.ankle.error import Z95
from mobility_gui.ankle.reading import ColdTest

MOST_POINTS = 400
"""Above this many tests the line goes through means of whole weeks, to bound its cost: n points make
n * (n - 1) / 2 slopes."""

DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Trend:
    """A straight line over days, in millimetres, with the 95 % interval of its slope.

    `first_day` and `last_day` are those of its points, counted like `ColdTest.day`; `middle_day` is the mean of all
    points' days and `spread_days2` the sum of their squared distances from it. `error_mm` is the standard error of one
    point, averaged over all.
    """

    first_day: float
    last_day: float
    first_mm: float
    mm_per_day: float
    interval_mm_per_day: tuple[float, float]
    points: int
    middle_day: float
    spread_days2: float
    error_mm: float

    def mm_at(self, day: float) -> float:
        """Return the height of the line on a day."""
        return self.first_mm + self.mm_per_day * (day - self.first_day)

    def margin_mm(self, day: float) -> float:
        """Return half the 95 % interval of the line on a day, smallest in the middle of the tests.

        Medians scatter more than means: the variance of the height is pi / 2 times, that of the slope pi / 3 times as
        large (Sen 1968).
        """
        height = pi / 2 / self.points
        slope = pi / 3 * (day - self.middle_day) ** 2 / self.spread_days2
        return Z95 * self.error_mm * sqrt(height + slope)


def trend(tests: Sequence[ColdTest], sem_mm: float) -> Trend | None:
    """Draw the line through tests in order of time; None if there are fewer than two or all are at one moment.

    `sem_mm` is the standard error of one test; that of a weekly mean depends on its number of tests.
    """
    groups = thinned([(test.day, test.mm) for test in tests])
    points = [_mean(group) for group in groups]
    if len(points) < 2 or points[0][0] == points[-1][0]:  # noqa: PLR2004  a line needs two points
        return None
    slope, low, high = theil_sen(points)
    days = [day for day, _ in points]
    middle = sum(days) / len(days)
    first = days[0]
    return Trend(
        first,
        days[-1],
        _median([mm - slope * (day - first) for day, mm in points]),
        slope,
        (low, high),
        len(points),
        middle,
        sum((day - middle) ** 2 for day in days),
        sem_mm * sqrt(sum(1 / len(group) for group in groups) / len(groups)),
    )


def theil_sen(points: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Return the median of the slopes between all pairs of points, and its 95 % interval.

    Points are (x, y), at least two of them with different x. The interval is that of Sen (1968, J Am Stat Assoc
    63:1379-1389, formula 2.6): the slopes whose ranks lie 1.96 standard deviations of Kendall's S around the middle,
    where ties in x and in y narrow S. If ties leave no deviation at all, the interval is the median itself.
    """
    import numpy as np  # takes 80 ms to import, needed only here; forty times as fast with many points

    x, y = np.array(points, dtype=np.float64).T
    later, earlier = np.tril_indices(len(x), -1)
    run = x[later] - x[earlier]
    slopes = np.sort((y[later] - y[earlier])[run != 0] / run[run != 0])
    count = len(x)
    variance = (_kendall_term(count) - _tied(x.tolist()) - _tied(y.tolist())) / 18
    reach = Z95 * sqrt(max(0, variance))
    high = min(round((len(slopes) + reach) / 2), len(slopes) - 1)
    low = max(round((len(slopes) - reach) / 2) - 1, 0)
    return float(np.median(slopes)), float(slopes[low]), float(slopes[high])


def thinned(points: list[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """Group the points by week, or by several weeks if that is needed for at most `MOST_POINTS` groups.

    Up to `MOST_POINTS` points, each is a group of its own.
    """
    if len(points) <= MOST_POINTS:
        return [[point] for point in points]
    first = points[0][0]
    weeks = int((points[-1][0] - first) // (DAYS_A_WEEK * MOST_POINTS)) + 1
    groups: dict[int, list[tuple[float, float]]] = {}
    for point in points:
        groups.setdefault(int((point[0] - first) // (DAYS_A_WEEK * weeks)), []).append(point)
    return list(groups.values())


def _mean(group: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return sum(day for day, _ in group) / len(group), sum(mm for _, mm in group) / len(group)


def _kendall_term(count: int) -> int:
    """Return 18 times what this many points, or this many tied ones, contribute to the variance of Kendall's S."""
    return count * (count - 1) * (2 * count + 5)


def _tied(values: Sequence[float]) -> int:
    counts: dict[float, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return sum(_kendall_term(count) for count in counts.values())


def _median(values: list[float]) -> float:
    values.sort()
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2
