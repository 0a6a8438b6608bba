"""Opens the record, and asks the runner about an unfinished session or a damaged record."""

from collections.abc import Mapping
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
            self._window.show_notice(str(error), [("Keep that file aside and start a new record", NEW_RECORD)])
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
        self._window.show_notice(f"“{found.routine_name}” has changed and cannot go on; what you did is kept.")

    def _offer(self) -> None:
        found = self._found
        if found is None:
            return
        started = found.started
        recent = (wall_clock.now() - started).days < 7  # noqa: PLR2004
        when = f"{weekday_name(started)} {time_words(started)}" if recent else day_words(started)
        parts = len(found.stretches)
        kept = f"Kept so far: {counted(parts, 'part')}." if parts else "Nothing of it was done yet."
        self._window.show_notice(
            f"“{found.routine_name}” from {when} did not end. {kept}",
            [("Go on", GO_ON), ("Keep as it is", KEEP), ("Discard", DISCARD)],
        )

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
        self._window.show_notice(f"The damaged record is kept as {aside}.")
        self.open_record()
