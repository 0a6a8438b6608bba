import pytest

from mobility_gui.ankle.error import (
    SEM_MM,
    TARGET_MM,
    Standing,
    Zone,
    blended_sem_mm,
    borderline_zone,
    compare_with_mark,
    margin_mm,
    mark_name,
    smallest_change_mm,
    standing_words,
)
from mobility_gui.ankle.unit import Unit

TESTS = (1, 2, 3, 4, 6, 12)


@pytest.mark.parametrize(
    ("sem_cm", "changes_cm"),
    [
        (0.40, (1.11, 0.78, 0.64, 0.55, 0.45, 0.32)),
        (0.55, (1.52, 1.08, 0.88, 0.76, 0.62, 0.44)),
        (0.69, (1.91, 1.35, 1.10, 0.96, 0.78, 0.55)),
    ],
)
def test_the_smallest_change_is_that_of_the_evidence(sem_cm: float, changes_cm: tuple[float, ...]) -> None:
    found = [smallest_change_mm(tests, tests, sem_cm * 10) / 10 for tests in TESTS]
    assert found == pytest.approx(changes_cm, abs=0.01)


@pytest.mark.parametrize(("sem_cm", "mdc_cm"), [(0.4, 1.1), (0.55, 1.5)])
def test_the_figures_that_konor_measured_with_a_tape_belong_together(sem_cm: float, mdc_cm: float) -> None:
    """SEM 0.4 to 0.6 cm and MDC 1.1 to 1.5 cm within a session (Konor et al. 2012), each rounded."""
    assert round(smallest_change_mm(1, 1, sem_cm * 10) / 10, 1) == mdc_cm


def test_the_runners_own_scatter_is_blended_with_the_published_error() -> None:
    assert blended_sem_mm(10 * SEM_MM**2, 10) == pytest.approx(SEM_MM)
    assert blended_sem_mm(0, 10) == pytest.approx(SEM_MM / 2**0.5)
    assert blended_sem_mm(13 * 5.5**2, 13) == pytest.approx(((10 * 6.9**2 + 13 * 5.5**2) / 23) ** 0.5)


def test_the_error_is_never_below_the_runners_own_scatter() -> None:
    assert blended_sem_mm(13 * 10**2, 13) == pytest.approx(10)


def test_unequal_numbers_of_tests_count_with_their_own_error() -> None:
    assert smallest_change_mm(1, 3) == pytest.approx(15.6, abs=0.05)


def test_more_tests_narrow_the_level() -> None:
    assert margin_mm(3, SEM_MM) == pytest.approx(7.81, abs=0.005)


def test_one_test_cannot_tell_between_114_and_140_mm() -> None:
    assert borderline_zone(TARGET_MM) == Zone(114, 140)
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
    assert compare_with_mark(value_mm, TARGET_MM) is found


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Standing.BELOW, "below the 5-inch mark"),
        (Standing.BORDERLINE, "too close to call from one test (11.4–14.0)"),
        (Standing.REACHED, "past the mark"),
    ],
)
def test_the_words_claim_no_more_than_one_test_shows(found: Standing, words: str) -> None:
    assert standing_words(found, 127, Unit.CM) == words


def test_the_mark_is_named_by_its_inches_or_by_the_runners_own_number() -> None:
    assert mark_name(127, Unit.CM) == mark_name(127, Unit.INCH) == "5-inch mark"
    assert mark_name(110, Unit.CM) == "11.0 cm mark"
    assert standing_words(Standing.BORDERLINE, 127, Unit.INCH) == "too close to call from one test (4.5–5.5)"
