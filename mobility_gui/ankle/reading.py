"""What one session measured on one ankle."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """Before a session and after it, in millimetres; None where not measured."""

    at: datetime
    cold_mm: float | None
    after_mm: float | None = None


@dataclass(frozen=True, slots=True)
class ColdTest:
    """One cold value in millimetres; `day` counts days, with their parts, from any fixed moment."""

    at: datetime
    day: float
    mm: float


_SECONDS_A_DAY = 86_400


def cold_tests(readings: Iterable[Reading]) -> list[ColdTest]:
    """The sessions with a cold test, oldest first; days count from 1970 in UTC, so that travel moves none."""
    found = [
        ColdTest(reading.at, reading.at.timestamp() / _SECONDS_A_DAY, reading.cold_mm)
        for reading in readings
        if reading.cold_mm is not None
    ]
    found.sort(key=lambda test: test.day)
    return found
