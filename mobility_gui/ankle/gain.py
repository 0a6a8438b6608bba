"""The effect of one session on an ankle: after minus cold, never added to the change over weeks."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum, sqrt

from mobility_gui.ankle.reading import Reading

SESSIONS_FOR_INTERVAL = 7
"""How many paired sessions a gain needs to get an interval: one session's gain is usually within measurement error."""

T95 = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
"""Two-sided 95 % quantiles of Student's t for 1 to 30 degrees of freedom (NIST/SEMATECH e-Handbook, 1.3.6.7.2)."""


@dataclass(frozen=True, slots=True)
class Gain:
    """Mean of after minus cold within sessions, and its 95 % t interval, None before seven paired sessions."""

    sessions: int
    mean_mm: float
    interval_mm: tuple[float, float] | None


def gain(readings: Iterable[Reading]) -> Gain | None:
    """Sum up the effect of one session, from the sessions measured both cold and after; None without any."""
    gains = [r.after_mm - r.cold_mm for r in readings if r.after_mm is not None and r.cold_mm is not None]
    if not gains:
        return None
    mean = fsum(gains) / len(gains)
    if len(gains) < SESSIONS_FOR_INTERVAL:
        return Gain(len(gains), mean, None)
    deviation = sqrt(fsum((value - mean) ** 2 for value in gains) / (len(gains) - 1))
    margin = t95(len(gains) - 1) * deviation / sqrt(len(gains))
    return Gain(len(gains), mean, (mean - margin, mean + margin))


def t95(freedom: int) -> float:
    """Return the two-sided 95 % quantile of Student's t; past 30 degrees of freedom that of 30, which is too wide."""
    return T95[min(freedom, len(T95)) - 1]
