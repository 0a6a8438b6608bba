"""Imports files into the record, and saves what the Progress page shows as files."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from mobility_gui.ankle.unit import Unit
from mobility_gui.record.open_record import OpenRecord
from mobility_gui.system import wall_clock
from mobility_gui.training.history import History, Statistics, statistics
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
    from mobility_gui.ui.paper.sheet import Paper

SAVED_AS = {
    REPORT: ("ankle report.pdf", "PDF (*.pdf)"),
    CHART_PNG: ("ankle chart.png", "PNG picture (*.png)"),
    CHART_SVG: ("ankle chart.svg", "SVG drawing (*.svg)"),
    TABLE: ("measurements.csv", "CSV table (*.csv)"),
    ARCHIVE: ("mobility.json", "JSON (*.json)"),
    TAPE: ("floor tape.pdf", "PDF (*.pdf)"),
}
"""Suggested name and type of the file for each thing that can be saved."""


class ProgressFiles(QObject):
    """Asks for a file, then reads or writes it; reports failures at the top of the window."""

    agreed = Signal(object)  # WholeRecord
    saved = Signal(str)

    def __init__(self, page: ProgressPage, record: OpenRecord, window: MainWindow) -> None:
        super().__init__()
        self._page = page
        self._record = record
        self._window = window
        nothing = History(date(2000, 1, 1))
        self._shown: tuple[History, Statistics, Unit] = (nothing, statistics(nothing), Unit.CM)
        self._waiting: WholeRecord | None = None
        self._saving = ""
        self._folder = Path(QDir.homePath())  # not Path.home(), which fails for a user without one

    def show_history(self, history: History, found: Statistics, unit: Unit) -> None:
        """Take what the page shows now, to be saved from now on."""
        self._shown = (replace(history, demo=self._window.invented), found, unit)

    def ask_for_file(self) -> None:
        """Let the runner choose a file to import, and show what it would add."""
        dialog = QFileDialog(self._window, "Import a file", str(self._folder))
        dialog.setNameFilters(["Exported files (*.json *.csv)", "All files (*)"])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._preview)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _preview(self, name: str) -> None:
        from mobility_gui.exchange.record_file import read_history
        from mobility_gui.exchange.whole_record import ExchangeError
        from mobility_gui.record.files import addition_lines, later_words, moments_of

        path = Path(name)
        self._folder = path.parent
        try:
            with busy():
                found = read_history(path)
        except ExchangeError as error:
            self._window.show_notice(str(error))
            return
        with busy():
            added = self._record.ask(lambda store: store.preview_history(found.sessions, found.measurements), None)
        if added is not None:
            self._waiting = found
            moments = moments_of(found)
            days = [moment.date() for moment in moments]
            later = later_words(moments, wall_clock.now())
            span = (min(days), max(days)) if days else None
            self._page.open_import(path.name, span, addition_lines(added), added.known, later)

    def agree(self) -> None:
        """Emit the history that was previewed last."""
        found, self._waiting = self._waiting, None
        if found is not None:
            self.agreed.emit(found)

    def ask_where_to(self, what: str) -> None:
        """Let the runner choose where to save one of `SAVED_AS`, and write it there."""
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
            with busy():
                saved = self._write(self._saving, path)
        except ExchangeError as error:
            self._window.show_notice(str(error))
        else:
            if saved:
                self.saved.emit(f"Saved as {path}.")

    def _write(self, what: str, path: Path) -> bool:
        """Write one file; return False if the record cannot be read, which is then already reported.

        Raise `ExchangeError` if the file cannot be written.
        """
        match what:
            case "archive":
                from mobility_gui.record.files import export_archive

                return self._record.do(lambda store: export_archive(store, path))
            case "table":
                from mobility_gui.record.files import export_table

                return self._record.do(lambda store: export_table(store, path))
            case "chart_png" | "chart_svg":
                from mobility_gui.ui.progress.chart_sheet import PICTURE_DOTS, ChartSheet

                if what == CHART_PNG:
                    ChartSheet(*self._shown, dots=PICTURE_DOTS).write_png(path)
                else:
                    ChartSheet(*self._shown).write_svg(path)
            case "report":
                from mobility_gui.ui.paper.report import write_report

                write_report(path, self._paper(), *self._shown)
            case "tape":
                from mobility_gui.ui.paper.floor_tape import write_floor_tape

                write_floor_tape(path, self._paper())
            case _:
                raise ValueError(what)
        return True

    def _paper(self) -> "Paper":
        """Return Letter for a runner who measures in inches, otherwise A4."""
        from mobility_gui.ui.paper.sheet import Paper

        return Paper.LETTER if self._shown[2] is Unit.INCH else Paper.A4


@contextmanager
def busy() -> Iterator[None]:
    """Show the wait cursor while the block runs."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()
