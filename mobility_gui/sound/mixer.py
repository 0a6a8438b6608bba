"""Mixes sounds into one stream, each placed to the sample, ahead of time; needs no device, so can be tested alone."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median

import numpy as np
import numpy.typing as npt

from mobility_gui.sound.device import BUFFER_MS, CHANNELS, SAMPLE_RATE_HZ
from mobility_gui.training.exercise import Side
from mobility_gui.training.score import Due, Phrase

Samples = npt.NDArray[np.int16]

LATE_SECONDS = 0.05
"""A sound that could only begin later than this after its time is dropped: a late count is worse than none."""

FADE_SECONDS = 0.02
"""How long a sound takes to fade when it is cut off, so that it does not click."""

SETTLE_SECONDS = 0.25
"""How long after a stream began, or lost time, its position is known well enough for a sound to begin in it."""

GAP_SECONDS = 0.15
"""A device that has not asked for this long may have run empty, so its position is no longer known."""

DRIFT = 1e-4
"""How much slower a device's clock may be than the computer's; most are within half of this."""

STRAY_SECONDS = 0.03
RECENT_SECONDS = 1.5
"""If requests stray from the assumed position of the stream by more than the first, for as long as the second, they
are believed."""

TOLD_TIMES = 9
"""How many times reported by the device itself the median is taken of: about a third of a second."""

LIMIT = 0.8 * 32768
REST = 0.09 * 32768
"""No single sound goes beyond LIMIT; two at once are compressed gently from there, and stay below -1 dBFS."""

AWAKE_DBFS = -60.0
"""Level of the sound that keeps a speaker awake: 45 dB below the cues, but not digital silence."""


@dataclass(frozen=True, eq=False)
class MixedSound:
    """Mono samples and the due they belong to: a tone or a phrase, with the time in ms at which it should be heard.

    One due makes one sound, even if it is placed again. `patience_seconds` is how late it may begin; a phrase without
    patience, a count, is never delayed or cut off by one that has some.
    """

    due: Due
    samples: Samples
    side: Side = Side.BOTH
    patience_seconds: float = 0.0

    @property
    def at(self) -> float:
        """When the first sample should be heard, in seconds of the mixer's clock."""
        return self.due.at_ms / 1000

    @property
    def spoken(self) -> bool:
        """True if it is speech: only one voice speaks at a time."""
        return isinstance(self.due, Phrase)


@dataclass
class _Voice:
    """A sound that has begun: the frame of the stream at which it did, and the one from which it fades."""

    sound: MixedSound
    first_frame: int
    cut_frame: int | None = None

    @property
    def end_frame(self) -> int:
        end = self.first_frame + len(self.sound.samples)
        return end if self.cut_frame is None else min(end, self.cut_frame + FADE_FRAMES)

    def speaks_at(self, frame: int) -> bool:
        """True if it is speech that is not over at a frame."""
        return self.sound.spoken and self.end_frame > frame

    def add_to(self, block: npt.NDArray[np.float32], first_frame: int) -> None:
        """Add the part that falls into a block of (frames, channels) beginning at `first_frame` of the stream."""
        start, stop = max(first_frame, self.first_frame), min(first_frame + len(block), self.end_frame)
        if stop <= start:
            return
        part = self.sound.samples[start - self.first_frame : stop - self.first_frame].astype(np.float32)
        if self.cut_frame is not None:
            part *= np.clip(1 - (np.arange(start, stop) - self.cut_frame) / FADE_FRAMES, 0, 1)
        for channel, side in enumerate((Side.LEFT, Side.RIGHT)):
            if self.sound.side in {Side.BOTH, side}:
                block[start - first_frame : stop - first_frame, channel] += part


FADE_FRAMES = round(FADE_SECONDS * SAMPLE_RATE_HZ)


@dataclass(frozen=True, eq=False)
class _Score:
    """What should be heard from now on; `cut` also ends sounds that have begun and are not in it."""

    sounds: tuple[MixedSound, ...] = ()
    cut: bool = False


class _Anchor:
    """Where the stream stands relative to the clock, known without a break from `since` on."""

    def __init__(self) -> None:
        self.since: float | None = None
        self._start = 0.0
        self._asked_at = 0.0
        self._recent: deque[tuple[float, float]] = deque()
        self._told: deque[float] = deque(maxlen=TOLD_TIMES)

    def heard_at(self, frame: int) -> float:
        """Return when a frame of the stream will be heard; valid only after the first request."""
        return self._start + frame / SAMPLE_RATE_HZ

    def take(self, now: float, frame: int, frame_count: int, delay_seconds: float | None) -> None:
        """Note a request for the frames from `frame` on, the first of which is heard after the delay, if known."""
        if self.since is None:
            self.since = now
        if delay_seconds is None:
            self._guess(now, frame, frame_count)
        else:
            self._told.append(now + delay_seconds - frame / SAMPLE_RATE_HZ)
            self._start = median(self._told)
        self._asked_at = now

    def _guess(self, now: float, frame: int, frame_count: int) -> None:
        """Estimate the position from the times of the requests.

        Right after a request, a device holds all its buffer can: the lowest value of (time - frames given) marks that
        moment. Some devices ask in bursts that creep, so the lowest value of long ago counts (seen: 16 ms in 36 s).
        """
        full = now + BUFFER_MS / 1000 - (frame + frame_count) / SAMPLE_RATE_HZ
        if not self._recent or now - self._asked_at > GAP_SECONDS or now > self.heard_at(frame):
            self._recent.clear()
            self.since, self._start = now, full
        self._recent.append((now, full))
        while self._recent[0][0] < now - RECENT_SECONDS:
            self._recent.popleft()
        self._start = min(full, self._start + DRIFT * (now - self._asked_at))
        lowest = min(recent for _, recent in self._recent)
        if lowest > self._start + STRAY_SECONDS and self._recent[-1][0] - self._recent[0][0] > RECENT_SECONDS / 2:
            self._start = lowest


class Mixer:
    """One stream: any thread places sounds, and the device's thread takes blocks.

    Sounds that begin are added to `begun`, with the time at which they are heard; the reader takes them out.
    """

    def __init__(self, clock: Callable[[], float], begun: deque[tuple[MixedSound, float]]) -> None:
        self.gain = 1.0
        self.awake = False
        """True if a faint sound should run under everything."""
        self.filled_at = clock()
        """When the device last asked for samples, in seconds of the clock; it stops asking when it dies."""
        self._begun = begun
        self._clock = clock
        self._score = _Score()
        self._taken = self._score
        self._coming: deque[MixedSound] = deque()
        self._voices: list[_Voice] = []
        self._frame = 0
        self._anchor = _Anchor()
        self._gain_given = 0.0
        self._murmur = _murmur()

    @property
    def settled(self) -> bool:
        """True if the device has been asking steadily for a while."""
        return self._anchor.since is not None and self.filled_at - self._anchor.since >= SETTLE_SECONDS

    def place(self, sounds: Iterable[MixedSound], *, cut: bool) -> None:
        """Place these sounds, instead of all that were placed before and have not begun.

        Sounds that have begun continue to their end; with `cut`, only those that are placed again do.
        """
        unheeded = self._score is not self._taken and self._score.cut  # the device has not asked since
        self._score = _Score(tuple(sorted(sounds, key=lambda sound: sound.at)), cut or unheeded)

    def fill(self, frame_count: int, delay_seconds: float | None = None) -> bytes:
        """Return the next block of the stream: interleaved 16-bit samples of all channels.

        The first frame of the block will be heard in `delay_seconds`, if the device knows.
        """
        now = self.filled_at = self._clock()
        self._anchor.take(now, self._frame, frame_count, delay_seconds)
        self._take_score()
        if self.settled:
            self._begin_what_is_due(frame_count)
        block = self._mix(frame_count)
        self._frame += frame_count
        self._voices = [voice for voice in self._voices if voice.end_frame > self._frame]
        return block

    def _take_score(self) -> None:
        score = self._score
        if score is self._taken:
            return
        self._taken = score
        placed = {sound.due for sound in score.sounds}
        for voice in self._voices:
            if score.cut and voice.sound.due not in placed:
                self._cut(voice, self._frame)
        begun = {voice.sound.due for voice in self._voices}
        self._coming = deque(sound for sound in score.sounds if sound.due not in begun)

    def _begin_what_is_due(self, frame_count: int) -> None:
        block_at = self._anchor.heard_at(self._frame)
        waiting: list[MixedSound] = []
        while self._coming and self._coming[0].at < block_at + frame_count / SAMPLE_RATE_HZ:
            sound = self._coming.popleft()
            # After a stall, the time of the block itself may have passed.
            late = max(0.0, block_at - sound.at, self.filled_at - sound.at)
            if late > max(LATE_SECONDS, sound.patience_seconds):
                continue
            frame = self._frame + round((sound.at + late - block_at) * SAMPLE_RATE_HZ)
            speaking = [voice for voice in self._voices if sound.spoken and voice.speaks_at(frame)]
            over = max([frame, *(voice.end_frame for voice in speaking)])
            if late + (over - frame) / SAMPLE_RATE_HZ > sound.patience_seconds:
                if sound.patience_seconds and not all(voice.sound.patience_seconds for voice in speaking):
                    continue  # a count is never cut off
                over = frame  # it cannot wait for the phrase before, so it cuts that off
            if over < self._frame + frame_count:
                self._begin(sound, over)
            else:
                waiting.append(sound)
        self._coming.extendleft(reversed(waiting))

    def _begin(self, sound: MixedSound, frame: int) -> None:
        for voice in self._voices:
            if sound.spoken and voice.speaks_at(frame):
                self._cut(voice, frame)
        self._voices.append(_Voice(sound, frame))
        self._begun.append((sound, self._anchor.heard_at(frame)))

    def _cut(self, voice: _Voice, frame: int) -> None:
        if voice.cut_frame is None:
            voice.cut_frame = frame

    def _mix(self, frame_count: int) -> bytes:
        before, self._gain_given = self._gain_given, self.gain
        murmurs = self.awake and self.gain > 0
        if not murmurs and (not self._voices or not (before or self.gain)):
            return bytes(2 * CHANNELS * frame_count)
        block = np.zeros((frame_count, CHANNELS), dtype=np.float32)
        for voice in self._voices:
            voice.add_to(block, self._frame)
        if before == self.gain:
            block *= self.gain
        else:  # a step would click
            block *= np.linspace(before, self.gain, frame_count, dtype=np.float32)[:, np.newaxis]
        if murmurs:
            block += self._murmur.take(np.arange(self._frame, self._frame + frame_count), mode="wrap")[:, np.newaxis]
        return np.rint(_limited(block)).astype(np.int16).tobytes()


def _limited(block: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    over = np.maximum(np.abs(block) - np.float32(LIMIT), 0)
    if over.any():
        block -= np.sign(block) * (over - REST * np.tanh(over / REST))
    return block


def _murmur() -> npt.NDArray[np.float32]:
    """Return four seconds of soft noise, the same each time, that loop without a seam."""
    spectrum = np.fft.rfft(np.random.default_rng(0).standard_normal(4 * SAMPLE_RATE_HZ))
    spectrum /= 1 + (np.fft.rfftfreq(4 * SAMPLE_RATE_HZ, 1 / SAMPLE_RATE_HZ) / 500) ** 2  # no sharp highs
    noise = np.fft.irfft(spectrum)
    level = 32768 * 10 ** (AWAKE_DBFS / 20)
    return np.asarray(noise * level / np.sqrt(np.mean(noise**2)), dtype=np.float32)
