"""The voice of the phrase bank itself, from the optional package hibari; everything it says is said in the same way.

`python -m mobility_gui.sound.own_voice FOLDER` reads one text per line from standard input and writes each, as it is
spoken, to its file in that folder. It takes about half a second to load, so it is run by itself and ends at once.
"""

import io
import sys
import wave
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from mobility_gui.system.disk import write_whole

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

RATE_HZ = 24_000
VERSION = "heart 1"
"""Part of each file's name: what an earlier version of this voice rendered is rendered again."""


def is_installed() -> bool:
    """True if the package with this voice is installed; loads nothing."""
    return find_spec("hibari") is not None


def file_of(folder: Path, text: str) -> Path:
    """Return where a text is kept once it was spoken."""
    name = sha256(f"{VERSION}: {text}".encode()).hexdigest()[:32]
    return folder / f"{name}.wav"


class Speaker:
    """The voice, loaded. Raises ImportError if its package is not installed."""

    def __init__(self) -> None:
        from hibari import Hibari
        from onnxruntime import disable_telemetry_events

        disable_telemetry_events()  # on Windows it would otherwise report to the system
        self._voice = Hibari()

    def spoken(self, text: str) -> "npt.NDArray[np.float32]":
        """Return a text as it is spoken, mono at RATE_HZ, with silence around it; the same samples each time."""
        breath = text.replace(". ", "; ")  # as one sentence: between two, this voice is silent for 0.8 s
        sentence = breath if breath.endswith((".", "!", "?")) else f"{breath}."
        samples: npt.NDArray[np.float32] = self._voice(sentence, seed=0)
        return samples


def main(folder: Path) -> None:
    """Speak every line of standard input to its file. Raises ImportError or OSError."""
    speaker = Speaker()
    for line in sys.stdin:
        text = line.rstrip("\n")
        samples = (speaker.spoken(text).clip(-1, 1) * 32767).astype("<i2")
        written = io.BytesIO()
        with wave.open(written, "wb") as target:
            target.setnchannels(1)
            target.setsampwidth(2)
            target.setframerate(RATE_HZ)
            target.writeframes(samples.tobytes())
        write_whole(file_of(folder, text), written.getvalue())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
