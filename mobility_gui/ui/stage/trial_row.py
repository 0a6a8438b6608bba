"""One trial of the knee-to-wall test: a number, typed or stepped, and any fault that keeps it from counting."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mobility_gui.ankle.trial import Trial, TrialFault
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import UnreadableDistanceError, format_reading, parse_mm, step_from
from mobility_gui.ui.kit.controls import label
from mobility_gui.ui.kit.fonts import tabular
from mobility_gui.ui.kit.keys import COMMAND, key_of
from mobility_gui.ui.kit.theme import Text, Theme

STEPPER_PX = 56
"""Size of everything pressed to change a number while measuring."""

VALUE_PX = 36
UNIT_PX = 17
UNIT_GAP_PX = 6
ICON_PX = 26
DIGIT_PX, GAP_PX = 20, 7

FAULT_WORDS = {TrialFault.HEEL_LIFTED: "heel lifted", TrialFault.FOOT_TURNED: "foot turned", TrialFault.PAIN: "pain"}
FAULT_KEYS = {
    Qt.Key.Key_H: TrialFault.HEEL_LIFTED,
    Qt.Key.Key_F: TrialFault.FOOT_TURNED,
    Qt.Key.Key_P: TrialFault.PAIN,
}
SKIP_KEY = Qt.Key.Key_N

NO_VALUE = "–"
WIDEST_VALUE = "30.0"
_AROUND_PX = 12
"""What the field's border and Qt's own margin take."""


class ValueField(QLineEdit):
    """A large number with its unit; the letters of the faults and of skipping are keys here, not text."""

    stepped = Signal(int)
    fault_pressed = Signal(TrialFault)
    skip_pressed = Signal()
    entered = Signal()
    focused = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._unit = Unit.CM
        self._refused = False
        self._struck = False
        self.setProperty("value", "true")
        self.setProperty("own_focus", True)
        self.setFont(tabular(self.font()))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedHeight(STEPPER_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxLength(20)
        self.setPlaceholderText(NO_VALUE)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    @property
    def refused(self) -> bool:
        """True if the text in the field could not be read."""
        return self._refused

    def show_state(self, unit: Unit, *, refused: bool, struck: bool) -> None:
        """Show the unit after the number; `refused` if the number cannot be read, `struck` if it does not count."""
        self._unit, self._refused, self._struck = unit, refused, struck
        self._make_room()
        self.setProperty("refused", "true" if refused else "false")
        self.setProperty("struck", "true" if struck else "false")
        self.style().unpolish(self)
        self.style().polish(self)
        self.update()

    def _make_room(self) -> None:
        """Leave room for the unit, unless the number itself needs it."""
        unit = round(self._unit_width()) + UNIT_GAP_PX
        fits = QFontMetricsF(self.font()).horizontalAdvance(WIDEST_VALUE) + unit + _AROUND_PX <= self.width()
        self.setTextMargins(0, 0, unit if fits else 0, 0)

    def sizeHint(self) -> QSize:
        return QSize(124, STEPPER_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(100, STEPPER_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = key_of(event)
        spelling_a_unit = self.isModified() and any(sign.isalpha() for sign in self.text())
        acts = not spelling_a_unit and not event.modifiers() & COMMAND and (key in FAULT_KEYS or key == SKIP_KEY)
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.stepped.emit(1 if key == Qt.Key.Key_Up else -1)
        elif acts and event.isAutoRepeat():
            event.accept()
        elif acts and key == SKIP_KEY:
            self.skip_pressed.emit()
        elif acts:
            self.fault_pressed.emit(FAULT_KEYS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.deselect()
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802, Qt's own name
        """Keep the focus on a number that cannot be read."""
        self.left.emit()
        return True if self._refused else super().focusNextPrevChild(forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tokens = self._theme.tokens
        metrics = QFontMetricsF(self.font())
        shown = self.text() or ("" if self.hasFocus() else NO_VALUE)
        number = metrics.horizontalAdvance(shown)
        begin = (self.width() - self.textMargins().right() - number) / 2
        unit_at = begin + number + UNIT_GAP_PX
        base = (self.height() + metrics.ascent() - metrics.descent()) / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._unit_font())
        painter.setPen(QColor(tokens.ink2))
        if self.textMargins().right() and unit_at + self._unit_width() < self.width() - 4:
            painter.drawText(round(unit_at), round(base), self._unit.short)
        if self._struck and self.text():
            painter.setPen(QPen(QColor(tokens.ink2), 2.5))
            middle, low = base - metrics.capHeight() / 2, base - QFontMetricsF(self._unit_font()).xHeight() / 2
            painter.drawLine(QPointF(begin - 2, middle), QPointF(begin + number + 2, middle))
            painter.drawLine(QPointF(unit_at - 1, low), QPointF(unit_at + self._unit_width() + 1, low))
        painter.end()

    def _unit_font(self) -> QFont:
        font = self._theme.font(UNIT_PX)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0)  # otherwise the painter keeps the number's spacing
        return font

    def _unit_width(self) -> float:
        return QFontMetricsF(self._unit_font()).horizontalAdvance(self._unit.short)


class TrialRow(QWidget):
    """The number, its steppers and its three faults; `name` is what a screen reader calls it."""

    changed = Signal()
    entered = Signal()
    focused = Signal()
    skip_pressed = Signal()
    refused = Signal(str)

    def __init__(self, theme: Theme, number: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._unit = Unit.CM
        self._value_mm: float | None = None
        self._fault: TrialFault | None = None
        self.start_mm = 100.0
        self.field = ValueField(theme)
        self.field.setAccessibleName(name)
        self._minus = self._stepper("minus", f"{name}: less", self._step_down)
        self._plus = self._stepper("plus", f"{name}: more", self._step_up)
        self._chips = {fault: self._chip(fault, name) for fault in TrialFault}
        self._lay_out(number)
        self.field.stepped.connect(self._step)
        self.field.fault_pressed.connect(self.toggle_fault)
        self.field.entered.connect(self.entered)
        self.field.focused.connect(self.focused)
        self.field.skip_pressed.connect(self.skip_pressed)
        self.field.left.connect(self.commit)
        self.field.textEdited.connect(self._edited)
        theme.changed.connect(self._color_icons)
        self._color_icons()
        self._show()

    @property
    def trial(self) -> Trial | None:
        """The trial entered, None while empty."""
        return None if self._value_mm is None else Trial(self._value_mm, self._fault)

    def begin(self, unit: Unit) -> None:
        """Clear the row."""
        self._unit, self._value_mm, self._fault = unit, None, None
        self._show()

    def set_unit(self, unit: Unit) -> None:
        """Show the same distance in another unit."""
        self._unit = unit
        self._show()

    def commit(self) -> bool:
        """Accept what was typed; if it cannot be read, emit one sentence in `refused` and return False."""
        if not self.field.isModified():
            return True
        typed = self.field.text().strip()
        try:
            self._value_mm = parse_mm(typed, self._unit) if typed else None
        except UnreadableDistanceError as error:
            self._value_mm = None
            self._show_state(refused=True)
            self.changed.emit()
            self.refused.emit(str(error))
            return False
        if self._value_mm is None:
            self._fault = None
        self._show()
        self.changed.emit()
        return True

    def toggle_fault(self, fault: TrialFault) -> None:
        """Mark the trial as not counting because of this fault, or let it count again."""
        if not self.commit():
            return
        self._fault = None if self._fault is fault or self._value_mm is None else fault
        self._show()
        self.changed.emit()

    def _step(self, steps: int) -> None:
        if not self.commit():
            return
        self._value_mm = self.start_mm if self._value_mm is None else step_from(self._value_mm, steps, self._unit)
        self._show()
        self.changed.emit()

    def _step_up(self) -> None:
        self._step_by_button(1)

    def _step_down(self) -> None:
        self._step_by_button(-1)

    def _step_by_button(self, steps: int) -> None:
        if not self.field.hasFocus():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._step(steps)

    def _chip_clicked(self) -> None:
        for fault, chip in self._chips.items():
            if chip is self.sender():
                self.toggle_fault(fault)

    def _edited(self) -> None:
        if self.field.refused:
            self._show_state(refused=False)
        self.changed.emit()

    def _show(self) -> None:
        self.field.setText("" if self._value_mm is None else format_reading(self._value_mm, self._unit))
        self.field.setModified(False)
        if self.field.hasFocus():
            self.field.selectAll()
        self._show_state(refused=False)

    def _show_state(self, *, refused: bool) -> None:
        self.field.show_state(self._unit, refused=refused, struck=self._fault is not None)
        for fault, chip in self._chips.items():
            chip.setChecked(fault is self._fault)
            chip.setEnabled(self._value_mm is not None)
        counts = f"Doesn’t count: {FAULT_WORDS[self._fault]}. " if self._fault else ""
        keys = ", ".join(f"{word[0].upper()} {word}" for word in FAULT_WORDS.values())
        self.field.setAccessibleDescription(f"{counts}In {self._unit.short}. Up and Down change it. {keys}.")

    def _stepper(self, icon: str, name: str, pressed: object) -> QPushButton:
        button = QPushButton()
        button.setProperty("step", icon)
        button.setAccessibleName(name)
        button.setFixedSize(STEPPER_PX, STEPPER_PX)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAutoRepeat(True)
        button.clicked.connect(pressed)
        return button

    def _chip(self, fault: TrialFault, name: str) -> QPushButton:
        word = FAULT_WORDS[fault]
        chip = QPushButton(word)
        chip.setProperty("chip", "true")
        chip.setAccessibleName(f"{name}: {word}")
        chip.setToolTip(f"Doesn’t count: {word} (key {word[0].upper()})")
        chip.setCheckable(True)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.clicked.connect(self._chip_clicked)
        return chip

    def _lay_out(self, number: int) -> None:
        digit = label(str(number), Text.CARD_TITLE, "ink2")
        digit.setMinimumWidth(DIGIT_PX)
        digit.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout()
        row.setSpacing(GAP_PX)
        row.addWidget(digit)
        row.addWidget(self._minus)
        row.addWidget(self.field, 1)
        row.addWidget(self._plus)
        chips = QHBoxLayout()
        chips.setContentsMargins(DIGIT_PX + GAP_PX, 0, 0, 0)
        chips.setSpacing(6)
        for chip in self._chips.values():
            chips.addWidget(chip)
        chips.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addLayout(chips)

    def _color_icons(self) -> None:
        for button, icon in ((self._minus, "minus"), (self._plus, "plus")):
            button.setIcon(self._theme.icons.icon(icon, self._theme.tokens.ink, ICON_PX))
            button.setIconSize(QSize(ICON_PX, ICON_PX))
