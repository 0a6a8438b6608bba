"""Writes unexpected exceptions to a local file and reports them in one sentence; nothing is ever sent anywhere."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

LARGEST_BYTES = 1_000_000
"""A log larger than this is started again, so that it never fills a disk."""


class CrashLog:
    """Replaces `sys.excepthook` (which also gets exceptions from slots) and `threading.excepthook` until closed."""

    def __init__(self, path: Path, say: Callable[[str], None]) -> None:
        self._path = path
        self._say = say
        self._hooks = (sys.excepthook, threading.excepthook)
        sys.excepthook = self.record
        threading.excepthook = self._record_thread

    def record(self, kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        """Write an exception to the log and report it in one sentence."""
        self._write(kind, error, where)
        self._say(f"Something went wrong inside the program. You can carry on; the details are in {self._path}.")

    def close(self) -> None:
        """Restore the previous hooks."""
        sys.excepthook, threading.excepthook = self._hooks

    def _record_thread(self, args: threading.ExceptHookArgs) -> None:
        # The window belongs to another thread, so write to the log only.
        self._write(args.exc_type, args.exc_value, args.exc_traceback)

    def _write(self, kind: type[BaseException], error: BaseException | None, where: TracebackType | None) -> None:
        from traceback import format_exception  # here, as the first paint does not need these two

        from mobility_gui.system import wall_clock

        text = "".join(format_exception(kind, error, where))
        try:
            mode = "w" if self._path.exists() and self._path.stat().st_size > LARGEST_BYTES else "a"
            with self._path.open(mode, encoding="utf-8", errors="backslashreplace") as file:
                file.write(f"{wall_clock.now().isoformat()}\n{text}\n")
            self._path.chmod(0o600)
        except OSError:
            sys.stderr.write(text)
