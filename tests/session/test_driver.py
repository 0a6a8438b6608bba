from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from pytestqt.qtbot import QtBot

from mobility_gui.session.driver import TICK_MS, SessionDriver, SystemClock
from mobility_gui.training.cues import CueKind
from mobility_gui.training.event import (
    Cued,
    Event,
    PauseReason,
    SessionFinished,
    SessionPaused,
    SessionResumed,
    SessionStarted,
    SpanStarted,
)
from mobility_gui.training.plan import SpanKind
from mobility_gui.training.routine import Hold, Reps
from mobility_gui.training.session import Finished, Paused, Running, Session, Waiting, begin
from tests.fakes import FakeClock
from tests.training.examples import both, each, measuring, of, plan

STEPS = (each(Hold(30)), both(Reps(8)))


class Course:
    """A driver on a fake clock, and everything that it emitted."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.driver = SessionDriver(self.clock)
        self.events: list[Event] = []
        self.seen: list[Session] = []
        self.driver.happened.connect(self.events.append)
        self.driver.changed.connect(self.seen.append)

    def passes(self, seconds: float) -> None:
        """Let time pass, with a tick as often as the timer would give one."""
        for _ in range(round(seconds * 1000) // TICK_MS + 1):
            self.clock.passes(TICK_MS)
            self.driver.tick()

    @property
    def session(self) -> Session:
        assert self.driver.session is not None
        return self.driver.session

    @property
    def timer(self) -> QTimer:
        found = self.driver.findChild(QTimer)
        assert found is not None
        return found


@pytest.fixture
def course(qapp: QCoreApplication) -> Course:  # noqa: ARG001  a timer needs it
    return Course()


@pytest.fixture
def started(course: Course) -> Course:
    course.driver.start(begin(plan(*STEPS)))
    return course


def test_without_a_session_no_command_does_anything(course: Course) -> None:
    for command in every_command(course.driver):
        command()
    course.driver.tick()
    assert course.driver.session is None
    assert not course.driver.running
    assert course.events == []


def test_a_start_emits_its_events_then_the_session(started: Course) -> None:
    assert [type(event) for event in started.events] == [SessionStarted, SpanStarted]
    assert started.seen == [started.session]
    assert started.driver.running


def test_an_event_is_emitted_when_the_session_already_includes_it(course: Course) -> None:
    """Whoever records a stretch asks the driver for the position after it."""
    at: list[int | None] = []

    def note(event: Event) -> None:
        if isinstance(event, SpanStarted):
            at.append(course.session.index)

    course.driver.happened.connect(note)
    course.driver.start(begin(plan(*STEPS)))
    course.driver.do(Session.next)
    assert at == [0, 1]


def test_a_precise_timer_reads_the_clock_thirty_times_a_second(started: Course) -> None:
    assert started.timer.isActive()
    assert started.timer.interval() == TICK_MS
    assert started.timer.timerType() is Qt.TimerType.PreciseTimer


def test_the_timer_itself_reads_the_clock(started: Course, qtbot: QtBot) -> None:
    started.clock.passes(500)
    with qtbot.waitSignal(started.driver.changed):
        pass
    assert started.session.elapsed_ms == 500


def test_a_late_tick_does_not_move_the_next_span(started: Course) -> None:
    started.clock.passes(9_000)
    started.driver.tick()
    assert isinstance(started.session.phase, Paused)  # nine seconds at once are a gap
    started.driver.do(Session.resume)
    started.passes(8.95)
    started.clock.passes(1_900)
    started.driver.tick()
    spans = of(SpanStarted, started.events)
    resumed = of(SessionResumed, started.events)[0]
    assert spans[1].at_ms - resumed.at_ms == 10_000


def test_a_session_runs_by_the_clock_alone_until_it_waits(started: Course) -> None:
    started.passes(10 + 30 + 6 + 30 + 5 + 1)
    assert [event.span.kind for event in of(SpanStarted, started.events)] == [
        SpanKind.SET_UP,
        SpanKind.WORK,
        SpanKind.SWITCH,
        SpanKind.WORK,
        SpanKind.SET_UP,
        SpanKind.WORK,
    ]
    assert isinstance(started.session.phase, Waiting)
    started.driver.toggle()
    assert started.events[-1] == SessionFinished(started.session.seen_ms, complete=True)


def test_sleep_is_distinguished_from_a_stall(started: Course) -> None:
    started.passes(3)
    started.clock.sleeps(60_000)
    started.driver.tick()
    assert of(SessionPaused, started.events)[-1].why is PauseReason.GAP
    assert started.driver.slept

    started.driver.do(Session.resume)
    started.passes(1)
    started.clock.passes(60_000)
    started.driver.tick()
    paused = of(SessionPaused, started.events)
    assert [event.gap_ms for event in paused] == [60_000, 60_000]
    assert not started.driver.slept


def test_sleep_found_by_a_key_is_distinguished_from_a_stall_too(started: Course) -> None:
    """The lid is opened, and a key is pressed before the timer fires."""
    started.passes(3)
    started.clock.sleeps(60_000)
    started.driver.do(Session.pause)
    assert of(SessionPaused, started.events)[-1].why is PauseReason.GAP
    assert started.driver.slept


def test_a_key_while_paused_does_not_forget_the_sleep(started: Course) -> None:
    started.passes(3)
    started.clock.sleeps(60_000)
    started.driver.tick()
    started.clock.passes(4_000)
    started.driver.do(Session.more)
    assert started.driver.slept


def test_sleep_during_a_pause_does_not_count_as_sleep_in_the_session(started: Course) -> None:
    started.passes(3)
    started.driver.do(Session.pause)
    started.clock.sleeps(60_000)
    started.driver.do(Session.resume)
    started.passes(1)
    assert not started.driver.slept
    started.clock.passes(5_000)
    started.driver.tick()
    assert not started.driver.slept


def test_no_time_is_counted_in_a_gap(started: Course) -> None:
    started.driver.do(Session.next)
    started.passes(3)
    before_ms = started.session.elapsed_ms
    started.clock.sleeps(3_600_000)
    started.driver.tick()
    assert started.session.elapsed_ms == before_ms
    started.driver.do(Session.resume)
    assert started.session.elapsed_ms == before_ms


def test_a_gap_of_two_seconds_still_counts(started: Course) -> None:
    started.clock.passes(2_000)
    started.driver.tick()
    assert isinstance(started.session.phase, Running)
    assert started.session.elapsed_ms == 2_000


def test_the_timer_stops_while_the_session_is_paused_and_after_its_end(started: Course) -> None:
    started.driver.do(Session.pause)
    assert not started.timer.isActive()
    started.driver.do(Session.resume)
    assert started.timer.isActive()
    started.driver.do(Session.end)
    assert not started.timer.isActive()


def test_keys_after_the_end_are_ignored(started: Course) -> None:
    started.driver.do(Session.end)
    heard = list(started.events)
    for command in every_command(started.driver):
        command()
    assert started.events == heard
    assert started.session.phase == Finished(complete=False)
    assert not started.driver.running


def test_done_is_ignored_where_the_clock_decides(started: Course) -> None:
    started.driver.do(Session.done)
    assert started.session.index == 0
    assert isinstance(started.session.phase, Running)


@pytest.mark.parametrize("phase", [Running, Paused, Waiting])
def test_toggle_pauses_resumes_or_ends_a_span_that_waits(course: Course, phase: type) -> None:
    course.driver.start(begin(plan(measuring(), *STEPS) if phase is Waiting else plan(*STEPS)))
    if phase is Paused:
        course.driver.do(Session.pause)
    course.driver.toggle()
    expected = {Running: Paused, Paused: Running, Waiting: Running}[phase]
    assert isinstance(course.session.phase, expected)
    assert course.session.index == (1 if phase is Waiting else 0)


def test_more_less_back_repeat_and_discomfort_reach_the_session(started: Course) -> None:
    driver = started.driver
    driver.do(Session.next)
    driver.do(Session.more)
    assert started.session.span.duration_ms == 45_000
    driver.do(Session.less)
    assert started.session.span.duration_ms == 30_000
    driver.do(Session.repeat)
    assert started.session.span.kind is SpanKind.SET_UP
    driver.do(Session.next)
    started.passes(1)
    driver.do(Session.back)
    assert (started.session.index, started.session.elapsed_ms) == (1, 0)
    driver.do(Session.discomfort)
    assert of(SessionPaused, started.events)[-1].why is PauseReason.DISCOMFORT


def test_cues_come_at_their_moment(started: Course) -> None:
    start_ms = started.events[0].at_ms
    started.passes(10)
    assert [(cue.kind, cue.at_ms - start_ms) for cue in of(Cued, started.events)] == [
        (CueKind.SET_UP, 700),
        (CueKind.THREE, 7_000),
        (CueKind.TWO, 8_000),
        (CueKind.ONE, 9_000),
        (CueKind.START, 10_000),
    ]


def test_an_abandoned_session_emits_nothing_more(started: Course) -> None:
    started.driver.abandon()
    heard = len(started.events)
    started.passes(60)
    assert len(started.events) == heard
    assert of(SessionFinished, started.events) == []
    assert started.driver.session is None
    assert not started.timer.isActive()


def test_sleep_between_two_sessions_does_not_count_in_the_next(started: Course) -> None:
    started.driver.abandon()
    started.clock.sleeps(600_000)
    started.driver.start(begin(plan(*STEPS)))
    started.passes(1)
    assert isinstance(started.session.phase, Running)
    assert not started.driver.slept


def test_the_clocks_of_the_system_go_forward_together() -> None:
    clock = SystemClock()
    first = (clock.now_ms(), clock.awake_ms())
    second = (clock.now_ms(), clock.awake_ms())
    assert all(isinstance(value, int) for value in first)
    assert first[0] <= second[0]
    assert first[1] <= second[1]


def every_command(driver: SessionDriver) -> list[Callable[[], None]]:
    commands = (
        *(Session.pause, Session.resume, Session.done, Session.next, Session.back, Session.repeat),
        *(Session.more, Session.less, Session.discomfort, Session.end),
    )
    return [driver.toggle, *(partial(driver.do, command) for command in commands)]
