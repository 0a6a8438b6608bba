"""The chart for files and paper, in plain pixels and solid colours, as some programs that show an SVG know no more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from mobility_gui.ui.kit.side_mark import side_path
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.kit.tokens import mix
from mobility_gui.ui.progress.chart_content import EDGE_PX, ChartContent
from mobility_gui.ui.progress.chart_series import ALONG_THE_DAYS, Layer, Look, Series, legend_of, range_mm
from mobility_gui.ui.progress.chart_words import Label, free_place, names_apart
from mobility_gui.ui.progress.scale import date_ticks, distance_ticks

LINES_PX = {Layer.JOINS: 1, Layer.DASHES: 1.5, Layer.LINE: 2.5, Layer.HOLLOW: 1.75, Layer.FILLED: 1}
MARKS_PX = {Layer.HOLLOW: 8, Layer.FILLED: 9}
DASH_PX, DASH_GAP_PX = 8.5, 3.5

NEXT_MARK = QSizeF(5, 10)
MARKS = (QSizeF(3.5, 9), NEXT_MARK)
"""Marks on the date axis: of the verdict days up to today, and of the next."""

NUMBERS_PX, DATES_PX, ABOVE_PX = 38, 32, 10
"""Room left of, below and above the chart; half a number extends above the highest line."""

ZONE_WORDS_PX = 34
"""Least height of the zone's upper half, in which both its words and the mark's name have room."""

NAME_GAP_PX, WORDS_GAP_PX, PLACES_APART_PX = 12, 4, 8
"""Gaps from the last test to the names, around the labels, and between the places tried for a label."""

_TICK_PX, _NUMBER_GAP_PX, _DATE_BELOW_PX = 5, 8, 20


@dataclass(frozen=True, slots=True)
class Field:
    """Converts days and distances to pixels; `box` is the area between the axes."""

    box: QRectF
    first: float
    last: float
    low_mm: float
    high_mm: float

    @property
    def day_px(self) -> float:
        """Days per pixel."""
        return (self.last - self.first) / self.box.width()

    @property
    def mm_px(self) -> float:
        """Millimetres per pixel."""
        return (self.high_mm - self.low_mm) / self.box.height()

    def x(self, day: float) -> float:
        return self.box.left() + (day - self.first) / self.day_px

    def y(self, mm: float) -> float:
        return self.box.bottom() - (mm - self.low_mm) / self.mm_px

    def places(self, points: Iterable[tuple[float, float]]) -> list[QPointF]:
        return [QPointF(self.x(day), self.y(mm)) for day, mm in points]

    def across(self, y: float) -> QLineF:
        return QLineF(self.box.left(), y, self.box.right(), y)


class ChartPainter:
    """Paints the whole record as the chart on the screen shows it."""

    def __init__(self, content: ChartContent, theme: Theme) -> None:
        self._content, self._theme = content, theme
        self._weeks = content.weeks_on_paper()

    @property
    def legend(self) -> dict[str, list[Look]]:
        """The words of the legend with their looks, as `legend_of` returns them."""
        return legend_of(self._content.series(*self._content.limits(), self._weeks))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the chart within the rectangle only, whatever the painter's transformation."""
        box = rect.adjusted(NUMBERS_PX, ABOVE_PX, 0, -DATES_PX)
        names_px = [NAME_GAP_PX + self._width(name) + EDGE_PX for name in self._content.names().values()]
        first, last = self._content.days_in_sight(None, box.width(), max(names_px, default=EDGE_PX))
        series = self._content.series(first, last, self._weeks)
        field = Field(box, first, last, *range_mm(series, first, last, self._content.unit))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for layer in Layer:
            paint_layer(painter, self._theme, layer, series, field)
            if layer is Layer.RULES:
                self._paint_axes(painter, field)
            elif layer is Layer.WORDS:
                self._paint_verdict_days(painter, field)
                self._paint_labels(painter, field, series)
                self._paint_names(painter, field)
        painter.restore()

    def _paint_axes(self, painter: QPainter, field: Field) -> None:
        tokens, font, box = self._theme.tokens, self._theme.text(Text.SMALLEST), field.box
        half = QFontMetricsF(font).capHeight() / 2
        heights = distance_ticks(field.low_mm, field.high_mm, self._content.unit)
        days = date_ticks(field.first, field.last, box.width())
        base = _crisp(box.bottom())
        painter.setPen(plain_pen(tokens.line, 1))
        painter.drawLines([field.across(_crisp(field.y(mm))) for mm, _ in heights])
        painter.setPen(plain_pen(tokens.ink3, 1))
        painter.drawLine(field.across(base))
        painter.drawLines([QLineF(x, base, x, base + _TICK_PX) for x in (_crisp(field.x(day)) for day, _ in days)])
        for mm, number in heights:
            write(painter, number, QPointF(box.left() - _NUMBER_GAP_PX, field.y(mm) + half), font, tokens.ink2, 1)
        for day, name in days:
            write(painter, name, QPointF(field.x(day), base + _DATE_BELOW_PX + half), font, tokens.ink2, 0.5)

    def _paint_verdict_days(self, painter: QPainter, field: Field) -> None:
        content = self._content
        following = () if content.next_verdict is None else (content.next_verdict,)
        for days, size in zip((content.marked_days(field.day_px), following), MARKS, strict=True):
            pen, brush = mark_pen_and_brush(self._theme, hollow=size is NEXT_MARK)
            painter.setPen(pen)
            painter.setBrush(brush)
            for day in days:
                if field.first <= day <= field.last:
                    corner = QPointF(field.x(day) - size.width() / 2, field.box.bottom() - size.height())
                    painter.drawRoundedRect(QRectF(corner, size), 1, 1)

    def _paint_labels(self, painter: QPainter, field: Field, series: Sequence[Series]) -> None:
        """Write each label where it covers the fewest points, as far left as possible."""
        far = max(self._content.last_test, field.first)  # the sides' names are to the right of this
        for label in self._content.labels(field.first):
            if label.room_mm / field.mm_px < ZONE_WORDS_PX:
                continue  # the mark's name would cover it
            metrics = QFontMetricsF(label_font(label, self._theme))
            up, down = WORDS_GAP_PX + metrics.descent(), WORDS_GAP_PX + metrics.ascent()
            width = (self._width(label) + 2 * WORDS_GAP_PX) * field.day_px
            step = PLACES_APART_PX * field.day_px
            days = [field.first + n * step for n in range(max(0, int((far - field.first - width) / step)) + 1)]
            day, mm, above = free_place(label, series, days, width, (up + down) * field.mm_px)
            base = field.y(max(mm, field.low_mm)) + (-up if above else down)
            self._write(painter, label, QPointF(field.x(day) + WORDS_GAP_PX, base))

    def _paint_names(self, painter: QPainter, field: Field) -> None:
        """Write each side's name to the right of the last test."""
        content, names = self._content, self._content.names()
        wanted = {side: field.y(content.ends_mm[side]) for side in names}
        apart = names_apart(wanted, field.y(content.target_mm), field.box.top(), field.box.bottom())
        for side, name in names.items():
            half = QFontMetricsF(label_font(name, self._theme)).capHeight() / 2
            self._write(painter, name, QPointF(field.x(content.last_test) + NAME_GAP_PX, apart[side] + half))

    def _width(self, label: Label) -> float:
        return QFontMetricsF(label_font(label, self._theme)).horizontalAdvance(label.words)

    def _write(self, painter: QPainter, label: Label, at: QPointF) -> None:
        write(painter, label.words, at, label_font(label, self._theme), self._theme.color(label.color))


def plain_pen(color: str | QColor, width: float) -> QPen:
    """Return a pen that has this width in every program and ends where its line ends."""
    pen = QPen(QColor(color), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)
    pen.setCosmetic(False)
    return pen


def pen_and_brush(look: Look, theme: Theme) -> tuple[QPen, QBrush]:
    """Return the pen and brush of a series; a thin edge sets filled marks off from what is below them."""
    color, surface = theme.color(look.color), theme.color("surface")
    pen = plain_pen(surface if look.layer is Layer.FILLED else color, LINES_PX.get(look.layer, 1))
    if look.layer is Layer.GROUND:
        pen.setStyle(Qt.PenStyle.NoPen)
    elif look.layer is Layer.DASHES:
        pen.setDashPattern([DASH_PX / pen.widthF(), DASH_GAP_PX / pen.widthF()])
    color.setAlphaF(look.part)
    return pen, QBrush(surface if look.layer is Layer.HOLLOW else color)


def mark_pen_and_brush(theme: Theme, *, hollow: bool) -> tuple[QPen, QBrush]:
    """Return the pen and brush of the mark of a verdict day."""
    ink = theme.color("ink2")
    return plain_pen(ink, 1.5 if hollow else 1), QBrush(theme.color("surface") if hollow else ink)


def label_font(label: Label, theme: Theme) -> QFont:
    """Return the font of a label."""
    return theme.font(label.size_px, QFont.Weight.DemiBold if label.bold else QFont.Weight.Normal)


def paint_layer(painter: QPainter, theme: Theme, layer: Layer, series: Iterable[Series], field: Field) -> None:
    """Paint the series of one layer."""
    found = [one for one in series if one.look.layer is layer]
    if layer is Layer.GROUND:
        _paint_grounds(painter, theme, found, field)
        return
    for one in found:
        pen, brush = pen_and_brush(one.look, theme)
        painter.setPen(pen)
        painter.setBrush(brush)
        places = field.places(zip(one.days, one.mm, strict=True))
        if layer is Layer.JOINS:
            ends = field.places(zip(one.days, one.to_mm, strict=True))
            painter.drawLines([QLineF(place, end) for place, end in zip(places, ends, strict=True)])
        elif layer in ALONG_THE_DAYS:
            painter.drawPolyline(places)
        else:
            for place in places:
                painter.drawPath(side_path(one.look.side, place, MARKS_PX[layer]))


def _paint_grounds(painter: QPainter, theme: Theme, series: Iterable[Series], field: Field) -> None:
    """Paint the grounds in order; where they overlap, paint the mixed colour instead of a transparent one."""
    whole = QPainterPath()
    whole.addRect(field.box)
    painted = [(whole, theme.tokens.surface)]
    for one in series:
        color, ground = theme.color(one.look.color).name(), QPainterPath()
        ground.addPolygon(field.places(one.outline()))
        ground.closeSubpath()
        mixed = [(below.intersected(ground), mix(under, color, one.look.part)) for below, under in painted]
        for part, tint in mixed:
            painter.fillPath(part, QColor(tint))
        painted += mixed


def write(
    painter: QPainter, words: str, at: QPointF, font: QFont, color: str | QColor, part_before: float = 0
) -> float:
    """Write words on a baseline, with `part_before` of their width left of the place; return their width."""
    width = QFontMetricsF(font).horizontalAdvance(words)
    painter.setFont(font)
    painter.setPen(QColor(color))
    painter.drawText(QPointF(at.x() - width * part_before, at.y()), words)
    return width


def _crisp(at: float) -> float:
    """Return the middle of a pixel, so that a line of one pixel is not blurred over two."""
    return floor(at) + 0.5
