from dataclasses import replace

import pytest

from mobility_gui.training.cues import AFTER_END_MS, CueKind, moments
from mobility_gui.training.plan import Span, SpanKind, Timing
from mobility_gui.training.routine import Breaths, Dose, Hold, Reps, Sides, Step, Tempo
from tests.training.examples import both, each, measuring, plan

COUNTDOWN = [CueKind.THREE, CueKind.TWO, CueKind.ONE]


def work(dose: Dose) -> Span:
    return plan(both(dose), timing=Timing(breath_seconds=10)).spans[1]


def kinds(span: Span) -> list[CueKind]:
    return [kind for _, kind in moments(span)]


def test_a_hold_has_a_start_half_way_countdown_and_end() -> None:
    assert moments(work(Hold(30))) == (
        (0, CueKind.START),
        (15_000, CueKind.HALF_WAY),
        (27_000, CueKind.THREE),
        (28_000, CueKind.TWO),
        (29_000, CueKind.ONE),
        (30_000, CueKind.END),
    )


def test_a_movement_that_goes_up_first_sounds_so() -> None:
    usual = work(Reps(2, Tempo(1, 0, 1)))
    heels = replace(usual, exercise=replace(usual.exercise, words=("Up", "Hold", "Down")))
    assert kinds(usual) == [CueKind.START, CueKind.REP_UP, CueKind.REP_DOWN, CueKind.REP_UP, CueKind.END]
    assert kinds(heels) == [CueKind.START, CueKind.REP_DOWN, CueKind.REP_UP, CueKind.REP_DOWN, CueKind.END]


@pytest.mark.parametrize(("seconds", "told"), [(19, False), (20, True)])
def test_half_way_has_a_cue_from_20_seconds_on(seconds: int, *, told: bool) -> None:
    assert (CueKind.HALF_WAY in kinds(work(Hold(seconds)))) is told


def test_half_way_can_be_switched_off() -> None:
    assert CueKind.HALF_WAY not in [kind for _, kind in moments(work(Hold(60)), half_way=False)]


@pytest.mark.parametrize(("seconds", "counted"), [(4, []), (5, COUNTDOWN)])
def test_nothing_under_5_seconds_is_counted_out(seconds: int, counted: list[CueKind]) -> None:
    assert kinds(work(Hold(seconds))) == [CueKind.START, *counted, CueKind.END]


@pytest.mark.parametrize(
    ("step", "index", "kind", "first"),
    [
        (each(Hold(30)), 0, SpanKind.SET_UP, CueKind.SET_UP),
        (each(Hold(30)), 2, SpanKind.SWITCH, CueKind.SWITCH),
        (both(Hold(30), sets=2), 2, SpanKind.REST, CueKind.REST),
    ],
)
def test_a_transition_is_named_once_the_end_has_sounded_and_counted_out(
    step: Step, index: int, kind: SpanKind, first: CueKind
) -> None:
    span = plan(step).spans[index]
    assert span.kind is kind
    lasts = span.duration_ms
    assert moments(span) == (
        (AFTER_END_MS, first),
        (lasts - 3000, CueKind.THREE),
        (lasts - 2000, CueKind.TWO),
        (lasts - 1000, CueKind.ONE),
    )


@pytest.mark.parametrize(("seconds", "at_ms"), [(0, 0), (1, 500), (2, AFTER_END_MS)])
def test_a_short_transition_is_named_in_its_first_half(seconds: int, at_ms: int) -> None:
    span = plan(Step("calf", Hold(30), Sides.EACH, switch_seconds=seconds)).spans[2]
    assert moments(span) == ((at_ms, CueKind.SWITCH),)


def test_breaths_are_led_in_and_out() -> None:
    assert moments(work(Breaths(3))) == (
        (0, CueKind.START),
        (5000, CueKind.BREATHE_OUT),
        (10_000, CueKind.BREATHE_IN),
        (15_000, CueKind.BREATHE_OUT),
        (20_000, CueKind.BREATHE_IN),
        (25_000, CueKind.BREATHE_OUT),
        (30_000, CueKind.END),
    )


def test_repetitions_follow_their_tempo() -> None:
    assert moments(work(Reps(2, Tempo(2, 3, 1)))) == (
        (0, CueKind.START),
        (2000, CueKind.REP_HOLD),
        (5000, CueKind.REP_UP),
        (6000, CueKind.REP_DOWN),
        (8000, CueKind.REP_HOLD),
        (11_000, CueKind.REP_UP),
        (12_000, CueKind.END),
    )


@pytest.mark.parametrize(
    ("tempo", "beats"),
    [
        (Tempo(1, 0, 1), [CueKind.REP_UP, CueKind.REP_DOWN, CueKind.REP_UP]),
        (Tempo(0, 2, 0), [CueKind.REP_HOLD, CueKind.REP_HOLD]),
        (Tempo(2, 0, 0), [CueKind.REP_DOWN]),
    ],
)
def test_a_part_without_length_gets_no_beat(tempo: Tempo, beats: list[CueKind]) -> None:
    assert kinds(work(Reps(2, tempo))) == [CueKind.START, *beats, CueKind.END]


def test_repetitions_at_ones_own_pace_get_their_start_only() -> None:
    assert kinds(work(Reps(10))) == [CueKind.START]


def test_a_measurement_gets_one_cue() -> None:
    assert moments(plan(measuring()).spans[0]) == ((AFTER_END_MS, CueKind.MEASURE),)
