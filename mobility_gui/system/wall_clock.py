"""The wall clock: the only place that reads the date and the time of day."""

from datetime import datetime


def now() -> datetime:
    """Return the local time with its offset from UTC."""
    return datetime.now().astimezone()
