from dataclasses import replace

import pytest

from mobility_gui.figure.pose import JOINT_NAMES, Arm, Leg, Pose, View, seen, solve
from mobility_gui.figure.skeleton import RUNNER

UP, DOWN, AHEAD = (90.0, 0.0), (-90.0, 0.0), (0.0, 0.0)
STANDING = Pose(
    hip=(0, 0.53, 0),
    lumbar=UP,
    thorax=UP,
    neck=UP,
    turn=0,
    near_leg=Leg(DOWN, DOWN, AHEAD, AHEAD),
    far_leg=Leg(DOWN, DOWN, AHEAD, AHEAD),
    near_arm=Arm(DOWN, DOWN, DOWN),
    far_arm=Arm(AHEAD, AHEAD, AHEAD),
)


def test_a_standing_runner_is_one_body_height_tall() -> None:
    joints = solve(STANDING)

    assert joints.near_leg.heel[1] == pytest.approx(0)
    assert joints.near_leg.toe == pytest.approx((0.112, 0, RUNNER.half_hips))
    crown = joints.head[1] + 0.062
    assert crown == pytest.approx(1.0, abs=0.002)


def test_arms_follow_the_shoulder() -> None:
    joints = solve(STANDING)

    aside = RUNNER.half_shoulders
    assert joints.near_arm.finger == pytest.approx((0, joints.shoulder[1] - 0.432, aside))
    assert joints.far_arm.finger == pytest.approx((0.432, joints.shoulder[1], -aside))


def test_every_joint_can_be_named() -> None:
    joints = solve(STANDING)

    assert joints.point("hip") == STANDING.hip
    assert joints.point("far.wrist") == joints.far_arm.wrist
    assert joints.point("near.heel") == joints.near_leg.heel
    assert all(len(joints.point(name)) == 3 for name in JOINT_NAMES)


def test_a_leg_lifted_sideways_is_seen_from_the_front_on_its_side_and_shortened_from_the_other() -> None:
    lifted = Leg((-90, 40), (-90, 40), AHEAD, AHEAD)
    joints = solve(replace(STANDING, near_leg=lifted))

    side, front = seen(joints, View.SIDE).near_leg, seen(joints, View.FRONT).near_leg

    assert side.knee == pytest.approx((0, 0.53 - 0.245 * 0.766), abs=1e-4)
    assert front.knee == pytest.approx((0.052 + 0.245 * 0.6428, 0.53 - 0.245 * 0.766), abs=1e-4)
    assert seen(joints, View.FRONT).far_leg.hip == pytest.approx((-0.052, 0.53))


def test_a_quarter_view_shows_both_what_points_ahead_and_what_points_aside() -> None:
    ahead = Leg(AHEAD, DOWN, AHEAD, AHEAD)
    aside = Leg((-90, 40), (-90, 40), AHEAD, AHEAD)

    for leg, shown in ((ahead, 0.245 * 0.6691), (aside, 0.245 * 0.6428 * 0.7431)):
        joints = seen(solve(replace(STANDING, near_leg=leg)), View.QUARTER).near_leg
        assert joints.knee[0] - joints.hip[0] == pytest.approx(shown, abs=1e-4)


@pytest.mark.parametrize(("turn", "near"), [(0, (0, 0.105)), (90, (-0.105, 0)), (-90, (0.105, 0))])
def test_turned_shoulders_take_the_near_one_back(turn: float, near: tuple[float, float]) -> None:
    shoulder = solve(replace(STANDING, turn=turn)).near_arm.shoulder

    assert (shoulder[0], shoulder[2]) == pytest.approx(near, abs=1e-9)
