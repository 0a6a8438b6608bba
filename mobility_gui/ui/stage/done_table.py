"""The table at the end of a session: what was held of each exercise on each side."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.controls import Card, hairline
from mobility_gui.ui.kit.scroll import Scroll
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.stage.letters import dotted

TITLE_PX, ROW_PX, HEAD_PX, LEAST_PX = 26, 18, 14, 13
ROW_HEIGHT_PX = 40
ICON_PX = 20


@dataclass(frozen=True, slots=True)
class DoneRow:
    """The name of one exercise and the amount for each side in words; `hurt` are the sides that hurt."""

    name: str
    amounts: dict[Side, str]
    hurt: frozenset[Side]


class DoneTable(Card):
    """A title that counts the exercises, a row for each of them, and what to do about one that hurt."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(padding=24)
        self._theme = theme
        self._scale = 1.0
        self._shown: tuple[str, Sequence[DoneRow], str] = ("", (), "")
        self._rows = QWidget()
        self._scroll = Scroll(self._rows)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._title = self._line("")
        self._advice = self._line("", "ink2")
        for line in (self._title, self._advice):
            line.setWordWrap(True)
            line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.column.addWidget(self._title)
        self.column.addWidget(self._scroll, 1)
        self.column.addWidget(self._advice)

    def show_rows(self, counts: str, rows: Sequence[DoneRow], advice: str) -> None:
        """Show how many exercises there were, the rows, and the advice, if there is any."""
        self._shown = (counts, rows, advice)
        self._fill()

    def set_scale(self, scale: float) -> None:
        """Scale everything, 1 being a window of 1280x800."""
        self._scale = scale
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for line in (self._title, self._advice):  # a page that scrolls gives wrapped lines less than they need
            line.setMinimumHeight(max(0, line.heightForWidth(line.width())))

    def _fill(self) -> None:
        counts, rows, advice = self._shown
        self._title.setText(counts)
        self._title.setFont(self._font(TITLE_PX, QFont.Weight.DemiBold))
        self._advice.setText(advice)
        self._advice.setFont(self._font(HEAD_PX + 1))
        self._advice.setVisible(bool(advice))
        self._scroll.setMinimumHeight(round(2 * ROW_HEIGHT_PX * self._scale))
        self._rows = QWidget()
        self._rows.setProperty("scrolled", "true")
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 4, 0)
        grid.setHorizontalSpacing(round(16 * self._scale))
        grid.setVerticalSpacing(0)
        for column, (words, part) in enumerate((("Time held", 5), ("← Left", 4), ("Right →", 5))):
            grid.setColumnStretch(column, part)
            head = self._line(words, "ink2")
            head.setFont(self._font(HEAD_PX, QFont.Weight.DemiBold))
            grid.addWidget(head, 0, column)
        for place, row in enumerate(rows):
            grid.addWidget(hairline(), 2 * place + 1, 0, 1, 3)
            self._add(grid, 2 * place + 2, row)
        grid.setRowStretch(2 * len(rows) + 1, 1)
        self._scroll.setWidget(self._rows)

    def _add(self, grid: QGridLayout, line: int, row: DoneRow) -> None:
        grid.setRowMinimumHeight(line, round(ROW_HEIGHT_PX * self._scale))
        name = DottedLabel(row.name)
        name.setFont(self._font(ROW_PX))
        grid.addWidget(name, line, 0)
        if Side.BOTH in row.amounts:
            grid.addWidget(self._amount(row, Side.BOTH), line, 1, 1, 2)
            return
        for column, side in ((1, Side.LEFT), (2, Side.RIGHT)):
            if side in row.amounts:
                grid.addWidget(self._amount(row, side), line, column)

    def _amount(self, row: DoneRow, side: Side) -> QWidget:
        hurt = side in row.hurt
        words = self._line(row.amounts[side] + (", both" if side is Side.BOTH else ""), "warn" if hurt else "ink")
        words.setFont(self._font(ROW_PX, QFont.Weight.DemiBold if hurt else QFont.Weight.Normal))
        words.setWordWrap(True)
        if not hurt:
            return words
        made = QWidget()
        beside = QHBoxLayout(made)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        sign = QLabel()
        sign.setPixmap(self._theme.icons.pixmap("warn", self._theme.tokens.warn, round(ICON_PX * self._scale)))
        beside.addWidget(sign)
        beside.addWidget(words, 1)
        return made

    def _font(self, size_px: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        return self._theme.font(max(LEAST_PX, size_px * self._scale), weight)

    def _line(self, words: str, tone: str = "ink") -> QLabel:
        made = QLabel(words)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setProperty("tone", tone)
        return made


class DottedLabel(QLabel):
    """A name on one line; what is too wide ends in dots, and the tool tip has all of it."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setProperty("tone", "ink")

    def sizeHint(self) -> QSize:
        return QSize(0, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = dotted(self.font(), self.text(), self.width() - 1)
        self.setToolTip("" if text == self.text() else self.text())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(QRect(self.rect()), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
