"""Import the chart's heavy library in the background, after the first paint.

pyqtgraph asks PySide for every name it has. PySide creates a name when it is first asked for, and if two threads do so
at once the process may crash (4 of 300 starts under load). So the window's thread asks for all names first, in slices
too short to notice, and only then a second thread imports the rest. There the import costs the window one frame at
most; in the window's own thread it would cost a third of a second.
"""

import time
from collections.abc import Iterator
from threading import Thread

from PySide6 import QtCore, QtGui, QtSvg, QtWidgets
from PySide6.QtCore import QObject, QTimer

SLICE_SECONDS = 0.006


class ChartImport(QObject):
    """An import that begins at once. Code that needs the chart sooner imports it itself, in the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = _names()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._load_slice)
        self._timer.start(0)

    def _load_slice(self) -> None:
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
    import mobility_gui.ui.progress.chart  # noqa: F401  only to load it into memory
