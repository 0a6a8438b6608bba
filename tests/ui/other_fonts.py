"""Themes as they are on a machine where our own fonts cannot be read."""

import pytest
from PySide6.QtGui import QFont, QFontDatabase

from mobility_gui.settings import Look
from mobility_gui.ui.kit.theme import Theme

OTHER_FONTS = ("DejaVu Sans", "Noto Sans")


class OtherTheme(Theme):
    """Has another font than ours."""

    def __init__(self, family: str) -> None:
        self._family = family
        super().__init__(Look.LIGHT)

    def _base_font(self, *, display: bool) -> QFont:
        return QFont(self._family)


def theme_with(family: str) -> Theme:
    """Return the light theme with our own font if `family` is empty, else with that one."""
    if not family:
        return Theme(Look.LIGHT)
    if not QFontDatabase.hasFamily(family):
        pytest.skip(f"{family} is not installed here")
    return OtherTheme(family)
