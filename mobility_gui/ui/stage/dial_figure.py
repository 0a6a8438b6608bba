"""The figure over the stage's dial: moves with the session; each picture is painted once and then cached."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from mobility_gui.figure.figure import Figure
from mobility_gui.figure.motion import Moment
from mobility_gui.training.exercise import Exercise, Side
from mobility_gui.ui.drawing.figure_painter import DrawingColors, Framing, Still, area_on_dial, paint_on_dial
from mobility_gui.ui.drawing.movement import moment_of
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.tokens import StateColors
from mobility_gui.ui.stage.content import StageContent
from mobility_gui.ui.stage.layout import StageLayout

FigureOf = Callable[[Exercise], Figure | None]
"""Finds the drawing of an exercise; None if there is none."""


class OwnPictures(Protocol):
    """The runner's own pictures of exercises."""

    def shows(self, exercise: str) -> bool:
        """Return True if there is one that can be shown."""

    def paint(self, painter: QPainter, rect: QRectF, exercise: str) -> bool:
        """Paint it as large as it fits; False if there is none to show."""


class DialFigure:
    """Chooses the picture of an exercise's movement for each moment, and paints it."""

    def __init__(self, theme: Theme, figure_of: FigureOf, own_pictures: OwnPictures) -> None:
        self._theme = theme
        self._figure_of = figure_of
        self._own = own_pictures
        self._shown: tuple[object, QPixmap | None] = (None, None)

    def moved(self, layout: StageLayout, before: StageContent, content: StageContent, *, steps: bool) -> QRectF:
        """Return the part of the picture that looks different; empty if nothing has moved."""
        figure = None if self._own.shows(content.exercise.id) else self._figure_of(content.exercise)
        if figure is None:
            return QRectF()
        one, other = (moment_of(figure, which.movement, steps=steps) for which in (before, content))
        if one == other:
            return QRectF()
        return area_on_dial(layout.dial.center(), layout.dial.width() / 2, _still(figure, content, other))

    def forget(self) -> None:
        """Drop the cached picture, as the colours have changed."""
        self._shown = (None, None)

    def paint(
        self, painter: QPainter, layout: StageLayout, content: StageContent, colors: StateColors, *, steps: bool
    ) -> bool:
        """Paint the runner's own picture or the figure over the dial; False if there is neither."""
        if self._own.paint(painter, layout.picture_area, content.exercise.id):
            return True
        figure = self._figure_of(content.exercise)
        if figure is None:
            return False
        ratio = painter.device().devicePixelRatioF()
        still = _still(figure, content, moment_of(figure, content.movement, steps=steps))
        key = (still, colors, ratio, layout.dial.center(), layout.dial.width())
        if self._shown[0] != key:
            self._shown = (key, self._painted(still, colors, layout, ratio))
        pixmap = self._shown[1]
        if pixmap is not None:
            # On whole pixels, so that it is sharp and every repainted part matches.
            painter.drawPixmap(layout.figure_area.topLeft().toPoint(), pixmap)
        return True

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
    framing = Framing.FOOT if content.works else Framing.WHOLE
    return Still(figure, content.side or Side.RIGHT, moment, moves=True, arrow=not content.works, framing=framing)
