"""What holds in every frame of every movement; `make prove` looks at sixty frames a second, this at twelve or six."""

from itertools import combinations
from math import acos, dist, pi

import pytest

from mobility_gui.figure.body import body
from mobility_gui.figure.figure import Figure, Motion, Prop, Strap
from mobility_gui.figure.motion import Moment, joints_at, period
from mobility_gui.figure.pose import JOINT_NAMES, Joints, P, Place, View, seen
from mobility_gui.figure.shape import Outline
from mobility_gui.figure.skeleton import RUNNER
from mobility_gui.library.library import load_library
from mobility_gui.paths import resources
from mobility_gui.training.exercise import Posture
from tests.figure.drawings import FIGURES, frames
from tests.figure.human import RANGES, angles, centre_of_mass
from tests.figure.skin import below_floor, beyond_wall

SHIPPED = load_library((resources() / "exercises", resources() / "routines"))

PER_SECOND = 12
SKIN_PER_SECOND = 6
PICTURES = 40
"""From a to b, as on the stage."""
ACCENT, PROP = 0.001, 0.004
"""Parts of body height in which two muscles, or two walls, differ at least."""
HAND = 0.05
"""Part of body height; 9 cm."""
PIN_MOVES = 0.01
"""Part of body height by which what is planted may move."""
FLAW = 0.005
"""Part of body height by which skin may be squeezed by a floor or a wall."""
BALANCE = 0.02
"""Part of body height by which the centre of mass may lie outside the soles: the drawing's feet are bare bones."""


@pytest.mark.parametrize("name", FIGURES)
def test_bones_keep_their_length(name: str) -> None:
    for moment in frames(FIGURES[name], PER_SECOND):
        for length, right in _bones(joints_at(FIGURES[name], moment)):
            assert length == pytest.approx(right, rel=0.001), moment


@pytest.mark.parametrize("name", FIGURES)
def test_what_is_planted_stays(name: str) -> None:
    figure = FIGURES[name]
    ways = [(figure.on, 0.0)] + ([(figure.back, 1.0)] if figure.motion is Motion.ROUND else [])
    for keys, begins in ways:
        count = len(keys) - 1
        for index in range(count):
            shares = [(index + step / PER_SECOND) / count for step in range(PER_SECOND + 1)]
            steps = [joints_at(figure, Moment(begins + _place(figure, share))) for share in shares]
            for pin in keys[index].pins:
                moves = max(dist(steps[0].point(pin), joints.point(pin)) for joints in steps[:-1])
                assert moves <= PIN_MOVES, f"{pin} from pose {index}"


HEEL_DOWN = [
    "knee_to_wall",
    "half_kneeling_lunge",
    "low_squat",
    "wall_calf_straight",
    "wall_calf_bent",
    "intense_side_stretch",
]


@pytest.mark.parametrize("name", HEEL_DOWN)
def test_the_heel_stays_down_where_the_exercise_says_so(name: str) -> None:
    words = " ".join((SHIPPED.exercises[name].cue, *SHIPPED.exercises[name].instructions)).lower()
    assert "heel" in words
    for moment in frames(FIGURES[name], PER_SECOND):
        assert abs(joints_at(FIGURES[name], moment).near_leg.heel[1]) < FLAW, moment


@pytest.mark.parametrize("name", FIGURES)
def test_no_joint_leaves_its_range(name: str) -> None:
    for moment in frames(FIGURES[name], PER_SECOND):
        for joint, angle in angles(joints_at(FIGURES[name], moment)):
            low, high = RANGES[joint]
            assert low <= angle <= high, f"{joint} {angle:.0f} at {moment}"


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_sinks_into_floor_or_wall(name: str) -> None:
    for moment in frames(FIGURES[name], SKIN_PER_SECOND):
        assert below_floor(FIGURES[name], moment) <= FLAW, moment
        assert beyond_wall(FIGURES[name], moment) <= FLAW, moment


STANDING = [name for name in FIGURES if SHIPPED.exercises[name].posture is Posture.STANDING]


@pytest.mark.parametrize("name", STANDING)
def test_who_stands_in_a_held_pose_does_not_fall(name: str) -> None:
    figure = FIGURES[name]
    joints = joints_at(figure, Moment(1.0))
    x, _, z = centre_of_mass(joints)
    low, high = _support(joints, 2 if figure.view is View.FRONT else 0)
    assert low - BALANCE <= (z if figure.view is View.FRONT else x) <= high + BALANCE


@pytest.mark.parametrize("name", FIGURES)
def test_no_joint_jumps(name: str) -> None:
    """Between two pictures nothing goes three times as far as between those before and after."""
    figure = FIGURES[name]
    count = round(period(figure) * PICTURES)
    moments = [joints_at(figure, Moment(index / PICTURES)) for index in range(count)]
    for joint in sorted(JOINT_NAMES):
        places = [joints.point(joint) for joints in moments]
        steps = [dist(places[index - 1], places[index]) for index in range(count)]
        for index, step in enumerate(steps):
            around = (steps[index - 2] + steps[(index + 2) % count]) / 2
            assert step <= HAND / 2 or step <= 3 * around + FLAW, f"{joint} at {index / PICTURES}"


@pytest.mark.parametrize("name", [name for name, figure in FIGURES.items() if figure.motion is Motion.ALTERNATE])
def test_sides_take_turns_without_a_jump(name: str) -> None:
    figure = FIGURES[name]
    before, after = joints_at(figure, Moment(1.9999)), joints_at(figure, Moment(2.0001))
    for one, other in zip(_points(before), _points(after), strict=True):
        assert dist(one[:2], other[:2]) < PIN_MOVES


def _place(figure: Figure, share: float) -> float:
    """The place in the movement at a share of the way from a to b."""
    return share if figure.motion is Motion.ROUND else acos(1 - 2 * share) / pi


def _bones(joints: Joints[Place]) -> list[tuple[float, float]]:
    bones = [
        (dist(joints.hip, joints.waist), RUNNER.lumbar),
        (dist(joints.waist, joints.shoulder), RUNNER.thorax),
        (dist(joints.shoulder, joints.head), RUNNER.neck),
    ]
    for leg in (joints.near_leg, joints.far_leg):
        bones += [
            (dist(leg.hip, leg.knee), RUNNER.thigh),
            (dist(leg.knee, leg.ankle), RUNNER.shank),
            (dist(leg.heel, leg.ball), RUNNER.heel_back + RUNNER.ball_forward),
            (dist(leg.ball, leg.toe), RUNNER.toe),
        ]
    for arm in (joints.near_arm, joints.far_arm):
        bones += [
            (dist(arm.shoulder, arm.elbow), RUNNER.upper_arm),
            (dist(arm.elbow, arm.wrist), RUNNER.forearm),
            (dist(arm.wrist, arm.finger), RUNNER.hand),
        ]
    return bones


def _support(joints: Joints[Place], axis: int) -> tuple[float, float]:
    """From where to where the soles, or the hands on something, carry."""
    feet = [joints.near_leg, joints.far_leg]
    lowest = min(min(leg.ball[1], leg.heel[1]) for leg in feet)
    ends = [
        point[axis] for leg in feet for point in (leg.heel, leg.toe) if min(leg.ball[1], leg.heel[1]) < lowest + 0.03
    ]
    hands = [arm.finger[axis] for arm in (joints.near_arm, joints.far_arm) if arm.finger[1] < 0.12]
    return min(ends + hands), max(ends + hands)


def _points(joints: Joints[P]) -> list[P]:
    return [joints.point(name) for name in sorted(JOINT_NAMES)]


def test_no_two_exercises_share_a_drawing() -> None:
    """Held against each other with their hips together, some joint is a hand's breadth elsewhere."""
    shapes = {}
    for name, figure in FIGURES.items():
        joints = seen(joints_at(figure, Moment(1.0)), figure.view)
        shapes[name] = [(x - joints.hip[0], y - joints.hip[1]) for x, y in _points(joints)]

    for (one, first), (other, second) in combinations(shapes.items(), 2):
        assert max(dist(a, b) for a, b in zip(first, second, strict=True)) > HAND, f"{one} and {other}"


def test_the_inchworms_small_picture_shows_hands_that_walk_and_hips_up_high() -> None:
    """Its working pose is a plank, which is no sign of an inchworm."""
    figure = FIGURES["inchworm"]
    joints = joints_at(figure, Moment(figure.still))
    hands = joints.near_arm.finger, joints.far_arm.finger

    assert joints.hip[1] > joints.shoulder[1] + HAND > joints.head[1] + HAND
    assert max(y for _, y, _ in hands) < HAND
    assert abs(hands[0][0] - hands[1][0]) > HAND


def test_no_two_exercises_share_an_accent() -> None:
    """Laid on each other by their first points, two muscles are not the same shape."""
    shapes = [(name, outline) for name, figure in FIGURES.items() for outline in body(figure, Moment(1.0)).accents]
    for (one, first), (other, second) in combinations(shapes, 2):
        if one != other and len(first) == len(second):
            assert _apart(first, second) > ACCENT, f"{one} and {other}"


def test_no_two_exercises_stand_on_or_hold_the_same_thing() -> None:
    """Each prop is where its own runner needs it."""
    props = [(name, prop) for name, figure in FIGURES.items() for prop in figure.props if not isinstance(prop, Strap)]
    for (one, first), (other, second) in combinations(props, 2):
        if one != other and type(first) is type(second):
            distance = max(abs(a - b) for a, b in zip(_numbers(first), _numbers(second), strict=True))
            assert distance > PROP, f"{one} and {other}"


def _apart(first: Outline, second: Outline) -> float:
    (x, y), (u, v) = first[0], second[0]
    return max(dist((a - x, b - y), (c - u, d - v)) for (a, b), (c, d) in zip(first, second, strict=True))


def _numbers(prop: Prop) -> list[float]:
    values = [getattr(prop, name) for name in prop.__slots__]
    return [number for value in values for number in (value if isinstance(value, tuple) else (value,))]
