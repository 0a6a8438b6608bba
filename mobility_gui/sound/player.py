"""Plays cues during a session; whatever happens to the device, nothing waits for it and nothing is raised."""

import atexit
import time
from array import array
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, Protocol

from mobility_gui.sound.device import Device, DeviceError
from mobility_gui.sound.mixer import Mixer
from mobility_gui.sound.tones import read_tones
from mobility_gui.training.cues import CueKind

NO_DEVICE = "No sound device was found, so the cues are shown on the screen."
NO_LIBRARY = "The sound library is missing, so the cues are shown on the screen."
NO_TONES = "The sound files cannot be read, so the cues are shown on the screen."
NO_ANSWER = "The sound device does not answer, so the cues are shown on the screen."
STOPPED = "The sound device has stopped, so the cues are shown on the screen."

SILENCE_SECONDS = 1.0
"""A device that has not asked for samples for this long is dead: with a look each second it is told of within two."""
PATIENCE_SECONDS = 2.0
"""A device that has not opened after this long is told of; also the shortest time between two tries."""
CLOSING_SECONDS = 0.5
"""Longest wait for the device at the end; usually it takes 10 ms."""


class Output(Protocol):
    """An open device that asks for samples in a thread of its own."""

    def close(self) -> None: ...


class CuePlayer:
    """One stream from open() to close(); every call returns at once, from any thread, with or without a device.

    volume is 0 to 1. Call check() about once a second: it says what is wrong in `problem` and tries again.
    """

    def __init__(
        self,
        folder: Path,
        volume: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        open_device: Callable[[Callable[[int], Any]], Output] = Device,
    ) -> None:
        self._folder = folder
        self._volume = volume
        self._muted = False
        self._clock = clock
        self._open_device = open_device
        self._stream: _Stream | None = None

    @property
    def problem(self) -> str | None:
        """Why nothing is heard, in one sentence; None while all is well or the player is closed."""
        return self._stream.problem if self._stream else None

    @property
    def active(self) -> bool | None:
        """Whether cues can be heard; None while that is not known, and when closed."""
        return self._stream.active if self._stream else None

    def open(self) -> None:
        """Begin to open the device; until it is there, cues are dropped rather than played late."""
        if self._stream is None:
            self._stream = _Stream(self._folder, self._clock, self._open_device, self._gain)
            # A device thread that calls into a dying interpreter would take the process down.
            atexit.register(self.close)

    def play(self, kind: CueKind, at: float | None = None) -> None:
        """Let a cue sound now, or at a time of the clock (time.monotonic seconds), exact to the sample."""
        stream = self._stream  # read once: another thread may close meanwhile
        if stream:
            stream.play(kind, at)

    def set_volume(self, volume: float) -> None:
        self._volume = volume
        self._pass_gain_on()

    def set_muted(self, muted: bool) -> None:
        self._muted = muted
        self._pass_gain_on()

    def check(self) -> None:
        """Look after the device; to be called about once a second while open."""
        if self._stream:
            self._stream.check()

    def close(self) -> None:
        """Fall silent, also in the middle of a tone, and let the device go; waits half a second for it at most."""
        if self._stream:
            self._stream.close()
            self._stream = None
            atexit.unregister(self.close)

    @property
    def _gain(self) -> float:
        return 0.0 if self._muted else self._volume**2  # the ear hears half of the slider as about half as loud

    def _pass_gain_on(self) -> None:
        if self._stream:
            self._stream.set_gain(self._gain)


class _Stream:
    """What lives from open() to close(): a thread that alone touches the device, because the device may block."""

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], float],
        open_device: Callable[[Callable[[int], Any]], Output],
        gain: float,
    ) -> None:
        self.problem: str | None = None
        self._folder = folder
        self._clock = clock
        self._open_device = open_device
        self._gain = gain
        self._tones: dict[CueKind, array[int]] = {}
        self._mixer: Mixer | None = None
        self._tried_at = clock()
        self._trying = True
        self._tries: SimpleQueue[bool] = SimpleQueue()  # False: the last one
        self._tries.put(True)
        self._thread = Thread(target=self._look_after_device, name="sound device", daemon=True)
        self._thread.start()

    @property
    def active(self) -> bool | None:
        if self.problem:
            return False
        return True if self._mixer else None

    def play(self, kind: CueKind, at: float | None) -> None:
        mixer = self._mixer
        if mixer:
            mixer.add(self._tones[kind], at)

    def set_gain(self, gain: float) -> None:
        self._gain = gain
        mixer = self._mixer
        if mixer:
            mixer.gain = gain

    def check(self) -> None:
        now, mixer = self._clock(), self._mixer
        if self._trying:
            if now - self._tried_at > PATIENCE_SECONDS:
                self.problem = NO_ANSWER
        elif mixer is None or now - mixer.filled_at > SILENCE_SECONDS:
            if mixer:
                self.problem = STOPPED
            if now - self._tried_at >= PATIENCE_SECONDS:
                self._tried_at, self._trying = now, True
                self._tries.put(True)
        else:
            self.problem = None

    def close(self) -> None:
        self._tries.put(False)
        self._thread.join(CLOSING_SECONDS)

    def _look_after_device(self) -> None:
        device: Output | None = None
        while self._tries.get():
            self._mixer = None  # with it go the cues that a dead device never fetched
            if device:
                device.close()
            device = self._open()
            self._trying = False
        self._mixer = None
        if device:
            device.close()

    def _open(self) -> Output | None:
        device = None
        try:
            self._tones = self._tones or read_tones(self._folder)
            mixer = Mixer(self._clock)
            device = self._open_device(mixer.fill)
        except DeviceError:
            self.problem = NO_DEVICE
        except ImportError:
            self.problem = NO_LIBRARY
        except (OSError, ValueError):
            self.problem = NO_TONES
        else:
            self._mixer, self.problem = mixer, None
            mixer.gain = self._gain  # after the mixer can be reached, so that no change of volume slips between
        return device
