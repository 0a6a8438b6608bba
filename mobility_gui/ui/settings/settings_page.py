"""The page with the runner's settings; every change takes effect at once."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mobility_gui.ankle.unit import Unit
from mobility_gui.settings import RANGES, Look, Settings
from mobility_gui.ui.kit.controls import Button, Card, Segmented, Stepper, Toggle, label
from mobility_gui.ui.kit.layouts import across, down
from mobility_gui.ui.kit.reading import ReadingDialog
from mobility_gui.ui.kit.scroll import Scroll
from mobility_gui.ui.kit.settings_card import OpeningRow, add_rows, setting_row, settings_card
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.settings import about
from mobility_gui.ui.settings.length_stepper import LengthStepper
from mobility_gui.ui.settings.sound_card import SoundCard
from mobility_gui.ui.settings.speaker_card import SpeakerCard

COLUMNS = {0: (8,), 600: (4, 8), 1016: (2, 5, 8), 1700: (2, 4, 6, 8)}
"""By the least width of this page (the window without its rail): the card after the last of each column."""

SHARES = {1: (1,), 2: (1, 1), 3: (12, 12, 11), 4: (1, 1, 1, 1)}

_COLUMN_PX = 560
"""Maximum width of a column: beyond it the eye loses the line between a name and its control."""


class SettingsPage(QWidget):
    """The page. It emits the whole `Settings` with every change."""

    settings_changed = Signal(Settings)
    folder_requested = Signal()
    tone_requested = Signal()
    side_test_requested = Signal(str)
    devices_wanted = Signal()
    mat_check_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._settings = Settings()
        self._showing = False
        self._ends: tuple[int, ...] = ()
        self._make_controls()
        self._cards = (
            self._sound,
            self._speakers,
            self._mat(),
            self._screen(),
            self._measuring(),
            self._timing(),
            self._data(),
            self._about(),
        )
        self._columns = [QVBoxLayout() for _ in range(4)]
        self._build()
        self._connect()
        self._arrange()

    def show_settings(self, settings: Settings, data_text: str, folder: str = "") -> None:
        """Show these settings, what the record holds ("61 sessions, 22 cold tests, 4.1 MB") and where; emit nothing."""
        self._settings = settings
        self._showing = True
        self._lead_in.setValue(settings.lead_in_seconds)
        self._switch.setValue(settings.switch_seconds)
        self._breath.setValue(settings.breath_seconds)
        self._half_way.setChecked(settings.half_way_cue)
        self._look.select(settings.look)
        self._digits.select("larger" if settings.larger_digits else "large")
        self._motion.setChecked(settings.reduce_motion)
        self._awake.setChecked(settings.keep_awake)
        self._unit.select(settings.unit)
        self._target.set_unit(settings.unit)
        self._target.setValue(settings.target_mm)
        self._dose.setValue(settings.weekly_dose_minutes)
        self._sessions.setValue(settings.sessions_a_week)
        self._sound.show_settings(settings)
        self._speakers.show_settings(settings)
        self._showing = False
        self._kept.setText(data_text)
        self._folder.setText(folder)
        self._folder.setVisible(bool(folder))

    def show_devices(self, devices: Sequence[tuple[str, str]], chosen: str) -> None:
        """List the output devices as (identifier, name); an empty `chosen` is the system's default."""
        self._speakers.show_devices(devices, chosen)

    def show_sound_problem(self, sentence: str | None) -> None:
        """Say what is wrong with the sound; None clears it."""
        self._speakers.show_sound_problem(sentence)

    def show_other_problem(self, sentence: str | None) -> None:
        """Say why other players cannot be made quieter; None clears it."""
        self._speakers.show_other_problem(sentence)

    def _make_controls(self) -> None:
        theme, default = self._theme, Settings()

        def stepper(name: str, field: str, unit: str = "") -> Stepper:
            return Stepper(theme, name, RANGES[field], getattr(default, field), unit)

        self._lead_in = stepper("Time to get ready, seconds", "lead_in_seconds", "s")
        self._switch = stepper("Switching sides, seconds", "switch_seconds", "s")
        self._breath = stepper("One breath, seconds", "breath_seconds", "s")
        self._half_way = Toggle(theme, "Halfway cue in long holds")
        self._sound = SoundCard(theme)
        self._speakers = SpeakerCard(theme, other_players=sys.platform.startswith("linux"))
        self._mat_row = OpeningRow(theme, "Mat check", "Can you see and hear it from the mat?")
        looks = [(str(Look.SYSTEM), "System"), (str(Look.LIGHT), "Light"), (str(Look.DARK), "Dark")]
        self._look = Segmented("Theme", looks, default.look)
        self._digits = Segmented("Number size", [("large", "Large"), ("larger", "Larger")], "large")
        self._motion = Toggle(theme, "Reduce motion")
        self._awake = Toggle(theme, "Keep the screen awake")
        self._unit = Segmented("Units", [(str(Unit.CM), "cm"), (str(Unit.INCH), "inches")], default.unit)
        self._target = LengthStepper(theme, "Target line", RANGES["target_mm"], default.target_mm, default.unit)
        self._dose = stepper("Weekly goal, minutes", "weekly_dose_minutes", "min")
        self._sessions = stepper("Sessions per week", "sessions_a_week")
        self._kept = label("", Text.SECOND, "ink3", wrap=True)
        self._folder = label("", Text.SECOND, "ink3", wrap=True)
        self._folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._open_folder = Button(theme, "Open folder", icon="folder")
        self._numbers_row = OpeningRow(theme, "About the numbers", "Where each figure comes from")
        self._keys_row = OpeningRow(theme, "Keys", "All keys on one page")
        self._stop_row = OpeningRow(theme, "When to stop", "The warning signs, in one short list")

    def _mat(self) -> Card:
        made = Card()
        made.column.setContentsMargins(20, 12, 20, 12)
        made.column.addWidget(self._mat_row)
        return made

    def _timing(self) -> Card:
        return settings_card(
            "Timing",
            setting_row("Time to get ready", "Before the first exercise", self._lead_in),
            setting_row("Switching sides", "", self._switch),
            setting_row("One breath", "5 s in and 5 s out makes six a minute", self._breath),
            setting_row("Halfway cue in long holds", "", self._half_way),
        )

    def _screen(self) -> Card:
        return settings_card(
            "On the screen",
            setting_row("Theme", "", self._look),
            setting_row("Number size", "Large is readable from 3 m", self._digits),
            setting_row("Reduce motion", "No pulsing; the figure shows key poses only", self._motion),
            setting_row("Keep the screen awake", "During a session", self._awake),
        )

    def _measuring(self) -> Card:
        return settings_card(
            "Measuring and targets",
            setting_row("Units", "", self._unit),
            setting_row("Target line", "A goal, not a norm: most healthy adults score less", self._target),
            setting_row("Weekly goal", "Per muscle and side", self._dose),
            setting_row("Sessions per week", "", self._sessions),
        )

    def _data(self) -> Card:
        words = QWidget()
        column = down(words, gap=4)
        column.addWidget(label("Everything stays on this computer", Text.STRONG, wrap=True))
        column.addWidget(self._kept)
        column.addWidget(self._folder)
        made = Card()
        made.setAccessibleName("Your data")
        head = QHBoxLayout()
        head.addWidget(label("Your data", Text.CARD_TITLE), 1)
        head.addWidget(self._open_folder)
        made.column.addLayout(head)
        add_rows(made, words)
        return made

    def _about(self) -> Card:
        return settings_card("About", self._numbers_row, self._keys_row, self._stop_row)

    def _build(self) -> None:
        content = self._content = QWidget()
        self._inside = down(content, gap=18, margins=(32, 27, 32, 20))
        head = QHBoxLayout()
        head.addWidget(label("Settings", Text.PAGE_TITLE), 1)
        head.addWidget(label("Changes save automatically.", Text.BODY, "ink3"), 0, Qt.AlignmentFlag.AlignVCenter)
        self._inside.addLayout(head)
        row = across(gap=16)
        for column in self._columns:
            column.setSpacing(16)
            row.addLayout(column)
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
        for toggle in (self._half_way, self._motion, self._awake):
            toggle.toggled.connect(self._read)
        for choice in (self._look, self._digits, self._unit):
            choice.chosen.connect(self._read)
        for card in (self._sound, self._speakers):
            card.changed.connect(self._read)
            card.tone_requested.connect(self.tone_requested)
        self._speakers.side_test_requested.connect(self.side_test_requested)
        self._mat_row.clicked.connect(self.mat_check_requested)
        self._open_folder.clicked.connect(self.folder_requested)
        self._numbers_row.clicked.connect(self._show_numbers)
        self._keys_row.clicked.connect(self._show_keys)
        self._stop_row.clicked.connect(self._show_stop)

    def _read(self) -> None:
        """Read every control, as one of them has just changed."""
        if self._showing:
            return
        self._settings = replace(
            self._speakers.taken_over(self._sound.taken_over(self._settings)),
            lead_in_seconds=self._lead_in.value(),
            switch_seconds=self._switch.value(),
            breath_seconds=self._breath.value(),
            half_way_cue=self._half_way.isChecked(),
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
        for card in (self._sound, self._speakers):
            card.show_settings(self._settings)
        self.settings_changed.emit(self._settings)

    def _arrange(self) -> None:
        """Put the cards into as many columns as fit."""
        ends = next(ends for least, ends in sorted(COLUMNS.items(), reverse=True) if self.width() >= least)
        if ends == self._ends:
            return
        self._ends = ends
        for column in self._columns:
            for card in self._cards:
                column.removeWidget(card)  # takeAt would leave the old item alive, which would set the card's height
            if column.count():
                column.takeAt(0)
        for position, card in enumerate(self._cards):
            self._columns[sum(position >= end for end in ends)].addWidget(card)
        for column in self._columns:
            column.addStretch(1)
        shares = SHARES[len(ends)]
        for position in range(len(self._columns)):
            self._row.setStretch(position, shares[position] if position < len(shares) else 0)
        self._row.setSpacing(16)
        side = 32 if len(ends) > 2 else 20
        self._inside.setContentsMargins(side, 27, side, 20)
        self._content.setMaximumWidth(len(ends) * _COLUMN_PX)

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
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._speakers.look_for_devices()
        self.devices_wanted.emit()
