import pytest

from mobility_gui.ankle.trial import Trial, TrialFault, is_far_off, mean_mm


def test_the_mean_leaves_out_what_does_not_count() -> None:
    trials = (Trial(115), Trial(125, TrialFault.HEEL_LIFTED), Trial(120))
    assert mean_mm(trials) == 117.5


def test_without_a_counted_trial_there_is_no_mean() -> None:
    assert mean_mm((Trial(115, TrialFault.PAIN),)) is None
    assert mean_mm(()) is None


@pytest.mark.parametrize("distance", [-0.1, 300.1])
def test_a_distance_no_ankle_reaches_is_refused(distance: float) -> None:
    with pytest.raises(ValueError, match="outside 0 to 300 mm"):
        Trial(distance)


def test_both_ends_of_the_range_are_believed() -> None:
    assert mean_mm((Trial(0), Trial(300))) == 150


@pytest.mark.parametrize(
    ("value_mm", "others_mm", "far_off"),
    [(250, (120, 115), True), (115, (250, 120), False), (150, (120,), False), (150.5, (120,), True), (250, (), False)],
)
def test_a_value_is_far_off_if_every_other_one_is_more_than_3_cm_away(
    value_mm: float, others_mm: tuple[float, ...], far_off: bool
) -> None:
    assert is_far_off(value_mm, others_mm) is far_off
