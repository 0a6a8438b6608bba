"""How long the runner's bones are, in body heights."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Segment lengths as parts of body height.

    Source: Drillis & Contini 1966, in Winter, "Biomechanics and Motor Control of Human Movement".
    Hip to shoulder, 0.288 there, is drawn in two halves so that the back can bend;
    the hand, 0.108 there with stretched fingers, is drawn relaxed.
    """

    thigh: float = 0.245
    shank: float = 0.246
    ankle_height: float = 0.039
    """Ankle above the sole."""
    heel_back: float = 0.040
    """Ankle to the back of the heel along the sole; with `ball_forward` and `toe` the foot's 0.152."""
    ball_forward: float = 0.072
    """Ankle to the ball of the foot along the sole."""
    toe: float = 0.040
    """Ball of the foot to the tip of the toes."""
    upper_arm: float = 0.186
    forearm: float = 0.146
    hand: float = 0.100
    lumbar: float = 0.144
    """Hip to waist."""
    thorax: float = 0.144
    """Waist to shoulder."""
    neck: float = 0.120
    """Shoulder to the centre of the head: 0.182 to the crown less half a head."""
    half_hips: float = 0.052
    """Middle of the pelvis to one hip joint; the breadth over the hips, 0.191 there, has muscle on either side."""
    half_shoulders: float = 0.105
    """Root of the neck to one shoulder joint; the breadth over them, 0.259 there, has muscle on either side."""


RUNNER = Skeleton()
"""The one runner of all drawings."""
