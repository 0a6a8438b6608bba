"""What the stage shows at a moment of a session, in plain words and numbers, without pixels."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from mobility_gui.training.amounts import clock_words, dose_words
from mobility_gui.training.event import PauseReason
from mobility_gui.training.exercise import Exercise, Side
from mobility_gui.training.plan import Span, SpanKind
from mobility_gui.training.routine import Breaths, Hold, Measure, Reps, Tempo
from mobility_gui.training.session import Paused, Session
from mobility_gui.ui.drawing.movement import Breath, Held, Movement, Rep, WayIn
from mobility_gui.ui.kit.days import time_words

SESSION_STOP_RULE = "Stop if you feel pain, pinching, tingling or a hot calf."
"""Shown once per session, during the first lead-in."""


class StageState(StrEnum):
    """The states of the stage; each has its own word, shape and colour."""

    SET_UP = "set_up"
    WORK = "work"
    SWITCH = "switch"
    PAUSED = "paused"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Ring:
    """The part of the time that is left, from 1 to 0."""

    left: float


@dataclass(frozen=True, slots=True)
class Arcs:
    """One repetition as three arcs (down, hold, up); `at` runs from 0 to 1 over the whole of it."""

    tempo: Tempo
    at: float


@dataclass(frozen=True, slots=True)
class BreathCircle:
    """One breath; `at` runs from 0 (empty) over 0.5 (full) to 1 (empty)."""

    at: float


@dataclass(frozen=True, slots=True)
class Waits:
    """Nothing moves until the runner presses a key."""


Dial = Ring | Arcs | BreathCircle | Waits

STILL = WayIn(0)


@dataclass(frozen=True, slots=True)
class Ribbon:
    """All stretches in proportion to their time; `done` is the finished part of the present one, 0 to 1."""

    weights: tuple[int, ...]
    present: int
    done: float


@dataclass(frozen=True, slots=True)
class Control:
    """One control of the row of keys: its wish, word, key and icon."""

    wish: str
    word: str
    key: str
    icon: str = ""


PAUSE = Control("toggle", "Pause", "Space", "pause")
RESUME = Control("toggle", "Resume", "Space", "play")
DONE = Control("toggle", "Done", "Space", "tick")
OTHERS = (
    Control("repeat", "Repeat", "R", "repeat"),
    Control("next", "Next", "N", "next"),
    Control("discomfort", "Hurts", "X", "hurts"),
    Control("end", "End", "Esc", "close"),
)


@dataclass(frozen=True, slots=True)
class StageContent:
    """Everything the stage shows; empty fields are not shown.

    `side` is None if both sides work together; `works` is True in work and False in a lead-in, even while paused.
    `note` is a small line above the cue, `question` a bold one below it. The number's place may hold a word, a `sign`
    or `rows` of words, each with an icon. Without `exercise` there is no dial, and without `ends` no bottom row.
    """

    state: StageState
    name: str
    step: str = ""
    side: Side | None = None
    number: str = ""
    of: str = ""
    sign: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    word: str = ""
    detail: str = ""
    note: str = ""
    cue: str = ""
    question: str = ""
    exercise: Exercise | None = None
    works: bool = False
    dial: Dial = Waits()
    movement: Movement = STILL
    ribbon: Ribbon = Ribbon((), 0, 0.0)
    left: str = ""
    ends: str = ""
    controls: tuple[Control, ...] = ()


def content_of(session: Session, wall: datetime, *, slept: bool = False) -> StageContent:
    """Return what to show; `wall` is the time of day now, `slept` is True if the last gap was the computer's sleep.

    Not for a measurement or a finished session, which have pages of their own.
    """
    span = session.span
    paused = session.phase if isinstance(session.phase, Paused) else None
    number, of = _number(session, span)
    state, word, detail, cue = _lines(session, span)
    switching = span.kind is SpanKind.SWITCH
    return StageContent(
        state=StageState.PAUSED if paused else state,
        works=not span.is_lead_in,
        number=number,
        of=of,
        name="Switch side" if switching else span.exercise.name,
        side=None if span.side is Side.BOTH else span.side,
        word=_paused_word(span, number, of) if paused else word,
        detail="" if paused else detail,
        cue=_paused_cue(session, paused, slept=slept) if paused else cue,
        note=SESSION_STOP_RULE if session.index == 0 and span.kind is SpanKind.SET_UP else "",
        controls=(_space_key(span, paused), *OTHERS),
        dial=_dial(session, span),
        movement=_movement(session, span),
        exercise=span.exercise,
        ribbon=_ribbon(session),
        left=clock_text(session.total_left_ms),
        ends=time_words(wall + timedelta(milliseconds=session.total_left_ms)),
    )


def clock_text(ms: int) -> str:
    """Return minutes and seconds as `5:10`, rounded up so that zero never shows too early."""
    return clock_words(-(-ms // 1000))


def gap_text(ms: int) -> str:
    """Return the length of a gap in seconds, minutes or hours, as people say it."""
    seconds = round(ms / 1000)
    if seconds < 90:
        return f"{seconds} seconds"
    minutes = round(seconds / 60)
    return f"{minutes} minutes" if minutes < 90 else f"{round(minutes / 60)} hours"


def _number(session: Session, span: Span) -> tuple[str, str]:
    if span.is_lead_in or isinstance(span.dose, Hold):
        return str(-(-session.left_ms // 1000)), ""
    match span.dose:
        case Reps(count, None):
            return str(count), "rep" if count == 1 else "reps"
        case Reps(count) | Breaths(count):
            return str(min(count, session.elapsed_ms // span.unit_ms + 1)), f"of {count}"
        case Measure(trials):
            return str(trials), "tries"
        case _:
            assert_never(span.dose)


def _lines(session: Session, span: Span) -> tuple[StageState, str, str, str]:
    """Return the state of the stage in a span, its word, the words beside that, and its cue."""
    exercise = span.exercise
    match span.kind:
        case SpanKind.SET_UP:
            return StageState.SET_UP, "Get ready", ", ".join(kit.value for kit in exercise.kit), exercise.set_up
        case SpanKind.SWITCH:
            cue = f"Now the {span.side} side."
            return StageState.SWITCH, f"Next: {exercise.name.lower()}", dose_words(span.dose), cue
        case SpanKind.REST:
            detail = f"next: set {span.set} of {span.sets}, {dose_words(span.dose)}"
            return StageState.SWITCH, "Rest", detail, "Shake it out, breathe, then go again."
        case SpanKind.WORK | SpanKind.MEASURE:
            return StageState.WORK, *_work_words(session, span), exercise.cue
        case _:
            assert_never(span.kind)


def _work_words(session: Session, span: Span) -> tuple[str, str]:
    sets = f"set {span.set} of {span.sets}" if span.sets > 1 else ""
    match span.dose:
        case Hold():
            return span.exercise.words[1], sets
        case Breaths():
            half = span.unit_ms // 2
            return ("Breathe in" if session.elapsed_ms % span.unit_ms < half else "Breathe out"), sets
        case Reps(_, tempo):
            if tempo is None:
                return "At your own pace", "press Space when done"
            words = span.exercise.words
            return _tempo_word(session.elapsed_ms % span.unit_ms, tempo, words), _tempo_text(tempo, words)
        case Measure():
            return "Measure", ""
        case _:
            assert_never(span.dose)


def _tempo_word(at_ms: int, tempo: Tempo, words: tuple[str, str, str]) -> str:
    if at_ms < 1000 * tempo.down:
        return words[0]
    return words[1] if at_ms < 1000 * (tempo.down + tempo.hold) else words[2]


def _tempo_text(tempo: Tempo, words: tuple[str, str, str]) -> str:
    if len(set(words)) == 1:
        return f"{tempo.seconds} s each"
    parts = zip((tempo.down, tempo.hold, tempo.up), words, strict=True)
    return ", ".join(f"{seconds} {word.lower()}" for seconds, word in parts if seconds)


def _paused_word(span: Span, number: str, of: str) -> str:
    if span.is_lead_in or isinstance(span.dose, Hold):
        return f"Paused at {number} s"
    return "Paused" if span.waits else f"Paused at {number} {of}"


def _paused_cue(session: Session, paused: Paused, *, slept: bool) -> str:
    match paused.why:
        case PauseReason.RUNNER:
            return "Press Space to continue."
        case PauseReason.DISCOMFORT:
            return stopped_words(session)
        case PauseReason.GAP:
            what = "slept" if slept else "was busy"
            return f"The computer {what} for {gap_text(paused.gap_ms)}."
        case _:
            assert_never(paused.why)


def stopped_words(session: Session) -> str:
    """Return which exercise and side the last discomfort ended."""
    if session.hurt is None:
        return ""
    work = session.hurt.work
    side = "" if work.side is Side.BOTH else f", {work.side}"
    return f"{work.exercise.name}{side}: stopped."


def _space_key(span: Span, paused: Paused | None) -> Control:
    if paused:
        # The cue gives the reason, and this control the key; without a reason, the cue itself names the key.
        return replace(RESUME, key="") if paused.why is PauseReason.RUNNER else RESUME
    return DONE if span.waits and not span.is_lead_in else PAUSE


def _dial(session: Session, span: Span) -> Dial:
    if not span.is_lead_in and span.waits:
        return Waits()
    at_ms = session.elapsed_ms
    if not span.is_lead_in:
        match span.dose:
            case Reps(_, tempo) if tempo is not None:
                return Arcs(tempo, at_ms % span.unit_ms / span.unit_ms)
            case Breaths():
                return BreathCircle(at_ms % span.unit_ms / span.unit_ms)
            case _:
                pass
    return Ring(session.left_ms / span.duration_ms if span.duration_ms else 0.0)


def _movement(session: Session, span: Span) -> Movement:
    """Return what moves the figure now."""
    at_ms = session.elapsed_ms
    if span.is_lead_in or span.waits:
        return WayIn(at_ms)
    match span.dose:
        case Reps(count, tempo) if tempo is not None:
            return Rep(at_ms // span.unit_ms, count, at_ms % span.unit_ms, tempo)
        case Breaths():
            return Breath(at_ms // span.unit_ms, at_ms % span.unit_ms / span.unit_ms)
        case Hold() | Reps() | Measure():
            return Held(at_ms)
        case _:
            assert_never(span.dose)


def _ribbon(session: Session) -> Ribbon:
    weights: list[int] = []
    present, done_ms = 0, 0
    lead_ms = 0
    for index, span in enumerate(session.spans):
        if index == session.index:
            present = len(weights)
            done_ms = session.elapsed_ms + (0 if span.is_lead_in else lead_ms)
        if span.is_lead_in:
            lead_ms += span.duration_ms
        else:
            weights.append(lead_ms + span.duration_ms)
            lead_ms = 0
    weight = weights[present]
    return Ribbon(tuple(weights), present, min(1.0, done_ms / weight) if weight else 0.0)
