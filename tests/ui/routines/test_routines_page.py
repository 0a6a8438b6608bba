from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QListWidget, QScrollArea, QTimeEdit, QWidget
from pytestqt.qtbot import QtBot

from mobility_gui.settings import Look
from mobility_gui.training.exercise import Kit, Side
from mobility_gui.training.plan import Plan, SpanKind, Timing
from mobility_gui.training.routine import Routine
from mobility_gui.ui.kit.controls import Button, Choice, Toggle
from mobility_gui.ui.kit.settings_card import OpeningRow
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.routines.body_map import BodyMap
from mobility_gui.ui.routines.routines_page import RoutinesPage
from mobility_gui.ui.routines.step_list import ROW_PX
from tests.ui.cut_texts import cut_texts, painted_words
from tests.ui.routines.invented import AFTER, EXERCISES, LONG_WARM_UP, MINE, ROUTINES, TRY_THIS, WARM_UP

NOW = datetime(2026, 11, 22, 7, 1, 30, tzinfo=timezone(timedelta(hours=1)))


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Figures:
    """Draws nothing, and remembers what was asked."""

    def __init__(self) -> None:
        self.asked: set[tuple[str, Side]] = set()

    def __call__(self, painter: QPainter, tile: QRectF, exercise: str, side: Side, ground: str) -> bool:
        self.asked.add((exercise, side))
        return False


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def figures() -> Figures:
    return Figures()


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot, clock: Clock, figures: Figures) -> RoutinesPage:
    theme = Theme(Look.LIGHT)
    theme.apply(qapp)
    page = RoutinesPage(theme, figures, clock)
    qtbot.addWidget(page)
    page.resize(1196, 800)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    show(page)
    page.setFocus()
    return page


def show(
    page: RoutinesPage,
    selected: str = WARM_UP.id,
    *,
    routines: tuple[Routine, ...] = ROUTINES,
    last_done: Mapping[str, date] | None = None,
    tighter: Side | None = None,
    tighter_first: bool = True,
    measure_first: bool = False,
) -> None:
    page.show_library(
        routines,
        EXERCISES,
        Timing(),
        last_done or {},
        selected,
        tighter=tighter,
        tighter_first=tighter_first,
        measure_first=measure_first,
    )


def rows(page: RoutinesPage, name: str = "Routines") -> QListWidget:
    return next(found for found in page.findChildren(QListWidget) if found.accessibleName() == name)


def texts(found: QListWidget) -> list[str]:
    return [found.item(row).text() for row in range(found.count())]


def labels(page: RoutinesPage) -> list[str]:
    QApplication.processEvents()  # what is added to a layout is shown a moment later
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def toggle(page: RoutinesPage, name: str) -> Toggle:
    return next(found for found in page.findChildren(Toggle) if found.accessibleName().startswith(name))


def fit_to(page: RoutinesPage, word: str) -> None:
    choice = page.findChildren(Choice)[0]
    choice.setCurrentIndex(choice.findText(word))
    choice.activated.emit(choice.currentIndex())


def plan_of(page: RoutinesPage) -> Plan:
    assert page.plan is not None
    return page.plan


def test_routines_stand_under_their_groups_with_minutes_and_the_last_time(page: RoutinesPage) -> None:
    show(page, last_done={WARM_UP.id: date(2026, 11, 20)})
    assert texts(rows(page)) == [
        "Before a run",
        "Warm-up, ankles, 7 min, last done Friday",
        "Warm-up with a very long name of its own, 13 min, not done yet",
        "After a run",
        "After the run, 10 min, not done yet",
        "Ankle work",
        "Ankles, try this, 7 min, not done yet",
        "Yoga",
        "Yoga for runners, 10 min, not done yet",
        "Mine",
        "Hotel room, 10 min, not done yet",
    ]


def test_the_routine_asked_for_is_chosen_and_an_unknown_one_gives_the_first(page: RoutinesPage) -> None:
    show(page, AFTER.id)
    assert plan_of(page).routine.id == AFTER.id
    show(page, "no_such_routine")
    assert plan_of(page).routine.id == WARM_UP.id


def test_without_a_routine_there_is_nothing_to_start(page: RoutinesPage, qtbot: QtBot) -> None:
    show(page, routines=())
    assert page.plan is None
    with qtbot.assertNotEmitted(page.start_requested):
        QTest.keyClick(rows(page), Qt.Key.Key_Return)


def test_down_goes_over_the_headings_and_tells_each_choice(page: RoutinesPage) -> None:
    told: list[str] = []
    page.selected_changed.connect(told.append)
    for _ in range(4):
        QTest.keyClick(rows(page), Qt.Key.Key_Down)
    assert told == [LONG_WARM_UP.id, AFTER.id, TRY_THIS.id, "yoga_for_runners"]


def test_return_starts_what_is_shown_from_the_list_and_from_the_switches(page: RoutinesPage, qtbot: QtBot) -> None:
    for place in (rows(page), toggle(page, "Measure first"), page.findChildren(Choice)[0]):
        with qtbot.waitSignal(page.start_requested) as told:
            QTest.keyClick(place, Qt.Key.Key_Return)
        assert told.args == [page.plan]


def test_control_and_return_start_even_from_a_step(page: RoutinesPage, qtbot: QtBot) -> None:
    steps = rows(page, "Steps")
    steps.setFocus()
    with qtbot.waitSignal(page.start_requested):
        QTest.keyClick(steps, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_the_button_starts_the_plan_that_is_shown(page: RoutinesPage, qtbot: QtBot) -> None:
    button = next(found for found in page.findChildren(Button) if found.text() == "Start")
    with qtbot.waitSignal(page.start_requested) as told:
        button.click()
    assert told.args == [page.plan]


def test_a_letter_filters_by_name_exercise_and_kit(page: RoutinesPage) -> None:
    field = page.findChildren(QLineEdit)[0]
    QTest.keyClicks(rows(page), "o")
    assert field.hasFocus()
    QTest.keyClicks(field, "pen book")
    assert texts(rows(page)) == [
        "After a run",
        "After the run, 10 min, not done yet",
        "Yoga",
        "Yoga for runners, 10 min, not done yet",
        "Mine",
        "Hotel room, 10 min, not done yet",
    ]
    assert plan_of(page).routine.id == AFTER.id
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert len(texts(rows(page))) == 11
    assert plan_of(page).routine.id == AFTER.id


def test_a_filter_without_a_match_says_so_and_keeps_the_routine_shown(page: RoutinesPage) -> None:
    field = page.findChildren(QLineEdit)[0]
    QTest.keyClicks(field, "zzz")
    assert texts(rows(page)) == []
    assert any("Nothing found" in text for text in labels(page))
    assert plan_of(page).routine.id == WARM_UP.id


def test_a_search_that_found_nothing_and_is_left_by_escape_keeps_the_routine(page: RoutinesPage) -> None:
    show(page, AFTER.id)
    field = page.findChildren(QLineEdit)[0]
    QTest.keyClicks(field, "zzz")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert plan_of(page).routine.id == AFTER.id
    assert rows(page).currentItem().text().startswith(AFTER.name)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert rows(page).hasFocus()


def test_tab_leads_to_the_search_and_from_there_to_the_list(page: RoutinesPage) -> None:
    field = page.findChildren(QLineEdit)[0]
    met = []
    for _ in range(9):
        focused = QApplication.focusWidget() or page
        met.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert met[met.index(field) + 1] is rows(page)


def test_a_name_that_reads_as_html_is_shown_as_it_was_written(page: RoutinesPage) -> None:
    bold = replace(WARM_UP, name="<b>Legs</b> & more")
    page.show_library((bold,), EXERCISES, Timing(), {}, bold.id)
    shown = QTextDocument()
    shown.setHtml(rows(page).item(1).toolTip())
    assert shown.toPlainText().startswith("<b>Legs</b> & more\n")
    title = next(found for found in page.findChildren(QLabel) if found.text() == bold.name)
    assert title.textFormat() is Qt.TextFormat.PlainText


def test_a_name_of_one_long_word_ends_in_dots_everywhere(page: RoutinesPage) -> None:
    word = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"
    long = replace(WARM_UP, name=word, purpose=word)
    exercises = {name: replace(exercise, name=word) for name, exercise in EXERCISES.items()}
    page.resize(816, 1200)
    page.show_library((long,), exercises, Timing(), {}, long.id)
    assert cut_texts(page, may_end_in_dots=(word,)) == []
    assert sum(one.text.startswith("Donau") and one.text.endswith("…") for one in painted_words(page)) > 3


def test_the_kit_stays_where_it_is_while_nothing_changes(page: RoutinesPage) -> None:
    before = [label for label in page.findChildren(QLabel) if label.text() in {"Ball", "Roller", "Mat"}]
    assert before
    show(page)
    page._refresh()
    assert [label for label in page.findChildren(QLabel) if label.text() in {"Ball", "Roller", "Mat"}] == before


def columns(steps: QListWidget) -> list[int]:
    """How many rows each column has."""
    left = [steps.visualItemRect(steps.item(row)).left() for row in range(steps.count())]
    return [left.count(edge) for edge in sorted(set(left))]


def test_on_a_wide_screen_the_steps_stand_in_two_columns(page: RoutinesPage, qtbot: QtBot) -> None:
    steps = rows(page, "Steps")
    page.resize(2476, 1400)
    qtbot.waitUntil(lambda: columns(steps) == [3, 2])
    assert steps.visualItemRect(steps.item(steps.count() - 1)).right() <= steps.viewport().width()
    page.resize(1196, 800)
    qtbot.waitUntil(lambda: steps.height() > ROW_PX * steps.count())


def test_a_slash_leads_to_the_filter_and_down_back_to_the_list(page: RoutinesPage) -> None:
    field = page.findChildren(QLineEdit)[0]
    QTest.keyClick(rows(page), Qt.Key.Key_Slash)
    assert field.hasFocus()
    assert field.text() == ""
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert rows(page).hasFocus()


def test_steps_say_side_dose_and_time(page: RoutinesPage) -> None:
    assert texts(rows(page, "Steps"))[0] == "Foot roll, each side, 30 s, 1:16"
    assert texts(rows(page, "Steps"))[4] == "Low squat, both sides, 10 reps, 0:49"


def test_the_times_of_the_steps_add_up_to_the_total(page: RoutinesPage) -> None:
    seconds = 0
    for text in texts(rows(page, "Steps")):
        minutes, rest = text.rsplit(", ", 1)[1].split(":")
        seconds += 60 * int(minutes) + int(rest)
    assert f"{seconds // 60}:{seconds % 60:02d}" in labels(page)


def test_each_tile_is_asked_for_and_without_a_drawing_names_the_joints(page: RoutinesPage, figures: Figures) -> None:
    page.grab()
    assert {exercise for exercise, _ in figures.asked} == {step.exercise for step in WARM_UP.steps}


def test_the_end_moves_on_with_the_minute(page: RoutinesPage, clock: Clock) -> None:
    ends = [text for text in labels(page) if text.startswith("ends ")]
    assert ends == [f"ends {NOW + timedelta(milliseconds=plan_of(page).total_ms):%H:%M}"]
    clock.now += timedelta(minutes=1)
    page._minute.timeout.emit()
    later = NOW + timedelta(minutes=1, milliseconds=plan_of(page).total_ms)
    assert f"ends {later:%H:%M}" in labels(page)
    assert page._minute.remainingTime() in range(29_000, 30_001)


def test_the_clock_is_not_watched_while_the_page_is_hidden(page: RoutinesPage) -> None:
    assert page._minute.isActive()
    page.hide()
    assert not page._minute.isActive()


def test_measuring_first_adds_the_test_and_is_told(page: RoutinesPage, qtbot: QtBot) -> None:
    before = plan_of(page).total_ms
    with qtbot.waitSignal(page.measure_first_changed) as told:
        toggle(page, "Measure first").click()
    assert told.args == [True]
    assert plan_of(page).spans[0].kind is SpanKind.MEASURE
    assert plan_of(page).total_ms > before
    assert texts(rows(page, "Steps"))[0].startswith("Knee to wall, each side, 3 tries a side")


def test_a_routine_that_measures_first_anyway_offers_no_switch(page: RoutinesPage) -> None:
    show(page, TRY_THIS.id, measure_first=True)
    assert not toggle(page, "Measure first").isVisible()
    assert [span.kind for span in plan_of(page).spans].count(SpanKind.MEASURE) == 2
    show(page, WARM_UP.id, measure_first=True)
    assert toggle(page, "Measure first").isVisible()
    assert toggle(page, "Measure first").isChecked()


def test_the_tighter_side_goes_first_until_it_is_switched_off(page: RoutinesPage, qtbot: QtBot) -> None:
    show(page, tighter=Side.RIGHT)
    assert (
        "Right goes first and gets an extra set: it was at least 1.5 cm tighter in your last two cold tests. "
        "That may not close the gap."
    ) in labels(page)
    first = next(span for span in plan_of(page).spans if span.kind is SpanKind.WORK)
    assert first.side is Side.RIGHT
    with qtbot.waitSignal(page.tighter_first_changed) as told:
        toggle(page, "Tighter side").click()
    assert told.args == [False]
    first = next(span for span in plan_of(page).spans if span.kind is SpanKind.WORK)
    assert first.side is Side.LEFT
    assert any(text.startswith("Right could go first") for text in labels(page))


def test_without_a_tighter_side_or_ankle_work_nothing_is_said_of_it(page: RoutinesPage) -> None:
    assert not toggle(page, "Tighter side").isVisible()
    show(page, MINE.id, tighter=Side.LEFT)
    assert toggle(page, "Tighter side").isVisible()
    only_back = Routine("b", "Back", MINE.phase, MINE.group, "For the back.", MINE.steps[:1])
    show(page, "b", routines=(only_back,), tighter=Side.LEFT)
    assert not toggle(page, "Tighter side").isVisible()


@pytest.mark.parametrize("minutes", [5, 8, 10, 15, 20])
def test_a_routine_is_fitted_to_the_minutes_wished(page: RoutinesPage, minutes: int) -> None:
    fit_to(page, f"{minutes} min")
    assert plan_of(page).total_ms <= minutes * 60_000
    fit_to(page, "full")
    assert plan_of(page).routine == WARM_UP


def test_a_leaving_time_is_kept_to_as_the_minutes_pass(page: RoutinesPage, clock: Clock) -> None:
    fit_to(page, "leave by…")
    (dialog,) = page.findChildren(QDialog)
    field = dialog.findChildren(QTimeEdit)[0]
    assert field.time().toPython() == time(7, 11)
    field.setTime(field.time().addSecs(-120))
    QTest.keyClick(field, Qt.Key.Key_Return)
    leaving = NOW.replace(minute=9, second=0)
    assert page.findChildren(Choice)[0].currentText() == "by 07:09"
    for _ in range(3):
        assert clock.now + timedelta(milliseconds=plan_of(page).total_ms) <= leaving
        clock.now += timedelta(minutes=1)
        page._minute.timeout.emit()


def test_a_dismissed_leaving_time_changes_nothing(page: RoutinesPage) -> None:
    fit_to(page, "8 min")
    fit_to(page, "leave by…")
    (dialog,) = page.findChildren(QDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert page.findChildren(Choice)[0].currentText() == "8 min"


def test_what_cannot_be_fitted_stays_as_it_is_and_is_said(page: RoutinesPage) -> None:
    page._bar.leave_at(time(7, 2))
    assert plan_of(page).routine == WARM_UP
    assert any("can’t get that short" in text for text in labels(page))


def test_what_fitting_did_is_said_where_it_is_seen_without_scrolling(page: RoutinesPage) -> None:
    fit_to(page, "5 min")
    (words,) = [text for text in labels(page) if text.startswith("Shortened: ")]
    line = next(found for found in page.findChildren(QLabel) if found.text() == words)
    assert not any(area.isAncestorOf(line) for area in page.findChildren(QScrollArea))
    fit_to(page, "full")
    assert not any(text.startswith("Shortened: ") for text in labels(page))


def test_another_routine_is_shown_as_it_is(page: RoutinesPage) -> None:
    fit_to(page, "5 min")
    QTest.keyClick(rows(page), Qt.Key.Key_Down)
    assert plan_of(page).routine == LONG_WARM_UP
    assert page.findChildren(Choice)[0].currentText() == "full"
    page._bar.leave_at(time(7, 9))
    show(page, AFTER.id)
    assert plan_of(page).routine == AFTER
    choice = page.findChildren(Choice)[0]
    assert (choice.currentText(), choice.itemText(choice.count() - 1)) == ("full", "leave by…")


def test_the_same_routine_shown_again_stays_fitted(page: RoutinesPage) -> None:
    fit_to(page, "5 min")
    show(page)
    assert plan_of(page).total_ms <= 5 * 60_000


def test_a_warm_up_with_long_holds_is_flagged_in_words(page: RoutinesPage) -> None:
    assert not any("60 s or longer" in text for text in labels(page))
    show(page, LONG_WARM_UP.id)
    assert any("60 s or longer" in text for text in labels(page))


def test_the_body_map_and_the_kit_belong_to_the_routine(page: RoutinesPage) -> None:
    body = page.findChildren(BodyMap)[0]
    assert body.accessibleName() == "Joints worked: foot, ankle, hip"
    show(page, AFTER.id)
    assert body.accessibleName() == "Joints worked: ankle, hip, upper back, shoulder blade"
    assert {kit.value.capitalize() for kit in (Kit.STEP, Kit.WALL, Kit.CUSHION, Kit.MAT)} <= set(labels(page))
    assert "Ball" not in labels(page)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_mat_check_is_at_hand_where_things_are_laid_out_and_starts_nothing(
    page: RoutinesPage, qtbot: QtBot, key: Qt.Key
) -> None:
    (row,) = page.findChildren(OpeningRow)
    row.setFocus()
    with qtbot.assertNotEmitted(page.start_requested), qtbot.waitSignal(page.mat_check_requested):
        QTest.keyClick(row, key)


def test_the_words_of_the_mat_check_fit_in_a_small_window(page: RoutinesPage, qtbot: QtBot) -> None:
    page.resize(816, 600)
    (row,) = page.findChildren(OpeningRow)
    qtbot.waitUntil(lambda: row.width() < 240)
    hint = QFontMetricsF(Theme(Look.LIGHT).text(Text.SECOND)).horizontalAdvance(row.accessibleDescription())
    assert hint < row.width() - 28


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_step_opens_its_exercise_and_starts_nothing(page: RoutinesPage, qtbot: QtBot, key: Qt.Key) -> None:
    steps = rows(page, "Steps")
    steps.setFocus()
    with qtbot.assertNotEmitted(page.start_requested), qtbot.waitSignal(page.exercise_requested) as asked:
        QTest.keyClick(steps, key)
    assert asked.args == [EXERCISES[WARM_UP.steps[0].exercise]]


def test_the_exercises_are_drawn_anew_when_a_picture_changed(
    page: RoutinesPage, figures: Figures, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(figures.asked))
    QApplication.processEvents()
    figures.asked.clear()
    QApplication.processEvents()
    assert not figures.asked
    page.repaint_figures()
    qtbot.waitUntil(lambda: bool(figures.asked))


def test_tab_goes_through_the_page_in_reading_order(page: RoutinesPage) -> None:
    show(page, tighter=Side.LEFT)
    page.findChildren(QLineEdit)[0].setFocus()
    order: list[QWidget | None] = []
    for _ in range(7):
        QTest.keyClick(page.window(), Qt.Key.Key_Tab)
        order.append(QApplication.focusWidget())
    start = next(found for found in page.findChildren(Button) if found.text() == "Start")
    assert order == [
        rows(page),
        rows(page, "Steps"),
        toggle(page, "Tighter side"),
        page.findChildren(OpeningRow)[0],
        toggle(page, "Measure first"),
        page.findChildren(Choice)[0],
        start,
    ]


@pytest.mark.parametrize(("width", "height"), [(816, 600), (1196, 800), (1836, 1200)])
def test_nothing_of_the_bar_is_cut_off(page: RoutinesPage, qtbot: QtBot, width: int, height: int) -> None:
    page.resize(width, height)
    start = next(found for found in page.findChildren(Button) if found.text() == "Start")
    qtbot.waitUntil(lambda: start.width() >= start.sizeHint().width())
    assert start.mapTo(page, start.rect().topRight()).x() < width - 16
    for label in (found for found in page._bar.findChildren(QLabel) if found.isVisible()):
        assert label.width() >= label.sizeHint().width(), label.text()


def test_the_window_can_be_made_small_after_it_was_large(page: RoutinesPage) -> None:
    assert page.minimumSizeHint().width() <= 816


def test_a_new_look_reaches_everything_that_is_shown(qapp: QApplication, qtbot: QtBot, figures: Figures) -> None:
    pictures = []
    for first, then in ((Look.DARK, Look.DARK), (Look.LIGHT, Look.DARK)):
        theme = Theme(first)
        theme.apply(qapp)
        page = RoutinesPage(theme, figures, Clock())
        qtbot.addWidget(page)
        page.resize(1196, 800)
        show(page, LONG_WARM_UP.id, tighter=Side.LEFT)
        page.show()
        page.grab()
        theme.set_look(then)
        QApplication.processEvents()
        pictures.append(page.grab().toImage())
        page.hide()
    fresh, changed = pictures
    assert fresh == changed


def test_what_hurt_the_last_times_comes_with_its_easier_variant(page: RoutinesPage) -> None:
    first = EXERCISES[WARM_UP.steps[0].exercise]
    page.show_sore({(first.id, Side.RIGHT)})
    show(page)
    assert f"{first.name} hurt the last two times on the right. Try this instead: {first.easier}" in labels(page)
