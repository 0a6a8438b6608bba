"""The row of controls on the stage, each with its key."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.tokens import StateColors
from mobility_gui.ui.stage.content import Control
from mobility_gui.ui.stage.letters import LEAST_STRETCH, advance

HEIGHT_U, MOST_HEIGHT_U, LARGE_HEIGHT_U = 8.0, 9.5, 11.5
LEAST_HEIGHT_PX = 44
"""Least height, as far as a small window has room for it."""

FILLED = {"Space", ""}
"""The keys whose control stands out; without a key, the line above the row names it."""


class KeyButton(QAbstractButton):
    """A button with a word and its key in a frame; it never takes the focus, so no key presses it by accident."""

    def __init__(self, theme: Theme, control: Control, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._colors = theme.tokens.work
        self._large = False
        self._height = LEAST_HEIGHT_PX
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.change(control)

    def change(self, control: Control) -> None:
        """Show another control in the same place."""
        self.control = control
        words = control.word or control.wish.capitalize()
        self.setText(words)
        self.setAccessibleName(f"{words}, key {control.key}" if control.key else words)
        self.setToolTip(f"{words} ({control.key})" if control.key else words)

    def dress(self, colors: StateColors, height: int, stretch: int, *, large: bool) -> None:
        """Take the colours of the stage's state, a height in pixels, and the width of the letters in percent.

        A `large` button has letters as high as the cue's, and its word beside the frame.
        """
        self._colors, self._height, self._large = colors, height, large
        font = self._theme.font(0.74 * height, QFont.Weight.Medium, -2.2)
        if not large:
            font = self._theme.font(0.40 * height, QFont.Weight.DemiBold, -1)
        font.setStretch(stretch)
        self.setFont(font)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        unit, word = self._height, advance(self.font(), self.control.word)
        if self._large:
            width = self._cap_width() + (0.25 * unit + word if word else 0)
        else:
            width = word + 1.33 * unit
            if self.control.key:
                width += advance(self._key_font(), self.control.key) + 0.65 * unit
        return QSize(round(width), unit)

    def _key_font(self) -> QFont:
        return self._theme.font(0.29 * self._height, QFont.Weight.Medium)

    def _cap_width(self) -> float:
        return max(self._height, advance(self.font(), self.control.key) + 0.42 * self._height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, tokens = self._colors, self._theme.tokens
        first = self.control.key in FILLED
        ink = colors.field if first else tokens.ink
        unit = self.height()
        frame = QRectF(0, 0, self._cap_width() if self._large else self.width(), unit)
        painter.setPen(QPen(QColor(colors.strong if first else tokens.edge), 1.5))
        painter.setBrush(QColor(colors.strong if first else colors.field))
        painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), 0.26 * unit, 0.26 * unit)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setFont(self.font())
        painter.setPen(QColor(ink))
        if self._large:
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self.control.key)
            painter.setPen(QColor(tokens.ink))
            beside = QRectF(frame.right() + 0.2 * unit, 0, self.width(), unit)
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, self.control.word)
        else:
            self._paint_inside(painter, ink)

    def _paint_inside(self, painter: QPainter, ink: str) -> None:
        unit, width = self.height(), self.width()
        icon = QRectF(0.34 * unit, 0.31 * unit, 0.38 * unit, 0.38 * unit)
        self._theme.icons.paint(painter, self.control.icon, ink, icon)
        painter.drawText(QRectF(0.92 * unit, 0, width, unit), Qt.AlignmentFlag.AlignVCenter, self.control.word)
        if not self.control.key:
            return
        painter.setFont(self._key_font())
        painter.setPen(QPen(QColor(ink), 1))
        key_width = advance(painter.font(), self.control.key) + 0.32 * unit
        frame = QRectF(width - key_width - 0.43 * unit, 0.25 * unit, key_width, 0.5 * unit)
        painter.drawRoundedRect(frame, 0.1 * unit, 0.1 * unit)
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self.control.key)


class KeyRow(QWidget):
    """The controls side by side; `wished` carries the wish of the clicked one."""

    wished = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._look: object = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._buttons: list[KeyButton] = []

    def show_controls(
        self, controls: Sequence[Control], colors: StateColors, unit: float, room: float, *, large: bool = False
    ) -> None:
        """Show these controls in the colours of a state.

        `unit` is a hundredth of the window's height and `room` the available width, both in pixels.
        """
        look = (controls, colors, unit, room, large)
        if look == self._look:  # this is called thirty times a second
            return
        self._look = look
        self._fill(controls)
        least = min(LEAST_HEIGHT_PX, round(MOST_HEIGHT_U * unit))
        height, stretch = max(least, round((LARGE_HEIGHT_U if large else HEIGHT_U) * unit)), 100
        self._dress(colors, height, stretch, large=large)
        while self.sizeHint().width() > room and height > 1:
            if large and stretch > LEAST_STRETCH:
                stretch -= 4
            else:
                height -= 1
            self._dress(colors, height, stretch, large=large)

    def _fill(self, controls: Sequence[Control]) -> None:
        while len(self._buttons) < len(controls):
            button = KeyButton(self._theme, controls[len(self._buttons)], self)
            button.clicked.connect(self._clicked)
            self._row.addWidget(button)
            self._buttons.append(button)
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(controls))
            if place < len(controls):
                button.change(controls[place])

    def _dress(self, colors: StateColors, height: int, stretch: int, *, large: bool) -> None:
        for button in self._buttons:
            button.dress(colors, height, stretch, large=large)
        self._row.setSpacing(round((0.4 if large else 0.24) * height))
        self._row.invalidate()

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, KeyButton):
            self.wished.emit(sender.control.wish)
