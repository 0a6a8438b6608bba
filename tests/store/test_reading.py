import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from mobility_gui.store.database import DatabaseDamagedError, DatabaseNewerError, StoreError, open_database
from mobility_gui.store.schema import MIGRATIONS
from mobility_gui.store.sessions import Store
from mobility_gui.training.record import Ending
from tests import disks
from tests.store.samples import DOSES, STARTED, begin, measurement, stretch
from tests.store.test_checksums import fill
from tests.store.test_damage import READS

CHANGES: tuple[Callable[[Store], object], ...] = (
    begin,
    lambda store: store.add_stretch(1, stretch(), STARTED, "1"),
    lambda store: store.add_measurements(None, [measurement()]),
    lambda store: store.set_note(1, "x"),
    lambda store: store.end_session(1, STARTED, Ending.PARTIAL),
    lambda store: store.delete(1, STARTED),
    lambda store: store.empty_bin(STARTED),
    lambda store: store.preview_history([], []),
    lambda store: store.add_history([], []),
    lambda store: store.accept([1]),
)


def answers(store: Store) -> list[object]:
    return [read(store) for read in READS]


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def copy_as_a_crash_leaves_it(path: Path, folder: Path) -> Path:
    """Copy a record that is open, with the journal that holds its last changes."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in ("record.db", "record.db-wal"):
        shutil.copy(path.with_name(part), folder / part)
    return folder / "record.db"


def assert_reads_all_and_keeps_nothing(path: Path, expected: list[object], why: str) -> None:
    with Store.open_or_read(path) as store:
        assert store.cannot_keep == why
        assert answers(store) == expected
        assert store.differing() == ()
        for change in CHANGES:
            with pytest.raises(StoreError) as refused:
                change(store)
            assert str(refused.value) == why
        assert answers(store) == expected


def read_only_words(path: Path) -> str:
    return f"{path} cannot be written: the file, its folder or the disk is read-only."


def full_words(path: Path) -> str:
    return f"The disk is full, so nothing more can be saved in {path}. Free up some space."


def test_a_record_that_can_be_written_is_opened_as_usual(path: Path) -> None:
    with Store.open_or_read(path) as store:
        assert store.cannot_keep == ""
        assert begin(store) == 1


def test_a_record_on_a_read_only_disk_is_read(path: Path) -> None:
    with Store(path) as store:
        fill(store)
        expected = answers(store)
    before = contents(path.parent)
    with disks.read_only(path.parent):
        assert_reads_all_and_keeps_nothing(path, expected, read_only_words(path))
    assert contents(path.parent) == before


def test_a_record_left_by_a_crash_on_a_read_only_disk_is_read_with_its_journal(path: Path, tmp_path: Path) -> None:
    with Store(path) as store:
        fill(store)
        expected = answers(store)
        left = copy_as_a_crash_leaves_it(path, tmp_path / "crashed")
    before = contents(left.parent)
    with disks.read_only(left.parent):
        assert_reads_all_and_keeps_nothing(left, expected, read_only_words(left))
    assert contents(left.parent) == before


WRITER = """
import sys
from pathlib import Path
from mobility_gui.store.sessions import Store
from tests.store.test_checksums import fill
with Store(Path(sys.argv[1])) as store:
    fill(store)
    print("filled", flush=True)
    sys.stdin.read()
"""


def test_a_record_that_another_process_writes_is_read_through_a_read_only_mount(path: Path, tmp_path: Path) -> None:
    mount = tmp_path / "mount"
    mount.mkdir()
    with Store(tmp_path / "same.db") as same:
        fill(same)
        expected = answers(same)
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == "filled\n"
        with disks.read_only(mount, path.parent):
            assert_reads_all_and_keeps_nothing(mount / path.name, expected, read_only_words(mount / path.name))
        writer.communicate()
    assert writer.returncode == 0


@pytest.mark.parametrize("crashed", [False, True])
def test_a_record_on_a_disk_without_a_free_byte_is_read(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, crashed: bool
) -> None:
    with disks.small_disk(tmp_path / "disk", "size=512k") as disk:
        with Store(path) as store:
            fill(store)
            expected = answers(store)
            if crashed:
                full = copy_as_a_crash_leaves_it(path, disk)
        if not crashed:
            full = disk / "record.db"
            shutil.copy(path, full)
        disks.fill(disk)
        monkeypatch.setattr("tempfile.tempdir", str(disk))  # nothing can be copied anywhere
        assert_reads_all_and_keeps_nothing(full, expected, full_words(full))
        (disk / "music").unlink()
        with Store(full) as store:
            assert answers(store) == expected


def test_a_record_that_opened_says_when_the_disk_has_become_full(tmp_path: Path) -> None:
    with disks.small_disk(tmp_path / "disk", "size=512k") as disk, Store(disk / "record.db") as store:
        assert store.cannot_keep == ""
        disks.fill(disk)
        assert store.cannot_keep == full_words(disk / "record.db")
        (disk / "music").unlink()
        assert store.cannot_keep == ""


def test_a_read_only_file_is_noticed_when_it_is_opened_and_not_at_the_first_change() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        Path(name).chmod(0o755)
        read_only_file(Path(name) / "data" / "record.db")


def read_only_file(path: Path) -> None:
    with Store(path) as store:
        fill(store)
        expected = answers(store)
    path.chmod(0o444)
    if os.geteuid() == 0:
        os.chown(path.parent, disks.NOBODY, disks.NOBODY)
    with disks.anybody():
        with pytest.raises(StoreError) as refused:
            Store(path)
        assert str(refused.value) == read_only_words(path)
        assert_reads_all_and_keeps_nothing(path, expected, read_only_words(path))


def test_a_record_of_an_older_version_is_migrated_in_memory(tmp_path: Path) -> None:
    for version in range(1, len(MIGRATIONS) + 1):
        folder = tmp_path / str(version)
        folder.mkdir()
        path = folder / "record.db"
        shutil.copy(Path(__file__).parent / f"version_{version}.db", path)
        before = contents(folder)
        with disks.read_only(folder), Store.open_or_read(path) as store:
            assert len(store.kept(1)[1]) == len(DOSES)
            assert store.differing() == ()
        assert contents(folder) == before


def test_a_record_another_program_holds_is_read(path: Path, store: Store) -> None:
    fill(store)
    expected = answers(store)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with Store(path, only_read="in use") as reading:
            assert answers(reading) == expected


def test_a_damaged_or_newer_record_is_refused_for_reading_too(path: Path) -> None:
    open_database(path, (*MIGRATIONS, "ALTER TABLE session ADD COLUMN weather TEXT")).close()
    with disks.read_only(path.parent), pytest.raises(DatabaseNewerError):
        Store.open_or_read(path)
    path.write_bytes(b"my shopping list " * 1000)
    with disks.read_only(path.parent), pytest.raises(DatabaseDamagedError):
        Store.open_or_read(path)


def test_where_there_is_no_record_and_none_can_be_made_the_first_reason_is_said(tmp_path: Path) -> None:
    with disks.read_only(tmp_path), pytest.raises(StoreError, match=r"cannot be used: Read-only file system\.$"):
        Store.open_or_read(tmp_path / "record.db")
