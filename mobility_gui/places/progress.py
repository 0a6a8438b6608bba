"""Fills the Progress page from the record, and does what the page asks for."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from mobility_gui.ankle.summary import AnkleSummary
from mobility_gui.places.progress_files import ProgressFiles, busy
from mobility_gui.record.history import goals_of, history_of
from mobility_gui.record.open_record import OpenRecord
from mobility_gui.settings import Settings
from mobility_gui.store.sessions import BIN_DAYS, Store
from mobility_gui.system import wall_clock
from mobility_gui.training.exercise import Exercise, Side
from mobility_gui.training.history import History, statistics
from mobility_gui.training.record import Measurement, SessionLine
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.progress.progress_page import ProgressPage
from mobility_gui.ui.progress.verdict_words import judged_anew_words
from mobility_gui.ui.window.main_window import ROUTINES, MainWindow

if TYPE_CHECKING:
    from mobility_gui.exchange.whole_record import WholeRecord
    from mobility_gui.store.addition import Added


class ProgressPlace(QObject):
    """Connects the page to the record; every change brings its own undo."""

    def __init__(
        self,
        page: ProgressPage,
        record: OpenRecord,
        exercises: Mapping[str, Exercise],
        settings: Settings,
        theme: Theme,
        window: MainWindow,
    ) -> None:
        super().__init__()
        self.page = page
        self._record = record
        self._exercises = exercises
        self._theme = theme
        self._window = window
        self._settings = settings
        self._files = ProgressFiles(page, record, window)
        self._shown: object = None
        self._ankles: Mapping[Side, AnkleSummary | None] = {}
        self._undo: Callable[[Store], object] | None = None
        self._connect()

    def take_settings(self, settings: Settings) -> None:
        """Use these settings from the next refresh on."""
        self._settings = settings

    def refresh(self) -> None:
        """Show the record as it is now, without reading it again if nothing can have changed."""
        settings = self._settings
        goals = goals_of(settings)
        mark = self._record.mark
        wanted = (mark, _today(), goals, settings.unit)
        if mark is not None and wanted == self._shown:
            return
        nothing = History(_today(), goals=goals)
        as_of_now = partial(history_of, exercises=self._exercises, goals=goals, now=wall_clock.now())
        read = self._record.ask(as_of_now, None)
        if read is None and mark is not None:
            return  # keep what is shown, and read again at the next refresh
        history = read or nothing
        found = statistics(history)
        self.page.show_history(history, found, settings.unit)
        self._files.show_history(history, found, settings.unit)
        self._ankles = found.ankles
        self._shown = wanted

    # Changes, each with an undo; a later change replaces the offer to undo an earlier one

    def _change(
        self, words: str, change: Callable[[Store], object], undo: Callable[[Store], object] | None = None
    ) -> bool:
        done = self._record.do(change)
        before = self._ankles
        self.refresh()
        if done:
            self._undo = undo
            anew = judged_anew_words(before, self._ankles)
            self.page.offer_undo(f"{words} {anew}".strip() if undo is not None else "")
        return done

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        if undo is not None and not self._change("", undo):
            self._undo = undo
            self.page.offer_undo("That couldn’t be undone. Try again.")

    def _delete(self, number: int) -> None:
        self._change(
            f"Deleted. You can restore it for {BIN_DAYS} days.",
            lambda store: store.delete(number, wall_clock.now()),
            lambda store: store.restore(number),
        )

    def _restore(self, number: int) -> None:
        self._change(
            "Restored.", lambda store: store.restore(number), lambda store: store.delete(number, wall_clock.now())
        )

    def _correct(self, number: int, measurement: Measurement) -> None:
        before: list[Measurement] = []
        kept = self._change(
            "Measurement corrected.",
            lambda store: before.append(store.correct(number, measurement)),
            lambda store: store.correct(number, before[0]),
        )
        self.page.answer_kept(kept=kept)

    def _note(self, number: int, note: str) -> None:
        self._change("", lambda store: store.set_note(number, note))

    def _add(self, measurements: Sequence[Measurement]) -> None:
        numbers: list[int] = []
        kept = self._change(
            "Measurement added.",
            lambda store: numbers.append(store.add_by_hand(measurements)),
            lambda store: store.delete(numbers[0], wall_clock.now()),
        )
        self.page.answer_kept(kept=kept)

    # Dialogs

    def _open_session(self, number: int) -> None:
        kept = self._record.ask(lambda store: store.kept(number), None)
        if kept is not None:
            names = {exercise.id: exercise.name for exercise in self._exercises.values()}
            self.page.open_session(*kept, names)

    def _more(self, wish: str) -> None:
        match wish:
            case "bin":
                none: list[tuple[datetime, SessionLine]] = []
                self.page.open_bin(self._record.ask(Store.binned, none), BIN_DAYS, _today())
            case "import":
                self._files.ask_for_file()
            case "tape":
                self._files.ask_where_to(wish)
            case "numbers":
                self._show_numbers()
            case _:
                raise ValueError(wish)

    def _show_numbers(self) -> None:
        from mobility_gui.ui.kit.reading import ReadingDialog
        from mobility_gui.ui.settings.about import numbers_page

        dialog = ReadingDialog(self._theme, "About the numbers", numbers_page(), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # Import and export

    def _import(self, found: "WholeRecord") -> None:
        added: list[Added] = []
        with busy():
            self._change(
                "Imported.",
                lambda store: added.append(store.add_history(found.sessions, found.measurements)),
                lambda store: store.take_back(added[0]),
            )

    def _say_saved(self, sentence: str) -> None:
        self._undo = None  # the sentence replaces the offer to undo
        self.page.say(sentence)

    def _show_routines(self) -> None:
        self._window.show_place(ROUTINES)

    def _connect(self) -> None:
        page, files = self.page, self._files
        page.session_requested.connect(self._open_session)
        page.session_deleted.connect(self._delete)
        page.session_restored.connect(self._restore)
        page.note_changed.connect(self._note)
        page.measurement_corrected.connect(self._correct)
        page.measurement_added.connect(self._add)
        page.export_requested.connect(files.ask_where_to)
        page.more_requested.connect(self._more)
        page.import_agreed.connect(files.agree)
        page.routine_requested.connect(self._show_routines)
        page.undo_requested.connect(self._take_back)
        files.agreed.connect(self._import)
        files.saved.connect(self._say_saved)


def _today() -> date:
    return wall_clock.now().date()
