"""Saves one session to the record, each finished step at once, without the window ever waiting for the disk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from mobility_gui.exchange.plan_text import write_plan
from mobility_gui.store.sessions import OpenSession, Store
from mobility_gui.store.writer import Writer
from mobility_gui.training.plan import Plan, SpanKind
from mobility_gui.training.record import (
    AFTER_WINDOW_SECONDS,
    Ending,
    Feeling,
    Measurement,
    Occasion,
    Stretch,
    anything_done,
)
from mobility_gui.training.routine import Phase

OnError = Callable[[Exception], None]
"""Called on the writing thread with the exception."""

FLUSH_SECONDS = 2


@dataclass(slots=True)
class SessionKeeper:
    """One session being saved; its stretches and measurements also stay here, for the page at its end.

    The wall clock is read once, at `began`, which was `began_ms` on the session's clock. All other times follow from
    the session's clock, so that a wall clock that is set meanwhile changes no length and no window.
    """

    plan: Plan
    started: datetime
    began: datetime
    began_ms: int
    writer: Writer
    stretches: list[Stretch] = field(default_factory=list)
    measurements: list[Measurement] = field(default_factory=list)
    worked_until_ms: int | None = None
    warm: bool = False

    @classmethod
    def begin(
        cls, database: Path, on_error: OnError, plan: Plan, position: str, now: datetime, now_ms: int, *, warm: bool
    ) -> "SessionKeeper":
        """Save the start of a session; if the ankles are `warm` already, none of its measurements is cold."""
        writer = Writer(database, on_error)
        routine = plan.routine
        opening = (routine.id, routine.name, routine.phase, now, write_plan(plan), position)
        writer.begin(Store.begin_session, *opening)
        return cls(plan, now, now, now_ms, writer, warm=warm or routine.phase is Phase.AFTER_RUN)

    @classmethod
    def go_on(
        cls,
        database: Path,
        on_error: OnError,
        plan: Plan,
        unfinished: OpenSession,
        now: datetime,
        now_ms: int,
        *,
        warm: bool,
    ) -> "SessionKeeper":
        """Resume a session that is open in the record; `warm` as in `begin`."""
        writer = Writer(database, on_error)
        writer.begin(lambda _: unfinished.id)
        warm = warm or plan.routine.phase is Phase.AFTER_RUN
        stretches, measurements = list(unfinished.stretches), list(unfinished.measurements)
        began = max(now, unfinished.started)  # never before its start, even if the wall clock was set back
        return cls(plan, unfinished.started, began, now_ms, writer, stretches, measurements, warm=warm)

    def moment(self, at_ms: int) -> datetime:
        """Return the date and time of a time on the session's clock."""
        return self.began + timedelta(milliseconds=at_ms - self.began_ms)

    def keep_stretch(self, stretch: Stretch, at_ms: int, position: str) -> None:
        """Save a stretch that ended at `at_ms`, and the session's new position."""
        self.stretches.append(stretch)
        if stretch.done_ms:
            self.worked_until_ms = at_ms
        self.writer.write(Store.add_stretch, stretch, self.moment(at_ms), position)

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

    @property
    def nothing_done(self) -> bool:
        """True if there was an exercise to do, and none was done."""
        work = any(span.kind is SpanKind.WORK for span in self.plan.spans)
        return work and not anything_done(self.stretches)

    def end(self, at_ms: int, *, complete: bool) -> bool:
        """Save the end of the session, or only its measurements if nothing was done; True if all is on disk."""
        if self.nothing_done:
            self.writer.write(Store.end_without_exercise, self.moment(at_ms))
        else:
            self.writer.write(Store.end_session, self.moment(at_ms), Ending.COMPLETE if complete else Ending.PARTIAL)
        return self.writer.flush(FLUSH_SECONDS)

    def close(self) -> bool:
        """Close the record; True if everything is on disk. A session that did not end stays open in it."""
        return self.writer.close()

    def occasion(self, at_ms: int, *, more_work: bool) -> Occasion:
        """Return what a measurement made at `at_ms` counts as."""
        if not any(stretch.done_ms for stretch in self.stretches):
            return Occasion.OTHER if self.warm else Occasion.COLD
        return Occasion.AFTER if self.after_left_ms(at_ms) > 0 and not more_work else Occasion.OTHER

    def after_left_ms(self, at_ms: int) -> int:
        """Return how long a measurement still counts as *after*, in ms; 0 if nothing was held."""
        if self.worked_until_ms is None:
            return 0
        return max(0, 1000 * AFTER_WINDOW_SECONDS - (at_ms - self.worked_until_ms))
