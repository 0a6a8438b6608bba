"""The level of an ankle: start, now and change from one estimate, and the line drawn through the tests."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobility_gui.ankle.error import PRIOR_WEIGHT, SEM_MM
from mobility_gui.ankle.level import (
    BEND,
    BEND_DAYS,
    Z_LEVEL,
    Followed,
    follow,
    follow_without_far_off,
    known_at,
    lies_far_off,
    line_of,
    steps_of,
    without_practice,
)
from mobility_gui.ankle.reading import ColdTest
from tests.ankle.series import START, cold_on
from tests.bench.simulated_runners import HELD_PART, MOST_OFF_CM, SHAPES, Kind, regularly, shown

DISTANCES = st.floats(50, 150)
SERIES = st.lists(st.tuples(st.floats(0.1, 60), DISTANCES), min_size=2, max_size=30)


def known_after(tests: list[ColdTest]) -> Followed:
    return follow(tests)[-1]


def series(steps: list[tuple[float, float]]) -> list[ColdTest]:
    day, tests = 0.0, []
    for step, mm in steps:
        day += step
        tests.append(ColdTest(START, day, mm))
    return tests


def test_one_test_is_its_own_level() -> None:
    found = known_after(cold_on([0], [100]))
    assert found.now.mm == 100
    assert found.now.margin_mm == pytest.approx(Z_LEVEL * SEM_MM)
    assert found.change.mm == 0


def test_a_straight_line_is_followed_to_the_last_digit() -> None:
    days = [0, 3, 7, 20, 21, 40]
    found = known_after(cold_on(days, [100 + 0.5 * day for day in days]))
    assert found.now.mm == pytest.approx(120, abs=0.02)
    assert found.change.mm == pytest.approx(20, abs=0.02)
    assert found.squares == pytest.approx(0, abs=1e-3)


@given(SERIES)
def test_it_is_the_smoothing_spline_that_solves_the_same_task_at_once(steps: list[tuple[float, float]]) -> None:
    """A Gaussian process: a straight line anywhere plus integrated Brownian motion, tests with an error of one."""
    tests = series(steps)
    months = np.array([(test.day - tests[0].day) / BEND_DAYS for test in tests])
    heights = np.array([test.mm for test in tests])
    low, high = np.minimum(months[:, None], months), np.maximum(months[:, None], months)
    level = 1e6 + 1e4 * months[:, None] * months + BEND**2 * low**2 * (3 * high - low) / 6
    gain = np.linalg.solve(level + np.eye(len(tests)), level).T
    smooth = gain @ (heights - 100) + 100
    spread = level - gain @ level
    found = known_after(tests)
    assert [one.mm for one in line_of(follow(tests))] == pytest.approx(smooth.tolist(), abs=1e-3)
    assert found.now.mm == pytest.approx(smooth[-1], abs=1e-3)
    assert found.change.mm == pytest.approx(smooth[-1] - smooth[0], abs=1e-3)
    error2 = spread[-1, -1] + spread[0, 0] - 2 * spread[-1, 0]
    assert found.change.error_mm == pytest.approx(found.sem_mm * np.sqrt(max(error2, 0)), abs=0.05)


@given(SERIES)
def test_the_line_ends_in_now_and_begins_where_the_change_does(steps: list[tuple[float, float]]) -> None:
    tests = series(steps)
    line, found = line_of(follow(tests)), known_after(tests)
    assert line[-1] == found.now
    assert found.now.mm - line[0].mm == pytest.approx(found.change.mm, abs=1e-6)


@given(SERIES, st.integers(1, 30))
def test_what_the_first_tests_say_does_not_change_with_the_later_ones(
    steps: list[tuple[float, float]], count: int
) -> None:
    tests = series(steps)
    first = tests[:count]
    known = follow_without_far_off(tests)
    assert known_at(tests, known, len(first)) == known_at(first, follow_without_far_off(first), len(first))
    assert known_at(tests, known, len(tests)) == [*steps_of(tests, known).values()][-1]


def test_several_tests_at_one_moment_are_averaged() -> None:
    found = known_after(cold_on([0, 0, 0], [99, 100, 101]))
    assert found.now.mm == pytest.approx(100)
    assert found.now.margin_mm == pytest.approx(Z_LEVEL * SEM_MM / np.sqrt(3), rel=1e-3)


def test_from_eight_tests_on_the_runners_own_scatter_counts() -> None:
    wide = [100.0, 120.0] * 6
    weekly = [*range(0, 7 * len(wide), 7)]
    assert known_after(cold_on(weekly[:6], wide[:6])).sem_mm == SEM_MM  # the seventh, with the practice
    assert known_after(cold_on(weekly, wide)).sem_mm > SEM_MM
    steady = known_after(cold_on(weekly, [100.0] * len(wide)))
    assert steady.sem_mm == pytest.approx(SEM_MM * np.sqrt(PRIOR_WEIGHT / (PRIOR_WEIGHT + len(wide) - 2)))


def test_errors_that_linger_are_told_from_those_that_do_not() -> None:
    weekly = [*range(0, 7 * 40, 7)]
    waves = known_after(cold_on(weekly, [100 + 10 * (week // 4 % 2) for week in range(40)])).change.lingering
    jumps = known_after(cold_on(weekly, [100 + 10 * (week % 2) for week in range(40)])).change.lingering
    assert waves > 0.2 > jumps == 0
    assert known_after(cold_on([0, 7], [100, 100])).change.lingering == pytest.approx(0.2, abs=0.02)


@pytest.mark.parametrize("place", range(7))
def test_a_wild_test_lies_far_off_its_neighbours_at_any_place(place: int) -> None:
    values = [98.0, 104.0, 99.0, 102.0, 101.0, 103.0, 100.0]
    assert not any(lies_far_off(cold_on(range(7), values), at) for at in range(7))
    values[place] += 40
    assert [at for at in range(7) if lies_far_off(cold_on(range(7), values), at)] == [place]
    assert not lies_far_off(cold_on([0], [100]), 0)


def test_where_most_would_be_left_out_all_stay() -> None:
    def places(values: list[float]) -> list[int]:
        tests = cold_on(range(len(values)), values)
        return [*steps_of(tests, follow_without_far_off(tests))]

    assert places([60, 91, 91, 60]) == [0, 1, 2, 3]
    assert places([98, 104, 99, 140, 101, 103, 100]) == [0, 1, 2, 4, 5, 6]


def test_a_step_is_not_far_off() -> None:
    tests = cold_on(range(8), [100, 101, 99, 100, 140, 141, 139, 140])
    assert not any(lies_far_off(tests, place) for place in (2, 3, 4, 5))


def test_the_first_test_is_practice() -> None:
    assert [test.mm for test in without_practice(cold_on([0, 1, 2], [80, 100, 101]))] == [100, 101]


@pytest.mark.parametrize("a_week", [1, 2, 4])
@pytest.mark.parametrize("shape", SHAPES)
def test_the_change_shown_is_near_the_true_one_whatever_its_shape(shape: str, a_week: int) -> None:
    """400 invented runners; `make simulate` prints 4,000, with narrower limits for how often the margin is right."""
    course, last = SHAPES[shape]
    found = shown(Kind(course, regularly(a_week), last), runners=400)
    assert abs(found.off_cm) < MOST_OFF_CM + 0.05
    assert HELD_PART[0] < found.held
