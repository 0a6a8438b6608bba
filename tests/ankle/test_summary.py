from datetime import timedelta

import pytest

from mobility_gui.ankle.error import SEM_MM, Z95, margin_mm
from mobility_gui.ankle.level import follow, line_of
from mobility_gui.ankle.reading import Reading, cold_tests
from mobility_gui.ankle.summary import AnkleSummary, summarize
from mobility_gui.ankle.verdict import Verdict
from tests.ankle.series import START, readings_on

LATER = (START + timedelta(days=400)).date()


def weekly(*cold_mm: float | None) -> AnkleSummary:
    found = summarize(readings_on(range(0, 7 * len(cold_mm), 7), cold_mm), LATER)
    assert found is not None
    return found


def test_without_a_cold_test_there_is_nothing_to_sum_up() -> None:
    assert summarize([], LATER) is None
    assert summarize([Reading(START, None, 100)], LATER) is None


def test_a_single_test_counts_although_it_is_practice() -> None:
    found = weekly(100)
    assert (found.now.mm, found.counted, found.tests, found.sem_mm) == (100, 1, 1, SEM_MM)
    assert found.now.margin_mm == pytest.approx(Z95 * SEM_MM)
    assert (found.change, found.verdict, len(found.line)) == (None, None, 1)


def test_before_there_is_enough_it_is_the_mean_of_what_there_is_without_the_practice() -> None:
    found = weekly(80, 95, 100, 105)
    assert (found.now.mm, found.counted, found.tests, found.change) == (100, 3, 4, None)
    assert found.now.margin_mm == margin_mm(3, SEM_MM)
    assert [(level.mm, level.margin_mm) for level in found.line] == [(100, found.now.margin_mm)] * 2


def test_with_enough_of_them_now_change_and_line_are_the_level() -> None:
    values = [80, 95, 100, 97, 103, 104, 108]
    found = weekly(*values)
    tests = cold_tests(readings_on(range(0, 49, 7), values))[1:]
    known = follow(tests)[-1]
    assert (found.now, found.change, found.line) == (known.now, known.change, line_of(follow(tests)))
    assert (found.counted, found.tests) == (6, 7)


def test_a_test_far_off_is_left_out_and_named() -> None:
    values = [100.0] * 12
    wild = weekly(*values[:7], 145, *values[7:])
    assert wild.far_off == (START + timedelta(days=49),)
    assert wild.now.mm == pytest.approx(100)
    assert (wild.counted, wild.tests) == (11, 13)
    assert weekly(*values).far_off == ()
    assert weekly(100, 100, 145, 100).far_off == ()  # a mean of what there is


def test_two_of_one_moment_that_are_far_off_are_both_named() -> None:
    readings = readings_on([*range(0, 70, 7), 35.5, 35.5], [100.0] * 10 + [160.0, 160.0])
    found = summarize(readings, LATER)
    assert found is not None
    assert (len(found.far_off), found.counted, found.tests) == (2, 9, 12)


def test_the_order_of_the_readings_does_not_matter() -> None:
    readings = readings_on(range(0, 70, 7), [80, 95, 100, 97, 103, 104, 108, 101, 99, 107])
    assert summarize(readings[::-1], LATER) == summarize(readings, LATER)


def test_the_verdict_is_that_of_the_last_day_and_the_next_is_known() -> None:
    found = weekly(80, *(100 + 1.2 * week for week in range(40)))
    assert found.verdict is not None
    assert found.verdict.verdict is Verdict.IMPROVED
    assert found.verdict == found.verdicts[-1]
    assert found.verdict.day < LATER < found.next_verdict


def test_a_plateau_of_two_years_keeps_the_gain_of_the_first_weeks() -> None:
    """A straight line over the whole record would show half of it."""
    found = weekly(85, *(min(100 + 1.25 * week, 115) for week in range(116)))
    assert found.change is not None
    assert found.change.mm == pytest.approx(15, abs=0.7)
