"""Mixes sounding cues into one stream of samples; knows no device, so it can be tested and placed ahead of time."""

from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from queue import SimpleQueue

SAMPLE_RATE_HZ = 48_000
LATE_SECONDS = 0.2
"""More than a device's buffer: a stream later than this has lost time, and is set against the clock again."""


@dataclass(frozen=True)
class Voice:
    """Mono 16-bit samples and the frame of the stream at which they begin."""

    samples: "array[int]"
    first_frame: int

    @property
    def end_frame(self) -> int:
        """First frame after the last sample."""
        return self.first_frame + len(self.samples)


def mix(voices: Iterable[Voice], first_frame: int, frame_count: int, gain: float) -> "array[int]":
    """Add the parts of the voices that fall into a block, times gain, held within 16 bits."""
    total = [0] * frame_count
    for voice in voices:
        start = max(0, first_frame - voice.first_frame)
        stop = max(0, first_frame + frame_count - voice.first_frame)
        into = max(0, voice.first_frame - first_frame)
        for frame, sample in enumerate(voice.samples[start:stop], into):
            total[frame] += sample
    return array("h", [max(-32768, min(32767, int(gain * value))) for value in total])


class Mixer:
    """One stream: sounds come in from any thread, blocks go out to the device's thread."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.gain = 1.0
        self.filled_at = clock()
        """When the device last asked for samples, in seconds of the clock; it stops asking when it dies."""
        self._clock = clock
        self._coming: SimpleQueue[tuple[array[int], float | None]] = SimpleQueue()
        self._voices: list[Voice] = []
        self._frame = 0
        self._started_at: float | None = None

    def add(self, samples: "array[int]", at: float | None = None) -> None:
        """Let samples sound at a time of the clock, to the sample; as soon as possible without one or when it is over.

        What is heard comes later by the device's buffer, always the same.
        """
        self._coming.put((samples, at))

    def fill(self, frame_count: int) -> "bytes | array[int]":
        """Give the next block of the stream: 2 bytes a frame."""
        self._keep_time()
        while not self._coming.empty():
            samples, at = self._coming.get()
            self._voices.append(Voice(samples, self._frame_at(at)))
        first_frame, self._frame = self._frame, self._frame + frame_count
        sounding = [voice for voice in self._voices if voice.first_frame < self._frame]
        if not sounding or not self.gain:
            block: bytes | array[int] = bytes(2 * frame_count)
        else:
            block = mix(sounding, first_frame, frame_count, self.gain)
        self._voices = [voice for voice in self._voices if voice.end_frame > self._frame]
        return block

    def _keep_time(self) -> None:
        """Anchor the stream to the clock at its start, and again after the device has lost time."""
        self.filled_at = self._clock()
        started_at = self.filled_at - self._frame / SAMPLE_RATE_HZ
        # A device may ask early, for seconds at once; only asking late proves that time was lost.
        if self._started_at is None or started_at > self._started_at + LATE_SECONDS:
            self._started_at = started_at

    def _frame_at(self, at: float | None) -> int:
        if at is None or self._started_at is None:
            return self._frame
        return max(self._frame, round((at - self._started_at) * SAMPLE_RATE_HZ))
