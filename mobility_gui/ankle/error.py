"""How far to trust a knee-to-wall test: its error, the smallest change it can show, and the zone around the mark."""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor, sqrt
from typing import assert_never

from mobility_gui.ankle.unit import MM_PER_INCH, Unit
from mobility_gui.ankle.units import format_value

SEM_MM = 6.9
"""Standard error of one session's mean of three trials.

From the minimal detectable change of 1.9 cm within a rater: 1.9 / 2.77 (Powden, Hoch & Hoch 2015, Man Ther 20:524-532,
doi 10.1016/j.math.2015.01.004). No study of unsupervised self-measuring was found, so it is a floor.
"""

Z95 = 1.959963984540054
"""Normal quantile of a two-sided 95 % interval: 1.96 for short."""

PRIOR_WEIGHT = 10
"""How many degrees of freedom the published error counts for, next to the runner's own (assumption)."""

TESTS_FOR_OWN_ERROR = 8
"""How many cold tests it takes before the runner's own scatter says something about the error."""

TARGET_MM = 127
"""The 5-inch mark. A target, not a norm: most healthy adults miss it (12.0 +- 2.8 cm, Hoch & McKeon 2011)."""


def margin_mm(tests: int, sem_mm: float) -> float:
    """Return half the 95 % interval of the mean of this many tests."""
    return Z95 * sem_mm / sqrt(tests)


def smallest_change_mm(tests_before: int, tests_after: int, sem_mm: float = SEM_MM) -> float:
    """Return the smallest difference between two means that is more than measurement error (MDC, 95 %).

    For single tests this is 1.96 * sqrt(2) * SEM.
    """
    return Z95 * sem_mm * sqrt(1 / tests_before + 1 / tests_after)


def blended_sem_mm(squares_mm2: float, freedom: int) -> float:
    """Blend the published error with the runner's own, s: `sqrt((10 * 6.9^2 + nu * s^2) / (10 + nu))`, at least s.

    `squares_mm2` is the sum of the squared misses of the level (nu * s^2), `freedom` its degrees of freedom nu. The
    published error never pulls the blend below s: chance would show changes too often to a runner whose tests scatter
    by 1 cm.
    """
    blended = (PRIOR_WEIGHT * SEM_MM**2 + squares_mm2) / (PRIOR_WEIGHT + freedom)
    return sqrt(max(blended, squares_mm2 / freedom))


@dataclass(frozen=True, slots=True)
class Zone:
    """Distances too close to the mark to call from one test, in whole millimetres, both ends included."""

    low_mm: int
    high_mm: int


def borderline_zone(target_mm: float) -> Zone:
    """Return the 95 % interval around the mark, rounded inwards: 114 to 140 mm around the 5-inch mark."""
    margin = margin_mm(1, SEM_MM)
    return Zone(ceil(target_mm - margin), floor(target_mm + margin))


class Standing(StrEnum):
    """Where one test lies relative to the mark."""

    BELOW = "below"
    BORDERLINE = "borderline"
    REACHED = "reached"


def compare_with_mark(value_mm: float, target_mm: float) -> Standing:
    """Judge one test, rounded to a millimetre as it is shown."""
    zone = borderline_zone(target_mm)
    shown = floor(value_mm + 0.5)
    if shown < zone.low_mm:
        return Standing.BELOW
    return Standing.BORDERLINE if shown <= zone.high_mm else Standing.REACHED


def mark_name(target_mm: float, unit: Unit) -> str:
    """Name the target line: the article's `5-inch mark`, or the runner's own `11.0 cm mark`."""
    inches = target_mm / MM_PER_INCH
    return (
        f"{inches:.0f}-inch mark" if inches == round(inches) else f"{format_value(target_mm, unit)} {unit.short} mark"
    )


def standing_words(found: Standing, target_mm: float, unit: Unit) -> str:
    """Say where a test lies: `below the 5-inch mark`, `too close to call from one test (11.4–14.0)`."""
    match found:
        case Standing.BELOW:
            return f"below the {mark_name(target_mm, unit)}"
        case Standing.BORDERLINE:
            return f"too close to call from one test ({zone_words(target_mm, unit)})"
        case Standing.REACHED:
            return "past the mark"
        case _:
            assert_never(found)


def zone_words(target_mm: float, unit: Unit) -> str:
    """Write the borderline zone without its unit: `11.4–14.0`."""
    zone = borderline_zone(target_mm)
    return f"{format_value(zone.low_mm, unit)}–{format_value(zone.high_mm, unit)}"
