from datetime import UTC, datetime, timedelta
from math import gamma, pi, sqrt

import pytest

from mobility_gui.ankle.error import smallest_change_mm
from mobility_gui.ankle.series import (
    T95,
    Change,
    Comparison,
    Reading,
    Verdict,
    difference,
    gain,
    level,
    t95,
    verdict_words,
)
from mobility_gui.ankle.unit import Unit

START = datetime(2026, 9, 1, 7, 0, tzinfo=UTC)


def weekly(*cold_mm: float | None) -> list[Reading]:
    return [Reading(START + timedelta(days=7 * week), value) for week, value in enumerate(cold_mm)]


def test_without_a_cold_test_there_is_no_level() -> None:
    assert level([]) is None
    assert level([Reading(START, None, 100)]) is None


def test_one_test_is_a_value_and_nothing_more() -> None:
    found = level(weekly(100))
    assert found is not None
    assert (found.now_mm, found.tests, found.change, found.verdict) == (100, 1, None, Verdict.CANNOT_TELL)


def test_the_very_first_test_is_dropped_and_no_test_is_in_both_means() -> None:
    found = level(weekly(80, 90, 91, 92, 110, 111, 112))
    assert found is not None
    assert found.change == Change(91, 20, smallest_change_mm(3, 3))
    assert (found.now_mm, found.verdict) == (111, Verdict.MORE)


def test_the_order_in_which_tests_arrive_does_not_matter() -> None:
    tests = weekly(80, 90, 91, 92, 110, 111, 112)
    assert level(tests[::-1]) == level(tests)


def test_with_five_tests_the_baseline_is_the_second_alone_and_its_error_is_counted() -> None:
    found = level(weekly(80, 95, 100, 100, 100))
    assert found is not None
    assert found.change == Change(95, 5, smallest_change_mm(1, 3))
    assert found.verdict is Verdict.LESS


def test_four_tests_never_tell() -> None:
    found = level(weekly(80, 90, 150, 150))
    assert found is not None
    assert (found.change, found.verdict) == (None, Verdict.CANNOT_TELL)


@pytest.mark.parametrize(("days", "verdict"), [(13, Verdict.CANNOT_TELL), (14, Verdict.MORE)])
def test_below_fourteen_days_nothing_is_told(days: int, verdict: Verdict) -> None:
    tests = [Reading(START + timedelta(days=day), value) for day, value in enumerate([80, 80, 80, 80, 150, 150])]
    found = level([*tests, Reading(START + timedelta(days=days), 150)])
    assert found is not None
    assert found.verdict is verdict


def test_a_loss_is_told_like_a_gain() -> None:
    found = level(weekly(120, 120, 120, 120, 100, 100, 100))
    assert found is not None
    assert found.change is not None
    assert (found.change.change_mm, found.verdict) == (-20, Verdict.MORE)


def test_the_words_only_weigh_the_change_against_what_the_data_can_show() -> None:
    change = Change(90, 20, 11.04)
    assert verdict_words(change, Verdict.MORE, Unit.CM) == "More than the 1.1 cm these data can show"
    assert verdict_words(change, Verdict.LESS, Unit.INCH) == "Less than the 0.4 in these data can show"
    assert verdict_words(change, Verdict.CANNOT_TELL, Unit.CM) == "Cannot tell yet"
    assert verdict_words(None, Verdict.CANNOT_TELL, Unit.CM) == "Cannot tell yet"


def paired(*gains_mm: float) -> list[Reading]:
    return [Reading(START + timedelta(days=day), 100, 100 + value) for day, value in enumerate(gains_mm)]


def test_a_gain_needs_both_tests_of_one_session() -> None:
    assert gain([Reading(START, 100), Reading(START, None, 110)]) is None


def test_six_sessions_give_the_number_alone() -> None:
    found = gain(paired(4, 8, 6, 6, 6, 6))
    assert found is not None
    assert (found.sessions, found.mean_mm, found.interval_mm) == (6, 6, None)


def test_from_seven_sessions_on_the_gain_has_a_t_interval() -> None:
    found = gain(paired(2, 3, 4, 5, 6, 7, 8))
    assert found is not None
    assert found.mean_mm == 5
    # s = 2.1602, t(6) = 2.447, 2.447 * 2.1602 / sqrt(7) = 1.998
    assert found.interval_mm == pytest.approx((3.002, 6.998), abs=0.001)


@pytest.mark.parametrize("freedom", range(1, len(T95) + 1))
def test_the_table_of_t_is_right(freedom: int) -> None:
    scale = gamma((freedom + 1) / 2) / (sqrt(freedom * pi) * gamma(freedom / 2))
    steps = 20_000
    width = T95[freedom - 1] / steps
    density = [scale * (1 + (i * width) ** 2 / freedom) ** (-(freedom + 1) / 2) for i in range(steps + 1)]
    inside = 2 * width / 3 * (density[0] + density[-1] + 4 * sum(density[1:-1:2]) + 2 * sum(density[2:-1:2]))
    assert inside == pytest.approx(0.95, abs=0.0001)


def test_past_the_table_the_interval_stays_on_the_wide_side() -> None:
    assert t95(500) == t95(30) == 2.042


@pytest.mark.parametrize(
    ("left_mm", "right_mm", "mean_mm", "comparison"),
    [
        ((100, 100, 100), (114, 114, 114), -14, Comparison.USUAL),
        ((100, 100, 100), (115, 115, 115), -15, Comparison.WATCH),
        ((120, 120, 120), (100, 100, 100), 20, Comparison.WATCH),
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
