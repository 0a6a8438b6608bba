"""The difference between the two ankles, never judged from one session."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import floor, fsum

from mobility_gui.ankle.reading import Reading

DAYS_COMPARED = 3
"""The difference is the mean over the last three days on which both ankles were tested."""

WATCH_MM = 15
CONSISTENT_MM = 20
"""68 % of healthy adults differ by less than 1.5 cm between sides (Hoch & McKeon 2011), which is also the smallest
difference that a test can show (Chisholm et al. 2012, Physiother Can 64:347-355); over 2.0 cm is consistent."""


class Comparison(StrEnum):
    """How to call the difference between two ankles."""

    TOO_FEW = "too_few"
    USUAL = "usual"
    WATCH = "watch"
    CONSISTENT = "consistent"


@dataclass(frozen=True, slots=True)
class Difference:
    """First ankle minus second: the mean over the last days, at most three, on which both were tested cold."""

    mean_mm: float
    days: int
    comparison: Comparison


def difference(first: Iterable[Reading], second: Iterable[Reading]) -> Difference | None:
    """Compare two ankles, readings oldest first, on the days both were tested cold; None if there is no such day.

    Days are those of the runner's own calendar; of two tests on one day, the later counts.
    """
    one, other = ({r.at.date(): r.cold_mm for r in found if r.cold_mm is not None} for found in (first, second))
    days = sorted(one.keys() & other.keys())[-DAYS_COMPARED:]
    if not days:
        return None
    mean = fsum(one[day] - other[day] for day in days) / len(days)
    return Difference(mean, len(days), _comparison(abs(mean), len(days)))


def _comparison(difference_mm: float, days: int) -> Comparison:
    """Judge a difference rounded to a millimetre, as it is shown."""
    if days < DAYS_COMPARED:
        return Comparison.TOO_FEW
    gap_mm = floor(difference_mm + 0.5)
    if gap_mm < WATCH_MM:
        return Comparison.USUAL
    return Comparison.WATCH if gap_mm <= CONSISTENT_MM else Comparison.CONSISTENT
