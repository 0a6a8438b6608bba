"""The mat check: from where the runner will lie, can the screen be read, the sound be heard and the key be pressed."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.mat_check.mat_check_screen import (
    CLICK,
    SPOKEN,
    MatScreen,
    Step,
    awake_screen,
    heard_screen,
    key_name,
    key_screen,
    key_wish,
    playing_screen,
    read_screen,
    summary_screen,
    unheard_screen,
    unreadable_screen,
    voice_screen,
)
from mobility_gui.ui.mat_check.mat_check_view import MatCheckView

SIDE_MS = 2000
"""So long one side has the stage for itself: its word is over by then, though the device had to be opened first."""

_Key = Qt.Key
ANSWERS: dict[int, str] = {
    _Key.Key_Space: "yes",
    _Key.Key_Return: "yes",
    _Key.Key_Enter: "yes",
    _Key.Key_Y: "yes",
    _Key.Key_Right: "yes",
    _Key.Key_PageDown: "yes",
    _Key.Key_MediaPlay: "yes",
    _Key.Key_MediaPause: "yes",
    _Key.Key_MediaTogglePlayPause: "yes",
    _Key.Key_MediaNext: "yes",
    _Key.Key_N: "no",
    _Key.Key_Left: "no",
    _Key.Key_PageUp: "no",
    _Key.Key_MediaPrevious: "no",
    _Key.Key_R: "again",
    _Key.Key_F: "full_screen",
    _Key.Key_F11: "full_screen",
}
"""What keys answer: a presenter with two keys has yes and no."""

_ALONE: tuple[int, ...] = (
    _Key.Key_Shift,
    _Key.Key_Control,
    _Key.Key_Alt,
    _Key.Key_AltGr,
    _Key.Key_Meta,
    _Key.Key_CapsLock,
    _Key.Key_NumLock,
)
"""Keys that are only held while others are pressed."""


class MatCheckPage(QWidget):
    """One thing at a time; `start` begins anew. What it wishes, others do, and tell what came of it.

    `side_test_requested` carries "left" or "right", `voice_test_requested` the phrase to be said. `awake_wanted` says
    from when to when the screen is to be kept on.
    """

    closed = Signal()
    side_test_requested = Signal(str)
    voice_test_requested = Signal(str)
    larger_digits_requested = Signal()
    awake_wanted = Signal(bool)
    full_screen_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = MatCheckView(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)
        self._side_over = QTimer(self)
        self._side_over.setSingleShot(True)
        self._side_over.setInterval(SIDE_MS)
        self._sound_problem: str | None = None
        self._awake: tuple[bool | None, str | None] = (None, None)
        self._keeps_awake = False
        self._begin(larger_digits=False, voice=True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Mat check")
        self._view.answered.connect(self._answer)
        self._side_over.timeout.connect(self._end_side)

    @property
    def screen_shown(self) -> MatScreen:
        """What is said now."""
        return self._shown

    def start(self, *, larger_digits: bool = False, voice: bool = True) -> None:
        """Begin anew. `larger_digits` says whether they are chosen already; without `voice` nothing is ever said."""
        self._rest()
        self._begin(larger_digits=larger_digits, voice=voice)

    def show_sound_problem(self, sentence: str | None) -> None:
        """Say what is wrong with the sound, or with None that nothing is."""
        known = self._trouble and sentence == self._sound_problem
        self._sound_problem = sentence
        if sentence and not known and self._step in {Step.SIDES, Step.VOICE}:
            self._unheard()

    def show_awake(self, active: bool | None, problem: str | None) -> None:
        """Say whether the screen is being kept on (None: not known yet), and why not."""
        if (active, problem) != self._awake:
            self._awake = (active, problem)
            if self._step is Step.SCREEN:
                self._ask()

    def _begin(self, *, larger_digits: bool, voice: bool) -> None:
        self._larger = larger_digits
        self._voice = voice
        self._steps = [step for step in Step if voice or step is not Step.VOICE]
        self._step: Step | None = self._steps[0]
        self._results: dict[Step, bool | None] = {}
        self._awake = (None, None)
        self._trouble = False
        self._side: Side | None = None
        self._key = ""
        self._ask()

    # The way through

    def _ask(self) -> None:
        """Put the question of the present step."""
        self._trouble = False
        match self._step:
            case Step.READ:
                self._show(read_screen(self._number))
            case Step.SIDES:
                self._play(Side.LEFT)
            case Step.VOICE:
                self._speak()
            case Step.KEY:
                self._key = ""
                self._show(key_screen(self._number, "", ""))
            case Step.SCREEN:
                self._keep_awake(wanted=True)
                active, problem = self._awake
                self._results[Step.SCREEN] = False if problem else active
                self._show(awake_screen(self._number, active=active, problem=problem))
            case None:
                self._show(summary_screen(self._results, self._key))

    def _go_on(self) -> None:
        step = self._step
        if step is None:
            self._close()
            return
        if step is Step.SCREEN:
            self._keep_awake(wanted=False)
        place = self._steps.index(step) + 1
        self._step = self._steps[place] if place < len(self._steps) else None
        if self._sound_problem and self._step in {Step.SIDES, Step.VOICE}:
            self._unheard()
        else:
            self._ask()

    def _answer(self, wish: str) -> None:
        match wish:
            case "leave":
                self._close()
            case "full_screen":
                self.full_screen_requested.emit()
            case "yes" if self._trouble:
                self._see_to_it()
            case "again" if self._step is None:
                self.start(larger_digits=self._larger, voice=self._voice)
            case "again":
                self._ask()
            case "yes" | "no" if self._side is not None:
                pass  # it is still playing
            case "yes":
                self._note(works=True)
                self._go_on()
            case "no" if self._trouble or self._step in {Step.SCREEN, None}:
                self._go_on()
            case "no":
                self._note(works=False)
                self._find_help()

    def _note(self, *, works: bool) -> None:
        if self._step in {Step.READ, Step.SIDES, Step.VOICE}:
            self._results[self._step] = works

    def _find_help(self) -> None:
        if self._step is Step.READ:
            self._trouble = True
            self._show(unreadable_screen(self._number, larger=self._larger))
        else:
            self._unheard()

    def _see_to_it(self) -> None:
        """What was in the way may be gone: try again."""
        if self._step is Step.READ and not self._larger:
            self._larger = True
            self.larger_digits_requested.emit()
        self._ask()

    def _unheard(self) -> None:
        if self._step is not None:
            self._side_over.stop()
            self._side = None
            self._trouble = True
            self._results[self._step] = False
            self._show(unheard_screen(self._step, self._number, self._sound_problem))

    def _play(self, side: Side) -> None:
        self._side = side
        self._show(playing_screen(self._number, side))
        self._side_over.start()
        self.side_test_requested.emit(side.value)

    def _end_side(self) -> None:
        if self._side is Side.LEFT:
            self._play(Side.RIGHT)
        else:
            self._side = None
            self._show(heard_screen(self._number))

    def _speak(self) -> None:
        self._show(voice_screen(self._number))
        self.voice_test_requested.emit(SPOKEN)

    def _take_key(self, name: str, wish: str) -> None:
        """A key that does something in a session is to be pressed twice: so it is no accident."""
        if wish and name == self._key:
            self._results[Step.KEY] = True
            self._go_on()
            return
        self._key = name if wish else ""
        self._show(key_screen(self._number, name, wish))

    def _close(self) -> None:
        self._rest()
        self.closed.emit()

    def _rest(self) -> None:
        self._side_over.stop()
        self._side = None
        self._keep_awake(wanted=False)

    def _keep_awake(self, *, wanted: bool) -> None:
        if wanted is not self._keeps_awake:
            self._keeps_awake = wanted
            self.awake_wanted.emit(wanted)

    @property
    def _number(self) -> str:
        return f"{self._steps.index(self._step) + 1} of {len(self._steps)}" if self._step else ""

    def _show(self, screen: MatScreen) -> None:
        self._shown = screen
        self._view.show_screen(screen, larger=self._larger)
        self.setAccessibleDescription(screen.spoken)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, screen.spoken))

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.isAutoRepeat() or key in _ALONE:
            return
        if key == _Key.Key_Escape:
            self._close()
        elif self._step is Step.KEY:
            self._take_key(key_name(key), key_wish(key))
        elif key in ANSWERS:
            self._answer(ANSWERS[key])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click is a key of the stage too."""
        if self._step is Step.KEY and event.button() is Qt.MouseButton.LeftButton:
            self._take_key(CLICK, "toggle")

    def focusNextPrevChild(self, _following: bool) -> bool:  # noqa: N802, Qt's own name
        """Nothing else takes the focus: the tabulator key is a key like others."""
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        self._rest()
        super().hideEvent(event)
