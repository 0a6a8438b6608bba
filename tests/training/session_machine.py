"""What always holds for a session: any commands in any order, on any plan, on a clock that only goes forward."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mobility_gui.training.cues import CueKind
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
from mobility_gui.training.plan import Plan, SpanKind, Timing, make_plan
from mobility_gui.training.record import Outcome
from mobility_gui.training.routine import Breaths, Hold, Measure, Reps, Sides, Step, Tempo
from mobility_gui.training.session import (
    GAP_MS,
    Finished,
    IllegalCommandError,
    Paused,
    Ready,
    Running,
    Session,
    SessionChange,
    SessionPhase,
    Waiting,
    again,
    begin,
)
from mobility_gui.training.spans import LEAST_LEFT_MS
from tests.training.examples import EXERCISES, of, routine

Command = Callable[[Session, int], SessionChange]

DOSES = st.one_of(
    st.builds(Hold, st.integers(1, 60)),
    st.builds(Reps, st.integers(1, 12), st.sampled_from([Tempo(1, 0, 0), Tempo(0, 1, 1), Tempo(2, 3, 1)])),
    st.builds(Reps, st.integers(1, 12)),
    st.builds(Breaths, st.integers(1, 5)),
    st.builds(Measure, st.integers(1, 3)),
)
STEPS = st.builds(
    Step,
    st.sampled_from(sorted(EXERCISES)),
    DOSES,
    st.sampled_from(Sides),
    sets=st.integers(1, 3),
    set_up_seconds=st.none() | st.integers(0, 25),
    switch_seconds=st.none() | st.integers(0, 10),
    rest_seconds=st.integers(0, 15),
)
TIMINGS = st.builds(Timing, st.integers(0, 15), st.integers(0, 10), st.integers(6, 12))
PLANS = st.builds(
    lambda steps, timing, first, tighter: make_plan(
        routine(*steps), EXERCISES, timing, measure_first=first, tighter=tighter
    ),
    st.lists(STEPS, min_size=1, max_size=4),
    TIMINGS,
    st.booleans(),
    st.sampled_from([None, Side.LEFT, Side.RIGHT]),
)

UNDER_WAY: set[Command] = {
    Session.tick,
    Session.pause,
    Session.next,
    Session.back,
    Session.repeat,
    Session.more,
    Session.less,
    Session.discomfort,
    Session.end,
}
ALLOWED: dict[type[SessionPhase], set[Command]] = {
    Ready: {Session.tick, Session.start},
    Running: UNDER_WAY,
    Waiting: UNDER_WAY | {Session.done},
    Paused: UNDER_WAY | {Session.resume},
    Finished: {Session.tick},
}

COUNTED_OUT = {CueKind.THREE, CueKind.TWO, CueKind.ONE}
BEATS = {CueKind.REP_DOWN, CueKind.REP_HOLD, CueKind.REP_UP, CueKind.BREATHE_IN, CueKind.BREATHE_OUT}


class SessionMachine(RuleBasedStateMachine):
    """Gives commands, looks at the clock early, late or after a gap, and keeps accounts of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.session: Session
        self.now_ms = 0
        self.events: list[Event] = []
        self.still_ms = 0  # paused, or nobody looked
        self.left_out: list[tuple[int, Side]] = []

    @initialize(plan=PLANS, half_way=st.booleans(), now_ms=st.integers(0, 10**9), started=st.integers(0, 9))
    def prepare(self, plan: Plan, half_way: bool, now_ms: int, started: int) -> None:
        self.session = begin(plan, half_way=half_way)
        self.now_ms = now_ms
        if started:
            self.start()

    # What happens

    @rule()
    def start(self) -> None:
        self._command(Session.start)

    @rule(ms=st.integers(0, 200))
    def look(self, ms: int) -> None:
        self._pass(ms)

    @rule(ms=st.integers(200, GAP_MS), times=st.integers(1, 20))
    def look_late(self, ms: int, times: int) -> None:
        for _ in range(times):
            self._pass(ms)

    @rule(ms=st.one_of(st.just(GAP_MS + 1), st.integers(GAP_MS + 1, 10**8)))
    def look_after_a_gap(self, ms: int) -> None:
        self._pass(ms)

    @precondition(lambda self: isinstance(self.session.phase, Running))
    @rule(early_ms=st.integers(0, 1))
    def look_at_the_deadline(self, early_ms: int) -> None:
        self._run_to(self.session.span.duration_ms - early_ms)

    @rule(ms=st.integers(0, 5000))
    def wait_unseen(self, ms: int) -> None:
        """Let time pass so that the next command comes before the next look."""
        self._advance(ms)

    @rule()
    def pause(self) -> None:
        self._command(Session.pause)

    @rule()
    def resume(self) -> None:
        self._command(Session.resume)

    @rule(times=st.integers(1, 3))
    def next(self, times: int) -> None:
        for _ in range(times):
            self._command(Session.next)

    @rule(times=st.integers(1, 3))
    def back(self, times: int) -> None:
        for _ in range(times):
            self._command(Session.back)

    @rule()
    def repeat(self) -> None:
        self._command(Session.repeat)

    @rule()
    def more(self) -> None:
        self._command(Session.more)

    @precondition(lambda self: isinstance(self.session.phase, Running))
    @rule(before_end_ms=st.integers(1, 3000), then=st.sampled_from([Session.tick, Session.next, Session.back]))
    def make_it_longer_after_its_middle_and_nearly_end_it(self, before_end_ms: int, then: Command) -> None:
        self._run_to(self.session.span.duration_ms // 2 + 1)
        self._command(Session.more)
        self._run_to(self.session.span.duration_ms - before_end_ms)
        self._command(then)

    @precondition(lambda self: isinstance(self.session.phase, Running | Paused))
    @rule()
    def less(self) -> None:
        before = self.session.tick(self.now_ms)[0]
        self._command(Session.less)
        if self.session.span != before.span and self.session.index == before.index:
            assert self.session.left_ms >= LEAST_LEFT_MS or before.span.waits

    @rule()
    def discomfort(self) -> None:
        self._command(Session.discomfort)

    @rule()
    def done(self) -> None:
        self._command(Session.done)

    @precondition(lambda self: len(self.events) > 40 or isinstance(self.session.phase, Finished))
    @rule()
    def end(self) -> None:
        self._command(Session.end)

    @precondition(lambda self: isinstance(self.session.phase, Finished))
    @rule()
    def go_on_another_day(self) -> None:
        self.look_over_the_story()
        plan = self.session.plan
        session = again(plan, self.session.position, self.left_out)
        if session is None:
            session, self.left_out = begin(plan), []
        self.session, self.events, self.still_ms = session, [], 0
        self.start()

    @rule(ms=st.integers(1, 1000), command=st.sampled_from([Session.tick, Session.pause, Session.next, Session.resume]))
    def look_at_a_clock_that_went_back(self, ms: int, command: Command) -> None:
        with pytest.raises((ValueError, IllegalCommandError)):
            command(self.session, self.session.seen_ms - ms)

    # What always holds

    @invariant()
    def phase_and_place_make_sense(self) -> None:
        session = self.session
        assert 0 <= session.index < len(session.spans)
        assert session.elapsed_ms >= 0
        assert 0 <= session.left_ms <= session.total_left_ms or isinstance(session.phase, Finished)
        if isinstance(session.phase, Running):
            assert session.phase.deadline_ms >= session.seen_ms
            assert not session.span.waits
        if isinstance(session.phase, Waiting):
            assert session.span.waits
        if isinstance(session.phase, Paused):
            assert session.span.kind is not SpanKind.MEASURE
        if isinstance(session.phase, Running | Paused) and not session.span.waits:
            assert session.elapsed_ms <= session.span.duration_ms

    @invariant()
    def every_way_in_leads_to_its_work(self) -> None:
        spans = self.session.spans
        assert not spans[-1].is_lead_in
        for lead, work in pairwise(spans):
            if lead.is_lead_in:
                assert not work.is_lead_in
                assert (lead.step, lead.side, lead.set) == (work.step, work.side, work.set)
        steps = [span.step for span in spans]
        assert steps == sorted(steps)
        for before, span in pairwise(spans):
            if span.kind is SpanKind.SWITCH:
                assert (before.step, before.side) == (span.step, span.side.other)
            if span.kind is SpanKind.REST:
                assert (before.step, before.side) == (span.step, span.side)
        assert spans[0].kind in {SpanKind.SET_UP, SpanKind.MEASURE}

    @invariant()
    def the_books_balance(self) -> None:
        started = of(SessionStarted, self.events)
        if not started:
            assert self.events == []
            return
        ends = of(SessionFinished, self.events)
        until_ms = ends[0].at_ms if ends else self.session.seen_ms
        held_ms = sum(ended.done_ms for ended in of(SpanEnded, self.events))
        assert held_ms + self.still_ms + self.session.elapsed_ms == until_ms - started[0].at_ms

    @invariant()
    def it_can_go_on_another_day(self) -> None:
        session = again(self.session.plan, self.session.position, self.left_out)
        if session is None:  # everything ahead was left out
            ahead = self.session.plan.spans[self._planned_index() :]
            assert all((span.step, span.side) in self.left_out for span in ahead)
            return
        assert session.phase == Ready()
        assert (session.span.step, session.span.side) not in self.left_out
        assert session.span.kind in {SpanKind.SET_UP, SpanKind.MEASURE}
        first = session.plan.spans[0]
        assert session.span.waits or not first.is_lead_in or session.left_ms >= first.duration_ms

    def teardown(self) -> None:
        """Hypothesis calls this after the last step, even if the first one failed."""
        if hasattr(self, "session"):
            self.look_over_the_story()

    def look_over_the_story(self) -> None:
        self._spans_start_and_end_in_turn()
        self._pauses_and_goings_on_take_turns()
        for before, after in pairwise(self.events):
            assert before.at_ms <= after.at_ms, (before, after)
        finished = of(SessionFinished, self.events)
        assert len(finished) == isinstance(self.session.phase, Finished)
        if finished:
            assert self.events[-1] is finished[0]
            ended = of(SpanEnded, self.events)[-1]
            hurt = ended.outcome is Outcome.DISCOMFORT
            assert hurt or not finished[0].complete or ended.index == len(self.session.spans) - 1

    # The parts

    def _run_to(self, elapsed_ms: int) -> None:
        """Look at the clock until the current span has run for this long."""
        index = self.session.index
        while self.session.index == index and isinstance(self.session.phase, Running):
            left_ms = elapsed_ms - self.session.elapsed_ms
            if left_ms <= 0:
                return
            self._pass(min(GAP_MS, left_ms))

    def _advance(self, ms: int) -> None:
        self.now_ms += ms

    def _pass(self, ms: int) -> None:
        self._advance(ms)
        self._take(self.session.tick(self.now_ms))

    def _command(self, command: Command) -> None:
        before = self.session
        try:
            change = command(before, self.now_ms)
        except IllegalCommandError:
            looked, _ = before.tick(self.now_ms)  # a pause or the end may have been due
            assert command not in ALLOWED[type(before.phase)] & ALLOWED[type(looked.phase)]
        else:
            looked, _ = before.tick(self.now_ms)
            assert command in ALLOWED[type(before.phase)] | ALLOWED[type(looked.phase)]
            self._take(change)

    def _take(self, change: SessionChange) -> None:
        before = self.session
        self.session, events = change
        assert self.session.seen_ms == self.now_ms or isinstance(self.session.phase, Finished)
        if isinstance(before.phase, Finished):
            assert (self.session.phase, events) == (before.phase, ())
        self._keep_the_books(before, events)
        self.events += events
        for ended in of(SpanEnded, events):
            self._check_what_is_kept(ended)

    def _keep_the_books(self, before: Session, events: tuple[Event, ...]) -> None:
        """Add up the time that belongs to no span: pauses, and gaps while a measurement waits."""
        passed_ms = self.now_ms - before.seen_ms
        if isinstance(before.phase, Paused):
            self.still_ms += passed_ms
            if before.span.is_lead_in and of(SessionResumed, events) and not of(SpanEnded, events):
                self.still_ms += before.elapsed_ms  # a lead-in starts over
        elif passed_ms > GAP_MS and isinstance(before.phase, Running | Waiting):
            gaps = [paused for paused in of(SessionPaused, events) if paused.gap_ms]
            if before.span.kind is SpanKind.MEASURE:
                assert gaps == []
            else:
                assert [(gap.at_ms, gap.gap_ms) for gap in gaps] == [(before.seen_ms, passed_ms)]
            self.still_ms += passed_ms

    def _check_what_is_kept(self, ended: SpanEnded) -> None:
        assert ended.done_ms >= 0
        if not ended.span.waits:
            assert ended.done_ms <= ended.span.duration_ms
        stretch = ended.stretch
        if stretch is None:
            assert ended.outcome is not Outcome.DISCOMFORT
            return
        if stretch.outcome is Outcome.DISCOMFORT:
            self.left_out.append((stretch.step, stretch.side))
            assert self.session.hurt is not None
            assert self.session.hurt.at_ms == ended.at_ms
        assert 0 <= stretch.done_ms <= ended.done_ms
        planned = [
            span
            for span in self.session.plan.spans
            if (span.step, span.side, span.set, span.kind) == (stretch.step, stretch.side, stretch.set, SpanKind.WORK)
        ]
        assert [(span.dose, span.duration_ms) for span in planned] == [(stretch.dose, stretch.planned_ms)]
        if not planned[0].waits:
            assert stretch.outcome is not Outcome.SKIPPED or stretch.done_ms < stretch.planned_ms
            assert stretch.outcome is not Outcome.EXTENDED or stretch.done_ms > stretch.planned_ms
            assert stretch.outcome is not Outcome.DONE or stretch.done_ms == stretch.planned_ms

    def _planned_index(self) -> int:
        position = self.session.position
        plan = self.session.plan
        return next(
            index
            for index, span in enumerate(plan.spans)
            if not span.is_lead_in and f"{span.step}:{span.side}:{span.set}" == position
        )

    def _spans_start_and_end_in_turn(self) -> None:
        """Check that every start has one end before the next start, and its cues once each and in order."""
        under_way: SpanStarted | None = None
        cues: list[CueKind] = []
        for event in self.events:
            match event:
                case SpanStarted():
                    assert under_way is None
                    under_way, cues = event, []
                case SpanEnded():
                    assert under_way is not None
                    assert (event.index, event.span.step, event.span.side, event.span.set) == (
                        under_way.index,
                        under_way.span.step,
                        under_way.span.side,
                        under_way.span.set,
                    )
                    if event.outcome is Outcome.SKIPPED:
                        assert CueKind.END not in cues
                    under_way = None
                case SessionResumed() if under_way and under_way.span.is_lead_in:
                    cues = []  # a lead-in starts over with its cues
                case SpanAdjusted():
                    cues = [kind for kind in cues if kind not in COUNTED_OUT]  # counted again
                case Cued(_, kind) if kind not in {CueKind.ATTENTION, CueKind.DONE}:
                    assert under_way is not None
                    assert kind in BEATS or kind not in cues
                    cues.append(kind)
                case _:
                    pass
        if of(SessionFinished, self.events):
            assert under_way is None

    def _pauses_and_goings_on_take_turns(self) -> None:
        still = False
        for event in self.events:
            match event:
                case SpanEnded(outcome=Outcome.DISCOMFORT):
                    still = True
                case SpanStarted(span=span) if span.kind is SpanKind.MEASURE:
                    still = False
                case SessionPaused():
                    still = True
                case SessionResumed():
                    assert still
                    still = False
                case Cued(_, kind) if kind not in {CueKind.ATTENTION, CueKind.DONE}:
                    assert not still
                case _:
                    pass
