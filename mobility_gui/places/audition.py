"""Tries the sound outside a session: a tone, each side, the voice; also lists the devices."""

from collections.abc import Callable
from threading import Thread
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from mobility_gui.settings import Settings, ToneSet
from mobility_gui.sound.device import DeviceError
from mobility_gui.sound.output import OutputDevice
from mobility_gui.training.cues import CueKind
from mobility_gui.training.exercise import Side
from mobility_gui.training.phrases import side_phrases

OVER_MS = 4000
"""After this a sample has been heard and the device is closed, as an open stream costs processor time."""

CHECK_MS = 300
"""How often to check the device until then."""


class AuditionSound(Protocol):
    """The part of the cue player that an audition uses."""

    @property
    def problem(self) -> str | None:
        """One sentence if nothing can be heard, else None."""

    def choose(self, tone_set: ToneSet, device: str) -> None: ...
    def open(self) -> None: ...
    def sound_now(self, what: CueKind | str, side: Side = Side.BOTH) -> None: ...
    def check(self) -> None: ...
    def close(self) -> None: ...


class Audition(QObject):
    """Opens the sound for each sample and closes it afterwards, unless a session has taken it over.

    `problem_found` carries one sentence, or None if all is well; `devices_found` carries pairs of identifier and name.
    """

    problem_found = Signal(object)
    devices_found = Signal(object)
    _listed = Signal(object)

    def __init__(
        self,
        sound: AuditionSound,
        list_devices: Callable[[], tuple[OutputDevice, ...]],
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sound = sound
        self._list_devices = list_devices
        self._settings = settings
        self._closed = False
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.setInterval(OVER_MS)
        self._over.timeout.connect(self._end)
        self._check = QTimer(self)
        self._check.setInterval(CHECK_MS)
        self._check.timeout.connect(self._look_after)
        self._listed.connect(self._tell_devices)

    def take_settings(self, settings: Settings) -> None:
        """Use these settings from now on."""
        self._settings = settings

    def play_tone(self) -> None:
        """Play the start cue."""
        self._try(CueKind.START)

    def play_side(self, side: str) -> None:
        """Say a side ("left" or "right"), heard from that side."""
        self._try(side_phrases(Side(side))[0], Side(side))

    def play_voice(self, phrase: str) -> None:
        """Say a phrase."""
        self._try(phrase)

    def find_devices(self) -> None:
        """List the connected devices; `devices_found` brings the answer, as a sound server may take a while."""
        Thread(target=self._find, name="list devices", daemon=True).start()

    def leave(self) -> None:
        """Leave the sound open for a session that takes it over."""
        self._over.stop()
        self._check.stop()

    def close(self) -> None:
        """Close the sound at the end of the program, and emit nothing more."""
        self._closed = True
        self.leave()
        self._sound.close()

    def _try(self, what: CueKind | str, side: Side = Side.BOTH) -> None:
        self._sound.choose(self._settings.tone_set, self._settings.output_device)
        self._sound.open()
        self._sound.sound_now(what, side)
        self._over.start()
        self._check.start()

    def _look_after(self) -> None:
        self._sound.check()
        self.problem_found.emit(self._sound.problem)

    def _end(self) -> None:
        self._look_after()
        self._check.stop()
        self._sound.close()

    def _find(self) -> None:
        try:
            devices = self._list_devices()
        except (DeviceError, ImportError):
            devices = ()
        if not self._closed:
            self._listed.emit([(device.identifier, device.name) for device in devices if not device.is_dummy])

    def _tell_devices(self, devices: object) -> None:
        if not self._closed:  # it may have closed while the signal was on its way from the thread
            self.devices_found.emit(devices)
