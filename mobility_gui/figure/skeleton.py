"""The lengths of the runner's bones, in body heights."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Segment lengths as fractions of body height.

    Source: Drillis & Contini 1966, in Winter, "Biomechanics and Motor Control of Human Movement".
    Hip to shoulder, 0.288 in the source, is drawn in two halves so that the back can bend.
    The hand, 0.108 in the source with straight fingers, is drawn relaxed.
    """

    thigh: float = 0.245
    shank: float = 0.246
    ankle_height: float = 0.039
    """Ankle above the sole."""
    heel_back: float = 0.040
    """Ankle to the back of the heel along the sole; with `ball_forward` and `toe` it makes up the foot's 0.152."""
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
    """Shoulder to the centre of the head: 0.182 to the crown, minus half a head."""
    half_hips: float = 0.052
    """Middle of the pelvis to one hip joint. The breadth of the hips, 0.191 in the source, includes muscle."""
    half_shoulders: float = 0.105
    """Root of the neck to one shoulder joint. The breadth of the shoulders, 0.259 in the source, includes muscle."""


RUNNER = Skeleton()
"""The runner in all drawings."""
