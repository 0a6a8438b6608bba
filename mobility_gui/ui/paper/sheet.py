"""One page of paper as a PDF file, painted in millimetres and written whole or not at all."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from pathlib import Path
from string import digits

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from mobility_gui import TITLE
from mobility_gui.ankle.unit import MM_PER_INCH
from mobility_gui.exchange.whole_file import write_whole
from mobility_gui.ui.kit.fonts import paper_font

DOTS_PER_INCH = 108
"""The steps in which Qt counts, though it writes everything with six decimals. A panel made for the screen is painted
with one dot for each pixel: its smallest words, of 12 pixels, are then 8 points high."""

_FONT_PX = 1000
"""Size at which letters are set before they are scaled, large enough that rounding does not matter."""


class Paper(StrEnum):
    """The size of paper in the printer."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def upright_mm(self) -> QSizeF:
        """Width and height in millimetres (ISO 216; ANSI/ASME Y14.1 A)."""
        match self:
            case Paper.A4:
                return QSizeF(210, 297)
            case Paper.LETTER:
                return QSizeF(8.5 * MM_PER_INCH, 11 * MM_PER_INCH)


@dataclass(frozen=True, slots=True)
class Letters:
    """Size, weight and colour of words; `cap_mm` is the height of a capital in millimetres, `color` #RRGGBB."""

    cap_mm: float
    weight: QFont.Weight = QFont.Weight.Normal
    color: str = "#000000"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page: one unit of `painter` is one millimetre, counted from the paper's upper left corner."""

    painter: QPainter
    size_mm: QSizeF

    def ascent_mm(self, letters: Letters) -> float:
        """Return how far a paragraph's first baseline is below its top."""
        metrics = QFontMetricsF(_font(letters.weight))
        return metrics.ascent() / metrics.capHeight() * letters.cap_mm

    def write(self, words: str, at: QPointF, letters: Letters, *, anchor: float = 0, most_mm: float = inf) -> float:
        """Write one line on a baseline and return its width in mm; words wider than `most_mm` are made smaller.

        `anchor` is the part of the line to the left of `at`: 0 writes from there on, 0.5 around it, 1 up to it.
        """
        metrics = QFontMetricsF(_font(letters.weight))
        width = metrics.horizontalAdvance(words)
        scale = letters.cap_mm / metrics.capHeight()
        if width * scale > most_mm:
            scale = most_mm / width
        with self._lettering(at, letters, scale):
            self.painter.drawText(QPointF(-anchor * width, 0), words)
        return width * scale

    def write_decimal(self, number: str, at: QPointF, letters: Letters) -> None:
        """Write a number that ends at `at`; numbers with equally many decimals are aligned at the point."""
        metrics = QFontMetricsF(_font(letters.weight))
        widest = max(metrics.horizontalAdvance(one) for one in digits)
        whole, point, decimals = number.partition(".")
        left_mm = (
            (metrics.horizontalAdvance(whole + point) + widest * len(decimals)) * letters.cap_mm / metrics.capHeight()
        )
        self.write(number, QPointF(at.x() - left_mm, at.y()), letters)

    def paragraph_mm(self, words: str, width_mm: float, letters: Letters) -> float:
        """Return the height of these words as written by `write_paragraph`."""
        metrics = QFontMetricsF(_font(letters.weight))
        scale = letters.cap_mm / metrics.capHeight()
        return metrics.boundingRect(self._room(width_mm, scale), Qt.TextFlag.TextWordWrap, words).height() * scale

    def write_paragraph(self, words: str, at: QPointF, width_mm: float, letters: Letters) -> float:
        """Write words in as many lines as they need, right of and below `at`; return their height in mm."""
        scale = letters.cap_mm / QFontMetricsF(_font(letters.weight)).capHeight()
        with self._lettering(at, letters, scale):
            used = self.painter.drawText(self._room(width_mm, scale), Qt.TextFlag.TextWordWrap, words)
        return used.height() * scale

    @contextmanager
    def in_dots(self, at: QPointF) -> Iterator[QPainter]:
        """Paint from a place on in dots instead of millimetres, for panels made for the screen."""
        self.painter.save()
        self.painter.translate(at)
        self.painter.scale(MM_PER_INCH / DOTS_PER_INCH, MM_PER_INCH / DOTS_PER_INCH)
        yield self.painter
        self.painter.restore()

    def _room(self, width_mm: float, scale: float) -> QRectF:
        return QRectF(0, 0, width_mm / scale, self.size_mm.height() / scale)

    @contextmanager
    def _lettering(self, at: QPointF, letters: Letters, scale: float) -> Iterator[None]:
        self.painter.save()
        self.painter.setPen(QColor(letters.color))
        self.painter.setFont(_font(letters.weight))
        self.painter.translate(at)
        self.painter.scale(scale, scale)
        yield
        self.painter.restore()


@contextmanager
def sheet(path: Path, paper: Paper, orientation: QPageLayout.Orientation, title: str) -> Iterator[Sheet]:
    """Yield a page to paint on; the file is written when the `with` block ends, and not at all if it raises.

    Raises `ExchangeError` if the file cannot be written; the old one then stays. Letters need a QGuiApplication.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator(TITLE)
    writer.setPdfVersion(QPagedPaintDevice.PdfVersion.PdfVersion_1_6)  # the first version that knows /PrintScaling
    writer.setResolution(DOTS_PER_INCH)
    size = paper.upright_mm
    writer.setPageLayout(QPageLayout(QPageSize(size, QPageSize.Unit.Millimeter), orientation, QMarginsF()))
    painter = QPainter(writer)
    try:
        painter.scale(DOTS_PER_INCH / MM_PER_INCH, DOTS_PER_INCH / MM_PER_INCH)
        upright = orientation is QPageLayout.Orientation.Portrait
        yield Sheet(painter, size if upright else size.transposed())
    finally:
        painter.end()
    write_whole(path, _as_large_as_drawn(bytes(buffer.data().data())))


def _as_large_as_drawn(pdf: bytes) -> bytes:
    """Ask viewers to print the page at its own size, as many scale it by default; Qt has no setting for this.

    The catalog is appended again after the end of the file: an incremental update (ISO 32000-1, 7.5.6).
    """
    catalog = re.search(rb"(\d+) 0 obj\n<<\n(/Type /Catalog\n.*?)>>\nendobj", pdf, re.DOTALL)
    trailer = re.search(rb"trailer\n<<\n(.*)>>\nstartxref\n(\d+)", pdf, re.DOTALL)
    if catalog is None or trailer is None:
        raise RuntimeError("Qt no longer writes PDF files in the way expected here.")
    number, catalog_entries = catalog.groups()
    trailer_entries, before = trailer.groups()
    wish = b"%b 0 obj\n<<\n%b/ViewerPreferences << /PrintScaling /None >>\n>>\nendobj\n" % (number, catalog_entries)
    where = b"xref\n%b 1\n%010d 00000 n \n" % (number, len(pdf))
    end = b"trailer\n<<\n%b/Prev %b\n>>\nstartxref\n%d\n%%%%EOF\n" % (trailer_entries, before, len(pdf) + len(wish))
    return pdf + wish + where + end


def _font(weight: QFont.Weight) -> QFont:
    font = paper_font(display=False)
    font.setPixelSize(_FONT_PX)
    font.setWeight(weight)
    return font
