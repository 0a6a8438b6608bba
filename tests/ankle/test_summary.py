import pytest

from mobility_gui.ankle.change import Verdict
from mobility_gui.ankle.error import SEM_MM, smallest_change_mm
from mobility_gui.ankle.reading import Reading
from mobility_gui.ankle.summary import AnkleSummary, Baseline, summarize
from tests.ankle.series import START, readings_on


def weekly(*cold_mm: float | None) -> AnkleSummary:
    found = summarize(readings_on(range(0, 7 * len(cold_mm), 7), cold_mm))
    assert found is not None
    return found


def test_without_a_cold_test_there_is_no_level() -> None:
    assert summarize([]) is None
    assert summarize([Reading(START, None, 100)]) is None


def test_one_test_is_a_value_and_nothing_more() -> None:
    found = weekly(100)
    assert (found.now_mm, found.now_tests, found.tests, found.sem_mm) == (100, 1, 1, SEM_MM)
    assert (found.baseline, found.trend, found.change, found.verdict) == (None, None, None, Verdict.CANNOT_TELL)


def test_the_very_first_test_is_dropped_and_no_test_is_in_both_means() -> None:
    found = weekly(80, 90, 91, 92, 110, 111, 112)
    assert found.baseline == Baseline(91, 3, 20, smallest_change_mm(3, 3))
    assert found.now_mm == 111


def test_with_five_tests_the_baseline_is_the_second_alone_and_its_error_is_counted() -> None:
    assert weekly(80, 95, 100, 100, 100).baseline == Baseline(95, 1, 5, smallest_change_mm(1, 3))


def test_four_tests_have_no_baseline() -> None:
    assert weekly(80, 90, 150, 150).baseline is None


def test_the_order_in_which_tests_arrive_does_not_matter() -> None:
    readings = readings_on(range(0, 49, 7), [80, 90, 91, 92, 110, 111, 112])
    assert summarize(readings[::-1]) == summarize(readings)


def test_line_and_verdict_come_together_and_leave_the_first_test_out() -> None:
    found = weekly(60, 90, 94, 98, 102, 106, 110, 114)
    assert found.trend is not None
    assert found.trend.mm_at(found.trend.first_day) == pytest.approx(90)
    assert found.trend.first_day == pytest.approx(START.timestamp() / 86_400 + 7)
    assert found.verdict is Verdict.IMPROVED


def test_sessions_without_a_cold_test_count_for_nothing_here() -> None:
    assert weekly(100, None, 102).tests == 2


def test_a_test_of_long_before_says_nothing_of_now() -> None:
    found = summarize(readings_on([0, 300, 330, 365], [80, 90, 95, 100]))
    assert found is not None
    assert (found.now_mm, found.now_tests) == (97.5, 2)
