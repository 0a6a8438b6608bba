from dataclasses import replace

import pytest

from mobility_gui.training.cues import CueKind
from mobility_gui.training.event import Cued
from mobility_gui.training.phrases import DONE, PAUSED, PRESS_TO_CONTINUE, STOPPED
from mobility_gui.training.routine import Hold, Reps
from mobility_gui.training.saying import GAP_MS
from mobility_gui.training.score import AFTER_ATTENTION_MS, AFTER_DONE_MS, Due, Phrase, Tone, is_count, score
from mobility_gui.training.session import Session
from mobility_gui.training.voice_level import VoiceLevel
from tests.training.examples import Run, both, each, measuring, of


def lasts_ms(phrase: str) -> int:
    return 40 * len(phrase)


def tones(run: Run) -> list[tuple[int, CueKind]]:
    """Return the score in tones only, with times from now."""
    dues = score(run.session, VoiceLevel.TONES, lasts_ms)
    return [(due.at_ms - run.now_ms, due.what) for due in dues if isinstance(due, Tone)]


def spoken(dues: tuple[Due, ...], run: Run) -> list[tuple[int, str]]:
    return [(due.at_ms - run.now_ms, due.what) for due in dues if isinstance(due, Phrase)]


def test_the_score_is_what_then_happens() -> None:
    run = Run(each(Hold(30)), both(Hold(20))).started()
    told: dict[int, set[CueKind]] = {}
    while run.session.total_left_ms:
        for due in score(run.session, VoiceLevel.TONES, lasts_ms):
            told.setdefault(due.at_ms, set()).add(CueKind(due.what))
        run.passes(1)
    happened: dict[int, set[CueKind]] = {}
    for cued in of(Cued, run.events):
        happened.setdefault(cued.at_ms, set()).add(cued.kind)
    happened[max(happened)].remove(CueKind.END)  # the session's end has its own sound
    assert told == happened


def test_the_score_holds_the_whole_current_span_and_two_more() -> None:
    run = Run(each(Hold(30)), both(Hold(20))).at_work()
    run.passes(20)
    ahead = tones(run)
    assert ahead[0] == (-20_000, CueKind.START)
    starts = [at_ms for at_ms, kind in ahead if kind is CueKind.START]
    assert starts == [-20_000, 10_000 + 6_000]
    assert max(at_ms for at_ms, _ in ahead) == 10_000 + 6_000 + 30_000


def test_the_score_ends_at_a_span_that_waits_for_the_runner() -> None:
    run = Run(measuring(), both(Reps(8, None))).started()
    assert tones(run) == [(700, CueKind.MEASURE)]
    run.do(Session.done)
    assert [kind for _, kind in tones(run)][-1] is CueKind.START


def test_a_pause_is_said_and_silences_the_rest() -> None:
    run = Run(both(Hold(30))).at_work()
    run.passes(5)
    run.do(Session.pause)
    assert score(run.session, VoiceLevel.ALL, lasts_ms) == (Phrase(run.now_ms, PAUSED),)
    assert score(run.session, VoiceLevel.TONES, lasts_ms) == ()


def test_a_pause_that_the_runner_did_not_ask_for_begins_with_the_attention_tone() -> None:
    run = Run(both(Hold(30))).at_work()
    run.jumps(60)
    at_ms = run.now_ms
    assert score(run.session, VoiceLevel.NAMES, lasts_ms) == (
        Tone(at_ms, CueKind.ATTENTION),
        Phrase(at_ms + AFTER_ATTENTION_MS, PAUSED),
    )


def test_after_a_pause_everything_comes_later_by_its_length() -> None:
    run = Run(both(Hold(30))).at_work()
    run.passes(5)
    before = tones(run)
    run.do(Session.pause)
    run.now_ms += 77_000
    run.do(Session.resume)
    assert tones(run) == before


def test_the_end_comes_with_the_routines_farewell() -> None:
    run = Run(both(Hold(20))).at_work()
    end = score(run.session, VoiceLevel.ALL, lasts_ms)[-3:]
    assert [(due.at_ms - run.now_ms, due.what) for due in end] == [
        (20_000, CueKind.DONE),
        (20_000 + AFTER_DONE_MS, DONE),
        (20_000 + AFTER_DONE_MS + lasts_ms(DONE) + GAP_MS, "Well done."),
    ]
    run.passes(20.02, look_ms=33)
    assert [due.at_ms for due in score(run.session, VoiceLevel.ALL, lasts_ms)] == [due.at_ms for due in end]


def test_a_pose_to_leave_with_care_has_its_way_out_said_at_the_end_too() -> None:
    run = Run(both(Hold(20))).at_work()
    careful = replace(run.session.spans[-1].exercise, way_out="Come up slowly.")
    spans = (*run.session.spans[:-1], replace(run.session.spans[-1], exercise=careful))
    dues = score(replace(run.session, spans=spans), VoiceLevel.ALL, lasts_ms)
    assert [due.what for due in dues if isinstance(due, Phrase)][-3:] == ["Come up slowly.", DONE, "Well done."]


def test_a_session_that_is_broken_off_ends_at_once_and_without_a_farewell() -> None:
    run = Run(both(Hold(20))).at_work()
    run.passes(3)
    run.do(Session.end)
    assert score(run.session, VoiceLevel.TONES, lasts_ms) == (Tone(run.now_ms, CueKind.DONE),)
    said = [due.what for due in score(run.session, VoiceLevel.ALL, lasts_ms) if isinstance(due, Phrase)]
    assert said == [DONE]


def test_after_discomfort_the_voice_says_what_is_over_and_how_to_continue() -> None:
    run = Run(each(Hold(30))).at_work()
    run.passes(5)
    run.do(Session.discomfort)
    assert [due.what for due in score(run.session, VoiceLevel.ALL, lasts_ms)] == [STOPPED, PRESS_TO_CONTINUE]
    assert [due.what for due in score(run.session, VoiceLevel.NAMES, lasts_ms)] == [CueKind.ATTENTION, PAUSED]


def test_only_what_is_right_at_one_moment_alone_is_a_count() -> None:
    counts: list[Due] = [Tone(0, CueKind.THREE), Tone(0, CueKind.REP_UP), Phrase(0, "three"), Phrase(0, "Halfway")]
    others: list[Due] = [Tone(0, CueKind.START), Tone(0, CueKind.DONE), Phrase(0, "Calf"), Phrase(0, "Left side")]
    assert [is_count(due) for due in (*counts, *others)] == [True] * 4 + [False] * 4


def test_before_the_start_the_score_is_empty() -> None:
    assert score(Run(both(Hold(20))).session, VoiceLevel.ALL, lasts_ms) == ()


def test_more_moves_the_counts_and_does_not_bring_half_way_a_second_time() -> None:
    run = Run(both(Hold(30))).at_work()
    run.passes(16)
    run.do(Session.more)
    dues = score(run.session, VoiceLevel.ALL, lasts_ms)
    words = [word for _, word in spoken(dues, run)]
    assert "Halfway" not in words
    assert (45_000 - 16_000 - 3000, "three") in spoken(dues, run)


@pytest.mark.parametrize(("seconds", "again"), [(0, True), (0.4, True), (9, False)])
def test_leaving_a_set_up_before_the_voice_speaks_puts_name_and_side_into_the_work(
    seconds: float, *, again: bool
) -> None:
    run = Run(each(Hold(30))).started()
    run.passes(seconds)
    run.do(Session.next)
    words = [word for at_ms, word in spoken(score(run.session, VoiceLevel.ALL, lasts_ms), run) if at_ms < 5000]
    assert ({"Calf", "Left side"} <= set(words)) is again
    assert "30 seconds" in words


def test_phrases_of_one_saying_follow_one_another() -> None:
    run = Run(each(Hold(30))).started()
    (first_at, first), (second_at, second) = spoken(score(run.session, VoiceLevel.ALL, lasts_ms), run)[:2]
    assert (first, second) == ("Calf", "Left side")
    assert first_at + lasts_ms(first) < second_at < first_at + lasts_ms(first) + 200


def test_a_level_says_less_and_counts_in_tones() -> None:
    run = Run(each(Hold(30))).started()
    everything = score(run.session, VoiceLevel.ALL, lasts_ms)
    names = score(run.session, VoiceLevel.NAMES, lasts_ms)
    assert {word for _, word in spoken(names, run)} < {word for _, word in spoken(everything, run)}
    assert CueKind.THREE in {due.what for due in names}
    assert CueKind.THREE not in {due.what for due in everything if isinstance(due, Tone)}
