"""Records for the tests of the Progress page."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from mobility_gui.ankle.trial import Trial
from mobility_gui.training.exercise import Muscle, Side
from mobility_gui.training.history import History
from mobility_gui.training.record import Ending, Measurement, Occasion, SessionRecord

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
TODAY = NOW.date()


def a_session(
    number: int,
    days_ago: int,
    left_mm: float | None = None,
    right_mm: float | None = None,
    left_after_mm: float | None = None,
) -> SessionRecord:
    at = NOW - timedelta(days=days_ago)
    values = (
        (Side.LEFT, Occasion.COLD, left_mm),
        (Side.RIGHT, Occasion.COLD, right_mm),
        (Side.LEFT, Occasion.AFTER, left_after_mm),
    )
    measured = tuple(Measurement(side, when, at, (Trial(value),)) for side, when, value in values if value is not None)
    return SessionRecord(
        number, "warm_up", f"Session {number}", at, at, Ending.COMPLETE, 396_000, measurements=measured
    )


def weekly_history(left_mm: Sequence[float], right_mm: Sequence[float] = ()) -> History:
    """A test every week, the last one today."""
    weeks = len(left_mm)
    rights: Sequence[float | None] = right_mm or [None] * weeks
    return History(
        TODAY,
        tuple(
            a_session(week + 1, 7 * (weeks - 1 - week), left, right)
            for week, (left, right) in enumerate(zip(left_mm, rights, strict=True))
        ),
        held_ms={Muscle.CALF: {Side.LEFT: 450_000, Side.RIGHT: 360_000}},
    )
