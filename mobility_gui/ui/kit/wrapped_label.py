"""A label for several lines, in which a word too long for a line ends in dots instead of being cut."""

import re

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel

_UNBROKEN = re.compile(r"[^\s-]+-?")
"""What stays on one line."""

_WHOLE_PX = 160
"""A word up to this long widens the label instead."""


def with_dots(text: str, metrics: QFontMetrics, width: int) -> str:
    """Return the text with dots in each word that is wider than a line."""
    return _UNBROKEN.sub(lambda found: metrics.elidedText(found[0], Qt.TextElideMode.ElideRight, width), text)


class WrappedLabel(QLabel):
    """The label. `text` is always the whole text."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def setText(self, text: str) -> None:  # noqa: N802, Qt's own name
        self._whole = text
        self._fit()

    def text(self) -> str:
        return self._whole

    def _fit(self) -> None:
        plain = self.textFormat() is Qt.TextFormat.PlainText
        shown = with_dots(self._whole, self.fontMetrics(), self.contentsRect().width()) if plain else self._whole
        if shown != super().text():
            super().setText(shown)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), _WHOLE_PX), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()
