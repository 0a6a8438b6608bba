"""Follows the level of one ankle through its cold tests: a line that may bend a little all the time.

The level rises or falls, and its slope wanders (a local linear trend without jumps, which is the cubic smoothing
spline: Harvey 1989, Forecasting, structural time series models and the Kalman filter; Wahba 1978, J R Stat Soc B
40:364-372). One pass of the Kalman filter gives start, now and change after every test, one pass back the line.
How far the slope wanders is fixed, so each figure is a weighted mean of the tests whose weights depend on days alone.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import sqrt
from statistics import median
from typing import NamedTuple

from mobility_gui.ankle.error import SEM_MM, TESTS_FOR_OWN_ERROR, blended_sem_mm
from mobility_gui.ankle.reading import ColdTest
from mobility_gui.ankle.trial import FAR_OFF_MM

BEND_DAYS = 28
BEND = 0.7
"""How much the rise over `BEND_DAYS` changes within `BEND_DAYS`: one standard deviation, in standard errors of a test.

An assumption, chosen by simulation (tests/bench/simulated_runners.py): with less, a gain that comes early is shown too
small; with more, a gain is found later.
"""

NEIGHBOURS = 3
"""A test far off the median of up to this many tests on each side is left out: it was misread or mistyped."""

Z_LEVEL = 1.82
"""How many standard errors make half a 95 % interval of a level or a change (assumption). It is less than 1.96, as the
errors of a spline allow for bends that most ankles do not have: chosen so that the interval of the change holds the
truth in 95 of 100 cases on average over the shapes of tests/bench/simulated_runners.py."""

_UNKNOWN = 1e4
"""Variance of the slope before the second test: anything is possible."""


class Level(NamedTuple):
    """The level of an ankle on a day, counted as `ColdTest.day` counts, and half its 95 % interval, both in mm."""

    day: float
    mm: float
    margin_mm: float


class Change(NamedTuple):
    """The level after the last test minus that at the first, and its standard error, in mm.

    `lingering` is the part of a test's error that the next one repeats, 0 to 1.
    """

    mm: float
    error_mm: float
    lingering: float

    @property
    def margin_mm(self) -> float:
        """Half the 95 % interval."""
        return Z_LEVEL * self.error_mm


class Followed(NamedTuple):
    """What the tests up to one of them say: the level after it and at the first test, and how the slope stands.

    Distances are in mm, slopes in mm per `BEND_DAYS`. Variances are squared standard errors of one test; the names of
    covariances say of what: level, slope, start. A miss is how far a test lies off what was expected, in its standard
    errors; `squares` adds up the squares of all misses, and `products` those of neighbours.
    """

    day: float
    level: float
    slope: float
    start: float
    level2: float
    level_slope: float
    slope2: float
    level_start: float
    slope_start: float
    start2: float
    tests: int
    squares: float
    products: float
    last_miss: float

    @property
    def sem_mm(self) -> float:
        """Standard error of one test: the published one, from eight tests on blended with the runner's own."""
        if self.tests + 1 < TESTS_FOR_OWN_ERROR:  # the first of all is not among them
            return SEM_MM
        return blended_sem_mm(self.squares, self.tests - 2)

    @property
    def now(self) -> Level:
        """The level after the last test."""
        return Level(self.day, self.level, Z_LEVEL * self.sem_mm * sqrt(self.level2))

    @property
    def change(self) -> Change:
        """The level after the last test minus that at the first one."""
        variance = max(0.0, self.level2 + self.start2 - 2 * self.level_start)
        return Change(self.level - self.start, self.sem_mm * sqrt(variance), self._lingering)

    @property
    def _lingering(self) -> float:
        """Correlation of each miss with the next, corrected for its bias and drawn towards what is usual."""
        own = self.products / self.squares + 1 / self.tests if self.squares else 0.0
        found = (self.tests * own + USUAL_WEIGHT * USUAL_LINGERING) / (self.tests + USUAL_WEIGHT)
        return min(max(found, 0.0), MOST_LINGERING)


USUAL_LINGERING, USUAL_WEIGHT, MOST_LINGERING = 0.2, 30, 0.9
"""Errors of one person's tests often linger (Tang & Landes 2020, PLOS ONE 15:e0228077); nobody knows how much those of
ankles do. Until a runner's own tests say more, as if 30 tests had shown 0.2 (assumption, chosen by simulation)."""


def without_practice(tests: Sequence[ColdTest]) -> Sequence[ColdTest]:
    """Drop the very first test: it is practice, and lower than the next for that reason alone."""
    return tests[1:]


def lies_far_off(tests: Sequence[ColdTest], place: int, count: int | None = None) -> bool:
    """True if a test lies more than `FAR_OFF_MM` from the median of its neighbours among the first `count` tests."""
    end = len(tests) if count is None else count
    mm = tests[place].mm
    near = [tests[at].mm for at in range(max(0, place - NEIGHBOURS), min(end, place + 1 + NEIGHBOURS)) if at != place]
    # The median is far off only if most are, and looking at each is five times as fast.
    away = sum(abs(mm - other) > FAR_OFF_MM for other in near)
    return 2 * away >= len(near) > 0 and abs(mm - median(near)) > FAR_OFF_MM


def follow(tests: Iterable[ColdTest]) -> list[Followed]:
    """Return what is known after each test, in order of time."""
    known: list[Followed] = []
    for test in tests:
        known.append(after(known[-1] if known else None, test))
    return known


def follow_without_far_off(tests: Sequence[ColdTest]) -> list[Followed | None]:
    """Return what is known after each test, in order of time; one that lies far off adds nothing."""
    known: list[Followed | None] = []
    for place, test in enumerate(tests):
        before = known[-1] if known else None
        known.append(before if lies_far_off(tests, place) else after(before, test))
    return known


def known_at(tests: Sequence[ColdTest], known: Sequence[Followed | None], count: int) -> Followed:
    """Return what the first `count` tests say, without those that lie far off among them.

    `known` is what `follow_without_far_off` returns for all of them: of the last few, some may have looked far off
    before their neighbours came.
    """
    settled = max(0, count - NEIGHBOURS)
    found = known[settled - 1] if settled else None
    for place in range(settled, count):
        if not lies_far_off(tests, place, count):
            found = after(found, tests[place])
    return follow(tests[:count])[-1] if found is None or _too_few(found.tests, count) else found


def steps_of(tests: Sequence[ColdTest], known: Sequence[Followed | None]) -> dict[int, Followed]:
    """Return what is known after each test that counts, by its place; `known` is as for `known_at`."""
    pairs = enumerate(pairwise([None, *known]))
    steps = {place: step for place, (before, step) in pairs if step is not None and step is not before}
    return dict(enumerate(follow(tests))) if _too_few(len(steps), len(tests)) else steps


def _too_few(near: int, tests: int) -> bool:
    """True if so many tests lie far off that all should count, as nobody mistypes that often."""
    return 2 * near <= tests


def line_of(known: Sequence[Followed]) -> tuple[Level, ...]:
    """Return the level at each test, given all of them; `known` is what `follow` yields."""
    if not known:
        return ()
    last = known[-1]
    margin_mm = Z_LEVEL * last.sem_mm
    found = [last.now]
    level, slope, level2, level_slope, slope2 = last.level, last.slope, last.level2, last.level_slope, last.slope2
    for at, after in zip(known[-2::-1], known[:0:-1], strict=True):
        step = (after.day - at.day) / BEND_DAYS
        before2, before_both, before_slope2 = _spread_later(at, step)
        whole = before2 * before_slope2 - before_both**2
        # Rauch, Tung and Striebel 1965: what is known later, carried back the way the level moves.
        up, along = at.level2 + step * at.level_slope, at.level_slope + step * at.slope2
        a = (up * before_slope2 - at.level_slope * before_both) / whole
        b = (at.level_slope * before2 - up * before_both) / whole
        c = (along * before_slope2 - at.slope2 * before_both) / whole
        d = (at.slope2 * before2 - along * before_both) / whole
        miss, bent = level - at.level - step * at.slope, slope - at.slope
        level, slope = at.level + a * miss + b * bent, at.slope + c * miss + d * bent
        less, both, less_slope = level2 - before2, level_slope - before_both, slope2 - before_slope2
        level2 = at.level2 + a * a * less + 2 * a * b * both + b * b * less_slope
        level_slope = at.level_slope + a * c * less + (a * d + b * c) * both + b * d * less_slope
        slope2 = at.slope2 + c * c * less + 2 * c * d * both + d * d * less_slope
        found.append(Level(at.day, level, margin_mm * sqrt(max(0.0, level2))))
    return tuple(reversed(found))


def _spread_later(at: Followed, step: float) -> tuple[float, float, float]:
    """Return the variances of level and slope, and between them their covariance, so many `BEND_DAYS` later."""
    bend2 = BEND**2 * step
    return (
        at.level2 + step * (2 * at.level_slope + step * at.slope2) + bend2 * step**2 / 3,
        at.level_slope + step * at.slope2 + bend2 * step / 2,
        at.slope2 + bend2,
    )


def after(at: Followed | None, test: ColdTest) -> Followed:
    """Return what is known after the next test, or after the first of all if nothing was known."""
    if at is None:
        return Followed(test.day, test.mm, 0.0, test.mm, 1.0, 0.0, _UNKNOWN, 1.0, 0.0, 1.0, 1, 0.0, 0.0, 0.0)
    step = (test.day - at.day) / BEND_DAYS
    level = at.level + step * at.slope
    level2, both, slope2 = _spread_later(at, step)
    level_start = at.level_start + step * at.slope_start
    spread2 = level2 + 1
    miss = test.mm - level
    by_level, by_slope, by_start = level2 / spread2, both / spread2, level_start / spread2
    size = miss / sqrt(spread2) if at.tests > 1 else 0.0  # before the second test, anything is possible
    return Followed(
        test.day,
        level + by_level * miss,
        at.slope + by_slope * miss,
        at.start + by_start * miss,
        level2 - by_level * level2,
        both - by_level * both,
        slope2 - by_slope * both,
        level_start - by_level * level_start,
        at.slope_start - by_slope * level_start,
        at.start2 - by_start * level_start,
        at.tests + 1,
        at.squares + size * size,
        at.products + size * at.last_miss,
        size,
    )
