"""The difference between the levels of the two ankles, never judged from one session."""

from dataclasses import dataclass
from enum import StrEnum
from math import floor, hypot

from mobility_gui.ankle.summary import AnkleSummary

TESTS_COMPARED = 3
"""Two ankles are compared once each level rests on at least this many tests."""

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
    """The levels of two ankles, in mm, and half the 95 % interval of the difference between them.

    `tests` is how many tests the level of the ankle with fewer of them rests on.
    """

    one_mm: float
    other_mm: float
    margin_mm: float
    tests: int

    @property
    def mm(self) -> float:
        """First ankle minus second."""
        return self.one_mm - self.other_mm

    @property
    def comparison(self) -> Comparison:
        """What to call it; both levels are rounded to a millimetre first, as they are shown."""
        if self.tests < TESTS_COMPARED:
            return Comparison.TOO_FEW
        gap_mm = abs(floor(self.one_mm + 0.5) - floor(self.other_mm + 0.5))
        if gap_mm < WATCH_MM:
            return Comparison.USUAL
        return Comparison.WATCH if gap_mm <= CONSISTENT_MM else Comparison.CONSISTENT


def difference(one: AnkleSummary | None, other: AnkleSummary | None) -> Difference | None:
    """Compare two ankles; None unless both were tested cold."""
    if one is None or other is None:
        return None
    margin_mm = hypot(one.now.margin_mm, other.now.margin_mm)
    tests = min(0 if ankle.tests == 1 else ankle.counted for ankle in (one, other))  # the first is practice
    return Difference(one.now.mm, other.now.mm, margin_mm, tests)
