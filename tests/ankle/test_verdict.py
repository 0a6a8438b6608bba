"""Verdict days: when there is a verdict, what it rests on, and that it holds until the next."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_gui.ankle import verdict
from mobility_gui.ankle.level import follow_without_far_off, without_practice
from mobility_gui.ankle.reading import ColdTest
from mobility_gui.ankle.verdict import (
    DAYS_BETWEEN,
    DAYS_FOR_VERDICT,
    LIMITS,
    TESTS_FOR_VERDICT,
    DayVerdict,
    Verdict,
    enough,
    next_verdict_day,
)
from tests.ankle.series import START, cold_on
from tests.bench.simulated_runners import CHANGE, HALF_A_YEAR, NO_CHANGE, ever_told

FIRST = START.date()


def verdicts(tests: Sequence[ColdTest], today: date) -> tuple[DayVerdict, ...]:
    return verdict.verdicts(tests, follow_without_far_off(without_practice(tests)), today)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def judged(values_mm: Sequence[float], until: int, days_apart: float = 3.5) -> tuple[DayVerdict, ...]:
    tests = cold_on([days_apart * number for number in range(len(values_mm))], values_mm)
    return verdicts(tests, day(until))


def test_every_four_weeks_from_the_first_test_there_is_one() -> None:
    found = judged([100.0] * 30, 27)
    assert found == ()
    found = judged([100.0] * 30, 84)
    assert [one.day for one in found] == [day(28), day(56), day(84)]
    assert [one.tests for one in found] == [8, 16, 24]
    assert {one.verdict for one in found} == {Verdict.CANNOT_TELL}


@pytest.mark.parametrize(("today", "then"), [(0, 28), (27, 28), (28, 56), (55, 56), (56, 84)])
def test_the_next_one_lies_after_today(today: int, then: int) -> None:
    assert next_verdict_day(FIRST, day(today)) == day(then)
    assert DAYS_BETWEEN == 28


def test_five_tests_are_needed_of_which_those_that_count_span_fourteen_days() -> None:
    assert (TESTS_FOR_VERDICT, DAYS_FOR_VERDICT) == (5, 14)
    assert not enough(cold_on([0, 7, 14, 21], [100] * 4))
    assert not enough(cold_on([0, 7, 14, 16, 20], [100] * 5))
    assert enough(cold_on([0, 7, 14, 16, 21], [100] * 5))
    assert enough(cold_on([0, 1.9, 5, 9, 15.1], [100] * 5))  # days are those of the calendar
    assert verdicts(cold_on([0, 7, 14, 21, 40], [100] * 5), day(60)) != ()
    assert [one.day for one in verdicts(cold_on([0, 7, 14, 21, 40], [100] * 5), day(60))] == [day(56)]


def test_a_test_on_the_day_itself_still_counts() -> None:
    assert judged([100.0] * 9, 28)[0].tests == 8
    tests = cold_on([*range(0, 28, 7), 28], [100.0] * 5)
    assert verdicts(tests, day(28))[0].tests == 4


def test_a_day_without_a_new_test_repeats_the_one_before() -> None:
    found = judged([100, *(100 + number for number in range(15))], 140)
    assert [one.day for one in found] == [day(28 * n) for n in range(1, 6)]
    assert len({(one.verdict, one.mm, one.least_mm) for one in found[1:]}) == 1


def test_a_clear_rise_is_an_improvement_and_a_clear_fall_is_worse() -> None:
    rise = judged([90, *(100 + 0.8 * number for number in range(40))], 140)
    fall = judged([90, *(130 - 0.8 * number for number in range(40))], 140)
    assert rise[-1].verdict is Verdict.IMPROVED
    assert fall[-1].verdict is Verdict.WORSE
    assert rise[-1].mm == pytest.approx(-fall[-1].mm, abs=1e-6)
    assert rise[-1].mm > rise[-1].least_mm > 0


def test_the_first_days_are_stricter() -> None:
    assert LIMITS == (3.5, 2.8, 2.3, 2.0, 2.0, 2.0)
    rise = judged([90, *(100 + number for number in range(8))], 28)
    assert rise[0].verdict is Verdict.CANNOT_TELL


@pytest.mark.parametrize("place", range(1, 24))
def test_no_verdict_rests_on_one_wild_test(place: int) -> None:
    flat: list[float] = [95, *([100, 103, 97] * 8)]
    assert {one.verdict for one in judged(flat, 84)} == {Verdict.CANNOT_TELL}
    flat[place] += 40
    assert {one.verdict for one in judged(flat, 84)} == {Verdict.CANNOT_TELL}


HISTORIES = st.lists(st.tuples(st.floats(0, 12), st.floats(60, 150)), min_size=1, max_size=30)


HISTORY = (HISTORIES, st.integers(0, 200), st.integers(0, 29))
"""Days since the test before and distance of each test; today; and how many tests were there by then."""


@settings(max_examples=300)
@given(*HISTORY)
def test_while_tests_are_only_added_no_verdict_of_a_past_day_changes(
    steps: list[tuple[float, float]], today: int, known: int
) -> None:
    """Whatever is added later, and however often the page is opened; tests/prove tries 2,000 histories."""
    holds(steps, today, known)


def holds(steps: list[tuple[float, float]], today: int, known: int) -> None:
    at, days = 0.0, []
    for step, _ in steps:
        at += step
        days.append(at)
    tests: list[ColdTest] = cold_on(days, [mm for _, mm in steps])
    before = verdicts([test for test in tests[: known + 1] if test.at.date() <= day(today)], day(today))
    later = verdicts(tests, day(today + 400))
    over = [one for one in before if known + 1 >= len(tests) or one.day < tests[known + 1].at.date()]
    assert list(later[: len(over)]) == over


def test_the_day_s_own_tests_can_still_change_its_verdict() -> None:
    rising = [90, *(100 + 2.5 * number for number in range(8))]
    assert judged(rising, 28)[0].tests == 8
    assert judged(rising[:8], 28)[0].tests == 7


# What is promised of the verdicts, on 1,000 invented runners each (`make simulate`: 4,000, with the whole table)


@pytest.mark.parametrize("name", NO_CHANGE)
def test_without_a_true_change_one_is_seldom_told(name: str) -> None:
    kind, most = NO_CHANGE[name]
    runners = 1000 if kind.last == HALF_A_YEAR else 250
    assert ever_told(kind, runners=runners) <= most + 0.02


@pytest.mark.parametrize("name", CHANGE)
def test_a_true_change_is_mostly_told(name: str) -> None:
    kind, by, least = CHANGE[name]
    assert ever_told(kind, by, runners=1000) >= least - 0.03
