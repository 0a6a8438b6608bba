"""The Progress page before there is anything to show: one sentence, three steps, one button."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QWidget

from mobility_gui.ui.kit.controls import Button, ButtonKind, Card, hairline, label
from mobility_gui.ui.kit.layouts import across, down
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.kit.tokens import StateColors

KneeToWallPainter = Callable[[QPainter, QRectF, StateColors], object]
"""Draws the test into the rectangle, whose lower edge is the floor, in the given colours."""

STEPS = (
    (
        "Measure both ankles before you exercise",
        "It takes about three minutes, a tape measure and a wall. You’ll see how close you are to the 5-inch mark.",
    ),
    (
        "Do a routine, then measure again",
        "You’ll see what one session does for you. It usually wears off within half an hour.",
    ),
    (
        "Keep testing, at least five times over 14 days",
        (
            "Every four weeks you’ll read whether an ankle has changed. 1.5 cm more would be seen after about 12 weeks "
            "of two tests a week, in 6 of 10 cases. About 5 of 100 unchanged ankles are told a change in half a year."
        ),
    ),
)

LEAST_WITH_DRAWING_PX = 860
LEAST_FOR_LARGE_TITLE_PX = 620


class EmptyPage(Card):
    """Shows no sample chart; without enough width, the drawing is hidden, and in a low window the words scroll."""

    measure_requested = Signal()
    routine_requested = Signal()

    def __init__(self, theme: Theme, draw_figure: KneeToWallPainter) -> None:
        super().__init__()
        self._theme = theme
        self._drawing = _Drawing(theme, draw_figure)
        self._title = label("Start with one number for each ankle", wrap=True)
        self._title.setProperty("line", "")
        measure = Button(theme, "Measure now", ButtonKind.START, "ruler")
        choose = Button(theme, "Choose a routine first", ButtonKind.QUIET)
        self.column.setContentsMargins(1, 1, 1, 1)
        row = across(gap=0)
        page, area = QWidget(), QScrollArea()
        self._words = down(page, gap=10, margins=(56, 32, 40, 32))
        self._words.addStretch(1)
        self._words.addWidget(self._title)
        asks = "How far can your toe be from the wall while your knee still touches it, heel down?"
        self._words.addWidget(_plain(theme, asks, 18))
        self._words.addSpacing(12)
        for number, (title, words) in enumerate(STEPS, 1):
            self._words.addWidget(_Step(theme, number, title, words))
            self._words.addWidget(hairline())
        buttons = across(gap=10)
        buttons.addWidget(measure)
        buttons.addWidget(choose)
        buttons.addStretch(1)
        self._words.addSpacing(10)
        self._words.addLayout(buttons)
        self._words.addStretch(1)
        self._title.setFont(theme.text(Text.BIG_VALUE))
        page.setProperty("scrolled", "true")
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for ground in (page, area.viewport()):  # the card's own shows through
            ground.setAutoFillBackground(False)
        row.addWidget(area, 6)
        row.addWidget(self._drawing, 5)
        self.column.addLayout(row)
        measure.clicked.connect(self.measure_requested)
        choose.clicked.connect(self.routine_requested)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._drawing.setVisible(self.width() >= LEAST_WITH_DRAWING_PX)
        edge = 56 if self.width() >= LEAST_WITH_DRAWING_PX else 32
        low = self.height() < LEAST_FOR_LARGE_TITLE_PX
        self._words.setContentsMargins(edge, 8 if low else 24, 40, 8 if low else 24)
        self._title.setFont(self._theme.text(Text.BIG_VALUE if low else Text.EMPTY_TITLE))


def _plain(theme: Theme, words: str, size_px: int) -> QLabel:
    """Return a sentence in the second colour, in a size of its own."""
    made = label(words, tone="ink2", wrap=True)
    made.setProperty("line", "")
    made.setFont(theme.font(size_px))
    return made


class _Step(QWidget):
    def __init__(self, theme: Theme, number: int, title: str, words: str) -> None:
        super().__init__()
        texts = down(gap=2)
        texts.addWidget(label(title, Text.CARD_TITLE))
        texts.addWidget(_plain(theme, words, 15))
        row = across(self, gap=20, margins=(0, 6, 0, 6))
        row.addWidget(_Number(theme, number), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)


class _Number(QWidget):
    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__()
        self._theme = theme
        self._number = number
        self.setFixedSize(36, 36)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        first = self._number == 1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.primary if first else tokens.edge), 2))
        painter.setBrush(QColor(tokens.primary) if first else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.setPen(QColor(tokens.on_primary if first else tokens.ink2))
        painter.setFont(self._theme.font(16, QFont.Weight.DemiBold))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.end()


class _Drawing(QWidget):
    def __init__(self, theme: Theme, draw_figure: KneeToWallPainter) -> None:
        super().__init__()
        self._theme = theme
        self._draw_figure = draw_figure
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Drawing: a runner half kneeling in front of a wall, heel down, knee touching the wall")
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(520, 400)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(self.rect()).adjusted(-20, 0, 0, 0), 15, 15)
        painter.setClipRect(self.rect())
        painter.fillPath(ground, QColor(self._theme.tokens.done.dial))
        floor = self.height() * 0.8
        height = min(floor - 24, self.width() * 0.78)
        self._draw_figure(painter, QRectF(0, floor - height, self.width(), height), self._theme.tokens.done)
        painter.end()
