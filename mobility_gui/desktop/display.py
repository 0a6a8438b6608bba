"""Check for a display before a window is opened, as Qt ends the process if there is none."""

import os
import sys


def display_named() -> bool:
    """True if the environment names a display; only Linux may have none."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def display_answers() -> bool:
    """True if the display named answers: DISPLAY may be left over, or another user's. Slower, as it connects."""
    if not display_named():
        return False
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM", "xcb") != "xcb" or "DISPLAY" not in os.environ:
        return True
    import ctypes

    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:  # then Qt has the better error message
        return True
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    display = x11.XOpenDisplay(None)
    if display:
        x11.XCloseDisplay(display)
    return bool(display) or bool(os.environ.get("WAYLAND_DISPLAY"))
