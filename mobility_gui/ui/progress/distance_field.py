"""A field for a distance read from a tape, with the unit beside it, or the reading if another unit was typed."""

import re
from contextlib import suppress

from PySide6.QtWidgets import QLabel, QLineEdit

from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import UnreadableDistanceError, format_value, parse_mm
from mobility_gui.ui.kit.controls import label

_PLAIN = re.compile(r"[\d.,\s]*")
WIDEST = "= 24.1 cm"


class DistanceField(QLineEdit):
    """`unit_label` belongs to its right. A fraction is read as inches, even if centimetres are asked for."""

    def __init__(self, unit: Unit, name: str, hint: str) -> None:
        super().__init__()
        self._unit = unit
        self.setAccessibleName(f"{name}, in {unit.short}")
        self.setPlaceholderText(hint)
        self.unit_label: QLabel = label(unit.short, tone="ink2")
        self.unit_label.setMinimumWidth(self.unit_label.fontMetrics().horizontalAdvance(WIDEST) + 4)
        self.textChanged.connect(self._tell_reading)

    @property
    def distance_mm(self) -> float:
        """The distance typed. Raises `UnreadableDistanceError`."""
        return parse_mm(self.text(), self._unit)

    def _tell_reading(self, text: str) -> None:
        words = self._unit.short
        if not _PLAIN.fullmatch(text):
            with suppress(UnreadableDistanceError):  # reported when it is saved
                words = f"= {format_value(self.distance_mm, self._unit)} {self._unit.short}"
        self.unit_label.setText(words)
