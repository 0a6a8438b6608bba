"""Reads from the record what the Progress page and `mobility-gui progress` tell."""

from collections.abc import Mapping
from datetime import datetime, time

from mobility_gui.settings import Settings
from mobility_gui.store.sessions import Store
from mobility_gui.system import wall_clock
from mobility_gui.training.exercise import Exercise
from mobility_gui.training.history import Goals, History, held_by_muscle, monday_of


def goals_of(settings: Settings) -> Goals:
    """What the runner aims at."""
    return Goals(settings.target_mm, settings.weekly_dose_minutes, settings.sessions_a_week)


def history_of(store: Store, exercises: Mapping[str, Exercise], goals: Goals) -> History:
    """Everything kept, as of today. Raises `StoreError`."""
    today = wall_clock.now().date()
    monday = datetime.combine(monday_of(today), time()).astimezone()
    return History(today, tuple(store.lines()), held_by_muscle(store.held_since(monday), exercises), goals)
