"""Makes the phrase bank in resources/voice/: a clip of each phrase that the voice may be asked for, and an index.

python packaging/make_voice.py [FOLDER]

Needs hibari-tts (`pip install hibari-tts`) and ffmpeg. With the same versions of both, and of numpy and onnxruntime,
every run on one machine gives the same bytes; with scipy, which hibari uses if it is there, other bytes, same sound.
Clips that no phrase needs any more are deleted.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mobility_gui.library.library import load_library
from mobility_gui.paths import resources
from mobility_gui.sound import own_voice
from mobility_gui.sound.levelling import LOUDNESS_LUFS, loudness_lufs
from mobility_gui.training.phrases import vocabulary

QUALITY = 3
PRONOUNCED = {"Close": "klˈOz", "Down": "dˈWn", "Up": "ˈʌp"}
"""Words that alone would be mispronounced: "close" as in near, and two that are weak in a sentence. In the voice's own
alphabet; its `phonemize` prints how it pronounces a text."""

NEAR_ENOUGH_LU = 0.05
CEILING = 10 ** (-2.5 / 20)
"""Highest sample: the codec adds up to 1 dB to it, and the result must not exceed -1 dBTP."""
LIMITER_MS = 12
"""More than two periods of this voice: a gain that moved within a period would sound rough."""
LOWEST_HZ = 70.0
"""No voice has anything below this."""
ONSET = 10 ** (-36 / 20)
"""A clip begins where the voice first reaches this share of its peak."""
LAST = 10 ** (-50 / 20)
"""A clip ends where the voice last reaches this share of its peak."""
LEAD_MS, FADE_IN_MS, TAIL_MS, FADE_OUT_MS, SILENCE_MS = 4, 3, 40, 30, 6

RATE_HZ = 48_000
"""All shaping is done at this rate, that of the device: the samples come close to the true peak."""

Samples = npt.NDArray[np.float64]


def main(folder: Path) -> None:
    """Write one OGG file per phrase, and the index. Raise CalledProcessError if ffmpeg fails."""
    if not own_voice.is_installed():
        sys.exit("Not here: hibari-tts. .venv/bin/python -m pip install hibari-tts")
    if shutil.which("ffmpeg") is None:
        sys.exit("Not on this machine: ffmpeg. On Debian: apt install ffmpeg")
    folder.mkdir(parents=True, exist_ok=True)
    library = load_library([resources() / "exercises", resources() / "routines"])
    phrases = sorted(vocabulary(library.exercises.values(), library.routines.values()))
    speaker = own_voice.Speaker()
    index: dict[str, dict[str, str | int]] = {}
    for phrase in phrases:
        clip = level(trim(render(speaker, phrase)))[:: RATE_HZ // own_voice.RATE_HZ]
        (folder / file_name(phrase)).write_bytes(encode(clip))
        index[phrase] = {"file": file_name(phrase), "duration_ms": round(1000 * len(clip) / own_voice.RATE_HZ)}
    used = {file_name(phrase) for phrase in phrases}
    for path in folder.glob("*.ogg"):
        if path.name not in used:
            path.unlink()
    lines = ",\n".join(f"{json.dumps(phrase)}: {json.dumps(entry)}" for phrase, entry in index.items())
    (folder / "phrases.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


def file_name(phrase: str) -> str:
    """Return `left_side.ogg` for "Left side"; phrases that differ only in case or commas share one file."""
    return re.sub(r"[^a-z0-9]+", "_", phrase.lower().replace("'", "")).strip("_") + ".ogg"


def render(speaker: own_voice.Speaker, phrase: str) -> Samples:
    """Return a phrase as it is spoken: mono in -1..1 at 48 kHz."""
    text = f"[{phrase}](/{PRONOUNCED[phrase]}/)" if phrase in PRONOUNCED else phrase
    return _without_rumble(speaker.spoken(text).astype(np.float64), RATE_HZ // own_voice.RATE_HZ)


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


def encode(samples: Samples) -> bytes:
    """Return a clip as an OGG Vorbis file that holds no date, program name or random number."""
    source = ["-f", "f64le", "-ar", str(own_voice.RATE_HZ), "-ac", "1", "-i", "pipe:0"]
    target = ["-c:a", "libvorbis", "-q:a", str(QUALITY), "-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", "ogg"]
    command = ["ffmpeg", "-v", "error", *source, *target, "pipe:1"]
    return subprocess.run(command, input=samples.astype("<f8").tobytes(), capture_output=True, check=True).stdout


def _without_rumble(samples: Samples, times: int) -> Samples:
    """Remove everything below LOWEST_HZ and return the same sound at `times` the rate, with nothing added."""
    size = len(samples)
    spectrum = np.fft.rfft(samples)
    hz = np.fft.rfftfreq(size, 1 / own_voice.RATE_HZ)
    spectrum *= 1 / (1 + (LOWEST_HZ / np.maximum(hz, 1e-9)) ** 8)
    return times * np.fft.irfft(spectrum, times * size)


def _frames(duration_ms: int) -> int:
    return duration_ms * RATE_HZ // 1000


def _rise(length: int) -> Samples:
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * np.arange(length) / length))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else resources() / "voice")
