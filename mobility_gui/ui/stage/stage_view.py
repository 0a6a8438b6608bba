"""Paints a moment of a session so that it can be read from the mat."""

from PySide6.QtCore import QEasingCurve, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from mobility_gui.training.cues import CueKind
from mobility_gui.ui.drawing.own_pictures import OwnPictures
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.tokens import StateColors, mix
from mobility_gui.ui.stage.content import StageContent, StageState
from mobility_gui.ui.stage.key_row import KeyRow
from mobility_gui.ui.stage.layout import Part, StageLayout
from mobility_gui.ui.stage.stage_dial import FigureOf, StageDial
from mobility_gui.ui.stage.stage_painter import StagePainter

CHANGE_MS = 600
"""Length of the pulse at a change of state; the background colour fades in less than half of it."""

FADE_PART = 250 / CHANGE_MS

CUE_WORD_MS = 1500
"""How long the words of a cue that cannot be heard are shown."""

NOTICE_MS = 4000
"""How long the answer to a key, or what is wrong with sound or screen, is shown."""

KEYS_CENTRE_U, LARGE_KEYS_CENTRE_U = 87.7, 90.0


Notice = tuple[str, str]
"""An icon and its words."""


class StageView(QWidget):
    """The whole window during a session; sizes are parts of its height, so every window reads the same.

    `wished` carries the wish of a control that was clicked.
    """

    clicked = Signal()
    wished = Signal(str)
    pointer_moved = Signal()

    def __init__(
        self, theme: Theme, figure_of: FigureOf | None = None, own_pictures: OwnPictures | None = None
    ) -> None:
        super().__init__()
        self._theme = theme
        self._dial = StageDial(theme, figure_of, own_pictures) if figure_of and own_pictures else None
        self._keys = KeyRow(theme, self)
        self._keys.wished.connect(self.wished)
        self._keys.hide()
        self._content: StageContent | None = None
        self._status: tuple[Notice, ...] = ()
        self._untold: list[Notice] = []
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
        self._notice: Notice = ("", "")
        self._notice_over = QTimer(self)
        self._notice_over.setSingleShot(True)
        self._notice_over.setInterval(NOTICE_MS)
        self._notice_over.timeout.connect(self._end_notice)
        self._change = QVariantAnimation(self)
        self._change.setStartValue(0.0)
        self._change.setEndValue(1.0)
        self._change.setDuration(CHANGE_MS)
        self._change.valueChanged.connect(self._repaint_change)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        theme.changed.connect(self._theme_changed)

    def set_look(self, *, larger_digits: bool, reduce_motion: bool) -> None:
        """Apply the runner's choices of larger digits and reduced motion."""
        self._larger = larger_digits
        self._reduce_motion = reduce_motion
        if self._dial:
            self._dial.steps = reduce_motion
        self._layout = StageLayout(self.width(), self.height(), larger=larger_digits)
        self.update()

    def show_content(self, content: StageContent) -> None:
        """Show a moment; only what changed is repainted."""
        before, self._content = self._content, content
        if before is None or before.state is not content.state:
            self._field_before = self._colors(before).field if before else ""
            self._cue_over.stop()
            self._cue_word = ""
            self.pulse()
            self.update()
        elif before != content:
            self.update(self._changed_region(before, content))
        self._place_controls()
        if before is None or (before.name, before.side, before.word) != (content.name, content.side, content.word):
            self.setAccessibleDescription(_spoken(content))

    def show_status(self, status: tuple[Notice, ...]) -> None:
        """Say once what is new in the status of sound and screen; it is out of the way then, or once it is over."""
        before, self._status = self._status, status
        new = [one for one in status if one not in before]
        self._untold = [one for one in self._untold if one in status] + new
        if self._notice in before and self._notice not in status:
            self._notice_over.stop()
            self._end_notice()
        else:
            self._tell_next()

    def show_cue(self, kind: CueKind) -> None:
        """Show a cue that cannot be heard: the dial pulses, and half-way appears in words for a moment."""
        if self._change.state() is not QVariantAnimation.State.Running:
            self.pulse()
        if kind is CueKind.HALF_WAY:
            self._cue_word = "Halfway"
            self._cue_over.start()
            self.update()

    def show_notice(self, icon: str, words: str) -> None:
        """Show for a moment, in place of the state's word, what a key has just changed."""
        self._notice = (icon, words)
        self._notice_over.start()
        self.update()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def set_controls_shown(self, *, shown: bool) -> None:
        """Show the row of controls below the cue, or hide it."""
        if shown != self._controls_shown:
            self._controls_shown = shown
            self._place_controls()
            self._keys.setVisible(shown)
            self.update()

    def pulse(self) -> None:
        """Enlarge the dial a little and shrink it back, once, for a change or a cue that could not be heard."""
        if self._reduce_motion:
            self._field_before = ""
            self.update()
        else:
            self._change.stop()
            self._change.start()

    def _colors(self, content: StageContent) -> StateColors:
        tokens = self._theme.tokens
        return {
            StageState.SET_UP: tokens.set_up,
            StageState.WORK: tokens.work,
            StageState.SWITCH: tokens.switch,
            StageState.PAUSED: tokens.paused,
            StageState.DONE: tokens.done,
        }[content.state]

    def _place_controls(self) -> None:
        """Fit the row of controls to what is shown; without a bottom row there is room for large ones."""
        content, layout = self._content, self._layout
        if content is None or not self._controls_shown:
            return
        large = not content.ends
        room = layout.width - 2 * layout.margin
        self._keys.show_controls(content.controls, self._colors(content), layout.u, room, large=large)
        self._keys.adjustSize()
        centre_u = LARGE_KEYS_CENTRE_U if large else KEYS_CENTRE_U
        centre = layout.y(centre_u, Part.BOTTOM if large else Part.CUE)
        self._keys.move(round(layout.margin), round(centre - self._keys.height() / 2))

    # Parts of the picture

    def _changed_region(self, before: StageContent, content: StageContent) -> QRegion:
        """Return the region that looks different while the state stays the same."""
        whole = [(shown.exercise, shown.side, shown.works) for shown in (before, content)]
        if self._dial is None or whole[0] != whole[1]:
            return QRegion(self.rect())
        region = QRegion()
        for part, fields in _SHOWN_IN.items():
            if any(getattr(before, name) != getattr(content, name) for name in fields):
                region += self._layout.strip(part)
        return region + self._dial.moved(self._layout, before, content)

    def _end_cue_word(self) -> None:
        self._cue_word = ""
        self.update()

    def _end_notice(self) -> None:
        self._notice = ("", "")
        self.update()
        self._tell_next()

    def _tell_next(self) -> None:
        """Say the next part of the status, one at a time and only where it is seen."""
        if self._untold and self.isVisible() and not self._notice_over.isActive():
            self.show_notice(*self._untold.pop(0))

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
        if self._dial:
            self._dial.forget()
        self._place_controls()
        self.update()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        content = self._content
        if content is None:
            painter.fillRect(self.rect(), self._theme.color("bg"))
            return
        colors = self._colors(content)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), QColor(self._field(colors)))
        layout, parts = self._layout, StagePainter(painter, self._theme, self._layout, content, colors)
        # Thirty times a second only the dial and its figure are repainted, and usually nothing else extends into them.
        # Without an exercise, words extend across their place.
        region = event.region() if content.exercise else QRegion(self.rect())
        if region.intersects(layout.strip(Part.NUMBER)):
            parts.number()
        if region.intersects(layout.strip(Part.WORD)):
            icon, notice = self._notice
            parts.words(icon, notice or self._cue_word)
        if region.intersects(layout.strip(Part.CUE)):
            parts.cue(controls=self._controls_shown)
        if region.intersects(layout.strip(Part.BOTTOM)):
            parts.bottom()
        if self._dial and region.intersects(layout.dial_and_figure):
            self._dial.paint(painter, layout, content, colors, self._grown())
        if region.intersects(layout.strip(Part.NAME)):
            parts.side_and_name()
        if region.intersects(layout.strip(Part.NOTE)):
            parts.note(controls=self._controls_shown)

    def _grown(self) -> float:
        if self._change.state() is not QVariantAnimation.State.Running:
            return 0.0
        value = float(self._change.currentValue())
        return 0.04 * QEasingCurve(QEasingCurve.Type.SineCurve).valueForProgress(value)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell_next()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._layout = StageLayout(self.width(), self.height(), larger=self._larger)
        self._place_controls()
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointer_moved.emit()
        super().mouseMoveEvent(event)


_SHOWN_IN = {
    Part.NAME: ("name",),
    Part.NUMBER: ("number", "of"),
    Part.WORD: ("number", "of", "word", "detail"),  # words that do not fit beside the number are painted here
    Part.NOTE: ("note",),
    Part.CUE: ("cue",),
    Part.BOTTOM: ("left", "ends"),  # the ribbon grows with them, once a second
}
"""The fields of the content that each part shows."""


def _spoken(content: StageContent) -> str:
    side = f", {content.side} side" if content.side else ""
    parts = (content.word, f"{content.name}{side}", content.cue)
    return " ".join(part if part.endswith((".", "?")) else f"{part}." for part in parts if part)
