"""The chart for files and paper, in plain pixels and solid colours: not every program that shows an SVG knows more."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPolygonF

from mobility_gui.ui.kit.side_mark import side_path
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.kit.tokens import mix
from mobility_gui.ui.progress.chart_content import EDGE_PX, ChartContent, names_apart
from mobility_gui.ui.progress.chart_look import (
    ABOVE_PX,
    DATES_PX,
    MARKS_PX,
    NUMBERS_PX,
    ZONE_WORDS_PX,
    label_font,
    name_font,
    plain_pen,
    series_brush,
    series_pen,
)
from mobility_gui.ui.progress.chart_series import (
    ALONG_THE_DAYS,
    Label,
    Layer,
    Look,
    Series,
    legend_of,
    points_within,
    range_mm,
)
from mobility_gui.ui.progress.points import MOST_PRINTED
from mobility_gui.ui.progress.scale import date_ticks, distance_ticks

NAME_GAP_PX = 12
"""From the last test to the names of the sides."""

WORDS_GAP_PX = 4
"""Between words and the line they stand at."""

PLACES_APART_PX = 8
"""From one place that is tried for words to the next."""

_TICK_PX, _NUMBER_GAP_PX, _DATE_BELOW_PX = 5, 8, 20


@dataclass(frozen=True, slots=True)
class Field:
    """Where days and distances lie: `box` is what is between the axes."""

    box: QRectF
    first: float
    last: float
    low_mm: float
    high_mm: float

    @property
    def day_px(self) -> float:
        """Days in a pixel."""
        return (self.last - self.first) / self.box.width()

    @property
    def mm_px(self) -> float:
        """Millimetres in a pixel."""
        return (self.high_mm - self.low_mm) / self.box.height()

    def x(self, day: float) -> float:
        return self.box.left() + (day - self.first) / self.day_px

    def y(self, mm: float) -> float:
        return self.box.bottom() - (mm - self.low_mm) / self.mm_px

    def places(self, days: Sequence[float], mm: Sequence[float]) -> list[QPointF]:
        return [QPointF(self.x(day), self.y(height)) for day, height in zip(days, mm, strict=True)]

    def across(self, y: float) -> QLineF:
        return QLineF(self.box.left(), y, self.box.right(), y)


class ChartPainter:
    """Paints the whole record, as the chart on the screen shows it."""

    def __init__(self, content: ChartContent, theme: Theme) -> None:
        self._content, self._theme = content, theme
        self.weeks = content.weeks_for(content.first_day(None), content.last_test + 1, MOST_PRINTED)
        """How many weeks one point stands for, the same for both ankles; 0 for single tests."""

    @property
    def legend(self) -> dict[str, list[Look]]:
        """What is to be explained, as `legend_of` returns it."""
        return legend_of(self._content.series(*self._content.limits(), self.weeks))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint it into the rectangle and nowhere else, whatever the painter's transformation is."""
        box = rect.adjusted(NUMBERS_PX, ABOVE_PX, 0, -DATES_PX)
        metrics = QFontMetricsF(name_font(self._theme))
        names_px = [NAME_GAP_PX + metrics.horizontalAdvance(side.value.capitalize()) for side in self._content.tests]
        first, last = self._content.days_in_sight(None, box.width(), max(names_px, default=0.0) + EDGE_PX)
        series = self._content.series(first, last, self.weeks)
        field = Field(box, first, last, *range_mm(series, first, last, self._content.unit))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grounds(painter, field, [one for one in series if one.look.layer is Layer.GROUND])
        for layer in Layer:
            if layer is Layer.RULES:
                self._paint_axes(painter, field)
            elif layer is Layer.WORDS:
                self._paint_words(painter, field, series)
            elif layer is not Layer.GROUND:
                for one in series:
                    if one.look.layer is layer:
                        paint_series(painter, self._theme, one, field)
        painter.restore()

    def _paint_grounds(self, painter: QPainter, field: Field, series: Sequence[Series]) -> None:
        """Paint them one upon the other; where two lie on each other, their mixed colour is painted."""
        whole = QPainterPath()
        whole.addRect(field.box)
        painted = [(whole, self._theme.tokens.surface)]
        for one in series:
            color, ground = self._theme.color(one.look.color).name(), _outline(one, field)
            mixed = [(below.intersected(ground), mix(under, color, one.look.part)) for below, under in painted]
            for part, tint in mixed:
                painter.fillPath(part, QColor(tint))
            painted += mixed

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

    # Words

    def _paint_words(self, painter: QPainter, field: Field, series: Sequence[Series]) -> None:
        for label in self._content.labels(field.first):
            if label.room_mm / field.mm_px >= ZONE_WORDS_PX:  # else the name of the mark would cover it
                font, color = label_font(label, self._theme), self._theme.color(label.color)
                write(painter, label.words, self._free_place(field, label, font, series), font, color)
        self._paint_names(painter, field)

    def _free_place(self, field: Field, label: Label, font: QFont, series: Sequence[Series]) -> QPointF:
        """Return where words cover the fewest points: at the left end, if it may be."""
        metrics, half = QFontMetricsF(font), MARKS_PX[Layer.FILLED] / 2
        width, left = metrics.horizontalAdvance(label.words), field.box.left() + WORDS_GAP_PX
        lines = [(field.y(max(mm, field.low_mm)), above) for mm, above in label.places]
        bases = [_above(line, font) if above else _below(line, font) for line, above in lines]

        def covering(at: QPointF) -> int:
            begin = field.first + (at.x() - half - field.box.left()) * field.day_px
            low = field.low_mm + (field.box.bottom() - at.y() - half) * field.mm_px
            high = low + (metrics.capHeight() + 2 * half) * field.mm_px
            return points_within(series, begin, begin + (width + 2 * half) * field.day_px, low, high)

        last = max(field.x(max(self._content.last_test, field.first)), left) - width  # further on stand the names
        steps = max(0, int((last - left) / PLACES_APART_PX)) + 1
        return min((QPointF(left + n * PLACES_APART_PX, base) for n in range(steps) for base in bases), key=covering)

    def _paint_names(self, painter: QPainter, field: Field) -> None:
        """Each side's name right of the last test."""
        content, font = self._content, name_font(self._theme)
        wanted = {side: field.y(content.ends_mm[side]) for side in content.tests}
        apart = names_apart(wanted, field.y(content.target_mm), field.box.top(), field.box.bottom())
        for side, height in apart.items():
            at = QPointF(field.x(content.last_test) + NAME_GAP_PX, height + QFontMetricsF(font).capHeight() / 2)
            write(painter, side.value.capitalize(), at, font, self._theme.color(side.value))


def paint_series(painter: QPainter, theme: Theme, series: Series, field: Field) -> None:
    """Paint a series, a ground as on the bare surface."""
    look = series.look
    places = field.places(series.days, series.mm)
    painter.setPen(series_pen(look, theme))
    painter.setBrush(series_brush(look, theme))
    if look.layer is Layer.GROUND:
        color = mix(theme.tokens.surface, theme.color(look.color).name(), look.part)
        painter.fillPath(_outline(series, field), QColor(color))
    elif look.layer is Layer.JOINS:
        ends = field.places(series.days, series.to_mm)
        painter.drawLines([QLineF(place, end) for place, end in zip(places, ends, strict=True)])
    elif look.layer in ALONG_THE_DAYS:
        painter.drawPolyline(places)
    else:
        for place in places:
            painter.drawPath(side_path(look.side, place, MARKS_PX[look.layer]))


def write(
    painter: QPainter, words: str, at: QPointF, font: QFont, color: str | QColor, part_before: float = 0
) -> float:
    """Write words on a baseline, this part of them left of the place; give their width."""
    width = QFontMetricsF(font).horizontalAdvance(words)
    painter.setFont(font)
    painter.setPen(QColor(color))
    painter.drawText(QPointF(at.x() - width * part_before, at.y()), words)
    return width


def _outline(series: Series, field: Field) -> QPainterPath:
    outline = QPainterPath()
    outline.addPolygon(
        QPolygonF([*field.places(series.days, series.mm), *reversed(field.places(series.days, series.to_mm))])
    )
    outline.closeSubpath()
    return outline


def _crisp(at: float) -> float:
    """The middle of a pixel, so that a line of one pixel is not smeared over two."""
    return floor(at) + 0.5


def _above(line: float, font: QFont) -> float:
    return line - WORDS_GAP_PX - QFontMetricsF(font).descent()


def _below(line: float, font: QFont) -> float:
    return line + WORDS_GAP_PX + QFontMetricsF(font).ascent()
