"""What painting the stage costs, and how large its letters are; prints rows of `table.Row`, parted by tabs."""

import statistics
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mobility_gui.settings import Look
from mobility_gui.training.routine import Tempo
from mobility_gui.ui.drawing.movement import Held, Rep
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.stage.content import Arcs, Ring, StageContent
from mobility_gui.ui.stage.stage_view import StageView
from tests.ui.stage.painted import cap_heights, hold, library, view

FRAMES = 60
FPS = 30
MOVED, KEPT = "low_squat", "standing_quad"
SIZES = ((1280, 800), (3840, 2160))


def _milliseconds(stage: StageView, paint: Callable[[], None]) -> float:
    stage.repaint()  # the drawing of the figure is kept from here on
    found = []
    for _ in range(FRAMES):
        begun = time.perf_counter()
        paint()
        found.append((time.perf_counter() - begun) * 1000)
    return statistics.median(found)


def _frames(size: tuple[int, int]) -> None:
    stage = view(size=size)
    stage.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    stage.show_content(hold(dial=Ring(0.7)))
    stage.show()
    QTest.qWaitForWindowExposed(stage)
    dial = stage._layout.dial_area.toAlignedRect()
    name = f"{size[0]}x{size[1]}"
    _tell(f"stage, full frame, {name}", f"{_milliseconds(stage, stage.repaint):.2f} ms", f"median of {FRAMES}")
    only = _milliseconds(stage, lambda: stage.repaint(dial))
    _tell(f"stage, dial only, {name}", f"{only:.2f} ms", f"{only * 30 / 10:.1f} % of a core at 30 frames a second")
    stage.hide()


def _moving(size: tuple[int, int]) -> None:
    """The stage as it runs: thirty times a second it is told the time, and paints what has moved."""
    stage = view(size=size)
    stage.set_look(larger_digits=False, reduce_motion=False)
    stage.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    stage.show()
    QTest.qWaitForWindowExposed(stage)
    tempo = Tempo(2, 1, 2)
    for what, first, moved in (
        ("a figure's first repetition", 0, _rep),
        ("its second", tempo.seconds, _rep),
        ("a hold in which it breathes", 6, _held),
    ):
        spent, worst, painted = _run(stage, [moved(first + frame / FPS, tempo) for frame in range(FPS * tempo.seconds)])
        name = f"stage, {what}, {size[0]}x{size[1]}"
        share = f"{100 * spent / tempo.seconds:.1f} % of a core at {FPS} frames a second"
        _tell(name, f"{1000 * spent / max(1, painted):.2f} ms", f"a frame, worst {1000 * worst:.1f}; {share}")
    stage.hide()


def _rep(seconds: float, tempo: Tempo) -> StageContent:
    number, at = divmod(seconds, tempo.seconds)
    rep = Rep(int(number), 10, round(1000 * at), tempo)
    return hold(exercise=library().exercises[MOVED], side=None, dial=Arcs(tempo, at / tempo.seconds), movement=rep)


def _held(seconds: float, _tempo: Tempo) -> StageContent:
    return hold(exercise=library().exercises[KEPT], dial=Ring(1 - seconds / 30), movement=Held(round(1000 * seconds)))


def _run(stage: StageView, moments: list[StageContent]) -> tuple[float, float, int]:
    """Seconds of the processor's time in all, of the longest frame, and how many frames were painted."""
    stage.show_content(moments[0])
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1000)  # the pulse at a change is over
    spent, worst, painted = 0.0, 0.0, 0
    for content in moments:
        begun = time.thread_time()
        stage.show_content(content)
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        took = time.thread_time() - begun
        spent, worst, painted = spent + took, max(worst, took), painted + 1
    return spent, worst, painted


def _letters() -> None:
    for look in (Look.LIGHT, Look.DARK):
        found = cap_heights(Theme(look))
        for what, part, rule in (
            ("number", found.number, 26),
            ("name", found.name, 9),
            ("side", found.side, 9),
            ("cue", found.cue, 6),
        ):
            _tell(f"cap height, {what}, {look}", f"{100 * part:.1f} %", f"of the height at 1280x800, at least {rule} %")


def _tell(what: str, figure: str, note: str) -> None:
    sys.stdout.write(f"{what}\t{figure}\t{note}\n")


if __name__ == "__main__":
    _application = QApplication(["bench"])
    for one in SIZES:
        _frames(one)
        _moving(one)
    _letters()
