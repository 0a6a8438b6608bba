"""One open program for each data folder; a second one asks the first to come forward.

Without QtNetwork, which would bring ssl: the second touches a file that the first watches.
"""

import contextlib
import os
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal

LOCK_NAME = "open.lock"
REQUEST_NAME = "come_forward"


class SingleInstance(QObject):
    """Holds an existing data folder for this process until released or dead, also by kill -9."""

    raise_requested = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._lock = QLockFile(str(folder / LOCK_NAME))
        self._lock.setStaleLockTime(0)  # held for as long as its process lives, not for Qt's 30 seconds
        self._request_path = folder / REQUEST_NAME
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._request_seen)

    def acquire(self) -> bool:
        """Take the folder; where another program has it, ask that one to come forward and give False.

        A folder that cannot be written counts as taken by nobody: the store has the better words for that.
        """
        if self._lock.tryLock(0):
            with contextlib.suppress(OSError):  # a second program still says that the first is open
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
        if self._request_path.exists():  # Qt warns of others
            self._watcher.addPath(str(self._request_path))

    def _ask(self) -> None:
        with contextlib.suppress(OSError), self._request_path.open("a", encoding="ascii") as file:
            file.write(".")  # one byte more each time: two requests within a tick of the file's clock differ

    def _request_seen(self) -> None:
        self._watch()  # a file that was replaced is no longer watched
        self.raise_requested.emit()
