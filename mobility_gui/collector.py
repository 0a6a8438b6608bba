"""Collects Python's cyclic garbage in the window's thread only.

Left alone, Python collects in whichever thread happens to allocate next. When that is the one that writes the record or
imports the chart, a window's leftovers are taken apart there while Qt works on them, and the process dies.
"""

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 1000
"""How often the counts are looked at; far more seldom than Python would, as most of what we make has no cycles."""


class Collector(QObject):
    """Takes collecting over from Python until stopped; made and stopped in the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._python_collected = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect if it is time."""
        collect_what_is_due()

    def stop(self) -> None:
        """Give collecting back to Python, if it was Python that did it."""
        self._timer.stop()
        if self._python_collected:
            gc.enable()


def collect_what_is_due() -> None:
    """Collect the oldest generation that is over Python's own threshold, if one is."""
    over = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    if any(over):
        gc.collect(max(generation for generation, is_over in enumerate(over) if is_over))
