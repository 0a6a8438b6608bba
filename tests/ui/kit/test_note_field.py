import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mobility_gui.training.record import LONGEST_TEXT
from mobility_gui.ui.kit.note_field import COUNTED_FROM, NoteField

LINE = "a" * 79 + "\n"


def letters(count: int) -> str:
    """So many letters in lines: Qt takes seconds for a single long one."""
    return (LINE * (count // len(LINE) + 1))[:count]


@pytest.fixture
def field(qtbot: QtBot) -> NoteField:
    made = NoteField("A note")
    qtbot.addWidget(made)
    made.resize(400, 120)
    made.show()
    return made


def count(field: NoteField) -> str:
    (shown,) = field.findChildren(QLabel)
    return shown.text() if shown.isVisible() else ""


def test_a_long_note_is_kept_whole_and_nothing_is_counted_far_from_the_limit(field: NoteField) -> None:
    field.insertPlainText("  Calf was tight. " + "a" * 3100)
    assert field.note == "Calf was tight. " + "a" * 3100
    assert count(field) == ""


def test_the_last_letters_are_counted_while_typing(field: NoteField) -> None:
    field.insertPlainText(letters(LONGEST_TEXT - COUNTED_FROM))
    assert count(field) == ""
    QTest.keyClicks(field, "bc")
    assert count(field) == f"{COUNTED_FROM - 2} characters left"
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert count(field) == f"{COUNTED_FROM - 1} characters left"


def test_a_full_note_takes_nothing_more_and_says_so(field: NoteField) -> None:
    field.insertPlainText(letters(LONGEST_TEXT - 1) + "a")
    QTest.keyClicks(field, "b")
    assert field.note == letters(LONGEST_TEXT - 1) + "a"
    assert count(field) == "The note is full."


def test_too_much_pasted_into_the_middle_loses_only_its_own_end(field: NoteField) -> None:
    field.insertPlainText("start end" + letters(LONGEST_TEXT - 19))
    cursor = field.textCursor()
    cursor.setPosition(6)
    field.setTextCursor(cursor)
    field.insertPlainText("👟" * 15)
    assert field.note == "start " + "👟" * 10 + "end" + letters(LONGEST_TEXT - 19).rstrip()
    assert field.textCursor().position() == 6 + 2 * 10


def test_a_note_that_was_kept_is_shown_whole(qtbot: QtBot) -> None:
    field = NoteField("A note", letters(LONGEST_TEXT - 1) + "b")
    qtbot.addWidget(field)
    field.show()
    assert field.note == letters(LONGEST_TEXT - 1) + "b"
    assert count(field) == "The note is full."
