import sys

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from mobility_gui.settings import Look
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.window.main_window import MainWindow


class Place:
    """A place that notes when it is made, and when it is filled."""

    def __init__(self, name: str, made: list[str], filled: list[str] | None = None) -> None:
        self.page = QLineEdit(name)
        self._filled = filled if filled is not None else []
        made.append(name)

    def refresh(self) -> None:
        self._filled.append(self.page.text())


@pytest.fixture
def made() -> list[str]:
    return []


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, made: list[str]) -> MainWindow:
    theme = Theme(Look.LIGHT)
    theme.apply(qapp)
    window = MainWindow(theme)
    qtbot.addWidget(window)
    window.add_place("Routines", "routines", lambda: Place("Routines", made))
    window.add_place("Progress", "progress", lambda: Place("Progress", made))
    window.add_place("Settings", "settings", lambda: Place("Settings", made))
    window.show_place("Routines")
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def rail_button(window: MainWindow, name: str) -> QToolButton:
    return next(button for button in window.findChildren(QToolButton) if button.text() == name)


def test_a_place_is_built_when_it_is_first_visited_and_only_then(window: MainWindow, made: list[str]) -> None:
    assert made == ["Routines"]
    rail_button(window, "Settings").click()
    rail_button(window, "Routines").click()
    rail_button(window, "Settings").click()
    assert made == ["Routines", "Settings"]
    assert window.place == "Settings"


def test_control_and_a_digit_lead_to_each_place(window: MainWindow) -> None:
    for digit, name in ((Qt.Key.Key_2, "Progress"), (Qt.Key.Key_3, "Settings"), (Qt.Key.Key_1, "Routines")):
        QTest.keyClick(window, digit, Qt.KeyboardModifier.ControlModifier)
        assert window.place == name
        assert rail_button(window, name).isChecked()


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="other codes")
def test_a_keyboard_with_digits_under_shift_leads_to_each_place_too(window: MainWindow) -> None:
    for sign, code, name in (("é", 11, "Progress"), ('"', 12, "Settings"), ("&", 10, "Routines")):
        control = Qt.KeyboardModifier.ControlModifier
        event = QKeyEvent(QEvent.Type.KeyPress, ord(sign.upper()), control, code, 0, 0, sign)
        QApplication.sendEvent(QApplication.focusWidget() or window, event)
        assert window.place == name


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="other codes")
@pytest.mark.parametrize("sign", ["й", ";", "/"])
def test_ctrl_and_what_is_in_the_place_of_q_close_the_window(window: MainWindow, sign: str) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, ord(sign.upper()), Qt.KeyboardModifier.ControlModifier, 24, 0, 0, sign)
    QApplication.sendEvent(QApplication.focusWidget() or window, event)
    assert not window.isVisible()


def test_what_comes_to_the_stage_with_it_or_to_the_place_after_it_is_not_meant_for_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    stage = QLineEdit()
    window.show_stage(stage)
    type_to(window, "1")
    assert stage.text() == ""
    assert window._presses is not None
    qtbot.waitUntil(window._presses._fresh.hasExpired)
    type_to(window, "2")
    assert stage.text() == "2"
    window.leave_stage()
    type_to(window, "3")
    assert isinstance(window.page, QLineEdit)
    assert window.page.text() == "Routines"


def type_to(window: MainWindow, letter: str) -> None:
    """Type as a desktop does: to the window, which hands it on to what has the focus."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, ord(letter), Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(window.windowHandle(), event)


def test_a_stage_may_refuse_that_the_window_is_closed(window: MainWindow) -> None:
    asked = []

    def refuse() -> bool:
        asked.append(True)
        return False

    window.show_stage(QWidget(), refuse)
    assert not window.close()
    assert (asked, window.isVisible()) == ([True], True)
    window.close_now()
    assert (asked, window.isVisible()) == ([True], False)


def test_after_the_stage_nobody_is_asked(window: MainWindow) -> None:
    window.show_stage(QWidget(), lambda: False)
    window.leave_stage()
    assert window.close()


def test_the_stage_takes_the_whole_window_with_its_keys_and_gives_them_back(window: MainWindow) -> None:
    stage = QLineEdit()
    window.show_stage(stage)
    assert stage.mapTo(window, QPoint(0, 0)) == QPoint(0, 0)
    assert stage.size() == window.size()
    assert stage.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.place == "Routines"
    window.leave_stage()
    assert rail_button(window, "Routines").isVisible()
    assert stage.parent() is None
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.place == "Progress"


def test_leaving_without_a_stage_changes_nothing(window: MainWindow) -> None:
    window.leave_stage()
    assert window.place == "Routines"


def buttons(window: MainWindow, word: str) -> list[QPushButton]:
    QApplication.processEvents()  # what is added to a layout is shown a moment later
    shown = [button for button in window.findChildren(QPushButton) if button.isVisible()]
    return [button for button in shown if word in (button.text(), button.accessibleName())]


def test_a_notice_is_answered_once_and_goes(window: MainWindow, qtbot: QtBot) -> None:
    window.show_notice("A session did not end. Go on with it?", [("Go on", "resume"), ("Discard", "discard")])
    with qtbot.waitSignal(window.notice_answered) as told:
        buttons(window, "Go on")[0].click()
    assert told.args == ["resume"]
    assert not buttons(window, "Discard")


def test_closing_a_notice_answers_nothing(window: MainWindow, qtbot: QtBot) -> None:
    window.show_notice("settings.json was not readable.", [("Open folder", "folder")])
    with qtbot.assertNotEmitted(window.notice_answered):
        buttons(window, "Close this notice")[0].click()
    assert not buttons(window, "Open folder")


def test_the_same_sentence_is_not_said_twice(window: MainWindow) -> None:
    window.show_notice("There is no sound.")
    window.show_notice("There is no sound.")
    window.show_notice("The disk is full.")
    assert len(buttons(window, "Close this notice")) == 2
    window.hide_notices()
    assert not buttons(window, "Close this notice")


def test_old_notices_wait_while_a_session_runs_and_new_ones_are_shown(window: MainWindow) -> None:
    window.show_notice("A routine could not be read.")
    window.show_stage(QWidget())
    assert not buttons(window, "Close this notice")
    window.show_notice("The disk is full.")
    assert len(buttons(window, "Close this notice")) == 1
    window.leave_stage()
    assert len(buttons(window, "Close this notice")) == 2


def test_the_window_is_no_smaller_than_900_by_600_nor_than_its_screen(window: MainWindow) -> None:
    room = window.screen().availableSize()
    assert window.minimumSize() == QSize(900, 600).boundedTo(room)
    assert window.width() <= room.width()


def test_size_and_place_come_back_as_text(window: MainWindow) -> None:
    least = window.minimumSize()
    window.setMinimumSize(0, 0)
    window.resize(640, 480)
    text = window.geometry_text()
    assert text.isascii()
    window.resize(700, 500)
    window.restore_geometry_text(text)
    assert window.size() == QSize(640, 480)
    for nonsense in ("", "nonsense", "äöü", "AAAA"):
        window.restore_geometry_text(nonsense)
    assert window.size() == QSize(640, 480)
    window.setMinimumSize(least)


def test_the_window_is_named_and_carries_the_mark(window: MainWindow) -> None:
    assert window.windowTitle() == "Mobility for Runners"
    assert not window.windowIcon().isNull()


def test_a_new_look_reaches_rail_mark_and_notices(qapp: QApplication, qtbot: QtBot) -> None:
    pictures = []
    for first in (Look.DARK, Look.LIGHT):
        theme = Theme(first)
        theme.apply(qapp)
        window = MainWindow(theme)
        qtbot.addWidget(window)
        window.add_place("Routines", "routines", lambda: Place("Routines", []))
        window.add_place("Settings", "settings", lambda: Place("Settings", []))
        window.show_place("Routines")
        window.show_notice("A session did not end.", [("Go on", "resume")])
        window.show()
        window.grab()
        theme.set_look(Look.DARK)
        QApplication.processEvents()
        pictures.append(window.grab().toImage())
        window.hide()
    fresh, changed = pictures
    assert fresh == changed
