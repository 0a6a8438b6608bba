import warnings
from math import pi
from random import Random

import numpy as np
import pytest
from scipy.stats import theilslopes

from mobility_gui.ankle.error import SEM_MM
from mobility_gui.ankle.reading import ColdTest
from mobility_gui.ankle.trend import MOST_POINTS, theil_sen, thinned, trend
from tests.ankle.series import START, cold_on


def a_series(seed: int) -> list[tuple[float, float]]:
    """From 5 to 400 tests with gaps between them; days and halves of a centimetre, so that much of it is tied."""
    chance = Random(seed)  # noqa: S311  the same each time
    day, points = 0.0, []
    for _ in range(chance.randrange(5, 401)):
        points.append((day, round((100 + 0.05 * day + chance.gauss(0, 7)) / 5) * 5.0))
        day += chance.choice((0, 1, 2, 2, 3, 4, 40)) if seed % 2 else chance.uniform(0.5, 5)
    return points


@pytest.mark.parametrize("seed", range(200))
def test_slope_and_interval_are_those_of_scipy_with_ties_and_gaps(seed: int) -> None:
    points = a_series(seed)
    days, values = zip(*points, strict=True)
    judge = theilslopes(values, days, alpha=0.95)
    assert theil_sen(points) == pytest.approx((judge.slope, judge.low_slope, judge.high_slope), rel=1e-9, abs=1e-9)


def test_where_everything_is_tied_scipy_has_no_interval_and_ours_is_the_median() -> None:
    points = [(0.0, 100.0)] * 4 + [(7.0, 100.0)] * 4
    days, values = zip(*points, strict=True)
    with warnings.catch_warnings(), np.errstate(invalid="ignore"):
        warnings.simplefilter("ignore")
        judge = theilslopes(values, days, alpha=0.95)
    assert np.isnan(judge.low_slope)
    assert theil_sen(points) == (0, 0, 0)


def test_one_wild_test_does_not_bend_the_line() -> None:
    values = [100 + n for n in range(12)]
    straight = trend(cold_on(range(0, 84, 7), values), SEM_MM)
    bent = trend(cold_on(range(0, 84, 7), [*values[:11], 150]), SEM_MM)
    assert straight is not None
    assert bent is not None
    assert bent.mm_per_day == pytest.approx(straight.mm_per_day, rel=0.02)
    assert bent.mm_at(bent.last_day) == pytest.approx(111, abs=0.5)


def test_the_line_runs_through_the_middle_of_what_is_left_and_right_of_it() -> None:
    found = trend(cold_on((0, 10, 20, 30), (100, 105, 105, 110)), SEM_MM)
    assert found is not None
    assert found.mm_per_day == pytest.approx((10 / 30 + 5 / 20) / 2)
    assert found.mm_at(found.first_day) == pytest.approx(100, abs=0.9)


def test_the_error_of_the_line_is_least_in_the_middle() -> None:
    found = trend(cold_on(range(0, 63, 7), [100] * 9), SEM_MM)
    assert found is not None
    assert found.margin_mm(found.middle_day) == pytest.approx(1.96 * SEM_MM / 3 * (pi / 2) ** 0.5, rel=0.001)
    assert found.margin_mm(found.first_day) == pytest.approx(found.margin_mm(found.last_day))
    assert found.margin_mm(found.first_day) > 1.3 * found.margin_mm(found.middle_day)


@pytest.mark.parametrize(
    "days",
    [
        [4.0 * number for number in range(5)],
        [3.5 * number for number in range(16)],
        [*(7.0 * number for number in range(300)), *(2100.0 + number for number in range(200))],
    ],
    ids=["five", "sixteen", "thinned, of uneven pace"],
)
def test_the_band_holds_the_true_line_in_95_of_100_series(days: list[float]) -> None:
    chance = Random(1)  # noqa: S311  the same each time
    series = 600 if len(days) < 100 else 100
    held = [0, 0, 0]
    for _ in range(series):
        found = trend(cold_on(days, [100 + 0.1 * day + chance.gauss(0, SEM_MM) for day in days]), SEM_MM)
        assert found is not None
        for place, day in enumerate((found.first_day, found.middle_day, found.last_day)):
            true_mm = 100 + 0.1 * (day - START.timestamp() / 86_400)
            held[place] += abs(found.mm_at(day) - true_mm) <= found.margin_mm(day)
    assert min(held) / series >= 0.92


@pytest.mark.parametrize("days", [(), (3,), (3, 3)])
def test_no_line_goes_through_fewer_than_two_moments(days: tuple[float, ...]) -> None:
    assert trend(cold_on(days, [100] * len(days)), SEM_MM) is None


def test_up_to_400_tests_each_is_a_point_of_its_own() -> None:
    points = [(float(day), 100.0) for day in range(MOST_POINTS)]
    assert thinned(points) == [[point] for point in points]


@pytest.mark.parametrize(("count", "weeks"), [(401, 1), (2_800, 1), (2_801, 2), (7_300, 3)])
def test_above_400_tests_whole_weeks_are_put_together(count: int, weeks: int) -> None:
    groups = thinned([(float(day), 100.0) for day in range(count)])
    assert len(groups) == -(-count // (7 * weeks)) <= MOST_POINTS
    assert {len(group) for group in groups[:-1]} == {7 * weeks}


def test_the_error_of_a_weekly_mean_is_that_of_its_tests() -> None:
    found = trend(cold_on(range(1400), [100 + day % 7 for day in range(1400)]), SEM_MM)
    assert found is not None
    assert found.points == 200
    assert found.error_mm == pytest.approx(SEM_MM / 7**0.5)


def test_tests_are_placed_by_their_moment() -> None:
    assert cold_on((0.5,), (100,)) == [ColdTest(START.replace(hour=12), START.timestamp() / 86_400 + 0.5, 100)]
