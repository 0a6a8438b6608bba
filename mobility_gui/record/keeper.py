"""Keeps what one session gives, each finished step at once, without the window ever waiting for the disk."""

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
"""Called on the writing thread with what went wrong."""

FLUSH_SECONDS = 2


@dataclass(slots=True)
class SessionKeeper:
    """One session on its way into the record; what it gave so far stays here too, for the page at its end."""

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
        """Keep that a session began; with ankles that are `warm` already, nothing measured in it is cold."""
        writer = Writer(database, on_error)
        routine = plan.routine
        opening = (routine.id, routine.name, routine.phase, now, write_plan(plan), position)
        writer.begin(Store.begin_session, *opening)
        return cls(plan, now, writer, warm=warm or routine.phase is Phase.AFTER_RUN)

    @classmethod
    def go_on(
        cls, database: Path, on_error: OnError, plan: Plan, unfinished: OpenSession, *, warm: bool
    ) -> "SessionKeeper":
        """Go on with a session that is open in the record; `warm` as for one that begins."""
        writer = Writer(database, on_error)
        writer.begin(lambda _: unfinished.id)
        warm = warm or plan.routine.phase is Phase.AFTER_RUN
        stretches, measurements = list(unfinished.stretches), list(unfinished.measurements)
        return cls(plan, unfinished.started, writer, stretches, measurements, warm=warm)

    def keep_stretch(self, stretch: Stretch, now: datetime, position: str) -> None:
        """Keep a stretch that ended now, and where the session goes from here."""
        self.stretches.append(stretch)
        if stretch.done_ms:
            self.worked_until = now
        self.writer.write(Store.add_stretch, stretch, now, position)

    def keep_measurements(self, new: Sequence[Measurement], position: str | None) -> None:
        """Keep all sides of one measuring together with where the session goes from here."""
        self.measurements += new
        self.writer.write(Store.add_measurements, new, position)

    def keep_position(self, position: str) -> None:
        """Keep where the session goes from here, when nothing else is to be kept."""
        self.writer.write(Store.set_position, position)

    def keep_feeling(self, feeling: Feeling) -> None:
        """Keep how it felt."""
        self.writer.write(Store.set_feeling, feeling)

    def keep_note(self, note: str) -> None:
        """Keep the runner's note."""
        self.writer.write(Store.set_note, note)

    def end(self, now: datetime, *, complete: bool) -> bool:
        """Keep that it is over; says whether everything is on disk."""
        self.writer.write(Store.end_session, now, Ending.COMPLETE if complete else Ending.PARTIAL)
        return self.writer.flush(FLUSH_SECONDS)

    def close(self) -> bool:
        """Let go of the record; says whether everything is on disk. A session that did not end stays open there."""
        return self.writer.close()

    def occasion(self, now: datetime, *, more_work: bool) -> Occasion:
        """Say what a measurement made now counts as."""
        if not any(stretch.done_ms for stretch in self.stretches):
            return Occasion.OTHER if self.warm else Occasion.COLD
        return Occasion.AFTER if self.after_left_ms(now) > 0 and not more_work else Occasion.OTHER

    def after_left_ms(self, now: datetime) -> int:
        """How long a measurement would still count as *after*; 0 where nothing was held."""
        if self.worked_until is None:
            return 0
        left = timedelta(seconds=AFTER_WINDOW_SECONDS) - (now - self.worked_until)
        return max(0, round(left.total_seconds() * 1000))
