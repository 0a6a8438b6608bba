"""Play a plan without a runner: the same state machine, with a clock that runs ahead."""

from collections.abc import Iterator

from mobility_gui.training.event import Event
from mobility_gui.training.plan import Plan
from mobility_gui.training.session import Finished, Session, Waiting, begin

STEP_MS = 500
"""How far the clock moves at a time: well below the gap that pauses a session."""


def rehearse(plan: Plan) -> Iterator[tuple[Session, Event]]:
    """Yield every event of an undisturbed run, with the session as it stood after it.

    A span that waits for the runner ends after the time the plan expects.
    """
    now_ms = 0
    session, events = begin(plan).start(now_ms)
    yield from ((session, event) for event in events)
    while not isinstance(session.phase, Finished):
        if isinstance(session.phase, Waiting) and session.left_ms == 0:
            session, events = session.done(now_ms)
        else:
            now_ms += min(STEP_MS, session.left_ms)
            session, events = session.tick(now_ms)
        yield from ((session, event) for event in events)
