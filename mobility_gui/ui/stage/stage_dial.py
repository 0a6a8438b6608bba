"""The stage's dial and its figure, which is painted once for each picture and then kept."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QRegion

from mobility_gui.figure.figure import Figure
from mobility_gui.figure.motion import Moment
from mobility_gui.training.exercise import Exercise, Side
from mobility_gui.ui.drawing.figure_brush import DrawingColors
from mobility_gui.ui.drawing.figure_painter import Framing, Still, area_on_dial, paint_on_dial
from mobility_gui.ui.drawing.movement import moment_of
from mobility_gui.ui.drawing.own_pictures import OwnPictures
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.tokens import StateColors
from mobility_gui.ui.stage.content import Arcs, BreathCircle, Ring, StageContent
from mobility_gui.ui.stage.dial import breath_size, paint_dial
from mobility_gui.ui.stage.layout import StageLayout
from mobility_gui.ui.stage.letters import dotted, narrowed

FigureOf = Callable[[Exercise], Figure | None]
"""Returns the drawing of an exercise, None if there is none."""

WORDS_WIDTH = 0.84
"""Width of words in the dial as a part of its own: they are inside the ring."""


class StageDial:
    """Finds out what has moved in the dial and its figure, and paints both; `steps` is for reduced motion."""

    def __init__(self, theme: Theme, figure_of: FigureOf, own_pictures: OwnPictures) -> None:
        self._theme = theme
        self._figure_of = figure_of
        self._own = own_pictures
        self._shown: tuple[object, QPixmap] = (None, QPixmap())
        self.steps = False

    def moved(self, layout: StageLayout, before: StageContent, content: StageContent) -> QRegion:
        """Return the region that looks different."""
        region = QRegion(_dial_area(layout, before, content, steps=self.steps).toAlignedRect())
        exercise = content.exercise
        figure = None if exercise is None or self._own.shows(exercise.id) else self._figure_of(exercise)
        if figure is not None:
            one, other = (moment_of(figure, which.movement, steps=self.steps) for which in (before, content))
            if one != other:
                still = _still(figure, content, other)
                region += area_on_dial(layout.dial.center(), layout.dial.width() / 2, still).toAlignedRect()
        return region

    def forget(self) -> None:
        """Drop the painted figure, as the colours have changed."""
        self._shown = (None, QPixmap())

    def paint(
        self, painter: QPainter, layout: StageLayout, content: StageContent, colors: StateColors, grown: float
    ) -> None:
        """Paint the dial and, over it, the runner's own picture, the figure, or the names of the muscles."""
        exercise = content.exercise
        if exercise is None:
            return
        paint_dial(painter, layout.dial, layout.u, content.dial, colors, grown=grown, steps=self.steps)
        if self._own.paint(painter, layout.picture_area, exercise.id):
            return
        figure = self._figure_of(exercise)
        if figure is not None:
            still = _still(figure, content, moment_of(figure, content.movement, steps=self.steps))
            self._paint_figure(painter, layout, still, colors)
            return
        self._write_muscles(painter, layout, exercise, colors)

    def _write_muscles(self, painter: QPainter, layout: StageLayout, exercise: Exercise, colors: StateColors) -> None:
        """Write the muscles where there is no drawing."""
        rows = [muscle.words for muscle in exercise.muscles[:3]]
        room = WORDS_WIDTH * layout.dial.width()
        font = narrowed(layout.word_font(self._theme), rows or [""], room)
        painter.setPen(QColor(colors.strong))
        painter.setFont(font)
        words = ",\n".join(dotted(font, row, room) for row in rows)
        painter.drawText(layout.dial, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_figure(self, painter: QPainter, layout: StageLayout, still: Still, colors: StateColors) -> None:
        ratio = painter.device().devicePixelRatioF()
        key = (still, colors, ratio, layout.dial.center(), layout.dial.width())
        if self._shown[0] != key:
            self._shown = (key, self._painted(still, colors, layout, ratio))
        # On whole pixels, so that it is sharp and the same in every partial repaint.
        painter.drawPixmap(layout.figure_area.topLeft().toPoint(), self._shown[1])

    def _painted(self, still: Still, colors: StateColors, layout: StageLayout, ratio: float) -> QPixmap:
        area, dial = layout.figure_area, layout.dial
        pixmap = QPixmap(QSize(round(area.width() * ratio), round(area.height() * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-area.topLeft())
        shown = DrawingColors.on_state(self._theme.tokens.figure, colors)
        paint_on_dial(painter, dial.center(), dial.width() / 2, still, shown)
        painter.end()
        return pixmap


def _still(figure: Figure, content: StageContent, moment: Moment) -> Still:
    works = content.works
    side, framing = content.side or Side.RIGHT, Framing.FOOT if works else Framing.WHOLE
    return Still(figure, side, moment, moves=True, kept=works and figure.stays, arrow=not works, framing=framing)


def _dial_area(layout: StageLayout, before: StageContent, content: StageContent, *, steps: bool) -> QRectF:
    """Return the area of the dial that looks different: the whole disc for a breath, otherwise the end of the ring.

    A ring that has moved by less than a third of a pixel looks the same. With reduced motion, a change of the number
    repaints the whole dial: the ring has moved further since it was painted than since the last call.
    """
    match before.dial, content.dial:
        case _, Ring() | Arcs() if steps:
            return layout.dial_area if before.number != content.number else QRectF()
        case BreathCircle(one), BreathCircle(other) if steps:
            return layout.dial_area if breath_size(one, steps=True) != breath_size(other, steps=True) else QRectF()
        case _ if steps:
            return layout.dial_area
        case Ring(one), Ring(other):
            same = layout.ring_step(one) == layout.ring_step(other)
            return QRectF() if same else layout.ring_area(1 - one, 1 - other)
        case Arcs(at=one), Arcs(at=other):
            return layout.ring_area(one, other)
        case _:
            return layout.disc_area
