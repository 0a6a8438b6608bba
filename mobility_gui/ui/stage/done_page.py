"""The page at the end of a session: what was measured and held, how it felt, and a note."""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mobility_gui.training.record import Feeling
from mobility_gui.ui.kit.controls import Button, ButtonKind, Card, label
from mobility_gui.ui.kit.keys import key_of
from mobility_gui.ui.kit.note_field import NoteField
from mobility_gui.ui.kit.scroll import Scroll
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.stage.done_table import DoneRow, DoneTable
from mobility_gui.ui.stage.measured import Measured
from mobility_gui.ui.stage.measured_panel import MeasuredPanel

TITLE_PX, BESIDE_PX, TICK_PX = 104, 26, 96
"""Sizes in a window of 1280x800; others have them in proportion, down to `LEAST_SCALE`."""

WINDOW = QSize(1280, 800)
LEAST_SCALE, MOST_SCALE = 0.6, 2.2

NARROW_PX = 720
"""Below this width, everything is in one column."""

BUTTON_PX = 56


class Ended(Enum):
    """How a session ended, and the page's title for it."""

    COMPLETE = auto()
    EARLY = auto()
    NOTHING = auto()


TITLES = {Ended.COMPLETE: "Done", Ended.EARLY: "Ended early", Ended.NOTHING: "Ended"}


@dataclass(frozen=True, slots=True)
class DoneContent:
    """What the page shows; `counts` and `rows` are empty if nothing was done."""

    ending: Ended
    worked: str
    when: str
    counts: str
    rows: tuple[DoneRow, ...]
    advice: str
    saved: str
    measured: Measured
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
        self._scale = 1.0
        self._narrow = False
        self._complete = True

        self._tick = _Tick(theme)
        self._title, self._worked, self._when = QLabel(), QLabel(), QLabel()
        self._panel = MeasuredPanel(theme)
        self._panel.measure.clicked.connect(self.measure_requested)
        self._panel.skip.clicked.connect(self._skip)
        self._table = DoneTable(theme)
        self._note = NoteField("Add a note")
        self._feel_card = Card("How did it feel?")
        self._feelings = QButtonGroup(self)
        self._feelings.idClicked.connect(self._feel)
        self._saved = label("", Text.BODY, "ink2", wrap=True)
        self._see = Button(theme, "See progress")
        self._see.clicked.connect(self.progress_requested)
        self._close = Button(theme, "Close", ButtonKind.PRIMARY)
        self._close.clicked.connect(self.closed)
        self._lay_out()
        for pressed in self.findChildren(QAbstractButton):
            pressed.installEventFilter(self)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def note(self) -> str:
        """The runner's note, empty if there is none."""
        return self._note.note

    def show_done(self, content: DoneContent) -> None:
        """Show a finished session; the note and feeling of the previous one are cleared."""
        self._complete = content.ending is Ended.COMPLETE
        self._title.setText(TITLES[content.ending])
        self._worked.setText(content.worked)
        self._when.setText(content.when)
        self._saved.setText(content.saved)
        self._note.setPlainText("")
        self._feelings.setExclusive(False)
        for button in self._feelings.buttons():
            button.setChecked(False)
        self._feelings.setExclusive(True)
        self._tick.setVisible(self._complete)
        for card in (self._table, self._feel_card):
            card.setVisible(content.ending is not Ended.NOTHING)
        self._table.show_rows(content.counts, content.rows, content.advice)
        self.show_measured(content.measured, content.measure_left_ms)
        self._dress()

    def show_measured(self, measured: Measured, left_ms: int) -> None:
        """Show the result of the second measurement, or offer to make it for another `left_ms`."""
        self._panel.show_measured(measured, left_ms)
        first = self._panel.measure if self._panel.offers else self._close
        first.setFocus()

    def show_left(self, left_ms: int) -> None:
        """Show how long a second measurement still counts as *after*."""
        self._panel.show_left(left_ms)

    def skip_measuring(self) -> bool:
        """Hide the offer to measure; False if there is none."""
        if not self._panel.offers:
            return False
        self._skip()
        return True

    def _lay_out(self) -> None:
        for words in (self._worked, self._when):
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
        self._when.setProperty("tone", "ink2")
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addStretch()
        beside.addWidget(self._worked)
        beside.addWidget(self._when)
        beside.addStretch()
        self._name = QHBoxLayout()
        self._name.addWidget(self._tick)
        self._name.addWidget(self._title, 1)
        self._heading = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._heading.addLayout(self._name)
        self._heading.addLayout(beside, 1)

        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.addWidget(self._table, 5)
        self._middle.addWidget(self._feel_card, 3)
        self._fill_feel_card()

        content = QWidget()
        self._body = QVBoxLayout(content)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.addLayout(self._heading)
        self._body.addWidget(self._panel)
        self._body.addLayout(self._middle, 1)
        self._body.addStretch()
        scroll = Scroll(content)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        bottom = QHBoxLayout()
        bottom.setSpacing(14)
        bottom.addWidget(self._saved, 1)
        bottom.addWidget(self._see)
        bottom.addWidget(self._close)
        self._page = QVBoxLayout(self)
        self._page.addWidget(scroll, 1)
        self._page.addLayout(bottom)

    def _fill_feel_card(self) -> None:
        faces = QHBoxLayout()
        faces.setSpacing(10)
        for number, feeling in enumerate(Feeling):
            face = QToolButton()
            face.setText(feeling.value.capitalize())
            face.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            face.setCheckable(True)
            face.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._feelings.addButton(face, number)
            faces.addWidget(face, 1)
        self._feel_card.column.addLayout(faces)
        self._feel_card.column.addWidget(self._note, 1)
        self._feel_card.column.addStretch()
        # Else it would ask for its usual height, and the page would scroll.
        self._note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)

    def _skip(self) -> None:
        self._panel.hide()
        self._panel.offers = False
        self._close.setFocus()

    def _feel(self, number: int) -> None:
        self.feeling_chosen.emit(list(Feeling)[number])

    def _dress(self) -> None:
        """Set colours and sizes for the look and the window."""
        theme, tokens, k = self._theme, self._theme.tokens, self._scale
        self._title.setFont(theme.font(TITLE_PX * k, QFont.Weight.Bold, -2.8))
        # Letters that close up make the last one reach beyond its label.
        self._title.setContentsMargins(0, 0, round(0.05 * TITLE_PX * k), 0)
        self._title.setStyleSheet(f"color: {tokens.done.strong if self._complete else tokens.ink};")
        self._worked.setFont(theme.font(BESIDE_PX * k, QFont.Weight.DemiBold))
        self._when.setFont(theme.font(BESIDE_PX * k))
        self._tick.setFixedSize(round(TICK_PX * k), round(TICK_PX * k))
        large = max(1.0, k)
        face_px = round(14 * large)
        self._feel_card.setStyleSheet(
            f"QToolButton {{ background: {tokens.surface}; color: {tokens.ink}; border: 1px solid {tokens.edge};"
            f" border-radius: 10px; padding: 4px; font-size: {face_px}px; font-weight: 500; }}"
            f"QToolButton:checked {{ background: {tokens.primary_soft}; border: 2px solid {tokens.primary};"
            f" color: {tokens.primary}; font-weight: 600; }}"
        )
        for button, feeling in zip(self._feelings.buttons(), Feeling, strict=True):
            button.setIcon(theme.icons.icon(feeling.value, tokens.ink2, round(28 * large)))
            button.setIconSize(QSize(round(28 * large), round(28 * large)))
            button.setMinimumSize(round(64 * large), round(max(58, 74 * k)))
        style = f"QPushButton {{ min-height: {round(BUTTON_PX * large) - 2}px; min-width: 96px;"
        for button in (self._see, self._close):
            button.setStyleSheet(f"{style} font-size: {round(16 * large)}px; }}")
        self._fit()

    def _fit(self) -> None:
        k, narrow = self._scale, self._narrow
        side = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._heading.setDirection(side)
        self._middle.setDirection(side)
        self._page.setContentsMargins(round(44 * k), round(28 * k), round(44 * k), round(26 * k))
        for layout in (self._page, self._body, self._middle):
            layout.setSpacing(round(18 * k))
        for layout in (self._heading, self._name):
            layout.setSpacing(0 if narrow and layout is self._heading else round(28 * k))
        self._note.setMinimumHeight(round(max(40, 56 * k)))
        self._note.setMaximumHeight(round(220 * k))
        self._panel.set_scale(k, narrow=narrow)
        self._table.set_scale(k)

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
        fits = min(self.width() / WINDOW.width(), self.height() / WINDOW.height())
        scale, narrow = max(LEAST_SCALE, min(MOST_SCALE, fits)), self.width() < NARROW_PX
        if (scale, narrow) != (self._scale, self._narrow):
            self._scale, self._narrow = scale, narrow
            self._dress()
        super().resizeEvent(event)


class _Tick(QWidget):
    """A tick on a disc, the sign that the session is done."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

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
