"""The chart as a file or on paper: title, legend and chart in the light colours, whatever the window shows."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from mobility_gui.ankle.unit import Unit
from mobility_gui.exchange.whole_file import write_whole
from mobility_gui.settings import Look
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import History, Statistics
from mobility_gui.ui.kit.fonts import DISPLAY_FAMILY, TEXT_FAMILY, paper_font
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.kit.tokens import mix
from mobility_gui.ui.progress.chart_look import AFTER_WORDS, TREND_PX, TREND_WORDS, cold_words
from mobility_gui.ui.progress.chart_painter import ChartPainter, paint_after, paint_cold, write

SHEET_PX = QSize(1100, 560)
FRAME_PX = 18
"""White on all sides."""

PICTURE_DOTS = 2
"""A picture has so many dots for each pixel, each way, for print and for sharp screens."""

TITLE = "Knee to wall"
SOURCE = "Points: means of the trials that count. Line: Theil-Sen through the cold tests, with its 95 % error."

_TITLE_PX, _FOOT_PX, _GAP_PX = 22, 15, 6
_UNIT_APART_PX = 12
"""From the title to the unit: where the font is missing, the title is wider."""

_SIGN_PX, _SIGNS_APART_PX, _SIGN_BAND_PART = 38, 20, 0.2
_MARKS_PX, _TREND_SIGN_PX = {Side.LEFT: 7, Side.RIGHT: 24}, (6, 24, 11)
"""Where a sign's parts are, from its left end: the middles of the marks; left end, width and height of the band."""

_FAMILIES = re.compile(rb'font-family="([^",]+)[^"]*"')
_COMMON_NAMES = {TEXT_FAMILY.encode(): b"Inter", DISPLAY_FAMILY.encode(): b"Inter Display"}
_STYLE = b"""<style>@supports (color: red) {
text[font-family="Inter"] { font-family: Inter, sans-serif }
text[font-family="Inter Display"] { font-family: "Inter Display", Inter, sans-serif }
}</style>
"""
"""Qt and rsvg know neither lists of fonts, which Qt writes, nor such a style; a browser without the font needs both."""


class ChartSheet:
    """Written to a file, or painted on paper."""

    def __init__(
        self,
        history: History,
        statistics: Statistics,
        unit: Unit,
        size: QSize = SHEET_PX,
        *,
        bare: bool = False,
        dots: float = 1,
    ) -> None:
        """`bare`: without white around it and words below it, for a page that has its own. `dots` make a pixel."""
        self._theme = _PaperTheme(Look.LIGHT)
        self._chart = ChartPainter(history, statistics, unit, self._theme)
        self._unit, self._today, self._lines = unit, statistics.today, history.lines
        self._size, self._bare, self._dots = size, bare, dots

    def paint_on(self, painter: QPainter) -> None:
        """Paint the sheet with its upper left corner at the origin; shapes stay shapes."""
        tokens, small = self._theme.tokens, self._theme.text(Text.SMALLEST)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = QRectF(QPointF(), self._size.toSizeF())
        painter.fillRect(sheet, QColor(tokens.surface))
        if not self._bare:
            sheet.adjust(FRAME_PX, FRAME_PX, -FRAME_PX, -FRAME_PX)
        middle = sheet.top() + _TITLE_PX / 2
        self._paint_title(painter, QPointF(sheet.left(), middle))
        self._paint_legend(painter, QPointF(sheet.right(), middle))
        foot = 0 if self._bare else _FOOT_PX + _GAP_PX
        self._chart.paint(painter, sheet.adjusted(0, _TITLE_PX + _GAP_PX, 0, -foot))
        if not self._bare:
            base = QPointF(sheet.left(), sheet.bottom() - QFontMetricsF(small).descent())
            write(painter, f"{SOURCE} {self._today.isoformat()}", base, small, tokens.ink2)
        painter.restore()

    def write_png(self, path: Path) -> None:
        """Raise `ExchangeError` when the file cannot be written."""
        picture = QImage(self._size * self._dots, QImage.Format.Format_RGB32)
        picture.setDevicePixelRatio(self._dots)
        painter = QPainter(picture)
        self.paint_on(painter)
        painter.end()
        buffer = QBuffer()
        QImageWriter(buffer, b"png").write(picture)
        write_whole(path, bytes(buffer.data().data()))

    def write_svg(self, path: Path) -> None:
        """Raise `ExchangeError` when the file cannot be written."""
        buffer = QBuffer()
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(self._size)
        generator.setViewBox(QRect(0, 0, self._size.width(), self._size.height()))
        generator.setResolution(96)  # CSS counts so many pixels in an inch
        generator.setTitle(TITLE)
        painter = QPainter(generator)
        self.paint_on(painter)
        painter.end()
        drawing = _FAMILIES.sub(_one_common_name, bytes(buffer.data().data()))
        write_whole(path, drawing.replace(b"<defs>", _STYLE + b"<defs>", 1))

    def _paint_title(self, painter: QPainter, at: QPointF) -> None:
        """Paint it right of this place, level with it."""
        tokens, large = self._theme.tokens, self._theme.text(Text.CARD_TITLE)
        base = QPointF(at.x(), at.y() + QFontMetricsF(large).capHeight() / 2)
        base.setX(base.x() + write(painter, TITLE, base, large, tokens.ink) + _UNIT_APART_PX)
        unit = "in cm" if self._unit is Unit.CM else "in inches"
        write(painter, unit, base, self._theme.text(Text.SMALLEST), tokens.ink2)

    def _paint_legend(self, painter: QPainter, at: QPointF) -> None:
        """Paint left of this place, level with it, what the signs that are drawn mean."""
        small = self._theme.text(Text.SMALLEST)
        metrics, signs = QFontMetricsF(small), self._signs()
        widths = [_SIGN_PX + metrics.horizontalAdvance(words) + _SIGNS_APART_PX for words, _ in signs]
        x = at.x() + _SIGNS_APART_PX - sum(widths)
        for (words, paint_sign), width in zip(signs, widths, strict=True):
            paint_sign(painter, QPointF(x, at.y()))
            base = QPointF(x + _SIGN_PX, at.y() + metrics.capHeight() / 2)
            write(painter, words, base, small, self._theme.tokens.ink2)
            x += width

    def _signs(self) -> list[tuple[str, Callable[[QPainter, QPointF], None]]]:
        signs = (
            (any(line.cold_mm for line in self._lines), cold_words(self._chart.weeks), self._paint_cold_sign),
            (any(line.after_mm for line in self._lines), AFTER_WORDS, self._paint_after_sign),
            (self._chart.has_trend, TREND_WORDS, self._paint_trend_sign),
        )
        return [(words, paint_sign) for drawn, words, paint_sign in signs if drawn]

    def _paint_cold_sign(self, painter: QPainter, at: QPointF) -> None:
        for side, x in _MARKS_PX.items():
            paint_cold(painter, self._theme, side, [at + QPointF(x, 0)])

    def _paint_after_sign(self, painter: QPainter, at: QPointF) -> None:
        for side, x in _MARKS_PX.items():
            paint_after(painter, self._theme, side, [at + QPointF(x, 0)])

    def _paint_trend_sign(self, painter: QPainter, at: QPointF) -> None:
        tokens, (left, width, height) = self._theme.tokens, _TREND_SIGN_PX
        band = QRectF(at.x() + left, at.y() - height / 2, width, height)
        painter.fillRect(band, QColor(mix(tokens.surface, tokens.left, _SIGN_BAND_PART)))
        band.adjust(0, (height - TREND_PX) / 2, 0, -(height - TREND_PX) / 2)
        painter.fillRect(band, QColor(tokens.left))


def _one_common_name(families: re.Match[bytes]) -> bytes:
    """Name the first font of a list, and as the viewer's system knows it."""
    return b'font-family="%b"' % _COMMON_NAMES.get(families[1], families[1])


class _PaperTheme(Theme):
    """Gives the fonts of paper."""

    def _base_font(self, *, display: bool) -> QFont:
        return paper_font(display=display)
