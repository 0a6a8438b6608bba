"""Lets signals from the system end the program as its window's close button does, so that everything is saved."""

import os
import signal
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier

if TYPE_CHECKING:
    from types import FrameType

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
"""Ctrl+C, the request to end that comes at logout, and a terminal that was closed."""


class Signals(QObject):
    """Makes the application's loop return at the first signal, without asking a window; a second one kills it.

    Python runs its handlers only between two steps of its own, and Qt may wait for hours without one. So each signal
    also writes a byte into a pipe that Qt watches.
    """

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._application = application
        if os.name != "posix":  # Windows has only Ctrl+C, and no pipe that Qt can watch
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            return
        read_end, write_end = os.pipe()
        os.set_blocking(write_end, False)
        signal.set_wakeup_fd(write_end)
        numbers = (getattr(signal, name) for name in NAMES)
        # Whoever started us may have chosen to ignore one, as nohup does.
        self._numbers = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
        for number in self._numbers:
            signal.signal(number, _write_byte)
        self._notifier = QSocketNotifier(read_end, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._end)

    def _end(self) -> None:
        self._notifier.setEnabled(False)
        for number in self._numbers:
            signal.signal(number, signal.SIG_DFL)
        self._application.exit(0)


def _write_byte(_number: int, _frame: "FrameType | None") -> None:
    """Do nothing: that there is a handler makes Python write the byte."""
