"""Names that users wrote, as sound: helper processes render them before the session.

The phrase bank speaks everything else. Where its own voice is installed, it speaks the names too, each once: their
files are kept. Elsewhere, and for names in other scripts, it is the system's voice.
"""

import os
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING

from mobility_gui.sound import own_voice
from mobility_gui.sound.device import SAMPLE_RATE_HZ
from mobility_gui.sound.system_voice import FILE, FILE_VARIABLE, TEXT, TEXT_VARIABLE, Program, installed, plain

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.int16]

NO_PROGRAM = "The voice can’t say names you wrote yourself. To hear them, install mobility-gui[voice] or espeak-ng."
NOT_SPOKEN = "The voice can’t say some of the names you wrote yourself. They are only shown."

MOST_LETTERS = 80
RENDER_SECONDS = 5.0
"""Longest time a program may take for one name; it usually takes 0.1 s."""
LOAD_SECONDS = 30.0
"""Longest time the bank's own voice may take to load, on a busy old computer; it usually takes 0.5 s."""
NICENESS = 10
KEPT_PHRASES = 100
"""Beyond this number (about 10 MB), only phrases that are still asked for are kept."""


class NameVoice:
    """The names spoken so far; every call returns at once, from any thread.

    The bank's own voice speaks them into files in `folder`; without a folder, only the system's voice speaks.
    """

    def __init__(self, folder: Path | None) -> None:
        self.problem: str | None = None
        """Why a name is not spoken, in one sentence; None while all is well."""
        self._folder = folder
        self._samples: dict[str, Samples] = {}
        self._coming: SimpleQueue[str | None] = SimpleQueue()  # None ends the thread
        self._lock = Lock()
        self._waiting: set[str] = set()
        self._thread: Thread | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def learn(self, phrases: Iterable[str]) -> None:
        """Start rendering what is not known yet; names that failed before are tried again."""
        with self._lock:
            if self._closed:
                return
            asked = dict.fromkeys(phrases)
            if not self._waiting:
                self.problem = None
            if len(self._samples) > KEPT_PHRASES:
                self._samples = {phrase: samples for phrase, samples in self._samples.items() if phrase in asked}
            for phrase in asked:
                if phrase not in self._samples and phrase not in self._waiting:
                    self._waiting.add(phrase)
                    self._coming.put(phrase)
            if self._waiting and self._thread is None:
                self._thread = Thread(target=self._render_all, name="names", daemon=True)
                self._thread.start()

    def duration_ms(self, phrase: str) -> int | None:
        """Return how long a phrase takes; None while it is not rendered, or if it cannot be."""
        samples = self._samples.get(phrase)
        return None if samples is None else -(-len(samples) * 1000 // SAMPLE_RATE_HZ)

    def samples(self, phrase: str) -> "Samples | None":
        """Return mono samples at 48 kHz, as loud as the phrase bank, the same read-only array each time."""
        return self._samples.get(phrase)

    def close(self) -> None:
        """Stop rendering, without waiting; what is known stays."""
        with self._lock:
            self._closed = True
            self._coming.put(None)
            if self._process:
                self._process.kill()

    def _render_all(self) -> None:
        while (phrase := self._coming.get()) is not None and not self._closed:
            together = [phrase, *self._coming_too()]
            if self._folder:
                self._record(self._folder, [text for text in map(_own_text, together) if text])
            for known in together:
                samples = _kept(self._folder, _own_text(known)) if self._folder else None
                if samples is None:
                    samples = self._rendered(known)
                with self._lock:
                    self._waiting.discard(known)
                    if samples is not None:
                        self._samples[known] = samples

    def _coming_too(self) -> Iterator[str]:
        """Yield what else is waiting, so that the voice is loaded once for all."""
        with suppress(Empty):
            while (phrase := self._coming.get_nowait()) is not None:
                yield phrase
            self._coming.put(None)

    def _record(self, folder: Path, texts: Sequence[str]) -> None:
        """Let the bank's own voice speak what it has not spoken before."""
        new = [text for text in texts if not own_voice.file_of(folder, text).exists()]
        if not new:
            return
        command = [sys.executable, "-P", "-m", own_voice.__name__, str(folder)]
        with suppress(OSError):
            folder.mkdir(mode=0o700, exist_ok=True)
            self._run(command, "\n".join(new), os.environ, LOAD_SECONDS + RENDER_SECONDS * len(new))
            wanted = {own_voice.file_of(folder, text) for text in texts}
            by_age = sorted(folder.glob("*.wav"), key=lambda file: file.stat().st_mtime)
            for file in by_age[:-KEPT_PHRASES]:
                if file not in wanted:
                    file.unlink()

    def _rendered(self, phrase: str) -> "Samples | None":
        """Return a phrase in the system's voice."""
        text = speakable(phrase)
        if not text:
            return None
        programs = list(installed())
        for program, path in programs:
            said = plain(text) if program.ascii_only else text
            with (
                suppress(OSError, ValueError, ImportError),
                tempfile.TemporaryDirectory(prefix="mobility-voice-") as folder,
            ):
                file = Path(folder) / "name.wav"
                if said and self._run_program(path, program, said, file):
                    from mobility_gui.sound.levelling import levelled, read_speech

                    return levelled(read_speech(file))
        self.problem = NOT_SPOKEN if programs else NO_PROGRAM
        return None

    def _run_program(self, path: str, program: Program, text: str, file: Path) -> bool:
        values = {TEXT: text, FILE: str(file)}
        command = [path, *(values.get(argument, argument) for argument in program.arguments)]
        environment = os.environ | {TEXT_VARIABLE: text, FILE_VARIABLE: str(file)}
        return self._run(command, text, environment, RENDER_SECONDS)

    def _run(self, command: Sequence[str], text: str, environment: Mapping[str, str], seconds: float) -> bool:
        """Let a program speak; return True if it reports success. Raises OSError if it cannot be started."""
        quiet = subprocess.DEVNULL
        flags = 0
        if sys.platform == "win32":
            flags = subprocess.BELOW_NORMAL_PRIORITY_CLASS | subprocess.CREATE_NO_WINDOW
        with self._lock:
            if self._closed:
                return False
            self._process = subprocess.Popen(  # noqa: S603, no shell, and the name is never where an option may be
                command, env=environment, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, creationflags=flags
            )
        with self._process as process:
            if sys.platform != "win32":
                os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
            try:
                process.communicate(text.encode() + b"\n", timeout=seconds)
            except subprocess.TimeoutExpired:
                process.kill()
        with self._lock:
            self._process = None
        return process.returncode == 0


def speakable(phrase: str) -> str:
    """Return what a voice can say of a name, one line of at most MOST_LETTERS; empty if there is nothing.

    It has no control or format characters, unpaired surrogates, emoji, or brackets, which begin commands to voices.
    """
    beginning = unicodedata.normalize("NFKC", phrase[: 10 * MOST_LETTERS])
    spaced = "".join(" " if letter.isspace() or letter in "[]" else letter for letter in beginning)
    kept = (letter for letter in spaced if unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn", "So"})
    text = " ".join("".join(kept).split())[:MOST_LETTERS].strip()
    return text if any(letter.isalnum() for letter in text) else ""


def _kept(folder: Path, text: str) -> "Samples | None":
    """Return what the bank's own voice recorded of a text."""
    from mobility_gui.sound.levelling import levelled, read_speech

    with suppress(OSError, ValueError):
        return levelled(read_speech(own_voice.file_of(folder, text)))
    return None


def _own_text(phrase: str) -> str:
    """Return what the bank's own voice, which reads English, can say of a name; empty if it is in another script."""
    return plain(speakable(phrase))
