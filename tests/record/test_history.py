"""What is read from the record, as of a moment that the test chooses."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mobility_gui.ankle.trial import Trial
from mobility_gui.library.library import load_library
from mobility_gui.paths import resources
from mobility_gui.record.files import export_record
from mobility_gui.record.history import before_session, history_of
from mobility_gui.record.open_record import OpenRecord
from mobility_gui.store.schema import VERSION_1
from mobility_gui.store.sessions import Store
from mobility_gui.training.exercise import Muscle, Side
from mobility_gui.training.history import Goals, History, statistics
from mobility_gui.training.record import EARLIEST, LATEST, Before, Ending, Measurement, Occasion
from tests.store import samples

NOW = datetime.fromisoformat("2026-11-25T12:00:00-08:00")
HOLD = samples.stretch(exercise="wall_calf_straight", done_ms=120_000)
LIBRARY = load_library([resources() / "exercises", resources() / "routines"], [])
MS = timedelta(milliseconds=1)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[OpenRecord]:
    problems: list[str] = []
    made = OpenRecord(problems.append)
    made.open(tmp_path / "record.sqlite3")
    yield made
    made.close()
    assert problems == []


def keep(record: OpenRecord, started: datetime, *cold_mm: float) -> None:
    def add(store: Store) -> None:
        number = samples.begin(store, started)
        store.add_stretch(number, HOLD, started, "1")
        store.add_measurements(number, [Measurement(Side.LEFT, Occasion.COLD, started, (Trial(mm),)) for mm in cold_mm])
        store.end_session(number, started + 10 * MS, Ending.COMPLETE)

    assert record.do(add)


def history(record: OpenRecord, now: datetime = NOW) -> History:
    found = record.ask(lambda store: history_of(store, LIBRARY.exercises, Goals(), now), None)
    assert found is not None
    return found


def test_a_hold_on_monday_morning_in_new_zealand_counts_for_that_week_at_home(record: OpenRecord) -> None:
    keep(record, datetime.fromisoformat("2026-11-23T06:00:00+13:00"))
    assert history(record).held_ms[Muscle.CALF] == {Side.LEFT: 120_000, Side.RIGHT: 0}
    assert statistics(history(record)).weeks.weeks == 1


def test_a_hold_on_sunday_evening_in_hawaii_counts_for_the_week_before(record: OpenRecord) -> None:
    keep(record, datetime.fromisoformat("2026-11-22T23:00:00-10:00"))
    assert history(record, datetime.fromisoformat("2026-11-25T12:00:00+13:00")).held_ms == {}


def test_a_session_dated_tomorrow_where_it_was_held_but_already_over_counts(record: OpenRecord) -> None:
    keep(record, NOW.astimezone(samples.utc("2026-11-25T00:00").tzinfo) - timedelta(hours=1), 100)
    keep(record, datetime.fromisoformat("2026-11-26T07:00:00+13:00"), 110)
    found = history(record)
    assert [line.started.date().day for line in found.lines] == [25, 26]
    assert found.later == ()


def test_a_test_of_the_year_2099_counts_nowhere_and_is_named(record: OpenRecord) -> None:
    for week in range(6):
        keep(record, NOW - timedelta(weeks=week + 1), 140)
    before = statistics(history(record))
    wrong = NOW.replace(year=2099)
    keep(record, wrong, 112)
    found = history(record)
    assert [line.started.year for line in found.later] == [2099]
    assert statistics(found) == before
    left = statistics(found).ankles[Side.LEFT]
    assert left is not None
    assert (left.now.mm, left.tests) == (140, 6)


@pytest.mark.parametrize("sessions", [1, 9])
def test_sessions_dated_later_say_nothing_about_the_ankles_now(record: OpenRecord, sessions: int) -> None:
    for number in range(sessions):
        keep(record, NOW + timedelta(days=400 + number), 112)
    assert before_session(record, NOW) == Before()
    keep(record, NOW - timedelta(minutes=20), 140)
    assert before_session(record, NOW) == Before({Side.LEFT: 140}, warm=True)


@pytest.mark.parametrize("minutes", [-1439, 0, 1439])
@pytest.mark.parametrize("moment", [EARLIEST, EARLIEST + timedelta(days=1), LATEST - timedelta(seconds=1)])
def test_whatever_can_be_kept_is_shown_exported_and_read_again(
    record: OpenRecord, tmp_path: Path, moment: datetime, minutes: int
) -> None:
    from datetime import timezone

    from mobility_gui.exchange.record_file import read_history

    keep(record, moment.astimezone(timezone(timedelta(minutes=minutes))), 100)
    found = history(record)
    assert len(found.lines) + len(found.later) == 1
    statistics(found)
    written = record.ask(lambda store: export_record(store, tmp_path), None)
    assert written is not None
    for path in written:
        back = read_history(path)
        assert [entry.record.started for entry in back.sessions] == [line.started for line in found.lines + found.later]


def test_the_record_holds_exactly_what_the_other_parts_take() -> None:
    last_ms = (LATEST - EARLIEST) // MS - 1
    assert f"BETWEEN 0 AND {last_ms})" in VERSION_1
