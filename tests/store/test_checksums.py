import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mobility_gui.ankle.trial import Trial
from mobility_gui.store.addition import Added
from mobility_gui.store.checksums import COLUMNS, WHOLE, found_checksums, known_checksums, row_digest, verify
from mobility_gui.store.database import DatabaseDamagedError
from mobility_gui.store.sessions import BIN_DAYS, Store
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Ending, Feeling
from tests.store.samples import DOSES, STARTED, begin, measurement, stretch
from tests.store.test_addition import FULL, LEFT, SINGLE

LATER = STARTED + timedelta(minutes=10)
DAY = timedelta(days=1)


@contextmanager
def other_program(path: Path) -> Iterator[sqlite3.Connection]:
    """Change the file as a failing disk does: nothing is checked, and no checksum written."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        yield connection


def change(path: Path, statement: str, *values: object) -> None:
    with other_program(path) as connection:
        assert connection.execute(statement, values).rowcount > 0


def fill(store: Store) -> tuple[int, int]:
    """Two sessions and a measurement outside any; returns the sessions."""
    numbers = []
    for day in range(2):
        started = STARTED + day * DAY
        number = begin(store, started)
        store.add_measurements(number, [measurement(at=started), measurement(Side.RIGHT, started)], "1")
        for step, dose in enumerate(DOSES):
            store.add_stretch(number, stretch(step, dose=dose), started, str(step))
        store.end_session(number, started, Ending.COMPLETE)
        numbers.append(number)
    store.add_measurements(None, [replace(measurement(at=STARTED - DAY), trials=(Trial(0), Trial(101.3), Trial(300)))])
    return numbers[0], numbers[1]


def test_every_column_of_every_table_is_covered(store: Store) -> None:
    tables = store._connection.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict")
    for (table,) in [row for row in tables if row != ("checksum",)]:
        columns = store._connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
        assert set(COLUMNS[table]) == {column for (column,) in columns}


def empty_bin(store: Store) -> None:
    store.delete(1, LATER)
    store.delete(-5, LATER)
    assert store.empty_bin(LATER + BIN_DAYS * DAY) == 2


def move(store: Store) -> Added:
    store.add_measurements(None, [LEFT])
    return store.add_history([FULL], [])


CHANGES: dict[str, Callable[[Store], object]] = {
    "begin": begin,
    "stretch": lambda store: store.add_stretch(begin(store), stretch(), LATER, "1"),
    "measure": lambda store: store.add_measurements(1, [measurement(at=LATER)]),
    "by hand": lambda store: store.add_by_hand([measurement(at=LATER), measurement(Side.RIGHT, LATER)]),
    "position": lambda store: store.set_position(begin(store), "7"),
    "end": lambda store: store.end_session(begin(store), LATER, Ending.PARTIAL),
    "end without exercise": lambda store: store.end_without_exercise(1, LATER),
    "nothing done": lambda store: store.end_without_exercise(begin(store), LATER),
    "feeling": lambda store: store.set_feeling(1, Feeling.LOOSE),
    "note": lambda store: store.set_note(1, "naïve \0 𝄞 " * 1000),
    "partial": lambda store: store.keep_as_partial(begin(store)),
    "discard": lambda store: store.discard(begin(store), LATER),
    "delete": lambda store: store.delete(1, LATER),
    "delete by hand": lambda store: store.delete(-5, LATER),
    "empty bin": empty_bin,
    "correct": lambda store: store.correct(1, replace(measurement(), trials=(Trial(99.7), Trial(1e-300)))),
    "import": lambda store: store.add_history([FULL], [SINGLE]),
    "take back": lambda store: store.take_back(store.add_history([FULL], [SINGLE])),
    "move": move,
    "move back": lambda store: store.take_back(move(store)),
    "preview": lambda store: store.preview_history([FULL], [SINGLE]),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_through_the_store_keeps_the_checksums_right(path: Path, store: Store, name: str) -> None:
    fill(store)
    CHANGES[name](store)
    connection = store._connection
    assert found_checksums(connection) == known_checksums(connection)
    assert store.differing() == ()
    with Store(path) as again:
        verify(again._connection)


def test_a_change_that_fails_leaves_the_checksums_as_they_were(store: Store) -> None:
    fill(store)
    with pytest.raises(sqlite3.IntegrityError):
        store.add_measurements(1, [measurement(at=LATER), measurement(Side.BOTH)])
    begin(store)
    assert store.differing() == ()


def test_the_file_has_no_trigger_that_another_program_would_trip_over(path: Path, store: Store) -> None:
    fill(store)
    with other_program(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall() == []


SILENT = {
    "UPDATE session SET note = 'y' WHERE id = 1": (1,),
    "UPDATE session SET routine_name = CAST(x'ff' AS TEXT) WHERE id = 1": (1,),
    "UPDATE session SET id = 9 WHERE id = 1": (1, 9),
    "UPDATE stretch SET done_ms = done_ms + 1 WHERE id = 1": (1,),
    "UPDATE stretch SET dose = 'hole' WHERE id = 1": (1,),
    "UPDATE stretch SET session = 2 WHERE id = 1": (1, 2),
    "UPDATE stretch SET session = 0 WHERE id = 1": (0, 1),
    "UPDATE measurement SET occasion = 'after' WHERE id = 1": (1,),
    "UPDATE measurement SET session = 1 WHERE id = 5": (-5, 1),
    "UPDATE trial SET distance_mm = 101.25 WHERE measurement = 1 AND number = 1": (1,),
    "UPDATE trial SET distance_mm = 101.25 WHERE measurement = 5 AND number = 2": (-5,),
    "UPDATE trial SET measurement = 9 WHERE measurement = 5": (-9, -5),
    "DELETE FROM stretch WHERE id = 1": (1,),
    "DELETE FROM session WHERE id = 2": (2,),
    "DELETE FROM measurement WHERE id = 5": (-5,),
    "INSERT INTO stretch SELECT 99, 1, at_ms, at_offset, step, exercise, side, set_number, dose, amount, tempo_down, "
    "tempo_hold, tempo_up, planned_ms, done_ms, units_done, outcome FROM stretch WHERE id = 1": (1,),
}


@pytest.mark.parametrize(("statement", "owners"), SILENT.items())
def test_what_changed_behind_the_programs_back_is_named(
    path: Path, store: Store, statement: str, owners: tuple[int, ...]
) -> None:
    fill(store)
    change(path, statement)
    assert store.differing() == owners
    with pytest.raises(DatabaseDamagedError, match=r"record\.db is damaged"):
        verify(store._connection)
    store.accept(owners)
    assert store.differing() == ()


def test_a_session_that_vanished_with_its_checksum_is_noticed(path: Path, store: Store) -> None:
    fill(store)
    with other_program(path) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("DELETE FROM session WHERE id = 2")
        connection.execute("DELETE FROM checksum WHERE owner = 2")
    assert store.differing() == (WHOLE,)
    begin(store)
    assert store.differing() == (WHOLE,)
    store.accept([WHOLE])
    assert store.differing() == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE checksum SET digest = x'00' WHERE owner = 1",
        "UPDATE checksum SET owner = 77 WHERE owner = 1",
        "DELETE FROM checksum WHERE owner = 1",
        "UPDATE checksum SET digest = CAST(substr(digest, 1, 16) || x'0000000000000001' AS BLOB) WHERE owner = 0",
        "UPDATE checksum SET digest = CAST(zeroblob(16) || substr(digest, 17) AS BLOB) WHERE owner = 0",
    ],
)
def test_a_damaged_checksum_alone_is_no_alarm_before_or_after_the_next_change(
    path: Path, store: Store, statement: str
) -> None:
    fill(store)
    change(path, statement)
    assert store.differing() == ()
    store.set_note(1, "later")
    begin(store)
    assert store.differing() == ()


def test_without_the_checksum_of_all_nothing_is_called_whole(path: Path, store: Store) -> None:
    fill(store)
    change(path, "DELETE FROM checksum WHERE owner = 0")
    assert store.differing() == (WHOLE,)
    begin(store)
    assert store.differing() == (WHOLE,)


def test_writing_to_a_damaged_session_does_not_hide_the_damage(path: Path, store: Store) -> None:
    fill(store)
    change(path, "UPDATE stretch SET done_ms = 1 WHERE id = 1")
    change(path, "UPDATE session SET note = 'changed' WHERE id = 2")
    store.set_note(1, "fine")
    store.set_note(2, "fine")  # the damaged text is gone, but it may have been another word
    assert store.differing() == (1, 2)


def test_a_damaged_session_can_be_deleted_for_good(path: Path, store: Store) -> None:
    fill(store)
    change(path, "UPDATE session SET routine_name = CAST(x'ff' AS TEXT) WHERE id = 2")
    store.delete(2, LATER)
    store.empty_bin(LATER + BIN_DAYS * DAY)
    assert store.differing() == ()
    assert begin(store) == 2
    assert store.differing() == ()


def test_an_index_that_misses_a_row_is_built_again(path: Path, store: Store) -> None:
    fill(store)
    with other_program(path) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("UPDATE sqlite_master SET sql = sql || ' WHERE id != 1' WHERE name = 'stretch_session'")
        connection.execute("PRAGMA writable_schema=OFF")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("REINDEX stretch_session")
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, ' WHERE id != 1', '') WHERE name = 'stretch_session'"
        )
    with Store(path) as again:
        with pytest.raises(DatabaseDamagedError):
            verify(again._connection)
        assert len(again.kept(1)[1]) == len(DOSES) - 1
        assert again.differing() == ()
        assert len(again.kept(1)[1]) == len(DOSES)
        verify(again._connection)


def test_a_digest_is_the_same_on_every_computer() -> None:
    values = ("trial", 1, -2, 101.3, "naïve".encode(), None, b"'\x00\xff", None, None)
    assert row_digest(*values) == row_digest(*values[:-2])
    assert row_digest(*values).hex() == "7bb313cad7e678ea0cd64f4ac20f84f4"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((b"1",), (1,)),
        ((1,), (1.0,)),
        ((b"a", b"b"), (b"ab",)),
        ((None, 1), (1,)),
        ((b"",), (None,)),
        ((0.0,), (-0.0,)),
    ],
)
def test_different_rows_have_different_digests(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert row_digest("t", *one) != row_digest("t", *other)  # type: ignore[arg-type]


def test_a_backup_of_an_older_version_is_checked_as_far_as_sqlite_can() -> None:
    for file in Path(__file__).parent.glob("version_[12].db"):
        with closing(sqlite3.connect(f"file:{file}?immutable=1", uri=True)) as connection:
            verify(connection)
