"""Where everything stands on the stage, in hundredths of the window's height (u)."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from mobility_gui.training.exercise import Side
from mobility_gui.ui.stage.content import Ribbon
from mobility_gui.ui.theme import StateColors, Theme

NUMBER_CAP_U = 29.0
"""Cap height of the number (the rule asks for 26)."""

LARGER_NUMBER_CAP_U = 34.0

NAME_CAP_U = 9.3
"""Cap height of name and side flag (rule: 9)."""

CUE_CAP_U = 6.2
"""Cap height of the cue line (rule: 6)."""

OF_CAP_U = 9.7
WORD_CAP_U = 3.9
SMALL_CAP_U = 2.9

MARGIN_U = 4.5
CUE_LINE_U = 9.7
FLAG_TOP_U, FLAG_HEIGHT_U = 3.4, 14.6
DIAL_RADIUS_U, DIAL_FROM_RIGHT_U, DIAL_CENTRE_U = 25.0, 38.0, 44.3
RING_U = 1.8
FIGURE_WIDTH = 2.95
"""Width of the figure's picture in radii of the dial: 2.8 for the figure, and its outline."""

DIAL_FROM_RATIO = 1.2
"""Narrower than this (width by height) there is no room for a dial."""

_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class StageLayout:
    """The places for one window size, in device-independent pixels."""

    def __init__(self, width: float, height: float, *, larger: bool) -> None:
        self.u = max(1.0, height) / 100
        self.width = width
        self.margin = MARGIN_U * self.u
        self._number_cap_u = LARGER_NUMBER_CAP_U if larger else NUMBER_CAP_U
        self.number_baseline = (54.0 if larger else 53.0) * self.u
        self.name_baseline = (FLAG_TOP_U + FLAG_HEIGHT_U / 2 + NAME_CAP_U / 2) * self.u
        self.word_baseline = 63.0 * self.u
        self.word_centre = 61.05 * self.u
        self.marks_centre = 67.4 * self.u
        self.marks_baseline = self.marks_centre + SMALL_CAP_U / 2 * self.u

        self.has_dial = width / max(1.0, height) >= DIAL_FROM_RATIO
        radius = DIAL_RADIUS_U * self.u
        centre = QPointF(width - DIAL_FROM_RIGHT_U * self.u, DIAL_CENTRE_U * self.u)
        self.dial = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        self.dial_left = self.dial.left() if self.has_dial else width - self.margin
        grown = 0.06 * radius + 2
        self.figure_area = QRectF(
            centre.x() - FIGURE_WIDTH * radius / 2, centre.y() - radius, FIGURE_WIDTH * radius, 1.9 * radius
        )
        self.dial_area = self.dial.adjusted(-grown, -grown, grown, grown) if self.has_dial else QRectF()

    # Fonts

    def number_font(self, theme: Theme) -> QFont:
        """The big number."""
        return theme.font_with_cap_height(self._number_cap_u * self.u, QFont.Weight.Bold)

    def of_font(self, theme: Theme) -> QFont:
        """The words beside the number."""
        return theme.font_with_cap_height(OF_CAP_U * self.u, QFont.Weight.DemiBold, -2.8)

    def flag_font(self, theme: Theme) -> QFont:
        """The side, in capitals."""
        return theme.font_with_cap_height(NAME_CAP_U * self.u, QFont.Weight.Bold, -1)

    def name_font(self, theme: Theme) -> QFont:
        """The name of the exercise."""
        return theme.font_with_cap_height(NAME_CAP_U * self.u, QFont.Weight.DemiBold, -2.8)

    def cue_font(self, theme: Theme) -> QFont:
        """The cue line."""
        return theme.font_with_cap_height(CUE_CAP_U * self.u, QFont.Weight.Medium, -2.2)

    def word_font(self, theme: Theme) -> QFont:
        """The word of the state."""
        return theme.font_with_cap_height(WORD_CAP_U * self.u, QFont.Weight.DemiBold, -1.5)

    def detail_font(self, theme: Theme) -> QFont:
        """What follows the word of the state."""
        return theme.font_with_cap_height(WORD_CAP_U * self.u, QFont.Weight.Medium, -1.5)

    def small_font(self, theme: Theme) -> QFont:
        """Total left and end, and the marks."""
        return theme.font_with_cap_height(SMALL_CAP_U * self.u, QFont.Weight.DemiBold)

    # Places

    def flag(self, painter: QPainter, theme: Theme, side: Side) -> QRectF:
        """The side's flag, at the window's edge of that side."""
        metrics = QFontMetricsF(self.flag_font(theme), painter.device())
        width = self.margin + 14.5 * self.u + metrics.horizontalAdvance(side.value.upper()) + 2 * self.u
        x = 0.0 if side is Side.LEFT else self.width - width
        return QRectF(x, FLAG_TOP_U * self.u, width, FLAG_HEIGHT_U * self.u)

    def flag_parts(self, flag: QRectF, side: Side) -> tuple[QRectF, QRectF]:
        """Give the places of word and arrow within the flag."""
        arrow_width = 8.6 * self.u
        if side is Side.LEFT:
            arrow = QRectF(self.margin + 1.6 * self.u, flag.top(), arrow_width, flag.height())
            return QRectF(arrow.right() + 3.6 * self.u, 0, flag.width(), 1), arrow
        arrow = QRectF(self.width - self.margin - 1.6 * self.u - arrow_width, flag.top(), arrow_width, flag.height())
        return QRectF(flag.left() + 4.2 * self.u, 0, flag.width(), 1), arrow

    def name_line(self, flag: QRectF, side: Side | None) -> QRectF:
        """The room for the name beside the flag."""
        gap = 3 * self.u
        match side:
            case Side.LEFT:
                return QRectF(flag.right() + gap, 0, self.width - self.margin - flag.right() - gap, 1)
            case Side.RIGHT:
                return QRectF(self.margin, 0, flag.left() - gap - self.margin, 1)
            case _:
                return QRectF(self.margin, 0, self.width - 2 * self.margin, 1)

    def name_text(self, theme: Theme, name: str, short_name: str, width: float) -> tuple[str, QFont]:
        """Give the longest name that fits at full size; a short one that does not is tightened, never made smaller."""
        font = self.name_font(theme)
        if QFontMetricsF(font).horizontalAdvance(name) <= width:
            return name, font
        over = QFontMetricsF(font).horizontalAdvance(short_name) / max(1.0, width)
        if over > 1:
            font.setStretch(max(70, int(100 / over)))
        return short_name, font

    def ring_step(self, left: float) -> int:
        """The part of the ring in thirds of a pixel along its edge: less than one is no visible change."""
        return round(left * 3.1416 * self.dial.width() * 3)

    # Painting by these places

    def text(self, painter: QPainter, line: QRectF, baseline: float, text: str, align: Qt.AlignmentFlag) -> float:
        """Paint one line on a baseline; gives its right end."""
        width = QFontMetricsF(painter.font(), painter.device()).horizontalAdvance(text)
        x = line.right() - width if align == _RIGHT else line.left()
        painter.drawText(QPointF(x, baseline), text)
        return x + width

    def digits(self, painter: QPainter, theme: Theme, number: str) -> float:
        """Paint the number in cells as wide as the widest digit, so that nothing jumps; gives the right end."""
        font = self.number_font(theme)
        painter.setFont(font)
        metrics = QFontMetricsF(font, painter.device())
        cell = max(metrics.horizontalAdvance(digit) for digit in "0123456789") * (1 - 0.045)
        # The first digit's own side bearing would set it off the margin.
        x = self.margin - 0.06 * cell
        for digit in number:
            offset = (cell - metrics.horizontalAdvance(digit)) / 2
            painter.drawText(QPointF(x + offset, self.number_baseline), digit)
            x += cell
        return x

    def cue(self, painter: QPainter, cue: str, *, centre_u: float, lines: int) -> None:
        """Paint the cue on one or two lines around a height, broken where both are about equally long."""
        metrics = QFontMetricsF(painter.font(), painter.device())
        width = self.width - 2 * self.margin
        rows = broken(cue, lines, lambda row: metrics.horizontalAdvance(row) <= width)
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

    def pair(self, painter: QPainter, x: float, parts: Sequence[tuple[str, str]], *, from_right: bool = False) -> float:
        """Paint words in their colours side by side on the bottom row; gives the end that faces the ribbon."""
        metrics = QFontMetricsF(painter.font(), painter.device())
        widths = [metrics.horizontalAdvance(text) for text, _ in parts]
        start = x - sum(widths) if from_right else x
        at = start
        for (text, color), width in zip(parts, widths, strict=True):
            painter.setPen(QColor(color))
            painter.drawText(QPointF(at, 95 * self.u + SMALL_CAP_U * self.u / 2), text)
            at += width
        return start if from_right else at

    def ribbon(self, painter: QPainter, left: float, right: float, ribbon: Ribbon, colors: StateColors) -> None:
        """Paint all stretches in proportion to their time, the present one framed."""
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


def broken(text: str, lines: int, fits: Callable[[str], bool]) -> list[str]:
    """Break a text into at most `lines` rows that fit, the first as much longer as need be; the last may overflow."""
    if fits(text) or lines == 1:
        return [text]
    words = text.split(" ")
    halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    fitting = [half for half in halves if fits(half[0]) and fits(half[1])]
    if not fitting:
        return [text]
    first, second = min(fitting, key=lambda half: abs(len(half[0]) - len(half[1])))
    return [first, second]
