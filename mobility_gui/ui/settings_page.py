"""The page of the runner's choices; each change counts at once."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QSlider, QVBoxLayout, QWidget

from mobility_gui.ankle.unit import Unit
from mobility_gui.settings import RANGES, Look, Settings
from mobility_gui.ui import about
from mobility_gui.ui.controls import Button, Card, Segmented, Stepper, Toggle, hairline, label
from mobility_gui.ui.length_stepper import LengthStepper
from mobility_gui.ui.reading import ReadingDialog
from mobility_gui.ui.scroll import Scroll
from mobility_gui.ui.theme import Text, Theme

NARROW_PX = 1016
"""Width of this page, which is the window without its rail, under which there are two columns instead of three."""

_CONTENT_PX = 1280


class SettingsPage(QWidget):
    """Tells the whole `Settings` with every change."""

    settings_changed = Signal(Settings)
    folder_requested = Signal()
    tone_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._settings = Settings()
        self._showing = False
        self._narrow: bool | None = None
        self._make_controls()
        self._cards = [self._timing(), self._screen(), self._data(), self._sound(), self._measuring(), self._about()]
        self._columns = [QVBoxLayout() for _ in range(3)]
        self._build()
        self._connect()
        self._arrange(narrow=False)

    def show_settings(self, settings: Settings, data_text: str, folder: str = "") -> None:
        """Show these choices, what is kept ("61 sessions, 22 cold tests, 4.1 MB") and where; nothing is told."""
        self._settings = settings
        self._showing = True
        self._lead_in.setValue(settings.lead_in_seconds)
        self._switch.setValue(settings.switch_seconds)
        self._breath.setValue(settings.breath_seconds)
        self._half_way.setChecked(settings.half_way_cue)
        self._sound_on.setChecked(not settings.muted)
        self._volume.setValue(settings.volume_percent)
        self._look.select(settings.look)
        self._digits.select("larger" if settings.larger_digits else "large")
        self._motion.setChecked(settings.reduce_motion)
        self._awake.setChecked(settings.keep_awake)
        self._unit.select(settings.unit)
        self._target.set_unit(settings.unit)
        self._target.setValue(settings.target_mm)
        self._dose.setValue(settings.weekly_dose_minutes)
        self._sessions.setValue(settings.sessions_a_week)
        self._showing = False
        self._enable()
        self._kept.setText(data_text)
        self._folder.setText(folder)
        self._folder.setVisible(bool(folder))

    def _make_controls(self) -> None:
        theme, default = self._theme, Settings()

        def stepper(name: str, field: str, unit: str = "") -> Stepper:
            return Stepper(theme, name, RANGES[field], getattr(default, field), unit)

        self._lead_in = stepper("First lead-in, seconds", "lead_in_seconds", "s")
        self._switch = stepper("Between the sides, seconds", "switch_seconds", "s")
        self._breath = stepper("One breath, seconds", "breath_seconds", "s")
        self._half_way = Toggle(theme, "Half-way cue in long holds")
        self._sound_on = Toggle(theme, "Sound")
        self._volume = _Volume()
        self._tone = Button(theme, "Play a tone", icon="sound_on")
        looks = [(str(Look.SYSTEM), "System"), (str(Look.LIGHT), "Light"), (str(Look.DARK), "Dark")]
        self._look = Segmented("Theme", looks, default.look)
        self._digits = Segmented("Digits for the distance", [("large", "Large"), ("larger", "Larger")], "large")
        self._motion = Toggle(theme, "Reduce motion")
        self._awake = Toggle(theme, "Keep the screen awake")
        self._unit = Segmented("Units", [(str(Unit.CM), "cm"), (str(Unit.INCH), "inches")], default.unit)
        self._target = LengthStepper(theme, "Target line", RANGES["target_mm"], default.target_mm, default.unit)
        self._dose = stepper("Weekly dose, minutes", "weekly_dose_minutes", "min")
        self._sessions = stepper("Sessions a week", "sessions_a_week")
        self._kept = label("", Text.SECOND, "ink3", wrap=True)
        self._folder = label("", Text.SECOND, "ink3", wrap=True)
        self._folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._open_folder = Button(theme, "Open folder", icon="folder")
        self._numbers_row = _PageRow(theme, "About the numbers", "where every figure comes from")
        self._keys_row = _PageRow(theme, "Keys", "all keys on one page")
        self._stop_row = _PageRow(theme, "When to stop", "the signs, in one short list")

    def _timing(self) -> Card:
        return _card(
            "Timing",
            _row("First lead-in", "", self._lead_in),
            _row("Between the sides", "", self._switch),
            _row("One breath", "5 s in, 5 s out is calm for most people", self._breath),
            _row("Half-way cue in long holds", "", self._half_way),
        )

    def _sound(self) -> Card:
        return _card(
            "Sound",
            _row("Sound", "M on the stage does the same", self._sound_on),
            _row("Volume", "", self._volume),
            _row("As it will sound", "", self._tone),
        )

    def _screen(self) -> Card:
        return _card(
            "On the screen",
            _row("Theme", "", self._look),
            _row("Digits for the distance", "readable at 3 m", self._digits),
            _row("Reduce motion", "no pulse, the figure shows its key poses", self._motion),
            _row("Keep the screen awake", "while a session runs", self._awake),
        )

    def _measuring(self) -> Card:
        return _card(
            "Measuring and targets",
            _row("Units", "", self._unit),
            _row("Target line", "a mark to aim at, not a norm: most healthy adults get less", self._target),
            _row("Weekly dose", "per muscle and side", self._dose),
            _row("Sessions a week", "", self._sessions),
        )

    def _data(self) -> Card:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label("Everything stays on this computer", Text.STRONG, wrap=True))
        column.addWidget(self._kept)
        column.addWidget(self._folder)
        return _card("Your data", words, self._open_folder)

    def _about(self) -> Card:
        return _card("About", self._numbers_row, self._keys_row, self._stop_row)

    def _build(self) -> None:
        content = QWidget()
        content.setMaximumWidth(_CONTENT_PX)
        self._inside = QVBoxLayout(content)
        self._inside.setContentsMargins(32, 27, 32, 28)
        self._inside.setSpacing(18)
        head = QHBoxLayout()
        head.addWidget(label("Settings", Text.PAGE_TITLE), 1)
        head.addWidget(label("Changes are kept at once.", Text.BODY, "ink3"), 0, Qt.AlignmentFlag.AlignVCenter)
        self._inside.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(16)
        for column, share in zip(self._columns, (4, 4, 3), strict=True):
            column.setSpacing(16)
            row.addLayout(column, share)
        self._row = row
        self._inside.addLayout(row)
        self._inside.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        frame = QWidget()
        beside = QHBoxLayout(frame)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(content, 1)
        beside.addStretch(0)
        page.addWidget(Scroll(frame))

    def _connect(self) -> None:
        for stepper in (self._lead_in, self._switch, self._breath, self._target, self._dose, self._sessions):
            stepper.valueChanged.connect(self._read)
        self._volume.valueChanged.connect(self._read)
        for toggle in (self._half_way, self._sound_on, self._motion, self._awake):
            toggle.toggled.connect(self._read)
        for choice in (self._look, self._digits, self._unit):
            choice.chosen.connect(self._read)
        self._tone.clicked.connect(self.tone_requested)
        self._open_folder.clicked.connect(self.folder_requested)
        self._numbers_row.clicked.connect(self._show_numbers)
        self._keys_row.clicked.connect(self._show_keys)
        self._stop_row.clicked.connect(self._show_stop)

    def _read(self) -> None:
        """Take every control as it stands, as one of them has just changed."""
        if self._showing:
            return
        self._settings = replace(
            self._settings,
            lead_in_seconds=self._lead_in.value(),
            switch_seconds=self._switch.value(),
            breath_seconds=self._breath.value(),
            half_way_cue=self._half_way.isChecked(),
            muted=not self._sound_on.isChecked(),
            volume_percent=self._volume.value(),
            look=Look(self._look.selected),
            larger_digits=self._digits.selected == "larger",
            reduce_motion=self._motion.isChecked(),
            keep_awake=self._awake.isChecked(),
            unit=Unit(self._unit.selected),
            target_mm=self._target.value(),
            weekly_dose_minutes=self._dose.value(),
            sessions_a_week=self._sessions.value(),
        )
        self._target.set_unit(self._settings.unit)
        self._enable()
        self.settings_changed.emit(self._settings)

    def _enable(self) -> None:
        for control in (self._volume, self._tone):
            control.setEnabled(not self._settings.muted)

    def _arrange(self, *, narrow: bool) -> None:
        """Put the cards into three columns, or into two where the window is small."""
        if narrow is self._narrow:
            return
        self._narrow = narrow
        for column in self._columns:
            while column.count():
                column.takeAt(0)
        for position, card in enumerate(self._cards):
            self._columns[position // 3 if narrow else position % 3].addWidget(card)
        for column in self._columns:
            column.addStretch(1)
        for position, share in enumerate((1, 1, 0) if narrow else (4, 4, 3)):
            self._row.setStretch(position, share)
        side = 20 if narrow else 32
        self._inside.setContentsMargins(side, 27, side, 28)

    def _show_numbers(self) -> None:
        self._open("About the numbers", about.numbers_page)

    def _show_keys(self) -> None:
        self._open("Keys", about.keys_page)

    def _show_stop(self) -> None:
        self._open("When to stop", about.stop_page)

    def _open(self, title: str, make: Callable[[], QWidget]) -> None:
        dialog = ReadingDialog(self._theme, title, make(), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(narrow=self.width() < NARROW_PX)


class _Volume(QSlider):
    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName("Volume, percent")
        self.setRange(*RANGES["volume_percent"])
        self.setSingleStep(5)
        self.setPageStep(10)
        self.setTracking(False)  # told when it is let go, not at every pixel
        self.setFixedWidth(150)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A page that is scrolled over the slider must not change it."""
        event.ignore()


class _PageRow(QPushButton):
    """A row that opens a page to be read."""

    def __init__(self, theme: Theme, name: str, hint: str) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._hint = hint
        self.setAccessibleName(name)
        self.setAccessibleDescription(hint)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(180, 48)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        words = QRectF(0, 4, self.width() - 28, 20)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(theme.text(Text.STRONG))
        painter.setPen(theme.color("primary" if self.underMouse() else "ink"))
        painter.drawText(words, left, self._name)
        painter.setFont(theme.font(13, QFont.Weight.Normal))
        painter.setPen(theme.color("ink3"))
        painter.drawText(words.translated(0, 20), left, self._hint)
        theme.icons.paint(painter, "right", theme.tokens.ink, QRectF(self.width() - 20, self.height() / 2 - 10, 20, 20))
        painter.end()


def _card(title: str, *rows: QWidget) -> Card:
    made = Card(title)
    for row in rows:
        made.column.addWidget(hairline())
        made.column.addWidget(row)
    return made


def _row(name: str, hint: str, control: QWidget) -> QWidget:
    made = QWidget()
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addStretch(1)
    words.addWidget(label(name, Text.STRONG, wrap=True))
    if hint:
        words.addWidget(label(hint, Text.SECOND, "ink3", wrap=True))
    words.addStretch(1)
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 4, 0)
    line.setSpacing(12)
    line.addLayout(words, 1)
    line.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
    return made
