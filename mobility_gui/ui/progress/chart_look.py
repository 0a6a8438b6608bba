"""How a series of the chart looks in Qt, the same on the screen, in files and on paper."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPen

from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.progress.chart_series import Label, Layer, Look

LINES_PX = {Layer.JOINS: 1, Layer.DASHES: 1.5, Layer.LINE: 2.5, Layer.HOLLOW: 1.75, Layer.FILLED: 1}
MARKS_PX = {Layer.HOLLOW: 8, Layer.FILLED: 9}
DASH_PX, DASH_GAP_PX = 8.5, 3.5

NUMBERS_PX, DATES_PX, ABOVE_PX = 38, 32, 10
"""Room left of the chart, below it and above it; half a number stands above the highest line."""

ZONE_WORDS_PX = 34
"""Least height of the upper half of the zone in which both its words and the name of the mark have room."""


def plain_pen(color: str | QColor, width: float) -> QPen:
    """Return a pen of this width in any program that ends where its line ends."""
    pen = QPen(QColor(color), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)
    pen.setCosmetic(False)
    return pen


def series_pen(look: Look, theme: Theme) -> QPen:
    """Return what its lines or the edges of its marks are drawn with; filled marks are parted from what is below."""
    if look.layer is Layer.GROUND:
        return QPen(Qt.PenStyle.NoPen)
    pen = plain_pen(theme.color("surface" if look.layer is Layer.FILLED else look.color), LINES_PX[look.layer])
    if look.layer is Layer.DASHES:
        pen.setDashPattern([DASH_PX / pen.widthF(), DASH_GAP_PX / pen.widthF()])
    return pen


def series_brush(look: Look, theme: Theme) -> QBrush:
    """Return what its marks or its ground are filled with."""
    color = theme.color("surface" if look.layer is Layer.HOLLOW else look.color)
    color.setAlphaF(look.part)
    return QBrush(color)


def label_font(label: Label, theme: Theme) -> QFont:
    """Return the font of words on the chart."""
    return theme.font(label.size_px, QFont.Weight.DemiBold if label.bold else QFont.Weight.Normal)


def name_font(theme: Theme) -> QFont:
    """Return the font of the names of the sides."""
    return theme.font(14, QFont.Weight.DemiBold)
