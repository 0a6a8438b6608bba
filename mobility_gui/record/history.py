"""Reads from the record what the Progress page and `mobility-gui progress` show, and what a new session needs."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from mobility_gui.record.open_record import OpenRecord
from mobility_gui.settings import Settings
from mobility_gui.store.sessions import Store
from mobility_gui.training.exercise import Exercise
from mobility_gui.training.history import Goals, History, end_of_day, held_by_muscle, monday_of
from mobility_gui.training.record import WARM_SECONDS, Before, SessionRecord

LATEST_SESSIONS = 5
"""How many of the latest sessions to search for one that has just ended."""

WARM_FROM_MS = 60_000
"""Time held in a session from which the ankles count as warm (assumption)."""


def goals_of(settings: Settings) -> Goals:
    """Return the runner's goals."""
    return Goals(settings.target_mm, settings.weekly_dose_minutes, settings.sessions_a_week)


def history_of(store: Store, exercises: Mapping[str, Exercise], goals: Goals, now: datetime) -> History:
    """Return the whole history as of `now`. Raises `StoreError`."""
    end = end_of_day(now)
    lines = store.lines()
    held = store.held_since(monday_of(now.date()), end)
    return History(
        now.date(),
        tuple(line for line in lines if line.started < end),
        held_by_muscle(held, exercises),
        goals,
        tuple(line for line in lines if line.started >= end),
    )


def before_session(record: OpenRecord, now: datetime) -> Before:
    """Return what the record says about the ankles now; nothing is known without a record."""
    end = end_of_day(now)
    latest: list[SessionRecord] = record.ask(lambda store: store.sessions(LATEST_SESSIONS, end), [])
    since = now - timedelta(seconds=WARM_SECONDS)
    return Before(
        cold_mm=record.ask(partial(Store.last_cold, until=end), {}),
        warm=any(one.ended and since < one.ended <= now and one.held_ms >= WARM_FROM_MS for one in latest),
    )
