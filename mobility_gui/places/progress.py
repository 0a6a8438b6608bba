"""Fills the Progress page from the record, and answers its wishes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from mobility_gui.ankle.unit import Unit
from mobility_gui.record.history import goals_of, history_of
from mobility_gui.record.open_record import OpenRecord
from mobility_gui.settings import Settings
from mobility_gui.store.sessions import BIN_DAYS, Store
from mobility_gui.system import wall_clock
from mobility_gui.training.exercise import Exercise
from mobility_gui.training.history import History, statistics
from mobility_gui.training.record import Measurement, SessionLine
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.progress.progress_page import (
    ARCHIVE,
    CHART_PNG,
    CHART_SVG,
    REPORT,
    TABLE,
    TAPE,
    ProgressPage,
)
from mobility_gui.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from mobility_gui.exchange.whole_record import WholeRecord
    from mobility_gui.store.addition import Added
    from mobility_gui.ui.paper.sheet import Paper

SAVED_AS = {
    REPORT: ("ankle report.pdf", "PDF (*.pdf)"),
    CHART_PNG: ("ankle chart.png", "PNG picture (*.png)"),
    CHART_SVG: ("ankle chart.svg", "SVG drawing (*.svg)"),
    TABLE: ("measurements.csv", "CSV table (*.csv)"),
    ARCHIVE: ("mobility.json", "JSON (*.json)"),
    TAPE: ("floor tape.pdf", "PDF (*.pdf)"),
}
"""Name and kind of the file that is offered for each thing that can be saved."""


class ProgressPlace(QObject):
    """Stands between the page, the record and files; what goes wrong is said at the top of the window."""

    def __init__(
        self,
        page: ProgressPage,
        record: OpenRecord,
        exercises: Mapping[str, Exercise],
        theme: Theme,
        window: MainWindow,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._record = record
        self._exercises = exercises
        self._theme = theme
        self._window = window
        self._settings = Settings()
        self._history = History(date(2000, 1, 1))
        self._figures = statistics(self._history)
        self._shown: object = None
        self._undo: Callable[[Store], object] | None = None
        self._waiting: WholeRecord | None = None
        self._saving = ""
        self._folder = Path.home()
        self._connect()

    def refresh(self, settings: Settings) -> None:
        """Show the record as it is now; nothing is read again where nothing can have changed."""
        self._settings = settings
        goals = goals_of(settings)
        mark = self._record.mark
        wanted = (mark, _today(), goals, settings.unit)
        if mark is not None and wanted == self._shown:
            return
        nothing = History(_today(), goals=goals)
        read = self._record.ask(partial(history_of, exercises=self._exercises, goals=goals), None)
        if read is None and mark is not None:
            return  # what is shown stays, and is read again at the next look
        self._history = read or nothing
        self._figures = statistics(self._history)
        self._page.show_history(self._history, self._figures, settings.unit)
        self._shown = wanted

    # Changes, each with a way back; a later one takes the offer of an earlier one away

    def _change(
        self, words: str, change: Callable[[Store], object], undo: Callable[[Store], object] | None = None
    ) -> bool:
        done = self._record.do(change)
        if done:
            self._undo = undo
            self._page.offer_undo(words if undo is not None else "")
        self.refresh(self._settings)
        return done

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        if undo is not None and not self._change("", undo):
            self._undo = undo
            self._page.offer_undo("That could not be taken back yet.")

    def _delete(self, number: int) -> None:
        self._change(
            f"Deleted. It can be brought back for {BIN_DAYS} days.",
            lambda store: store.delete(number, wall_clock.now()),
            lambda store: store.restore(number),
        )

    def _restore(self, number: int) -> None:
        self._change(
            "Brought back.", lambda store: store.restore(number), lambda store: store.delete(number, wall_clock.now())
        )

    def _correct(self, number: int, measurement: Measurement) -> None:
        before: list[Measurement] = []
        kept = self._change(
            "Measurement corrected.",
            lambda store: before.append(store.correct(number, measurement)),
            lambda store: store.correct(number, before[0]),
        )
        self._page.answer_kept(kept=kept)

    def _note(self, number: int, note: str) -> None:
        self._change("", lambda store: store.set_note(number, note))

    def _add(self, measurements: Sequence[Measurement]) -> None:
        numbers: list[int] = []
        kept = self._change(
            "Measurement added.",
            lambda store: numbers.append(store.add_by_hand(measurements)),
            lambda store: store.delete(numbers[0], wall_clock.now()),
        )
        self._page.answer_kept(kept=kept)

    # What is opened

    def _open_session(self, number: int) -> None:
        kept = self._record.ask(lambda store: store.kept(number), None)
        if kept is not None:
            names = {exercise.id: exercise.name for exercise in self._exercises.values()}
            self._page.open_session(*kept, names)

    def _more(self, wish: str) -> None:
        match wish:
            case "bin":
                none: list[tuple[datetime, SessionLine]] = []
                self._page.open_bin(self._record.ask(Store.binned, none), BIN_DAYS, _today())
            case "import":
                self._ask_for_file()
            case "tape":
                self._ask_where_to(wish)
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

    # In from a file

    def _ask_for_file(self) -> None:
        dialog = QFileDialog(self._window, "Import a file", str(self._folder))
        dialog.setNameFilters(["Exported files (*.json *.csv)", "All files (*)"])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._preview)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _preview(self, name: str) -> None:
        from mobility_gui.exchange.record_file import read_history
        from mobility_gui.exchange.whole_record import ExchangeError
        from mobility_gui.record.files import addition_lines

        path = Path(name)
        self._folder = path.parent
        try:
            with _busy():
                found = read_history(path)
        except ExchangeError as error:
            self._window.show_notice(str(error))
            return
        with _busy():
            added = self._record.ask(lambda store: store.preview_history(found.sessions, found.measurements), None)
        if added is not None:
            self._waiting = found
            self._page.open_import(path.name, _days_of(found), addition_lines(added), added.known)

    def _import(self) -> None:
        found, self._waiting = self._waiting, None
        if found is None:
            return
        added: list[Added] = []
        with _busy():
            self._change(
                "Imported.",
                lambda store: added.append(store.add_history(found.sessions, found.measurements)),
                lambda store: store.take_back(added[0]),
            )

    # Out to a file

    def _ask_where_to(self, what: str) -> None:
        name, kind = SAVED_AS[what]
        self._saving = what
        dialog = QFileDialog(self._window, "Save as", str(self._folder), kind)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix)
        dialog.selectFile(name)
        dialog.fileSelected.connect(self._save)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _save(self, name: str) -> None:
        from mobility_gui.exchange.whole_record import ExchangeError

        path = Path(name)
        self._folder = path.parent
        try:
            with _busy():
                saved = self._write(self._saving, path)
        except ExchangeError as error:
            self._window.show_notice(str(error))
        else:
            if saved:
                self._undo = None
                self._page.say(f"Saved as {path}.")

    def _write(self, what: str, path: Path) -> bool:
        """Write one file; False where the record cannot be read, which has been said then. Raises `ExchangeError`."""
        match what:
            case "archive":
                from mobility_gui.record.files import export_archive

                return self._record.do(lambda store: export_archive(store, path))
            case "table":
                from mobility_gui.record.files import export_table

                return self._record.do(lambda store: export_table(store, path))
            case "chart_png" | "chart_svg":
                from mobility_gui.ui.progress.chart_sheet import PICTURE_DOTS, ChartSheet

                shown = (self._history, self._figures, self._settings.unit)
                if what == CHART_PNG:
                    ChartSheet(*shown, dots=PICTURE_DOTS).write_png(path)
                else:
                    ChartSheet(*shown).write_svg(path)
            case "report":
                from mobility_gui.ui.paper.report import write_report

                write_report(path, self._paper(), self._history, self._figures, self._settings.unit)
            case "tape":
                from mobility_gui.ui.paper.floor_tape import write_floor_tape

                write_floor_tape(path, self._paper())
            case _:
                raise ValueError(what)
        return True

    def _paper(self) -> "Paper":
        """Letter for who measures in inches, A4 for all others."""
        from mobility_gui.ui.paper.sheet import Paper

        return Paper.LETTER if self._settings.unit is Unit.INCH else Paper.A4

    def _connect(self) -> None:
        page = self._page
        page.session_requested.connect(self._open_session)
        page.session_deleted.connect(self._delete)
        page.session_restored.connect(self._restore)
        page.note_changed.connect(self._note)
        page.measurement_corrected.connect(self._correct)
        page.measurement_added.connect(self._add)
        page.export_requested.connect(self._ask_where_to)
        page.more_requested.connect(self._more)
        page.import_agreed.connect(self._import)
        page.undo_requested.connect(self._take_back)


def _days_of(found: "WholeRecord") -> tuple[date, date] | None:
    days = [entry.record.started.date() for entry in found.sessions]
    days += [measurement.at.date() for measurement in found.measurements]
    return (min(days), max(days)) if days else None


@contextmanager
def _busy() -> Iterator[None]:
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()


def _today() -> date:
    return wall_clock.now().date()
