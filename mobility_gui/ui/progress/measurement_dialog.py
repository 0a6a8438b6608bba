"""A dialog to type in values from an earlier day."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from PySide6.QtCore import QDate, QLocale, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QDateEdit,
    QGridLayout,
    QWidget,
)

from mobility_gui.ankle.trial import Trial
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import UnreadableDistanceError
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import ANKLES
from mobility_gui.training.record import FIRST_DAY, Measurement, Occasion
from mobility_gui.ui.kit.controls import label
from mobility_gui.ui.kit.side_mark import SideMark
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.progress.asking_dialog import AskingDialog
from mobility_gui.ui.progress.distance_field import DistanceField

_DAY_STYLE = """
QDateEdit::drop-down { width: 34px; border: none; }
QDateEdit::down-arrow { image: none; }
QDateEdit QLineEdit { border: none; background: transparent; padding: 0; min-height: 0; }
"""
NOTHING_TYPED = "Enter a distance for at least one side."


class MeasurementDialog(AskingDialog):
    """A date and a cold value for one side or both; `added` carries a `tuple[Measurement, ...]`, dated at noon."""

    added = Signal(object)

    def __init__(
        self,
        theme: Theme,
        unit: Unit,
        today: date,
        known_mm: Mapping[Side, Sequence[float]],
        parent: QWidget | None = None,
    ) -> None:
        """`known_mm` are each ankle's values in the record."""
        super().__init__(theme, "Add a measurement", "Add", parent)
        self._unit, self._known_mm = unit, known_mm
        self._day = _DayField(theme, QDate(today.year, today.month, today.day))
        self._day.setDateRange(QDate(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day), self._day.date())
        self._day.setDisplayFormat("d MMMM yyyy")
        self._day.setStyleSheet(_DAY_STYLE)
        self._day.lineEdit().setTextMargins(11, 0, 0, 0)
        self._day.setAccessibleName("Day")
        self._fields = {side: DistanceField(unit, side.value.capitalize(), "not measured") for side in ANKLES}
        rows = QGridLayout()
        rows.setHorizontalSpacing(10)
        rows.setColumnStretch(2, 1)
        rows.addWidget(label("Day", Text.STRONG), 0, 1)
        rows.addWidget(self._day, 0, 2, 1, 2)
        for number, (side, field) in enumerate(self._fields.items(), 1):
            rows.addWidget(SideMark(theme, side), number, 0)
            rows.addWidget(label(side.value.capitalize(), Text.STRONG), number, 1)
            rows.addWidget(field, number, 2)
            rows.addWidget(field.unit_label, number, 3)
        title = label("Add a measurement", Text.CARD_TITLE)
        about = label("Knee to wall, measured before any exercise.", tone="ink2", wrap=True)
        self.lay_out((title, about, rows), self._fields[Side.LEFT])
        self.agreed.connect(self._add)

    def _add(self) -> None:
        day = self._day.date()
        at = datetime.combine(date(day.year(), day.month(), day.day()), time(12)).astimezone()
        found: list[Measurement] = []
        for side, field in self._fields.items():
            if not field.text().strip():
                continue
            try:
                trial = Trial(field.distance_mm)
            except UnreadableDistanceError as error:
                self.say(str(error), field)
                return
            if self.asks_about(trial.distance_mm, self._known_mm[side], self._unit, field):
                return
            found.append(Measurement(side, Occasion.COLD, at, (trial,)))
        if not found:
            self.say(NOTHING_TYPED, self._fields[Side.LEFT])
            return
        self.added.emit(tuple(found))  # closes once they are saved


class _DayField(QDateEdit):
    """A day, typed part by part or chosen from a calendar; its arrow is our own, as a style sheet removes Qt's."""

    def __init__(self, theme: Theme, day: QDate) -> None:
        super().__init__(day)
        self._theme = theme
        self.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))  # weeks begin on Monday
        self.setCalendarPopup(True)
        calendar = self.calendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        plain = QTextCharFormat()
        plain.setForeground(theme.color("ink2"))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekday, plain)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        spot = QRectF(self.width() - 30, (self.height() - 18) / 2, 18, 18)
        self._theme.icons.paint(painter, "down", self._theme.tokens.ink2, spot)
        painter.end()
