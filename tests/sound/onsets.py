"""Finds each expected cue in a recording: exact to the sample if nothing disturbs it, even if cues overlap.

When a program is late, the server plays zeros: a hole. A cue with a hole is found by what remains of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float64]
Recorded = npt.NDArray[np.int16]
Left = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

RATE_HZ = 48_000
REACH_FRAMES = RATE_HZ * 2 // 5
"""How far from its due time to look for a cue; less than half the second that lies between equal tones."""

HEAD_FRAMES = RATE_HZ // 5
"""A cue is recognized by this much of it: a command may fade out what comes later."""

LEAST_FIT = 0.6
LEAST_GAIN = 0.01
LEAST_SHARE = 0.1
PASSES = 3

HOLE_FRAMES = 48
"""The shortest run of zeros that counts as a hole; audible sound has only a few zeros in a row."""

BLOCK_FRAMES = RATE_HZ // 100
NOTHING = 60.0
"""Root mean square, of 32,768, below which a hundredth of a second counts as silent (-55 dB): rounding stays far
below it, and so does the sound that keeps a speaker awake."""


@dataclass(frozen=True)
class Expected:
    """A cue that should be in the recording, from `frame` on, which may lie before the recording's start."""

    name: str
    samples: Samples
    frame: int


@dataclass(frozen=True)
class Heard:
    """A cue that was found: its first sample is at `frame`, `gain` times as loud as expected.

    `fit` is the part of the energy at its place that it explains, `share` the part of its own energy outside holes;
    both range from 0 to 1 and are taken from its head.
    """

    expected: Expected
    frame: int
    gain: float
    fit: float
    share: float

    @property
    def late_ms(self) -> float:
        """By how many milliseconds it came after the frame at which it was expected."""
        return (self.frame - self.expected.frame) * 1000 / RATE_HZ


@dataclass(frozen=True)
class Hearing:
    """What a recording holds; `extra` are the first frames of sounds that were not expected."""

    heard: tuple[Heard, ...]
    missing: tuple[Expected, ...]
    extra: tuple[int, ...]


def listen(recording: Recorded, expected: Sequence[Expected], reach: int = REACH_FRAMES) -> Hearing:
    """Find every expected cue within `reach` frames of its place.

    The cues found are subtracted from the recording, each is looked for again in what the others leave, and whatever
    remains in the end was not expected.
    """
    left = recording.astype(np.float32)  # ten minutes are 115 MB
    given = _given(recording)
    places: dict[int, tuple[int, float]] = {}
    # The strongest first: it is found well despite the weaker ones, and they are found well without it.
    order = sorted(range(len(expected)), key=lambda number: -float(np.square(expected[number].samples).sum()))
    for _ in range(PASSES):
        for number in order:
            samples = expected[number].samples
            if number in places:
                _add(left, given, samples, *places[number])
            frame, gain = _best_place(left, given, samples, expected[number].frame, reach)
            places[number] = frame, gain
            _add(left, given, samples, frame, -gain)
    heard, missing = [], []
    for number, cue in enumerate(expected):
        frame, gain = places[number]
        fit, share = _fit(left, given, cue.samples, frame, gain)
        if fit < LEAST_FIT or gain < LEAST_GAIN or share < LEAST_SHARE:
            missing.append(cue)
            _add(left, given, cue.samples, frame, gain)
        else:
            heard.append(Heard(cue, frame, gain, fit, share))
    return Hearing(tuple(heard), tuple(missing), tuple(_sounds(left)))


def _given(recording: Recorded) -> Mask:
    """Return a mask that is True for each frame outside the holes."""
    sounding = np.concatenate([[-1], np.flatnonzero(recording), [len(recording)]])
    wide = np.flatnonzero(np.diff(sounding) > HOLE_FRAMES)
    steps = np.zeros(len(recording) + 1, dtype=np.int8)
    steps[sounding[wide] + 1] = 1
    steps[sounding[wide + 1]] = -1
    given: Mask = steps[:-1].cumsum(dtype=np.int8) == 0
    return given


def _best_place(left: Left, given: Mask, samples: Samples, expected: int, reach: int) -> tuple[int, float]:
    """Return where the samples explain most of a recording, and how loud they are there."""
    first = expected - reach
    window = _part(left, first, 2 * reach + len(samples))
    size = 1 << (len(window) - 1).bit_length()
    products = np.fft.irfft(np.fft.rfft(window, size) * np.fft.rfft(samples, size).conj(), size)[: 2 * reach + 1]
    shift = int(products.argmax())
    energy = float(np.square(samples * _part(given, first + shift, len(samples))).sum())
    return first + shift, float(products[shift]) / energy if energy else 0.0


def _fit(left: Left, given: Mask, samples: Samples, frame: int, gain: float) -> tuple[float, float]:
    head = samples[:HEAD_FRAMES]
    there = head * _part(given, frame, len(head))
    rest = _part(left, frame, len(head))
    whole = float(np.square(rest + gain * there).sum())
    fit = 1 - float(np.square(rest).sum()) / whole if whole else 0.0
    return fit, float(np.square(there).sum() / np.square(head).sum())


def _part(recording: Left | Mask, first: int, count: int) -> Samples:
    """Return frames of a recording, with silence before its start and after its end."""
    part = np.zeros(count)
    start, stop = max(0, first), min(len(recording), first + count)
    if start < stop:
        part[start - first : stop - first] = recording[start:stop]
    return part


def _add(recording: Left, given: Mask, samples: Samples, frame: int, gain: float) -> None:
    start, stop = max(0, frame), min(len(recording), frame + len(samples))
    if start < stop:
        recording[start:stop] += gain * samples[start - frame : stop - frame] * given[start:stop]


def _sounds(left: Left) -> list[int]:
    """Return the first frame of each sound; a pause of a tenth of a second separates two."""
    blocks = left[: len(left) // BLOCK_FRAMES * BLOCK_FRAMES].reshape(-1, BLOCK_FRAMES)
    loud = np.flatnonzero(np.sqrt(np.square(blocks).mean(axis=1)) > NOTHING)
    if not len(loud):
        return []
    return [int(block) * BLOCK_FRAMES for block in loud[np.insert(np.diff(loud) > 10, 0, True)]]
