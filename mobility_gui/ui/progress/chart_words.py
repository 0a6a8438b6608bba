"""What the chart says: of the mark and its zone, in the legend, and at a point."""

from collections.abc import Iterable
from html import escape

from mobility_gui.ankle.error import TARGET_MM, mark_name, zone_words
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import format_value
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import ANKLES
from mobility_gui.ui.progress.points import ChartPoint

AFTER_WORDS, TREND_WORDS = "after the session", "trend and its error"
"""What the legend says of hollow points, and of the lines."""


def cold_words(weeks: int) -> str:
    """Say what filled points are, and of how many weeks each is the mean, 0 for single tests."""
    return "cold" + {0: "", 1: ", mean of a week"}.get(weeks, f", mean of {weeks} weeks")


def mark_words(target_mm: float, unit: Unit) -> str:
    """Name the mark: `5-inch mark, 12.7 cm`; without its length where the name has it."""
    name = mark_name(target_mm, unit)
    if target_mm != TARGET_MM or unit is Unit.INCH:
        return name
    return f"{name}, {format_value(target_mm, unit)} {unit.short}"


def borderline_words(target_mm: float, unit: Unit) -> str:
    """Say what the zone means."""
    return f"borderline {zone_words(target_mm, unit)}: one test cannot tell"


def point_words(point: ChartPoint, values: Iterable[tuple[Side, str, float]], unit: Unit) -> str:
    """Say, as rich text, the day or the weeks of a point and what each ankle showed: its values with their names.

    Names are shown as they are, whatever signs are in them.
    """
    line = point.lines[0]
    if len(point.lines) == 1:
        said = [f"{line.started:%A} {line.started.day} {line.started:%B %Y}", line.name]
    else:
        last = point.lines[-1].started
        said = [
            f"{line.started.day} {line.started:%B %Y} to {last.day} {last:%B %Y}",
            f"Mean of {len(point.lines)} tests",
        ]
    told: dict[Side, list[str]] = {side: [] for side in ANKLES}
    for side, name, mm in values:
        told[side].append(f"{name} {format_value(mm, unit)} {unit.short}")
    said += [f"{side.value.capitalize()}: {', '.join(parts)}" for side, parts in told.items() if parts]
    return "<p style='white-space: pre'>" + "<br>".join(escape(words) for words in said) + "</p>"
