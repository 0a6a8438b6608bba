"""The middle of the page at the end: both ankles before and after, or the offer to measure again."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from mobility_gui.training.amounts import clock_words
from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.controls import Button, ButtonKind
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.stage.letters import advance, narrowed
from mobility_gui.ui.stage.measured import Measured, MeasuredAnkle

ANKLE_PX, VALUES_PX, CHANGE_PX, UNIT_PX, DOUBT_PX = 26, 66, 42, 24, 36
"""Sizes in a window of 1280x800: the values are the largest, as one session proves nothing about the change."""

VIEW_HEIGHT_PX = 132
OFFER_PX, WORDS_PX = 26, 18

ANKLES = {Side.LEFT: "← Left ankle", Side.RIGHT: "Right ankle →"}


class MeasuredPanel(QFrame):
    """Shows a `Measured`, or offers to measure; without either it is hidden."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._scale = 1.0
        self.setProperty("measure_card", "true")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.offers = False
        self._views = {side: AnkleView(theme, side) for side in ANKLES}
        self._line = QFrame()
        self._doubt, self._title, self._words = (_text() for _ in range(3))
        self.measure = Button(theme, "Measure", ButtonKind.MEASURE, icon="ruler")
        self.skip = Button(theme, "Skip (N)", ButtonKind.QUIET)
        self._ankles = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._ankles.addWidget(self._views[Side.LEFT], 1)
        self._ankles.addWidget(self._line)
        self._ankles.addWidget(self._views[Side.RIGHT], 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.measure)
        buttons.addWidget(self.skip)
        buttons.addStretch()
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._ankles)
        for words in (self._doubt, self._title, self._words):
            self._column.addWidget(words)
        self._column.addLayout(buttons)
        theme.changed.connect(self._dress)
        self._dress()

    def show_measured(self, measured: Measured, left_ms: int) -> None:
        """Show the result or, without one, offer to measure for another `left_ms`."""
        ankles = {ankle.side: ankle for ankle in measured.ankles}
        self.offers = not ankles and left_ms > 0
        for side, view in self._views.items():
            view.setVisible(side in ankles)
            if side in ankles:
                view.show_ankle(ankles[side])
        self._line.setVisible(len(ankles) == len(self._views))
        self._doubt.setText(measured.doubt)
        self._doubt.setVisible(bool(measured.doubt))
        for part in (self._title, self._words, self.measure, self.skip):
            part.setVisible(self.offers)
        self._title.setText("Measure again now")
        self.show_left(left_ms)
        self.setVisible(bool(ankles) or self.offers)

    def show_left(self, left_ms: int) -> None:
        """Show how long the measurement still counts as *after*."""
        if not self.offers:
            return
        counts = f"It counts as an “after” result for the next {clock_words(-(-left_ms // 1000))}."
        if left_ms <= 0:
            counts = "The five minutes are over, so it no longer counts as an “after” result."
        self._words.setText(f"Knee to wall, both sides, about two minutes. {counts}")

    def set_scale(self, scale: float, *, narrow: bool) -> None:
        """Scale everything, 1 being a window of 1280x800; `narrow` puts one ankle below the other."""
        self._scale = scale
        self._ankles.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._dress()

    def _dress(self) -> None:
        theme, k = self._theme, self._scale
        measure = theme.tokens.measure
        self.setStyleSheet(f'QFrame[measure_card="true"] {{ background: {measure.dial}; border-radius: 16px; }}')
        self._line.setStyleSheet(f"background: {measure.idle}; border: none;")
        upright = self._ankles.direction() is QBoxLayout.Direction.LeftToRight
        self._line.setFixedSize(*((2, round(100 * k)) if upright else (round(200 * k), 2)))
        edge = round(32 * k)
        self._column.setContentsMargins(edge, round(20 * k), edge, round(20 * k))
        self._column.setSpacing(round(8 * k))
        self._ankles.setSpacing(edge if upright else round(8 * k))
        self._doubt.setFont(theme.font(DOUBT_PX * k, QFont.Weight.DemiBold, -2.2))
        self._title.setFont(theme.font(OFFER_PX * k, QFont.Weight.DemiBold))
        self._words.setFont(theme.font(max(14.0, WORDS_PX * k)))
        self.measure.setStyleSheet(f"min-height: {round(max(46, 46 * k))}px; font-size: {round(max(16, 16 * k))}px;")
        for view in self._views.values():
            view.set_scale(k)


class AnkleView(QWidget):
    """One ankle: its name above, the value before and after below, and the change beside them."""

    def __init__(self, theme: Theme, side: Side) -> None:
        super().__init__()
        self._theme = theme
        self._scale = 1.0
        self._ankle = MeasuredAnkle(side, "", "", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_ankle(self, ankle: MeasuredAnkle) -> None:
        """Show another result."""
        self._ankle = ankle
        name = f"{ankle.side.value.capitalize()} ankle"
        self.setAccessibleName(f"{name}: {self._values()} {ankle.unit} {ankle.change}".replace("→", "to").strip())
        self.update()

    def set_scale(self, scale: float) -> None:
        """Scale everything, 1 being a window of 1280x800."""
        self._scale = scale
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(round(300 * self._scale), round(VIEW_HEIGHT_PX * self._scale))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def _values(self) -> str:
        """Return both values, or the only one with its name."""
        ankle = self._ankle
        if ankle.before and ankle.after:
            return f"{ankle.before} → {ankle.after}"
        return ankle.before or ankle.after

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, ankle, k = self._theme, self._ankle, self._scale
        tokens = theme.tokens
        only = "" if ankle.change else "before" if ankle.before else "after"
        parts = [
            (self._values(), theme.font(VALUES_PX * k, QFont.Weight.Bold, -2.2), tokens.ink),
            (ankle.unit, theme.font(UNIT_PX * k), tokens.ink2),
            (ankle.change or only, theme.font(CHANGE_PX * k, QFont.Weight.DemiBold, -1), tokens.measure.strong),
        ]
        gaps = (12 * k, 28 * k)
        room = self.width() - sum(gaps)
        wanted = sum(advance(font, text) for text, font, _ in parts)
        painter = QPainter(self)
        self._write(painter, 0, 26 * k, ANKLES[ankle.side], theme.font(ANKLE_PX * k, QFont.Weight.DemiBold))
        left = 0.0
        for (text, font, color), gap in zip(parts, (*gaps, 0.0), strict=True):
            fitting = narrowed(font, [text], advance(font, text) * min(1.0, room / max(1.0, wanted)))
            self._write(painter, left, 108 * k, text, fitting, color)
            left += advance(fitting, text) + gap
        painter.end()

    def _write(self, painter: QPainter, left: float, baseline: float, text: str, font: QFont, color: str = "") -> None:
        painter.setFont(font)
        painter.setPen(QColor(color or self._theme.tokens.ink))
        painter.drawText(QPointF(left, baseline), text)


def _text() -> QLabel:
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("tone", "ink")
    made.setWordWrap(True)
    return made
