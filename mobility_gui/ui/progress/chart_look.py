"""What the chart on the screen and the one for files have in common: sizes in pixels, and words."""

from mobility_gui.ankle.error import TARGET_MM, mark_name, zone_words
from mobility_gui.ankle.summary import AnkleSummary
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import format_value
from mobility_gui.ui.progress.points import Points

POINT_PX, TREND_PX = 9, 2.5

LEAST_DAYS = 28
"""A single test is shown within four weeks, not as a line across the chart."""

NUMBERS_PX, DATES_PX, ABOVE_PX = 38, 32, 10
"""Room left of the chart, below it and above it; half a number stands above the highest line."""

EDGE_PX = 10
"""Room around a point at the edge of the chart, so that it is whole."""

NAMES_APART_PX = 18
"""From the name of one side to that of the other."""

ZONE_WORDS_PX = 34
"""Least height of the upper half of the zone in which both its words and the name of the mark have room."""

BAND_PART, BAND_STEPS = 0.14, 24
"""How strong the error of a line is tinted, and of how many pieces its outline is made."""

AFTER_WORDS, TREND_WORDS = "after the session", "trend and its error"
"""What the legend says of hollow points, and of the lines."""


def mark_words(target_mm: float, unit: Unit) -> str:
    """Name the mark: `5-inch mark, 12.7 cm`; without its length where the name has it."""
    name = mark_name(target_mm, unit)
    if target_mm != TARGET_MM or unit is Unit.INCH:
        return name
    return f"{name}, {format_value(target_mm, unit)} {unit.short}"


def borderline_words(target_mm: float, unit: Unit) -> str:
    """Say what the zone means."""
    return f"borderline {zone_words(target_mm, unit)}: one test cannot tell"


def cold_words(weeks: int) -> str:
    """Say what filled points are, and of how many weeks each is the mean, 0 for single tests."""
    return "cold" + {0: "", 1: ", mean of a week"}.get(weeks, f", mean of {weeks} weeks")


def height_at_end_mm(ankle: AnkleSummary | None, points: Points) -> float:
    """Where the line ends, else the present value, else the last value there is."""
    if ankle is None:
        return points.single[-1].values_mm[-1]
    return ankle.now_mm if ankle.trend is None else ankle.trend.mm_at(ankle.trend.last_day)
