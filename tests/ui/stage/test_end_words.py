from datetime import timedelta

import pytest

from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Held
from mobility_gui.ui.stage.end_words import advice_words, farewell_words, saved_words, spent_words
from tests.training.examples import EXERCISES

BOTH_DONE = Held("calf", {Side.LEFT: "30 s", Side.RIGHT: "30 s"}, frozenset())
ONE_HURT = Held("hip", {Side.LEFT: "12 s, stopped: it hurt", Side.RIGHT: "30 s"}, frozenset({Side.LEFT}))
ONE_CUT = Held("calf", {Side.LEFT: "30 s", Side.RIGHT: "skipped"}, frozenset(), frozenset({Side.RIGHT}))
ALL_CUT = Held("calf", {Side.LEFT: "skipped", Side.RIGHT: "skipped"}, frozenset(), frozenset({Side.LEFT, Side.RIGHT}))


@pytest.mark.parametrize(("seconds", "words"), [(0, "0 s"), (59, "59 s"), (60, "1 min 0 s"), (526, "8 min 46 s")])
def test_the_time_it_took_is_said_as_one_says_it(seconds: int, words: str) -> None:
    assert spent_words(timedelta(seconds=seconds)) == words


def test_what_was_less_than_meant_is_counted_as_the_table_shows_it() -> None:
    assert saved_words([]) == "Saved on this computer."
    assert saved_words([BOTH_DONE]) == "Saved on this computer. 1 exercise, none cut short."
    assert saved_words([ONE_HURT, ONE_CUT]) == (
        "Saved on this computer. 2 exercises, 1 stopped because it hurt, 1 cut short."
    )


def test_praise_is_kept_for_what_was_done() -> None:
    assert farewell_words("Have a good run.", [BOTH_DONE, ONE_CUT], complete=True) == "Have a good run."
    assert farewell_words("Have a good run.", [ALL_CUT], complete=True) == "Most of it was left out this time."
    assert farewell_words("Have a good run.", [BOTH_DONE], complete=False) == "Ended early; what you did is kept."


def test_one_pain_brings_the_easier_variant_and_several_bring_care() -> None:
    assert advice_words([BOTH_DONE], EXERCISES) == ""
    assert advice_words([ONE_HURT], EXERCISES) == "If hip hurts again next time, try it easier: Less of it."
    hurt_too = Held("calf", {Side.LEFT: "1 s, stopped: it hurt"}, frozenset({Side.LEFT}))
    assert advice_words([ONE_HURT, hurt_too], EXERCISES).startswith("Several exercises hurt.")
