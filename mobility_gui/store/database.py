"""The database file: created whole, checked before it is changed, and never overwritten."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from urllib.parse import quote

from mobility_gui.store.checksums import seal_all, watch
from mobility_gui.store.failures import DatabaseDamagedError, DatabaseNewerError, StoreError, damaged, world_failures
from mobility_gui.store.schema import APPLICATION_ID, CHECKSUMS_SINCE, MIGRATIONS
from mobility_gui.system.disk import sync_folder

__all__ = ["DatabaseDamagedError", "DatabaseNewerError", "StoreError", "open_database", "set_aside", "world_failures"]

BUSY_MS = 2500
"""How long to wait for another process or a virus scanner that holds the file."""

_PARTS = ("", "-wal", "-shm")


def open_database(path: Path, migrations: Sequence[str] = MIGRATIONS) -> sqlite3.Connection:
    """Open the database, creating it if there is none, and migrate it to the newest version.

    The connection belongs to the calling thread and is in autocommit mode. A file that is refused (damaged, foreign,
    newer) has only been read. Raises `StoreError`.
    """
    with world_failures(path):
        # A broken link means a disk that is not plugged in, not a new runner.
        if not path.exists() and not path.is_symlink():
            _make(path, migrations)
        version = _examine(path, migrations)
        for part in filter(Path.exists, _parts(path)):
            with suppress(OSError):  # a file of another user, or a disk that is read-only
                part.chmod(0o600)
        connection = _connect(path)
        try:
            if version < len(migrations):
                _copy(connection, path.with_name(f"{path.stem}.version-{version}{path.suffix}"))
                migrate(connection, version, migrations)
            _require_writable(connection)
            connection.execute("PRAGMA foreign_keys=ON")
            watch(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def set_aside(path: Path) -> Path:
    """Rename an unusable file, with the files SQLite keeps beside it, and return its new path.

    Nothing is removed or overwritten. Raises `StoreError`.
    """
    aside = next(
        aside
        for number in count(1)
        if not any(map(Path.exists, _parts(aside := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}"))))
    )
    with world_failures(path):
        # The file itself goes last: SQLite would apply a journal left behind to the next database of this name.
        for source, target in reversed(list(zip(_parts(path), _parts(aside), strict=True))):
            if source.exists():
                source.rename(target)
    return aside


def _parts(path: Path) -> list[Path]:
    return [path.with_name(path.name + part) for part in _PARTS]


def _make(path: Path, migrations: Sequence[str]) -> None:
    """Create the file under another name first, so that it exists whole or not at all, whenever the program dies."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if any(part.exists() for part in _parts(path)):
        set_aside(path)  # journals without their file, which SQLite would apply to the new one
    unfinished = path.with_name(path.name + ".new")
    for part in _parts(unfinished):
        part.unlink(missing_ok=True)
    _touch(unfinished)
    with closing(_connect(unfinished)) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        migrate(connection, 0, migrations)
    unfinished.replace(path)
    sync_folder(path.parent)


def address(path: Path, parameters: str) -> str:
    """Return the URI by which SQLite opens a file with these parameters."""
    name = os.fsencode(path.absolute().as_posix())  # a folder's name may be bytes that are not UTF-8
    return f"file://{quote(name if name.startswith(b'/') else b'/' + name)}?{parameters}"


def _examine(path: Path, migrations: Sequence[str]) -> int:
    """Check the file without changing a byte of it, and return its version.

    Opened read-only, SQLite skips the CHECK constraints, which saves six sevenths of the time (22 instead of 155 ms
    with 2,500 sessions); the values they guard are checked again whenever a row is read.
    """
    with closing(
        sqlite3.connect(address(path, "mode=ro"), uri=True, timeout=BUSY_MS / 1000, isolation_level=None)
    ) as connection:
        return check(connection, path, migrations)


def check(connection: sqlite3.Connection, path: Path, migrations: Sequence[str]) -> int:
    """Return the version of a database. Raises `StoreError` if it is damaged, newer or not a record."""
    try:
        made_by = connection.execute("PRAGMA application_id").fetchone()[0]
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if made_by == APPLICATION_ID and version > len(migrations):
            raise DatabaseNewerError(
                f"{path} was written by a newer version of this program. It was left unchanged. Update the program."
            )
        fine = (
            made_by == APPLICATION_ID
            and _schema(connection) == _expected_schema(migrations[:version])
            and connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
        )
    except sqlite3.OperationalError as error:
        # These queries are valid, so an error like "unsupported file format" is about the file.
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
            raise damaged(path) from error
        raise
    if not fine:
        raise damaged(path)
    return version


def _schema(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()


def _expected_schema(migrations: Sequence[str]) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        for script in migrations:
            connection.executescript(script)
        return _schema(connection)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None)
    try:
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA cell_size_check=ON")
        # Only macOS has these: a plain fsync does not reach the disk there.
        connection.execute("PRAGMA fullfsync=ON")
        connection.execute("PRAGMA checkpoint_fullfsync=ON")
        connection.execute("PRAGMA journal_mode=WAL")
        # NORMAL lost confirmed commits in a power cut.
        connection.execute("PRAGMA synchronous=FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def _require_writable(connection: sqlite3.Connection) -> None:
    """Raise SQLite's error if the file is read-only, which it would only say at the first change."""
    connection.execute("PRAGMA busy_timeout=0")
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")  # changes nothing, and needs the right to
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:  # being written by another process is fine
            raise
    finally:
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")


def migrate(connection: sqlite3.Connection, version: int, migrations: Sequence[str]) -> None:
    """Run the missing migrations in one transaction; foreign keys are still off, so tables can be rebuilt."""
    scripts = ";".join(migrations[version:])
    try:
        connection.executescript(f"BEGIN IMMEDIATE; {scripts}; PRAGMA user_version={len(migrations)};")
        if version < CHECKSUMS_SINCE:
            seal_all(connection)
        connection.execute("COMMIT")
    except sqlite3.Error:
        with suppress(sqlite3.OperationalError):  # SQLite has already rolled back after some failures
            connection.execute("ROLLBACK")
        raise


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    unfinished = target.with_name(target.name + ".new")
    unfinished.unlink(missing_ok=True)
    _touch(unfinished)
    with closing(sqlite3.connect(unfinished)) as copy:
        connection.backup(copy)
    unfinished.replace(target)
    sync_folder(target.parent)


def _touch(path: Path) -> None:
    """Create an empty file that only its owner can read; SQLite gives the journals the same mode."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
