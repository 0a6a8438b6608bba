"""The words that a widget paints, each with its place."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from PySide6.QtCore import QBuffer, QPoint, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

SVG = "{http://www.w3.org/2000/svg}"


def written(widget: QWidget) -> list[tuple[str, QRectF]]:
    """Return every line of words below a widget, and the place from its baseline to the top of a capital."""
    buffer = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(widget.size())
    generator.setResolution(96)
    painter = QPainter(generator)
    widget.render(painter, QPoint())
    painter.end()
    drawing = ET.fromstring(buffer.data().data())  # noqa: S314  we made it
    return [found for group in drawing.iter(f"{SVG}g") for found in _lines(group)]


def _lines(group: ET.Element) -> Iterator[tuple[str, QRectF]]:
    for line in group.findall(f"{SVG}text"):
        *_, left, top = map(float, group.get("transform", "").removeprefix("matrix(").removesuffix(")").split(","))
        font = QFont(line.get("font-family", "").split(","))
        font.setPixelSize(round(float(line.get("font-size", "0"))))
        font.setWeight(QFont.Weight(int(line.get("font-weight", "400"))))
        metrics, words = QFontMetricsF(font), (line.text or "").strip()
        x, baseline = left + float(line.get("x", "0")), top + float(line.get("y", "0"))
        high = metrics.capHeight()
        yield words, QRectF(x, baseline - high, metrics.horizontalAdvance(words), high)
