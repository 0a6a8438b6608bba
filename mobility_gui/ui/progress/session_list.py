"""The list of sessions, newest first; a click or Enter opens one."""

from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import format_value
from mobility_gui.training.amounts import clock_words
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import ANKLES
from mobility_gui.training.record import Ending, SessionLine
from mobility_gui.ui.kit.controls import Card, label
from mobility_gui.ui.kit.days import short_day_words
from mobility_gui.ui.kit.fonts import tabular
from mobility_gui.ui.kit.side_mark import paint_side
from mobility_gui.ui.kit.theme import Text, Theme

ROW_PX, DAY_PX, EDGE_PX = 36, 84, 8
_RECORD = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class SessionListCard(Card):
    """All sessions, in a list that scrolls by itself."""

    opened = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(padding=18)
        self.setAccessibleName("Sessions")
        self._count = label("", Text.SECOND, "ink3")
        self._nothing = label("No sessions yet.", tone="ink2")
        self._model = _Sessions()
        self._row = _Row(theme)
        self._list = _WholeRows()
        self._list.setModel(self._model)
        self._list.setItemDelegate(self._row)
        self._list.setAccessibleName("Sessions, newest first. Press Enter to open one.")
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setUniformItemSizes(True)
        self._list.setMouseTracking(True)
        self._list.setProperty("own_focus", True)
        self._list.setMinimumHeight(4 * ROW_PX)
        head = QHBoxLayout()
        head.addWidget(label("Sessions", Text.CARD_TITLE))
        head.addStretch(1)
        head.addWidget(self._count)
        head.setContentsMargins(EDGE_PX, 0, EDGE_PX, 0)
        self._nothing.setContentsMargins(EDGE_PX, 0, EDGE_PX, 0)
        self.column.setContentsMargins(18 - EDGE_PX, 14, 18 - EDGE_PX, 10)
        self.column.addLayout(head)
        self.column.addWidget(self._nothing)
        self.column.addWidget(self._list, 1)
        self._list.activated.connect(self._open)
        self._list.clicked.connect(self._open)
        theme.changed.connect(self._list.viewport().update)

    def show_sessions(self, sessions: tuple[SessionLine, ...], today: date, unit: Unit) -> None:
        """Show the sessions and what was typed in, in the given order."""
        self._row.today, self._row.unit = today, unit
        current = self._list.currentIndex().data(_RECORD)
        self._model.show_sessions(sessions, today, unit)
        row = next((n for n, line in enumerate(sessions) if current is not None and line.id == current.id), None)
        if row is not None:
            self._list.setCurrentIndex(self._model.index(row, 0))
        typed_in = sum(session.typed_in for session in sessions)
        said = [f"{len(sessions) - typed_in}"] if len(sessions) > typed_in else []
        said += [f"{typed_in} entered by hand"] if typed_in else []
        self._count.setText(" + ".join(said))
        self._nothing.setVisible(not sessions)
        self._list.setVisible(bool(sessions))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(_RECORD).id)


def cold_values(session: SessionLine) -> dict[Side, float]:
    """Return the cold values of a session, left first."""
    return {side: session.cold_mm[side] for side in ANKLES if side in session.cold_mm}


def worked_words(session: SessionLine) -> str:
    """Return how long the runner worked, or that the session ended early; empty for what was typed in."""
    if session.typed_in:
        return ""
    if session.ending is Ending.PARTIAL:
        return "ended early"
    return clock_words(session.held_ms // 1000)


class _WholeRows(QListView):
    """A list that cuts no row at its lower end."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setViewportMargins(0, 0, 0, self.height() % ROW_PX)


class _Sessions(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._sessions: tuple[SessionLine, ...] = ()
        self._today = date(2000, 1, 1)
        self._unit = Unit.CM

    def show_sessions(self, sessions: tuple[SessionLine, ...], today: date, unit: Unit) -> None:
        self.beginResetModel()
        self._sessions, self._today, self._unit = sessions, today, unit
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._sessions)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        session = self._sessions[index.row()]
        if role == _RECORD:
            return session
        if role == Qt.ItemDataRole.DisplayRole:
            values = [f"{side.value} {format_value(value, self._unit)}" for side, value in cold_values(session).items()]
            words = [short_day_words(session.started.date(), self._today), session.name, *values, worked_words(session)]
            return ", ".join(word for word in words if word)
        return None


class _Row(QStyledItemDelegate):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.today = date(2000, 1, 1)
        self.unit = Unit.CM

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tokens = self._theme.tokens
        session: SessionLine = index.data(_RECORD)
        row = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.primary_soft))
            painter.drawRoundedRect(row.adjusted(0, 1, 0, -2), 8, 8)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(row.adjusted(1, 2, -1, -3), 8, 8)
        painter.setPen(QPen(QColor(tokens.line), 1))
        bottom = row.bottom() - 0.5
        painter.drawLine(QPointF(row.left() + EDGE_PX, bottom), QPointF(row.right() - EDGE_PX, bottom))
        row.adjust(EDGE_PX, 0, -EDGE_PX, 0)
        right = self._paint_end(painter, row, session)
        painter.setFont(self._theme.text(Text.BODY))
        painter.setPen(QColor(tokens.ink2))
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, short_day_words(session.started.date(), self.today))
        name = QRectF(row.left() + DAY_PX, row.top(), right - row.left() - DAY_PX - 10, row.height())
        painter.setFont(self._theme.font(14, QFont.Weight.Medium))
        painter.setPen(QColor(tokens.ink))
        text = QFontMetricsF(painter.font()).elidedText(session.name, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
        painter.restore()

    def _paint_end(self, painter: QPainter, row: QRectF, session: SessionLine) -> float:
        """Paint the cold values with their shapes, or else the time; return where that begins."""
        painter.setFont(tabular(self._theme.text(Text.SECOND)))
        painter.setPen(QColor(self._theme.tokens.ink2))
        metrics = QFontMetricsF(painter.font())
        values = list(cold_values(session).items())
        if not values:
            words = worked_words(session)
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
            return row.right() - metrics.horizontalAdvance(words)
        right = row.right()
        for side, value in reversed(values):
            number = format_value(value, self.unit)
            width = metrics.horizontalAdvance(number)
            painter.setPen(QColor(self._theme.tokens.ink2))
            painter.drawText(
                QRectF(right - width, row.top(), width + 1, row.height()), Qt.AlignmentFlag.AlignVCenter, number
            )
            paint_side(painter, self._theme, side, QPointF(right - width - 12, row.center().y()), 10)
            right -= width + 26
        return right
