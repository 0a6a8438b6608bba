"""The lock on a data folder, which the system drops with the program that holds it, even after kill -9.

It is a lock on an open file, never the file's presence: a lock file that was copied along with the folder, or is left
over from a power cut, locks nothing.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path

LOCK_NAME = "open.lock"

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """Held from `acquire` to `release`, or until this process ends."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / LOCK_NAME
        self._handle = -1

    def acquire(self) -> bool:
        """Take the lock; False if another program holds it.

        A folder that cannot be written to, or whose disk knows no locks, counts as free: two programs harm no record.
        """
        with suppress(OSError):
            self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _take(self._handle)
            except (BlockingIOError, PermissionError):  # POSIX, Windows
                self.release()
                return False
        return True

    def release(self) -> None:
        """Drop the lock. The file stays, as deleting it could take it from a program that is opening it now."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def is_held(folder: Path) -> bool:
    """True if a program holds the folder's lock now. Creates no file."""
    if not (folder / LOCK_NAME).exists():
        return False
    lock = FolderLock(folder)
    free = lock.acquire()
    lock.release()
    return not free
