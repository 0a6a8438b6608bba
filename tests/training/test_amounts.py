import pytest

from mobility_gui.training.amounts import amount_words, clock_words, dose_words
from mobility_gui.training.routine import Breaths, Dose, Hold, Measure, Reps, Tempo


@pytest.mark.parametrize(
    ("dose", "units", "text"),
    [
        (Hold(30), 30, "30 s"),
        (Reps(5), 1, "1 rep"),
        (Reps(5), 5, "5 reps"),
        (Breaths(3), 1, "1 breath"),
        (Breaths(3), 0, "0 breaths"),
        (Measure(), 1, "1 try"),
        (Measure(), 3, "3 tries"),
    ],
)
def test_an_amount_is_said_in_words(dose: Dose, units: int, text: str) -> None:
    assert amount_words(dose, units) == text


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        (Hold(30), "30 s"),
        (Reps(5, Tempo(2, 3, 3)), "5 reps"),
        (Reps(1), "1 rep"),
        (Breaths(3), "3 breaths"),
        (Breaths(1), "1 breath"),
        (Measure(3), "3 tries a side"),
    ],
)
def test_a_dose_is_said_in_two_words_or_so(dose: Dose, words: str) -> None:
    assert dose_words(dose) == words


@pytest.mark.parametrize(("seconds", "words"), [(0, "0:00"), (59, "0:59"), (396, "6:36"), (3_600, "60:00")])
def test_times_are_said_exactly_in_minutes_and_seconds(seconds: int, words: str) -> None:
    assert clock_words(seconds) == words
