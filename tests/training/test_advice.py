from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobility_gui.training.advice import easier, fit, fit_words, tighter_side, warnings
from mobility_gui.training.exercise import Side
from mobility_gui.training.plan import Plan, Timing, make_plan
from mobility_gui.training.routine import Breaths, Dose, Hold, Measure, Phase, Reps, Routine, Sides, Step, Tempo
from tests.training.examples import EXERCISES, both, each, measuring, routine


def planned(*steps: Step, phase: Phase) -> Plan:
    return make_plan(routine(*steps, phase=phase), EXERCISES, Timing())


# Before and after a run


@pytest.mark.parametrize("phase", Phase)
def test_short_holds_and_slow_repetitions_need_no_warning(phase: Phase) -> None:
    assert warnings(planned(each(Hold(30)), both(Reps(5, Tempo(2, 0, 2))), phase=phase)) == ()


@pytest.mark.parametrize(
    ("dose", "warned"), [(Hold(59), False), (Hold(60), True), (Breaths(5), False), (Breaths(6), True)]
)
def test_a_hold_of_60_seconds_before_a_run_is_warned_of(dose: Dose, *, warned: bool) -> None:
    told = warnings(planned(both(dose), phase=Phase.BEFORE_RUN))
    assert bool(told) is warned


def test_the_muscles_of_a_long_hold_are_named_once_each_in_plain_words() -> None:
    step = Step("hip", Hold(90), Sides.EACH, sets=2)
    (told,) = warnings(planned(step, phase=Phase.BEFORE_RUN))
    assert told.startswith("Holds of 60 s or longer (glutes, hip flexors) may slow you down")


def test_a_muscle_of_two_exercises_is_named_once() -> None:
    steps = both(Hold(60)), Step("ankle", Hold(60), Sides.BOTH)
    (told,) = warnings(planned(*steps, phase=Phase.BEFORE_RUN))
    assert told.count("calf") == 1


@pytest.mark.parametrize(
    ("steps", "warned"),
    [
        pytest.param([both(Hold(30)), Step("ankle", Hold(29), Sides.BOTH)], False, id="59 s in two exercises"),
        pytest.param([both(Hold(30)), Step("ankle", Hold(30), Sides.BOTH)], True, id="60 s in two exercises"),
        pytest.param([each(Hold(30))], False, id="30 s for each of two calves"),
        pytest.param([each(Hold(30), sets=2)], True, id="two sets for each calf"),
        pytest.param([Step("calf", Hold(30), Sides.LEFT), Step("calf", Hold(30), Sides.RIGHT)], False, id="one a side"),
        pytest.param([Step("calf", Hold(30), Sides.LEFT), both(Hold(30))], True, id="one side, then both together"),
        pytest.param([both(Hold(40)), Step("hip", Hold(40), Sides.BOTH)], False, id="different muscles"),
        pytest.param([both(Hold(40)), both(Breaths(2))], True, id="a pose held for breaths is held, too"),
        pytest.param([both(Hold(40)), both(Reps(9, Tempo(2, 0, 2)))], False, id="repetitions are not held"),
    ],
)
def test_short_holds_before_a_run_are_added_up_for_each_muscle_and_side(steps: list[Step], *, warned: bool) -> None:
    told = warnings(planned(*steps, phase=Phase.BEFORE_RUN))
    expected = (
        "Holds that add up to 60 s or more for one muscle (calf) may slow you down right before a run. "
        "Do fewer of them, or do them afterwards."
    )
    assert told == ((expected,) if warned else ())


def test_the_set_added_for_the_tighter_side_is_added_up_too() -> None:
    wish = routine(each(Hold(30), of="ankle"), phase=Phase.BEFORE_RUN)
    assert warnings(make_plan(wish, EXERCISES, Timing())) == ()
    assert len(warnings(make_plan(wish, EXERCISES, Timing(), tighter=Side.LEFT))) == 1


def test_a_muscle_with_one_long_hold_is_not_named_again_for_the_sum() -> None:
    told = warnings(planned(both(Hold(60)), both(Hold(30)), each(Hold(30), sets=2, of="hip"), phase=Phase.BEFORE_RUN))
    assert [words.split(" may ")[0] for words in told] == [
        "Holds of 60 s or longer (calf)",
        "Holds that add up to 60 s or more for one muscle (glutes, hip flexors)",
    ]


def test_rolling_and_running_on_the_spot_are_no_static_holds() -> None:
    rolled = replace(EXERCISES["calf"], words=("Roll", "Roll", "Roll"))
    wish = routine(both(Hold(120)), phase=Phase.BEFORE_RUN)
    assert warnings(make_plan(wish, {**EXERCISES, "calf": rolled}, Timing())) == ()


def test_a_long_hold_after_a_run_is_welcome() -> None:
    assert warnings(planned(both(Hold(120)), phase=Phase.AFTER_RUN)) == ()


def test_a_warm_up_of_10_minutes_is_not_long() -> None:
    assert warnings(planned(both(Reps(59, Tempo(5, 0, 5))), phase=Phase.BEFORE_RUN)) == ()


def test_a_warm_up_over_10_minutes_is_warned_of_and_never_called_10_minutes_long() -> None:
    (told,) = warnings(planned(both(Reps(60, Tempo(5, 0, 5))), phase=Phase.BEFORE_RUN))
    assert told == "11 minutes is long for a warm-up. Aim for 10 or less."


def test_measuring_does_not_make_a_warm_up_long() -> None:
    assert warnings(planned(measuring(), both(Reps(58, Tempo(5, 0, 5))), phase=Phase.BEFORE_RUN)) == ()


def test_fast_repetitions_after_a_run_are_mentioned_once_per_exercise() -> None:
    fast, slow = Reps(10, Tempo(1, 0, 1)), Reps(10, Tempo(1, 1, 1))
    (told,) = warnings(
        planned(each(fast), Step("hip", fast, Sides.BOTH), Step("ankle", slow, Sides.BOTH), phase=Phase.AFTER_RUN)
    )
    assert told.startswith("Calf, Hip: quick reps.")


def test_repetitions_at_ones_own_pace_are_never_called_fast() -> None:
    assert warnings(planned(both(Reps(10)), phase=Phase.AFTER_RUN)) == ()


def test_a_routine_for_any_time_has_no_warnings() -> None:
    assert warnings(planned(both(Hold(900)), both(Reps(9, Tempo(1, 0, 0))), phase=Phase.ANY_TIME)) == ()


# The tighter side


@pytest.mark.parametrize(
    ("cold_mm", "side"),
    [
        pytest.param([], None, id="no test"),
        pytest.param([(100, 130)], None, id="one test is not enough"),
        pytest.param([(100, 115), (100, 115)], Side.LEFT, id="exactly 1.5 cm, twice"),
        pytest.param([(130, 100), (120, 100)], Side.RIGHT, id="right"),
        pytest.param([(100, 130), (100, 114)], None, id="the last one does not agree"),
        pytest.param([(100, 130), (130, 100)], None, id="they contradict each other"),
        pytest.param([(100, 100), (100, 130), (100, 120)], Side.LEFT, id="only the last two count"),
        pytest.param([(100, 130), (100, 130), (100, 100), (100, 100)], None, id="it was so once"),
    ],
)
def test_a_side_is_tighter_when_the_last_two_cold_tests_say_so(
    cold_mm: list[tuple[float, float]], side: Side | None
) -> None:
    assert tighter_side(cold_mm) is side


# Fit to a time


def fitted(wish: Routine, minutes: float, *, measure_first: bool = False, tighter: Side | None = None) -> Routine:
    return fit(wish, EXERCISES, Timing(), minutes, measure_first=measure_first, tighter=tighter)


def minutes_of(made: Routine) -> float:
    return make_plan(made, EXERCISES, Timing()).total_ms / 60_000


def test_doses_shrink_to_the_available_time() -> None:
    made = fitted(routine(each(Hold(60)), each(Hold(60))), 3.5)
    assert [step.dose for step in made.steps] == [Hold(45), Hold(45)]
    assert minutes_of(made) == pytest.approx(3.45)


def test_doses_grow_to_the_available_time_but_at_most_double() -> None:
    made = fitted(routine(both(Hold(30)), both(Reps(5)), both(Breaths(3))), 60)
    assert [step.dose for step in made.steps] == [Hold(60), Reps(10), Breaths(6)]


def test_the_last_steps_are_dropped_when_half_the_dose_is_still_too_long() -> None:
    made = fitted(routine(*[both(Hold(60)) for _ in range(4)]), 1.5)
    assert len(made.steps) == 2
    assert minutes_of(made) <= 1.5


def test_measurements_stay_where_they_are_when_steps_are_dropped() -> None:
    made = fitted(routine(measuring(1), both(Hold(60)), both(Hold(60)), measuring(1)), 2.2)
    assert [type(step.dose) for step in made.steps] == [Measure, Hold, Measure]


def test_the_measurement_put_before_it_is_part_of_the_time() -> None:
    wish = routine(both(Hold(60)))
    assert fitted(wish, 3, measure_first=True).steps[0].dose == Hold(45)
    assert fitted(wish, 3).steps[0].dose == Hold(120)


def test_the_set_added_for_the_tighter_side_is_part_of_the_time() -> None:
    wish = routine(each(Hold(60), of="ankle"))
    made = fitted(wish, 3, tighter=Side.LEFT)
    assert make_plan(made, EXERCISES, Timing(), tighter=Side.LEFT).total_ms <= 180_000
    assert made != fitted(wish, 3)


@pytest.mark.parametrize("wish", [routine(both(Hold(60))), routine(measuring()), routine()])
def test_a_routine_that_cannot_fit_comes_back_as_it_was(wish: Routine) -> None:
    assert fitted(wish, 0.1) == wish


@pytest.mark.parametrize("seconds", [30, 55, 60, 120])
@pytest.mark.parametrize("minutes", [1.5, 2, 4, 60])
def test_before_a_run_no_fitted_hold_reaches_60_seconds(seconds: int, minutes: float) -> None:
    made = fitted(routine(both(Hold(seconds)), phase=Phase.BEFORE_RUN), minutes)
    assert made.steps[0].dose in {Hold(held) for held in range(10, 56)}


@pytest.mark.parametrize(("breath_seconds", "breaths"), [(6, 8), (10, 5), (12, 4)])
def test_before_a_run_no_fitted_pose_is_held_for_60_seconds_of_breaths(breath_seconds: int, breaths: int) -> None:
    timing = Timing(breath_seconds=breath_seconds)
    made = fit(routine(both(Breaths(4)), phase=Phase.BEFORE_RUN), EXERCISES, timing, 60)
    assert [step.dose for step in made.steps] == [Breaths(breaths)]
    assert warnings(make_plan(made, EXERCISES, timing)) == ()


@pytest.mark.parametrize("dose", [Hold(5), Hold(8), Reps(1), Reps(1, Tempo(1, 0, 1)), Breaths(1)])
def test_a_small_dose_never_grows_when_time_is_short(dose: Dose) -> None:
    wish = routine(both(dose), both(Hold(60)))
    made = fitted(wish, minutes_of(wish) - 0.2)
    assert made.steps[0].dose == dose


def said(wish: Routine, minutes: float, *, measure_first: bool = False) -> str:
    made = fitted(wish, minutes, measure_first=measure_first)
    plan = make_plan(made, EXERCISES, Timing(), measure_first=measure_first)
    return fit_words(wish, plan, EXERCISES, Timing(), minutes)


def test_a_routine_that_fits_as_it_is_needs_no_words() -> None:
    wish = routine(both(Hold(60)), both(Hold(60)))
    assert said(wish, minutes_of(wish)) == ""


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(3.5, "Shortened: holds cut to about 75 %."), (5.5, "Extended: holds raised to about 125 %.")],
)
def test_the_share_of_the_usual_doses_is_said(minutes: float, words: str) -> None:
    assert said(routine(each(Hold(60)), each(Hold(60))), minutes) == words


def test_a_few_dropped_exercises_are_named_together_with_the_change_of_the_doses() -> None:
    wish = routine(both(Hold(60)), measuring(1), both(Hold(60)), Step("hip", Hold(60), Sides.BOTH))
    assert said(wish, 2.2) == "Shortened: 1 exercise dropped (Hip), holds cut to about 50 %."


def test_only_the_number_of_many_dropped_exercises_is_said() -> None:
    wish = routine(*[both(Hold(60)) for _ in range(9)])
    assert said(wish, 1.5) == "Shortened: 7 exercises dropped, holds cut to about 60 %."


def test_a_time_no_dose_can_fill_is_called_the_longest() -> None:
    wish = routine(both(Hold(30)), both(Hold(30)))
    assert said(wish, 20) == "This is as long as this routine gets, with holds raised to about 200 %."
    before_run = routine(both(Hold(55)), phase=Phase.BEFORE_RUN)
    assert said(before_run, 20) == "This is as long as this routine gets."
    assert said(wish, minutes_of(fitted(wish, 20)) + 0.5) == "Extended: holds raised to about 200 %."


@pytest.mark.parametrize("measure_first", [False, True])
def test_a_time_too_short_for_the_routine_is_said(*, measure_first: bool) -> None:
    words = said(routine(both(Hold(60))), 0.1, measure_first=measure_first)
    assert words == "This routine can’t get that short, so it stays as it is."


def test_the_measurement_put_before_it_does_not_count_as_a_change_of_the_doses() -> None:
    wish = routine(both(Hold(60)), both(Hold(60)))
    with_it = make_plan(wish, EXERCISES, Timing(), measure_first=True).total_ms / 60_000
    assert said(wish, with_it, measure_first=True) == ""


def test_an_exercise_that_hurt_repeatedly_comes_with_its_easier_variant() -> None:
    plan = planned(Step("calf", Hold(30), Sides.EACH), Step("hip", Hold(30), Sides.BOTH), phase=Phase.ANY_TIME)
    calf = EXERCISES["calf"]
    assert easier(plan, {("calf", Side.LEFT), ("elsewhere", Side.RIGHT)}) == (
        f"{calf.name} hurt the last two times on the left. Try this instead: {calf.easier}",
    )
    assert easier(plan, {("hip", Side.BOTH)}) == ("Hip hurt the last two times. Try this instead: Less of it.",)
    assert easier(plan, set()) == ()


DOSES = st.one_of(
    st.builds(Hold, st.integers(1, 300)),
    st.builds(Reps, st.integers(1, 30), st.none() | st.just(Tempo(1, 1, 1))),
    st.builds(Breaths, st.integers(1, 10)),
    st.builds(Measure, st.integers(1, 3)),
)
STEPS = st.builds(Step, st.sampled_from(sorted(EXERCISES)), DOSES, st.sampled_from(Sides), st.integers(1, 3))


@given(st.lists(STEPS, max_size=6), st.sampled_from(Phase), st.floats(0.1, 60))
def test_a_fitted_routine_is_never_longer_than_asked_and_keeps_measurements_and_order(
    steps: list[Step], phase: Phase, minutes: float
) -> None:
    wish = routine(*steps, phase=phase)
    made = fitted(wish, minutes)
    assert made == wish or minutes_of(made) <= minutes
    names = iter(step.exercise for step in wish.steps)
    assert all(step.exercise in names for step in made.steps)
    assert [s for s in made.steps if isinstance(s.dose, Measure)] == [
        s for s in wish.steps if isinstance(s.dose, Measure)
    ]
