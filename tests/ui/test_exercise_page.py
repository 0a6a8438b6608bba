from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mobility_gui.settings import Look
from mobility_gui.training.exercise import Side
from mobility_gui.ui.exercise_page import ExercisePage
from mobility_gui.ui.theme import Theme
from tests.ui.routines.invented import EXERCISES


def no_figure(_painter: QPainter, _tile: QRectF, _exercise: str, _side: Side, _ground: str) -> bool:
    return False


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot) -> ExercisePage:
    theme = Theme(Look.LIGHT)
    theme.apply(qapp)
    page = ExercisePage(theme, no_figure)
    qtbot.addWidget(page)
    page.resize(600, 700)
    page.show()
    return page


def text(page: ExercisePage) -> str:
    QApplication.processEvents()
    found = []
    for label in page.findChildren(QLabel):
        if label.isVisible():
            document = QTextDocument()
            document.setHtml(label.text()) if label.text().startswith("<p") else document.setPlainText(label.text())
            found.append(document.toPlainText())
    return "\n".join(found)


def test_it_tells_how_it_is_done_what_goes_wrong_and_when_to_stop(page: ExercisePage) -> None:
    squat = EXERCISES["low_squat"]
    page.show_exercise(squat)
    shown = text(page)
    for line in (squat.name, *squat.instructions, *squat.faults, *squat.stop, squat.easier, squat.note):
        assert line in shown
    assert "1.  Stand with your feet" in shown
    assert "Joints: ankle, hip." in shown


def test_what_an_exercise_says_nothing_about_is_left_out(page: ExercisePage) -> None:
    page.show_exercise(replace(EXERCISES["low_squat"], note="", faults=()))
    assert "Good to know" not in text(page)
    assert "What goes wrong" not in text(page)


def test_the_next_exercise_takes_the_place_of_the_one_before(page: ExercisePage) -> None:
    page.show_exercise(EXERCISES["low_squat"])
    page.show_exercise(EXERCISES["open_book"])
    assert "Open book" in text(page)
    assert "Heels on a thin book" not in text(page)


def test_text_from_a_file_stays_plain_text(page: ExercisePage) -> None:
    page.show_exercise(replace(EXERCISES["low_squat"], name="<b>Bold</b>", faults=("<i>lean</i>",)))
    assert "<b>Bold</b>" in text(page)
    assert "<i>lean</i>" in text(page)


def test_a_picture_can_be_added_only_where_it_is_told_whether_there_is_one(page: ExercisePage) -> None:
    page.show_exercise(EXERCISES["low_squat"])
    assert "Your own picture" not in text(page)
    page.show_picture(own=False, can_put_back=False)
    assert "Your own picture" in text(page)
    page.show_exercise(EXERCISES["open_book"])
    assert "Your own picture" not in text(page)


def test_what_is_wished_for_the_picture_names_the_exercise(page: ExercisePage, qtbot: QtBot) -> None:
    page.show_exercise(EXERCISES["low_squat"])
    page.show_picture(own=True, can_put_back=True)
    buttons = {button.text(): button for button in page.findChildren(QPushButton)}
    with qtbot.waitSignal(page.picture_removed) as removed:
        buttons["Remove"].click()
    with qtbot.waitSignal(page.picture_put_back) as put_back:
        buttons["Put back"].click()
    assert removed.args == put_back.args == ["low_squat"]
