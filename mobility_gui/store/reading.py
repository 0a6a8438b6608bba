"""Reads a record that cannot be opened for writing, into memory: on a disk that is full or read-only."""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from mobility_gui.store.checksums import teach
from mobility_gui.store.database import address, check, migrate
from mobility_gui.store.failures import StoreError, world_failures
from mobility_gui.store.schema import MIGRATIONS

_NO_ROOM_BESIDE_IT = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL)
"""What SQLite answers where it cannot make the file of shared memory that it wants beside a record."""


def read_database(path: Path, migrations: Sequence[str] = MIGRATIONS) -> sqlite3.Connection:
    """Return a copy of the database in memory, as of now and migrated to the newest version; it cannot be changed.

    The file is only read, even while another process writes to it. Raises `StoreError`.
    """
    with world_failures(path):
        path.stat()
        memory = sqlite3.connect(":memory:", isolation_level=None)
        try:
            _copy(path, memory)
            version = check(memory, path, migrations)
            if version < len(migrations):
                migrate(memory, version, migrations)
            memory.execute("REINDEX")  # a damaged index would hide rows
            teach(memory)
            memory.execute("PRAGMA query_only=ON")
        except BaseException:
            memory.close()
            raise
        return memory


def _copy(path: Path, memory: sqlite3.Connection) -> None:
    journal = path.with_name(path.name + "-wal")
    if not journal.exists():  # no process has it open, and opening it as usual would leave a journal behind
        before = _stamps(path, journal)
        _back_up(address(path, "immutable=1"), memory)
        if _stamps(path, journal) == before:
            return
    try:
        _back_up(address(path, "mode=ro"), memory)
    except sqlite3.OperationalError as error:
        # Then no other process has it open for writing, or the shared memory would be there.
        if error.sqlite_errorcode & 0xFF not in _NO_ROOM_BESIDE_IT:
            raise
        _copy_alone(path, journal, memory)


def _copy_alone(path: Path, journal: Path, memory: sqlite3.Connection) -> None:
    """Copy a database that no other process uses, together with its journal."""
    try:
        # For one process alone, SQLite keeps in its own memory what it otherwise shares in a file.
        _back_up(address(path, "mode=rw"), memory, "PRAGMA locking_mode=EXCLUSIVE")
    except sqlite3.OperationalError:  # the disk is read-only
        with TemporaryDirectory() as folder:
            copy = Path(folder) / path.name
            before = _stamps(path, journal)
            for source in (path, journal):
                shutil.copyfile(source, copy.with_name(source.name))
            if _stamps(path, journal) != before:
                raise StoreError(f"{path} is in use by another program. Close that program and try again.") from None
            _back_up(address(copy, "mode=rw"), memory)


def _back_up(uri: str, memory: sqlite3.Connection, *pragmas: str) -> None:
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as source:
        for pragma in ("PRAGMA checkpoint_fullfsync=ON", *pragmas):
            source.execute(pragma)
        source.backup(memory)


def _stamps(*paths: Path) -> list[tuple[int, int] | None]:
    """Return what changes when a file does."""
    states = [path.stat() if path.exists() else None for path in paths]
    return [state and (state.st_mtime_ns, state.st_size) for state in states]
