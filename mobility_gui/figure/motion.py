"""Where the runner's joints are at every moment of a movement.

Pinned joints stay in place. A pinned knee, shoulder or hip carries the whole body; a pinned foot or hand is reached by
bending the two bones of its limb.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, dist, pi, sqrt

from mobility_gui.figure.figure import B, Figure, Key, Motion
from mobility_gui.figure.pose import Arm, ArmJoints, Direction, JointName, Joints, Leg, LegJoints, Place, Pose, solve
from mobility_gui.figure.skeleton import RUNNER

BREATH_DEGREES = (0.5, 1.6, -0.8)
"""Degrees by which lower back, upper back and neck bend in one quiet breath. Chosen by eye: visible, not obtrusive."""

END = 2 * B
"""Place at which the movement is back in its starting pose."""

NOTHING = 1e-9
"""A vector no longer than this has no direction."""

CARRIERS = ("knee", "shoulder", "hip")
"""Pinned joints that carry the whole body, which then leaves the hip's own path."""
FOOT_PINS = ("ankle", "heel", "ball", "toe")
HAND_PINS = ("wrist", "finger")


@dataclass(frozen=True, slots=True)
class Moment:
    """A place in the movement: A to B to 2 (A again), up to 4 if the sides alternate. `lungs` is 0 empty to 1 full."""

    place: float
    lungs: float = 0.0


STILL = Moment(B)
"""The moment that a still picture shows."""


def period(figure: Figure) -> float:
    """Return the place at which the movement starts over."""
    return 2 * END if figure.motion is Motion.ALTERNATE else END


def eased(share: float) -> float:
    """Return the share of the way covered after a share of the time: slow, fast, slow."""
    return (1 - cos(pi * share)) / 2


def share_of_way(place: float) -> float:
    """Return how far a rolling prop has moved from a (0) to b (1) at a place in the movement."""
    there = place % END
    return eased(there if there <= B else END - there)


@lru_cache(maxsize=256)
def joints_at(figure: Figure, moment: Moment) -> Joints[Place]:
    """Return where every joint is at one moment."""
    place = moment.place % period(figure)
    swapped = place >= END
    place %= END
    if figure.motion is Motion.ROUND:
        keys = figure.on if place < B else figure.back
        index, share = _between(keys, place % 1)
        loop = [*figure.on[:-1], *figure.back[:-1]]
        first = index if place < B else index + len(figure.on) - 1
        pose = _blend([loop[(first + step) % len(loop)].pose for step in (-1, 0, 1, 2)], _circling(share))
    else:
        keys = figure.on
        index, share = _between(keys, eased(place if place <= B else END - place))
        pose = _on_way([key.pose for key in keys], index, share)
    if moment.lungs:
        pose = _breathing(pose, moment.lungs)
    joints = _held(solve(pose), _targets(keys[index], keys[index + 1], share))
    return _swapped(joints) if swapped else joints


def _between(keys: Sequence[Key], place: float) -> tuple[int, float]:
    """Return the index of the key before a place (0 to 1), and the share of the way from it to the next."""
    at = place * (len(keys) - 1)
    index = min(int(at), len(keys) - 2)
    return index, at - index


def _targets(start: Key, end: Key, share: float) -> dict[JointName, Place]:
    """Return where the joints pinned by `start` belong: on the straight line between their places in the two keys."""
    first, last = solve(start.pose), solve(end.pose)
    return {name: _mixed(first.point(name), last.point(name), share) for name in start.pins}


def _on_way(poses: Sequence[Pose], index: int, share: float) -> Pose:
    """Interpolate without stopping at a pose or overshooting it: a cubic with Fritsch and Butland's slopes (1984)."""
    rows = _unwrapped(poses[max(0, index - 1) : index + 3])
    here = 1 if index else 0
    h00, h10 = 2 * share**3 - 3 * share**2 + 1, share**3 - 2 * share**2 + share
    h01, h11 = 3 * share**2 - 2 * share**3, share**3 - share**2
    mean = []
    for values in zip(*rows, strict=True):
        start, end = values[here], values[here + 1]
        step = end - start
        leaving = _slope(start - values[0], step) if here else step
        arriving = _slope(step, values[here + 2] - end) if len(values) > here + 2 else step
        mean.append(h00 * start + h10 * leaving + h01 * end + h11 * arriving)
    return _pose(mean)


def _slope(before: float, after: float) -> float:
    """Return the slope between two steps: their harmonic mean, or 0 where the direction reverses."""
    return 2 * before * after / (before + after) if before * after > 0 else 0.0


def _circling(t: float) -> tuple[float, float, float, float]:
    """Return the weights of four neighbours on a Catmull-Rom curve, which suits a circle: it never reverses."""
    return (
        (-(t**3) + 2 * t**2 - t) / 2,
        (3 * t**3 - 5 * t**2 + 2) / 2,
        (-3 * t**3 + 4 * t**2 + t) / 2,
        (t**3 - t**2) / 2,
    )


def _blend(poses: Sequence[Pose], weights: Sequence[float]) -> Pose:
    """Return the weighted mean of the poses."""
    columns = zip(*_unwrapped(poses), strict=True)
    return _pose([sum(value * weight for value, weight in zip(column, weights, strict=True)) for column in columns])


def _unwrapped(poses: Sequence[Pose]) -> list[list[float]]:
    """Return the poses as numbers, each angle turning the shorter way round from the pose before."""
    rows = [_numbers(pose) for pose in poses]
    for before, row in pairwise(rows):
        for index in range(FIRST_ANGLE, len(row)):
            row[index] = before[index] + (row[index] - before[index] + 180) % 360 - 180
    return rows


FIRST_ANGLE = 3


def _numbers(pose: Pose) -> list[float]:
    legs = [value for leg in (pose.near_leg, pose.far_leg) for way in _ways(leg) for value in way]
    arms = [value for arm in (pose.near_arm, pose.far_arm) for way in _ways(arm) for value in way]
    return [*pose.hip, *pose.lumbar, *pose.thorax, *pose.neck, pose.turn, *legs, *arms]


def _ways(limb: Leg | Arm) -> tuple[Direction, ...]:
    if isinstance(limb, Leg):
        return limb.thigh, limb.shank, limb.foot, limb.toes
    return limb.upper, limb.fore, limb.hand


def _pose(numbers: Sequence[float]) -> Pose:
    left = iter(numbers)

    def way() -> Direction:
        return next(left), next(left)

    return Pose(
        hip=(next(left), next(left), next(left)),
        lumbar=way(),
        thorax=way(),
        neck=way(),
        turn=next(left),
        near_leg=Leg(way(), way(), way(), way()),
        far_leg=Leg(way(), way(), way(), way()),
        near_arm=Arm(way(), way(), way()),
        far_arm=Arm(way(), way(), way()),
    )


def _breathing(pose: Pose, lungs: float) -> Pose:
    """Return the pose with a slightly longer back and raised chest, in proportion to `lungs`."""
    numbers = _numbers(pose)
    for index, degrees in zip((3, 5, 7), BREATH_DEGREES, strict=True):
        numbers[index] += lungs * degrees
    return _pose(numbers)


def _held(joints: Joints[Place], targets: dict[JointName, Place]) -> Joints[Place]:
    """Return the joints with the pinned ones where they belong, or as near as the limbs can reach."""
    for name, target in targets.items():
        if name.rpartition(".")[2] in CARRIERS:
            joints = _shifted(joints, _difference(target, joints.point(name)))
            break
    return Joints(
        hip=joints.hip,
        waist=joints.waist,
        shoulder=joints.shoulder,
        head=joints.head,
        near_leg=_planted_leg(joints.near_leg, "near", targets),
        far_leg=_planted_leg(joints.far_leg, "far", targets),
        near_arm=_planted_arm(joints.near_arm, "near", targets),
        far_arm=_planted_arm(joints.far_arm, "far", targets),
    )


def _shifted(joints: Joints[Place], by: Place) -> Joints[Place]:
    return joints.map(lambda place: (place[0] + by[0], place[1] + by[1], place[2] + by[2]))


def _planted_leg(leg: LegJoints[Place], side: str, targets: dict[JointName, Place]) -> LegJoints[Place]:
    knee, ankle = leg.knee, leg.ankle
    if f"{side}.knee" in targets:
        knee = _toward(leg.hip, targets[f"{side}.knee"], RUNNER.thigh)
        ankle = _sum(knee, _difference(leg.ankle, leg.knee))
    else:
        for name in FOOT_PINS:
            target = targets.get(f"{side}.{name}")
            if target is not None:
                place: Place = getattr(leg, name)
                ankle = _sum(target, _difference(leg.ankle, place))
                knee, ankle = two_bones(leg.hip, ankle, (leg.knee, leg.ankle), (RUNNER.thigh, RUNNER.shank))
                break
    by = _difference(ankle, leg.ankle)
    return LegJoints(leg.hip, knee, ankle, _sum(leg.heel, by), _sum(leg.ball, by), _sum(leg.toe, by))


def _planted_arm(arm: ArmJoints[Place], side: str, targets: dict[JointName, Place]) -> ArmJoints[Place]:
    elbow, wrist = arm.elbow, arm.wrist
    if f"{side}.elbow" in targets:
        elbow = _toward(arm.shoulder, targets[f"{side}.elbow"], RUNNER.upper_arm)
        wrist = _sum(elbow, _difference(arm.wrist, arm.elbow))
        if f"{side}.wrist" in targets:
            wrist = _toward(elbow, targets[f"{side}.wrist"], RUNNER.forearm)
    else:
        for name in HAND_PINS:
            target = targets.get(f"{side}.{name}")
            if target is not None:
                place: Place = getattr(arm, name)
                wrist = _sum(target, _difference(arm.wrist, place))
                elbow, wrist = two_bones(
                    arm.shoulder, wrist, (arm.elbow, arm.wrist), (RUNNER.upper_arm, RUNNER.forearm)
                )
                break
    return ArmJoints(arm.shoulder, elbow, wrist, _sum(arm.finger, _difference(wrist, arm.wrist)))


def two_bones(
    root: Place, target: Place, bent: tuple[Place, Place], lengths: tuple[float, float]
) -> tuple[Place, Place]:
    """Return the middle joint and the end of two bones that reach for a target, straight if it is too far.

    They bend to the same side as the limb whose middle joint and end are `bent`.
    """
    first, second = lengths
    distance = dist(root, target)
    reached = min(max(distance, abs(first - second)), first + second)
    way = _scaled(_difference(target, root), 1 / distance)
    end = _sum(root, _scaled(way, reached))
    along = (first**2 - second**2 + reached**2) / (2 * reached)
    aside = sqrt(max(0.0, first**2 - along**2))
    middle, tip = bent
    pole = _across(_difference(middle, root), _difference(tip, root))
    across = _across(pole, way)
    length = dist(across, (0, 0, 0))
    bend = _scaled(across, aside / length) if length > NOTHING else (0.0, 0.0, 0.0)
    return _sum(_sum(root, _scaled(way, along)), bend), end


def _across(part: Place, line: Place) -> Place:
    """Return the component of a vector at right angles to a line."""
    share = sum(a * b for a, b in zip(part, line, strict=True)) / sum(a * a for a in line)
    return _difference(part, _scaled(line, share))


def _swapped(joints: Joints[Place]) -> Joints[Place]:
    """Return the joints with left and right exchanged."""
    over = joints.map(lambda place: (place[0], place[1], -place[2]))
    return Joints(
        over.hip, over.waist, over.shoulder, over.head, over.far_leg, over.near_leg, over.far_arm, over.near_arm
    )


def _toward(root: Place, target: Place, length: float) -> Place:
    return _sum(root, _scaled(_difference(target, root), length / dist(root, target)))


def _mixed(start: Place, end: Place, share: float) -> Place:
    return _sum(start, _scaled(_difference(end, start), share))


def _sum(one: Place, other: Place) -> Place:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def _difference(one: Place, other: Place) -> Place:
    return one[0] - other[0], one[1] - other[1], one[2] - other[2]


def _scaled(place: Place, by: float) -> Place:
    return place[0] * by, place[1] * by, place[2] * by
