from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from mobility_gui.ankle.unit import Unit
from mobility_gui.ui.progress.scale import date_ticks, day_number, distance_range_mm, distance_ticks


def test_a_point_stands_at_its_local_day() -> None:
    assert day_number(datetime(2026, 11, 22, 12, 0, tzinfo=UTC)) == date(2026, 11, 22).toordinal() + 0.5


@pytest.mark.parametrize(
    ("lowest_mm", "highest_mm", "unit", "ends_mm"),
    [
        (82, 131, Unit.CM, (80, 150)),
        (81, 131, Unit.CM, (70, 150)),
        (114, 140, Unit.CM, (110, 150)),
        (82, 163, Unit.CM, (80, 170)),
        (1, 140, Unit.CM, (0, 150)),
        (90, 140, Unit.INCH, (76.2, 152.4)),
    ],
)
def test_the_distance_axis_begins_at_a_round_number_and_reaches_15_cm(
    lowest_mm: float, highest_mm: float, unit: Unit, ends_mm: tuple[float, float]
) -> None:
    assert distance_range_mm(lowest_mm, highest_mm, unit) == pytest.approx(ends_mm)


def test_every_line_has_its_number() -> None:
    assert distance_ticks(120, 150, Unit.CM) == [(120, "12"), (130, "13"), (140, "14"), (150, "15")]
    assert [word for _, word in distance_ticks(101.6, 127, Unit.INCH)] == ["4", "4.5", "5"]


def test_a_tall_axis_leaves_every_second_line_out() -> None:
    assert [word for _, word in distance_ticks(0, 160, Unit.CM)] == ["0", "2", "4", "6", "8", "10", "12", "14", "16"]


def ordinal(year: int, month: int, day: int) -> int:
    return date(year, month, day).toordinal()


def test_a_short_stretch_names_mondays() -> None:
    ticks = date_ticks(ordinal(2026, 10, 26), ordinal(2026, 11, 22), 800)
    assert [word for _, word in ticks] == ["26 Oct", "2 Nov", "9 Nov", "16 Nov"]
    assert ticks[1][0] == ordinal(2026, 11, 2)


def test_a_long_stretch_names_months_and_the_year_in_january() -> None:
    words = [word for _, word in date_ticks(ordinal(2026, 10, 15), ordinal(2027, 2, 10), 800)]
    assert words == ["November", "December", "2027", "February"]


@pytest.mark.parametrize("room_px", [10, 120, 300, 800, 2000])
@pytest.mark.parametrize("days", [8, 60, 400, 4000])
def test_names_never_stand_closer_than_they_are_wide(room_px: int, days: int) -> None:
    last = ordinal(2026, 11, 22)
    ticks = [day for day, _ in date_ticks(last - days, last, room_px)]
    gaps = [(after - before) / days * room_px for before, after in pairwise(ticks)]
    assert all(gap >= 40 for gap in gaps)
