"""Saves one session to the record, each finished step at once, without the window ever waiting for the disk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from mobility_gui.exchange.plan_text import write_plan
from mobility_gui.store.sessions import OpenSession, Store
from mobility_gui.store.writer import Writer
from mobility_gui.training.plan import Plan
from mobility_gui.training.record import AFTER_WINDOW_SECONDS, Ending, Feeling, Measurement, Occasion, Stretch
from mobility_gui.training.routine import Phase

OnError = Callable[[Exception], None]
"""Called on the writing thread with the exception."""

FLUSH_SECONDS = 2


@dataclass(slots=True)
class SessionKeeper:
    """One session being saved; its stretches and measurements also stay here, for the page at its end."""

    plan: Plan
    started: datetime
    writer: Writer
    stretches: list[Stretch] = field(default_factory=list)
    measurements: list[Measurement] = field(default_factory=list)
    worked_until: datetime | None = None
    warm: bool = False

    @classmethod
    def begin(
        cls, database: Path, on_error: OnError, plan: Plan, position: str, now: datetime, *, warm: bool
    ) -> "SessionKeeper":
        """Save the start of a session; if the ankles are `warm` already, none of its measurements is cold."""
        writer = Writer(database, on_error)
        routine = plan.routine
        opening = (routine.id, routine.name, routine.phase, now, write_plan(plan), position)
        writer.begin(Store.begin_session, *opening)
        return cls(plan, now, writer, warm=warm or routine.phase is Phase.AFTER_RUN)

    @classmethod
    def go_on(
        cls, database: Path, on_error: OnError, plan: Plan, unfinished: OpenSession, *, warm: bool
    ) -> "SessionKeeper":
        """Resume a session that is open in the record; `warm` as in `begin`."""
        writer = Writer(database, on_error)
        writer.begin(lambda _: unfinished.id)
        warm = warm or plan.routine.phase is Phase.AFTER_RUN
        stretches, measurements = list(unfinished.stretches), list(unfinished.measurements)
        return cls(plan, unfinished.started, writer, stretches, measurements, warm=warm)

    def keep_stretch(self, stretch: Stretch, now: datetime, position: str) -> None:
        """Save a stretch that ended now, and the session's new position."""
        self.stretches.append(stretch)
        if stretch.done_ms:
            self.worked_until = now
        self.writer.write(Store.add_stretch, stretch, now, position)

    def keep_measurements(self, new: Sequence[Measurement], position: str | None) -> None:
        """Save all sides of one test, together with the session's new position."""
        self.measurements += new
        self.writer.write(Store.add_measurements, new, position)

    def keep_position(self, position: str) -> None:
        """Save the session's new position when there is nothing else to save."""
        self.writer.write(Store.set_position, position)

    def keep_feeling(self, feeling: Feeling) -> None:
        """Save how it felt."""
        self.writer.write(Store.set_feeling, feeling)

    def keep_note(self, note: str) -> None:
        """Save the runner's note."""
        self.writer.write(Store.set_note, note)

    def end(self, now: datetime, *, complete: bool) -> bool:
        """Save the end of the session; True if everything is on disk."""
        self.writer.write(Store.end_session, now, Ending.COMPLETE if complete else Ending.PARTIAL)
        return self.writer.flush(FLUSH_SECONDS)

    def close(self) -> bool:
        """Close the record; True if everything is on disk. A session that did not end stays open in it."""
        return self.writer.close()

    def occasion(self, now: datetime, *, more_work: bool) -> Occasion:
        """Return what a measurement made now counts as."""
        if not any(stretch.done_ms for stretch in self.stretches):
            return Occasion.OTHER if self.warm else Occasion.COLD
        return Occasion.AFTER if self.after_left_ms(now) > 0 and not more_work else Occasion.OTHER

    def after_left_ms(self, now: datetime) -> int:
        """Return how long a measurement still counts as *after*, in ms; 0 if nothing was held."""
        if self.worked_until is None:
            return 0
        left = timedelta(seconds=AFTER_WINDOW_SECONDS) - (now - self.worked_until)
        return max(0, round(left.total_seconds() * 1000))
