"""Reads from the record what the Progress page and `mobility-gui progress` tell."""

from collections.abc import Mapping
from datetime import datetime

from mobility_gui.settings import Settings
from mobility_gui.store.sessions import Store
from mobility_gui.training.exercise import Exercise
from mobility_gui.training.history import Goals, History, held_by_muscle, monday_of


def goals_of(settings: Settings) -> Goals:
    """What the runner aims at."""
    return Goals(settings.target_mm, settings.weekly_dose_minutes, settings.sessions_a_week)


def history_of(store: Store, exercises: Mapping[str, Exercise], goals: Goals) -> History:
    """Everything kept, as of today. Raises `StoreError`."""
    today = datetime.now().astimezone().date()
    sessions = store.sessions()
    monday = monday_of(today)
    this_week = [session.id for session in sessions if session.started.date() >= monday]
    stretches = [stretch for number in this_week for stretch in store.stretches(number)]
    return History(
        today, tuple(sessions), tuple(store.measurements_by_hand()), held_by_muscle(stretches, exercises), goals
    )
