"""The phrase bank: spoken English as clips in memory, each decoded when it is first asked for."""

import json
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from mobility_gui.sound.device import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

INDEX_NAME = "phrases.json"
NEAR_ENOUGH_MS = 5
"""The index has whole milliseconds, and the decoder may drop a sample or two; a truncated file lacks far more."""


@dataclass(frozen=True, slots=True)
class _Clip:
    file: str
    duration_ms: int


class PhraseBank:
    """What a folder made by packaging/make_voice.py can say; usable from any thread.

    The index is read at the first query, in about 1 ms. All methods raise OSError or ValueError with one sentence
    that names the file, if one is missing or broken.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._clips: dict[str, _Clip] | None = None
        self._decoded: dict[str, npt.NDArray[np.int16]] = {}

    def duration_ms(self, phrase: str) -> int | None:
        """Return how long a phrase takes; None if it has no clip."""
        clip = self._index().get(phrase)
        return clip.duration_ms if clip else None

    def samples(self, phrase: str) -> "npt.NDArray[np.int16]":
        """Return a phrase as mono samples at 48 kHz, the same read-only array each time; takes about 2 ms at first.

        The very first call also loads numpy (0.1 s), so it belongs in the sound's thread. Raises KeyError for a phrase
        without a clip.
        """
        clip = self._index()[phrase]
        if clip.file not in self._decoded:  # two threads at once would decode it twice, with the same result
            self._decoded[clip.file] = _decode(self._folder / clip.file, clip.duration_ms)
        return self._decoded[clip.file]

    def _index(self) -> dict[str, _Clip]:
        with self._lock:
            if self._clips is None:
                self._clips = _read_index(self._folder / INDEX_NAME)
            return self._clips


def _read_index(path: Path) -> dict[str, _Clip]:
    try:
        return {phrase: _clip(entry) for phrase, entry in json.loads(_content(path)).items()}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path} is not an index of phrases; render it again with packaging/make_voice.py.") from error


def _clip(entry: Any) -> _Clip:
    file, duration_ms = entry["file"], entry["duration_ms"]
    if type(file) is not str or type(duration_ms) is not int or Path(file).name != file or duration_ms <= 0:
        raise ValueError(file)
    return _Clip(file, duration_ms)


def _decode(path: Path, duration_ms: int) -> "npt.NDArray[np.int16]":
    import numpy as np  # imported here, as the index is needed before anything sounds
    from _miniaudio import ffi, lib  # type: ignore[import-not-found]  # compiled, carries no types

    content = _content(path)
    shape = ffi.new("ma_decoder_config *", lib.ma_decoder_config_init(lib.ma_format_s16, 1, SAMPLE_RATE_HZ))
    shape.encodingFormat = lib.ma_encoding_format_vorbis
    frame_count, frames = ffi.new("unsigned long long *"), ffi.new("void **")
    result = lib.ma_decode_memory(ffi.from_buffer(content), len(content), shape, frame_count, frames)
    if result != lib.MA_SUCCESS:
        raise ValueError(f"{path} is not an OGG Vorbis file; render it again with packaging/make_voice.py.")
    try:
        samples = np.frombuffer(ffi.buffer(frames[0], 2 * frame_count[0]), dtype=np.int16).copy()
    finally:
        lib.ma_free(frames[0], ffi.NULL)
    if abs(1000 * len(samples) / SAMPLE_RATE_HZ - duration_ms) > NEAR_ENOUGH_MS:
        raise ValueError(f"{path} is not as long as {INDEX_NAME} says; render it again with packaging/make_voice.py.")
    samples.flags.writeable = False
    return samples


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OSError(f"{path} cannot be read: {error.strerror}.") from error
