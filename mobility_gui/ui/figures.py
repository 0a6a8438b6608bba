"""Finds the drawing of an exercise, reading each file once and only when it is first shown."""

from pathlib import Path

from mobility_gui.figure.figure import Figure
from mobility_gui.figure.figure_file import parse_figure
from mobility_gui.training.exercise import Exercise


class Figures:
    """The drawings in one folder; an exercise that names none has none, rather than a wrong one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, Figure] = {}

    def of(self, exercise: Exercise) -> Figure | None:
        """Give the drawing of an exercise. Raises `FigureError` for a file that cannot be used."""
        return self.named(exercise.figure) if exercise.figure else None

    def named(self, name: str) -> Figure:
        """Give a drawing by its name. Raises `FigureError`, and `FileNotFoundError` for a name without a file."""
        if name not in self._read:
            path = self._folder / f"{name}.toml"
            self._read[name] = parse_figure(path.read_text(encoding="utf-8"), path.name)
        return self._read[name]
