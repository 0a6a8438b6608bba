"""Opens Qt's application for a window, or says in one sentence why that is not possible."""

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType
    from PySide6.QtWidgets import QApplication

NO_WINDOW = "The window cannot be opened: "
"""What comes before the reason, in one sentence."""

FAILED = 1
"""Exit code if Qt finds no display or lacks a library."""


def display_named() -> bool:
    """True if the environment names a display; only Linux may have none."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def open_application(name: str) -> "QApplication":
    """Return a new application. If Qt cannot open one, say why on standard error and end this process.

    Qt would abort it, leaving a dozen lines and a core dump. Raises `ImportError` if a library that Qt needs is
    missing.
    """
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    messages = _Messages()
    before = qInstallMessageHandler(messages.take)
    try:
        QApplication.setStyle("Fusion")  # before the application exists, so that no other style is created first
        return QApplication([name])
    finally:
        qInstallMessageHandler(before)
        messages.pass_on()


class _Messages:
    """What Qt says while it looks for a display; most of it matters only if it finds none."""

    def __init__(self) -> None:
        self._about_display: list[str] = []
        self._others: list[str] = []

    def take(self, kind: "QtMsgType", context: "QMessageLogContext", text: str) -> None:
        """Keep one message; at a fatal one, Qt is about to abort."""
        from PySide6.QtCore import QtMsgType

        if kind is QtMsgType.QtFatalMsg:
            reason = (self._about_display or [text.partition("\n")[0]])[0]
            sys.stderr.write(f"{NO_WINDOW}{reason.strip().rstrip('.')}.\n")
            sys.stderr.flush()
            os._exit(FAILED)
        kept = self._about_display if (context.category or "").startswith("qt.qpa") else self._others
        kept.append(text)

    def pass_on(self) -> None:
        """Print what Qt said, now that it found a display."""
        sys.stderr.writelines(f"{text}\n" for text in (*self._about_display, *self._others))
