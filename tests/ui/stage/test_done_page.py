import itertools
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QScrollArea, QToolButton
from pytestqt.qtbot import QtBot

from mobility_gui.settings import Look
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Feeling
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.stage.done_page import DoneContent, DonePage, Ended
from mobility_gui.ui.stage.done_table import DoneRow
from mobility_gui.ui.stage.measured import SMALL, Measured, MeasuredAnkle
from tests.ui.cut_texts import painted_words

LEFT, RIGHT, BOTH = Side.LEFT, Side.RIGHT, Side.BOTH

BEFORE_AND_AFTER = Measured(
    (MeasuredAnkle(LEFT, "10.8", "11.5", "+0.7", "cm"), MeasuredAnkle(RIGHT, "11.7", "12.2", "+0.5", "cm")), SMALL
)

CONTENT = DoneContent(
    ending=Ended.COMPLETE,
    worked="8 min 46 s of exercise",
    when="Warm-up, ankles. Ended at 07:09. Have a good run.",
    counts="3 exercises, 1 stopped because it hurt",
    rows=(
        DoneRow("Foot roll", {LEFT: "30 s", RIGHT: "30 s"}, frozenset()),
        DoneRow("Ankle lunge", {LEFT: "30 s", RIGHT: "12 s, stopped: it hurt"}, frozenset({RIGHT})),
        DoneRow("Low squat", {BOTH: "10 reps"}, frozenset()),
    ),
    advice="If ankle lunge hurts again next time, try this: hold on to a chair.",
    saved="Saved on this computer.",
    measured=Measured(),
    measure_left_ms=292_000,
)


@pytest.fixture
def page(qtbot: QtBot) -> DonePage:
    theme = Theme(Look.LIGHT)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app)
    made = DonePage(theme)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show_done(CONTENT)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def texts(page: DonePage) -> list[str]:
    """What can be read, in the order it was made."""
    QApplication.processEvents()
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]


def button(page: DonePage, word: str) -> QPushButton:
    return next(found for found in page.findChildren(QPushButton) if found.text() == word)


def note(page: DonePage) -> QPlainTextEdit:
    found = page.findChild(QPlainTextEdit)
    assert isinstance(found, QPlainTextEdit)
    return found


def faces(page: DonePage) -> list[QToolButton]:
    return page.findChildren(QToolButton)


def test_what_was_really_held_is_told_per_exercise_and_side(page: DonePage) -> None:
    shown = texts(page)
    for words in (
        "Done", CONTENT.worked, CONTENT.when, CONTENT.counts, "← Left", "Right →",
        "Foot roll", "12 s, stopped: it hurt", "10 reps, both", CONTENT.advice, CONTENT.saved,
    ):  # fmt: skip
        assert words in shown


def test_left_stands_left_of_right_and_both_under_left(page: DonePage) -> None:
    at = {label.text(): label.mapTo(page, label.rect().topLeft()).x() for label in page.findChildren(QLabel)}
    assert at["Time held"] < at["← Left"] < at["Right →"]
    assert 0 < at["12 s, stopped: it hurt"] - at["Right →"] < 30  # after its warning sign
    assert at["10 reps, both"] == at["← Left"]


def test_the_side_that_hurt_stands_out_by_words_and_colour(page: DonePage) -> None:
    labels = {label.text(): label for label in page.findChildren(QLabel)}
    hurt, well = labels["12 s, stopped: it hurt"], labels["10 reps, both"]
    assert hurt.palette().windowText().color() != well.palette().windowText().color()


def test_only_a_session_done_to_its_end_gets_the_green_tick(page: DonePage) -> None:
    ticks, colors = {}, {}
    for ending in Ended:
        page.show_done(replace(CONTENT, ending=ending))
        ticks[ending], colors[ending] = page._tick.isVisible(), page._title.styleSheet()
    assert ticks == {Ended.COMPLETE: True, Ended.EARLY: False, Ended.NOTHING: False}
    assert colors[Ended.COMPLETE] != colors[Ended.EARLY] == colors[Ended.NOTHING]


def test_without_anything_done_there_is_no_table_and_nothing_to_feel_or_note(page: DonePage) -> None:
    words = "Nothing done this time."
    page.show_done(replace(CONTENT, ending=Ended.NOTHING, worked=words, counts="", rows=(), measure_left_ms=0))
    assert words in texts(page)
    assert "Time held" not in texts(page)
    assert not note(page).isVisible()
    assert not any(face.isVisible() for face in faces(page))


def test_what_was_shown_before_is_gone(page: DonePage) -> None:
    page.show_done(replace(CONTENT, rows=CONTENT.rows[2:], advice=""))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert "Foot roll" not in texts(page)
    assert CONTENT.advice not in texts(page)
    assert "10 reps, both" in texts(page)


# Measuring again


def test_the_offer_counts_down_to_the_end_of_its_five_minutes(page: DonePage) -> None:
    def words() -> str:
        return next(text for text in texts(page) if "Knee to wall" in text)

    assert "4:52" in words()
    page.show_left(291_000)
    assert "4:51" in words()
    page.show_left(0)
    assert "no longer counts" in words()
    assert "0:00" not in words()


def test_measuring_is_offered_first(page: DonePage, qtbot: QtBot) -> None:
    assert button(page, "Measure").hasFocus()
    with qtbot.waitSignal(page.measure_requested):
        QTest.keyClick(button(page, "Measure"), Qt.Key.Key_Return)


def test_space_pressed_a_moment_too_late_does_nothing(page: DonePage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.measure_requested), qtbot.assertNotEmitted(page.closed):
        QTest.keyClick(button(page, "Measure"), Qt.Key.Key_Space)
        QTest.keyClick(button(page, "Close"), Qt.Key.Key_Space)
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(button(page, "Close"), Qt.Key.Key_Return)


@pytest.mark.parametrize("by_key", [True, False])
def test_skipping_is_one_key_or_click_and_costs_nothing(page: DonePage, by_key: bool) -> None:
    if by_key:
        QTest.keyClick(page, Qt.Key.Key_N)
    else:
        QTest.mouseClick(button(page, "Skip (N)"), Qt.MouseButton.LeftButton)
    assert not button(page, "Measure").isVisible()
    assert button(page, "Close").hasFocus()


def test_an_n_in_the_note_is_only_a_letter(page: DonePage) -> None:
    note(page).setFocus()
    QTest.keyClicks(note(page), "never n")
    assert note(page).toPlainText() == "never n"
    assert button(page, "Measure").isVisible()


def test_what_was_measured_takes_the_place_of_the_offer(page: DonePage) -> None:
    page.show_measured(BEFORE_AND_AFTER, 0)
    painted = {words.text for words in painted_words(page)}
    assert painted >= {"← Left ankle", "10.8 → 11.5", "+0.7", "Right ankle →", "11.7 → 12.2", "+0.5", SMALL}
    assert page._panel._views[LEFT].accessibleName() == "Left ankle: 10.8 to 11.5 cm +0.7"
    assert not button(page, "Measure").isVisible()
    assert button(page, "Close").hasFocus()


@pytest.mark.parametrize("size", [(900, 600), (1280, 800), (1920, 1080)])
def test_the_values_are_larger_than_the_change_and_than_anything_but_the_title(
    page: DonePage, size: tuple[int, int]
) -> None:
    page.resize(*size)
    page.show_measured(BEFORE_AND_AFTER, 0)
    heights = {words.text: words.ink.height() for words in painted_words(page)}
    value = heights["10.8 → 11.5"]
    assert value > 1.3 * heights["+0.7"]
    assert value > 0.055 * size[1]  # as high as the cue on the stage
    assert all(
        height < value for words, height in heights.items() if words not in {"Done", "11.7 → 12.2", "10.8 → 11.5"}
    )


def test_an_ankle_measured_once_says_when(page: DonePage) -> None:
    page.show_measured(Measured((MeasuredAnkle(LEFT, "10.8", "", "", "cm"),)), 0)
    painted = {words.text for words in painted_words(page)}
    assert painted >= {"10.8", "before"}
    assert "Right ankle →" not in painted


def test_without_an_offer_there_is_nothing_to_skip(page: DonePage) -> None:
    page.show_done(replace(CONTENT, measure_left_ms=0))
    assert not page.skip_measuring()
    assert not button(page, "Measure").isVisible()


# Feeling and note


def test_a_feeling_is_told_at_once(page: DonePage) -> None:
    told: list[object] = []
    page.feeling_chosen.connect(told.append)
    assert [face.text() for face in faces(page)] == ["Stiff", "Usual", "Loose"]
    for face in faces(page):
        QTest.mouseClick(face, Qt.MouseButton.LeftButton)
    assert told == [Feeling.STIFF, Feeling.USUAL, Feeling.LOOSE]
    assert [face.isChecked() for face in faces(page)] == [False, False, True]


def test_the_note_is_given_whole_without_the_blanks_around_it(page: DonePage) -> None:
    assert page.note == ""
    note(page).setPlainText("  Calf was tight.  ")
    assert page.note == "Calf was tight."
    long = "Calf was tight. " * 200 + "End."
    note(page).setPlainText(long)
    assert page.note == long


def test_the_note_can_still_be_read_when_the_page_is_left(page: DonePage, qtbot: QtBot) -> None:
    note(page).setPlainText("Calf was tight.")
    for word, signal in (("See progress", page.progress_requested), ("Close", page.closed)):
        with qtbot.waitSignal(signal):
            QTest.mouseClick(button(page, word), Qt.MouseButton.LeftButton)
        assert page.note == "Calf was tight."


def test_the_next_session_begins_without_the_note_and_feeling_of_the_last(page: DonePage) -> None:
    QTest.mouseClick(faces(page)[0], Qt.MouseButton.LeftButton)
    note(page).setPlainText("Tight.")
    page.show_done(CONTENT)
    assert note(page).toPlainText() == ""
    assert not any(face.isChecked() for face in faces(page))


def test_tab_leaves_the_note(page: DonePage) -> None:
    note(page).setFocus()
    QTest.keyClick(note(page), Qt.Key.Key_Tab)
    assert not note(page).hasFocus()


@pytest.mark.parametrize("size", [(900, 600), (1280, 800)])
def test_nothing_is_cut_off_sideways_and_buttons_stay_in_the_window(page: DonePage, size: tuple[int, int]) -> None:
    page.resize(*size)
    QApplication.processEvents()
    assert (page.width(), page.height()) == size
    for area in page.findChildren(QScrollArea):
        assert area.horizontalScrollBar().maximum() == 0
    for found in (*page.findChildren(QPushButton), *faces(page), note(page)):
        corner = found.mapTo(page, found.rect().bottomRight())
        assert page.rect().contains(corner), found


@pytest.mark.parametrize("size", [(900, 600), (1024, 768), (1280, 800)])
@pytest.mark.parametrize("measured", [Measured(), BEFORE_AND_AFTER])
def test_nothing_lies_over_anything_else_and_the_page_does_not_scroll(
    page: DonePage, measured: Measured, size: tuple[int, int]
) -> None:
    page.resize(*size)
    page.show_measured(measured, 0 if measured.ankles else 200_000)
    QApplication.processEvents()
    ways = [faces(page)[0], note(page), button(page, "Close")]
    places = [QRect(found.mapTo(page, QPoint()), found.size()) for found in ways]
    assert all(upper.bottom() < lower.top() for upper, lower in itertools.pairwise(places)), places
    assert faces(page)[0].height() >= faces(page)[0].minimumSizeHint().height()
    assert note(page).height() >= 40
    assert button(page, "Close").height() >= 56
    assert page.findChildren(QScrollArea)[0].verticalScrollBar().maximum() == 0


def test_a_long_name_ends_in_dots_and_the_tool_tip_has_all_of_it(page: DonePage) -> None:
    name = "Donaudampfschifffahrtsgesellschaftskapitänswadendehnung"
    page.show_done(replace(CONTENT, rows=(DoneRow(name, {BOTH: "30 s"}, frozenset()),)))
    (painted,) = (words.text for words in painted_words(page) if words.text.startswith("Donau"))
    assert painted.endswith("…")
    (shown,) = (found for found in page.findChildren(QLabel) if found.text() == name)
    assert shown.toolTip() == name
