"""One test compared with the mark, on a strip with the zone that is too close to call."""

from collections.abc import Mapping
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mobility_gui.ankle.error import (
    TARGET_MM,
    borderline_zone,
    compare_with_mark,
    mark_name,
    standing_words,
    zone_words,
)
from mobility_gui.ankle.unit import MM_PER_INCH, Unit
from mobility_gui.ankle.units import format_reading, format_value
from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.side_mark import paint_side, side_color, side_path
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.tokens import mix

LEAST_MM, MOST_MM = 60, 160
"""Ends of the strip; nearly all healthy adults reach a value between them."""

STRIP_INSET_PX = 12
"""Space between the widget's edge and the bar, so that the numbers at both ends have room."""

BAR_PX, MARK_PX, SMALL_MARK_PX = 20, 24, 15
_ASIDE_PX = 8
"""How far two marks at the same place move apart, up and down and smaller, so that neither hides the other."""

_HEIGHT_PX = 84
_BAR_TOP_PX = 30


def strip_ends_mm(target_mm: float) -> tuple[int, int]:
    """Return the ends of the strip, further apart if the runner's own mark requires it."""
    zone = borderline_zone(target_mm)
    return min(LEAST_MM, zone.low_mm // 10 * 10 - 10), max(MOST_MM, ceil(zone.high_mm / 10) * 10 + 10)


def ticks_mm(target_mm: float, unit: Unit) -> list[float]:
    """Return the numbers under the strip: every second centimetre or every inch, and the ends of the zone."""
    low, high = strip_ends_mm(target_mm)
    step = 20.0 if unit is Unit.CM else MM_PER_INCH
    zone = borderline_zone(target_mm)
    round_ones = (number * step for number in range(ceil(low / step), floor(high / step) + 1))
    return [zone.low_mm, zone.high_mm, *round_ones]


def verdict_sentences(values_mm: Mapping[Side, float], target_mm: float, unit: Unit) -> list[tuple[str, str]]:
    """Return the verdict on each side, as (statement, qualification); one for both sides if they agree."""
    found = {side: compare_with_mark(value, target_mm) for side, value in values_mm.items()}
    if len(found) > 1 and len(set(found.values())) == 1:
        groups = [("Left and right", next(iter(found.values())))]
    else:
        groups = [(side.value.capitalize(), place) for side, place in found.items()]
    said = []
    for who, place in groups:
        first, bracket, rest = standing_words(place, target_mm, unit).partition(" (")
        bold, rest = (f"{who}: {first}", f"{bracket}{rest}.") if bracket else (f"{who}: {first}.", "")
        said.append((bold, rest))
    return said


class VerdictStrip(QWidget):
    """A bar from 6 to 16 cm with the zone, the mark and a shape for each side measured."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._values_mm: dict[Side, float] = {}
        self._target_mm: float = TARGET_MM
        self._unit = Unit.CM
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_values(self, values_mm: Mapping[Side, float], target_mm: float, unit: Unit) -> None:
        """Show the means of the sides that were measured."""
        self._values_mm, self._target_mm, self._unit = dict(values_mm), target_mm, unit
        said = [f"{side.value} {format_value(value, unit)} {unit.short}" for side, value in values_mm.items()]
        self.setAccessibleName(
            ", ".join([*said, f"{mark_name(target_mm, unit)}, too close to call {zone_words(target_mm, unit)}"])
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, _HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bar(painter)
        self._paint_numbers(painter)
        self._paint_sides(painter)
        painter.end()

    def _x(self, distance_mm: float) -> float:
        low, high = strip_ends_mm(self._target_mm)
        part = (min(max(distance_mm, low), high) - low) / (high - low)
        return STRIP_INSET_PX + part * (self.width() - 2 * STRIP_INSET_PX)

    def _paint_bar(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        bar = QRectF(STRIP_INSET_PX, _BAR_TOP_PX, self.width() - 2 * STRIP_INSET_PX, BAR_PX)
        shape = QPainterPath()
        shape.addRoundedRect(bar, BAR_PX / 2, BAR_PX / 2)
        painter.fillPath(shape, QColor(tokens.sunken))
        zone = borderline_zone(self._target_mm)
        left, right = self._x(zone.low_mm), self._x(zone.high_mm)
        inside = QPainterPath()
        inside.addRect(QRectF(left, bar.top(), right - left, bar.height()))
        painter.fillPath(inside, QColor(mix(tokens.zone, tokens.set_up.dial, 0.75)))
        painter.setPen(QPen(QColor(tokens.ink), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        mark = self._x(self._target_mm)
        painter.drawLine(QPointF(mark, bar.top() - 6), QPointF(mark, bar.bottom() + 6))

    def _paint_numbers(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        bold, font = self._theme.font(14, QFont.Weight.DemiBold), self._theme.font(13)
        zone = borderline_zone(self._target_mm)
        room = min(self._x(zone.high_mm) - self._x(self._target_mm), self._x(self._target_mm) - self._x(zone.low_mm))
        taken = [self._write(painter, self._target_mm, self._mark_words(bold, 2 * (room - 24)), bold, tokens.ink, [])]
        for tick in ticks_mm(self._target_mm, self._unit):
            whole = tick not in (zone.low_mm, zone.high_mm)
            number = format_value(tick, self._unit)
            text = number.removesuffix(".0") if whole else number
            taken.append(self._write(painter, tick, text, font, tokens.ink3, taken))

    def _mark_words(self, font: QFont, width: float) -> str:
        name = mark_name(self._target_mm, self._unit)
        full = f"{name} {format_reading(self._target_mm, self._unit)}" if self._unit is Unit.CM else name
        own = self._target_mm != TARGET_MM
        return name if own or QFontMetricsF(font).horizontalAdvance(full) > width else full

    def _write(
        self, painter: QPainter, at_mm: float, text: str, font: QFont, color: str, taken: list[QRectF]
    ) -> QRectF:
        """Write a number under its place on the bar, unless another is there; returns the area it takes."""
        width = QFontMetricsF(font).horizontalAdvance(text)
        left = min(max(self._x(at_mm) - width / 2, 0), self.width() - width)
        rect = QRectF(left, _BAR_TOP_PX + BAR_PX + 8, width, 20)
        if any(rect.adjusted(-10, 0, 10, 0).intersects(other) for other in taken):
            return QRectF()
        painter.setFont(font)
        painter.setPen(QColor(color))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)
        return rect

    def _paint_sides(self, painter: QPainter) -> None:
        font = self._theme.font(16, QFont.Weight.DemiBold)
        metrics = QFontMetricsF(font)
        spots: list[tuple[Side, str, QRectF]] = []
        for side, value in sorted(self._values_mm.items(), key=lambda item: item[1]):
            text = f"{side.value.capitalize()} {format_value(value, self._unit)}"
            width = metrics.horizontalAdvance(text)
            left = min(max(self._x(value) - width / 2, 0), self.width() - width)
            spots.append((side, text, QRectF(left, 0, width, 22)))
        if len(spots) == 2 and spots[0][2].right() + 14 > spots[1][2].left():
            middle = (spots[0][2].right() + spots[1][2].left()) / 2
            spots[0][2].moveRight(max(middle - 7, spots[0][2].width()))
            spots[1][2].moveLeft(spots[0][2].right() + 14)
        places = [self._x(value) for value in self._values_mm.values()]
        apart = len(places) < 2 or abs(places[0] - places[1]) >= MARK_PX
        for side, text, rect in spots:
            painter.setFont(font)
            painter.setPen(side_color(self._theme, side))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)
            aside = 0 if apart else -_ASIDE_PX if side is Side.LEFT else _ASIDE_PX
            centre = QPointF(self._x(self._values_mm[side]), _BAR_TOP_PX + BAR_PX / 2 + aside)
            size = MARK_PX if apart else SMALL_MARK_PX
            painter.fillPath(side_path(side, centre, size + size / 4), QColor(self._theme.tokens.surface))
            paint_side(painter, self._theme, side, centre, size)
