"""What the measurements of one session show: each ankle before and after, and how far to trust the change."""

from collections.abc import Sequence
from dataclasses import dataclass

from mobility_gui.ankle.error import smallest_change_mm
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import format_change, format_value
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Measurement, Occasion

SMALL = "A change this small could be measurement error."


@dataclass(frozen=True, slots=True)
class MeasuredAnkle:
    """One ankle's averages as words, empty if not measured; `is_clear` if the change is more than the error."""

    side: Side
    before: str
    after: str
    change: str
    unit: str
    is_clear: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """The ankles that were measured, and what one session can prove about the change, if there is one."""

    ankles: tuple[MeasuredAnkle, ...] = ()
    doubt: str = ""


def measured(measurements: Sequence[Measurement], unit: Unit) -> Measured:
    """Return what was measured cold and after, by each ankle's last measurement of either."""
    found = (_measured(measurements, side, unit) for side in (Side.LEFT, Side.RIGHT))
    ankles = tuple(ankle for ankle in found if ankle is not None)
    return Measured(ankles, _doubt_words(ankles, unit))


def _doubt_words(ankles: Sequence[MeasuredAnkle], unit: Unit) -> str:
    changed = [ankle for ankle in ankles if ankle.change]
    clear = [ankle for ankle in changed if ankle.is_clear]
    if not clear:
        return SMALL if changed else ""
    margin = f"{format_value(smallest_change_mm(1, 1), unit)} {unit.short}"
    which = "More" if len(clear) == len(changed) else f"{clear[0].side.value.capitalize()}: more"
    return f"{which} than measurement error ({margin})."


def _measured(measurements: Sequence[Measurement], side: Side, unit: Unit) -> MeasuredAnkle | None:
    cold, after = (_value(measurements, side, occasion) for occasion in (Occasion.COLD, Occasion.AFTER))
    if cold is None and after is None:
        return None
    before, later = ("" if value is None else format_value(value, unit) for value in (cold, after))
    if cold is None or after is None:
        return MeasuredAnkle(side, before, later, "", unit.short)
    change_mm = after - cold
    clear = abs(change_mm) >= smallest_change_mm(1, 1)
    return MeasuredAnkle(side, before, later, format_change(change_mm, unit), unit.short, clear)


def _value(measurements: Sequence[Measurement], side: Side, occasion: Occasion) -> float | None:
    found = [m.value_mm for m in measurements if m.side is side and m.occasion is occasion]
    return found[-1] if found else None
