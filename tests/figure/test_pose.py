from math import dist

import pytest

from mobility_gui.figure.figure import KeyPose
from mobility_gui.figure.pose import JOINT_NAMES, Arm, Leg, Pose, solve
from mobility_gui.figure.skeleton import RUNNER
from tests.figure.drawings import FIGURES

STANDING = Pose(
    hip=(0, 0.53),
    lumbar=90,
    thorax=90,
    neck=90,
    near_leg=Leg(-90, -90, 0, 0),
    far_leg=Leg(-90, -90, 0, 0),
    near_arm=Arm(-90, -90, -90),
    far_arm=Arm(0, 0, 0),
)


def test_a_standing_runner_is_one_body_height_tall() -> None:
    joints = solve(STANDING, RUNNER)

    assert joints.near_leg.heel[1] == pytest.approx(0)
    assert joints.near_leg.toe == pytest.approx((0.112, 0))
    crown = joints.head[1] + 0.062
    assert crown == pytest.approx(1.0, abs=0.002)


def test_arms_follow_the_shoulder() -> None:
    joints = solve(STANDING, RUNNER)

    assert joints.near_arm.finger == pytest.approx((0, joints.shoulder[1] - 0.432))
    assert joints.far_arm.finger == pytest.approx((0.432, joints.shoulder[1]))


def test_every_joint_can_be_named() -> None:
    joints = solve(STANDING, RUNNER)

    assert joints.point("hip") == STANDING.hip
    assert joints.point("far.wrist") == joints.far_arm.wrist
    assert joints.point("near.heel") == joints.near_leg.heel
    assert all(len(joints.point(name)) == 2 for name in JOINT_NAMES)


@pytest.mark.parametrize("key", KeyPose)
@pytest.mark.parametrize("name", FIGURES)
def test_segments_keep_their_length_in_every_pose(name: str, key: KeyPose) -> None:
    pose = FIGURES[name].pose(key)
    joints = solve(pose, RUNNER)
    lengths = [
        (dist(joints.hip, joints.waist), RUNNER.lumbar),
        (dist(joints.waist, joints.shoulder), RUNNER.thorax),
        (dist(joints.shoulder, joints.head), RUNNER.neck),
    ]
    for leg, angles in ((joints.near_leg, pose.near_leg), (joints.far_leg, pose.far_leg)):
        sole = (RUNNER.heel_back + RUNNER.ball_forward) * angles.foreshorten
        lengths += [
            (dist(joints.hip, leg.knee), RUNNER.thigh),
            (dist(leg.knee, leg.ankle), RUNNER.shank),
            (dist(leg.heel, leg.ball), sole),
            (dist(leg.ball, leg.toe), RUNNER.toe * angles.foreshorten),
        ]
    for arm in (joints.near_arm, joints.far_arm):
        lengths += [
            (dist(joints.shoulder, arm.elbow), RUNNER.upper_arm),
            (dist(arm.elbow, arm.wrist), RUNNER.forearm),
            (dist(arm.wrist, arm.finger), RUNNER.hand),
        ]

    assert [drawn for drawn, _ in lengths] == pytest.approx([true for _, true in lengths], rel=0.001)


@pytest.mark.parametrize("name", FIGURES)
def test_pinned_joints_stay_where_they_are(name: str) -> None:
    figure = FIGURES[name]
    a, b = solve(figure.a, RUNNER), solve(figure.b, RUNNER)

    moved = {pin: dist(a.point(pin), b.point(pin)) for pin in figure.pins}

    assert figure.pins
    assert max(moved.values()) < 0.005, moved  # the sole leaves the floor a little where the foot rolls over its ball


@pytest.mark.parametrize("name", FIGURES)
def test_knees_and_elbows_bend_the_way_they_can(name: str) -> None:
    figure = FIGURES[name]
    for pose in (figure.a, figure.b):
        for leg in (pose.near_leg, pose.far_leg):
            assert -5 <= (leg.thigh - leg.shank + 180) % 360 - 180 <= 170
        for arm in (pose.near_arm, pose.far_arm):
            assert -10 <= (arm.fore - arm.upper + 180) % 360 - 180 <= 150
