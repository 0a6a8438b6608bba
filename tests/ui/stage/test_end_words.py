from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Held
from mobility_gui.ui.stage.end_words import advice_words, count_words, farewell_words, saved_words
from tests.training.examples import EXERCISES

LEFT, RIGHT, BOTH = Side.LEFT, Side.RIGHT, Side.BOTH
NONE: frozenset[Side] = frozenset()
SIDES = frozenset({LEFT, RIGHT})

BOTH_DONE = Held("calf", {LEFT: "30 s", RIGHT: "30 s"}, NONE)
ONE_HURT = Held("hip", {LEFT: "12 s, stopped: it hurt", RIGHT: "30 s"}, frozenset({LEFT}))
ONE_SKIPPED = Held("calf", {LEFT: "30 s", RIGHT: "skipped"}, NONE, NONE, frozenset({RIGHT}))
BOTH_CUT = Held("calf", {LEFT: "3 s, cut short", RIGHT: "4 s, cut short"}, NONE, SIDES)
ALL_SKIPPED = Held("calf", {LEFT: "skipped", RIGHT: "skipped"}, NONE, NONE, SIDES)
SQUAT = Held("squat", {BOTH: "10 reps"}, NONE)


def test_exercises_are_counted_and_never_their_sides() -> None:
    assert count_words([]) == ""
    assert count_words([BOTH_DONE]) == "1 exercise"
    assert count_words([ONE_HURT, ONE_SKIPPED, SQUAT]) == "3 exercises, 1 stopped because it hurt, 1 cut short"
    assert count_words([BOTH_CUT, SQUAT]) == "2 exercises, 1 cut short"
    assert count_words([ALL_SKIPPED, SQUAT]) == "2 exercises, 1 skipped"
    assert count_words([ALL_SKIPPED, ONE_HURT]) == "2 exercises, 1 stopped because it hurt, 1 skipped"


def test_an_exercise_with_two_doses_counts_once() -> None:
    assert count_words([BOTH_DONE, ALL_SKIPPED]) == "1 exercise, 1 cut short"


def test_what_was_saved_is_said() -> None:
    assert saved_words(nothing=False, measured=True) == "Saved on this computer."
    assert saved_words(nothing=True, measured=True) == "Only your measurement was saved."
    assert saved_words(nothing=True, measured=False) == "Nothing was saved."


def test_praise_is_kept_for_what_was_done() -> None:
    assert farewell_words("Have a good run.", [BOTH_DONE, ONE_SKIPPED]) == "Have a good run."
    assert farewell_words("Have a good run.", [ALL_SKIPPED]) == "You skipped most of it this time."
    assert farewell_words("Have a good run.", [BOTH_CUT]) == "You skipped most of it this time."


def test_one_pain_brings_the_easier_variant_and_several_bring_care() -> None:
    assert advice_words([BOTH_DONE], EXERCISES) == ""
    assert advice_words([ONE_HURT], EXERCISES) == "If hip hurts again next time, try this: Less of it."
    hurt_too = Held("calf", {LEFT: "1 s, stopped: it hurt"}, frozenset({LEFT}))
    assert advice_words([ONE_HURT, hurt_too], EXERCISES).startswith("Several exercises hurt.")
