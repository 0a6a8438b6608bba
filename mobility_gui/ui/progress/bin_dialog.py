"""What was deleted in the last thirty days, to be brought back."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from mobility_gui.training.record import SessionLine
from mobility_gui.ui.controls import Button, ButtonKind, hairline, label
from mobility_gui.ui.progress.session_list import day_words
from mobility_gui.ui.scroll import Scroll
from mobility_gui.ui.theme import Text, Theme

NOTHING = "Nothing was deleted in the last 30 days."


class BinDialog(QDialog):
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
        """`binned` are the lines with the moment each was deleted, the last one first."""
        super().__init__(parent)
        self.setWindowTitle("Deleted")
        content = QWidget()
        content.setProperty("scrolled", "true")
        rows = QVBoxLayout(content)
        rows.setContentsMargins(24, 20, 24, 12)
        rows.setSpacing(8)
        rows.addWidget(label("Deleted", Text.CARD_TITLE))
        about = f"Kept for {days_kept} days, then gone for good." if binned else NOTHING
        rows.addWidget(label(about, tone="ink2", wrap=True))
        for deleted, line in binned:
            rows.addWidget(hairline())
            row = _Row(theme, deleted, line, days_kept, today)
            row.restored.connect(self._restore)
            rows.addWidget(row)
        rows.addStretch(1)
        close = Button(theme, "Close", ButtonKind.PRIMARY)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(24, 12, 24, 16)
        bottom.addStretch(1)
        bottom.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Scroll(content), 1)
        column.addLayout(bottom)
        wanted = QSize(560, min(640, content.sizeHint().height() + 84))
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.9))
        close.setFocus()

    def _restore(self, number: int) -> None:
        self.accept()
        self.restored.emit(number)


class _Row(QWidget):
    restored = Signal(int)

    def __init__(self, theme: Theme, deleted: datetime, line: SessionLine, days_kept: int, today: date) -> None:
        super().__init__()
        self._number = line.id
        left = max(0, days_kept - (today - deleted.astimezone().date()).days)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(label(f"{line.name}, {day_words(line.started.date(), today)}", Text.STRONG, wrap=True))
        days = f"{left} day" if left == 1 else f"{left} days"
        texts.addWidget(label(f"{days} left", Text.SECOND, "ink3"))
        back = Button(theme, "Bring back", ButtonKind.PLAIN, "undo")
        back.setAccessibleName(f"Bring back {line.name}")
        back.clicked.connect(self._tell)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(texts, 1)
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignVCenter)

    def _tell(self) -> None:
        self.restored.emit(self._number)
