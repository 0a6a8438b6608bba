"""What nobody expected: written to a local file, said in one sentence, and never sent anywhere."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

LARGEST_BYTES = 1_000_000
"""A log larger than this is begun anew, so that it never fills a disk."""


class CrashLog:
    """Takes the place of `sys.excepthook` (exceptions in slots end there) and `threading.excepthook` until closed."""

    def __init__(self, path: Path, say: Callable[[str], None]) -> None:
        self._path = path
        self._say = say
        self._hooks = (sys.excepthook, threading.excepthook)
        sys.excepthook = self.record
        threading.excepthook = self._record_thread

    def record(self, kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        """Write an exception down and say one sentence."""
        self._write(kind, error, where)
        self._say(f"Something went wrong inside the program. It goes on; what happened is written in {self._path}.")

    def close(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._hooks

    def _record_thread(self, args: threading.ExceptHookArgs) -> None:
        # The window belongs to another thread, so here it is only written down.
        self._write(args.exc_type, args.exc_value, args.exc_traceback)

    def _write(self, kind: type[BaseException], error: BaseException | None, where: TracebackType | None) -> None:
        from traceback import format_exception  # here, as the first picture does without these two

        from mobility_gui.system import wall_clock

        text = "".join(format_exception(kind, error, where))
        try:
            mode = "w" if self._path.exists() and self._path.stat().st_size > LARGEST_BYTES else "a"
            with self._path.open(mode, encoding="utf-8") as file:
                file.write(f"{wall_clock.now().isoformat()}\n{text}\n")
            self._path.chmod(0o600)
        except OSError:
            sys.stderr.write(text)
