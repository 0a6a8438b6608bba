from datetime import UTC, datetime, timedelta

import pytest

from mobility_gui.ankle.difference import Comparison, difference
from mobility_gui.ankle.reading import Reading

START = datetime(2026, 9, 1, 7, 0, tzinfo=UTC)


def weekly(*cold_mm: float | None) -> list[Reading]:
    return [Reading(START + timedelta(days=7 * week), value) for week, value in enumerate(cold_mm)]


@pytest.mark.parametrize(
    ("left_mm", "right_mm", "mean_mm", "comparison"),
    [
        ((100, 100, 100), (114, 114, 114), -14, Comparison.USUAL),
        ((100, 100, 100), (115, 115, 115), -15, Comparison.WATCH),
        ((100, 100, 100), (114.6, 114.6, 114.6), pytest.approx(-14.6), Comparison.WATCH),
        ((120, 120, 120), (100, 100, 100), 20, Comparison.WATCH),
        ((120.4, 120.4, 120.4), (100, 100, 100), pytest.approx(20.4), Comparison.WATCH),
        ((121, 121, 121), (100, 100, 100), 21, Comparison.CONSISTENT),
        ((100, 100), (150, 150), -50, Comparison.TOO_FEW),
    ],
)
def test_two_ankles_are_compared_by_the_mean_of_three_days(
    left_mm: tuple[float, ...], right_mm: tuple[float, ...], mean_mm: float, comparison: Comparison
) -> None:
    found = difference(weekly(*left_mm), weekly(*right_mm))
    assert found is not None
    assert (found.mean_mm, found.comparison) == (mean_mm, comparison)


def test_only_days_with_both_ankles_are_compared() -> None:
    found = difference(weekly(100, 100, None, 100), weekly(110, None, 150, 110))
    assert found is not None
    assert (found.days, found.mean_mm) == (2, -10)
    assert difference(weekly(100), []) is None


def test_of_two_tests_on_one_day_the_later_is_compared() -> None:
    morning, noon = START, START + timedelta(hours=5)
    found = difference([Reading(morning, 90), Reading(noon, 100)], [Reading(noon, 110)])
    assert found is not None
    assert found.mean_mm == -10
