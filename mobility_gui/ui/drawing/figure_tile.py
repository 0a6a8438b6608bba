"""The picture of an exercise on a small rounded tile."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QMimeData, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import QLabel

from mobility_gui.training.exercise import Exercise, Side
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.kit.tokens import mix
from mobility_gui.ui.kit.wording import joint_words

DrawFigure = Callable[[QPainter, QRectF, str, Side, str], bool]
"""Draw a still picture: painter, rectangle, exercise id, working side, ground colour. Return False if there is none."""

DrawFilm = Callable[[QPainter, QRectF, str, int, str], bool]
"""Draw a moment of the movement: painter, rectangle, exercise id, ms since it began, ground colour.

Return False if there is no drawing.
"""

_RADIUS_PX = 10
_FRAME_MS = 40


class FigureTile(QLabel):
    """A tile as a widget, for pages made of widgets. If it accepts drops, one file can be dropped on it."""

    file_dropped = Signal(Path)

    def __init__(self, theme: Theme, draw_figure: DrawFigure, size: QSize) -> None:
        super().__init__()
        self._theme = theme
        self._draw_figure = draw_figure
        self._exercise: Exercise | None = None
        self._is_under_file = False
        self._film: DrawFilm | None = None
        self._own = False
        self._since = QElapsedTimer()
        self._next = QTimer(self)
        self._next.setInterval(_FRAME_MS)
        self._next.timeout.connect(self.update)
        self.setFixedSize(size)
        theme.changed.connect(self.update)

    def show_exercise(self, exercise: Exercise) -> None:
        """Draw another exercise."""
        self._exercise = exercise
        self.show_own(own=False)

    def play(self, film: DrawFilm) -> None:
        """Animate the drawing while it is visible."""
        self._film = film
        self._since.start()
        self._set_going()

    def show_own(self, *, own: bool) -> None:
        """Redraw the tile with the runner's own picture or, with `own` unset, the program's drawing."""
        self._own = own
        self._set_going()
        if self._exercise is not None:
            self.setAccessibleName(f"{'Your picture' if own else 'Drawing'} of {self._exercise.name}")
        self.update()

    def _answer(self, event: QDropEvent) -> None:
        """Accept the file as a copy. If it were moved, the program it comes from would delete the original."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.setAccepted(self._is_under_file)

    def _show_under_file(self, *, under: bool) -> None:
        self._is_under_file = under
        self.update()

    def _set_going(self) -> None:
        if self._film is None or self._own or not self.isVisible():
            self._next.stop()
        elif not self._next.isActive():
            self._next.start()

    def _drawn(self, painter: QPainter, tile: QRectF, exercise: str, side: Side, ground: str) -> bool:
        if self._film is None or self._own:
            return self._draw_figure(painter, tile, exercise, side, ground)
        return self._film(painter, tile, exercise, self._since.elapsed(), ground)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._set_going()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._set_going()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._exercise is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_tile(painter, QRectF(self.rect()), self._theme, self._drawn, self._exercise, Side.RIGHT)
        if self._is_under_file:
            painter.setPen(QPen(self._theme.color("primary"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS_PX - 1, _RADIUS_PX - 1)
        painter.end()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._show_under_file(under=_file(event.mimeData()) is not None)
        self._answer(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._answer(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_under_file(under=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_under_file(under=False)
        path = _file(event.mimeData())
        if path is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.file_dropped.emit(path)


def paint_tile(
    painter: QPainter, tile: QRectF, theme: Theme, draw_figure: DrawFigure, exercise: Exercise, side: Side
) -> None:
    """Paint the tile with the drawing of an exercise or, if it has none, with its joints: none beats a wrong one."""
    ground = tile_ground(theme)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(tile, _RADIUS_PX, _RADIUS_PX)
    if draw_figure(painter, tile, exercise.id, side, ground):
        return
    painter.setFont(theme.text(Text.SMALLEST))
    painter.setPen(theme.color("ink2"))
    words = "\n".join(joint_words(joint) for joint in exercise.joints[:3])
    painter.drawText(tile.adjusted(6, 4, -6, -4), Qt.AlignmentFlag.AlignCenter, words)


def tile_ground(theme: Theme) -> str:
    """Return the colour of a tile, a little darker or lighter than the page."""
    return mix(theme.tokens.surface, theme.tokens.line, 0.45 if theme.dark else 0.4)


def _file(dragged: QMimeData) -> Path | None:
    """Return the dragged file if it is a single local one. Among several, it is not clear which is meant."""
    urls = dragged.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
