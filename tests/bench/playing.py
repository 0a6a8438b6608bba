"""A session in the real program: processor use, and how long the window ever stood still; `playing.py FOLDER`."""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mobility_gui.app import App
from mobility_gui.library.library import load_library
from mobility_gui.paths import Folders, resources
from mobility_gui.training.plan import Timing, make_plan
from mobility_gui.training.record import Before
from mobility_gui.training.routine import Breaths, Dose, Group, Hold, Phase, Reps, Routine, Sides, Step, Tempo

SETTLE_MS = 1500
MEASURE_MS = 5000
REHEARSED_MS = 60_000
LOOK_MS = 4

LONG: dict[str, Dose] = {"a hold": Hold(600), "reps": Reps(100, Tempo(2, 0, 2)), "breaths": Breaths(30)}


class Gaps(QObject):
    """Times between two turns of the event loop, by a timer that is due every few milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        now = time.perf_counter()
        self.found.append((now - self._last) * 1000)
        self._last = now


class Played:
    """The program with a routine of our own choice."""

    def __init__(self, qt: QApplication, folder: Path) -> None:
        folders = Folders(folder)
        folders.create()
        self._app = App(qt, folders)
        self._exercises = load_library([resources() / "exercises", resources() / "routines"], []).exercises
        ready: list[bool] = []
        self._app.ready.connect(lambda: ready.append(True))
        self._app.window.show()
        while not ready:
            QApplication.processEvents()

    def start(self, *steps: Step) -> None:
        routine = Routine("bench", "Bench", Phase.ANY_TIME, Group.MINE, "To be measured.", steps)
        self._app.routines.session_requested.emit(make_plan(routine, self._exercises, Timing(5, 3, 10)), Before())

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self._app.window, key)

    def leave(self) -> None:
        """Break the session off, as closing the window does."""
        conductor = self._app._conductor
        if conductor is not None:
            conductor.close()

    def shut_down(self) -> None:
        self._app.shut_down()


def _wait(milliseconds: int) -> None:
    QTest.qWait(milliseconds)


def _processor_use(played: Played) -> None:
    for name, dose in LONG.items():
        played.start(Step("half_kneeling_lunge", dose, Sides.LEFT))
        _wait(SETTLE_MS)
        played.press(Qt.Key.Key_Right)
        _wait(SETTLE_MS)
        wall, processor = time.perf_counter(), time.process_time()
        _wait(MEASURE_MS)
        part = (time.process_time() - processor) / (time.perf_counter() - wall)
        _tell(f"processor, {name} at 1280x800", f"{100 * part:.1f} %", f"of one core over {MEASURE_MS // 1000} s")
        played.leave()


def _stalls(played: Played) -> None:
    """Short holds, so that a minute has many changes and finished steps on disk."""
    exercises = ("half_kneeling_lunge", "heel_drop", "calf_foam_roll", "foot_ball_roll")
    played.start(*(Step(name, Hold(5), Sides.EACH) for name in exercises))
    gaps = Gaps()
    _wait(REHEARSED_MS)
    found = sorted(gaps.found)
    at = found[int(len(found) * 0.999)]
    _tell("window, longest standstill in a minute", f"{found[-1]:.0f} ms", f"99.9 % under {at:.0f} ms")
    played.leave()


def _tell(what: str, figure: str, note: str) -> None:
    sys.stdout.write(f"{what}\t{figure}\t{note}\n")


if __name__ == "__main__":
    _played = Played(QApplication(["bench"]), Path(sys.argv[1]))
    _wait(SETTLE_MS)
    _processor_use(_played)
    _stalls(_played)
    _played.shut_down()
