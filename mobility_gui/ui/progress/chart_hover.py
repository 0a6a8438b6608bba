"""What the chart says about the point under the mouse: a ring around the point, and a card that covers none."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import hypot, inf

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.side_mark import side_color
from mobility_gui.ui.kit.theme import Theme

RING_PX, RING_WIDTH_PX, HALO_PX = 8.5, 2, 2
"""Radius and width of the ring, and the width of the halo on both sides of it."""

POINTS_APART_PX, LINES_APART_PX = 9, 4
"""Least distance between the card and the centre of a point, and between the card and a line."""

PADDING_PX, RADIUS_PX, LINE_PX = 10, 10, 19
MOST_WIDE_PX = 280
"""A session's name that is wider ends in dots."""

_STEP_PX, _NEAR_PLACES = 14, 30
"""How far apart the places are that are tried for the card, and how many to choose from if none is free."""


Place = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What the card should not cover, in pixels; `room` is where it must stay.

    `points` and `lines` are places (x, y) from left to right, since there may be thousands of them.
    """

    room: QRectF
    points: Sequence[Place] = ()
    lines: Sequence[Place] = ()
    words: Sequence[QRectF] = ()

    def covered(self, card: QRectF) -> Iterator[object]:
        """Yield everything that a card at this place would cover or crowd."""
        yield from (word for word in self.words if card.intersects(word))
        yield from _within(self.points, card, POINTS_APART_PX)
        yield from _within(self.lines, card, LINES_APART_PX)


def _within(places: Sequence[Place], card: QRectF, apart: float) -> Iterator[Place]:
    """Yield the places that are on the card or less than `apart` away from it."""
    begin = bisect_left(places, (card.left() - apart,))
    end = bisect_right(places, (card.right() + apart, inf))
    top, bottom = card.top() - apart, card.bottom() + apart
    return (place for place in places[begin:end] if top < place[1] < bottom)


def card_place(size: QSizeF, at: QPointF, taken: Taken) -> QRectF:
    """Return the nearest place for a card beside a point that covers nothing, or else, of the near ones, least."""
    ring = QRectF(at, QSizeF()).adjusted(*(way * (RING_PX + POINTS_APART_PX) for way in (-1, -1, 1, 1)))
    places = sorted(_places(size, taken.room), key=lambda card: _apart(card, at))
    beside = [card for card in places if not card.intersects(ring)] or [QRectF(taken.room.topLeft(), size)]
    free = (card for card in beside if next(taken.covered(card), None) is None)
    return next(free, None) or min(beside[:_NEAR_PLACES], key=lambda card: sum(1 for _ in taken.covered(card)))


def _places(size: QSizeF, room: QRectF) -> Iterator[QRectF]:
    """Yield places all over the room."""
    across, down = (range(0, max(0, int(most)) + 1, _STEP_PX) for most in _spare(size, room))
    for left, top in product(across, down):
        yield QRectF(room.topLeft() + QPointF(left, top), size)


def _spare(size: QSizeF, room: QRectF) -> tuple[float, float]:
    return room.width() - size.width(), room.height() - size.height()


def _apart(card: QRectF, at: QPointF) -> float:
    """Return how far a card's edge is from a point."""
    return hypot(
        max(card.left() - at.x(), 0, at.x() - card.right()), max(card.top() - at.y(), 0, at.y() - card.bottom())
    )


class ChartHover(QWidget):
    """Lies over the chart and takes no part in what the mouse does."""

    def __init__(self, theme: Theme, chart: QWidget) -> None:
        super().__init__(chart)
        self._theme, self._chart = theme, chart
        self._side = Side.BOTH
        self._at = QPointF()
        self._lines: tuple[str, ...] = ()
        self._card = QRectF()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, lines: Sequence[str], side: Side, at: QPointF, taken: Taken) -> None:
        """Ring the point of a side at this place and show these lines beside it, the first in bold."""
        self._lines, self._side, self._at = tuple(lines), side, at
        width = max(QFontMetricsF(font).horizontalAdvance(words) for words, font in self._lettered())
        size = QSizeF(min(width, MOST_WIDE_PX) + 2 * PADDING_PX + 1, LINE_PX * len(lines) + 2 * PADDING_PX)
        self._card = card_place(size, at, taken)
        self.setGeometry(self._chart.rect())
        self.setAccessibleName(", ".join(lines))
        self.show()
        self.raise_()
        self.update()

    def _lettered(self) -> Iterator[tuple[str, QFont]]:
        for number, words in enumerate(self._lines):
            yield (
                words,
                self._theme.font(12 if number else 13, QFont.Weight.Normal if number else QFont.Weight.DemiBold),
            )

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for color, width in (
            (theme.color("surface"), RING_WIDTH_PX + 2 * HALO_PX),
            (side_color(theme, self._side), RING_WIDTH_PX),
        ):
            painter.setPen(QPen(color, width))
            painter.drawEllipse(self._at, RING_PX, RING_PX)
        painter.setPen(QPen(theme.color("edge"), 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(self._card.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PX, RADIUS_PX)
        line = QRectF(self._card.left() + PADDING_PX, self._card.top() + PADDING_PX, 0, LINE_PX)
        line.setRight(self._card.right() - PADDING_PX)
        for number, (words, font) in enumerate(self._lettered()):
            painter.setFont(font)
            painter.setPen(theme.color("ink2" if number == 1 else "ink"))
            shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
            line.translate(0, LINE_PX)
        painter.end()
