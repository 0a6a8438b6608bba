"""One start, told from inside: `first_paint.py empty|ours DATA` prints when its window was painted.

For ours it prints when the first page was painted as well; both are nanoseconds of the monotonic clock.
"""

import os
import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = (1280, 800)
HEAVY = {"pyqtgraph", "numpy", "PySide6.QtMultimedia"}


class FirstPaint(QObject):
    """Calls back once a widget has handled its first paint event and the event loop came round."""

    def __init__(self, widget: QWidget, then: "Callable[[], None]") -> None:
        super().__init__(widget)
        self._widget = widget
        self._then = then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return super().eventFilter(watched, event)


def _tell(*moments_ns: int, heavy: str = "") -> None:
    sys.stdout.write(" ".join([*(str(moment) for moment in moments_ns), heavy]) + "\n")
    sys.stdout.flush()
    os._exit(0)


def _empty() -> None:
    qt = QApplication(["empty"])
    window = QMainWindow()
    window.resize(*SIZE)
    FirstPaint(window, lambda: _tell(time.monotonic_ns(), time.monotonic_ns()))
    window.show()
    qt.exec()


def _ours(folder: str) -> None:
    from mobility_gui import app
    from mobility_gui.command_line import main as cli

    class TimedApp(app.App):
        def __init__(self, *arguments: object, **more: object) -> None:
            super().__init__(*arguments, **more)  # type: ignore[arg-type]  # handed on as they come
            self._window_ns = 0
            FirstPaint(self.window, self._window_painted)

        def _window_painted(self) -> None:
            self._window_ns = time.monotonic_ns()

        def _prepare(self) -> None:
            """Called when the first page was painted and the event loop came round."""
            _tell(self._window_ns, time.monotonic_ns(), heavy=",".join(sorted(HEAVY & sys.modules.keys())))

    app.App = TimedApp  # type: ignore[misc]  # the program itself, with a watch on its window
    cli.main(["--data-dir", folder])


if __name__ == "__main__":
    if sys.argv[1] == "empty":
        _empty()
    else:
        _ours(sys.argv[2])
