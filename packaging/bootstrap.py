#!/usr/bin/env python3
"""Sets up this checkout, with nothing but the standard library: called by the Makefile, quick when all is there.

    bootstrap.py run      what the program needs
    bootstrap.py test     what its tests and checks need as well
    bootstrap.py display  ends with 0 if a window can be shown here, else with 1

Python's libraries go into .venv, from the lock files beside this script. System libraries are found missing by asking
the loader, then installed where we are root on Debian or Ubuntu; elsewhere one line to copy is printed.
"""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = CHECKOUT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LINUX = sys.platform == "linux"

DRAWING = ("QtWidgets.abi3.so", "QtSvg.abi3.so", "Qt/plugins/platforms/libqoffscreen.so")
"""Below PySide6: what every use of the program loads."""
WINDOW = ("Qt/plugins/platforms/libqxcb.so",)
"""What a window on the screen loads; Qt aborts, without a word for a runner, where it cannot."""

TRIED_WITH = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "pulseaudio": "pulseaudio",
    "pactl": "pulseaudio-utils",
    "pipewire": "pipewire",
    "pw-cli": "pipewire-bin",
    "pipewire-pulse": "pipewire-pulse",
    "wireplumber": "wireplumber",
    "dbus-daemon": "dbus",
    "espeak-ng": "espeak-ng",
}
"""The programs that the tests try the real thing with, and Debian's packages; without one its tests are skipped."""

ODD_NAMES = {"libglib-2.0.so.0": "libglib2.0-0", "libgthread-2.0.so.0": "libglib2.0-0", "libz.so.1": "zlib1g"}
"""Debian's packages whose names do not follow from the library's."""


def main() -> None:
    """Do what the one argument asks for."""
    match sys.argv[1:]:
        case ["display"]:
            sys.exit(not display_answers())
        case ["run" | "test" as purpose]:
            set_up(purpose)
        case _:
            stop("usage: bootstrap.py run|test|display")


def set_up(purpose: str) -> None:
    """Bring this checkout to where `make run` or `make test` can start; at once where it has been done before."""
    lock = CHECKOUT / "packaging" / {"run": "requirements-run.txt", "test": "requirements-dev.txt"}[purpose]
    stamp = VENV / f"set-up-for-{purpose}"
    state = fingerprint(lock)
    fresh = not (stamp.is_file() and stamp.read_text(encoding="utf-8") == state)
    if fresh:
        make_venv()
        install_python_libraries(lock)
    must, may = system_packages(purpose)
    if must:
        install_system_packages(must, also=may)
        if still := system_packages(purpose)[0]:
            stop(f"These packages are installed, yet Qt still misses something of them: {' '.join(still)}")
    if may and fresh:
        wish_for_system_packages(may)
    stamp.write_text(state, encoding="utf-8")


def fingerprint(lock: Path) -> str:
    """Changes when what is installed no longer fits: other versions, another Python, another place."""
    parts = [lock.read_bytes(), (CHECKOUT / "pyproject.toml").read_bytes(), sys.version.encode(), bytes(CHECKOUT)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def make_venv() -> None:
    """A new .venv where there is none, or one that was made for another folder."""
    made_for = VENV / "pyvenv.cfg"
    if PYTHON.exists() and made_for.exists() and str(VENV) in made_for.read_text(encoding="utf-8"):
        return
    if importlib.util.find_spec("ensurepip") is None:  # Debian ships it apart
        install_system_packages([f"python3.{sys.version_info.minor}-venv"])
    say("Making .venv ...")
    run(sys.executable, "-m", "venv", "--clear", str(VENV), failing="Python could not make the folder .venv.")


def install_python_libraries(lock: Path) -> None:
    """Exactly the locked files, then the checkout itself, editable.

    The lock names everything, so pip is not asked what else is needed: pip 23 would fetch the newest coverage for the
    `coverage[toml]` that pytest-cov wants, find it not locked, and stop.
    """
    say("Installing the libraries into .venv (up to 200 MB to fetch, the first time) ...")
    pip = (str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check")
    failing = "The libraries could not be installed. Is there a network? Then run make again."
    run(*pip, "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(lock), failing=failing)
    run(*pip, "--no-deps", "--no-build-isolation", "-e", str(CHECKOUT), failing=failing)


def system_packages(purpose: str) -> tuple[list[str], list[str]]:
    """Debian's names of what is missing: what must be there for this purpose, and what does good."""
    if not LINUX:
        return [], []
    must, window = missing_libraries(DRAWING), missing_libraries(WINDOW)
    if purpose == "run" and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        must, window = must | window, set()
    may = [package_of(library) for library in window - must]
    if not has_font("*"):
        may.append("fonts-dejavu-core")
    if not has_font("Inter*"):
        may.append("fonts-inter")
    if purpose == "test":
        may += [package for program, package in TRIED_WITH.items() if not shutil.which(program)]
    return sorted({package_of(library) for library in must}), sorted(set(may))


def missing_libraries(files: tuple[str, ...]) -> set[str]:
    """Names as in `libxcb-cursor.so.0`, by trying: the loader itself is asked what it does not find."""
    paths = [str(path) for file in files for path in VENV.glob(f"lib/python3.*/site-packages/PySide6/{file}")]
    asked = subprocess.run(
        ["ldd", *paths],  # noqa: S607, wherever this system has it
        check=False,
        capture_output=True,
        text=True,
    )
    return {line.split()[0] for line in asked.stdout.splitlines() if line.endswith("not found")}


def package_of(library: str) -> str:
    """Debian's name for the package with a library; since 2024 some end in t64."""
    name, _, version = library.lower().partition(".so.")
    package = ODD_NAMES.get(library, name + ("-" if name[-1].isdigit() else "") + version)
    return f"{package}t64" if known_to_apt(f"{package}t64") else package


def known_to_apt(package: str) -> bool:
    """Whether this system's package lists have it."""
    if not shutil.which("apt-cache"):
        return False
    return subprocess.run(["apt-cache", "show", package], check=False, capture_output=True).returncode == 0  # noqa: S607


def has_font(pattern: str) -> bool:
    """Whether a font file of that name is in one of the usual folders."""
    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts"]
    return any(file.suffix in {".ttf", ".otf", ".ttc"} for folder in folders for file in folder.rglob(pattern))


def install_system_packages(packages: list[str], also: Sequence[str] = ()) -> None:
    """Install them as root; else end with the line to copy, which names what does good `also`: one line, once."""
    if not may_install():
        line = line_to_copy([*packages, *also])
        stop(f"This system misses some packages. Install them, then run make again:\n\n    {line}\n")
    say(f"Installing {' '.join(packages)} ...")
    if not apt_get(packages):
        stop(f"apt-get could not install them (see above). Try by hand:\n\n    {line_to_copy(packages)}\n")


def wish_for_system_packages(packages: list[str]) -> None:
    """Install them as root; else name them and go on."""
    if may_install():
        say(f"Installing {' '.join(packages)} ...")
        if apt_get(packages):
            return
    say(f"Not needed, but good to have (nicer letters, tests on a real window):\n\n    {line_to_copy(packages)}\n")


def may_install() -> bool:
    """Whether we are root on a system with apt-get."""
    return LINUX and os.geteuid() == 0 and shutil.which("apt-get") is not None


def line_to_copy(packages: list[str]) -> str:
    """One command, with Debian's names for want of better ones."""
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"


def apt_get(packages: list[str]) -> bool:
    """Whether all of them were installed; what apt-get says is shown only if not."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", "-qq", *arguments],  # noqa: S607, wherever this system has it
            check=False,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    if done.returncode != 0:
        say(done.stdout)
    return done.returncode == 0


def display_answers() -> bool:
    """Whether a window can be shown: DISPLAY may be set and nobody be there."""
    if not LINUX or os.environ.get("WAYLAND_DISPLAY"):
        return True
    if not os.environ.get("DISPLAY"):
        return False
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return False
    x11.XOpenDisplay.restype = ctypes.c_void_p
    return bool(x11.XOpenDisplay(None))


def run(*command: str, failing: str) -> None:
    """Run a command that must succeed."""
    if subprocess.run(command, check=False, cwd=CHECKOUT).returncode != 0:
        stop(failing)


def say(text: str) -> None:
    """A line for whoever waits."""
    print(text, flush=True)


def stop(text: str) -> NoReturn:
    """End with a sentence instead of a traceback."""
    sys.exit(text)


if __name__ == "__main__":
    main()
