"""What was deleted in the last thirty days and can be restored."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mobility_gui.training.amounts import counted
from mobility_gui.training.record import SessionLine
from mobility_gui.ui.kit.controls import Button, ButtonKind, hairline, label
from mobility_gui.ui.kit.days import short_day_words
from mobility_gui.ui.kit.layouts import down
from mobility_gui.ui.kit.reading import ReadingDialog
from mobility_gui.ui.kit.theme import Text, Theme

NOTHING = "Nothing deleted in the last 30 days."


class BinDialog(ReadingDialog):
    """A row for each deleted session or typed-in measurement; `restored` carries its number."""

    restored = Signal(int)

    def __init__(
        self,
        theme: Theme,
        binned: Sequence[tuple[datetime, SessionLine]],
        days_kept: int,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        """`binned` pairs the moment of each deletion with the deleted line, latest first."""
        content = QWidget()
        rows = QVBoxLayout(content)
        rows.setSpacing(8)
        rows.addWidget(label("Deleted", Text.CARD_TITLE))
        about = f"Deleted items are kept for {days_kept} days." if binned else NOTHING
        rows.addWidget(label(about, tone="ink2", wrap=True))
        offers = [_Row(theme, deleted, line, days_kept, today) for deleted, line in binned]
        for offer in offers:
            rows.addWidget(hairline())
            rows.addWidget(offer)
        rows.addStretch(1)
        super().__init__(theme, "Deleted", content, parent)
        for offer in offers:
            offer.restored.connect(self._restore)

    def _restore(self, number: int) -> None:
        self.accept()
        self.restored.emit(number)


class _Row(QWidget):
    restored = Signal(int)

    def __init__(self, theme: Theme, deleted: datetime, line: SessionLine, days_kept: int, today: date) -> None:
        super().__init__()
        self._number = line.id
        left = max(0, days_kept - (today - deleted.astimezone().date()).days)
        texts = down(gap=2)
        texts.addWidget(label(f"{line.name}, {short_day_words(line.started.date(), today)}", Text.STRONG, wrap=True))
        texts.addWidget(label(f"{counted(left, 'day')} left", Text.SECOND, "ink3"))
        back = Button(theme, "Restore", ButtonKind.PLAIN, "undo")
        back.setAccessibleName(f"Restore {line.name}")
        back.clicked.connect(self._tell)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(texts, 1)
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignVCenter)

    def _tell(self) -> None:
        self.restored.emit(self._number)
