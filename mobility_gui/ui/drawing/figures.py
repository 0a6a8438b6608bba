"""Find the drawings of exercises and draw them on pages. Each file is read once, when it is first shown."""

from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QTransform

from mobility_gui.figure.fault import FigureFault
from mobility_gui.figure.figure import A, B, Figure
from mobility_gui.figure.figure_file import parse_figure
from mobility_gui.figure.motion import Moment
from mobility_gui.training.exercise import Exercise, Side
from mobility_gui.training.plan import KNEE_TO_WALL
from mobility_gui.ui.drawing.figure_brush import DrawingColors
from mobility_gui.ui.drawing.figure_painter import (
    Framing,
    Still,
    figure_view,
    paint_figure,
    paint_still,
    paint_tile,
)
from mobility_gui.ui.drawing.movement import WayIn, moment_of
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.tokens import StateColors


class Figures:
    """The drawings in one folder. An exercise without a file has no drawing rather than a wrong one.

    A method that meets a file that cannot be used raises `FigureError` once. After that there is no drawing.
    """

    def __init__(self, folder: Path, theme: Theme) -> None:
        self._folder = folder
        self._theme = theme
        self._read: dict[str, Figure | None] = {}

    def of(self, exercise: Exercise) -> Figure | None:
        """Return the drawing of an exercise, if there is one. Raises `FigureError`."""
        return self._named(exercise.id)

    def paint_tile(self, painter: QPainter, tile: QRectF, exercise: str, side: Side, ground: str) -> bool:
        """Draw a still picture on a ground of that colour. Return False if there is none."""
        figure = self._named(exercise)
        if figure is None:
            return False
        paint_tile(painter, tile, figure, side, self._on(ground))
        return True

    def paint_film(self, painter: QPainter, tile: QRectF, exercise: str, elapsed_ms: int, ground: str) -> bool:
        """Draw the movement `elapsed_ms` after it began. Return False if there is no drawing."""
        figure = self._named(exercise)
        if figure is None:
            return False
        moment = moment_of(figure, WayIn(elapsed_ms), steps=False)
        still = Still(figure, moment=moment, moves=True, framing=Framing.FOOT)
        paint_still(painter, tile, still, self._on(ground))
        return True

    def faults(self, exercise: str) -> tuple[FigureFault, ...]:
        """Return the faults of an exercise that have a drawing."""
        return tuple(fault for fault in FigureFault if self._named(_fault_file(exercise, fault)))

    def paint_fault(
        self, painter: QPainter, tile: QRectF, exercise: str, fault: FigureFault, wrong: bool, ground: str
    ) -> None:
        """Draw one of `faults`, or with `wrong` unset the right way."""
        figure = self._named(_fault_file(exercise, fault))
        if figure is not None:
            still = Still(figure, moment=Moment(B if wrong else A), moves=True, arrow=wrong, framing=Framing.FOOT)
            paint_still(painter, tile, still, self._on(ground))

    def paint_knee_to_wall(self, painter: QPainter, rect: QRectF, state: StateColors) -> QTransform | None:
        """Draw the test with its first pose as a ghost. Return the transform from body heights to the painter."""
        figure = self._named(KNEE_TO_WALL)
        if figure is None:
            return None
        still = Still(figure, ghost=True, arrow=True, framing=Framing.CARD)
        paint_figure(painter, rect, still, DrawingColors.on_state(self._theme.tokens.figure, state))
        return figure_view(rect, still)

    def _on(self, ground: str) -> DrawingColors:
        tokens = self._theme.tokens
        return DrawingColors(tokens.figure, ground, tokens.figure.ghost, tokens.line)

    def _named(self, name: str) -> Figure | None:
        if name not in self._read:
            self._read[name] = None  # for a file that raises too, so that it is reported only once
            path = self._folder / f"{name}.toml"
            if path.is_file():
                self._read[name] = parse_figure(path.read_text(encoding="utf-8"), path.name)
        return self._read[name]


def _fault_file(exercise: str, fault: FigureFault) -> str:
    return f"faults/{exercise}.{fault}"
