import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mobility_gui.ankle.trial import Trial, TrialFault
from mobility_gui.store.database import DatabaseDamagedError
from mobility_gui.store.sessions import Store
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import LATEST, TYPED_IN, Ending, Measurement, Occasion, SessionLine, SessionRecord
from mobility_gui.training.routine import Measure
from tests.store.samples import STARTED, begin, measurement, stretch

LATER = STARTED + timedelta(minutes=10)
DAY = timedelta(days=1)


def measured(
    side: Side, *distances_mm: float, at: datetime = STARTED, occasion: Occasion = Occasion.COLD
) -> Measurement:
    return Measurement(side, occasion, at, tuple(map(Trial, distances_mm)))


def done(store: Store, started: datetime, *measurements: Measurement, held_ms: int = 30_000) -> int:
    number = begin(store, started)
    store.add_stretch(number, stretch(done_ms=held_ms), started, "1")
    store.add_measurements(number, measurements)
    store.end_session(number, started + timedelta(minutes=10), Ending.COMPLETE)
    return number


def test_a_line_has_the_time_held_and_the_means_of_both_sides(store: Store) -> None:
    number = begin(store)
    store.add_measurements(number, [measurement(Side.LEFT), measurement(Side.RIGHT)])
    store.add_stretch(number, stretch(done_ms=20_000), LATER, "1")
    store.add_stretch(number, stretch(done_ms=60_000, dose=Measure()), LATER, "2")
    store.add_stretch(number, stretch(done_ms=1_500, side=Side.RIGHT), LATER, "3")
    store.add_measurements(number, [measured(Side.LEFT, 104, 105, at=LATER, occasion=Occasion.AFTER)])
    store.end_session(number, LATER, Ending.PARTIAL)
    store.set_note(number, "windy")
    cold_mm = {Side.LEFT: 101.875, Side.RIGHT: 101.875}
    assert store.lines() == [
        SessionLine(
            number,
            "after_run",
            "After a run",
            STARTED,
            Ending.PARTIAL,
            21_500,
            "windy",
            cold_mm,
            {Side.LEFT: 104.5},
        )
    ]
    assert not store.lines()[0].typed_in


def test_measurements_typed_in_together_are_one_line_among_the_sessions_newest_first(store: Store) -> None:
    sessions = [done(store, STARTED + days * DAY) for days in (3, 1)]
    store.add_measurements(None, [measured(Side.LEFT, 90, at=STARTED)])
    at = STARTED + 2 * DAY
    store.add_measurements(None, [measured(Side.RIGHT, 100, at=at), measured(Side.LEFT, 110, at=at)])
    store.add_measurements(None, [measured(Side.LEFT, 120, at=at, occasion=Occasion.AFTER)])
    lines = store.lines()
    assert [line.id for line in lines] == [sessions[0], -2, sessions[1], -1]
    assert lines[1] == SessionLine(
        -2,
        "",
        TYPED_IN,
        at,
        Ending.COMPLETE,
        0,
        cold_mm={Side.LEFT: 110, Side.RIGHT: 100},
        after_mm={Side.LEFT: 120},
    )
    assert lines[1].typed_in


def test_the_latest_measurement_that_counts_is_the_value(store: Store) -> None:
    missed = Measurement(Side.LEFT, Occasion.COLD, STARTED + 2 * DAY, (Trial(130, TrialFault.PAIN),))
    other = measured(Side.LEFT, 140, at=STARTED + 2 * DAY, occasion=Occasion.OTHER)
    latest, first = measured(Side.LEFT, 120, at=LATER), measured(Side.LEFT, 110)
    done(store, STARTED, latest, first, missed, other, Measurement(Side.RIGHT, Occasion.COLD, STARTED, ()))
    (line,) = store.lines()
    assert (line.cold_mm, line.after_mm) == ({Side.LEFT: 120}, {})


def test_open_and_deleted_sessions_have_no_line(store: Store) -> None:
    begin(store)
    store.delete(done(store, STARTED), LATER)
    assert store.lines() == []


def test_a_line_has_the_local_time_of_the_session(store: Store) -> None:
    done(store, STARTED)
    store.add_measurements(None, [measured(Side.LEFT, 90, at=LATER)])
    assert [line.started.isoformat() for line in store.lines()] == [
        "2026-05-04T06:40:00+02:00",
        "2026-05-04T06:30:00+02:00",
    ]


def test_a_line_has_the_values_of_its_measurements_to_the_last_bit(store: Store) -> None:
    chance = random.Random(1)  # noqa: S311 - distances, no secrets
    for day in range(200):
        distances_mm = [round(chance.uniform(60, 140), chance.choice([0, 1, 4])) for _ in range(chance.choice([2, 3]))]
        done(store, STARTED + day * DAY, measured(Side.LEFT, *distances_mm, at=STARTED + day * DAY))
    for line in store.lines():
        (behind,) = store.kept(line.id)[0].measurements
        assert line.cold_mm[Side.LEFT] == behind.value_mm


def test_everything_behind_a_line_is_kept(store: Store) -> None:
    session = done(store, STARTED, measurement())
    at = STARTED - DAY
    typed_in = (measured(Side.LEFT, 90, 91, at=at), measured(Side.RIGHT, 95, at=at, occasion=Occasion.OTHER))
    store.add_measurements(None, typed_in)
    assert store.kept(session) == (store.sessions()[0], (stretch(),))
    assert store.kept(-2) == (SessionRecord(-2, "", TYPED_IN, at, at, Ending.COMPLETE, 0, measurements=typed_in), ())


def test_a_number_without_a_line_is_not_found(store: Store) -> None:
    unfinished, deleted = begin(store), done(store, STARTED, measurement())
    store.delete(deleted, LATER)
    for number in (unfinished, deleted, 7):
        with pytest.raises(LookupError, match=f"There is no session {number}"):
            store.kept(number)
    for number in (-1, -7):  # the first measurement belongs to a session
        with pytest.raises(LookupError, match=f"There is no measurement {-number} that was typed in"):
            store.kept(number)


def test_stretches_since_a_day_are_those_of_sessions_that_began_on_it_or_later_and_are_over(store: Store) -> None:
    midnight = STARTED.replace(hour=0, minute=0)
    for hours, held_ms in ((-0.01, 1), (0, 2), (1, 3), (30, 4)):
        done(store, midnight + timedelta(hours=hours), held_ms=held_ms)
    store.delete(done(store, LATER, held_ms=5), LATER)
    store.add_stretch(begin(store, LATER), stretch(done_ms=6), LATER, "1")
    assert [one.done_ms for one in store.held_since(STARTED.date(), midnight + DAY)] == [2, 3]


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Pacific/Kiritimati", "UTC", "Pacific/Honolulu", "Pacific/Niue"])
def test_a_week_begins_on_the_monday_where_the_runner_was(store: Store, zone: str) -> None:
    monday = datetime(2026, 11, 23, 0, 0, tzinfo=ZoneInfo(zone))
    done(store, monday - timedelta(minutes=1), held_ms=1)
    done(store, monday, held_ms=2)
    assert [one.done_ms for one in store.held_since(date(2026, 11, 23), LATEST)] == [2]


def test_what_is_dated_later_is_neither_the_last_value_nor_the_last_session(store: Store) -> None:
    now = STARTED + DAY
    done(store, STARTED, measured(Side.LEFT, 100), measured(Side.RIGHT, 110))
    wrong = STARTED.replace(year=2099)
    late = done(store, wrong, measured(Side.LEFT, 200, at=wrong), measured(Side.RIGHT, 210, at=wrong))
    assert store.last_cold(now) == {Side.LEFT: 100, Side.RIGHT: 110}
    assert store.last_cold_pairs(9, now) == [(100, 110)]
    assert store.last_done(now) == {"after_run": STARTED.date()}
    assert late not in [session.id for session in store.sessions(until=now)]


def test_the_last_cold_value_of_each_side_may_be_in_a_session_that_is_not_over(store: Store) -> None:
    assert store.last_cold(LATEST) == {}
    done(store, STARTED, measured(Side.LEFT, 100), measured(Side.LEFT, 120, at=LATER, occasion=Occasion.AFTER))
    assert store.last_cold(LATEST) == {Side.LEFT: 100}
    store.add_measurements(begin(store), [measured(Side.LEFT, 101.5, at=LATER)])
    store.add_measurements(None, [measured(Side.RIGHT, 90, at=STARTED - DAY)])
    store.delete(done(store, LATER, measured(Side.RIGHT, 80, at=LATER)), LATER)
    assert store.last_cold(LATEST) == {Side.LEFT: 101.5, Side.RIGHT: 90}


def test_sides_measured_cold_in_one_session_or_at_one_moment_form_a_pair(store: Store) -> None:
    def day(number: int) -> datetime:
        return STARTED + number * DAY

    store.add_measurements(None, [measured(Side.LEFT, 10, at=day(0)), measured(Side.RIGHT, 11, at=day(0))])
    minute_later = day(1) + timedelta(minutes=1)
    done(store, day(1), measured(Side.RIGHT, 21, at=day(1)), measured(Side.LEFT, 20, at=minute_later))
    store.add_measurements(None, [measured(Side.LEFT, 30, at=day(2)), measured(Side.RIGHT, 31, at=minute_later)])
    store.add_measurements(begin(store), [measured(Side.LEFT, 40, at=day(3)), measured(Side.RIGHT, 41, at=day(3))])
    warm = [measured(side, 50, at=day(4), occasion=Occasion.AFTER) for side in (Side.LEFT, Side.RIGHT)]
    done(store, day(4), *warm)
    store.delete(done(store, day(5), measured(Side.LEFT, 60), measured(Side.RIGHT, 61)), LATER)
    assert store.last_cold_pairs(9, LATEST) == [(10, 11), (20, 21), (40, 41)]
    assert store.last_cold_pairs(2, LATEST) == [(20, 21), (40, 41)]


def test_a_session_measured_twice_gives_two_pairs(store: Store) -> None:
    sides = (Side.LEFT, Side.RIGHT)
    done(store, STARTED, *[measured(side, at.minute + 50, at=at) for at in (STARTED, LATER) for side in sides])
    assert store.last_cold_pairs(9, LATEST) == [(80, 80), (90, 90)]


def test_sessions_and_cold_tests_are_counted(store: Store) -> None:
    assert store.counts() == (0, 0)
    done(store, STARTED, measurement(Side.LEFT), measurement(Side.RIGHT))
    done(store, STARTED)
    begin(store)
    store.add_measurements(None, [measurement(Side.LEFT), measurement(Side.RIGHT)])
    store.add_measurements(None, [measurement(at=LATER, occasion=Occasion.AFTER)])
    store.delete(done(store, STARTED, measurement()), LATER)
    assert store.counts() == (3, 2)


@pytest.mark.parametrize(
    "change",
    [
        begin,
        lambda store: store.set_note(1, "windy"),
        lambda store: store.delete(1, LATER),
        lambda store: store.add_measurements(None, [measurement()]),
    ],
)
def test_the_mark_changes_with_every_change_whoever_makes_it(
    path: Path, store: Store, change: Callable[[Store], object]
) -> None:
    begin(store)
    mark = store.change_mark
    change(store)
    assert store.change_mark != mark
    mark = store.change_mark
    with Store(path) as other:
        begin(other)
    assert store.change_mark != mark


def test_the_mark_stays_while_the_record_is_only_read(store: Store) -> None:
    begin(store)
    mark = store.change_mark
    store.lines()
    store.counts()
    assert store.change_mark == mark


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE session SET ending = 'gone'",
        "UPDATE measurement SET side = 'front'",
        "UPDATE measurement SET occasion = 'hot'",
        "UPDATE session SET started_ms = 9223372036854775807",
    ],
)
def test_a_line_from_a_row_that_another_program_changed_is_damage(store: Store, damage: str) -> None:
    done(store, STARTED, measurement())
    store._connection.execute("PRAGMA ignore_check_constraints=ON")
    store._connection.execute(damage)
    with pytest.raises(DatabaseDamagedError):
        store.lines()
    assert not store._connection.in_transaction
