"""The chart as a file or on paper: title, legend and chart in the light colours, whatever the window uses."""

import re
from pathlib import Path

from PySide6.QtCore import QBuffer, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from mobility_gui.ankle.unit import Unit
from mobility_gui.exchange.whole_file import write_whole
from mobility_gui.settings import Look
from mobility_gui.training.history import History, Statistics
from mobility_gui.ui.kit.days import day_words
from mobility_gui.ui.kit.fonts import DISPLAY_FAMILY, TEXT_FAMILY, paper_font
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.progress.chart_content import chart_content
from mobility_gui.ui.progress.chart_painter import ChartPainter, write
from mobility_gui.ui.progress.legend import legend_width, paint_legend

SHEET_PX = QSize(1100, 560)
FRAME_PX = 18
"""White margin on all sides."""

PICTURE_DOTS = 2
"""Dots per pixel in a PNG file, in each direction, for print and for sharp screens."""

TITLE, DEMO = "Knee to wall", "Demo data"
SOURCE = "Points: averages of the valid tries. Line: the level before sessions, with its 95 % margin of error."

_TITLE_PX, _FOOT_PX, _GAP_PX = 22, 15, 6
_UNIT_APART_PX = 12
"""From the title to the unit, with room for a title that is wider in another font."""

_FAMILIES = re.compile(rb'font-family="([^",]+)[^"]*"')
_COMMON_NAMES = {TEXT_FAMILY.encode(): b"Inter", DISPLAY_FAMILY.encode(): b"Inter Display"}
_STYLE = b"""<style>@supports (color: red) {
text[font-family="Inter"] { font-family: Inter, sans-serif }
text[font-family="Inter Display"] { font-family: "Inter Display", Inter, sans-serif }
}</style>
"""
"""Qt and rsvg read neither the font lists that Qt writes nor this style, so each text names one font. A browser
without that font takes the list in the style."""


class ChartSheet:
    """Title, legend and chart, to write to a file or paint on paper."""

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
        """`bare` drops the margin and the words below, for a page that has its own; `dots` are those per pixel."""
        self._theme = _PaperTheme(Look.LIGHT)
        self._chart = ChartPainter(chart_content(history, statistics, unit), self._theme)
        self._unit, self._today, self._demo = unit, statistics.today, history.demo
        self._size, self._bare, self._dots = size, bare, dots

    def paint_on(self, painter: QPainter) -> None:
        """Paint the sheet with its upper left corner at the origin; shapes stay vector shapes."""
        tokens, small = self._theme.tokens, self._theme.text(Text.SMALLEST)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = QRectF(QPointF(), self._size.toSizeF())
        painter.fillRect(sheet, QColor(tokens.surface))
        if not self._bare:
            sheet.adjust(FRAME_PX, FRAME_PX, -FRAME_PX, -FRAME_PX)
        middle = sheet.top() + _TITLE_PX / 2
        self._paint_title(painter, QPointF(sheet.left(), middle))
        legend = self._chart.legend
        left = sheet.right() - legend_width(self._theme, legend)
        paint_legend(painter, self._theme, legend, QPointF(left, middle))
        foot = 0 if self._bare else _FOOT_PX + _GAP_PX
        self._chart.paint(painter, sheet.adjusted(0, _TITLE_PX + _GAP_PX, 0, -foot))
        if not self._bare:
            base = QPointF(sheet.left(), sheet.bottom() - QFontMetricsF(small).descent())
            write(painter, f"{SOURCE} {day_words(self._today)}", base, small, tokens.ink2)
        painter.restore()

    def write_png(self, path: Path) -> None:
        """Write a PNG file. Raises `ExchangeError` if it cannot be written."""
        picture = QImage(self._size * self._dots, QImage.Format.Format_RGB32)
        picture.setDevicePixelRatio(self._dots)
        painter = QPainter(picture)
        self.paint_on(painter)
        painter.end()
        buffer = QBuffer()
        QImageWriter(buffer, b"png").write(picture)
        write_whole(path, bytes(buffer.data().data()))

    def write_svg(self, path: Path) -> None:
        """Write an SVG file. Raises `ExchangeError` if it cannot be written."""
        buffer = QBuffer()
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(self._size)
        generator.setViewBox(QRect(0, 0, self._size.width(), self._size.height()))
        generator.setResolution(96)  # CSS pixels per inch
        generator.setTitle(TITLE)
        painter = QPainter(generator)
        self.paint_on(painter)
        painter.end()
        drawing = _FAMILIES.sub(_one_common_name, bytes(buffer.data().data()))
        write_whole(path, drawing.replace(b"<defs>", _STYLE + b"<defs>", 1))

    def _paint_title(self, painter: QPainter, at: QPointF) -> None:
        """Paint title and unit to the right of this place, centred on its height."""
        tokens, large = self._theme.tokens, self._theme.text(Text.CARD_TITLE)
        base = QPointF(at.x(), at.y() + QFontMetricsF(large).capHeight() / 2)
        base.setX(base.x() + write(painter, TITLE, base, large, tokens.ink) + _UNIT_APART_PX)
        small, unit = self._theme.text(Text.SMALLEST), "in cm" if self._unit is Unit.CM else "in inches"
        base.setX(base.x() + write(painter, unit, base, small, tokens.ink2) + _UNIT_APART_PX)
        if self._demo:
            write(painter, DEMO, base, self._theme.text(Text.STRONG), tokens.warn)


def _one_common_name(families: re.Match[bytes]) -> bytes:
    """Name the first font of a list only, by the name that the viewer's system knows."""
    return b'font-family="%b"' % _COMMON_NAMES.get(families[1], families[1])


class _PaperTheme(Theme):
    """A theme with the fonts for paper."""

    def _base_font(self, *, display: bool) -> QFont:
        return paper_font(display=display)
