"""The list of routines in groups, and the field that filters it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPen, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from mobility_gui.training.exercise import Kit
from mobility_gui.ui.kit.controls import SCROLL_BAR_PX, SearchField, label, plain_tool_tip
from mobility_gui.ui.kit.layouts import down
from mobility_gui.ui.kit.row_state import RowState
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.kit.wording import LAST_DONE, kit_words

_ENTRY = Qt.ItemDataRole.UserRole
_HEADING_PX, _ROW_PX = 37, 60
_INSET_PX = 12
_KIT_PX, _KIT_STEP_PX = 16, 22


@dataclass(frozen=True, slots=True)
class RoutineEntry:
    """What one row shows; `found_by` is the lower-case text that the filter searches."""

    id: str
    name: str
    group: str
    minutes: str
    kit: tuple[Kit, ...]
    last_done: str
    found_by: str


class RoutineList(QFrame):
    """A list that emits `selected` when a routine is chosen: by a click, by the up and down keys, or by typing."""

    selected = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._entries: tuple[RoutineEntry, ...] = ()
        self._chosen = ""
        self.field = SearchField(theme)
        self.rows = _Rows(theme)
        self._nothing = label(
            "Nothing found. Try part of a routine’s name, an exercise or a piece of kit.",
            Text.SECOND,
            "ink3",
            wrap=True,
        )
        self._nothing.setContentsMargins(_INSET_PX, 16, _INSET_PX, 0)
        self._nothing.hide()
        column = down(self, gap=0, margins=(16, 24, 16 - SCROLL_BAR_PX, 0))
        above = QHBoxLayout()
        above.setContentsMargins(0, 0, SCROLL_BAR_PX, 0)
        above.addWidget(self.field)
        column.addLayout(above)
        column.addWidget(self._nothing)
        column.addWidget(self.rows, 1)
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.rows.currentItemChanged.connect(self._tell)
        self.rows.typed.connect(self._type)
        slash = QShortcut(QKeySequence(Qt.Key.Key_Slash), self)
        slash.activated.connect(self._to_field)

    def show_entries(self, entries: Sequence[RoutineEntry], selected: str) -> None:
        """Show these rows under their group headings, in the order given, and choose one as a click would."""
        self._entries = tuple(entries)
        self._fill(selected)

    def select(self, routine_id: str) -> None:
        """Choose a routine that is shown."""
        for row in range(self.rows.count()):
            entry = self.rows.item(row).data(_ENTRY)
            if isinstance(entry, RoutineEntry) and entry.id == routine_id:
                self.rows.setCurrentRow(row)

    def _fill(self, selected: str) -> None:
        wanted = self.field.text().strip().lower()
        shown = [entry for entry in self._entries if all(word in entry.found_by for word in wanted.split())]
        self.rows.blockSignals(True)
        self.rows.clear()
        group = ""
        for entry in shown:
            if entry.group != group:
                group = entry.group
                self.rows.addItem(_heading(group))
            item = QListWidgetItem(f"{entry.name}, {entry.minutes}, {entry.last_done}")
            item.setData(_ENTRY, entry)
            kit = ", ".join(kit_words(kit) for kit in entry.kit)
            item.setToolTip(plain_tool_tip(f"{entry.name}\n{kit}".strip()))
            self.rows.addItem(item)
        self.rows.blockSignals(False)
        self._nothing.setVisible(not shown)
        self.select(selected if any(entry.id == selected for entry in shown) else shown[0].id if shown else "")

    def _filter(self) -> None:
        self._fill(self._chosen)

    def _tell(self, item: QListWidgetItem | None) -> None:
        entry = item.data(_ENTRY) if item is not None else None
        if isinstance(entry, RoutineEntry):
            self._chosen = entry.id
            self.selected.emit(entry.id)

    def _type(self, text: str) -> None:
        self.field.setFocus()
        self.field.insert(text)

    def _to_field(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Move from the field to the rows on Down and Return; on Escape clear it, then move too."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Down | Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers():
                    self.rows.setFocus(Qt.FocusReason.TabFocusReason)
                    return True
                case Qt.Key.Key_Escape:
                    if not self.field.text():
                        self.rows.setFocus(Qt.FocusReason.TabFocusReason)
                    self.field.clear()
                    return True
        return False


class _Rows(QListWidget):
    typed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("own_focus", True)
        self.setAccessibleName("Routines")
        self.setItemDelegate(_RowPainter(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        theme.changed.connect(self.viewport().update)
        # Rows keep the same width with the scroll bar and without it.
        self.verticalScrollBar().rangeChanged.connect(self._leave_room)
        self._leave_room(0, 0)

    def _leave_room(self, least: int, most: int) -> None:
        self.setViewportMargins(0, 0, 0 if most > least else SCROLL_BAR_PX, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send letters to the filter instead of jumping around in the list."""
        text = event.text()
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}
        if plain and text.isprintable() and text.strip():
            self.typed.emit(text)
            return
        super().keyPressEvent(event)


class _RowPainter(QStyledItemDelegate):
    def __init__(self, theme: Theme, rows: QListWidget) -> None:
        super().__init__(rows)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, _ROW_PX if isinstance(index.data(_ENTRY), RoutineEntry) else _HEADING_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        entry = index.data(_ENTRY)
        rect = QRectF(option.rect)
        if isinstance(entry, RoutineEntry):
            self._paint_ground(painter, rect, RowState.of(option, index))
            self._paint_entry(painter, rect.adjusted(_INSET_PX, 0, -_INSET_PX, 0), entry)
        else:
            painter.setFont(self._theme.font(12.5, self._theme.text(Text.ROW_NAME).weight()))
            painter.setPen(self._theme.color("ink3"))
            line = rect.adjusted(_INSET_PX, 10, 0, 0)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(index.data()))
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRectF, state: RowState) -> None:
        tokens = self._theme.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        if state.chosen:
            painter.setBrush(QColor(tokens.primary))
            painter.drawRoundedRect(QRectF(rect.left(), rect.top(), 30, rect.height()), 10, 10)
            painter.setBrush(QColor(tokens.primary_soft))
            painter.drawRoundedRect(rect.adjusted(3, 0, 0, 0), 10, 10)
        elif state.hovered:
            painter.setBrush(QColor(tokens.sunken))
            painter.drawRoundedRect(rect, 10, 10)
        if state.ringed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 9, 9)

    def _paint_entry(self, painter: QPainter, rect: QRectF, entry: RoutineEntry) -> None:
        theme = self._theme
        upper = QRectF(rect.left(), rect.top() + 8, rect.width(), 24)
        lower = QRectF(rect.left(), rect.top() + 31, rect.width(), 20)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(theme.text(Text.ROW_NAME))
        painter.setPen(theme.color("ink"))
        metrics = painter.fontMetrics()
        painter.drawText(upper, right, entry.minutes)
        room = int(upper.width()) - metrics.horizontalAdvance(entry.minutes) - 8
        painter.drawText(upper, left, metrics.elidedText(entry.name, Qt.TextElideMode.ElideRight, room))
        painter.setFont(theme.text(Text.SECOND))
        painter.setPen(theme.color("ink3"))
        room = int(lower.width()) - _KIT_STEP_PX * len(entry.kit)
        metrics = painter.fontMetrics()
        done = entry.last_done
        if metrics.horizontalAdvance(done) > room:
            done = done.removeprefix(LAST_DONE)
        painter.drawText(lower, left, metrics.elidedText(done, Qt.TextElideMode.ElideRight, room))
        spot = QRectF(lower.right() - _KIT_PX, lower.center().y() - _KIT_PX / 2, _KIT_PX, _KIT_PX)
        for kit in reversed(entry.kit):
            theme.icons.paint(painter, kit.value, theme.tokens.ink2, spot)
            spot.translate(-_KIT_STEP_PX, 0)


def _heading(text: str) -> QListWidgetItem:
    item = QListWidgetItem(text)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item
