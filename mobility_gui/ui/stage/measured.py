"""Words for the measurements of one session, before and after."""

from collections.abc import Sequence

from mobility_gui.ankle.unit import MM_PER_INCH, Unit
from mobility_gui.ankle.units import format_change, format_value
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Measurement, Occasion

ONE_SESSION = "One session cannot tell: most of it may be the error of measuring."


def measured_lines(measurements: Sequence[Measurement], unit: Unit) -> tuple[str, ...]:
    """Return one line per side that was measured, and what one session can prove; empty if none was."""
    lines: list[str] = []
    pairs = 0
    for side in (Side.LEFT, Side.RIGHT):
        cold = _value(measurements, side, Occasion.COLD)
        after = _value(measurements, side, Occasion.AFTER)
        word = side.value.capitalize()
        if cold is not None and after is not None:
            pairs += 1
            change = format_change(_as_shown(after, unit) - _as_shown(cold, unit), unit)
            lines.append(f"{word}: {format_value(cold, unit)} → {format_value(after, unit)} {unit.short} ({change})")
        elif cold is not None:
            lines.append(f"{word}: {format_value(cold, unit)} {unit.short} cold")
        elif after is not None:
            lines.append(f"{word}: {format_value(after, unit)} {unit.short} after")
    return (*lines, ONE_SESSION) if pairs else tuple(lines)


def _as_shown(distance_mm: float, unit: Unit) -> float:
    """Return the distance rounded to one decimal as it is shown, so that the change matches what readers compute."""
    per_unit = MM_PER_INCH if unit is Unit.INCH else 10.0
    return round(distance_mm / per_unit, 1) * per_unit


def _value(measurements: Sequence[Measurement], side: Side, occasion: Occasion) -> float | None:
    found = [m.value_mm for m in measurements if m.side is side and m.occasion is occasion]
    return found[-1] if found else None
