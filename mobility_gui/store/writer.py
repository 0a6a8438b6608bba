"""Saves a running session in a thread of its own, as a disk may take seconds and the window must not wait."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import Concatenate, ParamSpec

from mobility_gui.store.database import StoreError
from mobility_gui.store.sessions import Store

P = ParamSpec("P")
StoreChange = Callable[[Store], None]


@dataclass(frozen=True, slots=True)
class _Flush:
    tried: Event = field(default_factory=Event)


class Writer:
    """Writes the changes of one session in order, each in its own commit.

    A change that the disk refuses stays in memory and is tried again with the next change or `flush`. `on_error` is
    called on the writing thread: once with a `StoreError` until writing works again, and each time with any other
    exception, which is our own mistake; that change is dropped, as trying it again would block all that follow.
    """

    def __init__(self, path: Path, on_error: Callable[[Exception], None]) -> None:
        """Start the thread, which opens the record."""
        self._path = path
        self._on_error = on_error
        self._requests: SimpleQueue[StoreChange | _Flush | None] = SimpleQueue()
        # Once started, only the thread changes these three.
        self._unwritten: deque[StoreChange] = deque()
        self._session = 0
        self._failing = False
        self._thread = Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def begin(self, opening: Callable[Concatenate[Store, P], int], *values: P.args, **named: P.kwargs) -> None:
        """Set the session that the changes belong to; `opening` begins one or returns the number of an open one."""

        def change(store: Store) -> None:
            self._session = opening(store, *values, **named)

        self._requests.put(change)

    def write(self, change: Callable[Concatenate[Store, int, P], object], *values: P.args, **named: P.kwargs) -> None:
        """Queue a change to the session, called with the store, the session's number and these values."""

        def change_session(store: Store) -> None:
            change(store, self._session, *values, **named)

        self._requests.put(change_session)

    def flush(self, timeout_seconds: float = 5) -> bool:
        """Try to write every change given so far; True if all are on disk."""
        flush = _Flush()
        self._requests.put(flush)
        return flush.tried.wait(timeout_seconds) and not self._unwritten

    def close(self, timeout_seconds: float = 5) -> bool:
        """Try to write every change a last time and end the thread; True if all are on disk."""
        self._requests.put(None)
        self._thread.join(timeout_seconds)
        return not self._thread.is_alive() and not self._unwritten

    def _run(self) -> None:
        store: Store | None = None
        while (request := self._requests.get()) is not None:
            if not isinstance(request, _Flush):
                self._unwritten.append(request)
            store = self._write_all(store)
            if isinstance(request, _Flush):
                request.tried.set()
        store = self._write_all(store)
        if store is not None:
            store.close()

    def _write_all(self, store: Store | None) -> Store | None:
        while self._unwritten:
            try:
                store = store or Store(self._path)
                self._unwritten[0](store)
            except StoreError as error:
                if not self._failing:
                    self._failing = True
                    self._on_error(error)
                break
            except Exception as error:  # noqa: BLE001 - the thread must survive to write what follows
                self._on_error(error)
            else:
                self._failing = False
            self._unwritten.popleft()
        return store
