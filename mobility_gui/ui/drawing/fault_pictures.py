"""The faults of an exercise drawn beside the right way, each with a caption."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from mobility_gui.figure.fault import FigureFault
from mobility_gui.ui.drawing.figure_tile import tile_ground
from mobility_gui.ui.kit.controls import label
from mobility_gui.ui.kit.layouts import across, down
from mobility_gui.ui.kit.theme import Text, Theme

DrawFault = Callable[[QPainter, QRectF, str, FigureFault, bool, str], None]
"""Draw a fault: painter, rectangle, exercise id, fault, True for wrong (False: the right way), ground colour."""

_TILE = QSize(196, 132)
_SIGN_PX = 18


def fault_pictures(theme: Theme, draw: DrawFault, exercise: str, faults: tuple[FigureFault, ...]) -> QWidget:
    """Make a column with a row per fault: the right way on the left, the wrong way on the right."""
    made = QWidget()
    column = down(made, gap=12)
    for fault in faults:
        row = across(gap=16)
        for wrong in (False, True):
            row.addLayout(_captioned(theme, draw, exercise, fault, wrong=wrong))
        row.addStretch(1)
        column.addLayout(row)
    return made


def _captioned(theme: Theme, draw: DrawFault, exercise: str, fault: FigureFault, *, wrong: bool) -> QVBoxLayout:
    words = f"Wrong: {fault.words.lower()}" if wrong else fault.right_words
    picture = FaultPicture(theme, draw, exercise, fault, wrong=wrong)
    picture.setAccessibleName(words)
    column = down(gap=4)
    column.addWidget(picture)
    column.addWidget(label(words, Text.SECOND, "danger" if wrong else "primary"))
    return column


class FaultPicture(QLabel):
    """The right or the wrong way, with a tick or a cross in its corner, so that colour is not the only sign."""

    def __init__(self, theme: Theme, draw: DrawFault, exercise: str, fault: FigureFault, *, wrong: bool) -> None:
        super().__init__()
        self._theme = theme
        self._draw = draw
        self._what = exercise, fault, wrong
        self.setFixedSize(_TILE)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        exercise, fault, wrong = self._what
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw(painter, QRectF(self.rect()), exercise, fault, wrong, tile_ground(self._theme))
        sign = QRectF(8, 8, _SIGN_PX, _SIGN_PX)
        color = self._theme.tokens.danger if wrong else self._theme.tokens.primary
        self._theme.icons.paint(painter, "close" if wrong else "tick", color, sign)
        painter.end()
