"""Finds out if a window can be shown before Qt tries: Qt aborts if a display is named but does not answer."""

import ctypes
import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

ANSWER_SECONDS = 5.0


def dead_displays(environment: Mapping[str, str]) -> list[str]:
    """Return the variables that name a display that does not answer."""
    checks = {"WAYLAND_DISPLAY": wayland_answers, "DISPLAY": x_answers}
    return [name for name, answers in checks.items() if environment.get(name) and not answers(environment)]


def environment_for_window(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without the dead displays; if there were any, Qt is told which one to use.

    Empty if none is left. On systems other than Linux the environment stays as it is.
    """
    if sys.platform != "linux":
        return dict(environment)
    dead = dead_displays(environment)
    platforms = {"WAYLAND_DISPLAY": "wayland", "DISPLAY": "xcb"}
    alive = [name for name in platforms if environment.get(name) and name not in dead]
    if not alive:
        return {}
    told = {"QT_QPA_PLATFORM": platforms[alive[0]]} if dead else {}
    return {name: value for name, value in environment.items() if name not in dead} | told


def wayland_answers(environment: Mapping[str, str]) -> bool:
    """True if something listens at the Wayland socket."""
    path = Path(environment.get("XDG_RUNTIME_DIR", "/nowhere"), environment["WAYLAND_DISPLAY"])
    with socket.socket(socket.AF_UNIX) as wayland:
        wayland.settimeout(ANSWER_SECONDS)
        return wayland.connect_ex(str(path)) == 0


def x_answers(environment: Mapping[str, str]) -> bool:
    """True if the X server lets us in."""
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return False
    x11.XOpenDisplay.restype = ctypes.c_void_p
    return bool(x11.XOpenDisplay(os.fsencode(environment["DISPLAY"])))
