"""Formats plans, events and figures as lines for a terminal."""

from collections.abc import Iterator
from typing import Any, assert_never

from mobility_gui.ankle.difference import Comparison, Difference
from mobility_gui.ankle.summary import AnkleSummary
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import format_change, format_difference, format_start, format_value
from mobility_gui.ankle.verdict import Verdict
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
from mobility_gui.ui.kit.days import day_words
from mobility_gui.ui.paper.report_words import basis_words

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
        else:
            yield f"{side}: {_level_words(ankle)}"
            yield f"  {_verdict_words(ankle)}"
            if left_out := _left_out_words(ankle):
                yield f"  {left_out}"
    if found.difference and found.difference.comparison is not Comparison.TOO_FEW:
        yield f"left minus right: {_difference_words(found.difference)}"


def _level_words(ankle: AnkleSummary) -> str:
    """Return start, now and change, which add up as they are written, or the average of what there is."""
    now, change = ankle.now, ankle.change
    if change is None:
        return f"{_cm(now.mm)} cm ({_margin(now.margin_mm)}), the average of {counted(ankle.counted, 'test')}"
    start = format_start(now.mm, change.mm, Unit.CM)
    changed = f"{format_change(change.mm, Unit.CM)} ({_margin(change.margin_mm)})"
    tests = counted(ankle.counted, "test")
    return f"{_cm(now.mm)} cm now ({_margin(now.margin_mm)}), {start} at the start, {changed} since; {tests}"


def _verdict_words(ankle: AnkleSummary) -> str:
    following = day_words(ankle.next_verdict)
    if ankle.verdict is not None:
        judged = f"{_VERDICTS[ankle.verdict.verdict]} on {day_words(ankle.verdict.day)}"
        return f"{judged} ({basis_words(ankle.verdict, Unit.CM)}); next verdict on {following}"
    if ankle.change is not None:
        return f"first verdict on {following}"
    return f"too early to tell; first verdict on {following} at the earliest"


def _left_out_words(ankle: AnkleSummary) -> str:
    """Name the days of the tests that count in no figure; empty without any."""
    practice = (f"{day_words(ankle.first)} (practice)",) if ankle.tests > 1 else ()
    named = ", ".join((*practice, *(f"{day_words(at)} (far off)" for at in ankle.far_off)))
    return named and f"not counted: {named}"


def _difference_words(found: Difference) -> str:
    return f"{format_difference(found.one_mm, found.other_mm, Unit.CM)} cm ({_margin(found.margin_mm)})"


def _margin(distance_mm: float) -> str:
    return f"±{_cm(distance_mm)}"


def _cm(distance_mm: float) -> str:
    return format_value(distance_mm, Unit.CM)
