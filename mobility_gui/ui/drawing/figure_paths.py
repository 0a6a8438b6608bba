"""The body, props and arrow of a figure as painter paths and bounds, in body heights, with y up."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import assert_never

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from mobility_gui.figure.body import body
from mobility_gui.figure.figure import (
    A,
    B,
    Backdrop,
    Ball,
    Box,
    Cushion,
    Figure,
    Mat,
    Motion,
    Prop,
    Roller,
    Strap,
    Tape,
    Wall,
)
from mobility_gui.figure.motion import END, Moment, joints_at
from mobility_gui.figure.pose import JOINT_NAMES, JointName, Point, seen
from mobility_gui.figure.shape import Outline

WALL_WIDTH = 0.040
LOOKS = 5
"""Moments sampled from a to b to find the room a movement takes; at least two per move between key poses."""
SKIN = {"head": 0.064, "hip": 0.066, "waist": 0.06, "shoulder": 0.045, "knee": 0.036, "ankle": 0.022}
THIN_SKIN = 0.022
"""How far the body reaches around a joint at most; `THIN_SKIN` is for joints not in `SKIN`."""
ARROW_STEPS = 32
FRAMES = 160
"""Frames kept, so that a repetition is computed only once: both ways at 30 frames a second, about 15 kB each."""
UNION_GRID = 1000
"""Factor by which body heights are enlarged before Qt unites paths, which it does as if the unit were a pixel."""


@dataclass(frozen=True, slots=True)
class BodyPaths:
    """A body's outlines as paths, in body heights."""

    far: tuple[QPainterPath, ...]
    middle: tuple[QPainterPath, ...]
    """Head, trunk and near leg: joined without an edge between them."""
    thigh: QPainterPath
    """The near thigh of a folded figure, otherwise empty."""
    near_arm: QPainterPath
    band: QPainterPath
    accents: QPainterPath
    rings: tuple[Point, ...]


def body_bounds(figure: Figure, moment: Moment) -> QRectF:
    points = [point for outline in body(figure, moment).outlines() for point in outline]
    across, upwards = [x for x, _ in points], [y for _, y in points]
    return QRectF(QPointF(min(across), min(upwards)), QPointF(max(across), max(upwards)))


@lru_cache(maxsize=128)
def motion_bounds(figure: Figure, since: float = A) -> QRectF:
    """Return the room the body takes from a place in its movement on, from its joints alone, without outlines."""
    last = END if figure.motion is Motion.ROUND else B
    looks = round(last) * max(LOOKS, 2 * (len(figure.on) - 1))
    low, high = QPointF(inf, inf), QPointF(-inf, -inf)
    for look in range(looks + 1):
        joints = seen(joints_at(figure, Moment(since + (last - since) * look / looks)), figure.view)
        for name in JOINT_NAMES:
            x, y = joints.point(name)
            skin = SKIN.get(name.rpartition(".")[2], THIN_SKIN)
            low = QPointF(min(low.x(), x - skin), min(low.y(), y - skin))
            high = QPointF(max(high.x(), x + skin), max(high.y(), y + skin))
    return QRectF(QPointF(low.x(), max(0.0, low.y())), high)


@lru_cache(maxsize=32)
def ghost_path(figure: Figure) -> QPainterPath:
    """Return the first key pose as one shape."""
    return _path(body(figure, Moment(A)).outlines())


@lru_cache(maxsize=FRAMES)
def body_paths(figure: Figure, moment: Moment) -> BodyPaths:
    shape = body(figure, moment)
    leg, arm = shape.near_shank + shape.near_thigh, shape.near_arm
    return BodyPaths(
        far=() if figure.even else (_path(shape.far_arm), _path(shape.far_leg)),
        middle=(_path(shape.head), _path(shape.trunk), _path(leg + shape.far_leg if figure.even else leg)),
        thigh=_path(shape.near_thigh if figure.folded else ()),
        near_arm=_path(arm + shape.far_arm if figure.even else arm),
        band=_path(shape.band),
        accents=_path(shape.accents),
        rings=shape.rings,
    )


def _path(outlines: tuple[Outline, ...]) -> QPainterPath:
    """Return the union of the outlines. Drawing its edge takes a third of the time that all outlines would take."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for outline in outlines:
        path.addPolygon(QPolygonF([QPointF(x * UNION_GRID, y * UNION_GRID) for x, y in outline]))
        path.closeSubpath()
    return QTransform.fromScale(1 / UNION_GRID, 1 / UNION_GRID).map(path.simplified())


def open_path(points: Sequence[Point]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    return path


@lru_cache(maxsize=32)
def arrow_points(figure: Figure) -> tuple[Point, ...]:
    """Return the path of the arrow's joint, enlarged about the middle of its movement and shifted."""
    arrow = figure.arrow
    (dx, dy), (start, end), scale = arrow.offset, arrow.ends, arrow.scale
    (ax, ay), (bx, by) = (joint_point(figure, Moment(place), arrow.joint) for place in (A, B))
    x0, y0 = (ax + bx) / 2, (ay + by) / 2
    places = [start + (end - start) * step / ARROW_STEPS for step in range(ARROW_STEPS + 1)]
    points = [joint_point(figure, Moment(place), arrow.joint) for place in places]
    return tuple((x0 + scale * (x - x0) + dx, y0 + scale * (y - y0) + dy) for x, y in points)


def joint_point(figure: Figure, moment: Moment, joint: JointName) -> Point:
    """Return where a joint is in the picture."""
    return seen(joints_at(figure, moment), figure.view).point(joint)


def prop_bounds(prop: Prop) -> QRectF:
    """Return the room a prop needs above the floor. A wall needs none: it takes what the runner has."""
    match prop:
        case Wall(x):
            return QRectF(x, 0, WALL_WIDTH, 0.001)
        case Box(start, end, height) | Cushion(start, end, height):
            return QRectF(start, 0, end - start, height)
        case Mat(start, end) | Tape(start, end) | Backdrop(start, end):
            return QRectF(start, 0, end - start, 0.001)
        case Strap():
            return QRectF()  # within the body
        case Ball(radius, a, b) | Roller(radius, a, b):
            return circle_bounds(a, radius).united(circle_bounds(b, radius))
        case _:
            assert_never(prop)


def circle_bounds(centre: Point, radius: float) -> QRectF:
    return QRectF(centre[0] - radius, centre[1] - radius, 2 * radius, 2 * radius)
