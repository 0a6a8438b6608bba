"""The statistics of the runner's record, the same for the Progress page, the report and the command line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from mobility_gui.ankle.difference import Difference, difference
from mobility_gui.ankle.error import TARGET_MM, Standing, Zone, borderline_zone, compare_with_mark
from mobility_gui.ankle.reading import Reading
from mobility_gui.ankle.summary import AnkleSummary, summarize
from mobility_gui.training.exercise import Exercise, Muscle, Side
from mobility_gui.training.record import SessionLine, Stretch
from mobility_gui.training.routine import Breaths, Hold

ANKLES = (Side.LEFT, Side.RIGHT)
"""Both ankles, in the order in which they are shown everywhere."""

WEEKS_SHOWN = 4

COUNTED_MS = 60_000
"""A session counts for its week if at least this much was really held (assumption); less was only a look inside."""

DAYS_OF_DIFFERENCE = 182
"""Tests longer ago say nothing about how the two ankles differ today (assumption)."""

_MS_PER_MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Goals:
    """What the runner aims for; never a claim about health. The dose is per muscle and side (Ingram 2025)."""

    target_mm: float = TARGET_MM
    weekly_dose_minutes: int = 10
    sessions_a_week: int = 3


@dataclass(frozen=True)
class History:
    """What the record holds on a given day.

    `lines` are the sessions that ended and the values typed in by hand, newest first. `held_ms` is the time held this
    week, in milliseconds, as `held_by_muscle` returns it. `later` are lines dated after today, newest first: a date or
    a clock was wrong, so no figure counts them. With `demo`, nobody was measured, and files say so.
    """

    today: date
    lines: tuple[SessionLine, ...] = ()
    held_ms: Mapping[Muscle, Mapping[Side, int]] = field(default_factory=dict)
    goals: Goals = Goals()
    later: tuple[SessionLine, ...] = ()
    demo: bool = False

    @cached_property
    def sessions(self) -> tuple[SessionLine, ...]:
        """The lines without typed-in values, newest first."""
        return tuple(line for line in self.lines if not line.typed_in)

    @cached_property
    def measured(self) -> bool:
        """True if any ankle was ever measured, cold or after a session."""
        return any(line.cold_mm or line.after_mm for line in self.lines)

    def readings(self, side: Side) -> tuple[Reading, ...]:
        """Return all tests of one ankle, oldest first."""
        return tuple(
            Reading(line.started, line.cold_mm.get(side), line.after_mm.get(side))
            for line in reversed(self.lines)
            if side in line.cold_mm or side in line.after_mm
        )

    def values_mm(self, side: Side, but: int = 0) -> list[float]:
        """Return all values of one ankle in mm, cold and after, without those of the line `but`."""
        return [
            values[side]
            for line in self.lines
            for values in (line.cold_mm, line.after_mm)
            if side in values and line.id != but
        ]


@dataclass(frozen=True, slots=True)
class WeeksKept:
    """How many of the last `weeks` had enough sessions: at most four weeks, including the current one."""

    kept: int
    weeks: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """Every figure that is shown; the difference is left minus right."""

    today: date
    goals: Goals
    zone: Zone
    ankles: Mapping[Side, AnkleSummary | None]
    standings: Mapping[Side, Standing | None]
    difference: Difference | None
    sessions: int
    weeks: WeeksKept
    minutes_held: Mapping[Muscle, Mapping[Side, float]]


def statistics(history: History) -> Statistics:
    """Work out every figure of the Progress page."""
    ankles = {side: summarize(history.readings(side), history.today) for side in ANKLES}
    oldest = history.today - timedelta(days=DAYS_OF_DIFFERENCE)
    left, right = (ankle if ankle and ankle.last.date() >= oldest else None for ankle in ankles.values())
    target_mm = history.goals.target_mm
    return Statistics(
        today=history.today,
        goals=history.goals,
        zone=borderline_zone(target_mm),
        ankles=ankles,
        standings={
            side: compare_with_mark(found.now.mm, target_mm) if found else None for side, found in ankles.items()
        },
        difference=difference(left, right),
        sessions=len(history.sessions),
        weeks=weeks_kept(history),
        minutes_held={
            muscle: {side: round(held.get(side, 0) / _MS_PER_MINUTE, 1) for side in ANKLES}
            for muscle, held in history.held_ms.items()
        },
    )


def weeks_kept(history: History) -> WeeksKept:
    """Count the weeks, Monday to Sunday, with as many sessions as the runner aims for; never a daily streak."""
    this_monday = monday_of(history.today)
    counts: dict[date, int] = {}
    for session in history.sessions:
        monday = monday_of(session.started.date())
        if session.held_ms >= COUNTED_MS and monday <= this_monday:
            counts[monday] = counts.get(monday, 0) + 1
    if not counts:
        return WeeksKept(0, 0)
    weeks = min(WEEKS_SHOWN, (this_monday - min(counts)).days // 7 + 1)
    mondays = (this_monday - timedelta(days=7 * back) for back in range(weeks))
    return WeeksKept(sum(counts.get(monday, 0) >= history.goals.sessions_a_week for monday in mondays), weeks)


def held_by_muscle(stretches: Iterable[Stretch], exercises: Mapping[str, Exercise]) -> dict[Muscle, dict[Side, int]]:
    """Add up the time held, in milliseconds, per muscle and side; work with both sides together counts for each.

    Only holds and breaths that keep still count: the weekly dose is one of static stretching, not of rolling. Exercises
    no longer known are skipped.
    """
    held: dict[Muscle, dict[Side, int]] = {}
    for stretch in stretches:
        exercise = exercises.get(stretch.exercise)
        if exercise is None or not exercise.keeps_still:
            continue
        if stretch.done_ms == 0 or not isinstance(stretch.dose, Hold | Breaths):
            continue
        for muscle in exercise.muscles:
            sides = held.setdefault(muscle, dict.fromkeys(ANKLES, 0))
            for side in ANKLES if stretch.side is Side.BOTH else (stretch.side,):
                sides[side] += stretch.done_ms
    return held


def monday_of(day: date) -> date:
    """Return the Monday of a day's week; `held_ms` counts from that of today."""
    return day - timedelta(days=day.weekday())


def end_of_day(now: datetime) -> datetime:
    """Return the midnight that ends this day where the runner is; what is dated then or later lies in the future.

    It is an instant and not a date, as a session held further east may be dated tomorrow and yet be over.
    """
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
