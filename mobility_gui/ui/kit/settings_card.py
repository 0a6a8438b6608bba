"""The parts of the Settings cards: rows with a name, a hint and a control, and rows that open a page."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from mobility_gui.ui.kit.controls import Card, hairline, label
from mobility_gui.ui.kit.layouts import across, down
from mobility_gui.ui.kit.theme import Text, Theme


class OpeningRow(QPushButton):
    """A row that opens a page."""

    def __init__(self, theme: Theme, name: str, hint: str) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._hint = hint
        self.setAccessibleName(name)
        self.setAccessibleDescription(hint)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(180, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        words = QRectF(0, 2, self.width() - 28, 20)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(theme.text(Text.STRONG))
        painter.setPen(theme.color("primary" if self.underMouse() else "ink"))
        painter.drawText(words, left, self._name)
        painter.setFont(theme.font(13, QFont.Weight.Normal))
        painter.setPen(theme.color("ink3"))
        painter.drawText(words.translated(0, 20), left, self._hint)
        theme.icons.paint(painter, "right", theme.tokens.ink, QRectF(self.width() - 20, self.height() / 2 - 10, 20, 20))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Return too, which on the Routines page would otherwise start a session."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


class ProblemLine(QWidget):
    """One sentence about a problem, with a warning sign; hidden while all is well."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sign = QLabel()
        self._words = label("", Text.SECOND, "warn", wrap=True)
        line = across(self, gap=8, margins=(0, 0, 4, 0))
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        self._color()
        self.hide()
        theme.changed.connect(self._color)

    def show_problem(self, sentence: str | None) -> None:
        """Show the sentence; None or an empty one hides the line."""
        self._words.setText(sentence or "")
        self.setVisible(bool(sentence))

    def _color(self) -> None:
        self._sign.setPixmap(self._theme.icons.pixmap("warn", self._theme.tokens.warn, 18))


def settings_card(title: str, *rows: QWidget) -> Card:
    """Make a card with a line between its rows."""
    made = Card(title)
    add_rows(made, *rows)
    return made


def add_rows(card: Card, *rows: QWidget) -> None:
    """Add rows at the bottom of a card, each under a line."""
    for row in rows:
        card.column.addWidget(hairline())
        card.column.addWidget(row)


def setting_row(name: str, hint: str, control: QWidget, *, wide: bool = False) -> QWidget:
    """Make a row with the name and its hint on the left and the control on the right, or below them if it is `wide`."""
    made = QWidget()
    words = down(gap=1)
    words.addStretch(1)
    words.addWidget(label(name, Text.STRONG, wrap=True))
    if hint:
        words.addWidget(label(hint, Text.SECOND, "ink3", wrap=True))
    words.addStretch(1)
    if wide:
        column = down(made, gap=6, margins=(0, 0, 4, 2))
        column.addLayout(words)
        column.addWidget(control)
        return made
    line = across(made, gap=12, margins=(0, 0, 4, 0))
    line.addLayout(words, 1)
    line.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
    return made
