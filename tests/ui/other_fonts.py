"""Themes as they are on a machine where our own fonts cannot be read."""

from PySide6.QtGui import QFont

from mobility_gui.ui.kit.theme import Theme


class WideTheme(Theme):
    """Has the widest of the usual fonts."""

    def _base_font(self, *, display: bool) -> QFont:
        return QFont("DejaVu Sans")
