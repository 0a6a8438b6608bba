"""What the chart's signs mean, in one line."""

from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mobility_gui.training.history import ANKLES
from mobility_gui.ui.side_mark import side_color, side_path
from mobility_gui.ui.theme import Text, Theme

_WORDS = ("cold", "after the session", "mean of three, its error")
_SIGN_PX, _GAP_PX, _MARK_PX = 38, 20, 9


class Legend(QWidget):
    """Filled is cold, hollow is after, the line is the level with its error."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._level = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Filled: cold. Hollow: after the session. Line: mean of the last three with its error.")
        theme.changed.connect(self.update)

    def show_level(self, *, level: bool) -> None:
        """Explain the line only where one is drawn."""
        self._level = level
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._theme.text(Text.SMALLEST))
        width = sum(_SIGN_PX + metrics.horizontalAdvance(words) + _GAP_PX for words in self._shown())
        return QSize(ceil(width - _GAP_PX), 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self._theme.text(Text.SMALLEST)
        metrics = QFontMetricsF(font)
        left, middle = 0.0, self.height() / 2
        for number, words in enumerate(self._shown()):
            if number == 2:
                self._paint_line(painter, left + 6, middle)
            else:
                self._paint_marks(painter, left, middle, hollow=number == 1)
            painter.setFont(font)
            painter.setPen(QColor(self._theme.tokens.ink2))
            width = metrics.horizontalAdvance(words)
            place = QRectF(left + _SIGN_PX, 0, width, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, words)
            left += _SIGN_PX + width + _GAP_PX
        painter.end()

    def _shown(self) -> tuple[str, ...]:
        return _WORDS if self._level else _WORDS[:2]

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
