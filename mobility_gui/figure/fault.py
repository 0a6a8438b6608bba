"""Common faults, each drawn beside the right way: in such a drawing pose a is right and pose b is wrong."""

from enum import StrEnum


class FigureFault(StrEnum):
    """A fault that a picture shows better than words can. The value is part of the drawing's file name."""

    HEEL_LIFTED = "heel_lifted"
    KNEE_INWARDS = "knee_inwards"
    ROUNDED_BACK = "rounded_back"

    @property
    def words(self) -> str:
        """Caption of the wrong pose."""
        return _WRONG[self]

    @property
    def right_words(self) -> str:
        """Caption of the right pose."""
        return _RIGHT[self]


_WRONG = {
    FigureFault.HEEL_LIFTED: "Heel lifted",
    FigureFault.KNEE_INWARDS: "Knee caves in",
    FigureFault.ROUNDED_BACK: "Rounded back",
}
_RIGHT = {
    FigureFault.HEEL_LIFTED: "Heel down",
    FigureFault.KNEE_INWARDS: "Knee over the foot",
    FigureFault.ROUNDED_BACK: "Long back",
}
