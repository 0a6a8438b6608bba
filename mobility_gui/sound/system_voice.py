"""The programs that speak on each system: what they are called, and how they are asked to write a name to a file."""

import shutil
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

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


def installed() -> Iterator[tuple[Program, str]]:
    """Yield each of this system's programs that is installed, with its path."""
    for program in PROGRAMS.get(sys.platform, UNIX_PROGRAMS):
        path = shutil.which(program.name)
        if path:
            yield program, path


def plain(text: str) -> str:
    """Return the text without its accents; empty if other non-ASCII letters remain."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return bare if bare.isascii() else ""
