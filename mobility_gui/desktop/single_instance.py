"""One open program per data folder; a second one asks the first to come to the front.

This avoids QtNetwork, which would load ssl: the second program writes to a file that the first one watches.
"""

import contextlib
import os
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal

LOCK_NAME = "open.lock"
REQUEST_NAME = "come_forward"


class SingleInstance(QObject):
    """A lock on an existing data folder, held until it is released or this process dies, even by kill -9."""

    raise_requested = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._lock = QLockFile(str(folder / LOCK_NAME))
        self._lock.setStaleLockTime(0)  # held for as long as its process lives, not for Qt's 30 seconds
        self._request_path = folder / REQUEST_NAME
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._request_seen)

    def acquire(self) -> bool:
        """Take the folder. If another program has it, ask that one to come to the front and return False.

        A folder that cannot be written to counts as free: the store has the better error message for that.
        """
        if self._lock.tryLock(0):
            with contextlib.suppress(OSError):  # without the file a second program still says that the first is open
                self._request_path.touch(mode=0o600)
                os.truncate(self._request_path, 0)
            self._watch()
        elif self._lock.error() == QLockFile.LockError.LockFailedError:
            self._ask()
            return False
        return True

    def release(self) -> None:
        if self._watcher.files():
            self._watcher.removePaths(self._watcher.files())
        self._lock.unlock()

    def _watch(self) -> None:
        if self._request_path.exists():  # Qt warns about missing files
            self._watcher.addPath(str(self._request_path))

    def _ask(self) -> None:
        with contextlib.suppress(OSError), self._request_path.open("a", encoding="ascii") as file:
            file.write(".")  # one more byte each time, so that two requests within a tick of the file's clock differ

    def _request_seen(self) -> None:
        self._watch()  # a file that was replaced is no longer watched
        self.raise_requested.emit()
