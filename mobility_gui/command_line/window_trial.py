"""Opens no window, but everything a window needs, and prints what was found as JSON: a process of its own for `doctor`.

Qt ends its process if it finds no display or lacks a library.
"""

import json
import sys

from mobility_gui import TITLE
from mobility_gui.desktop.display import open_application


def main() -> None:
    """Print the platform, the screens, and the families of fonts: the program's own and the system's."""
    application = open_application(TITLE)
    from PySide6.QtGui import QFontDatabase

    from mobility_gui.ui.kit.fonts import DISPLAY_FAMILY, TEXT_FAMILY, screen_font

    system = [family for family in QFontDatabase.families() if QFontDatabase.styles(family)]
    screen_font(display=True)
    found = {
        "platform": application.platformName(),
        "screens": [f"{one.size().width()}x{one.size().height()}" for one in application.screens()],
        "own_fonts": sorted({TEXT_FAMILY, DISPLAY_FAMILY} & set(QFontDatabase.families())),
        "system_fonts": system,
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
