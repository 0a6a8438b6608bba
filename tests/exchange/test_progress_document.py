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


LATEST = {"day": "2026-11-22", "verdict": "improved", "change_mm": 28, "least_mm": 22.17, "tests": 8}


def as_json(history: History) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(progress_document(statistics(history))))
    return found


def test_every_promised_name_is_in_the_document() -> None:
    """FORMATS.md promises this: names may be added here, but none removed or changed within a version."""
    rising = weekly(80, *range(90, 122, 4), after_mm=6)
    assert as_json(rising) == {
        "format": "mobility-for-runners-progress",
        "version": 2,
        "today": "2026-11-22",
        "goals": {"target_mm": 110, "weekly_dose_minutes": 12, "sessions_a_week": 2},
        "borderline_mm": [97, 123],
        "ankles": {
            "left": {
                "cold_tests": 9,
                "first": "2026-09-27T07:00:00+00:00",
                "last": "2026-11-22T07:00:00+00:00",
                "left_out": {"practice": "2026-09-27T07:00:00+00:00", "far_off": []},
                "start_mm": 90,
                "now": {"mm": 118, "margin_mm": 6.53, "tests": 8, "estimate": "level"},
                "change": {"mm": 28, "margin_mm": 10.75},
                "standing": "borderline",
                "error_mm": 5.45,
                "verdict": LATEST,
                "verdicts": [
                    {"day": "2026-10-25", "verdict": "cannot_tell", "change_mm": 12, "least_mm": 41.81, "tests": 4},
                    LATEST,
                ],
                "next_verdict": "2026-12-20",
                "gain": {"sessions": 9, "mean_mm": 6, "interval_mm": [6, 6]},
            },
            "right": {
                "cold_tests": 1,
                "first": "2026-11-22T07:00:00+00:00",
                "last": "2026-11-22T07:00:00+00:00",
                "left_out": {"practice": None, "far_off": []},
                "start_mm": None,
                "now": {"mm": 118, "margin_mm": 13.52, "tests": 1, "estimate": "average"},
                "change": None,
                "standing": "borderline",
                "error_mm": 6.9,
                "verdict": None,
                "verdicts": [],
                "next_verdict": "2026-12-20",
                "gain": None,
            },
        },
        "difference": {"left_minus_right_mm": 0, "margin_mm": 15.02, "tests": 0, "comparison": "too_few"},
        "sessions": 9,
        "weeks": {"looked_at": 4, "with_enough_sessions": 0},
        "minutes_held_this_week": {"calf": {"left": 1.5, "right": 1}},
    }


def test_an_empty_record_has_the_same_names() -> None:
    found = as_json(History(date(2026, 11, 22)))
    assert found.keys() == as_json(weekly(100)).keys()
    assert found["ankles"] == {"left": None, "right": None}
    assert found["difference"] is None


def test_a_test_far_off_and_the_practice_are_named_by_their_moments() -> None:
    left = as_json(weekly(90, *[100, 101, 99] * 4, 140))["ankles"]["left"]
    assert left["left_out"] == {"practice": "2026-08-23T07:00:00+00:00", "far_off": ["2026-11-22T07:00:00+00:00"]}
    assert left["cold_tests"] == 14
    assert left["now"]["tests"] == 12
    assert left["verdict"]["verdict"] == "cannot_tell"


def test_before_there_is_enough_the_value_is_an_average_and_called_one() -> None:
    left = as_json(weekly(80, 95, 100, 105))["ankles"]["left"]
    assert left["now"] == {"mm": 100, "margin_mm": 7.81, "tests": 3, "estimate": "average"}
    assert (left["start_mm"], left["change"], left["verdict"], left["verdicts"]) == (None, None, None, [])
    assert left["next_verdict"] == "2026-11-29"


def test_start_and_change_as_given_make_now_as_given() -> None:
    """Rounded by itself, the start would be 100.66: it is 100.6554 mm, now 104.3639 and the change 3.7085."""
    left = as_json(weekly(107, 118, 80, 108, 97, 94, 117))["ankles"]["left"]
    assert (left["start_mm"], left["change"]["mm"], left["now"]["mm"]) == (100.65, 3.71, 104.36)


def test_nothing_is_minus_zero() -> None:
    """Both ankles stand at 118 mm, but for the last bit."""
    found = progress_document(statistics(weekly(80, *range(90, 122, 4))))["difference"]["left_minus_right_mm"]
    assert str(found) == "0.0"


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
