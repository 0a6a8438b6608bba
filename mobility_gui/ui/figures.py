"""Finds the drawing of an exercise, reading each file once and only when it is first shown, and draws it on pages."""

from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QTransform

from mobility_gui.figure.figure import Figure
from mobility_gui.figure.figure_file import parse_figure
from mobility_gui.training.exercise import Exercise, Side
from mobility_gui.training.plan import KNEE_TO_WALL
from mobility_gui.ui.figure_painter import DrawingColors, Framing, Still, figure_view, paint_figure, paint_tile
from mobility_gui.ui.theme import StateColors, Theme


class Figures:
    """The drawings in one folder; an exercise without a file has none, rather than a wrong one.

    What draws raises `FigureError` for a file that cannot be used.
    """

    def __init__(self, folder: Path, theme: Theme) -> None:
        self._folder = folder
        self._theme = theme
        self._read: dict[str, Figure | None] = {}

    def of(self, exercise: Exercise) -> Figure | None:
        """Give the drawing of an exercise. Raises `FigureError`."""
        return self._named(exercise.id)

    def paint_tile(self, painter: QPainter, tile: QRectF, exercise: str, side: Side, ground: str) -> bool:
        """Draw a still picture on a ground of that colour; False where there is none."""
        figure = self._named(exercise)
        if figure is None:
            return False
        tokens = self._theme.tokens
        paint_tile(painter, tile, figure, side, DrawingColors(tokens.figure, ground, tokens.figure.ghost, tokens.line))
        return True

    def paint_knee_to_wall(self, painter: QPainter, rect: QRectF, state: StateColors) -> QTransform | None:
        """Draw the test with its first pose as a ghost, and give the way from body heights to the painter."""
        figure = self._named(KNEE_TO_WALL)
        if figure is None:
            return None
        still = Still(figure, ghost=True, arrow=True, framing=Framing.CARD)
        paint_figure(painter, rect, still, DrawingColors.on_state(self._theme.tokens.figure, state))
        return figure_view(rect, still)

    def _named(self, name: str) -> Figure | None:
        if name not in self._read:
            path = self._folder / f"{name}.toml"
            self._read[name] = parse_figure(path.read_text(encoding="utf-8"), path.name) if path.is_file() else None
        return self._read[name]
