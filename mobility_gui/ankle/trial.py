"""One trial of the knee-to-wall test, and the mean of several trials."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import fsum

RANGE_MM = (0, 300)
"""The range of distances that are believed; nothing outside it is stored."""


FAR_OFF_MM = 30
"""A value further than this from all others of the ankle is asked about (assumption). It is more than four standard
errors of a test (6.9 mm) and far more than an ankle gains in a session."""


class TrialFault(StrEnum):
    """Why a trial does not count."""

    HEEL_LIFTED = "heel_lifted"
    FOOT_TURNED = "foot_turned"
    PAIN = "pain"


@dataclass(frozen=True, slots=True)
class Trial:
    """Distance from big toe to wall in millimetres, and the fault that keeps it from counting, if any.

    Raises `ValueError` for a distance outside `RANGE_MM`.
    """

    distance_mm: float
    fault: TrialFault | None = None

    def __post_init__(self) -> None:
        """Refuse a distance that no ankle reaches."""
        least, most = RANGE_MM
        if not least <= self.distance_mm <= most:
            raise ValueError(f"A distance of {self.distance_mm:g} mm is outside {least} to {most} mm.")


def is_far_off(value_mm: float, others_mm: Iterable[float]) -> bool:
    """True if a value is so far from every other value of the same ankle that it was probably misread or mistyped."""
    return min((abs(value_mm - other) for other in others_mm), default=0.0) > FAR_OFF_MM


def mean_mm(trials: Iterable[Trial]) -> float | None:
    """Return the mean of the counted trials in millimetres, or None if none counts.

    It is the mean of three, not the best, which is biased and noisier (Bennell 1998; Konor 2012; Hoch & McKeon 2011).
    """
    counted = [trial.distance_mm for trial in trials if trial.fault is None]
    return fsum(counted) / len(counted) if counted else None
