"""The statistics of the Progress page as a document for other programs; FORMATS.md explains each name.

The names are spelled out here, so that what other programs rely on stays the same when our own names change. A name
may be added within a version; removing one or changing its meaning requires a new version. Run `make schemas` after
any change.
"""

from enum import StrEnum
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from mobility_gui.ankle.difference import Comparison, Difference
from mobility_gui.ankle.error import Standing
from mobility_gui.ankle.gain import Gain
from mobility_gui.ankle.level import Change
from mobility_gui.ankle.summary import AnkleSummary
from mobility_gui.ankle.verdict import DayVerdict, Verdict
from mobility_gui.training.exercise import Muscle, Side
from mobility_gui.training.history import Statistics

_Day = Annotated[str, Meta(extra_json_schema={"format": "date"})]
_Moment = Annotated[str, Meta(extra_json_schema={"format": "date-time"})]
_Interval = tuple[float, float]


class _Goals(Struct):
    target_mm: float
    weekly_dose_minutes: int
    sessions_a_week: int


class Estimate(StrEnum):
    """What the present value of an ankle is: the mean of its tests, or from enough of them on, the end of its line."""

    AVERAGE = "average"
    LEVEL = "level"


class _Now(Struct):
    mm: float
    margin_mm: float
    tests: int
    estimate: Estimate


class _Change(Struct):
    mm: float
    margin_mm: float


class _LeftOut(Struct):
    practice: _Moment | None
    far_off: list[_Moment]


class _DayVerdict(Struct):
    day: _Day
    verdict: Verdict
    change_mm: float
    least_mm: float
    tests: int


class _Gain(Struct):
    sessions: int
    mean_mm: float
    interval_mm: _Interval | None


class _Ankle(Struct):
    cold_tests: int
    first: _Moment
    last: _Moment
    left_out: _LeftOut
    start_mm: float | None
    now: _Now
    change: _Change | None
    standing: Standing | None
    error_mm: float
    verdict: _DayVerdict | None
    verdicts: list[_DayVerdict]
    next_verdict: _Day
    gain: _Gain | None


class _Ankles(Struct):
    left: _Ankle | None
    right: _Ankle | None


class _Difference(Struct):
    left_minus_right_mm: float
    margin_mm: float
    tests: int
    comparison: Comparison


class _Weeks(Struct):
    looked_at: int
    with_enough_sessions: int


class _Minutes(Struct):
    left: float
    right: float


class Progress(Struct):
    """The whole document, from which docs/schemas/progress.schema.json is made."""

    format: Literal["mobility-for-runners-progress"]
    version: Literal[2]
    today: _Day
    goals: _Goals
    borderline_mm: _Interval
    ankles: _Ankles
    difference: _Difference | None
    sessions: int
    weeks: _Weeks
    minutes_held_this_week: dict[Muscle, _Minutes]


def progress_document(found: Statistics) -> dict[str, Any]:
    """Return the statistics as dictionaries, lists, numbers and words only; distances in mm, to a hundredth."""
    document = Progress(
        "mobility-for-runners-progress",
        2,
        found.today.isoformat(),
        _Goals(found.goals.target_mm, found.goals.weekly_dose_minutes, found.goals.sessions_a_week),
        (found.zone.low_mm, found.zone.high_mm),
        _Ankles(_ankle(found, Side.LEFT), _ankle(found, Side.RIGHT)),
        _difference(found.difference),
        found.sessions,
        _Weeks(found.weeks.weeks, found.weeks.kept),
        {muscle: _Minutes(minutes[Side.LEFT], minutes[Side.RIGHT]) for muscle, minutes in found.minutes_held.items()},
    )
    plain: dict[str, Any] = msgspec.to_builtins(document)
    return plain


def _ankle(found: Statistics, side: Side) -> _Ankle | None:
    ankle = found.ankles[side]
    if ankle is None:
        return None
    verdicts = [_verdict(one) for one in ankle.verdicts]
    return _Ankle(
        cold_tests=ankle.tests,
        first=ankle.first.isoformat(),
        last=ankle.last.isoformat(),
        left_out=_left_out(ankle),
        start_mm=_start_mm(ankle),
        now=_now(ankle),
        change=_change(ankle.change),
        standing=found.standings[side],
        error_mm=_mm(ankle.sem_mm),
        verdict=verdicts[-1] if verdicts else None,
        verdicts=verdicts,
        next_verdict=ankle.next_verdict.isoformat(),
        gain=_gain(ankle.gain),
    )


def _left_out(ankle: AnkleSummary) -> _LeftOut:
    practice = ankle.first.isoformat() if ankle.tests > 1 else None
    return _LeftOut(practice, [at.isoformat() for at in ankle.far_off])


def _start_mm(ankle: AnkleSummary) -> float | None:
    """Return now minus the change, both as they are given, so that the three add up to the last digit."""
    return None if ankle.change is None else _mm(_mm(ankle.now.mm) - _mm(ankle.change.mm))


def _now(ankle: AnkleSummary) -> _Now:
    estimate = Estimate.AVERAGE if ankle.change is None else Estimate.LEVEL
    return _Now(_mm(ankle.now.mm), _mm(ankle.now.margin_mm), ankle.counted, estimate)


def _change(found: Change | None) -> _Change | None:
    return None if found is None else _Change(_mm(found.mm), _mm(found.margin_mm))


def _verdict(found: DayVerdict) -> _DayVerdict:
    return _DayVerdict(found.day.isoformat(), found.verdict, _mm(found.mm), _mm(found.least_mm), found.tests)


def _gain(found: Gain | None) -> _Gain | None:
    if found is None:
        return None
    interval_mm = None if found.interval_mm is None else (_mm(found.interval_mm[0]), _mm(found.interval_mm[1]))
    return _Gain(found.sessions, _mm(found.mean_mm), interval_mm)


def _difference(found: Difference | None) -> _Difference | None:
    if found is None:
        return None
    return _Difference(_mm(found.mm), _mm(found.margin_mm), found.tests, found.comparison)


def _mm(distance_mm: float) -> float:
    return round(distance_mm, 2) + 0.0  # so that nothing is -0.0
