"""Tries every part the program needs on this machine, and says what works."""

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from time import monotonic, sleep

from mobility_gui import __version__
from mobility_gui.desktop.display import display_answers, display_named
from mobility_gui.library.library import load_library
from mobility_gui.paths import Folders, resources
from mobility_gui.training.amounts import counted
from mobility_gui.training.phrases import vocabulary

ANSWER_SECONDS = 3.0
"""How long sound and screen may take to answer."""

LOOK_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Finding:
    """What was tried and how it went; without a `needed` part the program cannot do its main job."""

    about: str
    words: str
    works: bool
    needed: bool = True


def findings(folders: Folders) -> Iterator[Finding]:
    """Try every part in turn and yield what was found."""
    yield Finding(
        "program", f"{__version__} in Python {platform.python_version()} on {platform.platform()}", works=True
    )
    yield _libraries()
    yield _shipped()
    yield _folder(folders)
    yield _database(folders)
    yield _window()
    yield _sound()
    yield _voice()
    yield _screen()


def _libraries() -> Finding:
    names = ("PySide6-Essentials", "pyqtgraph", "numpy", "msgspec", "miniaudio", "wakepy")
    try:
        return Finding("libraries", ", ".join(f"{name} {version(name)}" for name in names), works=True)
    except PackageNotFoundError as error:
        return Finding("libraries", f"{error.name} is missing", works=False)


def _shipped() -> Finding:
    library = load_library([resources() / "exercises", resources() / "routines"])
    words = f"{len(library.exercises)} exercises and {len(library.routines)} routines in {resources()}"
    works = bool(library.routines) and not library.problems
    return Finding("content", str(library.problems[0]) if library.problems else words, works=works)


def _folder(folders: Folders) -> Finding:
    own = load_library([resources() / "exercises"], [folders.exercises, folders.routines])
    wrong = f"; {len(own.problems)} mistakes in your own files" if own.problems else ""
    there = "" if folders.data.is_dir() else " (made when the window is first opened)"
    return Finding("your data", f"{folders.data}{there}{wrong}", works=not own.problems, needed=False)


def _database(folders: Folders) -> Finding:
    from mobility_gui.store.database import StoreError
    from mobility_gui.store.sessions import Store

    if not folders.database.exists():
        return Finding("record", "none yet", works=True)
    try:
        with Store(folders.database) as store:
            count, _ = store.counts()
    except StoreError as error:
        return Finding("record", str(error), works=False)
    return Finding("record", f"{counted(count, 'session')} in {folders.database}", works=True)


def _window() -> Finding:
    from PySide6.QtGui import QGuiApplication

    if not display_named():
        return Finding("window", "no display was found: DISPLAY and WAYLAND_DISPLAY are not set", works=False)
    if not display_answers():
        return Finding("window", f"the display {os.environ['DISPLAY']} does not answer", works=False)
    app = QGuiApplication.instance() or QGuiApplication(["mobility-gui"])
    name = QGuiApplication.platformName()
    screens = ", ".join(f"{s.size().width()}x{s.size().height()}" for s in QGuiApplication.screens())
    del app
    return Finding("window", f"{name}, {screens}", works=True)


def _sound() -> Finding:
    from mobility_gui.sound.player import CuePlayer
    from mobility_gui.sound.voice import Voice

    player = CuePlayer(resources() / "sounds", Voice(resources() / "voice"), monotonic)
    player.open()
    until = monotonic() + ANSWER_SECONDS
    while player.active is None and player.problem is None and monotonic() < until:
        sleep(LOOK_SECONDS)
        player.check()
    names = ", ".join(device.name for device in player.devices or ())
    words = player.problem or f"a device takes the cues; connected: {names}"
    works = bool(player.active)
    player.close()
    return Finding("sound", words, works=works, needed=False)


def _voice() -> Finding:
    from mobility_gui.sound.voice import Voice

    voice = Voice(resources() / "voice")
    library = load_library([resources() / "exercises", resources() / "routines"])
    phrases = vocabulary(library.exercises.values(), library.routines.values())
    known = [phrase for phrase in phrases if voice.duration_ms(phrase) is not None]
    words = voice.problem or f"says {len(known)} of the program's {len(phrases)} phrases"
    return Finding("voice", words, works=len(known) == len(phrases), needed=False)


def _screen() -> Finding:
    from mobility_gui.desktop.keep_awake import KeepAwake

    awake = KeepAwake()
    awake.start()
    until = monotonic() + ANSWER_SECONDS
    while awake.active is None and monotonic() < until:
        sleep(LOOK_SECONDS)
    words = awake.problem or "is kept on during a session"
    works = bool(awake.active)
    awake.stop()
    return Finding("screen", words, works=works, needed=False)
