"""Formats plans, events and figures as lines for a terminal."""

from collections.abc import Iterator
from typing import Any, assert_never

from mobility_gui.ankle.change import Verdict
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import format_change, format_value
from mobility_gui.training.amounts import clock_words, counted, dose_words
from mobility_gui.training.event import (
    Cued,
    Event,
    SessionFinished,
    SessionPaused,
    SessionResumed,
    SessionStarted,
    SpanAdjusted,
    SpanEnded,
    SpanStarted,
)
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import ANKLES, Statistics
from mobility_gui.training.plan import Plan, Span
from mobility_gui.training.routine import Dose, Reps

_VERDICTS = {Verdict.IMPROVED: "improved", Verdict.WORSE: "worse", Verdict.CANNOT_TELL: "no clear change"}


def clock(ms: int) -> str:
    """Return a time in minutes, seconds and thousandths: `1:05`, `1:05.250`."""
    seconds, thousandths = divmod(ms, 1000)
    text = clock_words(seconds)
    return f"{text}.{thousandths:03}" if thousandths else text


def plan_rows(plan: Plan) -> Iterator[dict[str, Any]]:
    """Yield each span with its start; `side` is None if both sides work together."""
    start_ms = 0
    for span in plan.spans:
        yield {
            "start_ms": start_ms,
            "duration_ms": span.duration_ms,
            "kind": span.kind.value,
            "step": span.step,
            "exercise": span.exercise.id,
            "side": None if span.side is Side.BOTH else span.side.value,
            "set": span.set,
            "dose": "" if span.is_lead_in else dose_text(span.dose),
            "waits": span.waits,
        }
        start_ms += span.duration_ms


def exercise_line(span: Span) -> str:
    """Return the exercise of a span with its dose: `Heel drop: 5 reps, 3-2-3, each side, 2 sets`."""
    sides = "" if span.side is Side.BOTH else ", each side"
    sets = f", {span.sets} sets" if span.sets > 1 else ""
    return f"{span.exercise.name}: {dose_text(span.dose)}{sides}{sets}"


def dose_text(dose: Dose) -> str:
    """Return a dose in words, with its tempo."""
    match dose:
        case Reps(_, tempo):
            pace = f"{tempo.down}-{tempo.hold}-{tempo.up}" if tempo else "own pace"
            return f"{dose_words(dose)}, {pace}"
        case _:
            return dose_words(dose)


def told(event: Event) -> str:
    """Return an event in words."""
    match event:
        case SessionStarted():
            return "session started"
        case SpanStarted(_, _, span):
            side = "" if span.side is Side.BOTH else f" {span.side}"
            return f"{span.kind} {span.exercise.id}{side}, set {span.set}: {clock(span.duration_ms)}"
        case SpanEnded(_, _, span, done_ms, outcome):
            return f"{span.kind} ended after {clock(done_ms)}: {outcome}"
        case SpanAdjusted(_, _, span):
            return f"{span.kind} now {clock(span.duration_ms)}"
        case SessionPaused(_, why):
            return f"paused: {why}"
        case SessionResumed():
            return "resumed"
        case Cued(_, kind):
            return f"  cue {kind}"
        case SessionFinished(_, complete):
            return "session complete" if complete else "session ended early"
        case _:
            assert_never(event)


def progress_lines(found: Statistics) -> Iterator[str]:
    """Yield the numbers of the Progress page as a few lines, in cm."""
    sessions = counted(found.sessions, "session")
    weeks = f"; weekly goal met in {found.weeks.kept} of the last {counted(found.weeks.weeks, 'week')}"
    yield sessions + (weeks if found.weeks.weeks else "")
    for side in ANKLES:
        ankle = found.ankles[side]
        if ankle is None:
            yield f"{side}: no cold test yet"
            continue
        now = f"{side}: {format_value(ankle.now_mm, Unit.CM)} cm now, {counted(ankle.tests, 'cold test')}"
        if ankle.change is None:
            yield f"{now}; too early to tell"
        else:
            change = format_change(ankle.change.mm, Unit.CM)
            least = format_value(ankle.change.smallest_mm, Unit.CM)
            yield f"{now}; {_VERDICTS[ankle.verdict]}: {change} cm since the start (margin of error {least} cm)"
