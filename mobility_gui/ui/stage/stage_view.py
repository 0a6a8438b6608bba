"""Paints a moment of a session so that it can be read from the mat."""

from typing import assert_never

from PySide6.QtCore import QEasingCurve, QRectF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from mobility_gui.training.cues import CueKind
from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.tokens import StateColors, mix
from mobility_gui.ui.stage.content import Arcs, BreathCircle, Dial, Ring, StageContent, StageState
from mobility_gui.ui.stage.dial import breath_size, paint_dial
from mobility_gui.ui.stage.dial_figure import DialFigure, FigureOf, OwnPictures
from mobility_gui.ui.stage.layout import OF_GAP_U, Part, StageLayout
from mobility_gui.ui.stage.side_flag import paint_flag

CHANGE_MS = 600
"""Length of the pulse at a change of state; the background colour fades in less than half of it."""

FADE_PART = 250 / CHANGE_MS

CUE_WORD_MS = 1500
"""How long the words of a cue that cannot be heard are shown."""

NOTICE_MS = 2500
"""How long the answer to a key is shown."""

STATE_ICONS = {
    StageState.SET_UP: "clock",
    StageState.WORK: "play",
    StageState.SWITCH: "switch",
    StageState.PAUSED: "pause",
}


class StageView(QWidget):
    """The whole window during a session; sizes are parts of its height, so that it looks the same in every window."""

    clicked = Signal()
    pointer_moved = Signal()

    def __init__(self, theme: Theme, figure_of: FigureOf, own_pictures: OwnPictures) -> None:
        super().__init__()
        self._theme = theme
        self._figure = DialFigure(theme, figure_of, own_pictures)
        self._content: StageContent | None = None
        self._marks: tuple[tuple[str, str], ...] = ()
        self._controls_shown = False
        self._larger = False
        self._reduce_motion = False
        self._layout = StageLayout(self.width(), self.height(), larger=False)
        self._field_before = ""
        self._cue_word = ""
        self._cue_over = QTimer(self)
        self._cue_over.setSingleShot(True)
        self._cue_over.setInterval(CUE_WORD_MS)
        self._cue_over.timeout.connect(self._end_cue_word)
        self._notice = ("", "")
        self._notice_over = QTimer(self)
        self._notice_over.setSingleShot(True)
        self._notice_over.setInterval(NOTICE_MS)
        self._notice_over.timeout.connect(self._end_notice)
        self._change = QVariantAnimation(self)
        self._change.setStartValue(0.0)
        self._change.setEndValue(1.0)
        self._change.setDuration(CHANGE_MS)
        self._change.setEasingCurve(QEasingCurve.Type.Linear)
        self._change.valueChanged.connect(self._repaint_change)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setAccessibleName("Session")
        theme.changed.connect(self._theme_changed)

    @property
    def unit(self) -> float:
        """The unit of all sizes on the stage, in pixels: a hundredth of the height."""
        return self._layout.u

    def set_look(self, *, larger_digits: bool, reduce_motion: bool) -> None:
        """Apply the runner's choices of larger digits and reduced motion."""
        self._larger = larger_digits
        self._reduce_motion = reduce_motion
        self._layout = StageLayout(self.width(), self.height(), larger=larger_digits)
        self.update()

    def show_content(self, content: StageContent) -> None:
        """Show a moment; only what changed is repainted."""
        before, self._content = self._content, content
        if before is None or before.state is not content.state:
            self._field_before = self.colors(before).field if before else ""
            self._cue_over.stop()
            self._cue_word = ""
            self.pulse()
            self.update()
        elif before != content:
            self.update(self._changed_region(before, content))
        if before is None or (before.name, before.side, before.word) != (content.name, content.side, content.word):
            self.setAccessibleDescription(_spoken(content))

    def show_marks(self, marks: tuple[tuple[str, str], ...]) -> None:
        """Show small marks as (icon, words), such as sound off, screen kept awake, and what does not work."""
        if marks != self._marks:
            self._marks = marks
            self.update()

    def show_cue(self, kind: CueKind) -> None:
        """Show a cue that cannot be heard: the dial pulses, and half-way appears in words for a moment."""
        if self._change.state() is not QVariantAnimation.State.Running:
            self.pulse()
        if kind is CueKind.HALF_WAY:
            self._cue_word = "Half-way"
            self._cue_over.start()
            self.update()

    def show_notice(self, icon: str, words: str) -> None:
        """Show for a moment, in place of the state's word, what a key has just changed."""
        self._notice = (icon, words)
        self._notice_over.start()
        self.update()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def set_controls_shown(self, *, shown: bool) -> None:
        """Make room for the row of controls by painting the cue on one line above it."""
        if shown != self._controls_shown:
            self._controls_shown = shown
            self.update()

    def pulse(self) -> None:
        """Enlarge the dial a little and shrink it back, once, for a change or a cue that could not be heard."""
        if self._reduce_motion:
            self._field_before = ""
            self.update()
        else:
            self._change.stop()
            self._change.start()

    def colors(self, content: StageContent) -> StateColors:
        """Return the colours of the state that is shown."""
        tokens = self._theme.tokens
        match content.state:
            case StageState.SET_UP:
                return tokens.set_up
            case StageState.WORK:
                return tokens.work
            case StageState.SWITCH:
                return tokens.switch
            case StageState.PAUSED:
                return tokens.paused
            case _:
                assert_never(content.state)

    # Parts of the picture

    def _changed_region(self, before: StageContent, content: StageContent) -> QRegion:
        """Return the region that looks different, within the same state."""
        if before.exercise is not content.exercise or before.side is not content.side or before.works != content.works:
            return QRegion(self.rect())
        region = QRegion()
        for part, fields in _SHOWN_IN.items():
            if any(getattr(before, name) != getattr(content, name) for name in fields):
                region += self._layout.note_strip if part is Part.MARKS else self._layout.strip(part)
        if self._dial_moves(before, content):
            region += self._moved(before.dial, content.dial).toAlignedRect()
        region += self._figure.moved(self._layout, before, content, steps=self._reduce_motion).toAlignedRect()
        return region

    def _dial_moves(self, before: StageContent, content: StageContent) -> bool:
        """Return True if the dial looks different; a ring that moved by less than a third of a pixel does not."""
        if self._reduce_motion and isinstance(content.dial, Ring | Arcs):
            return before.number != content.number
        if self._reduce_motion and isinstance(before.dial, BreathCircle) and isinstance(content.dial, BreathCircle):
            return breath_size(before.dial.at, steps=True) != breath_size(content.dial.at, steps=True)
        if isinstance(before.dial, Ring) and isinstance(content.dial, Ring):
            return self._layout.ring_step(before.dial.left) != self._layout.ring_step(content.dial.left)
        return True

    def _moved(self, before: Dial, dial: Dial) -> QRectF:
        """Return the part of the dial that looks different: all of a breath, otherwise the end of the ring.

        With reduced motion it is the whole dial, as the ring is painted less often than it moves.
        """
        layout = self._layout
        if self._reduce_motion:
            return layout.dial_area
        match before, dial:
            case Ring(one), Ring(other):
                return layout.ring_area(1 - one, 1 - other)
            case Arcs(at=one), Arcs(at=other):
                return layout.ring_area(one, other)
            case _:
                return layout.disc_area

    def _paint_side_and_name(self, painter: QPainter, content: StageContent, colors: StateColors) -> None:
        layout = self._layout
        flag = QRectF()
        if content.side is not None:
            flag = layout.flag(painter, self._theme, content.side)
            paint_flag(painter, layout, self._theme, flag, content.side, (colors.strong, colors.field))
        line = layout.name_line(flag, content.side)
        painter.setPen(QColor(self._theme.tokens.ink))
        text, font = layout.name_text(self._theme, content.name, content.short_name, line.width())
        painter.setFont(font)
        align = Qt.AlignmentFlag.AlignRight if content.side is Side.LEFT else Qt.AlignmentFlag.AlignLeft
        layout.text(painter, line, layout.name_baseline, text, align)

    def _paint_number(self, painter: QPainter, content: StageContent, colors: StateColors) -> None:
        layout = self._layout
        painter.setPen(QColor(colors.strong))
        right = layout.digits(painter, self._theme, content.number)
        if content.of and layout.fits_beside(self._theme, content.number, content.of):
            painter.setPen(QColor(self._theme.tokens.ink))
            painter.setFont(layout.of_font(self._theme))
            rest = QRectF(right + OF_GAP_U * layout.u, 0, self.width(), 1)
            layout.text(painter, rest, layout.number_baseline, content.of, Qt.AlignmentFlag.AlignLeft)

    def _paint_words(self, painter: QPainter, content: StageContent, colors: StateColors) -> None:
        layout = self._layout
        size = 4.8 * layout.u
        sign = QRectF(layout.margin + 0.6 * layout.u, layout.word_centre - size / 2, size, size)
        icon, notice = self._notice
        self._theme.icons.paint(painter, icon or STATE_ICONS[content.state], colors.strong, sign)
        painter.setFont(layout.word_font(self._theme))
        painter.setPen(QColor(colors.strong))
        line = QRectF(layout.margin + 7.6 * layout.u, 0, self.width(), 1)
        said = notice or self._cue_word or content.word
        right = layout.text(painter, line, layout.word_baseline, said, Qt.AlignmentFlag.AlignLeft)
        if notice:
            return
        # Words that do not fit beside the number matter more than the detail.
        beside = layout.fits_beside(self._theme, content.number, content.of)
        detail = content.of if content.of and not beside else content.detail
        if detail:
            painter.setPen(QColor(self._theme.tokens.ink2))
            painter.setFont(layout.detail_font(self._theme))
            rest = QRectF(right + 1.4 * layout.u, 0, layout.dial_left - right, 1)
            layout.text(painter, rest, layout.word_baseline, f"· {detail}", Qt.AlignmentFlag.AlignLeft)

    def _paint_cue(self, painter: QPainter, content: StageContent) -> None:
        painter.setPen(QColor(self._theme.tokens.ink))
        painter.setFont(self._layout.cue_font(self._theme))
        above = self._controls_shown
        self._layout.cue(painter, content.cue, centre_u=75.5 if above else 79, lines=1 if above else 2)

    def _paint_bottom(self, painter: QPainter, content: StageContent, colors: StateColors) -> None:
        layout, tokens = self._layout, self._theme.tokens
        words, clock = layout.small_font(self._theme), layout.clock_font(self._theme)
        left = ((content.left, clock, tokens.ink), (" left", words, tokens.ink2))
        ends = (("ends ", words, tokens.ink2), (content.ends, clock, tokens.ink))
        left_end = layout.pair(painter, layout.margin, left)
        ends_start = layout.pair(painter, self.width() - layout.margin, ends, from_right=True)
        layout.ribbon(painter, left_end + 3 * layout.u, ends_start - 3 * layout.u, content.ribbon, colors)

    def _paint_dial(self, painter: QPainter, content: StageContent, colors: StateColors, grown: float) -> None:
        layout = self._layout
        if not layout.has_dial:
            return
        paint_dial(painter, layout.dial, layout.u, content.dial, colors, grown=grown, steps=self._reduce_motion)
        if not self._figure.paint(painter, layout, content, colors, steps=self._reduce_motion):
            painter.setPen(QColor(colors.strong))
            painter.setFont(layout.word_font(self._theme))
            words = ",\n".join(muscle.words for muscle in content.exercise.muscles[:3])
            painter.drawText(layout.dial, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_marks(self, painter: QPainter) -> None:
        layout, tokens = self._layout, self._theme.tokens
        x = layout.margin + 0.9 * layout.u
        size = 3.4 * layout.u
        painter.setFont(layout.small_font(self._theme))
        painter.setPen(QColor(tokens.ink2))
        note = self._content.note if self._content else ""
        for name, words in (("info", note),) if note else self._marks:
            self._theme.icons.paint(painter, name, tokens.ink2, QRectF(x, layout.marks_centre - size / 2, size, size))
            x += size + layout.u
            room = (layout.note_right if note else layout.dial_left - layout.u) - x
            if QFontMetricsF(painter.font(), painter.device()).horizontalAdvance(words) <= room:
                line = QRectF(x, 0, self.width(), 1)
                x = layout.text(painter, line, layout.marks_baseline, words, Qt.AlignmentFlag.AlignLeft) + layout.u
            x += 1.4 * layout.u

    def _end_cue_word(self) -> None:
        self._cue_word = ""
        self.update()

    def _end_notice(self) -> None:
        self._notice = ("", "")
        self.update()

    def _repaint_change(self) -> None:
        value = float(self._change.currentValue())
        if self._field_before and value <= FADE_PART:
            self.update()
        else:
            if self._field_before:
                self._field_before = ""
                self.update()
            self.update(self._layout.dial_area.toAlignedRect())

    def _field(self, colors: StateColors) -> str:
        if not self._field_before:
            return colors.field
        return mix(self._field_before, colors.field, min(1.0, float(self._change.currentValue()) / FADE_PART))

    def _theme_changed(self) -> None:
        self._figure.forget()
        self.update()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        content = self._content
        if content is None:
            painter.fillRect(self.rect(), self._theme.color("bg"))
            return
        colors = self.colors(content)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), QColor(self._field(colors)))
        # Only the dial and its figure are painted thirty times a second, and usually nothing else overlaps them.
        region = event.region()
        if region.intersects(self._layout.strip(Part.NUMBER)):
            self._paint_number(painter, content, colors)
        if region.intersects(self._layout.strip(Part.WORD)):
            self._paint_words(painter, content, colors)
        if region.intersects(self._layout.strip(Part.CUE)):
            self._paint_cue(painter, content)
        if region.intersects(self._layout.strip(Part.BOTTOM)):
            self._paint_bottom(painter, content, colors)
        if region.intersects(self._layout.dial_and_figure):
            self._paint_dial(painter, content, colors, self._grown())
        if region.intersects(self._layout.strip(Part.NAME)):
            self._paint_side_and_name(painter, content, colors)
        if region.intersects(self._layout.note_strip if content.note else self._layout.strip(Part.MARKS)):
            self._paint_marks(painter)

    def _grown(self) -> float:
        if self._change.state() is not QVariantAnimation.State.Running:
            return 0.0
        value = float(self._change.currentValue())
        return 0.04 * QEasingCurve(QEasingCurve.Type.SineCurve).valueForProgress(value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._layout = StageLayout(self.width(), self.height(), larger=self._larger)
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointer_moved.emit()
        super().mouseMoveEvent(event)


_SHOWN_IN = {
    Part.NAME: ("name", "short_name"),
    Part.NUMBER: ("number", "of"),
    Part.WORD: ("number", "of", "word", "detail"),  # words that do not fit beside the number are painted here
    Part.MARKS: ("note",),
    Part.CUE: ("cue",),
    Part.BOTTOM: ("left", "ends"),  # the ribbon grows with them, once a second
}
"""The fields of the content that each part shows."""


def _spoken(content: StageContent) -> str:
    side = f", {content.side} side" if content.side else ""
    return f"{content.word}: {content.name}{side}. {content.cue}"
