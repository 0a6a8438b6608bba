from datetime import date, timedelta

import pytest

from mobility_gui.training.exercise import Side
from mobility_gui.ui.progress.points import MOST_SEEN, Points, put_together
from tests.ui.progress.history_makers import NOW, a_history, a_session

TODAY = float(NOW.date().toordinal())


def every_day(days: int) -> Points:
    lines = a_history(*(a_session(days - ago, ago, 100 + ago % 7, 118, 106) for ago in range(days))).lines
    return Points(lines, Side.LEFT)


def test_single_tests_come_oldest_first_and_only_those_of_the_side() -> None:
    lines = a_history(a_session(1, 3, 98, 118), a_session(2, 2, None, 119), a_session(3, 1, left_after_mm=104)).lines
    found = Points(lines, Side.LEFT).single
    assert [(point.cold_mm, point.after_mm, point.lines[0].id) for point in found] == [(98, None, 1), (None, 104, 3)]


def test_up_to_400_in_sight_each_test_is_a_point() -> None:
    points = every_day(MOST_SEEN)
    assert points.weeks_for(TODAY - MOST_SEEN, TODAY + 1) == 0
    assert len(points.between(TODAY - 9, TODAY + 1, 0)) == 10


@pytest.mark.parametrize(("days", "weeks"), [(1_000, 1), (2_800, 1), (2_900, 4), (11_000, 4), (11_300, 13)])
def test_more_are_put_together_by_weeks(days: int, weeks: int) -> None:
    points = every_day(days)
    assert points.weeks_for(TODAY - days, TODAY) == weeks
    assert len(points.between(TODAY - days, TODAY + 1, weeks)) <= MOST_SEEN + 1


def test_few_tests_in_sight_of_very_many_around_are_put_together_too() -> None:
    """What is loaded reaches as far again on either side: else thousands of points would be drawn for a few seen."""
    points = every_day(3_000)
    first = TODAY - 3_000 - 600
    assert points.weeks_for(first, first + 1_000) > 0


def test_a_week_begins_on_monday_and_takes_the_means_of_what_there_is() -> None:
    monday = date(2026, 11, 16)
    ago = (NOW.date() - monday).days
    lines = a_history(
        a_session(1, ago + 1, 80), a_session(2, ago, 90), a_session(3, ago - 6, 100, left_after_mm=110)
    ).lines
    before, week = put_together(Points(lines, Side.LEFT).single, 1)
    assert [line.id for line in before.lines] == [1]
    assert (week.cold_mm, week.after_mm) == (95, 110)
    assert date.fromordinal(int(week.day)) == monday + timedelta(days=3)


def test_the_days_around_a_day_are_the_nearest_with_a_test() -> None:
    points = every_day(10)
    day = TODAY - 3
    assert [int(near) for near in points.around(day)] == [int(day) - 1, int(day)]
    assert len(points.around(TODAY + 99)) == 1
    assert Points((), Side.LEFT).around(day) == []
