"""What takes the chart's place as long as there are sessions but no measurement."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobility_gui.ui.kit.controls import Button, ButtonKind, label
from mobility_gui.ui.kit.theme import Text, Theme


class NoTest(QWidget):
    """Says that nothing was measured yet, and offers to."""

    measure_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        button = Button(theme, "Measure now", ButtonKind.PRIMARY, "ruler")
        column = QVBoxLayout(self)
        column.addStretch(1)
        for words, kind, tone in (
            ("No measurements yet", Text.CARD_TITLE, "ink"),
            ("All you need is three minutes, a tape measure and a wall.", Text.BODY, "ink2"),
        ):
            column.addWidget(label(words, kind, tone), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        button.clicked.connect(self.measure_requested)
