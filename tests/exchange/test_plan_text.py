import json
from typing import Any

import pytest

from mobility_gui.exchange.plan_text import read_plan, write_plan
from mobility_gui.library.library import load_library
from mobility_gui.paths import resources
from mobility_gui.training.exercise import Side
from mobility_gui.training.plan import Timing, make_plan
from mobility_gui.training.routine import Breaths, Hold, Reps, Tempo
from mobility_gui.training.session import again
from mobility_gui.training.spans import position_of
from tests.training.examples import EXERCISES, both, each, measuring, plan

SHIPPED = load_library([resources() / "exercises", resources() / "routines"])

PLAN = plan(measuring(), each(Hold(30), sets=2), both(Reps(8)), each(Reps(5, Tempo(2, 1, 3))), both(Breaths(5)))


@pytest.mark.parametrize("tighter", [None, Side.RIGHT])
@pytest.mark.parametrize("name", SHIPPED.routines)
def test_every_shipped_plan_comes_back_unchanged(name: str, tighter: Side | None) -> None:
    made = make_plan(SHIPPED.routines[name], SHIPPED.exercises, Timing(7, 4, 9), measure_first=True, tighter=tighter)
    back = read_plan(write_plan(made), SHIPPED.exercises)
    assert back is not None
    assert back.spans == made.spans
    assert (back.routine.id, back.routine.name, back.routine.phase) == (
        made.routine.id,
        made.routine.name,
        made.routine.phase,
    )
    assert back.routine.farewell == made.routine.farewell


def test_every_kind_of_dose_comes_back() -> None:
    back = read_plan(write_plan(PLAN), EXERCISES)
    assert back is not None
    assert back.spans == PLAN.spans


def test_a_session_can_resume_with_a_plan_that_came_back() -> None:
    back = read_plan(write_plan(PLAN), EXERCISES)
    assert back is not None
    places = [position_of(span) for span in PLAN.spans if not span.is_lead_in]
    assert all(again(back, place, []) is not None for place in places)


def test_it_is_one_line_of_text() -> None:
    assert "\n" not in write_plan(PLAN)


def test_a_missing_exercise_gives_no_plan() -> None:
    fewer = {name: known for name, known in EXERCISES.items() if name != "calf"}
    assert read_plan(write_plan(PLAN), fewer) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "7", "{}", '{"routine": {}, "spans": []}', '{"measure": true}'])
def test_other_text_gives_no_plan(text: str) -> None:
    assert read_plan(text, EXERCISES) is None


@pytest.mark.parametrize("place", range(10))
@pytest.mark.parametrize("wrong", [None, "wrong", [], {}])
def test_a_span_that_was_changed_raises_nothing(place: int, wrong: Any) -> None:
    found = json.loads(write_plan(PLAN))
    found["spans"][1][place] = wrong
    read_plan(json.dumps(found), EXERCISES)
