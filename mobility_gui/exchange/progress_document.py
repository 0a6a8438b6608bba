"""The statistics of the Progress page as a document for other programs; FORMATS.md explains each name.

The names are spelled out here, so that what other programs rely on stays the same when our own names change. A name
may be added within a version; removing one or changing its meaning requires a new version.
"""

from typing import Any

from mobility_gui.ankle.change import AnkleChange
from mobility_gui.ankle.difference import Difference
from mobility_gui.ankle.gain import Gain
from mobility_gui.ankle.summary import AnkleSummary, Baseline
from mobility_gui.ankle.trend import DAYS_A_WEEK, Trend
from mobility_gui.training.history import ANKLES, Statistics

FORMAT, VERSION = "mobility-for-runners-progress", 1


def progress_document(found: Statistics) -> dict[str, Any]:
    """Return the statistics as dictionaries, lists, numbers and words only; distances in mm, to a hundredth."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "today": found.today.isoformat(),
        "goals": {
            "target_mm": found.goals.target_mm,
            "weekly_dose_minutes": found.goals.weekly_dose_minutes,
            "sessions_a_week": found.goals.sessions_a_week,
        },
        "borderline_mm": [found.zone.low_mm, found.zone.high_mm],
        "ankles": {side.value: _ankle(found.ankles[side], found.standings[side]) for side in ANKLES},
        "difference": _difference(found.difference),
        "sessions": found.sessions,
        "weeks": {"looked_at": found.weeks.weeks, "with_enough_sessions": found.weeks.kept},
        "minutes_held_this_week": {
            muscle.value: {side.value: minutes for side, minutes in sides.items()}
            for muscle, sides in found.minutes_held.items()
        },
    }


def _ankle(ankle: AnkleSummary | None, standing: str | None) -> dict[str, Any] | None:
    if ankle is None:
        return None
    return {
        "cold_tests": ankle.tests,
        "first": ankle.first.isoformat(),
        "last": ankle.last.isoformat(),
        "now_mm": _mm(ankle.now_mm),
        "now_tests": ankle.now_tests,
        "standing": standing,
        "error_mm": _mm(ankle.sem_mm),
        "baseline": _baseline(ankle.baseline),
        "trend": _trend(ankle.trend),
        "change": _change(ankle.change),
        "verdict": ankle.verdict.value,
        "tests_needed": ankle.tests_needed,
        "gain": _gain(ankle.gain),
    }


def _baseline(found: Baseline | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "mm": _mm(found.mm),
        "tests": found.tests,
        "since_mm": _mm(found.since_mm),
        "smallest_mm": _mm(found.smallest_mm),
    }


def _trend(found: Trend | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "mm_per_week": _mm(found.mm_per_day * DAYS_A_WEEK),
        "interval_mm_per_week": [_mm(end * DAYS_A_WEEK) for end in found.interval_mm_per_day],
        "first_mm": _mm(found.first_mm),
        "last_mm": _mm(found.mm_at(found.last_day)),
    }


def _change(found: AnkleChange | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "mm": _mm(found.mm),
        "smallest_mm": _mm(found.smallest_mm),
        "days": round(found.days, 1),
        "tests": found.tests,
        "far_off": None if found.wild is None else found.wild.isoformat(),
    }


def _gain(found: Gain | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "sessions": found.sessions,
        "mean_mm": _mm(found.mean_mm),
        "interval_mm": None if found.interval_mm is None else [_mm(end) for end in found.interval_mm],
    }


def _difference(found: Difference | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"left_minus_right_mm": _mm(found.mean_mm), "days": found.days, "comparison": found.comparison.value}


def _mm(distance_mm: float) -> float:
    return round(distance_mm, 2)
