"""What a human joint can do, and where a human's weight is."""

from collections.abc import Iterator
from math import acos, atan2, degrees, dist

from mobility_gui.figure.pose import ArmJoints, Joints, LegJoints, Place

RANGES = {
    "hip": (-35, 135),
    "knee": (-6, 165),
    "ankle": (-78, 45),
    "toes": (-50, 95),
    "shoulder": (-70, 190),
    "elbow": (0, 150),
    "wrist": (0, 100),
    "spine": (-75, 45),
    "neck": (-75, 75),
}
"""Degrees; flexion is positive in limbs, extension in spine and neck, up of the foot and of the toes.

Actively, as goniometer tables after the American Academy of Orthopaedic Surgeons (1965) have them: hip -30 to 120, knee
0 to 135, ankle -50 to 20, toes -40 to 70, shoulder -60 to 180, elbow 0 to 150, wrist 80. Under the body's weight joints
go on: squatting, kneeling and sitting cross-legged the hip reached 95 (SD 27), the knee 157 (SD 6), the ankle 58 (SD
14) in the mean of 30 people (Hemmerich et al. 2006, J Orthop Res, doi 10.1002/jor.20114); the ends here are one and a
half SD above: 135, 165 and 78. Ours (assumptions): ankle 45 up in a lunge, toes 95 when kneeling on them, wrist 100 on
the floor, and the spine, drawn with one joint for all its own.
"""

IN_PLANE = 0.35
"""A limb that leaves the picture by more than this part of its length has no sign of bending in it."""

MASSES = {"trunk": 0.497, "head": 0.081, "thigh": 0.100, "shank": 0.0465, "foot": 0.0145, "upper": 0.028, "fore": 0.022}
CENTRES = {"thigh": 0.433, "shank": 0.433, "upper": 0.436, "fore": 0.682}
"""Parts of the body's mass, and where a limb's centre of mass is on the way from its upper to its lower end.

Source: Dempster, in Winter, "Biomechanics and Motor Control of Human Movement", table 4.1; `fore` is forearm and hand.
"""


def angles(joints: Joints[Place]) -> Iterator[tuple[str, float]]:
    """Every joint's name in RANGES, and its angle."""
    yield "spine", _turned(joints.hip, joints.waist, joints.waist, joints.shoulder)
    yield "neck", _turned(joints.waist, joints.shoulder, joints.shoulder, joints.head)
    for leg in (joints.near_leg, joints.far_leg):
        if _flat(leg.hip, leg.knee) and _flat(leg.knee, leg.ankle):
            yield "hip", _turned(joints.waist, joints.hip, leg.hip, leg.knee)
            yield "knee", -_turned(leg.hip, leg.knee, leg.knee, leg.ankle)
        else:
            yield "knee", _bent(leg.hip, leg.knee, leg.ankle)
        if _flat(leg.knee, leg.ankle) and _flat(leg.heel, leg.ball):
            yield "ankle", _turned(leg.knee, leg.ankle, leg.heel, leg.ball) - 90
            yield "toes", _turned(leg.heel, leg.ball, leg.ball, leg.toe)
    for arm in (joints.near_arm, joints.far_arm):
        if _flat(arm.shoulder, arm.elbow):
            raised = _turned(joints.shoulder, joints.waist, arm.shoulder, arm.elbow)
            yield "shoulder", raised if raised > RANGES["shoulder"][0] else raised + 360
        yield "elbow", _bent(arm.shoulder, arm.elbow, arm.wrist)
        yield "wrist", _bent(arm.elbow, arm.wrist, arm.finger)


def centre_of_mass(joints: Joints[Place]) -> tuple[float, float, float]:
    """Where the body's weight is."""
    parts = [(MASSES["trunk"], _mixed(joints.hip, joints.shoulder, 0.5)), (MASSES["head"], joints.head)]
    for leg in (joints.near_leg, joints.far_leg):
        parts += [
            (MASSES["thigh"], _mixed(leg.hip, leg.knee, CENTRES["thigh"])),
            (MASSES["shank"], _mixed(leg.knee, leg.ankle, CENTRES["shank"])),
            (MASSES["foot"], _mixed(leg.heel, leg.ball, 0.5)),
        ]
    for arm in (joints.near_arm, joints.far_arm):
        parts += [
            (MASSES["upper"], _mixed(arm.shoulder, arm.elbow, CENTRES["upper"])),
            (MASSES["fore"], _mixed(arm.elbow, arm.wrist, CENTRES["fore"])),
        ]
    total = sum(mass for mass, _ in parts)
    x, y, z = (sum(mass * place[axis] for mass, place in parts) / total for axis in range(3))
    return x, y, z


def limbs(joints: Joints[Place]) -> Iterator[LegJoints[Place] | ArmJoints[Place]]:
    yield joints.near_leg
    yield joints.far_leg
    yield joints.near_arm
    yield joints.far_arm


def _turned(start: Place, end: Place, then: Place, last: Place) -> float:
    """Degrees, counter-clockwise in the picture, from one direction to the next."""
    ux, uy = end[0] - start[0], end[1] - start[1]
    vx, vy = last[0] - then[0], last[1] - then[1]
    return degrees(atan2(ux * vy - uy * vx, ux * vx + uy * vy))


def _bent(first: Place, joint: Place, last: Place) -> float:
    """Degrees between two bones' directions, 0 straight."""
    u = [b - a for a, b in zip(first, joint, strict=True)]
    v = [b - a for a, b in zip(joint, last, strict=True)]
    cosine = sum(a * b for a, b in zip(u, v, strict=True)) / (dist(first, joint) * dist(joint, last))
    return degrees(acos(max(-1.0, min(1.0, cosine))))


def _flat(start: Place, end: Place) -> bool:
    return abs(end[2] - start[2]) <= IN_PLANE * dist(start, end)


def _mixed(start: Place, end: Place, share: float) -> Place:
    x, y, z = (a + share * (b - a) for a, b in zip(start, end, strict=True))
    return x, y, z
