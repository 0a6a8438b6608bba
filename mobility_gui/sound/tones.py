"""The cue tones as samples in memory, one WAV file per cue."""

import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mobility_gui.sound.device import SAMPLE_RATE_HZ
from mobility_gui.training.cues import CueKind


def read_tones(folder: Path) -> dict[CueKind, npt.NDArray[np.int16]]:
    """Read `<cue>.wav` of every cue: 16-bit mono at 48 kHz. Raises OSError or ValueError naming the file."""
    return {kind: _read_tone(folder / f"{kind}.wav") for kind in CueKind}


def _read_tone(path: Path) -> npt.NDArray[np.int16]:
    try:
        with path.open("rb") as opened, wave.open(opened) as file:
            shape = (file.getnchannels(), file.getsampwidth(), file.getframerate())
            content = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        raise ValueError(f"{path.name} is not a WAV file: {error}") from error
    if shape != (1, 2, SAMPLE_RATE_HZ):
        raise ValueError(f"{path.name} must be mono, 16 bits, {SAMPLE_RATE_HZ} Hz")
    return np.frombuffer(content, dtype="<i2").astype(np.int16)
