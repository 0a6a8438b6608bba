"""Everything that the tests of one ankle show, in one value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import fsum

from mobility_gui.ankle.change import TESTS_FOR_VERDICT, AnkleChange, Verdict, change, counted
from mobility_gui.ankle.error import SEM_MM, smallest_change_mm
from mobility_gui.ankle.gain import Gain, gain
from mobility_gui.ankle.reading import Reading, cold_tests
from mobility_gui.ankle.trend import Trend, trend

TESTS_IN_MEAN = 3
"""How many cold tests the baseline averages, and how many the current value."""

DAYS_OF_NOW = 56
"""A test this much older than the last one says nothing about the current value (assumption)."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where the ankle began: the mean of up to three cold tests after the very first, none of them also in *now*.

    `since_mm` is now minus the baseline, `smallest_mm` the smallest difference that two such means can show.
    It shows less than the line through all tests, so no verdict rests on it.
    """

    mm: float
    tests: int
    since_mm: float
    smallest_mm: float


@dataclass(frozen=True, slots=True)
class AnkleSummary:
    """Summary of one ankle's cold tests; `now_mm` is the mean of the last ones, at most three within eight weeks.

    `second` is the first test that counts, as the very first is practice; with one test only, it is that test.
    `trend` is the line to draw and `change` the judgement; both are None before a verdict may be given.
    """

    tests: int
    first: datetime
    second: datetime
    last: datetime
    now_mm: float
    now_tests: int
    sem_mm: float
    baseline: Baseline | None
    trend: Trend | None
    change: AnkleChange | None
    gain: Gain | None

    @property
    def verdict(self) -> Verdict:
        """Verdict on the change since the start."""
        return Verdict.CANNOT_TELL if self.change is None else self.change.verdict

    @property
    def tests_needed(self) -> int | None:
        """Further tests before a verdict may be given or can be expected; None once given, or if not in sight."""
        if self.change is None:
            return max(1, TESTS_FOR_VERDICT - self.tests)
        return self.change.tests_needed


def summarize(readings: Sequence[Reading]) -> AnkleSummary | None:
    """Sum up one ankle; None without a cold test.

    The baseline drops the very first test (practice) and takes up to three of those before the last three, so that no
    test is in both means and *now* never jumps for lack of tests.
    """
    tests = cold_tests(readings)
    if not tests:
        return None
    judged = change(tests)
    sem_mm = SEM_MM if judged is None else judged.sem_mm
    lately = tests[-1].day - DAYS_OF_NOW
    now = [test.mm for test in tests[-TESTS_IN_MEAN:] if test.day >= lately]
    before = [test.mm for test in counted(tests)[:-TESTS_IN_MEAN][:TESTS_IN_MEAN]]
    return AnkleSummary(
        tests=len(tests),
        first=tests[0].at,
        second=tests[1 if len(tests) > 1 else 0].at,
        last=tests[-1].at,
        now_mm=_mean(now),
        now_tests=len(now),
        sem_mm=sem_mm,
        baseline=_baseline(before, now, sem_mm) if before else None,
        trend=None if judged is None else trend(counted(tests), sem_mm),
        change=judged,
        gain=gain(readings),
    )


def _baseline(before: Sequence[float], now: Sequence[float], sem_mm: float) -> Baseline:
    mm = _mean(before)
    return Baseline(mm, len(before), _mean(now) - mm, smallest_change_mm(len(before), len(now), sem_mm))


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)
