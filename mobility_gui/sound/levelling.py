"""Brings speech rendered by a program to the format and loudness of the phrase bank."""

from pathlib import Path
from typing import TYPE_CHECKING

from mobility_gui.sound.device import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.int16]
    Signal = npt.NDArray[np.float64]

LOUDNESS_LUFS = -15.2
"""Highest loudness over 0.4 s (ITU-R BS.1770, momentary) of everything that is said: a little below the tones, so
that no clip, a little louder or softer once it is encoded, exceeds them."""
PEAK = 10 ** (-2.0 / 20)
"""Highest sample, -2 dBFS: the curve between two samples stays below -1."""
SILENCE = 10 ** (-40 / 20)
"""Relative to the loudest 10 ms; anything quieter at either end is cut off."""
LONGEST_SECONDS = 4.0
LONGEST_FILE_BYTES = 8_000_000
"""More than a minute of speech: no name is that long."""
FRAME = SAMPLE_RATE_HZ // 100


def read_speech(path: Path) -> "Signal":
    """Return a WAVE file as mono at 48 kHz, full scale 1. Raises OSError, or ValueError if it is not a WAVE file."""
    import numpy as np
    from _miniaudio import ffi, lib  # type: ignore[import-not-found]  # compiled, carries no types

    with path.open("rb") as file:
        content = file.read(LONGEST_FILE_BYTES)
    shape = ffi.new("ma_decoder_config *", lib.ma_decoder_config_init(lib.ma_format_s16, 1, SAMPLE_RATE_HZ))
    shape.encodingFormat = lib.ma_encoding_format_wav
    frame_count, frames = ffi.new("unsigned long long *"), ffi.new("void **")
    result = lib.ma_decode_memory(ffi.from_buffer(content), len(content), shape, frame_count, frames)
    if result != lib.MA_SUCCESS or not frame_count[0]:
        raise ValueError(f"{path} is not a WAVE file.")
    try:
        return np.frombuffer(ffi.buffer(frames[0], 2 * frame_count[0]), dtype=np.int16) / 32768
    finally:
        lib.ma_free(frames[0], ffi.NULL)


def levelled(signal: "Signal") -> "Samples":
    """Cut off the silence at both ends, shorten what is too long, and make it as loud as the phrase bank.

    Returns read-only 16-bit samples. Raises ValueError for silence.
    """
    import numpy as np

    signal = _faded(_trimmed(_shortened(_trimmed(signal))))
    for _ in range(4):  # the limiter reduces the loudness, by less each time
        signal = _limited(signal * 10 ** ((LOUDNESS_LUFS - loudness_lufs(signal)) / 20))
    samples = np.round(signal * 32767).astype(np.int16)
    samples.flags.writeable = False
    return samples


def loudness_lufs(signal: "Signal") -> float:
    """Return the highest loudness over 0.4 s in LUFS of mono at 48 kHz, by ITU-R BS.1770-4.

    A shorter signal is followed by silence.
    """
    import numpy as np

    window = SAMPLE_RATE_HZ * 2 // 5
    padded = np.concatenate([signal, np.zeros(window)])
    size = 1 << (len(padded) - 1).bit_length()
    angle = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    shelf = np.polyval((1.19839281085285, -2.69169618940638, 1.53512485958697), angle)
    shelf /= np.polyval((0.73248077421585, -1.69065929318241, 1.0), angle)
    high_pass = np.polyval((1.0, -2.0, 1.0), angle) / np.polyval((0.99007225036621, -1.99004745483398, 1.0), angle)
    weighted = np.fft.irfft(np.fft.rfft(padded, size) * shelf * high_pass, size)[: len(padded)]
    energy = np.concatenate([[0.0], np.cumsum(weighted**2)])
    mean_squares = (energy[window:] - energy[:-window])[:: window // 40] / window
    return float(-0.691 + 10 * np.log10(mean_squares.max()))


def _trimmed(signal: "Signal") -> "Signal":
    import numpy as np

    levels = _levels(signal)
    loud = np.flatnonzero(levels > SILENCE * levels.max(initial=0.0))
    if not len(loud):
        raise ValueError("This is silent.")
    return signal[max(0, loud[0] - 1) * FRAME : (loud[-1] + 3) * FRAME]


def _shortened(signal: "Signal") -> "Signal":
    """Cut a signal that is too long at the quietest moment of its last second, which is rarely within a word."""
    longest = int(LONGEST_SECONDS * SAMPLE_RATE_HZ)
    if len(signal) <= longest:
        return signal
    first = longest - SAMPLE_RATE_HZ
    quietest = int(_levels(signal[first:longest]).argmin())
    return signal[: first + (quietest + 1) * FRAME]


def _faded(signal: "Signal") -> "Signal":
    """Fade both ends so that they do not click."""
    import numpy as np

    count = min(FRAME, len(signal))
    ramp = np.ones(len(signal))
    ramp[:count] = np.linspace(0, 1, count)
    ramp[-count:] *= np.linspace(1, 0, count)
    return signal * ramp


def _limited(signal: "Signal") -> "Signal":
    """Turn down what is over PEAK, in steps of 1 ms with slopes between them, so that the waveform keeps its shape."""
    import numpy as np

    step = SAMPLE_RATE_HZ // 1000
    count = -(-len(signal) // step)
    peaks = np.abs(np.pad(signal, (0, count * step - len(signal)))).reshape(count, step).max(axis=1)
    around = np.max([np.pad(peaks, 2)[shift : shift + count] for shift in range(5)], axis=0)
    gains = PEAK / np.maximum(around, PEAK)
    middles = (np.arange(count) + 0.5) * step
    limited: Signal = signal * np.interp(np.arange(len(signal)), middles, gains)
    return limited


def _levels(signal: "Signal") -> "Signal":
    """Return the root mean square of each whole 10 ms."""
    import numpy as np

    frames = signal[: len(signal) // FRAME * FRAME].reshape(-1, FRAME)
    levels: Signal = np.sqrt((frames**2).mean(axis=1))
    return levels
