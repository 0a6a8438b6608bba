"""Makes the cue tones in resources/sounds/, byte for byte the same on every run; standard library only.

python packaging/make_tones.py [FOLDER]
"""

import math
import sys
import wave
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

SAMPLE_RATE_HZ = 48_000
LOUDNESS_LUFS = -15.0
"""Loudest 400 ms of every tone (momentary loudness, ITU-R BS.1770): loud enough for the mat, the same for all."""
PEAK_LIMIT = 10 ** (-3 / 20)
"""Highest sample, -3 dBFS: room for the true peak and for two tones at once."""
LOUDNESS_WINDOW_MS = 400
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sounds"


@dataclass(frozen=True)
class Timbre:
    """How a note is coloured: partials as (multiple of the pitch, amplitude), and how it comes and goes."""

    partials: tuple[tuple[int, float], ...]
    rise_ms: int
    fall_ms: int
    decay_seconds: float


BELL = Timbre(((1, 1.0), (2, 0.25), (3, 0.10)), rise_ms=8, fall_ms=90, decay_seconds=0.6)
BEAT = Timbre(((1, 1.0), (2, 0.20), (3, 0.08)), rise_ms=8, fall_ms=60, decay_seconds=2.0)
AIR = Timbre(((1, 1.0), (2, 0.12)), rise_ms=350, fall_ms=500, decay_seconds=60.0)


@dataclass(frozen=True)
class Note:
    """One sounding pitch; a glide where `to_hz` is given."""

    start_ms: int
    duration_ms: int
    hz: float
    to_hz: float | None = None
    timbre: Timbre = BELL


E4, G4, A4, B4, C5, D5, E5, G5, A5, B5, C6, D6 = (
    329.63, 392.00, 440.00, 493.88, 523.25, 587.33, 659.26, 783.99, 880.00, 987.77, 1046.50, 1174.66,
)  # fmt: skip
F5, FIS5 = 698.46, 739.99

COUNT = (Note(0, 400, C5),)  # three, two, one alike: the change of pitch after them is the signal
TONES: dict[str, tuple[Note, ...]] = {
    "set_up": (Note(0, 220, G4), Note(180, 220, C5), Note(360, 440, E5)),
    "start": (Note(0, 700, G5),),
    "half_way": (Note(0, 220, A5), Note(240, 360, A5)),
    "three": COUNT,
    "two": COUNT,
    "one": COUNT,
    "end": (Note(0, 680, C6),),
    "switch": (Note(0, 260, D5), Note(220, 260, B4), Note(440, 460, D5)),
    "rest": (Note(0, 420, A4), Note(340, 660, E4)),
    "rep_down": (Note(0, 200, G4, timbre=BEAT),),
    "rep_hold": (Note(0, 200, B4, timbre=BEAT),),
    "rep_up": (Note(0, 200, E5, timbre=BEAT),),
    "breathe_in": (Note(0, 1600, E4, 1.5 * E4, timbre=AIR),),
    "breathe_out": (Note(0, 2000, 1.5 * E4, E4, timbre=AIR),),
    "measure": (Note(0, 240, B5), Note(200, 560, D6)),
    "done": (
        *(Note(late, 700, hz) for late, hz in ((0, F5 / 2), (60, A4), (120, C5))),
        *(Note(600 + late, 700, hz) for late, hz in ((0, G4), (60, B4), (120, D5))),
        *(Note(1200 + late, 1200, hz) for late, hz in ((0, C5), (60, E5), (120, G5), (180, C6))),
    ),
    "attention": tuple(Note(start, 260, hz) for start, hz in ((0, A5), (220, FIS5), (440, A5), (660, FIS5))),
}  # fmt: skip


def render(notes: Sequence[Note]) -> "array[int]":
    """Mix notes into 16-bit samples of the agreed loudness; raises ValueError where the peak would be too high."""
    length = max(_frames(note.start_ms + note.duration_ms) for note in notes)
    mixed = [0.0] * length
    for note in notes:
        for at, value in enumerate(_note_samples(note), _frames(note.start_ms)):
            mixed[at] += value
    gain = 10 ** ((LOUDNESS_LUFS - loudness_lufs(mixed)) / 20)
    peak = gain * max(map(abs, mixed))
    if peak > PEAK_LIMIT:
        message = f"peak {20 * math.log10(peak):.1f} dBFS: make the tone longer or LOUDNESS_LUFS lower"
        raise ValueError(message)
    return array("h", (round(32767 * gain * value) for value in mixed))


def loudness_lufs(samples: Sequence[float]) -> float:
    """Give the loudest momentary loudness of mono samples in -1..1, silence taken on both sides."""
    window = _frames(LOUDNESS_WINDOW_MS)
    silence = [0.0] * window
    energy = list(accumulate((value * value for value in _k_weighted([*samples, *silence])), initial=0.0))
    energy = [*silence, *energy]
    loudest = max(energy[end] - energy[end - window] for end in range(window, len(energy), SAMPLE_RATE_HZ // 100))
    return -0.691 + 10 * math.log10(loudest / window)


def write_tones(folder: Path) -> None:
    """Write one 16-bit mono WAV per cue into an existing folder."""
    rendered = {notes: render(notes) for notes in dict.fromkeys(TONES.values())}
    for name, notes in TONES.items():
        samples = rendered[notes]
        if sys.byteorder == "big":
            samples.byteswap()
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(SAMPLE_RATE_HZ)
            file.writeframes(samples.tobytes())


def _frames(duration_ms: int) -> int:
    return duration_ms * SAMPLE_RATE_HZ // 1000


def _note_samples(note: Note) -> Iterator[float]:
    timbre = note.timbre
    count, rise, fall = _frames(note.duration_ms), _frames(timbre.rise_ms), _frames(timbre.fall_ms)
    bend = math.log2((note.to_hz or note.hz) / note.hz) / count
    phase = 0.0
    for frame in range(count):
        level = math.exp(-frame / (SAMPLE_RATE_HZ * timbre.decay_seconds))
        level *= _raised_cosine(frame, rise) * _raised_cosine(count - 1 - frame, fall)
        yield level * sum(share * math.sin(multiple * phase) for multiple, share in timbre.partials)
        phase += 2 * math.pi * note.hz * 2 ** (bend * frame) / SAMPLE_RATE_HZ


def _raised_cosine(frame: int, length: int) -> float:
    """Rise from 0 to 1 over a length in frames: ends without a click."""
    return 0.5 - 0.5 * math.cos(math.pi * frame / length) if frame < length else 1.0


def _k_weighted(samples: Sequence[float]) -> Iterator[float]:
    """Filter as the ear does; both stages and their coefficients at 48 kHz from ITU-R BS.1770, tables 1 and 2."""
    shelf = (1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585)
    high_pass = (1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621)
    return _biquad(_biquad(samples, shelf), high_pass)


def _biquad(samples: Sequence[float] | Iterator[float], weights: tuple[float, ...]) -> Iterator[float]:
    b0, b1, b2, a1, a2 = weights
    x1 = x2 = y1 = y2 = 0.0
    for x0 in samples:
        y0 = b0 * x0 + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
        yield y0
        x2, x1, y2, y1 = x1, x0, y1, y0


if __name__ == "__main__":
    write_tones(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
