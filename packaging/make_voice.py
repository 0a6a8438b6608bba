"""Makes the phrase bank in resources/voice/: a clip of each phrase that the voice may be asked for, and an index.

python packaging/make_voice.py [FOLDER]

Needs flite and ffmpeg (on Debian: `apt install flite ffmpeg`). With the same versions of both, every run gives the same
bytes. Clips that no phrase needs any more are deleted.
"""

import io
import json
import re
import shutil
import subprocess
import sys
import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mobility_gui.library.library import load_library
from mobility_gui.paths import resources
from mobility_gui.training.phrases import COUNTS, vocabulary

VOICE = "rms"
STRETCH = 0.85
"""This voice is slow; shortened to this, a speech recogniser understands it as well as before (6 and 7 % wrong)."""
LONE_WORD_STRETCH = 1.0
"""A single word has no context to help: spoken faster, "left" was mistaken for "lift"."""
COUNT_STRETCH = 0.9
HIGH_COUNT_STRETCH = 0.7
"""A count above ten has up to five syllables, and a repetition may last only a second; understood as well as at 0.9."""
RENDERER_RATE_HZ = 16_000
CLIP_RATE_HZ = 24_000
"""Above this voice's own rate, but half the playback rate, so that the decoder's plain resampling leaves no whistle."""
QUALITY = 3
PRONOUNCED = """
centimetres : s eh1 n t ax0 m iy0 t er0 z
close : k l ow1 z
hero : hh iy1 r ow0
practise : p r ae1 k t ih0 s
reclined : r ih0 k l ay1 n d
"""
"""Words the renderer mispronounces ("close" as in near); `flite -voice rms -ps` prints how it pronounces a text."""

LOUDNESS_LUFS = -15.0
"""Loudest 400 ms of every clip, as of every tone in make_tones.py."""
NEAR_ENOUGH_LU = 0.05
CEILING = 10 ** (-2.5 / 20)
"""Highest sample: the codec adds up to 1 dB to it, and the result must not exceed -1 dBTP."""
LIMITER_MS = 12
"""About one period of a man's voice: a gain that moved within a period would sound rough."""
LOWEST_HZ = 70.0
"""No voice has anything below this."""
ONSET = 10 ** (-40 / 20)
"""A clip begins where the voice first reaches this share of its peak."""
LAST = 10 ** (-50 / 20)
"""A clip ends where the voice last reaches this share of its peak."""
LEAD_MS, FADE_IN_MS, TAIL_MS, FADE_OUT_MS, SILENCE_MS = 4, 3, 40, 30, 6

RATE_HZ = 48_000
"""All shaping is done at this rate: it is a multiple of both others and its samples come close to the true peak."""

Samples = npt.NDArray[np.float64]


def main(folder: Path) -> None:
    """Write one OGG file per phrase, and the index. Raise CalledProcessError if flite or ffmpeg fails."""
    missing = [program for program in ("flite", "ffmpeg") if shutil.which(program) is None]
    if missing:
        sys.exit(f"Not on this machine: {' and '.join(missing)}. On Debian: apt install flite ffmpeg")
    folder.mkdir(parents=True, exist_ok=True)
    library = load_library([resources() / "exercises", resources() / "routines"])
    phrases = sorted(vocabulary(library.exercises.values(), library.routines.values()))
    index: dict[str, dict[str, str | int]] = {}
    for phrase in phrases:
        samples = level(trim(render(phrase)))[:: RATE_HZ // CLIP_RATE_HZ]
        (folder / file_name(phrase)).write_bytes(encode(samples))
        index[phrase] = {"file": file_name(phrase), "duration_ms": round(1000 * len(samples) / CLIP_RATE_HZ)}
    used = {file_name(phrase) for phrase in phrases}
    for path in folder.glob("*.ogg"):
        if path.name not in used:
            path.unlink()
    lines = ",\n".join(f"{json.dumps(phrase)}: {json.dumps(entry)}" for phrase, entry in index.items())
    (folder / "phrases.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


def file_name(phrase: str) -> str:
    """Return `left_side.ogg` for "Left side"; phrases that differ only in case or commas share one file."""
    return re.sub(r"[^a-z0-9]+", "_", phrase.lower().replace("'", "")).strip("_") + ".ogg"


def render(phrase: str) -> Samples:
    """Return a phrase as the renderer speaks it: mono in -1..1 at 48 kHz."""
    command = ["flite", "-voice", VOICE, "-add_lex", "/dev/stdin", "--setf", f"duration_stretch={stretch(phrase)}"]
    command += ["-t", phrase, "-o", "/dev/stdout"]
    spoken = subprocess.run(command, input=PRONOUNCED.encode(), capture_output=True, check=True).stdout
    with wave.open(io.BytesIO(spoken)) as file:
        if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != (1, 2, RENDERER_RATE_HZ):
            raise ValueError(f"flite's voice {VOICE} is not mono, 16 bits, {RENDERER_RATE_HZ} Hz")
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2") / 32768
    return _without_rumble(samples, RATE_HZ // RENDERER_RATE_HZ)


def stretch(phrase: str) -> float:
    """Return how long the voice should take, as a share of its natural duration."""
    if phrase in COUNTS:
        return COUNT_STRETCH if phrase in COUNTS[:10] else HIGH_COUNT_STRETCH
    return STRETCH if " " in phrase else LONE_WORD_STRETCH


def trim(samples: Samples) -> Samples:
    """Cut the silence at both ends; the voice then begins within LEAD_MS. Raise ValueError if there is only silence."""
    height = np.abs(samples)
    peak = height.max()
    if peak < LAST:
        raise ValueError("the renderer gave silence")
    first = max(0, int(np.argmax(height > ONSET * peak)) - _frames(LEAD_MS))
    last = len(samples) - int(np.argmax(height[::-1] > LAST * peak)) + _frames(TAIL_MS)
    cut = np.pad(samples[first:last], (0, max(0, last - len(samples))))
    fade_in, fade_out = _rise(_frames(FADE_IN_MS)), _rise(_frames(FADE_OUT_MS))[::-1]
    cut[: len(fade_in)] *= fade_in
    cut[-len(fade_out) :] *= fade_out
    return np.pad(cut, (0, _frames(SILENCE_MS)))


def level(samples: Samples) -> Samples:
    """Bring a clip to LOUDNESS_LUFS, with its peaks below CEILING."""
    gain = 1.0
    for _ in range(12):  # the limiter lowers the loudness again, so this takes a few rounds
        levelled = limit(gain * samples)
        missing_db = LOUDNESS_LUFS - loudness_lufs(levelled)
        if abs(missing_db) < NEAR_ENOUGH_LU:
            break
        gain *= 10 ** (missing_db / 20)
    return levelled


def limit(samples: Samples) -> Samples:
    """Keep the samples below CEILING with a gain smoothed over a window of LIMITER_MS."""
    size = _frames(LIMITER_MS) | 1
    wanted = np.minimum(1.0, CEILING / np.maximum(np.abs(samples), CEILING))
    padded = np.pad(wanted, size - 1, constant_values=1.0)
    lowest = np.lib.stride_tricks.sliding_window_view(padded, size).min(axis=1)
    window = np.hanning(size + 2)[1:-1]
    return samples * np.convolve(lowest, window / window.sum(), mode="valid")


def loudness_lufs(samples: Samples) -> float:
    """Return the highest momentary loudness, assuming silence on both sides; filters of ITU-R BS.1770 at 48 kHz."""
    stages = (
        ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585)),
        ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621)),
    )
    window = _frames(400)
    size = len(samples) + 2 * window
    delay = np.exp(-2j * np.pi * np.fft.rfftfreq(size))
    weighted = np.fft.rfft(samples, size)
    for above, below in stages:
        weighted *= np.polyval(above[::-1], delay) / np.polyval(below[::-1], delay)
    energy = np.concatenate([np.zeros(window), np.cumsum(np.fft.irfft(weighted, size) ** 2)])
    return float(-0.691 + 10 * np.log10((energy[window:] - energy[:-window]).max() / window))


def encode(samples: Samples) -> bytes:
    """Return a clip at CLIP_RATE_HZ as an OGG Vorbis file that holds no date, program name or random number."""
    source = ["-f", "f64le", "-ar", str(CLIP_RATE_HZ), "-ac", "1", "-i", "pipe:0"]
    target = ["-c:a", "libvorbis", "-q:a", str(QUALITY), "-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", "ogg"]
    command = ["ffmpeg", "-v", "error", *source, *target, "pipe:1"]
    return subprocess.run(command, input=samples.astype("<f8").tobytes(), capture_output=True, check=True).stdout


def _without_rumble(samples: Sequence[float] | Samples, times: int) -> Samples:
    """Remove everything below LOWEST_HZ and return the same sound at `times` the rate, with nothing added."""
    size = len(samples)
    spectrum = np.fft.rfft(samples)
    hz = np.fft.rfftfreq(size, 1 / RENDERER_RATE_HZ)
    spectrum *= 1 / (1 + (LOWEST_HZ / np.maximum(hz, 1e-9)) ** 8)
    return times * np.fft.irfft(spectrum, times * size)


def _frames(duration_ms: int) -> int:
    return duration_ms * RATE_HZ // 1000


def _rise(length: int) -> Samples:
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * np.arange(length) / length))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else resources() / "voice")
