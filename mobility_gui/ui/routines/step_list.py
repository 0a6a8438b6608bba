"""The steps of a routine, one row each; a row opens its exercise."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from mobility_gui.training.amounts import clock_words, dose_words
from mobility_gui.training.exercise import Exercise, Side
from mobility_gui.training.plan import Plan
from mobility_gui.training.routine import Sides
from mobility_gui.ui.drawing.figure_tile import DrawFigure, paint_tile
from mobility_gui.ui.kit.fonts import tabular
from mobility_gui.ui.kit.keys import key_of
from mobility_gui.ui.kit.row_state import RowState
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.kit.tokens import mix
from mobility_gui.ui.kit.wording import ARROWS, side_words
from mobility_gui.ui.kit.wrapped_label import with_dots

ROW_PX = 85
TWO_COLUMNS_PX = 1300
"""Width from which the rows stand in two columns."""

_ENTRY = Qt.ItemDataRole.UserRole
_TILE = QSize(104, 66)
_RADIUS_PX = 15
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class StepEntry:
    """What one row shows."""

    exercise: Exercise
    side: Side
    sides: tuple[str, ...]
    dose: str
    time: str


def step_entries(plan: Plan, first: Side | None = None) -> tuple[StepEntry, ...]:
    """Return the rows of a plan, in order; `first` is the tighter side it was made with."""
    exercises = {span.step: span.exercise for span in plan.spans}
    return tuple(
        StepEntry(
            exercises[position],
            Side.LEFT if step.sides is Sides.LEFT else Side.RIGHT,
            side_words(step, first),
            dose_words(step.dose),
            clock_words(plan.step_ms(position) // 1000),
        )
        for position, step in enumerate(plan.routine.steps)
    )


class StepList(QListWidget):
    """A list as high as its rows, in two columns where they fit; the page around it scrolls."""

    exercise_requested = Signal(Exercise)
    row_focused = Signal(int)

    def __init__(self, theme: Theme, draw_figure: DrawFigure) -> None:
        super().__init__()
        self.setProperty("own_focus", True)
        self.setProperty("card", "true")
        self.setAccessibleName("Steps")
        self.setItemDelegate(_RowPainter(theme, draw_figure, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.itemClicked.connect(self._ask)
        self.currentRowChanged.connect(self._tell_focused)
        theme.changed.connect(self.viewport().update)

    def show_entries(self, entries: Sequence[StepEntry]) -> None:
        """Show these rows, with none current."""
        self.clear()
        for entry in entries:
            sides = " ".join(word for word in entry.sides if word not in ARROWS)
            item = QListWidgetItem(f"{entry.exercise.name}, {sides}, {entry.dose}, {entry.time}")
            item.setData(_ENTRY, entry)
            item.setToolTip("How to do it, and when to stop")
            self.addItem(item)
        self._lay_out()

    @property
    def columns(self) -> int:
        """How many columns the rows stand in."""
        return 2 if self.width() >= TWO_COLUMNS_PX and self.count() > 1 else 1

    @property
    def rows_in_column(self) -> int:
        """How many rows the first column has, the longest one."""
        return -(-self.count() // self.columns)

    def _lay_out(self) -> None:
        self.setWrapping(self.columns > 1)
        spare = self.columns - 1  # without it, Qt begins the next column a row early
        self.setFixedHeight(ROW_PX * self.rows_in_column + 2 + spare)
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _tell_focused(self, row: int) -> None:
        if row >= 0 and self.hasFocus():
            self.row_focused.emit(row)

    def _ask(self, item: QListWidgetItem) -> None:
        self.exercise_requested.emit(item.data(_ENTRY).exercise)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentRow() < 0:
            self.setCurrentRow(0)
        self._tell_focused(self.currentRow())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row on Return, Space, ? and I; leave Ctrl+Return to the page."""
        opens = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Question, Qt.Key.Key_I}
        if (
            key_of(event) in opens
            and not event.isAutoRepeat()
            and self.currentRow() >= 0
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._ask(self.currentItem())
            event.accept()
            return
        super().keyPressEvent(event)


class _RowPainter(QStyledItemDelegate):
    def __init__(self, theme: Theme, draw_figure: DrawFigure, rows: StepList) -> None:
        super().__init__(rows)
        self._rows = rows
        self._theme = theme
        self._draw_figure = draw_figure

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        rows = self._rows
        return QSize(rows.viewport().width() // rows.columns if rows.columns > 1 else 0, ROW_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry = index.data(_ENTRY)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        column, place = divmod(index.row(), self._rows.rows_in_column)
        last = place == self._rows.rows_in_column - 1
        self._paint_ground(painter, rect, RowState.of(option, index), first=place == 0, last=last)
        if column:
            painter.fillRect(QRectF(rect.left(), rect.top(), 1, rect.height()), QColor(self._theme.tokens.line))
        tile = QRectF(rect.left() + 9, rect.top() + 9, _TILE.width(), _TILE.height())
        paint_tile(painter, tile, self._theme, self._draw_figure, entry.exercise, entry.side)
        self._paint_words(painter, rect, entry)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRectF, state: RowState, *, first: bool, last: bool) -> None:
        tokens = self._theme.tokens
        if state.hovered:
            painter.fillPath(
                _rounded(rect, top=first, bottom=last), QColor(mix(tokens.surface, tokens.primary_soft, 0.5))
            )
        if not last:
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(tokens.line))
        if state.ringed:
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -3), 13, 13)

    def _paint_words(self, painter: QPainter, rect: QRectF, entry: StepEntry) -> None:
        theme = self._theme
        time = QRectF(rect.right() - 76, rect.top(), 60, rect.height())
        painter.setFont(tabular(theme.text(Text.BODY)))
        painter.setPen(theme.color("ink3"))
        painter.drawText(time, _RIGHT, entry.time)
        painter.setFont(theme.text(Text.ROW_NAME))
        painter.setPen(theme.color("ink"))
        dose_width = painter.fontMetrics().horizontalAdvance(entry.dose) + 2
        dose = QRectF(rect.right() - 74 - dose_width, rect.top(), dose_width, rect.height())
        painter.drawText(dose, _RIGHT, entry.dose)
        left = rect.left() + 127
        name = QRectF(left, rect.top(), dose.left() - left - 10, rect.height())
        words = Qt.TextFlag.TextWordWrap
        shown = with_dots(entry.exercise.name, painter.fontMetrics(), int(name.width()))
        used = painter.fontMetrics().boundingRect(name.toRect(), int(words), shown).height()
        block = used + 4 + 17
        top = rect.center().y() - block / 2 - 0.5
        painter.drawText(QRectF(left, top, name.width(), used), int(words) | int(_LEFT), shown)
        self._paint_sides(painter, left, top + used + 4, entry.sides)

    def _paint_sides(self, painter: QPainter, left: float, top: float, sides: tuple[str, ...]) -> None:
        theme = self._theme
        painter.setFont(theme.font(13, QFont.Weight.Medium))
        painter.setPen(theme.color("ink2"))
        for part in sides:
            if part in ARROWS:
                theme.icons.paint(painter, part, theme.tokens.ink2, QRectF(left, top + 2, 14, 14))
                left += 19
            else:
                width = painter.fontMetrics().horizontalAdvance(part)
                painter.drawText(QRectF(left, top, width + 2, 18), _LEFT, part)
                left += width + 6


def _rounded(rect: QRectF, *, top: bool, bottom: bool) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(rect, _RADIUS_PX, _RADIUS_PX)
    half = rect.height() / 2
    if not top:
        path.addRect(rect.adjusted(0, 0, 0, -half))
    if not bottom:
        path.addRect(rect.adjusted(0, half, 0, 0))
    return path
