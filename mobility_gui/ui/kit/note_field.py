"""The field for a note: it takes as much as the record does, and counts the last letters that fit."""

from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from mobility_gui.training.record import LONGEST_TEXT
from mobility_gui.ui.kit.controls import label
from mobility_gui.ui.kit.theme import Text

COUNTED_FROM = 1000
"""The letters left are shown from this number down."""

_COUNT_PX = 22


class NoteField(QPlainTextEdit):
    """Takes up to `LONGEST_TEXT` letters; what is typed or pasted beyond them is not taken, and a line says so."""

    def __init__(self, placeholder: str, note: str = "") -> None:
        super().__init__(note)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName("Note")
        self.setTabChangesFocus(True)
        self._count = label("", Text.SMALLEST, "ink2")
        self._count.setParent(self)
        self._count.hide()
        self._added_to = 0
        self.document().contentsChange.connect(self._remember)
        self.textChanged.connect(self._keep_to_limit)
        self._show_count()

    @property
    def note(self) -> str:
        """The note without the blanks around it; empty if there is none."""
        return self.toPlainText().strip()

    def _remember(self, at: int, _removed: int, added: int) -> None:
        self._added_to = at + added

    def _keep_to_limit(self) -> None:
        """Remove the end of what was just added, as far as it is too much."""
        text = self.toPlainText()
        over = len(text) - LONGEST_TEXT
        if over > 0:
            # A text document counts in UTF-16, and its last position is one beyond the text.
            wide = text.encode("utf-16-le")
            end = min(self._added_to, len(wide) // 2)
            removed = wide[: 2 * end].decode("utf-16-le", "replace")[-over:]
            cursor = self.textCursor()
            cursor.joinPreviousEditBlock()
            cursor.setPosition(end)
            cursor.setPosition(end - len(removed.encode("utf-16-le")) // 2, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            cursor.endEditBlock()
            self.setTextCursor(cursor)
        self._show_count()

    def _show_count(self) -> None:
        left = LONGEST_TEXT - len(self.toPlainText())
        shown = left < COUNTED_FROM
        if shown:
            self._count.setText(f"{left} characters left" if left else "The note is full.")
            self._count.adjustSize()
            self._place_count()
        if shown == self._count.isHidden():
            self._count.setVisible(shown)
            self.setViewportMargins(0, 0, 0, _COUNT_PX if shown else 0)

    def _place_count(self) -> None:
        self._count.move(
            self.width() - self._count.width() - 12, self.height() - (_COUNT_PX + self._count.height()) // 2
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_count()
