"""Names that users wrote, in the system's own voice: helper programs render them to samples before the session.

The phrase bank speaks everything else.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING

from mobility_gui.sound.device import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.int16]

NO_PROGRAM = "Names you wrote yourself are shown but not spoken: no program that speaks was found, such as espeak-ng."
NOT_SPOKEN = "Some names you wrote yourself are shown but not spoken: the system's voice could not say them."

MOST_LETTERS = 80
RENDER_SECONDS = 5.0
"""Longest time a program may take for one name; it usually takes 0.1 s."""
NICENESS = 10
KEPT_PHRASES = 100
"""Beyond this number (about 10 MB), only phrases that are still asked for are kept."""

TEXT, FILE = "{text}", "{file}"
"""Placeholders in a program's arguments for the name and for the file to write, each a whole argument."""
TEXT_VARIABLE, FILE_VARIABLE = "MOBILITY_VOICE_TEXT", "MOBILITY_VOICE_FILE"


@dataclass(frozen=True, slots=True)
class Program:
    """A program that writes speech to a file; the name to speak is also on its input and in its environment."""

    name: str
    arguments: tuple[str, ...]
    ascii_only: bool = False


WINDOWS_SCRIPT = f"""
$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Speech
$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
$voice.SetOutputToWaveFile($env:{FILE_VARIABLE})
$voice.Speak($env:{TEXT_VARIABLE})
$voice.Dispose()
"""
PROGRAMS = {
    "win32": (Program("powershell", ("-NoProfile", "-NonInteractive", "-Command", WINDOWS_SCRIPT)),),
    "darwin": (Program("say", ("-o", FILE, "--data-format=LEI16@22050", "-f", "-")),),
}
"""For each system, the best first; all other systems have UNIX_PROGRAMS."""
UNIX_PROGRAMS = (
    Program("espeak-ng", ("-v", "en-us", "-s", "160", "-w", FILE, "--stdin")),
    Program("flite", ("-voice", "slt", "-t", TEXT, "-o", FILE), ascii_only=True),
    Program("pico2wave", ("-l", "en-US", "-w", FILE, "--", TEXT)),
    Program("RHVoice-test", ("-o", FILE)),
    Program("text2wave", ("-o", FILE), ascii_only=True),
)


class SystemVoice:
    """The names that the system's voice has spoken so far; every call returns at once, from any thread."""

    def __init__(self) -> None:
        self.problem: str | None = None
        """Why a name is not spoken, in one sentence; None while all is well."""
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
                self._thread = Thread(target=self._render_all, name="system voice", daemon=True)
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
            samples = self._render(phrase)
            with self._lock:
                self._waiting.discard(phrase)
                if samples is not None:
                    self._samples[phrase] = samples

    def _render(self, phrase: str) -> "Samples | None":
        text = speakable(phrase)
        if not text:
            return None
        programs = list(_programs())
        for program, path in programs:
            said = _ascii(text) if program.ascii_only else text
            with (
                suppress(OSError, ValueError, ImportError),
                tempfile.TemporaryDirectory(prefix="mobility-voice-") as folder,
            ):
                file = Path(folder) / "name.wav"
                if said and self._run(path, program, said, file):
                    from mobility_gui.sound.levelling import levelled, read_speech

                    return levelled(read_speech(file))
        self.problem = NOT_SPOKEN if programs else NO_PROGRAM
        return None

    def _run(self, path: str, program: Program, text: str, file: Path) -> bool:
        """Let one program speak; return True if it reports success. Raises OSError if it cannot be started."""
        values = {TEXT: text, FILE: str(file)}
        command = [path, *(values.get(argument, argument) for argument in program.arguments)]
        environment = os.environ | {TEXT_VARIABLE: text, FILE_VARIABLE: str(file)}
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
                process.communicate(text.encode() + b"\n", timeout=RENDER_SECONDS)
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


def _ascii(text: str) -> str:
    """Return the name without its accents; empty if other non-ASCII letters remain."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return plain if plain.isascii() else ""


def _programs() -> Iterator[tuple[Program, str]]:
    for program in PROGRAMS.get(sys.platform, UNIX_PROGRAMS):
        path = shutil.which(program.name)
        if path:
            yield program, path
