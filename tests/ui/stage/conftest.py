"""Paints the stage once before its pictures are compared."""

import pytest
from PySide6.QtWidgets import QApplication

from mobility_gui.session.accompaniment import NO_SOUND
from tests.ui.stage.painted import hold, picture, view


@pytest.fixture(scope="session", autouse=True)
def letters_drawn(qapp: QApplication) -> None:
    """Let Qt draw the letters once: it rounds their widths otherwise the first time, which moves them by 1/64 pixel."""
    for size in ((1280, 800), (900, 600)):
        stage = view(size=size)
        stage.show()
        picture(stage, hold())
        stage.show_status((NO_SOUND,))
        stage.grab()
        stage.deleteLater()
    qapp.processEvents()
