"""Decides whether one ankle changed over the weeks: a line through its cold tests, compared with the error of a test.

Of all the methods simulated, this one misses the fewest true changes at the same rate of false alarms
(tests/bench/simulated_runners.py prints the table).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from math import sqrt

from mobility_gui.ankle.error import SEM_MM, TESTS_FOR_OWN_ERROR, Z95, blended_sem_mm
from mobility_gui.ankle.reading import ColdTest

TESTS_FOR_VERDICT = 5
DAYS_FOR_VERDICT = 14
"""There is no verdict before five tests, nor before the tests that count span fourteen days (assumption)."""

Z_WORSE = 2.2414
"""Normal quantile of a two-sided 97.5 % interval (assumption). *Worse* has to be surer than *improved*, which takes the
usual 95 %, because a false alarm does more harm. Chance gives either verdict to fewer than 5 of 100 unchanged ankles.
"""

STRAY_ERRORS, WILD_ERRORS = 2.75, 4.0
"""Distances from the line through all the other tests, in standard errors (assumptions). No verdict may rest on a test
beyond the first; from the second on, the furthest test is also named, as it may have been misread or mistyped."""

Z_POWER = 0.8416
"""Normal quantile of 80 %: a change this much above the smallest is found in four of five series of tests."""

_WORTH_A_LOOK = 1.5
"""In standard errors estimated from all tests: a wild test lies further off than this even if it makes up most of that
error itself."""

_LEAST_TESTS, _LEAST_LEFT = 3, 1e-6
"""The line through all other tests needs at least three of them to have an error, and not all at one moment."""

MOST_TESTS_NEEDED = 99
"""If more tests than this are needed, naming their number is of no use."""


class Verdict(StrEnum):
    """What the tests show about the change since the start."""

    IMPROVED = "improved"
    WORSE = "worse"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class AnkleChange:
    """How far the line rises over `days`, and the smallest rise that this number of tests can show.

    `sem_mm` is the standard error of one test that this is based on. `wild` is the time of the test that lies far from
    all the others, or whose absence would change the verdict or the line's direction; the figures are those without it.
    `tests_needed` is the number of further tests after which a verdict can be expected with 80 % probability if the
    trend continues; None once it is given, or if it is not in sight.
    """

    mm: float
    smallest_mm: float
    days: float
    tests: int
    sem_mm: float
    verdict: Verdict
    wild: datetime | None
    tests_needed: int | None

    @property
    def hangs_on_one(self) -> bool:
        """True if one test alone prevents a verdict: the line is then the one without that test."""
        return self.verdict is Verdict.CANNOT_TELL and abs(self.mm) > self.smallest_mm


@dataclass(frozen=True, slots=True)
class _Line:
    """Least squares through (day, mm)."""

    mm_per_day: float
    middle_day: float
    middle_mm: float
    spread_days2: float
    squares_mm2: float
    tests: int

    @property
    def freedom(self) -> int:
        return self.tests - 2

    def residual_mm(self, test: ColdTest) -> float:
        return test.mm - self.middle_mm - self.mm_per_day * (test.day - self.middle_day)

    def leverage(self, test: ColdTest) -> float:
        """Return how much a test determines the line's height at its own day, 0 to 1."""
        return 1 / self.tests + (test.day - self.middle_day) ** 2 / self.spread_days2

    def without(self, test: ColdTest) -> "_Line | None":
        """Return the line through all the other tests; None if they are too few or all at one moment."""
        left = 1 - self.leverage(test)
        if left < _LEAST_LEFT or self.tests <= _LEAST_TESTS:
            return None
        off, count = test.day - self.middle_day, self.tests - 1
        spread = self.spread_days2 - off**2 * self.tests / count
        residual = self.residual_mm(test)
        return _Line(
            self.mm_per_day - off * residual / (left * self.spread_days2),
            self.middle_day - off / count,
            self.middle_mm - (test.mm - self.middle_mm) / count,
            spread,
            max(0.0, self.squares_mm2 - residual**2 / left),
            count,
        )


@dataclass(frozen=True, slots=True)
class _Stray:
    """A test that no verdict may rest on: the line through all the others, and its distance from it in errors."""

    at: datetime
    others: _Line
    errors: float


def counted(tests: Sequence[ColdTest]) -> Sequence[ColdTest]:
    """Drop the very first test: it is practice, and lower than the next for that reason alone."""
    return tests[1:]


def change(tests: Sequence[ColdTest]) -> AnkleChange | None:
    """Judge the cold tests of one ankle, oldest first.

    None before there are five tests of which all but the first span fourteen days.
    """
    chosen = counted(tests)
    if len(tests) < TESTS_FOR_VERDICT or (chosen[-1].at.date() - chosen[0].at.date()).days < DAYS_FOR_VERDICT:
        return None
    own_error = len(tests) >= TESTS_FOR_OWN_ERROR
    line = _line(chosen)
    strays = _strays(chosen, line, own_error=own_error)
    lines = [line, *(stray.others for stray in strays)]
    weakest = min(lines, key=lambda found: abs(_proof(found, own_error=own_error)))
    proof = _proof(weakest, own_error=own_error)
    agreed = all(found.mm_per_day * proof > 0 for found in lines)
    verdict = _verdict(proof) if agreed else Verdict.CANNOT_TELL
    turned = verdict is not _verdict(_proof(line, own_error=own_error))
    furthest = max(strays, key=lambda stray: stray.errors, default=None)
    named = furthest if furthest is not None and (turned or not agreed or furthest.errors >= WILD_ERRORS) else None
    shown = weakest if named is None else named.others
    sem = _sem_mm(shown, own_error=own_error)
    days = chosen[-1].day - chosen[0].day
    found = AnkleChange(
        mm=shown.mm_per_day * days,
        smallest_mm=_z(shown.mm_per_day) * sem / sqrt(shown.spread_days2) * days,
        days=days,
        tests=shown.tests,
        sem_mm=sem,
        verdict=verdict,
        wild=None if named is None else named.at,
        tests_needed=None,
    )
    if verdict is not Verdict.CANNOT_TELL or found.hangs_on_one:
        return found
    return replace(found, tests_needed=_tests_needed(shown, sem, chosen))


def _line(tests: Sequence[ColdTest]) -> _Line:
    count = len(tests)
    middle_day = sum(test.day for test in tests) / count
    middle_mm = sum(test.mm for test in tests) / count
    spread = sum((test.day - middle_day) ** 2 for test in tests)
    slope = sum((test.day - middle_day) * (test.mm - middle_mm) for test in tests) / spread
    squares = sum((test.mm - middle_mm - slope * (test.day - middle_day)) ** 2 for test in tests)
    return _Line(slope, middle_day, middle_mm, spread, squares, count)


def _sem_mm(line: _Line, *, own_error: bool) -> float:
    return blended_sem_mm(line.squares_mm2, line.freedom) if own_error else SEM_MM


def _strays(tests: Sequence[ColdTest], line: _Line, *, own_error: bool) -> list[_Stray]:
    """Find the tests too far from the line through all the others to be explained by errors, each with that line."""
    found = []
    sem = _sem_mm(line, own_error=own_error)
    for test in tests:
        left = 1 - line.leverage(test)
        off = abs(line.residual_mm(test)) / sqrt(left) if left > _LEAST_LEFT else 0.0
        if off > sem * _WORTH_A_LOOK:
            others = line.without(test)
            errors = 0.0 if others is None else off / _sem_mm(others, own_error=own_error)
            if others is not None and errors > STRAY_ERRORS:
                found.append(_Stray(test.at, others, errors))
    return found


def _proof(line: _Line, *, own_error: bool) -> float:
    """Return the slope in standard errors of the slope."""
    return line.mm_per_day * sqrt(line.spread_days2) / _sem_mm(line, own_error=own_error)


def _z(proof: float) -> float:
    return Z95 if proof >= 0 else Z_WORSE


def _verdict(proof: float) -> Verdict:
    if abs(proof) <= _z(proof):
        return Verdict.CANNOT_TELL
    return Verdict.IMPROVED if proof > 0 else Verdict.WORSE


def _tests_needed(line: _Line, sem_mm: float, tests: Sequence[ColdTest]) -> int | None:
    """Count the further tests until the line's slope, if it holds, reaches a verdict with 80 % power.

    They are assumed to follow at the mean interval of the tests so far.
    """
    if line.mm_per_day == 0:
        return None
    needed_days2 = ((_z(line.mm_per_day) + Z_POWER) * sem_mm / line.mm_per_day) ** 2
    last = tests[-1].day
    interval = (last - tests[0].day) / (len(tests) - 1)
    count, middle, spread = line.tests, line.middle_day, line.spread_days2
    for more in range(1, MOST_TESTS_NEEDED + 1):
        off = last + more * interval - middle
        count += 1
        middle += off / count
        spread += off**2 * (count - 1) / count
        if spread >= needed_days2:
            return more
    return None
