"""The program's own fonts: Inter under other names, so that an Inter of the system never mixes with ours."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from mobility_gui.paths import resources

TEXT_FAMILY, DISPLAY_FAMILY = "Mobility Text", "Mobility Display"
"""Inter and Inter Display; resources/README.md tells where they come from."""


def screen_font(*, display: bool) -> QFont:
    """Return the font in which letters are as wide on every machine; a missing file gives way to the system's sans."""
    families = _families()
    font = QFont(families if display else families[1:])
    font.setStyleHint(QFont.StyleHint.SansSerif)
    # The default is the system's: full hinting makes words up to 8 % wider.
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font


def paper_font(*, display: bool) -> QFont:
    """Return the font for files and paper: its letters keep their outlines, and a PDF reader finds every sign."""
    font = screen_font(display=display)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("calt"), 0)  # a sign that suits its neighbours has no letter of its own in a PDF
    return font


def tabular(font: QFont) -> QFont:
    """Return the font with digits of one width, for numbers alone: it widens a hyphen as well."""
    made = QFont(font)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


@cache
def _families() -> list[str]:
    """Make the files known to Qt, which forgets them with its application, and return the families to ask for."""
    for file in (resources() / "fonts").glob("*.ttf"):
        QFontDatabase.addApplicationFont(str(file))  # all of them take 3 ms
    return [DISPLAY_FAMILY, TEXT_FAMILY, QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()]
