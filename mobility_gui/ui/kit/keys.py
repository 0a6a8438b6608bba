"""Keys and clicks as the runner means them, on every keyboard and every desktop."""

import sys

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QInputEvent, QKeyEvent, QWindow

FRESH_MS = 700
"""How long a page that has just taken the place of another ignores keys and clicks: a double click is over by then."""

Key = Qt.Key
COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
"""Modifiers with which a letter is a command and not text."""

_CODES = (16, 19, 23, 25, 33, 35, 45, 47, 49, 50, 53)
_PLACES = dict(zip(_CODES, (Key(ord(letter)) for letter in "QRIPFHXVNM?"), strict=True))
"""The letters that do something, by the scan codes of their places on a US keyboard."""

_FIRST_DIGIT, _LAST_DIGIT = 2, 10
"""Scan codes of the digits 1 and 9."""

_MAC_CODES = (0x0C, 0x0F, 0x22, 0x23, 0x03, 0x04, 0x07, 0x09, 0x2D, 0x2E, 0x2C, 0x12, 0x13, 0x14)
_ON_A_MAC = dict(zip(_MAC_CODES, (*_CODES, 2, 3, 4), strict=True))
"""Maps a Mac's virtual key codes to those scan codes, and to the ones of the digits 1 to 3."""

_X_OFFSET = 8
"""X and Wayland add this to a scan code."""

_LATIN_1 = 0xFF
_NAMED = 0x01000000
"""Qt's numbers: letters up to the first are Latin, and from the second on keys have names instead of letters."""

_HELD = {
    *(Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right, Key.Key_PageUp, Key.Key_PageDown, Key.Key_Home),
    *(Key.Key_End, Key.Key_Backspace, Key.Key_Delete, Key.Key_Tab, Key.Key_Backtab),
}
"""Keys that are held down to move or to delete."""

_PRESSES = {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}
_CLICKS = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}


def key_of(event: QKeyEvent) -> Qt.Key:
    """Return the key that is meant.

    A letter counts wherever the keyboard has it. One that is not Latin stands for the letter in its place on a US
    keyboard.
    """
    key = Key(event.key())
    return _PLACES.get(_place(event), key) if _LATIN_1 < key < _NAMED else key


def digit_with_ctrl(event: QKeyEvent) -> int:
    """Return the digit pressed with Ctrl, 0 if none; its place counts where the keyboard has it only with Shift."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    key, place = event.key(), _place(event)
    if held != Qt.KeyboardModifier.ControlModifier:
        return 0
    if Key.Key_1 <= key <= Key.Key_9:
        return key - Key.Key_0
    return place - _FIRST_DIGIT + 1 if key < _NAMED and _FIRST_DIGIT <= place <= _LAST_DIGIT else 0


def is_quit(event: QKeyEvent) -> bool:
    """True for Ctrl+Q, also where there is no Latin Q and Qt therefore finds no shortcut."""
    in_place = _place(event) == _CODES[0] and event.key() in {Key.Key_Semicolon, Key.Key_Slash}  # Greek, Hebrew
    return event.modifiers() == Qt.KeyboardModifier.ControlModifier and (in_place or key_of(event) == Key.Key_Q)


def _place(event: QKeyEvent) -> int:
    match sys.platform:
        case "darwin":
            return _ON_A_MAC.get(event.nativeVirtualKey(), 0)
        case "win32":
            return event.nativeScanCode()
        case _:
            return event.nativeScanCode() - _X_OFFSET


class Presses(QObject):
    """Sees keys and clicks before the window with the focus does, and stops those that are not meant.

    Where Qt takes a key that is held down for a new press, it sets that right, so that `isAutoRepeat` can be relied
    on: X reports each repeat as a release and a press at the same time, and Qt knows them only if both have arrived.
    What is held down and neither moves nor types acts once.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._released: dict[int, int] = {}
        self._latest = -FRESH_MS
        self._settled_from = -FRESH_MS
        self._fresh = QDeadlineTimer(0)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)
            self._watch(app.focusWindow())

    def settle(self) -> None:
        """Ignore all keys but Esc, and all clicks, for a moment: they were meant for what was shown before.

        The moment is also counted from the press that led here, as a slow computer may take long to show a page.
        """
        self._fresh.setRemainingTime(FRESH_MS)
        self._settled_from = self._latest

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def _comes_too_soon(self, event: QInputEvent) -> bool:
        since_ms = event.timestamp() - self._settled_from
        return not self._fresh.hasExpired() or 0 <= since_ms < FRESH_MS

    def _stops(self, event: QKeyEvent) -> bool:
        """Return True if nothing else may see this press."""
        if event.isAutoRepeat() and not _may_repeat(event):
            return True
        return event.key() != Key.Key_Escape and self._comes_too_soon(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _PRESSES and isinstance(event, QKeyEvent):
            if not event.isAutoRepeat() and self._is_repeat(event):
                return _pass_on_as_repeat(watched, event)
            if self._stops(event):
                event.accept()  # or a shortcut would act
                return True
            self._latest = event.timestamp()
        elif kind is QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            self._released[_number(event)] = event.timestamp()
        elif kind in _CLICKS and isinstance(event, QInputEvent):
            if self._comes_too_soon(event):
                return True
            self._latest = event.timestamp()
        elif kind is QEvent.Type.MouseButtonRelease and isinstance(event, QInputEvent):
            self._latest = event.timestamp()
        return super().eventFilter(watched, event)

    def _is_repeat(self, event: QKeyEvent) -> bool:
        return bool(event.timestamp()) and self._released.get(_number(event)) == event.timestamp()


def _number(event: QKeyEvent) -> int:
    return event.nativeScanCode() or event.key()


def _may_repeat(event: QKeyEvent) -> bool:
    text = event.text()
    return event.key() in _HELD or (text != "" and text.isprintable() and not event.modifiers() & COMMAND)


def _pass_on_as_repeat(watched: QObject, event: QKeyEvent) -> bool:
    repeat = QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        True,
        event.count(),
    )
    repeat.setTimestamp(event.timestamp())
    QCoreApplication.sendEvent(watched, repeat)
    event.setAccepted(repeat.isAccepted())
    return True
