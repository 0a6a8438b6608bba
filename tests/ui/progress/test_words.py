"""What the Progress page says, without a window."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mobility_gui.ankle.difference import Comparison, Difference
from mobility_gui.ankle.gain import Gain
from mobility_gui.ankle.reading import Reading
from mobility_gui.ankle.summary import AnkleSummary, summarize
from mobility_gui.ankle.trial import Trial, TrialFault
from mobility_gui.ankle.unit import Unit
from mobility_gui.training.exercise import Muscle, Side
from mobility_gui.training.history import WeeksKept
from mobility_gui.training.record import Ending, Feeling, Held, Measurement, Occasion, SessionRecord
from mobility_gui.ui.progress.ledger import MUSCLE_WORDS, longest_held
from mobility_gui.ui.progress.session_dialog import held_words, measured_words, when_words
from mobility_gui.ui.progress.session_list import cold_values, worked_words
from mobility_gui.ui.progress.verdict_words import (
    difference_words,
    gain_words,
    kept_words,
    later_words,
    now_words,
    summary_words,
    verdict_words,
)
from tests.ui.progress.history_makers import NOW, TODAY, a_session


def level_of(*cold_mm: float, days_apart: int = 7) -> AnkleSummary:
    found = summarize([Reading(NOW + timedelta(days=days_apart * n), value) for n, value in enumerate(cold_mm)])
    assert found is not None
    return found


def test_before_five_tests_it_is_said_how_far_they_have_come() -> None:
    (words,) = summary_words(level_of(90), Unit.CM)
    assert words == "1 of 5 tests. You’ll see a verdict after 5 tests over 14 days."
    assert verdict_words(level_of(90), Unit.CM) == "Too early to tell"


def test_tests_close_together_are_told_why_that_is_and_when_to_test_again() -> None:
    (words,) = summary_words(level_of(*[90] * 6, days_apart=1), Unit.CM)
    assert words == (
        "6 tests. The first is practice, and the others are close together. "
        "Test again on 7 December 2026 or later to see a verdict."
    )


def test_a_change_is_weighed_against_what_the_tests_can_show() -> None:
    risen = level_of(80, *range(90, 122, 4))
    assert verdict_words(risen, Unit.CM) == "Improved +2.8 cm"
    assert verdict_words(risen, Unit.INCH) == "Improved +1.1 in"
    assert summary_words(risen, Unit.CM) == ("More than the margin of error (1.2 cm over 8 tests).",)


def test_a_change_too_small_to_be_told_is_no_clear_change() -> None:
    small = level_of(80, 90, 91, 91, 92, 92, 93, 93)
    assert verdict_words(small, Unit.CM) == "No clear change"
    assert summary_words(small, Unit.CM) == ("Less than the margin of error (1.3 cm over 7 tests).",)


def test_days_after_today_are_named_up_to_three() -> None:
    assert later_words([], TODAY) == ""
    lines = [a_session(number, -days) for number, days in enumerate((1, 1, 2, 3, 40, 50), 1)]
    assert later_words(lines, TODAY) == (
        "Dated after today (22 November 2026), so not counted: 23 November 2026, 24 November 2026, 25 November 2026 "
        "and 2 more days. If a date is wrong, delete that entry from the list and add it again."
    )


def test_where_the_direction_hangs_on_one_test_that_alone_is_said() -> None:
    found = level_of(100, 120, 100, 80, 300)
    assert verdict_words(found, Unit.CM) == "No clear change"
    (words,) = summary_words(found, Unit.CM)
    assert words.endswith("is far off the others, so the verdict doesn’t rely on it.")


def test_after_years_of_tests_the_least_they_can_show_is_still_a_number() -> None:
    found = level_of(*[100 + day % 3 for day in range(1500)], days_apart=1)
    assert summary_words(found, Unit.INCH)[0] == "Less than the margin of error (0.01 in over 1499 tests)."


def test_a_test_far_off_is_named() -> None:
    found = level_of(90, *[100, 101, 99] * 4, 140)
    assert summary_words(found, Unit.CM)[-1] == (
        "The test on 21 February 2027 is far off the others, so the verdict doesn’t rely on it."
    )


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (None, ""),
        (Difference(-30, 2, Comparison.TOO_FEW), "To compare left and right, test both on 1 more day."),
        (Difference(-30, 1, Comparison.TOO_FEW), "To compare left and right, test both on 2 more days."),
        (Difference(4, 3, Comparison.USUAL), "Left and right differ by 0.4 cm, which is normal."),
        (Difference(-17, 3, Comparison.WATCH), "Left is 1.7 cm tighter, which is worth watching."),
        (Difference(25, 3, Comparison.CONSISTENT), "Right is consistently 2.5 cm tighter."),
    ],
)
def test_the_sides_are_compared_in_words(found: Difference | None, words: str) -> None:
    assert difference_words(found, Unit.CM) == words


def with_gain(found: Gain | None) -> AnkleSummary:
    return replace(level_of(100), gain=found)


def test_a_gain_before_seven_sessions_says_that_they_are_too_few() -> None:
    words = gain_words({Side.LEFT: with_gain(Gain(2, 6, None)), Side.RIGHT: None}, Unit.CM)
    assert words == "One session: left +0.6 cm. Too few sessions to be sure."


def test_a_gain_from_seven_sessions_on_has_its_interval_and_its_end() -> None:
    levels = {Side.LEFT: with_gain(Gain(7, 6, (4, 7))), Side.RIGHT: with_gain(Gain(7, 8, (-1, 10)))}
    assert gain_words(levels, Unit.CM) == (
        "One session: left +0.6 cm (0.4 to 0.7), right +0.8 cm (−0.1 to 1.0). "
        "A range that reaches below 0 may be chance."
    )
    assert gain_words({Side.LEFT: levels[Side.LEFT], Side.RIGHT: None}, Unit.CM).endswith(
        "left +0.6 cm (0.4 to 0.7). Wears off within half an hour."
    )


def test_without_a_gain_nothing_is_said() -> None:
    assert gain_words({Side.LEFT: with_gain(None), Side.RIGHT: None}, Unit.CM) == ""


def test_a_session_says_its_time_or_that_it_ended_early() -> None:
    assert worked_words(a_session(1, 0)) == "6:36"
    assert worked_words(replace(a_session(1, 0), ending=Ending.PARTIAL)) == "ended early"
    assert worked_words(a_session(-1, 0)) == ""


def test_an_opened_session_says_when_it_was_how_long_and_how_it_felt() -> None:
    stopped = SessionRecord(1, "x", "X", NOW, NOW, Ending.PARTIAL, 61_000, Feeling.STIFF)
    assert when_words(stopped) == "Sunday 22 November 2026, 07:00, ended early, 1 min 1 s of exercise, felt stiff"
    assert when_words(replace(stopped, id=-1)) == "Sunday 22 November 2026"


def test_cold_values_come_left_first() -> None:
    assert list(cold_values(a_session(1, 0, 98, 118, 104)).items()) == [(Side.LEFT, 98), (Side.RIGHT, 118)]


def test_a_measurement_is_told_with_all_its_trials() -> None:
    measured = Measurement(Side.LEFT, Occasion.COLD, NOW, (Trial(95), Trial(105, TrialFault.HEEL_LIFTED)))
    assert measured_words(measured, 1, Unit.CM) == "Left, before the session: 9.5 cm (9.5, 10.5 heel lifted)"
    failed = Measurement(Side.LEFT, Occasion.AFTER, NOW, (Trial(95, TrialFault.PAIN),))
    assert measured_words(failed, 1, Unit.CM) == "Left, after the session: no valid tries (9.5 pain)"


def test_a_single_trial_is_not_said_twice() -> None:
    single = Measurement(Side.LEFT, Occasion.COLD, NOW, (Trial(95),))
    assert measured_words(single, 1, Unit.CM) == "Left, before the session: 9.5 cm"
    assert measured_words(single, -1, Unit.CM) == "Left: 9.5 cm"


def test_a_value_of_long_ago_is_not_called_now() -> None:
    found = level_of(98)
    assert now_words(found, TODAY + timedelta(days=56)) == "now"
    assert now_words(found, TODAY + timedelta(days=57)) == "on 22 Nov 2026"


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        ({Side.LEFT: "30 s", Side.RIGHT: "30 s"}, "30 s a side"),
        ({Side.LEFT: "30 s", Side.RIGHT: "20 s"}, "left 30 s, right 20 s"),
        ({Side.BOTH: "10 reps"}, "10 reps"),
        ({Side.RIGHT: "skipped"}, "right skipped"),
    ],
)
def test_what_was_held_is_told_side_by_side(amounts: dict[Side, str], words: str) -> None:
    assert held_words(Held("x", amounts, frozenset())) == words


def test_weeks_are_counted_and_never_days() -> None:
    assert kept_words(WeeksKept(3, 4), 3) == "3 of 4 weeks with 3+ sessions"
    assert kept_words(WeeksKept(0, 1), 2) == "0 of 1 week with 2+ sessions"
    assert kept_words(WeeksKept(0, 0), 3) == ""


def test_the_muscles_held_longest_are_shown_and_empty_ones_are_not() -> None:
    minutes = {muscle: {Side.LEFT: float(n), Side.RIGHT: 0.0} for n, muscle in enumerate(Muscle)}
    assert [sides[Side.LEFT] for _, sides in longest_held(minutes)] == [11, 10, 9, 8, 7]
    assert longest_held({Muscle.CALF: {Side.LEFT: 0.0, Side.RIGHT: 0.0}}) == []


def test_every_muscle_has_a_plain_name() -> None:
    assert set(MUSCLE_WORDS) == set(Muscle)
