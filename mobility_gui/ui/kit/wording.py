"""Words for the facts of a routine and for the choices in Settings."""

from datetime import date
from typing import assert_never

from mobility_gui.settings import OtherSound, ToneSet
from mobility_gui.training.exercise import Joint, Kit, Posture, Side
from mobility_gui.training.routine import Group, Measure, Sides, Step
from mobility_gui.training.voice_level import VoiceLevel
from mobility_gui.ui.kit.days import day_month_words, weekday_name

GROUPS: dict[Group, str] = {
    Group.BEFORE_RUN: "Before a run",
    Group.AFTER_RUN: "After a run",
    Group.ANKLE_WORK: "Ankle work",
    Group.YOGA: "Yoga",
    Group.MINE: "Mine",
}

VOICE_LEVELS: dict[VoiceLevel, str] = {
    VoiceLevel.ALL: "All",
    VoiceLevel.NAMES: "Names only",
    VoiceLevel.TONES: "Tones only",
}

TONE_SETS: dict[ToneSet, str] = {ToneSet.SOFT: "Soft", ToneSet.NORMAL: "Normal", ToneSet.BRIGHT: "Bright"}

OTHER_SOUNDS: dict[OtherSound, str] = {
    OtherSound.LEAVE: "Leave it on",
    OtherSound.LOWER_FOR_CUES: "Quieter for cues",
    OtherSound.LOWER: "Quieter throughout",
    OtherSound.PAUSE: "Pause it",
}

LAST_DONE = "last done "
"""How `last_done_words` begins for earlier days; dropped where there is little room."""


def voice_words(level: VoiceLevel) -> str:
    """Return what the stage shows after a change of the voice level, as in "Voice: names only"."""
    return f"Voice: {VOICE_LEVELS[level].lower()}"


def joint_words(joint: Joint) -> str:
    """Return a joint's name, as in "lower back"."""
    return joint.value.replace("_", " ")


def kit_words(kit: Kit) -> str:
    """Return the name of a piece of kit, capitalised as in "Ball"."""
    return kit.value.capitalize()


def posture_words(posture: Posture) -> str:
    """Return the name of a posture, as in "half kneeling"."""
    match posture:
        case Posture.PRONE:
            return "lying face down"
        case Posture.SUPINE:
            return "lying on your back"
        case Posture.ALL_FOURS | Posture.HALF_KNEELING | Posture.KNEELING | Posture.SEATED | Posture.STANDING:
            return posture.value.replace("_", " ")


def side_words(step: Step, first: Side | None = None) -> tuple[str, ...]:
    """Return icon names and words in the order they are shown; those in `ARROWS` are icons.

    `first` is the tighter side, if one goes first.
    """
    if isinstance(step.dose, Measure):
        return ("left", "each side", "right")
    match step.sides:
        case Sides.EACH:
            words: tuple[str, ...] = ("left", "each side" if first is None else f"each side, {first} first", "right")
        case Sides.LEFT:
            words = ("left", "left side")
        case Sides.RIGHT:
            words = ("right side", "right")
        case Sides.BOTH:
            words = ("both", "both sides")
        case _:
            assert_never(step.sides)
    return words if step.sets == 1 else (*words, f"· {step.sets} sets")


ARROWS = frozenset({"left", "right", "both"})
"""The parts of `side_words` that are drawn as icons."""


def minutes_words(duration_ms: int) -> str:
    """Return a duration in whole minutes, at least one, as in "7 min"."""
    return f"{max(1, round(duration_ms / 60_000))} min"


def last_done_words(done: date | None, today: date) -> str:
    """Return when a routine was last done, as a runner would say it on the day `today`."""
    if done is None:
        return "not done yet"
    days = (today - done).days
    if days <= 0:
        return "done today"
    if days == 1:
        return "done yesterday"
    year = "" if done.year == today.year else f" {done.year}"
    return LAST_DONE + (weekday_name(done) if days < 7 else day_month_words(done) + year)
