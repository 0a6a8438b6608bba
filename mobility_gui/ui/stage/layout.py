"""The position of everything on the stage, in hundredths of the window's height (u)."""

from enum import Enum, auto
from math import cos, pi, sin, sqrt

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.fonts import tabular
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.stage.letters import advance, fitted, narrowed

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
DIGITS_END_U, LARGER_DIGITS_END_U = 54.0, 62.4
"""The same without the words, for a window in which they are below the number."""
RING_U = 1.8
DOT_U = 2.15
"""Half the size of the ring's dot with its edge; more than the ring curves between two turns `MOST_TURN` apart."""
MOST_TURN = 0.05
FIGURE_WIDTH = 2.95
"""Width of the figure's picture in radii of the dial: 2.8 for the figure, the rest for its outline."""

PICTURE_WIDTH, PICTURE_HEIGHT = 0.72, 0.54
"""Half the size of the runner's own picture, in radii: inside the ring, in the shape of a photo."""

WIDE_FROM_RATIO = 1.2
"""Below this ratio of width to height u depends on the width, and the height that is left is used as well."""

BESIDE_ONLY_FROM_RATIO = 1.42
"""Below this ratio the parts beside the dial may extend below it."""

LOWER_U = 11.5
"""How much further down everything below the dial is if the words beside the number are below it."""

ABOVE_STACKED_U, BELOW_STACKED_U = 57.5, 47.5
"""What is above a dial that is stacked below the number, and what is below it."""

ROOM_ABOVE, ROOM_BELOW = 0.4, 0.7
"""Where height goes that nothing needs: how much of it is above the number, and above the cue."""


class Part(Enum):
    """Parts of the stage whose words change together."""

    NAME = auto()
    """Includes the flag."""
    NUMBER = auto()
    WORD = auto()
    NOTE = auto()
    CUE = auto()
    BOTTOM = auto()


_STRIPS_U = {
    Part.NAME: (0.0, 19.5),
    Part.NUMBER: (18.0, 58.0),
    Part.WORD: (57.5, 65.0),
    Part.NOTE: (63.5, 69.0),
    Part.CUE: (65.0, 91.5),
    Part.BOTTOM: (91.0, 100.0),
}
"""Top and bottom of each part in a wide window, including letters that descend below the line."""


class StageLayout:
    """The positions for one window size, in device-independent pixels.

    In a wide window the dial is beside the number and the words that belong to it, as in `3 of 5`. In a narrower one
    those words are below the number, so that the dial keeps its size. In a high one the dial is below the number.
    """

    def __init__(self, width: float, height: float, *, larger: bool) -> None:
        self.width = width
        self._larger = larger
        wide = width / max(1.0, height) >= WIDE_FROM_RATIO
        self.u = max(1.0, height / 100 if wide else min(width / (100 * WIDE_FROM_RATIO), height / (100 + LOWER_U)))
        width_u, height_u = width / self.u, height / self.u
        self.margin = MARGIN_U * self.u
        self.beside_only = width_u >= 100 * BESIDE_ONLY_FROM_RATIO

        number_end_u = (LARGER_NUMBER_END_U if larger else NUMBER_END_U) if wide else self._digits_end_u
        radius_u = min(DIAL_RADIUS_U, (width_u - number_end_u - DIAL_MARGIN_U) / (1 + DIAL_HALF_WIDTH))
        high_u = min((height_u - ABOVE_STACKED_U - BELOW_STACKED_U) / 2, (width_u - 2 * DIAL_MARGIN_U) / FIGURE_WIDTH)
        stacked = not wide and high_u > radius_u
        lower_u = 0.0 if wide else LOWER_U
        if stacked:
            radius_u, lower_u = high_u, 2 * high_u + ABOVE_STACKED_U + BELOW_STACKED_U - 100
        spare_u = max(0.0, height_u - 100 - lower_u)
        self._shifts_u = {
            Part.NAME: 0.0,
            Part.NUMBER: ROOM_ABOVE * spare_u,
            Part.WORD: lower_u + ROOM_BELOW * spare_u,
            Part.NOTE: lower_u + ROOM_BELOW * spare_u,
            Part.CUE: lower_u + ROOM_BELOW * spare_u,
            Part.BOTTOM: lower_u + spare_u,
        }
        self.of_below = not wide and not stacked
        centre_u = ABOVE_STACKED_U + radius_u if stacked else DIAL_CENTRE_U
        x = width / 2 if stacked else width - (DIAL_HALF_WIDTH * radius_u + DIAL_MARGIN_U) * self.u
        self._place_dial(QPointF(x, self.y(centre_u, Part.NUMBER)), radius_u * self.u)
        self.number_right = (width - self.margin if stacked else self.dial.left()) - self.u / 2

        self.number_baseline = self.y(54.0 if larger else 53.0, Part.NUMBER)
        self.of_baseline = self.y(67.5, Part.NUMBER) if self.of_below else self.number_baseline
        self.name_baseline = (FLAG_TOP_U + FLAG_HEIGHT_U / 2 + NAME_CAP_U / 2) * self.u
        self.word_centre = self.y(61.05, Part.WORD)
        self.word_baseline = self.word_centre + WORD_CAP_U / 2 * self.u
        self.word_right = width - self.margin if not wide else self.figure_area.left() - self.u
        self.note_centre = self.y(66.3, Part.NOTE)
        self.note_right = self._clear_of_dial(self.note_centre - SMALL_CAP_U * self.u)
        self.bottom_centre = self.y(95.0, Part.BOTTOM)

    def y(self, hundredths: float, part: Part) -> float:
        """Return the place in this window of what is `hundredths` of the height down in a wide one."""
        return (hundredths + self._shifts_u[part]) * self.u

    @property
    def number_cap(self) -> float:
        """The cap height of the number."""
        return (LARGER_NUMBER_CAP_U if self._larger else NUMBER_CAP_U) * self.u

    @property
    def _digits_end_u(self) -> float:
        return LARGER_DIGITS_END_U if self._larger else DIGITS_END_U

    def _place_dial(self, centre: QPointF, radius: float) -> None:
        self.dial = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        self.figure_area = QRectF(
            centre.x() - FIGURE_WIDTH * radius / 2, centre.y() - radius, FIGURE_WIDTH * radius, 1.9 * radius
        )
        half_width, half_height = PICTURE_WIDTH * radius, PICTURE_HEIGHT * radius
        self.picture_area = QRectF(centre.x() - half_width, centre.y() - half_height, 2 * half_width, 2 * half_height)
        grown, edge = 0.06 * radius + 2, 0.2 * self.u + 1
        self.dial_area = self.dial.adjusted(-grown, -grown, grown, grown)
        self.dial_and_figure = self.dial_area.united(self.figure_area).toAlignedRect()
        self.disc_area = self.dial.adjusted(-edge, -edge, edge, edge)

    def _clear_of_dial(self, y: float) -> float:
        """Return the right end of words whose upper edge is at `y`: the round dial leaves more room further down."""
        radius, below = self.dial.width() / 2, y - self.dial.center().y()
        if below >= radius:
            return self.width - self.margin
        return self.dial.center().x() - sqrt(radius**2 - below**2) - 1.5 * self.u

    # Fonts

    def number_font(self, theme: Theme, number: str) -> QFont:
        """Return the font of the big number; three digits are narrower where two fill the place."""
        font = theme.font_with_cap_height(self.number_cap, QFont.Weight.Bold)
        return narrowed(font, ["0" * len(number)], self.number_right - self.margin)

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

    def flag(self, theme: Theme, side: Side) -> QRectF:
        """Return the rectangle of the side's flag, at the window's edge on that side."""
        width = self.margin + 14.5 * self.u + advance(self.flag_font(theme), side.value.upper()) + 2 * self.u
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
        return fitted(self.name_font(theme), name, width)

    def cells(self, font: QFont, number: str) -> list[tuple[float, str]]:
        """Return where to paint each digit: all cells are as wide as the widest digit, so that nothing jumps."""
        metrics = QFontMetricsF(font)
        cell = self._cell(metrics)
        lefts = (self._digits_right(cell, place) for place in range(len(number)))
        return [
            (left + (cell - metrics.horizontalAdvance(digit)) / 2, digit)
            for left, digit in zip(lefts, number, strict=True)
        ]

    def digits_right(self, theme: Theme, number: str) -> float:
        """Return the right end of the big number."""
        cell = self._cell(QFontMetricsF(self.number_font(theme, number)))
        return self._digits_right(cell, len(number))

    def of_left(self, theme: Theme, number: str, of: str) -> float | None:
        """Return the left end of the words that belong to the number; None if there is no room for them."""
        left = self.margin if self.of_below else self.digits_right(theme, number) + OF_GAP_U * self.u
        return left if left + advance(self.of_font(theme), of) <= self.number_right else None

    def ring_step(self, left: float) -> int:
        """Return the part of the ring in thirds of a pixel along its edge; a smaller change is not visible."""
        return round(left * 3.1416 * self.dial.width() * 3)

    def strip(self, part: Part) -> QRect:
        """Return the area that contains all of a part; in a wide window, the parts beside the dial end before it."""
        top, bottom = (self.y(edge, part) for edge in _STRIPS_U[part])
        if part is Part.NUMBER and self.of_below:
            bottom = self.y(71.0, part)
        if part is Part.CUE and self.beside_only:  # above the keys it has one row there
            top = self.y(68.5, part)
        right = self.width
        if self.beside_only and part in {Part.NUMBER, Part.WORD}:
            right = self.dial.left() - 0.4 * self.u
        if self.beside_only and part is Part.NOTE:
            right = self.note_right
        return QRectF(0, top, right, bottom - top).toAlignedRect()

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

    @staticmethod
    def _cell(metrics: QFontMetricsF) -> float:
        return max(metrics.horizontalAdvance(digit) for digit in "0123456789") * (1 - 0.045)

    def _digits_right(self, cell: float, digits: int) -> float:
        # The first digit's side bearing would shift it away from the margin.
        return self.margin + (digits - 0.03) * cell
