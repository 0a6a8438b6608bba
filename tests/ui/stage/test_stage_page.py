import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMessageBox, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobility_gui.ankle.unit import Unit
from mobility_gui.paths import resources
from mobility_gui.settings import Look
from mobility_gui.training.record import Occasion
from mobility_gui.ui.drawing.figures import Figures
from mobility_gui.ui.drawing.own_pictures import OwnPictures
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.stage.content import RESUME, StageState
from mobility_gui.ui.stage.done_page import DoneContent, DonePage, Ended
from mobility_gui.ui.stage.key_row import KeyButton, KeyRow
from mobility_gui.ui.stage.measured import Measured
from mobility_gui.ui.stage.measuring import MeasuringPage
from mobility_gui.ui.stage.stage_page import CONTROLS_MS, Shown, StagePage
from mobility_gui.ui.stage.stage_view import StageView
from tests.ui.stage.painted import hold

Key = Qt.Key
Modifier = Qt.KeyboardModifier

TABLE = {
    "toggle": (Key.Key_Space, Key.Key_MediaPlay, Key.Key_MediaPause, Key.Key_MediaTogglePlayPause),
    "next": (Key.Key_Right, Key.Key_N, Key.Key_PageDown, Key.Key_MediaNext),
    "back": (Key.Key_Left, Key.Key_P, Key.Key_PageUp, Key.Key_MediaPrevious),
    "more": (Key.Key_Up, Key.Key_Plus),
    "less": (Key.Key_Down, Key.Key_Minus),
    "repeat": (Key.Key_R,),
    "discomfort": (Key.Key_X,),
    "voice": (Key.Key_V,),
    "mute": (Key.Key_M,),
    "full_screen": (Key.Key_F, Key.Key_F11),
    "instructions": (Key.Key_I,),
    "keys": (Key.Key_Question, Key.Key_F1),
    "pause": (Key.Key_Escape,),
}
"""The keys of the product's table while a session runs."""

NOTHING_HELD = DoneContent(Ended.COMPLETE, "8 min", "of it", "", (), "", "Saved.", Measured(), 0)


class Stage:
    """A stage in a window with a button that has the focus, and all that it wished."""

    def __init__(self) -> None:
        self.window = QMainWindow()
        theme = Theme(Look.LIGHT)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app)
        figures = Figures(resources() / "figures", theme)
        self.view = StageView(theme, figures.of, OwnPictures(Path("nowhere")))
        self.view.set_look(larger_digits=False, reduce_motion=True)
        self.page = StagePage(self.view, MeasuringPage(theme, figures.paint_knee_to_wall), DonePage(theme), theme)
        self.button = QPushButton("Never to be pressed")
        self.presses = 0
        self.button.pressed.connect(self._pressed)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page, 1)
        column.addWidget(self.button)
        self.window.setCentralWidget(middle)
        self.window.setMinimumSize(900, 600)
        self.window.resize(1280, 850)
        self.page.show_content(hold())
        self.wishes: list[str] = []
        self.ends: list[bool] = []
        self.page.wished.connect(self.wishes.append)
        self.page.end_confirmed.connect(self._end)

    @property
    def controls(self) -> KeyRow:
        found = self.view.findChild(KeyRow)
        assert isinstance(found, KeyRow)
        return found

    @property
    def question(self) -> QMessageBox | None:
        return self.page.findChild(QMessageBox)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> list[str]:
        """What a key on the focused button wishes."""
        self.wishes.clear()
        # Not by QTest, which warns of keys that have no letter.
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(self.button, QKeyEvent(kind, key, modifier))
        return list(self.wishes)

    def move(self) -> None:
        """Move the pointer over the stage."""
        QTest.mouseMove(self.view, QPoint(300, 300))
        QTest.mouseMove(self.view, QPoint(320, 310))

    def answer(self, word: str) -> None:
        """Answer the question with the button of that word."""
        assert self.question
        QTest.mouseClick(
            next(button for button in self.question.buttons() if button.text() == word), Qt.MouseButton.LeftButton
        )

    def _pressed(self) -> None:
        self.presses += 1

    def _end(self) -> None:
        self.ends.append(True)


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    made = Stage()
    qtbot.addWidget(made.window)
    with qtbot.waitActive(made.window):
        made.window.show()
        made.window.activateWindow()
    made.button.setFocus()
    yield made
    made.window.hide()


@pytest.mark.parametrize(("wish", "key"), [(wish, key) for wish, keys in TABLE.items() for key in keys])
def test_every_key_of_the_table_is_heard_whatever_has_the_focus(stage: Stage, wish: str, key: Qt.Key) -> None:
    assert stage.press(key) == [wish]
    assert stage.presses == 0


def test_space_never_presses_a_focused_button(stage: Stage) -> None:
    assert stage.button.hasFocus()
    QTest.keyPress(stage.button, Key.Key_Space)
    QTest.keyRelease(stage.button, Key.Key_Space)
    assert stage.presses == 0
    assert stage.wishes == ["toggle"]


@pytest.mark.parametrize("modifier", [Modifier.ControlModifier, Modifier.AltModifier, Modifier.MetaModifier])
def test_keys_held_with_ctrl_and_the_like_are_left_alone(stage: Stage, modifier: Qt.KeyboardModifier) -> None:
    for key in (Key.Key_R, Key.Key_X, Key.Key_N, Key.Key_Right, Key.Key_F):
        assert stage.press(key, modifier) == []


def test_plus_and_question_mark_are_heard_with_the_shift_they_need(stage: Stage) -> None:
    assert stage.press(Key.Key_Plus, Modifier.ShiftModifier) == ["more"]
    assert stage.press(Key.Key_Question, Modifier.ShiftModifier) == ["keys"]
    assert stage.press(Key.Key_Minus, Modifier.KeypadModifier) == ["less"]


def test_other_keys_do_nothing(stage: Stage) -> None:
    for key in (Key.Key_A, Key.Key_1, Key.Key_Delete, Key.Key_Shift, Key.Key_unknown):
        assert stage.press(key) == []


@pytest.mark.parametrize(
    ("key", "heard"), [(Key.Key_Up, 4), (Key.Key_Minus, 4), (Key.Key_Space, 1), (Key.Key_Right, 1)]
)
def test_a_key_held_down_repeats_only_more_and_less(stage: Stage, key: Qt.Key, heard: int) -> None:
    for repeated in (False, True, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Modifier.NoModifier, "", repeated)
        QApplication.sendEvent(stage.button, event)
    assert len(stage.wishes) == heard


def test_while_a_dialog_is_open_the_stage_takes_no_keys(stage: Stage, qtbot: QtBot) -> None:
    dialog = QDialog(stage.window)
    column = QVBoxLayout(dialog)
    button = QPushButton("Fine")
    column.addWidget(button)
    with qtbot.waitExposed(dialog):
        dialog.open()
    for key in (Key.Key_Right, Key.Key_X, Key.Key_Space):
        QTest.keyClick(button, key)
    assert stage.wishes == []
    dialog.close()
    assert stage.press(Key.Key_Right) == ["next"]


def test_keys_in_another_window_are_not_the_stages(stage: Stage, qtbot: QtBot) -> None:
    other = QPushButton("Elsewhere")
    qtbot.addWidget(other)
    other.show()
    QTest.keyClick(other, Key.Key_Right)
    assert stage.wishes == []


def test_a_hidden_stage_hears_nothing(stage: Stage) -> None:
    stage.page.hide()
    assert stage.press(Key.Key_Right) == []


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="other codes")
@pytest.mark.parametrize(
    ("written", "scan", "wish"), [("т", 57, "next"), ("ч", 53, "discomfort"), ("χ", 53, "discomfort")]
)
def test_letters_that_are_not_latin_act_by_their_place(stage: Stage, written: str, scan: int, wish: str) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, ord(written.upper()), Modifier.NoModifier, scan, 0, 0, written)
    QApplication.sendEvent(stage.button, event)
    assert stage.wishes == [wish]


# Esc


def test_escape_leaves_full_screen_then_pauses_then_asks(stage: Stage) -> None:
    stage.window.showFullScreen()
    assert stage.press(Key.Key_Escape) == ["full_screen"]
    stage.window.showNormal()
    assert stage.press(Key.Key_Escape) == ["pause"]
    stage.page.show_content(hold(state=StageState.PAUSED))
    assert stage.question is None
    assert stage.press(Key.Key_Escape) == []
    assert stage.question is not None
    assert stage.ends == []


def test_a_session_ends_only_when_the_question_is_answered_so(stage: Stage) -> None:
    stage.page.ask_to_end()
    stage.answer("Keep going")
    assert stage.ends == []
    stage.page.ask_to_end()
    stage.answer("End session")
    assert stage.ends == [True]


def test_return_and_escape_at_the_question_go_on(stage: Stage) -> None:
    for key in (Key.Key_Return, Key.Key_Escape):
        stage.page.ask_to_end()
        question = stage.page._question
        assert question
        QTest.keyClick(question, key)
        assert not question.isVisible()
    assert stage.ends == []


def test_the_question_is_put_once_at_a_time(stage: Stage) -> None:
    stage.page.ask_to_end()
    first = stage.page._question
    stage.page.ask_to_end()
    assert stage.page._question is first


def test_closing_the_program_is_asked_once_and_says_that_the_session_can_be_continued(stage: Stage) -> None:
    closes: list[bool] = []
    stage.page.close_confirmed.connect(lambda: closes.append(True))
    stage.page.ask_to_close()
    stage.page.ask_to_close()
    assert len(stage.page.findChildren(QMessageBox)) == 1
    assert stage.question
    assert "You can resume it" in stage.question.informativeText()
    stage.answer("Keep going")
    assert closes == []
    stage.page.ask_to_close()
    stage.answer("Close")
    assert (closes, stage.ends) == ([True], [])


# Pointer and controls


def test_a_click_anywhere_wishes_what_space_does(stage: Stage) -> None:
    QTest.mouseClick(stage.view, Qt.MouseButton.LeftButton, pos=QPoint(700, 250))
    assert stage.wishes == ["toggle"]


def test_controls_come_with_the_pointer_and_go_three_seconds_after_it(stage: Stage, qtbot: QtBot) -> None:
    assert CONTROLS_MS == 3000
    assert not stage.controls.isVisible()
    stage.move()
    assert stage.controls.isVisible()
    assert stage.page._hide_controls.interval() == CONTROLS_MS
    stage.page._hide_controls.setInterval(0)
    qtbot.waitUntil(lambda: not stage.controls.isVisible())
    assert stage.view.cursor().shape() is Qt.CursorShape.BlankCursor
    stage.page._hide_controls.setInterval(CONTROLS_MS)
    stage.move()
    assert stage.controls.isVisible()
    assert stage.view.cursor().shape() is not Qt.CursorShape.BlankCursor


def test_controls_stay_while_paused(stage: Stage, qtbot: QtBot) -> None:
    stage.page.show_content(hold(state=StageState.PAUSED))
    assert stage.controls.isVisible()
    stage.page._hide_controls.setInterval(0)
    stage.move()
    qtbot.waitUntil(lambda: not stage.page._hide_controls.isActive())
    assert stage.controls.isVisible()
    stage.page.show_content(hold())
    assert not stage.controls.isVisible()


def test_the_controls_are_those_of_the_moment(stage: Stage) -> None:
    def words() -> list[str]:
        return [button.text() for button in stage.controls.findChildren(KeyButton) if button.isVisible()]

    stage.move()
    assert words() == ["Pause", "Repeat", "Next", "Hurts", "End"]
    stage.page.show_content(hold(controls=(RESUME,)))
    assert words() == ["Resume"]


def test_the_control_that_ends_pauses_and_asks(stage: Stage) -> None:
    stage.move()
    QTest.mouseClick(stage.controls.findChildren(KeyButton)[4], Qt.MouseButton.LeftButton)
    assert stage.wishes == ["pause"]
    assert stage.question is not None
    assert stage.ends == []


@pytest.mark.parametrize("size", [(900, 600), (1024, 768), (1280, 800), (1920, 1080)])
def test_controls_stand_between_cue_and_ribbon_within_the_window(stage: Stage, size: tuple[int, int]) -> None:
    stage.button.hide()
    stage.window.resize(*size)
    stage.page.show_content(hold(state=StageState.PAUSED))
    stage.move()
    u = stage.view._layout.u
    assert (stage.view.width(), stage.view.height()) == size
    place = stage.controls.geometry()
    assert place.top() > (75.5 + 3.1 + 1.5) * u
    assert place.bottom() < 93.5 * u
    assert place.right() <= stage.view.width() - 4 * u


# The other pages of the stage


def test_while_measuring_and_at_the_end_letters_and_arrows_belong_to_the_page(stage: Stage) -> None:
    stage.page.measuring.begin(Unit.CM, Occasion.COLD, 127)
    stage.page.show_measuring()
    for key in (Key.Key_Space, Key.Key_Right, Key.Key_X, Key.Key_Up):
        assert stage.press(key) == []
    assert stage.press(Key.Key_F11) == ["full_screen"]
    stage.page.show_done()
    for key in (Key.Key_Space, Key.Key_M, Key.Key_X):
        assert stage.press(key) == []
    assert stage.presses > 0


@pytest.mark.parametrize("show", ["measuring", "done"])
def test_f1_helps_on_every_page_of_the_stage(stage: Stage, show: str) -> None:
    stage.page.measuring.begin(Unit.CM, Occasion.COLD, 127)
    getattr(stage.page, f"show_{show}")()
    assert stage.press(Key.Key_F1) == ["keys"]


def test_a_button_shows_the_keys_while_measuring_where_letters_are_typed(stage: Stage) -> None:
    stage.page.measuring.begin(Unit.CM, Occasion.COLD, 127)
    stage.page.show_measuring()
    QTest.mouseClick(stage.page.measuring._keys, Qt.MouseButton.LeftButton)
    assert stage.wishes == ["keys"]


def test_it_is_told_when_another_page_comes(stage: Stage) -> None:
    turns: list[Shown] = []
    stage.page.turned.connect(lambda: turns.append(stage.page.shown))
    for show in (stage.page.show_measuring, stage.page.show_measuring, stage.page.show_done):
        show()
    stage.page.show_content(hold())
    stage.page.show_content(hold())
    assert turns == [Shown.MEASURING, Shown.DONE, Shown.VIEW]


def test_the_stage_says_which_of_its_pages_is_shown(stage: Stage) -> None:
    shown = [stage.page.shown]
    for show in (stage.page.show_measuring, stage.page.show_done):
        show()
        shown.append(stage.page.shown)
    assert shown == [Shown.VIEW, Shown.MEASURING, Shown.DONE]


def test_escape_asks_while_measuring_and_closes_at_the_end(stage: Stage, qtbot: QtBot) -> None:
    stage.page.measuring.begin(Unit.CM, Occasion.COLD, 127)
    stage.page.show_measuring()
    stage.press(Key.Key_Escape)
    assert stage.question is not None
    stage.answer("Keep going")
    stage.page.done.show_done(NOTHING_HELD)
    stage.page.show_done()
    with qtbot.waitSignal(stage.page.done.closed):
        stage.press(Key.Key_Escape)
    assert stage.ends == []
