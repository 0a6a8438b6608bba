import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from mobility_gui.ankle.unit import Unit
from mobility_gui.settings import Look
from mobility_gui.training.exercise import Muscle, Side
from mobility_gui.training.history import History, statistics
from mobility_gui.training.record import Measurement, Occasion
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.tokens import StateColors
from mobility_gui.ui.progress.measurement_dialog import NOTHING_TYPED, MeasurementDialog
from mobility_gui.ui.progress.next_verdict import FOUND, TAKES
from mobility_gui.ui.progress.progress_page import ProgressPage
from mobility_gui.ui.progress.session_list import ROW_PX
from mobility_gui.ui.progress.verdict_words import NOT_COLD
from tests.giving_up import GIVE_UP_SECONDS
from tests.ui.cut_texts import cut_texts
from tests.ui.progress.history_makers import TODAY, a_history, a_session, weekly_history

ROOT = Path(__file__).parents[3]
LEFT_BUTTON = Qt.MouseButton.LeftButton


def draw_nothing(_painter: QPainter, _rect: QRectF, _colors: StateColors) -> None:
    return None


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> ProgressPage:
    theme = Theme(Look.LIGHT)
    theme.apply(qapp)
    made = ProgressPage(theme, draw_nothing)
    qtbot.addWidget(made)
    made.resize(1196, 800)
    made.show()
    return made


def show(page: ProgressPage, history: History, unit: Unit = Unit.CM) -> None:
    page.show_history(history, statistics(history), unit)


def words_in(page: ProgressPage) -> set[str]:
    return {found.text() for found in page.findChildren(QLabel) if found.isVisible()}


def press(page: ProgressPage, word: str) -> None:
    button = next(b for b in page.findChildren(QPushButton) if b.text() == word and b.isVisible())
    QTest.mouseClick(button, LEFT_BUTTON)


def test_an_empty_record_shows_three_steps_and_asks_to_measure(page: ProgressPage) -> None:
    heard: list[str] = []
    page.measure_requested.connect(lambda: heard.append("measure"))
    page.routine_requested.connect(lambda: heard.append("routine"))
    show(page, History(TODAY))
    assert "Start with one number for each ankle" in words_in(page)
    press(page, "Measure now")
    press(page, "Choose a routine first")
    assert heard == ["measure", "routine"]


def test_sessions_without_a_test_show_no_chart_but_the_way_to_one(page: ProgressPage) -> None:
    heard: list[str] = []
    page.measure_requested.connect(lambda: heard.append("measure"))
    show(page, a_history(a_session(1, 0)))
    assert page._chart is None
    press(page, "Measure now")
    assert heard == ["measure"]


def often(*cold_mm: float, days_apart: float = 3.5) -> History:
    """Tests of the left ankle at this pace, the last one today."""
    ago = [days_apart * (len(cold_mm) - 1 - number) for number in range(len(cold_mm))]
    return a_history(*(a_session(n, day, mm) for n, (day, mm) in enumerate(zip(ago, cold_mm, strict=True), 1)))


RISING = [80, *(90 + 0.8 * number for number in range(47))]


def test_a_record_with_tests_shows_chart_and_verdict(page: ProgressPage) -> None:
    show(page, often(*RISING))
    assert page._chart is not None
    assert page._chart.isVisible()
    assert {"Improved", "+3.7 cm", "since June", "Now 12.7 cm", "±0.3", "Not measured yet."} <= words_in(page)
    assert {"Up from 9.0, change ±0.4 cm.", "Next verdict", "25 November"} <= words_in(page)
    assert "The verdict of 28 October holds until then." in words_in(page)


def test_a_fall_is_said_plainly(page: ProgressPage) -> None:
    show(page, often(140, *(130 - 0.8 * number for number in range(47))))
    assert {"Worse", "−3.7 cm"} <= words_in(page)


def test_before_a_verdict_its_day_and_how_far_it_is_are_shown_and_an_average(page: ProgressPage) -> None:
    show(page, weekly_history([80, 90, 110, 110]))
    assert {"4 of 5 tests", "First verdict on 29 November", "10.3 cm", "±0.8"} <= words_in(page)
    assert "One more test by then, over 14 days. Test cold, before you warm up." in words_in(page)
    assert {"What a verdict takes", TAKES, FOUND} <= words_in(page)
    assert not any("since" in words for words in words_in(page))
    show(page, often(*[90] * 7))
    assert {"7 tests", "Enough tests for it. Each one more makes it surer. Test cold, before you warm up."} <= words_in(
        page
    )
    show(page, often(*[90] * 6, days_apart=1))
    assert {"6 tests, the last 5 over 4 of 14 days", "First verdict on 15 December"} <= words_in(page)


def test_inches_are_shown_when_chosen(page: ProgressPage) -> None:
    show(page, weekly_history([127]), Unit.INCH)
    assert {"5.0 in", "±0.5", "in inches"} <= words_in(page)


def test_the_record_may_empty_and_fill_again(page: ProgressPage) -> None:
    show(page, weekly_history([90, 95]))
    show(page, History(TODAY))
    show(page, a_history(a_session(1, 0)))
    assert page._chart is not None
    assert not page._chart.isVisible()
    show(page, weekly_history([90, 95]))
    assert page._chart.isVisible()


LOW_WINDOW = QSize(1280 - 84, 800 - 34 - 44)
"""What rail, title bar and the bar of the demo leave of a screen of 1280 by 800."""


def a_full_history() -> History:
    """Half a year of tests before and after, with more muscles held than a low window has rows for."""
    lines = [a_session(n + 1, 4 * n, 90 + n % 9, 110 + n % 7, 97 + n % 5, 117 + n % 6) for n in range(45)]
    held = {muscle: {Side.LEFT: 300_000, Side.RIGHT: 300_000} for muscle in Muscle}
    return replace(a_history(*lines), held_ms=held)


def test_on_a_small_screen_nothing_scrolls_and_no_row_or_card_is_cut(page: ProgressPage) -> None:
    page.resize(LOW_WINDOW)
    show(page, a_full_history())
    QApplication.processEvents()
    assert page._scroll.verticalScrollBar().maximum() == 0
    for card in (page._verdict, page._chart_card, page._next, page._ledger, page._month, page._sessions):
        assert (
            page._scroll.viewport().rect().contains(QRect(card.mapTo(page._scroll.viewport(), QPoint()), card.size()))
        )
    assert page._sessions._list.viewport().height() % ROW_PX == 0
    assert (
        cut_texts(page._scroll.viewport(), may_end_in_dots=tuple(f"Session {number}" for number in range(1, 46))) == []
    )


def test_in_a_large_window_the_calendar_and_the_muscles_have_their_full_height(page: ProgressPage) -> None:
    page.resize(1836, 1000)
    show(page, a_full_history())
    QApplication.processEvents()
    assert page._month._days.height() == page._month._days.sizeHint().height()
    assert page._ledger._bars.height() == page._ledger._bars.sizeHint().height()


@pytest.mark.parametrize("size", [QSize(680, 460), QSize(816, 526)])
def test_in_a_low_window_the_empty_page_scrolls_and_no_line_is_cut(page: ProgressPage, size: QSize) -> None:
    page.resize(size)
    show(page, History(TODAY))
    QApplication.processEvents()
    lines = [line for line in page._empty.findChildren(QLabel) if line.isVisible() and line.text()]
    assert len(lines) == 8
    assert [line.text() for line in lines if line.height() < line.heightForWidth(line.width())] == []


def test_a_narrow_window_puts_the_verdict_first_in_one_column(page: ProgressPage, qtbot: QtBot) -> None:
    show(page, weekly_history([90, 95], [110, 111]))
    verdict, chart, following = page._verdict, page._chart_card, page._next
    page.resize(816, 600)
    qtbot.waitUntil(lambda: chart.geometry().bottom() < following.geometry().top(), timeout=GIVE_UP_SECONDS * 1000)
    assert verdict.geometry().bottom() < chart.geometry().top()
    page.resize(1196, 800)
    qtbot.waitUntil(lambda: chart.geometry().right() < following.geometry().left(), timeout=GIVE_UP_SECONDS * 1000)
    assert verdict.geometry().bottom() < chart.geometry().top()


def test_one_side_at_least_stays_on(page: ProgressPage) -> None:
    show(page, weekly_history([90, 95], [110, 111]))
    left, right = page._toggles._buttons.values()
    QTest.mouseClick(left, LEFT_BUTTON)
    assert page._toggles.sides == {Side.RIGHT}
    QTest.mouseClick(right, LEFT_BUTTON)
    assert page._toggles.sides == {Side.LEFT}


def test_what_scrolls_takes_no_focus_from_what_is_in_it(page: ProgressPage) -> None:
    show(page, weekly_history([90, 95]))
    page._export.setFocus()
    seen = []
    for _ in range(15):
        QTest.keyClick(page, Qt.Key.Key_Tab)
        seen.append(page.focusWidget())
    assert page._sessions._list in seen
    assert page._scroll not in seen


def menu_words(page: ProgressPage, name: str) -> list[str]:
    menu = page._exports if name == "Export" else page._more
    return [action.text() for action in menu.actions()]


def test_all_that_can_be_saved_is_offered_in_one_menu(page: ProgressPage, qtbot: QtBot) -> None:
    show(page, weekly_history([90]))
    press(page, "Export")
    assert page._exports.isVisible()
    assert [words.split("(")[-1] for words in menu_words(page, "Export")] == ["PDF)", "PNG)", "SVG)", "CSV)", "JSON)"]
    with qtbot.waitSignal(page.export_requested) as asked:
        page._exports.actions()[0].trigger()
    assert asked.args == ["report"]
    page._exports.close()


def test_an_empty_page_can_import_and_print_but_has_nothing_to_export(page: ProgressPage, qtbot: QtBot) -> None:
    show(page, History(TODAY))
    assert not page._export.isVisible()
    QTest.mouseClick(page._dots, LEFT_BUTTON)
    assert page._more.isVisible()
    with qtbot.waitSignal(page.more_requested) as asked:
        page._more.actions()[0].trigger()
    assert asked.args == ["import"]
    page._more.close()


def test_a_session_is_asked_for_from_the_list_and_from_the_chart(page: ProgressPage) -> None:
    heard: list[int] = []
    page.session_requested.connect(heard.append)
    show(page, weekly_history([90, 95, 100]))
    page._sessions._list.activated.emit(page._sessions._model.index(0, 0))
    assert page._chart is not None
    page._chart.session_asked.emit(1)
    assert heard == [3, 1]


def test_what_was_typed_in_stands_among_the_sessions(page: ProgressPage) -> None:
    show(page, a_history(a_session(1, 4), a_session(-7, 0, 95, 95)))
    assert page._sessions._model.index(0, 0).data() == "Today, Entered by hand, left 9.5, right 9.5"
    assert "1 + 1 entered by hand" in words_in(page)


def test_a_change_can_be_undone_as_long_as_the_bar_is_there(page: ProgressPage, qtbot: QtBot) -> None:
    page.offer_undo("Deleted. You can restore it for 30 days.")
    with qtbot.waitSignal(page.undo_requested):
        press(page, "Undo")
    assert not page._undo.isVisible()


def test_ctrl_z_takes_back_what_can_be_taken_back_and_nothing_else(page: ProgressPage) -> None:
    heard: list[str] = []
    page.undo_requested.connect(lambda: heard.append("undo"))
    page.activateWindow()
    page.say("Saved as x.")
    QTest.keySequence(page, QKeySequence(QKeySequence.StandardKey.Undo))
    assert heard == []
    page.offer_undo("Measurement added.")
    QTest.keySequence(page, QKeySequence(QKeySequence.StandardKey.Undo))
    assert heard == ["undo"]
    assert page._undo.isHidden()


def test_nobody_turns_to_a_month_that_is_yet_to_come(page: ProgressPage) -> None:
    show(page, weekly_history([90]))
    assert not page._month._after.isEnabled()
    page._month._go_back()
    assert page._month._after.isEnabled()


def test_the_numbers_are_explained_from_the_verdict(page: ProgressPage, qtbot: QtBot) -> None:
    show(page, weekly_history([90]))
    with qtbot.waitSignal(page.more_requested) as asked:
        press(page, "About the numbers")
    assert asked.args == ["numbers"]


@pytest.mark.parametrize(
    ("history", "said"),
    [
        (weekly_history([98]), {"1 of 5 tests", "Average of 1 test so far.", "Not measured yet."}),
        (weekly_history([98, 99], [100, None]), {"2 of 5 tests", "9.9 cm", "10.0 cm"}),
        (weekly_history([98] * 5), {"No clear change", "Now 9.8 cm", "Today’s verdict holds until then."}),
        (weekly_history([98 + week % 3 for week in range(500)]), {"No clear change"}),
        (weekly_history([None, None], [100, 101]), {"Not measured yet.", "10.1 cm"}),
        (
            a_history(a_session(1, 0, left_after_mm=104)),
            {NOT_COLD},
        ),
        (a_history(a_session(1, 1, 101.6), a_session(2, 0, 123.825)), {"12.4 cm"}),
    ],
    ids=["one", "two", "five", "five hundred", "one side", "after only", "inches among cm"],
)
def test_every_state_of_a_record_has_words_that_make_sense(
    page: ProgressPage, history: History, said: set[str]
) -> None:
    show(page, history)
    assert said <= words_in(page)
    assert page._chart is not None
    assert page._chart.isVisible()


def measurement_dialog(page: ProgressPage) -> tuple[MeasurementDialog, dict[str, QLineEdit]]:
    press(page, "Add a measurement")
    dialog = page.findChildren(MeasurementDialog)[-1]
    return dialog, {side.value: field for side, field in dialog._fields.items()}


def add(dialog: MeasurementDialog) -> None:
    QTest.mouseClick(next(b for b in dialog.findChildren(QPushButton) if b.text() == "Add"), LEFT_BUTTON)


def test_an_earlier_measurement_is_added_with_its_day(page: ProgressPage) -> None:
    heard: list[tuple[Measurement, ...]] = []
    page.measurement_added.connect(heard.append)
    show(page, weekly_history([90]))
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
    show(page, weekly_history([90]))
    dialog, fields = measurement_dialog(page)
    fields["right"].setText(typed)
    add(dialog)
    assert heard == []
    assert dialog._sentence.text() == sentence
    assert dialog.isVisible()
    dialog.reject()


def test_a_measurement_far_off_all_others_is_asked_about_once(page: ProgressPage) -> None:
    heard: list[tuple[Measurement, ...]] = []
    page.measurement_added.connect(heard.append)
    show(page, weekly_history([90, 95]))
    dialog, fields = measurement_dialog(page)
    fields["left"].setText("1.5")
    fields["right"].setText("25")  # never measured, so nothing to compare it with
    add(dialog)
    said = "1.5 cm is far off: the closest other value is 9.0 cm. If it’s right, press Add again."
    assert (heard, dialog._sentence.text()) == ([], said)
    fields["left"].setText("15.5")
    add(dialog)
    assert heard == []
    add(dialog)
    ((left, right),) = heard
    assert (left.value_mm, right.value_mm) == (155, 250)
    dialog.reject()


@pytest.fixture
def german_system() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German))
    yield
    QLocale.setDefault(before)


@pytest.mark.usefixtures("german_system")
def test_the_day_is_in_english_whatever_the_system_speaks(page: ProgressPage) -> None:
    show(page, weekly_history([90]))
    dialog, _ = measurement_dialog(page)
    dialog._day.setDate(date(2026, 10, 1))  # type: ignore[arg-type]  # Qt takes Python's dates too
    assert dialog._day.text() == "1 October 2026"
    assert dialog._day.calendarWidget().locale().language() is QLocale.Language.English
    assert dialog._day.calendarWidget().firstDayOfWeek() is Qt.DayOfWeek.Monday
    dialog.reject()


def test_no_later_day_than_today_can_be_chosen(page: ProgressPage) -> None:
    show(page, weekly_history([90]))
    dialog, _ = measurement_dialog(page)
    assert dialog._day.maximumDate().toPython() == TODAY
    dialog.reject()


def test_the_month_can_be_turned(page: ProgressPage) -> None:
    show(page, weekly_history([90] * 6))
    titles = [page._month._title.text()]
    for _ in range(11):
        page._month._go_back()
        titles.append(page._month._title.text())
    assert titles[0:3] == ["November", "October", "September"]
    assert titles[-1] == "December 2025"
    page._month._go_on()
    assert page._month._title.text() == "January"


def test_a_screen_reader_hears_a_session_as_one_line(page: ProgressPage) -> None:
    show(page, a_history(a_session(1, 1, 98, 118)))
    index = page._sessions._model.index(0, 0)
    assert index.data() == "Yesterday, Session 1, left 9.8, right 11.8, 6:36"


def test_pyqtgraph_is_not_loaded_before_the_page_is_seen() -> None:
    code = """
import sys
from PySide6.QtWidgets import QApplication
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.progress.progress_page import ProgressPage
from mobility_gui.ui.progress.next_verdict import FOUND, TAKES
from mobility_gui.ui.progress.verdict_words import NOT_COLD
from mobility_gui.training.history import statistics
from tests.ui.progress.history_makers import weekly_history
app = QApplication([])
page = ProgressPage(Theme(), lambda painter, rect, colors: None)
history = weekly_history([90, 95])
page.show_history(history, statistics(history))
before = {"pyqtgraph", "numpy"} & set(sys.modules)
page.show()
print(sorted(before), "pyqtgraph" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[] True"


def test_the_month_and_the_row_stay_where_the_runner_left_them(page: ProgressPage) -> None:
    show(page, weekly_history([90] * 30))
    page._month._go_back()
    page._sessions._list.setCurrentIndex(page._sessions._model.index(4, 0))
    show(page, weekly_history([91] * 30))
    assert page._month._title.text() == "October"
    assert page._sessions._list.currentIndex().row() == 4


@pytest.mark.parametrize(
    ("typed", "told"),
    [("9,5", "cm"), ("9 1/2", "= 24.1 cm"), ("5½", "= 14.0 cm"), ("95 mm", "= 9.5 cm"), ("9 x", "cm")],
)
def test_what_is_typed_in_another_unit_is_told_back_before_it_is_kept(
    page: ProgressPage, typed: str, told: str
) -> None:
    show(page, weekly_history([90]))
    dialog, fields = measurement_dialog(page)
    fields["left"].setText(typed)
    assert dialog._fields[Side.LEFT].unit_label.text() == told
    dialog.reject()
