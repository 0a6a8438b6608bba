from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QPainter, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mobility_gui.figure.fault import FigureFault
from mobility_gui.settings import Look
from mobility_gui.training.exercise import Side
from mobility_gui.ui.drawing.exercise_page import ExercisePage
from mobility_gui.ui.kit.theme import Theme
from tests.ui.cut_texts import painted_words
from tests.ui.routines.invented import EXERCISES


def no_figure(_painter: QPainter, _tile: QRectF, _exercise: str, _side: Side, _ground: str) -> bool:
    return False


class Drawn:
    """Draws nothing, and knows one fault."""

    def __init__(self) -> None:
        self.elapsed_ms: list[int] = []
        self.drawn: list[tuple[str, FigureFault, bool]] = []

    def paint_tile(self, painter: QPainter, tile: QRectF, exercise: str, side: Side, ground: str) -> bool:
        return False

    def paint_film(self, painter: QPainter, tile: QRectF, exercise: str, elapsed_ms: int, ground: str) -> bool:
        self.elapsed_ms.append(elapsed_ms)
        return True

    def faults(self, exercise: str) -> tuple[FigureFault, ...]:
        return (FigureFault.HEEL_LIFTED,) if exercise == "low_squat" else ()

    def paint_fault(
        self, painter: QPainter, tile: QRectF, exercise: str, fault: FigureFault, wrong: bool, ground: str
    ) -> None:
        self.drawn.append((exercise, fault, wrong))


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot) -> ExercisePage:
    theme = Theme(Look.LIGHT)
    theme.apply(qapp)
    page = ExercisePage(theme, no_figure, Drawn(), moves=False)
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
            document.setHtml(label.text()) if label.text().startswith(("<p", "<table")) else document.setPlainText(
                label.text()
            )
            found.append(document.toPlainText())
    return "\n".join(found)


def test_it_tells_how_it_is_done_what_goes_wrong_and_when_to_stop(page: ExercisePage) -> None:
    squat = EXERCISES["low_squat"]
    page.show_exercise(squat)
    shown = text(page)
    for line in (squat.name, *squat.instructions, *squat.faults, *squat.stop, squat.easier, squat.note):
        assert line in shown
    assert "1.\nStand with your feet" in shown
    assert "Joints: ankle, hip." in shown


def test_a_long_instruction_hangs_beside_its_number(page: ExercisePage) -> None:
    page.show_exercise(replace(EXERCISES["low_squat"], instructions=("word " * 60, "short")))
    QApplication.processEvents()
    lines = [one for one in painted_words(page) if one.text.startswith("word")]
    (number,) = (one for one in painted_words(page) if one.text == "1.")
    assert len(lines) > 2
    assert {round(line.ink.left()) for line in lines} == {round(lines[0].ink.left())}
    assert number.ink.right() < lines[0].ink.left()


def test_the_instructions_come_first_and_the_own_picture_last(page: ExercisePage) -> None:
    page.show_exercise(EXERCISES["low_squat"])
    page.show_picture(own=False, can_put_back=False)
    QApplication.processEvents()
    tops = {label.text(): label.mapTo(page, QPoint()).y() for label in page.findChildren(QLabel) if label.isVisible()}
    assert tops["Your own picture"] > tops["Make it easier"] > tops["How to do it"]


def test_what_an_exercise_says_nothing_about_is_left_out(page: ExercisePage) -> None:
    page.show_exercise(replace(EXERCISES["low_squat"], note="", faults=()))
    assert "Good to know" not in text(page)
    assert "Common mistakes" not in text(page)


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


def test_what_is_wished_for_the_picture_is_told(page: ExercisePage, qtbot: QtBot) -> None:
    page.show_exercise(EXERCISES["low_squat"])
    page.show_picture(own=True, can_put_back=True)
    buttons = {button.text(): button for button in page.findChildren(QPushButton)}
    with qtbot.waitSignal(page.picture_removed):
        buttons["Remove"].click()
    with qtbot.waitSignal(page.picture_put_back):
        buttons["Undo"].click()


def test_a_fault_is_drawn_beside_the_right_way_with_words_for_both(qtbot: QtBot) -> None:
    drawn = Drawn()
    page = ExercisePage(Theme(Look.LIGHT), no_figure, drawn, moves=False)
    qtbot.addWidget(page)
    page.show_exercise(EXERCISES["low_squat"])
    page.resize(600, 1400)
    page.show()

    assert {"Heel down", "Wrong: heel lifted"} <= set(text(page).split("\n"))
    page.grab()
    assert set(drawn.drawn) == {
        ("low_squat", FigureFault.HEEL_LIFTED, False),
        ("low_squat", FigureFault.HEEL_LIFTED, True),
    }
    page.show_exercise(EXERCISES["open_book"])
    assert "Wrong:" not in text(page)


def test_the_drawing_moves_while_it_is_seen_and_stands_still_for_who_wants_that(qtbot: QtBot) -> None:
    drawn, still = Drawn(), Drawn()
    pages = [
        ExercisePage(Theme(Look.LIGHT), no_figure, drawings, moves=moves)
        for drawings, moves in ((drawn, True), (still, False))
    ]
    for page in pages:
        qtbot.addWidget(page)
        page.show_exercise(EXERCISES["low_squat"])
        page.show()
    qtbot.waitUntil(lambda: len(set(drawn.elapsed_ms)) >= 3)
    assert still.elapsed_ms == []
