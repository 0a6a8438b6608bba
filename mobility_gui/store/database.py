"""The database file: created whole, checked before it is changed, and never overwritten."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path
from urllib.parse import quote

from mobility_gui.store.schema import APPLICATION_ID, MIGRATIONS
from mobility_gui.system.disk import is_full, sync_folder

BUSY_MS = 2500
"""How long to wait for another process or a virus scanner that holds the file."""

_PARTS = ("", "-wal", "-shm")


class StoreError(Exception):
    """The disk or the file failed, not the program; the message is one plain sentence for the runner."""


class DatabaseDamagedError(StoreError):
    """The file is damaged or not a record of this program; it was left unchanged."""


class DatabaseNewerError(StoreError):
    """A newer version of the program wrote the file; it was left unchanged."""


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
                _migrate(connection, version, migrations)
            connection.execute("PRAGMA foreign_keys=ON")
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


@contextmanager
def world_failures(path: Path) -> Iterator[None]:
    """Turn failures of disk and file into `StoreError`; our own mistakes pass through unchanged."""
    try:
        yield
    except sqlite3.Error as error:
        failure = _failure(path, error)
        if failure is None:
            raise
        raise failure from error
    except UnicodeDecodeError as error:  # from text in the file, or from a SQLite message that quotes it
        raise damaged(path) from error
    except OSError as error:
        raise StoreError(f"{path} cannot be used: {error.strerror or error}.") from error


def damaged(path: Path) -> DatabaseDamagedError:
    return DatabaseDamagedError(f"{path} is damaged or was not made by this program. It was left unchanged.")


def _failure(path: Path, error: sqlite3.Error) -> StoreError | None:
    if isinstance(error, (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError)):
        return None
    # Python itself finds text that is not UTF-8, and its error has no SQLite code.
    match getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF:
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_TOOBIG:
            return damaged(path)
        case sqlite3.SQLITE_FULL:
            return _full(path)
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN if is_full(path.resolve().parent):
            return _full(path)
        case sqlite3.SQLITE_CANTOPEN if path.exists() and not os.access(path.resolve().parent, os.W_OK):
            return _read_only(path)
        case sqlite3.SQLITE_READONLY:
            return _read_only(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return StoreError(f"{path} is in use by another program. Close that program and try again.")
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return StoreError(f"{path} cannot be opened. Check that it is a file in a folder you can write to.")
        case sqlite3.SQLITE_IOERR:
            return StoreError(f"The disk failed while reading or writing {path} ({error}).")
        case _:
            return None


def _full(path: Path) -> StoreError:
    return StoreError(f"The disk is full, so nothing more can be saved in {path}. Free up some space.")


def _read_only(path: Path) -> StoreError:
    return StoreError(f"{path} cannot be written: the file, its folder or the disk is read-only.")


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
        _migrate(connection, 0, migrations)
    unfinished.replace(path)
    sync_folder(path.parent)


def _examine(path: Path, migrations: Sequence[str]) -> int:
    """Check the file without changing a byte of it, and return its version.

    Opened read-only, SQLite skips the CHECK constraints, which saves six sevenths of the time (22 instead of 155 ms
    with 2,500 sessions); the values they guard are checked again whenever a row is read.
    """
    address = os.fsencode(path.absolute().as_posix())  # a folder's name may be bytes that are not UTF-8
    address = address if address.startswith(b"/") else b"/" + address
    with closing(
        sqlite3.connect(f"file://{quote(address)}?mode=ro", uri=True, timeout=BUSY_MS / 1000, isolation_level=None)
    ) as connection:
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


def _migrate(connection: sqlite3.Connection, version: int, migrations: Sequence[str]) -> None:
    """Run the missing migrations, each whole or not at all; foreign keys are still off, so tables can be rebuilt."""
    for number, script in enumerate(migrations[version:], start=version + 1):
        try:
            connection.executescript(f"BEGIN IMMEDIATE; {script}; PRAGMA user_version={number}; COMMIT;")
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
