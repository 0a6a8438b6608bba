"""What each screen of the mat check says: the steps, their words and the keys that answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from mobility_gui.training.exercise import Side
from mobility_gui.ui.stage.stage_page import WISHES

NUMBER, LINE = "24", "Knee past the toes, heel stays heavy."
"""What is read: as large as on the stage."""

SPOKEN = "30 seconds"
"""What the voice says to be tried; a phrase that comes with the program."""
SOUND_ADVICE = "Turn the volume up, then look at Speakers in Settings."
VOICE_ADVICE = "Turn the volume up. All that is said is on the screen too."
MAY_GO_DARK = "The screen may go dark: set a longer time in the desktop's settings."

_DOES = {
    "toggle": "Pause, go on",
    "next": "Next",
    "back": "Start this one again",
    "more": "15 s more",
    "less": "15 s less",
    "repeat": "Repeat, from the set-up",
    "discomfort": "It hurts: ends this side",
    "voice": "Voice: all, names, tones",
    "mute": "Sound off, on",
    "full_screen": "Full screen",
    "instructions": "How the exercise is done",
    "keys": "All keys",
}

_NAMES: dict[int, str] = {
    Qt.Key.Key_Space: "Space",
    Qt.Key.Key_Return: "Return",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_MediaPlay: "Play",
    Qt.Key.Key_MediaPause: "Pause",
    Qt.Key.Key_MediaTogglePlayPause: "Play / Pause",
    Qt.Key.Key_MediaNext: "Next track",
    Qt.Key.Key_MediaPrevious: "Last track",
    Qt.Key.Key_PageDown: "Page Down",
    Qt.Key.Key_PageUp: "Page Up",
}

_WISHES = {int(key): wish for key, wish in WISHES.items()}

CLICK = "Click"


class Tone(StrEnum):
    """What colours a screen has: as at work, as something to see to, as done."""

    ASKING = "asking"
    TROUBLE = "trouble"
    DONE = "done"


class Step(StrEnum):
    """What is checked, in this order."""

    READ = "read"
    SIDES = "sides"
    VOICE = "voice"
    KEY = "key"
    SCREEN = "screen"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its key: `yes`, `no`, `again` or `leave`."""

    wish: str
    key: str
    word: str


@dataclass(frozen=True, slots=True)
class MatScreen:
    """One thing at a time. `step` is as in "1 of 5".

    In the middle stands one of these: a number, the flags of both sides (those in `sounding` filled), a word, an icon,
    or `rows` as (icon, words). Below it stand the cue, then the question.
    """

    tone: Tone
    title: str
    step: str = ""
    number: str = ""
    sounding: frozenset[Side] | None = None
    word: str = ""
    icon: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    cue: str = ""
    question: str = ""
    answers: tuple[Answer, ...] = ()

    @property
    def spoken(self) -> str:
        """All of it in words, for a screen reader."""
        words = [self.title, self.number, self.word, *(words for _, words in self.rows), self.cue, self.question]
        words += [f"{answer.key}: {answer.word}" for answer in self.answers]
        return ". ".join(part.removesuffix(".") for part in words if part)


def _yes(word: str) -> Answer:
    return Answer("yes", "Space", word)


def _no(word: str) -> Answer:
    return Answer("no", "N", word)


_AGAIN = Answer("again", "R", "Again")
_TITLES = {
    Step.READ: "Read this",
    Step.SIDES: "Left and right",
    Step.VOICE: "The voice",
    Step.KEY: "Your key",
    Step.SCREEN: "The screen",
}


def read_screen(step: str) -> MatScreen:
    """Ask whether number and line can be read."""
    return MatScreen(
        Tone.ASKING,
        _TITLES[Step.READ],
        step,
        number=NUMBER,
        cue=LINE,
        question="Can you read this from the mat?",
        answers=(_yes("Yes"), _no("No")),
    )


def unreadable_screen(step: str, *, larger: bool) -> MatScreen:
    """Offer larger digits, or when they are `larger` already, say what else helps."""
    if larger:
        cue, word = "Bring the screen closer, or make the window larger.", "Look again"
    else:
        cue, word = "There are larger digits.", "Use them"
    return MatScreen(
        Tone.TROUBLE, _TITLES[Step.READ], step, number=NUMBER, cue=cue, answers=(_yes(word), _no("Go on without"))
    )


def playing_screen(step: str, side: Side) -> MatScreen:
    """Show which side sounds now."""
    return MatScreen(
        Tone.ASKING, _TITLES[Step.SIDES], step, sounding=frozenset({side}), cue="Listen.", question=f"Now {side.value}."
    )


def heard_screen(step: str) -> MatScreen:
    """Ask whether both sides were heard."""
    return MatScreen(
        Tone.ASKING,
        _TITLES[Step.SIDES],
        step,
        sounding=frozenset({Side.LEFT, Side.RIGHT}),
        cue="One speaker is fine: the voice says the side.",
        question="Did you hear left, then right?",
        answers=(_yes("Yes"), _AGAIN, _no("No")),
    )


def voice_screen(step: str) -> MatScreen:
    """Ask whether the voice was understood."""
    return MatScreen(
        Tone.ASKING,
        _TITLES[Step.VOICE],
        step,
        icon="sound_on",
        cue=f"It said: {SPOKEN}.",
        question="Was that clear?",
        answers=(_yes("Yes"), _AGAIN, _no("No")),
    )


def unheard_screen(step: Step, number: str, problem: str | None) -> MatScreen:
    """Say what is wrong with the sound, or what mostly helps."""
    advice = VOICE_ADVICE if step is Step.VOICE else SOUND_ADVICE
    return MatScreen(
        Tone.TROUBLE,
        _TITLES[step],
        number,
        icon="sound_off",
        cue=problem or advice,
        answers=(_yes("Try again"), _no("Go on without")),
    )


def key_screen(step: str, key: str, wish: str) -> MatScreen:
    """Ask for a key, or show the one that arrived and what it does in a session."""
    if not key:
        cue, question = "Space, a media key or a presenter:", "press what you will use on the mat."
        return MatScreen(Tone.ASKING, _TITLES[Step.KEY], step, icon="key", cue=cue, question=question)
    if not wish:
        cue, question = "It does nothing in a session.", "Press another."
        return MatScreen(Tone.TROUBLE, _TITLES[Step.KEY], step, word=key, cue=cue, question=question)
    question = "Press it again to go on."
    return MatScreen(Tone.ASKING, _TITLES[Step.KEY], step, word=key, cue=f"{_DOES[wish]}.", question=question)


def awake_screen(step: str, *, active: bool | None, problem: str | None) -> MatScreen:
    """Say whether the screen stays on; None while that is not known."""
    title, next_one = _TITLES[Step.SCREEN], (_yes("Next"),)
    if problem or active is False:
        return MatScreen(Tone.TROUBLE, title, step, icon="warn", cue=problem or MAY_GO_DARK, answers=next_one)
    cue = "It stays on while a session runs." if active else "Asking the desktop to keep it on …"
    return MatScreen(Tone.ASKING, title, step, icon="awake", cue=cue, answers=next_one)


def summary_screen(results: Mapping[Step, bool | None], key: str) -> MatScreen:
    """Say what works and what does not; None is what is not known."""
    rows = tuple(
        ("tick" if works else "warn", _result_words(step, key, works=works)) for step, works in results.items()
    )
    good = all(results.values())
    return MatScreen(
        Tone.DONE,
        "Ready for the mat" if good else "Mat check",
        rows=rows,
        question="" if good else "You can change this in Settings.",
        answers=(_yes("Close"), _AGAIN),
    )


def key_name(key: int) -> str:
    """Give the name of a key as it stands on it."""
    named = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return _NAMES.get(key, named if named.isprintable() else "") or "No name"


def key_wish(key: int) -> str:
    """Give what a key wishes in a session, empty for nothing."""
    return _WISHES.get(key, "")


def _result_words(step: Step, key: str, *, works: bool | None) -> str:
    match step:
        case Step.READ:
            return "Digits and words can be read." if works else "Too small to read from here."
        case Step.SIDES:
            return "Left and right can be heard." if works else "Left and right: not heard."
        case Step.VOICE:
            return "The voice is clear." if works else "The voice: not understood."
        case Step.KEY:
            return f"Your key works: {key}."
        case Step.SCREEN:
            words = {True: "The screen stays on.", False: "The screen may go dark.", None: "The screen: not known."}
            return words[works]
        case _:
            assert_never(step)
