"""Everything that is to be heard from now on in a session, ahead of time: the tones and the words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import assert_never

from mobility_gui.training.cues import CueKind
from mobility_gui.training.event import PauseReason
from mobility_gui.training.phrases import DONE, PAUSED
from mobility_gui.training.saying import GAP_MS, Saying
from mobility_gui.training.session import Finished, Paused, Ready, Running, Session, Waiting
from mobility_gui.training.speech import sayings, tones
from mobility_gui.training.voice_level import VoiceLevel

AHEAD_SPANS = 2
"""How many spans are told ahead of what the clock has reached; the present one is told whole."""

AFTER_TONE_MS = 900
"""What is said where the session stands still or ends comes this much after its tone."""


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


def score(session: Session, level: VoiceLevel, duration_ms: Callable[[str], int | None]) -> tuple[Due, ...]:
    """Give what is heard of the present span, from its beginning, and of the next ones, in order of time.

    `duration_ms` tells how long the clip of a phrase is, None where there is none.
    """
    return tuple(sorted(_score(session, level, duration_ms), key=lambda due: due.at_ms))


def _score(session: Session, level: VoiceLevel, duration_ms: Callable[[str], int | None]) -> Iterator[Due]:
    match session.phase:
        case Ready():
            return
        case Paused(why=why):
            yield from _standing(session.seen_ms, why, level)
        case Finished():
            yield from _ending(session.seen_ms, level)
        case Running() | Waiting():
            yield from _going(session, level, duration_ms)
        case _:
            assert_never(session.phase)


def _standing(at_ms: int, why: PauseReason, level: VoiceLevel) -> Iterator[Due]:
    if why is not PauseReason.RUNNER:
        yield Tone(at_ms, CueKind.ATTENTION)
        at_ms += AFTER_TONE_MS
    if level is not VoiceLevel.TONES:
        yield Phrase(at_ms, PAUSED)


def _ending(at_ms: int, level: VoiceLevel) -> Iterator[Due]:
    yield Tone(at_ms, CueKind.DONE)
    if level is not VoiceLevel.TONES:
        yield Phrase(at_ms + AFTER_TONE_MS, DONE)


def _going(session: Session, level: VoiceLevel, duration_ms: Callable[[str], int | None]) -> Iterator[Due]:
    start_ms = session.seen_ms - session.elapsed_ms
    for index in range(session.index, min(session.index + 1 + AHEAD_SPANS, len(session.spans))):
        span = session.spans[index]
        given = session.cued_once if index == session.index else frozenset()
        half_way = session.half_way and CueKind.HALF_WAY not in given
        said = sayings(session.spans, index, level, duration_ms, half_way=half_way)
        for at_ms, kind in tones(span, said, half_way=half_way):
            if kind not in given:
                yield Tone(start_ms + at_ms, kind)
        for saying in said:
            yield from _spoken(saying, start_ms, duration_ms)
        if span.waits:
            return
        start_ms += span.duration_ms
    if session.index + 1 + AHEAD_SPANS >= len(session.spans):
        yield from _ending(start_ms, level)


def _spoken(saying: Saying, start_ms: int, duration_ms: Callable[[str], int | None]) -> Iterator[Due]:
    at_ms = start_ms + saying.at_ms
    for phrase in saying.phrases:
        yield Phrase(at_ms, phrase)
        at_ms += (duration_ms(phrase) or 0) + GAP_MS
