"""What the Progress page says, without a window."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mobility_gui.ankle.difference import Difference
from mobility_gui.ankle.gain import Gain
from mobility_gui.ankle.level import Change
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
    far_off_words,
    gain_words,
    holds_words,
    kept_words,
    later_words,
    level_words,
    next_verdict_words,
    now_words,
    summary_words,
    verdict_words,
)
from tests.ui.progress.history_makers import NOW, TODAY, a_session


def level_of(*cold_mm: float, days_apart: float = 7, today: float = 0) -> AnkleSummary:
    """The ankle as it stands that many days after the last test."""
    days = [days_apart * number for number in range(len(cold_mm))]
    readings = [Reading(NOW + timedelta(days=day), mm) for day, mm in zip(days, cold_mm, strict=True)]
    found = summarize(readings, (NOW + timedelta(days=days[-1] + today)).date())
    assert found is not None
    return found


RISEN = level_of(80, *(90 + 0.8 * number for number in range(47)), days_apart=3.5)


def test_before_there_is_enough_it_is_called_an_average_and_how_far_it_is_is_said() -> None:
    found = level_of(80, 90, 92)
    assert summary_words(found, Unit.CM) == (
        "Average of 2 tests so far. The first was practice.",
        "3 of 5 tests. A verdict takes 5 tests over 14 days.",
    )
    assert verdict_words(found, Unit.CM) == "Too early to tell"
    assert level_words(found, Unit.CM) == ("9.1 cm", "±1.0")
    assert summary_words(level_of(90), Unit.CM)[0] == "Average of 1 test so far."


def test_tests_close_together_say_how_many_days_they_span() -> None:
    words = summary_words(level_of(*[90] * 6, days_apart=1), Unit.CM)
    assert words[-1] == "6 tests, the last 5 over 4 of 14 days. A verdict takes 5 tests over 14 days."


def test_a_clear_change_is_told_with_start_and_margin_which_add_up() -> None:
    assert verdict_words(RISEN, Unit.CM) == "Improved +3.7 cm"
    assert level_words(RISEN, Unit.CM) == ("12.7 cm", "±0.3")
    assert summary_words(RISEN, Unit.CM) == ("Up from 9.0, change ±0.4 cm.",)
    assert verdict_words(RISEN, Unit.INCH) == "Improved +1.4 in"
    assert summary_words(RISEN, Unit.INCH) == ("Up from 3.6, change ±0.1 in.",)
    fallen = level_of(140, *(130 - 0.8 * number for number in range(47)), days_apart=3.5)
    assert (verdict_words(fallen, Unit.CM), summary_words(fallen, Unit.CM)) == (
        "Worse −3.7 cm",
        ("Down from 13.0, change ±0.4 cm.",),
    )


def test_a_change_too_small_to_be_told_is_no_clear_change_and_has_its_margin() -> None:
    small = level_of(80, *[90, 91] * 12, days_apart=3.5)
    assert verdict_words(small, Unit.CM) == "No clear change"
    assert summary_words(small, Unit.CM) == ("0.0 ±0.5 cm since November 2026.",)


def test_with_enough_tests_and_no_verdict_day_yet_it_is_too_early() -> None:
    found = level_of(80, *[90, 91] * 3, days_apart=4)
    assert (found.verdict, verdict_words(found, Unit.CM)) == (None, "Too early to tell")
    assert summary_words(found, Unit.CM) == ("0.0 ±1.5 cm since November.",)


def test_a_verdict_holds_though_the_change_has_turned_but_no_number_contradicts_it() -> None:
    turned = replace(RISEN, change=replace_change(RISEN, -2.0))
    assert verdict_words(turned, Unit.CM) == "Improved"
    assert summary_words(turned, Unit.CM)[0].startswith("−0.2 ±")


def replace_change(ankle: AnkleSummary, mm: float) -> Change:
    assert ankle.change is not None
    return ankle.change._replace(mm=mm)


def test_the_next_verdict_day_and_the_one_that_holds_are_named() -> None:
    today = RISEN.last.date()
    assert next_verdict_words([RISEN, None], today) == "9 May"
    assert holds_words([RISEN], today) == "The verdict of 11 April holds until then."
    assert holds_words([RISEN], date(2027, 4, 11)) == "Today’s verdict holds until then."
    assert (next_verdict_words([None], today), holds_words([level_of(90)], today)) == ("", "")


def test_days_after_today_are_named_up_to_three() -> None:
    assert later_words([], TODAY) == ""
    lines = [a_session(number, -days) for number, days in enumerate((1, 1, 2, 3, 40, 50), 1)]
    assert later_words(lines, TODAY) == (
        "Dated after today (22 November 2026), so not counted: 23 November 2026, 24 November 2026, 25 November 2026 "
        "and 2 more days. If a date is wrong, delete that entry from the list and add it again."
    )


def test_after_years_of_tests_the_margin_is_still_a_number() -> None:
    found = level_of(*[100 + day % 3 for day in range(1500)], days_apart=1)
    assert found.change is not None
    tiny = replace(found, change=found.change._replace(mm=0.1, error_mm=0.2))
    assert summary_words(tiny, Unit.INCH) == ("0.0 ±0.01 in since November 2026.",)


def test_tests_far_off_are_named() -> None:
    flat = [100, 101, 99] * 4
    one, two = level_of(90, *flat, 140), level_of(90, *flat, 140, *flat, 55)
    assert far_off_words({Side.LEFT: one, Side.RIGHT: None}) == (
        "Left on 21 February 2027 lies far off the tests around it, so it doesn’t count."
    )
    assert far_off_words({Side.LEFT: one, Side.RIGHT: two}) == (
        "3 tests lie far off those around them, so they don’t count."
    )
    assert far_off_words({Side.LEFT: level_of(90, *flat)}) == ""


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (None, ""),
        (Difference(90, 120, 9, 2), "To compare left and right, test both 1 more time."),
        (Difference(90, 120, 9, 1), "To compare left and right, test both 2 more times."),
        (Difference(111.54, 118.46, 9, 3), "Left and right differ by 0.6 cm, which is normal."),  # 11.2 and 11.8
        (Difference(104, 100, 9, 3), "Left and right differ by 0.4 cm, which is normal."),
        (Difference(100.4, 117.4, 9, 3), "Left is 1.7 cm tighter, which is worth watching."),
        (Difference(125, 100, 9, 3), "Right is consistently 2.5 cm tighter."),
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
    assert now_words(found, TODAY + timedelta(days=56)) == "Now"
    assert now_words(found, TODAY + timedelta(days=57)) == "22 Nov 2026:"


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
