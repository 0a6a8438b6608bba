"""Finds missing system libraries and programs, and installs or names Debian's packages for them.

Before anything is downloaded, the loader is asked for a fixed list of libraries; once Qt's own libraries are there,
they are asked what they lack. On systems other than Linux, Qt brings all it needs.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NoReturn

LINUX = sys.platform == "linux"

DRAWING = (
    *("libGL.so.1", "libEGL.so.1", "libX11.so.6", "libxkbcommon.so.0", "libdbus-1.so.3"),
    *("libfontconfig.so.1", "libfreetype.so.6", "libglib-2.0.so.0", "libgthread-2.0.so.0"),
    *("libz.so.1", "libzstd.so.1", "libstdc++.so.6"),
)
"""Libraries that every use of the program loads."""

ON_X = (
    *("libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-image.so.0", "libxcb-keysyms.so.1", "libxcb-randr.so.0"),
    *("libxcb-render-util.so.0", "libxcb-render.so.0", "libxcb-shape.so.0", "libxcb-shm.so.0", "libxcb-sync.so.1"),
    *("libxcb-xfixes.so.0", "libxcb-xkb.so.1", "libX11-xcb.so.1", "libxkbcommon-x11.so.0"),
)
ON_WAYLAND = ("libwayland-client.so.0", "libwayland-cursor.so.0")
"""Libraries that a window loads; without them Qt aborts, with no word for the runner."""

QT_DRAWING = ("QtWidgets.abi3.so", "QtSvg.abi3.so", "Qt/plugins/platforms/libqoffscreen.so")
QT_ON_X = ("Qt/plugins/platforms/libqxcb.so",)
QT_ON_WAYLAND = ("Qt/plugins/platforms/libqwayland.so",)
"""Files below PySide6 that load the libraries above."""

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
"""Programs that the tests use instead of a stand-in, with Debian's packages; without one, its tests are skipped."""

ODD_NAMES = {"libglib-2.0.so.0": "libglib2.0-0", "libgthread-2.0.so.0": "libglib2.0-0", "libz.so.1": "zlib1g"}
"""Debian packages whose names cannot be derived from the library's."""

NO_NETWORK = (
    *("Temporary failure resolving", "Could not resolve", "Could not connect", "Cannot initiate the connection"),
    *("Retrying (Retry(total=0", "Max retries exceeded", "Read timed out"),
)
"""What apt-get and pip print when they give up reaching a server."""


def need_before_download(purpose: str, environment: Mapping[str, str]) -> list[str]:
    """Return the packages that this purpose cannot do without, as far as the loader can tell."""
    if not LINUX:
        return []
    sonames = [*DRAWING]
    if purpose == "run":
        sonames += ON_X if environment.get("DISPLAY") else ()
        sonames += ON_WAYLAND if environment.get("WAYLAND_DISPLAY") else ()
    return packages_of(soname for soname in sonames if not loads(soname))


def need_of_qt(purpose: str, environment: Mapping[str, str], pyside: Path) -> list[str]:
    """Return the same for the installed libraries of Qt, which tell it exactly."""
    if not LINUX:
        return []
    files = [*QT_DRAWING]
    if purpose == "run":
        files += QT_ON_X if environment.get("DISPLAY") else ()
        files += QT_ON_WAYLAND if environment.get("WAYLAND_DISPLAY") else ()
    asked = subprocess.run(
        ["ldd", *(str(pyside / file) for file in files)],  # noqa: S607, wherever this system has it
        check=False,
        capture_output=True,
        text=True,
        errors="replace",
    )
    return packages_of(line.split()[0] for line in asked.stdout.splitlines() if line.endswith("not found"))


def wishes(purpose: str) -> list[str]:
    """Return the packages that are good to have: for a window later on, and for tests with real parts."""
    if not LINUX:
        return []
    packages = packages_of(soname for soname in ON_X if not loads(soname))
    if purpose == "test":
        packages += [package for program, package in TRIED_WITH.items() if not shutil.which(program)]
    return packages


def loads(soname: str) -> bool:
    """True if the loader finds a library of this name, such as `libxcb-cursor.so.0`, and everything it needs."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def packages_of(sonames: Iterable[str]) -> list[str]:
    """Return Debian's names for the packages of these libraries, each once."""
    return sorted({package_of(soname) for soname in sonames})


def package_of(soname: str) -> str:
    """Return Debian's name for the package of a library; since 2024 some end in t64."""
    name, _, version = soname.lower().partition(".so.")
    package = ODD_NAMES.get(soname, name + ("-" if name[-1].isdigit() else "") + version)
    return f"{package}t64" if known_to_apt(f"{package}t64") else package


def known_to_apt(package: str) -> bool:
    """True if this system's package lists contain it."""
    if not shutil.which("apt-cache"):
        return False
    return subprocess.run(["apt-cache", "show", package], check=False, capture_output=True).returncode == 0  # noqa: S607


def install(needed: list[str], wished: list[str]) -> None:
    """Install both as root; otherwise stop with one command to copy that names both."""
    if not may_install():
        stop(f"System packages are missing. Install them, then run make again:\n\n    {line(needed + wished)}\n")
    say(f"Installing {' '.join(needed)} ...")
    if complaint := apt_get(needed):
        stop(complaint)


def install_wishes(wished: list[str]) -> None:
    """Install them as root; otherwise name them and continue."""
    if may_install():
        say(f"Installing {' '.join(wished)} ...")
        if not (complaint := apt_get(wished)):
            return
        say(complaint)
    say(f"Optional (for the window and for more tests):\n\n    {line(wished)}\n")


def may_install() -> bool:
    """True if we are root on a system with apt-get."""
    return LINUX and os.geteuid() == 0 and shutil.which("apt-get") is not None


def line(packages: list[str]) -> str:
    """Return a command to copy, with Debian's package names whatever the system."""
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"


def apt_get(packages: list[str]) -> str:
    """Install the packages; return an empty text, or what went wrong.

    An installation that was killed is completed first, and a running one is waited for.
    """
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    get = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=600")
    for command in (
        ("dpkg", "--configure", "--pending"),
        (*get, "update"),
        (*get, "install", "--fix-broken", "--yes", "--no-install-recommends", *packages),
    ):
        done = subprocess.run(
            command,
            check=False,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
    if done.returncode == 0:
        return ""
    if is_offline(done.stdout):
        return "There is no network to download these packages. Connect this computer, then run make again."
    return f"{done.stdout}\napt-get could not install them. Try it by hand:\n\n    {line(packages)}\n"


def is_offline(output: str) -> bool:
    """True if this output says that the network could not be reached."""
    return any(words in output for words in NO_NETWORK)


def say(text: str) -> None:
    """Print a line without delay."""
    print(text, flush=True)


def stop(text: str) -> NoReturn:
    """End with a sentence instead of a traceback."""
    sys.exit(text)
