"""One start, told from inside: `first_paint.py empty|ours DATA` prints when its window was painted."""

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

SIZE = (1280, 800)


class FirstPaint(QObject):
    """Ends the process once the window has handled its first paint event and the event loop came round."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, _tell)
        return super().eventFilter(watched, event)


def _tell() -> None:
    now_ns = time.monotonic_ns()
    heavy = sorted({"pyqtgraph", "numpy", "PySide6.QtMultimedia"} & sys.modules.keys())
    sys.stdout.write(f"{now_ns} {','.join(heavy)}\n")
    sys.stdout.flush()
    os._exit(0)


def _empty() -> None:
    qt = QApplication(["empty"])
    window = QMainWindow()
    window.resize(*SIZE)
    FirstPaint(window)
    window.show()
    qt.exec()


def _ours(folder: str) -> None:
    from mobility_gui import app, cli

    class TimedApp(app.App):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)  # type: ignore[arg-type]  # handed on as they come
            FirstPaint(self.window)

    app.App = TimedApp  # type: ignore[misc, assignment]  # the program itself, with a watch on its window
    cli.main(["--data-dir", folder])


if __name__ == "__main__":
    if sys.argv[1] == "empty":
        _empty()
    else:
        _ours(sys.argv[2])
