"""Writes a running session from a thread of its own: a disk may take seconds for what a window must not wait for."""

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
    """Keeps the changes of one session in order and writes each in its own commit.

    What the disk refuses stays in memory and is tried again with the next change or `flush`. `on_error` is called on
    the writing thread: once with a `StoreError` until writing works again, and with any other exception, which is our
    own mistake, each time; that change is dropped, for trying it again would hold up all that follow.
    """

    def __init__(self, path: Path, on_error: Callable[[Exception], None]) -> None:
        """Start the thread; the record is opened there."""
        self._path = path
        self._on_error = on_error
        self._requests: SimpleQueue[StoreChange | _Flush | None] = SimpleQueue()
        # From here to the thread's end only the thread touches these three.
        self._unwritten: deque[StoreChange] = deque()
        self._session = 0
        self._failing = False
        self._thread = Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def begin(self, opening: Callable[Concatenate[Store, P], int], *values: P.args, **named: P.kwargs) -> None:
        """Say which session the changes belong to: the call begins one, or only gives the number of an open one."""

        def change(store: Store) -> None:
            self._session = opening(store, *values, **named)

        self._requests.put(change)

    def write(self, change: Callable[Concatenate[Store, int, P], object], *values: P.args, **named: P.kwargs) -> None:
        """Do a change to the session, given the store, the session's number and these values; returns at once."""

        def change_session(store: Store) -> None:
            change(store, self._session, *values, **named)

        self._requests.put(change_session)

    def flush(self, timeout_seconds: float = 5) -> bool:
        """Try everything given so far, and say whether it is all on disk."""
        flush = _Flush()
        self._requests.put(flush)
        return flush.tried.wait(timeout_seconds) and not self._unwritten

    def close(self, timeout_seconds: float = 5) -> bool:
        """Try everything a last time, end the thread, and say whether all is on disk."""
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
            except Exception as error:  # noqa: BLE001 - the thread has to live on for what comes after
                self._on_error(error)
            else:
                self._failing = False
            self._unwritten.popleft()
        return store
