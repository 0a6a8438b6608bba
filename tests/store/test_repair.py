import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mobility_gui.store.checksums import WHOLE
from mobility_gui.store.database import StoreError
from mobility_gui.store.repair import Differing
from mobility_gui.store.sessions import Store
from mobility_gui.training.record import TYPED_IN
from tests.store.samples import STARTED, begin, measurement
from tests.store.test_checksums import DAY, LATER, SILENT, change, fill, other_program


def back_up(store: Store, path: Path) -> Path:
    with closing(sqlite3.connect(path)) as backup:
        store._connection.backup(backup)
    return path


def rows(store: Store) -> list[str]:
    return list(store._connection.iterdump())


@pytest.mark.parametrize(("statement", "owners"), SILENT.items())
def test_what_differs_is_taken_from_a_backup_exactly_as_it_was(
    path: Path, store: Store, tmp_path: Path, statement: str, owners: tuple[int, ...]
) -> None:
    fill(store)
    backup = back_up(store, tmp_path / "backup.db")
    before = rows(store)
    change(path, statement)
    assert set(store.take_from(backup, owners)) == set(owners) - {WHOLE}
    assert store.differing() == ()
    assert rows(store) == before


@pytest.mark.parametrize("lost", [(2,), (1, 2), (-5, 1)])
def test_what_vanished_with_its_checksum_is_found_in_a_backup_among_what_was_deleted(
    path: Path, store: Store, tmp_path: Path, lost: tuple[int, ...]
) -> None:
    fill(store)
    removed = [begin(store, STARTED + day * DAY) for day in (5, 6, 7)]
    backup = back_up(store, tmp_path / "backup.db")
    for number in removed:
        store.end_without_exercise(number, LATER)
    before = rows(store)
    with other_program(path) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        for owner in lost:
            connection.execute("DELETE FROM session WHERE id = ?", (owner,))
            connection.execute("DELETE FROM measurement WHERE id = ?", (-owner,))
            connection.execute("DELETE FROM checksum WHERE owner = ?", (owner,))
    assert store.differing() == (WHOLE,)
    assert store.take_from(backup, [WHOLE]) == lost
    assert store.differing() == ()
    assert rows(store) == before


def test_a_session_that_changed_since_the_backup_is_not_taken_from_it(path: Path, store: Store, tmp_path: Path) -> None:
    fill(store)
    backup = back_up(store, tmp_path / "backup.db")
    store.set_note(1, "since then")
    change(path, "UPDATE stretch SET done_ms = 1 WHERE session = 1")
    change(path, "UPDATE stretch SET done_ms = 1 WHERE session = 2")
    assert store.take_from(backup, (1, 2)) == (2,)
    assert store.differing() == (1,)
    assert store.kept(1)[0].note == "since then"


def test_a_session_since_the_backup_that_lost_only_its_checksum_is_not_removed(
    path: Path, store: Store, tmp_path: Path
) -> None:
    fill(store)
    backup = back_up(store, tmp_path / "backup.db")
    new = begin(store, LATER)
    change(path, "DELETE FROM checksum WHERE owner = ?", new)
    change(path, "UPDATE session SET note = 'x' WHERE id = 1")
    assert store.differing() == (WHOLE, 1, new)
    assert store.take_from(backup, (WHOLE, 1, new)) == (1,)
    assert store.differing() == ()  # with the damage gone, everything together is right
    assert [one.id for one in store.sessions()] == [2, new, 1]


def test_what_is_right_stays_as_it_is_whatever_is_asked_for(store: Store, tmp_path: Path) -> None:
    fill(store)
    backup = back_up(store, tmp_path / "backup.db")
    store.set_note(1, "since then")
    before = rows(store)
    assert store.take_from(backup, (WHOLE, 1, 2, 7, -1, -5)) == ()
    assert rows(store) == before


def test_a_row_of_a_damaged_backup_is_not_taken(path: Path, store: Store, tmp_path: Path) -> None:
    fill(store)
    backup = back_up(store, tmp_path / "backup.db")
    change(backup, "UPDATE session SET note = 'also damaged' WHERE id = 1")
    for number in (1, 2):
        change(path, "UPDATE session SET note = 'damaged' WHERE id = ?", number)
    assert store.take_from(backup, (1, 2)) == (2,)


@pytest.mark.parametrize("version", [1, 2])
def test_a_backup_from_before_there_were_checksums_serves_too(tmp_path: Path, version: int) -> None:
    backup = Path(__file__).parent / f"version_{version}.db"
    path = tmp_path / "record.db"
    path.write_bytes(backup.read_bytes())
    with Store(path) as store:
        before = rows(store)
        change(path, "UPDATE session SET note = 'x'")
        assert store.take_from(backup, [1]) == (1,)
        assert rows(store) == before
    assert not backup.with_name(backup.name + "-wal").exists()


@pytest.mark.parametrize("content", [None, b"", b"my shopping list " * 1000])
def test_a_backup_that_cannot_be_read_is_one_sentence_and_changes_nothing(
    path: Path, store: Store, tmp_path: Path, content: bytes | None
) -> None:
    fill(store)
    change(path, "UPDATE session SET note = 'x' WHERE id = 1")
    backup = tmp_path / "backup.db"
    if content is not None:
        backup.write_bytes(content)
    before = rows(store)
    with pytest.raises(StoreError, match=r"backup\.db"):
        store.take_from(backup, [1])
    assert rows(store) == before


def test_what_differs_is_described_as_far_as_it_can_be_read(path: Path, store: Store) -> None:
    fill(store)
    change(path, "UPDATE session SET routine_name = CAST(x'596FFF' AS TEXT) WHERE id = 1")
    change(path, "UPDATE session SET started_ms = 9e18 WHERE id = 2")
    assert store.describe((WHOLE, 1, 2, 7, -5, -1)) == (
        Differing(WHOLE, None, ""),
        Differing(1, STARTED, "Yo�"),
        Differing(2, None, "After a run"),
        Differing(7, None, ""),
        Differing(-5, STARTED - DAY, TYPED_IN),
        Differing(-1, None, ""),
    )


def test_a_measurement_typed_in_and_damaged_is_restored_into_the_bin_where_it_was(
    path: Path, store: Store, tmp_path: Path
) -> None:
    store.add_measurements(None, [measurement()])
    store.delete(-1, LATER)
    backup = back_up(store, tmp_path / "backup.db")
    change(path, "UPDATE measurement SET at_ms = at_ms + 1")
    assert store.take_from(backup, [-1]) == (-1,)
    assert [(at, line.started) for at, line in store.binned()] == [(LATER, STARTED)]
