"""What the stage shows at each step of the mat check, and the keys that answer."""

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from mobility_gui.training.exercise import Side
from mobility_gui.ui.stage.content import Control, StageContent, StageState

NUMBER, LINE = "24", "Knee past the toes, heel stays heavy."
HEAR = "sound_on"
SPOKEN = "30 seconds"
"""A phrase that comes with the program, spoken to test the voice."""

SOUND_ADVICE = "Turn up the volume, then check Speakers in Settings."
VOICE_ADVICE = "Turn up the volume. Everything it says is also on the screen."
MAY_TURN_OFF = "The screen may turn off. Set a longer time in your system settings."

_DOES = {
    "toggle": "Pause or resume",
    "next": "Next",
    "back": "Start over",
    "more": "15 s more",
    "less": "15 s less",
    "repeat": "Repeat from the set-up",
    "discomfort": "It hurts: stop this side",
    "voice": "Voice: all, names or tones",
    "mute": "Sound on or off",
    "full_screen": "Full screen",
    "instructions": "How to do the exercise",
    "keys": "All keys",
}

_NAMES: dict[int, str] = {
    Qt.Key.Key_MediaPlay: "Play",
    Qt.Key.Key_MediaPause: "Pause",
    Qt.Key.Key_MediaTogglePlayPause: "Play / Pause",
    Qt.Key.Key_MediaNext: "Next track",
    Qt.Key.Key_MediaPrevious: "Previous track",
    Qt.Key.Key_PageDown: "Page Down",
    Qt.Key.Key_PageUp: "Page Up",
}
"""Keys whose name in Qt differs from what is printed on them."""

LEAVE = Control("leave", "", "Esc")
YES, NO, AGAIN = Control("yes", "Yes", "Space"), Control("no", "No", "N"), Control("again", "Again", "R")
LARGER, LOOK = Control("larger", "Larger", "Space"), Control("again", "Look again", "Space")
RETRY, WITHOUT = Control("again", "Try again", "Space"), Control("go_on", "Skip", "N")
NEXT, CLOSE, START = (
    Control("go_on", "Next", "Space"),
    Control("leave", "Close", "Space"),
    Control("start", "Start over", "R"),
)

ASKING, TROUBLE, DONE = StageState.WORK, StageState.SET_UP, StageState.DONE
"""The colours of a question, of a problem, and of the end."""


class Step(StrEnum):
    """What is checked, in this order, with its title."""

    READ = "Read this"
    SIDES = "Left and right"
    VOICE = "Voice"
    KEY = "Your key"
    SCREEN = "Screen"


_RESULTS: dict[Step, dict[bool | None, str]] = {
    Step.READ: {True: "You can read the screen.", False: "Too small to read from here."},
    Step.SIDES: {True: "You can hear left and right.", False: "You couldn’t hear left and right."},
    Step.VOICE: {True: "The voice is clear.", False: "The voice wasn’t clear."},
    Step.KEY: {True: "Your key works: {key}."},
    Step.SCREEN: {
        True: "The screen stays on.",
        False: "The screen may turn off.",
        None: "The screen couldn’t be checked.",
    },
}


def read_screen() -> StageContent:
    """Ask if the runner can read the number and the line."""
    question = "Can you read this from the mat?"
    return StageContent(ASKING, Step.READ, number=NUMBER, cue=LINE, question=question, controls=(YES, NO, LEAVE))


def playing_screen(side: Side) -> StageContent:
    """Show which side is playing."""
    question = f"Now {side.value}."
    return StageContent(ASKING, Step.SIDES, side=side, sign=HEAR, cue="Listen.", question=question, controls=(LEAVE,))


def heard_screen(step: Step) -> StageContent:
    """Ask if both sides were heard, or if the voice was understood."""
    cue, question = f"It said: {SPOKEN}.", "Was that clear?"
    if step is Step.SIDES:
        cue, question = "One speaker is fine: the voice says the side.", "Did you hear left, then right?"
    return StageContent(ASKING, step, sign=HEAR, cue=cue, question=question, controls=(YES, AGAIN, NO, LEAVE))


def trouble_screen(step: Step, problem: str | None, *, larger: bool) -> StageContent:
    """Offer larger digits, or other help if they are `larger` already; show what is wrong with the sound."""
    if step is Step.READ:
        cue = "Bring the screen closer, or make the window larger." if larger else "Try larger numbers."
        controls = (LOOK if larger else LARGER, WITHOUT, LEAVE)
        return StageContent(TROUBLE, step, number=NUMBER, cue=cue, controls=controls)
    cue = problem or (VOICE_ADVICE if step is Step.VOICE else SOUND_ADVICE)
    return StageContent(TROUBLE, step, sign="sound_off", cue=cue, controls=(RETRY, WITHOUT, LEAVE))


def key_screen(key: str = "", wish: str = "") -> StageContent:
    """Ask for a key, or show the one that arrived and what it does in a session."""
    if not key:
        cue, question = "Space, a media key or a clicker?", "Press the key you’ll use on the mat."
        return StageContent(ASKING, Step.KEY, sign="key", cue=cue, question=question, controls=(LEAVE,))
    cue, question = "That key does nothing in a session.", "Press another one."
    if wish:
        cue, question = f"{_DOES[wish]}.", "Press it again to continue."
    state = ASKING if wish else TROUBLE
    return StageContent(state, Step.KEY, number=key, cue=cue, question=question, controls=(LEAVE,))


def awake_screen(active: bool | None, problem: str | None) -> StageContent:
    """Show whether the screen stays on; None if that is not known yet."""
    state, sign = ASKING, "awake"
    cue = "It stays on during a session." if active else "Checking whether it stays on."
    if problem or active is False:
        state, sign, cue = TROUBLE, "warn", problem or MAY_TURN_OFF
    return StageContent(state, Step.SCREEN, sign=sign, cue=cue, controls=(NEXT, LEAVE))


def summary_screen(results: Mapping[Step, bool | None], key: str) -> StageContent:
    """Show what works and what does not; None if that is not known."""
    rows = tuple(
        ("tick" if works else "warn", _RESULTS[step][works].format(key=key)) for step, works in results.items()
    )
    title, question = "Mat check", "You can change this in Settings."
    if all(results.values()):
        title, question = "Ready for the mat", ""
    return StageContent(DONE, title, rows=rows, question=question, controls=(CLOSE, START, LEAVE))


def spoken(content: StageContent) -> str:
    """Return everything in words, for a screen reader."""
    words = [content.name, content.number, *(words for _, words in content.rows), content.cue, content.question]
    words += [f"{control.key}: {control.word}" for control in content.controls if control.word]
    return " ".join(part if part.endswith((".", "?")) else f"{part}." for part in words if part)


def key_name(key: int) -> str:
    """Return the name printed on a key."""
    named = QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
    return _NAMES.get(key, named if named.isprintable() else "") or "No name"
