"""Reads a routine: `[routine.ID]`, its keys and its list of steps."""

from collections.abc import Collection, Mapping

from mobility_gui.library.dose_table import read_dose
from mobility_gui.library.table_reader import TableReader
from mobility_gui.library.toml_file import near, shown
from mobility_gui.training.exercise import Exercise
from mobility_gui.training.routine import Breaths, Group, Phase, Routine, Sides, Step

NAME_LETTERS = 40
PURPOSE_LETTERS = 120
FAREWELL_LETTERS = 40
MOST_STEPS = 60


def read_routine(
    table: TableReader, routine_id: str, exercises: Mapping[str, Exercise], broken: Collection[str]
) -> Routine:
    """Return the routine; discard it if reading it added to the file's problems.

    `broken` are the ids of exercises that have mistakes themselves. The runner's own routines belong to *Mine*,
    whatever group they name.
    """
    group = table.choice("group", Group, Group.MINE)
    routine = Routine(
        id=routine_id,
        name=table.text("name", NAME_LETTERS),
        phase=table.choice("phase", Phase),
        group=Group.MINE if table.toml_file.own else group,
        purpose=table.text("purpose", PURPOSE_LETTERS),
        steps=tuple(
            _read_step(step, exercises, broken)
            for step in table.tables("steps", MOST_STEPS, "step", '{ exercise = "low_squat" }')
        ),
        farewell=table.text("farewell", FAREWELL_LETTERS, "Well done."),
    )
    table.finish()
    return routine


def _read_step(table: TableReader, exercises: Mapping[str, Exercise], broken: Collection[str]) -> Step:
    exercise_id = table.text("exercise", NAME_LETTERS)
    exercise = exercises.get(exercise_id)
    if exercise_id in broken:
        table.refuse(f"The exercise {shown(exercise_id)} has a mistake of its own. Fix that first.", "exercise")
    elif exercise_id and exercise is None:
        meant = near(exercise_id, exercises)
        hint = f'Did you mean "{meant}"?' if meant else 'Run "mobility-gui list" to see them all.'
        table.refuse(f"There is no exercise {shown(exercise_id)}. {hint}", "exercise")
    if "dose" in table or exercise is None:
        dose = read_dose(table, exercise_id) if "dose" in table else Breaths(1)
    else:
        dose = exercise.dose
    step = Step(
        exercise=exercise_id,
        dose=dose,
        sides=table.choice("sides", Sides, exercise.sides if exercise else Sides.BOTH),
        sets=table.whole("sets", 1, 10, "sets", 1),
        set_up_seconds=_seconds(table, "set_up_seconds", 60),
        switch_seconds=_seconds(table, "switch_seconds", 60),
        rest_seconds=table.whole("rest_seconds", 0, 300, "seconds", 10),
    )
    table.finish(["dose", "set_up_seconds", "switch_seconds"])
    return step


def _seconds(table: TableReader, key: str, most: int) -> int | None:
    return table.whole(key, 0, most, "seconds") if key in table else None
