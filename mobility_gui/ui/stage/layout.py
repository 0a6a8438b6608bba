"""The position of everything on the stage, in hundredths of the window's height (u)."""

from collections.abc import Callable, Sequence
from enum import Enum, auto
from math import cos, pi, sin, sqrt

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.fonts import tabular
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.tokens import StateColors
from mobility_gui.ui.stage.content import Ribbon

NUMBER_CAP_U = 29.0
"""Cap height of the number; read from the mat it needs at least 26 u."""

LARGER_NUMBER_CAP_U = 34.0

LARGE_WORD_CAP_U, LARGE_WORD_CENTRE_U = 23.0, 37.5
"""Cap height and centre of a word in the number's place; its descenders end no lower than the number."""

NAME_CAP_U = 9.3
"""Cap height of name and side flag, at least 9 u."""

CUE_CAP_U = 6.2
"""Cap height of the cue line, at least 6 u."""

OF_CAP_U = 9.7
WORD_CAP_U = 3.9
SMALL_CAP_U = 2.9

MARGIN_U = 4.5
CUE_LINE_U = 9.7
OF_GAP_U = 3.0
FLAG_TOP_U, FLAG_HEIGHT_U = 3.4, 14.6
DIAL_RADIUS_U, DIAL_CENTRE_U = 25.0, 44.3
DIAL_HALF_WIDTH, DIAL_MARGIN_U = 1.4, 3.0
"""Half the width of the figure over the dial, in radii, and the margin to the window's edge."""
NUMBER_END_U, LARGER_NUMBER_END_U = 87.2, 95.6
"""Right end of a number such as `20 of 20`, with half a u of space; the dial gets what is beyond."""
RING_U = 1.8
DOT_U = 2.15
"""Half the size of the ring's dot with its edge; more than the ring curves between two turns `MOST_TURN` apart."""
MOST_TURN = 0.05
FIGURE_WIDTH = 2.95
"""Width of the figure's picture in radii of the dial: 2.8 for the figure, the rest for its outline."""

PICTURE_WIDTH, PICTURE_HEIGHT = 0.72, 0.54
"""Half the size of the runner's own picture, in radii: inside the ring, in the shape of a photo."""

DIAL_FROM_RATIO = 1.2
"""Below this ratio of width to height there is no room for a dial, and u depends on the width."""

ALONE_FROM_RATIO = 1.45
"""Below this ratio a long state word extends below the dial instead of ending before it."""

LEAST_STRETCH = 60
"""Narrowest stretch, in percent, of letters that must not become smaller."""

_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class Part(Enum):
    """Parts of the stage whose words change together."""

    NAME = auto()
    """Includes the flag."""
    NUMBER = auto()
    WORD = auto()
    MARKS = auto()
    CUE = auto()
    BOTTOM = auto()


_STRIPS_U = {
    Part.NAME: (0.0, 19.5),
    Part.NUMBER: (18.0, 58.0),
    Part.WORD: (57.5, 65.5),
    Part.MARKS: (64.5, 69.5),
    Part.CUE: (68.5, 91.5),
    Part.BOTTOM: (91.0, 100.0),
}
"""Top and bottom of each part, including letters that descend below the line."""


class StageLayout:
    """The positions for one window size, in device-independent pixels."""

    def __init__(self, width: float, height: float, *, larger: bool) -> None:
        self.u = max(1.0, min(height / 100, width / (100 * DIAL_FROM_RATIO)))
        self.width = width
        self.margin = MARGIN_U * self.u
        self._number_cap_u = LARGER_NUMBER_CAP_U if larger else NUMBER_CAP_U
        self.number_baseline = (54.0 if larger else 53.0) * self.u
        self.name_baseline = (FLAG_TOP_U + FLAG_HEIGHT_U / 2 + NAME_CAP_U / 2) * self.u
        self.word_baseline = 63.0 * self.u
        self.word_centre = 61.05 * self.u
        self.marks_centre = 66.6 * self.u
        self.marks_baseline = self.marks_centre + SMALL_CAP_U / 2 * self.u

        self.has_dial = width / max(1.0, height) >= DIAL_FROM_RATIO
        beyond_u = width / self.u - (LARGER_NUMBER_END_U if larger else NUMBER_END_U) - DIAL_MARGIN_U
        radius = min(DIAL_RADIUS_U, beyond_u / (1 + DIAL_HALF_WIDTH)) * self.u
        from_right = DIAL_HALF_WIDTH * radius + DIAL_MARGIN_U * self.u
        centre = QPointF(width - from_right, DIAL_CENTRE_U * self.u)
        self.dial = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        self.dial_left = self.dial.left() if self.has_dial else width - self.margin
        # The round dial leaves more room for a note beside its lower edge than for text further up.
        below = self.marks_centre - SMALL_CAP_U * self.u - centre.y()
        chord = sqrt(max(0.0, radius**2 - below**2))
        self.note_right = (centre.x() - chord if self.has_dial else width - self.margin) - 1.5 * self.u
        grown = 0.06 * radius + 2
        self.figure_area = QRectF(
            centre.x() - FIGURE_WIDTH * radius / 2, centre.y() - radius, FIGURE_WIDTH * radius, 1.9 * radius
        )
        half_width, half_height = PICTURE_WIDTH * radius, PICTURE_HEIGHT * radius
        self.picture_area = QRectF(centre.x() - half_width, centre.y() - half_height, 2 * half_width, 2 * half_height)
        self.dial_area = self.dial.adjusted(-grown, -grown, grown, grown) if self.has_dial else QRectF()
        self.dial_and_figure = self.dial_area.united(self.figure_area).toAlignedRect() if self.has_dial else QRect()
        edge = 0.2 * self.u + 1
        self.disc_area = self.dial.adjusted(-edge, -edge, edge, edge) if self.has_dial else QRectF()

    # Fonts

    def number_font(self, theme: Theme) -> QFont:
        """Return the font of the big number."""
        return theme.font_with_cap_height(self._number_cap_u * self.u, QFont.Weight.Bold)

    def of_font(self, theme: Theme) -> QFont:
        """Return the font of the words beside the number."""
        return theme.font_with_cap_height(OF_CAP_U * self.u, QFont.Weight.DemiBold, -2.8)

    def flag_font(self, theme: Theme) -> QFont:
        """Return the font of the side, in capitals."""
        return theme.font_with_cap_height(NAME_CAP_U * self.u, QFont.Weight.Bold, -1)

    def name_font(self, theme: Theme) -> QFont:
        """Return the font of the exercise's name."""
        return theme.font_with_cap_height(NAME_CAP_U * self.u, QFont.Weight.DemiBold, -2.8)

    def cue_font(self, theme: Theme) -> QFont:
        """Return the font of the cue line."""
        return theme.font_with_cap_height(CUE_CAP_U * self.u, QFont.Weight.Medium, -2.2)

    def word_font(self, theme: Theme) -> QFont:
        """Return the font of the state's word."""
        return theme.font_with_cap_height(WORD_CAP_U * self.u, QFont.Weight.DemiBold, -0.5)

    def detail_font(self, theme: Theme) -> QFont:
        """Return the font of the words after the state's word."""
        return theme.font_with_cap_height(WORD_CAP_U * self.u, QFont.Weight.Medium, -0.5)

    def small_font(self, theme: Theme) -> QFont:
        """Return the font of the total time left, the end and the marks."""
        return theme.font_with_cap_height(SMALL_CAP_U * self.u, QFont.Weight.DemiBold)

    def clock_font(self, theme: Theme) -> QFont:
        """Return the font of the times on the bottom row; its digits are equally wide, so the ribbon does not move."""
        return tabular(self.small_font(theme))

    # Places

    def flag(self, painter: QPainter, theme: Theme, side: Side) -> QRectF:
        """Return the rectangle of the side's flag, at the window's edge on that side."""
        metrics = QFontMetricsF(self.flag_font(theme), painter.device())
        width = self.margin + 14.5 * self.u + metrics.horizontalAdvance(side.value.upper()) + 2 * self.u
        x = 0.0 if side is Side.LEFT else self.width - width
        return QRectF(x, FLAG_TOP_U * self.u, width, FLAG_HEIGHT_U * self.u)

    def flag_parts(self, flag: QRectF, side: Side) -> tuple[QRectF, QRectF]:
        """Return the rectangles of word and arrow within the flag."""
        arrow_width = 8.6 * self.u
        if side is Side.LEFT:
            arrow = QRectF(self.margin + 1.6 * self.u, flag.top(), arrow_width, flag.height())
            return QRectF(arrow.right() + 3.6 * self.u, 0, flag.width(), 1), arrow
        arrow = QRectF(self.width - self.margin - 1.6 * self.u - arrow_width, flag.top(), arrow_width, flag.height())
        return QRectF(flag.left() + 3.1 * self.u, 0, flag.width(), 1), arrow

    def name_line(self, flag: QRectF, side: Side | None) -> QRectF:
        """Return the space for the name beside the flag."""
        gap = 3 * self.u
        match side:
            case Side.LEFT:
                return QRectF(flag.right() + gap, 0, self.width - self.margin - flag.right() - gap, 1)
            case Side.RIGHT:
                return QRectF(self.margin, 0, flag.left() - gap - self.margin, 1)
            case _:
                return QRectF(self.margin, 0, self.width - 2 * self.margin, 1)

    def name_text(self, theme: Theme, name: str, width: float) -> tuple[str, QFont]:
        """Return the name and its font; one too wide is narrowed, then ends in dots, but is never made smaller."""
        font = narrowed(self.name_font(theme), [name], width)
        return QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, width), font

    def fits_beside(self, theme: Theme, number: str, of: str) -> bool:
        """Return True if the words beside the number end before the dial."""
        right = self._digits_right(self._cell(QFontMetricsF(self.number_font(theme))), number)
        return right + OF_GAP_U * self.u + _advance(self.of_font(theme), of) <= self.dial_left - self.u / 2

    def ring_step(self, left: float) -> int:
        """Return the part of the ring in thirds of a pixel along its edge; a smaller change is not visible."""
        return round(left * 3.1416 * self.dial.width() * 3)

    def strip(self, part: Part) -> QRect:
        """Return the area that contains all of a part; in a wide window, the parts beside the dial end before it."""
        top, bottom = _STRIPS_U[part]
        beside = part in {Part.NUMBER, Part.WORD, Part.MARKS} and self.width >= ALONE_FROM_RATIO * 100 * self.u
        right = self.dial_left - 0.4 * self.u if beside else self.width
        return QRectF(0, top * self.u, right, (bottom - top) * self.u).toAlignedRect()

    @property
    def note_strip(self) -> QRect:
        """Return the strip of `Part.MARKS`, extended for a note that continues under the dial's edge."""
        return self.strip(Part.MARKS).united(QRectF(0, 64.5 * self.u, self.note_right, 5 * self.u).toAlignedRect())

    def ring_area(self, one: float, other: float) -> QRectF:
        """Return the area that changes as the end of the ring or its dot moves between two turns.

        Both are in full turns clockwise from the top.
        """
        if abs(one - other) > MOST_TURN:
            return self.dial_area
        radius = self.dial.width() / 2 - RING_U / 2 * self.u
        places = [
            self.dial.center() + QPointF(radius * sin(2 * pi * turn), -radius * cos(2 * pi * turn))
            for turn in (one, other)
        ]
        around = DOT_U * self.u + 1
        return QRectF(*places).normalized().adjusted(-around, -around, around, around)

    # Painting at these places

    def text(self, painter: QPainter, line: QRectF, baseline: float, text: str, align: Qt.AlignmentFlag) -> float:
        """Paint one line on a baseline; returns its right end."""
        width = QFontMetricsF(painter.font(), painter.device()).horizontalAdvance(text)
        x = line.right() - width if align == _RIGHT else line.left()
        painter.drawText(QPointF(x, baseline), text)
        return x + width

    def digits(self, painter: QPainter, theme: Theme, number: str) -> float:
        """Paint the number in cells as wide as the widest digit, so that nothing jumps; returns the right end."""
        font = self.number_font(theme)
        painter.setFont(font)
        metrics = QFontMetricsF(font, painter.device())
        cell = self._cell(metrics)
        for place, digit in enumerate(number):
            offset = (cell - metrics.horizontalAdvance(digit)) / 2
            painter.drawText(QPointF(self._digits_right(cell, number[:place]) + offset, self.number_baseline), digit)
        return self._digits_right(cell, number)

    def large_word(self, painter: QPainter, theme: Theme, word: str) -> None:
        """Paint a word in the number's place, as large as there is room for."""
        room, cap = self.width - 2 * self.margin, LARGE_WORD_CAP_U * self.u
        wanted = _advance(theme.font_with_cap_height(cap, QFont.Weight.Bold, -2.8), word)
        cap *= min(1.0, room / max(1.0, wanted))
        painter.setFont(narrowed(theme.font_with_cap_height(cap, QFont.Weight.Bold, -2.8), [word], room))
        painter.drawText(QPointF(self.margin, LARGE_WORD_CENTRE_U * self.u + cap / 2), word)

    def cue(self, painter: QPainter, cue: str, *, centre_u: float, lines: int) -> None:
        """Paint the cue around a height, on two lines of similar length; on one, its first sentence if too long."""
        metrics = QFontMetricsF(painter.font(), painter.device())
        width = self.width - 2 * self.margin
        if lines == 1 and metrics.horizontalAdvance(cue) > width:
            sentence, dot, _ = cue.partition(". ")
            cue = sentence + dot.strip()
        rows = broken(cue, lines, metrics.horizontalAdvance, width)
        painter.setFont(narrowed(painter.font(), rows, width))
        first = centre_u - CUE_LINE_U * (len(rows) - 1) / 2 + CUE_CAP_U / 2
        for number, row in enumerate(rows):
            painter.drawText(QPointF(self.margin, (first + number * CUE_LINE_U) * self.u), row)

    def arrow(self, painter: QPainter, box: QRectF, color: str, *, to_left: bool) -> None:
        """Paint a plain arrow across the middle of a box."""
        head = 3.4 * self.u
        y = box.center().y()
        tip, tail = (box.left(), box.right()) if to_left else (box.right(), box.left())
        back = tip + head if to_left else tip - head
        pen = QPen(QColor(color), 1.35 * self.u, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawLine(QPointF(tail, y), QPointF(tip, y))
        painter.drawPolyline([QPointF(back, y - head), QPointF(tip, y), QPointF(back, y + head)])

    def pair(
        self, painter: QPainter, x: float, parts: Sequence[tuple[str, QFont, str]], *, from_right: bool = False
    ) -> float:
        """Paint words with font and colour side by side on the bottom row; returns the end that faces the ribbon."""
        widths = [QFontMetricsF(font, painter.device()).horizontalAdvance(text) for text, font, _ in parts]
        start = x - sum(widths) if from_right else x
        at = start
        for (text, font, color), width in zip(parts, widths, strict=True):
            painter.setFont(font)
            painter.setPen(QColor(color))
            painter.drawText(QPointF(at, 95 * self.u + SMALL_CAP_U * self.u / 2), text)
            at += width
        return start if from_right else at

    def ribbon(self, painter: QPainter, left: float, right: float, ribbon: Ribbon, colors: StateColors) -> None:
        """Paint all stretches in proportion to their time, with a frame around the present one."""
        gap = 0.4 * self.u
        height = 1.9 * self.u
        total = sum(ribbon.weights) or 1
        room = max(1.0, right - left - gap * (len(ribbon.weights) - 1))
        x, y = left, 95 * self.u - height / 2
        painter.setPen(Qt.PenStyle.NoPen)
        for index, weight in enumerate(ribbon.weights):
            box = QRectF(x, y, room * weight / total, height)
            radius = min(0.35 * self.u, box.width() / 2)
            painter.setBrush(QColor(colors.strong if index < ribbon.present else colors.ghost))
            painter.drawRoundedRect(box, radius, radius)
            if index == ribbon.present:
                painter.setBrush(QColor(colors.strong))
                painter.drawRoundedRect(QRectF(x, y, box.width() * ribbon.done, height), radius, radius)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(colors.strong), 0.25 * self.u))
                frame = 0.5 * self.u
                painter.drawRoundedRect(box.adjusted(-frame, -frame, frame, frame), 2 * radius, 2 * radius)
                painter.setPen(Qt.PenStyle.NoPen)
            x += box.width() + gap

    @staticmethod
    def _cell(metrics: QFontMetricsF) -> float:
        return max(metrics.horizontalAdvance(digit) for digit in "0123456789") * (1 - 0.045)

    def _digits_right(self, cell: float, number: str) -> float:
        # The first digit's side bearing would shift it away from the margin.
        return self.margin + (len(number) - 0.03) * cell


def broken(text: str, lines: int, advance: Callable[[str], float], width: float) -> list[str]:
    """Break a text into at most `lines` (1 or 2) rows of similar length; they may still be too wide."""
    if lines == 1 or advance(text) <= width or " " not in text:
        return [text]
    words = text.split(" ")
    halves = [[" ".join(words[:at]), " ".join(words[at:])] for at in range(1, len(words))]
    return min(halves, key=lambda half: max(advance(half[0]), advance(half[1])))


def narrowed(font: QFont, rows: Sequence[str], width: float) -> QFont:
    """Return the font with letters just narrow enough for every row, down to `LEAST_STRETCH`; their height stays."""
    stretch, widest = 100, max(_advance(font, row) for row in rows)
    while widest > width and stretch > LEAST_STRETCH:
        # The space between letters does not narrow with them, so one step is not always enough.
        stretch = max(LEAST_STRETCH, min(stretch - 1, int(stretch * width / widest)))
        font = QFont(font)
        font.setStretch(stretch)
        widest = max(_advance(font, row) for row in rows)
    return font


def _advance(font: QFont, text: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)
