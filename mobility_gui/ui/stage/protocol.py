"""How to stand for the knee-to-wall test: a drawing and four short steps; low windows drop the drawing."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QResizeEvent, QTransform
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from mobility_gui.ui.kit.controls import label
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.kit.tokens import StateColors

KneeToWallPainter = Callable[[QPainter, QRectF, StateColors], QTransform | None]
"""Draws the test with its first pose as a ghost; the rectangle's lower edge is the floor.

Returns the transform from body heights to the painter's coordinates, so that words can be placed beside the drawing,
or None if there is no drawing.
"""

STEPS = (
    "Go barefoot. Lay a tape straight out from the wall.",
    "Heel and second toe on the tape. Keep the heel down.",
    "Bend the knee over the second toe until it just touches.",
    "Read the toe-to-wall distance. One practice, then three tries.\nStop at any discomfort.",
)

LEAST_DRAWING_PX = 150
"""Below this height the drawing is hidden."""

LEAST_FOR_WORDS_PX = 380
"""Below this width the drawing has no words."""

WIDEST_FIGURE = 0.62
"""Greatest height of the drawing as a part of its width, so that words fit beside it."""

WALL_X, GAP_X, HEEL_X, KNEE_Y, TAPE_BOTTOM = 0.185, (0.112, 0.185), -0.04, 0.27, -0.036
"""What the words point to, in body heights (resources/figures/knee_to_wall.toml)."""


class Drawing(QWidget):
    """The drawing of the runner at the wall, on the dial colour of the measure state."""

    def __init__(self, theme: Theme, draw_figure: KneeToWallPainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._draw_figure = draw_figure
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Drawing: half kneeling in front of a wall, heel down, knee touching the wall")
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._theme.tokens.measure
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(self.rect()), 24, 24)
        painter.fillPath(ground, QColor(colors.dial))
        painter.setClipPath(ground)
        below = max(36.0, self.height() * 0.1)
        height = min(self.height() - 20 - below, self.width() * WIDEST_FIGURE)
        room = QRectF(0, self.height() - below - height, self.width(), height)
        view = self._draw_figure(painter, room, colors)
        if view is not None and self.width() >= LEAST_FOR_WORDS_PX:
            self._write(painter, view)
        painter.end()

    def _write(self, painter: QPainter, view: QTransform) -> None:
        painter.setFont(self._theme.font(14, QFont.Weight.DemiBold))
        painter.setPen(QColor(self._theme.tokens.ink))
        wall = view.map(QPointF(WALL_X + 0.06, KNEE_Y))
        painter.drawText(QRectF(wall.x(), wall.y() - 20, 90, 40), Qt.AlignmentFlag.AlignVCenter, "knee\ntouches")
        below = view.map(QPointF(0, TAPE_BOTTOM)).y()
        gap, heel = view.map(QPointF(GAP_X[0], 0)), view.map(QPointF(HEEL_X, 0))
        painter.drawText(QRectF(gap.x(), below, 150, 20), Qt.AlignmentFlag.AlignVCenter, "measure this gap")
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(min(heel.x() - 110, gap.x() - 170), below, 150, 20), right, "heel down")


class ProtocolPanel(QWidget):
    """The drawing above and the steps below."""

    def __init__(self, theme: Theme, draw_figure: KneeToWallPainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = Drawing(theme, draw_figure, self)
        self._steps = QWidget()
        column = QVBoxLayout(self._steps)
        column.setContentsMargins(4, 0, 0, 0)
        column.setSpacing(7)
        for number, words in enumerate(STEPS, 1):
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(_Number(theme, number), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(words, Text.PURPOSE, wrap=True), 1)
            column.addLayout(row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        whole.addWidget(self._drawing, 1)
        whole.addWidget(self._steps)
        whole.addStretch(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        left = self.height() - self._steps.heightForWidth(self.width()) - 14
        self._drawing.setVisible(left >= LEAST_DRAWING_PX)


class _Number(QLabel):
    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__(str(number))
        self._theme = theme
        self.setFixedSize(24, 24)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._theme.tokens.measure
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.strong))
        painter.drawEllipse(self.rect())
        painter.setPen(QColor(colors.field))
        painter.setFont(self._theme.font(13, QFont.Weight.DemiBold))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()
