"""The unit a runner reads and types; separate from `units`, because the first screen needs only this."""

from enum import StrEnum

MM_PER_INCH = 25.4


class Unit(StrEnum):
    """The unit on screen; everything is stored in millimetres."""

    CM = "cm"
    INCH = "inch"

    @property
    def short(self) -> str:
        """The abbreviation written after a number."""
        return "cm" if self is Unit.CM else "in"

    @property
    def step_mm(self) -> float:
        """One press of a stepper: half a centimetre, or a quarter of an inch, as tapes are marked."""
        return 5.0 if self is Unit.CM else MM_PER_INCH / 4
