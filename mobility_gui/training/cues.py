"""Which cues a span has, and when; they are played elsewhere."""

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import assert_never

from mobility_gui.training.exercise import TEMPO_WORDS
from mobility_gui.training.plan import Span, SpanKind
from mobility_gui.training.routine import Breaths, Hold, Measure, Reps

HALF_WAY_FROM_SECONDS = 20
"""Shortest hold that gets a half-way cue."""

COUNTDOWN_FROM_SECONDS = 5
"""Shortest span that ends with a count of 3-2-1."""

AFTER_END_MS = 700
"""The cue of a lead-in comes this long after its start, so that it does not cover the end cue of the work before."""


class CueKind(StrEnum):
    """Every cue; each has its own sound and its own sign on the screen."""

    SET_UP = "set_up"
    START = "start"
    HALF_WAY = "half_way"
    THREE = "three"
    TWO = "two"
    ONE = "one"
    END = "end"
    SWITCH = "switch"
    REST = "rest"
    REP_DOWN = "rep_down"
    REP_HOLD = "rep_hold"
    REP_UP = "rep_up"
    BREATHE_IN = "breathe_in"
    BREATHE_OUT = "breathe_out"
    MEASURE = "measure"
    DONE = "done"
    ATTENTION = "attention"


NAMING = frozenset({CueKind.SET_UP, CueKind.SWITCH, CueKind.REST, CueKind.MEASURE})
"""Cues that come `AFTER_END_MS` into their span; a spoken name that has begun by then replaces the tone."""

ONCE = frozenset({CueKind.SET_UP, CueKind.SWITCH, CueKind.REST, CueKind.HALF_WAY})
"""Cues that are not repeated when *more* moves their moment; the last three seconds are counted again."""

COUNTED = frozenset(
    {
        *(CueKind.THREE, CueKind.TWO, CueKind.ONE, CueKind.HALF_WAY, CueKind.REP_DOWN, CueKind.REP_HOLD),
        *(CueKind.REP_UP, CueKind.BREATHE_IN, CueKind.BREATHE_OUT),
    }
)
"""Cues that are wrong at any time but their own, so they are dropped rather than played late."""


@lru_cache(maxsize=32)
def moments(span: Span, *, half_way: bool = True) -> tuple[tuple[int, CueKind], ...]:
    """Return every cue of a span as (milliseconds from its start, kind), in order of time."""
    return tuple(sorted(_moments(span, half_way=half_way), key=lambda moment: moment[0]))


def _moments(span: Span, *, half_way: bool) -> Iterator[tuple[int, CueKind]]:
    match span.kind:
        case SpanKind.SET_UP:
            yield min(AFTER_END_MS, span.duration_ms // 2), CueKind.SET_UP
            yield from _countdown(span)
        case SpanKind.SWITCH:
            yield min(AFTER_END_MS, span.duration_ms // 2), CueKind.SWITCH
            yield from _countdown(span)
        case SpanKind.REST:
            yield min(AFTER_END_MS, span.duration_ms // 2), CueKind.REST
            yield from _countdown(span)
        case SpanKind.MEASURE:
            yield min(AFTER_END_MS, span.duration_ms // 2), CueKind.MEASURE
        case SpanKind.WORK:
            yield 0, CueKind.START
            yield from _work(span, half_way=half_way)
        case _:
            assert_never(span.kind)


def _work(span: Span, *, half_way: bool) -> Iterator[tuple[int, CueKind]]:
    match span.dose:
        case Hold(seconds):
            if half_way and seconds >= HALF_WAY_FROM_SECONDS:
                yield span.duration_ms // 2, CueKind.HALF_WAY
            yield from _countdown(span)
            yield span.duration_ms, CueKind.END
        case Breaths(count):
            for breath in range(count):
                if breath:  # the start cue also begins the first breath
                    yield breath * span.unit_ms, CueKind.BREATHE_IN
                yield breath * span.unit_ms + span.unit_ms // 2, CueKind.BREATHE_OUT
            yield span.duration_ms, CueKind.END
        case Reps(count, tempo):
            if tempo is not None:
                there, back = _rep_cues(span)
                for rep in range(count):
                    at = rep * span.unit_ms
                    if rep and tempo.down:
                        yield at, there
                    if tempo.hold:
                        yield at + 1000 * tempo.down, CueKind.REP_HOLD
                    if tempo.up:
                        yield at + 1000 * (tempo.down + tempo.hold), back
                yield span.duration_ms, CueKind.END
        case Measure():
            return
        case _:
            assert_never(span.dose)


def _rep_cues(span: Span) -> tuple[CueKind, CueKind]:
    """Return the cues of a repetition's first and last part; a movement that goes up first, like heels, sounds so."""
    if span.exercise.words[0] == TEMPO_WORDS[2]:
        return CueKind.REP_UP, CueKind.REP_DOWN
    return CueKind.REP_DOWN, CueKind.REP_UP


def _countdown(span: Span) -> Iterator[tuple[int, CueKind]]:
    if span.duration_ms >= 1000 * COUNTDOWN_FROM_SECONDS:
        for seconds, kind in ((3, CueKind.THREE), (2, CueKind.TWO), (1, CueKind.ONE)):
            yield span.duration_ms - 1000 * seconds, kind
