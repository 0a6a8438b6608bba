"""Minutes held this week, per muscle and side, against the weekly dose."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mobility_gui.training.exercise import Muscle, Side
from mobility_gui.training.history import ANKLES, Statistics
from mobility_gui.ui.kit.controls import Card, label
from mobility_gui.ui.kit.fonts import tabular
from mobility_gui.ui.kit.side_mark import side_color
from mobility_gui.ui.kit.theme import Text, Theme

MUSCLE_WORDS = {
    Muscle.SOLE: "Sole of the foot",
    Muscle.CALF: "Calf",
    Muscle.SHIN: "Shin",
    Muscle.QUADRICEPS: "Thigh, front",
    Muscle.HAMSTRINGS: "Thigh, back",
    Muscle.ADDUCTORS: "Thigh, inside",
    Muscle.HIP_FLEXORS: "Hip flexors",
    Muscle.GLUTES: "Buttocks",
    Muscle.ABDOMINALS: "Belly",
    Muscle.BACK: "Back",
    Muscle.CHEST: "Chest",
    Muscle.SHOULDERS: "Shoulders",
}

ROW_PX, BAR_PX = 46, 9
NAME_PX, LETTER_PX, NUMBER_PX = 116, 16, 42
ROWS_SHOWN, LEAST_ROWS = 5, 4
"""Most rows in the card, and those that a low window leaves: the muscles held longest."""


class LedgerCard(Card):
    """A bar for each side of each muscle held this week."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(padding=18)
        self.setAccessibleName("Minutes held this week")
        self._goal = label("", Text.SECOND, "ink3")
        self._bars = _Bars(theme)
        self._nothing = label("No holds yet this week.", tone="ink2")
        head = QHBoxLayout()
        head.addWidget(label("Minutes held this week", Text.CARD_TITLE))
        head.addStretch(1)
        head.addWidget(self._goal)
        self.column.addLayout(head)
        self.column.addWidget(self._nothing)
        self.column.addWidget(self._bars)
        self.column.addStretch(1)

    def show_statistics(self, statistics: Statistics) -> None:
        """Show the muscles held longest, against the weekly dose."""
        dose = statistics.goals.weekly_dose_minutes
        minutes = longest_held(statistics.minutes_held)
        self._goal.setText(f"goal: {dose} a side")
        self._nothing.setVisible(not minutes)
        self._bars.setVisible(bool(minutes))
        self._bars.show_minutes(minutes, dose)


def longest_held(minutes: Mapping[Muscle, Mapping[Side, float]]) -> list[tuple[Muscle, Mapping[Side, float]]]:
    """Return the muscles that were held at all, longest first, as many as fit."""
    held = [(muscle, sides) for muscle, sides in minutes.items() if any(sides.values())]
    held.sort(key=lambda row: -max(row[1].values()))
    return held[:ROWS_SHOWN]


class _Bars(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: list[tuple[Muscle, Mapping[Side, float]]] = []
        self._dose = 10
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        theme.changed.connect(self.update)

    def show_minutes(self, rows: list[tuple[Muscle, Mapping[Side, float]]], dose: int) -> None:
        self._rows, self._dose = rows, dose
        said = [
            f"{MUSCLE_WORDS[muscle]} left {sides.get(Side.LEFT, 0):.1f}, right {sides.get(Side.RIGHT, 0):.1f}"
            for muscle, sides in rows
        ]
        self.setAccessibleName("; ".join([*said, f"goal {dose} minutes a side"]))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, ROW_PX * max(1, len(self._rows)))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, ROW_PX * min(LEAST_ROWS, max(1, len(self._rows))))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, (muscle, sides) in enumerate(self._rows[: self.height() // ROW_PX]):
            top = number * ROW_PX
            painter.setFont(self._theme.font(14, QFont.Weight.Medium))
            painter.setPen(QColor(self._theme.tokens.ink))
            name = QFontMetricsF(painter.font()).elidedText(MUSCLE_WORDS[muscle], Qt.TextElideMode.ElideRight, NAME_PX)
            painter.drawText(QRectF(0, top, NAME_PX, ROW_PX), Qt.AlignmentFlag.AlignVCenter, name)
            for line, side in enumerate(ANKLES):
                self._paint_bar(painter, QRectF(0, top + 3 + line * 20, self.width(), 20), side, sides.get(side, 0.0))
        painter.end()

    def _paint_bar(self, painter: QPainter, row: QRectF, side: Side, minutes: float) -> None:
        tokens = self._theme.tokens
        painter.setFont(self._theme.text(Text.SMALLEST))
        painter.setPen(QColor(tokens.ink2))
        letter = QRectF(NAME_PX, row.top(), LETTER_PX, row.height())
        painter.drawText(letter, Qt.AlignmentFlag.AlignVCenter, side.value[0].upper())
        bar = QRectF(letter.right(), row.center().y() - BAR_PX / 2, row.width() - letter.right() - NUMBER_PX, BAR_PX)
        _fill(painter, bar, tokens.sunken)
        part = min(1.0, minutes / self._dose)
        if part > 0:
            _fill(
                painter,
                QRectF(bar.left(), bar.top(), max(BAR_PX, bar.width() * part), BAR_PX),
                side_color(self._theme, side),
            )
        painter.setFont(tabular(self._theme.text(Text.SECOND)))
        painter.setPen(QColor(tokens.ink))
        number = QRectF(row.right() - NUMBER_PX, row.top(), NUMBER_PX, row.height())
        painter.drawText(number, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"{minutes:.1f}")


def _fill(painter: QPainter, rect: QRectF, color: QColor | str) -> None:
    shape = QPainterPath()
    shape.addRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.fillPath(shape, QColor(color))
