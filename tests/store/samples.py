"""Sessions, stretches and measurements to store."""

from datetime import UTC, datetime, timedelta, timezone

from mobility_gui.ankle.trial import Trial, TrialFault
from mobility_gui.store.sessions import Store
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Measurement, Occasion, Outcome, Stretch
from mobility_gui.training.routine import Breaths, Dose, Hold, Measure, Phase, Reps, Tempo

STARTED = datetime(2026, 5, 4, 6, 30, tzinfo=timezone(timedelta(hours=2)))

DOSES: tuple[Dose, ...] = (Hold(30), Reps(8), Reps(5, Tempo(2, 1, 3)), Breaths(5), Measure(3))


def stretch(
    step: int = 0,
    *,
    exercise: str = "calf_wall",
    side: Side = Side.LEFT,
    dose: Dose = DOSES[0],
    done_ms: int = 30_000,
    outcome: Outcome = Outcome.DONE,
) -> Stretch:
    return Stretch(step, exercise, side, 1, dose, 30_000, done_ms, done_ms // 1000, outcome)


def measurement(side: Side = Side.LEFT, at: datetime = STARTED, occasion: Occasion = Occasion.COLD) -> Measurement:
    return Measurement(side, occasion, at, (Trial(101.5), Trial(103.0, TrialFault.HEEL_LIFTED), Trial(102.25)))


def begin(store: Store, started: datetime = STARTED, routine: str = "after_run") -> int:
    return store.begin_session(routine, "After a run", Phase.AFTER_RUN, started, '{"measure": true}', "0")


def stretches(store: Store, session: int) -> tuple[Stretch, ...]:
    """Return what was held in a session, whether it is over or not."""
    found = store.unfinished()
    return found.stretches if found and found.id == session else store.kept(session)[1]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
