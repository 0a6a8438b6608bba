"""The program's own fonts: Inter under other names, so that Qt never mixes them with an Inter on the system."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from mobility_gui.paths import resources

TEXT_FAMILY, DISPLAY_FAMILY = "Mobility Text", "Mobility Display"
"""Inter and Inter Display; resources/README.md says where they come from."""


def screen_font(*, display: bool) -> QFont:
    """Return the font for the screen, equally wide on every machine; the system's sans if a file is missing."""
    families = _families()
    font = QFont(families if display else families[1:])
    font.setStyleHint(QFont.StyleHint.SansSerif)
    # The default is the system's setting: full hinting makes words up to 8 % wider.
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font


def paper_font(*, display: bool) -> QFont:
    """Return the font for files and paper: letters keep their outlines, and PDF text can be searched."""
    font = screen_font(display=display)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("calt"), 0)  # an alternate shape has no character of its own in a PDF
    return font


def tabular(font: QFont) -> QFont:
    """Return the font with digits of equal width, for numbers only: it widens a hyphen as well."""
    made = QFont(font)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


@cache
def _families() -> list[str]:
    """Register the font files with Qt and return the families to ask for; Qt forgets the files with its application."""
    for file in (resources() / "fonts").glob("*.ttf"):
        QFontDatabase.addApplicationFont(str(file))  # all of them take 3 ms
    return [DISPLAY_FAMILY, TEXT_FAMILY, QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()]
