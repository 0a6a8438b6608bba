"""The statistics of the Progress page as a document for other programs; FORMATS.md explains each name.

The names are spelled out here, so that what other programs rely on stays the same when our own names change. A name
may be added within a version; removing one or changing its meaning requires a new version. Run `make schemas` after
any change.
"""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from mobility_gui.ankle.change import AnkleChange, Verdict
from mobility_gui.ankle.difference import Comparison, Difference
from mobility_gui.ankle.error import Standing
from mobility_gui.ankle.gain import Gain
from mobility_gui.ankle.summary import Baseline
from mobility_gui.ankle.trend import DAYS_A_WEEK, Trend
from mobility_gui.training.exercise import Muscle, Side
from mobility_gui.training.history import Statistics

_Day = Annotated[str, Meta(extra_json_schema={"format": "date"})]
_Moment = Annotated[str, Meta(extra_json_schema={"format": "date-time"})]
_Interval = tuple[float, float]


class _Goals(Struct):
    target_mm: float
    weekly_dose_minutes: int
    sessions_a_week: int


class _Baseline(Struct):
    mm: float
    tests: int
    since_mm: float
    smallest_mm: float


class _Trend(Struct):
    mm_per_week: float
    interval_mm_per_week: _Interval
    first_mm: float
    last_mm: float


class _Change(Struct):
    mm: float
    smallest_mm: float
    days: float
    tests: int
    far_off: _Moment | None


class _Gain(Struct):
    sessions: int
    mean_mm: float
    interval_mm: _Interval | None


class _Ankle(Struct):
    cold_tests: int
    first: _Moment
    last: _Moment
    now_mm: float
    now_tests: int
    standing: Standing | None
    error_mm: float
    baseline: _Baseline | None
    trend: _Trend | None
    change: _Change | None
    verdict: Verdict
    tests_needed: int | None
    gain: _Gain | None


class _Ankles(Struct):
    left: _Ankle | None
    right: _Ankle | None


class _Difference(Struct):
    left_minus_right_mm: float
    days: int
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
    version: Literal[1]
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
        1,
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
    return _Ankle(
        cold_tests=ankle.tests,
        first=ankle.first.isoformat(),
        last=ankle.last.isoformat(),
        now_mm=_mm(ankle.now_mm),
        now_tests=ankle.now_tests,
        standing=found.standings[side],
        error_mm=_mm(ankle.sem_mm),
        baseline=_baseline(ankle.baseline),
        trend=_trend(ankle.trend),
        change=_change(ankle.change),
        verdict=ankle.verdict,
        tests_needed=ankle.tests_needed,
        gain=_gain(ankle.gain),
    )


def _baseline(found: Baseline | None) -> _Baseline | None:
    if found is None:
        return None
    return _Baseline(_mm(found.mm), found.tests, _mm(found.since_mm), _mm(found.smallest_mm))


def _trend(found: Trend | None) -> _Trend | None:
    if found is None:
        return None
    low, high = found.interval_mm_per_day
    return _Trend(
        _mm(found.mm_per_day * DAYS_A_WEEK),
        (_mm(low * DAYS_A_WEEK), _mm(high * DAYS_A_WEEK)),
        _mm(found.first_mm),
        _mm(found.mm_at(found.last_day)),
    )


def _change(found: AnkleChange | None) -> _Change | None:
    if found is None:
        return None
    far_off = None if found.wild is None else found.wild.isoformat()
    return _Change(_mm(found.mm), _mm(found.smallest_mm), round(found.days, 1), found.tests, far_off)


def _gain(found: Gain | None) -> _Gain | None:
    if found is None:
        return None
    interval_mm = None if found.interval_mm is None else (_mm(found.interval_mm[0]), _mm(found.interval_mm[1]))
    return _Gain(found.sessions, _mm(found.mean_mm), interval_mm)


def _difference(found: Difference | None) -> _Difference | None:
    return None if found is None else _Difference(_mm(found.mean_mm), found.days, found.comparison)


def _mm(distance_mm: float) -> float:
    return round(distance_mm, 2)
