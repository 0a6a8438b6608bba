"""What goes wrong with the record's file, each in one plain sentence for the runner."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mobility_gui.system.disk import is_full


class StoreError(Exception):
    """The disk or the file failed, not the program; the message is one plain sentence for the runner."""


class DatabaseDamagedError(StoreError):
    """The file is damaged or not a record of this program; it was left unchanged."""


class DatabaseNewerError(StoreError):
    """A newer version of the program wrote the file; it was left unchanged."""


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
            return disk_full(path)
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN if is_full(path.resolve().parent):
            return disk_full(path)
        case sqlite3.SQLITE_CANTOPEN if path.exists() and not os.access(path.resolve().parent, os.W_OK):
            return disk_read_only(path)
        case sqlite3.SQLITE_READONLY:
            return disk_read_only(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return StoreError(f"{path} is in use by another program. Close that program and try again.")
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return StoreError(f"{path} cannot be opened. Check that it is a file in a folder you can write to.")
        case sqlite3.SQLITE_IOERR:
            return StoreError(f"The disk failed while reading or writing {path} ({error}).")
        case _:
            return None


def disk_full(path: Path) -> StoreError:
    return StoreError(f"The disk is full, so nothing more can be saved in {path}. Free up some space.")


def disk_read_only(path: Path) -> StoreError:
    return StoreError(f"{path} cannot be written: the file, its folder or the disk is read-only.")
