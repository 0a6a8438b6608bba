from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from mobility_gui.figure.figure import A, Figure
from mobility_gui.figure.motion import Moment
from mobility_gui.figure.pose import View
from mobility_gui.training.exercise import Side
from mobility_gui.ui.drawing.figure_brush import DrawingColors
from mobility_gui.ui.drawing.figure_painter import (
    Framing,
    Still,
    figure_view,
    paint_figure,
    paint_on_dial,
    paint_tile,
)
from mobility_gui.ui.drawing.figure_paths import joint_point
from mobility_gui.ui.kit.tokens import DARK, LIGHT, Tokens
from tests.figure.drawings import FIGURES

WIDTH, HEIGHT = 360, 240
RECT = QRectF(10, 10, WIDTH - 20, HEIGHT - 30)

pytestmark = pytest.mark.usefixtures("qapp")


def on_card(tokens: Tokens) -> DrawingColors:
    return DrawingColors(tokens.figure, tokens.surface, tokens.figure.ghost, tokens.line)


def canvas(paint: Callable[[QPainter], None], *, width: int = WIDTH, height: int = HEIGHT, ratio: int = 1) -> QImage:
    image = QImage(width * ratio, height * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(LIGHT.surface))
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image


def painted(still: Still, tokens: Tokens = LIGHT, *, ratio: int = 1) -> QImage:
    return canvas(lambda painter: paint_figure(painter, RECT, still, on_card(tokens)), ratio=ratio)


def tile(figure: Figure, side: Side = Side.RIGHT) -> QImage:
    rect = QRectF(0, 0, 104, 66)
    return canvas(lambda painter: paint_tile(painter, rect, figure, side, on_card(LIGHT)), width=104, height=66)


def pixels(image: QImage, color: str) -> list[tuple[int, int]]:
    """Where exactly this colour is."""
    values = np.frombuffer(image.constBits(), dtype=np.uint32)
    return [(int(at) % image.width(), int(at) // image.width()) for at in np.flatnonzero(values == QColor(color).rgb())]


def difference(one: QImage, other: QImage) -> float:
    """Mean difference of a colour channel, 0 to 255."""
    first, second = (np.frombuffer(image.constBits(), dtype=np.uint8).astype(int) for image in (one, other))
    return float(np.abs(first - second).mean())


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("framing", Framing)
def test_the_left_view_is_the_exact_mirror_of_the_right(name: str, framing: Framing) -> None:
    views = [figure_view(RECT, Still(FIGURES[name], side, framing=framing)) for side in (Side.RIGHT, Side.LEFT)]

    for point in (QPointF(0, 0), QPointF(0.3, 0.7), QPointF(-0.4, 0.1)):
        right, left = (view.map(point) for view in views)
        assert right.x() + left.x() == pytest.approx(2 * RECT.center().x())
        assert right.y() == pytest.approx(left.y())


@pytest.mark.parametrize("name", FIGURES)
def test_the_left_picture_is_the_mirror_image_up_to_antialiasing(name: str) -> None:
    right, left = (
        painted(Still(FIGURES[name], side, ghost=True, arrow=True, framing=Framing.CARD))
        for side in (Side.RIGHT, Side.LEFT)
    )

    assert difference(right, left) > 2
    assert difference(right, left.flipped(Qt.Orientation.Horizontal)) < 0.03


def test_both_sides_face_right() -> None:
    figure = FIGURES["low_squat"]

    assert painted(Still(figure, Side.BOTH)) == painted(Still(figure, Side.RIGHT))


def test_every_exercise_has_its_own_tile() -> None:
    tiles = [tile(figure) for figure in FIGURES.values()]

    assert len({bytes(image.bits()) for image in tiles}) == len(FIGURES)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_body_and_working_muscle_show_in_their_colours(name: str, tokens: Tokens) -> None:
    image = painted(Still(FIGURES[name]), tokens, ratio=2)

    colors = {tokens.figure.near, tokens.figure.trunk, tokens.figure.accent}  # far limbs may be behind near ones
    assert all(len(pixels(image, color)) > 20 for color in colors)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("knee_to_wall", "prop"),
        ("knee_to_wall", "prop_edge"),
        ("heel_drop", "prop"),
        ("intense_side_stretch", "prop"),
        ("foot_ball_roll", "ball"),
        ("calf_foam_roll", "ball"),
        ("calf_foam_roll", "prop_edge"),
    ],
)
def test_props_show_in_their_colours(name: str, part: str) -> None:
    color = getattr(LIGHT.figure, part)

    assert len(pixels(painted(Still(FIGURES[name]), ratio=2), color)) > 8
    assert not pixels(painted(Still(FIGURES["low_squat"]), ratio=2), color)


def test_the_ghost_is_the_first_key_pose() -> None:
    figure = FIGURES["low_squat"]
    ghost = LIGHT.figure.ghost

    with_ghost = pixels(painted(Still(figure, ghost=True)), ghost)

    assert len(with_ghost) > 500
    assert not pixels(painted(Still(figure)), ghost)
    body_b = [y for _, y in pixels(painted(Still(figure, ghost=True)), LIGHT.figure.near)]
    assert min(y for _, y in with_ghost) < min(body_b)  # it stands, the body squats


def test_the_arrow_is_painted_only_on_request() -> None:
    figure = FIGURES["low_squat"]
    accent = LIGHT.figure.accent
    without, arrow = (painted(Still(figure, ghost=True, arrow=arrow), ratio=2) for arrow in (False, True))

    assert len(pixels(arrow, accent)) > len(pixels(without, accent)) + 50


def test_the_first_key_pose_can_be_painted_alone() -> None:
    figure = FIGURES["low_squat"]

    assert difference(painted(Still(figure, moment=Moment(A))), painted(Still(figure))) > 2


@pytest.mark.parametrize("name", FIGURES)
def test_a_whole_figure_stays_in_its_rectangle(name: str) -> None:
    image = painted(Still(FIGURES[name], moves=True, ghost=True, arrow=True))
    room = QRectF(9, 9, WIDTH - 18, HEIGHT - 15)  # floor, mat and tape lie below the rectangle
    everywhere = {(x, y) for x in range(WIDTH) for y in range(HEIGHT)}

    body_and_props = everywhere - set(pixels(image, LIGHT.surface))

    assert [place for place in body_and_props if not room.contains(QPointF(*place))] == []


UPRIGHT = [name for name, figure in FIGURES.items() if figure.view is not View.ABOVE]


@pytest.mark.parametrize("moment", [Moment(place / 2) for place in range(4)])
def test_who_circles_the_hips_has_no_far_side_from_the_front(moment: Moment) -> None:
    image = painted(Still(FIGURES["hip_circles"], moment=moment), ratio=2)

    assert not pixels(image, LIGHT.figure.far)


@pytest.mark.parametrize("name", UPRIGHT)
def test_feet_stand_on_the_lower_edge(name: str) -> None:
    image = painted(Still(FIGURES[name]))

    lowest = max(y for color in (LIGHT.figure.near, LIGHT.figure.far) for _, y in pixels(image, color))

    assert lowest <= RECT.bottom() + 3  # skin is squeezed by the floor
    if name not in {"heel_drop", "calf_raise"}:  # they stand on a step
        assert lowest >= RECT.bottom() - 5


def test_a_dial_shows_foot_work_from_the_thigh_down_and_inside_its_ring() -> None:
    colors = DrawingColors.on_state(LIGHT.figure, LIGHT.work)
    still = Still(FIGURES["heel_drop"], framing=Framing.FOOT)
    image = canvas(lambda painter: paint_on_dial(painter, QPointF(180, 120), 100, still, colors))

    foot = pixels(image, LIGHT.figure.near)

    assert len(foot) > 800
    assert max((x - 180) ** 2 + (y - 120) ** 2 for x, y in foot) < 92**2
    assert min(y for _, y in foot) < 35  # the thigh is cut off by the ring


def test_a_long_figure_reaches_beyond_the_dial() -> None:
    colors = DrawingColors.on_state(LIGHT.figure, LIGHT.work)
    still = Still(FIGURES["calf_foam_roll"], framing=Framing.FOOT)
    image = canvas(lambda painter: paint_on_dial(painter, QPointF(180, 120), 100, still, colors))

    across = [x for x, _ in pixels(image, LIGHT.figure.near)]

    assert min(across) < 80
    assert max(across) > 260


@pytest.mark.parametrize("name", ["knee_to_wall", "wall_calf_straight", "standing_quad"])
def test_a_wall_on_the_dial_ends_with_its_runner(name: str) -> None:
    colors = DrawingColors.on_state(LIGHT.figure, LIGHT.work)
    still = Still(FIGURES[name], moves=True, kept=True, framing=Framing.FOOT)
    image = canvas(lambda painter: paint_on_dial(painter, QPointF(180, 120), 100, still, colors))

    wall = [y for _, y in pixels(image, LIGHT.figure.prop_edge)]
    runner = [y for _, y in pixels(image, LIGHT.figure.near)]

    assert min(runner) - 8 <= min(wall) <= min(runner) + 8


def test_a_sharper_screen_gets_a_sharper_picture() -> None:
    still = Still(FIGURES["bridge"])
    coarse, fine = painted(still), painted(still, ratio=2)

    body, body_fine = (len(pixels(image, LIGHT.figure.near)) for image in (coarse, fine))
    assert body_fine > 4 * body  # edges take a smaller part


def test_painting_leaves_the_painter_as_it_was() -> None:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    before = painter.pen(), painter.brush(), painter.renderHints(), painter.transform(), painter.hasClipping()

    paint_tile(painter, RECT, FIGURES["foot_stretch"], Side.LEFT, on_card(LIGHT))

    assert before == (
        painter.pen(),
        painter.brush(),
        painter.renderHints(),
        painter.transform(),
        painter.hasClipping(),
    )
    painter.end()


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_the_working_leg_is_on_the_screens_side_that_the_stage_names(side: Side) -> None:
    """From the side the runner faces that way; from the front it is as in a mirror."""
    figure = FIGURES["leg_swing_side"]
    still = Still(figure, side)
    hip, ankle = (joint_point(figure, still.moment, joint) for joint in ("hip", "near.ankle"))
    view = figure_view(RECT, still)
    at_hip, at_ankle = view.map(QPointF(*hip)).x(), view.map(QPointF(*ankle)).x()
    assert (at_ankle > at_hip + 20) is (side is Side.RIGHT)
    assert (at_ankle < at_hip - 20) is (side is Side.LEFT)

    squat = Still(FIGURES["low_squat"], side)
    hand = joint_point(squat.figure, squat.moment, "near.finger")
    assert (figure_view(RECT, squat).map(QPointF(*hand)).x() > RECT.center().x()) is (side is Side.RIGHT)
