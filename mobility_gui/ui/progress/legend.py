"""What the chart's signs mean, in one line."""

from collections.abc import Mapping, Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.progress.chart_painter import Field, paint_series, write
from mobility_gui.ui.progress.chart_series import ALONG_THE_DAYS, Layer, Look, Series

_HEIGHT_PX, _SIGN_PX, _GAP_PX = 22, 38, 20
_SIGN_LEFT_PX, _SIGN_BOX_PX = 6, (24, 11)
_MARK_PLACES = {Side.LEFT: 1 / 24, Side.RIGHT: 18 / 24}
"""Where the marks of the sides stand in the box of a sign, as part of its width."""


class Legend(QWidget):
    """Explains what the chart shows at the time."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._legend: Mapping[str, Sequence[Look]] = {}
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_legend(self, legend: Mapping[str, Sequence[Look]]) -> None:
        """Show these words, each with its sign."""
        self._legend = legend
        self.setAccessibleName("; ".join(legend))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(ceil(legend_width(self._theme, self._legend)), _HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_legend(painter, self._theme, self._legend, QPointF(0, self.height() / 2))
        painter.end()


def legend_width(theme: Theme, legend: Mapping[str, Sequence[Look]]) -> float:
    """Return how much room a legend takes, in pixels."""
    metrics = QFontMetricsF(theme.text(Text.SMALLEST))
    return sum(_SIGN_PX + metrics.horizontalAdvance(words) + _GAP_PX for words in legend) - _GAP_PX


def paint_legend(painter: QPainter, theme: Theme, legend: Mapping[str, Sequence[Look]], at: QPointF) -> None:
    """Paint right of a place, level with it, each sign and its words."""
    font, x = theme.text(Text.SMALLEST), at.x()
    for words, looks in legend.items():
        _paint_sign(painter, theme, looks, QPointF(x + _SIGN_LEFT_PX, at.y()))
        base = QPointF(x + _SIGN_PX, at.y() + QFontMetricsF(font).capHeight() / 2)
        x += _SIGN_PX + write(painter, words, base, font, theme.tokens.ink2) + _GAP_PX


def _paint_sign(painter: QPainter, theme: Theme, looks: Sequence[Look], at: QPointF) -> None:
    """Paint each series as on the chart: a mark for each side, a line or a ground for the first."""
    width, height = _SIGN_BOX_PX
    field = Field(QRectF(at.x(), at.y() - height / 2, width, height), 0, 1, -1, 1)
    for look in looks:
        if look.layer not in ALONG_THE_DAYS:
            paint_series(painter, theme, Series(look, [_MARK_PLACES[look.side]], [0]), field)
        elif look.color == looks[0].color:
            low, high = ((-1, -1), (1, 1)) if look.layer is Layer.GROUND else ((0, 0), ())
            paint_series(painter, theme, Series(look, (0, 1), low, high), field)
