"""What the chart's signs mean, in one line."""

from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mobility_gui.training.history import ANKLES
from mobility_gui.ui.kit.side_mark import side_color, side_path
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.progress.chart_look import AFTER_WORDS, TREND_WORDS, cold_words

COLD, AFTER, TREND = range(3)
_SIGN_PX, _GAP_PX, _MARK_PX = 38, 20, 9


class Legend(QWidget):
    """Filled is cold, hollow is after, the line is the trend of the cold tests with its error."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._signs: tuple[int, ...] = (COLD, AFTER)
        self._weeks = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self._tell()

    def show_signs(self, *, cold: bool, after: bool, trend: bool) -> None:
        """Explain only what is drawn."""
        self._signs = tuple(sign for sign, drawn in ((COLD, cold), (AFTER, after), (TREND, trend)) if drawn)
        self._tell()

    def show_weeks(self, weeks: int) -> None:
        """Say how many weeks one point stands for, 0 for single tests."""
        self._weeks = weeks
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleName("; ".join(self._words(sign) for sign in self._signs))
        self.updateGeometry()
        self.update()

    def _words(self, sign: int) -> str:
        return (cold_words(self._weeks), AFTER_WORDS, TREND_WORDS)[sign]

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._theme.text(Text.SMALLEST))
        width = sum(_SIGN_PX + metrics.horizontalAdvance(self._words(sign)) + _GAP_PX for sign in self._signs)
        return QSize(ceil(width - _GAP_PX), 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self._theme.text(Text.SMALLEST)
        metrics = QFontMetricsF(font)
        left, middle = 0.0, self.height() / 2
        for sign in self._signs:
            if sign == TREND:
                self._paint_line(painter, left + 6, middle)
            else:
                self._paint_marks(painter, left, middle, hollow=sign == AFTER)
            words = self._words(sign)
            painter.setFont(font)
            painter.setPen(QColor(self._theme.tokens.ink2))
            width = metrics.horizontalAdvance(words)
            place = QRectF(left + _SIGN_PX, 0, width, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, words)
            left += _SIGN_PX + width + _GAP_PX
        painter.end()

    def _paint_marks(self, painter: QPainter, left: float, middle: float, *, hollow: bool) -> None:
        for number, side in enumerate(ANKLES):
            shape = side_path(side, QPointF(left + 7 + number * 17, middle), _MARK_PX)
            color = side_color(self._theme, side)
            if hollow:
                painter.strokePath(shape, QPen(color, 1.75))
            else:
                painter.fillPath(shape, color)

    def _paint_line(self, painter: QPainter, left: float, middle: float) -> None:
        color = self._theme.color("left")
        band = QColor(color)
        band.setAlphaF(0.2)
        painter.fillRect(QRectF(left, middle - 5.5, 24, 11), band)
        painter.setPen(QPen(color, 2.5))
        painter.drawLine(QPointF(left, middle), QPointF(left + 24, middle))
