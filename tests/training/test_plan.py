import pytest

from mobility_gui.training.exercise import Exercise, Joint, Kit, Posture, Side
from mobility_gui.training.plan import (
    OWN_PACE_SECONDS,
    TRIAL_SECONDS,
    Plan,
    SpanKind,
    Timing,
    make_plan,
    measuring_only,
    set_up_seconds,
)
from mobility_gui.training.routine import Breaths, Dose, Hold, Measure, Reps, Routine, Sides, Step, Tempo
from tests.training.examples import EXERCISES, both, each, exercise, measuring, plan, routine

SET_UP, WORK, SWITCH, REST = SpanKind.SET_UP, SpanKind.WORK, SpanKind.SWITCH, SpanKind.REST


def outline(made: Plan) -> list[tuple[SpanKind, Side, int]]:
    return [(span.kind, span.side, span.set) for span in made.spans]


def seconds_of(made: Plan) -> list[float]:
    return [span.duration_ms / 1000 for span in made.spans]


def work_of(made: Plan) -> list[tuple[Side, int, float]]:
    return [(span.side, span.set, span.duration_ms / 1000) for span in made.spans if span.kind is WORK]


def test_a_step_with_both_sides_together_is_a_lead_in_and_its_work() -> None:
    made = plan(both(Hold(30)))
    assert outline(made) == [(SET_UP, Side.BOTH, 1), (WORK, Side.BOTH, 1)]
    assert seconds_of(made) == [10, 30]


def test_the_first_lead_in_is_the_runners_own() -> None:
    assert seconds_of(plan(both(Hold(30)), timing=Timing(lead_in_seconds=4)))[0] == 4


def test_each_side_gets_the_full_dose_with_a_switch_between() -> None:
    made = plan(each(Hold(30)))
    assert outline(made) == [
        (SET_UP, Side.LEFT, 1),
        (WORK, Side.LEFT, 1),
        (SWITCH, Side.RIGHT, 1),
        (WORK, Side.RIGHT, 1),
    ]
    assert seconds_of(made) == [10, 30, 6, 30]


def test_sets_of_each_side_take_turns() -> None:
    assert [(span.side, span.set) for span in plan(each(Hold(30), sets=2)).spans if span.kind is WORK] == [
        (Side.LEFT, 1),
        (Side.RIGHT, 1),
        (Side.LEFT, 2),
        (Side.RIGHT, 2),
    ]


@pytest.mark.parametrize("sides", [Sides.LEFT, Sides.RIGHT, Sides.BOTH])
def test_sets_of_one_side_have_a_rest_between(sides: Sides) -> None:
    side = Side(sides.value)
    made = plan(Step("calf", Hold(20), sides, sets=3, rest_seconds=12))
    assert outline(made) == [
        (SET_UP, side, 1),
        (WORK, side, 1),
        (REST, side, 2),
        (WORK, side, 2),
        (REST, side, 3),
        (WORK, side, 3),
    ]
    assert seconds_of(made) == [10, 20, 12, 20, 12, 20]


def test_a_step_may_have_its_own_set_up_and_switch() -> None:
    made = plan(Step("calf", Hold(30), Sides.EACH, set_up_seconds=25, switch_seconds=0))
    assert seconds_of(made) == [25, 30, 0, 30]


def test_the_tighter_side_goes_first() -> None:
    assert work_of(plan(each(Hold(30)), tighter=Side.RIGHT)) == [(Side.RIGHT, 1, 30), (Side.LEFT, 1, 30)]


def test_the_tighter_side_gets_one_more_set_for_the_ankle() -> None:
    made = plan(each(Hold(30), of="ankle"), tighter=Side.RIGHT)
    assert work_of(made) == [(Side.RIGHT, 1, 30), (Side.LEFT, 1, 30), (Side.RIGHT, 2, 30)]


def test_the_set_added_for_the_tighter_side_is_counted_there_and_only_there() -> None:
    made = plan(each(Hold(30), of="ankle"), tighter=Side.RIGHT)
    assert [(span.side, span.set, span.sets) for span in made.spans if span.kind is WORK] == [
        (Side.RIGHT, 1, 2),
        (Side.LEFT, 1, 1),
        (Side.RIGHT, 2, 2),
    ]


def test_a_step_for_one_side_ignores_the_tighter_one() -> None:
    made = plan(Step("ankle", Hold(30), Sides.LEFT), tighter=Side.RIGHT)
    assert work_of(made) == [(Side.LEFT, 1, 30)]


@pytest.mark.parametrize(
    ("dose", "lasts", "unit", "waits"),
    [
        (Hold(45), 45_000, 0, False),
        (Reps(5, Tempo(2, 3, 1)), 30_000, 6000, False),
        (Reps(5), 5000 * OWN_PACE_SECONDS, 1000 * OWN_PACE_SECONDS, True),
        (Breaths(3), 24_000, 8000, False),
    ],
)
def test_work_lasts_as_long_as_its_dose(dose: Dose, lasts: int, unit: int, *, waits: bool) -> None:
    lead, work = plan(both(dose), timing=Timing(breath_seconds=8)).spans
    assert (work.duration_ms, work.unit_ms, work.waits) == (lasts, unit, waits)
    assert (lead.unit_ms, lead.waits) == (0, False)


def test_a_measurement_is_one_span_for_both_sides_without_a_countdown() -> None:
    made = plan(measuring(trials=2))
    (span,) = made.spans
    assert (span.kind, span.side, span.waits) == (SpanKind.MEASURE, Side.BOTH, True)
    assert made.total_ms == 2 * 2 * TRIAL_SECONDS * 1000


def test_measure_first_puts_a_measurement_before_everything() -> None:
    made = make_plan(routine(both(Hold(30))), EXERCISES, Timing(), measure_first=True)
    assert [span.kind for span in made.spans] == [SpanKind.MEASURE, SET_UP, WORK]
    assert [span.step for span in made.spans] == [0, 1, 1]
    assert made.routine.steps[0].dose == Measure()


def test_measure_first_adds_nothing_if_the_routine_begins_with_a_measurement() -> None:
    begun = routine(measuring(), both(Hold(30)))
    assert make_plan(begun, EXERCISES, Timing(), measure_first=True) == make_plan(begun, EXERCISES, Timing())


def test_measuring_only_is_one_measurement() -> None:
    (span,) = make_plan(measuring_only(), EXERCISES, Timing(), measure_first=True).spans
    assert span.kind is SpanKind.MEASURE


def test_an_unknown_exercise_is_an_error() -> None:
    with pytest.raises(KeyError, match="unknown"):
        plan(Step("unknown", Hold(30), Sides.BOTH))


def test_totals_are_sums() -> None:
    made = plan(both(Hold(30)), each(Hold(20)), measuring())
    assert made.total_ms == sum(span.duration_ms for span in made.spans)
    assert [made.step_ms(step) for step in range(3)] == [40_000, 5000 + 20_000 + 6000 + 20_000, 120_000]


def test_an_empty_routine_is_an_empty_plan() -> None:
    made = make_plan(routine(), EXERCISES, Timing(), measure_first=False)
    assert (made.spans, made.total_ms, made.kit, made.joints) == ((), 0, (), frozenset())


def test_kit_and_joints_are_those_of_all_exercises() -> None:
    known = {
        "roll": exercise("roll", kit=(Kit.MAT, Kit.BALL), joints=(Joint.FOOT,)),
        "wall": exercise("wall", kit=(Kit.WALL,), joints=(Joint.ANKLE, Joint.HIP)),
    }
    steps = Routine(
        "r",
        "R",
        routine().phase,
        routine().group,
        "",
        (Step("roll", Hold(30), Sides.BOTH), Step("wall", Hold(30), Sides.BOTH)),
    )
    made = make_plan(steps, known, Timing())
    assert made.kit == (Kit.WALL, Kit.BALL, Kit.MAT)
    assert made.joints == {Joint.FOOT, Joint.ANKLE, Joint.HIP}


STANDING = exercise()


@pytest.mark.parametrize(
    ("before", "after", "seconds"),
    [
        pytest.param(STANDING, exercise(set_up_seconds=15), 5, id="same posture: the least"),
        pytest.param(STANDING, exercise(posture=Posture.SUPINE, set_up_seconds=8), 11, id="down to the floor"),
        pytest.param(exercise(posture=Posture.PRONE), exercise(set_up_seconds=8), 11, id="up from the floor"),
        pytest.param(
            exercise(posture=Posture.PRONE), exercise(posture=Posture.SEATED, set_up_seconds=8), 8, id="on the floor"
        ),
        pytest.param(
            exercise(posture=Posture.PRONE), exercise(posture=Posture.SEATED, set_up_seconds=2), 5, id="never under 5"
        ),
        pytest.param(STANDING, exercise(kit=(Kit.BALL, Kit.STRAP)), 11, id="two things to fetch"),
        pytest.param(exercise(kit=(Kit.BALL,)), exercise(kit=(Kit.BALL,)), 5, id="kit already there"),
        pytest.param(STANDING, exercise(kit=(Kit.MAT,)), 5, id="the mat lies there"),
        pytest.param(
            STANDING,
            exercise(posture=Posture.SUPINE, set_up_seconds=18, kit=(Kit.STRAP,)),
            20,
            id="never over 20",
        ),
    ],
)
def test_set_up_follows_from_posture_and_kit(before: Exercise, after: Exercise, seconds: int) -> None:
    assert set_up_seconds(Step(after.id, Hold(30), Sides.BOTH), after, before, Timing()) == seconds


def test_after_a_measurement_there_is_time_to_come_from_the_computer() -> None:
    made = plan(measuring(), both(Hold(30)), both(Hold(30)))
    assert [span.duration_ms for span in made.spans if span.kind is SpanKind.SET_UP] == [15_000, 5_000]
