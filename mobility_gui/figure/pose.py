"""One pose: the direction of every segment, and the joints that follow from it.

Points are (x, y) in body heights: x forward, the way the runner faces, y up from the floor.
Angles are absolute directions in the picture, degrees counter-clockwise from forward:
0 = forward, 90 = up, -90 = down. A segment points away from the trunk; a foot points from heel to toes.
"""

from dataclasses import dataclass
from math import cos, radians, sin

from mobility_gui.figure.skeleton import Skeleton

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Leg:
    """Directions of one leg, degrees."""

    thigh: float
    shank: float
    foot: float
    """Heel to ball of the foot, along the sole."""
    toes: float
    foreshorten: float = 1.0
    """How much of the foot's length is seen; less than 1 when it is turned towards the viewer."""


@dataclass(frozen=True, slots=True)
class Arm:
    """Directions of one arm, degrees."""

    upper: float
    fore: float
    hand: float


@dataclass(frozen=True, slots=True)
class Pose:
    """The whole body. Near is the side towards the viewer, always the working one."""

    hip: Point
    lumbar: float
    thorax: float
    neck: float
    near_leg: Leg
    far_leg: Leg
    near_arm: Arm
    far_arm: Arm


@dataclass(frozen=True, slots=True)
class LegJoints:
    """Where one leg is; heel, ball and toe lie on the sole."""

    knee: Point
    ankle: Point
    heel: Point
    ball: Point
    toe: Point


@dataclass(frozen=True, slots=True)
class ArmJoints:
    """Where one arm is."""

    elbow: Point
    wrist: Point
    finger: Point
    """Tip of the fingers."""


@dataclass(frozen=True, slots=True)
class Joints:
    """Where every joint is."""

    hip: Point
    waist: Point
    shoulder: Point
    head: Point
    """Centre of the head."""
    near_leg: LegJoints
    far_leg: LegJoints
    near_arm: ArmJoints
    far_arm: ArmJoints

    def point(self, name: "JointName") -> Point:
        """The point called `hip`, `shoulder`, ... or `near.knee`, `far.wrist`, ..."""
        side, _, joint = name.rpartition(".")
        if not side:
            return _point(self, joint)
        limb = f"{side}_leg" if joint in LegJoints.__slots__ else f"{side}_arm"
        return _point(getattr(self, limb), joint)


JointName = str
"""A name in `JOINT_NAMES`."""

TRUNK_JOINTS = ("hip", "waist", "shoulder", "head")
JOINT_NAMES = frozenset(TRUNK_JOINTS) | {
    f"{side}.{joint}" for side in ("near", "far") for joint in (*LegJoints.__slots__, *ArmJoints.__slots__)
}


def along(start: Point, degrees: float, distance: float) -> Point:
    """The point `distance` from `start` in a direction."""
    angle = radians(degrees)
    return start[0] + distance * cos(angle), start[1] + distance * sin(angle)


def solve(pose: Pose, skeleton: Skeleton) -> Joints:
    """Forward kinematics: from the hip outwards."""
    waist = along(pose.hip, pose.lumbar, skeleton.lumbar)
    shoulder = along(waist, pose.thorax, skeleton.thorax)
    return Joints(
        hip=pose.hip,
        waist=waist,
        shoulder=shoulder,
        head=along(shoulder, pose.neck, skeleton.neck),
        near_leg=_leg(pose.hip, pose.near_leg, skeleton),
        far_leg=_leg(pose.hip, pose.far_leg, skeleton),
        near_arm=_arm(shoulder, pose.near_arm, skeleton),
        far_arm=_arm(shoulder, pose.far_arm, skeleton),
    )


def _leg(hip: Point, leg: Leg, skeleton: Skeleton) -> LegJoints:
    knee = along(hip, leg.thigh, skeleton.thigh)
    ankle = along(knee, leg.shank, skeleton.shank)
    under_ankle = along(ankle, leg.foot - 90, skeleton.ankle_height)
    ball = along(under_ankle, leg.foot, skeleton.ball_forward * leg.foreshorten)
    return LegJoints(
        knee=knee,
        ankle=ankle,
        heel=along(under_ankle, leg.foot, -skeleton.heel_back * leg.foreshorten),
        ball=ball,
        toe=along(ball, leg.toes, skeleton.toe * leg.foreshorten),
    )


def _arm(shoulder: Point, arm: Arm, skeleton: Skeleton) -> ArmJoints:
    elbow = along(shoulder, arm.upper, skeleton.upper_arm)
    wrist = along(elbow, arm.fore, skeleton.forearm)
    return ArmJoints(elbow=elbow, wrist=wrist, finger=along(wrist, arm.hand, skeleton.hand))


def _point(joints: Joints | LegJoints | ArmJoints, name: str) -> Point:
    point: Point = getattr(joints, name)
    return point
