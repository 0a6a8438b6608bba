"""What the voice says during a session and when, planned ahead so that nothing overlaps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from mobility_gui.training.cues import AFTER_END_MS, CueKind, moments
from mobility_gui.training.phrases import (
    BREATHE_IN,
    BREATHE_OUT,
    DONE,
    HALF_WAY,
    LAST_BREATH,
    LAST_REP,
    MEASURE,
    NEXT_EXERCISE,
    OWN_PACE,
    PAUSED,
    REST,
    SAY_WHEN,
    SWITCH,
    TEN_LEFT,
    dose_phrases,
    number_phrases,
    set_phrases,
    set_up_phrase,
    side_phrases,
    vocabulary,
)
from mobility_gui.training.plan import Span, SpanKind
from mobility_gui.training.routine import Breaths, Hold, Reps, Tempo
from mobility_gui.training.saying import GAP_MS, MARGIN_MS, Duration, Phrases, Room, Saying, length_ms
from mobility_gui.training.voice_level import VoiceLevel

__all__ = ["DONE", "GAP_MS", "PAUSED", "Saying", "length_ms", "sayings", "tones", "vocabulary"]

LEAD_START_MS = 300
"""A transition is named this much after its start: the first part of the tone that ended the work is heard before."""

EARLY_MS = 100
"""Where name and side would not fit into the shortest set-up, they are said so soon; not for the end of the span at
hand, so that no new plan moves it."""

_SHORTEST_ROOM_MS = 5000 - 3000 - MARGIN_MS
"""What the shortest counted set-up leaves before its count."""

WORK_START_MS = 450
"""The dose is said this much after the start tone."""

SENTENCE_MS = 250
"""Silence before a whole sentence, so that the name and side before it can be taken in."""

LINE_AGAIN_MS = 2500
"""Where the way in did not fit into the set-up, it is said here in the work; fixed, so that no new plan moves it."""

WORD_AFTER_MS = 400
"""A word for a part of a repetition comes this much after the part's tone, which it explains."""

WORD_FROM_MS = 2000
"""Shortest part of a repetition that is explained by a word."""

TEN_LEFT_FROM_MS = 30_000
"""Shortest hold in which the last ten seconds are told; in a shorter one they come too near to half-way."""

TONE_CLEAR_MS = 350
"""A tone is left out when a saying begins sooner than this after it, as it would cover the tone's beginning."""

_NAMED = frozenset({CueKind.SET_UP, CueKind.SWITCH, CueKind.REST, CueKind.MEASURE})
"""The tones that come `AFTER_END_MS` into their span; a name that has begun by then takes their place."""


def sayings(
    spans: Sequence[Span], index: int, level: VoiceLevel, duration_ms: Duration, *, half_way: bool = True
) -> tuple[Saying, ...]:
    """Give all that is said in the span at `index` of a session's spans, in order of time.

    `duration_ms` gives how long a phrase's clip is, None where there is none; such a phrase is never asked for.
    The span before is looked at: what had no room there, name or side, is said at the start of the work.

    When a span is made longer, call again: what was begun and is no count stays where it is and nothing new begins
    before its end; only how to get there may be told anew. Pass `half_way` False once half-way has been told.
    """
    span = spans[index]
    if level is VoiceLevel.TONES:
        return ()
    room = Room(span, duration_ms)
    every = level is VoiceLevel.ALL
    room.count_out(spoken=every)
    match span.kind:
        case SpanKind.SET_UP:
            _set_up(span, room, duration_ms, every=every)
        case SpanKind.SWITCH if every:
            sides = _either(side_phrases(span.side))
            heads = [(SWITCH, *sides[0], *set_phrases(span.set, span.sets)), (SWITCH, *sides[0]), *sides]
            room.put_best(LEAD_START_MS, heads)
        case SpanKind.SWITCH:
            room.put_best(LEAD_START_MS, _either(side_phrases(span.side)))
        case SpanKind.REST:
            if every:
                room.put_best(LEAD_START_MS, [(REST, *set_phrases(span.set, span.sets)), (REST,)])
        case SpanKind.MEASURE:
            _measure(span, room, every=every)
        case SpanKind.WORK:
            unsaid = _unsaid(spans, index, level, duration_ms)
            room.put_best(WORK_START_MS, _work_heads(span, room, unsaid, every=every))
            if every:
                _during(span, room, half_way=half_way)
            if unsaid.line:
                room.put(LINE_AGAIN_MS, (set_up_phrase(span.exercise),))
        case _:
            assert_never(span.kind)
    return room.sayings


def tones(span: Span, said: Sequence[Saying], *, half_way: bool = True) -> tuple[tuple[int, CueKind], ...]:
    """Give the moments of a span that still sound as tones beside what is `said` in it.

    A tone is left out where a saying begins at it or so near that it takes its place or covers its beginning.
    None begins so near to a start or an end, so these always sound.
    """

    def spoken(at_ms: int, kind: CueKind) -> bool:
        from_ms = at_ms - AFTER_END_MS if kind in _NAMED else at_ms
        return any(from_ms <= saying.at_ms < at_ms + TONE_CLEAR_MS for saying in said)

    return tuple(moment for moment in moments(span, half_way=half_way) if not spoken(*moment))


@dataclass(frozen=True, slots=True)
class _Unsaid:
    """What the way into a work should have said and had no room for."""

    name: bool
    side: bool
    line: bool


def _unsaid(spans: Sequence[Span], index: int, level: VoiceLevel, duration_ms: Duration) -> _Unsaid:
    if not index or not spans[index - 1].leads:
        return _Unsaid(name=True, side=True, line=False)
    span, lead = spans[index], spans[index - 1]
    said = {phrase for saying in sayings(spans, index - 1, level, duration_ms) for phrase in saying.phrases}
    names = {span.exercise.name, span.exercise.stage_name, NEXT_EXERCISE}
    set_up = lead.kind is SpanKind.SET_UP
    return _Unsaid(
        name=set_up and not said & names,
        side=lead.kind is not SpanKind.REST and not said.intersection(side_phrases(span.side)),
        line=set_up and level is VoiceLevel.ALL and set_up_phrase(span.exercise) not in said,
    )


def _set_up(span: Span, room: Room, duration_ms: Duration, *, every: bool) -> None:
    """Name what comes and how to get there; a shorter name is better than no way in, and any name than no side."""
    names, sides = room.names(), _either(side_phrases(span.side))
    sets = set_phrases(span.set, span.sets) if every else ()
    in_full = [(names[0], *sides[0], *sets), (names[0], *sides[0])]
    shortest_ms = length_ms((names[-1], *sides[-1]), duration_ms) or 0
    start_ms = LEAD_START_MS if LEAD_START_MS + shortest_ms <= _SHORTEST_ROOM_MS else EARLY_MS
    if every:
        line = (set_up_phrase(span.exercise),)
        for head in (*in_full, *((name, *side) for side in sides for name in names)):
            end_ms = room.after_ms(start_ms, head)
            if end_ms is not None and room.after_ms(end_ms + SENTENCE_MS, line) is not None:
                room.put(start_ms, head)
                room.put(end_ms + SENTENCE_MS, line)
                return
    named = [(name, *side) for name in names for side in sides]
    room.put_best(start_ms, (*in_full, *named, *((name,) for name in names)))


def _either(phrases: Phrases) -> list[Phrases]:
    """Each of these alone; where there is none, nothing at all is the only choice."""
    return [(phrase,) for phrase in phrases] or [()]


def _measure(span: Span, room: Room, *, every: bool) -> None:
    if not every:
        room.put(LEAD_START_MS, (MEASURE,))
        return
    room.put_best(LEAD_START_MS, [(MEASURE, room.names()[0]), (MEASURE,)])
    room.put(room.end_ms + SENTENCE_MS, dose_phrases(span.dose))
    room.put(room.end_ms + SENTENCE_MS, (set_up_phrase(span.exercise),))


def _work_heads(span: Span, room: Room, unsaid: _Unsaid, *, every: bool) -> Iterator[Phrases]:
    """What can be said first in a work, the fullest first: what its way in left unsaid, then the dose."""
    sides = _either(side_phrases(span.side)) if unsaid.side else [()]
    names = [*_either(room.names()), ()] if unsaid.name else [()]
    doses: list[Phrases] = [()]
    if every:
        dose = dose_phrases(span.dose)
        doses = [(*dose, BREATHE_IN), dose] if isinstance(span.dose, Breaths) else [dose]
        if span.waits:
            doses = [(*dose, OWN_PACE, SAY_WHEN)]
    for name in names:
        for side in sides:
            yield from ((*name, *side, *dose) for dose in doses)
    yield doses[-1]


def _during(span: Span, room: Room, *, half_way: bool) -> None:
    """Say what goes along with the work; what is put first is worth most."""
    match span.dose:
        case Breaths(count):
            room.put(span.unit_ms // 2, (BREATHE_OUT,))
            for breath in range(1, count):
                said = number_phrases(breath + 1) if breath + 1 < count else (LAST_BREATH,)
                room.put(breath * span.unit_ms, said)
        case Reps(count, tempo) if tempo is not None:
            for rep in range(1, count):
                said = number_phrases(rep + 1) if rep + 1 < count else (LAST_REP,)
                room.put(rep * span.unit_ms, said)
            _explain(span, tempo, room)
        case Hold():
            for at_ms, kind in moments(span, half_way=half_way):
                if kind is CueKind.HALF_WAY:
                    room.put(at_ms, (HALF_WAY,))
            if not span.exercise.sees_screen and span.duration_ms >= TEN_LEFT_FROM_MS:
                room.put(span.duration_ms - 10_000, (TEN_LEFT,))
        case _:
            pass


def _explain(span: Span, tempo: Tempo, room: Room) -> None:
    """Give the tones of the first repetition their words, so that the tones alone are understood in the others."""
    words = span.exercise.words
    if len(set(words)) == 1:
        return
    for seconds, begins, word in ((tempo.hold, tempo.down, words[1]), (tempo.up, tempo.down + tempo.hold, words[2])):
        if 1000 * seconds >= WORD_FROM_MS:
            room.put(1000 * begins + WORD_AFTER_MS, (word,))
