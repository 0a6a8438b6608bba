"""One open program per data folder; a second one asks the first to come to the front.

This avoids QtNetwork, which would load ssl: the second program writes to a file that the first one watches, and the
first one empties that file as its answer.
"""

import os
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from mobility_gui.desktop.folder_lock import FolderLock

REQUEST_NAME = "come_forward"

ANSWER_SECONDS = 1.0
"""How long a second program waits for the first one to come forward."""

LOOK_SECONDS = 0.02


class SingleInstance(QObject):
    """The lock on an existing data folder, and the requests of programs that came too late for it."""

    raise_requested = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._lock = FolderLock(folder)
        self._request_path = folder / REQUEST_NAME
        self._folder_handle = -1
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._request_seen)

    def acquire(self) -> bool:
        """Take the folder, and watch for requests; False if another program has it."""
        if not self._lock.acquire():
            return False
        with suppress(OSError):  # without the file, a second program gets no answer
            self._request_path.touch(mode=0o600)
            self._answer()
        self._watch()
        return True

    def call_forward(self) -> bool:
        """Ask the program that has the folder to come to the front; True if it answered."""
        try:
            with self._request_path.open("a", encoding="ascii") as file:
                file.write(".")
            until = monotonic() + ANSWER_SECONDS
            while monotonic() < until:
                if not self._request_path.stat().st_size:
                    return True
                sleep(LOOK_SECONDS)
        except OSError:
            pass
        return False

    def release(self) -> None:
        """Let the folder go."""
        if self._watcher.files():
            self._watcher.removePaths(self._watcher.files())
        if self._folder_handle >= 0:
            os.close(self._folder_handle)
            self._folder_handle = -1
        self._lock.release()

    def _watch(self) -> None:
        if self._request_path.exists():  # Qt warns about missing files
            self._watcher.addPath(self._watched_path())

    def _watched_path(self) -> str:
        """Return a path that Qt can take: it knows only names in UTF-8, but Linux gives an open folder a second one."""
        path = str(self._request_path)
        with suppress(UnicodeEncodeError):
            path.encode()
            return path
        if self._folder_handle < 0:
            self._folder_handle = os.open(self._request_path.parent, os.O_RDONLY)
        return f"/proc/self/fd/{self._folder_handle}/{REQUEST_NAME}"

    def _answer(self) -> None:
        os.truncate(self._request_path, 0)

    def _request_seen(self) -> None:
        self._watch()  # a file that was replaced is no longer watched
        with suppress(OSError):
            if self._request_path.stat().st_size:  # otherwise this is our own answer
                self._answer()
                self.raise_requested.emit()
