"""The body, props and arrow of a figure as painter's paths and bounds, in body heights, y up."""

from dataclasses import dataclass
from functools import lru_cache
from math import atan2, degrees
from typing import assert_never

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from mobility_gui.figure.body import Body, body
from mobility_gui.figure.figure import Ball, Box, Cushion, Figure, KeyPose, Mat, Prop, Roller, Tape, Wall
from mobility_gui.figure.pose import Point, along, solve
from mobility_gui.figure.shape import Outline, quadratic
from mobility_gui.figure.skeleton import RUNNER

WALL_WIDTH = 0.040
UNION_GRID = 1000
"""Qt unites paths as if they were pixels, so body heights are made that large for it."""


@dataclass(frozen=True, slots=True)
class BodyPaths:
    """A body's outlines as paths, in body heights."""

    far: tuple[QPainterPath, ...]
    middle: tuple[QPainterPath, ...]
    """Head, trunk and near leg: joined without an edge between them."""
    thigh: QPainterPath
    near_arm: QPainterPath
    band: QPainterPath
    accents: QPainterPath
    rings: tuple[Point, ...]


@lru_cache(maxsize=64)
def _body(figure: Figure, pose: KeyPose) -> Body:
    return body(figure, pose)


def body_bounds(figure: Figure, pose: KeyPose) -> QRectF:
    points = [point for outline in _body(figure, pose).outlines() for point in outline]
    across, upwards = [x for x, _ in points], [y for _, y in points]
    return QRectF(QPointF(min(across), min(upwards)), QPointF(max(across), max(upwards)))


@lru_cache(maxsize=64)
def ghost_path(figure: Figure) -> QPainterPath:
    """The ghost."""
    return _path(_body(figure, KeyPose.A).outlines())


@lru_cache(maxsize=64)
def body_paths(figure: Figure, pose: KeyPose) -> BodyPaths:
    shape = _body(figure, pose)
    return BodyPaths(
        far=(_path(shape.far_arm), _path(shape.far_leg)),
        middle=(_path(shape.head), _path(shape.trunk), _path(shape.near_shank + shape.near_thigh)),
        thigh=_path(shape.near_thigh),
        near_arm=_path(shape.near_arm),
        band=_path(shape.band),
        accents=_path(shape.accents),
        rings=shape.rings,
    )


def _path(outlines: tuple[Outline, ...]) -> QPainterPath:
    """The union of the outlines, which is edged in a third of the time of the outlines themselves."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for outline in outlines:
        path.addPolygon(QPolygonF([QPointF(x * UNION_GRID, y * UNION_GRID) for x, y in outline]))
        path.closeSubpath()
    return QTransform.fromScale(1 / UNION_GRID, 1 / UNION_GRID).map(path.simplified())


def open_path(points: list[Point]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    return path


def arrow_points(figure: Figure) -> list[Point]:
    """From the joint's place in a to its place in b, bent to the left of the way."""
    (dx, dy), joint = figure.arrow.offset, figure.arrow.joint
    (x0, y0), (x1, y1) = (solve(figure.pose(pose), RUNNER).point(joint) for pose in (KeyPose.A, KeyPose.B))
    middle = (x0 + x1) / 2 + dx, (y0 + y1) / 2 + dy
    control = along(middle, degrees(atan2(y1 - y0, x1 - x0)) + 90, 2 * figure.arrow.bow)
    return quadratic((x0 + dx, y0 + dy), control, (x1 + dx, y1 + dy))


def prop_bounds(prop: Prop) -> QRectF:
    """The room a prop takes above the floor."""
    match prop:
        case Wall(x, height):
            return QRectF(x, 0, WALL_WIDTH, height)
        case Box(start, end, height) | Cushion(start, end, height):
            return QRectF(start, 0, end - start, height)
        case Mat(start, end) | Tape(start, end):
            return QRectF(start, 0, end - start, 0.001)
        case Ball(radius, a, b) | Roller(radius, a, b):
            return circle_bounds(a, radius).united(circle_bounds(b, radius))
        case _:
            assert_never(prop)


def circle_bounds(centre: Point, radius: float) -> QRectF:
    return QRectF(centre[0] - radius, centre[1] - radius, 2 * radius, 2 * radius)
