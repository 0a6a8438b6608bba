"""Every figure is as large as the dial allows, in all its frames."""

import itertools
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRectF

from mobility_gui.figure.figure import B, Figure, Wall
from mobility_gui.figure.motion import Moment
from mobility_gui.training.exercise import Side
from mobility_gui.ui.drawing.figure_painter import Framing, Still, figure_view, room_on_dial
from mobility_gui.ui.drawing.figure_paths import body_bounds, prop_bounds
from tests.figure.drawings import FIGURES, frames

CENTRE, RADIUS = QPointF(0, 0), 100.0
FILLS = 0.8
"""Part of the dial's width, or of its height, that the body covers at least."""
BESIDE = 1.45
"""Dial radii to either side in which the stage has room for the figure."""
SHORT = 12
"""Frames a second."""

STAYS = [name for name, figure in FIGURES.items() if figure.stays and figure.crop is None]
WITH_WALL = [name for name, figure in FIGURES.items() if any(isinstance(prop, Wall) for prop in figure.props)]


def working(figure: Figure, moment: Moment, side: Side = Side.RIGHT) -> Still:
    """What the stage shows during work."""
    return Still(figure, side, moment, moves=True, kept=figure.stays, framing=Framing.FOOT)


def on_dial(figure: Figure, moment: Moment, side: Side = Side.RIGHT) -> QRectF:
    """Where the body is, on a dial of radius 100 around (0, 0)."""
    still = working(figure, moment, side)
    return figure_view(room_on_dial(CENTRE, RADIUS, still), still).mapRect(body_bounds(figure, moment))


def share_of_dial(area: QRectF) -> float:
    return max(area.width(), area.height()) / (2 * RADIUS)


@pytest.mark.parametrize("name", FIGURES)
def test_a_movement_fills_the_dial(name: str) -> None:
    covered = QRectF()
    for moment in frames(FIGURES[name], SHORT):
        covered = covered.united(on_dial(FIGURES[name], moment))

    assert share_of_dial(covered) >= FILLS


@pytest.mark.parametrize("name", STAYS)
def test_a_pose_that_is_kept_fills_the_dial_by_itself(name: str) -> None:
    assert share_of_dial(on_dial(FIGURES[name], Moment(B))) >= FILLS


@pytest.mark.parametrize("name", [name for name, figure in FIGURES.items() if figure.crop is None])
@pytest.mark.parametrize("side", [Side.RIGHT, Side.LEFT])
def test_no_frame_leaves_the_room_beside_and_inside_the_dial(name: str, side: Side) -> None:
    for moment in frames(FIGURES[name], SHORT):
        area = on_dial(FIGURES[name], moment, side)
        assert max(-area.left(), area.right()) <= BESIDE * RADIUS, moment
        assert max(-area.top(), area.bottom()) <= 0.9 * RADIUS, moment


@pytest.mark.parametrize("name", STAYS)
def test_the_floor_stays_where_it_is_while_a_pose_grows(name: str) -> None:
    figure = FIGURES[name]
    floors = {
        round(room_on_dial(CENTRE, RADIUS, working(figure, moment)).bottom(), 6) for moment in frames(figure, SHORT)
    }

    assert len(floors) == 1


@pytest.mark.parametrize("name", STAYS)
def test_a_pose_grows_without_a_jump_while_it_is_taken(name: str) -> None:
    figure = FIGURES[name]
    stills = [working(figure, Moment(step / 40)) for step in range(41)]
    scales = [figure_view(room_on_dial(CENTRE, RADIUS, still), still).m11() for still in stills]

    for before, after in itertools.pairwise(scales):
        assert before * 0.999 <= after <= before * 1.12


@pytest.mark.parametrize("name", WITH_WALL)
def test_a_higher_wall_would_not_make_its_runner_smaller(name: str) -> None:
    figure = FIGURES[name]
    (wall,) = [prop for prop in figure.props if isinstance(prop, Wall)]

    assert prop_bounds(wall) == prop_bounds(replace(wall, height=2 * wall.height))
