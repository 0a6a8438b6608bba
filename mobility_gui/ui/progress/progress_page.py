"""The Progress page: header and verdict, chart and next verdict, then minutes, calendar and sessions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QLayout, QScrollArea, QStackedWidget, QWidget

from mobility_gui.ankle.unit import Unit
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import ANKLES, History, Statistics
from mobility_gui.training.record import Measurement, SessionLine, SessionRecord, Stretch
from mobility_gui.ui.kit.controls import Button, Card, IconButton, Segmented, label
from mobility_gui.ui.kit.layouts import across, down
from mobility_gui.ui.kit.menu_button import ChoiceMenu
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.progress.asking_dialog import AskingDialog
from mobility_gui.ui.progress.bin_dialog import BinDialog
from mobility_gui.ui.progress.cards import Cards
from mobility_gui.ui.progress.chart_content import chart_content
from mobility_gui.ui.progress.correction_dialog import CorrectionDialog
from mobility_gui.ui.progress.empty_page import EmptyPage, KneeToWallPainter
from mobility_gui.ui.progress.import_dialog import ImportDialog
from mobility_gui.ui.progress.ledger import LedgerCard
from mobility_gui.ui.progress.legend import Legend
from mobility_gui.ui.progress.measurement_dialog import MeasurementDialog
from mobility_gui.ui.progress.month import MonthCard
from mobility_gui.ui.progress.next_verdict import NextVerdictCard
from mobility_gui.ui.progress.no_test import NoTest
from mobility_gui.ui.progress.session_dialog import SessionDialog
from mobility_gui.ui.progress.session_list import SessionListCard
from mobility_gui.ui.progress.side_toggles import SideToggles
from mobility_gui.ui.progress.undo_bar import UndoBar
from mobility_gui.ui.progress.verdict import VerdictStrip
from mobility_gui.ui.progress.verdict_words import later_words

if TYPE_CHECKING:
    from mobility_gui.ui.progress.chart import Chart

ONE_COLUMN_BELOW_PX = 1000
"""Width of the page without the rail, in a window 1100 pixels wide."""

NEXT_PX, CHART_PX, LOW_CHART_PX, SESSIONS_PX, UNLIMITED_PX = 300, 384, 236, 236, 16_777_215

SMALLEST = QSize(680, 460)

RANGES = (("42", "6 weeks"), ("182", "6 months"), ("all", "All"))

REPORT, CHART_PNG, CHART_SVG, TABLE, ARCHIVE = "report", "chart_png", "chart_svg", "table", "archive"
EXPORTS = (
    (REPORT, "Report for a physiotherapist (PDF)"),
    (CHART_PNG, "Chart as an image (PNG)"),
    (CHART_SVG, "Chart as a vector image (SVG)"),
    (TABLE, "Measurements as a table (CSV)"),
    (ARCHIVE, "Everything, as a backup (JSON)"),
)

IMPORT, BIN, TAPE, NUMBERS = "import", "bin", "tape", "numbers"
MORE = (
    (IMPORT, "Import a file (JSON, CSV)"),
    (BIN, "Recently deleted"),
    (TAPE, "Print a floor tape (PDF)"),
    (NUMBERS, "About the numbers"),
)


class ProgressPage(QWidget):
    """Shows a `History` and its `Statistics`; pyqtgraph is loaded when the page is first seen, not before."""

    measure_requested = Signal()
    routine_requested = Signal()
    session_requested = Signal(int)  # answered by a call of `open_session`
    session_deleted = Signal(int)
    session_restored = Signal(int)
    note_changed = Signal(int, str)
    measurement_corrected = Signal(int, object)
    measurement_added = Signal(object)
    export_requested = Signal(str)  # one of EXPORTS
    more_requested = Signal(str)  # one of MORE
    import_agreed = Signal()
    undo_requested = Signal()

    def __init__(self, theme: Theme, draw_figure: KneeToWallPainter) -> None:
        super().__init__()
        self._theme = theme
        self._history: History | None = None
        self._statistics: Statistics | None = None
        self._unit = Unit.CM
        self._narrow: bool | None = None
        self._asking: AskingDialog | None = None
        self._chart: Chart | None = None
        self._charted: History | None = None
        self._toggles = SideToggles(theme)
        self._range = Segmented("Range", RANGES, RANGES[-1][0])
        self._add = Button(theme, "Add a measurement", icon="plus")
        self._export = Button(theme, "Export", icon="export")
        self._exports = ChoiceMenu(self._export, EXPORTS)
        self._dots = IconButton(theme, "dots", "More")
        self._more = ChoiceMenu(self._dots, MORE)
        self._undo = UndoBar(theme)
        self._later = label("", Text.STRONG, "warn", wrap=True)
        self._empty = EmptyPage(theme, draw_figure)
        self._chart_card = Card(padding=18)
        self._unit_name = label("", Text.CARD_TITLE, "ink2")
        self._legend = Legend(theme)
        self._no_test = NoTest(theme)
        self._verdict = VerdictStrip(theme)
        self._next = NextVerdictCard(theme)
        self._ledger = LedgerCard(theme)
        self._month = MonthCard(theme)
        self._sessions = SessionListCard(theme)
        self._lay_out()
        self._connect()

    def show_history(self, history: History, statistics: Statistics, unit: Unit = Unit.CM) -> None:
        """Show this record; while the page is hidden, nothing heavy is loaded."""
        self._history, self._statistics, self._unit = history, statistics, unit
        nothing = not (history.lines or history.later)
        self._later.setText(later_words(history.later, history.today))
        self._later.setVisible(bool(history.later))
        self._stack.setCurrentWidget(self._empty if nothing else self._scroll)
        for part in (self._toggles, self._range):
            part.setVisible(history.measured)
        self._export.setVisible(not nothing)
        self._add.setText("Add an earlier measurement" if nothing else "Add a measurement")
        self._unit_name.setText("in cm" if unit is Unit.CM else "in inches")
        for card in (self._verdict, self._next):
            card.show_statistics(history, statistics, unit)
        self._verdict.setVisible(history.measured)
        self._ledger.show_statistics(statistics)
        self._month.show_history(history, statistics)
        self._sessions.show_sessions((*history.later, *history.lines), history.today, unit)
        if self.isVisible():
            self._show_chart()

    def open_session(self, session: SessionRecord, stretches: Iterable[Stretch], names: Mapping[str, str]) -> None:
        """Open one session, with its stretches and the exercises' names by their ids."""
        if any(dialog.isVisible() for dialog in self.findChildren(SessionDialog)):
            return  # where one click also activates the row, two requests come
        dialog = SessionDialog(self._theme, session, stretches, names, self._unit, self)
        dialog.note_changed.connect(self.note_changed)
        dialog.deleted.connect(self.session_deleted)
        dialog.correction_requested.connect(self._open_correction)
        self._open(dialog)

    def open_bin(self, binned: Sequence[tuple[datetime, SessionLine]], days_kept: int, today: date) -> None:
        """Show what was deleted and when."""
        dialog = BinDialog(self._theme, binned, days_kept, today, self)
        dialog.restored.connect(self.session_restored)
        self._open(dialog)

    def open_import(
        self, file_name: str, days: tuple[date, date] | None, changes: Sequence[str], known: int, later: str
    ) -> None:
        """Show what a file would bring; `import_agreed` follows if the runner wants it."""
        dialog = ImportDialog(self._theme, file_name, days, changes, known, later, self)
        dialog.agreed.connect(self.import_agreed)
        self._open(dialog)

    def offer_undo(self, words: str) -> None:
        """Say what was changed and offer to undo it; empty words withdraw an earlier offer."""
        self._undo.offer(words)

    def say(self, words: str) -> None:
        """Say what was done, in place of what was said before."""
        self._undo.offer(words, undo=False)

    def answer_kept(self, *, kept: bool) -> None:
        """Close the dialog if its values were saved; otherwise it stays open with what was typed."""
        if self._asking is not None and kept:
            self._asking.accept()
        elif self._asking is not None:
            self._asking.refuse()

    def _show_chart(self) -> None:
        history, found = self._history, self._statistics
        if history is None or found is None or history is self._charted:
            return
        self._charted = history
        self._no_test.setVisible(not history.measured)
        self._legend.setVisible(history.measured)
        if not history.measured:
            if self._chart is not None:
                self._chart.hide()
            return
        from mobility_gui.ui.progress.chart import Chart  # slow, so only when the page is seen

        if self._chart is None:
            self._chart = Chart(self._theme)
            self._chart.session_asked.connect(self.session_requested)
            self._chart.legend_changed.connect(self._legend.show_legend)
            self._chart_card.column.addWidget(self._chart, 1)
            self._chart.show_sides(self._toggles.sides)
            self._show_range(self._range.selected)
        self._chart.show_content(chart_content(history, found, self._unit))
        self._chart.show()

    def _show_range(self, chosen: str) -> None:
        if self._chart is not None:
            self._chart.show_days(None if chosen == "all" else int(chosen))

    def _show_sides(self, sides: frozenset[Side]) -> None:
        if self._chart is not None:
            self._chart.show_sides(sides)

    def _open_correction(self, number: int, measurement: Measurement) -> None:
        known = self._history.values_mm(measurement.side, but=number) if self._history is not None else []
        dialog = CorrectionDialog(self._theme, number, measurement, known, self._unit, self)
        dialog.corrected.connect(self.measurement_corrected)
        self._ask(dialog)

    def _open_measurement(self) -> None:
        if self._history is None:
            return
        known = {side: self._history.values_mm(side) for side in ANKLES}
        dialog = MeasurementDialog(self._theme, self._unit, self._history.today, known, self)
        dialog.added.connect(self.measurement_added)
        self._ask(dialog)

    def _ask(self, dialog: AskingDialog) -> None:
        """Open a dialog that waits until its values are saved."""
        self._asking = dialog
        dialog.finished.connect(self._forget_dialog)
        self._open(dialog)

    def _forget_dialog(self) -> None:
        self._asking = None

    def _undo_by_key(self) -> None:
        if self._undo.offering:
            self._undo.undo()

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _ask_for_numbers(self) -> None:
        self.more_requested.emit(NUMBERS)

    def _connect(self) -> None:
        self._range.chosen.connect(self._show_range)
        self._toggles.changed.connect(self._show_sides)
        self._add.clicked.connect(self._open_measurement)
        self._exports.chosen.connect(self.export_requested)
        self._more.chosen.connect(self.more_requested)
        self._empty.measure_requested.connect(self.measure_requested)
        self._empty.routine_requested.connect(self.routine_requested)
        self._no_test.measure_requested.connect(self.measure_requested)
        self._next.numbers_requested.connect(self._ask_for_numbers)
        self._sessions.opened.connect(self.session_requested)
        self._undo.undone.connect(self.undo_requested)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self._undo_by_key)

    def _lay_out(self) -> None:
        self._head = across(gap=12)
        self._head.addWidget(label("Progress", Text.PAGE_TITLE))
        self._head.addStretch(1)
        self._second_head = across(gap=12)
        self._second_head.addStretch(1)
        title = across(gap=5)
        title.addWidget(label("Knee to wall", Text.CARD_TITLE))
        title.addWidget(self._unit_name)
        title.addStretch(1)
        title.addWidget(self._legend)
        self._chart_card.column.addLayout(title)
        self._chart_card.column.addWidget(self._no_test, 1)
        self._upper = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._scroll = QScrollArea()
        cards = Cards(self._scroll)
        cards.column.addWidget(self._verdict)
        cards.column.addLayout(self._upper, 1)
        cards.column.addLayout(self._lower)
        for row in (self._upper, self._lower):
            row.setSpacing(16)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(cards)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._scroll)
        page = down(self, gap=12, margins=(26, 18, 26, 18))
        page.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # as narrow as wished, to become one column
        page.addLayout(self._head)
        page.addLayout(self._second_head)
        page.addWidget(self._undo)
        page.addWidget(self._later)
        page.addWidget(self._stack, 1)

    def _arrange(self, *, narrow: bool) -> None:
        """Arrange one column, or the verdict and two rows of cards."""
        self._narrow = narrow
        for part in (self._toggles, self._range, self._add, self._export, self._dots):
            self._head.removeWidget(part)
            self._second_head.removeWidget(part)
        ways = self._second_head if narrow else self._head
        for part in (self._toggles, self._range):
            ways.addWidget(part)
        for part in (self._add, self._export, self._dots):
            self._head.addWidget(part)
        for card in (self._next, self._chart_card):
            self._upper.removeWidget(card)
        for card in (self._ledger, self._month, self._sessions):
            self._lower.removeWidget(card)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._upper.setDirection(direction)
        self._lower.setDirection(direction)
        self._upper.addWidget(self._chart_card, 1)
        self._upper.addWidget(self._next)
        self._lower.addWidget(self._ledger, 37)
        self._lower.addWidget(self._month, 33)
        self._lower.addWidget(self._sessions, 43)
        self._verdict.set_narrow(narrow=narrow)
        self._next.setMinimumWidth(0 if narrow else NEXT_PX)
        self._next.setMaximumWidth(UNLIMITED_PX if narrow else NEXT_PX)
        self._chart_card.setMinimumHeight(CHART_PX if narrow else LOW_CHART_PX)
        self._sessions.setMinimumHeight(SESSIONS_PX)

    def minimumSizeHint(self) -> QSize:
        return SMALLEST

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < ONE_COLUMN_BELOW_PX
        if narrow is not self._narrow:
            self._arrange(narrow=narrow)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_chart()
