import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from mobility_gui.ankle.trial import Trial, TrialFault
from mobility_gui.store.database import DatabaseDamagedError
from mobility_gui.store.sessions import BIN_DAYS, OpenSession, Store
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import LATEST, Ending, Feeling, Measurement, Occasion, Outcome, Stretch
from mobility_gui.training.routine import Dose, Measure, Phase
from tests.store.samples import DOSES, STARTED, begin, measurement, stretch, stretches

LATER = STARTED + timedelta(minutes=10)
DAY = timedelta(days=1)


def done(store: Store, days: int = 0, routine: str = "after_run", *stretches: Stretch) -> int:
    started = STARTED + days * DAY
    number = begin(store, started, routine)
    for one in stretches or (stretch(),):
        store.add_stretch(number, one, started + timedelta(minutes=1), "1")
    store.end_session(number, started + timedelta(minutes=10), Ending.COMPLETE)
    return number


def times_sore(store: Store, where: tuple[str, Side]) -> int:
    """Return the number of latest sessions in a row with discomfort in this exercise on this side."""
    return sum(where in store.sore(times) for times in (1, 2, 3))


@pytest.mark.parametrize("dose", DOSES, ids=str)
def test_every_dose_comes_back_as_it_was(store: Store, dose: Dose) -> None:
    number = begin(store)
    store.add_stretch(number, stretch(dose=dose), LATER, "1")
    assert stretches(store, number) == (stretch(dose=dose),)


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("side", Side)
def test_every_outcome_on_every_side_comes_back_as_it_was(store: Store, outcome: Outcome, side: Side) -> None:
    number = begin(store)
    store.add_stretch(number, stretch(outcome=outcome, side=side), LATER, "1")
    assert stretches(store, number) == (stretch(outcome=outcome, side=side),)


@pytest.mark.parametrize("occasion", Occasion)
@pytest.mark.parametrize("fault", [None, *TrialFault])
def test_every_occasion_and_fault_comes_back_as_it_was(
    store: Store, occasion: Occasion, fault: TrialFault | None
) -> None:
    measured = Measurement(Side.RIGHT, occasion, STARTED, (Trial(0), Trial(300, fault), Trial(101.3)))
    store.add_measurements(None, [measured])
    assert store.history() == ([], [measured])


@pytest.mark.parametrize("phase", Phase)
def test_a_session_of_every_phase_begins(store: Store, phase: Phase) -> None:
    store.begin_session("r", "R", phase, STARTED, "", "")
    found = store.unfinished()
    assert found
    assert found.phase is phase


def test_a_session_is_listed_with_what_was_held_and_measured(store: Store) -> None:
    number = begin(store)
    measured = [measurement(Side.LEFT), measurement(Side.RIGHT)]
    store.add_measurements(number, measured, "1")
    store.add_stretch(number, stretch(0, done_ms=30_000), LATER, "2")
    store.add_stretch(number, stretch(1, done_ms=12_500, outcome=Outcome.SKIPPED), LATER, "3")
    store.add_stretch(number, stretch(2, dose=Measure(), done_ms=60_000), LATER, "4")
    store.end_session(number, LATER, Ending.COMPLETE)
    store.set_feeling(number, Feeling.LOOSE)
    store.set_note(number, "naïve = '; DROP TABLE session")
    (session,) = store.sessions()
    assert (session.id, session.routine, session.routine_name) == (number, "after_run", "After a run")
    assert (session.started, session.ended, session.ending) == (STARTED, LATER, Ending.COMPLETE)
    assert session.held_ms == 42_500
    assert (session.feeling, session.note) == (Feeling.LOOSE, "naïve = '; DROP TABLE session")
    assert session.measurements == tuple(measured)


def test_a_session_keeps_its_local_time(store: Store) -> None:
    begin(store)
    assert store.sessions()[0].started.isoformat() == "2026-05-04T06:30:00+02:00"


def test_sessions_come_newest_first_up_to_the_limit(store: Store) -> None:
    numbers = [done(store, days) for days in (1, 3, 2)]
    newest_first = [numbers[1], numbers[2], numbers[0]]
    assert [session.id for session in store.sessions()] == newest_first
    assert [session.id for session in store.sessions(2)] == newest_first[:2]


def test_an_unfinished_session_is_offered_with_everything_it_saved(path: Path) -> None:
    with Store(path) as store:
        number = begin(store)
        store.add_measurements(number, [measurement()], "1")
        store.add_stretch(number, stretch(), LATER, "2")
        store.set_position(number, "2, paused")
    with Store(path) as store:
        assert store.unfinished() == OpenSession(
            number,
            "after_run",
            "After a run",
            Phase.AFTER_RUN,
            STARTED,
            '{"measure": true}',
            "2, paused",
            (stretch(),),
            (measurement(),),
        )


def test_measuring_without_a_position_leaves_it_unchanged(store: Store) -> None:
    number = begin(store)
    store.add_measurements(number, [measurement()])
    found = store.unfinished()
    assert found
    assert (found.position, found.measurements) == ("0", (measurement(),))


def test_nothing_is_offered_when_every_session_ended(store: Store) -> None:
    assert store.unfinished() is None
    done(store)
    assert store.unfinished() is None


def test_an_older_unfinished_session_is_offered_until_the_runner_decides(store: Store) -> None:
    older = begin(store, STARTED - 400 * DAY)
    newer = begin(store)
    done(store, 1)
    offered = []
    while found := store.unfinished():
        offered.append(found.id)
        store.keep_as_partial(found.id)
    assert offered == [newer, older]


def test_a_session_kept_as_partial_ends_with_the_last_thing_it_saved(store: Store) -> None:
    nothing, held, measured = begin(store), begin(store), begin(store)
    store.add_stretch(held, stretch(), LATER, "1")
    store.add_measurements(held, [measurement()], "2")
    store.add_stretch(measured, stretch(), STARTED, "1")
    store.add_measurements(measured, [measurement(at=LATER)], "2")
    for number in (nothing, held, measured):
        store.keep_as_partial(number)
    ended = {session.id: (session.ended, session.ending) for session in store.sessions()}
    assert ended == {
        nothing: (STARTED, Ending.PARTIAL),
        held: (LATER, Ending.PARTIAL),
        measured: (LATER, Ending.PARTIAL),
    }


def test_a_discarded_session_is_gone_but_can_be_restored_as_partial(store: Store) -> None:
    number = begin(store)
    store.add_measurements(number, [measurement()])
    store.discard(number, LATER)
    assert (store.unfinished(), store.sessions(), store.last_cold(LATEST)) == (None, [], {})
    store.restore(number)
    assert store.unfinished() is None
    assert [session.ending for session in store.sessions()] == [Ending.PARTIAL]
    assert store.kept(number)[0].measurements == (measurement(),)


def test_a_deleted_session_is_nowhere_until_it_is_restored(store: Store) -> None:
    hurt = stretch(outcome=Outcome.DISCOMFORT)
    number = done(store, 0, "after_run", hurt)
    store.add_measurements(number, [measurement()])
    store.delete(number, LATER)
    assert (store.sessions(), store.history()) == ([], ([], []))
    assert (store.last_cold(LATEST), store.last_done(LATEST)) == ({}, {})
    assert times_sore(store, (hurt.exercise, hurt.side)) == 0
    store.restore(number)
    assert (len(store.sessions()), len(store.last_cold(LATEST)), len(store.last_done(LATEST))) == (1, 1, 1)
    assert times_sore(store, (hurt.exercise, hurt.side)) == 1


def test_the_bin_keeps_a_session_for_thirty_days_and_then_removes_all_of_it(store: Store) -> None:
    number, kept = done(store), done(store, 1)
    store.add_measurements(number, [measurement()])
    store.delete(number, LATER)
    assert store.empty_bin(LATER + BIN_DAYS * DAY - timedelta(milliseconds=1)) == 0
    assert store.empty_bin(LATER + BIN_DAYS * DAY) == 1
    with pytest.raises(LookupError):
        store.restore(number)
    assert [session.id for session in store.sessions()] == [kept]
    left = store._connection.execute(
        "SELECT (SELECT count(*) FROM stretch), (SELECT count(*) FROM measurement), (SELECT count(*) FROM trial)"
    )
    assert left.fetchone() == (1, 0, 0)


def test_measurements_typed_in_together_are_deleted_and_restored_together(store: Store) -> None:
    together = [measurement(Side.LEFT), measurement(Side.RIGHT)]
    store.add_measurements(None, together)
    store.add_measurements(None, [measurement(at=LATER)])
    store.delete(-1, LATER)
    assert store.history() == ([], [measurement(at=LATER)])
    assert (store.counts(), store.last_cold(LATEST)) == ((0, 1), {Side.LEFT: 101.875})
    assert store.last_cold_pairs(9, LATEST) == []
    assert [line.id for line in store.lines()] == [-3]
    with pytest.raises(LookupError, match="no measurement 1 that was typed in"):
        store.kept(-1)
    store.restore(-1)
    assert store.history() == ([], [*together, measurement(at=LATER)])
    assert [line.id for line in store.lines()] == [-3, -1]


def test_the_bin_is_listed_with_the_moment_of_deletion_and_the_last_one_first(store: Store) -> None:
    assert store.binned() == []
    session, kept, discarded = done(store), done(store), begin(store)
    store.add_measurements(session, [measurement()])
    store.add_measurements(None, [measurement(Side.LEFT), measurement(Side.RIGHT)])
    store.delete(session, LATER)
    store.delete(-2, LATER + timedelta(seconds=2))
    store.discard(discarded, LATER + timedelta(seconds=1))
    store.add_measurements(None, [measurement(Side.LEFT)])  # typed in again, and deleted again
    store.delete(-4, LATER - timedelta(seconds=1))
    both, left = {Side.LEFT: 101.875, Side.RIGHT: 101.875}, {Side.LEFT: 101.875}
    assert [(at - LATER, line.id, line.ending, line.held_ms, line.cold_mm) for at, line in store.binned()] == [
        (timedelta(seconds=2), -2, Ending.COMPLETE, 0, both),
        (timedelta(seconds=1), discarded, Ending.PARTIAL, 0, {}),
        (timedelta(0), session, Ending.COMPLETE, 30_000, left),
        (timedelta(seconds=-1), -4, Ending.COMPLETE, 0, left),
    ]
    assert [line.id for line in store.lines()] == [kept]


def test_the_bin_keeps_what_was_typed_in_for_thirty_days_and_then_removes_it(store: Store) -> None:
    store.add_measurements(None, [measurement(Side.LEFT), measurement(Side.RIGHT)])
    store.delete(-1, LATER)
    assert store.empty_bin(LATER + BIN_DAYS * DAY - timedelta(milliseconds=1)) == 0
    assert store.empty_bin(LATER + BIN_DAYS * DAY) == 2
    with pytest.raises(LookupError):
        store.restore(-1)
    assert store._connection.execute("SELECT count(*) FROM trial").fetchone() == (0,)


def test_a_correction_changes_the_trials_and_can_be_undone(store: Store) -> None:
    session = done(store)
    others = [measurement(Side.RIGHT), measurement(at=LATER), measurement(occasion=Occasion.OTHER)]
    store.add_measurements(session, [measurement(), *others])
    right = replace(measurement(), trials=(Trial(99), Trial(100, TrialFault.PAIN)))
    assert store.correct(session, right) == measurement()
    assert set(store.kept(session)[0].measurements) == {right, *others}
    assert store.correct(session, measurement()) == right
    assert set(store.kept(session)[0].measurements) == {measurement(), *others}


def test_what_was_typed_in_is_corrected_through_its_own_line(store: Store) -> None:
    session = done(store)
    store.add_measurements(session, [measurement()])
    store.add_measurements(None, [measurement(Side.RIGHT), measurement()])
    right = replace(measurement(), trials=())
    assert store.correct(-2, right) == measurement()
    assert store.kept(-2)[0].measurements == (measurement(Side.RIGHT), right)
    assert store.kept(session)[0].measurements == (measurement(),)


def test_only_existing_measurements_can_be_corrected(store: Store) -> None:
    session = done(store)
    store.add_measurements(session, [measurement()])
    store.add_measurements(None, [measurement(at=LATER), measurement(at=LATER + DAY)])
    store.delete(-3, LATER)
    for number, wrong in (
        (session, measurement(Side.RIGHT)),
        (session, measurement(at=LATER)),
        (session, measurement(occasion=Occasion.AFTER)),
        (-1, measurement()),
        (-2, measurement()),
        (-2, measurement(at=LATER + DAY)),
        (-3, measurement(at=LATER + DAY)),
        (7, measurement()),
    ):
        with pytest.raises(LookupError, match=f"behind line {number}"):
            store.correct(number, wrong)
    store.restore(-3)
    behind = [one for number in (session, -2, -3) for one in store.kept(number)[0].measurements]
    assert behind == [measurement(), measurement(at=LATER), measurement(at=LATER + DAY)]


def test_measurements_come_in_order_of_time_typed_in_or_not(store: Store) -> None:
    first, last = measurement(at=STARTED - DAY), measurement(at=LATER)
    for number in (done(store), None):
        store.add_measurements(number, [last])
        store.add_measurements(number, [first])
    ((session, _, _),), typed_in = store.history()
    assert session.measurements == (first, last)
    assert typed_in == [first, last]


def test_a_measurement_without_a_trial_that_counts_is_kept(store: Store) -> None:
    measured = [
        Measurement(Side.LEFT, Occasion.COLD, STARTED, ()),
        Measurement(Side.RIGHT, Occasion.COLD, STARTED, (Trial(90, TrialFault.PAIN),)),
    ]
    store.add_measurements(None, measured)
    assert store.history() == ([], measured)


def test_both_sides_of_a_test_are_saved_together_or_not_at_all(store: Store) -> None:
    number = begin(store)
    with pytest.raises(sqlite3.IntegrityError):
        store.add_measurements(number, [measurement(Side.LEFT), measurement(Side.BOTH)], "1")
    found = store.unfinished()
    assert found
    assert (found.position, found.measurements) == ("0", ())


def test_last_done_counts_what_was_held_and_whole_sessions_of_measuring(store: Store) -> None:
    done(store, 0, "warm_up")
    done(store, 3, "warm_up")
    done(store, 5, "warm_up", stretch(done_ms=0, outcome=Outcome.SKIPPED))
    measured = begin(store, STARTED, "ankle_test")
    store.add_measurements(measured, [measurement()])
    store.end_session(measured, LATER, Ending.COMPLETE)
    only_measured = begin(store, STARTED, "cool_down")
    store.add_measurements(only_measured, [measurement()])
    store.end_without_exercise(only_measured, LATER)
    store.add_stretch(begin(store, STARTED, "yoga"), stretch(), LATER, "1")
    assert store.last_done(LATEST) == {"warm_up": date(2026, 5, 7), "ankle_test": date(2026, 5, 4)}


def test_discomfort_is_counted_in_a_row_for_the_same_exercise_and_side(store: Store) -> None:
    hurt = stretch(outcome=Outcome.DISCOMFORT)
    left = (hurt.exercise, Side.LEFT)
    assert times_sore(store, left) == 0
    done(store, 0, "r", hurt)
    done(store, 1, "r", stretch())
    done(store, 2, "r", stretch(), hurt, stretch(outcome=Outcome.SKIPPED))
    assert times_sore(store, left) == 1
    done(store, 3, "r", stretch(outcome=Outcome.SKIPPED))
    done(store, 4, "r", stretch(exercise="other"), stretch(side=Side.RIGHT))
    done(store, 5, "other routine", hurt)
    assert times_sore(store, left) == 2
    assert store.sore(2) == {left}
    assert store.sore(3) == frozenset()
    assert times_sore(store, (hurt.exercise, Side.RIGHT)) == 0
    done(store, 6, "r", stretch())
    assert times_sore(store, left) == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda store: store.add_stretch(7, stretch(), LATER, "1"),
        lambda store: store.add_measurements(7, [measurement()], "1"),
        lambda store: store.set_position(7, "1"),
        lambda store: store.end_session(7, LATER, Ending.COMPLETE),
        lambda store: store.set_feeling(7, None),
        lambda store: store.set_note(7, ""),
        lambda store: store.keep_as_partial(7),
        lambda store: store.discard(7, LATER),
        lambda store: store.delete(7, LATER),
        lambda store: store.restore(7),
        lambda store: store.kept(7),
    ],
)
def test_a_missing_session_cannot_be_changed(store: Store, change: object) -> None:
    assert callable(change)
    with pytest.raises(LookupError, match="There is no session 7"):
        change(store)
    assert store._connection.execute("SELECT count(*) FROM measurement").fetchone() == (0,)


def test_open_is_not_an_ending(store: Store) -> None:
    with pytest.raises(ValueError, match="has not ended"):
        store.end_session(begin(store), LATER, Ending.OPEN)


def test_a_moment_without_its_offset_is_our_own_mistake(store: Store) -> None:
    with pytest.raises(ValueError, match="offset from UTC"):
        begin(store, STARTED.replace(tzinfo=None))
    assert store.sessions() == []


def test_a_row_that_another_program_changed_is_damage(store: Store) -> None:
    number = begin(store)
    store.add_stretch(number, stretch(), LATER, "1")
    store._connection.execute("PRAGMA ignore_check_constraints=ON")
    store._connection.execute("UPDATE stretch SET dose = 'hole'")
    with pytest.raises(DatabaseDamagedError):
        store.unfinished()
    store._connection.execute("UPDATE stretch SET dose = 'hold', outcome = CAST(x'ff' AS TEXT)")
    with pytest.raises(DatabaseDamagedError):
        store.unfinished()
