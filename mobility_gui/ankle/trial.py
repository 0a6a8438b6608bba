"""One trial of the knee-to-wall test, and the mean of several trials."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import fsum

RANGE_MM = (0, 300)
"""The range of distances that are believed; nothing outside it is stored."""


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


def mean_mm(trials: Iterable[Trial]) -> float | None:
    """Return the mean of the counted trials in millimetres, or None if none counts.

    It is the mean of three, not the best, which is biased and noisier (Bennell 1998; Konor 2012; Hoch & McKeon 2011).
    """
    counted = [trial.distance_mm for trial in trials if trial.fault is None]
    return fsum(counted) / len(counted) if counted else None
