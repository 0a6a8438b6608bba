import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from mobility_gui.ankle.trial import Trial
from mobility_gui.ankle.unit import Unit
from mobility_gui.settings import Look
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import ANKLES, History
from mobility_gui.training.record import Measurement, Occasion
from mobility_gui.ui.progress.measurement_dialog import NOTHING_TYPED, MeasurementDialog
from mobility_gui.ui.progress.progress_page import ProgressPage
from mobility_gui.ui.progress.session_dialog import SessionDialog
from mobility_gui.ui.progress.typed_in_dialog import TypedInDialog
from mobility_gui.ui.theme import StateColors, Theme
from tests.ui.progress.history_makers import NOW, TODAY, a_session, weekly_history

ROOT = Path(__file__).parents[3]
LEFT_BUTTON = Qt.MouseButton.LeftButton


def draw_nothing(_painter: QPainter, _rect: QRectF, _colors: StateColors) -> None:
    return None


@pytest.fixture
def page(qtbot: QtBot) -> ProgressPage:
    made = ProgressPage(Theme(Look.LIGHT), draw_nothing)
    qtbot.addWidget(made)
    made.resize(1196, 800)
    made.show()
    return made


def words_in(page: ProgressPage) -> set[str]:
    return {found.text() for found in page.findChildren(QLabel) if found.isVisible()}


def press(page: ProgressPage, word: str) -> None:
    button = next(b for b in page.findChildren(QPushButton) if b.text() == word and b.isVisible())
    QTest.mouseClick(button, LEFT_BUTTON)


def test_an_empty_record_shows_three_steps_and_asks_to_measure(page: ProgressPage) -> None:
    heard: list[str] = []
    page.measure_requested.connect(lambda: heard.append("measure"))
    page.routine_requested.connect(lambda: heard.append("routine"))
    page.show_history(History(TODAY))
    assert "Start with one number for each ankle" in words_in(page)
    press(page, "Measure now")
    press(page, "Choose a routine first")
    assert heard == ["measure", "routine"]


def test_sessions_without_a_test_show_no_chart_but_the_way_to_one(page: ProgressPage) -> None:
    heard: list[str] = []
    page.measure_requested.connect(lambda: heard.append("measure"))
    page.show_history(History(TODAY, (a_session(1, 0),)))
    assert page._chart is None
    press(page, "Measure now")
    assert heard == ["measure"]


def test_a_record_with_tests_shows_chart_and_verdict(page: ProgressPage) -> None:
    page.show_history(weekly_history([80, 90, 90, 90, 110, 110, 110]))
    assert page._chart is not None
    assert page._chart.isVisible()
    assert {"+2.0 since the start", "11.0", "cm now", "More than the 1.1 cm these data can show."} <= words_in(page)
    assert "not measured yet" in words_in(page)


def test_before_a_verdict_no_change_is_shown(page: ProgressPage) -> None:
    page.show_history(weekly_history([80, 90, 110, 110]))
    assert "Cannot tell yet." in words_in(page)
    assert not any("since the start" in words for words in words_in(page))


def test_inches_are_shown_when_chosen(page: ProgressPage) -> None:
    page.show_history(weekly_history([127]), Unit.INCH)
    assert {"5.0", "in now", "in inches"} <= words_in(page)


def test_the_record_may_empty_and_fill_again(page: ProgressPage) -> None:
    page.show_history(weekly_history([90, 95]))
    page.show_history(History(TODAY))
    page.show_history(History(TODAY, (a_session(1, 0),)))
    assert page._chart is not None
    assert not page._chart.isVisible()
    page.show_history(weekly_history([90, 95]))
    assert page._chart.isVisible()


def test_a_narrow_window_puts_the_verdict_first_in_one_column(page: ProgressPage) -> None:
    page.show_history(weekly_history([90, 95], [110, 111]))
    page.resize(816, 600)
    QApplication.processEvents()
    assert page._verdict.geometry().bottom() < page._chart_card.geometry().top()
    assert page._verdict.width() > 700
    page.resize(1196, 800)
    QApplication.processEvents()
    assert page._chart_card.geometry().right() < page._verdict.geometry().left()


def test_one_side_at_least_stays_on(page: ProgressPage) -> None:
    page.show_history(weekly_history([90, 95], [110, 111]))
    left, right = page._toggles._buttons.values()
    QTest.mouseClick(left, LEFT_BUTTON)
    assert page._toggles.sides == {Side.RIGHT}
    QTest.mouseClick(right, LEFT_BUTTON)
    assert page._toggles.sides == {Side.LEFT}


def test_what_scrolls_takes_no_focus_from_what_is_in_it(page: ProgressPage) -> None:
    page.show_history(weekly_history([90, 95]))
    page._export.setFocus()
    seen = []
    for _ in range(15):
        QTest.keyClick(page, Qt.Key.Key_Tab)
        seen.append(page.focusWidget())
    assert page._sessions._list in seen
    assert page._scroll not in seen


def test_export_is_asked_for(page: ProgressPage, qtbot: QtBot) -> None:
    page.show_history(weekly_history([90]))
    with qtbot.waitSignal(page.export_requested):
        press(page, "Export")


def opened(page: ProgressPage) -> SessionDialog:
    index = page._sessions._model.index(0, 0)
    page._sessions._list.activated.emit(index)
    return page.findChildren(SessionDialog)[-1]


def test_a_deleted_session_is_offered_back(page: ProgressPage) -> None:
    heard: list[tuple[str, int]] = []
    page.session_deleted.connect(lambda number: heard.append(("deleted", number)))
    page.session_restored.connect(lambda number: heard.append(("restored", number)))
    page.show_history(weekly_history([90, 95, 100]))
    dialog = opened(page)
    QTest.mouseClick(next(b for b in dialog.findChildren(QPushButton) if b.text() == "Delete"), LEFT_BUTTON)
    press(page, "Undo")
    assert heard == [("deleted", 3), ("restored", 3)]
    assert not page._undo.isVisible()


def test_what_was_typed_in_can_be_deleted_and_brought_back(page: ProgressPage) -> None:
    heard: list[tuple[str, tuple[Measurement, ...]]] = []
    page.measurement_deleted.connect(lambda measured: heard.append(("deleted", measured)))
    page.measurement_added.connect(lambda measured: heard.append(("added", measured)))
    typed = tuple(Measurement(side, Occasion.COLD, NOW, (Trial(95),)) for side in ANKLES)
    page.show_history(History(TODAY, (a_session(1, 4),), typed))
    index = page._sessions._model.index(0, 0)
    assert index.data() == "Today, Typed in by hand, left 9.5, right 9.5"
    assert {"All 1, and 1 typed in"} <= words_in(page)
    page._sessions._list.activated.emit(index)
    (dialog,) = page.findChildren(TypedInDialog)
    assert "Left, cold: 9.5 cm (9.5)" in {found.text() for found in dialog.findChildren(QLabel)}
    QTest.mouseClick(next(b for b in dialog.findChildren(QPushButton) if b.text() == "Delete"), LEFT_BUTTON)
    assert "Measurement deleted." in words_in(page)
    press(page, "Undo")
    assert heard == [("deleted", typed), ("added", typed)]


def test_a_note_is_told_once_and_kept_on_the_page(page: ProgressPage) -> None:
    heard: list[tuple[int, str]] = []
    page.note_changed.connect(lambda number, note: heard.append((number, note)))
    page.show_history(weekly_history([90, 95]))
    dialog = opened(page)
    dialog._note.setPlainText(" stiff after the race ")
    dialog.reject()
    again = opened(page)
    assert again._note.toPlainText() == "stiff after the race"
    again.accept()
    assert heard == [(2, "stiff after the race")]


def measurement_dialog(page: ProgressPage) -> tuple[MeasurementDialog, dict[str, QLineEdit]]:
    press(page, "Add a measurement")
    dialog = page.findChildren(MeasurementDialog)[-1]
    return dialog, {side.value: field for side, field in dialog._fields.items()}


def add(dialog: MeasurementDialog) -> None:
    QTest.mouseClick(next(b for b in dialog.findChildren(QPushButton) if b.text() == "Add"), LEFT_BUTTON)


def test_an_earlier_measurement_is_added_with_its_day(page: ProgressPage) -> None:
    heard: list[tuple[Measurement, ...]] = []
    page.measurement_added.connect(heard.append)
    page.show_history(weekly_history([90]))
    dialog, fields = measurement_dialog(page)
    dialog._day.setDate(date(2026, 10, 1))  # type: ignore[arg-type]  # Qt takes Python's dates too
    fields["left"].setText("9,5")
    add(dialog)
    ((measured,),) = heard
    assert (measured.side, measured.occasion, measured.value_mm) == (Side.LEFT, Occasion.COLD, 95)
    assert (measured.at.date(), measured.at.hour) == (date(2026, 10, 1), 12)
    assert measured.at.utcoffset() is not None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", NOTHING_TYPED), ("127", "127 is outside 0 to 30 cm; please read the tape again.")],
)
def test_a_wrong_measurement_adds_nothing_and_says_why(page: ProgressPage, typed: str, sentence: str) -> None:
    heard: list[object] = []
    page.measurement_added.connect(heard.append)
    page.show_history(weekly_history([90]))
    dialog, fields = measurement_dialog(page)
    fields["right"].setText(typed)
    add(dialog)
    assert heard == []
    assert dialog._sentence.text() == sentence
    assert dialog.isVisible()
    dialog.reject()


def test_no_later_day_than_today_can_be_chosen(page: ProgressPage) -> None:
    page.show_history(weekly_history([90]))
    dialog, _ = measurement_dialog(page)
    assert dialog._day.maximumDate().toPython() == TODAY
    dialog.reject()


def test_the_month_can_be_turned(page: ProgressPage) -> None:
    page.show_history(weekly_history([90] * 6))
    titles = [page._month._title.text()]
    for _ in range(11):
        page._month._go_back()
        titles.append(page._month._title.text())
    assert titles[0:3] == ["November", "October", "September"]
    assert titles[-1] == "December 2025"
    page._month._go_on()
    assert page._month._title.text() == "January"


def test_a_screen_reader_hears_a_session_as_one_line(page: ProgressPage) -> None:
    page.show_history(History(TODAY, (a_session(1, 1, 98, 118),)))
    index = page._sessions._model.index(0, 0)
    assert index.data() == "Yesterday, Session 1, left 9.8, right 11.8, 6:36"


def test_pyqtgraph_is_not_loaded_before_the_page_is_seen() -> None:
    code = """
import sys
from PySide6.QtWidgets import QApplication
from mobility_gui.ui.theme import Theme
from mobility_gui.ui.progress.progress_page import ProgressPage
from tests.ui.progress.history_makers import weekly_history
app = QApplication([])
page = ProgressPage(Theme(), lambda painter, rect, colors: None)
page.show_history(weekly_history([90, 95]))
before = {"pyqtgraph", "numpy"} & set(sys.modules)
page.show()
print(sorted(before), "pyqtgraph" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[] True"
