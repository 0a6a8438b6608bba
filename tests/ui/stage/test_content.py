from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from mobility_gui.training.event import PauseReason
from mobility_gui.training.exercise import Kit, Side
from mobility_gui.training.plan import Plan, SpanKind, Timing, make_plan
from mobility_gui.training.routine import Breaths, Dose, Group, Hold, Phase, Reps, Routine, Sides, Step, Tempo
from mobility_gui.training.session import Hurt, Paused, Session, begin
from mobility_gui.ui.stage.content import (
    SESSION_STOP_RULE,
    Arcs,
    BreathCircle,
    Ring,
    StageContent,
    StageState,
    Waits,
    clock_text,
    content_of,
    gap_text,
)
from tests.ui.stage.painted import EVENING, at, library, shown_moments

HEEL_DROP = replace(library().exercises["heel_drop"], id="heel_drop", kit=(Kit.STEP, Kit.WALL))
SQUAT = replace(library().exercises["low_squat"], id="low_squat", kit=())


def plan_of(*doses: Dose, sides: Sides = Sides.EACH, sets: int = 1, tighter: Side | None = None) -> Plan:
    """Heel drops in these doses, then as many squats."""
    steps = tuple(Step("heel_drop", dose, sides, sets) for dose in doses)
    steps += tuple(Step("low_squat", dose, Sides.BOTH) for dose in doses)
    routine = Routine("mine", "Mine", Phase.ANY_TIME, Group.MINE, "To try it.", steps)
    return make_plan(routine, {"heel_drop": HEEL_DROP, "low_squat": SQUAT}, Timing(), tighter=tighter)


def session_of(*doses: Dose, sides: Sides = Sides.EACH, sets: int = 1) -> Session:
    return begin(plan_of(*doses, sides=sides, sets=sets))


def shown(session: Session, kind: SpanKind, elapsed_ms: int = 0, nth: int = 0) -> StageContent:
    """What is shown so far into the nth span of that kind."""
    index = [i for i, span in enumerate(session.spans) if span.kind is kind][nth]
    return content_of(at(session, index, elapsed_ms), EVENING)


# Set-up


def test_the_way_in_shows_the_next_pose_its_side_and_its_kit_counting_down() -> None:
    content = shown(session_of(Hold(30)), SpanKind.SET_UP, 3_001)
    assert content.state is StageState.SET_UP
    assert not content.works
    assert (content.number, content.of) == ("7", "")
    assert (content.name, content.side) == (HEEL_DROP.name, Side.LEFT)
    assert (content.word, content.detail) == ("Get ready", "step, wall")
    assert content.dial == Ring(6_999 / 10_000)


def test_the_stop_rule_stands_beside_the_way_in_and_only_the_first_time() -> None:
    session = session_of(Hold(30), Hold(30))
    ways_in = [span for span in session.spans if span.kind is SpanKind.SET_UP]
    told = [shown(session, SpanKind.SET_UP, 0, nth) for nth in range(len(ways_in))]
    assert [content.cue for content in told] == [span.exercise.set_up for span in ways_in]
    assert [content.note for content in told] == [SESSION_STOP_RULE, *[""] * (len(ways_in) - 1)]
    assert shown(session, SpanKind.WORK, 0).note == ""


def test_both_sides_together_have_no_side() -> None:
    content = shown(session_of(Hold(30)), SpanKind.WORK, 0, nth=2)
    assert content.name == SQUAT.name
    assert content.side is None


# Work


def test_a_hold_counts_its_seconds_down_and_never_shows_zero() -> None:
    session = session_of(Hold(30))
    seen = [shown(session, SpanKind.WORK, ms).number for ms in (0, 1, 999, 1_000, 29_000, 29_001, 29_999)]
    assert seen == ["30", "30", "30", "29", "1", "1", "1"]
    content = shown(session, SpanKind.WORK, 12_000)
    assert content.state is StageState.WORK
    assert content.works
    assert (content.word, content.detail, content.cue) == (HEEL_DROP.words[1], "", HEEL_DROP.cue)
    assert content.dial == Ring(0.6)


def test_a_tempo_in_one_word_is_told_in_seconds_for_the_whole() -> None:
    circles = replace(HEEL_DROP, words=("Circle", "Circle", "Circle"))
    session = session_of(Reps(4, Tempo(1, 0, 2)))
    spans = tuple(replace(span, exercise=circles) for span in session.spans)
    content = shown(replace(session, spans=spans), SpanKind.WORK, 2_000)
    assert (content.word, content.detail) == ("Circle", "3 s each")


def test_reps_count_up_with_their_tempo_in_the_words_of_the_exercise_and_arcs() -> None:
    session = session_of(Reps(5, Tempo(2, 3, 1)))
    seen = {ms: shown(session, SpanKind.WORK, ms) for ms in (0, 1_999, 2_000, 4_999, 5_000, 5_999, 6_000, 29_999)}
    assert [content.word for content in seen.values()] == [
        "Down", "Down", "Hold", "Hold", "Up", "Up", "Down", "Up",
    ]  # fmt: skip
    assert [content.number for content in seen.values()] == ["1", "1", "1", "1", "1", "1", "2", "5"]
    assert {content.of for content in seen.values()} == {"of 5"}
    assert seen[0].detail == "2 down, 3 hold, 1 up"
    assert seen[2_000].dial == Arcs(Tempo(2, 3, 1), 2 / 6)


def test_a_tempo_without_a_hold_does_not_name_one() -> None:
    session = session_of(Reps(5, Tempo(2, 0, 2)))
    assert shown(session, SpanKind.WORK).detail == "2 down, 2 up"
    assert {shown(session, SpanKind.WORK, ms).word for ms in range(0, 20_000, 250)} == {"Down", "Up"}


def test_reps_at_ones_own_pace_stand_still_until_the_key_that_is_named() -> None:
    for elapsed_ms in (0, 60_000):
        content = shown(session_of(Reps(8, None)), SpanKind.WORK, elapsed_ms)
        assert (content.number, content.of) == ("8", "reps")
        assert (content.word, content.detail) == ("At your own pace", "press Space when done")
        assert content.dial == Waits()
    assert shown(session_of(Reps(1, None)), SpanKind.WORK).of == "rep"


def test_the_first_control_is_what_space_does_now() -> None:
    def first(content: StageContent) -> tuple[str, str]:
        return content.controls[0].word, content.controls[0].key

    session = session_of(Reps(8, None))
    assert first(shown(session, SpanKind.SET_UP)) == ("Pause", "Space")
    assert first(shown(session, SpanKind.WORK)) == ("Done", "Space")
    paused, _ = running(Hold(30), 6_000).pause(16_000)
    assert first(content_of(paused, EVENING)) == ("Resume", "")


def test_breaths_say_in_and_out_and_which_one_it_is() -> None:
    session = session_of(Breaths(3))
    seen = [shown(session, SpanKind.WORK, ms) for ms in (0, 4_999, 5_000, 9_999, 10_000, 29_999)]
    assert [content.word for content in seen] == [
        "Breathe in", "Breathe in", "Breathe out", "Breathe out", "Breathe in", "Breathe out",
    ]  # fmt: skip
    assert [content.number for content in seen] == ["1", "1", "1", "1", "2", "3"]
    assert seen[2].dial == BreathCircle(0.5)


def test_sets_are_told_where_there_is_more_than_one() -> None:
    session = session_of(Hold(30), sets=3, sides=Sides.LEFT)
    assert [shown(session, SpanKind.WORK, 0, nth).detail for nth in range(3)] == [
        "set 1 of 3", "set 2 of 3", "set 3 of 3",
    ]  # fmt: skip


# Switch and rest


def test_a_switch_names_the_side_that_comes_and_what_for() -> None:
    content = shown(session_of(Hold(30)), SpanKind.SWITCH, 1_500)
    assert content.state is StageState.SWITCH
    assert not content.works
    assert (content.name, content.side, content.number) == ("Switch side", Side.RIGHT, "5")
    assert (content.word, content.detail) == (f"Next: {HEEL_DROP.name.lower()}", "30 s")
    assert content.cue == "Now the right side."


def test_a_rest_tells_the_set_that_comes() -> None:
    session = session_of(Reps(5, Tempo(2, 0, 2)), sets=2, sides=Sides.LEFT)
    content = shown(session, SpanKind.REST)
    assert content.state is StageState.SWITCH
    assert (content.name, content.word, content.detail) == (HEEL_DROP.name, "Rest", "next: set 2 of 2, 5 reps")


# Paused


def running(dose: Dose, work_ms: int) -> Session:
    """Really played, with a look at the clock every second, so far into the first work."""
    session, _ = session_of(dose).start(0)
    for now_ms in range(1000, 10_000 + work_ms + 1, 1000):
        session, _ = session.tick(now_ms)
    assert session.span.kind is SpanKind.WORK
    return session


def test_the_runners_pause_tells_how_to_go_on_and_keeps_the_number_and_the_dial() -> None:
    session = running(Hold(30), 6_000)
    before = content_of(session, EVENING)
    paused, _ = session.pause(16_000)
    content = content_of(paused, EVENING)
    assert content.state is StageState.PAUSED
    assert content.works
    assert (content.word, content.detail) == ("Paused at 24 s", "")
    assert content.cue == "Press Space to continue."
    said = [content.word, content.cue, *(control.key for control in content.controls)]
    assert sum("Space" in words for words in said) == 1  # what to do is said once
    assert (content.number, content.dial, content.side) == (before.number, before.dial, before.side)


@pytest.mark.parametrize(
    ("dose", "word"),
    [
        (Reps(5, Tempo(2, 0, 2)), "Paused at 2 of 5"),
        (Breaths(3), "Paused at 1 of 3"),
        (Reps(8, None), "Paused"),
    ],
)
def test_a_pause_says_where_it_stands(dose: Dose, word: str) -> None:
    paused, _ = running(dose, 6_000).pause(16_000)
    assert content_of(paused, EVENING).word == word


def test_a_gap_says_how_long_nobody_watched_and_whether_the_computer_slept() -> None:
    paused, _ = running(Hold(30), 6_000).tick(16_000 + 240_000)
    assert content_of(paused, EVENING, slept=True).cue == "The computer slept for 4 minutes."
    assert content_of(paused, EVENING).cue == "The computer was busy for 4 minutes."


def test_a_pause_with_a_reason_says_what_to_do_on_the_first_control() -> None:
    paused, _ = running(Hold(30), 6_000).tick(16_000 + 240_000)
    content = content_of(paused, EVENING, slept=True)
    assert "Space" not in content.cue
    assert (content.controls[0].word, content.controls[0].key) == ("Resume", "Space")


def test_discomfort_says_what_was_stopped_beside_the_badge_of_what_comes_next() -> None:
    paused, _ = running(Hold(30), 6_000).discomfort(16_000)
    content = content_of(paused, EVENING)
    assert (content.state, content.side) == (StageState.PAUSED, Side.RIGHT)
    assert content.cue == "Heel drop, left: stopped."


def test_discomfort_while_switching_names_the_side_just_finished_and_shows_the_next() -> None:
    session = running(Hold(30), 6_000)
    while session.span.kind is not SpanKind.SWITCH:
        session, _ = session.next(session.seen_ms)
    paused, _ = session.discomfort(session.seen_ms)
    content = content_of(paused, EVENING)
    assert (content.state, content.side) == (StageState.PAUSED, Side.RIGHT)
    assert content.cue == "Heel drop, left: stopped."


def test_discomfort_in_the_very_first_set_up_names_what_was_about_to_begin() -> None:
    session, _ = session_of(Hold(30)).start(0)
    paused, _ = session.discomfort(2_000)
    assert content_of(paused, EVENING).cue == "Heel drop, left: stopped."


def test_discomfort_with_both_sides_together_names_no_side() -> None:
    session = session_of(Hold(30))
    at = next(index for index, span in enumerate(session.spans) if span.side is Side.BOTH)
    hurt = Hurt(0, session.spans[at])
    paused = replace(session, phase=Paused(0, PauseReason.DISCOMFORT), hurt=hurt)
    assert content_of(paused, EVENING).cue == "Low squat: stopped."


# Time


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (0, "0:00"),
        (1, "0:01"),
        (999, "0:01"),
        (1_000, "0:01"),
        (59_001, "1:00"),
        (310_000, "5:10"),
        (3_600_000, "60:00"),
    ],
)
def test_a_clock_shows_zero_only_at_the_end(ms: int, text: str) -> None:
    assert clock_text(ms) == text


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (3_000, "3 seconds"),
        (89_000, "89 seconds"),
        (91_000, "2 minutes"),
        (5_000_000, "83 minutes"),
        (7_200_000, "2 hours"),
    ],
)
def test_a_gap_is_told_as_one_says_it(ms: int, text: str) -> None:
    assert gap_text(ms) == text


def test_the_end_is_now_and_what_is_left() -> None:
    session = at(session_of(Hold(30)), 0, 0)
    content = content_of(session, EVENING)
    assert content.left == clock_text(session.plan.total_ms)
    assert content.ends == f"{EVENING + timedelta(milliseconds=session.plan.total_ms):%H:%M}"
    late = datetime(2026, 5, 4, 23, 59, 30, tzinfo=EVENING.tzinfo)
    assert content_of(session, late).ends.startswith("00:0")


def test_the_ribbon_has_a_part_for_each_work_as_long_as_it_and_its_way_in() -> None:
    session = session_of(Hold(30))
    ribbon = shown(session, SpanKind.SET_UP, 4_000).ribbon
    assert sum(ribbon.weights) == session.plan.total_ms
    assert len(ribbon.weights) == 3
    assert ribbon.weights[0] == 40_000
    assert (ribbon.present, ribbon.done) == (0, 0.1)
    assert shown(session, SpanKind.WORK, 10_000).ribbon.done == 0.5
    last = shown(session, SpanKind.WORK, 29_999, nth=2).ribbon
    assert last.present == 2
    assert 0.99 < last.done < 1


def test_a_rep_at_ones_own_pace_that_takes_long_fills_its_part_and_no_more() -> None:
    assert shown(session_of(Reps(3, None)), SpanKind.WORK, 500_000).ribbon.done == 1


# Everything that is shipped


def test_every_moment_of_every_shipped_routine_has_all_its_words() -> None:
    for content in shown_moments():
        assert content.number.isdecimal()
        assert content.number != "0"
        assert content.word
        assert content.cue
        assert len(content.cue) <= 60
        assert len(content.name) <= 14
