"""A calendar of the days with a session, and of those with a cold test."""

from collections.abc import Iterable
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mobility_gui.training.amounts import counted
from mobility_gui.training.history import History, Statistics
from mobility_gui.ui.kit.controls import Card, IconButton, label
from mobility_gui.ui.kit.days import month_name, month_words
from mobility_gui.ui.kit.layouts import across
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.progress.verdict_words import kept_words

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HEAD_PX, ROW_PX, LEAST_ROW_PX, LEGEND_PX, DAY_WIDTH_PX, DAY_HEIGHT_PX = 24, 30, 23, 24, 38, 25
WEEKS = 6
"""Rows of the longest month; the card is as high for every month, so that nothing jumps when it is turned."""


class MonthCard(Card):
    """Shows one month at a time; counts weeks with enough sessions, never days in a row."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(padding=18)
        self.setAccessibleName("Calendar of sessions")
        self._title = label("", Text.CARD_TITLE)
        self._kept = label("", Text.SECOND, "ink3")
        self._days = _Days(theme)
        before = IconButton(theme, "left", "Previous month")
        self._after = IconButton(theme, "right", "Next month")
        head = across(gap=0)
        head.addWidget(self._title)
        head.addWidget(before)
        head.addWidget(self._after)
        head.addStretch(1)
        head.addWidget(self._kept)
        self.column.setSpacing(2)
        self.column.setContentsMargins(18, 8, 18, 12)
        self.column.addLayout(head)
        self.column.addWidget(self._days)
        self.column.addStretch(1)
        before.clicked.connect(self._go_back)
        self._after.clicked.connect(self._go_on)

    def show_history(self, history: History, statistics: Statistics) -> None:
        """Mark the days, in the current month at first and later in the month that the runner turned to."""
        sessions = {session.started.date() for session in history.sessions}
        tested = {line.started.date() for line in history.lines if line.cold_mm}
        self._days.show_days(history.today, sessions, tested)
        self._kept.setText(kept_words(statistics.weeks, statistics.goals.sessions_a_week))
        self._show_title()

    def _go_back(self) -> None:
        self._days.turn(-1)
        self._show_title()

    def _go_on(self) -> None:
        self._days.turn(1)
        self._show_title()

    def _show_title(self) -> None:
        first = self._days.first
        self._after.setEnabled(first < self._days.today.replace(day=1))
        self._title.setText(month_words(first, self._days.today))


class _Days(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.today = date(2000, 1, 1)
        self.first = self.today
        self._sessions: frozenset[date] = frozenset()
        self._tested: frozenset[date] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        theme.changed.connect(self.update)

    def show_days(self, today: date, sessions: Iterable[date], tested: Iterable[date]) -> None:
        if today != self.today:
            self.today, self.first = today, today.replace(day=1)
        self._sessions, self._tested = frozenset(sessions), frozenset(tested)
        self._tell()

    def turn(self, months: int) -> None:
        middle = self.first + timedelta(days=15 + 30 * months)
        self.first = middle.replace(day=1)
        self._tell()

    def _tell(self) -> None:
        count = sum((day.year, day.month) == (self.first.year, self.first.month) for day in self._sessions)
        self.setAccessibleName(f"{month_name(self.first)} {self.first.year}: {counted(count, 'day')} with a session")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(290, HEAD_PX + WEEKS * ROW_PX + LEGEND_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, HEAD_PX + WEEKS * LEAST_ROW_PX + LEGEND_PX)

    @property
    def _row_px(self) -> float:
        return (self.height() - HEAD_PX - LEGEND_PX) / WEEKS

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.text(Text.SMALLEST))
        painter.setPen(QColor(tokens.ink3))
        for column, name in enumerate(WEEKDAYS):
            painter.drawText(self._cell(column, HEAD_PX / 2), Qt.AlignmentFlag.AlignCenter, name)
        day = self.first
        while day.month == self.first.month:
            row = (day.day - 1 + self.first.weekday()) // 7
            self._paint_day(painter, day, self._cell(day.weekday(), HEAD_PX + (row + 0.5) * self._row_px))
            day += timedelta(days=1)
        self._paint_legend(painter)
        painter.end()

    def _cell(self, column: int, middle: float) -> QRectF:
        width = self.width() / 7
        box = min(DAY_WIDTH_PX, width - 4)
        height = min(DAY_HEIGHT_PX, self._row_px - 4)
        return QRectF(column * width + (width - box) / 2, middle - height / 2, box, height)

    def _paint_day(self, painter: QPainter, day: date, cell: QRectF) -> None:
        tokens = self._theme.tokens
        tested, done = day in self._tested, day in self._sessions
        color = tokens.primary if tested else tokens.primary_soft if done else ""
        if color:
            _box(painter, cell, color)
        if day == self.today:
            painter.setPen(QPen(QColor(tokens.ink), 1.5))
            painter.drawRoundedRect(cell.adjusted(0.75, 0.75, -0.75, -0.75), 8, 8)
        bold = tested or done or day == self.today
        painter.setFont(self._theme.font(12, QFont.Weight.DemiBold if bold else QFont.Weight.Normal))
        ink = tokens.on_primary if tested else tokens.primary if done else tokens.ink if bold else tokens.ink2
        painter.setPen(QColor(ink))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(day.day))

    def _paint_legend(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        painter.setFont(self._theme.text(Text.SMALLEST))
        middle = self.height() - LEGEND_PX / 2
        left = self._cell(0, 0).left()
        for color, words, width in ((tokens.primary_soft, "session", 76), (tokens.primary, "session with a test", 140)):
            box = QRectF(left, middle - 6.5, 13, 13)
            _box(painter, box, color, 4)
            painter.setPen(QPen(QColor(tokens.primary), 1))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setPen(QColor(tokens.ink2))
            painter.drawText(QRectF(left + 20, middle - 10, width, 20), Qt.AlignmentFlag.AlignVCenter, words)
            left += width + 8


def _box(painter: QPainter, rect: QRectF, color: str, radius: float = 8) -> None:
    shape = QPainterPath()
    shape.addRoundedRect(rect, radius, radius)
    painter.fillPath(shape, QColor(color))
