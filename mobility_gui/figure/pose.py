"""One pose: the direction of every segment, and the joints that follow from it.

Places are (x, y, z) in body heights: x forward, where the runner faces, y up from the floor, z towards the viewer.
A direction is (degrees in the picture, degrees out of it). The first runs counter-clockwise from forward, so that 0 is
forward, 90 up and -90 down; the second is towards the viewer. A segment points away from the trunk, a foot from heel to
toes. The near side is the one towards the viewer, z > 0, and always the working one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import cos, radians, sin
from typing import Generic, TypeVar, assert_never

from mobility_gui.figure.skeleton import RUNNER

QUARTER_DEGREES = 42
"""How far the quarter view is from the front. Much less, and a thigh that points forward is a stump; much
more, and a knee that falls inwards could as well have moved back."""

Point = tuple[float, float]
Place = tuple[float, float, float]
Direction = tuple[float, float]
P = TypeVar("P", Point, Place)
Q = TypeVar("Q", Point, Place)


class View(StrEnum):
    """Where the runner is seen from."""

    SIDE = "side"
    FRONT = "front"
    """As in a mirror: the runner's right side is on the right."""
    QUARTER = "quarter"
    """From the front, but from so far to one side that a limb pointing forward still shows its length."""
    ABOVE = "above"
    """A runner lying on one side, seen from above, which shows the profile."""


@dataclass(frozen=True, slots=True)
class Leg:
    """Directions of one leg."""

    thigh: Direction
    shank: Direction
    foot: Direction
    """Heel to ball of the foot, along the sole."""
    toes: Direction


@dataclass(frozen=True, slots=True)
class Arm:
    """Directions of one arm."""

    upper: Direction
    fore: Direction
    hand: Direction


@dataclass(frozen=True, slots=True)
class Pose:
    """The pose of the whole body."""

    hip: Place
    """Middle of the pelvis."""
    lumbar: Direction
    thorax: Direction
    neck: Direction
    turn: float
    """Degrees by which the shoulders turn: the near one back, the chest towards the viewer."""
    near_leg: Leg
    far_leg: Leg
    near_arm: Arm
    far_arm: Arm


@dataclass(frozen=True, slots=True)
class LegJoints(Generic[P]):
    """The joints of one leg; heel, ball and toe lie on the sole."""

    hip: P
    knee: P
    ankle: P
    heel: P
    ball: P
    toe: P


@dataclass(frozen=True, slots=True)
class ArmJoints(Generic[P]):
    """The joints of one arm."""

    shoulder: P
    elbow: P
    wrist: P
    finger: P
    """Tip of the fingers."""


@dataclass(frozen=True, slots=True)
class Joints(Generic[P]):
    """The joints of the whole body."""

    hip: P
    waist: P
    shoulder: P
    head: P
    """Centre of the head."""
    near_leg: LegJoints[P]
    far_leg: LegJoints[P]
    near_arm: ArmJoints[P]
    far_arm: ArmJoints[P]

    def point(self, name: "JointName") -> P:
        """Return the point called `hip`, `shoulder`, ... or `near.knee`, `far.wrist`, ..."""
        side, _, joint = name.rpartition(".")
        part: object = self
        if side:
            part = getattr(self, f"{side}_leg" if joint in LegJoints.__slots__ else f"{side}_arm")
        found: P = getattr(part, joint)
        return found

    def map(self, change: Callable[[P], Q]) -> "Joints[Q]":
        """Return the joints with `change` applied to every point."""

        def leg(one: LegJoints[P]) -> LegJoints[Q]:
            return LegJoints(*(change(getattr(one, name)) for name in LegJoints.__slots__))

        def arm(one: ArmJoints[P]) -> ArmJoints[Q]:
            return ArmJoints(*(change(getattr(one, name)) for name in ArmJoints.__slots__))

        return Joints(
            hip=change(self.hip),
            waist=change(self.waist),
            shoulder=change(self.shoulder),
            head=change(self.head),
            near_leg=leg(self.near_leg),
            far_leg=leg(self.far_leg),
            near_arm=arm(self.near_arm),
            far_arm=arm(self.far_arm),
        )


JointName = str
"""A name in `JOINT_NAMES`."""

TRUNK_JOINTS = ("hip", "waist", "shoulder", "head")
JOINT_NAMES = frozenset(TRUNK_JOINTS) | {
    f"{side}.{joint}" for side in ("near", "far") for joint in (*LegJoints.__slots__, *ArmJoints.__slots__)
}


def along(start: Point, degrees: float, distance: float) -> Point:
    """Return the point `distance` from `start` in a direction in the picture."""
    angle = radians(degrees)
    return start[0] + distance * cos(angle), start[1] + distance * sin(angle)


def reach(start: Place, direction: Direction, distance: float) -> Place:
    """Return the place `distance` from `start` in a direction."""
    angle, out = radians(direction[0]), radians(direction[1])
    flat = distance * cos(out)
    return start[0] + flat * cos(angle), start[1] + flat * sin(angle), start[2] + distance * sin(out)


def solve(pose: Pose) -> Joints[Place]:
    """Return the joints of a pose by forward kinematics, from the hip outwards."""
    waist = reach(pose.hip, pose.lumbar, RUNNER.lumbar)
    shoulder = reach(waist, pose.thorax, RUNNER.thorax)
    turned = radians(pose.turn)
    # The line through the shoulders lies across the thorax. As it turns, its near end moves back.
    back = reach((0, 0, 0), (pose.thorax[0] + 90, 0), RUNNER.half_shoulders * sin(turned))
    aside = RUNNER.half_shoulders * cos(turned)
    near_shoulder = shoulder[0] + back[0], shoulder[1] + back[1], shoulder[2] + aside
    far_shoulder = shoulder[0] - back[0], shoulder[1] - back[1], shoulder[2] - aside
    x, y, z = pose.hip
    return Joints(
        hip=pose.hip,
        waist=waist,
        shoulder=shoulder,
        head=reach(shoulder, pose.neck, RUNNER.neck),
        near_leg=_leg((x, y, z + RUNNER.half_hips), pose.near_leg),
        far_leg=_leg((x, y, z - RUNNER.half_hips), pose.far_leg),
        near_arm=_arm(near_shoulder, pose.near_arm),
        far_arm=_arm(far_shoulder, pose.far_arm),
    )


def seen(joints: Joints[Place], view: View) -> Joints[Point]:
    """Return where the joints are in the picture."""
    match view:
        case View.FRONT:
            return joints.map(_from_front)
        case View.QUARTER:
            return joints.map(_from_quarter)
        case View.SIDE | View.ABOVE:
            return joints.map(_from_side)
        case _:
            assert_never(view)


def _from_side(place: Place) -> Point:
    return place[:2]


def _from_front(place: Place) -> Point:
    return place[2], place[1]


def _from_quarter(place: Place) -> Point:
    turn = radians(QUARTER_DEGREES)
    return place[2] * cos(turn) + place[0] * sin(turn), place[1]


def _leg(hip: Place, leg: Leg) -> LegJoints[Place]:
    knee = reach(hip, leg.thigh, RUNNER.thigh)
    ankle = reach(knee, leg.shank, RUNNER.shank)
    # In the picture the sole is at right angles below the ankle; a foot that points out of it turns about that line.
    under_ankle = reach(ankle, (leg.foot[0] - 90, 0), RUNNER.ankle_height)
    ball = reach(under_ankle, leg.foot, RUNNER.ball_forward)
    return LegJoints(
        hip=hip,
        knee=knee,
        ankle=ankle,
        heel=reach(under_ankle, leg.foot, -RUNNER.heel_back),
        ball=ball,
        toe=reach(ball, leg.toes, RUNNER.toe),
    )


def _arm(shoulder: Place, arm: Arm) -> ArmJoints[Place]:
    elbow = reach(shoulder, arm.upper, RUNNER.upper_arm)
    wrist = reach(elbow, arm.fore, RUNNER.forearm)
    return ArmJoints(shoulder=shoulder, elbow=elbow, wrist=wrist, finger=reach(wrist, arm.hand, RUNNER.hand))
