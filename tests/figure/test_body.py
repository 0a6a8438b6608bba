import pytest

from mobility_gui.figure.body import Body, body
from mobility_gui.figure.figure import A, B, Wall
from mobility_gui.figure.motion import Moment, joints_at
from mobility_gui.figure.pose import Point, View
from mobility_gui.figure.shape import Outline
from tests.figure.drawings import FAULTS, FIGURES, frames

FLAW = 0.005
"""Half a percent of body height may be squeezed by a floor or a wall."""

ENDS = (Moment(A), Moment(B))
BOTH = [(name, key) for name in FIGURES for key in ENDS]


def points(shape: Body) -> list[Point]:
    return [point for outline in shape.outlines() for point in outline]


def holds(outline: Outline, point: Point) -> bool:
    """Whether a point is inside, by the even-odd rule."""
    inside = False
    x, y = point
    for (x0, y0), (x1, y1) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            inside = not inside
    return inside


ON_A_STEP = {"heel_drop": 0.115, "calf_raise": 0.14}
"""How high the step is, in body heights."""

GROUNDED = [(name, key) for name, key in BOTH if name not in ON_A_STEP and FIGURES[name].view is not View.ABOVE]


@pytest.mark.parametrize(("name", "key"), GROUNDED)
def test_everybody_is_on_the_floor(name: str, key: Moment) -> None:
    assert abs(min(y for _, y in points(body(FIGURES[name], key)))) < FLAW


@pytest.mark.parametrize("name", ["knee_to_wall", *ON_A_STEP])
@pytest.mark.parametrize("key", ENDS)
def test_hands_and_knee_touch_the_wall_and_do_not_enter_it(name: str, key: Moment) -> None:
    (wall,) = [prop for prop in FIGURES[name].props if isinstance(prop, Wall)]

    furthest = max(x for x, _ in points(body(FIGURES[name], key)))

    assert furthest == pytest.approx(wall.x, abs=FLAW)


@pytest.mark.parametrize(("name", "low"), [("heel_drop", B), ("calf_raise", A)])
@pytest.mark.parametrize("key", ENDS)
def test_toes_stand_on_the_step_and_the_heel_drops_below_it(name: str, low: float, key: Moment) -> None:
    shape = body(FIGURES[name], key)
    foot = [point for outline in shape.near_shank for point in outline]

    on_step = [y for x, y in foot if x > 0.006]
    heel = min(y for x, y in foot if x < -0.02)

    assert min(on_step) == pytest.approx(ON_A_STEP[name], abs=FLAW)
    assert (heel < ON_A_STEP[name] - 0.015) is (key.place == low)


def test_the_calf_raise_goes_through_the_full_range() -> None:
    low, high = (joints_at(FIGURES["calf_raise"], key).near_leg for key in ENDS)
    assert low.heel[1] < ON_A_STEP["calf_raise"] - 0.03
    assert high.heel[1] > ON_A_STEP["calf_raise"] + 0.07


CROPPED = [name for name, figure in (FIGURES | FAULTS).items() if figure.crop]


@pytest.mark.parametrize("name", CROPPED)
def test_a_cropped_picture_ends_below_the_waist(name: str) -> None:
    """It shows legs, in every frame; a body without its head looks wrong."""
    figure = (FIGURES | FAULTS)[name]
    assert figure.crop is not None
    assert figure.crop.height <= min(joints_at(figure, moment).waist[1] for moment in frames(figure, 12))


@pytest.mark.parametrize(("name", "key"), BOTH)
def test_tinted_muscles_lie_inside_the_body(name: str, key: Moment) -> None:
    shape = body(FIGURES[name], key)

    outside = [p for accent in shape.accents for p in accent if not any(holds(o, p) for o in shape.outlines())]

    assert len(shape.accents) == len(FIGURES[name].accents)
    assert not outside


def test_the_headband_has_a_tail_only_with_the_head_upright() -> None:
    squat, bridge = FIGURES["low_squat"], FIGURES["bridge"]

    assert len(body(squat, Moment(B)).band) == 2
    assert len(body(bridge, Moment(B)).band) == 1


@pytest.mark.parametrize(("name", "key"), BOTH)
def test_outlines_are_smooth_enough_to_be_filled_as_polygons(name: str, key: Moment) -> None:
    shape = body(FIGURES[name], key)

    for outline in shape.outlines():
        area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(outline, (*outline[1:], outline[0]), strict=True))
        assert len(outline) >= 16
        assert area > 0  # all the same way round, so that overlaps are filled
