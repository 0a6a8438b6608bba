"""The still picture of an exercise on a small rounded ground."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from mobility_gui.training.exercise import Exercise, Side
from mobility_gui.ui.theme import Text, Theme, mix
from mobility_gui.ui.wording import joint_words

DrawFigure = Callable[[QPainter, QRectF, str, Side, str], bool]
"""Draws a still picture: painter, rectangle, exercise id, working side, colour of the ground; False: there is none."""

_RADIUS_PX = 10


class FigureTile(QLabel):
    """A tile as a widget, for pages that are not painted."""

    def __init__(self, theme: Theme, draw_figure: DrawFigure, size: QSize) -> None:
        super().__init__()
        self._theme = theme
        self._draw_figure = draw_figure
        self._exercise: Exercise | None = None
        self.setFixedSize(size)
        theme.changed.connect(self.update)

    def show_exercise(self, exercise: Exercise) -> None:
        """Draw another exercise."""
        self._exercise = exercise
        self.setAccessibleName(f"Drawing of {exercise.name}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._exercise is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_tile(painter, QRectF(self.rect()), self._theme, self._draw_figure, self._exercise, Side.RIGHT)
        painter.end()


def paint_tile(
    painter: QPainter, tile: QRectF, theme: Theme, draw_figure: DrawFigure, exercise: Exercise, side: Side
) -> None:
    """Paint the ground and the figure on it; without a drawing, where the exercise works, as none beats a wrong one."""
    ground = mix(theme.tokens.surface, theme.tokens.line, 0.45 if theme.dark else 0.4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(tile, _RADIUS_PX, _RADIUS_PX)
    if draw_figure(painter, tile, exercise.id, side, ground):
        return
    painter.setFont(theme.text(Text.SMALLEST))
    painter.setPen(theme.color("ink2"))
    words = "\n".join(joint_words(joint) for joint in exercise.joints[:3])
    painter.drawText(tile.adjusted(6, 4, -6, -4), Qt.AlignmentFlag.AlignCenter, words)
