"""Finds the words of a widget that are cut off, end in dots, or run into others, whatever paints them.

The widget is rendered on a paint device that keeps each line of words with its place and with what is visible there,
so labels, buttons and painted pages are all looked at alike.
"""

from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPaintDevice, QPaintEngine, QPaintEngineState, QPainter, QTextItem
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QScrollArea, QWidget

SPARE_PX = 1.0
"""How far ink may reach into the edge: its bounds are rounded up to whole pixels, and smoothed."""

DOTS = "…"

_TURNS = 10
"""A layout that changes may change those around it, each in its own turn."""


@dataclass(frozen=True, slots=True)
class Words:
    """One line of painted words: the bounds of its ink, and the area around it that is visible."""

    text: str
    ink: QRectF
    visible: QRectF


def painted_words(widget: QWidget) -> list[Words]:
    """Return every line of words that a widget and its children paint, in the widget's coordinates."""
    for _ in range(_TURNS):
        QApplication.processEvents()
    device = _Device(widget.size())
    painter = QPainter(device)
    try:
        widget.render(painter, QPoint())
    finally:
        painter.end()  # Qt aborts if a device goes while it is painted on
    return device.engine.words


def cut_texts(widget: QWidget, *, may_end_in_dots: tuple[str, ...] = ()) -> list[str]:
    """Return the words that are cut off anywhere in a widget, without those that can be scrolled to.

    Words that end in dots count as cut, but for shortened forms of those in `may_end_in_dots`, as of a runner's name.
    """
    found = _cut(widget, painted_words(widget), may_end_in_dots)
    for area in widget.findChildren(QScrollArea):
        content = area.widget()
        if content is not None and area.isVisible():
            found += _cut(content, painted_words(content), may_end_in_dots)
    shown = [label for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]
    return found + [label.text() for label in shown if _too_small(label)]


def colliding_texts(widget: QWidget) -> list[str]:
    """Return the pairs of words that are painted over each other."""
    pairs = combinations(painted_words(widget), 2)
    return [
        f"{one.text} / {other.text}"
        for one, other in pairs
        if one.text != other.text and _seen(one).intersects(_seen(other))  # selected words are painted twice
    ]


def _seen(words: Words) -> QRectF:
    """Return the ink that is visible, without the smoothed edge that neighbours may share."""
    seen = words.ink.intersected(words.visible)
    if min(seen.width(), seen.height()) <= 2 * SPARE_PX:
        return QRectF()
    return seen.adjusted(SPARE_PX, SPARE_PX, -SPARE_PX, -SPARE_PX)


def _cut(widget: QWidget, painted: list[Words], may_end_in_dots: tuple[str, ...]) -> list[str]:
    views = [_view(area, widget) for area in widget.findChildren(QAbstractScrollArea) if area.isVisible()]
    return [one.text for one in painted if _is_cut(one, views) or _is_dotted(one.text, may_end_in_dots)]


def _view(area: QAbstractScrollArea, widget: QWidget) -> tuple[QRectF, bool, bool]:
    """Return the place of what an area shows, and whether it scrolls sideways and up and down."""
    port = area.viewport()
    place = QRectF(QPointF(port.mapTo(widget, QPoint())), port.size().toSizeF())
    bars = area.horizontalScrollBar(), area.verticalScrollBar()
    return place, bars[0].maximum() > 0, bars[1].maximum() > 0


def _is_cut(words: Words, views: list[tuple[QRectF, bool, bool]]) -> bool:
    if words.visible.isEmpty():  # scrolled out of sight, if anything scrolls
        return not any(sideways or up_and_down for _, sideways, up_and_down in views)
    seen = words.visible.adjusted(-SPARE_PX, -SPARE_PX, SPARE_PX, SPARE_PX)
    for place, sideways, up_and_down in views:
        if place.contains(words.visible):
            if sideways:
                seen = QRectF(words.ink.left(), seen.top(), words.ink.width(), seen.height())
            if up_and_down:
                seen = QRectF(seen.left(), words.ink.top(), seen.width(), words.ink.height())
    return not seen.contains(words.ink)


def _is_dotted(text: str, may_end_in_dots: tuple[str, ...]) -> bool:
    start, dots, _ = text.partition(DOTS)
    return bool(dots) and not text.endswith(f" {DOTS}") and not any(start in one for one in may_end_in_dots)


def _too_small(label: QLabel) -> bool:
    """Return True if a label is too small for its words: lines far outside it are not painted at all."""
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + SPARE_PX
    wanted = label.sizeHint()
    return wanted.width() > label.width() + SPARE_PX or wanted.height() > label.height() + SPARE_PX


class _Engine(QPaintEngine):
    """Keeps words and paints nothing."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.words: list[Words] = []

    def drawTextItem(  # type: ignore[override]  # noqa: N802, Qt's own name, and it gives a QPointF
        self, at: QPointF, item: QTextItem
    ) -> None:
        text, painter = item.text(), self.painter()
        if not text.strip():
            return
        ink = QFontMetricsF(item.font()).tightBoundingRect(text)
        visible = QRectF(self.systemClip().boundingRect())
        if painter.hasClipping():
            visible = visible.intersected(painter.deviceTransform().mapRect(painter.clipBoundingRect()))
        self.words.append(Words(text, painter.deviceTransform().mapRect(ink.translated(at)), visible))

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, _state: QPaintEngineState) -> None:  # noqa: N802, Qt's own name
        pass

    def drawPath(self, *_: object) -> None:  # noqa: N802, Qt's own name
        pass

    def drawPolygon(self, *_: object) -> None:  # noqa: N802, Qt's own name
        pass

    def drawPixmap(self, *_: object) -> None:  # noqa: N802, Qt's own name
        pass

    def drawImage(self, *_: object) -> None:  # noqa: N802, Qt's own name
        pass


class _Device(QPaintDevice):
    def __init__(self, size: QSize) -> None:
        super().__init__()
        self.engine = _Engine()
        metric = QPaintDevice.PaintDeviceMetric
        self._metrics = {
            metric.PdmWidth: size.width(),
            metric.PdmHeight: size.height(),
            metric.PdmWidthMM: size.width() // 4,
            metric.PdmHeightMM: size.height() // 4,
            metric.PdmDepth: 32,
            metric.PdmNumColors: 1 << 24,
            metric.PdmDevicePixelRatio: 1,
            metric.PdmDevicePixelRatioScaled: 1 << 16,
        }

    def paintEngine(self) -> QPaintEngine:  # noqa: N802, Qt's own name
        return self.engine

    def metric(self, what: QPaintDevice.PaintDeviceMetric) -> int:
        return self._metrics.get(what, 96)  # the others are dots per inch
