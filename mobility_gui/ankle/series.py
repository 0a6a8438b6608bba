"""One ankle's tests over weeks: where it stands, what changed, what one session does, and what that can prove."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import fsum, sqrt

from mobility_gui.ankle.error import smallest_change_mm
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import format_value

TESTS_FOR_VERDICT = 5
DAYS_FOR_VERDICT = 14
"""Below five tests or fourteen days nothing is said about a change (design evidence, statistics of one series)."""

TESTS_IN_MEAN = 3
"""How many cold tests make the baseline, and how many the present value."""

SESSIONS_FOR_INTERVAL = 7
"""Paired sessions before a gain is given an interval: one session's gain is usually inside the measuring error."""

WATCH_MM = 15
CONSISTENT_MM = 20
"""68 % of healthy adults differ by less than 1.5 cm between sides (Hoch & McKeon 2011); over 2.0 is consistent."""

T95 = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
"""Two-sided 95 % quantiles of Student's t for 1 to 30 degrees of freedom (NIST/SEMATECH e-Handbook, 1.3.6.7.2)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one session measured on one ankle: before it and after it, in millimetres; None where not measured."""

    at: datetime
    cold_mm: float | None
    after_mm: float | None = None


class Verdict(StrEnum):
    """What the change between baseline and now can be said to be."""

    MORE = "more"
    LESS = "less"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Change:
    """Now against the baseline; both are means of cold tests, and no test is in both."""

    baseline_mm: float
    change_mm: float
    smallest_mm: float


@dataclass(frozen=True, slots=True)
class Gain:
    """Mean of after minus cold within sessions; the 95 % t interval from seven paired sessions on, else None."""

    sessions: int
    mean_mm: float
    interval_mm: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Level:
    """One ankle's present value: mean of the last cold tests, at most three."""

    tests: int
    now_mm: float
    now_tests: int
    change: Change | None
    verdict: Verdict
    gain: Gain | None


class Comparison(StrEnum):
    """What the difference between two ankles can be called."""

    TOO_FEW = "too_few"
    USUAL = "usual"
    WATCH = "watch"
    CONSISTENT = "consistent"


@dataclass(frozen=True, slots=True)
class Difference:
    """First ankle minus second, on the days when both were tested cold: mean of the last three days at most."""

    mean_mm: float
    days: int
    comparison: Comparison


def cold_readings(readings: Iterable[Reading]) -> list[Reading]:
    """The sessions with a cold test, oldest first."""
    return sorted((reading for reading in readings if reading.cold_mm is not None), key=lambda reading: reading.at)


def level(readings: Sequence[Reading]) -> Level | None:
    """Sum up one ankle; None without a cold test.

    The baseline drops the very first test (learning) and takes up to three before the last three, so that no test is
    in both and *now* never jumps for lack of tests.
    """
    tests = cold_readings(readings)
    values = [test.cold_mm for test in tests if test.cold_mm is not None]
    if not values:
        return None
    now = values[-TESTS_IN_MEAN:]
    before = values[1:-TESTS_IN_MEAN][:TESTS_IN_MEAN]
    change = None
    if before:
        baseline = _mean(before)
        change = Change(baseline, _mean(now) - baseline, smallest_change_mm(len(before), len(now)))
    days = (tests[-1].at.date() - tests[0].at.date()).days
    return Level(len(values), _mean(now), len(now), change, _verdict(change, len(values), days), gain(readings))


def gain(readings: Iterable[Reading]) -> Gain | None:
    """Sum up what one session does, from the sessions measured before and after; None without any."""
    gains = [r.after_mm - r.cold_mm for r in readings if r.after_mm is not None and r.cold_mm is not None]
    if not gains:
        return None
    mean = _mean(gains)
    if len(gains) < SESSIONS_FOR_INTERVAL:
        return Gain(len(gains), mean, None)
    deviation = sqrt(fsum((value - mean) ** 2 for value in gains) / (len(gains) - 1))
    margin = t95(len(gains) - 1) * deviation / sqrt(len(gains))
    return Gain(len(gains), mean, (mean - margin, mean + margin))


def t95(freedom: int) -> float:
    """Two-sided 95 % quantile of Student's t; past 30 degrees of freedom that of 30, which errs on the wide side."""
    return T95[min(freedom, len(T95)) - 1]


def difference(first: Iterable[Reading], second: Iterable[Reading]) -> Difference | None:
    """Compare two ankles on the days both were tested cold; None when there is no such day."""
    one, other = ({test.at.date(): test.cold_mm for test in cold_readings(tests)} for tests in (first, second))
    days = sorted(one.keys() & other.keys())[-TESTS_IN_MEAN:]
    gaps = [(one[day] or 0.0) - (other[day] or 0.0) for day in days]
    if not gaps:
        return None
    return Difference(_mean(gaps), len(gaps), _comparison(_mean(gaps), len(gaps)))


def verdict_words(change: Change | None, verdict: Verdict, unit: Unit) -> str:
    """Say what the change is, without claiming more than the data show."""
    if change is None or verdict is Verdict.CANNOT_TELL:
        return "Cannot tell yet"
    than = "More" if verdict is Verdict.MORE else "Less"
    return f"{than} than the {format_value(change.smallest_mm, unit)} {unit.short} these data can show"


def _verdict(change: Change | None, tests: int, days: int) -> Verdict:
    if change is None or tests < TESTS_FOR_VERDICT or days < DAYS_FOR_VERDICT:
        return Verdict.CANNOT_TELL
    return Verdict.MORE if abs(change.change_mm) > change.smallest_mm else Verdict.LESS


def _comparison(gap_mm: float, days: int) -> Comparison:
    if days < TESTS_IN_MEAN:
        return Comparison.TOO_FEW
    if abs(gap_mm) < WATCH_MM:
        return Comparison.USUAL
    return Comparison.WATCH if abs(gap_mm) <= CONSISTENT_MM else Comparison.CONSISTENT


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)
