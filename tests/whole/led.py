"""The real program led through a session in real time, to be listened to: `python -m tests.whole.led DATA TRACE WAYS`.

It is on no screen, starts the routine that was last chosen, and says on standard output, as JSON lines with the
monotonic time, what sounds, what the stage shows about the sound, and that the session is over. A byte on standard
input closes it. WAYS, separated by commas, make its life hard: see `Way`.
"""

import ctypes
import json
import random
import sys
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mobility_gui.app import App
from mobility_gui.exchange.trace import Trace
from mobility_gui.paths import Folders
from mobility_gui.training.event import Event, SessionFinished, SessionPaused
from mobility_gui.training.score import Due

BLOCK_EVERY_MS = 730
BLOCK_MS = 200
LOOK_MS = 20
TURNS = 30
TURN_EVERY_MS = (8_000, 24_000)
PAUSE_MS = (300, 3_000)


class Way(StrEnum):
    """How a session is disturbed."""

    SLEEP = "sleep"
    """The windows' thread stands still for 200 ms every 730 ms."""
    HOLD = "hold"
    """So it does, and no other thread of Python can run meanwhile."""
    TURN = "turn"
    """Thirty times the runner pauses and goes on, skips, or asks for 15 s more."""


class Led(QObject):
    """The hands of the runner, and the eyes."""

    def __init__(self, app: App, ways: set[Way]) -> None:
        super().__init__()
        self._app = app
        self._chance = random.Random(7)  # noqa: S311  no secret
        self._ways = ways
        self._turns = TURNS if Way.TURN in ways else 0
        self._status: object = None
        self._stdin = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._stdin.activated.connect(self._close)
        self._usleep = ctypes.PyDLL(None).usleep if Way.HOLD in ways else None
        self._timers = [self._timer(LOOK_MS, self._look)]
        if ways & {Way.SLEEP, Way.HOLD}:
            self._timers.append(self._timer(BLOCK_EVERY_MS, self._block))
        app.ready.connect(self._start)

    def _timer(self, every_ms: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(call)
        timer.start(every_ms)
        return timer

    def _start(self) -> None:
        assert self._app._conductor is not None
        self._app._conductor._driver.happened.connect(self._happened)
        self._app._conductor.sounded.connect(self._sounded)
        self._press(Qt.Key.Key_Return)
        self._turn_later()

    def _happened(self, event: Event) -> None:
        if isinstance(event, SessionFinished):
            _tell(finished=event.complete)
        elif isinstance(event, SessionPaused) and Way.TURN not in self._ways:
            QTimer.singleShot(0, self._go_on)  # the session pauses when the machine stalls for 2 s

    def _sounded(self, heard_ms: int, due: Due) -> None:
        _tell(sounded=due.what)

    def _turn_later(self) -> None:
        if self._turns:
            QTimer.singleShot(self._chance.randint(*TURN_EVERY_MS), self, self._turn)

    def _turn(self) -> None:
        self._turns -= 1
        match self._turns % 3:
            case 0:
                self._press(Qt.Key.Key_Space)
                QTimer.singleShot(self._chance.randint(*PAUSE_MS), self, self._go_on)
            case 1:
                self._press(Qt.Key.Key_N)
            case _:
                self._press(Qt.Key.Key_Up)
        self._turn_later()

    def _go_on(self) -> None:
        self._press(Qt.Key.Key_Space)

    def _press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self._app.window, key)

    def _block(self) -> None:
        if self._usleep is None:
            time.sleep(BLOCK_MS / 1000)
        else:
            self._usleep(BLOCK_MS * 1000)

    def _look(self) -> None:
        stage = self._app._stage
        if stage is not None and stage.view._status != self._status:
            self._status = stage.view._status
            _tell(status=[words for _, words in stage.view._status])

    def _close(self) -> None:
        self._app.window.close_now()


def _tell(**facts: object) -> None:
    sys.stdout.write(json.dumps({"ns": time.monotonic_ns(), **facts}) + "\n")
    sys.stdout.flush()


def live(data: Path, trace: Path, ways: set[Way]) -> None:
    """Be led."""
    qt = QApplication([])
    app = App(qt, Folders(data), Trace(trace))
    qt.aboutToQuit.connect(app.shut_down)
    led = Led(app, ways)
    app.window.show()
    qt.exec()
    del led


if __name__ == "__main__":
    live(Path(sys.argv[1]), Path(sys.argv[2]), {Way(name) for name in sys.argv[3].split(",") if name})
