"""The Settings card for the output device, for trying it, and for the music of other players."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from mobility_gui.settings import OtherSound, Settings
from mobility_gui.ui.kit.controls import Button, Card, Choice, Toggle, plain_tool_tip
from mobility_gui.ui.kit.layouts import across
from mobility_gui.ui.kit.settings_card import ProblemLine, add_rows, setting_row
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.wording import OTHER_SOUNDS

SYSTEM_DEFAULT = "System default"
LOOKING = "Looking…"
LEFT, RIGHT = "left", "right"


class SpeakerCard(Card):
    """The card. It emits `changed` when the runner changes something.

    `tone_requested` asks for a tone on both sides, `side_test_requested` for a test of one. The list of devices is
    disabled until `show_devices`.
    """

    changed = Signal()
    tone_requested = Signal()
    side_test_requested = Signal(str)

    def __init__(self, theme: Theme, *, other_players: bool) -> None:
        """Skip the row for other players if this system cannot reach them, that is with `other_players` unset."""
        super().__init__("Speakers")
        self._names: dict[str, str] = {}
        self._seen: dict[str, str] = {}
        self._listed = False
        self._chosen = ""
        self._device = Choice(theme, "Output device")
        self._device.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._device.setMinimumContentsLength(12)
        self._device.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._sound_problem = ProblemLine(theme)
        self._left = _try_button(theme, "Left", "Play “left side” on the left")
        self._both = _try_button(theme, "Both", "Play a tone on both sides")
        self._right = _try_button(theme, "Right", "Play “right side” on the right")
        self._speaker_awake = Toggle(theme, "Keep Bluetooth speakers awake")
        self._other = Choice(theme, "Other music")
        for choice, words in OTHER_SOUNDS.items():
            self._other.addItem(words, str(choice))
        self._other_problem = ProblemLine(theme)
        self._build(other_players=other_players)
        self._connect()
        self.look_for_devices()

    def show_settings(self, settings: Settings) -> None:
        """Show these settings, without emitting `changed`."""
        self._speaker_awake.setChecked(settings.speaker_awake)
        self._other.setCurrentIndex(self._other.findData(str(settings.other_sound)))
        for button in (self._left, self._both, self._right):
            button.setEnabled(not settings.muted)
        if settings.output_device != self._chosen:
            self._chosen = settings.output_device
            if self._listed:
                self._fill()

    def taken_over(self, settings: Settings) -> Settings:
        """Return `settings` with the choices on this card."""
        return replace(
            settings,
            output_device=self._chosen,
            speaker_awake=self._speaker_awake.isChecked(),
            other_sound=OtherSound(self._other.currentData()),
        )

    def look_for_devices(self) -> None:
        """Say that the program is looking for devices, unless some are listed: they stay until `show_devices`."""
        if not self._listed:
            self._device.clear()
            self._device.addItem(LOOKING)
            self._device.setEnabled(False)

    def show_devices(self, devices: Sequence[tuple[str, str]], chosen: str) -> None:
        """List devices as (identifier, name). A `chosen` one that is missing stays in the list as not connected."""
        if self._listed and dict(devices) == self._names and chosen == self._chosen:
            return  # nothing changed, so a list that is open stays open
        self._names = dict(devices)
        self._seen |= self._names
        self._chosen = chosen
        self._listed = True
        self._fill()
        self._device.setEnabled(True)

    def show_sound_problem(self, sentence: str | None) -> None:
        """Say what is wrong with the sound; None clears it."""
        self._sound_problem.show_problem(sentence)

    def show_other_problem(self, sentence: str | None) -> None:
        """Say why other music cannot be made quieter; None clears it."""
        if self._other.isVisibleTo(self):
            self._other_problem.show_problem(sentence)

    def _fill(self) -> None:
        self._device.clear()
        self._device.addItem(SYSTEM_DEFAULT, "")
        for identifier, name in self._names.items():
            self._device.addItem(name, identifier)
        if self._chosen and self._chosen not in self._names:
            self._device.addItem(f"{self._seen.get(self._chosen, self._chosen)} (not connected)", self._chosen)
        self._device.setCurrentIndex(self._device.findData(self._chosen))
        self._show_full_name()

    def _choose_device(self, index: int) -> None:
        self._chosen = self._device.itemData(index)
        self._show_full_name()
        self.changed.emit()

    def _show_full_name(self) -> None:
        self._device.setToolTip(plain_tool_tip(self._device.currentText()))  # the box may be too narrow for it

    def _try_side(self) -> None:
        self.side_test_requested.emit(LEFT if self.sender() is self._left else RIGHT)

    def _build(self, *, other_players: bool) -> None:
        tries = QWidget()
        row = across(tries, gap=8)
        for button in (self._left, self._both, self._right):
            row.addWidget(button)
        add_rows(self, setting_row("Output device", "", self._device, wide=True))
        self.column.addWidget(self._sound_problem)
        add_rows(
            self,
            setting_row("Try it", "", tries),
            setting_row(
                "Keep Bluetooth speakers awake",
                "Plays a faint sound so cues aren’t cut off",
                self._speaker_awake,
            ),
        )
        if other_players:
            add_rows(self, setting_row("Other music", "During a session", self._other))
            self.column.addWidget(self._other_problem)
        else:
            self._other.setParent(self)
            self._other.hide()

    def _connect(self) -> None:
        self._device.activated.connect(self._choose_device)
        self._left.clicked.connect(self._try_side)
        self._right.clicked.connect(self._try_side)
        self._both.clicked.connect(self.tone_requested)
        self._speaker_awake.clicked.connect(self.changed)
        self._other.activated.connect(self.changed)


def _try_button(theme: Theme, word: str, name: str) -> Button:
    made = Button(theme, word)
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made
