"""Twenty mistakes that runners make: one clear sentence for each, and the correct files are still read."""

import shutil
from pathlib import Path

import pytest

from mobility_gui.library.library import Library, check_file, load_library
from tests.library.conftest import SHIPPED

WRONG = Path(__file__).parent / "wrong"

SENTENCES = {
    "01_text_without_quotes.toml": '2: the value after "=" is not understood; put text in "quotes" and write true and'
    " false small.",
    "02_comma_missing.toml": '7: a "," is missing before this, or the "]" that ends the list; put it there.',
    "03_same_table_twice.toml": "7: a table of this name stands further up; give this one another name.",
    "04_not_utf8.toml": "2: this file is not written in UTF-8; save it again with that encoding.",
    "05_name_of_33_parts.toml": "2: a name of more than 32 parts stands here; take out the dots in it.",
    "06_key_misspelt.toml": '4: "purpos" means nothing in a routine; did you mean "purpose"?',
    "07_purpose_missing.toml": '3: this routine has no "purpose"; give it one, as in purpose = "..."',
    "08_seconds_as_text.toml": '7: "hold" must be a whole number of seconds from 5 to 600, not "30 s".',
    "09_hold_too_short.toml": '6: "hold" must be a whole number of seconds from 5 to 600, not 3.',
    "10_unknown_exercise.toml": '8: there is no exercise "low_sqat"; did you mean "low_squat"?',
    "11_id_of_the_program.toml": "1: the routine warm_up_ankles is there already, in before_run.toml; give this one"
    " another name, such as [routine.my_warm_up_ankles].",
    "12_cue_too_long.toml": '9: "cue" has 73 letters; shorten it to 60 or fewer.',
    "13_not_a_number.toml": '6: "reps" must be a whole number of repetitions from 1 to 100, not nan.',
    "14_nested_too_deep.toml": "5: lists or tables are nested too deep here; remove the inner ones.",
    "15_no_steps.toml": '5: "steps" must have 1 to 60 steps such as { exercise = "low_squat" }, not 0.',
    "16_measured_without_wall.toml": "6: only knee_to_wall can be measured; choose hold, reps or breaths here.",
    "17_two_doses_in_one.toml": "6: a dose is only one of hold and reps; keep the one you mean.",
    "18_control_character.toml": '2: "name" holds a character that cannot be shown (U+0007); take it out.',
    "19_unknown_posture.toml": '5: "posture" cannot be "sitting"; choose standing, half_kneeling, kneeling, all_fours,'
    " prone, supine or seated.",
    "20_header_missing.toml": '1: "name" stands outside a table; put [routine.NAME] or [exercise.NAME] above it.',
}


def test_there_are_twenty_wrong_files() -> None:
    assert sorted(path.name for path in WRONG.iterdir()) == sorted(SENTENCES)
    assert len(SENTENCES) == 20


@pytest.mark.parametrize("name", SENTENCES)
def test_a_wrong_file_gives_one_sentence_with_file_line_and_reason(shipped: Library, name: str) -> None:
    path = WRONG / name
    assert [str(problem) for problem in check_file(path, shipped)] == [f"{path}:{SENTENCES[name]}"]


def test_wrong_files_hide_no_correct_ones(shipped: Library, tmp_path: Path) -> None:
    shutil.copytree(WRONG, tmp_path / "routines")
    (tmp_path / "routines" / "10a_right.toml").write_text(
        '[routine.right]\nname = "Right"\nphase = "after_run"\npurpose = "Is there."\n'
        'steps = [{ exercise = "childs_pose" }]\n'
    )
    library = load_library(SHIPPED, [tmp_path / "routines"])
    assert list(library.routines) == [*shipped.routines, "right"]
    assert library.exercises == shipped.exercises
    assert [problem.path.name for problem in library.problems] == sorted(SENTENCES)
