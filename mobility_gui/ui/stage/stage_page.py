"""The whole window during a session: the view, measuring and the end, and the keys that work on all of them."""

from enum import IntEnum

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from mobility_gui.ui.kit.focus_ring import FocusRing
from mobility_gui.ui.kit.keys import COMMAND, key_of
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.stage.content import StageContent, StageState
from mobility_gui.ui.stage.done_page import DonePage
from mobility_gui.ui.stage.measuring import MeasuringPage
from mobility_gui.ui.stage.stage_view import StageView

CONTROLS_MS = 3000
"""Controls hide this long after the pointer's last movement."""

_Key = Qt.Key
WISHES = {
    _Key.Key_Space: "toggle",
    _Key.Key_MediaPlay: "toggle",
    _Key.Key_MediaPause: "toggle",
    _Key.Key_MediaTogglePlayPause: "toggle",
    _Key.Key_Right: "next",
    _Key.Key_N: "next",
    _Key.Key_PageDown: "next",
    _Key.Key_MediaNext: "next",
    _Key.Key_Left: "back",
    _Key.Key_P: "back",
    _Key.Key_PageUp: "back",
    _Key.Key_MediaPrevious: "back",
    _Key.Key_Up: "more",
    _Key.Key_Plus: "more",
    _Key.Key_Equal: "more",
    _Key.Key_Down: "less",
    _Key.Key_Minus: "less",
    _Key.Key_R: "repeat",
    _Key.Key_X: "discomfort",
    _Key.Key_V: "voice",
    _Key.Key_M: "mute",
    _Key.Key_F: "full_screen",
    _Key.Key_F11: "full_screen",
    _Key.Key_I: "instructions",
    _Key.Key_Question: "keys",
    _Key.Key_F1: "keys",
    _Key.Key_Escape: "escape",
}
"""The wish of each key while the view is shown."""

WISHES_ON_PAGES = {_Key.Key_F1: "keys", _Key.Key_F11: "full_screen", _Key.Key_Escape: "escape"}
"""The keys while measuring and at the end; the others belong to the page, where numbers and notes are typed."""

REPEATED = {"more", "less"}
"""The wishes that a key held down repeats."""

QUESTION_STYLE = "QLabel { font-size: 18px; } QPushButton { min-width: 132px; min-height: 54px; font-size: 18px; }"
"""Makes the buttons as large as the others on the stage."""


class Shown(IntEnum):
    """The page of the stage that is shown; the number is its index in the stack."""

    VIEW = 0
    MEASURING = 1
    DONE = 2


class StagePage(QWidget):
    """Shows what it is given and emits the runner's wishes.

    `wished` carries toggle, pause, next, back, repeat, more, less, discomfort, voice, mute, full_screen,
    instructions or keys.
    `end_confirmed` and `close_confirmed` are emitted only after the runner confirms. `turned` is emitted when another
    page has come: what the runner presses in that moment was meant for the one before.
    """

    wished = Signal(str)
    end_confirmed = Signal()
    close_confirmed = Signal()
    turned = Signal()

    def __init__(
        self, view: StageView, measuring: MeasuringPage, done: DonePage, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.view = view
        self.measuring = measuring
        self.done = done
        self._pages = QStackedWidget()
        for page in (view, measuring, done):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self._paused = False
        self._hide_controls = QTimer(self)
        self._hide_controls.setSingleShot(True)
        self._hide_controls.setInterval(CONTROLS_MS)
        self._question: QMessageBox | None = None

        view.setAccessibleName("Session")
        view.clicked.connect(self._toggle)
        view.pointer_moved.connect(self._pointer_moved)
        view.wished.connect(self._wish)
        measuring.keys_requested.connect(self._show_keys)
        self._pages.currentChanged.connect(self.turned)
        self._hide_controls.timeout.connect(self._controls_over)

    @property
    def shown(self) -> Shown:
        """The page that is shown."""
        return Shown(self._pages.currentIndex())

    def show_content(self, content: StageContent) -> None:
        """Show a moment of the session."""
        self._pages.setCurrentWidget(self.view)
        self.view.show_content(content)
        paused = content.state is StageState.PAUSED
        if paused != self._paused:
            self._paused = paused
            self._show_controls()

    def show_measuring(self) -> None:
        """Show the page for measuring."""
        self._pages.setCurrentWidget(self.measuring)

    def show_done(self) -> None:
        """Show the end of the session."""
        self._pages.setCurrentWidget(self.done)

    def ask_to_end(self) -> None:
        """Ask before ending the session early; it must already be paused."""
        box = self._ask("End this session?", "What you’ve done so far is saved.", "End session")
        if box is not None:
            box.accepted.connect(self.end_confirmed)

    def ask_to_close(self) -> None:
        """Ask before closing the program in a session; it must already be paused."""
        saved = "Your session is saved. You can resume it the next time you open the program."
        box = self._ask("Close the program?", saved, "Close")
        if box is not None:
            box.accepted.connect(self.close_confirmed)

    def _ask(self, question: str, consequence: str, word: str) -> QMessageBox | None:
        """Put a question that Return and Esc answer with no; None if one is open already."""
        if self._question is not None:
            return None
        box = QMessageBox(self)
        box.setWindowTitle(question)
        box.setText(question)
        box.setInformativeText(consequence)
        agree = box.addButton(word, QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton("Keep going", QMessageBox.ButtonRole.RejectRole)
        agree.setProperty("kind", "plain")
        stay.setProperty("kind", "primary")
        box.setStyleSheet(QUESTION_STYLE)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.finished.connect(self._answered)
        FocusRing(self._theme, box)
        self._question = box
        box.open()
        return box

    def _answered(self) -> None:
        if self._question is not None:
            self._question.deleteLater()
        self._question = None

    def _wish(self, wish: str) -> None:
        match wish:
            case "escape":
                self._escape()
            case "end":
                self.wished.emit("pause")
                self.ask_to_end()
            case _:
                self.wished.emit(wish)

    def _escape(self) -> None:
        """Leave full screen, then pause, then ask, so that one press never ends a session."""
        window = self.window()
        if window.isFullScreen():
            self.wished.emit("full_screen")
        elif self.shown is Shown.DONE:
            self.done.closed.emit()
        elif self.shown is Shown.VIEW and not self._paused:
            self.wished.emit("pause")
        else:
            self.ask_to_end()

    def _toggle(self) -> None:
        self.wished.emit("toggle")

    def _show_keys(self) -> None:
        self.wished.emit("keys")

    def _pointer_moved(self) -> None:
        self._hide_controls.start()
        self.view.unsetCursor()
        self._show_controls()

    def _controls_over(self) -> None:
        if not self._paused:
            self.view.setCursor(Qt.CursorShape.BlankCursor)
        self._show_controls()

    def _show_controls(self) -> None:
        self.view.set_controls_shown(shown=self._paused or self._hide_controls.isActive())

    def _takes(self, watched: QObject) -> bool:
        """Return True if a key for this object is meant for the stage: it is in its window and no dialog is open."""
        return (
            QApplication.activeModalWidget() is None
            and isinstance(watched, QWidget)
            and watched.window() is self.window()
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride} and isinstance(event, QKeyEvent):
            wishes = WISHES if self.shown is Shown.VIEW else WISHES_ON_PAGES
            wish = wishes.get(key_of(event))
            if wish and not event.modifiers() & COMMAND and self._takes(watched):
                event.accept()
                if event.type() is QEvent.Type.KeyPress and (wish in REPEATED or not event.isAutoRepeat()):
                    self._wish(wish)
                return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        # Application-wide, so that the keys work wherever the focus is.
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # shown, so it exists
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self._hide_controls.stop()
        self.view.unsetCursor()
        super().hideEvent(event)
