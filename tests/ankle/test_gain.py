from datetime import UTC, datetime, timedelta
from math import gamma, pi, sqrt

import pytest

from mobility_gui.ankle.gain import T95, gain, t95
from mobility_gui.ankle.reading import Reading

START = datetime(2026, 9, 1, 7, 0, tzinfo=UTC)


def paired(*gains_mm: float) -> list[Reading]:
    return [Reading(START + timedelta(days=day), 100, 100 + value) for day, value in enumerate(gains_mm)]


def test_a_gain_needs_both_tests_of_one_session() -> None:
    assert gain([Reading(START, 100), Reading(START, None, 110)]) is None


def test_six_sessions_give_the_number_alone() -> None:
    found = gain(paired(4, 8, 6, 6, 6, 6))
    assert found is not None
    assert (found.sessions, found.mean_mm, found.interval_mm) == (6, 6, None)


def test_from_seven_sessions_on_the_gain_has_a_t_interval() -> None:
    found = gain(paired(2, 3, 4, 5, 6, 7, 8))
    assert found is not None
    assert found.mean_mm == 5
    # s = 2.1602, t(6) = 2.447, 2.447 * 2.1602 / sqrt(7) = 1.998
    assert found.interval_mm == pytest.approx((3.002, 6.998), abs=0.001)


@pytest.mark.parametrize("freedom", range(1, len(T95) + 1))
def test_the_table_of_t_is_right(freedom: int) -> None:
    scale = gamma((freedom + 1) / 2) / (sqrt(freedom * pi) * gamma(freedom / 2))
    steps = 20_000
    width = T95[freedom - 1] / steps
    density = [scale * (1 + (i * width) ** 2 / freedom) ** (-(freedom + 1) / 2) for i in range(steps + 1)]
    inside = 2 * width / 3 * (density[0] + density[-1] + 4 * sum(density[1:-1:2]) + 2 * sum(density[2:-1:2]))
    assert inside == pytest.approx(0.95, abs=0.0001)


def test_past_the_table_the_interval_stays_on_the_wide_side() -> None:
    assert t95(500) == t95(30) == 2.042
