import gc
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mobility_gui.store import database
from mobility_gui.store.checksums import known_checksums
from mobility_gui.store.database import (
    DatabaseDamagedError,
    DatabaseNewerError,
    StoreError,
    open_database,
    set_aside,
)
from mobility_gui.store.schema import APPLICATION_ID, MIGRATIONS
from mobility_gui.store.sessions import Store
from mobility_gui.training.exercise import Side
from tests import disks
from tests.store.samples import DOSES, STARTED, begin, measurement, stretch, stretches, utc

NEXT = (*MIGRATIONS, "ALTER TABLE session ADD COLUMN weather TEXT")
WRONG = (*MIGRATIONS, "ALTER TABLE session ADD COLUMN weather TEXT; INSERT INTO nowhere VALUES (1)")


def pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.endswith(("-shm", "-wal"))}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("fullfsync", 1),
        ("checkpoint_fullfsync", 1),
        ("busy_timeout", database.BUSY_MS),
        ("application_id", APPLICATION_ID),
        ("user_version", len(MIGRATIONS)),
    ],
)
def test_a_connection_has_the_same_settings_on_a_new_and_an_old_file(path: Path, name: str, value: object) -> None:
    for _ in range(2):
        with closing(open_database(path)) as connection:
            assert pragma(connection, name) == value


def test_every_table_is_strict(path: Path) -> None:
    with closing(open_database(path)) as connection:
        tables = connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
    assert {name for name, strict in tables if strict} == {"session", "stretch", "measurement", "trial", "checksum"}
    assert {name for name, strict in tables if not strict} == {"sqlite_schema"}


def test_a_wrong_type_is_refused_as_our_own_mistake(path: Path) -> None:
    with closing(open_database(path)) as connection, pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT"):
        connection.execute("INSERT INTO trial VALUES (1, 1, 'far', NULL)")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_only_the_owner_can_read_the_folder_and_every_file_in_it(path: Path) -> None:
    before = os.umask(0)
    try:
        with closing(open_database(path)) as connection:
            connection.execute("PRAGMA user_version=1")
            modes = {file.name: mode(file) for file in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert modes == {"record.db": 0o600, "record.db-wal": 0o600, "record.db-shm": 0o600}
    assert mode(path.parent) == 0o700


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_a_file_that_others_could_read_is_closed_to_them(path: Path) -> None:
    open_database(path).close()
    path.chmod(0o644)
    open_database(path).close()
    assert mode(path) == 0o600


def test_an_existing_folder_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    open_database(tmp_path / "record.db").close()
    assert mode(tmp_path) == 0o755


def test_a_file_left_half_made_by_a_crash_is_made_again(path: Path) -> None:
    path.parent.mkdir()
    path.with_name("record.db.new").write_bytes(b"half")
    path.with_name("record.db.new-wal").write_bytes(b"half")
    with Store(path) as store:
        assert store.sessions() == []
    assert [file.name for file in path.parent.iterdir()] == ["record.db"]


def test_a_journal_without_its_file_is_kept_and_never_applied_to_a_new_file(path: Path) -> None:
    path.parent.mkdir()
    path.with_name("record.db-wal").write_bytes(b"confirmed steps")
    with Store(path) as store:
        assert store.sessions() == []
    assert path.with_name("record.damaged-1.db-wal").read_bytes() == b"confirmed steps"


def test_a_newer_file_is_refused_untouched(path: Path) -> None:
    open_database(path, NEXT).close()
    before = contents(path.parent)
    with pytest.raises(DatabaseNewerError, match=r"record\.db was written by a newer version"):
        Store(path)
    assert contents(path.parent) == before


def test_a_newer_file_with_changes_still_in_its_journal_is_refused_untouched(path: Path) -> None:
    other = open_database(path)
    other.execute(f"PRAGMA user_version={len(MIGRATIONS) + 1}")
    copy = path.parent.parent / "copy"
    copy.mkdir()
    for part in ("record.db", "record.db-wal"):
        (copy / part).write_bytes((path.parent / part).read_bytes())
    other.close()
    journal = (copy / "record.db-wal").read_bytes()
    before = contents(copy)
    with pytest.raises(DatabaseNewerError):
        Store(copy / "record.db")
    assert contents(copy) == before
    assert (copy / "record.db-wal").read_bytes() == journal


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (address TEXT)")


def without_a_table(path: Path) -> None:
    open_database(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE trial")


def of_a_format_to_come(path: Path) -> None:
    open_database(path).close()
    content = bytearray(path.read_bytes())
    content[47] = 9  # the schema format number (SQLite file format, offset 44)
    path.write_bytes(content)


@pytest.mark.parametrize(
    "make",
    [
        foreign,
        without_a_table,
        of_a_format_to_come,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_text("my shopping list " * 1000),
    ],
    ids=["another program's", "a table missing", "another format", "empty", "text"],
)
def test_a_file_that_is_not_a_record_is_refused_untouched(path: Path, make: object) -> None:
    assert callable(make)
    path.parent.mkdir()
    make(path)
    before = contents(path.parent)
    with pytest.raises(DatabaseDamagedError, match=r"record\.db is damaged or was not made by this program"):
        Store(path)
    assert contents(path.parent) == before


def test_a_refused_file_is_set_aside_under_a_free_name_and_a_new_record_begins(path: Path) -> None:
    path.parent.mkdir()
    for number in (1, 2):
        path.write_text(f"no record {number}")
        path.with_name("record.db-wal").write_text(f"journal {number}")
        aside = set_aside(path)
        assert aside == path.with_name(f"record.damaged-{number}.db")
        assert aside.read_text() == f"no record {number}"
        assert aside.with_name(aside.name + "-wal").read_text() == f"journal {number}"
    with Store(path) as store:
        assert store.sessions() == []


def test_a_path_with_characters_special_in_a_uri_is_just_a_path(tmp_path: Path) -> None:
    path = tmp_path / "50% of #1 ?mode=memory" / "über.db"
    with Store(path) as store:
        begin(store)
    with Store(path) as store:
        assert len(store.sessions()) == 1


def test_a_folder_in_place_of_the_file_is_one_sentence(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(StoreError, match=r"record\.db"):
        Store(path)


@pytest.mark.skipif(os.name != "posix", reason="links need a right of their own on Windows")
def test_a_link_to_a_disk_that_is_not_there_is_one_sentence_and_stays(path: Path) -> None:
    path.parent.mkdir()
    path.symlink_to("/nowhere/record.db")
    with pytest.raises(StoreError, match=r"record\.db cannot be opened"):
        Store(path)
    assert path.is_symlink()


def test_a_file_in_place_of_the_folder_is_one_sentence(path: Path) -> None:
    path.parent.write_text("")
    with pytest.raises(StoreError, match=r"record\.db cannot be used: "):
        Store(path)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with disks.small_disk(tmp_path / "disk", "size=256k") as disk:
        yield disk


def test_a_full_disk_is_one_sentence_and_loses_nothing_that_was_confirmed(small_disk: Path) -> None:
    path = small_disk / "record.db"
    confirmed = 0
    with Store(path) as store:
        number = begin(store)
        failure = ""
        while not failure and confirmed < 1000:
            try:
                store.add_stretch(number, stretch(confirmed), utc("2026-05-04T05:00"), str(confirmed))
                confirmed += 1
            except StoreError as error:
                failure = str(error)
        assert failure == f"The disk is full, so nothing more can be saved in {path}. Free up some space."
        assert 0 < confirmed < 1000
        assert len(stretches(store, number)) == confirmed
    with Store(path) as store:
        assert [one.step for one in stretches(store, number)] == list(range(confirmed))


def test_a_disk_without_room_for_a_new_record_is_one_sentence_and_leaves_no_half_file(small_disk: Path) -> None:
    (small_disk / "music").write_bytes(bytes(230_000))
    with pytest.raises(StoreError, match=r"record\.db"):
        Store(small_disk / "record.db")
    assert not (small_disk / "record.db").exists()
    (small_disk / "music").unlink()
    Store(small_disk / "record.db").close()


def test_a_full_disk_that_sqlite_calls_a_failure_is_called_full(small_disk: Path) -> None:
    """Without room for the shared memory beside it, a record is refused with "disk I/O error"."""
    path = small_disk / "record.db"
    Store(path).close()
    disks.fill(small_disk)
    with pytest.raises(StoreError) as refused, Store(path) as store:
        begin(store)
    assert str(refused.value) == f"The disk is full, so nothing more can be saved in {path}. Free up some space."


def test_a_disk_with_room_but_no_file_left_is_called_full(tmp_path: Path) -> None:
    with disks.small_disk(tmp_path / "disk", "nr_inodes=10") as disk:
        path = disk / "record.db"
        Store(path).close()
        disks.use_up_names(disk)
        with pytest.raises(StoreError) as refused, Store(path) as store:
            begin(store)
    assert str(refused.value) == f"The disk is full, so nothing more can be saved in {path}. Free up some space."


def test_a_record_on_a_read_only_disk_is_one_sentence_and_says_so(path: Path) -> None:
    Store(path).close()
    with disks.read_only(path.parent), pytest.raises(StoreError, match=r"cannot be written: .* is read-only\.$"):
        Store(path)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere every name is text")
def test_a_folder_whose_name_is_not_utf_8_holds_a_record_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9") / "record.db"
    for number in (1, 2):
        with Store(path) as store:
            assert begin(store) == number


def test_a_file_that_became_read_only_is_one_sentence(store: Store) -> None:
    store._connection.execute("PRAGMA query_only=ON")
    with pytest.raises(StoreError, match="read-only"):
        begin(store)


def test_a_file_another_program_holds_is_one_sentence(path: Path, store: Store) -> None:
    store._connection.execute("PRAGMA busy_timeout=1")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="in use by another program"):
            begin(store)
    assert begin(store) == 1


def test_a_connection_that_cannot_be_set_up_is_not_left_open(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    path.write_text("no database, and changed after it was looked at " * 100)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        database._connect(path)
    gc.collect()  # would warn about a connection left open


def test_a_folder_in_place_of_the_journal_is_one_sentence(path: Path) -> None:
    open_database(path).close()
    path.with_name("record.db-wal").mkdir()
    with pytest.raises(StoreError, match=r"record\.db cannot be opened"):
        Store(path)


def test_a_failing_disk_is_one_sentence() -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
    with (
        pytest.raises(StoreError, match=r"The disk failed while reading or writing record\.db \(disk I/O error\)"),
        database.world_failures(Path("record.db")),
    ):
        raise error


def test_our_own_mistake_in_a_query_is_not_blamed_on_the_disk(store: Store) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), store._commit() as connection:
        connection.execute("SELECT * FROM nowhere")


def test_a_migration_keeps_the_rows_and_a_copy_of_the_file_as_it_was(path: Path) -> None:
    with Store(path) as store:
        begin(store)
    with closing(open_database(path, NEXT)) as connection:
        assert connection.execute("SELECT routine, weather FROM session").fetchall() == [("after_run", None)]
        assert pragma(connection, "user_version") == len(NEXT)
        assert pragma(connection, "foreign_keys") == 1
    copy = path.with_name(f"record.version-{len(MIGRATIONS)}.db")
    assert mode(copy) == 0o600
    with Store(copy) as store:
        assert [session.routine for session in store.sessions()] == ["after_run"]


def test_a_migration_that_fails_changes_nothing(path: Path) -> None:
    with Store(path) as store:
        begin(store)
    with pytest.raises(sqlite3.OperationalError, match="no such table: nowhere"):
        open_database(path, WRONG)
    with Store(path) as store:
        assert [session.routine for session in store.sessions()] == ["after_run"]
    open_database(path, NEXT).close()


@pytest.mark.parametrize("file", sorted(Path(__file__).parent.glob("version_*.db")), ids=lambda file: file.name)
def test_a_record_of_every_released_version_opens_with_everything_in_it(tmp_path: Path, file: Path) -> None:
    path = tmp_path / file.name
    path.write_bytes(file.read_bytes())
    with Store(path) as store:
        (session,) = store.sessions()
        assert (session.routine, session.held_ms, session.note) == ("after_run", 120_000, "as if released")
        assert [one.dose for one in stretches(store, session.id)] == list(DOSES)
        assert session.measurements == (measurement(),)


def test_a_record_of_version_1_can_do_everything_a_new_one_can(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    path.write_bytes((Path(__file__).parent / "version_1.db").read_bytes())
    with Store(path) as store:
        store.add_measurements(None, [measurement()])
        store.delete(-2, STARTED)
        assert [line.id for _, line in store.binned()] == [-2]
        (line,) = store.lines()
        assert (line.id, line.held_ms, line.cold_mm) == (1, 120_000, {Side.LEFT: 101.875})
    with Store(path) as store:  # it still opens after the changes
        assert [line.id for _, line in store.binned()] == [-2]
    assert (tmp_path / "record.version-1.db").exists()


def test_a_record_of_version_2_keeps_what_is_in_its_bin(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    path.write_bytes((Path(__file__).parent / "version_2.db").read_bytes())
    with Store(path) as store:
        ((deleted, line),) = store.binned()
        assert (deleted, line.started, line.cold_mm) == (STARTED, utc("2026-05-03T05:00"), {Side.RIGHT: 101.875})
        assert [line.id for line in store.lines()] == [1]


@pytest.mark.parametrize("file", sorted(Path(__file__).parent.glob("version_*.db")), ids=lambda file: file.name)
def test_a_record_of_every_released_version_has_checksums_once_it_is_opened(tmp_path: Path, file: Path) -> None:
    path = tmp_path / file.name
    path.write_bytes(file.read_bytes())
    with Store(path) as store:
        assert set(known_checksums(store._connection)) >= {1}
        assert store.differing() == ()


def test_only_a_measurement_typed_in_can_be_in_the_bin_by_itself(path: Path) -> None:
    with Store(path) as store:
        store.add_measurements(begin(store), [measurement()])
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            store._connection.execute("UPDATE measurement SET deleted_ms = 1")


def test_there_is_a_record_of_every_released_version() -> None:
    assert len(list(Path(__file__).parent.glob("version_*.db"))) == len(MIGRATIONS)
