"""What the voice says during a session, and when, planned ahead so that nothing overlaps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from mobility_gui.training.cues import AFTER_END_MS, NAMING, CueKind, moments
from mobility_gui.training.phrases import (
    BREATHE_IN,
    BREATHE_OUT,
    DONE,
    HALF_WAY,
    LAST_BREATH,
    LAST_REP,
    MEASURE,
    MEASURE_AGAIN,
    MEASURING_STOP_RULE,
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
    vocabulary,
)
from mobility_gui.training.plan import Span, SpanKind
from mobility_gui.training.routine import Breaths, Hold, Reps, Tempo
from mobility_gui.training.saying import GAP_MS, MARGIN_MS, ClipLength, PhraseTexts, Saying, SpanTimeline, length_ms
from mobility_gui.training.voice_level import VoiceLevel

__all__ = ["DONE", "GAP_MS", "PAUSED", "Saying", "length_ms", "sayings", "tones", "vocabulary"]

LEAD_START_MS = 300
"""A lead-in is named this long after its start, once the beginning of the tone that ended the work has been heard."""

EARLY_MS = 100
"""Name and side are said this early if they would not fit into the shortest set-up otherwise. How long the set-up
really is makes no difference, so replanning never moves them."""

_SHORTEST_ROOM_MS = 5000 - 3000 - MARGIN_MS
"""The time before the count in the shortest set-up that has one."""

WORK_START_MS = 450
"""The dose is said this long after the start tone."""

SENTENCE_MS = 250
"""Silence before a whole sentence, so that the runner can take in the name and side first."""

WAY_OUT_MS = 1000
"""Silence after the words for leaving a pose, so that the runner can leave it before the next one is named."""

LINE_AGAIN_MS = 2500
"""A set-up line that did not fit into a runner's own short set-up is said this far into the work. The time is fixed, so
replanning never moves it."""

BREATH_COUNT_MS = 1600
"""A breath is counted this long after it begins, so that its rising tone is heard first."""

WORD_AFTER_MS = 400
"""The word for a part of a repetition comes this long after the part's tone, which it explains."""

TEN_LEFT_FROM_MS = 45_000
"""Shortest hold in which the last ten seconds are announced; in a shorter one they follow halfway too closely."""

TONE_CLEAR_MS = 350
"""A tone is dropped if a saying begins sooner than this after it and would cover its beginning."""


def sayings(
    spans: Sequence[Span],
    index: int,
    level: VoiceLevel,
    duration_ms: ClipLength,
    *,
    half_way: bool = True,
    led_ms: int | None = None,
) -> tuple[Saying, ...]:
    """Return everything said in the span at `index` of a session's spans, in order of time.

    `duration_ms` returns the length of a phrase's clip, or None if it has none; such a phrase is never said.
    The start of a work span says what its lead-in had no room for, such as the name or side, and what was missed
    because the lead-in was left after `led_ms`.

    When a span is made longer, call again: a saying that has begun stays where it is, unless it is a count, and nothing
    new begins before it ends; only the set-up line may be repeated. Pass `half_way` False once halfway has been said.
    """
    span = spans[index]
    if level is VoiceLevel.TONES:
        return ()
    room = SpanTimeline(span, duration_ms)
    every = level is VoiceLevel.ALL
    room.count_out(spoken=every)
    from_ms = _way_out(spans, index, room) if every and span.kind is not SpanKind.WORK else 0
    match span.kind:
        case SpanKind.SET_UP:
            _set_up(span, room, duration_ms, from_ms, every=every)
        case SpanKind.SWITCH:
            _switch(span, room, from_ms, every=every)
        case SpanKind.REST:
            if every:
                room.put_best(from_ms or LEAD_START_MS, [(REST, *set_phrases(span.set, span.sets)), (REST,)])
        case SpanKind.MEASURE:
            again = any(known.kind is SpanKind.MEASURE and known.dose == span.dose for known in spans[:index])
            _measure(span, room, from_ms, every=every, again=again)
        case SpanKind.WORK:
            unsaid = _unsaid(spans, index, level, duration_ms, led_ms)
            room.put_best(WORK_START_MS, _work_heads(span, room, unsaid, every=every))
            if every:
                _during(span, room, half_way=half_way)
            if unsaid.line:
                room.put(LINE_AGAIN_MS, (_line(span),))
        case _:
            assert_never(span.kind)
    return room.sayings


def tones(span: Span, said: Sequence[Saying], *, half_way: bool = True) -> tuple[tuple[int, CueKind], ...]:
    """Return the moments of a span that sound as tones alongside what is `said` in it.

    A tone is dropped if a saying takes its place, or begins so close that it covers the tone's beginning.
    No saying begins that close to a start or an end, so these always sound.
    """

    def spoken(at_ms: int, kind: CueKind) -> bool:
        from_ms = at_ms - AFTER_END_MS if kind in NAMING else at_ms
        return any(from_ms <= saying.at_ms < at_ms + TONE_CLEAR_MS for saying in said)

    return tuple(moment for moment in moments(span, half_way=half_way) if not spoken(*moment))


@dataclass(frozen=True, slots=True)
class _Unsaid:
    """What the lead-in should have said but didn't."""

    name: bool
    side: bool
    dose: bool
    line: bool


def _unsaid(
    spans: Sequence[Span], index: int, level: VoiceLevel, duration_ms: ClipLength, led_ms: int | None
) -> _Unsaid:
    if not index or not spans[index - 1].is_lead_in:
        return _Unsaid(name=True, side=True, dose=True, line=False)
    span, lead = spans[index], spans[index - 1]
    said = set(_said_by(led_ms, sayings(spans, index - 1, level, duration_ms), duration_ms))
    names = {span.exercise.name, NEXT_EXERCISE}
    set_up = lead.kind is SpanKind.SET_UP
    return _Unsaid(
        name=set_up and not said & names,
        side=lead.kind is not SpanKind.REST and not said.intersection(SpanTimeline(span, duration_ms).sides()),
        dose=not said.issuperset(dose_phrases(lead.dose)),  # not the work's, which the runner may have changed since
        line=set_up and level is VoiceLevel.ALL and _line(span) not in said,
    )


def _said_by(at_ms: int | None, said: Sequence[Saying], duration_ms: ClipLength) -> Iterator[str]:
    """Yield the phrases that were finished by `at_ms`; without a time, all of them."""
    for saying in said:
        for count, phrase in enumerate(saying.phrases, 1):
            ended_ms = saying.at_ms + (length_ms(saying.phrases[:count], duration_ms) or 0)
            if at_ms is None or ended_ms <= at_ms:
                yield phrase


def _line(span: Span) -> str:
    return set_up_phrase(span.exercise, span.side)


def _early_dose(span: Span) -> PhraseTexts:
    """Return a dose that is better said in the lead-in, as repetitions need the time for the words of their parts."""
    return dose_phrases(span.dose) if isinstance(span.dose, Reps) and span.dose.tempo else ()


def _way_out(spans: Sequence[Span], index: int, room: SpanTimeline) -> int:
    """Say how to leave the pose just held. Return when the next thing can be said, or 0 if nothing was said."""
    before = spans[index - 1] if index else None
    if not before or before.kind is not SpanKind.WORK or not before.exercise.way_out:
        return 0
    return room.end_ms + WAY_OUT_MS if room.put(LEAD_START_MS, (before.exercise.way_out,)) else 0


def _set_up(span: Span, room: SpanTimeline, duration_ms: ClipLength, from_ms: int, *, every: bool) -> None:
    """Name what comes next and say how to get there; shorten the side rather than drop the set-up line."""
    name, sides = room.name(), _either(room.sides())
    sets = set_phrases(span.set, span.sets) if every else ()
    named = [(name, *sides[0], *sets), *((name, *side) for side in sides)]
    shortest_ms = length_ms(named[-1], duration_ms) or 0
    start_ms = from_ms or (LEAD_START_MS if LEAD_START_MS + shortest_ms <= _SHORTEST_ROOM_MS else EARLY_MS)
    if every:
        line = (_line(span),)
        dose = _early_dose(span)
        with_dose = [(name, *sides[0], *dose, *sets), (name, *sides[0], *dose)]
        for head in (*with_dose, *named):
            end_ms = room.after_ms(start_ms, head)
            if end_ms is not None and room.after_ms(end_ms + SENTENCE_MS, line) is not None:
                room.put(start_ms, head)
                room.put(end_ms + SENTENCE_MS, line)
                return
    room.put_best(start_ms, (*named, (name,)))


def _switch(span: Span, room: SpanTimeline, from_ms: int, *, every: bool) -> None:
    """Name the next side; repeat the set-up line only if it differs by side."""
    sides = _either(room.sides())
    if not every:
        room.put_best(LEAD_START_MS, sides)
        return
    named = (SWITCH, *sides[0])
    dose, sets = _early_dose(span), set_phrases(span.set, span.sets)
    room.put_best(from_ms or LEAD_START_MS, [(*named, *dose, *sets), (*named, *dose), (*named, *sets), named, *sides])
    if _line(span) != set_up_phrase(span.exercise, span.side.other):
        room.put(room.end_ms + SENTENCE_MS, (_line(span),))


def _either(phrases: PhraseTexts) -> list[PhraseTexts]:
    """Return each of these as a choice; if there are none, the only choice is silence."""
    return [(phrase,) for phrase in phrases] or [()]


def _measure(span: Span, room: SpanTimeline, from_ms: int, *, every: bool, again: bool) -> None:
    if not every:
        room.put(LEAD_START_MS, (MEASURE,))
        return
    start_ms = from_ms or LEAD_START_MS
    if again and room.put(start_ms, (MEASURE_AGAIN,)):
        return
    room.put_best(start_ms, [(MEASURE, room.name()), (MEASURE,)])
    for sentence in (*dose_phrases(span.dose), _line(span), MEASURING_STOP_RULE):
        room.put(room.end_ms + SENTENCE_MS, (sentence,))


def _work_heads(span: Span, room: SpanTimeline, unsaid: _Unsaid, *, every: bool) -> Iterator[PhraseTexts]:
    """Yield what a work span can begin with, the fullest first: what its lead-in left unsaid, then the dose."""
    sides = _either(room.sides()) if unsaid.side else [()]
    names: list[PhraseTexts] = [(room.name(),), ()] if unsaid.name else [()]
    doses: list[PhraseTexts] = [()]
    if every and unsaid.dose:
        dose = dose_phrases(span.dose)
        doses = [(BREATHE_IN, *dose), dose] if isinstance(span.dose, Breaths) else [dose]
        if span.waits:
            doses = [(*dose, OWN_PACE, SAY_WHEN)]
    for name in names:
        for side in sides:
            yield from ((*name, *side, *dose) for dose in doses)
    yield doses[-1]


def _during(span: Span, room: SpanTimeline, *, half_way: bool) -> None:
    """Say what accompanies the work; the most important is put first."""
    match span.dose:
        case Breaths(count):
            room.put(span.unit_ms // 2, (BREATHE_OUT,))
            for breath in range(1, count):
                said = number_phrases(breath + 1) if breath + 1 < count else (LAST_BREATH,)
                room.put(breath * span.unit_ms + BREATH_COUNT_MS, said)
        case Reps(count, tempo) if tempo is not None:
            for rep in range(1, count):
                room.put_best(rep * span.unit_ms, _rep_words(span, rep, count))
            _explain(span, tempo, room)
        case Hold():
            for at_ms, kind in moments(span, half_way=half_way):
                if kind is CueKind.HALF_WAY:
                    room.put(at_ms, (HALF_WAY,))
            if not span.exercise.sees_screen and span.duration_ms >= TEN_LEFT_FROM_MS:
                room.put(span.duration_ms - 10_000, (TEN_LEFT,))
        case _:
            pass


def _rep_words(span: Span, rep: int, count: int) -> Iterator[PhraseTexts]:
    """Yield what can be said as a repetition begins; `rep` counts from 0."""
    if rep == count // 2 and span.exercise.half_way_words:
        yield (span.exercise.half_way_words,)
    yield number_phrases(rep + 1) if rep + 1 < count else (LAST_REP,)


def _explain(span: Span, tempo: Tempo, room: SpanTimeline) -> None:
    """Say a word with each tone of the first repetition, so that the tones alone are understood later."""
    words = span.exercise.words
    if len(set(words)) == 1:
        return
    begins_ms = 0
    for seconds, word in zip((tempo.down, tempo.hold, tempo.up), words, strict=True):
        ends_ms = begins_ms + 1000 * seconds
        said_ms = room.after_ms(begins_ms + WORD_AFTER_MS, (word,))
        if said_ms is not None and said_ms <= ends_ms:
            room.put(begins_ms + WORD_AFTER_MS, (word,))
        begins_ms = ends_ms
