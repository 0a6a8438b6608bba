"""The data of the chart: series of points, each drawn as its layer says."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto

from mobility_gui.ankle.unit import Unit
from mobility_gui.training.exercise import Side
from mobility_gui.ui.progress.points import group_of
from mobility_gui.ui.progress.scale import distance_range_mm


class Layer(IntEnum):
    """A layer of the chart, bottom first; it decides how its series are drawn."""

    GROUND = auto()  # tinted between two heights
    RULES = auto()  # of the distance axis
    JOINS = auto()  # upright lines between two heights
    DASHES = auto()
    LINE = auto()
    WORDS = auto()
    HOLLOW = auto()  # marks in the shape of the side
    FILLED = auto()


ALONG_THE_DAYS = frozenset({Layer.GROUND, Layer.DASHES, Layer.LINE})
"""Layers whose series continue between their days."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a series looks; `color` names a token, and `part` is the opacity of a ground.

    `legend` is its words above the chart, shared by all series with the same words. `name` goes before its value in
    what is said about the point under the mouse.
    """

    layer: Layer
    color: str
    side: Side = Side.BOTH
    legend: str = ""
    name: str = ""
    part: float = 1


@dataclass(frozen=True, slots=True)
class Series:
    """Heights in mm on days as `scale.day_number` counts them, earliest first; grounds and joins extend to `to_mm`."""

    look: Look
    days: Sequence[float]
    mm: Sequence[float]
    to_mm: Sequence[float] = ()

    def heights_mm(self, first: float, last: float) -> list[float]:
        """Return all heights between two days, with the neighbours that a line leads to."""
        begin, end = bisect_left(self.days, first), bisect_right(self.days, last)
        if self.look.layer in ALONG_THE_DAYS and end > 0 and begin < len(self.days):
            begin, end = max(0, begin - 1), end + 1
        return [*self.mm[begin:end], *self.to_mm[begin:end]]

    def outline(self) -> list[tuple[float, float]]:
        """Return the corners of a ground as (day, mm): forward along one edge and back along the other."""
        return [*zip(self.days, self.mm, strict=True), *reversed([*zip(self.days, self.to_mm, strict=True)])]


def range_mm(series: Iterable[Series], first: float, last: float, unit: Unit) -> tuple[float, float]:
    """Return the ends of the distance axis that show everything on these days whole."""
    heights = [mm for one in series for mm in one.heights_mm(first, last)]
    return distance_range_mm(min(heights), max(heights), unit)


def legend_of(series: Iterable[Series]) -> dict[str, list[Look]]:
    """Return the words of the legend, each with the looks it explains: only those that are drawn."""
    legend: dict[str, list[Look]] = {}
    for one in series:
        if one.look.legend and one.days:
            legend.setdefault(one.look.legend, []).append(one.look)
    return legend


def values_at(series: Iterable[Series], day: float, weeks: int) -> list[tuple[Side, str, float]]:
    """Return side, name and height in mm of each named series, for the session of this day or for its weeks."""
    return [
        (one.look.side, one.look.name, mm)
        for one in series
        if one.look.name
        for at, mm in zip(one.days, one.mm, strict=True)
        if group_of(at, weeks) == group_of(day, weeks)
    ]
