"""Paints the words and numbers of the stage at one moment."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.tokens import StateColors
from mobility_gui.ui.stage.content import StageContent, StageState
from mobility_gui.ui.stage.layout import CUE_CAP_U, CUE_LINE_U, OF_GAP_U, StageLayout
from mobility_gui.ui.stage.side_flag import paint_flag

STATE_ICONS = {
    StageState.SET_UP: "clock",
    StageState.WORK: "play",
    StageState.SWITCH: "switch",
    StageState.PAUSED: "pause",
    StageState.DONE: "tick",
}

SIGN_TOP_U, SIGN_U = 24.0, 29.0
ROWS_CENTRE_U, ROW_WORDS_U, ROW_SIGN_U = 27.0, 10.0, 8.6
"""Centre of the first of several rows, indent of the rows' words, and size of their icons."""

_LEFT = Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class StagePainter:
    """Paints each part in its place."""

    _painter: QPainter
    _theme: Theme
    _layout: StageLayout
    _content: StageContent
    _colors: StateColors

    def side_and_name(self) -> None:
        """Paint the side's flag, and the name beside it."""
        painter, layout, content, colors = self._painter, self._layout, self._content, self._colors
        flag = QRectF()
        if content.side is not None:
            flag = layout.flag(painter, self._theme, content.side)
            paint_flag(painter, layout, self._theme, flag, content.side, (colors.strong, colors.field))
        line = layout.name_line(flag, content.side)
        if content.step:
            painter.setFont(layout.cue_font(self._theme))
            painter.setPen(QColor(self._theme.tokens.ink2))
            layout.text(painter, line, layout.name_baseline, content.step, Qt.AlignmentFlag.AlignRight)
            line.setWidth(line.width() - QFontMetricsF(painter.font()).horizontalAdvance(content.step) - 3 * layout.u)
        painter.setPen(QColor(self._theme.tokens.ink))
        text, font = layout.name_text(self._theme, content.name, line.width())
        painter.setFont(font)
        align = Qt.AlignmentFlag.AlignRight if content.side is Side.LEFT else _LEFT
        layout.text(painter, line, layout.name_baseline, text, align)

    def number(self) -> None:
        """Paint the number and the words beside it, or what stands in its place."""
        painter, layout, content = self._painter, self._layout, self._content
        u, strong = layout.u, self._colors.strong
        painter.setPen(QColor(strong))
        if content.rows:
            self._rows()
        elif content.sign:
            # An icon has a free margin of an eleventh of its width.
            place = QRectF(layout.margin - SIGN_U / 11 * u, SIGN_TOP_U * u, SIGN_U * u, SIGN_U * u)
            self._theme.icons.paint(painter, content.sign, strong, place)
        elif content.number.isdecimal():
            right = layout.digits(painter, self._theme, content.number)
            if content.of and layout.fits_beside(self._theme, content.number, content.of):
                painter.setPen(QColor(self._theme.tokens.ink))
                painter.setFont(layout.of_font(self._theme))
                layout.text(painter, QRectF(right + OF_GAP_U * u, 0, 1, 1), layout.number_baseline, content.of, _LEFT)
        else:
            layout.large_word(painter, self._theme, content.number)

    def _rows(self) -> None:
        painter, layout, tokens = self._painter, self._layout, self._theme.tokens
        u, size = layout.u, ROW_SIGN_U * layout.u
        painter.setFont(layout.cue_font(self._theme))
        painter.setPen(QColor(tokens.ink))
        for place, (icon, words) in enumerate(self._content.rows):
            centre_u = ROWS_CENTRE_U + place * CUE_LINE_U
            sign = QRectF(layout.margin - size / 11, centre_u * u - size / 2, size, size)
            self._theme.icons.paint(painter, icon, tokens.warn if icon == "warn" else self._colors.strong, sign)
            line = QRectF(layout.margin + ROW_WORDS_U * u, 0, 1, 1)
            layout.text(painter, line, (centre_u + CUE_CAP_U / 2) * u, words, _LEFT)

    def words(self, icon: str, said: str) -> None:
        """Paint the state's word and detail or, for a moment, `icon` and `said` instead."""
        painter, layout, content = self._painter, self._layout, self._content
        if not (said or content.word):
            return
        size = 4.8 * layout.u
        sign = QRectF(layout.margin + 0.6 * layout.u, layout.word_centre - size / 2, size, size)
        self._theme.icons.paint(painter, icon or STATE_ICONS[content.state], self._colors.strong, sign)
        painter.setFont(layout.word_font(self._theme))
        painter.setPen(QColor(self._colors.strong))
        line = QRectF(layout.margin + 7.6 * layout.u, 0, 1, 1)
        right = layout.text(painter, line, layout.word_baseline, said or content.word, _LEFT)
        if icon:
            return
        # Words that do not fit beside the number take the place of the detail.
        beside = layout.fits_beside(self._theme, content.number, content.of)
        detail = content.of if content.of and not beside else content.detail
        if detail:
            painter.setPen(QColor(self._theme.tokens.ink2))
            painter.setFont(layout.detail_font(self._theme))
            rest = QRectF(right + 1.4 * layout.u, 0, 1, 1)
            layout.text(painter, rest, layout.word_baseline, f"· {detail}", _LEFT)

    def cue(self, *, controls: bool) -> None:
        """Paint the cue, higher with `controls` below it, and the question under it."""
        painter, layout, content = self._painter, self._layout, self._content
        font = layout.cue_font(self._theme)
        painter.setPen(QColor(self._theme.tokens.ink))
        painter.setFont(font)
        if not content.ends:
            centre_u, lines = 68.0, 2
        else:
            centre_u, lines = (75.5, 1) if controls else (79.0, 2)
        if not content.question:
            layout.cue(painter, content.cue, centre_u=centre_u, lines=lines)
            return
        apart_u = (0.5 if content.cue else 0.8) * CUE_LINE_U
        layout.cue(painter, content.cue, centre_u=centre_u - apart_u, lines=1)
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(QColor(self._colors.strong))
        layout.cue(painter, content.question, centre_u=centre_u + apart_u, lines=1)

    def bottom(self) -> None:
        """Paint the time left, the ribbon and the time of the end."""
        painter, layout, content, tokens = self._painter, self._layout, self._content, self._theme.tokens
        if not content.ends:
            return
        words, clock = layout.small_font(self._theme), layout.clock_font(self._theme)
        left = ((content.left, clock, tokens.ink), (" left", words, tokens.ink2))
        ends = (("ends ", words, tokens.ink2), (content.ends, clock, tokens.ink))
        left_end = layout.pair(painter, layout.margin, left)
        ends_start = layout.pair(painter, layout.width - layout.margin, ends, from_right=True)
        gap = 3 * layout.u
        layout.ribbon(painter, left_end + gap, ends_start - gap, content.ribbon, self._colors)

    def marks(self, marks: tuple[tuple[str, str], ...]) -> None:
        """Paint the note, or else small icons with their words as far as there is room."""
        painter, layout, ink = self._painter, self._layout, self._theme.tokens.ink2
        x = layout.margin + 0.9 * layout.u
        size = 3.4 * layout.u
        painter.setFont(layout.small_font(self._theme))
        painter.setPen(QColor(ink))
        note = self._content.note
        for name, words in (("info", note),) if note else marks:
            self._theme.icons.paint(painter, name, ink, QRectF(x, layout.marks_centre - size / 2, size, size))
            x += size + layout.u
            room = (layout.note_right if note else layout.dial_left - layout.u) - x
            if QFontMetricsF(painter.font(), painter.device()).horizontalAdvance(words) <= room:
                x = layout.text(painter, QRectF(x, 0, 1, 1), layout.marks_baseline, words, _LEFT) + layout.u
            x += 1.4 * layout.u
