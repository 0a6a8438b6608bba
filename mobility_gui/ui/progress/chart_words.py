"""The words of the chart: in the legend, as labels, and at a point."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf

from mobility_gui.ankle.error import TARGET_MM, mark_name, zone_words
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import format_value
from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.days import full_day_words, span_words
from mobility_gui.ui.progress.chart_series import ALONG_THE_DAYS, Series
from mobility_gui.ui.progress.points import ChartPoint

AFTER_WORDS, LEFT_OUT_WORDS, LEVEL_WORDS = "after the session", "left out", "level and margin"
"""What the legend says about hollow points, about grey ones and about the lines."""

NAMES_APART_PX = 18
"""Least distance between the names of the two sides."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words at one of these heights in mm, above or below it; hidden where `room_mm` is too low."""

    words: str
    color: str
    places: tuple[tuple[float, bool], ...]
    size_px: float = 12
    bold: bool = False
    room_mm: float = inf


def cold_words(weeks: int) -> str:
    """Return what filled points are, and how many weeks each averages; 0 for single tests."""
    return "before the session" + {0: "", 1: ", weekly average"}.get(weeks, f", {weeks}-week average")


def mark_words(target_mm: float, unit: Unit) -> str:
    """Name the mark: `5-inch mark, 12.7 cm`, without its length if the name already has it."""
    name = mark_name(target_mm, unit)
    if target_mm != TARGET_MM or unit is Unit.INCH:
        return name
    return f"{name}, {format_value(target_mm, unit)} {unit.short}"


def borderline_words(target_mm: float, unit: Unit) -> str:
    """Return what the zone means."""
    return f"{zone_words(target_mm, unit)}: too close to call from one test"


def point_words(point: ChartPoint, values: Iterable[tuple[Side, str, float]], unit: Unit) -> tuple[str, ...]:
    """Return the lines about a point: its day or weeks, its session, and each ankle's values with their names."""
    line = point.lines[0]
    if len(point.lines) == 1:
        said = [full_day_words(line.started), line.name]
    else:
        said = [
            span_words(line.started.date(), point.lines[-1].started.date()),
            f"Average of {len(point.lines)} tests",
        ]
    told: dict[Side, list[str]] = {side: [] for side in Side}
    for side, name, mm in values:
        told[side].append(f"{name} {format_value(mm, unit)} {unit.short}")
    return *said, *(f"{side.value.capitalize()}: {', '.join(parts)}" for side, parts in told.items() if parts)


def free_place(
    label: Label, series: Iterable[Series], days: Iterable[float], width: float, height_mm: float
) -> tuple[float, float, bool]:
    """Return day, height and True if above it, for the place where words of this size cover the fewest points."""
    apart = [one for one in series if one.look.layer not in ALONG_THE_DAYS]

    def covered(place: tuple[float, float, bool]) -> int:
        day, mm, above = place
        low, found = mm if above else mm - height_mm, 0
        for one in apart:
            begin, end = bisect_left(one.days, day), bisect_right(one.days, day + width)
            ends = zip(one.mm[begin:end], (one.to_mm or one.mm)[begin:end], strict=True)
            found += sum(min(pair) <= low + height_mm and max(pair) >= low for pair in ends)
        return found

    return min(((day, *place) for day in days for place in label.places), key=covered)


def names_apart(wanted: Mapping[Side, float], mark: float, top: float, bottom: float) -> dict[Side, float]:
    """Move the sides' names apart, and off the mark's line; all in pixels from the top."""
    half = NAMES_APART_PX / 2
    heights, upper_first = dict(wanted), sorted(wanted, key=lambda side: wanted[side])
    if len(upper_first) > 1:
        upper, lower = upper_first
        push = max(0.0, NAMES_APART_PX - (heights[lower] - heights[upper])) / 2
        heights[upper] = min(max(heights[upper] - push, top + half), bottom - half - NAMES_APART_PX)
        heights[lower] = max(min(heights[lower] + push, bottom - half), heights[upper] + NAMES_APART_PX)
    for side, way in zip(upper_first, (-1, 1), strict=False):
        if abs(heights[side] - mark) < half:
            heights[side] = mark + way * half
    return {side: min(max(height, top + half), bottom - half) for side, height in heights.items()}
