"""Opens the record, and asks the runner about an unfinished session or a damaged record."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from mobility_gui.exchange.plan_text import read_plan
from mobility_gui.record.history import before_session
from mobility_gui.record.open_record import OpenRecord
from mobility_gui.store.database import DatabaseDamagedError, StoreError, set_aside
from mobility_gui.store.sessions import OpenSession, Store
from mobility_gui.system import wall_clock
from mobility_gui.training.amounts import counted
from mobility_gui.training.exercise import Exercise
from mobility_gui.ui.kit.days import day_words, time_words, weekday_name
from mobility_gui.ui.window.main_window import MainWindow

GO_ON, KEEP, DISCARD, NEW_RECORD = "go_on", "keep", "discard", "new_record"
"""Answers to a notice."""


class Unfinished(QObject):
    """Asks at the top of the window, and does what the runner chooses."""

    go_on_requested = Signal(object, object, object)  # OpenSession, Plan, Before

    def __init__(
        self, database: Path, record: OpenRecord, exercises: Mapping[str, Exercise], window: MainWindow
    ) -> None:
        super().__init__()
        self._database = database
        self._record = record
        self._exercises = exercises
        self._window = window
        self._found: OpenSession | None = None
        window.notice_answered.connect(self._answer)

    def open_record(self) -> None:
        """Open the record and offer an unfinished session. Without a record (a failing disk), the pages stay empty."""
        try:
            store = self._record.open(self._database)
            self._found = store.unfinished()
            store.empty_bin(wall_clock.now())
        except DatabaseDamagedError as error:
            self._window.show_notice(str(error), [("Set that file aside and start a new record", NEW_RECORD)])
        except StoreError as error:
            self._window.show_notice(str(error))
        self._window.refresh()
        self._offer()

    def look_again(self) -> None:
        """Show what a session changed once it is over or left, and offer it again if it did not end."""
        self._found = self._record.ask(Store.unfinished, None)
        self._window.refresh()
        self._offer()

    def keep_without_plan(self, found: OpenSession) -> None:
        """Say that a session cannot be resumed, and keep what was done of it."""
        self._record.do(lambda store: store.keep_as_partial(found.id))
        self._window.show_notice(f"“{found.routine_name}” has changed and can’t be resumed. What you did is saved.")

    def _offer(self) -> None:
        found = self._found
        if found is None:
            return
        answers = [("Resume", GO_ON), ("Discard", DISCARD)]
        if found.stretches or found.measurements:
            answers.insert(1, ("Save what you did", KEEP))
        self._window.show_notice(_words(found, wall_clock.now().date()), answers)

    def _answer(self, answer: str) -> None:
        found, self._found = self._found, None
        match answer:
            case "go_on" if found is not None:
                self._go_on(found)
            case "keep" if found is not None:
                self._record.do(lambda store: store.keep_as_partial(found.id))
            case "discard" if found is not None:
                self._record.do(lambda store: store.discard(found.id, wall_clock.now()))
            case "new_record":
                self._start_new_record()
            case _:
                pass
        self._window.refresh()

    def _go_on(self, found: OpenSession) -> None:
        plan = read_plan(found.options, self._exercises)
        if plan is None:
            self.keep_without_plan(found)
        else:
            self.go_on_requested.emit(found, plan, before_session(self._record, wall_clock.now()))

    def _start_new_record(self) -> None:
        try:
            aside = set_aside(self._database)
        except StoreError as error:
            self._window.show_notice(str(error))
            return
        self._window.show_notice(f"The damaged record was set aside as {aside}.")
        self.open_record()


def _words(found: OpenSession, today: date) -> str:
    """Return when a session was interrupted and how far it had come."""
    exercises = len({stretch.step for stretch in found.stretches})
    done = f"after {counted(exercises, 'exercise')}" if exercises else "before the first exercise"
    return f"“{found.routine_name}” was interrupted {_when(found.started, today)}, {done}."


def _when(started: datetime, today: date) -> str:
    match (today - started.date()).days:
        case 0:
            return f"today at {time_words(started)}"
        case 1:
            return f"yesterday at {time_words(started)}"
        case days if 0 < days < 7:  # noqa: PLR2004  days in a week
            return f"on {weekday_name(started)} at {time_words(started)}"
        case _:
            return f"on {day_words(started)}"
