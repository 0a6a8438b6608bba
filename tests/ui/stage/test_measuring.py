import sys

import pytest
from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QTextDocumentFragment, QTransform
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mobility_gui.ankle.trial import Trial, TrialFault
from mobility_gui.ankle.unit import Unit
from mobility_gui.settings import Look
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Occasion
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.tokens import StateColors
from mobility_gui.ui.stage.measuring import ASK_TO_SKIP, HINT, KEEP_IT, NOTHING_YET, MeasuringPage
from mobility_gui.ui.stage.trial_row import ValueField
from mobility_gui.ui.stage.verdict_strip import strip_ends_mm, ticks_mm, verdict_sentences

KEY = Qt.Key


def draw_nothing(_painter: QPainter, _rect: QRectF, _colors: StateColors) -> QTransform | None:
    return None


class Heard:
    """What the page told, in order."""

    def __init__(self, page: MeasuringPage) -> None:
        self.saved: list[dict[Side, tuple[Trial, ...]]] = []
        self.skipped = 0
        self.units: list[Unit] = []
        page.saved.connect(self.saved.append)
        page.skipped.connect(self._skip)
        page.unit_changed.connect(self.units.append)

    def _skip(self) -> None:
        self.skipped += 1


@pytest.fixture
def page(qtbot: QtBot) -> MeasuringPage:
    theme = Theme(Look.LIGHT)
    made = MeasuringPage(theme, draw_nothing)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.begin(Unit.CM, Occasion.COLD, 127)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def type_in(page: MeasuringPage, *texts: str) -> None:
    """Type each text and press Enter, as a runner does."""
    for text in texts:
        QTest.keyClicks(focused(page), text)
        QTest.keyClick(focused(page), KEY.Key_Return)


def focused(page: MeasuringPage) -> QWidget:
    widget = page.focusWidget()
    assert widget is not None
    return widget


def fields(page: MeasuringPage) -> list[ValueField]:
    return [row.field for column in page._columns.values() for row in column.rows]


def verdict(page: MeasuringPage) -> str:
    return QTextDocumentFragment.fromHtml(page._verdict.text()).toPlainText()


def test_six_numbers_and_seven_enters_save_the_session(page: MeasuringPage) -> None:
    heard = Heard(page)
    type_in(page, "9.5", "10", "10,0", "11.5", "12", "12.5 cm", "")
    assert heard.saved == [
        {
            Side.LEFT: (Trial(95), Trial(100), Trial(100)),
            Side.RIGHT: (Trial(115), Trial(120), Trial(125)),
        }
    ]


def test_the_first_field_has_the_focus(page: MeasuringPage) -> None:
    assert focused(page) is fields(page)[0]


def test_trials_left_empty_are_not_there(page: MeasuringPage) -> None:
    heard = Heard(page)
    type_in(page, "9.5", "", "", "", "", "", "")
    assert heard.saved == [{Side.LEFT: (Trial(95),)}]


def test_the_letters_mark_a_fault_even_before_enter(page: MeasuringPage) -> None:
    heard = Heard(page)
    type_in(page, "9.5h", "10f", "10p", "11", "11", "11h")
    QTest.keyClick(focused(page), KEY.Key_Return)
    assert heard.saved[0][Side.LEFT] == (
        Trial(95, TrialFault.HEEL_LIFTED),
        Trial(100, TrialFault.FOOT_TURNED),
        Trial(100, TrialFault.PAIN),
    )
    assert heard.saved[0][Side.RIGHT][2].fault is TrialFault.HEEL_LIFTED
    assert page._columns[Side.RIGHT].mean_mm == 110


def test_the_same_letter_takes_the_fault_back_and_another_replaces_it(page: MeasuringPage) -> None:
    QTest.keyClicks(focused(page), "9.5hf")
    row = page._columns[Side.LEFT].rows[0]
    assert row.trial == Trial(95, TrialFault.FOOT_TURNED)
    QTest.keyClicks(focused(page), "F")
    assert row.trial == Trial(95)


def test_the_value_before_stays_beside_the_new_one_to_the_last_try(page: MeasuringPage) -> None:
    page.begin(Unit.CM, Occasion.AFTER, 127, {Side.LEFT: 98})
    type_in(page, "10.5", "10.5", "10.5")
    column = page._columns[Side.LEFT]
    assert (column._status.text(), column._earlier.text(), column._mean.text()) == ("done", "before 9.8", "10.5")


def test_units_can_still_be_spelled_out(page: MeasuringPage) -> None:
    type_in(page, "5 inch", '4 7/8"', "12 cm")
    assert page._columns[Side.LEFT].trials == (Trial(127), Trial(123.825), Trial(120))


def test_up_and_down_step_from_the_last_time(page: MeasuringPage) -> None:
    page.begin(Unit.CM, Occasion.COLD, 127, {Side.LEFT: 98.3})
    row = page._columns[Side.LEFT].rows[0]
    QTest.keyClick(focused(page), KEY.Key_Up)
    assert row.trial == Trial(100)
    QTest.keyClick(focused(page), KEY.Key_Up)
    QTest.keyClick(focused(page), KEY.Key_Up)
    QTest.keyClick(focused(page), KEY.Key_Down)
    assert row.trial == Trial(105)
    assert row.field.text() == "10.5"


def test_the_buttons_step_too(page: MeasuringPage) -> None:
    row = page._columns[Side.RIGHT].rows[1]
    QTest.mouseClick(row._plus, Qt.MouseButton.LeftButton)
    QTest.mouseClick(row._plus, Qt.MouseButton.LeftButton)
    QTest.mouseClick(row._minus, Qt.MouseButton.LeftButton)
    assert row.trial == Trial(100)
    assert focused(page) is row.field


def test_a_click_on_a_fault_marks_the_trial(page: MeasuringPage) -> None:
    type_in(page, "9.5")
    row = page._columns[Side.LEFT].rows[0]
    QTest.mouseClick(row._chips[TrialFault.PAIN], Qt.MouseButton.LeftButton)
    assert row.trial == Trial(95, TrialFault.PAIN)


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Tab])
def test_a_number_out_of_range_keeps_the_focus_and_says_why(page: MeasuringPage, key: Qt.Key) -> None:
    QTest.keyClicks(focused(page), "127")
    QTest.keyClick(focused(page), key)
    assert focused(page) is fields(page)[0]
    assert verdict(page) == "127 is outside 0 to 30 cm; please read the tape again."
    assert page._columns[Side.LEFT].trials == ()


def test_correcting_it_takes_the_sentence_away(page: MeasuringPage) -> None:
    type_in(page, "127")
    focused(page).selectAll()  # type: ignore[attr-defined]  # it is a field
    type_in(page, "12.7")
    assert verdict(page) == "Left: too close to call from one test (11.4–14.0)."
    assert focused(page) is fields(page)[1]


def test_saving_goes_back_to_a_number_that_cannot_be_read(page: MeasuringPage) -> None:
    heard = Heard(page)
    type_in(page, "9.5")
    QTest.keyClicks(focused(page), "9..5")
    QTest.mouseClick(page._save, Qt.MouseButton.LeftButton)
    assert heard.saved == []
    assert focused(page) is fields(page)[1]
    assert verdict(page) == "Please type a distance like 12.5."


def test_nothing_that_counts_cannot_be_saved(page: MeasuringPage) -> None:
    heard = Heard(page)
    type_in(page, "9.5h", "", "", "", "", "")
    QTest.keyClick(focused(page), KEY.Key_Return)
    assert heard.saved == []
    assert verdict(page) == NOTHING_YET


def test_a_value_far_off_is_asked_about_once_and_can_be_corrected(page: MeasuringPage) -> None:
    heard = Heard(page)
    type_in(page, "12", "21.5", "11.5", "", "", "")
    QTest.keyClick(page._save, KEY.Key_Return)
    said = "21.5 cm is far off: the closest other value is 12.0 cm."
    assert (heard.saved, verdict(page)) == ([], f"{said} {KEEP_IT}")
    assert focused(page) is fields(page)[1]
    type_in(page, "12.5")
    page._save.click()
    assert heard.saved == [{Side.LEFT: (Trial(120), Trial(125), Trial(115))}]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        (("1.2", "", ""), "1.2 cm is far off: the closest other value is 9.8 cm."),  # from the last test
        (("21.5h", "10", "10"), ""),  # it does not count anyway
        (("12.8", "13", "13"), ""),  # not far from the last test
    ],
)
def test_what_is_far_off_is_kept_at_the_second_save(page: MeasuringPage, typed: tuple[str, ...], asked: str) -> None:
    page.begin(Unit.CM, Occasion.COLD, 127, {Side.LEFT: 98})
    heard = Heard(page)
    type_in(page, *typed, "", "", "")
    page._save.click()
    assert (verdict(page) == f"{asked} {KEEP_IT}") is bool(asked)
    assert len(heard.saved) == (0 if asked else 1)
    page._save.click()
    assert len(heard.saved[0][Side.LEFT]) == len([text for text in typed if text])


def test_n_skips_from_a_field_and_from_a_button(page: MeasuringPage) -> None:
    heard = Heard(page)
    QTest.keyClick(focused(page), KEY.Key_N)
    page._save.setFocus()
    QTest.keyClick(page._save, KEY.Key_N)
    QTest.mouseClick(page._skip, Qt.MouseButton.LeftButton)
    assert heard.skipped == 3


def test_n_asks_before_it_throws_away_a_number_half_typed(page: MeasuringPage) -> None:
    heard = Heard(page)
    QTest.keyClicks(focused(page), "9n")
    assert (heard.skipped, verdict(page)) == (0, ASK_TO_SKIP)
    assert fields(page)[0].text() == "9"
    QTest.keyClicks(focused(page), ".5n")
    assert heard.skipped == 0
    QTest.keyClicks(focused(page), "n")
    assert heard.skipped == 1


def test_n_on_a_button_asks_too_before_it_throws_away_what_was_typed(page: MeasuringPage) -> None:
    heard = Heard(page)
    type_in(page, "9.5")
    page._save.setFocus()
    QTest.keyClick(page._save, KEY.Key_N)
    assert (heard.skipped, verdict(page)) == (0, ASK_TO_SKIP)
    QTest.keyClick(page._save, KEY.Key_N)
    assert heard.skipped == 1


def test_a_letter_held_down_acts_once(page: MeasuringPage) -> None:
    heard = Heard(page)
    type_in(page, "9.5")
    for widget, letter in ((fields(page)[0], KEY.Key_H), (page._save, KEY.Key_N)):
        widget.setFocus()
        for repeated in (False, True, True):
            event = QKeyEvent(QEvent.Type.KeyPress, letter, Qt.KeyboardModifier.NoModifier, "", repeated)
            QApplication.sendEvent(widget, event)
    assert page._columns[Side.LEFT].rows[0].trial == Trial(95, TrialFault.HEEL_LIFTED)
    assert (heard.skipped, verdict(page)) == (0, ASK_TO_SKIP)


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="other codes")
def test_letters_that_are_not_latin_act_by_their_place(page: MeasuringPage) -> None:
    heard = Heard(page)
    type_in(page, "9.5")
    row = page._columns[Side.LEFT].rows[0]
    row.field.setFocus()
    for written, scan, fault in (
        ("р", 43, TrialFault.HEEL_LIFTED),
        ("а", 41, TrialFault.FOOT_TURNED),
        ("з", 33, TrialFault.PAIN),
    ):
        send(row.field, written, scan)
        assert row.trial == Trial(95, fault)
    page._save.setFocus()
    for _ in range(2):
        send(page._save, "т", 57)
    assert heard.skipped == 1


def send(widget: QWidget, letter: str, scan: int) -> None:
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, ord(letter.upper()), none, scan, 0, 0, letter))


def test_what_discomfort_ended_is_said_until_something_is_typed(page: MeasuringPage) -> None:
    page.show_answer("Low lunge, left: stopped.")
    assert verdict(page) == f"Low lunge, left: stopped. {HINT}"
    type_in(page, "9.5")
    assert "stopped" not in verdict(page)


def test_changing_the_unit_keeps_the_distances(page: MeasuringPage) -> None:
    heard = Heard(page)
    type_in(page, "12.7", "12.3")
    inches = page._units.findChildren(QPushButton)[1]
    QTest.mouseClick(inches, Qt.MouseButton.LeftButton)
    assert heard.units == [Unit.INCH]
    assert [field.text() for field in fields(page)[:2]] == ["5", "4.84"]
    assert page._columns[Side.LEFT].trials == (Trial(127), Trial(123))


def test_what_was_typed_is_skipped_only_when_told_twice(page: MeasuringPage) -> None:
    heard = Heard(page)
    type_in(page, "9.5")
    QTest.mouseClick(page._skip, Qt.MouseButton.LeftButton)
    assert (heard.skipped, verdict(page)) == (0, ASK_TO_SKIP)
    QTest.keyClick(focused(page), Qt.Key.Key_N)
    assert heard.skipped == 1


def test_typing_on_takes_the_question_back(page: MeasuringPage) -> None:
    heard = Heard(page)
    type_in(page, "9.5")
    QTest.mouseClick(page._skip, Qt.MouseButton.LeftButton)
    page._columns[Side.LEFT].rows[1].field.setFocus()
    type_in(page, "10")
    QTest.mouseClick(page._skip, Qt.MouseButton.LeftButton)
    assert (heard.skipped, verdict(page)) == (0, ASK_TO_SKIP)


def test_tab_goes_through_the_trials_to_save_and_skip(page: MeasuringPage) -> None:
    walked = [focused(page)]
    for _ in range(7):
        QTest.keyClick(focused(page), KEY.Key_Tab)
        walked.append(focused(page))
    assert walked == [*fields(page), page._save, page._skip]


def test_the_words_follow_the_occasion(page: MeasuringPage) -> None:
    assert (page._save.text(), page._pill.accessibleName()) == ("Save and start", "Before the session")
    page.begin(Unit.CM, Occasion.AFTER, 127, {Side.LEFT: 98})
    assert (page._save.text(), page._pill.accessibleName()) == ("Save", "After the session")
    assert page._columns[Side.LEFT]._earlier.text() == "before 9.8"
    page.begin(Unit.CM, Occasion.OTHER, 127)
    assert (page._save.text(), page._pill.accessibleName()) == ("Save", "Already warm")


def test_a_test_alone_starts_nothing(page: MeasuringPage) -> None:
    page.begin(Unit.CM, Occasion.COLD, 127, work_follows=False)
    assert (page._save.text(), page._pill.accessibleName()) == ("Save", "Before the session")


def test_beginning_again_forgets_what_was_typed(page: MeasuringPage) -> None:
    type_in(page, "9.5", "10h")
    page.begin(Unit.CM, Occasion.COLD, 127)
    assert all(column.trials == () for column in page._columns.values())
    assert verdict(page) == HINT
    assert focused(page) is fields(page)[0]


@pytest.mark.parametrize(("width", "height"), [(900, 600), (960, 600), (1280, 800), (1920, 1080)])
def test_everything_fits_without_scrolling(page: MeasuringPage, width: int, height: int) -> None:
    page.resize(width, height)
    QApplication.processEvents()
    for column in page._columns.values():
        assert column.height() >= column.minimumSizeHint().height()
        assert column.geometry().bottom() < page._card.geometry().top()
    assert page._card.geometry().bottom() <= height
    assert all(field.width() >= 104 for field in fields(page))


def test_a_dark_theme_is_followed(page: MeasuringPage) -> None:
    light = page.grab().toImage().pixelColor(2, 2).name().upper()
    page._theme.set_look(Look.DARK)
    dark = page.grab().toImage().pixelColor(2, 2).name().upper()
    assert (light, dark) == ("#EFE8F9", "#18112A")


def test_both_sides_alike_are_said_once() -> None:
    said = verdict_sentences({Side.LEFT: 98, Side.RIGHT: 100}, 127, Unit.CM)
    assert said == [("Left and right: below the 5-inch mark.", "")]


def test_a_side_past_the_zone_has_reached_the_mark() -> None:
    assert verdict_sentences({Side.RIGHT: 145}, 127, Unit.CM) == [("Right: past the mark.", "")]


def test_the_strip_widens_for_the_runners_own_mark() -> None:
    assert strip_ends_mm(127) == (60, 160)
    assert strip_ends_mm(60) == (30, 160)
    assert strip_ends_mm(190) == (60, 220)


def test_the_strip_shows_every_inch_and_the_zone() -> None:
    assert [round(tick / 25.4, 1) for tick in ticks_mm(127, Unit.INCH)] == [4.5, 5.5, 3, 4, 5, 6]


def test_two_sides_at_one_place_are_both_seen(page: MeasuringPage) -> None:
    type_in(page, "10", "", "", "10")
    image = page._strip.grab().toImage()
    seen = {image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(24, image.height() - 26)}
    assert {"#1A5CA3", "#B04A10"} <= seen
