from datetime import UTC, datetime

import pytest

from mobility_gui.ankle.trial import Trial, TrialFault
from mobility_gui.training.exercise import Side
from mobility_gui.training.plan import Span, Timing
from mobility_gui.training.record import (
    Measurement,
    Occasion,
    Outcome,
    Stretch,
    stretch_of,
    summary,
    units_done,
)
from mobility_gui.training.routine import Breaths, Dose, Hold, Reps, Tempo
from tests.training.examples import both, measuring, plan

LEFT, RIGHT, BOTH = Side.LEFT, Side.RIGHT, Side.BOTH
AT = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


def work(dose: Dose) -> Span:
    return plan(both(dose), timing=Timing(breath_seconds=10)).spans[1]


def stretch(
    units: int,
    outcome: Outcome = Outcome.DONE,
    *,
    of: str = "calf",
    side: Side = LEFT,
    dose: Dose | None = None,
) -> Stretch:
    return Stretch(0, of, side, 1, dose or Hold(30), 30_000, 1000 * units, units, outcome)


@pytest.mark.parametrize(
    ("dose", "done_ms", "outcome", "units"),
    [
        pytest.param(Hold(30), 29_999, Outcome.SKIPPED, 29, id="whole seconds only"),
        pytest.param(Breaths(3), 20_000, Outcome.SKIPPED, 2, id="breaths"),
        pytest.param(Breaths(3), 19_999, Outcome.DISCOMFORT, 1, id="no half breath"),
        pytest.param(Reps(5, Tempo(2, 1, 1)), 11_000, Outcome.SKIPPED, 2, id="repetitions in a tempo"),
        pytest.param(Reps(12), 9000, Outcome.DONE, 12, id="own pace is believed"),
        pytest.param(Reps(12), 9000, Outcome.SHORTENED, 12, id="own pace is believed with fewer"),
        pytest.param(Reps(12), 9000, Outcome.EXTENDED, 12, id="own pace is believed with more"),
        pytest.param(Reps(12), 9000, Outcome.SKIPPED, 0, id="own pace broken off: nobody knows how many"),
        pytest.param(Reps(12), 9000, Outcome.DISCOMFORT, 0, id="own pace in discomfort"),
        pytest.param(Reps(12), 9000, Outcome.REPEATED, 0, id="own pace begun again"),
    ],
)
def test_only_whole_units_are_done(dose: Dose, done_ms: int, outcome: Outcome, units: int) -> None:
    assert units_done(work(dose), done_ms, outcome) == units


def test_a_measurement_has_no_units() -> None:
    assert units_done(plan(measuring()).spans[0], 60_000, Outcome.DONE) == 0


def test_a_stretch_keeps_what_was_planned_and_what_was_done() -> None:
    planned, as_it_stood = work(Reps(5, Tempo(1, 0, 1))), work(Reps(7, Tempo(1, 0, 1)))
    assert stretch_of(planned, as_it_stood, 14_000, Outcome.EXTENDED) == Stretch(
        0, "calf", BOTH, 1, Reps(5, Tempo(1, 0, 1)), 10_000, 14_000, 7, Outcome.EXTENDED
    )


@pytest.mark.parametrize(
    ("stretches", "text"),
    [
        pytest.param([stretch(30)], "30 s", id="done"),
        pytest.param([stretch(30), stretch(30)], "60 s", id="two sets"),
        pytest.param([stretch(12, Outcome.REPEATED), stretch(30)], "42 s", id="the broken attempt counts"),
        pytest.param([stretch(12, Outcome.SKIPPED)], "12 s, cut short", id="left early"),
        pytest.param([stretch(0, Outcome.SKIPPED)], "skipped", id="left at once"),
        pytest.param([stretch(30), stretch(0, Outcome.SKIPPED)], "30 s, cut short", id="the second set left out"),
        pytest.param([stretch(5, Outcome.SKIPPED), stretch(30)], "35 s", id="left, then done after all"),
        pytest.param([stretch(12, Outcome.DISCOMFORT)], "12 s, stopped: it hurt", id="it hurt"),
        pytest.param(
            [stretch(12, Outcome.DISCOMFORT), stretch(30)], "42 s, stopped: it hurt", id="it hurt once is told"
        ),
        pytest.param([stretch(45, Outcome.EXTENDED)], "45 s", id="extended"),
        pytest.param([stretch(15, Outcome.SHORTENED)], "15 s", id="shortened on purpose"),
        pytest.param([stretch(1, Outcome.SKIPPED, dose=Breaths(3))], "1 breath, cut short", id="breaths"),
    ],
)
def test_the_summary_says_what_was_held(stretches: list[Stretch], text: str) -> None:
    (held,) = summary(stretches)
    assert held.amounts == {LEFT: text}


def test_the_summary_keeps_sides_and_kinds_of_dose_apart_in_the_order_they_were_done() -> None:
    held = summary(
        [
            stretch(5, of="lunge", dose=Reps(5), side=RIGHT),
            stretch(30, of="squat", side=BOTH),
            stretch(3, Outcome.DISCOMFORT, of="lunge", dose=Reps(5), side=LEFT),
            stretch(30, of="lunge", side=LEFT),
        ]
    )
    assert [(row.exercise, row.amounts, row.hurt) for row in held] == [
        ("lunge", {LEFT: "3 reps, stopped: it hurt", RIGHT: "5 reps"}, {LEFT}),
        ("squat", {BOTH: "30 s"}, frozenset()),
        ("lunge", {LEFT: "30 s"}, frozenset()),
    ]


def test_nothing_done_is_an_empty_summary() -> None:
    assert summary([]) == ()


def test_a_measurement_is_the_mean_of_its_counted_trials() -> None:
    trials = (Trial(100), Trial(110), Trial(150, fault=TrialFault.HEEL_LIFTED))
    assert Measurement(LEFT, Occasion.COLD, AT, trials).value_mm == 105


def test_a_measurement_without_a_counted_trial_has_no_value() -> None:
    assert Measurement(LEFT, Occasion.COLD, AT, (Trial(150, fault=TrialFault.PAIN),)).value_mm is None
