"""Records for the tests of the Progress page."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from mobility_gui.training.exercise import Muscle, Side
from mobility_gui.training.history import History
from mobility_gui.training.record import TYPED_IN, Ending, SessionLine

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
TODAY = NOW.date()


def values(**sides: float | None) -> dict[Side, float]:
    return {Side(name): value for name, value in sides.items() if value is not None}


def a_session(
    number: int,
    days_ago: float,
    left_mm: float | None = None,
    right_mm: float | None = None,
    left_after_mm: float | None = None,
    right_after_mm: float | None = None,
) -> SessionLine:
    """What was typed in where the number is negative."""
    return SessionLine(
        number,
        "warm_up" if number > 0 else "",
        f"Session {number}" if number > 0 else TYPED_IN,
        NOW - timedelta(days=days_ago),
        Ending.COMPLETE,
        396_000 if number > 0 else 0,
        "",
        values(left=left_mm, right=right_mm),
        values(left=left_after_mm, right=right_after_mm),
    )


def a_history(*lines: SessionLine) -> History:
    newest_first = sorted(lines, key=lambda line: line.started, reverse=True)
    return History(TODAY, tuple(newest_first), {Muscle.CALF: {Side.LEFT: 450_000, Side.RIGHT: 360_000}})


def weekly_history(left_mm: Sequence[float | None], right_mm: Sequence[float | None] = ()) -> History:
    """A test every week, the last one today."""
    weeks = len(left_mm)
    rights = right_mm or [None] * weeks
    return a_history(
        *(
            a_session(week + 1, 7 * (weeks - 1 - week), left, right)
            for week, (left, right) in enumerate(zip(left_mm, rights, strict=True))
        )
    )
