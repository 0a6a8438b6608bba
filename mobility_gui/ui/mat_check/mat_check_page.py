"""The mat check: whether the runner can read the screen, hear the sound and press a key from the mat."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.keys import key_of
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.mat_check import mat_check_screen as screens
from mobility_gui.ui.mat_check.mat_check_screen import Step
from mobility_gui.ui.stage.content import StageContent
from mobility_gui.ui.stage.stage_page import WISHES
from mobility_gui.ui.stage.stage_view import StageView

SIDE_MS = 2000
"""How long a side is shown: its word has ended by then, even if the device had to be opened first."""

Key = Qt.Key
_STANDS_FOR = {"toggle": "Space", "next": "Space", "back": "N", "repeat": "R", "escape": "Esc"}
ANSWERS = {key: _STANDS_FOR[wish] for key, wish in WISHES.items() if wish in _STANDS_FOR}
ANSWERS |= {Key.Key_Return: "Space", Key.Key_Enter: "Space", Key.Key_Y: "Space", Key.Key_N: "N"}
"""Maps each key of a session to the answer it gives here, so that a presenter with two keys can say yes and no."""

_ALONE = {Key.Key_Shift, Key.Key_Control, Key.Key_Alt, Key.Key_AltGr, Key.Key_Meta, Key.Key_CapsLock, Key.Key_NumLock}
"""Keys that are only held while others are pressed."""


class MatCheckPage(QWidget):
    """Checks one thing at a time on the stage's own view, from `start` on; others do what it asks and report back.

    `side_test_requested` carries "left" or "right", `voice_test_requested` the phrase to speak. `awake_wanted`
    carries True when the screen must stay on, and False when that ends.
    """

    closed = Signal()
    side_test_requested = Signal(str)
    voice_test_requested = Signal(str)
    larger_digits_requested = Signal()
    awake_wanted = Signal(bool)
    full_screen_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = StageView(theme)
        self._view.set_controls_shown(shown=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)
        self._side_over = QTimer(self)
        self._side_over.setSingleShot(True)
        self._side_over.setInterval(SIDE_MS)
        self._sound_problem: str | None = None
        self._keeps_awake = False
        self.start()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Mat check")
        self._view.wished.connect(self._answer)
        self._view.clicked.connect(self._take_click)
        self._side_over.timeout.connect(self._end_side)

    def start(self, *, larger_digits: bool = False, voice: bool = True) -> None:
        """Begin with the first step; `larger_digits` are chosen already, and without `voice` nothing is spoken."""
        self._rest()
        self._voice = voice
        self._steps = [step for step in Step if voice or step is not Step.VOICE]
        self._step: Step | None = self._steps[0]
        self._results: dict[Step, bool | None] = {}
        self._awake: tuple[bool | None, str | None] = (None, None)
        self._key = ""
        self._shown: StageContent | None = None
        self._larger = larger_digits
        self._ask()

    def show_sound_problem(self, sentence: str | None) -> None:
        """Show what is wrong with the sound, or with None that nothing is."""
        self._sound_problem = sentence
        if sentence and self._step in {Step.SIDES, Step.VOICE}:
            self._say_no(self._step)

    def show_awake(self, active: bool | None, problem: str | None) -> None:
        """Show whether the screen stays on (None: not known yet), and why not."""
        self._awake = (active, problem)
        if self._step is Step.SCREEN:
            self._ask()

    # The steps

    def _ask(self) -> None:
        """Ask the question of the current step."""
        match self._step:
            case Step.READ:
                self._show(screens.read_screen())
            case Step.SIDES:
                self._play(Side.LEFT)
            case Step.VOICE:
                self._show(screens.heard_screen(Step.VOICE))
                self.voice_test_requested.emit(screens.SPOKEN)
            case Step.KEY:
                self._show(screens.key_screen())
            case Step.SCREEN:
                self._keep_awake(wanted=True)
                active, problem = self._awake
                self._results[Step.SCREEN] = False if problem else active
                self._show(screens.awake_screen(active, problem))
            case None:
                self._show(screens.summary_screen(self._results, self._key))

    def _go_on(self) -> None:
        self._rest()
        steps = [*self._steps, None]
        self._step = steps[steps.index(self._step) + 1]
        if self._sound_problem and self._step in {Step.SIDES, Step.VOICE}:
            self._say_no(self._step)
        else:
            self._ask()

    def _answer(self, wish: str) -> None:
        match wish:
            case "yes" if self._step:
                self._results[self._step] = True
                self._go_on()
            case "no" if self._step:
                self._say_no(self._step)
            case "larger":
                self._larger = True
                self.larger_digits_requested.emit()
                self._ask()
            case "again":
                self._ask()
            case "go_on":
                self._go_on()
            case "start":
                self.start(larger_digits=self._larger, voice=self._voice)
            case "leave":
                self._rest()
                self.closed.emit()

    def _say_no(self, step: Step) -> None:
        """Note that this does not work, and show what helps."""
        self._side_over.stop()
        self._results[step] = False
        self._show(screens.trouble_screen(step, self._sound_problem, larger=self._larger))

    def _play(self, side: Side) -> None:
        self._show(screens.playing_screen(side))
        self._side_over.start()
        self.side_test_requested.emit(side.value)

    def _end_side(self) -> None:
        if self._shown and self._shown.side is Side.LEFT:
            self._play(Side.RIGHT)
        else:
            self._show(screens.heard_screen(Step.SIDES))

    def _take_click(self) -> None:
        """Treat a click as a key, as the stage does."""
        if self._step is Step.KEY:
            self._take_key("Click", "toggle")

    def _take_key(self, name: str, wish: str) -> None:
        """Continue once a key that works in a session is pressed twice, so that one accidental press is not enough."""
        if wish and name == self._key:
            self._answer("yes")
            return
        self._key = name if wish else ""
        self._show(screens.key_screen(name, wish))

    def _rest(self) -> None:
        self._side_over.stop()
        self._keep_awake(wanted=False)

    def _keep_awake(self, *, wanted: bool) -> None:
        if wanted is not self._keeps_awake:
            self._keeps_awake = wanted
            self.awake_wanted.emit(wanted)

    def _show(self, content: StageContent) -> None:
        if self._step and not content.side:
            content = replace(content, step=f"{self._steps.index(self._step) + 1} of {len(self._steps)}")
        if content != self._shown:
            self._shown = content
            self._view.set_look(larger_digits=self._larger, reduce_motion=True)
            self._view.show_content(content)
            said = screens.spoken(content)
            self.setAccessibleDescription(said)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = key_of(event)
        if event.isAutoRepeat() or key in _ALONE:
            return
        if self._step is Step.KEY and key != Key.Key_Escape:
            self._take_key(screens.key_name(key), WISHES.get(key, ""))
        elif key in ANSWERS and self._shown:
            for control in self._shown.controls:
                if control.key == ANSWERS[key]:
                    self._answer(control.wish)
        elif WISHES.get(key) == "full_screen":
            self.full_screen_requested.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, _following: bool) -> bool:  # noqa: N802, Qt's own name
        """Keep the focus here: Tab is a key like any other."""
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        self._rest()
        super().hideEvent(event)
