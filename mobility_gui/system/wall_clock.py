"""The wall clock: the only place that reads the date and the time of day."""

from datetime import UTC, datetime

_FIRST = datetime(1970, 1, 1, tzinfo=UTC)


def now() -> datetime:
    """Return the local time with its offset from UTC, and never a time before 1970, which the record cannot hold."""
    return since_1970(datetime.now().astimezone())


def since_1970(moment: datetime) -> datetime:
    """Return this moment, or the first of 1970 if it is earlier."""
    return max(moment, _FIRST.astimezone(moment.tzinfo))
