"""Which sides the chart shows; at least one stays on."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy

from mobility_gui.training.exercise import Side
from mobility_gui.training.history import ANKLES
from mobility_gui.ui.kit.layouts import across
from mobility_gui.ui.kit.side_mark import paint_side
from mobility_gui.ui.kit.theme import Theme


class SideToggles(QFrame):
    """Two switches, each with shape, word and tick; `changed` carries a `frozenset[Side]`."""

    changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("segmented", "true")
        self.setAccessibleName("Sides shown")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._buttons = {side: _Toggle(theme, side) for side in ANKLES}
        row = across(self, gap=0, margins=(1, 1, 1, 1))
        for button in self._buttons.values():
            row.addWidget(button)
            button.toggled.connect(self._tell)

    @property
    def sides(self) -> frozenset[Side]:
        """The sides that are switched on."""
        return frozenset(side for side, button in self._buttons.items() if button.isChecked())

    def _tell(self) -> None:
        if not self.sides:
            for button in self._buttons.values():
                if button is not self.sender():
                    button.setChecked(True)
            return
        self.changed.emit(self.sides)


class _Toggle(QPushButton):
    def __init__(self, theme: Theme, side: Side) -> None:
        super().__init__()
        self._theme = theme
        self._side = side
        self.setProperty("segment", "first" if side is Side.LEFT else "last")
        self.setCheckable(True)
        self.setChecked(True)
        self.setAccessibleName(f"Show {side.value}")
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(104, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        paint_side(painter, self._theme, self._side, QPointF(20, middle), 11)
        on = self.isChecked()
        painter.setFont(self._theme.font(14, QFont.Weight.Medium))
        painter.setPen(QColor(tokens.ink if on else tokens.ink3))
        painter.drawText(QRectF(34, 0, 60, self.height()), Qt.AlignmentFlag.AlignVCenter, self._side.value.capitalize())
        if on:
            self._theme.icons.paint(painter, "tick", tokens.ink, QRectF(self.width() - 28, middle - 8, 16, 16))
        if self._side is Side.LEFT:
            painter.fillRect(QRectF(self.width() - 1, 0, 1, self.height()), QColor(tokens.line))
        painter.end()
