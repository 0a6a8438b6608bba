"""Looks up spans in a list, and changes them as the runner wishes."""

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from mobility_gui.training.exercise import Side
from mobility_gui.training.plan import Plan, Span, SpanKind
from mobility_gui.training.routine import Breaths, Dose, Hold, Measure, Reps

MORE_MS = 15_000
"""How much *more* and *less* change a hold or a lead-in."""

LEAST_LEFT_MS = 3000
"""*Less* leaves at least this much, so that it never ends a stretch by surprise."""


def position_of(span: Span) -> str:
    """Name a stretch within its plan: step, side and set."""
    return f"{span.step}:{span.side}:{span.set}"


def leave_out(
    spans: Iterable[Span], keys: Iterable[tuple[int, Side]], *, after: Span | None = None
) -> tuple[Span, ...]:
    """Drop the spans of these (step, side) pairs, with the lead-ins into them; `after` is the span before them."""
    dropped = set(keys)
    kept: list[Span] = []
    for span in spans:
        if (span.step, span.side) in dropped:
            continue
        before = kept[-1] if kept else after
        # Once the other side is dropped, a switch of sides is only a rest.
        if span.kind is SpanKind.SWITCH and before and (before.step, before.side) == (span.step, span.side):
            kept.append(replace(span, kind=SpanKind.REST))
        else:
            kept.append(span)
    return tuple(kept)


def with_set_ups(plan: Plan, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Make every step begin with a set-up, even if the side that had it was dropped."""

    def begins(index: int) -> bool:
        return index == 0 or spans[index - 1].step != spans[index].step

    return tuple(
        as_set_up(plan, span) if span.kind in {SpanKind.SWITCH, SpanKind.REST} and begins(index) else span
        for index, span in enumerate(spans)
    )


def as_set_up(plan: Plan, span: Span, *, least_ms: int = 0) -> Span:
    """Turn a lead-in into a set-up as long as the plan's set-up of that step, and at least `least_ms`."""
    planned = next(known for known in plan.spans if known.step == span.step and known.kind is SpanKind.SET_UP)
    return replace(span, kind=SpanKind.SET_UP, duration_ms=max(least_ms, planned.duration_ms))


def span_identity(span: Span) -> tuple[int, Side, int, bool]:
    """Return what stays the same when a span becomes longer, shorter or another kind of lead-in."""
    return span.step, span.side, span.set, span.is_lead_in


def work_at(spans: tuple[Span, ...], index: int) -> int:
    """Return the index of the work or measurement that a span is or leads to."""
    return index + 1 if spans[index].is_lead_in else index


def lead_in_of(spans: tuple[Span, ...], work: int) -> int:
    """Return the index of the lead-in to a work, or of the work itself if it has none."""
    return work - 1 if work > 0 and spans[work - 1].is_lead_in else work


def work_before(spans: tuple[Span, ...], index: int) -> int:
    """Return the index of the work before the one that a span is or leads to; for the first work, its own."""
    work = work_at(spans, index)
    before = [i for i in range(work) if not spans[i].is_lead_in]
    return before[-1] if before else work


def adjusted(span: Span, sign: int, elapsed_ms: int) -> Span | None:
    """Return the span with one unit more (+1) or less (-1); None if that is impossible."""
    unit_ms = span.unit_ms or MORE_MS  # neither a hold nor a lead-in has a unit
    longer = replace(span, dose=_changed_dose(span, sign), duration_ms=span.duration_ms + sign * unit_ms)
    if span.kind is SpanKind.MEASURE or longer.duration_ms <= 0:
        return None
    if sign < 0 and not span.waits and longer.duration_ms - elapsed_ms < LEAST_LEFT_MS:
        return None
    return longer


def _changed_dose(span: Span, sign: int) -> Dose:
    if span.is_lead_in:
        return span.dose
    match span.dose:
        case Hold(seconds):
            return Hold(seconds + sign * MORE_MS // 1000)
        case Reps(count, tempo):
            return Reps(count + sign, tempo)
        case Breaths(count):
            return Breaths(count + sign)
        case Measure():
            return span.dose
        case _:
            assert_never(span.dose)
