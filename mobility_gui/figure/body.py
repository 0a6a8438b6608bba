"""The runner's body: rounded, tapered outlines around the joints, seen from the side (facing right) or the front.

All half widths are in body heights, chosen by eye from the proportions of an adult runner.
"""

from dataclasses import dataclass
from math import acos, atan2, cos, degrees, dist, hypot, radians, sin, tan

from mobility_gui.figure.figure import Figure
from mobility_gui.figure.motion import Moment, joints_at
from mobility_gui.figure.muscle import muscle
from mobility_gui.figure.pose import QUARTER_DEGREES, ArmJoints, Joints, LegJoints, Place, Point, View, along, seen
from mobility_gui.figure.shape import Knots, Outline, Tube, closed_spline, tube, web
from mobility_gui.figure.skeleton import RUNNER

TRUNK_BACK: Knots = ((0, 0.052), (0.13, 0.048), (0.26, 0.045), (0.40, 0.053), (0.52, 0.042), (0.66, 0.030), (1, 0.028))
TRUNK_FRONT: Knots = ((0, 0.052), (0.2, 0.047), (0.38, 0.060), (0.5, 0.046), (0.64, 0.030), (0.78, 0.028), (1, 0.028))
TRUNK_BREADTH: Knots = (
    (0, 0.078),
    (0.10, 0.083),
    (0.26, 0.066),
    (0.40, 0.088),
    (0.475, 0.097),
    (0.54, 0.070),
    (0.63, 0.031),
    (1, 0.027),
)
"""Half width to either side, seen from the front."""
THIGH_FRONT: Knots = ((0, 0.052), (0.35, 0.051), (0.72, 0.041), (1, 0.034))
THIGH_BACK: Knots = ((0, 0.052), (0.35, 0.046), (0.78, 0.035), (1, 0.033))
SHANK_FRONT: Knots = ((0, 0.034), (0.18, 0.030), (0.62, 0.0235), (1, 0.0195))
SHANK_BACK: Knots = ((0, 0.033), (0.12, 0.034), (0.33, 0.0405), (0.70, 0.0255), (1, 0.0195))
UPPER_ARM: Knots = ((0, 0.031), (0.35, 0.0285), (0.75, 0.0225), (1, 0.0215))
THIGH_BREADTH: Knots = ((0, 0.050), (0.35, 0.048), (0.78, 0.036), (1, 0.033))
SHANK_BREADTH: Knots = ((0, 0.032), (0.30, 0.038), (0.70, 0.0245), (1, 0.0195))
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
"""Outline of the foot without toes, in points (distance along the sole from below the ankle, height above the sole)."""
INSTEP: Knots = ((0, 0.0195), (1, 0.0125))
FOREFOOT: Knots = ((0, 0.0195), (0.6, 0.030), (1, 0.024))
"""Half widths of a foot that points at the viewer, from the ankle to the tip of the toes."""
FOREFOOT_END = 0.024
TURNED = 0.5
"""A foot counts as pointing at the viewer if the picture shows less than this fraction of its length."""

FACE: tuple[Point, ...] = (
    (0.000, 0.0620),
    (0.034, 0.0500),
    (0.049, 0.0180),
    (0.045, -0.0180),
    (0.030, -0.0500),
    (0.000, -0.0640),
    (-0.030, -0.0500),
    (-0.045, -0.0180),
    (-0.049, 0.0180),
    (-0.034, 0.0500),
)
"""Outline of the head from the front."""
FACE_BAND: tuple[Point, ...] = ((-0.0500, 0.0160), (0.0, 0.0105), (0.0500, 0.0160))

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
"""Outline of the head from the side, in points (towards the face, towards the crown) from its centre."""

BAND: tuple[Point, ...] = ((-0.0575, 0.0030), (0.0555, 0.0215))
BAND_WIDTH: Knots = ((0, 0.0065), (1, 0.0065))
TAIL_WIDTH: Knots = ((0, 0.0058), (1, 0.0052))
TAIL_LENGTH = 0.036
TAIL_DIRECTION = -128
CROOK_REACH = 0.032
"""Distance from the crease of a bent joint at which the web leaves a limb's edge."""
CROOK_LIMIT = radians(24)
"""Half the angle at a joint below which its two limbs lie on each other."""
STRAIGHT = radians(89)
LEAST_TURN = 0.01
CHEST_FROM = 0.35
"""Fraction of the way from hip to head at which the chest reaches its full breadth."""
NOWHERE = 1e-6
"""A segment shorter than this points straight at the viewer."""
UPRIGHT_DEGREES = 40
"""The tail of the headband is drawn only while the neck is within this angle of upright."""


@dataclass(frozen=True, slots=True)
class Body:
    """The body's outlines at one moment, part by part. The outlines of a part overlap and are filled as one shape."""

    head: tuple[Outline, ...]
    band: tuple[Outline, ...]
    trunk: tuple[Outline, ...]
    near_thigh: tuple[Outline, ...]
    near_shank: tuple[Outline, ...]
    """Includes the foot."""
    far_leg: tuple[Outline, ...]
    near_arm: tuple[Outline, ...]
    far_arm: tuple[Outline, ...]
    accents: tuple[Outline, ...]
    rings: tuple[Point, ...]

    def outlines(self) -> tuple[Outline, ...]:
        """Return all outlines of the body itself: its silhouette."""
        legs = self.near_thigh + self.near_shank + self.far_leg
        return self.head + self.trunk + legs + self.near_arm + self.far_arm


def body(figure: Figure, moment: Moment) -> Body:
    """Return the runner's body at one moment of the movement."""
    places = joints_at(figure, moment)
    joints = seen(places, figure.view)
    front = figure.view in (View.FRONT, View.QUARTER)
    trunk, thigh, far_thigh = (
        _trunk(joints, places, figure.view),
        _thigh(joints.near_leg, front),
        _thigh(joints.far_leg, front),
    )
    shank, far_shank = _shank(joints.near_leg, front), _shank(joints.far_leg, front)
    seat = () if front else (_buttock(trunk, thigh, trunk, 13),)
    seat_of_thigh = () if front else (_buttock(trunk, thigh, thigh, 9),)
    return Body(
        head=(_head(joints, front),),
        band=_band(joints, front),
        trunk=(trunk.outline(), *seat, *(() if front else _crook(trunk, thigh))),
        near_thigh=(thigh.outline(), *seat_of_thigh),
        near_shank=_lower_leg(thigh, shank, joints.near_leg),
        far_leg=(far_thigh.outline(), *_lower_leg(far_thigh, far_shank, joints.far_leg)),
        near_arm=_arm(joints.near_arm),
        far_arm=_arm(joints.far_arm),
        accents=tuple(muscle(accent, trunk, thigh, shank, joints.near_leg) for accent in figure.accents),
        rings=tuple(joints.point(name) for name in figure.rings),
    )


def _trunk(joints: Joints[Point], places: Joints[Place], view: View) -> Tube:
    """Return the trunk from hip to head, with the neck as its narrow end. Turned shoulders show the chest's breadth."""
    middle = _between(joints.shoulder, joints.head, 0.5)
    line = (joints.hip, joints.waist, joints.shoulder, middle, joints.head)
    if view is View.FRONT:
        return tube(line, TRUNK_BREADTH, TRUNK_BREADTH)
    profile = tube(line, TRUNK_BACK, TRUNK_FRONT)
    shares = _breadth_seen(places, view, len(profile.centre))
    if not shares:
        return profile
    broad = tube(line, TRUNK_BREADTH, TRUNK_BREADTH)
    return Tube(profile.centre, _shared(profile.left, broad.left, shares), _shared(profile.right, broad.right, shares))


def _breadth_seen(places: Joints[Place], view: View, count: int) -> list[float]:
    """Return how much of the trunk's breadth shows at each of its points, 0 to 1, or nothing if it is in profile."""
    if view is View.QUARTER:
        return [cos(radians(QUARTER_DEGREES))] * count
    aside = places.near_arm.shoulder[2] - places.shoulder[2]
    turned = 1 - (aside / RUNNER.half_shoulders) ** 2
    # The hips do not turn with the shoulders.
    shares = [turned * min(1.0, index / (count - 1) / CHEST_FROM) for index in range(count)]
    return shares if turned >= LEAST_TURN else []


def _shared(one: tuple[float, ...], other: tuple[float, ...], shares: list[float]) -> tuple[float, ...]:
    return tuple(a + min(1.0, share) * (b - a) for a, b, share in zip(one, other, shares, strict=True))


def _thigh(leg: LegJoints[Point], front: bool) -> Tube:
    widths = (THIGH_BREADTH, THIGH_BREADTH) if front else (THIGH_FRONT, THIGH_BACK)
    return tube((leg.hip, leg.knee), *widths)


def _shank(leg: LegJoints[Point], front: bool) -> Tube:
    widths = (SHANK_BREADTH, SHANK_BREADTH) if front else (SHANK_FRONT, SHANK_BACK)
    return tube((leg.knee, leg.ankle), *widths)


def _buttock(trunk: Tube, thigh: Tube, into: Tube, index: int) -> Outline:
    """Return the shape behind the hip, which narrows into the back or the thigh at point `index` of that tube."""
    hip = trunk.centre[0]
    back = _unit(hip, _between(trunk.at(0, 1), thigh.at(0, -1), 0.5))
    seat = hip[0] + BUTTOCK_BACK * back[0], hip[1] + BUTTOCK_BACK * back[1]
    back_width = into.left if into is trunk else into.right
    widths: Knots = ((0, BUTTOCK_RADIUS), (1, back_width[index] - 0.002))
    return tube((seat, into.centre[index]), widths, widths).outline()


def _lower_leg(thigh: Tube, shank: Tube, leg: LegJoints[Point]) -> tuple[Outline, ...]:
    if dist(leg.heel, leg.ball) < TURNED * (RUNNER.heel_back + RUNNER.ball_forward):
        return shank.outline(), *_crook(thigh.reversed(), shank), _forefoot(leg)
    instep = tube((leg.ankle, _between(leg.ankle, leg.ball, 0.85)), INSTEP, INSTEP)
    crooks = _crook(thigh.reversed(), shank) + _crook(shank.reversed(), instep)
    return shank.outline(), *crooks, *_foot(leg)


def _forefoot(leg: LegJoints[Point]) -> Outline:
    tip = leg.toe[0], max(leg.toe[1], min(leg.heel[1], leg.ball[1])) + FOREFOOT_END
    return tube((leg.ankle, tip), FOREFOOT, FOREFOOT).outline()


def _foot(leg: LegJoints[Point]) -> tuple[Outline, ...]:
    direction = _degrees(leg.heel, leg.ball)
    shortened = dist(leg.heel, leg.ball) / (RUNNER.heel_back + RUNNER.ball_forward)
    under_ankle = along(leg.ankle, direction - 90, RUNNER.ankle_height)

    def placed(point: Point) -> Point:
        return along(along(under_ankle, direction, point[0] * shortened), direction + 90, point[1])

    ball = placed((RUNNER.ball_forward, BALL_RADIUS))
    toes = _degrees(leg.ball, leg.toe)
    sole = along(ball, toes - 90, BALL_RADIUS)
    tip = along(along(sole, toes, max(TOE_RADIUS, dist(leg.ball, leg.toe)) - TOE_RADIUS), toes + 90, TOE_RADIUS)
    return closed_spline([placed(point) for point in FOOT]), tube((ball, tip), TOE, TOE).outline()


def _arm(joints: ArmJoints[Point]) -> tuple[Outline, ...]:
    upper = tube((joints.shoulder, joints.elbow), UPPER_ARM, UPPER_ARM)
    fore = tube((joints.elbow, joints.wrist), FOREARM, FOREARM)
    tip = _between(joints.wrist, joints.finger, 1 - HAND[-1][1] / RUNNER.hand)
    crook = _crook(upper.reversed(), fore)
    return upper.outline(), fore.outline(), *crook, tube((joints.wrist, tip), HAND, HAND).outline()


def _crook(first: Tube, second: Tube) -> tuple[Outline, ...]:
    """Return the web on the inner side of the joint where both tubes start, or nothing if they lie folded together."""
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
    """Return the index of the first centre point at least `distance` from the start, or of the middle if none is."""
    start, middle = limb.centre[0], len(limb.centre) // 2
    for index in range(middle):
        if dist(start, limb.centre[index]) >= distance:
            return index
    return middle


def _head(joints: Joints[Point], front: bool) -> Outline:
    return closed_spline([_on_head(joints, point) for point in (FACE if front else HEAD)])


def _band(joints: Joints[Point], front: bool) -> tuple[Outline, ...]:
    points = [_on_head(joints, point) for point in (FACE_BAND if front else BAND)]
    band = tube(points, BAND_WIDTH, BAND_WIDTH).outline()
    if front or abs(_degrees(joints.shoulder, joints.head) - 90) > UPRIGHT_DEGREES:
        return (band,)
    tail = tube((points[0], along(points[0], TAIL_DIRECTION, TAIL_LENGTH)), TAIL_WIDTH, TAIL_WIDTH)
    return band, tail.outline()


def _on_head(joints: Joints[Point], point: Point) -> Point:
    neck = _degrees(joints.shoulder, joints.head)
    return along(along(joints.head, neck - 90, point[0]), neck, point[1])


def _degrees(start: Point, end: Point) -> float:
    return degrees(atan2(end[1] - start[1], end[0] - start[0]))


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def _unit(start: Point, end: Point) -> Point:
    length = hypot(end[0] - start[0], end[1] - start[1])
    if length < NOWHERE:
        return 0.0, -1.0
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length
