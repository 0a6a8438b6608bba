"""Reads from the record what the Progress page and `mobility-gui progress` show, and what a new session needs."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from mobility_gui.record.open_record import OpenRecord
from mobility_gui.settings import Settings
from mobility_gui.store.sessions import Store
from mobility_gui.system import wall_clock
from mobility_gui.training.exercise import Exercise
from mobility_gui.training.history import Goals, History, held_by_muscle, monday_of
from mobility_gui.training.record import WARM_SECONDS, Before, SessionRecord

LATEST_SESSIONS = 5
"""How many of the latest sessions to search for one that has just ended."""

WARM_FROM_MS = 60_000
"""Time held in a session from which the ankles count as warm (assumption)."""


def goals_of(settings: Settings) -> Goals:
    """Return the runner's goals."""
    return Goals(settings.target_mm, settings.weekly_dose_minutes, settings.sessions_a_week)


def history_of(store: Store, exercises: Mapping[str, Exercise], goals: Goals) -> History:
    """Return the whole history as of today. Raises `StoreError`."""
    today = wall_clock.now().date()
    monday = datetime.combine(monday_of(today), time()).astimezone()
    return History(today, tuple(store.lines()), held_by_muscle(store.held_since(monday), exercises), goals)


def before_session(record: OpenRecord) -> Before:
    """Return what the record says about the ankles now; nothing is known without a record."""
    latest: list[SessionRecord] = record.ask(lambda store: store.sessions(limit=LATEST_SESSIONS), [])
    since = wall_clock.now() - timedelta(seconds=WARM_SECONDS)
    return Before(
        cold_mm=record.ask(Store.last_cold, {}),
        warm=any(one.ended and one.ended > since and one.held_ms >= WARM_FROM_MS for one in latest),
    )
