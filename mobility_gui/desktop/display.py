"""Whether there is a display to open a window on: Qt would end the process where there is none."""

import os
import sys


def display_named() -> bool:
    """Whether the surroundings name one; only Linux may have none."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def display_answers() -> bool:
    """Whether somebody is there: DISPLAY may be left over, or another user's. Slower, as it asks."""
    if not display_named():
        return False
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM", "xcb") != "xcb" or "DISPLAY" not in os.environ:
        return True
    import ctypes

    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:  # then Qt has the better words
        return True
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    display = x11.XOpenDisplay(None)
    if display:
        x11.XCloseDisplay(display)
    return bool(display) or bool(os.environ.get("WAYLAND_DISPLAY"))
