"""Collects Python's cyclic garbage in the window's thread only.

By default, Python collects in whichever thread happens to allocate next. If that thread writes the record or imports
the chart, it destroys leftover widgets while Qt works on them in the window's thread, and the process crashes.
"""

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 1000
"""How often to check the allocation counts: far less often than Python would, as few of our objects form cycles."""


class Collector(QObject):
    """Takes garbage collection over from Python until stopped; create and stop it in the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._python_collected = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect garbage if a collection is due."""
        collect_what_is_due()

    def stop(self) -> None:
        """Hand collection back to Python, if Python did it before."""
        self._timer.stop()
        if self._python_collected:
            gc.enable()


def collect_what_is_due() -> None:
    """Collect the oldest generation whose count exceeds Python's own threshold, if any does."""
    over = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    if any(over):
        gc.collect(max(generation for generation, is_over in enumerate(over) if is_over))
