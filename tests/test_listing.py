import pytest

from mobility_gui.ankle.series import Level
from mobility_gui.ankle.trial import Trial
from mobility_gui.listing import clock, dose_text, plan_rows, progress_lines, told
from mobility_gui.store.rows import moment_of
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
from mobility_gui.training.history import History, figures
from mobility_gui.training.record import Measurement, Occasion, Outcome
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
        (Measure(3), "3 trials a side"),
    ],
)
def test_doses_in_words(dose: Dose, words: str) -> None:
    assert dose_text(dose) == words


def test_rows_follow_each_other_and_name_sides_only_where_there_is_one() -> None:
    rows = list(plan_rows(plan(measuring(), each(Hold(30)))))
    assert [(row["kind"], row["start_ms"], row["side"], row["dose"]) for row in rows] == [
        ("measure", 0, None, "3 trials a side"),
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
        (SessionResumed(0), "going on"),
        (Cued(0, CueKind.HALF_WAY), "  cue half_way"),
        (SessionFinished(0, complete=True), "session complete"),
        (SessionFinished(0, complete=False), "session broken off"),
    ],
)
def test_events_in_words(event: Event, words: str) -> None:
    assert told(event) == words


def cold_tests(side: Side, values_mm: list[float]) -> tuple[Measurement, ...]:
    """Cold tests a week apart."""
    week_ms = 7 * 24 * 3600 * 1000
    return tuple(
        Measurement(side, Occasion.COLD, moment_of(1_750_000_000_000 + number * week_ms, 0), (Trial(value),))
        for number, value in enumerate(values_mm)
    )


def test_progress_says_what_it_knows_of_each_side() -> None:
    by_hand = cold_tests(Side.LEFT, [100, 101, 99, 100, 120, 121, 119, 120])
    found = figures(History(by_hand[-1].at.date(), by_hand=by_hand))
    level = found.levels[Side.LEFT]
    assert isinstance(level, Level)
    assert level.change is not None
    lines = list(progress_lines(found))
    assert lines[0] == "0 sessions; 0 of the last 0 weeks as often as planned"
    assert lines[1].startswith("left: ")
    assert f"{level.tests} cold tests; +" in lines[1]
    assert lines[1].endswith(f"these data can show {level.change.smallest_mm / 10:.1f} cm")
    assert lines[2] == "right: no cold test yet"
