"""Cold tests on given days, for the tests of what is made of them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from mobility_gui.ankle.reading import ColdTest, Reading, cold_tests

START = datetime(2026, 9, 1, tzinfo=UTC)


def readings_on(days: Iterable[float], values_mm: Sequence[float | None]) -> list[Reading]:
    return [Reading(START + timedelta(days=day), value) for day, value in zip(days, values_mm, strict=True)]


def cold_on(days: Iterable[float], values_mm: Sequence[float | None]) -> list[ColdTest]:
    return cold_tests(readings_on(days, values_mm))
