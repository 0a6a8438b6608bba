"""The row of controls on the stage, each with its key; shown while paused and when the pointer moves."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from mobility_gui.ui.kit.theme import Theme


@dataclass(frozen=True, slots=True)
class Control:
    """The wish, word, key and icon of one control."""

    wish: str
    word: str
    key: str
    icon: str


PAUSE = Control("toggle", "Pause", "Space", "pause")
GO_ON = Control("toggle", "Go on", "Space", "play")
DONE = Control("toggle", "Done", "Space", "tick")
REPEAT = Control("repeat", "Repeat", "R", "repeat")
NEXT = Control("next", "Next", "N", "next")
HURTS = Control("discomfort", "Hurts", "X", "hurts")
END = Control("end", "End", "Esc", "close")

HEIGHT_U = 8.0
LEAST_HEIGHT_PX = 44


class KeyButton(QAbstractButton):
    """A button with a word and its key in a frame; never takes the focus, so that no key presses it by accident."""

    def __init__(self, theme: Theme, control: Control, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._colors = ("#000000", "#FFFFFF")
        self._height = 56
        self.control = control
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.change(control)

    def change(self, control: Control) -> None:
        """Show another control in the same place."""
        self.control = control
        self.setText(control.word)
        self.setAccessibleName(f"{control.word}, key {control.key}")
        self.setToolTip(f"{control.word} ({control.key})")
        self.updateGeometry()
        self.update()

    def dress(self, strong: str, field: str, height: int) -> None:
        """Set the colours of the stage's state and a height in pixels."""
        if (self._colors, self._height) != ((strong, field), height):
            self._colors, self._height = (strong, field), height
            self.updateGeometry()
            self.update()

    def _fonts(self) -> tuple[QFont, QFont]:
        return (
            self._theme.font(0.40 * self._height, QFont.Weight.DemiBold, -1),
            self._theme.font(0.29 * self._height, QFont.Weight.Medium),
        )

    def sizeHint(self) -> QSize:
        word, key = self._fonts()
        unit = self._height
        width = _advance(word, self.control.word) + _advance(key, self.control.key) + 1.95 * unit
        return QSize(round(width), unit)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong, field = self._colors
        tokens = self._theme.tokens
        first = self.control.wish == "toggle"
        ink = field if first else tokens.ink
        unit = self.height()
        painter.setPen(QPen(QColor(strong if first else tokens.edge), 1.5))
        painter.setBrush(QColor(strong if first else field))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 0.26 * unit, 0.26 * unit)
        icon = QRectF(0.34 * unit, 0.31 * unit, 0.38 * unit, 0.38 * unit)
        self._theme.icons.paint(painter, self.control.icon, ink, icon)
        word, key = self._fonts()
        painter.setFont(word)
        painter.setPen(QColor(ink))
        x = 0.92 * unit
        painter.drawText(QRectF(x, 0, self.width(), unit), Qt.AlignmentFlag.AlignVCenter, self.control.word)
        x += _advance(word, self.control.word) + 0.28 * unit
        painter.setFont(key)
        frame = QRectF(x, 0.25 * unit, _advance(key, self.control.key) + 0.32 * unit, 0.5 * unit)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(ink), 1))
        painter.drawRoundedRect(frame, 0.1 * unit, 0.1 * unit)
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self.control.key)


class KeyRow(QWidget):
    """The controls side by side; `wished` carries the wish of the clicked one."""

    wished = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: object = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._buttons = [KeyButton(theme, control, self) for control in (PAUSE, REPEAT, NEXT, HURTS, END)]
        for button in self._buttons:
            row.addWidget(button)
            button.clicked.connect(self._clicked)

    def show_controls(self, first: Control, strong: str, field: str, unit: float, room: float) -> None:
        """Set the first control and the look for a state.

        `unit` is a hundredth of the window's height and `room` the available width, both in pixels.
        """
        look = (first, strong, field, unit, room)
        if look == self._look:  # this is called thirty times a second
            return
        self._look = look
        if self._buttons[0].control != first:
            self._buttons[0].change(first)
        height = max(LEAST_HEIGHT_PX, round(HEIGHT_U * unit))
        self._dress(strong, field, height)
        while self.sizeHint().width() > room and height > 1:
            height -= 1
            self._dress(strong, field, height)

    def _dress(self, strong: str, field: str, height: int) -> None:
        for button in self._buttons:
            button.dress(strong, field, height)
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(round(0.24 * height))
            layout.invalidate()

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, KeyButton):
            self.wished.emit(sender.control.wish)


def _advance(font: QFont, text: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)
