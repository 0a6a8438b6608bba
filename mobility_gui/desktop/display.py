"""Whether there is a display to open a window on: Qt would end the process where there is none."""

import os
import sys


def display_named() -> bool:
    """Whether the surroundings name one; only Linux may have none."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
