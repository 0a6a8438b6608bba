"""The problems reported for wrong tables, one mistake at a time."""

from collections.abc import Callable

import pytest

from mobility_gui.library.toml_file import MOST_PROBLEMS

Told = Callable[[str | bytes], list[str]]

EXERCISE = """[exercise.shin_rock]
name = "Shin rock"
joints = ["ankle"]
muscles = ["shin", "calf"]
posture = "standing"
sees_screen = true
kit = ["wall"]
dose = { reps = 12, tempo = [1, 0, 1] }
sides = "both"
set_up = "Stand with your back to the wall."
cue = "Toes up, toes down. Heels stay."
instructions = ["Stand with your back to the wall.", "Lift the front of both feet and lower it."]
faults = ["Leaning forward."]
stop = ["Stop at sharp pain."]
easier = "Sit down."
set_up_seconds = 10
figure = "shin_rock"
note = "A note."
words = ["Rock", "Hold", "Back"]
side_words = "foot in front"
half_way_words = "Other way round"
way_out = "Step away from the wall."
"""

ROUTINE = """[routine.mine]
name = "Mine"
phase = "any_time"
purpose = "One."
steps = [
    { exercise = "calf_pumps" },
    { exercise = "low_lunge", sides = "left", sets = 2, set_up_seconds = 0, switch_seconds = 60, rest_seconds = 300 },
]
"""


def with_line(text: str, key: str, line: str) -> str:
    """Return the text with the line of one key replaced."""
    (old,) = [old for old in text.splitlines() if old.startswith(f"{key} =")]
    return text.replace(old, line)


def with_step(step: str) -> str:
    return ROUTINE.replace('{ exercise = "calf_pumps" }', step)


def test_these_variants_are_correct(told: Told) -> None:
    assert told(EXERCISE) == []
    assert told(ROUTINE) == []
    assert told(EXERCISE + with_step('{ exercise = "shin_rock" }')) == []


OPTIONAL = ("sees_screen", "kit", "faults", "stop", "easier", "set_up_seconds", "figure", "note")


@pytest.mark.parametrize("key", [*OPTIONAL, "side_words", "half_way_words", "way_out"])
def test_an_exercise_may_omit_this_key(told: Told, key: str) -> None:
    assert told(with_line(EXERCISE, key, "")) == []


@pytest.mark.parametrize("value", ['"Shin"', '"A second name of more than fourteen letters"', "7"])
def test_the_second_name_that_older_files_give_an_exercise_is_no_mistake(told: Told, value: str) -> None:
    assert told(EXERCISE.replace("joints", f"stage_name = {value}\njoints", 1)) == []


@pytest.mark.parametrize(
    "key", ["name", "joints", "muscles", "posture", "dose", "sides", "set_up", "cue", "instructions"]
)
def test_an_exercise_needs_this_key(told: Told, key: str) -> None:
    (said,) = told(with_line(EXERCISE, key, ""))
    assert said.startswith(f'1: This exercise has no "{key}". Add it, for example {key} = ')


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("name = 7", '2: "name" must be text in "quotes", not 7.'),
        ('name = " "', '2: "name" is empty. Write something there.'),
        ('joints = "ankle"', '3: "joints" must be a list, such as ["foot"], not "ankle".'),
        ('joints = ["ankle", "toe"]', ('3: "joints" cannot be "toe". Use foot, ankle, knee, hip, lower_back,'
         " upper_back or shoulder_blade.")),
        ("posture = 1", ('5: "posture" cannot be 1. Use standing, half_kneeling, kneeling, all_fours, prone, supine'
         " or seated.")),
        ('sees_screen = "yes"', '6: "sees_screen" must be true or false, not "yes".'),
        ("dose = 30", '8: "dose" must look like { hold = 30 }, not 30.'),
        ("dose = {}", "8: This dose has no amount. Write, for example, { hold = 30 }."),
        ("dose = { tempo = [1, 0, 1] }", "8: This dose has no amount. Write, for example, { hold = 30 }."),
        ("dose = { rep = 12 }", '8: "rep" is unknown in a dose. Did you mean "reps"?'),
        ("dose = { hold = 30, tempo = [1, 0, 1] }", '8: "tempo" is unknown in a dose. Remove it.'),
        ("dose = { reps = 101 }", '8: "reps" must be a whole number of repetitions from 1 to 100, not 101.'),
        ("dose = { breaths = 0 }", '8: "breaths" must be a whole number of breaths from 1 to 60, not 0.'),
        ("dose = { hold = inf }", '8: "hold" must be a whole number of seconds from 5 to 600, not inf.'),
        ("dose = { hold = 601 }", '8: "hold" must be a whole number of seconds from 5 to 600, not 601.'),
        ("dose = { hold = true }", '8: "hold" must be a whole number of seconds from 5 to 600, not true.'),
        ("dose = { reps = 5, tempo = 2 }", '8: "tempo" must be a list, such as [2, 0, 2], not 2.'),
        ("dose = { reps = 5, tempo = [2, 2] }", '8: "tempo" needs 3 numbers, such as [2, 0, 2], but has 2.'),
        ("dose = { reps = 5, tempo = [0, 0, 0] }", ('8: "tempo" is all zeros. Give a repetition at least 1 second, or'
         ' remove "tempo".')),
        ("dose = { reps = 5, tempo = [2, 31, 2] }", ('8: Number 2 of "tempo" must be a whole number of seconds from 0'
         " to 30, not 31.")),
        ('words = ["In", "Out"]', '19: "words" needs 3 lines, but has 2.'),
        ('instructions = ["One."]', '12: "instructions" needs 2 to 5 lines, but has 1.'),
        ('instructions = ["One.", 2]', '12: Line 2 of "instructions" must be text in "quotes", not 2.'),
        ('instructions = [\n"One.",\n""]', '14: Line 2 of "instructions" is empty. Write something there.'),
        ("set_up_seconds = 61", '16: "set_up_seconds" must be a whole number of seconds from 0 to 60, not 61.'),
        ('figure = "a\\tb"', '17: "figure" contains a character that cannot be shown (U+0009). Remove it.'),
    ],
)  # fmt: skip
def test_a_mistake_in_an_exercise_is_reported(told: Told, line: str, said: str) -> None:
    assert told(with_line(EXERCISE, line.split(" =", maxsplit=1)[0], line)) == [said]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('phase = "evening"', '3: "phase" cannot be "evening". Use before_run, after_run or any_time.'),
        ('group = "legs"', '3: "group" cannot be "legs". Use before_run, after_run, ankle_work, yoga or mine.'),
        ("farewell = false", '3: "farewell" must be text in "quotes", not false.'),
        ("colour = 1", '3: "colour" is unknown in a routine. Remove it, or use group or farewell.'),
    ],
)  # fmt: skip
def test_a_mistake_in_a_routine_is_reported(told: Told, line: str, said: str) -> None:
    new = line if line.startswith("phase") else f'{line}\nphase = "any_time"'
    assert told(with_line(ROUTINE, "phase", new)) == [said]


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ('"calf_pumps"', '6: A step must look like { exercise = "low_squat" }, not "calf_pumps".'),
        ("{ sets = 2 }", '6: This step has no "exercise". Add it, for example exercise = "..."'),
        ('{ exercize = "calf_pumps" }', '6: "exercize" is unknown in a step. Did you mean "exercise"?'),
        ('{ exercise = "swim", dose = { hold = 30 } }', ('6: There is no exercise "swim". Run "mobility-gui list"'
         " to see them all.")),
        ('{ exercise = "bridge", sets = 0 }', '6: "sets" must be a whole number of sets from 1 to 10, not 0.'),
        ('{ exercise = "bridge", sides = "all" }', '6: "sides" cannot be "all". Use each, left, right or both.'),
        ('{ exercise = "bridge", rest_seconds = -1 }', ('6: "rest_seconds" must be a whole number of seconds from 0 to'
         " 300, not -1.")),
        ('{ exercise = "bridge", set_up_second = 5 }', ('6: "set_up_second" is unknown in a step. Did you mean'
         ' "set_up_seconds"?')),
        ('{ exercise = "bridge", dose = [30] }', '6: "dose" must look like { hold = 30 }, not a list.'),
    ],
)  # fmt: skip
def test_a_mistake_in_a_step_is_reported(told: Told, step: str, said: str) -> None:
    assert told(with_step(step)) == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1: This file has nothing in it. Start it with [routine.NAME] or [exercise.NAME]."),
        ("[exercise]\n[routine]", "1: This file has nothing in it. Start it with [routine.NAME] or [exercise.NAME]."),
        ("# nothing yet\n", "1: This file has nothing in it. Start it with [routine.NAME] or [exercise.NAME]."),
        ('[hotel]\nname = "Hotel"', "1: [hotel] does not say what it is. Write [routine.hotel] or [exercise.hotel]."),
        ('\n[routin.hotel]\nname = "Hotel"', '2: "routin" is unknown here. Did you mean "routine"?'),
        ("routine = 1", '1: "routine" must be a table. Write [routine.NAME], with a short name of your own.'),
        ("[routine]\nname = 1\nphase = 2", "2: Put [routine.NAME] above this, with a short name of your own."),
        ('[routine]\n[routine."\\u0041b"]', ('1: "Ab" cannot be the short name of this routine. Use only a-z, 0-9'
         " and _, start with a letter, and use at most 40 characters.")),
        ("[[routine.mine]]", "1: Put [routine.NAME] above this, with a short name of your own."),
        ('[routine."Hotel room"]', ('1: "Hotel room" cannot be the short name of this routine. Use only a-z, 0-9 and'
         " _, start with a letter, and use at most 40 characters.")),
    ],
)  # fmt: skip
def test_a_mistake_at_the_top_level_is_reported(told: Told, text: str, said: str) -> None:
    assert told(text) == [said]


def test_every_mistake_in_a_file_is_reported_in_order_of_lines(told: Told) -> None:
    text = with_line(with_line(EXERCISE, "cue", 'cue = ""'), "name", "nam = 1") + with_step('{ exercise = "swim" }')
    assert [said.split(":")[0] for said in told(text)] == ["2", "11", str(EXERCISE.count("\n") + 6)]


def test_only_the_first_mistakes_of_a_very_wrong_file_are_reported(told: Told) -> None:
    assert len(told("".join(f"[routine.r{number}]\n" for number in range(2000)))) == MOST_PROBLEMS
    assert len(told("[exercise.a]\n" + "".join(f"nam{number} = 1\n" for number in range(3000)))) == MOST_PROBLEMS


def test_a_routine_reports_that_the_mistake_is_in_its_exercise(told: Told) -> None:
    text = with_step('{ exercise = "shin_rock" }') + with_line(EXERCISE, "cue", 'cue = ""')
    assert told(text) == [
        '6: The exercise "shin_rock" has a mistake of its own. Fix that first.',
        '19: "cue" is empty. Write something there.',
    ]
