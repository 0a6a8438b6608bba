"""The wrong way beside the right one: each picture is human, and shows the fault its file is named after."""

from math import atan2, degrees, dist

import pytest

from mobility_gui.figure.figure import A, B
from mobility_gui.figure.motion import Moment, joints_at
from mobility_gui.figure.pose import Joints, LegJoints, Place, View, seen
from mobility_gui.figure.skeleton import RUNNER
from mobility_gui.library.library import load_library
from mobility_gui.paths import resources
from tests.figure.drawings import FAULTS
from tests.figure.human import RANGES, angles, limbs
from tests.figure.skin import below_floor, beyond_wall

HEELS = [name for name in FAULTS if name.endswith(".heel_lifted")]
KNEES = [name for name in FAULTS if name.endswith(".knee_inwards")]
BACKS = [name for name in FAULTS if name.endswith(".rounded_back")]
FLAW = 0.005
"""Part of body height by which skin may be squeezed by a floor or a wall."""
PIN_MOVES = 0.01
"""Part of body height by which what is planted may move."""
LEAST_SEEN = 0.33
"""Part of a bone's length that a picture shows at least: less looks like a ball."""
STEPS = 12


def moments() -> list[Moment]:
    return [Moment(step / STEPS) for step in range(STEPS + 1)]


def right_and_wrong(name: str) -> tuple[Joints[Place], Joints[Place]]:
    return joints_at(FAULTS[name], Moment(A)), joints_at(FAULTS[name], Moment(B))


def test_every_drawing_shows_a_known_fault_of_an_exercise() -> None:
    exercises = load_library((resources() / "exercises", resources() / "routines")).exercises
    assert {name.split(".")[0] for name in FAULTS} <= set(exercises)
    assert sorted([*HEELS, *KNEES, *BACKS]) == sorted(FAULTS)
    assert min(len(HEELS), len(KNEES), len(BACKS)) > 0


@pytest.mark.parametrize("name", FAULTS)
def test_limbs_keep_their_length_and_what_is_planted_stays(name: str) -> None:
    first = joints_at(FAULTS[name], Moment(A))
    for moment in moments():
        joints = joints_at(FAULTS[name], moment)
        for limb in limbs(joints):
            if isinstance(limb, LegJoints):
                bones = (limb.hip, limb.knee, RUNNER.thigh), (limb.knee, limb.ankle, RUNNER.shank)
            else:
                bones = (limb.shoulder, limb.elbow, RUNNER.upper_arm), (limb.elbow, limb.wrist, RUNNER.forearm)
            assert [dist(start, end) for start, end, _ in bones] == pytest.approx([length for *_, length in bones])
        for pin in FAULTS[name].on[0].pins:
            assert dist(first.point(pin), joints.point(pin)) <= PIN_MOVES, pin


@pytest.mark.parametrize("name", FAULTS)
def test_no_joint_leaves_its_range(name: str) -> None:
    for moment in moments():
        for joint, angle in angles(joints_at(FAULTS[name], moment)):
            low, high = RANGES[joint]
            assert low <= angle <= high, f"{joint} {angle:.0f} at {moment}"


@pytest.mark.parametrize("name", FAULTS)
def test_nothing_sinks_into_floor_or_wall(name: str) -> None:
    for moment in moments():
        assert below_floor(FAULTS[name], moment) <= FLAW, moment
        assert beyond_wall(FAULTS[name], moment) <= FLAW, moment


@pytest.mark.parametrize("name", HEELS)
def test_the_heel_is_on_the_floor_and_then_lifted(name: str) -> None:
    right, wrong = right_and_wrong(name)
    assert abs(right.near_leg.heel[1]) < FLAW
    assert wrong.near_leg.heel[1] > 0.02
    assert abs(wrong.near_leg.ball[1]) < FLAW


@pytest.mark.parametrize("name", KNEES)
def test_the_picture_shows_the_knee_between_hip_and_foot_and_no_thigh_that_points_at_the_viewer(name: str) -> None:
    side = FAULTS[name].rings[0].partition(".")[0]
    for joints in (seen(joints, FAULTS[name].view) for joints in right_and_wrong(name)):
        hip, knee, ankle = (joints.point(f"{side}.{joint}") for joint in ("hip", "knee", "ankle"))
        assert dist(hip, knee) > LEAST_SEEN * RUNNER.thigh
        assert dist(knee, ankle) > LEAST_SEEN * RUNNER.shank


@pytest.mark.parametrize("name", KNEES)
def test_the_knee_is_over_the_foot_and_then_inward_of_it(name: str) -> None:
    assert FAULTS[name].view in {View.FRONT, View.QUARTER}
    side = FAULTS[name].rings[0].partition(".")[0]
    outward = 1 if side == "near" else -1
    right, wrong = (
        outward * (joints.point(f"{side}.knee")[2] - joints.point(f"{side}.ankle")[2])
        for joints in right_and_wrong(name)
    )
    assert abs(right) < 0.03
    assert wrong < -0.03


@pytest.mark.parametrize("name", BACKS)
def test_the_back_is_long_and_then_round(name: str) -> None:
    right, wrong = (bent_forward(joints) for joints in right_and_wrong(name))
    assert right < 15
    assert wrong > right + 25


def bent_forward(joints: Joints[Place]) -> float:
    """Degrees from the lower back's direction to the upper back's, forward."""
    (hip_x, hip_y, _), (x, y, _), (top_x, top_y, _) = joints.hip, joints.waist, joints.shoulder
    turned = degrees(atan2(y - hip_y, x - hip_x) - atan2(top_y - y, top_x - x))
    return (turned + 180) % 360 - 180
