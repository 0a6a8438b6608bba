import pytest

from mobility_gui.training.cues import CueKind
from mobility_gui.training.plan import Timing
from mobility_gui.training.record import Outcome
from mobility_gui.training.rehearsal import rehearse
from mobility_gui.training.routine import Breaths, Hold, Reps, Sides, Step, Tempo
from mobility_gui.training.session import Cued, SessionFinished, SessionPaused, SessionStarted, SpanEnded
from tests.training.examples import both, each, measuring, of, plan

EVERYTHING = (
    measuring(),
    each(Hold(30), sets=2),
    both(Reps(5, Tempo(2, 1, 2))),
    both(Reps(10)),
    Step("hip", Breaths(3), Sides.EACH, set_up_seconds=0, switch_seconds=0),
    measuring(1),
)


@pytest.mark.parametrize("timing", [Timing(), Timing(lead_in_seconds=0, switch_seconds=0, breath_seconds=7)])
def test_a_rehearsal_lasts_exactly_as_long_as_the_plan(timing: Timing) -> None:
    made = plan(*EVERYTHING, timing=timing)
    events = [event for _, event in rehearse(made)]
    assert isinstance(events[0], SessionStarted)
    assert events[-1] == SessionFinished(made.total_ms, complete=True)
    assert [(ended.done_ms, ended.outcome) for ended in of(SpanEnded, events)] == [
        (span.duration_ms, Outcome.DONE) for span in made.spans
    ]
    assert of(SessionPaused, events) == []


def test_a_rehearsal_may_leave_half_way_untold() -> None:
    made = plan(both(Hold(30)))
    assert CueKind.HALF_WAY in [cue.kind for cue in of(Cued, [event for _, event in rehearse(made)])]
    told = [cue.kind for cue in of(Cued, [event for _, event in rehearse(made, half_way=False)])]
    assert CueKind.HALF_WAY not in told


def test_a_rehearsal_gives_the_session_with_each_event() -> None:
    made = plan(both(Hold(5)))
    sessions = [session for session, _ in rehearse(made)]
    assert sessions[0].index == 0
    assert sessions[-1].total_left_ms == 0
