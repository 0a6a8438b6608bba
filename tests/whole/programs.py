"""The program in this process, as `mobility_gui.app.run` builds it, one start after the other in one data folder."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from mobility_gui.app import App
from mobility_gui.exchange.trace import Trace
from mobility_gui.paths import Folders
from mobility_gui.session.driver import Clock
from mobility_gui.store.sessions import Store
from mobility_gui.ui.window.notice_bar import NoticeBar

QUIET = {"muted": True, "keep_awake": False, "volume_percent": 0}
"""Settings under which a test disturbs nobody."""

SHORT_ROUTINE = """
[routine.short]
name = "Short one"
phase = "any_time"
purpose = "Is over in half a minute."
steps = [
    { exercise = "low_squat", dose = { hold = 5 }, set_up_seconds = 3 },
    { exercise = "calf_pumps", dose = { hold = 5 }, sides = "each", set_up_seconds = 3, switch_seconds = 3 },
]
"""


@dataclass
class Programs:
    """Starts the program as often as a test wants, and sees that each start ends clean."""

    qt: QApplication
    qtbot: QtBot
    folders: Folders
    expect_log: bool = False
    clock: Clock | None = None

    def prepare(self, last_routine: str = "", **settings: object) -> None:
        """Make the data folder as an earlier start would have left it."""
        self.folders.create()
        (self.folders.routines / "short.toml").write_text(SHORT_ROUTINE, encoding="utf-8")
        chosen = QUIET | {"last_routine": last_routine} | settings
        self.folders.settings_file.write_text(json.dumps(chosen), encoding="utf-8")

    @contextmanager
    def program(self, trace: Path | None = None) -> Iterator[App]:
        """A program from its first paint on; closed as its window's closing does."""
        app = App(self.qt, self.folders, Trace(trace) if trace else None, self.clock)
        try:
            with self.qtbot.waitSignal(app.ready):
                app.window.show()
            app.window.activateWindow()
            self.qt.processEvents()
            yield app
        finally:
            self.end(app)

    def end(self, app: App) -> None:
        """Close the window and let it go."""
        app.window.close()
        if app.window.isVisible():  # in a session it asks
            answer_question("Close")
        app.shut_down()
        # As at the end of a process: the widgets go before what they are painted with.
        for widget in (app.window, app._stage):
            if widget is not None:
                widget.deleteLater()
        self.qt.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if not self.expect_log:
            assert not self.folders.log_file.exists(), self.folders.log_file.read_text(encoding="utf-8")

    def record(self) -> Store:
        return Store(self.folders.database)


def notices(app: App) -> list[str]:
    """The sentences at the top of the window."""
    QApplication.processEvents()  # a layout shows what was put into it at the next turn
    return [bar.text for bar in app.window.findChildren(NoticeBar) if bar.isVisible()]


def answer(app: App, word: str) -> None:
    """Press a button of the last notice that has such a one."""
    bars = [bar for bar in app.window.findChildren(NoticeBar) if bar.isVisible()]
    found = [button for bar in bars for button in bar.findChildren(QPushButton) if button.text() == word]
    found[-1].click()


def answer_question(word: str) -> None:
    """Press a button of the question that is open."""
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    next(button for button in box.buttons() if button.text() == word).click()


def press(app: App, *keys: Qt.Key) -> None:
    """Press keys where the focus is."""
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or app.window, key)
