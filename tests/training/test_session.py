from collections.abc import Callable
from dataclasses import replace

import pytest

from mobility_gui.training.cues import CueKind
from mobility_gui.training.event import (
    Cued,
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
from mobility_gui.training.plan import Span, SpanKind, Timing, make_plan
from mobility_gui.training.record import Outcome
from mobility_gui.training.routine import Breaths, Dose, Hold, Reps, Sides, Step, Tempo
from mobility_gui.training.session import (
    Finished,
    Hurt,
    IllegalCommandError,
    Paused,
    Ready,
    Running,
    Session,
    SessionChange,
    Waiting,
    again,
    begin,
)
from mobility_gui.training.spans import leave_out, position_of
from tests.training.examples import EXERCISES, Run, both, each, measuring, of, plan, routine

LEFT, RIGHT, BOTH = Side.LEFT, Side.RIGHT, Side.BOTH
SET_UP, WORK, SWITCH, REST = SpanKind.SET_UP, SpanKind.WORK, SpanKind.SWITCH, SpanKind.REST

start, tick, pause, resume = Session.start, Session.tick, Session.pause, Session.resume
next_, back, repeat = Session.next, Session.back, Session.repeat
more, less = Session.more, Session.less
discomfort, done, end = Session.discomfort, Session.done, Session.end


def where(session: Session) -> tuple[SpanKind, Side, int]:
    return session.span.kind, session.span.side, session.span.set


def outline(spans: tuple[Span, ...]) -> list[tuple[SpanKind, Side, int]]:
    return [(span.kind, span.side, span.set) for span in spans]


# From start to end


def test_a_session_that_is_ready_shows_everything_still_to_do() -> None:
    session = begin(plan(each(Hold(30))))
    assert session.phase == Ready()
    assert where(session) == (SET_UP, LEFT, 1)
    assert (session.elapsed_ms, session.left_ms, session.total_left_ms) == (0, 10_000, 76_000)


def test_a_routine_without_steps_cannot_begin() -> None:
    with pytest.raises(ValueError, match="My routine has no steps"):
        begin(make_plan(routine(), EXERCISES, Timing()))


def test_an_undisturbed_run_reports_its_events_in_order() -> None:
    run = Run(both(Hold(20)))
    t0 = run.now_ms
    run.started().passes(31)
    lead, work = run.session.spans
    told = run.events[:1] + [event for event in run.events[1:] if not isinstance(event, Cued)]
    assert [type(event) for event in told] == [
        SessionStarted,
        SpanStarted,
        SpanEnded,
        SpanStarted,
        SpanEnded,
        SessionFinished,
    ]
    assert told[1:5:2] == [SpanStarted(t0, 0, lead), SpanStarted(t0 + 10_000, 1, work)]
    assert [(event.at_ms - t0, event.done_ms, event.outcome) for event in run.ended] == [
        (10_000, 10_000, Outcome.DONE),
        (30_000, 20_000, Outcome.DONE),
    ]
    assert told[-1] == SessionFinished(t0 + 30_000, complete=True)
    assert [(cue.at_ms - t0, cue.kind) for cue in of(Cued, run.events)] == [
        (700, CueKind.SET_UP),
        (7000, CueKind.THREE),
        (8000, CueKind.TWO),
        (9000, CueKind.ONE),
        (10_000, CueKind.START),
        (20_000, CueKind.HALF_WAY),
        (27_000, CueKind.THREE),
        (28_000, CueKind.TWO),
        (29_000, CueKind.ONE),
        (30_000, CueKind.END),
        (30_000, CueKind.DONE),
    ]


def test_half_way_can_be_switched_off_for_a_session() -> None:
    run = Run(both(Hold(60)), half_way=False).started()
    run.passes(71)
    assert CueKind.HALF_WAY not in run.cues
    assert run.session.phase == Finished(complete=True)


@pytest.mark.parametrize("look_ms", [7, 33, 999, 1700, 2000])
def test_late_looks_at_the_clock_never_move_the_next_span_or_a_cue(look_ms: int) -> None:
    calm, late = Run(each(Hold(20)), both(Breaths(2))), Run(each(Hold(20)), both(Breaths(2)))
    calm.started().passes(120, look_ms=50)
    late.started().passes(120, look_ms=look_ms)
    assert late.events == calm.events
    assert late.starts_ms == [0, 10_000, 30_000, 36_000, 56_000, 61_000]


def test_one_look_may_end_several_short_spans() -> None:
    step = Step("calf", Reps(1, Tempo(1, 0, 0)), Sides.EACH, set_up_seconds=0, switch_seconds=0)
    run = Run(step).started()
    run.jumps(2)
    assert run.starts_ms == [0, 0, 1000, 1000]
    assert run.session.phase == Finished(complete=True)


def test_a_finished_session_shows_nothing_left() -> None:
    run = Run(both(Hold(20))).started()
    run.passes(30)
    assert (run.session.elapsed_ms, run.session.left_ms, run.session.total_left_ms) == (0, 0, 0)


def test_looking_at_the_clock_after_the_end_reports_nothing() -> None:
    run = Run(both(Hold(20))).started()
    run.passes(30)
    assert run.passes(60) == ()


def test_the_time_left_is_that_of_this_span_and_of_all_that_follow() -> None:
    run = Run(each(Hold(30))).at_work()
    run.passes(12)
    assert (run.session.elapsed_ms, run.session.left_ms, run.session.total_left_ms) == (12_000, 18_000, 54_000)


def test_the_next_work_is_named_from_work_and_from_set_up() -> None:
    run = Run(each(Hold(30)), measuring()).started()
    assert run.session.next_work == run.session.spans[3]
    run.do(next_)
    assert run.session.next_work == run.session.spans[3]
    run.do(next_, times=2)
    following = run.session.next_work
    assert following is not None
    assert following.kind is SpanKind.MEASURE
    run.do(next_)
    assert run.session.next_work is None


# Gaps


def test_two_seconds_without_a_look_still_count() -> None:
    run = Run(both(Hold(30))).at_work()
    run.jumps(2)
    assert (run.session.elapsed_ms, type(run.session.phase)) == (2000, Running)


def test_a_longer_gap_pauses_at_the_last_look_and_does_not_count() -> None:
    run = Run(both(Hold(30))).at_work()
    run.passes(5)
    seen_ms = run.now_ms
    events = run.jumps(3600)
    assert events == (SessionPaused(seen_ms, PauseReason.GAP, 3_600_000), Cued(seen_ms, CueKind.ATTENTION))
    assert run.session.phase == Paused(5000, PauseReason.GAP, 3_600_000)
    run.do(resume)
    run.passes(25)
    assert run.ended[-1].done_ms == 30_000


def test_a_gap_over_the_end_of_a_hold_does_not_end_it() -> None:
    run = Run(both(Hold(30))).at_work()
    run.passes(29.5)
    run.jumps(2.1)
    assert (run.session.left_ms, type(run.session.phase)) == (500, Paused)


def test_a_gap_in_repetitions_at_ones_own_pace_pauses_too() -> None:
    run = Run(both(Reps(10))).at_work()
    run.passes(4)
    run.jumps(60)
    run.do(resume)
    run.passes(3)
    run.do(done)
    assert run.ended[-1].done_ms == 7000


def test_a_gap_in_a_measurement_pauses_nothing_and_does_not_count() -> None:
    run = Run(measuring()).started()
    run.passes(4)
    assert run.jumps(600) == ()
    run.passes(1)
    assert isinstance(run.session.phase, Waiting)
    run.do(done)
    assert run.ended[-1].done_ms == 5000


def test_time_before_the_start_is_not_a_gap() -> None:
    run = Run(both(Hold(30)))
    assert run.jumps(60) == ()
    run.started()
    assert run.session.left_ms == 10_000


def test_a_command_after_a_gap_finds_the_session_as_the_last_look_left_it() -> None:
    run = Run(both(Hold(30)), both(Hold(30))).at_work()
    run.passes(5)
    seen_ms = run.now_ms
    run.now_ms += 60_000
    events = run.do(next_)
    assert of(SessionPaused, events) == [SessionPaused(seen_ms, PauseReason.GAP, 60_000)]
    assert (run.ended[-1].done_ms, run.ended[-1].outcome) == (5000, Outcome.SKIPPED)


def test_pausing_after_a_gap_keeps_the_pause_of_the_gap() -> None:
    run = Run(both(Hold(30))).at_work()
    run.passes(5)
    run.now_ms += 60_000
    run.do(pause)
    assert run.session.phase == Paused(5000, PauseReason.GAP, 60_000)


# Pausing


def test_a_pause_keeps_the_time_that_is_left() -> None:
    run = Run(both(Hold(30))).at_work()
    run.passes(12.3)
    assert run.do(pause) == (SessionPaused(run.now_ms, PauseReason.RUNNER, 0),)
    run.passes(100)
    assert (run.session.elapsed_ms, run.session.left_ms) == (12_300, 17_700)
    assert run.do(resume) == (SessionResumed(run.now_ms),)
    assert run.session.left_ms == 17_700
    resumed_ms = run.now_ms
    run.passes(17.7)
    assert (run.ended[-1].at_ms, run.ended[-1].done_ms) == (resumed_ms + 17_700, 30_000)


def test_a_pause_of_repetitions_at_ones_own_pace_does_not_count() -> None:
    run = Run(both(Reps(10))).at_work()
    run.passes(5)
    run.do(pause)
    run.passes(60)
    run.do(resume)
    assert run.session.phase == Waiting(run.now_ms - 5000)


def test_pausing_twice_is_pausing_once() -> None:
    run = Run(both(Hold(30))).at_work()
    run.do(pause)
    assert run.do(pause) == ()


def test_a_measurement_is_never_paused_as_it_waits_anyway() -> None:
    run = Run(measuring(), both(Hold(30))).started()
    run.passes(5)
    assert run.do(pause) == ()
    run.passes(60)
    run.do(done)
    assert where(run.session) == (SET_UP, BOTH, 1)


def test_a_pause_never_repeats_a_cue() -> None:
    run = Run(both(Hold(30))).at_work()
    for seconds in (0, 15, 12, 2):  # on the very moments of cues
        run.passes(seconds)
        run.do(pause)
        run.do(resume)
    assert run.cues == [CueKind.START, CueKind.HALF_WAY, CueKind.THREE, CueKind.TWO, CueKind.ONE]


@pytest.mark.parametrize("command", [next_, back, repeat])
def test_a_command_that_moves_on_from_a_pause_reports_that_the_session_resumes(
    command: Callable[[Session, int], SessionChange],
) -> None:
    run = Run(both(Hold(30)), both(Hold(30))).at_work()
    run.passes(5)
    run.do(pause)
    run.passes(10)
    events = run.do(command)
    assert events[0] == SessionResumed(run.now_ms)
    assert isinstance(run.session.phase, Running)
    assert run.ended[-1].done_ms == 5000


# Next


def test_next_in_set_up_starts_the_work_at_once() -> None:
    run = Run(both(Hold(30))).started()
    run.passes(4)
    events = run.do(next_)
    assert where(run.session) == (WORK, BOTH, 1)
    assert run.session.left_ms == 30_000
    assert of(Cued, events) == [Cued(run.now_ms, CueKind.START)]
    (ended,) = of(SpanEnded, events)
    assert (ended.done_ms, ended.outcome, ended.stretch) == (4000, Outcome.SKIPPED, None)


def test_next_in_work_keeps_what_was_held_as_skipped() -> None:
    run = Run(each(Hold(30))).at_work()
    run.passes(12.6)
    run.do(next_)
    stretch = run.ended[-1].stretch
    assert stretch is not None
    assert (stretch.side, stretch.planned_ms, stretch.done_ms, stretch.units_done) == (LEFT, 30_000, 12_600, 12)
    assert stretch.outcome is Outcome.SKIPPED
    assert where(run.session) == (SWITCH, RIGHT, 1)


def test_a_hold_that_is_left_gets_no_end_cue() -> None:
    run = Run(each(Hold(30))).at_work()
    run.passes(12)
    run.do(next_)
    run.passes(1)
    assert CueKind.END not in run.cues


def test_leaving_a_longer_hold_after_its_planned_time_is_not_skipping_it() -> None:
    run = Run(each(Hold(30))).at_work()
    run.do(more)
    run.passes(38)
    run.do(next_)
    stretch = run.ended[-1].stretch
    assert stretch is not None
    assert (stretch.planned_ms, stretch.done_ms, stretch.outcome) == (30_000, 38_000, Outcome.EXTENDED)


def test_breaking_off_a_longer_hold_after_its_planned_time_is_not_skipping_it() -> None:
    run = Run(each(Hold(30))).at_work()
    run.do(more)
    run.passes(30)
    run.do(end)
    stretch = run.ended[-1].stretch
    assert stretch is not None
    assert (stretch.done_ms, stretch.outcome) == (30_000, Outcome.DONE)


def test_next_in_the_last_work_finishes() -> None:
    run = Run(both(Hold(30))).at_work()
    run.passes(3)
    events = run.do(next_)
    assert events[-2:] == (Cued(run.now_ms, CueKind.DONE), SessionFinished(run.now_ms, complete=True))


def test_next_in_repetitions_at_ones_own_pace_counts_none() -> None:
    run = Run(both(Reps(10))).at_work()
    run.passes(20)
    run.do(next_)
    stretch = run.ended[-1].stretch
    assert stretch is not None
    assert (stretch.units_done, stretch.done_ms, stretch.outcome) == (0, 20_000, Outcome.SKIPPED)


# Back and repeat


def test_back_starts_the_same_hold_again_at_once_and_keeps_the_attempt() -> None:
    run = Run(both(Hold(30))).at_work()
    run.passes(8)
    run.do(back)
    assert where(run.session) == (WORK, BOTH, 1)
    assert run.session.left_ms == 30_000
    stretch = run.ended[-1].stretch
    assert stretch is not None
    assert (stretch.done_ms, stretch.outcome) == (8000, Outcome.REPEATED)


def test_an_attempt_of_less_than_a_second_is_not_kept() -> None:
    run = Run(both(Hold(30))).at_work()
    run.passes(0.9)
    run.do(back)
    assert run.ended[-1].stretch is None


def test_back_twice_within_2_seconds_goes_to_the_stretch_before() -> None:
    run = Run(each(Hold(30))).at_work()
    run.do(next_, times=2)
    assert where(run.session) == (WORK, RIGHT, 1)
    run.passes(5)
    run.do(back)
    assert where(run.session) == (WORK, RIGHT, 1)
    run.passes(2)
    run.do(back)
    assert where(run.session) == (SET_UP, LEFT, 1)


def test_back_a_second_time_after_more_than_2_seconds_only_starts_again() -> None:
    run = Run(each(Hold(30))).at_work()
    run.do(next_, times=2)
    run.do(back)
    run.passes(2.1)
    run.do(back)
    assert where(run.session) == (WORK, RIGHT, 1)


def test_back_three_times_goes_two_stretches_back() -> None:
    run = Run(each(Hold(30), sets=2)).at_work()
    run.do(next_, times=4)
    assert where(run.session) == (WORK, LEFT, 2)
    run.do(back, times=3)
    assert where(run.session) == (SET_UP, LEFT, 1)


def test_back_at_the_very_beginning_starts_again() -> None:
    run = Run(each(Hold(30))).started()
    run.passes(4)
    run.do(back, times=2)
    assert where(run.session) == (SET_UP, LEFT, 1)
    assert run.session.left_ms == 10_000


def test_back_in_the_second_of_two_spans_that_follow_quickly_starts_that_one_again() -> None:
    run = Run(each(Hold(30))).at_work()
    run.passes(29)
    run.do(back)
    run.passes(1)
    run.do(next_)
    run.do(back)
    assert where(run.session) == (SWITCH, RIGHT, 1)


def test_repeat_starts_from_the_set_up() -> None:
    run = Run(both(Hold(30)), both(Hold(20))).at_work()
    run.do(next_, times=2)
    run.passes(12)
    run.do(repeat)
    assert (where(run.session), run.session.index) == ((SET_UP, BOTH, 1), 2)
    assert run.ended[-1].outcome is Outcome.REPEATED


def test_repeat_in_set_up_starts_it_again() -> None:
    run = Run(both(Hold(30))).started()
    run.passes(8)
    run.do(repeat)
    assert run.session.left_ms == 10_000


def test_repeat_in_a_measurement_starts_it_again() -> None:
    run = Run(both(Hold(30)), measuring()).at_work()
    run.do(next_)
    run.passes(8)
    run.do(repeat)
    assert (run.session.span.kind, run.session.elapsed_ms) == (SpanKind.MEASURE, 0)


# More and less


@pytest.mark.parametrize(
    ("dose", "changed", "lasts_ms"),
    [
        (Hold(30), Hold(45), 45_000),
        (Reps(5, Tempo(1, 0, 1)), Reps(6, Tempo(1, 0, 1)), 12_000),
        (Breaths(3), Breaths(4), 40_000),
        (Reps(5), Reps(6), 18_000),
    ],
)
def test_more_is_15_seconds_one_repetition_or_one_breath(dose: Dose, changed: Dose, lasts_ms: int) -> None:
    run = Run(both(dose)).at_work()
    run.passes(2)
    assert run.do(more) == (SpanAdjusted(run.now_ms, 1, run.session.span),)
    assert (run.session.span.dose, run.session.span.duration_ms) == (changed, lasts_ms)
    assert (run.session.elapsed_ms, run.session.left_ms) == (2000, lasts_ms - 2000)


@pytest.mark.parametrize(
    ("dose", "changed"),
    [
        (Hold(30), Hold(15)),
        (Reps(5, Tempo(1, 0, 1)), Reps(4, Tempo(1, 0, 1))),
        (Breaths(3), Breaths(2)),
        (Reps(5), Reps(4)),
    ],
)
def test_less_is_15_seconds_one_repetition_or_one_breath(dose: Dose, changed: Dose) -> None:
    run = Run(both(dose)).at_work()
    run.passes(2)
    run.do(less)
    assert run.session.span.dose == changed


def test_a_longer_hold_is_kept_as_extended_and_a_shorter_one_as_shortened() -> None:
    run = Run(both(Hold(30)), both(Hold(30))).at_work()
    run.do(more)
    run.passes(45 + 5)
    run.do(less)
    run.passes(16)
    stretches = [ended.stretch for ended in run.ended if ended.stretch]
    assert [(kept.planned_ms, kept.done_ms, kept.outcome) for kept in stretches] == [
        (30_000, 45_000, Outcome.EXTENDED),
        (30_000, 15_000, Outcome.SHORTENED),
    ]


def test_more_and_then_less_is_as_planned() -> None:
    run = Run(both(Hold(30))).at_work()
    run.do(more)
    run.do(less)
    run.passes(30)
    assert run.ended[-1].outcome is Outcome.DONE


@pytest.mark.parametrize("kind", ["set-up", "switch"])
def test_a_transition_can_be_lengthened_and_then_shortened(kind: str) -> None:
    run = Run(each(Hold(30))).started()
    if kind == "switch":
        run.do(next_, times=2)
    planned_ms = run.session.left_ms
    run.do(more)
    assert run.session.left_ms == planned_ms + 15_000
    run.do(less)
    assert run.session.left_ms == planned_ms


@pytest.mark.parametrize(
    ("dose", "after_seconds"),
    [
        pytest.param(Hold(30), 12.1, id="hold"),
        pytest.param(Hold(10), 0, id="short hold"),
        pytest.param(Breaths(3), 17.1, id="breath nearly over"),
        pytest.param(Breaths(3), 25, id="last breath"),
        pytest.param(Breaths(1), 0, id="only breath"),
        pytest.param(Reps(5, Tempo(1, 0, 1)), 7.9, id="repetition nearly over"),
        pytest.param(Reps(1), 0, id="only repetition at ones own pace"),
    ],
)
def test_less_does_nothing_where_under_3_seconds_would_be_left(dose: Dose, after_seconds: float) -> None:
    run = Run(both(dose)).at_work()
    run.passes(after_seconds)
    before = run.session.span
    assert run.do(less) == ()
    assert run.session.span == before


@pytest.mark.parametrize(("dose", "after_seconds"), [(Hold(30), 12), (Breaths(3), 17), (Reps(5, Tempo(1, 0, 1)), 5)])
def test_less_may_leave_3_seconds(dose: Dose, after_seconds: float) -> None:
    run = Run(both(dose)).at_work()
    run.passes(after_seconds)
    run.do(less)
    assert run.session.left_ms == 3000


def test_more_works_for_the_quickest_repetitions_to_the_last_moment() -> None:
    run = Run(both(Reps(5, Tempo(1, 0, 0)))).at_work()
    run.passes(4.9)
    run.do(more)
    assert run.session.left_ms == 1100


def test_less_in_a_short_transition_does_nothing() -> None:
    run = Run(both(Hold(30))).started()
    assert run.do(less) == ()


@pytest.mark.parametrize("command", [more, less, discomfort])
def test_a_measurement_knows_neither_more_nor_less_nor_discomfort(
    command: Callable[[Session, int], SessionChange],
) -> None:
    run = Run(measuring()).started()
    run.passes(1)
    before = run.session
    assert run.do(command) == ()
    assert run.session == before


def test_more_in_a_paused_session_lengthens_it_and_leaves_it_paused() -> None:
    run = Run(both(Hold(30))).at_work()
    run.passes(10)
    run.do(pause)
    run.passes(20)
    run.do(more)
    assert run.session.phase == Paused(10_000, PauseReason.RUNNER)
    assert run.session.left_ms == 35_000
    run.do(resume)
    run.passes(35)
    assert run.ended[-1].done_ms == 45_000


def test_half_way_comes_once_even_when_the_hold_grows_after_it() -> None:
    run = Run(both(Hold(30))).at_work()
    run.passes(16)
    run.do(more)
    run.passes(29)
    assert run.cues.count(CueKind.HALF_WAY) == 1


def test_half_way_moves_when_the_hold_grows_before_it() -> None:
    run = Run(both(Hold(30))).at_work()
    began_ms = run.now_ms
    run.do(more)
    run.passes(45)
    assert [cue.at_ms - began_ms for cue in of(Cued, run.events) if cue.kind is CueKind.HALF_WAY] == [22_500]


def test_half_way_comes_again_when_the_hold_is_done_again() -> None:
    run = Run(both(Hold(30))).at_work()
    run.passes(16)
    run.do(back)
    run.passes(16)
    assert run.cues.count(CueKind.HALF_WAY) == 2


def test_a_hold_that_grows_in_its_last_seconds_is_counted_out_again() -> None:
    run = Run(both(Hold(30))).at_work()
    run.passes(28)
    run.do(more)
    run.passes(17)
    assert run.cues[-7:] == [
        CueKind.THREE,
        CueKind.TWO,
        CueKind.THREE,
        CueKind.TWO,
        CueKind.ONE,
        CueKind.END,
        CueKind.DONE,
    ]


def test_a_short_switch_that_grows_is_named_once() -> None:
    run = Run(Step("calf", Hold(30), Sides.EACH, switch_seconds=1)).at_work()
    run.do(next_)
    run.passes(0.6)
    run.do(more)
    run.passes(2)
    assert run.cues.count(CueKind.SWITCH) == 1


def test_a_hold_done_again_keeps_the_length_it_was_given() -> None:
    run = Run(both(Hold(30))).at_work()
    run.do(more)
    run.do(repeat)
    run.do(next_)
    assert run.session.left_ms == 45_000


# Discomfort


def test_discomfort_ends_this_side_drops_its_other_sets_and_pauses_before_the_next() -> None:
    run = Run(each(Hold(30), sets=2), both(Hold(30))).at_work()
    run.passes(12)
    events = run.do(discomfort)
    (ended,) = of(SpanEnded, events)
    assert ended.stretch is not None
    assert (ended.stretch.side, ended.stretch.done_ms, ended.stretch.outcome) == (LEFT, 12_000, Outcome.DISCOMFORT)
    assert outline(run.session.spans) == [
        (SET_UP, LEFT, 1),
        (WORK, LEFT, 1),
        (SWITCH, RIGHT, 1),
        (WORK, RIGHT, 1),
        (REST, RIGHT, 2),  # with the other side dropped, no switch
        (WORK, RIGHT, 2),
        (SET_UP, BOTH, 1),
        (WORK, BOTH, 1),
    ]
    assert run.session.phase == Paused(0, PauseReason.DISCOMFORT)
    assert where(run.session) == (SWITCH, RIGHT, 1)
    assert run.session.position == "0:right:1"
    assert of(Cued, events) == [Cued(run.now_ms, CueKind.ATTENTION)]


def test_after_discomfort_nothing_runs_until_the_runner_resumes() -> None:
    run = Run(each(Hold(30))).at_work()
    run.do(discomfort)
    assert run.passes(120) == ()
    events = run.do(resume)
    assert events == (SessionResumed(run.now_ms),)
    assert CueKind.SWITCH in [cue.kind for cue in of(Cued, run.passes(1))]


def test_the_lead_in_after_discomfort_lasts_as_long_as_the_first_one() -> None:
    run = Run(each(Hold(30)), timing=Timing(lead_in_seconds=12)).at_work()
    run.do(discomfort)
    run.passes(60)
    run.do(resume)
    assert run.session.left_ms == 12_000


def test_a_lead_in_starts_over_after_a_pause_and_work_continues_where_it_stopped() -> None:
    run = Run(both(Hold(30))).started()
    run.passes(4)
    run.do(pause)
    run.do(resume)
    assert (run.session.elapsed_ms, run.session.left_ms) == (0, 10_000)
    run.passes(1)
    assert run.cues.count(CueKind.SET_UP) == 2
    run.passes(19)
    run.do(pause)
    run.do(resume)
    assert run.session.left_ms == 20_000


def test_the_time_spent_in_the_lead_in_is_known_in_the_work() -> None:
    run = Run(each(Hold(30))).started()
    run.passes(3)
    run.do(next_)
    assert run.session.led_ms == 3000
    run.passes(5)
    run.do(back)  # to the beginning of the same work
    assert run.session.led_ms == 3000
    run.passes(37)
    assert where(run.session) == (WORK, RIGHT, 1)
    assert run.session.led_ms == 6000


def test_a_session_that_ended_stays_as_it_was_when_it_ended() -> None:
    run = Run(both(Hold(5))).at_work()
    run.passes(7, look_ms=33)
    ended_ms = run.events[-1].at_ms
    assert run.session.seen_ms == ended_ms
    assert run.do(tick) == ()


def test_discomfort_with_both_sides_together_drops_all_sets() -> None:
    run = Run(both(Hold(30), sets=3), both(Hold(20))).at_work()
    run.do(discomfort)
    assert (run.session.index, run.session.span.step) == (2, 1)


def test_discomfort_in_the_last_work_finishes() -> None:
    run = Run(both(Hold(30), sets=3)).at_work()
    run.passes(5)
    events = run.do(discomfort)
    assert events[-1] == SessionFinished(run.now_ms, complete=True)
    assert run.session.phase == Finished(complete=True)


def test_discomfort_in_a_lead_in_is_kept_for_the_work_it_leads_to() -> None:
    run = Run(both(Hold(20)), each(Breaths(3))).at_work()
    run.do(next_)
    run.passes(2)
    run.do(discomfort)
    stretch = run.ended[-1].stretch
    assert stretch is not None
    assert (stretch.step, stretch.side, stretch.done_ms, stretch.units_done) == (1, LEFT, 0, 0)
    assert (stretch.outcome, stretch.planned_ms) == (Outcome.DISCOMFORT, 30_000)
    assert where(run.session) == (SET_UP, RIGHT, 1)


def test_discomfort_in_a_lead_in_keeps_the_planned_time_of_a_hold_that_had_grown() -> None:
    run = Run(both(Hold(30))).at_work()
    run.do(more)
    run.do(repeat)
    run.do(discomfort)
    stretch = run.ended[-1].stretch
    assert stretch is not None
    assert (stretch.dose, stretch.planned_ms) == (Hold(30), 30_000)


def test_after_discomfort_in_the_set_up_the_other_side_gets_a_set_up_of_its_own() -> None:
    step = Step("hip", Breaths(3), Sides.EACH, set_up_seconds=14)
    run = Run(both(Hold(20)), step).at_work()
    run.do(next_)
    run.do(discomfort)
    assert where(run.session) == (SET_UP, RIGHT, 1)
    assert run.session.left_ms == 14_000


def test_discomfort_in_a_rest_keeps_the_set_before_and_drops_those_that_follow() -> None:
    run = Run(both(Hold(30), sets=3), both(Hold(20))).at_work()
    run.passes(31)
    assert where(run.session) == (REST, BOTH, 2)
    run.do(discomfort)
    kept = [ended.stretch for ended in run.ended if ended.stretch]
    assert [(stretch.set, stretch.done_ms, stretch.outcome) for stretch in kept] == [
        (1, 30_000, Outcome.DONE),
        (2, 0, Outcome.DISCOMFORT),
    ]
    assert run.session.span.step == 1


def test_a_set_up_left_in_discomfort_is_gone_when_the_runner_comes_by_again() -> None:
    run = Run(both(Hold(20)), each(Breaths(3)), both(Hold(20))).at_work()
    run.do(next_)
    run.do(discomfort)
    run.do(back, times=2)
    assert (where(run.session), run.session.index) == ((SET_UP, BOTH, 1), 0)
    run.passes(30.5)
    assert where(run.session) == (SET_UP, RIGHT, 1)
    run.do(discomfort)
    assert (where(run.session), run.session.span.step) == ((SET_UP, BOTH, 1), 2)


def test_discomfort_while_switching_sides_belongs_to_the_side_just_finished() -> None:
    run = Run(each(Hold(30), sets=2), both(Hold(30))).at_work()
    run.passes(31)
    assert where(run.session) == (SWITCH, RIGHT, 1)
    events = run.do(discomfort)
    kept = [ended.stretch for ended in run.ended if ended.stretch]
    assert [(one.side, one.set, one.done_ms, one.outcome) for one in kept] == [
        (LEFT, 1, 30_000, Outcome.DONE),
        (LEFT, 1, 0, Outcome.DISCOMFORT),
    ]
    assert run.session.hurt == Hurt(run.now_ms, run.session.spans[1])
    assert of(SessionPaused, events)
    assert run.session.phase == Paused(0, PauseReason.DISCOMFORT)
    assert outline(run.session.spans[run.session.index :]) == [
        (SWITCH, RIGHT, 1),
        (WORK, RIGHT, 1),
        (REST, RIGHT, 2),
        (WORK, RIGHT, 2),
        (SET_UP, BOTH, 1),
        (WORK, BOTH, 1),
    ]
    run.do(resume)
    run.passes(11)
    assert where(run.session) == (WORK, RIGHT, 1)


def test_discomfort_on_the_way_back_to_the_left_side_belongs_to_the_right() -> None:
    run = Run(each(Hold(30), sets=2)).at_work()
    run.do(next_, times=3)
    assert where(run.session) == (SWITCH, LEFT, 2)
    run.do(discomfort)
    assert outline(run.session.spans[run.session.index :]) == [(SWITCH, LEFT, 2), (WORK, LEFT, 2)]
    assert run.session.hurt is not None
    assert run.session.hurt.work.side is RIGHT


def test_discomfort_once_more_while_switching_ends_the_other_side_too() -> None:
    run = Run(each(Hold(30), sets=2), both(Hold(30))).at_work()
    run.do(discomfort)
    assert where(run.session) == (SWITCH, RIGHT, 1)
    run.passes(5)
    run.do(discomfort)
    hurt = [ended.stretch.side for ended in run.ended if ended.stretch]
    assert (hurt, where(run.session)) == ([LEFT, RIGHT], (SET_UP, BOTH, 1))


def test_discomfort_while_getting_ready_belongs_to_the_exercise_ahead() -> None:
    run = Run(each(Hold(30)), both(Hold(30))).started()
    run.do(discomfort)
    assert run.session.hurt is not None
    assert (run.session.hurt.work.step, run.session.hurt.work.side) == (0, LEFT)
    assert where(run.session) == (SET_UP, RIGHT, 1)


@pytest.mark.parametrize(("after_ms", "ended"), [(0, 1), (999, 1), (1000, 2)])
def test_discomfort_again_within_a_second_is_the_same_press(after_ms: int, ended: int) -> None:
    run = Run(each(Hold(30)), both(Hold(30))).at_work()
    run.passes(5)
    run.do(discomfort)
    run.now_ms += after_ms
    run.do(discomfort)
    assert [one.outcome for one in run.ended].count(Outcome.DISCOMFORT) == ended


def test_discomfort_before_a_measurement_starts_it_as_it_waits_for_the_runner_anyway() -> None:
    run = Run(both(Hold(30)), measuring(), both(Hold(30))).at_work()
    events = run.do(discomfort)
    assert of(SessionPaused, events) == []
    assert (run.session.span.kind, run.session.phase) == (SpanKind.MEASURE, Waiting(run.now_ms))
    run.passes(60)
    run.do(done)
    assert where(run.session) == (SET_UP, BOTH, 1)


def test_discomfort_in_a_paused_session_stays_paused_for_another_reason() -> None:
    run = Run(each(Hold(30))).at_work()
    run.passes(5)
    run.do(pause)
    run.passes(30)
    events = run.do(discomfort)
    assert of(SessionResumed, events) == []
    assert of(SpanEnded, events)[0].done_ms == 5000
    assert run.session.phase == Paused(0, PauseReason.DISCOMFORT)


# What waits for the runner


def test_repetitions_at_ones_own_pace_wait_for_the_key() -> None:
    run = Run(both(Reps(10))).at_work()
    run.passes(300)
    assert isinstance(run.session.phase, Waiting)
    assert (run.session.left_ms, run.session.total_left_ms) == (0, 0)
    run.do(done)
    stretch = run.ended[-1].stretch
    assert stretch is not None
    assert (stretch.units_done, stretch.done_ms, stretch.outcome) == (10, 300_000, Outcome.DONE)
    assert run.events[-1] == SessionFinished(run.now_ms, complete=True)


def test_repetitions_at_ones_own_pace_count_as_changed() -> None:
    run = Run(both(Reps(10))).at_work()
    run.do(more, times=2)
    run.do(done)
    stretch = run.ended[-1].stretch
    assert stretch is not None
    assert (stretch.units_done, stretch.outcome) == (12, Outcome.EXTENDED)


def test_a_measurement_waits_and_leaves_no_stretch() -> None:
    run = Run(measuring(), both(Hold(30))).started()
    run.passes(300)
    run.do(done)
    assert run.ended[-1].stretch is None
    assert run.cues[:1] == [CueKind.MEASURE]
    assert where(run.session) == (SET_UP, BOTH, 1)


# The end


def test_breaking_off_keeps_what_was_held() -> None:
    run = Run(each(Hold(30))).at_work()
    run.passes(12)
    events = run.do(end)
    (ended,) = of(SpanEnded, events)
    assert ended.stretch is not None
    assert (ended.stretch.done_ms, ended.stretch.outcome) == (12_000, Outcome.SKIPPED)
    assert events[-1] == SessionFinished(run.now_ms, complete=False)
    assert run.session.phase == Finished(complete=False)


def test_breaking_off_a_paused_session_counts_no_pause() -> None:
    run = Run(both(Hold(30))).at_work()
    run.passes(12)
    run.do(pause)
    run.passes(60)
    run.do(end)
    assert run.ended[-1].done_ms == 12_000


# What is not allowed

COMMANDS = (start, pause, resume, next_, back, repeat, more, less, discomfort, done, end)


def ready() -> Run:
    return Run(both(Hold(30)))


def running() -> Run:
    return ready().at_work()


def waiting() -> Run:
    return Run(both(Reps(10))).at_work()


def paused() -> Run:
    run = running()
    run.do(pause)
    return run


def finished() -> Run:
    run = running()
    run.do(end)
    return run


@pytest.mark.parametrize(
    ("make", "phase", "allowed"),
    [
        (ready, "ready", {start}),
        (running, "running", set(COMMANDS) - {start, resume, done}),
        (waiting, "waiting", set(COMMANDS) - {start, resume}),
        (paused, "paused", set(COMMANDS) - {start, done}),
        (finished, "finished", set()),
    ],
)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_the_phase_does_not_allow_raises(
    make: Callable[[], Run],
    phase: str,
    allowed: set[Callable[[Session, int], SessionChange]],
    command: Callable[[Session, int], SessionChange],
) -> None:
    run = make()
    before = run.session
    if command in allowed:
        run.do(command)
        assert run.session is not before
    else:
        with pytest.raises(IllegalCommandError, match=f"not possible while {phase}"):
            run.do(command)
        assert run.session is before


@pytest.mark.parametrize("command", [next_, pause, end])
def test_a_command_at_the_moment_the_session_ends_is_too_late_and_the_next_look_reports_the_end(
    command: Callable[[Session, int], SessionChange],
) -> None:
    run = running()
    run.passes(29.9)
    run.now_ms += 200
    with pytest.raises(IllegalCommandError):
        run.do(command)
    assert isinstance(run.passes(0.1)[-1], SessionFinished)


def test_commands_can_be_given_at_the_very_moment_of_a_deadline() -> None:
    run = Run(each(Hold(30))).at_work()
    run.passes(29.9)
    run.now_ms += 100
    run.do(pause)
    assert where(run.session) == (SWITCH, RIGHT, 1)
    assert run.session.elapsed_ms == 0


@pytest.mark.parametrize("command", [tick, pause, next_, more, end])
def test_a_clock_that_goes_back_is_an_error(command: Callable[[Session, int], SessionChange]) -> None:
    run = running()
    run.passes(5)
    run.now_ms -= 1
    with pytest.raises(ValueError, match="the clock went back"):
        run.do(command)


def test_a_clock_that_goes_back_is_an_error_in_a_pause_too() -> None:
    run = paused()
    run.passes(5)
    run.now_ms -= 1
    with pytest.raises(ValueError, match="the clock went back"):
        run.do(resume)


# Resuming on another day


def test_a_session_resumes_from_the_set_up_of_its_position() -> None:
    made = plan(both(Hold(30)), both(Hold(20)))
    session = again(made, "1:both:1", [])
    assert session is not None
    assert (where(session), session.index, session.phase) == ((SET_UP, BOTH, 1), 2, Ready())
    assert session.total_left_ms == session.span.duration_ms + 20_000


def test_every_position_of_a_plan_is_found_again() -> None:
    made = plan(measuring(), each(Hold(30), sets=2), both(Reps(5)))
    for span in made.spans:
        session = again(made, position_of(span), [], half_way=False)
        assert session is not None
        assert session.position == position_of(span)
        assert session.half_way is False


@pytest.mark.parametrize("position", ["0:right:1", "0:left:2"])
def test_resuming_in_the_middle_of_a_step_begins_with_a_whole_set_up(position: str) -> None:
    session = again(plan(Step("calf", Hold(30), Sides.EACH, sets=2, set_up_seconds=12)), position, [])
    assert session is not None
    assert (session.span.kind, session.span.duration_ms) == (SET_UP, 12_000)
    assert session.position == position


def test_resuming_takes_at_least_as_long_as_the_first_lead_in() -> None:
    made = plan(both(Hold(30)), both(Hold(20)), timing=Timing(lead_in_seconds=15))
    session = again(made, "1:both:1", [])
    assert session is not None
    assert session.left_ms == 15_000


def test_sides_left_out_before_stay_left_out() -> None:
    session = again(plan(each(Hold(30), sets=2)), "0:right:1", [(0, LEFT)])
    assert session is not None
    run = Run(both(Hold(30)))
    run.session = session
    run.started()
    assert outline(run.session.spans[run.session.index :]) == [
        (SET_UP, RIGHT, 1),
        (WORK, RIGHT, 1),
        (REST, RIGHT, 2),
        (WORK, RIGHT, 2),
    ]


def test_resuming_at_a_side_that_was_left_out_continues_with_the_other() -> None:
    session = again(plan(each(Hold(30), sets=2)), "0:left:1", [(0, LEFT)])
    assert session is not None
    assert where(session) == (SET_UP, RIGHT, 1)


def test_a_step_ahead_that_lost_its_first_side_still_has_its_set_up() -> None:
    step = Step("hip", Hold(30), Sides.EACH, set_up_seconds=14)
    session = again(plan(both(Hold(20)), step), "0:both:1", [(1, LEFT)])
    assert session is not None
    assert outline(session.spans) == [(SET_UP, BOTH, 1), (WORK, BOTH, 1), (SET_UP, RIGHT, 1), (WORK, RIGHT, 1)]
    assert session.spans[2].duration_ms == 14_000


def test_resuming_with_repetitions_left_out_records_against_the_plan() -> None:
    session = again(plan(each(Hold(30))), "0:right:1", [(0, LEFT)])
    assert session is not None
    run = Run(both(Hold(30)))
    run.session = session
    run.started().passes(41)
    (stretch,) = [ended.stretch for ended in run.ended if ended.stretch]
    assert (stretch.side, stretch.planned_ms, stretch.done_ms, stretch.outcome) == (RIGHT, 30_000, 30_000, Outcome.DONE)


@pytest.mark.parametrize("position", ["7:left:1", "0:right:1", "0:both:2", "", "nonsense"])
def test_a_session_cannot_resume_at_a_position_that_the_plan_does_not_have(position: str) -> None:
    assert again(plan(both(Hold(30))), position, []) is None


def test_a_session_with_nothing_left_cannot_resume() -> None:
    assert again(plan(both(Hold(30))), "0:both:1", [(0, BOTH)]) is None


def test_an_empty_plan_cannot_resume() -> None:
    assert again(make_plan(routine(), EXERCISES, Timing()), "0:both:1", []) is None


def test_leaving_out_nothing_changes_nothing() -> None:
    spans = plan(each(Hold(30), sets=2)).spans
    assert leave_out(spans, []) == spans


def test_leaving_out_one_side_drops_its_transitions() -> None:
    spans = plan(each(Hold(30)), each(Hold(20))).spans
    kept = leave_out(spans, [(0, RIGHT), (1, RIGHT)])
    assert outline(kept) == [(SET_UP, LEFT, 1), (WORK, LEFT, 1), (SET_UP, LEFT, 1), (WORK, LEFT, 1)]


def test_a_session_is_a_value() -> None:
    run = running()
    before = run.session
    copy = replace(before)
    run.passes(5)
    assert before == copy
    assert hash(before.span)
