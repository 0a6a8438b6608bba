"""A measuring tape to print, cut out, join and stick to the floor for the knee-to-wall test.

The runner stands on it, facing the wall. The left foot's big toe ends on the inch half and the right foot's on the
centimetre half, so lines lead across from each half to the numbers on the other.
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPainter, QPen, QPolygonF

from mobility_gui.ankle.error import TARGET_MM
from mobility_gui.ankle.unit import MM_PER_INCH, Unit
from mobility_gui.ui.paper.sheet import Letters, Paper, Sheet, sheet

TITLE = "Floor tape for the knee-to-wall test"

BLOCK_MM = (258, 190)
"""Width and height of everything painted: at least 10 mm from each edge of A4 and Letter, both in landscape."""

HALF_MM = 40
"""Half the width of the tape: a big toe ends 25 to 30 mm beside the line of heel and second toe (assumption)."""

CARD_MM = (85.6, 53.98)
"""A bank card (ISO/IEC 7810, ID-1)."""

CARD_CORNER_MM = 3.18
"""Radius of its corners, within the 2.88 to 3.48 mm of the same standard."""

LINE_MM = 100


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the tape, in millimetres: distances from the wall, and its long line's depth below the block's top.

    The next piece covers what is between `marked_to_mm` and `end_mm`.
    """

    begin_mm: float
    marked_to_mm: float
    end_mm: float
    line_mm: float

    def holds(self, distance_mm: float) -> bool:
        """True if a mark belongs on this piece; a mark where two pieces meet is on both."""
        return self.begin_mm <= distance_mm <= self.marked_to_mm


PIECES = (Piece(0, 145, 160, 45), Piece(145, 310, 310, 135))
"""The pieces meet at 14.5 cm, where neither scale has a number."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The marks of one unit, up to the number `last`, on one `side` of the long line: -1 is its left, 1 its right.

    `ticks` are the kinds of marks, longest first: every how many marks, width and length in millimetres.
    """

    unit: Unit
    unit_mm: float
    last: int
    side: int
    marks: int
    ticks: tuple[tuple[int, float, float], ...]

    def tick(self, mark: int) -> tuple[float, float]:
        """Return the width and length of a mark."""
        return next((width, length) for which, width, length in self.ticks if mark % which == 0)

    @property
    def numbered_mm(self) -> tuple[float, ...]:
        """The distances that have a number."""
        return tuple(number * self.unit_mm for number in range(1, self.last + 1))


SCALES = (
    Scale(Unit.CM, 10, 30, -1, 10, ((10, 0.4, 12), (5, 0.25, 8), (1, 0.15, 5))),
    Scale(Unit.INCH, MM_PER_INCH, 12, 1, 8, ((8, 0.4, 12), (4, 0.25, 9), (2, 0.2, 7), (1, 0.15, 5))),
)

STEPS = (
    "Print this page at 100 %, also called “actual size”, not “fit to page”.",
    "Check the size: a bank card must fit the frame below exactly.",
    "Cut out both pieces along the grey lines. Be most precise at their left edges.",
    "Lay the left edge of piece 2 on the dashed line of piece 1 so that their long lines meet, and tape them together.",
    "Tape it to the floor at right angles to the wall, with the marked edge against it.",
    "Heel and second toe on the long line, toes to the wall. Read how far your big toe is from the wall.",
)
CARD_WORDS = ("Hold a bank card here.", "If it does not fit exactly, print again", "at 100 % (actual size).")

_MIDDLE_MM = 13.0
"""Half the width of the middle, to the left and right of the long line, where the numbers do not reach."""

_NUMBERS_MM = (14.0, 27.0)
"""Where the numbers begin and end, counted from the long line."""

_CROSSED_FROM_MM = 30
"""Lines lead across from here on; closer to the wall there are words."""

_CUT = QColor(102, 102, 102)
_SMALL, _SMALL_BOLD = Letters(2.8), Letters(2.8, QFont.Weight.DemiBold)
_STEP, _STEP_BOLD = Letters(3), Letters(3, QFont.Weight.DemiBold)
_DIGITS = Letters(7, QFont.Weight.DemiBold)


def write_floor_tape(path: Path, paper: Paper) -> None:
    """Write the tape as a PDF file of one page. Raises `ExchangeError` if the file cannot be written."""
    with sheet(path, paper, QPageLayout.Orientation.Landscape, TITLE) as page:
        width, height = BLOCK_MM
        page.painter.translate((page.size_mm.width() - width) / 2, (page.size_mm.height() - height) / 2)
        for number, piece in enumerate(PIECES, 1):
            page.write(f"Piece {number}", QPointF(0, piece.line_mm - HALF_MM - 2), _SMALL_BOLD)
            _paint_piece(page, piece)
        _paint_line(page)
        _paint_steps(page)
        _paint_card(page)


def _paint_piece(page: Sheet, piece: Piece) -> None:
    """Paint it as the runner sees it: x to the right of the long line, y away from the wall."""
    painter = page.painter
    painter.save()
    painter.translate(-piece.begin_mm, piece.line_mm)
    painter.rotate(-90)
    _pen(painter, 0.25, color=_CUT)
    painter.drawRect(QRectF(-HALF_MM, piece.begin_mm, 2 * HALF_MM, piece.end_mm - piece.begin_mm))
    _paint_lines(painter, piece)
    for scale in SCALES:
        _paint_scale(page, piece, scale)
    if piece is PIECES[0]:
        _paint_wall_end(page)
        _paint_target(page)
        _paint_covered(page, piece)
    else:
        _label(page, ("heel and", "second toe", "on this line"), 205.5)
    painter.restore()


def _paint_lines(painter: QPainter, piece: Piece) -> None:
    """Paint the long line and those that lead across: solid for centimetres, dashed for inches."""
    centimetres, inches = (scale.numbered_mm for scale in SCALES)
    _pen(painter, 0.15)
    for distance in centimetres:
        if piece.holds(distance) and distance >= _CROSSED_FROM_MM:
            beside_number = any(abs(distance - inch) < _DIGITS.cap_mm / 2 + 1 for inch in inches)
            painter.drawLine(QLineF(-_MIDDLE_MM, distance, _MIDDLE_MM if beside_number else _NUMBERS_MM[1], distance))
    _pen(painter, 0.3, dashes=(4, 3))
    for distance in inches:
        if piece.holds(distance) and distance >= _CROSSED_FROM_MM:
            painter.drawLine(QLineF(-_MIDDLE_MM, distance, _MIDDLE_MM, distance))
    _pen(painter, 0.5)
    painter.drawLine(QLineF(0, max(piece.begin_mm, _CROSSED_FROM_MM - 3), 0, piece.marked_to_mm))


def _paint_scale(page: Sheet, piece: Piece, scale: Scale) -> None:
    edge, column = scale.side * HALF_MM, scale.side * sum(_NUMBERS_MM) / 2
    for mark in range(scale.last * scale.marks + 1):
        distance = mark * scale.unit_mm / scale.marks
        if piece.holds(distance):
            width, length = scale.tick(mark)
            _pen(page.painter, width)
            page.painter.drawLine(QLineF(edge, distance, edge - scale.side * length, distance))
    for number, distance in enumerate(scale.numbered_mm, 1):
        if piece.holds(distance):
            at = QPointF(column, distance + _DIGITS.cap_mm / 2)
            page.write(str(number), at, _DIGITS, anchor=0.5, most_mm=_NUMBERS_MM[1] - _NUMBERS_MM[0])


def _paint_wall_end(page: Sheet) -> None:
    for scale in SCALES:
        page.write(scale.unit.short, QPointF(scale.side * sum(_NUMBERS_MM) / 2, 4.6), _SMALL_BOLD, anchor=0.5)
    for line, words in enumerate(("this edge", "against the wall")):
        page.write(words, QPointF(0, 4.6 + 4.4 * line), _SMALL, anchor=0.5, most_mm=30)
    page.painter.setPen(Qt.PenStyle.NoPen)
    page.painter.setBrush(Qt.GlobalColor.black)
    page.painter.drawPolygon(QPolygonF([QPointF(0, 12), QPointF(5, 20), QPointF(-5, 20)]))
    page.painter.setBrush(Qt.BrushStyle.NoBrush)
    _label(page, ("toes this way",), 22)


def _paint_target(page: Sheet) -> None:
    """Paint the 5-inch mark, bold wherever there is no number."""
    _pen(page.painter, 0.8)
    tick = HALF_MM - 12
    for begin, end in ((-HALF_MM, -tick), (-_MIDDLE_MM, _MIDDLE_MM), (tick, HALF_MM)):
        page.painter.drawLine(QLineF(begin, TARGET_MM, end, TARGET_MM))
    _label(page, ("5 in (12.7 cm)",), TARGET_MM - 6)


def _paint_covered(page: Sheet, piece: Piece) -> None:
    _pen(page.painter, 0.4, dashes=(5, 3))
    page.painter.drawLine(QLineF(-HALF_MM, piece.marked_to_mm, HALF_MM, piece.marked_to_mm))
    for line, words in enumerate(("Piece 2 goes on top of this part,", "its edge on the dashed line.")):
        at = QPointF(0, piece.marked_to_mm + 6.3 + 5 * line)
        page.write(words, at, _SMALL, anchor=0.5, most_mm=2 * HALF_MM - 6)


def _label(page: Sheet, lines: tuple[str, ...], distance: float) -> None:
    """Write lines in the middle from a distance on, over white; the lines they hide continue beside them."""
    side = _MIDDLE_MM + 0.2  # slightly wider than the lines that end there
    page.painter.fillRect(QRectF(-side, distance, 2 * side, 4.8 * len(lines)), Qt.GlobalColor.white)
    for line, words in enumerate(lines):
        at = QPointF(0, distance + 3.8 + 4.8 * line)
        page.write(words, at, _SMALL_BOLD, anchor=0.5, most_mm=2 * _MIDDLE_MM - 1)


def _paint_line(page: Sheet) -> None:
    y = BLOCK_MM[1] - 6
    _pen(page.painter, 0.3)
    page.painter.drawLine(QLineF(0, y, LINE_MM, y))
    for end in (0, LINE_MM):
        page.painter.drawLine(QLineF(end, y - 3, end, y + 3))
    page.write(f"This line is {LINE_MM} mm long.", QPointF(LINE_MM + 4, y + 1.2), _SMALL, most_mm=60)


def _paint_steps(page: Sheet) -> None:
    left, top = _column_mm(), 22.0
    page.write("Floor tape", QPointF(left, 7), Letters(6, QFont.Weight.DemiBold))
    page.write("for the knee-to-wall test", QPointF(left, 14), Letters(3.2))
    for number, words in enumerate(STEPS, 1):
        page.write(str(number), QPointF(left, top + page.ascent_mm(_STEP)), _STEP_BOLD)
        top += page.write_paragraph(words, QPointF(left + 7, top), BLOCK_MM[0] - left - 7, _STEP) + 2.5


def _paint_card(page: Sheet) -> None:
    width, height = CARD_MM
    frame = QRectF(_column_mm(), BLOCK_MM[1] - height - 1, width, height)
    _pen(page.painter, 0.3)
    page.painter.drawRoundedRect(frame, CARD_CORNER_MM, CARD_CORNER_MM)
    for line, words in enumerate(CARD_WORDS):
        at = QPointF(frame.center().x(), frame.center().y() - 5 + 6 * line)
        page.write(words, at, _SMALL if line else _SMALL_BOLD, anchor=0.5, most_mm=width - 6)


def _column_mm() -> float:
    """Return where the column beside the pieces begins; it is as wide as a card with its outline."""
    return BLOCK_MM[0] - CARD_MM[0] - 1


def _pen(
    painter: QPainter,
    width_mm: float,
    *,
    color: QColor | Qt.GlobalColor = Qt.GlobalColor.black,
    dashes: tuple[float, ...] = (),
) -> None:
    """Set a pen whose lines end exactly at their end points; dashes and gaps are in widths of the line."""
    pen = QPen(color, width_mm, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)
    if dashes:
        pen.setDashPattern(dashes)
    painter.setPen(pen)
