"""Paints the words and numbers of the stage at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter

from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.tokens import StateColors
from mobility_gui.ui.stage.content import StageContent, StageState
from mobility_gui.ui.stage.layout import (
    CUE_CAP_U,
    CUE_LINE_U,
    LARGE_WORD_CAP_U,
    LARGE_WORD_CENTRE_U,
    SMALL_CAP_U,
    Part,
    StageLayout,
)
from mobility_gui.ui.stage.letters import advance, broken, dotted, fitted, narrowed
from mobility_gui.ui.stage.ribbon import paint_ribbon
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

CUE_CENTRE_U, CUE_ABOVE_KEYS_U, CUE_ALONE_U = 79.8, (75.5, 73.5), 68.0
"""Centre of the cue: on its own, above the row of keys (on one line, on two), and without a bottom row."""


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
            flag = layout.flag(self._theme, content.side)
            paint_flag(painter, layout, self._theme, flag, content.side, (colors.strong, colors.field))
        line = layout.name_line(flag, content.side)
        if content.step:
            font = layout.cue_font(self._theme)
            wide = advance(font, content.step)
            self._write(QPointF(line.right() - wide, layout.name_baseline), content.step, font, self._theme.tokens.ink2)
            line.setWidth(line.width() - wide - 3 * layout.u)
        text, font = layout.name_text(self._theme, content.name, line.width())
        left = line.right() - advance(font, text) if content.side is Side.LEFT else line.left()
        self._write(QPointF(left, layout.name_baseline), text, font, self._theme.tokens.ink)

    def number(self) -> None:
        """Paint the number and the words that belong to it, or what stands in its place."""
        painter, layout, content = self._painter, self._layout, self._content
        if content.rows:
            self._rows()
        elif content.sign:
            # An icon has a free margin of an eleventh of its width.
            top, size = layout.y(SIGN_TOP_U, Part.NUMBER), SIGN_U * layout.u
            self._theme.icons.paint(
                painter, content.sign, self._colors.strong, QRectF(layout.margin - size / 11, top, size, size)
            )
        elif content.number.isdecimal():
            font = layout.number_font(self._theme, content.number)
            for left, digit in layout.cells(font, content.number):
                self._write(QPointF(left, layout.number_baseline), digit, font, self._colors.strong)
            beside = layout.of_left(self._theme, content.number, content.of)
            if beside is not None:
                at = QPointF(beside, layout.of_baseline)
                self._write(at, content.of, layout.of_font(self._theme), self._theme.tokens.ink)
        else:
            self._large_word(content.number)

    def _rows(self) -> None:
        layout, tokens = self._layout, self._theme.tokens
        u, size = layout.u, ROW_SIGN_U * layout.u
        left = layout.margin + ROW_WORDS_U * u
        for place, (icon, words) in enumerate(self._content.rows):
            centre = layout.y(ROWS_CENTRE_U + place * CUE_LINE_U, Part.NUMBER)
            sign = QRectF(layout.margin - size / 11, centre - size / 2, size, size)
            color = tokens.warn if icon == "warn" else self._colors.strong
            self._theme.icons.paint(self._painter, icon, color, sign)
            text, font = fitted(layout.cue_font(self._theme), words, layout.width - layout.margin - left)
            self._write(QPointF(left, centre + CUE_CAP_U / 2 * u), text, font, tokens.ink)

    def _large_word(self, word: str) -> None:
        """Paint a word in the number's place, as large as there is room for."""
        theme, layout = self._theme, self._layout
        room, cap = self._width, LARGE_WORD_CAP_U * layout.u
        wanted = advance(theme.font_with_cap_height(cap, QFont.Weight.Bold, -2.8), word)
        cap *= min(1.0, room / max(1.0, wanted))
        text, font = fitted(theme.font_with_cap_height(cap, QFont.Weight.Bold, -2.8), word, room)
        baseline = layout.y(LARGE_WORD_CENTRE_U, Part.NUMBER) + cap / 2
        self._write(QPointF(layout.margin, baseline), text, font, self._colors.strong)

    def words(self, icon: str, said: str) -> None:
        """Paint the state's word and detail or, for a moment, `icon` and `said` instead."""
        layout, content, tokens = self._layout, self._content, self._theme.tokens
        word = said or content.word
        if not word:
            return
        size = 4.8 * layout.u
        sign = QRectF(layout.margin + 0.6 * layout.u, layout.word_centre - size / 2, size, size)
        self._theme.icons.paint(self._painter, icon or STATE_ICONS[content.state], self._colors.strong, sign)
        left = layout.margin + 7.6 * layout.u
        detail = "" if icon else self._detail()
        room = layout.word_right - left
        font = narrowed(layout.word_font(self._theme), [f"{word} · {detail}" if detail else word], room)
        self._write(QPointF(left, layout.word_baseline), dotted(font, word, room), font, self._colors.strong)
        if detail:
            rest = QFont(layout.detail_font(self._theme))
            rest.setStretch(font.stretch())
            start = left + advance(font, word) + 1.4 * layout.u
            text = dotted(rest, f"· {detail}", layout.word_right - start)
            self._write(QPointF(start, layout.word_baseline), text, rest, tokens.ink2)

    def _detail(self) -> str:
        """Return what is said after the state's word: the words beside the number if there is no room for them."""
        content = self._content
        left = self._layout.of_left(self._theme, content.number, content.of) if content.of else 0.0
        return content.of if left is None else content.detail

    def note(self, *, controls: bool) -> None:
        """Paint the small line above the cue, with its icon; with `controls`, the cue takes its place."""
        layout, ink, note = self._layout, self._theme.tokens.ink2, self._content.note
        if not note or controls:
            return
        left, size = layout.margin + 0.9 * layout.u, 3.4 * layout.u
        self._theme.icons.paint(self._painter, "info", ink, QRectF(left, layout.note_centre - size / 2, size, size))
        left += size + layout.u
        text, font = fitted(layout.small_font(self._theme), note, layout.note_right - left)
        self._write(QPointF(left, layout.note_centre + SMALL_CAP_U / 2 * layout.u), text, font, ink)

    def cue(self, *, controls: bool) -> None:
        """Paint the cue, higher with `controls` below it, and the question under it."""
        content = self._content
        font, ink = self._layout.cue_font(self._theme), self._theme.tokens.ink
        if not content.question:
            rows, width = self._rows_of_cue(font, above_keys=controls and bool(content.ends))
            above_keys_u = CUE_ABOVE_KEYS_U[len(rows) - 1]
            centre_u = (above_keys_u if controls else CUE_CENTRE_U) if content.ends else CUE_ALONE_U
            self._cue_rows(rows, font, ink, centre_u, width)
            return
        apart_u = (0.5 if content.cue else 0.8) * CUE_LINE_U
        cue = content.cue
        if advance(font, cue) > self._width:
            sentence, dot, _ = cue.partition(". ")
            cue = sentence + dot.strip()
        self._cue_rows([cue], font, ink, CUE_ALONE_U - apart_u, self._width)
        bold = QFont(font)
        bold.setWeight(QFont.Weight.Bold)
        self._cue_rows([content.question], bold, self._colors.strong, CUE_ALONE_U + apart_u, self._width)

    def _rows_of_cue(self, font: QFont, *, above_keys: bool) -> tuple[list[str], float]:
        """Return the rows of the cue and their room; above the keys, a second row ends before the dial."""
        cue, width, layout = self._content.cue, self._width, self._layout
        if above_keys and layout.beside_only:
            if advance(narrowed(font, [cue], width), cue) <= width:
                return [cue], width
            width = layout.note_right - layout.margin
        return broken(cue, 2, lambda text: advance(font, text), width), width

    @property
    def _width(self) -> float:
        """The width between the margins."""
        return self._layout.width - 2 * self._layout.margin

    def _cue_rows(self, rows: Sequence[str], font: QFont, color: str, centre_u: float, width: float) -> None:
        """Paint the rows of a cue around a height."""
        layout = self._layout
        font = narrowed(font, rows, width)
        first_u = centre_u - CUE_LINE_U * (len(rows) - 1) / 2 + CUE_CAP_U / 2
        for number, row in enumerate(rows):
            at = QPointF(layout.margin, layout.y(first_u + number * CUE_LINE_U, Part.CUE))
            self._write(at, dotted(font, row, width), font, color)

    def bottom(self) -> None:
        """Paint the time left, the ribbon and the time of the end."""
        layout, content, tokens = self._layout, self._content, self._theme.tokens
        if not content.ends:
            return
        words, clock = layout.small_font(self._theme), layout.clock_font(self._theme)
        left = ((content.left, clock, tokens.ink), (" left", words, tokens.ink2))
        ends = (("ends ", words, tokens.ink2), (content.ends, clock, tokens.ink))
        left_end = self._bottom_words(layout.margin, left)
        start = layout.width - layout.margin - sum(advance(font, text) for text, font, _ in ends)
        self._bottom_words(start, ends)
        gap = 3 * layout.u
        place = left_end + gap, start - gap
        paint_ribbon(self._painter, place, layout.bottom_centre, layout.u, content.ribbon, self._colors)

    def _bottom_words(self, left: float, parts: Sequence[tuple[str, QFont, str]]) -> float:
        """Paint words with font and colour side by side on the bottom row; returns their right end."""
        baseline = self._layout.bottom_centre + SMALL_CAP_U / 2 * self._layout.u
        for text, font, color in parts:
            self._write(QPointF(left, baseline), text, font, color)
            left += advance(font, text)
        return left

    def _write(self, at: QPointF, text: str, font: QFont, color: str) -> None:
        self._painter.setFont(font)
        self._painter.setPen(QColor(color))
        self._painter.drawText(at, text)
