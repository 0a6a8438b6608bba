"""The parts of which the chart is described: series of points, and labels."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto
from math import inf

from mobility_gui.ankle.unit import Unit
from mobility_gui.training.exercise import Side
from mobility_gui.ui.progress.scale import distance_range_mm


class Layer(IntEnum):
    """A layer of the chart, from the bottom up; it says how its series are drawn."""

    GROUND = auto()  # tinted between two heights
    RULES = auto()  # of the distance axis
    JOINS = auto()  # upright lines between two heights
    DASHES = auto()
    LINE = auto()
    WORDS = auto()
    HOLLOW = auto()  # marks in the shape of the side
    FILLED = auto()


ALONG_THE_DAYS = frozenset({Layer.GROUND, Layer.DASHES, Layer.LINE})
"""Layers in which a series goes on between its days."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a series is drawn and explained; `color` names a token, and `part` is how strong a ground is tinted.

    `legend` explains it above the chart, together with all series of the same words. `name` stands before its value
    where the mouse is.
    """

    layer: Layer
    color: str
    side: Side = Side.BOTH
    legend: str = ""
    name: str = ""
    part: float = 1


@dataclass(frozen=True, slots=True)
class Series:
    """Heights in mm on days as `scale.day_number` counts them, first day first; grounds and joins reach to `to_mm`."""

    look: Look
    days: Sequence[float]
    mm: Sequence[float]
    to_mm: Sequence[float] = ()

    def heights_mm(self, first: float, last: float) -> list[float]:
        """Return all heights from the first day to the last, with the next ones where a line leads to them."""
        begin, end = bisect_left(self.days, first), bisect_right(self.days, last)
        if self.look.layer in ALONG_THE_DAYS and end > 0 and begin < len(self.days):
            begin, end = max(0, begin - 1), end + 1
        return [*self.mm[begin:end], *self.to_mm[begin:end]]

    def mm_near(self, day: float, reach: float) -> float | None:
        """Return the height on the nearest day, None where that is more than `reach` days away."""
        after = bisect_left(self.days, day)
        near = [(abs(self.days[at] - day), self.mm[at]) for at in (after - 1, after) if 0 <= at < len(self.days)]
        away, mm = min(near, default=(inf, 0.0))
        return mm if away <= reach else None


@dataclass(frozen=True, slots=True)
class Label:
    """Words on the chart, at the first of these heights in mm, above it or below, where they cover the fewest points.

    They are left out where `room_mm` is too low for them.
    """

    words: str
    color: str
    places: tuple[tuple[float, bool], ...]
    size_px: float = 12
    bold: bool = False
    room_mm: float = inf


def range_mm(series: Iterable[Series], first: float, last: float, unit: Unit) -> tuple[float, float]:
    """Return the ends of the distance axis, so that all that lies on these days is whole."""
    heights = [mm for one in series for mm in one.heights_mm(first, last)]
    return distance_range_mm(min(heights), max(heights), unit)


def legend_of(series: Iterable[Series]) -> dict[str, list[Look]]:
    """Return the words of the legend, each with the looks it explains: only those that are drawn."""
    legend: dict[str, list[Look]] = {}
    for one in series:
        if one.look.legend and one.days:
            legend.setdefault(one.look.legend, []).append(one.look)
    return legend


def values_at(series: Iterable[Series], day: float, reach: float) -> list[tuple[Side, str, float]]:
    """Return the side, name and height in mm of all named series that have a point at most `reach` days from a day."""
    near = ((one.look, one.mm_near(day, reach)) for one in series if one.look.name)
    return [(look.side, look.name, mm) for look, mm in near if mm is not None]


def points_within(series: Iterable[Series], first: float, last: float, low_mm: float, high_mm: float) -> int:
    """Count the points and joins in a part of the chart, which words there would cover."""
    found = 0
    for one in series:
        if one.look.layer not in ALONG_THE_DAYS:
            begin, end = bisect_left(one.days, first), bisect_right(one.days, last)
            ends = zip(one.mm[begin:end], (one.to_mm or one.mm)[begin:end], strict=True)
            found += sum(min(pair) <= high_mm and max(pair) >= low_mm for pair in ends)
    return found
