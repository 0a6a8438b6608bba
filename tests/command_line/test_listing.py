from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mobility_gui.command_line.listing import clock, dose_text, plan_rows, progress_lines, told
from mobility_gui.training.cues import CueKind
from mobility_gui.training.event import (
    Cued,
    Event,
    PauseReason,
    SessionFinished,
    SessionPaused,
    SessionResumed,
    SessionStarted,
    SpanAdjusted,
    SpanEnded,
    SpanStarted,
)
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import History, statistics
from mobility_gui.training.record import Ending, Outcome, SessionLine
from mobility_gui.training.routine import Breaths, Dose, Hold, Measure, Reps, Tempo
from tests.training.examples import both, each, measuring, plan

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
SPANS = plan(each(Hold(30), sets=2), both(Hold(20))).spans


@pytest.mark.parametrize(
    ("ms", "words"), [(0, "0:00"), (59_999, "0:59.999"), (60_000, "1:00"), (3_600_250, "60:00.250")]
)
def test_times_are_minutes_seconds_and_thousandths(ms: int, words: str) -> None:
    assert clock(ms) == words


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        (Hold(30), "30 s"),
        (Reps(8), "8 reps, own pace"),
        (Reps(1, Tempo(2, 1, 3)), "1 rep, 2-1-3"),
        (Breaths(1), "1 breath"),
        (Measure(3), "3 tries a side"),
    ],
)
def test_doses_in_words(dose: Dose, words: str) -> None:
    assert dose_text(dose) == words


def test_rows_follow_each_other_and_name_sides_only_where_there_is_one() -> None:
    rows = list(plan_rows(plan(measuring(), each(Hold(30)))))
    assert [(row["kind"], row["start_ms"], row["side"], row["dose"]) for row in rows] == [
        ("measure", 0, None, "3 tries a side"),
        ("set_up", 120_000, "left", ""),
        ("work", 135_000, "left", "30 s"),
        ("switch", 165_000, "right", ""),
        ("work", 171_000, "right", "30 s"),
    ]
    assert [row["waits"] for row in rows] == [True, False, False, False, False]


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (SessionStarted(0), "session started"),
        (SpanStarted(0, 1, SPANS[1]), "work calf left, set 1: 0:30"),
        (SpanStarted(0, 9, SPANS[-1]), "work calf, set 1: 0:20"),
        (SpanEnded(0, 1, SPANS[1], 12_500, Outcome.SKIPPED, None), "work ended after 0:12.500: skipped"),
        (SpanAdjusted(0, 1, SPANS[1]), "work now 0:30"),
        (SessionPaused(0, PauseReason.GAP, 3_000), "paused: gap"),
        (SessionResumed(0), "resumed"),
        (Cued(0, CueKind.HALF_WAY), "  cue half_way"),
        (SessionFinished(0, complete=True), "session complete"),
        (SessionFinished(0, complete=False), "session ended early"),
    ],
)
def test_events_in_words(event: Event, words: str) -> None:
    assert told(event) == words


def regular_tests(*left_mm: float, days_apart: int = 7) -> History:
    """The last one today."""
    starts = [NOW - timedelta(days=days_apart * number) for number in range(len(left_mm))]
    lines = [
        SessionLine(number, "x", "X", started, Ending.COMPLETE, 60_000, cold_mm={Side.LEFT: value})
        for number, (started, value) in enumerate(zip(starts, reversed(left_mm), strict=True), 1)
    ]
    return History(NOW.date(), tuple(lines))


def progress_of(*left_mm: float, days_apart: int = 7) -> list[str]:
    return list(progress_lines(statistics(regular_tests(*left_mm, days_apart=days_apart))))


def test_progress_says_what_it_knows_of_each_side() -> None:
    basis = "+2.8 cm over 8 tests, more than 2.2 cm needed"
    assert progress_of(80, *range(90, 122, 4)) == [
        "9 sessions; weekly goal met in 0 of the last 4 weeks",
        "left: 11.8 cm now (±0.7), 9.0 at the start, +2.8 (±1.1) since; 8 tests",
        f"  improved on 22 November 2026 ({basis}); next verdict on 20 December 2026",
        "  not counted: 27 September 2026 (practice)",
        "right: no cold test yet",
    ]


def test_progress_cannot_tell_from_few_tests() -> None:
    assert progress_of(100)[1:3] == [
        "left: 10.0 cm (±1.4), the average of 1 test",
        "  too early to tell; first verdict on 20 December 2026 at the earliest",
    ]


def test_progress_with_enough_tests_names_the_day_of_the_first_verdict() -> None:
    assert progress_of(*[100] * 6, days_apart=4)[1:4] == [
        "left: 10.0 cm now (±1.0), 10.0 at the start, 0.0 (±1.6) since; 5 tests",
        "  first verdict on 30 November 2026",
        "  not counted: 2 November 2026 (practice)",
    ]


def test_progress_names_the_tests_it_does_not_count() -> None:
    found = progress_of(90, *[100, 101, 99] * 4, 140)
    assert found[1].endswith("12 tests")
    assert found[2].startswith("  no clear change on 15 November 2026 (")
    assert found[3] == "  not counted: 23 August 2026 (practice), 22 November 2026 (far off)"


def test_progress_compares_the_ankles_once_both_have_enough_tests() -> None:
    lines = [replace(line, cold_mm={Side.LEFT: 100.0, Side.RIGHT: 116.0}) for line in regular_tests(*[100] * 4).lines]
    assert list(progress_lines(statistics(History(NOW.date(), tuple(lines)))))[-1] == "left minus right: −1.6 cm (±1.1)"
    fewer = list(progress_lines(statistics(History(NOW.date(), tuple(lines[:3])))))
    assert fewer[-1].startswith("  not counted")
