from math import hypot

import pytest

from mobility_gui.ankle.difference import Comparison, difference
from tests.ankle.test_summary import weekly


@pytest.mark.parametrize(
    ("left_mm", "right_mm", "mm", "comparison"),
    [
        ([100] * 4, [114] * 4, -14, Comparison.USUAL),
        ([100] * 4, [115] * 4, -15, Comparison.WATCH),
        ([100] * 4, [114.6] * 4, -14.6, Comparison.WATCH),
        ([120] * 4, [100] * 4, 20, Comparison.WATCH),
        ([120.4] * 4, [100] * 4, 20.4, Comparison.WATCH),
        ([121] * 4, [100] * 4, 21, Comparison.CONSISTENT),
        ([100] * 3, [150] * 9, -50, Comparison.TOO_FEW),
        ([121] * 12, [100] * 12, 21, Comparison.CONSISTENT),
    ],
)
def test_the_levels_of_two_ankles_are_compared_once_each_rests_on_three_tests(
    left_mm: list[float], right_mm: list[float], mm: float, comparison: Comparison
) -> None:
    found = difference(weekly(*left_mm), weekly(*right_mm))
    assert found is not None
    assert found.mm == pytest.approx(mm)
    assert found.comparison is comparison


def test_it_is_now_minus_now_to_the_last_digit() -> None:
    left, right = weekly(90, 95, 101, 99, 104, 100, 98), weekly(100, 110, 112, 109, 115, 111)
    found = difference(left, right)
    assert found is not None
    assert found.mm == left.now.mm - right.now.mm
    assert found.margin_mm == hypot(left.now.margin_mm, right.now.margin_mm)
    assert found.tests == 5


def test_each_test_after_the_practice_brings_the_comparison_nearer() -> None:
    found = [difference(weekly(*[100] * count), weekly(*[110] * count)) for count in (1, 2, 3, 4)]
    assert [one.tests for one in found if one is not None] == [0, 1, 2, 3]


def test_one_ankle_alone_is_compared_with_nothing() -> None:
    assert difference(weekly(100), None) is None
    assert difference(None, weekly(100)) is None
