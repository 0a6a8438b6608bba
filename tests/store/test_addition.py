import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest

from mobility_gui.ankle.trial import Trial
from mobility_gui.store.addition import Added, Kept
from mobility_gui.store.sessions import Store
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Ending, Feeling, Measurement, Occasion, SessionRecord
from mobility_gui.training.routine import Phase
from tests.store.samples import DOSES, STARTED, begin, measurement, stretch

LATER = STARTED + timedelta(minutes=10)
DAY = timedelta(days=1)

SINGLE = measurement(at=STARTED - DAY)
LEFT, RIGHT = measurement(Side.LEFT), measurement(Side.RIGHT)
RECORD = SessionRecord(
    7, "mine", "Mine", STARTED, LATER, Ending.PARTIAL, 0, Feeling.STIFF, "windy", measurements=(LEFT, RIGHT)
)
STRETCHES = tuple((LATER + timedelta(seconds=step), stretch(step, dose=dose)) for step, dose in enumerate(DOSES))
FULL: Kept = (RECORD, Phase.AFTER_RUN, STRETCHES)
BARE: Kept = (replace(RECORD, feeling=None, note=""), Phase.AFTER_RUN, ())
"""The same session, as imported from a table of measurements."""


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "other.db") as other:
        yield other


def fill(store: Store) -> None:
    store.add_history([FULL], [SINGLE])
    store.end_session(begin(store, STARTED + DAY), LATER + DAY, Ending.COMPLETE)
    begin(store, STARTED + 2 * DAY)


def rows(store: Store) -> list[str]:
    return list(store._connection.iterdump())


def ids(added: Added) -> tuple[tuple[int, ...], ...]:
    return added.sessions, added.restored, added.completed, added.measurements


def test_an_exported_history_is_imported_elsewhere_without_unfinished_sessions(store: Store, other: Store) -> None:
    assert all(getattr(RECORD, field.name) != field.default for field in fields(RECORD))
    fill(store)
    sessions, measurements = store.history()
    assert [one.started for one, _, _ in sessions] == [STARTED, STARTED + DAY]
    assert sessions[0][1:] == FULL[1:]
    assert replace(sessions[0][0], id=7, held_ms=0) == RECORD
    added = other.add_history(sessions, measurements)
    assert (ids(added), added.known) == (((1, 2), (), (), (3,)), 0)
    assert other.history() == (sessions, measurements)
    assert other.unfinished() is None


def test_importing_the_same_rows_twice_adds_them_once(store: Store) -> None:
    fill(store)
    before = rows(store)
    added = store.add_history(*store.history())
    assert (ids(added), added.known) == (((), (), (), ()), 3)
    assert rows(store) == before


def test_the_same_rows_twice_in_one_file_are_added_once(store: Store) -> None:
    added = store.add_history([BARE, FULL, FULL], [SINGLE, SINGLE])
    assert (ids(added), added.known) == (((1,), (), (), (3,)), 2)
    (kept,), single = store.history()
    assert (kept[2], kept[0].note, single) == (STRETCHES, "windy", [SINGLE])


def test_an_import_restores_what_is_in_the_bin(store: Store) -> None:
    fill(store)
    before = store.history()
    store.delete(1, LATER)
    store.delete(-3, LATER)
    added = store.add_history(*before)
    assert (ids(added), added.known) == (((), (1, -3), (), ()), 1)
    assert (store.history(), store.binned()) == (before, [])


def test_a_session_imported_from_a_table_is_completed_and_keeps_what_the_runner_wrote(store: Store) -> None:
    store.add_history([BARE], [])
    store.set_note(1, "my own")
    added = store.add_history([FULL], [])
    assert (ids(added), added.known) == (((), (), (1,), ()), 0)
    record, stretches = store.kept(1)
    assert (record.note, record.feeling, record.measurements) == ("my own", Feeling.STIFF, (LEFT, RIGHT))
    assert stretches == tuple(one for _, one in STRETCHES)
    assert store.add_history([FULL], []).known == 1


def test_a_session_in_the_bin_without_stretches_is_restored_with_them(store: Store) -> None:
    store.add_history([BARE], [])
    store.delete(1, LATER)
    assert ids(store.add_history([FULL], [])) == ((), (1,), (1,), ())
    assert len(store.kept(1)[1]) == len(DOSES)


def test_a_session_with_stretches_stays_as_it_is(store: Store) -> None:
    fill(store)
    before = rows(store)
    assert store.add_history([BARE], []).known == 1
    assert rows(store) == before


def test_an_import_does_not_touch_an_unfinished_session(store: Store) -> None:
    begin(store, STARTED, "mine")
    assert store.add_history([(replace(RECORD, measurements=()), Phase.AFTER_RUN, STRETCHES)], []).known == 1
    found = store.unfinished()
    assert found
    assert found.stretches == ()


def test_a_measurement_that_a_session_lacks_is_added_to_it(store: Store) -> None:
    store.add_history([(replace(RECORD, measurements=(LEFT,)), Phase.AFTER_RUN, STRETCHES)], [])
    assert ids(store.add_history([FULL], [])) == ((), (), (1,), ())
    assert store.kept(1)[0].measurements == (LEFT, RIGHT)


def test_a_single_measurement_that_a_session_has_is_not_new(store: Store) -> None:
    fill(store)
    corrected = replace(LEFT, trials=(Trial(90),))
    added = store.add_history([], [LEFT, corrected])
    assert (ids(added), added.known) == (((), (), (), ()), 2)
    assert store.history()[1] == [SINGLE]


def test_a_single_measurement_of_a_session_in_the_bin_brings_the_session_back(store: Store) -> None:
    fill(store)
    store.delete(1, LATER)
    added = store.add_history([], [LEFT, RIGHT])
    assert (ids(added), added.known) == (((), (1,), (), ()), 1)
    assert store.kept(1)[0].measurements == (LEFT, RIGHT)


def test_side_occasion_and_moment_identify_a_measurement(store: Store) -> None:
    fill(store)
    others = [
        replace(SINGLE, side=Side.RIGHT),
        replace(SINGLE, occasion=Occasion.AFTER),
        replace(SINGLE, at=SINGLE.at + timedelta(milliseconds=1)),
    ]
    assert len(store.add_history([], others).measurements) == 3


@pytest.mark.parametrize("deleted", [False, True])
def test_a_session_takes_over_its_measurements_outside_any_session(store: Store, *, deleted: bool) -> None:
    corrected = replace(LEFT, trials=(Trial(90),))
    store.add_measurements(None, [corrected, SINGLE])
    if deleted:
        store.delete(-1, LATER)
    added = store.add_history([FULL], [LEFT])
    assert (added.sessions, added.measurements, added.known) == ((1,), (), 1)
    assert store.kept(1)[0].measurements == (corrected, RIGHT)
    assert store.history()[1] == [SINGLE]
    assert store.binned() == []


def deleted_session(store: Store) -> None:
    store.delete(1, LATER)


def deleted_typed_in(store: Store) -> None:
    store.delete(-3, LATER)


def bare(store: Store) -> None:
    store._connection.execute("DELETE FROM stretch")
    store._connection.execute("DELETE FROM measurement WHERE side = 'right'")
    store.set_note(1, "")


def alone(store: Store) -> None:
    store._connection.execute("DELETE FROM session WHERE id = 1")
    store.add_measurements(None, [LEFT, replace(RIGHT, trials=())])
    store.delete(-4, LATER)


@pytest.mark.parametrize("change", [lambda _: None, deleted_session, deleted_typed_in, bare, alone])
def test_an_import_can_be_undone_exactly(store: Store, change: Callable[[Store], None]) -> None:
    fill(store)
    incoming, single = store.history()
    change(store)
    new = replace(RECORD, started=STARTED - DAY)
    before = rows(store)
    added = store.add_history(
        [*incoming, (new, Phase.ANY_TIME, STRETCHES)], [*single, replace(SINGLE, side=Side.RIGHT)]
    )
    assert rows(store) != before
    store.take_back(added)
    assert rows(store) == before


@pytest.mark.parametrize("change", [lambda _: None, deleted_session, deleted_typed_in, bare, alone])
def test_a_preview_returns_what_an_import_does_and_changes_nothing(
    store: Store, change: Callable[[Store], None]
) -> None:
    fill(store)
    incoming = store.history()
    change(store)
    before = rows(store)
    preview = store.preview_history(*incoming)
    assert rows(store) == before
    assert preview == store.add_history(*incoming)


def test_undoing_twice_removes_nothing_else(store: Store) -> None:
    added = store.add_history([FULL], [SINGLE])
    store.take_back(added)
    begin(store, STARTED + DAY)
    store.add_measurements(None, [measurement(at=LATER)] * 3)
    before = rows(store)
    store.take_back(added)
    assert rows(store) == before


def test_an_import_is_added_whole_or_not_at_all(store: Store, other: Store) -> None:
    fill(store)
    sessions, measurements = store.history()
    with pytest.raises(sqlite3.IntegrityError):
        other.add_history(sessions, [*measurements, measurement(Side.BOTH)])
    assert other.history() == ([], [])
    record = store.sessions(1)[0]
    assert record.ended is None
    with pytest.raises(ValueError, match="Only finished sessions belong"):
        other.add_history([*sessions, (record, Phase.AFTER_RUN, ())], [])
    assert other.history() == ([], [])


def test_several_measurements_of_one_moment_in_a_file_are_all_kept(store: Store) -> None:
    both = [Measurement(side, Occasion.OTHER, STARTED, ()) for side in (Side.LEFT, Side.RIGHT)]
    store.add_history([], both)
    assert store.history() == ([], both)
    assert [line.id for line in store.lines()] == [-1]
