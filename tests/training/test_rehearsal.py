from itertools import pairwise

import pytest

from mobility_gui.library.library import load_library
from mobility_gui.paths import resources
from mobility_gui.training.event import SessionFinished, SessionPaused, SessionStarted, SpanEnded, SpanStarted
from mobility_gui.training.plan import Timing, make_plan
from mobility_gui.training.record import Outcome
from mobility_gui.training.rehearsal import rehearse
from mobility_gui.training.routine import Hold
from mobility_gui.training.session import Finished
from tests.training.examples import both, each, measuring, of, plan

SHIPPED = load_library([resources() / "exercises", resources() / "routines"])
TIMINGS = (Timing(), Timing(lead_in_seconds=5, switch_seconds=3, breath_seconds=7))


def test_every_shipped_routine_is_rehearsed_here() -> None:
    assert len(SHIPPED.routines) == 7


@pytest.mark.parametrize("timing", TIMINGS, ids=("usual", "own"))
@pytest.mark.parametrize("name", SHIPPED.routines)
def test_events_take_as_long_as_the_plan_to_the_millisecond(name: str, timing: Timing) -> None:
    shipped = make_plan(SHIPPED.routines[name], SHIPPED.exercises, timing)
    events = [event for _, event in rehearse(shipped)]
    assert shipped.total_ms == sum(span.duration_ms for span in shipped.spans)
    assert sum(ended.done_ms for ended in of(SpanEnded, events)) == shipped.total_ms
    assert events[-1].at_ms - events[0].at_ms == shipped.total_ms


@pytest.mark.parametrize("name", SHIPPED.routines)
def test_every_span_of_a_shipped_routine_is_done_in_order_and_time(name: str) -> None:
    shipped = make_plan(SHIPPED.routines[name], SHIPPED.exercises, Timing(), measure_first=True)
    events = [event for _, event in rehearse(shipped)]
    ended = of(SpanEnded, events)
    assert [event.span for event in of(SpanStarted, events)] == list(shipped.spans)
    assert [(event.span, event.done_ms) for event in ended] == [(span, span.duration_ms) for span in shipped.spans]
    assert {event.outcome for event in ended} == {Outcome.DONE}
    assert of(SessionPaused, events) == []
    assert (type(events[0]), events[-1]) == (SessionStarted, SessionFinished(shipped.total_ms, complete=True))


def test_events_come_in_the_order_of_their_time() -> None:
    shipped = make_plan(SHIPPED.routines["yoga_for_runners"], SHIPPED.exercises, Timing())
    events = [event for _, event in rehearse(shipped)]
    assert all(one.at_ms <= other.at_ms for one, other in pairwise(events))


def test_the_session_beside_an_event_is_the_one_after_it() -> None:
    pairs = list(rehearse(plan(measuring(), each(Hold(30)), both(Hold(20)))))
    session, last = pairs[-1]
    assert (session.phase, type(last)) == (Finished(complete=True), SessionFinished)
    assert all(session.index == event.index for session, event in pairs if isinstance(event, SpanStarted))
