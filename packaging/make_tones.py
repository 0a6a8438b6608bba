"""Makes the three families of cue tones in resources/sounds/, byte for byte the same on every run; needs no libraries.

python packaging/make_tones.py [FOLDER]
"""

import math
import sys
import wave
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import accumulate
from pathlib import Path

SAMPLE_RATE_HZ = 48_000
LOUDNESS_LUFS = -15.0
"""Loudest 400 ms of every tone (momentary loudness, ITU-R BS.1770): loud enough for the mat, the same for all."""
PEAK_LIMIT = 10 ** (-3 / 20)
"""Highest sample, -3 dBFS: leaves room for the true peak and for two tones at once."""
LOUDNESS_WINDOW_MS = 400
HIGHEST_PARTIAL_HZ = 5000
"""A partial above this only hisses, so it is dropped."""
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sounds"


class Stroke(Enum):
    """What a note is for; every family has a timbre for each."""

    BELL = auto()
    BEAT = auto()
    AIR = auto()


@dataclass(frozen=True)
class Timbre:
    """The colour of a note, and how it rises and falls.

    Partials are (multiple of the pitch, amplitude, seconds until 1/e of it is left): the upper ones fade first, as they
    do in anything that is struck.
    """

    partials: tuple[tuple[int, float, float], ...]
    rise_ms: int
    fall_ms: int


@dataclass(frozen=True)
class Family:
    """The same tones in another register and other timbres."""

    semitones_up: int
    timbres: dict[Stroke, Timbre]


FAMILIES = {
    # For runners who startle easily: a slow rise, two partials, and a low pitch, but above 300 Hz for laptop speakers.
    "soft": Family(
        semitones_up=0,
        timbres={
            Stroke.BELL: Timbre(((1, 1.0, 0.8), (2, 0.15, 0.4)), rise_ms=50, fall_ms=150),
            Stroke.BEAT: Timbre(((1, 1.0, 2.0), (2, 0.20, 0.6)), rise_ms=40, fall_ms=110),
            Stroke.AIR: Timbre(((1, 1.0, 60.0), (2, 0.30, 60.0)), rise_ms=250, fall_ms=500),
        },
    ),
    "normal": Family(
        semitones_up=4,
        timbres={
            Stroke.BELL: Timbre(
                ((1, 1.0, 0.6), (2, 0.30, 0.35), (3, 0.14, 0.2), (4, 0.05, 0.1)), rise_ms=8, fall_ms=90
            ),
            Stroke.BEAT: Timbre(((1, 1.0, 2.0), (2, 0.40, 0.8), (3, 0.15, 0.4)), rise_ms=8, fall_ms=60),
            Stroke.AIR: Timbre(((1, 1.0, 60.0), (2, 0.50, 60.0), (3, 0.20, 60.0)), rise_ms=150, fall_ms=400),
        },
    ),
    # For wind and poor speakers: mostly between 1 and 4 kHz, where the ear is sensitive and wind is weak. The lowest
    # partial stays the strongest, so the pitch is clear whatever a speaker does to the others.
    "bright": Family(
        semitones_up=9,
        timbres={
            Stroke.BELL: Timbre(
                ((1, 1.0, 0.55), (2, 0.95, 0.5), (3, 0.65, 0.4), (4, 0.40, 0.3), (5, 0.25, 0.2)), rise_ms=6, fall_ms=80
            ),
            Stroke.BEAT: Timbre(
                ((1, 1.0, 2.0), (2, 0.95, 2.0), (3, 0.80, 1.0), (4, 0.55, 0.6), (5, 0.30, 0.4)), rise_ms=6, fall_ms=50
            ),
            Stroke.AIR: Timbre(
                ((1, 1.0, 60.0), (2, 0.95, 60.0), (3, 0.80, 60.0), (4, 0.60, 60.0), (5, 0.40, 60.0)), 80, 300
            ),
        },
    ),
}


@dataclass(frozen=True)
class Note:
    """One pitch in the register of the soft family; a glide if `to_hz` is given."""

    start_ms: int
    duration_ms: int
    hz: float
    to_hz: float | None = None
    stroke: Stroke = Stroke.BELL
    level: float = 1.0


E4, G4, A4, B4, C5, D5, E5, G5, A5, B5, C6, D6 = (
    329.63, 392.00, 440.00, 493.88, 523.25, 587.33, 659.26, 783.99, 880.00, 987.77, 1046.50, 1174.66,
)  # fmt: skip
F5, FIS5 = 698.46, 739.99

COUNT = (Note(0, 400, C5),)  # three, two and one sound alike: the change of pitch after them is the signal
TONES: dict[str, tuple[Note, ...]] = {
    "set_up": (Note(0, 220, G4), Note(180, 220, C5), Note(360, 440, E5)),
    "start": (Note(0, 700, G5),),
    "half_way": (Note(0, 220, A5), Note(240, 360, A5)),
    "three": COUNT,
    "two": COUNT,
    "one": COUNT,
    # A strummed chord, so that nobody mistakes it for the single note of the start.
    "end": (Note(0, 680, E5, level=0.5), Note(45, 635, G5, level=0.6), Note(90, 590, C6)),
    "switch": (Note(0, 260, D5), Note(220, 260, B4), Note(440, 460, D5)),
    "rest": (Note(0, 420, A4), Note(340, 660, E4)),
    # The pitch tells the parts of a repetition apart; the glide gives the direction even without an ear for pitch.
    "rep_down": (Note(0, 200, A4, G4, Stroke.BEAT),),
    "rep_hold": (Note(0, 200, B4, stroke=Stroke.BEAT),),
    "rep_up": (Note(0, 200, D5, E5, Stroke.BEAT),),
    "breathe_in": (Note(0, 1200, E4, 1.5 * E4, Stroke.AIR),),
    "breathe_out": (Note(0, 1500, 1.5 * E4, E4, Stroke.AIR),),
    "measure": (Note(0, 240, B5), Note(200, 560, D6)),
    "done": (
        *(Note(late, 700, hz) for late, hz in ((0, F5 / 2), (60, A4), (120, C5))),
        *(Note(600 + late, 700, hz) for late, hz in ((0, G4), (60, B4), (120, D5))),
        *(Note(1200 + late, 1200, hz) for late, hz in ((0, C5), (60, E5), (120, G5), (180, C6))),
    ),
    "attention": tuple(Note(start, 260, hz) for start, hz in ((0, A5), (220, FIS5), (440, A5), (660, FIS5))),
}  # fmt: skip


def render(notes: Sequence[Note], family: Family) -> "array[int]":
    """Mix notes into 16-bit samples at LOUDNESS_LUFS. Raise ValueError if the peak would be too high."""
    length = max(_frames(note.start_ms + note.duration_ms) for note in notes)
    mixed = [0.0] * length
    for note in notes:
        for at, value in enumerate(_note_samples(note, family), _frames(note.start_ms)):
            mixed[at] += value
    gain = 10 ** ((LOUDNESS_LUFS - loudness_lufs(mixed)) / 20)
    peak = gain * max(map(abs, mixed))
    if peak > PEAK_LIMIT:
        message = f"peak {20 * math.log10(peak):.1f} dBFS: make the tone longer or LOUDNESS_LUFS lower"
        raise ValueError(message)
    return array("h", (round(32767 * gain * value) for value in mixed))


def loudness_lufs(samples: Sequence[float]) -> float:
    """Return the highest momentary loudness of mono samples in -1..1, assuming silence on both sides."""
    window = _frames(LOUDNESS_WINDOW_MS)
    silence = [0.0] * window
    energy = list(accumulate((value * value for value in _k_weighted([*samples, *silence])), initial=0.0))
    energy = [*silence, *energy]
    loudest = max(energy[end] - energy[end - window] for end in range(window, len(energy), SAMPLE_RATE_HZ // 100))
    return -0.691 + 10 * math.log10(loudest / window)


def write_tones(folder: Path) -> None:
    """Write `<family>/<cue>.wav`, 16-bit mono, into an existing folder."""
    for family_name, family in FAMILIES.items():
        (folder / family_name).mkdir(exist_ok=True)
        rendered = {notes: render(notes, family) for notes in dict.fromkeys(TONES.values())}
        for name, notes in TONES.items():
            _write_wav(folder / family_name / f"{name}.wav", rendered[notes])


def _write_wav(path: Path, samples: "array[int]") -> None:
    if sys.byteorder == "big":
        samples = samples[:]
        samples.byteswap()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE_HZ)
        file.writeframes(samples.tobytes())


def _frames(duration_ms: int) -> int:
    return duration_ms * SAMPLE_RATE_HZ // 1000


def _note_samples(note: Note, family: Family) -> list[float]:
    timbre = family.timbres[note.stroke]
    register = 2 ** (family.semitones_up / 12)
    first_hz, last_hz = register * note.hz, register * (note.to_hz or note.hz)
    count = _frames(note.duration_ms)
    phases = _phases(first_hz, last_hz, count)
    total = [0.0] * count
    for multiple, amplitude, decay_seconds in timbre.partials:
        if multiple * max(first_hz, last_hz) <= HIGHEST_PARTIAL_HZ:
            level, decay = note.level * amplitude, -1 / (SAMPLE_RATE_HZ * decay_seconds)
            for frame, phase in enumerate(phases):
                total[frame] += level * math.exp(decay * frame) * math.sin(multiple * phase)
    rise, fall = _frames(timbre.rise_ms), _frames(timbre.fall_ms)
    for frame in range(rise):
        total[frame] *= _raised_cosine(frame, rise)
    for frame in range(fall):
        total[-1 - frame] *= _raised_cosine(frame, fall)
    return total


def _phases(first_hz: float, last_hz: float, count: int) -> list[float]:
    """Return the phase angles of a pitch that moves evenly in semitones.

    Each is computed on its own, not from the one before, so that rounding differences between machines do not add up.
    """
    turn, bend = 2 * math.pi * first_hz / SAMPLE_RATE_HZ, math.log(last_hz / first_hz) / count
    return [turn * (math.expm1(bend * frame) / bend if bend else frame) for frame in range(count)]


def _raised_cosine(frame: int, length: int) -> float:
    """Return a smooth rise from 0 to 1 over a length in frames, which avoids clicks."""
    return 0.5 - 0.5 * math.cos(math.pi * frame / length)


def _k_weighted(samples: Sequence[float]) -> Iterator[float]:
    """Weight sound as the ear does; both stages and their coefficients at 48 kHz from ITU-R BS.1770, tables 1 and 2."""
    shelf = (1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585)
    high_pass = (1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621)
    return _biquad(_biquad(samples, shelf), high_pass)


def _biquad(samples: Iterable[float], weights: tuple[float, ...]) -> Iterator[float]:
    b0, b1, b2, a1, a2 = weights
    x1 = x2 = y1 = y2 = 0.0
    for x0 in samples:
        y0 = b0 * x0 + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
        yield y0
        x2, x1, y2, y1 = x1, x0, y1, y0


if __name__ == "__main__":
    write_tones(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
