"""The muscles that can be tinted: spindles inside the outlines of the trunk and the near leg, and bars in the foot."""

from typing import assert_never

from mobility_gui.figure.figure import Accent
from mobility_gui.figure.pose import LegJoints, Point
from mobility_gui.figure.shape import Knots, Outline, Tube, leaf, quadratic, spline, tube

BAR: Knots = ((0, 0.0062), (1, 0.0050))
BAR_HEIGHT = 0.0090
"""Height above the sole of the middle of the bar in the foot."""


def muscle(accent: Accent, trunk: Tube, thigh: Tube, shank: Tube, leg: LegJoints[Point]) -> Outline:
    """Return one muscle's outline.

    The front of the trunk is -1 across and that of the leg +1, as the trunk's centre line runs up and the leg's down.
    """
    match accent:
        case Accent.CALF:
            return leaf(shank.along(0.08, 0.64, -0.42), 0.0155)
        case Accent.SOLEUS:
            return leaf(shank.along(0.30, 0.92, -0.40), 0.0105)
        case Accent.QUADRICEPS:
            return leaf(thigh.along(0.12, 0.92, 0.36), 0.0185)
        case Accent.HAMSTRING:
            return leaf(thigh.along(0.14, 0.90, -0.40), 0.0165)
        case Accent.GLUTE:
            return leaf(quadratic(trunk.at(6, 0.35), thigh.at(0, -0.75), thigh.at(4, -0.45)), 0.020)
        case Accent.HIP_FLEXOR:
            return leaf(spline([trunk.at(12, -0.55), trunk.at(5, -0.62), thigh.at(2, 0.5), thigh.at(5, 0.36)]), 0.013)
        case Accent.SHIN:
            return leaf(shank.along(0.10, 0.66, 0.40), 0.0095)
        case Accent.ADDUCTOR:
            return leaf(thigh.along(0.06, 0.74, -0.45), 0.0145)
        case Accent.ABDOMINAL:
            return leaf(trunk.along(0.06, 0.30, -0.52), 0.015)
        case Accent.BACK:
            return leaf(trunk.along(0.14, 0.46, 0.50), 0.0135)
        case Accent.CHEST:
            return leaf(trunk.along(0.33, 0.50, -0.48), 0.0145)
        case Accent.SOLE:
            return tube([_in_foot(leg, -0.12), _in_foot(leg, 0.98)], BAR, BAR).outline()
        case Accent.TOES:
            tip = leg.toe[0] * 0.75 + leg.ball[0] * 0.25, leg.toe[1] * 0.75 + leg.ball[1] * 0.25
            return tube([_in_foot(leg, 0.1), _in_foot(leg, 0.98), _above(leg, tip)], BAR, BAR).outline()
        case _:
            assert_never(accent)


def _in_foot(leg: LegJoints[Point], share: float) -> Point:
    """Return a point above the sole; `share` runs from a quarter of the way from heel to ball (0) to the ball (1)."""
    x = leg.heel[0] + (leg.ball[0] - leg.heel[0]) * (0.25 + 0.75 * share)
    y = leg.heel[1] + (leg.ball[1] - leg.heel[1]) * (0.25 + 0.75 * share)
    return _above(leg, (x, y))


def _above(leg: LegJoints[Point], point: Point) -> Point:
    length = ((leg.ball[0] - leg.heel[0]) ** 2 + (leg.ball[1] - leg.heel[1]) ** 2) ** 0.5
    up = -(leg.ball[1] - leg.heel[1]) / length, (leg.ball[0] - leg.heel[0]) / length
    return point[0] + BAR_HEIGHT * up[0], point[1] + BAR_HEIGHT * up[1]
