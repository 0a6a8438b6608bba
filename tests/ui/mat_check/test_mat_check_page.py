import sys

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QFontMetricsF, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from mobility_gui.settings import Look
from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.tokens import DARK, LIGHT
from mobility_gui.ui.mat_check.mat_check_page import ANSWERS, MatCheckPage
from mobility_gui.ui.mat_check.mat_check_screen import ASKING, NO, TROUBLE, key_name
from mobility_gui.ui.stage.content import StageContent
from mobility_gui.ui.stage.stage_page import WISHES
from tests.ui.stage.painted import SIZES, find

Key = Qt.Key


class Check:
    """A mat check in a window, and all that it wished."""

    def __init__(self, theme: Theme, size: tuple[int, int] = (1280, 800)) -> None:
        self.page = MatCheckPage(theme)
        self.page.resize(*size)
        self.told: list[object] = []
        page = self.page
        page.closed.connect(self._closed)
        page.side_test_requested.connect(self.told.append)
        page.voice_test_requested.connect(self._voice)
        page.larger_digits_requested.connect(self._larger)
        page.awake_wanted.connect(self.told.append)
        page.full_screen_requested.connect(self._full_screen)

    @property
    def screen(self) -> StageContent:
        """What the stage's view was given last."""
        content = self.page._view._content
        assert content
        return content

    def press(self, *keys: Key) -> "Check":
        for key in keys:
            event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(self.page, event)  # QTest knows no name for some media keys and complains
        return self

    def wait_for_the_sides(self, qtbot: QtBot) -> None:
        """Let both tones be over, sooner than they are."""
        self.page._side_over.setInterval(0)
        self.page._side_over.start()
        qtbot.waitUntil(lambda: NO in self.screen.controls)

    def go_to_key(self, qtbot: QtBot) -> None:
        self.press(Key.Key_Space)
        self.wait_for_the_sides(qtbot)
        self.press(Key.Key_Space, Key.Key_Space)

    def go_to_screen(self, qtbot: QtBot) -> None:
        self.go_to_key(qtbot)
        self.press(Key.Key_Space, Key.Key_Space)

    def image(self) -> QImage:
        return self.page.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)

    def answers(self) -> list[QRect]:
        """Where the answers are in the page that was painted last."""
        shown = [button for button in self.page.findChildren(QAbstractButton) if not button.isHidden()]
        return [QRect(button.mapTo(self.page, QPoint()), button.size()) for button in shown]

    def _closed(self) -> None:
        self.told.append("closed")

    def _voice(self) -> None:
        self.told.append("voice")

    def _larger(self) -> None:
        self.told.append("larger")

    def _full_screen(self) -> None:
        self.told.append("full screen")


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme(Look.LIGHT)
    theme.apply(qapp)
    return theme


@pytest.fixture
def check(theme: Theme, qtbot: QtBot) -> Check:
    made = Check(theme)
    qtbot.addWidget(made.page)
    with qtbot.waitExposed(made.page):
        made.page.show()
    made.page.start()
    made.page.setFocus()
    return made


def test_a_runner_for_whom_all_works_presses_space_to_the_end(check: Check, qtbot: QtBot) -> None:
    assert (check.screen.name, check.screen.step, check.screen.number) == ("Read this", "1 of 5", "24")
    check.press(Key.Key_Space)
    assert (check.screen.name, check.screen.side) == ("Left and right", Side.LEFT)
    check.wait_for_the_sides(qtbot)
    assert check.screen.question == "Did you hear left, then right?"
    check.press(Key.Key_Space)
    assert (check.screen.name, check.screen.step) == ("Voice", "3 of 5")
    check.press(Key.Key_Space)
    assert check.screen.name == "Your key"
    check.press(Key.Key_Space)
    assert (check.screen.number, check.screen.cue) == ("Space", "Pause or resume.")
    check.press(Key.Key_Space)
    check.page.show_awake(True, None)
    assert check.screen.cue == "It stays on during a session."
    check.press(Key.Key_Space)
    assert check.screen.name == "Ready for the mat"
    assert [icon for icon, _ in check.screen.rows] == ["tick"] * 5
    assert ("tick", "Your key works: Space.") in check.screen.rows
    check.press(Key.Key_Space)
    assert check.told == ["left", "right", "voice", True, False, "closed"]


def test_what_cannot_be_read_is_offered_larger_once(check: Check) -> None:
    check.press(Key.Key_N)
    assert (check.screen.state, check.screen.cue) == (TROUBLE, "Try larger numbers.")
    assert check.told == []
    before = check.image()
    check.press(Key.Key_Space)
    assert (check.told, check.screen.question) == (["larger"], "Can you read this from the mat?")
    number = QRect(0, 0, 640, 450)
    usual, larger = find(before, LIGHT.set_up.strong, number), find(check.image(), LIGHT.work.strong, number)
    assert usual is not None
    assert larger is not None
    assert larger.height > 1.1 * usual.height
    check.press(Key.Key_N)
    assert check.screen.cue.startswith("Bring the screen closer")
    check.press(Key.Key_N)
    assert (check.told, check.screen.name) == (["larger", "left"], "Left and right")


def test_larger_digits_that_are_chosen_already_are_not_offered(check: Check) -> None:
    check.page.start(larger_digits=True)
    check.press(Key.Key_N)
    assert check.screen.cue.startswith("Bring the screen closer")
    check.press(Key.Key_Space)
    assert (check.told, check.screen.question) == ([], "Can you read this from the mat?")


def test_an_answer_before_both_sides_have_sounded_is_no_answer(check: Check, qtbot: QtBot) -> None:
    check.press(Key.Key_Space, Key.Key_Space, Key.Key_N)
    assert check.screen.side is Side.LEFT
    check.wait_for_the_sides(qtbot)
    assert check.told == ["left", "right"]


def test_both_sides_sound_again_when_asked_for(check: Check, qtbot: QtBot) -> None:
    check.press(Key.Key_Space)
    check.wait_for_the_sides(qtbot)
    check.press(Key.Key_R)
    check.wait_for_the_sides(qtbot)
    check.press(Key.Key_Space, Key.Key_R)
    assert check.told == ["left", "right", "left", "right", "voice", "voice"]


def test_silence_gets_advice_another_try_and_a_way_on(check: Check, qtbot: QtBot) -> None:
    check.press(Key.Key_Space)
    check.wait_for_the_sides(qtbot)
    check.press(Key.Key_N)
    assert check.screen.cue == "Turn up the volume, then check Speakers in Settings."
    check.press(Key.Key_Space)
    assert check.screen.side is Side.LEFT
    check.wait_for_the_sides(qtbot)
    check.press(Key.Key_N, Key.Key_N)
    assert check.screen.name == "Voice"
    check.press(Key.Key_N)
    assert check.screen.state is TROUBLE
    check.press(Key.Key_N)
    assert check.screen.name == "Your key"


def test_a_problem_of_the_sound_is_said_instead_of_the_advice(check: Check) -> None:
    check.press(Key.Key_Space)
    check.page.show_sound_problem("No sound: no device was found.")
    assert (check.screen.cue, check.screen.state) == ("No sound: no device was found.", TROUBLE)
    assert not check.page._side_over.isActive()
    check.press(Key.Key_N)
    assert (check.screen.name, check.screen.cue) == ("Voice", "No sound: no device was found.")
    assert check.told == ["left"]


def test_what_is_told_again_and_again_is_shown_once(check: Check, qtbot: QtBot) -> None:
    check.press(Key.Key_Space)
    check.page.show_sound_problem("No sound: no device was found.")
    shown = check.screen
    check.page.show_sound_problem("No sound: no device was found.")
    assert check.screen is shown
    check.press(Key.Key_Space)
    assert check.screen.side is Side.LEFT
    check.page.show_sound_problem("No sound: no device was found.")
    assert check.screen.state is TROUBLE
    check.page.show_sound_problem(None)
    check.page.start()
    check.go_to_screen(qtbot)
    check.page.show_awake(True, None)
    shown = check.screen
    check.page.show_awake(True, None)
    assert check.screen is shown


def test_a_problem_of_the_sound_that_comes_up_later_disturbs_nothing(check: Check) -> None:
    check.page.show_sound_problem("No sound: no device was found.")
    assert check.screen.name == "Read this"
    check.press(Key.Key_Space, Key.Key_N, Key.Key_N)
    check.page.show_sound_problem("No sound: it is gone.")
    assert check.screen.name == "Your key"


def test_the_whole_check_works_without_sound_and_says_so_at_the_end(check: Check) -> None:
    check.page.show_sound_problem("No sound: no device was found.")
    check.press(Key.Key_Space, Key.Key_N, Key.Key_N, Key.Key_PageDown, Key.Key_PageDown)
    check.page.show_awake(False, "The screen may turn off: no desktop was found.")
    assert check.screen.cue == "The screen may turn off: no desktop was found."
    check.press(Key.Key_Space)
    assert check.screen.rows == (
        ("tick", "You can read the screen."),
        ("warn", "You couldn’t hear left and right."),
        ("warn", "The voice wasn’t clear."),
        ("tick", "Your key works: Page Down."),
        ("warn", "The screen may turn off."),
    )
    assert check.screen.question == "You can change this in Settings."


def test_where_nothing_is_said_the_voice_is_not_asked_for(check: Check, qtbot: QtBot) -> None:
    check.page.start(voice=False)
    assert check.screen.step == "1 of 4"
    check.press(Key.Key_Space)
    check.wait_for_the_sides(qtbot)
    check.press(Key.Key_Space)
    assert (check.screen.name, check.screen.step) == ("Your key", "3 of 4")


@pytest.mark.parametrize(
    ("key", "name", "does"),
    [
        (Key.Key_Space, "Space", "Pause or resume."),
        (Key.Key_MediaTogglePlayPause, "Play / Pause", "Pause or resume."),
        (Key.Key_MediaNext, "Next track", "Next."),
        (Key.Key_PageDown, "Page Down", "Next."),
        (Key.Key_PageUp, "Page Up", "Start over."),
        (Key.Key_X, "X", "It hurts: stop this side."),
        (Key.Key_F11, "F11", "Full screen."),
    ],
)
def test_the_key_that_arrives_is_named_with_what_it_does(
    check: Check, qtbot: QtBot, key: Key, name: str, does: str
) -> None:
    check.go_to_key(qtbot)
    check.press(key)
    assert (check.screen.number, check.screen.cue) == (name, does)
    check.press(key)
    assert check.screen.name == "Screen"


def test_every_key_of_a_session_can_be_tried(check: Check, qtbot: QtBot) -> None:
    check.go_to_key(qtbot)
    names = []
    for key in WISHES:
        if key is not Key.Key_Escape:
            check.press(key)
            assert check.screen.name == "Your key"
            assert check.screen.question == "Press it again to continue."
            names.append(check.screen.number)
    assert all(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("key", [Key.Key_B, Key.Key_Tab, Key.Key_F5, Key.Key_VolumeUp])
def test_a_key_that_does_nothing_in_a_session_does_not_lead_on(check: Check, qtbot: QtBot, key: Key) -> None:
    check.go_to_key(qtbot)
    check.press(key, key)
    assert (check.screen.cue, check.screen.state) == ("That key does nothing in a session.", TROUBLE)
    check.press(Key.Key_Space, Key.Key_B, Key.Key_Space)
    assert check.screen.name == "Your key"


def test_a_key_held_down_and_a_shift_key_are_no_presses(check: Check, qtbot: QtBot) -> None:
    check.go_to_key(qtbot)
    check.press(Key.Key_Shift)
    assert check.screen.sign == "key"
    check.press(Key.Key_Space)
    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True)
    QApplication.sendEvent(check.page, held)
    assert check.screen.number == "Space"


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="other codes")
def test_letters_that_are_not_latin_answer_by_their_place(check: Check) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, ord("Т"), Qt.KeyboardModifier.NoModifier, 57, 0, 0, "т")
    QApplication.sendEvent(check.page, event)
    assert check.screen.state is TROUBLE  # N: no


def test_a_key_nobody_has_a_name_for_is_told_as_such() -> None:
    assert key_name(0) == "No name"
    assert key_name(0x0109FFFF)


def test_a_click_counts_as_a_key_only_where_a_key_is_asked_for(check: Check, qtbot: QtBot) -> None:
    view = check.page._view
    middle = view.rect().center()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle)
    assert check.screen.name == "Read this"
    check.go_to_key(qtbot)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle)
    assert (check.screen.number, check.screen.cue) == ("Click", "Pause or resume.")
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle)
    assert check.screen.name == "Screen"


def test_answers_can_be_clicked_and_never_take_the_focus(check: Check) -> None:
    buttons = {b.accessibleName(): b for b in check.page.findChildren(QAbstractButton)}
    assert set(buttons) == {"Yes, key Space", "No, key N", "Leave, key Esc"}
    QTest.mouseClick(buttons["No, key N"], Qt.MouseButton.LeftButton)
    assert check.screen.state is TROUBLE
    assert check.page.hasFocus()
    QTest.mouseClick(buttons["Leave, key Esc"], Qt.MouseButton.LeftButton)
    assert check.told == ["closed"]


def test_a_presenter_with_two_keys_gets_through(check: Check, qtbot: QtBot) -> None:
    check.press(Key.Key_PageUp, Key.Key_PageDown, Key.Key_PageDown)
    check.wait_for_the_sides(qtbot)
    check.press(Key.Key_PageDown, Key.Key_PageDown, Key.Key_PageDown, Key.Key_PageDown, Key.Key_PageDown)
    assert check.screen.rows[0] == ("tick", "You can read the screen.")
    assert check.screen.rows[3] == ("tick", "Your key works: Page Down.")


@pytest.mark.parametrize("active", [True, None])
def test_the_state_of_the_screen_may_come_late_or_never(check: Check, qtbot: QtBot, active: bool | None) -> None:
    check.go_to_screen(qtbot)
    assert check.screen.cue.startswith("Checking")
    check.page.show_awake(active, None)
    check.press(Key.Key_Space)
    wanted = "The screen stays on." if active else "The screen couldn’t be checked."
    assert check.screen.rows[-1][1] == wanted


def test_the_screen_is_kept_on_only_while_it_is_checked(check: Check, qtbot: QtBot) -> None:
    check.go_to_screen(qtbot)
    assert check.told[-1] is True
    check.press(Key.Key_Escape)
    assert check.told[-2:] == [False, "closed"]


def test_a_page_that_is_taken_away_stops_what_it_began(check: Check) -> None:
    check.press(Key.Key_Space)
    check.page.hide()
    assert not check.page._side_over.isActive()
    assert check.told == ["left"]


@pytest.mark.parametrize("place", ["read", "unread", "sides", "key", "screen", "end"])
def test_escape_leaves_at_any_time(check: Check, qtbot: QtBot, place: str) -> None:
    match place:
        case "unread":
            check.press(Key.Key_N)
        case "sides":
            check.press(Key.Key_Space)
        case "key":
            check.go_to_key(qtbot)
        case "screen" | "end":
            check.go_to_screen(qtbot)
    if place == "end":
        check.press(Key.Key_Space)
    check.press(Key.Key_Escape)
    assert check.told.count("closed") == 1
    check.page.start()
    assert (check.screen.name, check.screen.state) == ("Read this", ASKING)


def test_the_end_begins_anew_when_asked_for(check: Check, qtbot: QtBot) -> None:
    check.go_to_screen(qtbot)
    check.press(Key.Key_Space, Key.Key_R)
    assert (check.screen.name, check.screen.rows) == ("Read this", ())


def test_the_window_can_be_made_as_large_as_the_screen(check: Check) -> None:
    check.press(Key.Key_F11)
    assert (check.told, check.screen.name) == (["full screen"], "Read this")


def test_every_key_of_the_screen_has_keys_that_stand_for_it() -> None:
    assert set(ANSWERS.values()) == {"Space", "N", "R", "Esc"}
    assert Key.Key_X not in ANSWERS


def test_a_key_that_is_not_on_the_screen_answers_nothing(check: Check, qtbot: QtBot) -> None:
    check.press(Key.Key_R, Key.Key_X, Key.Key_B)
    assert (check.screen.name, check.screen.state) == ("Read this", ASKING)
    check.go_to_screen(qtbot)
    check.press(Key.Key_N, Key.Key_R)
    assert check.screen.name == "Screen"


def test_what_is_shown_is_said_to_a_screen_reader(check: Check) -> None:
    face = QAccessible.queryAccessibleInterface(check.page)
    assert face.text(QAccessible.Text.Name) == "Mat check"
    said = face.text(QAccessible.Text.Description)
    assert said == (
        "Read this. 24. Knee past the toes, heel stays heavy. Can you read this from the mat? Space: Yes. N: No."
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK])
def test_it_is_as_large_as_the_stage_in_every_window(
    qapp: QApplication, qtbot: QtBot, size: tuple[int, int], look: Look
) -> None:
    theme = Theme(look)
    theme.apply(qapp)
    check = Check(theme, size)
    qtbot.addWidget(check.page)
    check.page.start()
    width, height = size
    tokens = DARK if look is Look.DARK else LIGHT
    number = find(check.image(), tokens.work.strong, QRect(0, int(0.2 * height), width // 3, int(0.36 * height)))
    assert number is not None
    assert number.height >= 0.26 * height
    layout = check.page._view._layout
    for font, part in ((layout.name_font(theme), 0.09), (layout.cue_font(theme), 0.06)):
        assert QFontMetricsF(font).capHeight() >= part * height
    answers = [b for b in check.page.findChildren(QAbstractButton) if not b.isHidden()]
    assert all(QFontMetricsF(button.font()).capHeight() >= 0.06 * height for button in answers)


@pytest.mark.parametrize("size", SIZES)
def test_no_answer_leaves_the_window_or_covers_another(theme: Theme, qtbot: QtBot, size: tuple[int, int]) -> None:
    check = Check(theme, size)
    qtbot.addWidget(check.page)
    check.page.start(larger_digits=True)
    no, play = Key.Key_N, Key.Key_MediaTogglePlayPause
    for key in (None, no, no, no, no, no, no, play, play, Key.Key_Space):
        if key is not None:
            check.press(key)
        if check.page._side_over.isActive():
            check.wait_for_the_sides(qtbot)
        image = check.image()
        places = check.answers()
        assert places
        assert all(QRect(0, 0, *size).contains(place) for place in places)
        assert not any(one.intersects(other) for one in places for other in places if one != other)
        assert paints_nothing(image, QRect(width_edge(size), 0, 2, int(0.2 * size[1])))
        assert paints_nothing(image, QRect(width_edge(size), int(0.57 * size[1]), 2, int(0.42 * size[1])))
    assert check.screen.rows


def width_edge(size: tuple[int, int]) -> int:
    """Where the right margin begins that no words may reach into, with a little room for the letters' edges."""
    return size[0] - round(0.03 * size[1])


def paints_nothing(image: QImage, area: QRect) -> bool:
    part = image.copy(area)
    ground = part.pixel(0, 0)
    return all(part.pixel(x, y) == ground for x in range(part.width()) for y in range(part.height()))


def test_lines_keep_apart_from_the_answers(theme: Theme, qtbot: QtBot) -> None:
    check = Check(theme)
    qtbot.addWidget(check.page)
    check.page.start()
    check.page.show_sound_problem(
        "No sound: the chosen device “Speakers in the living room” is not connected any more."
    )
    check.press(Key.Key_Space)
    image = check.image()
    top = min(place.top() for place in check.answers())
    assert top > 600
    found = find(image, LIGHT.ink, QRect(0, 430, 1280, top - 430))
    assert found is not None
    assert (found.left > 30, found.right < 1280 - 30, found.bottom < top - 4) == (True, True, True)


def test_a_new_look_is_taken_over_while_it_is_shown(check: Check, theme: Theme) -> None:
    theme.set_look(Look.DARK)
    assert QColor(check.image().pixel(5, 5)) == QColor(DARK.work.field)
    assert check.page.size() == QSize(1280, 800)
