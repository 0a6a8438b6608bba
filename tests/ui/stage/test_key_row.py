import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobility_gui.settings import Look
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.tokens import LIGHT
from mobility_gui.ui.stage.content import DONE, OTHERS, PAUSE, RESUME, Control
from mobility_gui.ui.stage.key_row import KeyButton, KeyRow


@pytest.fixture
def row(qtbot: QtBot) -> KeyRow:
    made = KeyRow(Theme(Look.LIGHT))
    qtbot.addWidget(made)
    made.show_controls((PAUSE, *OTHERS), LIGHT.work, 8.0, 1200)
    made.show()
    return made


def buttons(row: KeyRow) -> list[KeyButton]:
    return row.findChildren(KeyButton)


def test_each_control_names_its_key_and_tells_its_wish(row: KeyRow) -> None:
    wishes: list[str] = []
    row.wished.connect(wishes.append)
    for button in buttons(row):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wishes == ["toggle", "repeat", "next", "discomfort", "end"]
    assert [(b.control.word, b.control.key) for b in buttons(row)] == [
        ("Pause", "Space"),
        ("Repeat", "R"),
        ("Next", "N"),
        ("Hurts", "X"),
        ("End", "Esc"),
    ]
    assert buttons(row)[3].accessibleName() == "Hurts, key X"


def test_no_control_takes_the_focus(row: KeyRow) -> None:
    assert {button.focusPolicy() for button in buttons(row)} == {Qt.FocusPolicy.NoFocus}


@pytest.mark.parametrize(("first", "word"), [(PAUSE, "Pause"), (RESUME, "Resume"), (DONE, "Done")])
def test_the_first_control_says_what_space_does_now(row: KeyRow, first: Control, word: str) -> None:
    row.show_controls((first, *OTHERS), LIGHT.work, 8.0, 1200)
    assert buttons(row)[0].text() == word
    assert buttons(row)[0].toolTip() == f"{word} (Space)"


@pytest.mark.parametrize(("unit", "height"), [(6.0, 48), (5.0, 44), (8.0, 64), (10.8, 86)])
def test_controls_grow_with_the_window_and_can_always_be_hit(row: KeyRow, unit: float, height: int) -> None:
    row.show_controls((PAUSE, *OTHERS), LIGHT.work, unit, 1800)
    assert {button.sizeHint().height() for button in buttons(row)} == {height}


def test_all_controls_fit_into_the_smallest_window(row: KeyRow) -> None:
    room = 900 - 2 * 4.5 * 6
    row.show_controls((RESUME, *OTHERS), LIGHT.paused, 6.0, room)
    assert row.sizeHint().width() <= room
    assert buttons(row)[0].sizeHint().height() >= 44


def test_controls_become_smaller_where_the_window_is_narrow(row: KeyRow) -> None:
    row.show_controls((PAUSE, *OTHERS), LIGHT.work, 10.0, 700)
    assert 680 < row.sizeHint().width() <= 700


LARGE = (Control("yes", "Look again", "Space"), Control("no", "Skip", "N"), Control("leave", "", "Esc"))


def test_large_controls_have_letters_as_high_as_the_cue_and_fit_by_getting_narrower(row: KeyRow) -> None:
    for room in (1200, 846):
        row.show_controls(LARGE, LIGHT.work, 6.0, room, large=True)
        assert row.sizeHint().width() <= room
        shown = [button for button in buttons(row) if not button.isHidden()]
        assert [button.accessibleName() for button in shown] == [
            "Look again, key Space",
            "Skip, key N",
            "Leave, key Esc",
        ]
        assert all(QFontMetricsF(button.font()).capHeight() >= 6.0 * 6 for button in shown)


def test_controls_that_are_not_offered_any_more_take_no_room(row: KeyRow) -> None:
    full = row.sizeHint().width()
    row.show_controls((PAUSE,), LIGHT.work, 8.0, 1200)
    assert row.sizeHint().width() < full / 3
    row.show_controls((PAUSE, *OTHERS), LIGHT.work, 8.0, 1200)
    assert row.sizeHint().width() == full


def test_the_first_control_is_filled_and_the_others_are_not(row: KeyRow) -> None:
    row.adjustSize()
    first, second = (button.grab().toImage() for button in buttons(row)[:2])
    ratio = first.devicePixelRatio()
    corner = round(12 * ratio), first.height() // 2
    assert first.pixelColor(*corner).name().upper() == LIGHT.work.strong
    assert second.pixelColor(*corner).name().upper() == LIGHT.work.field


def test_the_same_look_again_asks_for_no_new_layout(row: KeyRow) -> None:
    QApplication.processEvents()
    before = buttons(row)[0].geometry()
    layout = row.layout()
    assert layout
    layout.setSpacing(1)
    row.show_controls((PAUSE, *OTHERS), LIGHT.work, 8.0, 1200)
    assert layout.spacing() == 1
    row.show_controls((PAUSE, *OTHERS), LIGHT.work, 8.0, 1201)
    assert layout.spacing() > 1
    assert buttons(row)[0].geometry() == before
