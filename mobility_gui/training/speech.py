"""What the voice says during a session and when, planned ahead so that nothing overlaps."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from mobility_gui.training.cues import CueKind, moments
from mobility_gui.training.phrases import (
    BREATHE_IN,
    BREATHE_OUT,
    COUNTS,
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
from mobility_gui.training.voice_level import VoiceLevel

__all__ = ["DONE", "GAP_MS", "PAUSED", "Saying", "length_ms", "sayings", "tones", "vocabulary"]

GAP_MS = 120
"""Silence between the phrases of one saying."""

MARGIN_MS = 60
"""Least silence between two sayings, and before a span's end."""

LEAD_START_MS = 350
"""A transition is named this much after its start: the first part of the tone that ended the work is heard before."""

WORK_START_MS = 450
"""The dose is said this much after the start tone."""

LINE_AGAIN_MS = 2500
"""Where the way in did not fit into the set-up, it is said here in the work; fixed, so that no new plan moves it."""

WORD_AFTER_MS = 400
"""A word for a part of a repetition comes this much after the part's tone, which it explains."""

WORD_FROM_MS = 2000
"""Shortest part of a repetition that is explained by a word."""

TEN_LEFT_FROM_MS = 30_000
"""Shortest hold in which the last ten seconds are told; in a shorter one they come too near to half-way."""

TONE_CLEAR_MS = 350
"""A tone is left out when a saying begins sooner than this after it."""

_COUNTED_OUT = {CueKind.THREE: COUNTS[2], CueKind.TWO: COUNTS[1], CueKind.ONE: COUNTS[0]}

_TONE_COUNT_MS = 400
"""Kept free for each tone that counts out when it is not spoken."""

_NEVER_REPLACED = frozenset({CueKind.START, CueKind.END, CueKind.DONE, CueKind.ATTENTION})

Phrases = tuple[str, ...]
Duration = Callable[[str], int | None]


@dataclass(frozen=True, slots=True)
class Saying:
    """Phrases that are spoken one after another, `GAP_MS` apart, from `at_ms` after the span's start."""

    at_ms: int
    phrases: Phrases


def sayings(
    spans: Sequence[Span], index: int, level: VoiceLevel, duration_ms: Duration, *, half_way: bool = True
) -> tuple[Saying, ...]:
    """Give all that is said in the span at `index` of a session's spans, in order of time.

    `duration_ms` gives how long a phrase's clip is, None where there is none; such a phrase is never asked for.
    The span before is looked at: what had no room there, name or side, is said at the start of the work.

    When a span is made longer or shorter, call again and take what begins after the present moment; what is under way
    may finish, as only a count can begin before its end. Pass `half_way` False once half-way has been told.
    """
    span = spans[index]
    if level is VoiceLevel.TONES:
        return ()
    room = _Room(span, duration_ms)
    every = level is VoiceLevel.ALL
    room.count_out(spoken=every)
    match span.kind:
        case SpanKind.SET_UP | SpanKind.SWITCH | SpanKind.REST:
            said = room.put_best(LEAD_START_MS, _lead_heads(span, room, every=every))
            if said and span.kind is SpanKind.SET_UP and every:
                room.put(room.end_ms + GAP_MS, (set_up_phrase(span.exercise),))
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

    A tone is left out where a saying begins at it or so near that it would cover the tone's first `TONE_CLEAR_MS`;
    start and end always sound.
    """

    def spoken(at_ms: int) -> bool:
        return any(-TONE_CLEAR_MS <= saying.at_ms - at_ms < TONE_CLEAR_MS for saying in said)

    return tuple(
        (at_ms, kind)
        for at_ms, kind in moments(span, half_way=half_way)
        if kind in _NEVER_REPLACED or not spoken(at_ms)
    )


def length_ms(phrases: Phrases, duration_ms: Duration) -> int | None:
    """How long these phrases take with the gaps between them, None when one of them has no clip."""
    clips = [duration_ms(phrase) for phrase in phrases]
    known = [clip for clip in clips if clip is not None]
    return sum(known) + GAP_MS * (len(known) - 1) if known and len(known) == len(clips) else None


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


class _Room:
    """The time of one span, filled from the most important saying to the least; what no longer fits is left out."""

    def __init__(self, span: Span, duration_ms: Duration) -> None:
        self._span = span
        self._duration_ms = duration_ms
        self._taken: list[tuple[int, int]] = []
        self._said: list[Saying] = []
        self.end_ms = 0
        """Where the saying put last ends."""

    @property
    def sayings(self) -> tuple[Saying, ...]:
        """All that was put, in order of time."""
        return tuple(sorted(self._said, key=lambda saying: saying.at_ms))

    def names(self) -> Phrases:
        """What the exercise can be called, the best first."""
        exercise = self._span.exercise
        sayable = [name for name in (exercise.name, exercise.stage_name) if self._duration_ms(name) is not None]
        return tuple(dict.fromkeys(sayable)) or (NEXT_EXERCISE,)

    def count_out(self, *, spoken: bool) -> None:
        """Take the last three seconds for the counts, which nothing may move."""
        for at_ms, kind in moments(self._span):
            if kind in _COUNTED_OUT and not (spoken and self.put(at_ms, (_COUNTED_OUT[kind],))):
                self._taken.append((at_ms, at_ms + _TONE_COUNT_MS))

    def put(self, at_ms: int, phrases: Phrases) -> bool:
        """Say this from then on, if there is a clip of each phrase and room for all; give whether it was put."""
        lasts_ms = length_ms(phrases, self._duration_ms)
        if lasts_ms is None:
            return False
        end_ms = at_ms + lasts_ms
        if not self._span.waits and end_ms + MARGIN_MS > self._span.duration_ms:
            return False
        if any(at_ms < end + MARGIN_MS and start < end_ms + MARGIN_MS for start, end in self._taken):
            return False
        self._taken.append((at_ms, end_ms))
        self._said.append(Saying(at_ms, phrases))
        self.end_ms = end_ms
        return True

    def put_best(self, at_ms: int, choices: Iterator[Phrases]) -> bool:
        """Say the first of these that can be said; give whether there was one."""
        return any(self.put(at_ms, choice) for choice in choices if choice)


def _lead_heads(span: Span, room: _Room, *, every: bool) -> Iterator[Phrases]:
    """What can be said first in a transition, the fullest first; a side is worth more than a name in full."""
    sets = set_phrases(span.set, span.sets) if every else ()
    sides = _either(side_phrases(span.side))
    match span.kind:
        case SpanKind.SET_UP:
            named = [(name, *side) for name in room.names() for side in sides]
            yield (*named[0], *sets)
            yield from named
            yield from ((name,) for name in room.names())
        case SpanKind.SWITCH:
            if every:
                yield (SWITCH, *sides[0], *sets)
                yield (SWITCH, *sides[0])
            yield from sides
        case SpanKind.REST if every:
            yield (REST, *sets)
            yield (REST,)
        case _:
            return


def _either(phrases: Phrases) -> list[Phrases]:
    """Each of these alone; where there is none, nothing at all is the only choice."""
    return [(phrase,) for phrase in phrases] or [()]


def _measure(span: Span, room: _Room, *, every: bool) -> None:
    if not every:
        room.put(LEAD_START_MS, (MEASURE,))
        return
    room.put_best(LEAD_START_MS, iter([(MEASURE, room.names()[0]), (MEASURE,)]))
    room.put(room.end_ms + GAP_MS, dose_phrases(span.dose))
    room.put(room.end_ms + GAP_MS, (set_up_phrase(span.exercise),))


def _work_heads(span: Span, room: _Room, unsaid: _Unsaid, *, every: bool) -> Iterator[Phrases]:
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


def _during(span: Span, room: _Room, *, half_way: bool) -> None:
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


def _explain(span: Span, tempo: Tempo, room: _Room) -> None:
    """Give the tones of the first repetition their words, so that the tones alone are understood in the others."""
    words = span.exercise.words
    if len(set(words)) == 1:
        return
    for seconds, begins, word in ((tempo.hold, tempo.down, words[1]), (tempo.up, tempo.down + tempo.hold, words[2])):
        if 1000 * seconds >= WORD_FROM_MS:
            room.put(1000 * begins + WORD_AFTER_MS, (word,))
