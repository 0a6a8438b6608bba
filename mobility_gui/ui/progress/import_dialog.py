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


def later_words(later: int) -> str:
    """Ask about what is dated after today."""
    are = "is" if later == 1 else "are"
    return f"{later} {are} dated in the future and won’t count in your results. Import anyway?"


class ImportDialog(QuestionDialog):
    """The file's name, the days it covers, and what would be new; `agreed` means that the runner wants it."""

    def __init__(
        self,
        theme: Theme,
        file_name: str,
        days: tuple[date, date] | None,
        changes: Sequence[str],
        known: int,
        later: int,
        parent: QWidget | None = None,
    ) -> None:
        """`days` are the first and last in the file; `changes` say in words what would be new, empty if nothing is.

        `later` counts the sessions and measurements in the file that are dated after today.
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
            parts.append(label(later_words(later), tone="warn", wrap=True))
        self.fill(*parts)
        self.agreed.connect(self.accept)
