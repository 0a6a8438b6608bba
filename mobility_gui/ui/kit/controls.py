"""The controls used on every page, each at least 36 px high and with a name for screen readers."""

from collections.abc import Sequence
from enum import StrEnum
from html import escape

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtGui import Qt as RichText
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
)

from mobility_gui.ui.kit.layouts import across, down
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.kit.wrapped_label import WrappedLabel

TARGET_PX = 36
"""Least height of everything that can be pressed, at 100 %."""

SCROLL_BAR_PX = 12
"""Width of a scroll bar, as the style sheet sets it."""


class ButtonKind(StrEnum):
    """What a button is for; the style sheet says how it looks."""

    PRIMARY = "primary"
    PLAIN = "plain"
    QUIET = "quiet"
    START = "start"
    MEASURE = "measure"
    DANGER = "danger"


def label(text: str, kind: Text = Text.BODY, tone: str = "ink", *, wrap: bool = False) -> QLabel:
    """Make a line of plain text; `tone` is one of `style_sheet.TONES`."""
    made = WrappedLabel() if wrap else QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("line", str(kind))
    made.setProperty("tone", tone)
    made.setText(text)
    return made


def hairline() -> QFrame:
    """Make the thin line between rows."""
    made = QFrame()
    made.setProperty("hairline", "true")
    return made


class Card(QFrame):
    """A rounded surface that holds a column of widgets."""

    def __init__(self, title: str = "", *, padding: int = 20) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.column = down(self, gap=8, margins=(padding, padding - 2, padding, padding - 4))
        if title:
            self.column.addWidget(label(title, Text.CARD_TITLE))
            self.setAccessibleName(title)


class Button(QPushButton):
    """A button with a word and, optionally, an icon in the same colour."""

    def __init__(self, theme: Theme, text: str, kind: ButtonKind = ButtonKind.PLAIN, icon: str = "") -> None:
        super().__init__(text)
        self._theme = theme
        self._kind = kind
        self._icon_name = icon
        self._bare = not icon
        self.setProperty("kind", str(kind))
        if kind is ButtonKind.START:
            self.setProperty("radius", 16)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if icon:
            self._color_icon()
            theme.changed.connect(self._color_icon)

    def show_icon(self, *, shown: bool) -> None:
        """Show the icon, or leave it out where there is little room."""
        self._bare = not shown
        self._color_icon()

    def _color_icon(self) -> None:
        if self._bare:
            self.setIcon(QIcon())
            return
        tokens = self._theme.tokens
        match self._kind:
            case ButtonKind.PRIMARY | ButtonKind.START:
                color = tokens.on_primary
            case ButtonKind.MEASURE:
                color = tokens.measure.field
            case ButtonKind.DANGER:
                color = tokens.danger
            case ButtonKind.QUIET:
                color = tokens.ink2
            case ButtonKind.PLAIN:
                color = tokens.ink
        size, gap = (24, 8) if self._kind is ButtonKind.START else (18, 4)
        self.setIcon(self._theme.icons.icon(self._icon_name, color, size, gap))
        self.setIconSize(QSize(size + gap, size))


def plain_tool_tip(text: str) -> str:
    """Return the tool tip that shows a text as it is, even if a runner wrote a name that reads as HTML."""
    if not RichText.mightBeRichText(text):
        return text
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>"


class IconButton(QPushButton):
    """A square button that shows only an icon; `name` is its tool tip, and what a screen reader says."""

    def __init__(self, theme: Theme, icon: str, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._icon_name = icon
        self.setProperty("kind", "quiet")
        self.setStyleSheet("padding: 0;")
        self.setFixedSize(TARGET_PX + 2, TARGET_PX + 2)
        self.setToolTip(plain_tool_tip(name))
        self.setAccessibleName(name)
        self._color_icon()
        theme.changed.connect(self._color_icon)

    def _color_icon(self) -> None:
        self.setIcon(self._theme.icons.icon(self._icon_name, self._theme.tokens.ink2, 18))
        self.setIconSize(QSize(18, 18))


class Toggle(QCheckBox):
    """A switch. Screen readers say its name; on the screen a label beside it shows it."""

    WIDTH, HEIGHT = 40, 24

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(self.sizeHint())
        self.setProperty("radius", self.HEIGHT // 2)
        self.setProperty("painted", QRect(0, (TARGET_PX - self.HEIGHT) // 2, self.WIDTH, self.HEIGHT))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self.WIDTH, TARGET_PX)

    def hitButton(self, position: QPoint) -> bool:  # noqa: N802, Qt's own name
        return self.rect().contains(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        on = self.isChecked()
        track = QRectF(0, (self.height() - self.HEIGHT) / 2, self.WIDTH, self.HEIGHT)
        knob = QRectF(0, 0, self.HEIGHT - 6, self.HEIGHT - 6)
        knob.moveCenter(track.center())
        knob.moveLeft(track.right() - knob.width() - 3 if on else track.left() + 3)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.primary if on else tokens.edge))
        painter.drawRoundedRect(track, self.HEIGHT / 2, self.HEIGHT / 2)
        painter.setBrush(QColor(tokens.on_primary if on else tokens.surface))
        painter.drawEllipse(knob)
        painter.end()


class _Segment(QPushButton):
    """One word of a choice. It is as wide as while chosen, when its letters are bold."""

    def sizeHint(self) -> QSize:
        hint, font = super().sizeHint(), self.font()
        font.setWeight(QFont.Weight.DemiBold)
        bolder = QFontMetrics(font).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        return hint + QSize(max(0, bolder), 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Segmented(QFrame):
    """A choice between a few options, all visible; the arrow keys move it."""

    chosen = Signal(str)

    def __init__(self, name: str, options: Sequence[tuple[str, str]], selected: str) -> None:
        """`options` are (id, word) pairs; `selected` is the id shown at first."""
        super().__init__()
        self.setProperty("segmented", "true")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setProperty("radius", 10)
        self._ids = [option for option, _ in options]
        self._group = QButtonGroup(self)
        row = across(self, gap=0, margins=(1, 1, 1, 1))
        for position, (option, word) in enumerate(options):
            button = _Segment(word)
            place = "first" if position == 0 else "last" if position == len(options) - 1 else "middle"
            button.setProperty("segment", place)
            button.setCheckable(True)
            button.setChecked(option == selected)
            button.setAccessibleName(f"{name}: {word}")
            self._group.addButton(button, position)
            row.addWidget(button)
        self._group.idClicked.connect(self._tell)

    @property
    def selected(self) -> str:
        """The id of the choice shown."""
        return self._ids[self._group.checkedId()]

    def select(self, option: str) -> None:
        """Show another choice without emitting `chosen`. Raises `ValueError` for an unknown id."""
        self._group.button(self._ids.index(option)).setChecked(True)

    def _tell(self, position: int) -> None:
        self.chosen.emit(self._ids[position])


class Stepper(QSpinBox):
    """A number between a minus and a plus button. It can also be typed, or changed with the up and down keys."""

    def __init__(self, theme: Theme, name: str, least_most: tuple[int, int], value: int, unit: str = "") -> None:
        """`unit` follows the number on screen, as in "10 s"."""
        super().__init__()
        self._theme = theme
        self.setProperty("stepper", "true")
        self.setAccessibleName(name)
        self.setRange(*least_most)
        self.setValue(value)
        if unit:
            self.setSuffix(f" {unit}")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setKeyboardTracking(False)
        self.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToNearestValue)
        self.setFixedSize(132, TARGET_PX)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(self._deselect)
        theme.changed.connect(self.update)

    def _deselect(self) -> None:
        self.lineEdit().deselect()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_steps(self, self._theme, less=self.value() > self.minimum(), more=self.value() < self.maximum())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignore the wheel: scrolling the page past a number must not change it."""
        event.ignore()


def paint_steps(field: QAbstractSpinBox, theme: Theme, *, less: bool = True, more: bool = True) -> None:
    """Paint the minus and the plus of a field with the property `stepper`, faint where they change nothing."""
    painter = QPainter(field)
    side = field.height()
    for icon, left, usable in (("minus", 0.0, less), ("plus", float(field.width() - side), more)):
        color = theme.tokens.ink2 if usable else theme.tokens.line
        theme.icons.paint(painter, icon, color, QRectF(left + (side - 18) / 2, (side - 18) / 2, 18, 18))
    painter.end()


class Choice(QComboBox):
    """A choice between many options, in a list that opens."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setAccessibleDescription(name)  # on Linux Qt reports the chosen word as the name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("choice", "true")
        self.setItemDelegate(QStyledItemDelegate(self))  # the style's own does not read the style sheet
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        edit = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, edit, self).width() - 4
        option.currentText = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideMiddle, room)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        spot = QRectF(self.width() - 30, (self.height() - 18) / 2, 18, 18)
        self._theme.icons.paint(painter, "down", self._theme.tokens.ink2, spot)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignore the wheel: scrolling the page past a choice must not change it."""
        event.ignore()


class SearchField(QLineEdit):
    """The field that searches the list of routines; it shows the key that moves the focus to it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setPlaceholderText("Search routines")
        self.setAccessibleName("Search routines")
        self.setTextMargins(26, 0, 26, 0)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        self._theme.icons.paint(painter, "search", tokens.ink2, QRectF(13, middle - 9, 18, 18))
        if not self.text():
            key = QRectF(self.width() - 31, middle - 10.5, 19, 21)
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawRoundedRect(key, 4, 4)
            painter.setPen(QColor(tokens.ink3))
            painter.setFont(self._theme.text(Text.SMALLEST))
            painter.drawText(key, Qt.AlignmentFlag.AlignCenter, "/")
        painter.end()
