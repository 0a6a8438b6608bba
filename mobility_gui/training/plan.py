"""A routine turned into a flat list of spans, with side and set already decided."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from mobility_gui.training.exercise import Exercise, Joint, Kit, Posture, Side
from mobility_gui.training.routine import Breaths, Dose, Group, Hold, Measure, Phase, Reps, Routine, Sides, Step

OWN_PACE_SECONDS = 3
"""Expected length of a repetition at one's own pace (assumption; only for totals, since the runner's key ends it)."""

TRIAL_SECONDS = 20
"""Expected length of one knee-to-wall trial with reading and typing (assumption; only for totals)."""

KNEE_TO_WALL = "knee_to_wall"
"""The exercise that measurements use."""

SET_UP_SECONDS = (5, 20)
"""Shortest and longest time between two steps."""

NEW_KIT_SECONDS = 3
"""Added to a set-up for each thing to fetch (assumption)."""

FROM_SCREEN_SECONDS = 15
"""Shortest set-up after a measurement: the runner comes from typing at the computer (assumption)."""

_ON_FEET = {Posture.STANDING}


class SpanKind(StrEnum):
    """What a span is for."""

    SET_UP = "set_up"
    WORK = "work"
    SWITCH = "switch"
    REST = "rest"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Timing:
    """The runner's own times, in seconds; a breath is 5 s in and 5 s out by default (Bernardi 2001, BMJ 323:1446)."""

    lead_in_seconds: int = 10
    switch_seconds: int = 6
    breath_seconds: int = 10


@dataclass(frozen=True, slots=True)
class Span:
    """One part of a plan: work, a measurement, or a lead-in.

    `step` is the position in `plan.routine.steps`. A set-up, switch or rest carries the side and set of the work it
    leads to. `unit_ms` is the length of one repetition or breath (0 for a hold, a measurement and every lead-in). A
    span that `waits` ends when the runner presses a key; its duration is then only the expected one.
    """

    kind: SpanKind
    step: int
    exercise: Exercise
    dose: Dose
    side: Side
    set: int
    sets: int
    duration_ms: int
    unit_ms: int = 0
    waits: bool = False

    @property
    def is_lead_in(self) -> bool:
        """True if it only leads to work (set-up, switch, rest)."""
        return self.kind in {SpanKind.SET_UP, SpanKind.SWITCH, SpanKind.REST}


@dataclass(frozen=True, slots=True)
class Plan:
    """The spans of one routine, in order; every lead-in is followed by its work."""

    routine: Routine
    spans: tuple[Span, ...]

    @property
    def total_ms(self) -> int:
        """The duration of all spans together, in milliseconds."""
        return sum(span.duration_ms for span in self.spans)

    def step_ms(self, step: int) -> int:
        """Return the time of one step with its lead-ins, in milliseconds."""
        return sum(span.duration_ms for span in self.spans if span.step == step)

    @property
    def kit(self) -> tuple[Kit, ...]:
        """The equipment needed, in the order of `Kit`."""
        used = {kit for span in self.spans for kit in span.exercise.kit}
        return tuple(kit for kit in Kit if kit in used)

    @property
    def joints(self) -> frozenset[Joint]:
        """The joints worked."""
        return frozenset(joint for span in self.spans for joint in span.exercise.joints)


def make_plan(
    routine: Routine,
    exercises: Mapping[str, Exercise],
    timing: Timing,
    *,
    measure_first: bool = False,
    tighter: Side | None = None,
) -> Plan:
    """Turn a routine into a plan.

    With `measure_first` a measurement is put before the first step unless the routine begins with one. The `tighter`
    side goes first in every step done on each side, and gets one more set if the step works the ankle (assumption: as
    stretching one side loosens the other, too, it may not close the gap; Behm et al. 2021, PMID 33459990).
    Raises `KeyError` if a step names an exercise that is not in `exercises`.
    """
    if measure_first and not begins_with_measurement(routine):
        routine = replace(routine, steps=(Step(KNEE_TO_WALL, Measure(), Sides.EACH), *routine.steps))
    spans: list[Span] = []
    previous: Step | None = None
    for position, step in enumerate(routine.steps):
        exercise = exercises[step.exercise]
        before = exercises[previous.exercise] if previous else None
        spans += _spans_of_step(position, step, exercise, before, timing, tighter)
        previous = step
    return Plan(routine, tuple(spans))


def measuring_only() -> Routine:
    """Return a routine that consists only of the knee-to-wall test."""
    return Routine(
        id="measuring_only",
        name="Knee-to-wall test",
        phase=Phase.ANY_TIME,
        group=Group.ANKLE_WORK,
        purpose="A cold test of both ankles.",
        steps=(Step(KNEE_TO_WALL, Measure(), Sides.EACH),),
        farewell="Same stance next time.",
    )


def begins_with_measurement(routine: Routine) -> bool:
    """True if the first step is a measurement."""
    return bool(routine.steps) and isinstance(routine.steps[0].dose, Measure)


def dose_ms(dose: Dose, timing: Timing) -> int:
    """Return how long a dose lasts on one side, in milliseconds; for a dose that waits, the expected time."""
    match dose:
        case Hold(seconds):
            return seconds * 1000
        case Reps(count) | Breaths(count):
            return count * unit_ms(dose, timing)
        case Measure(trials):
            return 2 * trials * TRIAL_SECONDS * 1000
        case _:
            assert_never(dose)


def unit_ms(dose: Dose, timing: Timing) -> int:
    """Return the length of one repetition or breath in milliseconds, 0 for a dose that has none."""
    match dose:
        case Reps(_, tempo):
            return (tempo.seconds if tempo else OWN_PACE_SECONDS) * 1000
        case Breaths():
            return timing.breath_seconds * 1000
        case Hold() | Measure():
            return 0
        case _:
            assert_never(dose)


def waits(dose: Dose) -> bool:
    """True if the runner's key, not the clock, ends the dose."""
    return isinstance(dose, Measure) or (isinstance(dose, Reps) and dose.tempo is None)


def set_up_seconds(step: Step, exercise: Exercise, before: Exercise | None, timing: Timing) -> int:
    """Return the time to get into the next exercise, from the change of posture and the kit to fetch: 5 to 20 s."""
    if step.set_up_seconds is not None:
        return step.set_up_seconds
    if before is None:
        return timing.lead_in_seconds
    least, most = SET_UP_SECONDS
    if before.posture == exercise.posture:
        seconds = least
    else:
        crossing = (before.posture in _ON_FEET) != (exercise.posture in _ON_FEET)
        seconds = max(least, exercise.set_up_seconds) + (3 if crossing else 0)
    if before.id == KNEE_TO_WALL:
        seconds = max(seconds, FROM_SCREEN_SECONDS)
    fetched = [kit for kit in exercise.kit if kit not in before.kit and kit is not Kit.MAT]
    return min(most, seconds + NEW_KIT_SECONDS * len(fetched))


def _spans_of_step(
    position: int, step: Step, exercise: Exercise, before: Exercise | None, timing: Timing, tighter: Side | None
) -> Iterator[Span]:
    added = tighter if step.sides is Sides.EACH and Joint.ANKLE in exercise.joints else None

    def span(kind: SpanKind, side: Side, number: int, duration_ms: int) -> Span:
        works = kind is SpanKind.WORK
        return Span(
            kind,
            position,
            exercise,
            step.dose,
            side,
            number,
            step.sets + (side is added),
            duration_ms,
            unit_ms=unit_ms(step.dose, timing) if works else 0,
            waits=waits(step.dose) if works or kind is SpanKind.MEASURE else False,
        )

    work_ms = dose_ms(step.dose, timing)
    if isinstance(step.dose, Measure):
        # One page takes both sides at the runner's own pace, so no countdown leads to it.
        yield span(SpanKind.MEASURE, Side.BOTH, 1, work_ms)
        return
    last: Side | None = None
    for side, number in _turns(step, tighter, added):
        if last is None:
            yield span(SpanKind.SET_UP, side, number, 1000 * set_up_seconds(step, exercise, before, timing))
        elif last is side:
            yield span(SpanKind.REST, side, number, 1000 * step.rest_seconds)
        else:
            gap = timing.switch_seconds if step.switch_seconds is None else step.switch_seconds
            yield span(SpanKind.SWITCH, side, number, 1000 * gap)
        yield span(SpanKind.WORK, side, number, work_ms)
        last = side


def _turns(step: Step, tighter: Side | None, added: Side | None) -> Iterator[tuple[Side, int]]:
    match step.sides:
        case Sides.EACH:
            first = tighter or Side.LEFT
            for number in range(1, step.sets + 1):
                yield first, number
                yield first.other, number
            if added:
                yield added, step.sets + 1
        case Sides.LEFT | Sides.RIGHT | Sides.BOTH:
            for number in range(1, step.sets + 1):
                yield Side(step.sides), number
        case _:
            assert_never(step.sides)
