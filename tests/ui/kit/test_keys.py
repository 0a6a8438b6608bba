import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobility_gui.ui.kit.keys import FRESH_MS, Presses, digit_with_ctrl, key_of

Key = Qt.Key
Kind = QEvent.Type
Modifier = Qt.KeyboardModifier
NONE, CTRL = Modifier.NoModifier, Modifier.ControlModifier

TEXT = {Key.Key_Space: " ", Key.Key_Return: "\r", Key.Key_Escape: "\x1b", Key.Key_Up: "", Key.Key_Plus: "+"}


class Hands:
    """A window, what reaches the widget in it, and a keyboard and mouse whose events carry times, as a desktop's do."""

    def __init__(self) -> None:
        self.now_ms = 50_000
        self.seen: list[tuple[QEvent.Type, int, bool]] = []
        self.clicks = 0
        self.window = QWidget()
        self.field = Field(self.seen)
        self.button = QPushButton("Start")
        self.button.clicked.connect(self._count)
        column = QVBoxLayout(self.window)
        column.addWidget(self.field)
        column.addWidget(self.button)
        self.presses = Presses(self.window)

    def send(self, kind: QEvent.Type, key: int, *, modifiers: Modifier = NONE, repeat: bool = False) -> None:
        """Send one event at the present time, as the desktop does: to the window."""
        text = TEXT.get(Key(key), chr(key).lower() if key < 0x1000000 else "")
        kinds = (Kind.ShortcutOverride, Kind.KeyPress) if kind is Kind.KeyPress else (kind,)
        for each in kinds:
            event = QKeyEvent(each, key, modifiers, 100, 0, 0, text, repeat)
            event.setTimestamp(self.now_ms)
            QCoreApplication.sendEvent(self.window.windowHandle(), event)

    def hold(self, key: int, *, known: bool, modifiers: Modifier = NONE) -> None:
        """Hold a key down for nine repeats; X calls each a release and a press, and Qt may know them or not."""
        self.send(Kind.KeyPress, key, modifiers=modifiers)
        for after_ms in (660, *(40,) * 8):
            self.now_ms += after_ms
            self.send(Kind.KeyRelease, key, modifiers=modifiers, repeat=known)
            self.send(Kind.KeyPress, key, modifiers=modifiers, repeat=known)
        self.now_ms += 20
        self.send(Kind.KeyRelease, key, modifiers=modifiers)

    def press(self, key: int) -> None:
        self.send(Kind.KeyPress, key)
        self.now_ms += 30
        self.send(Kind.KeyRelease, key)
        self.now_ms += 30

    def click(self, kind: QEvent.Type = Kind.MouseButtonPress) -> None:
        """Press and release the mouse on the button."""
        at = QPointF(self.button.mapTo(self.window, self.button.rect().center()))
        left = Qt.MouseButton.LeftButton
        for each, held in ((kind, left), (Kind.MouseButtonRelease, Qt.MouseButton.NoButton)):
            event = QMouseEvent(each, at, self.window.mapToGlobal(at), left, held, NONE)
            event.setTimestamp(self.now_ms)
            QCoreApplication.sendEvent(self.window.windowHandle(), event)
            self.now_ms += 30

    @property
    def pressed(self) -> list[tuple[int, bool]]:
        """The presses that reached the widget: key, and whether it was called a repeat."""
        return [(key, repeat) for kind, key, repeat in self.seen if kind is Kind.KeyPress]

    def _count(self) -> None:
        self.clicks += 1


class Field(QWidget):
    def __init__(self, seen: list[tuple[QEvent.Type, int, bool]]) -> None:
        super().__init__()
        self._seen = seen
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._seen.append((event.type(), event.key(), event.isAutoRepeat()))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._seen.append((event.type(), event.key(), event.isAutoRepeat()))


@pytest.fixture
def hands(qtbot: QtBot) -> Iterator[Hands]:
    made = Hands()
    qtbot.addWidget(made.window)
    with qtbot.waitActive(made.window):
        made.window.show()
        made.window.activateWindow()
    made.field.setFocus()
    assert QGuiApplication.focusWindow() is made.window.windowHandle()
    first = made.window
    yield made
    first.hide()


# Held down


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_N, Key.Key_X, Key.Key_Right, Key.Key_Up])
def test_a_key_held_down_is_one_press_and_repeats_whether_qt_knows_it_or_not(
    hands: Hands, key: Qt.Key, *, known: bool
) -> None:
    hands.hold(key, known=known)
    assert hands.pressed == [(key, False)] + [(key, True)] * 9


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize(
    "key", [Key.Key_Return, Key.Key_Enter, Key.Key_Escape, Key.Key_MediaPlay, Key.Key_MediaNext, Key.Key_F11]
)
def test_what_neither_types_nor_moves_acts_once_however_long_it_is_held(
    hands: Hands, key: Qt.Key, *, known: bool
) -> None:
    hands.hold(key, known=known)
    assert hands.pressed == [(key, False)]


@pytest.mark.parametrize("known", [True, False])
def test_a_command_with_ctrl_acts_once_however_long_it_is_held(hands: Hands, *, known: bool) -> None:
    hands.hold(Key.Key_Q, known=known, modifiers=CTRL)
    assert hands.pressed == [(Key.Key_Q, False)]


def test_a_button_is_pressed_once_by_a_space_bar_held_down(hands: Hands) -> None:
    hands.button.setFocus()
    hands.hold(Key.Key_Space, known=False)
    assert hands.clicks == 1


def test_quick_presses_of_one_key_and_two_keys_held_together_all_count(hands: Hands) -> None:
    for _ in range(3):
        hands.press(Key.Key_N)
    hands.send(Kind.KeyPress, Key.Key_P)
    hands.send(Kind.KeyPress, Key.Key_R)
    assert hands.pressed == [(Key.Key_N, False)] * 3 + [(Key.Key_P, False), (Key.Key_R, False)]


def test_events_without_a_time_are_never_taken_for_repeats(hands: Hands) -> None:
    hands.now_ms = 0
    for kind in (Kind.KeyPress, Kind.KeyRelease) * 2:
        hands.send(kind, Key.Key_N)
    assert hands.pressed == [(Key.Key_N, False)] * 2


def test_dialogs_are_watched_too(hands: Hands, qtbot: QtBot) -> None:
    first = hands.window
    hands.window = QWidget(first, Qt.WindowType.Dialog)
    hands.field = Field(hands.seen)
    QVBoxLayout(hands.window).addWidget(hands.field)
    hands.window.show()
    hands.window.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is hands.window.windowHandle())
    hands.field.setFocus()
    hands.hold(Key.Key_Return, known=False)
    assert hands.pressed == [(Key.Key_Return, False)]


# A page that has just come


def test_on_a_fresh_page_nothing_acts_but_escape(hands: Hands) -> None:
    hands.click()
    hands.field.setFocus()
    hands.presses.settle()
    for key in (Key.Key_Space, Key.Key_Return, Key.Key_N, Key.Key_MediaPlay):
        hands.press(key)
    hands.click()
    hands.click(Kind.MouseButtonDblClick)
    assert (hands.clicks, hands.pressed) == (1, [])
    hands.press(Key.Key_Escape)
    assert hands.pressed == [(Key.Key_Escape, False)]


def test_a_shortcut_does_not_act_on_a_fresh_page_either(hands: Hands) -> None:
    shortcut = QShortcut(QKeySequence("Ctrl+Q"), hands.window)
    hands.presses.settle()
    event = QKeyEvent(Kind.ShortcutOverride, Key.Key_Q, CTRL, "q")
    event.ignore()
    QCoreApplication.sendEvent(hands.window.windowHandle(), event)
    assert event.isAccepted()  # so Qt looks for no shortcut
    shortcut.deleteLater()


def test_soon_after_everything_acts_again(hands: Hands, qtbot: QtBot) -> None:
    hands.press(Key.Key_Return)
    hands.presses.settle()
    qtbot.waitUntil(hands.presses._fresh.hasExpired)
    hands.now_ms += FRESH_MS
    hands.press(Key.Key_Space)
    hands.click()
    assert (hands.pressed[1:], hands.clicks) == ([(Key.Key_Space, False)], 1)


def test_a_double_click_is_one_click_even_if_the_page_took_long_to_come(hands: Hands, qtbot: QtBot) -> None:
    hands.click()
    hands.presses.settle()
    qtbot.waitUntil(hands.presses._fresh.hasExpired)  # as if the second click had waited in the queue so long
    hands.click(Kind.MouseButtonDblClick)
    assert hands.clicks == 1


# Keyboards

SCAN = {"R": 27, "I": 31, "P": 33, "F": 41, "H": 43, "X": 53, "V": 55, "N": 57, "M": 58, "?": 61}
"""The codes that X and Wayland send for the places of these letters on a US keyboard."""

WRITTEN = {
    "ru": dict(zip("RIPFHXVNM", "кшзарчмть", strict=True)),
    "gr": dict(zip("RIPFHXVNM", "ριπφηχωνμ", strict=True)),
    "ara": dict(zip("RIPFHXVNM", "قهحباءرىة", strict=True)),
    "il": dict(zip("RIPFHXVNM", "רןפכיסהמצ", strict=True)),
}
"""What those places say on keyboards whose letters are not Latin."""


def event_of(letter: str, scan: int, *, modifiers: Modifier = NONE) -> QKeyEvent:
    return QKeyEvent(Kind.KeyPress, ord(letter.upper()), modifiers, scan, 0, 0, letter)


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="other codes")
@pytest.mark.parametrize("keyboard", WRITTEN)
def test_a_letter_that_is_not_latin_stands_for_the_one_in_its_place(keyboard: str) -> None:
    for letter, written in WRITTEN[keyboard].items():
        assert key_of(event_of(written, SCAN[letter])) == ord(letter)


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="other codes")
def test_an_arabic_question_mark_asks_too() -> None:
    assert key_of(event_of("؟", SCAN["?"], modifiers=Modifier.ShiftModifier)) == Key.Key_Question


@pytest.mark.parametrize(("letter", "scan"), [("b", 57), ("ö", 53), ("n", 44), ("z", 29), ("q", 38)])
def test_a_latin_letter_counts_wherever_it_is(letter: str, scan: int) -> None:
    assert key_of(event_of(letter, scan)) == ord(letter.upper()[0])


def test_keys_with_names_stay_what_they_are() -> None:
    for key in (Key.Key_Space, Key.Key_Up, Key.Key_MediaPlay, Key.Key_F11, Key.Key_Dead_Circumflex):
        assert key_of(QKeyEvent(Kind.KeyPress, key, NONE, 57, 0, 0, "")) == key


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="other codes")
@pytest.mark.parametrize("signs", ["123", '&é"', "+ěš", "ąčę"])
def test_with_ctrl_a_sign_in_a_digits_place_is_that_digit(signs: str) -> None:
    assert [digit_with_ctrl(event_of(sign, 10 + n, modifiers=CTRL)) for n, sign in enumerate(signs)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("key", "scan", "modifiers", "digit"),
    [
        (Key.Key_2, 11, CTRL | Modifier.ShiftModifier, 2),
        (Key.Key_3, 89, CTRL | Modifier.KeypadModifier, 3),
        (Key.Key_1, 10, NONE, 0),
        (Key.Key_1, 10, CTRL | Modifier.AltModifier, 0),
        (Key.Key_Q, 24, CTRL, 0),
        (Key.Key_Control, 37, CTRL, 0),
    ],
)
def test_a_digit_with_ctrl_is_known_from_other_presses(key: Qt.Key, scan: int, modifiers: Modifier, digit: int) -> None:
    assert digit_with_ctrl(QKeyEvent(Kind.KeyPress, key, modifiers, scan, 0, 0, "")) == digit
