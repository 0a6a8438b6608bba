from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from mobility_gui.ankle.difference import Comparison
from mobility_gui.ankle.error import Standing, Zone
from mobility_gui.ankle.reading import Reading
from mobility_gui.ankle.verdict import Verdict
from mobility_gui.training.exercise import Exercise, Muscle, Posture, Side
from mobility_gui.training.history import Goals, History, WeeksKept, held_by_muscle, monday_of, statistics, weeks_kept
from mobility_gui.training.record import Ending, Outcome, SessionLine, Stretch
from mobility_gui.training.routine import Breaths, Dose, Hold, Reps, Sides

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


def session(
    number: int,
    days_ago: int,
    held_ms: int = 60_000,
    cold_mm: Mapping[Side, float] | None = None,
    after_mm: Mapping[Side, float] | None = None,
) -> SessionLine:
    started = NOW - timedelta(days=days_ago)
    return SessionLine(
        number, "warm_up", "Warm-up", started, Ending.COMPLETE, held_ms, "", cold_mm or {}, after_mm or {}
    )


def weekly_tests(left_mm: Sequence[float], right_mm: Sequence[float]) -> tuple[SessionLine, ...]:
    """Return weekly tests, newest first, the last one a week ago."""
    weeks = len(left_mm)
    return tuple(
        session(week + 1, 7 * (weeks - week), cold_mm={Side.LEFT: left_mm[week], Side.RIGHT: right_mm[week]})
        for week in reversed(range(weeks))
    )


def test_cold_and_after_of_one_session_make_one_reading() -> None:
    history = History(TODAY, (session(1, 3, cold_mm={Side.LEFT: 98.5}, after_mm={Side.LEFT: 105}), session(2, 4)))
    assert history.readings(Side.LEFT) == (Reading(NOW - timedelta(days=3), 98.5, 105),)
    assert history.readings(Side.RIGHT) == ()


def test_readings_come_oldest_first_including_typed_in_values() -> None:
    lines = (session(1, 0, cold_mm={Side.LEFT: 100}), session(-1, 30, cold_mm={Side.LEFT: 90}))
    assert [reading.cold_mm for reading in History(TODAY, lines).readings(Side.LEFT)] == [90, 100]


def test_typed_in_values_are_not_a_session() -> None:
    history = History(TODAY, (session(1, 0), session(-1, 30, cold_mm={Side.LEFT: 90})))
    assert [line.id for line in history.sessions] == [1]
    assert statistics(history).sessions == 1


@pytest.mark.parametrize(
    ("line", "measured"),
    [
        (session(1, 0), False),
        (session(1, 0, after_mm={Side.LEFT: 90}), True),
        (session(1, 0, cold_mm={Side.LEFT: 90}), True),
    ],
)
def test_an_ankle_is_measured_by_any_value(line: SessionLine, measured: bool) -> None:
    assert History(TODAY, (line,)).measured is measured


def test_the_figures_of_an_empty_record_say_nothing() -> None:
    found = statistics(History(TODAY))
    assert found.ankles == {Side.LEFT: None, Side.RIGHT: None}
    assert found.difference is None
    assert found.sessions == 0
    assert found.zone == Zone(114, 140)


def test_the_figures_cover_both_ankles_and_their_difference() -> None:
    found = statistics(History(TODAY, weekly_tests(range(80, 116, 4), (128,) * 9)))
    left, right = found.ankles[Side.LEFT], found.ankles[Side.RIGHT]
    assert left is not None
    assert left.verdict is not None
    assert right is not None
    assert right.verdict is not None
    assert [left.now.mm, right.now.mm] == pytest.approx([112, 128], abs=0.01)
    assert (left.verdict.verdict, right.verdict.verdict) == (Verdict.IMPROVED, Verdict.CANNOT_TELL)
    assert found.standings == {Side.LEFT: Standing.BELOW, Side.RIGHT: Standing.BORDERLINE}
    assert found.difference is not None
    assert found.difference.mm == left.now.mm - right.now.mm
    assert found.difference.comparison is Comparison.WATCH


@pytest.mark.parametrize(("days_ago", "compared"), [(182, True), (183, False)])
def test_old_tests_say_nothing_about_how_the_sides_differ_today(days_ago: int, compared: bool) -> None:
    old = session(1, days_ago, cold_mm={Side.LEFT: 90, Side.RIGHT: 120})
    assert (statistics(History(TODAY, (old,))).difference is not None) is compared


def test_weeks_with_enough_sessions_are_counted_including_the_current_one() -> None:
    days_ago = (0, 1, 2, 7, 8, 14, 15, 16)
    history = History(TODAY, tuple(session(day, day) for day in days_ago))
    assert weeks_kept(history) == WeeksKept(2, 3)
    easier = History(TODAY, history.lines, goals=Goals(sessions_a_week=2))
    assert weeks_kept(easier) == WeeksKept(3, 3)


def test_only_the_last_four_weeks_are_looked_at() -> None:
    assert weeks_kept(History(TODAY, tuple(session(day, day) for day in range(70)))) == WeeksKept(4, 4)


@pytest.mark.parametrize(("held_ms", "kept"), [(59_999, WeeksKept(0, 1)), (60_000, WeeksKept(1, 1))])
def test_a_session_counts_for_its_week_from_a_minute_really_held(held_ms: int, kept: WeeksKept) -> None:
    sessions = (session(1, 0), session(2, 1), session(3, 2, held_ms=held_ms))
    assert weeks_kept(History(TODAY, sessions)) == kept


def test_without_sessions_there_are_no_weeks() -> None:
    assert weeks_kept(History(TODAY)) == WeeksKept(0, 0)
    later = session(1, -20)
    assert weeks_kept(History(TODAY, (later,))) == WeeksKept(0, 0)


def test_a_week_begins_on_monday() -> None:
    assert monday_of(TODAY) == date(2026, 11, 16)


def exercise(name: str, *muscles: Muscle) -> Exercise:
    return Exercise(
        name,
        name,
        (),
        muscles,
        Posture.STANDING,
        True,
        (),
        Hold(30),
        Sides.EACH,
        "",
        "",
        (),
        (),
        (),
        "",
        10,
    )


def stretch(name: str, side: Side, dose: Dose, done_ms: int) -> Stretch:
    return Stretch(0, name, side, 1, dose, 30_000, done_ms, 0, Outcome.DONE)


def test_held_time_is_added_up_per_muscle_and_side() -> None:
    exercises = {
        name: exercise(name, *muscles)
        for name, muscles in {"a": [Muscle.CALF], "b": [Muscle.CALF, Muscle.SOLE]}.items()
    }
    stretches = (
        stretch("a", Side.LEFT, Hold(30), 30_000),
        stretch("a", Side.RIGHT, Hold(30), 20_000),
        stretch("b", Side.BOTH, Breaths(3), 10_000),
        stretch("a", Side.LEFT, Reps(10), 60_000),
        stretch("a", Side.LEFT, Hold(30), 0),
        stretch("gone", Side.LEFT, Hold(30), 30_000),
    )
    assert held_by_muscle(stretches, exercises) == {
        Muscle.CALF: {Side.LEFT: 40_000, Side.RIGHT: 30_000},
        Muscle.SOLE: {Side.LEFT: 10_000, Side.RIGHT: 10_000},
    }


def test_rolling_is_no_static_stretching_and_adds_nothing_to_the_weekly_dose() -> None:
    rolled = replace(exercise("a", Muscle.CALF), words=("Roll", "Roll", "Roll"))
    assert held_by_muscle([stretch("a", Side.LEFT, Hold(30), 30_000)], {"a": rolled}) == {}
