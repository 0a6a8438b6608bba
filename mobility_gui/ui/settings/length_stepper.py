"""The stepper for the target line, shown in the runner's unit and kept in whole millimetres."""

from PySide6.QtGui import QValidator

from mobility_gui.ankle.error import TARGET_MM
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import UnreadableDistanceError, format_reading, parse_mm, step_from
from mobility_gui.ui.kit.controls import Stepper
from mobility_gui.ui.kit.theme import Theme


class LengthStepper(Stepper):
    """A stepper that accepts what the measuring page accepts: `12.7`, `12,7`, `4 7/8`, `5"`."""

    def __init__(self, theme: Theme, name: str, least_most_mm: tuple[int, int], value_mm: int, unit: Unit) -> None:
        self._unit = unit
        super().__init__(theme, name, least_most_mm, value_mm)

    def set_unit(self, unit: Unit) -> None:
        """Show the same distance in another unit."""
        self._unit = unit
        self.lineEdit().setText(self.textFromValue(self.value()))

    def stepBy(self, steps: int) -> None:  # noqa: N802, Qt's own name
        """Go to the next half centimetre or quarter inch, or to the 5-inch mark on the way there."""
        before, after = self.value(), round(step_from(self.value(), steps, self._unit))
        on_the_way = min(before, after) < TARGET_MM < max(before, after)
        self.setValue(TARGET_MM if on_the_way else after)

    def textFromValue(self, value: int) -> str:  # noqa: N802, as above
        return f"{format_reading(value, self._unit)} {self._unit.short}"

    def valueFromText(self, text: str) -> int:  # noqa: N802, as above
        try:
            return round(parse_mm(text, self._unit))
        except UnreadableDistanceError:
            return self.value()

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Accept any text; one that cannot be read leaves the distance unchanged."""
        return (QValidator.State.Acceptable, text, position)
