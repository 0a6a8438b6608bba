"""Paints a screen of the mat check as large as the stage, so that what can be read here can be read there."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.tokens import StateColors, mix
from mobility_gui.ui.mat_check.mat_check_screen import Answer, MatScreen, Tone
from mobility_gui.ui.stage.layout import CUE_CAP_U, CUE_LINE_U, StageLayout, broken, narrowed
from mobility_gui.ui.stage.side_flag import paint_flag

MIDDLE_TOP_U, MIDDLE_BOTTOM_U = 24.0, 53.0
"""Where the number stands on the stage too."""

WORD_CAP_U = 23.0
"""Cap height of a key's name, which unlike a number has letters that reach below the line."""

LINES_CENTRE_U = 68.0
ROWS_CENTRE_U, ROW_U, SIGN_U = 28.0, 9.7, 8.6
ANSWER_U = 11.5
ANSWERS_CENTRE_U = 90.0
ANSWER_GAP_U = 5.0

LEAVE = Answer("leave", "Esc", "")


class MatCheckView(QWidget):
    """The whole window; `answered` carries the wish of an answer that was clicked."""

    answered = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._screen: MatScreen | None = None
        self._larger = False
        self._layout = StageLayout(self.width(), self.height(), larger=False)
        self._leave = _AnswerKey(theme, LEAVE, self)
        self._leave.clicked.connect(self._answer)
        self._answers: list[_AnswerKey] = []
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=False)
        theme.changed.connect(self._place)

    @property
    def unit(self) -> float:
        """A hundredth of the height, in pixels."""
        return self._layout.u

    def show_screen(self, screen: MatScreen, *, larger: bool) -> None:
        """Show one screen, with the number as it is with or without larger digits."""
        self._screen = screen
        self._larger = larger
        for old in self._answers:
            old.hide()
            old.deleteLater()
        self._answers = [_AnswerKey(self._theme, answer, self) for answer in screen.answers]
        for key in self._answers:
            key.clicked.connect(self._answer)
            key.show()
        self._place()

    def _answer(self) -> None:
        sender = self.sender()
        if isinstance(sender, _AnswerKey):
            self.answered.emit(sender.answer.wish)

    def _colors(self, screen: MatScreen) -> StateColors:
        tokens = self._theme.tokens
        return {Tone.ASKING: tokens.work, Tone.TROUBLE: tokens.set_up, Tone.DONE: tokens.done}[screen.tone]

    def _place(self) -> None:
        """Take the sizes of the window, and put the answers side by side; letters get narrower where it is small."""
        self._layout = layout = StageLayout(self.width(), self.height(), larger=self._larger)
        screen = self._screen
        if screen is None:
            return
        u, colors = layout.u, self._colors(screen)
        font = layout.cue_font(self._theme)
        room = layout.width - 2 * layout.margin - ANSWER_GAP_U * u * (len(self._answers) - 1)
        keys = self._answers
        while keys and sum(key.wanted(font, u) for key in keys) > room and (font.stretch() or 100) > 60:
            font = QFont(font)
            font.setStretch((font.stretch() or 100) - 4)
        x = layout.margin
        for key in keys:
            key.dress(colors, font, u)
            key.move(round(x), round(ANSWERS_CENTRE_U * u - key.height() / 2))
            x += key.width() + ANSWER_GAP_U * u
        self._leave.dress(colors, layout.cue_font(self._theme), u)
        right = round(layout.width - layout.margin - self._leave.width())
        self._leave.move(right, round(layout.name_baseline - 4.6 * u - self._leave.height() / 2))
        self.update()

    # Parts of the picture

    def _paint_head(self, painter: QPainter, screen: MatScreen) -> None:
        layout, tokens = self._layout, self._theme.tokens
        painter.setFont(layout.cue_font(self._theme))
        painter.setPen(QColor(tokens.ink2))
        metrics = QFontMetricsF(painter.font(), painter.device())
        step = QRectF(0, 0, self._leave.x() - 3.5 * layout.u, 1)
        layout.text(painter, step, layout.name_baseline - 1.5 * layout.u, screen.step, Qt.AlignmentFlag.AlignRight)
        room = step.right() - metrics.horizontalAdvance(screen.step) - 3 * layout.u - layout.margin
        painter.setFont(narrowed(layout.name_font(self._theme), [screen.title], room))
        painter.setPen(QColor(tokens.ink))
        line = QRectF(layout.margin, 0, room, 1)
        layout.text(painter, line, layout.name_baseline, screen.title, Qt.AlignmentFlag.AlignLeft)

    def _paint_middle(self, painter: QPainter, screen: MatScreen, colors: StateColors) -> None:
        layout = self._layout
        painter.setPen(QColor(colors.strong))
        if screen.number:
            layout.digits(painter, self._theme, screen.number)
        elif screen.sounding is not None:
            self._paint_flags(painter, screen.sounding, colors)
        elif screen.word:
            self._paint_word(painter, screen.word)
        elif screen.icon:
            size = (MIDDLE_BOTTOM_U - MIDDLE_TOP_U) * layout.u
            # A drawing has an eleventh of its width free at its edges.
            place = QRectF(layout.margin - size / 11, MIDDLE_TOP_U * layout.u, size, size)
            self._theme.icons.paint(painter, screen.icon, colors.strong, place)

    def _paint_flags(self, painter: QPainter, sounding: frozenset[Side], colors: StateColors) -> None:
        layout = self._layout
        for side in (Side.LEFT, Side.RIGHT):
            flag = layout.flag(painter, self._theme, side)
            filled = (colors.strong, colors.field)
            idle = (colors.dial, mix(colors.dial, colors.strong, 0.55))
            painter.save()
            middle = (MIDDLE_TOP_U + MIDDLE_BOTTOM_U) / 2 * layout.u
            painter.translate(0, middle - flag.center().y())
            paint_flag(painter, layout, self._theme, flag, side, filled if side in sounding else idle)
            painter.restore()

    def _paint_word(self, painter: QPainter, word: str) -> None:
        """As large as the number, or as large as there is room for."""
        layout = self._layout
        room = layout.width - 2 * layout.margin
        cap = WORD_CAP_U
        font = self._theme.font_with_cap_height(cap * layout.u, QFont.Weight.Bold, -2.8)
        advance = QFontMetricsF(font, painter.device()).horizontalAdvance(word)
        if advance > room:
            cap *= room / advance
            font = self._theme.font_with_cap_height(cap * layout.u - 1, QFont.Weight.Bold, -2.8)
        painter.setFont(narrowed(font, [word], room))
        baseline = (MIDDLE_TOP_U + WORD_CAP_U / 2 + cap / 2) * layout.u
        layout.text(painter, QRectF(layout.margin, 0, room, 1), baseline, word, Qt.AlignmentFlag.AlignLeft)

    def _paint_rows(self, painter: QPainter, screen: MatScreen, colors: StateColors) -> None:
        layout, tokens = self._layout, self._theme.tokens
        u = layout.u
        left = layout.margin + 10.5 * u
        room = layout.width - layout.margin - left
        font = narrowed(layout.cue_font(self._theme), [words for _, words in screen.rows], room)
        for place, (icon, words) in enumerate(screen.rows):
            centre = (ROWS_CENTRE_U + place * ROW_U) * u
            color = colors.strong if icon == "tick" else tokens.warn
            sign = QRectF(layout.margin - SIGN_U / 11 * u, centre - SIGN_U / 2 * u, SIGN_U * u, SIGN_U * u)
            self._theme.icons.paint(painter, icon, color, sign)
            painter.setFont(font)
            painter.setPen(QColor(tokens.ink))
            line = QRectF(left, 0, room, 1)
            layout.text(painter, line, centre + CUE_CAP_U / 2 * u, words, Qt.AlignmentFlag.AlignLeft)

    def _paint_lines(self, painter: QPainter, screen: MatScreen, colors: StateColors) -> None:
        """The cue, on two lines where it stands alone, and the question below it."""
        layout, tokens = self._layout, self._theme.tokens
        room = layout.width - 2 * layout.margin
        font = layout.cue_font(self._theme)
        strong = QFont(font)
        strong.setWeight(QFont.Weight.Bold)
        lines = [(font, tokens.ink, row) for row in _rows(font, screen.cue, room, alone=not screen.question)]
        lines += [(strong, colors.strong, row) for row in _rows(strong, screen.question, room, alone=not screen.cue)]
        first = LINES_CENTRE_U - CUE_LINE_U * (len(lines) - 1) / 2 + CUE_CAP_U / 2
        if screen.rows:
            first = ROWS_CENTRE_U + ROW_U * len(screen.rows) + CUE_CAP_U / 2
        for place, (used, color, row) in enumerate(lines):
            painter.setFont(narrowed(used, [row], room))
            painter.setPen(QColor(color))
            baseline = (first + place * CUE_LINE_U) * layout.u
            layout.text(painter, QRectF(layout.margin, 0, room, 1), baseline, row, Qt.AlignmentFlag.AlignLeft)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        screen = self._screen
        if screen is None:
            painter.fillRect(self.rect(), self._theme.color("bg"))
            return
        colors = self._colors(screen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), QColor(colors.field))
        self._paint_head(painter, screen)
        self._paint_middle(painter, screen, colors)
        if screen.rows:
            self._paint_rows(painter, screen, colors)
        self._paint_lines(painter, screen, colors)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()


class _AnswerKey(QAbstractButton):
    """A key in its frame with what it answers beside it, as large as the cue; also clicked, never focused."""

    def __init__(self, theme: Theme, answer: Answer, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._colors: StateColors | None = None
        self._unit = 1.0
        self.answer = answer
        self.setText(answer.word or "Leave")
        self.setAccessibleName(f"{answer.word or 'Leave'}, key {answer.key}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def wanted(self, font: QFont, unit: float) -> float:
        """Width in pixels with this font, where `unit` is a hundredth of the window's height."""
        metrics = QFontMetricsF(font)
        word = 2.4 * unit + metrics.horizontalAdvance(self.answer.word) if self.answer.word else 0
        return self._cap_width(metrics, unit) + word

    def dress(self, colors: StateColors, font: QFont, unit: float) -> None:
        """Take colours, font and size."""
        self._colors, self._unit = colors, unit
        self.setFont(font)
        self.setFixedSize(QSize(round(self.wanted(font, unit)) + 1, round(ANSWER_U * unit)))
        self.update()

    @staticmethod
    def _key_width(metrics: QFontMetricsF, key: str) -> float:
        return metrics.horizontalAdvance(key)

    def _cap_width(self, metrics: QFontMetricsF, unit: float) -> float:
        return max(ANSWER_U * unit, self._key_width(metrics, self.answer.key) + 5 * unit)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._colors is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, ink, u = self._colors, self._theme.tokens.ink, self._unit
        first = self.answer.wish == "yes"
        metrics = QFontMetricsF(self.font(), self)
        width = self._cap_width(metrics, u)
        frame = QRectF(0, 0, width, self.height()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(colors.strong if first else self._theme.tokens.edge), 0.35 * u))
        painter.setBrush(QColor(colors.strong if first else colors.field))
        painter.drawRoundedRect(frame, 2.4 * u, 2.4 * u)
        painter.setFont(self.font())
        painter.setPen(QColor(colors.field if first else ink))
        baseline = self.height() / 2 + CUE_CAP_U / 2 * u
        x = (width - self._key_width(metrics, self.answer.key)) / 2
        painter.drawText(round(x), round(baseline), self.answer.key)
        painter.setPen(QColor(ink))
        painter.drawText(round(width + 2.4 * u), round(baseline), self.answer.word)
        painter.end()


def _rows(font: QFont, text: str, room: float, *, alone: bool) -> list[str]:
    if not text:
        return []
    return broken(text, 2 if alone else 1, QFontMetricsF(font).horizontalAdvance, room)
