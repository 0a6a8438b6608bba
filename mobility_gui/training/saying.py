"""Sayings, and the timeline of a span into which they are fitted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mobility_gui.training.cues import CueKind, moments
from mobility_gui.training.phrases import COUNTS, NEXT_EXERCISE, side_phrases
from mobility_gui.training.plan import Span

GAP_MS = 120
"""Silence between the phrases of one saying."""

MARGIN_MS = 60
"""Shortest silence between two sayings, and before a span's end."""

COUNTED_OUT = {CueKind.THREE: COUNTS[2], CueKind.TWO: COUNTS[1], CueKind.ONE: COUNTS[0]}

_TONE_COUNT_MS = 400
"""Kept free for each tone of the final count when the numbers are not spoken."""

PhraseTexts = tuple[str, ...]
ClipLength = Callable[[str], int | None]


@dataclass(frozen=True, slots=True)
class Saying:
    """Phrases spoken one after another, `GAP_MS` apart, from `at_ms` after the span's start."""

    at_ms: int
    phrases: PhraseTexts


def length_ms(phrases: PhraseTexts, duration_ms: ClipLength) -> int | None:
    """Return how long these phrases take with the gaps between them; None if there are none, or a clip is missing."""
    clips = [duration_ms(phrase) for phrase in phrases]
    known = [clip for clip in clips if clip is not None]
    return sum(known) + GAP_MS * (len(known) - 1) if known and len(known) == len(clips) else None


class SpanTimeline:
    """The time of one span, filled in order of importance; whatever does not fit is dropped."""

    def __init__(self, span: Span, duration_ms: ClipLength) -> None:
        self._span = span
        self._duration_ms = duration_ms
        self._taken: list[tuple[int, int]] = []
        self._said: list[Saying] = []
        self.end_ms = 0
        """Where the last saying ends."""

    @property
    def sayings(self) -> tuple[Saying, ...]:
        """All sayings put so far, in order of time."""
        return tuple(sorted(self._said, key=lambda saying: saying.at_ms))

    def name(self) -> str:
        """Return the exercise's name, or what is said in its place if it cannot be said."""
        name = self._span.exercise.name
        return NEXT_EXERCISE if self._duration_ms(name) is None else name

    def sides(self) -> PhraseTexts:
        """Return the ways to say the side, the best first; empty for both together."""
        limb = side_phrases(self._span.side, self._span.exercise.side_words)
        sayable = all(self._duration_ms(phrase) is not None for phrase in limb)
        return limb if sayable else side_phrases(self._span.side)

    def count_out(self, *, spoken: bool) -> None:
        """Reserve the last three seconds for the counts, which nothing may move."""
        for at_ms, kind in moments(self._span):
            if kind in COUNTED_OUT and not (spoken and self.put(at_ms, (COUNTED_OUT[kind],))):
                self._taken.append((at_ms, at_ms + _TONE_COUNT_MS))

    def after_ms(self, at_ms: int, phrases: PhraseTexts) -> int | None:
        """Return where these phrases would end; None if a clip is missing or there is no room."""
        lasts_ms = length_ms(phrases, self._duration_ms)
        if lasts_ms is None:
            return None
        end_ms = at_ms + lasts_ms
        if not self._span.waits and end_ms + MARGIN_MS > self._span.duration_ms:
            return None
        if any(at_ms < end + MARGIN_MS and start < end_ms + MARGIN_MS for start, end in self._taken):
            return None
        return end_ms

    def put(self, at_ms: int, phrases: PhraseTexts) -> bool:
        """Say these phrases at `at_ms` if each has a clip and all fit. Return True if they do."""
        end_ms = self.after_ms(at_ms, phrases)
        if end_ms is None:
            return False
        self._taken.append((at_ms, end_ms))
        self._said.append(Saying(at_ms, phrases))
        self.end_ms = end_ms
        return True

    def put_best(self, at_ms: int, choices: Iterable[PhraseTexts]) -> bool:
        """Say the first of these choices that fits. Return True if there was one."""
        return any(self.put(at_ms, choice) for choice in choices)
