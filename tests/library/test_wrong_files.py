"""Twenty mistakes that runners make: one clear sentence for each, and the correct files are still read."""

import shutil
from pathlib import Path

import pytest

from mobility_gui.library.library import Library, check_file, load_library
from tests.library.conftest import SHIPPED

WRONG = Path(__file__).parent / "wrong"

SENTENCES = {
    "01_text_without_quotes.toml": '2: This value cannot be read. Put text in straight "quotes"; write true and'
    " false in lower case.",
    "02_comma_missing.toml": "7: A comma or a closing bracket (]) is missing before this.",
    "03_same_table_twice.toml": "7: There is already a table with this name above. Give this one another name.",
    "04_not_utf8.toml": "2: This line is not UTF-8 text. Save the file again with that encoding.",
    "05_name_of_33_parts.toml": "2: This name has more than 32 parts. Remove the dots from it.",
    "06_key_misspelt.toml": '4: "purpos" is unknown in a routine. Did you mean "purpose"?',
    "07_purpose_missing.toml": '3: This routine has no "purpose". Add it, for example purpose = "..."',
    "08_seconds_as_text.toml": '7: "hold" must be a whole number of seconds from 5 to 600, not "30 s".',
    "09_hold_too_short.toml": '6: "hold" must be a whole number of seconds from 5 to 600, not 3.',
    "10_unknown_exercise.toml": '8: There is no exercise "low_sqat". Did you mean "low_squat"?',
    "11_id_of_the_program.toml": '1: The routine "warm_up_ankles" already exists, in before_run.toml. Give this one'
    " another name, such as [routine.my_warm_up_ankles].",
    "12_cue_too_long.toml": '9: "cue" has 73 characters. Shorten it to 60 or fewer.',
    "13_not_a_number.toml": '6: "reps" must be a whole number of repetitions from 1 to 100, not nan.',
    "14_nested_too_deep.toml": "5: Lists or tables are nested too deeply here. Remove the inner ones.",
    "15_no_steps.toml": '5: "steps" needs 1 to 60 steps, such as { exercise = "low_squat" }, but has 0.',
    "16_measured_without_wall.toml": "6: Only knee_to_wall can be measured. Use hold, reps or breaths here.",
    "17_two_doses_in_one.toml": "6: This dose has hold and reps. Keep only one of them.",
    "18_control_character.toml": '2: "name" contains a character that cannot be shown (U+0007). Remove it.',
    "19_unknown_posture.toml": '5: "posture" cannot be "sitting". Use standing, half_kneeling, kneeling, all_fours,'
    " prone, supine or seated.",
    "20_header_missing.toml": '1: "name" is outside any table. Put [routine.NAME] or [exercise.NAME] above it.',
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
