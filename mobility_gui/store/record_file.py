"""The open file behind the record: each change one commit with its checksums, each answer as of one moment."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection
from typing import Self

from mobility_gui.store.checksums import seal
from mobility_gui.store.database import open_database
from mobility_gui.store.failures import (
    DatabaseDamagedError,
    DatabaseNewerError,
    StoreError,
    damaged,
    disk_full,
    disk_read_only,
    world_failures,
)
from mobility_gui.store.reading import read_database
from mobility_gui.system.disk import is_full


class RecordFile:
    """A record that is open. It belongs to the thread that opened it."""

    def __init__(self, path: Path, *, only_read: str = "") -> None:
        """Open the record, creating it if there is none; see `open_database`.

        With `only_read`, the sentence why nothing can be written, it is read into memory as it is now. Raises
        `StoreError`.
        """
        self._path = path
        self._only_read = only_read
        self._connection = read_database(path) if only_read else open_database(path)

    @classmethod
    def open_or_read(cls, path: Path) -> Self:
        """Open the record, or read it if it cannot be written. Raises `StoreError` if it cannot be read either."""
        try:
            return cls(path)
        except (DatabaseDamagedError, DatabaseNewerError):
            raise
        except StoreError as error:
            try:
                return cls(path, only_read=str(error))
            except (DatabaseDamagedError, DatabaseNewerError):
                raise
            except StoreError:
                raise error from None

    @property
    def cannot_keep(self) -> str:
        """The sentence why nothing can be saved at present; empty if nothing stands in the way."""
        if self._only_read:
            return self._only_read
        folder = self._path.resolve().parent
        if is_full(folder):
            return str(disk_full(self._path))
        if not (os.access(folder, os.W_OK) and os.access(self._path, os.W_OK)):
            return str(disk_read_only(self._path))
        return ""

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _commit(self, *, keep: bool = True) -> Iterator[Connection]:
        if self._only_read:
            raise StoreError(self._only_read)
        connection = self._connection
        with world_failures(self._path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                if keep:
                    seal(connection)
                connection.execute("COMMIT" if keep else "ROLLBACK")
            except BaseException:
                if connection.in_transaction:  # SQLite has already rolled back after some failures
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """Answer all queries as of one moment, whatever the writing thread adds meanwhile."""
        connection = self._connection
        with world_failures(self._path):
            connection.execute("BEGIN")
            try:
                yield connection
            except (ValueError, OverflowError) as error:
                # Every value was checked when it was written, so another program changed the file.
                raise damaged(self._path) from error
            finally:
                if connection.in_transaction:  # SQLite has already rolled back after some failures
                    connection.execute("ROLLBACK")
