"""The score of a session: every tone and phrase to be heard from now on, planned ahead."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from mobility_gui.training.cues import COUNTED, CueKind
from mobility_gui.training.event import PauseReason
from mobility_gui.training.phrases import (
    BREATHE_IN,
    BREATHE_OUT,
    COUNTS,
    DONE,
    HALF_WAY,
    LAST_BREATH,
    LAST_REP,
    PAUSED,
    PRESS_TO_CONTINUE,
    STOPPED,
    TEN_LEFT,
)
from mobility_gui.training.saying import GAP_MS, ClipLength, Saying
from mobility_gui.training.session import Finished, Paused, Ready, Running, Session, Waiting
from mobility_gui.training.speech import sayings, tones
from mobility_gui.training.voice_level import VoiceLevel

AHEAD_SPANS = 2
"""How many spans the score looks ahead of the current one, which it holds whole."""

AFTER_ATTENTION_MS = 900
AFTER_DONE_MS = 2700
"""When the session pauses or ends, speech follows the tone after this long, when the tone is over."""


@dataclass(frozen=True, slots=True)
class Tone:
    """A tone, and the time of the session's clock at which it begins."""

    at_ms: int
    what: CueKind


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase, and the time of the session's clock at which it begins."""

    at_ms: int
    what: str


Due = Tone | Phrase


_SAID_ON_THE_SECOND = frozenset({*COUNTS, HALF_WAY, TEN_LEFT, BREATHE_IN, BREATHE_OUT, LAST_REP, LAST_BREATH})


def is_count(due: Due) -> bool:
    """True if it is wrong at any other time, so it is better dropped than late."""
    match due:
        case Tone(what=kind):
            return kind in COUNTED
        case Phrase(what=words):
            return words in _SAID_ON_THE_SECOND


def score(session: Session, level: VoiceLevel, duration_ms: ClipLength) -> tuple[Due, ...]:
    """Return what is heard in the current span, from its beginning, and in the next ones, in order of time.

    `duration_ms` returns how long the clip of a phrase is, None if it has none.
    """
    return tuple(sorted(_score(session, level, duration_ms), key=lambda due: due.at_ms))


def _score(session: Session, level: VoiceLevel, duration_ms: ClipLength) -> Iterator[Due]:
    match session.phase:
        case Ready():
            return
        case Paused(why=why):
            yield from _standing(session.seen_ms, why, level, duration_ms)
        case Finished(complete):
            last_words = _last_words(session) if complete else (DONE,)
            yield from _ending(session.seen_ms, last_words, level, duration_ms)
        case Running() | Waiting():
            yield from _going(session, level, duration_ms)
        case _:
            assert_never(session.phase)


def _standing(at_ms: int, why: PauseReason, level: VoiceLevel, duration_ms: ClipLength) -> Iterator[Due]:
    if why is PauseReason.DISCOMFORT and level is VoiceLevel.ALL:
        yield from _spoken(Saying(at_ms, (STOPPED, PRESS_TO_CONTINUE)), 0, duration_ms)
        return
    if why is not PauseReason.RUNNER:
        yield Tone(at_ms, CueKind.ATTENTION)
        at_ms += AFTER_ATTENTION_MS
    if level is not VoiceLevel.TONES:
        yield Phrase(at_ms, PAUSED)


def _last_words(session: Session) -> tuple[str, ...]:
    return session.spans[-1].exercise.way_out, DONE, session.plan.routine.farewell


def _ending(at_ms: int, last_words: tuple[str, ...], level: VoiceLevel, duration_ms: ClipLength) -> Iterator[Due]:
    yield Tone(at_ms, CueKind.DONE)
    match level:
        case VoiceLevel.ALL:
            said = tuple(phrase for phrase in last_words if phrase and duration_ms(phrase) is not None)
            yield from _spoken(Saying(at_ms + AFTER_DONE_MS, said), 0, duration_ms)
        case VoiceLevel.NAMES:
            yield Phrase(at_ms + AFTER_DONE_MS, DONE)
        case VoiceLevel.TONES:
            return
        case _:
            assert_never(level)


def _going(session: Session, level: VoiceLevel, duration_ms: ClipLength) -> Iterator[Due]:
    start_ms = session.seen_ms - session.elapsed_ms
    last = len(session.spans) - 1
    for index in range(session.index, min(session.index + AHEAD_SPANS, last) + 1):
        span = session.spans[index]
        given = session.cued_once if index == session.index else frozenset()
        half_way = session.half_way and CueKind.HALF_WAY not in given
        led_ms = session.led_ms if index == session.index else None
        said = sayings(session.spans, index, level, duration_ms, half_way=half_way, led_ms=led_ms)
        # The end of the last span is the session's end, which has its own sound.
        unheard = given | {CueKind.END} if index == last else given
        for at_ms, kind in tones(span, said, half_way=half_way):
            if kind not in unheard:
                yield Tone(start_ms + at_ms, kind)
        for saying in said:
            yield from _spoken(saying, start_ms, duration_ms)
        if span.waits:
            return
        start_ms += span.duration_ms
    if session.index + AHEAD_SPANS >= last:
        yield from _ending(start_ms, _last_words(session), level, duration_ms)


def _spoken(saying: Saying, start_ms: int, duration_ms: ClipLength) -> Iterator[Due]:
    at_ms = start_ms + saying.at_ms
    for phrase in saying.phrases:
        yield Phrase(at_ms, phrase)
        at_ms += (duration_ms(phrase) or 0) + GAP_MS
