"""Paint what the runner stands on, holds or touches. All sizes are in body heights."""

from math import acos, degrees
from typing import assert_never

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainterPath

from mobility_gui.figure.figure import Backdrop, Ball, Box, Cushion, Figure, Mat, Prop, Roller, Strap, Tape, Wall
from mobility_gui.figure.motion import Moment, share_of_way
from mobility_gui.figure.pose import Point, View, along
from mobility_gui.ui.drawing.figure_brush import Brush
from mobility_gui.ui.drawing.figure_paths import WALL_WIDTH, joint_point

EDGE_WIDTH = 0.011
MAT_Y, MAT_WIDTH = -0.010, 0.015
MAT_LOW, MAT_HIGH, MAT_CORNER = 0.42, 0.86, 0.02
"""Lower edge, upper edge and corner radius of a mat seen from above."""
STRAP_WIDTH = 0.008
TAPE_Y, TAPE_TICK, TAPE_WIDTH = -0.026, 0.009, 0.006


def paint_prop(brush: Brush, prop: Prop, figure: Figure, moment: Moment, top: float) -> None:
    """Paint one prop, a wall no higher than `top`: its runner would be small beside a higher one."""
    colors = brush.colors.figure
    match prop:
        case Wall(x, height):
            brush.box(QRectF(x, 0, WALL_WIDTH, min(height, top)), colors.prop)
            brush.box(QRectF(x, 0, EDGE_WIDTH, min(height, top)), colors.prop_edge)
        case Backdrop(start, end, height):
            wall = QPainterPath()
            wall.addRect(brush.view.mapRect(QRectF(start, 0, end - start, min(height, top))))
            brush.painter.fillPath(wall.intersected(brush.within) if brush.within else wall, QColor(colors.prop))
        case Box(start, end, height):
            brush.box(QRectF(start, 0, end - start, height), colors.prop)
            brush.box(QRectF(start, height - EDGE_WIDTH, end - start, EDGE_WIDTH), colors.prop_edge)
        case Cushion(start, end, height):
            brush.box(QRectF(start, 0, end - start, height), colors.ball, height * 0.4)
        case Mat(start, end):
            if figure.view is View.ABOVE:
                brush.box(QRectF(start, MAT_LOW, end - start, MAT_HIGH - MAT_LOW), colors.prop, MAT_CORNER)
                return
            half = MAT_WIDTH / 2
            brush.line([(start + half, MAT_Y), (end - half, MAT_Y)], colors.prop_edge, MAT_WIDTH)
        case Tape(start, end):
            brush.line([(start, TAPE_Y), (end, TAPE_Y)], colors.accent, TAPE_WIDTH)
            for x in (start, end):
                brush.line([(x, TAPE_Y - TAPE_TICK), (x, TAPE_Y + TAPE_TICK)], colors.accent, TAPE_WIDTH)
        case Ball(radius, a, b):
            _paint_ball(brush, _rolled(a, b, moment), radius)
        case Roller(radius, a, b):
            centre = _rolled(a, b, moment)
            brush.circle(centre, radius, colors.ball)
            brush.circle(centre, radius * 0.42, brush.colors.ground)
        case Strap():
            pass  # painted later, over the body
        case _:
            assert_never(prop)


def _rolled(a: Point, b: Point, moment: Moment) -> Point:
    share = share_of_way(moment.place)
    return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])


def _paint_ball(brush: Brush, centre: Point, radius: float) -> None:
    """Paint a tennis ball, whose seam is two arcs that meet the edge."""
    brush.circle(centre, radius, brush.colors.figure.ball)
    across, bend = 1.25 * radius, 0.9 * radius
    reach = acos((across**2 + bend**2 - radius**2) / (2 * across * bend)) - 0.12
    for turn in (0, 180):
        middle = along(centre, turn + 200, across)
        arc = [along(middle, turn + 20 + degrees(reach) * step / 6, bend) for step in range(-6, 7)]
        brush.line(arc, brush.colors.ground, radius * 0.13)


def paint_strap(brush: Brush, strap: Strap, figure: Figure, moment: Moment) -> None:
    line = [joint_point(figure, moment, joint) for joint in strap.joints]
    brush.line(line, brush.colors.figure.ball, STRAP_WIDTH)
