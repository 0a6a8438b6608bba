from datetime import UTC, datetime

import pytest

from mobility_gui.ankle.trial import Trial, TrialFault
from mobility_gui.ankle.unit import Unit
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Measurement, Occasion
from mobility_gui.ui.stage.measured import SMALL, Measured, MeasuredAnkle, measured

NOW = datetime(2026, 5, 4, 7, 0, tzinfo=UTC)
LEFT, RIGHT, COLD, AFTER = Side.LEFT, Side.RIGHT, Occasion.COLD, Occasion.AFTER


def taken(side: Side, occasion: Occasion, *mm: float, fault: TrialFault | None = None) -> Measurement:
    return Measurement(side, occasion, NOW, tuple(Trial(value, fault) for value in mm))


def test_each_ankle_is_shown_before_and_after_with_its_change() -> None:
    found = measured(
        [
            taken(LEFT, COLD, 98, 100, 102),
            taken(RIGHT, COLD, 120),
            taken(LEFT, AFTER, 112),
            taken(RIGHT, AFTER, 118),
        ],
        Unit.CM,
    )
    assert found == Measured(
        (MeasuredAnkle(LEFT, "10.0", "11.2", "+1.2", "cm"), MeasuredAnkle(RIGHT, "12.0", "11.8", "−0.2", "cm")), SMALL
    )


def test_the_change_is_subtracted_first_and_then_rounded() -> None:
    found = measured([taken(LEFT, COLD, 107.6), taken(LEFT, AFTER, 115.4)], Unit.CM)
    assert found.ankles[0] == MeasuredAnkle(LEFT, "10.8", "11.5", "+0.8", "cm")


@pytest.mark.parametrize(
    ("left_mm", "right_mm", "doubt"),
    [
        (118, 119, SMALL),
        (121, 122, "More than measurement error (1.9 cm)."),
        (79, 120, "More than measurement error (1.9 cm)."),
        (125, 102, "Left: more than measurement error (1.9 cm)."),
        (104, 125, "Right: more than measurement error (1.9 cm)."),
    ],
)
def test_a_change_within_the_error_is_doubted_and_a_larger_one_is_not(
    left_mm: float, right_mm: float, doubt: str
) -> None:
    cold = [taken(side, COLD, 100) for side in (LEFT, RIGHT)]
    found = measured([*cold, taken(LEFT, AFTER, left_mm), taken(RIGHT, AFTER, right_mm)], Unit.CM)
    assert found.doubt == doubt


def test_an_ankle_measured_once_has_no_change_and_nothing_to_doubt() -> None:
    assert measured([taken(LEFT, COLD, 100)], Unit.CM) == Measured((MeasuredAnkle(LEFT, "10.0", "", "", "cm"),))
    assert measured([taken(RIGHT, AFTER, 100)], Unit.CM) == Measured((MeasuredAnkle(RIGHT, "", "10.0", "", "cm"),))


def test_trials_that_do_not_count_show_nothing() -> None:
    assert measured([taken(LEFT, AFTER, 100, fault=TrialFault.HEEL_LIFTED)], Unit.CM) == Measured()
    assert measured([], Unit.CM) == Measured()


def test_the_last_of_several_measurements_is_the_one_that_is_shown() -> None:
    twice = [taken(LEFT, AFTER, 100), taken(LEFT, AFTER, 110)]
    assert measured(twice, Unit.CM).ankles[0].after == "11.0"


def test_inches_are_shown_in_inches() -> None:
    (ankle,) = measured([taken(LEFT, AFTER, 127)], Unit.INCH).ankles
    assert (ankle.after, ankle.unit) == ("5.0", "in")
