from datetime import UTC, datetime

from mobility_gui.ankle.trial import Trial, TrialFault
from mobility_gui.ankle.unit import Unit
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Measurement, Occasion
from mobility_gui.ui.stage.measured import ONE_SESSION, measured_lines

NOW = datetime(2026, 5, 4, 7, 0, tzinfo=UTC)


def measured(side: Side, occasion: Occasion, *mm: float, fault: TrialFault | None = None) -> Measurement:
    return Measurement(side, occasion, NOW, tuple(Trial(value, fault) for value in mm))


def test_before_and_after_of_each_side_are_told_with_what_one_session_can_prove() -> None:
    lines = measured_lines(
        [
            measured(Side.LEFT, Occasion.COLD, 98, 100, 102),
            measured(Side.RIGHT, Occasion.COLD, 120),
            measured(Side.LEFT, Occasion.AFTER, 112),
            measured(Side.RIGHT, Occasion.AFTER, 118),
        ],
        Unit.CM,
    )
    assert lines[0].startswith("Left: 10.0 → 11.2 cm (")
    assert "1.2" in lines[0]
    assert lines[1].startswith("Right: 12.0 → 11.8 cm (")
    assert lines[2:] == (ONE_SESSION,)


def test_a_side_measured_once_is_told_without_a_change() -> None:
    assert measured_lines([measured(Side.LEFT, Occasion.COLD, 100)], Unit.CM) == ("Left: 10.0 cm cold",)
    assert measured_lines([measured(Side.RIGHT, Occasion.AFTER, 100)], Unit.CM) == ("Right: 10.0 cm after",)


def test_trials_that_do_not_count_say_nothing() -> None:
    assert measured_lines([measured(Side.LEFT, Occasion.AFTER, 100, fault=TrialFault.HEEL_LIFTED)], Unit.CM) == ()
    assert measured_lines([], Unit.CM) == ()


def test_the_last_of_several_measurements_is_the_one_that_is_told() -> None:
    twice = [measured(Side.LEFT, Occasion.AFTER, 100), measured(Side.LEFT, Occasion.AFTER, 110)]
    assert measured_lines(twice, Unit.CM) == ("Left: 11.0 cm after",)


def test_inches_are_told_in_inches() -> None:
    (line,) = measured_lines([measured(Side.LEFT, Occasion.AFTER, 127)], Unit.INCH)
    assert line.startswith("Left: 5")
    assert Unit.INCH.short in line
