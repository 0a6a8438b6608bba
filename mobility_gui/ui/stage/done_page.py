"""The page at the end of a session: the time held, the second measurement, how it felt."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Feeling
from mobility_gui.ui.kit.controls import Button, ButtonKind, Card, hairline, label
from mobility_gui.ui.kit.keys import key_of
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.stage.content import clock_text

TITLE_CAP_PX, LOW_TITLE_CAP_PX = 54, 40
"""Cap height of the page's title in pixels at 100 %; the second is for low windows."""

LOW_PX = 720
"""Below this height of the page, everything moves closer together."""

_BIG_BUTTON = "QPushButton { min-height: 54px; min-width: 96px; font-size: 16px; }"

NOTE_LETTERS = 2000
"""Longest note that is saved."""


@dataclass(frozen=True, slots=True)
class DoneRow:
    """The name of one exercise and the amount for each side in words; `hurt` are the sides that hurt."""

    name: str
    amounts: dict[Side, str]
    hurt: frozenset[Side]


@dataclass(frozen=True, slots=True)
class DoneContent:
    """What the page shows; `measured` are lines about the second measurement, if it was made."""

    title: str
    spent: str
    of_what: str
    rows: tuple[DoneRow, ...]
    advice: str
    saved: str
    measured: tuple[str, ...]
    measure_left_ms: int


class DonePage(QWidget):
    """Shows a `DoneContent` and emits the runner's wishes."""

    measure_requested = Signal()
    feeling_chosen = Signal(object)
    progress_requested = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._low = False

        self._tick = _Tick(theme)
        self._title = QLabel("Done")
        self._spent = label("", Text.PAGE_TITLE)
        self._of_what = label("", Text.PURPOSE, "ink2", wrap=True)
        self._table = Card(padding=24)
        self._measure_card = _MeasureCard(theme)
        self._measure_card.measure.clicked.connect(self.measure_requested)
        self._measure_card.skip.clicked.connect(self._skip)
        self._note = QPlainTextEdit()
        self._note.setPlaceholderText("A note, if you like")
        self._note.setAccessibleName("Note")
        self._note.setTabChangesFocus(True)
        self._note.setMaximumHeight(96)
        self._feel_card = Card("How did it feel?")
        self._feelings = QButtonGroup(self)
        self._feelings.idClicked.connect(self._feel)
        self._saved = label("", Text.SECOND, "ink2")
        self._see = Button(theme, "See progress")
        self._see.clicked.connect(self.progress_requested)
        self._close = Button(theme, "Close", ButtonKind.PRIMARY)
        self._close.clicked.connect(self.closed)
        for button in (self._see, self._close):
            button.setStyleSheet(_BIG_BUTTON)
        self._lay_out()
        for pressed in self.findChildren(QAbstractButton):
            pressed.installEventFilter(self)
        theme.changed.connect(self._dress)
        self._dress()
        self._fit()

    @property
    def note(self) -> str:
        """The runner's note, empty if there is none."""
        return self._note.toPlainText().strip()[:NOTE_LETTERS]

    def show_done(self, content: DoneContent) -> None:
        """Show a finished session; the note and feeling of the previous one are cleared."""
        self._title.setText(content.title)
        self._spent.setText(content.spent)
        self._of_what.setText(content.of_what)
        self._saved.setText(content.saved)
        self._note.setPlainText("")
        self._feelings.setExclusive(False)
        for button in self._feelings.buttons():
            button.setChecked(False)
        self._feelings.setExclusive(True)
        self._fill_table(content)
        self.show_measured(content.measured, content.measure_left_ms)

    def show_measured(self, lines: tuple[str, ...], left_ms: int) -> None:
        """Show the result of the second measurement, or offer to make it for another `left_ms`."""
        self._measure_card.show_lines(lines, left_ms)
        first = self._measure_card.measure if not lines and left_ms > 0 else self._close
        first.setFocus()

    def show_left(self, left_ms: int) -> None:
        """Show how long a second measurement still counts as *after*."""
        self._measure_card.show_left(left_ms)

    def skip_measuring(self) -> bool:
        """Hide the offer to measure; False if there is none."""
        if not self._measure_card.offers:
            return False
        self._skip()
        return True

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(32)
        middle.addWidget(self._held_column(), 3)
        middle.addLayout(self._after_column(), 2)

        bottom = QHBoxLayout()
        bottom.setSpacing(14)
        bottom.addWidget(self._saved, 1)
        bottom.addWidget(self._see)
        bottom.addWidget(self._close)

        page = self._column = QVBoxLayout(self)
        page.addLayout(self._heading())
        page.addLayout(middle, 1)
        page.addLayout(bottom)

    def _heading(self) -> QHBoxLayout:
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addStretch()
        beside.addWidget(self._spent)
        beside.addWidget(self._of_what)
        beside.addStretch()
        heading = QHBoxLayout()
        heading.setSpacing(24)
        heading.addWidget(self._tick)
        heading.addWidget(self._title)
        heading.addLayout(beside, 1)
        return heading

    def _held_column(self) -> QScrollArea:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        return scroll

    def _after_column(self) -> QVBoxLayout:
        faces = QHBoxLayout()
        faces.setSpacing(10)
        for number, feeling in enumerate(Feeling):
            face = QToolButton()
            face.setText(feeling.value.capitalize())
            face.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            face.setCheckable(True)
            face.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            face.setIconSize(QSize(28, 28))
            self._feelings.addButton(face, number)
            faces.addWidget(face, 1)
        self._feel_card.column.addLayout(faces)
        self._feel_card.column.addWidget(self._note)
        column = self._after = QVBoxLayout()
        column.addWidget(self._measure_card)
        column.addWidget(self._feel_card)
        column.addStretch()
        return column

    def _fill_table(self, content: DoneContent) -> None:
        while (item := self._table.column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        grid_holder = QWidget()
        grid = QGridLayout(grid_holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 2)
        for column, words in enumerate(("Really held", "← Left", "Right →")):
            grid.addWidget(label(words, Text.SECOND, "ink2"), 0, column)
        line = 1
        for row in content.rows:
            grid.addWidget(hairline(), line, 0, 1, 3)
            grid.addWidget(label(row.name, Text.PURPOSE, wrap=True), line + 1, 0)
            if Side.BOTH in row.amounts:
                grid.addWidget(_amount(row, Side.BOTH), line + 1, 1, 1, 2)
            else:
                for column, side in ((1, Side.LEFT), (2, Side.RIGHT)):
                    if side in row.amounts:
                        grid.addWidget(_amount(row, side), line + 1, column)
            line += 2
        self._table.column.addWidget(grid_holder)
        if not content.rows:
            self._table.column.addWidget(label("Nothing was held this time.", Text.PURPOSE, "ink2"))
        if content.advice:
            self._table.column.addWidget(hairline())
            self._table.column.addWidget(label(content.advice, Text.BODY, "ink2", wrap=True))

    def _skip(self) -> None:
        self._measure_card.hide()
        self._close.setFocus()

    def _feel(self, number: int) -> None:
        self.feeling_chosen.emit(list(Feeling)[number])

    def _dress(self) -> None:
        theme, tokens = self._theme, self._theme.tokens
        cap_px = LOW_TITLE_CAP_PX if self._low else TITLE_CAP_PX
        self._title.setFont(theme.font_with_cap_height(cap_px, QFont.Weight.Bold, -2.8))
        self._title.setStyleSheet(f"color: {tokens.done.strong};")
        self._measure_card.setStyleSheet(
            f'QFrame[measure_card="true"] {{ background: {tokens.measure.dial}; border-radius: 16px; }}'
        )
        self._feel_card.setStyleSheet(
            f"QToolButton {{ background: {tokens.surface}; color: {tokens.ink}; border: 1px solid {tokens.edge};"
            f" border-radius: 10px; padding: 6px; font-size: 14px; font-weight: 500; }}"
            f"QToolButton:checked {{ background: {tokens.primary_soft}; border: 2px solid {tokens.primary};"
            f" color: {tokens.primary}; font-weight: 600; }}"
        )
        for button, feeling in zip(self._feelings.buttons(), Feeling, strict=True):
            button.setIcon(theme.icons.icon(feeling.value, tokens.ink2, 28))

    def _fit(self) -> None:
        """Set the spacing for a low or a high window."""
        low = self._low
        margin = 18 if low else 28
        self._column.setContentsMargins(40, margin, 40, margin)
        self._column.setSpacing(12 if low else 20)
        self._after.setSpacing(10 if low else 16)
        self._tick.setFixedSize(*((60, 60) if low else (84, 84)))
        self._note.setStyleSheet(f"min-height: {36 if low else 64}px;")
        for face in self._feelings.buttons():
            face.setMinimumSize(80, 60 if low else 80)
        self._measure_card.set_low(low=low)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Return press the focused button, but not Space: a runner may press Space to pause a moment too late."""
        if (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QAbstractButton)
        ):
            key = event.key()
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
                watched.click()
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if key_of(event) == Qt.Key.Key_N and not event.isAutoRepeat() and self.skip_measuring():
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        low = self.height() < LOW_PX
        if low != self._low:
            self._low = low
            self._dress()
            self._fit()
        super().resizeEvent(event)


class _MeasureCard(QFrame):
    """The offer to measure again, or the result."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("measure_card", "true")
        self.offers = False
        self._title = label("", Text.CARD_TITLE)
        self._words = label("", Text.BODY, wrap=True)
        self.measure = Button(theme, "Measure", ButtonKind.MEASURE, icon="ruler")
        self.measure.setStyleSheet("min-height: 46px; font-size: 16px;")
        self.skip = Button(theme, "Skip (N)", ButtonKind.QUIET)
        self._lines = label("", Text.PURPOSE, wrap=True)
        self._column = column = QVBoxLayout(self)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addWidget(self._lines)
        row = QHBoxLayout()
        row.addWidget(self.measure)
        row.addWidget(self.skip)
        row.addStretch()
        column.addLayout(row)

    def set_low(self, *, low: bool) -> None:
        """Set the spacing for a low window, or the usual spacing."""
        self._column.setContentsMargins(24, 12 if low else 20, 24, 12 if low else 20)
        self._column.setSpacing(6 if low else 10)

    def show_lines(self, lines: tuple[str, ...], left_ms: int) -> None:
        self.offers = not lines and left_ms > 0
        self.measure.setVisible(self.offers)
        self.skip.setVisible(self.offers)
        self._words.setVisible(self.offers)
        self._lines.setVisible(bool(lines))
        self._lines.setText("\n".join(lines))
        self.setVisible(bool(lines) or self.offers)
        if lines:
            self._title.setText("Before and after")
        else:
            self._title.setText("Measure again, while it is fresh")
            self.show_left(left_ms)

    def show_left(self, left_ms: int) -> None:
        if not self.offers:
            return
        if left_ms > 0:
            counts = f"Counts as an “after” value for the next {clock_text(left_ms)}."
        else:
            counts = "The five minutes are over: it no longer counts as an “after” value."
        self._words.setText(f"Knee to wall, both sides, about two minutes. {counts}")


class _Tick(QWidget):
    """A tick on a disc, the sign that the session is done."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(84, 84)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = self._theme.tokens.done
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.dial))
        painter.drawEllipse(self.rect())
        edge = 0.24 * self.width()
        sign = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        self._theme.icons.paint(painter, "tick", colors.strong, sign)


def _amount(row: DoneRow, side: Side) -> QWidget:
    text = row.amounts[side] + (", both" if side is Side.BOTH else "")
    return label(
        text, Text.ROW_NAME if side in row.hurt else Text.PURPOSE, "warn" if side in row.hurt else "ink", wrap=True
    )
