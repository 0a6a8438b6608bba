import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from mobility_gui.ankle.error import Standing, Zone
from mobility_gui.ankle.series import Comparison, Reading, Verdict
from mobility_gui.ankle.trial import Fault, Trial
from mobility_gui.training.exercise import Exercise, Muscle, Posture, Side
from mobility_gui.training.history import (
    Goals,
    History,
    WeeksKept,
    as_plain,
    figures,
    held_by_muscle,
    is_typed_in,
    monday_of,
    weeks_kept,
)
from mobility_gui.training.record import Ending, Measurement, Occasion, Outcome, SessionRecord, Stretch
from mobility_gui.training.routine import Breaths, Dose, Hold, Reps, Sides

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


def measurement(side: Side, occasion: Occasion, at: datetime, *trials_mm: float) -> Measurement:
    return Measurement(side, occasion, at, tuple(Trial(value) for value in trials_mm))


def session(
    number: int, days_ago: int, *measured: Measurement, ending: Ending = Ending.COMPLETE, held_ms: int = 60_000
) -> SessionRecord:
    started = NOW - timedelta(days=days_ago)
    return SessionRecord(number, "warm_up", "Warm-up", started, started, ending, held_ms, measurements=measured)


def weekly_tests(left_mm: Sequence[float], right_mm: Sequence[float]) -> tuple[SessionRecord, ...]:
    weeks = len(left_mm)
    return tuple(
        session(
            week,
            7 * (weeks - week),
            measurement(Side.LEFT, Occasion.COLD, NOW, left),
            measurement(Side.RIGHT, Occasion.COLD, NOW, right),
        )
        for week, (left, right) in enumerate(zip(left_mm, right_mm, strict=True))
    )


def test_cold_and_after_of_one_session_make_one_test() -> None:
    cold = measurement(Side.LEFT, Occasion.COLD, NOW, 95, 100, 100)
    after = measurement(Side.LEFT, Occasion.AFTER, NOW, 105)
    other = measurement(Side.LEFT, Occasion.OTHER, NOW, 200)
    history = History(TODAY, (session(1, 3, cold, after, other),))
    (test,) = history.tests(Side.LEFT)
    assert test.name == "Warm-up"
    assert test.reading == Reading(NOW - timedelta(days=3), cold.value_mm, 105)
    assert history.tests(Side.RIGHT) == ()


def test_a_test_without_a_counted_trial_is_none() -> None:
    failed = Measurement(Side.LEFT, Occasion.COLD, NOW, (Trial(90, Fault.HEEL_LIFTED),))
    assert History(TODAY, (session(1, 0, failed),)).tests(Side.LEFT) == ()


def test_values_typed_in_by_hand_stand_among_the_sessions_by_date() -> None:
    cold = measurement(Side.LEFT, Occasion.COLD, NOW, 100)
    earlier = measurement(Side.LEFT, Occasion.COLD, NOW - timedelta(days=30), 90)
    warm = measurement(Side.LEFT, Occasion.OTHER, NOW - timedelta(days=20), 120)
    history = History(TODAY, (session(1, 0, cold),), (earlier, warm))
    assert [(test.reading.cold_mm, test.name) for test in history.tests(Side.LEFT)] == [
        (90, "Typed in by hand"),
        (100, "Warm-up"),
    ]


def test_what_was_typed_in_at_one_time_is_listed_as_one_among_the_sessions() -> None:
    at = NOW - timedelta(days=2)
    left, right = (measurement(side, Occasion.COLD, at, 90) for side in (Side.LEFT, Side.RIGHT))
    earlier = measurement(Side.LEFT, Occasion.COLD, NOW - timedelta(days=30), 95)
    history = History(TODAY, (session(1, 0), session(2, 5)), (earlier, left, right))
    assert [(found.id, is_typed_in(found), found.measurements) for found in history.listed] == [
        (1, False, ()),
        (-2, True, (left, right)),
        (2, False, ()),
        (-1, True, (earlier,)),
    ]


def test_a_session_still_open_is_left_out() -> None:
    history = History(TODAY, (session(1, 1), session(2, 0, ending=Ending.OPEN), session(3, 0, ending=Ending.PARTIAL)))
    assert [found.id for found in history.ended] == [3, 1]


def test_the_figures_of_an_empty_record_say_nothing() -> None:
    found = figures(History(TODAY))
    assert found.levels == {Side.LEFT: None, Side.RIGHT: None}
    assert found.difference is None
    assert found.sessions == 0
    assert found.zone == Zone(114, 140)


def test_the_figures_bring_both_ankles_and_their_difference() -> None:
    found = figures(History(TODAY, weekly_tests((80, 85, 85, 85, 100, 100, 100), (120,) * 7)))
    left, right = found.levels[Side.LEFT], found.levels[Side.RIGHT]
    assert left is not None
    assert right is not None
    assert (left.now_mm, left.verdict, right.verdict) == (100, Verdict.MORE, Verdict.LESS)
    assert found.standings == {Side.LEFT: Standing.BELOW, Side.RIGHT: Standing.BORDERLINE}
    assert found.difference is not None
    assert (found.difference.mean_mm, found.difference.comparison) == (-20, Comparison.WATCH)


def test_the_figures_can_be_written_as_json() -> None:
    history = History(
        TODAY, weekly_tests((80, 85, 85, 85, 100, 100, 100), (120,) * 7), (), {Muscle.CALF: {Side.LEFT: 90_000}}
    )
    plain = json.loads(json.dumps(as_plain(figures(history))))
    assert plain["levels"]["left"]["change"]["change_mm"] == 15
    assert plain["levels"]["left"]["verdict"] == "more"
    assert plain["minutes_held_this_week"] == {"calf": {"left": 1.5, "right": 0}}
    assert plain["difference"]["comparison"] == "watch"


def test_weeks_with_enough_sessions_are_counted_the_present_one_too() -> None:
    days_ago = (0, 1, 2, 7, 8, 14, 15, 16)
    history = History(TODAY, tuple(session(day, day) for day in days_ago))
    assert weeks_kept(history) == WeeksKept(2, 3)
    easier = History(TODAY, history.sessions, goals=Goals(sessions_a_week=2))
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
