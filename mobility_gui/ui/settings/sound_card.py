"""The Settings card for the sound of a session: on or off, how loud, how much is said, which tones."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSlider

from mobility_gui.settings import RANGES, Settings, ToneSet
from mobility_gui.training.voice_level import VoiceLevel
from mobility_gui.ui.kit.controls import Card, Segmented, Toggle
from mobility_gui.ui.kit.settings_card import add_rows, setting_row
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.wording import TONE_SETS, VOICE_LEVELS


class SoundCard(Card):
    """The card. It emits `changed` when the runner changes something, and `tone_requested` when tones are chosen."""

    changed = Signal()
    tone_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("Sound")
        default = Settings()
        self._sound_on = Toggle(theme, "Sound")
        self._volume = _Volume()
        levels = [(str(level), words) for level, words in VOICE_LEVELS.items()]
        self._voice = Segmented("Voice", levels, default.voice_level)
        tones = [(str(tones), words) for tones, words in TONE_SETS.items()]
        self._tones = Segmented("Tones", tones, default.tone_set)
        add_rows(
            self,
            setting_row("Sound", "M during a session", self._sound_on),
            setting_row("Volume", "", self._volume),
            setting_row("Voice", "V during a session", self._voice, wide=True),
            setting_row("Tones", "", self._tones),
        )
        self._sound_on.clicked.connect(self.changed)
        self._volume.valueChanged.connect(self.changed)
        self._voice.chosen.connect(self.changed)
        self._tones.chosen.connect(self._choose_tones)

    def show_settings(self, settings: Settings) -> None:
        """Show these settings. This emits `changed` only if the volume moves."""
        self._sound_on.setChecked(not settings.muted)
        self._volume.setValue(settings.volume_percent)
        self._volume.setEnabled(not settings.muted)
        self._voice.select(settings.voice_level)
        self._tones.select(settings.tone_set)

    def taken_over(self, settings: Settings) -> Settings:
        """Return `settings` with the choices on this card."""
        return replace(
            settings,
            muted=not self._sound_on.isChecked(),
            volume_percent=self._volume.value(),
            voice_level=VoiceLevel(self._voice.selected),
            tone_set=ToneSet(self._tones.selected),
        )

    def _choose_tones(self) -> None:
        """Emit the change first, so that the chosen tones are played. Choosing the same ones plays them again."""
        self.changed.emit()
        if self._sound_on.isChecked():
            self.tone_requested.emit()


class _Volume(QSlider):
    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName("Volume, percent")
        self.setRange(*RANGES["volume_percent"])
        self.setSingleStep(5)
        self.setPageStep(10)
        self.setTracking(False)  # emits when the slider is released, not at every pixel
        self.setFixedWidth(150)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignore the wheel: scrolling the page past the slider must not change it."""
        event.ignore()
