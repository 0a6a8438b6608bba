"""Paint the runner at one moment of a movement, with the props, tinted muscles and working joints.

The rectangle's lower edge is the floor. The runner faces right, with the right side near; LEFT is the mirror image.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from math import atan2, degrees, dist, radians, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform

from mobility_gui.figure.figure import A, B, Ball, Figure, Lens, Roller, Strap
from mobility_gui.figure.motion import STILL, Moment
from mobility_gui.figure.pose import Point, View, along
from mobility_gui.training.exercise import Side
from mobility_gui.ui.drawing.figure_brush import Brush, DrawingColors
from mobility_gui.ui.drawing.figure_paths import (
    BodyPaths,
    arrow_points,
    body_bounds,
    body_paths,
    circle_bounds,
    ghost_path,
    motion_bounds,
    open_path,
    prop_bounds,
)
from mobility_gui.ui.drawing.figure_props import paint_prop, paint_strap

FLOOR_Y, FLOOR_WIDTH, FLOOR_BEYOND = -0.006, 0.008, 0.035
"""Like all sizes here, in body heights."""
ARROW_WIDTH, ARROW_HEAD, ARROW_SPREAD_DEGREES = 0.009, 0.026, 33
RING_OUTER, RING_INNER = 0.0230, 0.0115
LENS_EDGE = 0.006
INSIDE = 0.895
"""Radius of the area inside the dial's ring, in dial radii."""
BESIDE, LOWEST_FLOOR = 1.4, 0.8
"""How far from the dial's middle a figure reaches to either side, and how low it stands at most, in dial radii.

On a floor at 0.8 the chord inside the ring is as long as the widest stance of a figure as tall as the dial.
"""
AROUND = 0.05
"""How far an edge, a ring or the floor may extend beyond the body's bounds, in dial radii."""
SMALLEST_HEIGHT = 0.52
"""Least height that fills the rectangle, in body heights, so that a body lying down is not drawn as a giant."""
TILE_RADIUS_PX = 10
UNDER = 0.06
"""Part of a tile's height under the floor of foot work: room for the ring on a heel."""


class Framing(Enum):
    """How much of the picture is shown."""

    WHOLE = auto()
    """All of it, on a short piece of floor."""
    CARD = auto()
    """All of it, on a floor as wide as the rectangle, with a lens over foot work."""
    FOOT = auto()
    """Foot work from the thigh down, clipped to the rectangle; anything else as WHOLE."""


@dataclass(frozen=True, slots=True)
class Still:
    """What to paint. `ghost` adds the first key pose, pale, behind the body; `arrow` adds the path from it.

    With `moves`, room is left for the whole movement, so that the picture does not jump; with `kept` too, for a pose
    that is taken once and kept, only for what is still to come, so that the pose is as large as it can be.
    """

    figure: Figure
    side: Side = Side.RIGHT
    moment: Moment = STILL
    moves: bool = False
    kept: bool = False
    ghost: bool = False
    arrow: bool = False
    framing: Framing = Framing.WHOLE

    @property
    def cut(self) -> bool:
        """True if only the foot work is shown."""
        return self.framing is Framing.FOOT and self.figure.crop is not None


def paint_tile(painter: QPainter, tile: QRectF, figure: Figure, side: Side, colors: DrawingColors) -> None:
    """Paint the picture of a list row, 104 x 66 px there: one pose on a rounded tile in the ground colour."""
    paint_still(painter, tile, Still(figure, side, Moment(figure.still), framing=Framing.FOOT), colors)


def paint_still(painter: QPainter, tile: QRectF, still: Still, colors: DrawingColors) -> None:
    """Paint a picture on a rounded tile in the ground colour."""
    shape = QPainterPath()
    shape.addRoundedRect(tile, TILE_RADIUS_PX, TILE_RADIUS_PX)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(shape, QColor(colors.ground))
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    inside = tile.adjusted(0, 0, 0, -UNDER * tile.height()) if still.cut else tile.adjusted(7, 6, -7, -7)
    paint_figure(painter, inside, still, colors)
    painter.restore()


def paint_on_dial(painter: QPainter, centre: QPointF, radius: float, still: Still, colors: DrawingColors) -> None:
    """Paint the figure over the stage's dial, up to 2.8 dial radii wide; cropped foot work stays inside the ring."""
    painter.save()
    ring = QPainterPath()
    ring.addEllipse(centre, radius * INSIDE, radius * INSIDE)
    if still.cut:
        painter.setClipPath(ring, Qt.ClipOperation.IntersectClip)
    paint_figure(painter, room_on_dial(centre, radius, still), still, colors, ring)
    painter.restore()


def area_on_dial(centre: QPointF, radius: float, still: Still) -> QRectF:
    """Return the area that changes as the figure moves over the dial, in the painter's coordinates."""
    room = room_on_dial(centre, radius, still)
    if still.cut:
        return QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    edge = AROUND * radius
    area = room if still.kept else figure_view(room, still).mapRect(content_bounds(still))
    return area.adjusted(-edge, -edge, edge, edge)


def room_on_dial(centre: QPointF, radius: float, still: Still) -> QRectF:
    """Return the rectangle to paint the figure in, which puts what it needs in the middle of the dial."""
    half_width = radius * (INSIDE if still.cut else BESIDE)
    floor_y = centre.y() + radius * (0.58 if still.cut else LOWEST_FLOOR)
    top_left = QPointF(centre.x() - half_width, centre.y() - radius * INSIDE)
    room = QRectF(top_left, QPointF(centre.x() + half_width, floor_y))
    if still.cut:
        return room
    whole = replace(still, kept=False)  # the floor stays where it is
    spare = room.height() - figure_view(room, whole).mapRect(content_bounds(whole)).height()
    return room.translated(0, -spare / 2)


def paint_figure(
    painter: QPainter, rect: QRectF, still: Still, colors: DrawingColors, within: QPainterPath | None = None
) -> None:
    """Paint the figure in `rect`, standing on its lower edge; a backdrop is clipped to the shape `within`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if still.cut:
        painter.setClipRect(rect.adjusted(0, 0, 0, rect.height()), Qt.ClipOperation.IntersectClip)
    view = figure_view(rect, still)
    brush = Brush(painter, view, colors, within)
    floor = view.inverted()[0].mapRect(rect)
    if not (still.cut or still.framing is Framing.CARD):
        beyond = FLOOR_BEYOND - FLOOR_WIDTH
        floor = content_bounds(still).adjusted(-beyond, 0, beyond, 0)
    if still.figure.view is not View.ABOVE:
        brush.line([(floor.left(), FLOOR_Y), (floor.right(), FLOOR_Y)], colors.floor, FLOOR_WIDTH)
    _paint_scene(brush, still)
    if still.framing is Framing.CARD and still.figure.lens is not None:
        _paint_lens(brush, still, still.figure.lens)
    painter.restore()


def figure_view(rect: QRectF, still: Still) -> QTransform:
    """Return the transform from body heights (y up, the floor at 0) to the painter's coordinates."""
    crop = still.figure.crop
    if still.cut and crop is not None:
        scale, middle = rect.height() / crop.height, crop.x
    else:
        content = content_bounds(still)
        width = content.width() + 2 * FLOOR_BEYOND
        scale = min(rect.width() / width, rect.height() / max(content.bottom(), SMALLEST_HEIGHT))
        middle = content.center().x()
    across = -scale if still.side is Side.LEFT else scale
    return QTransform(across, 0, 0, -scale, rect.center().x() - across * middle, rect.bottom())


def content_bounds(still: Still) -> QRectF:
    """Return the bounds of everything that must fit, in body heights; `bottom` is the highest point, as y goes up."""
    figure = still.figure
    bounds = _body_bounds(still)
    for prop in figure.props:
        bounds = bounds.united(prop_bounds(prop))
    if still.arrow:
        head = ARROW_HEAD * sin(radians(ARROW_SPREAD_DEGREES))
        bounds = bounds.united(open_path(arrow_points(figure)).boundingRect().adjusted(-head, -head, head, head))
    if still.framing is Framing.CARD and figure.lens is not None:
        bounds = bounds.united(circle_bounds(figure.lens.at, figure.lens.radius * figure.lens.zoom))
    return bounds


def _body_bounds(still: Still) -> QRectF:
    since = still.moment.place if still.kept else A
    bounds = motion_bounds(still.figure, since) if still.moves else body_bounds(still.figure, still.moment)
    return bounds.united(body_bounds(still.figure, Moment(A))) if still.ghost else bounds


def _paint_scene(brush: Brush, still: Still) -> None:
    figure, colors = still.figure, brush.colors
    if still.ghost:
        for prop in figure.props:
            if isinstance(prop, Ball | Roller):
                brush.circle(prop.a, prop.radius, colors.ghost)
        brush.fill(ghost_path(figure), colors.ghost)
    top = _body_bounds(still).bottom()
    for prop in figure.props:
        paint_prop(brush, prop, figure, still.moment, top)
    _paint_body(brush, body_paths(figure, still.moment), folded=figure.folded)
    for prop in figure.props:
        if isinstance(prop, Strap):
            paint_strap(brush, prop, figure, still.moment)
    if still.arrow:
        _paint_arrow(brush, figure)


def _paint_body(brush: Brush, parts: BodyPaths, *, folded: bool) -> None:
    colors = brush.colors.figure
    for path in parts.far:
        brush.edge(path)
        brush.fill(path, colors.far)
    head, trunk, leg = parts.middle
    for path in parts.middle:
        brush.edge(path)
    brush.fill(trunk, colors.trunk)  # before the head, which covers the end of the neck
    brush.fill(head, colors.near)
    brush.fill(leg, colors.near)
    if folded:
        brush.edge(parts.thigh)
        brush.fill(parts.thigh, colors.near)
    brush.fill(parts.band, colors.accent)
    brush.fill(parts.accents, colors.accent)
    brush.edge(parts.near_arm)
    brush.fill(parts.near_arm, colors.near)
    for centre in parts.rings:
        brush.circle(centre, RING_OUTER, colors.accent)
        brush.circle(centre, RING_INNER, brush.colors.ground)


def _paint_arrow(brush: Brush, figure: Figure) -> None:
    points = arrow_points(figure)
    brush.line(points, brush.colors.figure.accent, ARROW_WIDTH)
    _paint_arrow_head(brush, points)
    if not figure.stays and figure.arrow.ends == (A, B):
        _paint_arrow_head(brush, points[::-1])  # to and fro


def _paint_arrow_head(brush: Brush, points: Sequence[Point]) -> None:
    """Paint the head at the end of a line, along the direction of the line's last piece of the head's own length."""
    x, y = points[-1]
    x1, y1 = next((point for point in reversed(points) if dist(point, (x, y)) >= ARROW_HEAD), points[0])
    back = degrees(atan2(y1 - y, x1 - x))
    sides = [along((x, y), back + turn, ARROW_HEAD) for turn in (-ARROW_SPREAD_DEGREES, ARROW_SPREAD_DEGREES)]
    brush.line([sides[0], (x, y), sides[1]], brush.colors.figure.accent, ARROW_WIDTH)


def _paint_lens(brush: Brush, still: Still, lens: Lens) -> None:
    """Paint the scene again, enlarged inside a circle."""
    (x, y), (at_x, at_y) = lens.centre, lens.at
    colors, painter = brush.colors, brush.painter
    circle = QPainterPath()
    circle.addEllipse(circle_bounds(lens.at, lens.radius * lens.zoom))
    larger = QTransform(lens.zoom, 0, 0, lens.zoom, at_x - lens.zoom * x, at_y - lens.zoom * y) * brush.view
    brush.fill(circle, colors.ground)
    painter.save()
    painter.setClipPath(brush.view.map(circle), Qt.ClipOperation.IntersectClip)
    inside = Brush(painter, larger, colors)
    inside.line([(x - 1, FLOOR_Y), (x + 1, FLOOR_Y)], colors.floor, FLOOR_WIDTH)
    _paint_scene(inside, Still(still.figure, still.side, still.moment, ghost=still.ghost))
    painter.restore()
    pen = QPen(QColor(colors.figure.far), max(1.25, LENS_EDGE * brush.scale))
    painter.strokePath(brush.view.map(circle), pen)
    source = QPainterPath()
    source.addEllipse(circle_bounds(lens.centre, lens.radius))
    painter.strokePath(brush.view.map(source), pen)
