"""Folders of files become one library, whatever they contain."""

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mobility_gui.library.library import Library, check_file, load_library
from mobility_gui.training.routine import Breaths, Group, Hold, Measure, Reps, Sides, Tempo
from tests.library.conftest import SHIPPED
from tests.library.test_table_reader import EXERCISE, ROUTINE


def own(tmp_path: Path, **files: str) -> Library:
    for name, text in files.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return load_library(SHIPPED, [tmp_path])


def test_the_runners_own_routine_is_in_mine_whatever_group_it_names(tmp_path: Path) -> None:
    library = own(tmp_path, a=ROUTINE.replace("[routine.mine]", '[routine.mine]\ngroup = "yoga"'))
    assert library.problems == ()
    assert library.routines["mine"].group is Group.MINE
    assert library.routine_files["mine"] == tmp_path / "a.toml"
    assert list(library.routines)[-1] == "mine"


def test_shipped_routines_are_ordered_by_group(shipped: Library) -> None:
    groups = [routine.group for routine in shipped.routines.values()]
    assert groups == sorted(groups, key=list(Group).index)
    assert next(iter(shipped.routines)) == "warm_up_ankles"


def test_a_step_takes_what_it_omits_from_the_exercise(tmp_path: Path) -> None:
    first, second = own(tmp_path, a=ROUTINE).routines["mine"].steps
    assert (first.dose, first.sides, first.sets) == (Reps(15, Tempo(1, 0, 1)), Sides.BOTH, 1)
    assert (first.set_up_seconds, first.switch_seconds, first.rest_seconds) == (None, None, 10)
    assert (second.dose, second.sides, second.sets) == (Breaths(3), Sides.LEFT, 2)
    assert (second.set_up_seconds, second.switch_seconds, second.rest_seconds) == (0, 60, 300)


@pytest.mark.parametrize(
    ("exercise", "written", "dose"),
    [
        ("bridge", "{ hold = 5 }", Hold(5)),
        ("bridge", "{ hold = 600 }", Hold(600)),
        ("bridge", "{ reps = 12 }", Reps(12)),
        ("bridge", "{ reps = 100, tempo = [30, 0, 30] }", Reps(100, Tempo(30, 0, 30))),
        ("bridge", "{ breaths = 60 }", Breaths(60)),
        ("knee_to_wall", "{ measure = 1 }", Measure(1)),
    ],
)
def test_each_way_to_write_a_dose_is_understood(tmp_path: Path, exercise: str, written: str, dose: object) -> None:
    text = ROUTINE.replace('"calf_pumps"', f'"{exercise}", dose = {written}')
    assert own(tmp_path, a=text).routines["mine"].steps[0].dose == dose


def test_steps_may_be_written_as_tables_of_their_own(tmp_path: Path) -> None:
    head = "\n".join(ROUTINE.splitlines()[:4])
    text = f'{head}\n[[routine.mine.steps]]\nexercise = "bridge"\n[[routine.mine.steps]]\nexercise = "low_sqat"\n'
    assert [str(problem) for problem in own(tmp_path, a=text).problems] == [
        f'{tmp_path / "a.toml"}:8: There is no exercise "low_sqat". Did you mean "low_squat"?'
    ]


def test_the_name_of_an_exercise_is_its_one_name_even_if_it_is_long_and_the_file_has_a_second_one(
    tmp_path: Path,
) -> None:
    exercise = EXERCISE.replace('"Shin rock"', '"Shin rock with the back to the wall"\nstage_name = "Shins"')
    library = own(tmp_path, a=exercise)
    assert library.problems == ()
    assert library.exercises["shin_rock"].name == "Shin rock with the back to the wall"


def test_the_runners_own_exercise_can_be_used_by_routines_in_any_file(tmp_path: Path) -> None:
    library = own(tmp_path, a=ROUTINE.replace("calf_pumps", "shin_rock"), z=EXERCISE)
    assert library.problems == ()
    assert library.exercises["shin_rock"].name == "Shin rock"
    assert library.exercise_files["shin_rock"] == tmp_path / "z.toml"


def test_a_correct_table_is_kept_beside_a_wrong_one(tmp_path: Path) -> None:
    library = own(tmp_path, a=ROUTINE + "[routine.empty]\n" + EXERCISE)
    assert "mine" in library.routines
    assert "empty" not in library.routines
    assert "shin_rock" in library.exercises
    assert len(library.problems) == 4


def test_the_shipped_one_wins_if_a_file_uses_its_name(tmp_path: Path, shipped: Library) -> None:
    library = own(tmp_path, a=EXERCISE.replace("shin_rock]", "low_squat]"))
    assert library.exercises["low_squat"] == shipped.exercises["low_squat"]
    assert [str(problem) for problem in library.problems] == [
        (
            f'{tmp_path / "a.toml"}:1: The exercise "low_squat" already exists, in ankle.toml. Give this one'
            " another name, such as [exercise.my_low_squat]."
        )
    ]


def test_the_first_of_two_files_with_one_name_wins(tmp_path: Path) -> None:
    library = own(tmp_path, b=ROUTINE.replace("One.", "Two."), a=ROUTINE)
    assert library.routines["mine"].purpose == "One."
    assert [problem.path.name for problem in library.problems] == ["b.toml"]


def test_a_missing_folder_counts_as_empty(tmp_path: Path) -> None:
    assert load_library([tmp_path / "none"]) == Library()


def test_a_folder_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    (tmp_path / "routines").write_text("")
    (problem,) = load_library([], [tmp_path / "routines"]).problems
    assert problem.reason == (
        "This folder cannot be read (Not a directory). Check that it is a folder you are allowed to open."
    )


def test_hidden_and_other_files_are_ignored(tmp_path: Path) -> None:
    for name in (".#a.toml", "._a.toml", "a.toml~", "notes.txt"):
        (tmp_path / name).write_bytes(b"\xff")
    (tmp_path / "folder.toml").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.toml")
    assert load_library([], [tmp_path]).problems == ()


def test_a_file_of_the_library_can_be_checked_against_it(tmp_path: Path) -> None:
    library = own(tmp_path, a=EXERCISE + ROUTINE)
    assert check_file(tmp_path / "a.toml", library) == []
    copy = tmp_path / "copy"
    copy.write_text(ROUTINE)
    assert [problem.reason for problem in check_file(copy, library)] == [
        'The routine "mine" already exists, in a.toml. Give this one another name, such as [routine.my_mine].'
    ]


BOTH = EXERCISE + ROUTINE


@st.composite
def changed(draw: st.DrawFn) -> str:
    """Draw a correct file with a piece of it removed, doubled or replaced."""
    start = draw(st.integers(0, len(BOTH)))
    end = draw(st.integers(start, min(len(BOTH), start + 30)))
    piece = draw(st.sampled_from(["", BOTH[start:end] * 2, "nan", "[", "]", "{}", '"', "=", "1e999", "\n", "'''", "."]))
    return BOTH[:start] + piece + BOTH[end:]


@given(changed() | st.text(max_size=100))
@example("exercise.a.dose.hold = 1\nroutine.b.steps = [{}]")
@example("[exercise]\n[routine]\n")
def test_any_text_gives_a_library_and_sentences(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.getbasetemp() / "any"
    folder.mkdir(exist_ok=True)
    (folder / "any.toml").write_text(text, encoding="utf-8", errors="replace")
    library = load_library(SHIPPED, [folder])
    assert len(library.exercises) >= 30
    assert len(library.routines) >= 7
    lines = text.count("\n") + text.count("\r") + 1
    for problem in library.problems:
        assert problem.path == folder / "any.toml"
        assert 1 <= problem.line <= lines
        assert "\n" not in problem.reason
    if not library.problems:
        assert {"shin_rock", "mine"} & {*library.exercises, *library.routines}
