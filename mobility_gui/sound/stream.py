"""One stream to a sound device and the thread that alone touches it, because a device may block."""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Protocol

from mobility_gui.sound.device import DeviceError
from mobility_gui.sound.output import OutputDevice
from mobility_gui.sound.outputs import Fill, Output
from mobility_gui.training.cues import CueKind
from mobility_gui.training.exercise import Side
from mobility_gui.training.score import Due, Phrase, Tone, is_count

if TYPE_CHECKING:  # numpy is loaded only once there is something to play
    from mobility_gui.sound.mixer import MixedSound, Mixer, Samples

NO_DEVICE = "No sound device was found, so the cues are shown on the screen."
NO_LIBRARY = "The sound library is missing, so the cues are shown on the screen."
NO_TONES = "The sound files cannot be read, so the cues are shown on the screen."
NO_ANSWER = "The sound device does not answer, so the cues are shown on the screen."
STOPPED = "The sound device has stopped, so the cues are shown on the screen."
NOT_CONNECTED = "The chosen sound device is not connected, so the system default is used."

SILENCE_SECONDS = 1.0
"""A device that has not asked for samples for this long is dead; a check twice a second reports it within two."""
FIRST_SILENCE_SECONDS = 2.5
"""A device that was just opened may have taken 2 s of samples ahead before it asks again (PulseAudio's null sink)."""
BEGINNING_SECONDS = 0.3
"""A device whose last request came within this time of its opening was only just opened."""
PATIENCE_SECONDS = 2.0
"""A device that has not opened after this long is reported; also the shortest time between two tries."""
LOOK_SECONDS = 1.0
"""How often to check that the device that should play is the one that does."""
CLOSING_SECONDS = 0.5
"""Longest wait for the device at the end; usually it takes 10 ms."""
SOON_SECONDS = 0.3
PATIENCE_OF_WORDS_SECONDS = 1.5
PATIENCE_OF_TONES_SECONDS = 0.3
"""How late a sound other than a count may start, if a device was only just opened or the phrase before still sounds."""
TRIED_LATE_SECONDS = 3.0
"""How late a sound that is wanted at once may start, after the previous one or once a newly opened device plays."""


class PhraseClips(Protocol):
    """Where the clips of phrases are kept."""

    def samples(self, phrase: str) -> "Samples | None":
        """Return mono 16-bit samples at 48 kHz; None if there is no clip. Raises OSError or ValueError."""


OpenDevice = Callable[[Fill, str], Output]


class Stream:
    """Everything that lasts from open() to close(), with the only thread that touches the device, as it may block."""

    def __init__(
        self, tones: Path, phrases: PhraseClips, clock: Callable[[], float], open_device: OpenDevice, chosen: str
    ) -> None:
        self.problem: str | None = None
        self.notice: str | None = None
        self.devices: tuple[OutputDevice, ...] | None = None
        self._folder = tones
        self._phrases = phrases
        self._clock = clock
        self._open_device = open_device
        self._chosen = chosen
        self._gain = 0.0
        self._speaker_awake = False
        self._tones: dict[CueKind, Samples] = {}
        self._dues: tuple[Due, ...] = ()
        self._begun: deque[tuple[MixedSound, float]] = deque(maxlen=1000)  # also of devices that have gone
        self._device: Output | None = None
        self._plays_on: str | None = None
        self._unheard = False
        self._mixer: Mixer | None = None
        self._tried_at = self._looked_at = self._opened_at = clock()
        self._trying = True
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()  # None ends the thread
        self._jobs.put(self._open)
        self._thread = Thread(target=self._work, name="sound device", daemon=True)
        self._thread.start()

    @property
    def active(self) -> bool | None:
        if self.problem:
            return False
        return True if self._mixer else None

    def do(self, job: Callable[[], None]) -> None:
        """Queue a job for the thread."""
        self._jobs.put(job)

    def set_gain(self, gain: float, *, speaker_awake: bool) -> None:
        self._gain, self._speaker_awake = gain, speaker_awake
        self._pass_on()

    def check(self) -> None:
        now, mixer = self._clock(), self._mixer
        if self._trying:
            if now - self._tried_at > PATIENCE_SECONDS:
                self.problem = NO_ANSWER
        elif mixer is None or not self._asks(mixer, now):
            if mixer:
                self.problem = STOPPED
            if now - self._tried_at >= PATIENCE_SECONDS:
                self._tried_at, self._trying = now, True
                self._jobs.put(self._open)
        else:
            self.problem = NO_DEVICE if self._unheard else None
            if now - self._looked_at >= LOOK_SECONDS:
                self._looked_at = now
                self._jobs.put(self._look)

    def _asks(self, mixer: "Mixer", now: float) -> bool:
        device = self._device
        only_began = mixer.filled_at - self._opened_at < BEGINNING_SECONDS
        patience = FIRST_SILENCE_SECONDS if only_began else SILENCE_SECONDS
        return device is not None and device.alive and now - mixer.filled_at <= patience

    def take_begun(self) -> list[tuple[int, Due]]:
        begun = []
        while self._begun:
            sound, heard_at = self._begun.popleft()
            begun.append((round(1000 * heard_at), sound.due))
        return begun

    def close(self) -> None:
        self._jobs.put(None)
        self._thread.join(CLOSING_SECONDS)

    # In the thread

    def place(self, dues: tuple[Due, ...], *, cut: bool) -> None:
        self._dues = dues
        if self._mixer:
            self._mixer.place(self._sounds(), cut=cut)

    def sound_now(self, what: CueKind | str, side: Side) -> None:
        if self._mixer is None:
            return
        at_ms = round(1000 * (self._clock() + SOON_SECONDS))
        sound = self._sound(Tone(at_ms, what) if isinstance(what, CueKind) else Phrase(at_ms, what), side)
        if sound:
            self._mixer.place([replace(sound, patience_seconds=TRIED_LATE_SECONDS)], cut=True)

    def _work(self) -> None:
        while job := self._jobs.get():
            job()
        self._mixer = None
        if self._device:
            self._device.close()

    def _open(self) -> None:
        self._mixer = None
        device, self._device = self._device, None
        if device:
            device.close()
        try:
            from mobility_gui.sound.mixer import Mixer
            from mobility_gui.sound.tones import read_tones

            self._tones = self._tones or read_tones(self._folder)
            mixer = Mixer(self._clock, self._begun)
            self._device = self._open_device(mixer.fill, self._chosen)
        except DeviceError:
            self.problem = NO_DEVICE
        except ImportError:
            self.problem = NO_LIBRARY
        except (OSError, ValueError):
            self.problem = NO_TONES
        else:
            self._plays_on = None
            self._opened_at = self._clock()
            mixer.place(self._sounds(), cut=False)
            self._mixer, self.problem = mixer, None
            self._pass_on()  # once the mixer is set, so that no change of volume is missed
            self._look()
        self._trying = False

    def _look(self) -> None:
        """See what is connected, and switch over if another device should play."""
        if self._device is None:
            return
        self.devices = self._device.others()
        by_identifier = {device.identifier: device for device in self.devices}
        default = next((device for device in self.devices if device.is_default), None)
        wanted = by_identifier.get(self._chosen, default)
        self.notice = NOT_CONNECTED if self._chosen and self._chosen not in by_identifier else None
        self._unheard = wanted is not None and wanted.is_dummy
        if wanted is None:
            return
        if self._plays_on is None:
            self._plays_on = wanted.identifier
        elif self._plays_on != wanted.identifier:
            self._tried_at, self._trying = self._clock(), True
            self._open()
            return
        self._pass_on()

    def _pass_on(self) -> None:
        mixer = self._mixer
        if mixer:
            device = next((d for d in self.devices or () if d.identifier == self._plays_on), None)
            mixer.gain = self._gain
            mixer.awake = self._speaker_awake and device is not None and device.is_bluetooth

    def _sounds(self) -> "list[MixedSound]":
        return [sound for due in self._dues if (sound := self._sound(due))]

    def _sound(self, due: Due, side: Side = Side.BOTH) -> "MixedSound | None":
        """Return the samples of a due with its time; None if it has no samples."""
        from mobility_gui.sound.mixer import MixedSound

        match due:
            case Tone(what=kind):
                samples, patience_seconds = self._tones.get(kind), PATIENCE_OF_TONES_SECONDS
            case Phrase(what=phrase):
                samples, patience_seconds = self._phrase(phrase), PATIENCE_OF_WORDS_SECONDS
        if is_count(due):
            patience_seconds = 0.0
        return None if samples is None else MixedSound(due, samples, side, patience_seconds)

    def _phrase(self, phrase: str) -> "Samples | None":
        try:
            return self._phrases.samples(phrase)
        except (ImportError, OSError, ValueError):
            return None  # a clip that cannot be read must not silence the others, nor the tones
