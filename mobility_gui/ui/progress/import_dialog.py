"""What a file would bring into the record, before it does."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from mobility_gui.ui.kit.controls import Button, ButtonKind, hairline, label
from mobility_gui.ui.kit.days import span_words
from mobility_gui.ui.kit.focus_ring import FocusRing
from mobility_gui.ui.kit.layouts import down
from mobility_gui.ui.kit.theme import Text, Theme

NOTHING_NEW = "All of it is in your record already. There is nothing to import."


class ImportDialog(QDialog):
    """The file's name, what it spans, and what would be new; `agreed` once the runner wants it."""

    agreed = Signal()

    def __init__(
        self,
        theme: Theme,
        file_name: str,
        days: tuple[date, date] | None,
        changes: Sequence[str],
        known: int,
        parent: QWidget | None = None,
    ) -> None:
        """`days` are the first and last in the file; `changes` say in words what would be new, empty for nothing."""
        super().__init__(parent)
        self.setWindowTitle("Import")
        self.setMinimumWidth(440)
        column = down(self, gap=10, margins=(24, 20, 24, 20))
        column.addWidget(label(f"Import {file_name}", Text.CARD_TITLE, wrap=True))
        if days is not None:
            column.addWidget(label(span_words(*days), tone="ink2"))
        column.addWidget(hairline())
        for change in changes or (NOTHING_NEW,):
            column.addWidget(label(change, wrap=True))
        if known and changes:
            column.addWidget(label(f"{known} known already: left as they are.", tone="ink2", wrap=True))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        cancel = Button(theme, "Cancel" if changes else "Close")
        cancel.clicked.connect(self.reject)
        buttons.addWidget(cancel)
        if changes:
            agree = Button(theme, "Import", ButtonKind.PRIMARY, "import")
            agree.setDefault(True)
            agree.clicked.connect(self._agree)
            cancel.setAutoDefault(False)
            buttons.addWidget(agree)
        column.addSpacing(6)
        column.addLayout(buttons)
        FocusRing(theme, self)

    def _agree(self) -> None:
        self.accept()
        self.agreed.emit()
