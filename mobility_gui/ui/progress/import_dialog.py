"""Shows what a file would bring into the record, before it does."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from mobility_gui.ui.kit.controls import hairline, label
from mobility_gui.ui.kit.days import span_words
from mobility_gui.ui.kit.question_dialog import QuestionDialog
from mobility_gui.ui.kit.theme import Text, Theme

NOTHING_NEW = "Everything in this file is already in your record."


def known_words(known: int) -> str:
    """Return how many are in the record already and stay as they are."""
    return f"{known} already in your record, left unchanged."


class ImportDialog(QuestionDialog):
    """The file's name, the days it covers, and what would be new; `agreed` means that the runner wants it."""

    def __init__(
        self,
        theme: Theme,
        file_name: str,
        days: tuple[date, date] | None,
        changes: Sequence[str],
        known: int,
        later: str,
        parent: QWidget | None = None,
    ) -> None:
        """`days` are the first and last in the file; `changes` say in words what would be new, empty if nothing is.

        `later` says how many are dated after today, empty if none is.
        """
        super().__init__(theme, "Import", "Import" if changes else "", parent)
        parts: list[QWidget] = [label(f"Import {file_name}", Text.CARD_TITLE, wrap=True)]
        if days is not None:
            parts.append(label(span_words(*days), tone="ink2"))
        parts.append(hairline())
        parts += [label(change, wrap=True) for change in changes or (NOTHING_NEW,)]
        if known and changes:
            parts.append(label(known_words(known), tone="ink2", wrap=True))
        if later and changes:
            parts.append(label(f"{later} Import anyway?", tone="warn", wrap=True))
        self.fill(*parts)
        self.agreed.connect(self.accept)
