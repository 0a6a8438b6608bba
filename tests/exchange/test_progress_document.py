import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from mobility_gui.exchange.progress_document import progress_document
from mobility_gui.training.exercise import Muscle, Side
from mobility_gui.training.history import Goals, History, statistics
from mobility_gui.training.record import Ending, SessionLine

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


def weekly(*left_mm: float, after_mm: float = 0) -> History:
    """Return a history of weekly tests of the left ankle, the last one today; the right ankle is tested only today."""
    lines = [
        SessionLine(
            number,
            "x",
            "X",
            NOW - timedelta(weeks=number - 1),
            Ending.COMPLETE,
            90_000,
            "",
            {Side.LEFT: value, **({Side.RIGHT: 118.0} if number == 1 else {})},
            {Side.LEFT: value + after_mm} if after_mm else {},
        )
        for number, value in enumerate(reversed(left_mm), 1)
    ]
    return History(NOW.date(), tuple(lines), {Muscle.CALF: {Side.LEFT: 90_000, Side.RIGHT: 60_000}}, Goals(110, 12, 2))


def as_json(history: History) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(progress_document(statistics(history))))
    return found


def test_every_promised_name_is_in_the_document() -> None:
    """FORMATS.md promises this: names may be added here, but none removed or changed within a version."""
    rising = weekly(80, *range(90, 122, 4), after_mm=6)
    assert as_json(rising) == {
        "format": "mobility-for-runners-progress",
        "version": 1,
        "today": "2026-11-22",
        "goals": {"target_mm": 110, "weekly_dose_minutes": 12, "sessions_a_week": 2},
        "borderline_mm": [97, 123],
        "ankles": {
            "left": {
                "cold_tests": 9,
                "first": "2026-09-27T07:00:00+00:00",
                "last": "2026-11-22T07:00:00+00:00",
                "now_mm": 114,
                "now_tests": 3,
                "standing": "borderline",
                "error_mm": 5.45,
                "baseline": {"mm": 94, "tests": 3, "since_mm": 20, "smallest_mm": 8.73},
                "trend": {"mm_per_week": 4, "interval_mm_per_week": [4, 4], "first_mm": 90, "last_mm": 118},
                "change": {"mm": 28, "smallest_mm": 11.55, "days": 49, "tests": 8, "far_off": None},
                "verdict": "improved",
                "tests_needed": None,
                "gain": {"sessions": 9, "mean_mm": 6, "interval_mm": [6, 6]},
            },
            "right": {
                "cold_tests": 1,
                "first": "2026-11-22T07:00:00+00:00",
                "last": "2026-11-22T07:00:00+00:00",
                "now_mm": 118,
                "now_tests": 1,
                "standing": "borderline",
                "error_mm": 6.9,
                "baseline": None,
                "trend": None,
                "change": None,
                "verdict": "cannot_tell",
                "tests_needed": 4,
                "gain": None,
            },
        },
        "difference": {"left_minus_right_mm": 0, "days": 1, "comparison": "too_few"},
        "sessions": 9,
        "weeks": {"looked_at": 4, "with_enough_sessions": 0},
        "minutes_held_this_week": {"calf": {"left": 1.5, "right": 1}},
    }


def test_an_empty_record_has_the_same_names() -> None:
    found = as_json(History(date(2026, 11, 22)))
    assert found.keys() == as_json(weekly(100)).keys()
    assert found["ankles"] == {"left": None, "right": None}
    assert found["difference"] is None


def test_a_test_far_off_is_named_by_its_moment() -> None:
    left = as_json(weekly(90, *[100, 101, 99] * 4, 140))["ankles"]["left"]
    assert left["change"]["far_off"] == "2026-11-22T07:00:00+00:00"
    assert left["verdict"] == "cannot_tell"


def test_the_description_names_every_name() -> None:
    text = (Path(__file__).parents[2] / "FORMATS.md").read_text(encoding="utf-8")
    section = text[text.index("## The figures behind the Progress page") :]

    def names(value: object) -> set[str]:
        if not isinstance(value, dict):
            return set()
        return set(value) | {name for inner in value.values() for name in names(inner)}

    missing = {
        name for name in names(as_json(weekly(80, *range(90, 122, 4), after_mm=6))) if f"`{name}`" not in section
    }
    assert missing - {"calf"} == set()
