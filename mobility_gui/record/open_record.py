"""The window's open record: each disk failure is reported, and the window carries on without an answer."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from mobility_gui.store.database import StoreError
from mobility_gui.store.sessions import Store

T = TypeVar("T")

NO_RECORD = "No record is open, so nothing can be saved."
GONE = "This is no longer in your record."


class OpenRecord:
    """Queries and changes the record, if there is one; `report` gets one sentence about anything that fails."""

    def __init__(self, report: Callable[[str], None]) -> None:
        self._report = report
        self._store: Store | None = None
        self._opened = 0

    @property
    def mark(self) -> object:
        """A value that changes whenever the record may have changed; None if there is no record."""
        mark = self.ask(lambda store: store.change_mark, None)
        return None if mark is None else (self._opened, mark)

    def open(self, path: Path) -> Store:
        """Open the record at this path. Raises `StoreError`, and then no record is open."""
        self.close()
        self._store = Store(path)
        self._opened += 1
        return self._store

    def ask(self, question: Callable[[Store], T], otherwise: T) -> T:
        """Return the record's answer, or `otherwise` if there is no record, it fails, or the item asked for is gone."""
        if self._store is None:
            return otherwise
        try:
            return question(self._store)
        except StoreError as error:
            self._report(str(error))
        except LookupError:
            self._report(GONE)
        return otherwise

    def do(self, change: Callable[[Store], object]) -> bool:
        """Change the record; True if the change is on disk, otherwise the reason has been reported."""
        if self._store is None:
            self._report(NO_RECORD)

        def done(store: Store) -> bool:
            change(store)
            return True

        return self.ask(done, otherwise=False)

    def close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None
