"""The runner's body over its joints: rounded, tapered parts, seen from the side, facing right.

All half widths are in body heights and chosen by eye, on the proportions of an adult runner.
"""

from dataclasses import dataclass
from math import acos, dist, hypot, radians, sin, tan

from mobility_gui.figure.figure import Figure, KeyPose
from mobility_gui.figure.muscle import muscle
from mobility_gui.figure.pose import ArmJoints, Joints, Leg, LegJoints, Point, along, solve
from mobility_gui.figure.shape import Knots, Outline, Tube, closed_spline, tube, web
from mobility_gui.figure.skeleton import RUNNER

TRUNK_BACK: Knots = ((0, 0.052), (0.13, 0.048), (0.26, 0.045), (0.40, 0.053), (0.52, 0.042), (0.66, 0.030), (1, 0.028))
TRUNK_FRONT: Knots = ((0, 0.052), (0.2, 0.047), (0.38, 0.060), (0.5, 0.046), (0.64, 0.030), (0.78, 0.028), (1, 0.028))
THIGH_FRONT: Knots = ((0, 0.052), (0.35, 0.051), (0.72, 0.041), (1, 0.034))
THIGH_BACK: Knots = ((0, 0.052), (0.35, 0.046), (0.78, 0.035), (1, 0.033))
SHANK_FRONT: Knots = ((0, 0.034), (0.18, 0.030), (0.62, 0.0235), (1, 0.0195))
SHANK_BACK: Knots = ((0, 0.033), (0.12, 0.034), (0.33, 0.0405), (0.70, 0.0255), (1, 0.0195))
UPPER_ARM: Knots = ((0, 0.031), (0.35, 0.0285), (0.75, 0.0225), (1, 0.0215))
FOREARM: Knots = ((0, 0.0215), (0.25, 0.0235), (0.7, 0.0175), (1, 0.0145))
HAND: Knots = ((0, 0.0145), (0.35, 0.0185), (0.7, 0.0145), (1, 0.0075))
TOE: Knots = ((0, 0.0125), (1, 0.0085))
BALL_RADIUS = 0.0125
TOE_RADIUS = 0.0085
BUTTOCK_RADIUS = 0.050
BUTTOCK_BACK = 0.012

FOOT: tuple[Point, ...] = (
    (-0.0395, 0.0150),
    (-0.0330, 0.0030),
    (-0.0200, 0.0000),
    (0.0250, 0.0010),
    (0.0560, 0.0000),
    (0.0740, 0.0002),
    (0.0845, 0.0125),
    (0.0740, 0.0250),
    (0.0500, 0.0330),
    (0.0280, 0.0430),
    (0.0120, 0.0530),
    (-0.0090, 0.0540),
    (-0.0210, 0.0440),
    (-0.0340, 0.0310),
)
"""Edge of the foot without toes: (along the sole from below the ankle, above the sole)."""
INSTEP: Knots = ((0, 0.0195), (1, 0.0125))

HEAD: tuple[Point, ...] = (
    (0.000, 0.0620),
    (0.036, 0.0500),
    (0.055, 0.0180),
    (0.056, -0.0120),
    (0.051, -0.0400),
    (0.037, -0.0585),
    (0.015, -0.0570),
    (-0.012, -0.0480),
    (-0.040, -0.0370),
    (-0.057, -0.0090),
    (-0.056, 0.0230),
    (-0.034, 0.0520),
)
"""Edge of the head: (towards the face, towards the crown), from its centre."""

BAND: tuple[Point, ...] = ((-0.0575, 0.0030), (0.0555, 0.0215))
BAND_WIDTH: Knots = ((0, 0.0065), (1, 0.0065))
TAIL_WIDTH: Knots = ((0, 0.0058), (1, 0.0052))
TAIL_LENGTH = 0.036
TAIL_DIRECTION = -128
CROOK_REACH = 0.032
"""How far from the crease the web leaves a limb's edge."""
CROOK_LIMIT = radians(24)
"""Half the angle at a joint below which the limbs lie on each other."""
STRAIGHT = radians(89)
UPRIGHT_DEGREES = 40
"""The tail of the headband hangs only while the neck is this near to upright."""


@dataclass(frozen=True, slots=True)
class Body:
    """The outlines of one pose, part by part; the outlines of a part overlap and are filled as one."""

    head: tuple[Outline, ...]
    band: tuple[Outline, ...]
    trunk: tuple[Outline, ...]
    near_thigh: tuple[Outline, ...]
    near_shank: tuple[Outline, ...]
    """With the foot."""
    far_leg: tuple[Outline, ...]
    near_arm: tuple[Outline, ...]
    far_arm: tuple[Outline, ...]
    accents: tuple[Outline, ...]
    rings: tuple[Point, ...]

    def outlines(self) -> tuple[Outline, ...]:
        """Everything that is body: the silhouette."""
        legs = self.near_thigh + self.near_shank + self.far_leg
        return self.head + self.trunk + legs + self.near_arm + self.far_arm


def body(figure: Figure, key: KeyPose) -> Body:
    """The runner in one key pose."""
    pose = figure.pose(key)
    joints = solve(pose, RUNNER)
    trunk, thigh = _trunk(joints), _thigh(joints.hip, joints.near_leg)
    shank, far_thigh = _shank(joints.near_leg), _thigh(joints.hip, joints.far_leg)
    return Body(
        head=(_head(joints.head, pose.neck),),
        band=_band(joints.head, pose.neck),
        trunk=(trunk.outline(), _buttock(trunk, thigh, trunk, 13), *_crook(trunk, thigh)),
        near_thigh=(thigh.outline(), _buttock(trunk, thigh, thigh, 9)),
        near_shank=_lower_leg(thigh, shank, joints.near_leg, pose.near_leg),
        far_leg=(far_thigh.outline(), *_lower_leg(far_thigh, _shank(joints.far_leg), joints.far_leg, pose.far_leg)),
        near_arm=_arm(joints.shoulder, joints.near_arm),
        far_arm=_arm(joints.shoulder, joints.far_arm),
        accents=tuple(muscle(accent, trunk, thigh, shank, joints.near_leg) for accent in figure.accents),
        rings=tuple(joints.point(name) for name in figure.rings),
    )


def _trunk(joints: Joints) -> Tube:
    """Hip to head: the neck is its narrow end."""
    middle = _between(joints.shoulder, joints.head, 0.5)
    return tube((joints.hip, joints.waist, joints.shoulder, middle, joints.head), TRUNK_BACK, TRUNK_FRONT)


def _thigh(hip: Point, leg: LegJoints) -> Tube:
    return tube((hip, leg.knee), THIGH_FRONT, THIGH_BACK)


def _shank(leg: LegJoints) -> Tube:
    return tube((leg.knee, leg.ankle), SHANK_FRONT, SHANK_BACK)


def _buttock(trunk: Tube, thigh: Tube, into: Tube, index: int) -> Outline:
    """What is behind the hip, narrowing into the back or the thigh at one of its points."""
    hip = trunk.centre[0]
    back = _unit(hip, _between(trunk.at(0, 1), thigh.at(0, -1), 0.5))
    seat = hip[0] + BUTTOCK_BACK * back[0], hip[1] + BUTTOCK_BACK * back[1]
    back_width = into.left if into is trunk else into.right
    widths: Knots = ((0, BUTTOCK_RADIUS), (1, back_width[index] - 0.002))
    return tube((seat, into.centre[index]), widths, widths).outline()


def _lower_leg(thigh: Tube, shank: Tube, joints: LegJoints, leg: Leg) -> tuple[Outline, ...]:
    instep = tube((joints.ankle, _between(joints.ankle, joints.ball, 0.85)), INSTEP, INSTEP)
    crooks = _crook(thigh.reversed(), shank) + _crook(shank.reversed(), instep)
    return shank.outline(), *crooks, *_foot(joints.ankle, leg)


def _foot(ankle: Point, leg: Leg) -> tuple[Outline, ...]:
    under_ankle = along(ankle, leg.foot - 90, RUNNER.ankle_height)

    def placed(point: Point) -> Point:
        return along(along(under_ankle, leg.foot, point[0] * leg.foreshorten), leg.foot + 90, point[1])

    ball = placed((RUNNER.ball_forward, BALL_RADIUS))
    sole = along(ball, leg.toes - 90, BALL_RADIUS)
    tip = along(along(sole, leg.toes, RUNNER.toe * leg.foreshorten - TOE_RADIUS), leg.toes + 90, TOE_RADIUS)
    return closed_spline([placed(point) for point in FOOT]), tube((ball, tip), TOE, TOE).outline()


def _arm(shoulder: Point, joints: ArmJoints) -> tuple[Outline, ...]:
    upper = tube((shoulder, joints.elbow), UPPER_ARM, UPPER_ARM)
    fore = tube((joints.elbow, joints.wrist), FOREARM, FOREARM)
    tip = _between(joints.wrist, joints.finger, 1 - HAND[-1][1] / RUNNER.hand)
    crook = _crook(upper.reversed(), fore)
    return upper.outline(), fore.outline(), *crook, tube((joints.wrist, tip), HAND, HAND).outline()


def _crook(first: Tube, second: Tube) -> tuple[Outline, ...]:
    """The web on the inner side of a joint at which both tubes start; none where they lie folded on each other."""
    joint = first.centre[0]
    u, v = _unit(joint, first.centre[1]), _unit(joint, second.centre[1])
    side = 1 if u[0] * v[1] - u[1] * v[0] > 0 else -1
    half = acos(max(-1.0, min(1.0, u[0] * v[0] + u[1] * v[1]))) / 2
    if half < CROOK_LIMIT:
        return ()
    radius = first.left[0] if side > 0 else first.right[0]
    reach = radius / tan(half) + CROOK_REACH
    starts = [_index_at(tube_, reach) for tube_ in (first, second)]
    bisector = _unit((0, 0), (u[0] + v[0], u[1] + v[1])) if half < STRAIGHT else (-side * u[1], side * u[0])
    distance = radius / sin(half)
    corner = joint[0] + distance * bisector[0], joint[1] + distance * bisector[1]
    return (web(first.at(starts[0], side), corner, second.at(starts[1], -side), joint),)


def _index_at(limb: Tube, distance: float) -> int:
    """The first point of its centre line at least this far from its start, or its middle."""
    start, middle = limb.centre[0], len(limb.centre) // 2
    for index in range(middle):
        if dist(start, limb.centre[index]) >= distance:
            return index
    return middle


def _head(centre: Point, neck: float) -> Outline:
    return closed_spline([_on_head(centre, neck, point) for point in HEAD])


def _band(centre: Point, neck: float) -> tuple[Outline, ...]:
    points = [_on_head(centre, neck, point) for point in BAND]
    band = tube(points, BAND_WIDTH, BAND_WIDTH).outline()
    if abs(neck - 90) > UPRIGHT_DEGREES:
        return (band,)
    tail = tube((points[0], along(points[0], TAIL_DIRECTION, TAIL_LENGTH)), TAIL_WIDTH, TAIL_WIDTH)
    return band, tail.outline()


def _on_head(centre: Point, neck: float, point: Point) -> Point:
    return along(along(centre, neck - 90, point[0]), neck, point[1])


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def _unit(start: Point, end: Point) -> Point:
    length = hypot(end[0] - start[0], end[1] - start[1])
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length
