"""The finder of cut words finds them, and leaves alone what can be read or scrolled to."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobility_gui.ui.kit.scroll import Scroll
from tests.ui.cut_texts import colliding_texts, cut_texts


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    return made


class Painting(QWidget):
    """Paints some words from a place on."""

    def __init__(self, parent: QWidget, words: str, at: QPointF) -> None:
        super().__init__(parent)
        self._words, self._at = words, at
        self.resize(200, 100)
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawText(self._at, self._words)
        painter.end()


def labelled(page: QWidget, words: str, width: int, height: int, *, wrap: bool = False) -> QLabel:
    label = QLabel(words, page)
    label.setWordWrap(wrap)
    label.setGeometry(10, 10, width, height)
    label.show()
    return label


def test_words_with_room_are_whole(page: QWidget) -> None:
    labelled(page, "Ankle lunge", 200, 30)
    Painting(page, "Knee past the toes", QPointF(10, 80))
    assert cut_texts(page) == []
    assert colliding_texts(page) == []


@pytest.mark.parametrize(("width", "height", "wrap"), [(30, 30, False), (200, 6, False), (60, 22, True)])
def test_a_label_smaller_than_its_words_is_found(page: QWidget, width: int, height: int, wrap: bool) -> None:
    labelled(page, "Half-kneeling ankle lunge", width, height, wrap=wrap)
    assert "Half-kneeling ankle lunge" in cut_texts(page)


@pytest.mark.parametrize("at", [QPointF(190, 50), QPointF(-5, 50), QPointF(10, 3), QPointF(10, 102)])
def test_painted_words_are_found_beyond_any_edge(page: QWidget, at: QPointF) -> None:
    Painting(page, "Ankle lunge", at)
    assert cut_texts(page) == ["Ankle lunge"]


def test_a_button_too_narrow_for_its_word_is_found(page: QWidget) -> None:
    button = QPushButton("Measure again", page)
    button.setGeometry(10, 10, 40, 36)
    button.show()
    assert cut_texts(page) == ["Measure again"]


def test_dots_count_as_cut_but_in_a_runners_own_words(page: QWidget) -> None:
    labelled(page, "Donaudampf…", 200, 30)
    assert cut_texts(page) == ["Donaudampf…"]
    assert cut_texts(page, may_end_in_dots=("Donaudampfschifffahrt",)) == []


def test_words_that_can_be_scrolled_to_are_whole_and_cut_ones_among_them_are_found(page: QWidget) -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    for number in range(30):
        column.addWidget(QLabel(f"Line {number}"))
    narrow = QLabel("Far down and too narrow")
    narrow.setFixedWidth(40)
    column.addWidget(narrow)
    area = Scroll(content)
    area.setParent(page)
    area.resize(200, 100)
    area.show()
    assert set(cut_texts(page)) == {"Far down and too narrow"}


def test_words_over_each_other_are_found(page: QWidget) -> None:
    labelled(page, "Ankle lunge", 200, 30)
    labelled(page, "Low squat", 200, 30)
    assert colliding_texts(page) == ["Ankle lunge / Low squat"]
