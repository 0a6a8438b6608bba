from collections.abc import Sequence
from dataclasses import astuple
from math import sqrt

import pytest

from mobility_gui.ankle.change import (
    DAYS_FOR_VERDICT,
    TESTS_FOR_VERDICT,
    Z_POWER,
    Z_WORSE,
    AnkleChange,
    Verdict,
    _line,
    change,
)
from mobility_gui.ankle.error import SEM_MM, Z95
from tests.ankle.series import cold_on
from tests.bench.simulated_runners import Truth, ask, our_verdict, turned_by_a_wild_test

WEEKS = 12
RISING = [80, *(100 + 2 * week for week in range(WEEKS - 1))]
"""From week to week 2 mm more, after a first test that was practice."""


def judged(values_mm: Sequence[float], days_apart: float = 7) -> AnkleChange:
    found = change(cold_on([days_apart * number for number in range(len(values_mm))], values_mm))
    assert found is not None
    return found


def test_before_five_tests_nothing_is_judged() -> None:
    assert change(cold_on(range(0, 28, 7), [80, 90, 150, 150])) is None
    assert change(cold_on(range(0, 35, 7), [80, 90, 150, 150, 150])) is not None
    assert TESTS_FOR_VERDICT == 5


@pytest.mark.parametrize(("last_day", "told"), [(14, False), (15, True)])
def test_those_that_count_have_to_span_fourteen_days(last_day: float, told: bool) -> None:
    assert (change(cold_on([0, 1, 2, 3, last_day], [80, 80, 80, 150, 150])) is not None) is told
    assert DAYS_FOR_VERDICT == 14


def test_one_old_test_does_not_stand_for_fourteen_days() -> None:
    assert change(cold_on([0, 20, 20.3, 21, 22, 23], [80, 90, 97, 104, 111, 118])) is None


def test_days_are_those_of_the_calendar_so_that_an_hour_is_not_missed() -> None:
    assert change(cold_on([0, 1.9, 5, 9, 15.1], [80, 80, 80, 80, 80])) is not None


def test_the_very_first_test_is_practice_and_does_not_count() -> None:
    found = judged([20, 100, 100, 100, 100, 100, 100])
    assert (found.mm, found.tests, found.days, found.verdict) == (0, 6, 35, Verdict.CANNOT_TELL)


def test_a_steady_rise_is_an_improvement() -> None:
    found = judged(RISING)
    assert found.mm == pytest.approx(20)
    assert (found.verdict, found.tests_needed, found.wild) == (Verdict.IMPROVED, None, None)


def test_the_smallest_change_is_that_of_a_slope_with_the_error_of_one_test() -> None:
    found = judged([80, 100, 100, 100, 101, 100, 100])
    spread = 49 * sum((week - 2.5) ** 2 for week in range(6))
    assert found.sem_mm == SEM_MM
    assert found.smallest_mm == pytest.approx(Z95 * SEM_MM / sqrt(spread) * 35)


def test_a_loss_has_to_be_surer_than_a_gain_to_be_told() -> None:
    rise, fall = judged([0, *range(100, 112, 2)]), judged([0, *range(112, 100, -2)])
    assert rise.mm == -fall.mm == 10
    assert fall.smallest_mm / rise.smallest_mm == pytest.approx(Z_WORSE / Z95)


def test_a_steady_fall_is_told() -> None:
    assert judged([130, *(120 - 2 * week for week in range(11))]).verdict is Verdict.WORSE


def test_from_eight_tests_on_the_runners_own_scatter_counts() -> None:
    wide = [100, 120, 100, 120, 100, 120, 100, 120, 100, 120]
    assert judged(wide[:7]).sem_mm == SEM_MM
    assert judged(wide).sem_mm > SEM_MM
    assert judged([100] * 10).sem_mm == pytest.approx(sqrt(10 * SEM_MM**2 / 17))


def test_one_wild_test_carries_no_verdict_but_is_named() -> None:
    flat = [95, 100, 101, 99, 100, 101, 99, 100, 101, 99, 100, 101, 99, 100, 101, 140]
    found = judged(flat, days_apart=3.5)
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.wild is not None
    assert (found.wild - cold_on([0], [1])[0].at).days == 52
    assert abs(found.mm) < 2


@pytest.mark.parametrize("place", range(1, 16))
def test_a_wild_test_at_any_place_of_a_flat_series_turns_no_verdict(place: int) -> None:
    flat: list[float] = [95, *([100, 103, 97] * 5)]
    assert judged(flat, days_apart=3.5).verdict is Verdict.CANNOT_TELL
    flat[place] += 40
    assert judged(flat, days_apart=3.5).verdict is Verdict.CANNOT_TELL


def test_a_true_rise_is_told_in_spite_of_a_wild_test_and_without_it() -> None:
    wild = [*RISING[:-1], RISING[-1] + 100]
    found = judged(wild)
    assert found.verdict is Verdict.IMPROVED
    assert found.wild is not None
    assert found.mm == pytest.approx(20)
    assert found.tests == len(wild) - 2


def test_of_several_tests_far_off_only_the_furthest_is_named() -> None:
    """With few tests the error is the published one, and all others look far off a line that one typing error bends."""
    days = list(range(0, 49, 7))
    found = change(cold_on(days, [98, 104, 99, 250, 101, 103, 100]))
    assert found is not None
    assert found.wild == cold_on(days, [1] * 7)[3].at


def test_a_test_on_which_the_direction_hangs_leaves_nothing_to_be_said_of_size() -> None:
    found = judged([100, 120, 100, 80, 300])
    assert found.hangs_on_one
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.wild is not None
    assert found.tests_needed is None


def test_a_verdict_that_one_stray_test_alone_would_carry_is_withheld_and_the_test_named() -> None:
    flat = [90, *(value + 0.4 * number for number, value in enumerate([100, 103, 97] * 5))]
    assert judged(flat[:-1], days_apart=3.5).verdict is Verdict.CANNOT_TELL
    found = judged([*flat[:-1], 122], days_apart=3.5)
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.wild is not None
    assert judged([*flat[:-1], 116], days_apart=3.5).wild is None


@pytest.mark.parametrize("place", range(7))
def test_the_line_without_a_test_is_the_line_laid_anew(place: int) -> None:
    tests = cold_on((0, 3, 4, 10, 11, 20, 27), (98, 104, 99, 120, 101, 103, 100))
    found = _line(tests).without(tests[place])
    anew = _line([*tests[:place], *tests[place + 1 :]])
    assert found is not None
    assert astuple(found) == pytest.approx(astuple(anew), rel=1e-6)


def test_how_many_tests_are_missing_is_said_for_the_present_rise_and_pace() -> None:
    values = [90, *(100 + 0.5 * week for week in range(8))]
    found = judged(values)
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.tests_needed is not None
    more = [*values, *(104 + 0.5 * week for week in range(found.tests_needed))]
    # With the error of one test as it stands; more tests on the line would also make the error smaller.
    spread = 49 * (len(more) - 1) * ((len(more) - 1) ** 2 - 1) / 12
    assert 0.5 / 7 * sqrt(spread) / found.sem_mm >= Z95 + Z_POWER
    shorter = spread - 49 * ((len(more) - 2) / 2) ** 2 * (len(more) - 1) / (len(more) - 2)
    assert 0.5 / 7 * sqrt(shorter) / found.sem_mm < Z95 + Z_POWER


@pytest.mark.parametrize("values", [[100.0] * 9, [100, *([100, 100.01] * 8)]])
def test_where_nothing_rises_no_number_of_tests_is_promised(values: Sequence[float]) -> None:
    assert judged(values).tests_needed is None


def test_twenty_years_of_daily_tests_are_judged() -> None:
    found = change(cold_on(range(7_300), [100 + day % 7 for day in range(7_300)]))
    assert found is not None
    assert found.verdict is Verdict.CANNOT_TELL


# What is promised of the verdicts, on 2,000 invented runners each (the whole table: make simulate)


@pytest.mark.parametrize(("sem_mm", "most"), [(5.0, 0.05), (6.9, 0.05), (10.0, 0.08)])
def test_without_a_true_change_one_is_seldom_told(sem_mm: float, most: float) -> None:
    assert ask(Truth(sem_mm, 0, 8), our_verdict).either <= most


@pytest.mark.parametrize(("weeks", "least"), [(8, 0.60), (12, 0.75)])
def test_a_true_gain_of_15_mm_is_mostly_told(weeks: int, least: float) -> None:
    said = ask(Truth(6.9, 15, weeks), our_verdict)
    assert said.improved >= least
    assert said.worse < 0.002


def test_a_wild_test_turns_hardly_any_verdict_in_a_noisy_flat_series() -> None:
    assert turned_by_a_wild_test(Truth(6.9, 0, 8)) <= 2
