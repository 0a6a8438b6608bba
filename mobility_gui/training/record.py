"""What the record keeps of a session: what was really held, and what was measured."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import assert_never

from mobility_gui.ankle.trial import Trial, mean_mm
from mobility_gui.training.amounts import amount_words
from mobility_gui.training.exercise import Side
from mobility_gui.training.plan import Span
from mobility_gui.training.routine import Breaths, Dose, Hold, Measure, Reps

EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
"""The moments that can be kept: from the first up to the second, which is not one of them. Their local dates fit into
a `date` at any offset from UTC."""

FIRST_DAY = date(1970, 1, 2)
"""The first day that lies in this range whatever the offset from UTC."""

CLOCK_WRONG_BEFORE = datetime(2021, 10, 4, tzinfo=UTC)
"""The day of Python 3.10. The program runs on nothing older, so a clock that is earlier was never set."""

WARM_SECONDS = 30 * 60
"""No test is cold so soon after a session: what 90 to 300 s of rolling add is gone after 30 minutes (Nakamura 2021, 45
people, J Sports Sci Med 20:62-68). Five one-minute stretches of the calf, longer than any routine here, lasted over 30
minutes and under 60 (Mizuno et al. 2013, 11 people, Scand J Med Sci Sports 23:23-30)."""

TYPED_IN = "Entered by hand"
"""The name of measurements made outside any session."""

AFTER_WINDOW_SECONDS = 5 * 60
"""How long after the last exercise a measurement still counts as *after*."""

LEAST_DONE_MS = 1000
"""What lasted shorter than this was skipped."""

LONGEST_TEXT = 100_000
"""Most characters in one text of the record, such as a note: on the screen, in the record and in files."""


class Outcome(StrEnum):
    """How a span ended."""

    DONE = "done"
    EXTENDED = "extended"
    SHORTENED = "shortened"
    SKIPPED = "skipped"
    REPEATED = "repeated"
    DISCOMFORT = "discomfort"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One attempt at the work of a step on one side: planned against done, in milliseconds."""

    step: int
    exercise: str
    side: Side
    set: int
    dose: Dose
    planned_ms: int
    done_ms: int
    units_done: int
    outcome: Outcome


class Occasion(StrEnum):
    """When a measurement was made: before the first exercise, within five minutes of the last, or neither."""

    COLD = "cold"
    AFTER = "after"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Measurement:
    """All trials of one side at one time; `at` carries its offset from UTC."""

    side: Side
    occasion: Occasion
    at: datetime
    trials: tuple[Trial, ...]

    @property
    def value_mm(self) -> float | None:
        """Mean of the counted trials, in millimetres; None if none counts."""
        return mean_mm(self.trials)


@dataclass(frozen=True, slots=True)
class Before:
    """What is known about the runner before a session: the last cold values in mm, and whether the ankles are warm."""

    cold_mm: Mapping[Side, float] = field(default_factory=dict)
    warm: bool = False


class Ending(StrEnum):
    """How a session ended, if it has."""

    OPEN = "open"
    COMPLETE = "complete"
    PARTIAL = "partial"


class Feeling(StrEnum):
    """How the session felt, asked once at its end."""

    STIFF = "stiff"
    USUAL = "usual"
    LOOSE = "loose"


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One session as it is listed; `held_ms` is the time really worked, all sides added up."""

    id: int
    routine: str
    routine_name: str
    started: datetime
    ended: datetime | None
    ending: Ending
    held_ms: int
    feeling: Feeling | None = None
    note: str = ""
    measurements: tuple[Measurement, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session, or the values typed in by hand at one time, as list, chart and calendar need it.

    It has no trials or stretches: `cold_mm` and `after_mm` are the means of the counted trials, of the latest
    measurement if there were several, and lack a side that has none. The `id` of typed-in values is negative.
    """

    id: int
    routine: str
    name: str
    started: datetime
    ending: Ending
    held_ms: int
    note: str = ""
    cold_mm: Mapping[Side, float] = field(default_factory=dict)
    after_mm: Mapping[Side, float] = field(default_factory=dict)

    @property
    def typed_in(self) -> bool:
        """True if the values were typed in outside any session."""
        return self.id < 0


def can_be_kept(moment: datetime) -> bool:
    """True if every part of the program can keep, show, export and import this moment."""
    return EARLIEST <= moment < LATEST


def stretch_of(planned: Span, span: Span, done_ms: int, outcome: Outcome) -> Stretch:
    """Return what to keep of a work span; `planned` is the span as planned, `span` as it stood at the end."""
    return Stretch(
        span.step,
        span.exercise.id,
        span.side,
        span.set,
        planned.dose,
        planned.duration_ms,
        done_ms,
        units_done(span, done_ms, outcome),
        outcome,
    )


def units_done(span: Span, done_ms: int, outcome: Outcome) -> int:
    """Return the whole seconds, repetitions or breaths done; at the runner's own pace all count, if finished."""
    match span.dose:
        case Hold():
            return done_ms // 1000
        case Reps(count, None):
            return count if outcome in {Outcome.DONE, Outcome.EXTENDED, Outcome.SHORTENED} else 0
        case Reps() | Breaths():
            return done_ms // span.unit_ms
        case Measure():
            return 0
        case _:
            assert_never(span.dose)


@dataclass(frozen=True, slots=True)
class Held:
    """One exercise in the summary: what was held on each side, where it hurt, was cut short, and was skipped."""

    exercise: str
    amounts: dict[Side, str]
    hurt: frozenset[Side]
    cut: frozenset[Side] = frozenset()
    skipped: frozenset[Side] = frozenset()


def anything_done(stretches: Iterable[Stretch]) -> bool:
    """Return True if the runner did anything: a second of an exercise, or a try that hurt."""
    return any(stretch.done_ms >= LEAST_DONE_MS or stretch.outcome is Outcome.DISCOMFORT for stretch in stretches)


def summary(stretches: Iterable[Stretch]) -> tuple[Held, ...]:
    """Sum up the stretches per exercise, kind of dose and side, in the order they were first done."""
    grouped: dict[tuple[str, type[Dose]], dict[Side, list[Stretch]]] = {}
    for stretch in stretches:
        sides = grouped.setdefault((stretch.exercise, type(stretch.dose)), {})
        sides.setdefault(stretch.side, []).append(stretch)
    return tuple(
        Held(
            exercise,
            {side: _amount(sides[side]) for side in Side if side in sides},
            frozenset(side for side, rows in sides.items() if _hurt(rows)),
            frozenset(side for side, rows in sides.items() if _cut(rows)),
            frozenset(side for side, rows in sides.items() if _skipped(rows)),
        )
        for (exercise, _), sides in grouped.items()
    )


def _hurt(stretches: list[Stretch]) -> bool:
    return any(stretch.outcome is Outcome.DISCOMFORT for stretch in stretches)


def _cut(stretches: list[Stretch]) -> bool:
    return not _hurt(stretches) and stretches[-1].outcome is Outcome.SKIPPED and _units(stretches) > 0


def _skipped(stretches: list[Stretch]) -> bool:
    return not _hurt(stretches) and stretches[-1].outcome is Outcome.SKIPPED and _units(stretches) == 0


def _units(stretches: list[Stretch]) -> int:
    return sum(stretch.units_done for stretch in stretches)


def _amount(stretches: list[Stretch]) -> str:
    text = amount_words(stretches[0].dose, _units(stretches))
    if _hurt(stretches):
        return f"{text}, stopped: it hurt"
    if _cut(stretches):
        return f"{text}, cut short"
    return "skipped" if _skipped(stretches) else text
