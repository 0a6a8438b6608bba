"""The figures of the shipped exercises and of their faults, read once, and every frame of a movement."""

from collections.abc import Iterator
from pathlib import Path

from mobility_gui.figure.figure import Figure
from mobility_gui.figure.figure_file import parse_figure
from mobility_gui.figure.motion import Moment, period
from mobility_gui.paths import resources


def _read(folder: Path) -> dict[str, Figure]:
    return {
        path.stem: parse_figure(path.read_text(encoding="utf-8"), path.name) for path in sorted(folder.glob("*.toml"))
    }


FIGURES = _read(resources() / "figures")
FAULTS = _read(resources() / "figures" / "faults")


def frames(figure: Figure, per_second: float) -> Iterator[Moment]:
    """Every frame of the movement, as often a second, and of a breath in the pose where it stays."""
    count = round(period(figure) * figure.seconds * per_second)
    for index in range(count):
        yield Moment(period(figure) * index / count)
    if figure.stays:
        for index in range(13):
            yield Moment(1.0, lungs=index / 12)
