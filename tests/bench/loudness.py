"""Prints how loud every tone and every phrase is, judged by ffmpeg: `python tests/bench/loudness.py`."""

import io
import json
import re
import shutil
import subprocess
import sys
import wave
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from mobility_gui.settings import ToneSet  # noqa: E402  the folder above has to be known first
from mobility_gui.sound.phrases import INDEX_NAME, PhraseBank  # noqa: E402
from mobility_gui.sound.tones import read_tones  # noqa: E402

PHRASES = ROOT / "resources" / "voice"
RATE_HZ = 48_000
FRAME = RATE_HZ // 10
"""Samples between two values of ffmpeg's filter."""
GAP_FRAMES = 5
"""Silence around a clip: the 400 ms that are looked at never hold two clips, and the filters have come to rest."""
LINE = re.compile(r" M: *(\S+) .* FTPK: *(\S+) dBFS")

Pcm = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Loudness:
    """Loudest momentary loudness (400 ms, ITU-R BS.1770) in LUFS, highest true peak in dBTP; to a tenth."""

    momentary_lufs: float
    true_peak_dbtp: float


@dataclass(frozen=True, slots=True)
class Clip:
    """One sound of the program: mono, 48 kHz."""

    cue: str
    set_name: str
    samples: Pcm


def measure(clips: Sequence[Pcm]) -> list[Loudness]:
    """Judge mono clips at 48 kHz, all in one ffmpeg with half a second of silence around each.

    A momentary value needs 400 ms. Silence fills up a shorter clip, as it does on the mat, so a clip of 200 ms counts
    3 LU less than its own sound; a longer one is judged by its loudest 400 ms. As ffmpeg looks for these in steps of
    100 ms, which can miss a syllable by 1 LU, each clip is judged twice, the second time 50 ms later. Nothing is gated:
    the silence changes no value but that of a clip below 400 ms.
    """
    judged = _judge([*clips, *(np.pad(clip, (FRAME // 2, 0)) for clip in clips)])
    twice = zip(judged[: len(clips)], judged[len(clips) :], strict=True)
    return [Loudness(*np.max([astuple(one), astuple(other)], axis=0).tolist()) for one, other in twice]


def _judge(clips: Sequence[Pcm]) -> list[Loudness]:
    frames, stream = _in_line(clips)
    command = ["ffmpeg", "-hide_banner", "-nostats", "-i", "pipe:0", "-af", "ebur128=peak=true:framelog=info"]
    done = subprocess.run([*command, "-f", "null", "-"], input=_wav(stream), capture_output=True, check=True)
    heard = [tuple(map(float, values)) for values in LINE.findall(done.stderr.decode())]
    if len(heard) != len(stream) // FRAME:
        raise ValueError(f"ffmpeg gave {len(heard)} values for {len(stream) // FRAME} tenths of a second")
    # ffmpeg's running sum may end a hair below zero in silence: its loudness is then no number.
    return [Loudness(*np.nanmax(heard[first:last], axis=0).tolist()) for first, last in frames]


def tone_clips() -> Iterator[Clip]:
    for tone_set in ToneSet:
        for kind, samples in read_tones(ROOT / "resources" / "sounds" / tone_set).items():
            yield Clip(kind, tone_set, np.asarray(samples, np.int16))


def phrase_clips() -> Iterator[Clip]:
    """Every phrase as the program decodes it; nothing where no bank has been made."""
    if PHRASES.exists():
        bank = PhraseBank(PHRASES)
        for phrase in json.loads((PHRASES / INDEX_NAME).read_text(encoding="utf-8")):
            yield Clip(phrase, "voice", bank.samples(phrase))


def _in_line(clips: Sequence[Pcm]) -> tuple[list[tuple[int, int]], Pcm]:
    """Put clips one after another; gives for each the frames [first, last) in which it can be heard, and the stream."""
    frames, parts, at = [], [], 0
    for clip in clips:
        length = -(-len(clip) // FRAME)
        frames.append((at + GAP_FRAMES, at + GAP_FRAMES + length + GAP_FRAMES - 1))
        parts.append(np.pad(clip, (GAP_FRAMES * FRAME, length * FRAME - len(clip))))
        at += GAP_FRAMES + length
    return frames, np.concatenate([*parts, np.zeros(GAP_FRAMES * FRAME, np.int16)])


def _wav(stream: Pcm) -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(stream.astype("<i2").tobytes())
    return written.getvalue()


def _print_table(clips: Sequence[Clip]) -> None:
    measured = measure([clip.samples for clip in clips])
    print(f"{'cue':<44} {'set':<8} {'ms':>5} {'LUFS':>6} {'dBTP':>6}")
    for clip, loudness in zip(clips, measured, strict=True):
        figures = f"{loudness.momentary_lufs:6.1f} {loudness.true_peak_dbtp:6.1f}"
        print(f"{clip.cue:<44} {clip.set_name:<8} {len(clip.samples) * 1000 // RATE_HZ:5} {figures}")
    for set_name in dict.fromkeys(clip.set_name for clip in clips):
        chosen = [loudness for clip, loudness in zip(clips, measured, strict=True) if clip.set_name == set_name]
        _print_summary(f"{set_name}: {len(chosen)}", chosen)
    _print_summary(f"all: {len(clips)}", measured)


def _print_summary(name: str, measured: Sequence[Loudness]) -> None:
    lufs = [loudness.momentary_lufs for loudness in measured]
    spread, peak = max(lufs) - min(lufs), max(loudness.true_peak_dbtp for loudness in measured)
    print(f"{name:<20} {min(lufs):.1f} to {max(lufs):.1f} LUFS, spread {spread:.1f} LU, peak {peak:.1f} dBTP")


if __name__ == "__main__":
    if shutil.which("ffmpeg") is None:
        sys.exit("ffmpeg is not installed, and it is the judge here.")
    _print_table([*tone_clips(), *phrase_clips()])
