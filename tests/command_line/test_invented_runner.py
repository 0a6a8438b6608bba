from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from statistics import fmean, stdev

import pytest

from mobility_gui.ankle.trial import TrialFault
from mobility_gui.command_line.invented_runner import invented_record
from mobility_gui.exchange.whole_record import SessionEntry
from mobility_gui.library.library import load_library
from mobility_gui.paths import resources
from mobility_gui.store.sessions import Store
from mobility_gui.training.exercise import Side
from mobility_gui.training.plan import SpanKind, Timing, make_plan
from mobility_gui.training.record import AFTER_WINDOW_SECONDS, Ending, Measurement, Occasion, Outcome

SHIPPED = load_library([resources() / "exercises", resources() / "routines"])
NOW = datetime(2026, 6, 10, 9, 30, tzinfo=timezone(timedelta(hours=2)))
RECORD = invented_record(NOW, SHIPPED)
SESSIONS, BY_HAND = RECORD.sessions, RECORD.measurements


def values_of(side: Side, occasion: Occasion) -> Iterator[tuple[int, float]]:
    """The week of each session's test, the first being 0, and its value."""
    first = SESSIONS[0][0].started.date()
    for record, _, _ in SESSIONS:
        for measurement in record.measurements:
            if (measurement.side, measurement.occasion) == (side, occasion):
                assert measurement.value_mm is not None
                yield (record.started.date() - first).days // 7, measurement.value_mm


def mean_mm(side: Side, weeks: range) -> float:
    return fmean(value for week, value in values_of(side, Occasion.COLD) if week in weeks)


def measured() -> list[Measurement]:
    return [measurement for record, _, _ in SESSIONS for measurement in record.measurements]


def test_the_same_moment_gives_the_same_record() -> None:
    assert invented_record(NOW, SHIPPED) == RECORD


@pytest.mark.parametrize("days", range(7))
@pytest.mark.parametrize("hour", [0, 12, 23])
def test_the_last_session_was_yesterday_and_the_first_26_weeks_ago(days: int, hour: int) -> None:
    now = NOW.replace(hour=hour) + timedelta(days=days)
    sessions = invented_record(now, SHIPPED).sessions
    ends = [record.started.date() for record, _, _ in (sessions[0], sessions[-1])]
    assert [(now.date() - day).days for day in ends] == [182, 1]
    assert all(record.started.utcoffset() == timedelta(hours=2) for record, _, _ in sessions)


def test_there_are_three_or_four_sessions_a_week_and_some_weeks_and_sessions_are_missing() -> None:
    first = SESSIONS[0][0].started.date()
    weeks = [(record.started.date() - first).days // 7 for record, _, _ in SESSIONS]
    counts = [weeks.count(week) for week in range(26)]
    assert counts.count(0) == 3
    assert max(counts) == 4
    assert sum(count >= 3 for count in counts) >= 18
    assert any(0 < count < 3 for count in counts)


def test_no_session_begins_before_the_one_before_it_is_over() -> None:
    for (before, _, _), (after, _, _) in pairwise(SESSIONS):
        assert before.ended is not None
        assert before.ended < after.started


def test_every_shipped_routine_is_done_now_and_then() -> None:
    assert {record.routine for record, _, _ in SESSIONS} == set(SHIPPED.routines)


def whole(kept: SessionEntry) -> bool:
    record, _, stretches = kept
    return record.ending is Ending.COMPLETE and {stretch.outcome for _, stretch in stretches} == {Outcome.DONE}


def test_a_whole_session_has_every_stretch_of_its_plan_in_the_time_it_takes() -> None:
    for record, phase, stretches in filter(whole, SESSIONS):
        routine = SHIPPED.routines[record.routine]
        tested = any(one.occasion is Occasion.COLD for one in record.measurements)
        plan = make_plan(routine, SHIPPED.exercises, Timing(), measure_first=tested)
        assert record.ended == record.started + timedelta(milliseconds=plan.total_ms)
        assert (record.routine_name, phase) == (routine.name, routine.phase)
        assert [(stretch.step, stretch.exercise, stretch.side, stretch.done_ms) for _, stretch in stretches] == [
            (span.step, span.exercise.id, span.side, span.duration_ms)
            for span in plan.spans
            if span.kind is SpanKind.WORK
        ]


def test_a_few_sessions_did_not_go_as_planned() -> None:
    outcomes = [{stretch.outcome for _, stretch in stretches} for _, _, stretches in SESSIONS]
    assert sum(Outcome.DISCOMFORT in found for found in outcomes) == 2
    assert sum(Outcome.SKIPPED in found for found in outcomes) == 2
    assert sum(record.ending is Ending.PARTIAL for record, _, _ in SESSIONS) == 4
    assert sum(map(whole, SESSIONS)) == len(SESSIONS) - 8


def test_some_sessions_have_a_note_and_most_a_feeling() -> None:
    assert sum(bool(record.note) for record, _, _ in SESSIONS) == 7
    assert sum(record.feeling is not None for record, _, _ in SESSIONS) > len(SESSIONS) / 2


def test_about_two_sessions_a_week_have_a_cold_test_and_half_of_these_a_test_after_it() -> None:
    occasions = [{one.occasion for one in record.measurements} for record, _, _ in SESSIONS]
    cold, after = (sum(occasion in found for found in occasions) for occasion in (Occasion.COLD, Occasion.AFTER))
    assert 1.5 < cold / 26 < 2
    assert 0.4 < after / cold < 0.55
    assert Occasion.OTHER not in set().union(*occasions)


def test_a_test_is_cold_before_all_work_and_comes_soon_after_it() -> None:
    for record, _, stretches in SESSIONS:
        for measurement in record.measurements:
            worked = [at for at, _ in stretches if at < measurement.at]
            assert bool(worked) is (measurement.occasion is Occasion.AFTER)
            assert not worked or measurement.at - worked[-1] < timedelta(seconds=AFTER_WINDOW_SECONDS)


def test_three_trials_of_each_ankle_are_read_in_whole_or_half_centimetres() -> None:
    for record, _, _ in SESSIONS:
        sides = [measurement.side for measurement in record.measurements]
        assert sides.count(Side.LEFT) == sides.count(Side.RIGHT)
    for measurement in measured():
        assert len(measurement.trials) == 3
        assert measurement.value_mm is not None
        assert all(trial.distance_mm % 5 == 0 for trial in measurement.trials)


def test_here_and_there_a_heel_was_lifted() -> None:
    faults = [trial.fault for measurement in measured() for trial in measurement.trials]
    assert 0.01 < faults.count(TrialFault.HEEL_LIFTED) / len(faults) < 0.1
    assert set(faults) == {None, TrialFault.HEEL_LIFTED}


def test_the_left_ankle_gains_two_centimetres_most_of_it_in_the_first_sixteen_weeks() -> None:
    begin, middle, end = (mean_mm(Side.LEFT, weeks) for weeks in (range(2), range(14, 18), range(22, 26)))
    assert begin == pytest.approx(89, abs=4)
    assert end - begin == pytest.approx(19, abs=5)
    assert middle - begin > 0.7 * (end - begin)


def test_the_right_ankle_stays_where_it_is() -> None:
    for weeks in (range(9), range(9, 18), range(18, 26)):
        assert mean_mm(Side.RIGHT, weeks) == pytest.approx(114, abs=3.5)


def test_the_mean_of_three_trials_has_an_error_of_about_6_mm() -> None:
    assert stdev(value for _, value in values_of(Side.RIGHT, Occasion.COLD)) == pytest.approx(6, abs=1)


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_ankle_work_adds_6_mm_for_the_moment(side: Side) -> None:
    gains = []
    for record, _, _ in SESSIONS:
        values = {one.occasion: one.value_mm for one in record.measurements if one.side is side}
        if Occasion.AFTER in values:
            cold, after = values[Occasion.COLD], values[Occasion.AFTER]
            assert cold is not None
            assert after is not None
            gains.append(after - cold)
    assert fmean(gains) == pytest.approx(6, abs=1.5)


def test_one_test_of_each_ankle_was_typed_in_from_before_the_first_session() -> None:
    assert [one.side for one in BY_HAND] == [Side.LEFT, Side.RIGHT]
    assert {one.at for one in BY_HAND} == {NOW.replace(hour=12, minute=0) - timedelta(days=182 + 19)}
    assert [one.value_mm for one in BY_HAND] == [85, 115]


def test_the_record_takes_it_and_gives_it_back(tmp_path: Path) -> None:
    with Store(tmp_path / "mobility.sqlite3") as store:
        store.add_history(SESSIONS, BY_HAND)
        sessions, by_hand = store.history()
        assert store.unfinished() is None
    assert by_hand == list(BY_HAND)
    assert [(record.started, record.measurements) for record, *_ in sessions] == [
        (record.started, record.measurements) for record, *_ in SESSIONS
    ]
