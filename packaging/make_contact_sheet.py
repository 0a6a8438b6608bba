"""Paints every figure as tile, card, dial, film and fault, light and dark: `make_contact_sheet.py FOLDER [ID ...]`."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from mobility_gui.figure.figure import A, B, Figure
from mobility_gui.figure.figure_file import parse_figure
from mobility_gui.figure.motion import Moment, period
from mobility_gui.paths import resources
from mobility_gui.training.exercise import Side
from mobility_gui.ui.drawing.figure_brush import DrawingColors
from mobility_gui.ui.drawing.figure_painter import (
    Framing,
    Still,
    paint_figure,
    paint_on_dial,
    paint_still,
    paint_tile,
)
from mobility_gui.ui.kit.tokens import DARK, LIGHT, Tokens

SCALE = 2
COLUMNS = 4
CARD = 440, 300
RADIUS = 200
FRAMES, FRAME = 9, (210, 170)
FAULT = 196, 132
PAIRS = 4
"""Pairs of fault pictures in each row."""


def sheet(columns: int, rows: int, cell: tuple[int, int], ground: str) -> QImage:
    image = QImage(columns * cell[0] * SCALE, rows * cell[1] * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    image.fill(QColor(ground))
    return image


def cards(figures: list[Figure], side: Side, tokens: Tokens) -> QImage:
    image = sheet(COLUMNS, -(-len(figures) // COLUMNS), CARD, tokens.bg)
    colors = DrawingColors(tokens.figure, tokens.surface, tokens.figure.ghost, tokens.line)
    painter = QPainter(image)
    for index, figure in enumerate(figures):
        cell = QRectF(index % COLUMNS * CARD[0] + 8, index // COLUMNS * CARD[1] + 8, CARD[0] - 16, CARD[1] - 16)
        painter.fillRect(cell, QColor(tokens.surface))
        still = Still(figure, side, ghost=True, arrow=True, framing=Framing.CARD)
        paint_figure(painter, cell.adjusted(8, 12, -8, -24), still, colors)
    painter.end()
    return image


def tiles(figures: list[Figure], tokens: Tokens) -> QImage:
    image = sheet(len(figures), 2, (116, 78), tokens.surface)
    colors = DrawingColors(tokens.figure, tokens.sunken, tokens.figure.ghost, tokens.line)
    painter = QPainter(image)
    for index, figure in enumerate(figures):
        for row, side in enumerate((Side.RIGHT, Side.LEFT)):
            paint_tile(painter, QRectF(index * 116 + 6, row * 78 + 6, 104, 66), figure, side, colors)
    painter.end()
    return image


def dials(figures: list[Figure], tokens: Tokens) -> QImage:
    """Paint each figure in its working pose as the stage shows it, the right and the left side in turn."""
    image = sheet(COLUMNS, -(-len(figures) // COLUMNS), (580, 430), tokens.work.field)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for index, figure in enumerate(figures):
        centre = QPointF(index % COLUMNS * 580 + 290, index // COLUMNS * 430 + 215)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.work.dial))
        painter.drawEllipse(centre, RADIUS, RADIUS)
        colors = DrawingColors.on_state(tokens.figure, tokens.work)
        side = Side.LEFT if index % 2 else Side.RIGHT
        still = Still(figure, side, moves=True, kept=figure.stays, framing=Framing.FOOT)
        paint_on_dial(painter, centre, RADIUS, still, colors)
    painter.end()
    return image


def films(figures: list[Figure], tokens: Tokens) -> QImage:
    """Paint one figure in each row, from the start of its movement to the end."""
    image = sheet(FRAMES, len(figures), FRAME, tokens.bg)
    colors = DrawingColors(tokens.figure, tokens.surface, tokens.figure.ghost, tokens.line)
    painter = QPainter(image)
    for row, figure in enumerate(figures):
        for column in range(FRAMES):
            cell = QRectF(column * FRAME[0] + 4, row * FRAME[1] + 4, FRAME[0] - 8, FRAME[1] - 8)
            painter.fillRect(cell, QColor(tokens.surface))
            moment = Moment(period(figure) * column / (FRAMES - 1))
            still = Still(figure, moment=moment, moves=True)
            paint_figure(painter, cell.adjusted(4, 6, -4, -12), still, colors)
    painter.end()
    return image


def faults(figures: list[Figure], tokens: Tokens) -> QImage:
    """Paint each fault as a pair: the correct way on the left, the fault on the right."""
    pair = 2 * FAULT[0] + 24, FAULT[1] + 16
    image = sheet(PAIRS, -(-len(figures) // PAIRS), pair, tokens.bg)
    colors = DrawingColors(tokens.figure, tokens.surface, tokens.figure.ghost, tokens.line)
    painter = QPainter(image)
    for index, figure in enumerate(figures):
        for column, place in enumerate((A, B)):
            x = index % PAIRS * pair[0] + 8 + column * (FAULT[0] + 8)
            still = Still(figure, moment=Moment(place), moves=True, arrow=place == B, framing=Framing.FOOT)
            paint_still(painter, QRectF(x, index // PAIRS * pair[1] + 8, *FAULT), still, colors)
    painter.end()
    return image


def read(folder: Path, wanted: list[str]) -> list[Figure]:
    """Return the figures in a folder: all of them, or those of the wanted exercises."""
    files = [f for f in sorted(folder.glob("*.toml")) if not wanted or f.stem.partition(".")[0] in wanted]
    return [parse_figure(file.read_text(encoding="utf-8"), file.name) for file in files]


def main() -> None:
    folder, wanted = Path(sys.argv[1]), sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)
    _app = QGuiApplication([])
    figures, wrong = read(resources() / "figures", wanted), read(resources() / "figures" / "faults", wanted)
    for look, tokens in (("light", LIGHT), ("dark", DARK)):
        tiles(figures, tokens).save(str(folder / f"tiles-{look}.png"))
        films(figures, tokens).save(str(folder / f"films-{look}.png"))
        dials(figures, tokens).save(str(folder / f"dials-{look}.png"))
        faults(wrong, tokens).save(str(folder / f"faults-{look}.png"))
        for side in (Side.RIGHT, Side.LEFT):
            cards(figures, side, tokens).save(str(folder / f"cards-{look}-{side}.png"))


if __name__ == "__main__":
    main()
