"""Compares the shipped exercises and routines with the article's table and the usual doses."""

import re
import tomllib
from pathlib import Path

import pytest

from mobility_gui.library.library import Library, check_file
from mobility_gui.paths import resources
from mobility_gui.training.advice import warnings
from mobility_gui.training.exercise import CUE_LETTERS, SIDE_WORDS, Exercise, Kit, Posture, Side
from mobility_gui.training.plan import Timing, make_plan
from mobility_gui.training.routine import Breaths, Dose, Group, Hold, Measure, Phase, Reps, Routine, Sides, Tempo

TEN_MINUTES = 10 * 60
NAME_LETTERS_ON_THE_STAGE = 14
"""What fits beside the side flag at 900x600."""

ARTICLE: list[tuple[str, str, set[Dose], Sides]] = [
    ("knee_to_wall", "Knee to wall", {Measure(3)}, Sides.EACH),
    ("foot_ball_roll", "Foot roll", {Hold(30)}, Sides.EACH),
    ("calf_foam_roll", "Calf roll", {Hold(30), Hold(120)}, Sides.EACH),
    ("foot_stretch", "Foot stretch", {Hold(30)}, Sides.EACH),
    ("heel_drop", "Heel drop", {Reps(5, Tempo(2, 3, 3))}, Sides.EACH),
    (
        "half_kneeling_lunge",
        "Ankle lunge",
        {Reps(12, Tempo(1, 0, 2)), Reps(15, Tempo(2, 0, 2)), Hold(30)},
        Sides.EACH,
    ),
    ("low_squat", "Low squat", {Reps(10, Tempo(2, 0, 2)), Reps(12, Tempo(2, 0, 2))}, Sides.BOTH),
    ("downward_dog", "Downward dog", {Breaths(3)}, Sides.BOTH),
    ("low_lunge", "Low lunge", {Breaths(3)}, Sides.EACH),
    ("intense_side_stretch", "Side stretch", {Breaths(3)}, Sides.EACH),
    ("reclined_hero", "Reclined hero", {Breaths(5)}, Sides.BOTH),
    ("bridge", "Bridge", {Breaths(3)}, Sides.BOTH),
]

BEFORE_DRILLS: list[tuple[str, Sides, type[Dose], int, int]] = [
    ("leg_swing_front", Sides.EACH, Reps, 10, 15),
    ("leg_swing_side", Sides.EACH, Reps, 10, 15),
    ("ankle_circles", Sides.EACH, Reps, 20, 20),
    ("calf_pumps", Sides.BOTH, Reps, 15, 20),
    ("walking_lunge", Sides.BOTH, Reps, 12, 20),
    ("hip_circles", Sides.BOTH, Reps, 8, 10),
    ("greatest_stretch", Sides.EACH, Reps, 4, 6),
    ("inchworm", Sides.BOTH, Reps, 5, 6),
    ("high_knees", Sides.BOTH, Hold, 20, 30),
]

AFTER_DRILLS: list[tuple[str, Sides, type[Dose], int, int]] = [
    ("wall_calf_straight", Sides.EACH, Hold, 30, 30),
    ("wall_calf_bent", Sides.EACH, Hold, 30, 30),
    ("standing_quad", Sides.EACH, Hold, 30, 30),
    ("lying_hamstring", Sides.EACH, Hold, 30, 30),
    ("figure_four", Sides.EACH, Hold, 30, 30),
    ("hip_flexor_kneel", Sides.EACH, Hold, 30, 30),
    ("childs_pose", Sides.BOTH, Hold, 30, 60),
    ("open_book", Sides.EACH, Reps, 6, 8),
]

STRENGTH = ("calf_raise",)

ROUTINES: list[tuple[str, str, Phase, Group, list[tuple[str, Dose]]]] = [
    (
        "ankle_try_this",
        "Quick ankle session",
        Phase.ANY_TIME,
        Group.ANKLE_WORK,
        [
            ("knee_to_wall", Measure(3)),
            ("foot_ball_roll", Hold(30)),
            ("calf_foam_roll", Hold(30)),
            ("knee_to_wall", Measure(3)),
        ],
    ),
    (
        "warm_up_ankles",
        "Ankle warm-up",
        Phase.BEFORE_RUN,
        Group.BEFORE_RUN,
        [
            ("foot_ball_roll", Hold(30)),
            ("calf_foam_roll", Hold(30)),
            ("heel_drop", Reps(5, Tempo(2, 3, 3))),
            ("half_kneeling_lunge", Reps(12, Tempo(1, 0, 2))),
            ("low_squat", Reps(10, Tempo(2, 0, 2))),
        ],
    ),
    (
        "warm_up_standing",
        "Standing warm-up",
        Phase.BEFORE_RUN,
        Group.BEFORE_RUN,
        [
            ("calf_pumps", Reps(15, Tempo(1, 0, 1))),
            ("ankle_circles", Reps(20, Tempo(1, 0, 1))),
            ("leg_swing_front", Reps(10, Tempo(1, 0, 1))),
            ("leg_swing_side", Reps(10, Tempo(1, 0, 1))),
            ("hip_circles", Reps(8, Tempo(2, 0, 2))),
            ("walking_lunge", Reps(12, Tempo(1, 0, 2))),
            ("high_knees", Hold(20)),
        ],
    ),
    (
        "ankle_full",
        "Full ankle session",
        Phase.ANY_TIME,
        Group.ANKLE_WORK,
        [
            ("knee_to_wall", Measure(3)),
            ("foot_stretch", Hold(30)),
            ("calf_foam_roll", Hold(120)),
            ("heel_drop", Reps(5, Tempo(2, 3, 3))),
            ("half_kneeling_lunge", Reps(15, Tempo(2, 0, 2))),
            ("half_kneeling_lunge", Hold(30)),
            ("low_squat", Reps(12, Tempo(2, 0, 2))),
            ("knee_to_wall", Measure(3)),
        ],
    ),
    (
        "yoga_for_runners",
        "Yoga for runners",
        Phase.AFTER_RUN,
        Group.YOGA,
        [
            ("downward_dog", Breaths(3)),
            ("low_lunge", Breaths(3)),
            ("intense_side_stretch", Breaths(3)),
            ("reclined_hero", Breaths(5)),
            ("bridge", Breaths(3)),
        ],
    ),
    (
        "post_run_static",
        "Post-run stretch",
        Phase.AFTER_RUN,
        Group.AFTER_RUN,
        [
            ("wall_calf_straight", Hold(30)),
            ("wall_calf_bent", Hold(30)),
            ("standing_quad", Hold(30)),
            ("intense_side_stretch", Breaths(3)),
            ("downward_dog", Breaths(3)),
            ("hip_flexor_kneel", Hold(30)),
            ("childs_pose", Hold(30)),
            ("bridge", Breaths(3)),
            ("lying_hamstring", Hold(30)),
            ("figure_four", Hold(30)),
            ("open_book", Reps(6, Tempo(2, 2, 2))),
        ],
    ),
    (
        "post_run_short",
        "Short post-run stretch",
        Phase.AFTER_RUN,
        Group.AFTER_RUN,
        [
            ("wall_calf_straight", Hold(30)),
            ("wall_calf_bent", Hold(30)),
            ("standing_quad", Hold(30)),
            ("intense_side_stretch", Breaths(3)),
        ],
    ),
]

MINUTES = {"warm_up_standing": (4.5, 6.5), "post_run_short": (4.5, 5.5), "post_run_static": (12, 14)}

PROMISES = re.compile(r"prevent|injury-free|\bcure|\bheal\b|heals|treat|diagnos|guarantee|protects?\b", re.IGNORECASE)


def total_seconds(library: Library, routine: Routine) -> float:
    return make_plan(routine, library.exercises, Timing()).total_ms / 1000


def every_word(exercise: Exercise) -> str:
    lines = (*exercise.instructions, *exercise.faults, *exercise.stop)
    return " ".join((exercise.set_up, exercise.cue, exercise.easier, exercise.note, *lines))


def test_no_shipped_file_has_a_mistake(shipped: Library) -> None:
    assert shipped.problems == ()


def test_only_the_articles_exercises_the_usual_drills_and_strength_work_are_shipped(shipped: Library) -> None:
    drills = (row[0] for row in (*BEFORE_DRILLS, *AFTER_DRILLS))
    listed = [*(row[0] for row in ARTICLE), *drills, *STRENGTH]
    assert sorted(shipped.exercises) == sorted(listed)
    assert sorted(shipped.routines) == sorted(row[0] for row in ROUTINES)


@pytest.mark.parametrize("row", ARTICLE, ids=lambda row: row[0])
def test_an_exercise_of_the_article_has_its_name_dose_sides_and_figure(
    shipped: Library, row: tuple[str, str, set[Dose], Sides]
) -> None:
    exercise_id, name, doses, sides = row
    exercise = shipped.exercises[exercise_id]
    assert (exercise.id, exercise.name) == (exercise_id, name)
    assert exercise.sides is sides
    assert exercise.dose in doses
    steps = [step for routine in shipped.routines.values() for step in routine.steps if step.exercise == exercise_id]
    assert {step.dose for step in steps} == doses, "each dose of the article is played somewhere, and no other"
    assert {step.sides for step in steps} == {sides}
    assert exercise.figure == exercise_id
    assert (resources() / "figures" / f"{exercise_id}.toml").is_file()


@pytest.mark.parametrize("row", [*BEFORE_DRILLS, *AFTER_DRILLS], ids=lambda row: row[0])
def test_a_usual_drill_has_its_usual_dose_and_no_wrong_figure(
    shipped: Library, row: tuple[str, Sides, type[Dose], int, int]
) -> None:
    exercise_id, sides, kind, least, most = row
    exercise = shipped.exercises[exercise_id]
    assert exercise.sides is sides
    assert isinstance(exercise.dose, kind)
    amount = exercise.dose.seconds if isinstance(exercise.dose, Hold) else getattr(exercise.dose, "count", 0)
    assert least <= amount <= most
    assert exercise.figure is None


def test_the_calf_raise_works_one_calf_at_a_time_on_a_step_and_names_its_source(shipped: Library) -> None:
    exercise = shipped.exercises["calf_raise"]
    assert exercise.sides is Sides.EACH
    assert Kit.STEP in exercise.kit
    assert exercise.dose == Reps(10, Tempo(2, 1, 3))
    assert exercise.words == ("Up", "Hold", "Down")
    assert "Afonso 2021" in exercise.note
    assert exercise.figure == exercise.id
    assert (resources() / "figures" / "calf_raise.toml").is_file()


@pytest.mark.parametrize("row", ROUTINES, ids=lambda row: row[0])
def test_a_routine_has_its_name_phase_group_and_steps(
    shipped: Library, row: tuple[str, str, Phase, Group, list[tuple[str, Dose]]]
) -> None:
    routine_id, name, phase, group, steps = row
    routine = shipped.routines[routine_id]
    assert (routine.id, routine.name, routine.phase, routine.group) == (routine_id, name, phase, group)
    assert [(step.exercise, step.dose) for step in routine.steps] == steps
    assert all(step.sides == shipped.exercises[step.exercise].sides for step in routine.steps)
    assert routine.purpose.endswith(".")
    assert routine.farewell.endswith(".")
    assert not PROMISES.search(routine.purpose)


def test_the_yoga_ends_with_three_bridges(shipped: Library) -> None:
    assert shipped.routines["yoga_for_runners"].steps[-1].sets == 3


@pytest.mark.parametrize("exercise_id", [*(row[0] for row in (*ARTICLE, *BEFORE_DRILLS, *AFTER_DRILLS)), *STRENGTH])
def test_every_exercise_is_complete(shipped: Library, exercise_id: str) -> None:
    exercise = shipped.exercises[exercise_id]
    assert 0 < len(exercise.name) <= NAME_LETTERS_ON_THE_STAGE
    assert 0 < len(exercise.cue) <= CUE_LETTERS
    assert 0 < len(exercise.set_up) <= CUE_LETTERS
    assert 2 <= len(exercise.instructions) <= 5
    assert exercise.joints
    assert exercise.muscles
    assert exercise.faults
    assert exercise.stop
    assert exercise.easier
    assert 5 <= exercise.set_up_seconds <= 20
    for line in (exercise.set_up, exercise.cue, exercise.easier, *exercise.instructions, *exercise.stop):
        assert line.endswith("."), line
    assert not PROMISES.search(every_word(exercise))


def test_an_exercise_that_moves_during_a_hold_is_not_called_a_hold(shipped: Library) -> None:
    moving = {"foot_ball_roll": "Roll", "calf_foam_roll": "Roll", "high_knees": "Run"}
    held = {name: one for name, one in shipped.exercises.items() if isinstance(one.dose, Hold)}
    assert {name: one.words[1] for name, one in held.items()} == {name: moving.get(name, "Hold") for name in held}


def test_every_side_is_named_by_the_limb_it_is_about(shipped: Library) -> None:
    sided = [one for one in shipped.exercises.values() if one.sides is Sides.EACH and not isinstance(one.dose, Measure)]
    assert [one.id for one in sided if one.side_words == SIDE_WORDS] == []


def test_a_pose_with_the_head_low_or_the_knees_bent_under_has_a_careful_way_out(shipped: Library) -> None:
    assert {one.id: one.way_out for one in shipped.exercises.values() if one.way_out} == {
        "intense_side_stretch": "Come up slowly.",
        "reclined_hero": "Come up on your hands. Shake out your legs.",
    }


def test_an_exercise_whose_cue_changes_direction_says_so_aloud_half_way(shipped: Library) -> None:
    assert [one.id for one in shipped.exercises.values() if one.half_way_words] == ["ankle_circles", "hip_circles"]


def test_a_runner_lying_on_the_back_does_not_see_the_screen(shipped: Library) -> None:
    lying = [one for one in shipped.exercises.values() if one.posture is Posture.SUPINE]
    assert not any(one.sees_screen for one in lying)


def test_a_swing_goes_forward_and_back_not_down_and_up(shipped: Library) -> None:
    assert shipped.exercises["leg_swing_front"].words == ("Forward", "Hold", "Back")


def test_names_are_unique(shipped: Library) -> None:
    names = [exercise.name for exercise in shipped.exercises.values()]
    assert len(set(names)) == len(names)


def test_advice_from_the_evidence_on_what_to_skip_is_given(shipped: Library) -> None:
    def stops(exercise_id: str) -> str:
        return " ".join(shipped.exercises[exercise_id].stop)

    for words in ("wound", "fracture", "hot or swollen calf"):
        assert words in stops("calf_foam_roll")
    for on_a_step in ("heel_drop", "calf_raise"):
        assert "below the step" in stops(on_a_step)
    for words in ("knee, ankle or back trouble", "quad stretch"):
        assert words in stops("reclined_hero")
    for head_low in ("downward_dog", "intense_side_stretch", "childs_pose", "inchworm"):
        for words in ("uncontrolled high blood pressure", "glaucoma or another eye disease"):
            assert words in stops(head_low)


def test_a_hot_or_swollen_calf_is_for_a_doctor_the_same_day_and_with_chest_pain_an_emergency(shipped: Library) -> None:
    warned = {name: " ".join(one.stop) for name, one in shipped.exercises.items() if "calf:" in " ".join(one.stop)}
    assert sorted(warned) == [
        "calf_foam_roll",
        "calf_pumps",
        "calf_raise",
        "heel_drop",
        "high_knees",
        "wall_calf_bent",
        "wall_calf_straight",
    ]
    for words in warned.values():
        assert "see a doctor the same day" in words
        assert "With chest pain or shortness of breath, call emergency services now" in words


def test_routines_before_a_run_say_to_jog_first(shipped: Library) -> None:
    for routine in shipped.routines.values():
        easy_first = routine.purpose.startswith("Jog easily for a few minutes, then")
        assert easy_first is (routine.phase is Phase.BEFORE_RUN), routine.id


def test_reclined_hero_is_only_in_the_yoga_and_has_something_to_sit_on(shipped: Library) -> None:
    steps = [(routine.id, step.exercise) for routine in shipped.routines.values() for step in routine.steps]
    assert [routine_id for routine_id, exercise in steps if exercise == "reclined_hero"] == ["yoga_for_runners"]
    assert {Kit.BLOCK, Kit.CUSHION} <= set(shipped.exercises["reclined_hero"].kit)


def test_the_test_comes_first_and_last_in_routines_that_include_it(shipped: Library) -> None:
    for routine in shipped.routines.values():
        measured = [position for position, step in enumerate(routine.steps) if isinstance(step.dose, Measure)]
        expected = [0, len(routine.steps) - 1] if routine.group is Group.ANKLE_WORK else []
        assert measured == expected, routine.id


@pytest.mark.parametrize("routine_id", MINUTES)
def test_a_routine_takes_its_intended_minutes(shipped: Library, routine_id: str) -> None:
    least, most = MINUTES[routine_id]
    assert least * 60 <= total_seconds(shipped, shipped.routines[routine_id]) <= most * 60


def test_a_warm_up_is_short_and_holds_no_muscle_for_long(shipped: Library) -> None:
    warm_ups = [routine for routine in shipped.routines.values() if routine.phase is Phase.BEFORE_RUN]
    assert len(warm_ups) == 2
    for routine in warm_ups:
        assert total_seconds(shipped, routine) <= TEN_MINUTES
        for tighter in (None, Side.LEFT):
            assert warnings(make_plan(routine, shipped.exercises, Timing(), tighter=tighter)) == (), routine.id
        assert not any(isinstance(step.dose, Breaths) for step in routine.steps)


def test_the_standing_warm_up_needs_no_floor(shipped: Library) -> None:
    exercises = [shipped.exercises[step.exercise] for step in shipped.routines["warm_up_standing"].steps]
    assert {exercise.posture for exercise in exercises} == {Posture.STANDING}
    assert {kit for exercise in exercises for kit in exercise.kit} <= {Kit.WALL}


def test_after_a_run_nothing_is_quick(shipped: Library) -> None:
    for routine in shipped.routines.values():
        if routine.phase is Phase.AFTER_RUN:
            tempos = [step.dose.tempo for step in routine.steps if isinstance(step.dose, Reps)]
            assert all(tempo and tempo.seconds >= 4 for tempo in tempos), routine.id


def examples() -> list[str]:
    return re.findall(r"```toml\n(.*?)```", (resources() / "README.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("example", examples())
def test_the_examples_in_the_explanation_are_correct(shipped: Library, tmp_path: Path, example: str) -> None:
    path = tmp_path / "example.toml"
    path.write_text(example, encoding="utf-8")
    assert tomllib.loads(example)
    assert check_file(path, shipped) == []


def test_the_explanation_has_a_routine_and_an_exercise() -> None:
    assert [next(iter(tomllib.loads(example))) for example in examples()] == ["routine", "exercise"]
