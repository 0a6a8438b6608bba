# ruff: noqa: SLF001  a session builds its successor with its own private methods
"""The state machine of one run through a plan: commands with the time go in, a new session and events come out.

A session is a value. Every command takes `now_ms`, milliseconds of a clock that only goes forward, and returns
`(session, events)`; one that is not allowed in the current phase raises `IllegalCommandError` and changes nothing.
A span starts when the one before it was *due* to end, not when a tick happened to see it, so nothing drifts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import assert_never

from mobility_gui.training.cues import ONCE, CueKind, moments
from mobility_gui.training.event import (
    Cued,
    Event,
    PauseReason,
    SessionFinished,
    SessionPaused,
    SessionResumed,
    SessionStarted,
    SpanAdjusted,
    SpanEnded,
    SpanStarted,
)
from mobility_gui.training.exercise import Side
from mobility_gui.training.plan import Plan, Span, SpanKind
from mobility_gui.training.record import Outcome, stretch_of
from mobility_gui.training.spans import (
    adjusted,
    as_set_up,
    lead_in_of,
    leave_out,
    position_of,
    span_identity,
    with_set_ups,
    work_at,
    work_before,
)

GAP_MS = 2000
"""Longest time between two looks at the clock that still counts as held."""

BACK_AGAIN_MS = 2000
"""*Back* twice within this time goes to the stretch before."""

HURTS_AGAIN_MS = 1000
"""*Discomfort* again within this time belongs to the same press, and does nothing more."""

LEAST_REPEATED_MS = 1000
"""A stretch left sooner than this in order to repeat it is not kept."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Not started."""


@dataclass(frozen=True, slots=True)
class Running:
    """The clock ends the current span at `deadline_ms`."""

    deadline_ms: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """The runner's key ends the current span, which has been running since `since_ms`."""

    since_ms: int


@dataclass(frozen=True, slots=True)
class Paused:
    """Paused `elapsed_ms` into the span; `gap_ms` is the time during which nobody looked at the clock."""

    elapsed_ms: int
    why: PauseReason
    gap_ms: int = 0


@dataclass(frozen=True, slots=True)
class Finished:
    """Over; `complete` if it ran to its end and was not broken off."""

    complete: bool


@dataclass(frozen=True, slots=True)
class Hurt:
    """When the runner last reported discomfort, and the work that it ended."""

    at_ms: int
    work: Span


SessionPhase = Ready | Running | Waiting | Paused | Finished


class IllegalCommandError(Exception):
    """A command that the current phase does not allow."""


@dataclass(frozen=True, slots=True)
class Session:
    """One run through a plan.

    `spans` are the plan's as they now stand: lengthened, shortened or dropped at the runner's wish. `seen_ms` is the
    last time the clock was looked at, `cued_ms` how far into the span its cues have been given, `cued_once` which cues
    of `ONCE` have been given. `led_ms` is how much time was spent in the lead-in to the current work. `hurt` is
    the last discomfort, None before the first.
    """

    plan: Plan
    spans: tuple[Span, ...]
    half_way: bool = True
    phase: SessionPhase = Ready()
    index: int = 0
    seen_ms: int = 0
    cued_ms: int = -1
    cued_once: frozenset[CueKind] = frozenset()
    back_ms: int | None = None
    led_ms: int = 0
    hurt: Hurt | None = None

    # State

    @property
    def span(self) -> Span:
        """The current span; when finished, the last one."""
        return self.spans[self.index]

    @property
    def elapsed_ms(self) -> int:
        """Time spent in the current span, as of the last look at the clock."""
        match self.phase:
            case Running(deadline_ms):
                return self.span.duration_ms - (deadline_ms - self.seen_ms)
            case Waiting(since_ms):
                return self.seen_ms - since_ms
            case Paused(elapsed_ms):
                return elapsed_ms
            case Ready() | Finished():
                return 0
            case _:
                assert_never(self.phase)

    @property
    def left_ms(self) -> int:
        """Time left in the current span; for one that waits, of its expected time; 0 when finished."""
        if isinstance(self.phase, Finished):
            return 0
        return max(0, self.span.duration_ms - self.elapsed_ms)

    @property
    def total_left_ms(self) -> int:
        """Time left in the whole session, as far as the clock decides it."""
        if isinstance(self.phase, Finished):
            return 0
        return self.left_ms + sum(span.duration_ms for span in self.spans[self.index + 1 :])

    @property
    def next_work(self) -> Span | None:
        """The work or measurement after the current one."""
        later = self.spans[work_at(self.spans, self.index) + 1 :]
        return next((span for span in later if not span.is_lead_in), None)

    @property
    def position(self) -> str:
        """The work that the current span is or leads to, in the form that `again` takes."""
        return position_of(self.spans[work_at(self.spans, self.index)])

    # Commands

    def start(self, now_ms: int) -> "SessionChange":
        """Begin with the current span, a set-up."""
        self._require(Ready)
        self._require_forward(now_ms)
        events: list[Event] = [SessionStarted(now_ms)]
        return replace(self, seen_ms=now_ms)._enter(self.index, now_ms, events), tuple(events)

    def tick(self, now_ms: int) -> "SessionChange":
        """Look at the clock: end spans that are over, give cues that are due, pause after a gap."""
        events: list[Event] = []
        return self._catch_up(now_ms, events), tuple(events)

    def pause(self, now_ms: int) -> "SessionChange":
        """Pause; a measurement waits anyway and is never paused."""
        session, events = self._ready_for_command(now_ms)
        if isinstance(session.phase, Paused) or session.span.kind is SpanKind.MEASURE:
            return session, tuple(events)
        return session._pause(now_ms, PauseReason.RUNNER, 0, events), tuple(events)

    def resume(self, now_ms: int) -> "SessionChange":
        """Continue after a pause; a lead-in starts over with its cues, as it never counts and has to be heard."""
        self._require(Paused)
        self._require_forward(now_ms)
        repeats = self.span.is_lead_in
        elapsed_ms = 0 if repeats else self.elapsed_ms
        phase = (
            Waiting(now_ms - elapsed_ms) if self.span.waits else Running(now_ms + self.span.duration_ms - elapsed_ms)
        )
        events: list[Event] = [SessionResumed(now_ms)]
        session = replace(self, phase=phase, seen_ms=now_ms)
        if repeats:
            session = replace(session, cued_ms=-1, cued_once=frozenset())
        return session._cue(events), tuple(events)

    def next(self, now_ms: int) -> "SessionChange":
        """Leave the current span: a lead-in gives way to its work at once, work to what follows."""
        session, events = self._ready_to_move(now_ms)
        session = session._end(now_ms, session._outcome_early(), events)
        return session._go_on(now_ms, events), tuple(events)

    def back(self, now_ms: int) -> "SessionChange":
        """Start the current span again; a second time within two seconds, go to the stretch before."""
        session, events = self._ready_to_move(now_ms)
        target = session.index
        if session.back_ms is not None and now_ms - session.back_ms <= BACK_AGAIN_MS:
            target = lead_in_of(session.spans, work_before(session.spans, session.index))
        session = session._end(now_ms, Outcome.REPEATED, events)
        return replace(session._enter(target, now_ms, events), back_ms=now_ms), tuple(events)

    def repeat(self, now_ms: int) -> "SessionChange":
        """Do the current stretch again, from its lead-in."""
        session, events = self._ready_to_move(now_ms)
        target = lead_in_of(session.spans, work_at(session.spans, session.index))
        session = session._end(now_ms, Outcome.REPEATED, events)
        return session._enter(target, now_ms, events), tuple(events)

    def more(self, now_ms: int) -> "SessionChange":
        """Add 15 s, one repetition or one breath."""
        return self._adjust(now_ms, 1)

    def less(self, now_ms: int) -> "SessionChange":
        """Take off 15 s, one repetition or one breath; do nothing if that would end the span."""
        return self._adjust(now_ms, -1)

    def discomfort(self, now_ms: int) -> "SessionChange":
        """End the side that hurts, drop its other sets, and pause before what follows.

        While switching sides, that is the side just finished, unless it has ended so already. A measurement that
        follows begins at once, as it waits for the runner anyway.
        """
        session, events = self._ready_for_command(now_ms)
        again_ms = None if session.hurt is None else now_ms - session.hurt.at_ms
        if session.span.kind is SpanKind.MEASURE:  # there, pain is marked at the trial
            return session, tuple(events)
        if again_ms is not None and again_ms < HURTS_AGAIN_MS:
            return session, tuple(events)
        here, hurt = session.span, Hurt(now_ms, session._hurting())
        session = replace(session._end(now_ms, Outcome.DISCOMFORT, events), hurt=hurt)
        behind = session.spans[: session.index if here.is_lead_in else session.index + 1]  # no lead-in without its work
        left_out = [(hurt.work.step, hurt.work.side)]
        ahead = leave_out(session.spans[len(behind) :], left_out, after=behind[-1] if behind else None)
        if not ahead:
            return session._finish(now_ms, events, complete=True), tuple(events)
        # The runner comes back to a lead-in from the computer, and needs time to feel whether it still hurts.
        if ahead[0].is_lead_in:
            ahead = (replace(ahead[0], duration_ms=max(ahead[0].duration_ms, _lead_in_ms(self.plan))), *ahead[1:])
        session = replace(session, spans=with_set_ups(self.plan, behind + ahead))
        if ahead[0].kind is SpanKind.MEASURE:
            return session._enter(len(behind), now_ms, events), tuple(events)
        session = session._enter(len(behind), now_ms, events, cue=False)
        return session._pause(now_ms, PauseReason.DISCOMFORT, 0, events), tuple(events)

    def done(self, now_ms: int) -> "SessionChange":
        """End a span that waits for the runner."""
        events: list[Event] = []
        session = self._catch_up(now_ms, events)
        session._require(Waiting)
        session = session._end(now_ms, session._outcome_in_time(), events)
        return session._go_on(now_ms, events), tuple(events)

    def end(self, now_ms: int) -> "SessionChange":
        """Break off; what was held of the current stretch is kept."""
        session, events = self._ready_for_command(now_ms)
        session = session._end(now_ms, session._outcome_early(), events)
        return session._finish(now_ms, events, complete=False), tuple(events)

    # The parts

    def _require(self, *phases: type[SessionPhase]) -> None:
        if not isinstance(self.phase, phases):
            raise IllegalCommandError(f"not possible while {type(self.phase).__name__.lower()}")

    def _ready_for_command(self, now_ms: int) -> "tuple[Session, list[Event]]":
        self._require(Running, Waiting, Paused)
        events: list[Event] = []
        session = self._catch_up(now_ms, events)
        session._require(Running, Waiting, Paused)
        return session, events

    def _ready_to_move(self, now_ms: int) -> "tuple[Session, list[Event]]":
        session, events = self._ready_for_command(now_ms)
        if isinstance(session.phase, Paused):
            events.append(SessionResumed(now_ms))
        return session, events

    def _require_forward(self, now_ms: int) -> None:
        if now_ms < self.seen_ms:
            raise ValueError(f"the clock went back from {self.seen_ms} to {now_ms} ms")

    def _catch_up(self, now_ms: int, events: list[Event]) -> "Session":
        self._require_forward(now_ms)
        gap_ms = now_ms - self.seen_ms
        if gap_ms > GAP_MS and isinstance(self.phase, Running | Waiting):
            if self.span.kind is SpanKind.MEASURE:  # its time is not counted
                since_ms = now_ms - self.elapsed_ms
                return replace(self, phase=Waiting(since_ms), seen_ms=now_ms)
            return replace(self._pause(self.seen_ms, PauseReason.GAP, gap_ms, events), seen_ms=now_ms)
        if isinstance(self.phase, Finished):
            return self
        session = self
        while isinstance(session.phase, Running) and session.phase.deadline_ms <= now_ms:
            due_ms = session.phase.deadline_ms
            session = replace(session, seen_ms=due_ms)._cue(events)
            session = session._end(due_ms, session._outcome_in_time(), events)
            session = session._go_on(due_ms, events)
        if isinstance(session.phase, Finished):
            return session  # it ended when it was due to
        return replace(session, seen_ms=now_ms)._cue(events)

    def _cue(self, events: list[Event]) -> "Session":
        """Give the cues that came due since the last ones given."""
        if not isinstance(self.phase, Running | Waiting):
            return self
        elapsed_ms = self.elapsed_ms
        start_ms = self.seen_ms - elapsed_ms
        due = [
            (at_ms, kind)
            for at_ms, kind in moments(self.span, half_way=self.half_way)
            if self.cued_ms < at_ms <= elapsed_ms and kind not in self.cued_once
        ]
        events.extend(Cued(start_ms + at_ms, kind) for at_ms, kind in due)
        once = self.cued_once | ONCE.intersection(kind for _, kind in due)
        return replace(self, cued_ms=max(self.cued_ms, elapsed_ms), cued_once=once)

    def _enter(self, index: int, at_ms: int, events: list[Event], *, cue: bool = True) -> "Session":
        span = self.spans[index]
        phase = Waiting(at_ms) if span.waits else Running(at_ms + span.duration_ms)
        events.append(SpanStarted(at_ms, index, span))
        session = replace(
            self, index=index, phase=phase, seen_ms=at_ms, cued_ms=-1, cued_once=frozenset(), back_ms=None
        )
        return session._cue(events) if cue else session

    def _end(self, at_ms: int, outcome: Outcome, events: list[Event]) -> "Session":
        """Report that the current span is over and what is kept of it; the caller decides where to go."""
        span, done_ms = self.span, self.elapsed_ms
        stretch = None
        if span.kind is SpanKind.WORK and not (outcome is Outcome.REPEATED and done_ms < LEAST_REPEATED_MS):
            stretch = stretch_of(self._planned(span), span, done_ms, outcome)
        elif span.is_lead_in and outcome is Outcome.DISCOMFORT:  # nothing more was held
            work = self._hurting()
            stretch = stretch_of(self._planned(work), work, 0, outcome)
        events.append(SpanEnded(at_ms, self.index, span, done_ms, outcome, stretch))
        return self

    def _hurting(self) -> Span:
        """Return the work that discomfort reported now belongs to."""
        if self.span.kind is SpanKind.SWITCH:
            finished = self.spans[self.index - 1]
            already = self.hurt and (self.hurt.work.step, self.hurt.work.side)
            if already != (finished.step, finished.side):
                return finished
        return self.spans[work_at(self.spans, self.index)]

    def _go_on(self, at_ms: int, events: list[Event]) -> "Session":
        if self.index + 1 < len(self.spans):
            led_ms = self.elapsed_ms if self.span.is_lead_in else 0
            return replace(self, led_ms=led_ms)._enter(self.index + 1, at_ms, events)
        return self._finish(at_ms, events, complete=True)

    def _finish(self, at_ms: int, events: list[Event], *, complete: bool) -> "Session":
        events.append(Cued(at_ms, CueKind.DONE))
        events.append(SessionFinished(at_ms, complete))
        return replace(self, phase=Finished(complete), seen_ms=at_ms)

    def _pause(self, at_ms: int, why: PauseReason, gap_ms: int, events: list[Event]) -> "Session":
        events.append(SessionPaused(at_ms, why, gap_ms))
        if why is not PauseReason.RUNNER:
            events.append(Cued(at_ms, CueKind.ATTENTION))
        return replace(self, phase=Paused(self.elapsed_ms, why, gap_ms))

    def _adjust(self, now_ms: int, sign: int) -> "SessionChange":
        session, events = self._ready_for_command(now_ms)
        span, elapsed_ms = session.span, session.elapsed_ms
        longer = adjusted(span, sign, elapsed_ms)
        if longer is None:
            return session, tuple(events)
        spans = (*session.spans[: session.index], longer, *session.spans[session.index + 1 :])
        session = replace(session, spans=spans)
        if isinstance(session.phase, Running):
            session = replace(session, phase=Running(now_ms + longer.duration_ms - elapsed_ms))
        events.append(SpanAdjusted(now_ms, session.index, longer))
        return session, tuple(events)

    def _planned(self, span: Span) -> Span:
        """Return the span as the plan has it."""
        return next(planned for planned in self.plan.spans if span_identity(planned) == span_identity(span))

    def _outcome_in_time(self) -> Outcome:
        """Return how the current span ends when its time is over or the runner says that it is done."""
        if self.span.is_lead_in:
            return Outcome.DONE
        planned_ms = self._planned(self.span).duration_ms
        if self.span.duration_ms > planned_ms:
            return Outcome.EXTENDED
        return Outcome.SHORTENED if self.span.duration_ms < planned_ms else Outcome.DONE

    def _outcome_early(self) -> Outcome:
        """Return how the current span ends if left now; lengthened work may already have had its planned time."""
        over_ms = self.elapsed_ms - self._planned(self.span).duration_ms
        if self.span.kind is not SpanKind.WORK or self.span.waits or over_ms < 0:
            return Outcome.SKIPPED
        return Outcome.EXTENDED if over_ms else Outcome.DONE


SessionChange = tuple[Session, tuple[Event, ...]]


def begin(plan: Plan, *, half_way: bool = True) -> Session:
    """Return a session that is ready to start. Raises `ValueError` for a plan without spans."""
    if not plan.spans:
        raise ValueError(f"The routine {plan.routine.name} has no steps.")
    return Session(plan, plan.spans, half_way)


def again(plan: Plan, position: str, left_out: Iterable[tuple[int, Side]], *, half_way: bool = True) -> Session | None:
    """Return a session that is ready to resume at a `position`; None if the plan no longer has it or nothing is left.

    `left_out` names the (step, side) pairs that ended in discomfort before. It resumes with a whole set-up, at least
    as long as the first lead-in: the runner comes from the computer, not from the pose before.
    """
    at = next((i for i, span in enumerate(plan.spans) if not span.is_lead_in and position_of(span) == position), None)
    if at is None:
        return None
    lead = lead_in_of(plan.spans, at)
    ahead = leave_out(plan.spans[lead:], left_out)
    if not ahead:
        return None
    first = ahead[0]
    if first.is_lead_in:
        first = as_set_up(plan, first, least_ms=_lead_in_ms(plan))
    spans = with_set_ups(plan, (*plan.spans[:lead], first, *ahead[1:]))
    return Session(plan, spans, half_way, index=lead)


def _lead_in_ms(plan: Plan) -> int:
    return plan.spans[0].duration_ms if plan.spans[0].is_lead_in else 0
