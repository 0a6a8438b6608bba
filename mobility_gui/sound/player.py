"""Plays tones and phrases; whatever happens to the device, no call waits for it or raises."""

import atexit
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from mobility_gui.settings import ToneSet
from mobility_gui.sound.output import OutputDevice
from mobility_gui.sound.outputs import open_output
from mobility_gui.sound.stream import OpenDevice, PhraseClips, Stream
from mobility_gui.training.cues import CueKind
from mobility_gui.training.exercise import Side
from mobility_gui.training.score import Due


class CuePlayer:
    """One stream from open() to close(), for the window's thread; with or without a device, no call waits for one.

    `clock` returns the seconds by which dues are placed. Call check() about twice a second: it reports what is wrong in
    `problem` and tries again.
    """

    def __init__(
        self, tones: Path, phrases: PhraseClips, clock: Callable[[], float], open_device: OpenDevice = open_output
    ) -> None:
        self._tones = tones
        self._phrases = phrases
        self._clock = clock
        self._open_device = open_device
        self._volume = 1.0
        self._muted = False
        self._chosen = ""
        self._tone_set = ToneSet.NORMAL
        self._speaker_awake = False
        self._stream: Stream | None = None

    @property
    def problem(self) -> str | None:
        """Why nothing is heard, in one sentence; None while all is well or the player is closed."""
        return self._stream.problem if self._stream else None

    @property
    def notice(self) -> str | None:
        """What differs from the runner's choice although cues can be heard, in one sentence."""
        return self._stream.notice if self._stream else None

    @property
    def active(self) -> bool | None:
        """True if cues can be heard; None while that is unknown, and when closed."""
        return self._stream.active if self._stream else None

    @property
    def devices(self) -> tuple[OutputDevice, ...] | None:
        """What is connected, as last seen; None when closed or not known yet."""
        return self._stream.devices if self._stream else None

    def open(self) -> None:
        """Start opening the device; until it is open, what is due is dropped rather than played late."""
        if self._stream is None:
            tones = self._tones / self._tone_set
            self._stream = Stream(tones, self._phrases, self._clock, self._open_device, self._chosen)
            self._pass_on()
            # A device thread that calls into a dying interpreter would crash the process.
            atexit.register(self.close)

    def place(self, dues: Sequence[Due], *, cut: bool) -> None:
        """Place these at their times, to the sample, instead of all that were placed before and have not begun.

        Sounds that have begun continue to their end; with `cut`, only those that are placed again do.
        """
        stream = self._stream  # read once: another thread may close meanwhile
        if stream:
            stream.do(partial(stream.place, tuple(dues), cut=cut))

    def sound_now(self, what: CueKind | str, side: Side = Side.BOTH) -> None:
        """Play one sound as soon as possible, on one side or both."""
        stream = self._stream
        if stream:
            stream.do(partial(stream.sound_now, what, side))

    def take_begun(self) -> list[tuple[int, Due]]:
        """Return what began since the last call: the time at which it is heard, in ms of the clock, and the due."""
        return self._stream.take_begun() if self._stream else []

    def set_volume(self, volume: float) -> None:
        """Set the volume, 0 to 1."""
        self._volume = volume
        self._pass_on()

    def set_muted(self, muted: bool) -> None:
        self._muted = muted
        self._pass_on()

    def choose(self, tone_set: ToneSet, device: str) -> None:
        """Use these from the next opening on; a stream that uses others is closed. An empty device is the default."""
        if (tone_set, device) != (self._tone_set, self._chosen):
            self.close()
            self._tone_set, self._chosen = tone_set, device

    def set_speaker_awake(self, speaker_awake: bool) -> None:
        """Turn the faint sound on a Bluetooth device on or off."""
        self._speaker_awake = speaker_awake
        self._pass_on()

    def check(self) -> None:
        """Check the device; call this about twice a second while open."""
        if self._stream:
            self._stream.check()

    def close(self) -> None:
        """Fall silent, even in the middle of a tone, and release the device; waits at most half a second for it."""
        if self._stream:
            self._stream.close()
            self._stream = None
            atexit.unregister(self.close)

    def _pass_on(self) -> None:
        if self._stream:
            # the ear hears half of the slider as about half as loud
            self._stream.set_gain(0.0 if self._muted else self._volume**2, speaker_awake=self._speaker_awake)
