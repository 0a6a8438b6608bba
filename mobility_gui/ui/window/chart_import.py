"""Loads the chart's heavy library behind the window's back, after the first picture.

pyqtgraph asks PySide for every name it has. PySide makes a name only when it is first asked for, and where two threads
are at it the process may end (4 of 300 starts under load). So all names are asked for in the window's thread first, in
slices that nobody sees, and only then a thread imports the rest: there it costs the window a frame at most, on its own
thread a third of a second.
"""

import time
from collections.abc import Iterator
from threading import Thread

from PySide6 import QtCore, QtGui, QtSvg, QtWidgets
from PySide6.QtCore import QObject, QTimer

SLICE_SECONDS = 0.006


class ChartImport(QObject):
    """Begins when it is made; what needs the chart earlier imports it itself, in the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = _names()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(0)

    def _go_on(self) -> None:
        until = time.monotonic() + SLICE_SECONDS
        for module, name in self._names:
            getattr(module, name)
            if time.monotonic() > until:
                return
        self._timer.stop()
        Thread(target=_import_chart, name="import chart", daemon=True).start()


def _names() -> Iterator[tuple[object, str]]:
    for module in (QtCore, QtGui, QtSvg, QtWidgets):
        for name in dir(module):
            yield module, name


def _import_chart() -> None:
    import mobility_gui.ui.progress.chart  # noqa: F401  only to have it in memory
