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


def weekly_tests(*left_mm: float) -> History:
    """The last one today."""
    today = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
    starts = [today - timedelta(weeks=week) for week in range(len(left_mm))]
    lines = [
        SessionLine(number, "x", "X", started, Ending.COMPLETE, 60_000, cold_mm={Side.LEFT: value})
        for number, (started, value) in enumerate(zip(starts, reversed(left_mm), strict=True), 1)
    ]
    return History(today.date(), tuple(lines))


def test_progress_says_what_it_knows_of_each_side() -> None:
    lines = list(progress_lines(statistics(weekly_tests(80, *range(90, 122, 4)))))
    assert lines[0] == "9 sessions; weekly goal met in 0 of the last 4 weeks"
    assert lines[1] == ("left: 11.4 cm now, 9 cold tests; improved: +2.8 cm since the start (margin of error 1.2 cm)")
    assert lines[2] == "right: no cold test yet"


def test_progress_cannot_tell_from_few_tests() -> None:
    assert list(progress_lines(statistics(weekly_tests(100))))[1] == "left: 10.0 cm now, 1 cold test; too early to tell"
