import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import (
    UnreadableDistanceError,
    format_change,
    format_range,
    format_reading,
    format_value,
    parse_mm,
    step_from,
)


@pytest.mark.parametrize(
    ("typed", "unit", "distance_mm"),
    [
        ("12.7", Unit.CM, 127.0),
        ("12,7", Unit.CM, 127.0),
        (" 12 ", Unit.CM, 120.0),
        (".5", Unit.CM, 5.0),
        ("12.", Unit.CM, 120.0),
        ("4 7/8", Unit.CM, 123.825),
        ("¾", Unit.CM, 19.05),
        ("12 1/2 cm", Unit.INCH, 125.0),
        ("4 7/8", Unit.INCH, 123.825),
        ("4-7/8", Unit.INCH, 123.825),
        ("4⅞", Unit.INCH, 123.825),
        ("¾", Unit.INCH, 19.05),
        ("3/4", Unit.INCH, 19.05),
        ("5", Unit.INCH, 127.0),
        ('5"', Unit.CM, 127.0),
        ("5''", Unit.CM, 127.0),
        ("5 in", Unit.CM, 127.0),
        ("5 Inches", Unit.CM, 127.0),
        ("12.7 cm", Unit.INCH, 127.0),
        ("127 mm", Unit.INCH, 127.0),
        ("0", Unit.CM, 0.0),
        ("30", Unit.CM, 300.0),
    ],
)
def test_what_a_runner_types_is_understood(typed: str, unit: Unit, distance_mm: float) -> None:
    assert parse_mm(typed, unit) == distance_mm


@pytest.mark.parametrize(
    "typed", ["", "twelve", "12.7.1", "1e3", "-5", "12 kg", "4 7/0", "1/2/3", "12 5", "nan", "٣ x"]
)
def test_what_is_no_distance_gets_one_sentence_with_an_example(typed: str) -> None:
    with pytest.raises(UnreadableDistanceError, match=r"^Please type a distance like 12\.5\.$"):
        parse_mm(typed, Unit.CM)


def test_the_example_follows_the_unit() -> None:
    with pytest.raises(UnreadableDistanceError, match=r"like 4 3/4\.$"):
        parse_mm("x", Unit.INCH)


@pytest.mark.parametrize(
    ("typed", "unit", "sentence"),
    [
        ("127", Unit.CM, "127 is outside 0 to 30 cm; please read the tape again."),
        ("30.1", Unit.CM, "30.1 is outside 0 to 30 cm; please read the tape again."),
        ("12 1/2", Unit.CM, "12 1/2 in is outside 0 to 11.8 in; please read the tape again."),
        ("12 1/2", Unit.INCH, "12 1/2 in is outside 0 to 11.8 in; please read the tape again."),
        ("12", Unit.INCH, "12 is outside 0 to 11.8 in; please read the tape again."),
    ],
)
def test_a_distance_no_ankle_reaches_is_refused(typed: str, unit: Unit, sentence: str) -> None:
    with pytest.raises(UnreadableDistanceError) as refused:
        parse_mm(typed, unit)
    assert str(refused.value) == sentence


@given(st.text(max_size=20), st.sampled_from(Unit))
def test_any_text_gives_a_distance_in_range_or_a_sentence(typed: str, unit: Unit) -> None:
    try:
        distance_mm = parse_mm(typed, unit)
    except UnreadableDistanceError:
        return
    assert 0 <= distance_mm <= 300


@pytest.mark.parametrize(
    ("distance_mm", "unit", "text"),
    [
        (127, Unit.CM, "12.7"),
        (98.5, Unit.CM, "9.9"),
        (98.4, Unit.CM, "9.8"),
        (0, Unit.CM, "0.0"),
        (127, Unit.INCH, "5"),
        (120.65, Unit.INCH, "4¾"),
        (123.825, Unit.INCH, "4⅞"),
        (6.35, Unit.INCH, "¼"),
        (0, Unit.INCH, "0"),
        (123, Unit.INCH, "4.84"),
    ],
)
def test_a_reading_is_written_as_the_tape_shows_it(distance_mm: float, unit: Unit, text: str) -> None:
    assert format_reading(distance_mm, unit) == text


@given(st.integers(0, 47))
def test_what_is_written_in_inches_can_be_typed_again(quarters: int) -> None:
    distance_mm = quarters * 6.35
    if distance_mm <= 300:
        assert parse_mm(format_reading(distance_mm, Unit.INCH), Unit.INCH) == pytest.approx(distance_mm, abs=0.01)


@pytest.mark.parametrize(
    ("value_mm", "unit", "text"), [(98.33, Unit.CM, "9.8"), (98.33, Unit.INCH, "3.9"), (-0.4, Unit.CM, "0.0")]
)
def test_a_mean_is_written_with_one_decimal(value_mm: float, unit: Unit, text: str) -> None:
    assert format_value(value_mm, unit) == text


@pytest.mark.parametrize(
    ("change_mm", "unit", "text"),
    [
        (14, Unit.CM, "+1.4"),
        (-14, Unit.CM, "−1.4"),
        (0.3, Unit.CM, "0.0"),
        (-0.3, Unit.CM, "0.0"),
        (14, Unit.INCH, "+0.6"),
    ],
)
def test_a_change_carries_its_sign_only_when_something_is_left(change_mm: float, unit: Unit, text: str) -> None:
    assert format_change(change_mm, unit) == text


def test_a_range_names_its_unit() -> None:
    assert format_range(0, 300, Unit.CM) == "0 to 30 cm"
    assert format_range(0, 300, Unit.INCH) == "0 to 11.8 in"


@pytest.mark.parametrize(
    ("start_mm", "steps", "unit", "reached_mm"),
    [
        (100, 1, Unit.CM, 105),
        (100, -1, Unit.CM, 95),
        (102, 1, Unit.CM, 105),
        (102, -1, Unit.CM, 100),
        (0, -1, Unit.CM, 0),
        (300, 1, Unit.CM, 300),
        (127, 1, Unit.INCH, 133.35),
        (123, -1, Unit.INCH, 120.65),
        (299, 1, Unit.INCH, 298.45),
    ],
)
def test_a_step_lands_on_a_mark_of_the_tape(start_mm: float, steps: int, unit: Unit, reached_mm: float) -> None:
    assert step_from(start_mm, steps, unit) == pytest.approx(reached_mm)


def test_the_units_name_themselves_shortly() -> None:
    assert [unit.short for unit in Unit] == ["cm", "in"]
