"""Reads and writes distances: centimetres or inches on screen, millimetres inside."""

import re
from collections.abc import Iterable
from fractions import Fraction
from math import floor
from typing import assert_never

from mobility_gui.ankle.trial import RANGE_MM
from mobility_gui.ankle.unit import MM_PER_INCH, Unit


class UnreadableDistanceError(ValueError):
    """The typed text is not a believable distance; the message is one sentence for the runner."""


_EIGHTHS = ("", "⅛", "¼", "⅜", "½", "⅝", "¾", "⅞")
_SAME_MM = 0.05
_MM_PER = {"mm": Fraction(1), "cm": Fraction(10), "in": Fraction(127, 5)}
_UNIT_NAMES = {
    **dict.fromkeys(("mm", "millimetres", "millimeters"), "mm"),
    **dict.fromkeys(("cm", "centimetres", "centimeters"), "cm"),
    **dict.fromkeys(("in", "in.", "inch", "inches", '"', "″", "”", "''"), "in"),
}
_TYPED = re.compile(
    r"""(?: (?P<decimal> \d{1,6}(?:[.,]\d{0,6})? | [.,]\d{1,6} )
          | (?:(?P<whole>\d{1,6})[\s-]+)? (?P<over>\d{1,4}) \s* [/⁄] \s* (?P<under>\d{1,4}) )
        \s* (?P<unit>\D*)""",
    re.VERBOSE,
)


def parse_mm(text: str, unit: Unit) -> float:
    """Read `12.7`, `12,7`, `4 7/8`, `4⅞`, `5"`, `12.7 cm` or `5 in` as millimetres; `unit` applies if none is typed.

    A fraction without a unit is in inches, whatever `unit` says: a centimetre tape has no eighths.
    Raises `UnreadableDistanceError` with one sentence if it cannot be read or lies outside 0 to 30 cm.
    """
    found = _TYPED.fullmatch(_spell_out_fractions(text).strip().lower())
    if found is None:
        raise UnreadableDistanceError(_example(unit))
    typed_unit, fraction = found["unit"].strip(), found["under"] is not None
    assumed = Unit.INCH if fraction and not typed_unit else unit
    name = _UNIT_NAMES.get(typed_unit) if typed_unit else assumed.short
    if name is None or (fraction and int(found["under"]) == 0):
        raise UnreadableDistanceError(_example(unit))
    distance = _number(found) * _MM_PER[name]
    least, most = RANGE_MM
    if not least <= distance <= most:
        read = f"{text.strip()} in" if fraction and not typed_unit else text.strip()
        raise UnreadableDistanceError(
            f"{read} is outside {format_range(least, most, assumed)}; please read the tape again."
        )
    return float(distance)


def format_reading(distance_mm: float, unit: Unit) -> str:
    """Write a tape reading without the unit: `12.7`, or `4¾` in inches.

    Inches are fractions, because that is what a tape shows and `4.8` would be wrong for four and three quarters;
    a distance between two eighths, converted from centimetres, is written with two decimals.
    """
    if unit is Unit.CM:
        return format_value(distance_mm, unit)
    eighths = floor(distance_mm / MM_PER_INCH * 8 + 0.5)
    if abs(eighths * MM_PER_INCH / 8 - distance_mm) > _SAME_MM:
        return f"{distance_mm / MM_PER_INCH:.2f}"
    whole, part = divmod(eighths, 8)
    return f"{whole or ''}{_EIGHTHS[part]}" or "0"


def format_value(distance_mm: float, unit: Unit) -> str:
    """Write a mean, a limit or an error with one decimal, without the unit.

    A mean need not lie on a mark of the tape, so inches are decimal here; a tenth of an inch is finer than any test.
    """
    return _of_tenths(_tenths(distance_mm, unit))


def format_change(change_mm: float, unit: Unit) -> str:
    """Write a difference with its sign, without the unit: `+1.4`, `−0.3`, and `0.0` if it rounds to zero."""
    text = format_value(change_mm, unit)
    return f"+{text}" if change_mm > 0 and text != "0.0" else text


def format_start(now_mm: float, change_mm: float, unit: Unit) -> str:
    """Write where a change began, without the unit, so that start, change and now add up as they are shown."""
    return _of_tenths(_tenths(now_mm, unit) - _tenths(change_mm, unit))


def format_difference(one_mm: float, other_mm: float, unit: Unit) -> str:
    """Write one distance minus another with its sign, without the unit: the difference of both as they are shown."""
    tenths = _tenths(one_mm, unit) - _tenths(other_mm, unit)
    return f"+{_of_tenths(tenths)}" if tenths > 0 else _of_tenths(tenths)


def format_range(least_mm: float, most_mm: float, unit: Unit) -> str:
    """Write a range with its unit: `0 to 30 cm`, `0 to 11.8 in`."""
    ends = [format_value(end, unit).removesuffix(".0") for end in (least_mm, most_mm)]
    return f"{ends[0]} to {ends[1]} {unit.short}"


def far_off_words(value_mm: float, others_mm: Iterable[float], unit: Unit) -> str:
    """Return a sentence about a value far off: "25.0 cm is far off: the closest other value is 12.0 cm."."""
    closest = min(others_mm, key=lambda other: abs(other - value_mm))
    value, other = (f"{format_value(mm, unit)} {unit.short}" for mm in (value_mm, closest))
    return f"{value} is far off: the closest other value is {other}."


def step_from(distance_mm: float, steps: int, unit: Unit) -> float:
    """Move up or down by whole steps and land on a mark of the tape, within `RANGE_MM`."""
    least, most = RANGE_MM
    marks = distance_mm / unit.step_mm
    on_mark = floor(marks + 0.5)
    if abs(on_mark - marks) > _SAME_MM / unit.step_mm:
        on_mark = floor(marks) if steps > 0 else floor(marks) + 1
    return max(float(least), min((on_mark + steps) * unit.step_mm, floor(most / unit.step_mm) * unit.step_mm))


def _tenths(distance_mm: float, unit: Unit) -> int:
    match unit:
        case Unit.CM:
            tenths = floor(abs(distance_mm) + 0.5)
        case Unit.INCH:
            tenths = floor(abs(distance_mm) / MM_PER_INCH * 10 + 0.5)
        case _:
            assert_never(unit)
    return tenths if distance_mm >= 0 else -tenths


def _of_tenths(tenths: int) -> str:
    whole, part = divmod(abs(tenths), 10)
    return f"{'−' if tenths < 0 else ''}{whole}.{part}"


def _number(found: re.Match[str]) -> Fraction:
    if found["decimal"] is not None:
        return Fraction(found["decimal"].replace(",", "."))
    return int(found["whole"] or 0) + Fraction(int(found["over"]), int(found["under"]))


def _spell_out_fractions(text: str) -> str:
    for eighths, sign in enumerate(_EIGHTHS):
        if sign:
            text = text.replace(sign, f" {eighths}/8")
    return text


def _example(unit: Unit) -> str:
    return f"Please type a distance like {'12.5' if unit is Unit.CM else '4 3/4'}."
