"""A page for a physiotherapist who has two minutes: what the knee-to-wall tests show and what that rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLineF, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPen

from mobility_gui import TITLE as PROGRAM
from mobility_gui.ankle.unit import MM_PER_INCH, Unit
from mobility_gui.training.exercise import Muscle, Side
from mobility_gui.training.history import ANKLES, History, Statistics
from mobility_gui.training.record import SessionLine
from mobility_gui.ui.kit.days import short_month
from mobility_gui.ui.kit.side_mark import side_path
from mobility_gui.ui.kit.tokens import LIGHT
from mobility_gui.ui.paper.report_words import (
    BY_WHOM,
    DEMO_BY,
    NO_DIAGNOSIS,
    TITLE,
    ankle_words,
    cells,
    compared_words,
    held_words,
    measured_lines,
    notes,
    period_words,
    report_words,
    sessions_words,
    values_of,
)
from mobility_gui.ui.paper.sheet import DOTS_PER_INCH, Letters, Paper, Sheet, sheet
from mobility_gui.ui.progress.chart_sheet import ChartSheet
from mobility_gui.ui.progress.ledger import MUSCLE_WORDS, longest_held

SIDE_MM, TOP_MM, BOTTOM_MM = 15, 13, 11.5
"""Margins of the page."""

CHART_MM = (66.0, 84.0)
"""Least and greatest height of the chart; it takes the room left by a short list of tests."""

ROW_MM = 4.2
"""Row height of the small tables."""

_BOLD = QFont.Weight.DemiBold
_TITLE, _HEAD = Letters(4.2, _BOLD, LIGHT.ink), Letters(2.8, _BOLD, LIGHT.ink)
_STRONG, _BODY, _QUIET = Letters(2.2, _BOLD, LIGHT.ink), Letters(2.2, color=LIGHT.ink), Letters(2.2, color=LIGHT.ink2)
_LABEL, _SMALL = Letters(1.95, _BOLD, LIGHT.ink), Letters(1.95, color=LIGHT.ink2)
"""In Inter, capitals of 2.2 mm are 8.6 points, and of 1.95 mm 7.6 points."""

_COLUMNS = (
    ("Cold tests", 32),
    ("Start", 53),
    ("Now", 73),
    ("Change", 91),
    ("Verdict", 131),
    ("SEM", 150),
    ("Effect of a session", 180),
)
"""Right ends of the columns in the table of ankles, in mm on A4 paper; the verdict, in words, is aligned left."""

_A4_WIDTH_MM = 180
_VERDICT, _VERDICT_MM = 4, 33

_GAP_MM = 5.5
_HEADER_MM, _HEAD_MM, _FIGURES_MM = 17.0, 11.0, 9.8
_NOTE_WORDS_MM, _NOTES_APART_MM = 14.0, 7.0
_FOOT_MM = 6.0
_SESSIONS_ROWS = 2
"""Rows kept free for the lines about sessions."""


def write_report(path: Path, paper: Paper, history: History, statistics: Statistics, unit: Unit) -> None:
    """Write the report as a PDF file of one page. Raises `ExchangeError` if the file cannot be written."""
    with sheet(path, paper, QPageLayout.Orientation.Portrait, TITLE) as page:
        page.painter.translate(SIDE_MM, TOP_MM)
        width, height = page.size_mm.width() - 2 * SIDE_MM, page.size_mm.height() - TOP_MM - BOTTOM_MM
        _Report(page, width, height, history, statistics, unit).paint()


@dataclass(frozen=True, slots=True)
class _Report:
    """The page inside its margins; lengths are in mm from there, and what paints a part returns its lower end."""

    page: Sheet
    width: float
    height: float
    history: History
    statistics: Statistics
    unit: Unit

    def paint(self) -> None:
        notes_top = self.height - _FOOT_MM - self._notes_mm()
        tests = measured_lines(self.history)
        room = notes_top - _HEADER_MM - self._ankles_mm() - _HEAD_MM - 4 * _GAP_MM
        rows = max(0, int((room - CHART_MM[0]) / ROW_MM))
        shown, held = tests[:rows], longest_held(self.statistics.minutes_held)[: max(0, rows - _SESSIONS_ROWS)]
        chart_mm = room - max(len(shown), len(held) + _SESSIONS_ROWS) * ROW_MM
        self._paint_header()
        y = self._paint_chart(_HEADER_MM + _GAP_MM, min(max(chart_mm, CHART_MM[0]), CHART_MM[1])) + _GAP_MM
        y = self._paint_ankles(y) + _GAP_MM
        self._paint_tests(y, shown, len(tests))
        self._paint_training(y, held)
        self._paint_notes(notes_top)
        self._paint_foot()

    # Who, when, and the chart

    def _paint_header(self) -> None:
        self._write(TITLE, 0, 5, _TITLE)
        self._write(period_words(self.history), 0, 11.2, _BODY)
        by_whom = DEMO_BY if self.history.demo else BY_WHOM
        self._write(f"{by_whom} {report_words(self.statistics.today)}.", 0, 15.4, _QUIET)
        left = self.width - 64
        for words, y in (("Name", 5.0), ("Date of birth", 15.4)):
            self._write(words, left, y, _SMALL)
            self._rule(y + 0.8, LIGHT.edge, left + 19)

    def _paint_chart(self, top: float, height: float) -> float:
        dots = DOTS_PER_INCH / MM_PER_INCH
        size = QSize(int(self.width * dots), int(height * dots))
        chart = ChartSheet(self.history, self.statistics, self.unit, size, bare=True)
        with self.page.in_dots(QPointF(0, top)) as painter:
            chart.paint_on(painter)
        return top + height

    # The table of ankles

    def _paint_ankles(self, top: float) -> float:
        self._head("What the tests show", f"in {self._unit_words}", top)
        y = top + 9.4
        for number, (head, _) in enumerate(_COLUMNS):
            self._write(head, self._column(number), y, _SMALL, anchor=0 if number == _VERDICT else 1)
        y = top + _HEAD_MM
        self._rule(y, LIGHT.edge)
        for side in ANKLES:
            y = self._paint_ankle(side, y)
            self._rule(y, LIGHT.line)
        words = compared_words(self.statistics.difference, self.unit)
        return y + 1.6 + self.page.write_paragraph(words, QPointF(0, y + 1.6), self.width, _BODY)

    def _paint_ankle(self, side: Side, top: float) -> float:
        y = top + 4.6
        ankle = self.statistics.ankles[side]
        self._mark(side, 1.5, y)
        self._write(side.value.capitalize(), 4.4, y, _STRONG)
        for number, cell in enumerate(cells(ankle, self.unit)) if ankle else ():
            x = self._column(number)
            if number == _VERDICT:
                self._write(cell.figure, x, y, _STRONG)
            else:
                self.page.write_decimal(cell.figure, QPointF(x, y), _STRONG)
            self._write(cell.rests_on, x, y + 3.7, _SMALL, anchor=0 if number == _VERDICT else 1)
        words_top, words, width = self._ankle_words(side)
        high = self.page.write_paragraph(words, QPointF(self.width - width, top + words_top), width, _QUIET)
        return top + words_top + high + 1.8

    def _ankle_words(self, side: Side) -> tuple[float, str, float]:
        """Return how far below its row's top the words on an ankle begin, the words, and the width they may take."""
        ankle = self.statistics.ankles[side]
        words = ankle_words(self.history, side, ankle, self.unit)
        return (_FIGURES_MM if ankle else 1.9), words, self.width - self._scaled(17)

    def _ankles_mm(self) -> float:
        rows = [self._ankle_words(side) for side in ANKLES]
        high = sum(top + self.page.paragraph_mm(words, width, _QUIET) + 1.8 for top, words, width in rows)
        words = compared_words(self.statistics.difference, self.unit)
        return _HEAD_MM + high + 1.6 + self.page.paragraph_mm(words, self.width, _BODY)

    def _column(self, number: int) -> float:
        end = self._scaled(_COLUMNS[number][1])
        return end - _VERDICT_MM if number == _VERDICT else end

    def _scaled(self, mm: float) -> float:
        return mm * self.width / _A4_WIDTH_MM

    # The last tests, and what was trained

    def _paint_tests(self, top: float, shown: list[SessionLine], tests: int) -> None:
        self._head("Last tests", f"{len(shown)} of {tests}, in {self._unit_words}" if tests else "none yet", top)
        if not shown:
            return
        ends = [self._scaled(end) for end in (43, 63, 84, 106)]
        names = [(side, name) for name in ("cold", "after") for side in ANKLES]
        for end, (side, name) in zip(ends, names, strict=True):
            width = self._write(f"{side.value.capitalize()} {name}", end, top + 9.4, _SMALL, anchor=1)
            self._mark(side, end - width - 2.3, top + 9.4, hollow=name == "after")
        y = top + _HEAD_MM
        self._rule(y, LIGHT.edge, 0, ends[-1])
        for line in shown:
            y += ROW_MM
            day = line.started.date()
            self._write(str(day.day), 3.6, y - 1.2, _BODY, anchor=1)
            self._write(short_month(day), 4.8, y - 1.2, _BODY)
            self._write(str(day.year), 12.7, y - 1.2, _BODY)
            for end, value in zip(ends, values_of(line, self.unit), strict=True):
                self.page.write_decimal(value, QPointF(end, y - 1.2), _BODY)
            self._rule(y, LIGHT.line, 0, ends[-1])

    def _paint_training(self, top: float, held: list[tuple[Muscle, Mapping[Side, float]]]) -> None:
        left, ends = self._scaled(118), (self._scaled(164), self.width)
        self._head("Held this week", f"of {self.statistics.goals.weekly_dose_minutes} min a side", top, left)
        y = top + _HEAD_MM
        self._write(held_words(self.statistics, len(held)), left, top + 9.4, _SMALL)
        for end, side in zip(ends, ANKLES, strict=True):
            self._write(side.value.capitalize(), end, top + 9.4, _SMALL, anchor=1)
        self._rule(y, LIGHT.edge, left)
        for muscle, sides in held:
            y += ROW_MM
            self._write(MUSCLE_WORDS[muscle], left, y - 1.2, _BODY)
            for end, side in zip(ends, ANKLES, strict=True):
                self.page.write_decimal(f"{sides.get(side, 0):.1f}", QPointF(end, y - 1.2), _BODY)
            self._rule(y, LIGHT.line, left)
        self.page.write_paragraph(sessions_words(self.statistics), QPointF(left, y + 1.4), self.width - left, _QUIET)

    # What it rests on

    def _notes(self) -> tuple[list[tuple[str, str, float]], int]:
        """Return each note with its height, and how many go on the left so that both columns are about equally high."""
        width = self._note_width
        found = [
            (label, words, self.page.paragraph_mm(words, width, _SMALL) + 0.9)
            for label, words in notes(self.statistics, self.unit)
        ]
        heights = [high for *_, high in found]
        split = min(range(len(found)), key=lambda place: max(sum(heights[:place]), sum(heights[place:])))
        return found, split

    @property
    def _note_width(self) -> float:
        return (self.width - _NOTES_APART_MM) / 2 - _NOTE_WORDS_MM

    def _notes_mm(self) -> float:
        found, split = self._notes()
        return 2.4 + max(sum(high for *_, high in part) for part in (found[:split], found[split:]))

    def _paint_notes(self, top: float) -> None:
        self._rule(top, LIGHT.edge)
        found, split = self._notes()
        columns = ((0.0, found[:split]), ((self.width + _NOTES_APART_MM) / 2, found[split:]))
        for left, part in columns:
            y = top + 2.0
            for label, words, high in part:
                self._write(label, left, y + self.page.ascent_mm(_LABEL), _LABEL)
                self.page.write_paragraph(words, QPointF(left + _NOTE_WORDS_MM, y), self._note_width, _SMALL)
                y += high

    def _paint_foot(self) -> None:
        self._rule(self.height - 4.6, LIGHT.edge)
        self._write(NO_DIAGNOSIS, 0, self.height, _STRONG)
        self._write(PROGRAM, self.width, self.height, _SMALL, anchor=1)

    # Parts of parts

    @property
    def _unit_words(self) -> str:
        return "cm" if self.unit is Unit.CM else "inches"

    def _head(self, words: str, more: str, top: float, left: float = 0) -> None:
        width = self._write(words, left, top + _HEAD.cap_mm, _HEAD)
        self._write(more, left + width + 1.6, top + _HEAD.cap_mm, _QUIET)

    def _write(self, words: str, x: float, y: float, letters: Letters, anchor: float = 0) -> float:
        return self.page.write(words, QPointF(x, y), letters, anchor=anchor)

    def _mark(self, side: Side, x: float, y: float, *, hollow: bool = False) -> None:
        color = QColor(LIGHT.right if side is Side.RIGHT else LIGHT.left)
        if hollow:
            self.page.painter.strokePath(side_path(side, QPointF(x, y - 0.95), 1.9), QPen(color, 0.35))
        else:
            self.page.painter.fillPath(side_path(side, QPointF(x, y - 0.95), 2.3), color)

    def _rule(self, y: float, color: str, left: float = 0, right: float | None = None) -> None:
        self.page.painter.setPen(QPen(QColor(color), 0.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        self.page.painter.drawLine(QLineF(left, y, self.width if right is None else right, y))
