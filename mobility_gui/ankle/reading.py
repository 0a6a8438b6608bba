"""What one session measured on one ankle."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

# Plain tuples, since a runner may have tens of thousands of these and tuples are created three times as fast.


class Reading(NamedTuple):
    """The cold and the after value of one session, in millimetres; None where not measured."""

    at: datetime
    cold_mm: float | None
    after_mm: float | None = None


class ColdTest(NamedTuple):
    """One cold value in millimetres; `day` counts days, with fractions, from any fixed moment."""

    at: datetime
    day: float
    mm: float


_SECONDS_A_DAY = 86_400


def cold_tests(readings: Iterable[Reading]) -> list[ColdTest]:
    """Return the cold tests, oldest first; days count from 1970 in UTC, so travel does not shift them."""
    found = [
        ColdTest(reading.at, reading.at.timestamp() / _SECONDS_A_DAY, reading.cold_mm)
        for reading in readings
        if reading.cold_mm is not None
    ]
    found.sort(key=lambda test: test.day)
    return found
