"""Explains the chart's signs in one line."""

from collections.abc import Mapping, Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.progress.chart_painter import Field, paint_layer, write
from mobility_gui.ui.progress.chart_series import ALONG_THE_DAYS, Layer, Look, Series

_HEIGHT_PX, _SIGN_PX, _GAP_PX = 22, 36, 16
_SIGN_BOX = QRectF(6, -5.5, 24, 11)
"""The box of a sign, relative to its left end and the middle of the line."""

_MARKS_PX = {Side.LEFT: 1, Side.BOTH: 9.5, Side.RIGHT: 18}
"""Positions of the marks in the box."""


class Legend(QWidget):
    """Explains what the chart shows at the moment."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
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
    """Return the width of a legend in pixels."""
    metrics = QFontMetricsF(theme.text(Text.SMALLEST))
    return sum(_SIGN_PX + metrics.horizontalAdvance(words) + _GAP_PX for words in legend) - _GAP_PX


def paint_legend(painter: QPainter, theme: Theme, legend: Mapping[str, Sequence[Look]], at: QPointF) -> None:
    """Paint each sign and its words, to the right of a place and centred on its height."""
    font, x = theme.text(Text.SMALLEST), at.x()
    for words, looks in legend.items():
        _paint_sign(painter, theme, looks, QPointF(x, at.y()))
        base = QPointF(x + _SIGN_PX, at.y() + QFontMetricsF(font).capHeight() / 2)
        x += _SIGN_PX + write(painter, words, base, font, theme.tokens.ink2) + _GAP_PX


def _paint_sign(painter: QPainter, theme: Theme, looks: Sequence[Look], at: QPointF) -> None:
    """Paint the looks as on the chart: a mark for each side, lines and grounds in the first look's colour only."""
    field = Field(_SIGN_BOX.translated(at), 0, _SIGN_BOX.width(), -1, 1)
    shown = [look for look in looks if look.layer not in ALONG_THE_DAYS or look.color == looks[0].color]
    for layer in Layer:
        paint_layer(painter, theme, layer, map(_sign, shown), field)


def _sign(look: Look) -> Series:
    days = [0, _SIGN_BOX.width()] if look.layer in ALONG_THE_DAYS else [_MARKS_PX[look.side]]
    low, high = (-1, 1) if look.layer in {Layer.GROUND, Layer.JOINS} else (0, 0)
    return Series(look, days, [low] * len(days), [high] * len(days))
