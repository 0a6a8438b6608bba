"""Fits words into their place on the stage: narrower letters first, never lower ones, and dots as the last resort."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

_END = Qt.TextElideMode.ElideRight

LEAST_STRETCH = 60
"""Narrowest stretch, in percent, of letters that must not become smaller."""


def advance(font: QFont, text: str) -> float:
    """Return how wide a text is."""
    return QFontMetricsF(font).horizontalAdvance(text)


def broken(text: str, lines: int, measure: Callable[[str], float], width: float) -> list[str]:
    """Break a text into at most `lines` (1 or 2) rows of similar length; they may still be too wide."""
    if lines == 1 or measure(text) <= width or " " not in text:
        return [text]
    words = text.split(" ")
    halves = [[" ".join(words[:at]), " ".join(words[at:])] for at in range(1, len(words))]
    return min(halves, key=lambda half: max(measure(half[0]), measure(half[1])))


def narrowed(font: QFont, rows: Sequence[str], width: float) -> QFont:
    """Return the font with letters just narrow enough for every row, down to `LEAST_STRETCH`; their height stays."""
    stretch, widest = 100, max(advance(font, row) for row in rows)
    while widest > width and stretch > LEAST_STRETCH:
        # The space between letters does not narrow with them, so one step is not always enough.
        stretch = max(LEAST_STRETCH, min(stretch - 1, int(stretch * width / widest)))
        font = QFont(font)
        font.setStretch(stretch)
        widest = max(advance(font, row) for row in rows)
    return font


def dotted(font: QFont, text: str, width: float) -> str:
    """Return the text, with dots for what is too wide."""
    metrics = QFontMetricsF(font)
    return text if metrics.horizontalAdvance(text) <= width else metrics.elidedText(text, _END, width)


def fitted(font: QFont, text: str, width: float) -> tuple[str, QFont]:
    """Return what to paint on one line and its font: narrowed, and with dots if that is not enough."""
    font = narrowed(font, [text], width)
    return dotted(font, text, width), font
