"""Outlines as plain points: tapered tubes, leaves, and the webs that round a bent joint.

An outline is a closed, counter-clockwise ring of points, close enough together to be filled as a polygon.
The outlines that make up one part of the body may overlap: they are filled as one shape, by the winding rule.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import acos, atan2, ceil, cos, hypot, pi, sin

from mobility_gui.figure.pose import Point

Outline = tuple[Point, ...]
Knots = tuple[tuple[float, float], ...]
"""A profile: pairs of (place from 0 to 1, half width in body heights), in ascending order of place."""

STEPS, RING_STEPS = 14, 6
"""Points along one segment of an open curve and of a ring."""
FLATNESS = 0.00012
"""How far a round end may deviate from a true arc, in body heights: a tenth of a pixel at 800 px body height."""


def profile(knots: Knots, place: float) -> float:
    """Return the half width at a place, from a cubic through the knots that is level at both ends."""
    last = len(knots) - 1
    index = 0
    while index < last - 1 and place > knots[index + 1][0]:
        index += 1
    (x0, y0), (x1, y1) = knots[index], knots[index + 1]
    width = x1 - x0
    t = (place - x0) / width
    m0, m1 = _slope(knots, index) * width, _slope(knots, index + 1) * width
    return (2 * t**3 - 3 * t**2 + 1) * y0 + (t**3 - 2 * t**2 + t) * m0 + (3 * t**2 - 2 * t**3) * y1 + (t**3 - t**2) * m1


def spline(points: Sequence[Point]) -> list[Point]:
    """Return the points of a smooth open curve (Catmull-Rom) through `points`."""
    ends = [_beyond(points[0], points[1]), *points, _beyond(points[-1], points[-2])]
    curve = [points[0]]
    for index in range(1, len(ends) - 2):
        curve.extend(_segment(ends[index - 1 : index + 3], STEPS))
    return curve


def closed_spline(points: Sequence[Point]) -> Outline:
    """Return a smooth ring through `points`."""
    ring = [points[-1], *points, points[0], points[1]]
    curve: list[Point] = []
    for index in range(1, len(points) + 1):
        curve.extend(_segment(ring[index - 1 : index + 3], RING_STEPS))
    return oriented(curve)


@dataclass(frozen=True, slots=True)
class Tube:
    """A centre line with a half width on either side, round at both ends.

    `left` and `right` are as seen when walking along `centre`; all three have one entry per point.
    """

    centre: tuple[Point, ...]
    left: tuple[float, ...]
    right: tuple[float, ...]
    normals: tuple[Point, ...] = field(init=False)
    """Unit vectors to the left of the line."""

    def __post_init__(self) -> None:
        line = self.centre
        normals = tuple(_normal(line[max(0, i - 1)], line[min(len(line) - 1, i + 1)]) for i in range(len(line)))
        object.__setattr__(self, "normals", normals)

    def at(self, index: int, across: float) -> Point:
        """Return a point beside centre[index]; `across` runs from -1 (right edge) to 1 (left edge)."""
        width = across * (self.left[index] if across > 0 else self.right[index])
        (x, y), (nx, ny) = self.centre[index], self.normals[index]
        return x + nx * width, y + ny * width

    def along(self, start: float, end: float, across: float) -> list[Point]:
        """Return a line along the inside, from one place to another; places run from 0 to 1."""
        last = len(self.centre) - 1
        return [self.at(index, across) for index in range(round(start * last), round(end * last) + 1)]

    def reversed(self) -> "Tube":
        """Return the same tube, walked the other way."""
        return Tube(self.centre[::-1], self.right[::-1], self.left[::-1])

    def outline(self) -> Outline:
        """Return the tube's edge."""
        left, right = self.along(0, 1, 1), self.along(0, 1, -1)
        return oriented([*left, *_cap(left[-1], right[-1]), *reversed(right), *_cap(right[0], left[0])])


def tube(points: Sequence[Point], left: Knots, right: Knots) -> Tube:
    """Return a tube along the straight or smooth line through `points`, with a half width profile for each side."""
    centre = tuple(spline(points))
    return Tube(centre, _widths(left, len(centre)), _widths(right, len(centre)))


@lru_cache(maxsize=256)
def _widths(knots: Knots, count: int) -> tuple[float, ...]:
    """Return the half widths at `count` evenly spaced places. They are cached, as they are the same in every frame."""
    return tuple(profile(knots, index / (count - 1)) for index in range(count))


def quadratic(start: Point, control: Point, end: Point) -> list[Point]:
    """Return the points of a quadratic Bézier curve from `start` to `end` with the control point `control`."""
    curve = []
    for step in range(STEPS + 1):
        t = step / STEPS
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        curve.append((a * start[0] + b * control[0] + c * end[0], a * start[1] + b * control[1] + c * end[1]))
    return curve


def web(first: Point, corner: Point, second: Point, joint: Point) -> Outline:
    """Return the skin in the crook of a bent joint, from one limb's edge to the other's, pulled towards the corner."""
    return oriented([*quadratic(first, corner, second), joint])


def leaf(centre: Sequence[Point], half_width: float) -> Outline:
    """Return a spindle along a centre line: widest in the middle, narrowing to a small round tip at both ends."""
    last = len(centre) - 1
    widths = tuple(max(0.0022, half_width * sin(pi * index / last) ** 0.8) for index in range(last + 1))
    return Tube(tuple(centre), widths, widths).outline()


def oriented(points: Sequence[Point]) -> Outline:
    """Return the ring in counter-clockwise order."""
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, (*points[1:], points[0]), strict=True))
    return tuple(points) if area >= 0 else tuple(reversed(points))


def _slope(knots: Knots, index: int) -> float:
    if index in (0, len(knots) - 1):
        return 0.0
    (x0, y0), (x1, y1) = knots[index - 1], knots[index + 1]
    return (y1 - y0) / (x1 - x0)


def _beyond(end: Point, inner: Point) -> Point:
    return 2 * end[0] - inner[0], 2 * end[1] - inner[1]


def _segment(around: Sequence[Point], steps: int) -> list[Point]:
    """Return the points after around[1], up to and including around[2]."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = around
    return [
        (wa * ax + wb * bx + wc * cx + wd * dx, wa * ay + wb * by + wc * cy + wd * dy)
        for wa, wb, wc, wd in _weights(steps)
    ]


@lru_cache(maxsize=8)
def _weights(steps: int) -> tuple[tuple[float, float, float, float], ...]:
    """Return the Catmull-Rom weights of four neighbours at each of the steps."""
    found = []
    for step in range(1, steps + 1):
        t = step / steps
        wa, wb = -(t**3) + 2 * t**2 - t, 3 * t**3 - 5 * t**2 + 2
        wc, wd = -3 * t**3 + 4 * t**2 + t, t**3 - t**2
        found.append((wa / 2, wb / 2, wc / 2, wd / 2))
    return tuple(found)


def _normal(before: Point, after: Point) -> Point:
    """Return the unit vector to the left of the way from `before` to `after`."""
    x, y = after[0] - before[0], after[1] - before[1]
    length = hypot(x, y)
    return (-y / length, x / length) if length else (0.0, 1.0)  # a limb that points at the viewer is a disc


def _cap(start: Point, end: Point) -> list[Point]:
    """Return the half circle from `start` to `end`, clockwise around their middle, without these two points."""
    centre = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    radius = hypot(start[0] - centre[0], start[1] - centre[1])
    from_angle = atan2(start[1] - centre[1], start[0] - centre[0])
    return _arc(centre, radius, from_angle, -pi)[1:]


def _arc(centre: Point, radius: float, start: float, turn: float) -> list[Point]:
    steps = ceil(abs(turn) / (2 * acos(1 - FLATNESS / radius)))
    angles = [start + turn * index / steps for index in range(steps)]
    return [(centre[0] + radius * cos(angle), centre[1] + radius * sin(angle)) for angle in angles]
