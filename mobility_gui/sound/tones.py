"""The cue tones as samples in memory, one WAV file a cue."""

import sys
import wave
from array import array
from pathlib import Path

from mobility_gui.sound.mixer import SAMPLE_RATE_HZ
from mobility_gui.training.cues import CueKind


def read_tones(folder: Path) -> "dict[CueKind, array[int]]":
    """Read `<cue>.wav` of every cue: 16-bit mono at 48 kHz. Raises OSError or ValueError naming the file."""
    return {kind: _read_tone(folder / f"{kind}.wav") for kind in CueKind}


def _read_tone(path: Path) -> "array[int]":
    try:
        with path.open("rb") as opened, wave.open(opened) as file:
            shape = (file.getnchannels(), file.getsampwidth(), file.getframerate())
            samples = array("h", file.readframes(file.getnframes()))
    except (wave.Error, EOFError) as error:
        message = f"{path.name} is not a WAV file: {error}"
        raise ValueError(message) from error
    if shape != (1, 2, SAMPLE_RATE_HZ):
        message = f"{path.name} must be mono, 16 bits, {SAMPLE_RATE_HZ} Hz"
        raise ValueError(message)
    if sys.byteorder == "big":
        samples.byteswap()
    return samples
