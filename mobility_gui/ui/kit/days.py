"""Days and times of day in words: in English, whatever language the system speaks."""

from dataclasses import dataclass
from datetime import date, datetime, time

from mobility_gui.training.record import CLOCK_WRONG_BEFORE

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(slots=True)
class _Clock:
    twelve_hours: bool = False


_clock = _Clock()
"""The system's clock. It is one for the whole program, as the system has one."""


def use_clock(*, twelve_hours: bool) -> None:
    """Say times of day as on the system's clock, from now on; until then they have 24 hours."""
    _clock.twelve_hours = twelve_hours


def has_twelve_hours() -> bool:
    """Return True if times are said with am and pm."""
    return _clock.twelve_hours


def weekday_name(day: date) -> str:
    return _WEEKDAYS[day.weekday()]


def month_name(day: date) -> str:
    return _MONTHS[day.month - 1]


def short_month(day: date) -> str:
    """Return a month in three letters, as in "Oct"."""
    return month_name(day)[:3]


def day_month_words(day: date) -> str:
    """Return "12 Oct"."""
    return f"{day.day} {short_month(day)}"


def month_words(day: date, today: date) -> str:
    """Return "October", or in another year "October 2025"."""
    return month_name(day) if day.year == today.year else f"{month_name(day)} {day.year}"


def day_words(day: date) -> str:
    """Return "12 October 2026"."""
    return f"{day.day} {month_name(day)} {day.year}"


def full_day_words(day: date) -> str:
    """Return "Monday 12 October 2026"."""
    return f"{weekday_name(day)} {day_words(day)}"


def span_words(first: date, last: date) -> str:
    """Return "1 May 2026 to 3 May 2026", or the day alone if there is only one."""
    return day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"


def short_day_words(day: date, today: date) -> str:
    """Return the shortest clear name of a day: "Today", "Yesterday", "Fri 20", "Tue 10 Nov", "10 Nov 25"."""
    ago = (today - day).days
    if ago in {0, 1}:
        return ("Today", "Yesterday")[ago]
    if day.year != today.year:
        return f"{day_month_words(day)} {day.year % 100:02}"
    month = "" if day.month == today.month else f" {short_month(day)}"
    return f"{weekday_name(day)[:3]} {day.day}{month}"


def wrong_clock_words(now: datetime) -> str:
    """Return what a runner should know whose clock cannot be right; empty if it can."""
    if now >= CLOCK_WRONG_BEFORE:
        return ""
    return f"Your computer’s clock says {day_words(now)}. Set it, or your sessions will be saved under that date."


def time_words(moment: datetime | time) -> str:
    """Return a time of day, as in "18:05", or on a 12-hour clock "6:05 pm"."""
    if not _clock.twelve_hours:
        return f"{moment.hour:02}:{moment.minute:02}"
    return f"{moment.hour % 12 or 12}:{moment.minute:02} {'am' if moment.hour < 12 else 'pm'}"
