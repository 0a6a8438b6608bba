import pytest

from mobility_gui.ankle.error import (
    Standing,
    Zone,
    borderline_zone,
    margin_mm,
    mark_name,
    smallest_change_mm,
    standing,
    standing_words,
)
from mobility_gui.ankle.unit import Unit


@pytest.mark.parametrize(("tests", "change_cm"), [(1, 1.91), (2, 1.35), (3, 1.10), (4, 0.96), (6, 0.78), (12, 0.55)])
def test_the_smallest_change_is_that_of_the_evidence(tests: int, change_cm: float) -> None:
    assert smallest_change_mm(tests, tests) / 10 == pytest.approx(change_cm, abs=0.005)


def test_unequal_numbers_of_tests_count_with_their_own_error() -> None:
    assert smallest_change_mm(1, 3) == pytest.approx(15.6, abs=0.05)


def test_more_tests_narrow_the_level() -> None:
    assert margin_mm(3) == pytest.approx(7.81, abs=0.005)


def test_one_test_cannot_tell_between_114_and_140_mm() -> None:
    assert borderline_zone() == Zone(114, 140)
    assert borderline_zone(100) == Zone(87, 113)


@pytest.mark.parametrize(
    ("value_mm", "found"),
    [
        (98, Standing.BELOW),
        (113.4, Standing.BELOW),
        (113.5, Standing.BORDERLINE),
        (127, Standing.BORDERLINE),
        (140.4, Standing.BORDERLINE),
        (140.5, Standing.REACHED),
    ],
)
def test_a_test_is_judged_as_it_is_shown(value_mm: float, found: Standing) -> None:
    assert standing(value_mm) is found


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Standing.BELOW, "below the 5-inch mark"),
        (Standing.BORDERLINE, "borderline (11.4–14.0), one test cannot tell"),
        (Standing.REACHED, "past the mark"),
    ],
)
def test_the_words_claim_no_more_than_one_test_shows(found: Standing, words: str) -> None:
    assert standing_words(found, 127, Unit.CM) == words


def test_the_mark_is_named_by_its_inches_or_by_the_runners_own_number() -> None:
    assert mark_name(127, Unit.CM) == mark_name(127, Unit.INCH) == "5-inch mark"
    assert mark_name(110, Unit.CM) == "11.0 cm mark"
    assert standing_words(Standing.BORDERLINE, 127, Unit.INCH) == "borderline (4.5–5.5), one test cannot tell"
