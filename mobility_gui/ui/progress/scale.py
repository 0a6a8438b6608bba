"""Where the chart's axes begin and end and how they are labelled; knows nothing of painting."""

from datetime import date, datetime
from math import ceil, floor

from mobility_gui.ankle.unit import MM_PER_INCH, Unit
from mobility_gui.ankle.units import format_value
from mobility_gui.ui.kit.days import day_month_words, month_name

USUAL_TOP_MM = 150
"""The chart reaches at least this high, so that the 5-inch mark and its zone are always in sight."""

DAYS_WITH_WEEKS = 50
"""Up to this many days, weeks are named; above it, months."""

MONTH_PX, DAY_PX = 84, 56
_DAY_OF_1970 = date(1970, 1, 1).toordinal()

HALF_NAME_PX = 36
"""Room for half a name along the date axis."""


def day_number(at: datetime) -> float:
    """Return the place on the date axis: the local day as an ordinal, with the time of day as its fraction."""
    return at.date().toordinal() + (at.hour * 60 + at.minute) / 1440


def utc_day_number(day_from_1970: float) -> float:
    """Return the same for a day counted from 1970 in UTC, as the statistics count; off by hours at most."""
    return day_from_1970 + _DAY_OF_1970


def tick_step_mm(unit: Unit) -> float:
    """Return the distance between two lines: a centimetre, or half an inch."""
    return 10.0 if unit is Unit.CM else MM_PER_INCH / 2


def distance_range_mm(lowest_mm: float, highest_mm: float, unit: Unit) -> tuple[float, float]:
    """Return the ends of the distance axis: a round number below the lowest, not zero, and at least 15 cm."""
    step = tick_step_mm(unit)
    low = max(0.0, floor((lowest_mm - 2) / step) * step)
    return low, ceil(max(highest_mm + 2, USUAL_TOP_MM) / step) * step


def distance_ticks(low_mm: float, high_mm: float, unit: Unit) -> list[tuple[float, str]]:
    """Return the lines across the chart with their numbers; every second one if they would be too close."""
    step = tick_step_mm(unit)
    first, last = ceil(low_mm / step - 0.001), floor(high_mm / step + 0.001)
    every = 1 if last - first <= 12 else 2
    return [(n * step, _number(n * step, unit)) for n in range(first, last + 1) if n % every == 0]


def date_ticks(first_day: float, last_day: float, room_px: float) -> list[tuple[float, str]]:
    """Return the names along the date axis: Mondays in a short range, months in a longer one, the year for January."""
    begin, end = (date.fromordinal(min(max(round(day), 1), 3_000_000)) for day in (first_day, last_day))
    days = max(1, end.toordinal() - begin.toordinal())
    last = end.toordinal() - HALF_NAME_PX * days / max(room_px, 1)  # a later name would extend past the axis
    if days <= DAYS_WITH_WEEKS:
        mondays = [day for day in range(begin.toordinal(), end.toordinal() + 1) if date.fromordinal(day).weekday() == 0]
        every = max(1, ceil(len(mondays) * DAY_PX / max(room_px, 1)))
        return [(float(day), day_month_words(date.fromordinal(day))) for day in mondays[::every] if day <= last]
    months = range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month)
    wanted = len(months) * MONTH_PX / max(room_px, 1)
    every = next((n for n in (1, 2, 3, 6, 12) if wanted <= n), 12 * ceil(wanted / 12))
    firsts = [date(index // 12, index % 12 + 1, 1) for index in months if index % every == 0]
    return [(float(day.toordinal()), _month(day)) for day in firsts if begin.toordinal() <= day.toordinal() <= last]


def _number(distance_mm: float, unit: Unit) -> str:
    return format_value(distance_mm, unit).removesuffix(".0")


def _month(day: date) -> str:
    return str(day.year) if day.month == 1 else month_name(day)
