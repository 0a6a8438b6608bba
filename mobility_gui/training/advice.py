"""Advice that the program gives by itself: warm-up warnings, tighter side, easier variants, fitting to a time."""

import math
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from mobility_gui.training.amounts import counted
from mobility_gui.training.exercise import Exercise, Muscle, Side
from mobility_gui.training.plan import Plan, SpanKind, Timing, dose_ms, make_plan
from mobility_gui.training.routine import Breaths, Dose, Hold, Measure, Phase, Reps, Routine, Sides, Step

LONG_HOLD_SECONDS = 60
"""From this length on, static holds cost performance before a run: in one bout (strength, effect size
-0.84, against -0.21 for all lengths; Warneke & Lohmann 2024, 83 studies) and added up for one muscle (a loss is likely,
against -1.9 %, not significant, at 30 to 45 s; Kay & Blazevich 2012, 106 studies, Med Sci Sports Exerc 44:154-164)."""

LONG_WARM_UP_MINUTES = 10
"""A warm-up longer than this is flagged (assumption)."""

FAST_REP_SECONDS = 3
"""Repetitions shorter than this count as fast after a run (assumption)."""

TIGHTER_MM = 15
"""Smaller differences between sides are usual: 68 % of healthy adults have them (Hoch & McKeon 2011). The error of a
difference is 15 mm (Chisholm 2012)."""

TIGHTER_TESTS = 2
"""How many of the last cold tests must agree before a side is called tighter."""

EASIER_AFTER = 2
"""Discomfort this many times at the same exercise and side brings up the easier variant."""


FEW_NAMED = 3
"""Up to this many dropped exercises are named; a longer list would not be read."""

CLOSE_MS = 60_000
"""A fitted plan that is at most this much shorter than the time asked for is not called short (assumption)."""

_USUAL_PERCENT = 100


def warnings(plan: Plan) -> tuple[str, ...]:
    """Return what a runner should know before starting this plan, one sentence each."""
    match plan.routine.phase:
        case Phase.BEFORE_RUN:
            return _before_run(plan)
        case Phase.AFTER_RUN:
            return _after_run(plan)
        case Phase.ANY_TIME:
            return ()
        case _:
            assert_never(plan.routine.phase)


def tighter_side(cold_mm: Sequence[tuple[float, float]]) -> Side | None:
    """Return the tighter side, if any; `cold_mm` holds (left, right) of the cold tests of both sides, oldest first."""
    last = cold_mm[-TIGHTER_TESTS:]
    if len(last) < TIGHTER_TESTS:
        return None
    if all(right - left >= TIGHTER_MM for left, right in last):
        return Side.LEFT
    if all(left - right >= TIGHTER_MM for left, right in last):
        return Side.RIGHT
    return None


def easier(plan: Plan, sore: Container[tuple[str, Side]]) -> tuple[str, ...]:
    """Propose the easier variant of each exercise that hurt repeatedly; `sore` holds (exercise id, side)."""
    exercises = {span.exercise.id: span.exercise for span in plan.spans}
    found: list[str] = []
    for exercise in exercises.values():
        sides = [side for side in Side if (exercise.id, side) in sore]
        if sides:
            where = "" if sides == [Side.BOTH] else f" on the {' and '.join(sides)}"
            found.append(f"{exercise.name} hurt the last two times{where}. Try this instead: {exercise.easier}")
    return tuple(found)


def fit(
    routine: Routine,
    exercises: Mapping[str, Exercise],
    timing: Timing,
    minutes: float,
    *,
    measure_first: bool = False,
    tighter: Side | None = None,
) -> Routine:
    """Change the doses so that the plan takes at most `minutes` and comes close to it.

    Doses range from half to double; if half is still too long, steps are dropped from the end. Set-up times, the
    measurements and the order stay. Before a run no hold, in seconds or breaths, reaches 60 s. If nothing fits, the
    routine comes back unchanged.
    """
    limit_ms = round(minutes * 60_000)
    kept = [position for position, step in enumerate(routine.steps) if not isinstance(step.dose, Measure)]

    def lasts(candidate: Routine) -> int:
        return make_plan(candidate, exercises, timing, measure_first=measure_first, tighter=tighter).total_ms

    for count in range(len(kept), 0, -1):
        out = set(kept[count:])
        shorter = replace(routine, steps=tuple(s for position, s in enumerate(routine.steps) if position not in out))
        # Longest doses first, so that the first to fit is the closest.
        for percent in range(200, 45, -5):
            candidate = _scaled(shorter, percent / 100, timing)
            if lasts(candidate) <= limit_ms:
                return candidate
    return routine


def fit_words(routine: Routine, fitted: Plan, exercises: Mapping[str, Exercise], timing: Timing, minutes: float) -> str:
    """Say in one sentence how `fit` changed a routine to make this plan; empty if it changed nothing."""
    short_ms = round(minutes * 60_000) - fitted.total_ms
    if short_ms < 0:
        return "This routine can’t get that short, so it stays as it is."
    usual, kept = _worked(routine), _worked(fitted.routine)
    percent = _percent(usual[: len(kept)], kept, timing)
    if short_ms > CLOSE_MS and kept == _worked(_scaled(routine, 2, timing)):
        more = f", with holds raised to about {percent} %" if percent > _USUAL_PERCENT else ""
        return f"This is as long as this routine gets{more}."
    out = usual[len(kept) :]
    said: list[str] = []
    if out:
        named = f" ({', '.join(exercises[step.exercise].name for step in out)})" if len(out) <= FEW_NAMED else ""
        said.append(f"{counted(len(out), 'exercise')} dropped{named}")
    if percent != _USUAL_PERCENT:
        said.append(f"holds {'cut' if percent < _USUAL_PERCENT else 'raised'} to about {percent} %")
    how = "Extended" if percent > _USUAL_PERCENT and not out else "Shortened"
    return f"{how}: {', '.join(said)}." if said else ""


def _worked(routine: Routine) -> list[Step]:
    return [step for step in routine.steps if not isinstance(step.dose, Measure)]


def _percent(usual: Sequence[Step], kept: Sequence[Step], timing: Timing) -> int:
    """Return the work of the kept steps relative to their usual work, to the nearest 5 %."""
    before, after = (
        sum(dose_ms(step.dose, timing) * step.sets * (2 if step.sides is Sides.EACH else 1) for step in steps)
        for steps in (usual, kept)
    )
    return 5 * round(20 * after / before) if before else _USUAL_PERCENT


def _scaled(routine: Routine, share: float, timing: Timing) -> Routine:
    before_run = routine.phase is Phase.BEFORE_RUN
    steps = tuple(
        replace(step, dose=_scaled_dose(step, share, timing, before_run=before_run)) for step in routine.steps
    )
    return replace(routine, steps=steps)


def _scaled_dose(step: Step, share: float, timing: Timing, *, before_run: bool) -> Dose:
    match step.dose:
        case Hold(seconds):
            scaled = max(min(10, seconds), 5 * round(seconds * share / 5))
            if share <= 1:
                scaled = min(scaled, seconds)  # rounding must not lengthen what has to shrink
            return Hold(min(scaled, LONG_HOLD_SECONDS - 5) if before_run else scaled)
        case Reps(count, tempo):
            return Reps(max(min(2, count), round(count * share)), tempo)
        case Breaths(count):
            scaled = max(1, round(count * share))
            return Breaths(min(scaled, (LONG_HOLD_SECONDS - 1) // timing.breath_seconds) if before_run else scaled)
        case Measure():
            return step.dose
        case _:
            assert_never(step.dose)


def _before_run(plan: Plan) -> tuple[str, ...]:
    found: list[str] = []
    long, added_up = _held_long(plan)
    if long:
        found.append(
            f"Holds of {LONG_HOLD_SECONDS} s or longer ({_named(long)}) may slow you down right before a run. "
            "Keep them short, or do them afterwards."
        )
    if added_up:
        found.append(
            f"Holds that add up to {LONG_HOLD_SECONDS} s or more for one muscle ({_named(added_up)}) may slow you down "
            "right before a run. Do fewer of them, or do them afterwards."
        )
    # Measuring is not tiring, so its time does not count.
    minutes = sum(span.duration_ms for span in plan.spans if span.kind is not SpanKind.MEASURE) / 60_000
    if minutes > LONG_WARM_UP_MINUTES:
        found.append(f"{math.ceil(minutes)} minutes is long for a warm-up. Aim for {LONG_WARM_UP_MINUTES} or less.")
    return tuple(found)


def _held_long(plan: Plan) -> tuple[set[Muscle], set[Muscle]]:
    """Return the muscles with a static hold of LONG_HOLD_SECONDS, and those that reach it only in several holds."""
    long: set[Muscle] = set()
    total_ms: Counter[tuple[Muscle, Side]] = Counter()
    for span in plan.spans:
        held = span.kind is SpanKind.WORK and isinstance(span.dose, Hold | Breaths)
        if not held or not span.exercise.keeps_still:
            continue
        for muscle in span.exercise.muscles:
            if span.duration_ms >= 1000 * LONG_HOLD_SECONDS:
                long.add(muscle)
            for side in (Side.LEFT, Side.RIGHT) if span.side is Side.BOTH else (span.side,):
                total_ms[muscle, side] += span.duration_ms
    return long, {muscle for (muscle, _), ms in total_ms.items() if ms >= 1000 * LONG_HOLD_SECONDS} - long


def _named(muscles: set[Muscle]) -> str:
    return ", ".join(sorted(muscle.words for muscle in muscles))


def _after_run(plan: Plan) -> tuple[str, ...]:
    fast = [
        span.exercise.name
        for span in plan.spans
        if span.kind is SpanKind.WORK
        and isinstance(span.dose, Reps)
        and span.dose.tempo is not None
        and span.dose.tempo.seconds < FAST_REP_SECONDS
    ]
    if not fast:
        return ()
    return (f"{', '.join(dict.fromkeys(fast))}: quick reps. After a run, go slow and steady.",)
