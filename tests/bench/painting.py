"""What painting the stage costs, and how large its letters are; prints rows of `table.Row`, parted by tabs."""

import statistics
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QApplication

from mobility_gui.settings import Look
from mobility_gui.ui.stage.content import Ring
from mobility_gui.ui.stage.stage_view import StageView
from mobility_gui.ui.theme import Theme
from tests.ui.stage.painted import cap_heights, hold, view

FRAMES = 60
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
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 500)
    dial = stage._layout.dial_area.toAlignedRect()
    name = f"{size[0]}x{size[1]}"
    _tell(f"stage, full frame, {name}", f"{_milliseconds(stage, stage.repaint):.2f} ms", f"median of {FRAMES}")
    only = _milliseconds(stage, lambda: stage.repaint(dial))
    _tell(f"stage, dial only, {name}", f"{only:.2f} ms", f"{only * 30 / 10:.1f} % of a core at 30 frames a second")
    stage.hide()


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
    _letters()
