"""Invents 26 weeks of a runner's record, to try the program on and to take pictures of it.

No real person was measured: every number is invented, and the same moment always gives the same numbers. The runner
does three or four shipped routines a week, was away for two weeks and ill for one, and missed a session here and there.
Now and then a session was cut short, a step was skipped, or something hurt. About two sessions a week begin with a cold
knee-to-wall test; those of ankle work end with another.

The true values of the ankles are chosen: the left one starts tight and gains 20 mm, nine tenths of it in the first 16
weeks; the right one never changes; both are 6 mm more mobile after ankle work. Each reading of the tape adds chance:
the ankle that day, the placing of the foot, the trial itself, and rounding to half a centimetre. Together that is about
6 mm for the mean of three trials, near the 6.9 mm of `ankle.error.SEM_MM`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp
from random import Random

from mobility_gui.ankle.trial import Trial, TrialFault
from mobility_gui.exchange.whole_record import SessionEntry, WholeRecord
from mobility_gui.library.library import Library
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import ANKLES
from mobility_gui.training.plan import Plan, Span, SpanKind, Timing, make_plan
from mobility_gui.training.record import Ending, Feeling, Measurement, Occasion, Outcome, SessionRecord, stretch_of

WEEKS = 26

AWAY = frozenset({11, 12, 19})
"""Weeks without a session, the first week being 0."""

NOTES = {
    1: "Left calf tight after the hills.",
    5: "Slept badly, rushed through it.",
    9: "New shoes.",
    13: "Back from two weeks by the sea, everything stiff.",
    16: "Long run yesterday.",
    20: "First session since my cold, took it easy.",
    24: "Felt good. Race in three weeks.",
}
"""The runner's note in the first session of a week."""

CUT_SHORT = frozenset({6, 27, 44, 61})
SKIPPED_STEP = frozenset({17, 52})
HURT = frozenset({33, 58})
"""Sessions that did not go as planned, the first session being 0."""

MISSED = 0.08
"""Share of the planned sessions that the runner missed."""

LEFT_MM, LEFT_GAIN_MM, GAIN_WEEKS = 88.0, 20.0, 7.0
RIGHT_MM = 114.0
AFTER_MM = 6.0
"""The true values; each week the left ankle makes about one part in `GAIN_WEEKS` of the gain still ahead of it."""

DAY_MM, PLACING_MM, TRIAL_MM = 4.5, 3.0, 4.0
"""Standard deviations: from day to day, from one placing of the foot to the next, and from trial to trial."""

TAPE_MM = 5
"""Readings of the tape are rounded to multiples of this."""

HEEL_LIFTED, LIFTED_MM = 0.05, 10.0
"""Share of the trials in which the heel lifted, and how much farther from the wall the foot then was."""

CHANCE = 8
"""Seed of the random numbers: of 1 to 100, the one whose tests come out nearest to the values given here."""

BY_HAND_DAYS = 19
BY_HAND_MM = {Side.LEFT: 85.0, Side.RIGHT: 115.0}
"""Entered by hand: one test of each ankle, `BY_HAND_DAYS` days before the first week."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One session of a week: its day (0 to 6), hour and routine, and whether the warm-up begins with a test."""

    day: int
    hour: int
    routine: str
    tested: bool = False


FOUR = (
    Visit(0, 6, "warm_up_ankles", tested=True),
    Visit(2, 18, "post_run_static"),
    Visit(4, 20, "ankle_full"),
    Visit(6, 9, "yoga_for_runners"),
)
THREE = (
    Visit(0, 6, "warm_up_standing", tested=True),
    Visit(3, 18, "post_run_short"),
    Visit(5, 20, "ankle_try_this"),
)
"""Each week follows one of the two; two of its sessions have a cold test, and one of these also a test after."""


def invented_record(now: datetime, library: Library) -> WholeRecord:
    """Return the sessions up to yesterday, and the measurements typed in by hand.

    `now` must know its offset from UTC; `library` must hold the shipped routines.
    """
    chance = Random(CHANCE)  # noqa: S311  no secret, and the same each time
    sessions = tuple(
        _session(number, week, _plan(visit, library), started, note, chance)
        for number, (week, visit, started, note) in enumerate(_visits(now, chance))
    )
    noon = _first_day(now).replace(hour=12) - timedelta(days=BY_HAND_DAYS)
    by_hand = tuple(Measurement(side, Occasion.COLD, noon, (Trial(BY_HAND_MM[side]),)) for side in ANKLES)
    return WholeRecord(sessions, by_hand)


def _first_day(now: datetime) -> datetime:
    return (now - timedelta(weeks=WEEKS)).replace(hour=0, minute=0, second=0, microsecond=0)


def _visits(now: datetime, chance: Random) -> Iterator[tuple[int, Visit, datetime, str]]:
    """Yield each session with its week, start and note; the last one, yesterday's, is never missed."""
    notes = dict(NOTES)
    for week in range(WEEKS):
        for visit in THREE if week % 3 == 2 else FOUR:  # noqa: PLR2004  every third week
            last = week == WEEKS - 1 and visit is FOUR[-1]
            missed = chance.random() < MISSED
            if week not in AWAY and (last or not missed):
                day = _first_day(now) + timedelta(weeks=week, days=visit.day)
                started = day.replace(hour=visit.hour, minute=chance.randrange(60))
                yield week, visit, started, notes.pop(week, "")


def _plan(visit: Visit, library: Library) -> Plan:
    return make_plan(library.routines[visit.routine], library.exercises, Timing(), measure_first=visit.tested)


def _session(number: int, week: int, plan: Plan, started: datetime, note: str, chance: Random) -> SessionEntry:
    day_mm = {side: chance.gauss(0, DAY_MM) for side in ANKLES}
    worked = [span for span in plan.spans if span.kind is SpanKind.WORK]
    odd = worked[len(worked) // 2]
    cut = number in CUT_SHORT
    at, stretches = started, []
    measurements: list[Measurement] = []
    for span in plan.spans[: plan.spans.index(odd)] if cut else plan.spans:
        outcome, done_ms = _outcome(number, span, odd)
        at += timedelta(milliseconds=done_ms)
        if span.kind is SpanKind.WORK:
            stretches.append((at, stretch_of(span, span, done_ms, outcome)))
        elif span.kind is SpanKind.MEASURE:
            occasion = Occasion.AFTER if stretches else Occasion.COLD
            measurements += [_test(side, occasion, at, week, day_mm, chance) for side in ANKLES]
    record = SessionRecord(
        id=0,
        routine=plan.routine.id,
        routine_name=plan.routine.name,
        started=started,
        ended=at,
        ending=Ending.PARTIAL if cut else Ending.COMPLETE,
        held_ms=0,
        feeling=chance.choice((Feeling.STIFF, Feeling.USUAL, Feeling.USUAL, Feeling.LOOSE, None)),
        note=note,
        measurements=tuple(measurements),
    )
    return SessionEntry(record, plan.routine.phase, tuple(stretches))


def _outcome(number: int, span: Span, odd: Span) -> tuple[Outcome, int]:
    """Return how a span ended, and after how many milliseconds; `odd` is the span where something may go wrong."""
    if number in HURT and span is odd:
        return Outcome.DISCOMFORT, span.duration_ms // 2
    if number in SKIPPED_STEP and span.step == odd.step:
        return Outcome.SKIPPED, 0
    return Outcome.DONE, span.duration_ms


def _test(
    side: Side, occasion: Occasion, at: datetime, week: int, day_mm: Mapping[Side, float], chance: Random
) -> Measurement:
    level_mm = _true_mm(side, week) + day_mm[side] + chance.gauss(0, PLACING_MM)
    if occasion is Occasion.AFTER:
        level_mm += AFTER_MM
    trials = []
    for number in range(3):
        lifted = chance.random() < HEEL_LIFTED and number < 2  # noqa: PLR2004  at least one counts
        read_mm = level_mm + chance.gauss(0, TRIAL_MM) + (LIFTED_MM if lifted else 0)
        trials.append(Trial(float(TAPE_MM * round(read_mm / TAPE_MM)), TrialFault.HEEL_LIFTED if lifted else None))
    return Measurement(side, occasion, at, tuple(trials))


def _true_mm(side: Side, week: int) -> float:
    if side is Side.RIGHT:
        return RIGHT_MM
    return LEFT_MM + LEFT_GAIN_MM * (1 - exp(-week / GAIN_WEEKS)) / (1 - exp(-WEEKS / GAIN_WEEKS))
