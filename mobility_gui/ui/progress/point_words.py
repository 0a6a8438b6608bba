"""What a point of the chart stands for, in words."""

from collections.abc import Mapping
from html import escape

from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import format_value
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import ANKLES
from mobility_gui.ui.kit.days import full_day_words, span_words
from mobility_gui.ui.progress.points import ChartPoint


def point_words(point: ChartPoint, together: Mapping[Side, ChartPoint], unit: Unit) -> str:
    """Say, as rich text, the day and what both ankles showed: in the session, or in the weeks put `together`.

    Names are shown as they are, whatever signs are in them.
    """
    line = point.lines[0]
    if len(point.lines) == 1:
        said = [full_day_words(line.started), line.name]
        values = [(side, line.cold_mm.get(side), line.after_mm.get(side)) for side in ANKLES]
    else:
        days = span_words(line.started.date(), point.lines[-1].started.date())
        said = [days, f"Mean of {len(point.lines)} tests"]
        values = [(side, found.cold_mm, found.after_mm) for side, found in together.items()]
    for side, cold, after in values:
        told = [
            f"{occasion} {format_value(value, unit)} {unit.short}"
            for occasion, value in (("cold", cold), ("after", after))
            if value is not None
        ]
        if told:
            said.append(f"{side.value.capitalize()}: {', '.join(told)}")
    return "<p style='white-space: pre'>" + "<br>".join(escape(words) for words in said) + "</p>"
