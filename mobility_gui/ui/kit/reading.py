"""Text for reading: paragraphs with space between the lines, and the dialog that holds a page of them."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QWidget

from mobility_gui.ui.kit.controls import Button, ButtonKind, label
from mobility_gui.ui.kit.focus_ring import FocusRing
from mobility_gui.ui.kit.layouts import down
from mobility_gui.ui.kit.scroll import Scroll
from mobility_gui.ui.kit.theme import Text, Theme

_LINE = "line-height: 143%; margin: 0 0 5px 1px;"
"""The pixel on the left is for the hook of a J, which some fonts draw left of its place."""


def paragraphs(lines: Sequence[str], tone: str = "ink", *, numbered: bool = False) -> QLabel:
    """Make a block of wrapped paragraphs, one per line, or a list of them with hanging numbers."""
    made = label("", Text.BODY, tone, wrap=True)
    made.setTextFormat(Qt.TextFormat.RichText)
    texts = [f'<p style="{_LINE}">{escape(line)}</p>' for line in lines]
    made.setText(_hung(texts) if numbered else "".join(texts))
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _hung(texts: Sequence[str]) -> str:
    """Return paragraphs as the rows of a table whose first column holds their numbers."""
    numbers = (f'<td align="right"><p style="{_LINE}">{number}.</p></td>' for number in range(1, len(texts) + 1))
    rows = (
        f'<tr>{number}<td style="padding-left: 8px">{text}</td></tr>'
        for number, text in zip(numbers, texts, strict=True)
    )
    return f'<table cellspacing="0" cellpadding="0">{"".join(rows)}</table>'


def section(title: str, lines: Sequence[str], *, numbered: bool = False) -> QWidget:
    """Make a heading with its paragraphs."""
    made = QWidget()
    column = down(made, gap=4)
    column.addWidget(label(title, Text.ROW_NAME))
    column.addWidget(paragraphs(lines, numbered=numbered))
    return made


class ReadingDialog(QDialog):
    """A dialog with a page to read. Its button or Escape closes it."""

    def __init__(self, theme: Theme, title: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        content.setContentsMargins(28, 24, 28, 16)
        close = Button(theme, "Close", ButtonKind.PRIMARY)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(28, 12, 28, 16)
        bottom.addStretch(1)
        bottom.addWidget(close)
        column = down(self, gap=0)
        column.addWidget(Scroll(content), 1)
        column.addLayout(bottom)
        wanted = QSize(640, min(760, content.heightForWidth(600) + 120))
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.9))
        close.setFocus()
        FocusRing(theme, self)
