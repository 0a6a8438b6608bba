"""Tries every part the program needs on this computer, and says what works."""

import json
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from time import monotonic, sleep
from typing import Any

from mobility_gui import __version__
from mobility_gui.library.library import load_library
from mobility_gui.paths import Folders, resources
from mobility_gui.training.amounts import counted
from mobility_gui.training.phrases import vocabulary

ANSWER_SECONDS = 3.0
"""How long sound and screen may take to answer."""

WINDOW_SECONDS = 10.0
"""How long the display may take; a display that is there but hangs would keep Qt waiting for good."""

LOOK_SECONDS = 0.02

GENERIC = {"Monospace", "Sans Serif", "Serif"}
"""Families that Qt lists on Linux even if there is no font at all."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was tried and how it went; without a `needed` part the program cannot do its main job."""

    about: str
    words: str
    works: bool
    needed: bool = True


def findings(folders: Folders) -> Iterator[Finding]:
    """Try every part in turn and yield what was found, whatever goes wrong in one of them."""
    _window_trial.cache_clear()
    for about, (needed, part) in _PARTS.items():
        try:
            words, works = part(folders)
        except Exception as error:  # noqa: BLE001  that it fails is what was to be found
            words, works = f"{type(error).__name__}: {error}", False
        yield Finding(about, words, works, needed)


def _program(_folders: Folders) -> tuple[str, bool]:
    return f"{__version__}, Python {platform.python_version()}, {platform.platform()}", True


def _libraries(_folders: Folders) -> tuple[str, bool]:
    names = ("PySide6-Essentials", "pyqtgraph", "numpy", "msgspec", "miniaudio", "wakepy")
    try:
        return ", ".join(f"{name} {version(name)}" for name in names), True
    except PackageNotFoundError as error:
        return f"{error.name} is missing", False


def _content(_folders: Folders) -> tuple[str, bool]:
    library = load_library([resources() / "exercises", resources() / "routines"])
    if library.problems:
        return str(library.problems[0]), False
    words = f"{len(library.exercises)} exercises and {len(library.routines)} routines in {resources()}"
    return words, bool(library.routines)


def _data(folders: Folders) -> tuple[str, bool]:
    own = load_library([resources() / "exercises"], [folders.exercises, folders.routines])
    wrong = f", with {counted(len(own.problems), 'mistake')} in your own files" if own.problems else ""
    there = "" if folders.data.is_dir() else " (created when you first open the window)"
    return f"{folders.data}{there}{wrong}", not own.problems


def _lock(folders: Folders) -> tuple[str, bool]:
    from mobility_gui.desktop.folder_lock import LOCK_NAME, is_held

    if is_held(folders.data):
        return f"the program is open with this folder and holds {folders.data / LOCK_NAME}", True
    return "the program is not open with this folder", True


def _settings(folders: Folders) -> tuple[str, bool]:
    from mobility_gui.settings import read_settings

    problem = read_settings(folders.settings_file).problem
    there = f"in {folders.settings_file}" if folders.settings_file.exists() else "the defaults"
    return problem or there, not problem


def _record(folders: Folders) -> tuple[str, bool]:
    from mobility_gui.store.database import StoreError
    from mobility_gui.store.sessions import Store

    if not folders.database.exists():
        return "none yet", True
    try:
        with Store(folders.database) as store:
            count, _ = store.counts()
    except StoreError as error:
        return str(error), False
    return f"{counted(count, 'session')} in {folders.database}", True


def _window(_folders: Folders) -> tuple[str, bool]:
    found, reason = _window_trial()
    return (f"{found['platform']}, {', '.join(found['screens'])}", True) if found else (reason, False)


def _fonts(_folders: Folders) -> tuple[str, bool]:
    found, _ = _window_trial()
    if not found:
        return "not tried without a window", False
    system, own = set(found["system_fonts"]) - GENERIC, found["own_fonts"]
    if not system and not own:
        return "none at all, so all text shows as boxes", False
    if not system:
        return "only the program's own (Inter), so other scripts and emoji show as boxes", False
    if not own:
        return f"the program's own are missing; the system's are used instead ({len(system)})", False
    return f"Inter from the program, and {len(system)} on this system", True


@cache
def _window_trial() -> tuple[Mapping[str, Any] | None, str]:
    """Return what a window would find, or None and the reason. Tried in another process, as Qt may end it."""
    from mobility_gui.desktop.display import NO_WINDOW, display_named

    if not display_named():
        return None, "there is no display (DISPLAY and WAYLAND_DISPLAY are not set)"
    command = [sys.executable, "-m", "mobility_gui.command_line.window_trial"]
    try:
        tried = subprocess.run(command, capture_output=True, check=False, timeout=WINDOW_SECONDS)  # noqa: S603  our own
    except subprocess.TimeoutExpired:
        return None, "the display does not answer"
    if tried.returncode:
        last = tried.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        return None, last.removeprefix(NO_WINDOW) or f"Qt ended with {tried.returncode}"
    found: Mapping[str, Any] = json.loads(tried.stdout)
    return found, ""


def _sound(folders: Folders) -> tuple[str, bool]:
    from mobility_gui.sound.player import CuePlayer
    from mobility_gui.sound.voice import Voice

    player = CuePlayer(resources() / "sounds", Voice(resources() / "voice", folders.names), monotonic)
    player.open()
    until = monotonic() + ANSWER_SECONDS
    while player.active is None and player.problem is None and monotonic() < until:
        sleep(LOOK_SECONDS)
        player.check()
    names = ", ".join(device.name for device in player.devices or ())
    words = player.problem or f"works; connected: {names}"
    works = bool(player.active)
    player.close()
    return words, works


def _voice(folders: Folders) -> tuple[str, bool]:
    from mobility_gui.sound.own_voice import is_installed
    from mobility_gui.sound.voice import Voice

    voice = Voice(resources() / "voice", folders.names)
    library = load_library([resources() / "exercises", resources() / "routines"])
    phrases = vocabulary(library.exercises.values(), library.routines.values())
    known = [phrase for phrase in phrases if voice.duration_ms(phrase) is not None]
    names = "your own words too" if is_installed() else "your own words in the system's voice"
    words = voice.problem or f"speaks {len(known)} of {len(phrases)} phrases, {names}"
    return words, len(known) == len(phrases)


def _screen(_folders: Folders) -> tuple[str, bool]:
    from mobility_gui.desktop.keep_awake import KeepAwake

    awake = KeepAwake()
    awake.start()
    until = monotonic() + ANSWER_SECONDS
    while awake.active is None and monotonic() < until:
        sleep(LOOK_SECONDS)
    words = awake.problem or "stays on during a session"
    works = bool(awake.active)
    awake.stop()
    return words, works


_PARTS: Mapping[str, tuple[bool, Callable[[Folders], tuple[str, bool]]]] = {
    "program": (True, _program),
    "libraries": (True, _libraries),
    "content": (True, _content),
    "your data": (False, _data),
    "lock": (False, _lock),
    "settings": (False, _settings),
    "record": (True, _record),
    "window": (True, _window),
    "fonts": (False, _fonts),
    "sound": (False, _sound),
    "voice": (False, _voice),
    "screen": (False, _screen),
}
"""Each part with whether it is needed, and the function that returns what was found and whether it works."""
