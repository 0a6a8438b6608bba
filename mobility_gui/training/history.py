"""The runner's record in figures, the same for the Progress page and for the command line."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from itertools import groupby

from mobility_gui.ankle.error import TARGET_MM, Standing, Zone, borderline_zone, standing
from mobility_gui.ankle.series import Difference, Level, Reading, difference, level
from mobility_gui.training.exercise import Exercise, Muscle, Side
from mobility_gui.training.record import Ending, Measurement, Occasion, SessionRecord, Stretch
from mobility_gui.training.routine import Breaths, Hold

ANKLES = (Side.LEFT, Side.RIGHT)
"""The order in which the two are shown everywhere."""

WEEKS_SHOWN = 4

COUNTED_MS = 60_000
"""A session counts for its week when so much was really held (assumption): less was only looked into."""

TYPED_IN = "Typed in by hand"

_MS_PER_MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Goals:
    """What the runner aims at; never a claim about health. The dose is per muscle and side (Ingram 2025)."""

    target_mm: float = TARGET_MM
    weekly_dose_minutes: int = 10
    sessions_a_week: int = 3


@dataclass(frozen=True, slots=True)
class History:
    """What was kept, on a given day.

    `sessions` may come in any order and may hold one that is still open (it is left out). `by_hand` are measurements
    that belong to no session. `held_ms` is what was held this week, in milliseconds, as `held_by_muscle` gives it.
    """

    today: date
    sessions: tuple[SessionRecord, ...] = ()
    by_hand: tuple[Measurement, ...] = ()
    held_ms: Mapping[Muscle, Mapping[Side, int]] = field(default_factory=dict)
    goals: Goals = Goals()

    @property
    def ended(self) -> tuple[SessionRecord, ...]:
        """The sessions that ended, newest first."""
        done = (session for session in self.sessions if session.ending is not Ending.OPEN)
        return tuple(sorted(done, key=lambda session: session.started, reverse=True))

    @property
    def listed(self) -> tuple[SessionRecord, ...]:
        """The ended sessions and, in their shape but with negative ids, what was typed in; newest first."""
        by_time = sorted(self.by_hand, key=lambda measurement: measurement.at)
        groups = groupby(by_time, key=lambda measurement: measurement.at)
        typed_in = (
            SessionRecord(-number, "", TYPED_IN, at, at, Ending.COMPLETE, 0, measurements=tuple(measured))
            for number, (at, measured) in enumerate(groups, 1)
        )
        return tuple(sorted((*self.ended, *typed_in), key=lambda record: record.started, reverse=True))

    def tests(self, side: Side) -> tuple["SessionTest", ...]:
        """All tests of one ankle, oldest first."""
        found = [SessionTest(_reading(side, session), session.routine_name) for session in self.ended]
        found += [
            SessionTest(_by_hand(measurement), TYPED_IN) for measurement in self.by_hand if measurement.side is side
        ]
        measured = [test for test in found if test.reading.cold_mm is not None or test.reading.after_mm is not None]
        return tuple(sorted(measured, key=lambda test: test.reading.at))

    def readings(self, side: Side) -> tuple[Reading, ...]:
        """The numbers of `tests` alone."""
        return tuple(test.reading for test in self.tests(side))


@dataclass(frozen=True, slots=True)
class SessionTest:
    """What one session, or the runner's hand, gave for one ankle."""

    reading: Reading
    name: str


@dataclass(frozen=True, slots=True)
class WeeksKept:
    """Of the last weeks, at most four, those with enough sessions; the present week counts."""

    kept: int
    weeks: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is said in numbers; the difference is left minus right."""

    goals: Goals
    zone: Zone
    levels: Mapping[Side, Level | None]
    standings: Mapping[Side, Standing | None]
    difference: Difference | None
    sessions: int
    weeks: WeeksKept
    minutes_held: Mapping[Muscle, Mapping[Side, float]]


def figures(history: History) -> Figures:
    """Work out everything the Progress page says."""
    readings = {side: history.readings(side) for side in ANKLES}
    levels = {side: level(readings[side]) for side in ANKLES}
    target_mm = history.goals.target_mm
    return Figures(
        goals=history.goals,
        zone=borderline_zone(target_mm),
        levels=levels,
        standings={side: standing(found.now_mm, target_mm) if found else None for side, found in levels.items()},
        difference=difference(readings[Side.LEFT], readings[Side.RIGHT]),
        sessions=len(history.ended),
        weeks=weeks_kept(history),
        minutes_held={
            muscle: {side: round(held.get(side, 0) / _MS_PER_MINUTE, 1) for side in ANKLES}
            for muscle, held in history.held_ms.items()
        },
    )


def as_plain(found: Figures) -> dict[str, object]:
    """Give the figures as dictionaries, lists, numbers and words only, ready to be written as JSON."""
    plain = asdict(found)
    plain["minutes_held_this_week"] = plain.pop("minutes_held")
    return {"format": 1, **plain}


def weeks_kept(history: History) -> WeeksKept:
    """Count the weeks, Monday to Sunday, with as many sessions as the runner aims at; never a daily streak."""
    this_monday = monday_of(history.today)
    counts: dict[date, int] = {}
    for session in history.ended:
        monday = monday_of(session.started.date())
        if session.held_ms >= COUNTED_MS and monday <= this_monday:
            counts[monday] = counts.get(monday, 0) + 1
    if not counts:
        return WeeksKept(0, 0)
    weeks = min(WEEKS_SHOWN, (this_monday - min(counts)).days // 7 + 1)
    mondays = (this_monday - timedelta(days=7 * back) for back in range(weeks))
    return WeeksKept(sum(counts.get(monday, 0) >= history.goals.sessions_a_week for monday in mondays), weeks)


def is_typed_in(record: SessionRecord) -> bool:
    """Whether a record out of `History.listed` was no session."""
    return record.id < 0


def held_by_muscle(stretches: Iterable[Stretch], exercises: Mapping[str, Exercise]) -> dict[Muscle, dict[Side, int]]:
    """Add up what was held, in milliseconds, per muscle and side; both sides together count for each.

    Only holds and breaths: the weekly dose is one of static stretching. An exercise no longer known counts nowhere.
    """
    held: dict[Muscle, dict[Side, int]] = {}
    for stretch in stretches:
        exercise = exercises.get(stretch.exercise)
        if exercise is None or stretch.done_ms == 0 or not isinstance(stretch.dose, Hold | Breaths):
            continue
        for muscle in exercise.muscles:
            sides = held.setdefault(muscle, dict.fromkeys(ANKLES, 0))
            for side in ANKLES if stretch.side is Side.BOTH else (stretch.side,):
                sides[side] += stretch.done_ms
    return held


def monday_of(day: date) -> date:
    """The day on which a week begins; `held_ms` counts from that of today."""
    return day - timedelta(days=day.weekday())


def _reading(side: Side, session: SessionRecord) -> Reading:
    values = {m.occasion: m.value_mm for m in session.measurements if m.side is side and m.value_mm is not None}
    return Reading(session.started, values.get(Occasion.COLD), values.get(Occasion.AFTER))


def _by_hand(measurement: Measurement) -> Reading:
    return Reading(measurement.at, measurement.value_mm if measurement.occasion is Occasion.COLD else None)
