import re
from dataclasses import replace

import pytest

from mobility_gui.training.exercise import Side
from mobility_gui.training.phrases import (
    dose_phrases,
    number_phrases,
    set_phrases,
    set_up_phrase,
    side_phrases,
    vocabulary,
)
from mobility_gui.training.routine import Breaths, Dose, Hold, Measure, Reps
from tests.training.examples import exercise
from tests.training.speech_listener import SHIPPED, dose_in

SHIPPED_VOCABULARY = vocabulary(SHIPPED.exercises.values(), SHIPPED.routines.values())


@pytest.mark.parametrize(
    ("dose", "phrases"),
    [
        (Hold(30), ("30 seconds",)),
        (Hold(60), ("1 minute",)),
        (Hold(90), ("1 minute 30 seconds",)),
        (Hold(120), ("2 minutes",)),
        (Hold(135), ("2 minutes", "15 seconds")),
        (Hold(61), ("1 minute", "1 second")),
        (Hold(37), ("thirty", "seven", "seconds")),
        (Hold(67), ("1 minute", "seven", "seconds")),
        (Hold(11 * 60), ()),
        (Reps(1), ("1 rep",)),
        (Reps(20), ("20 reps",)),
        (Reps(30), ("thirty", "reps")),
        (Reps(42), ("forty", "two", "reps")),
        (Reps(100), ("a hundred", "reps")),
        (Reps(200), ()),
        (Breaths(5), ("5 breaths",)),
        (Breaths(60), ("sixty", "breaths")),
        (Measure(1), ("One practice, then one try a side",)),
    ],
)
def test_a_common_dose_is_one_phrase_and_any_other_is_made_of_parts(dose: Dose, phrases: tuple[str, ...]) -> None:
    assert dose_phrases(dose) == phrases


@pytest.mark.parametrize(
    ("number", "phrases"),
    [(0, ()), (1, ("one",)), (30, ("thirty",)), (31, ("thirty", "one")), (99, ("ninety", "nine")), (200, ())],
)
def test_numbers_are_said_in_the_fewest_phrases(number: int, phrases: tuple[str, ...]) -> None:
    assert number_phrases(number) == phrases


def test_a_number_beyond_a_hundred_continues_from_a_hundred() -> None:
    assert number_phrases(145) == ("a hundred", "forty", "five")


def test_only_several_sets_are_announced_and_many_are_only_numbered() -> None:
    assert set_phrases(1, 1) == ()
    assert set_phrases(2, 3) == ("Set 2 of 3",)
    assert set_phrases(7, 10) == ("Set", "seven")


def test_both_sides_together_need_no_word() -> None:
    assert side_phrases(Side.BOTH) == ()
    assert side_phrases(Side.RIGHT) == ("Right side", "Right")
    assert side_phrases(Side.RIGHT, "foot in front") == ("Right foot in front", "Right")


def test_the_set_up_line_names_the_side_to_lie_on_and_units_in_full() -> None:
    line = "Lie on the other side, 30 cm from the wall, for 5 s."
    told = set_up_phrase(replace(exercise(), set_up=line), Side.LEFT)
    assert told == "Lie on your right side, 30 centimetres from the wall, for 5 seconds."
    assert set_up_phrase(replace(exercise(), set_up="5 cm (2 in) away."), Side.BOTH) == "5 centimetres, 2 inches, away."


def test_whatever_a_file_may_ask_for_has_its_phrases_in_the_vocabulary() -> None:
    known = set(SHIPPED_VOCABULARY)
    doses: list[Dose] = [
        *map(Hold, range(5, 601)),
        *map(Reps, range(1, 101)),
        *map(Breaths, range(1, 61)),
        *map(Measure, range(1, 4)),
    ]
    for dose in doses:
        assert dose_phrases(dose), dose
        assert known.issuperset(dose_phrases(dose)), dose
    assert known.issuperset(text for sets in range(1, 11) for n in range(1, sets + 1) for text in set_phrases(n, sets))


@pytest.mark.parametrize("dose", [Hold(30), Hold(75), Hold(120), Reps(1), Reps(12), Breaths(3), Measure(3)])
def test_a_dose_of_one_phrase_is_understood_as_that_dose(dose: Dose) -> None:
    (phrase,) = dose_phrases(dose)
    assert dose_in(phrase) == dose


def test_the_vocabulary_is_small_without_duplicates_and_always_in_the_same_order() -> None:
    assert len(SHIPPED_VOCABULARY) == len(set(SHIPPED_VOCABULARY)) < 260
    assert vocabulary(list(SHIPPED.exercises.values()), list(SHIPPED.routines.values())) == SHIPPED_VOCABULARY


def test_everything_in_the_vocabulary_can_be_read_aloud() -> None:
    """Only letters, digits and plain marks are allowed, no abbreviated unit, bracket or arrow."""
    for phrase in SHIPPED_VOCABULARY:
        assert re.fullmatch(r"[A-Za-z0-9 ,.'-]+", phrase), phrase
        assert not re.search(r"\d ?(s|sec|min|mm|cm|m|in|x)\b", phrase), phrase


def test_no_name_is_mistaken_for_another_or_for_something_else_that_is_said() -> None:
    heard = [known.name for known in SHIPPED.exercises.values()]
    assert len(heard) == len(set(heard))
    assert not set(heard) & set(vocabulary(()))
