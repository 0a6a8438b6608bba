"""One line of what was measured, and the surroundings every measured process gets."""

import os
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    what: str
    figure: str
    note: str = ""


def environment() -> dict[str, str]:
    """The present one with compiled modules allowed: without them a start takes half as long again."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def print_rows(rows: list[Row]) -> None:
    """Put rows below those that were printed before."""
    for row in rows:
        sys.stdout.write(f"{row.what:<44} {row.figure:>16}   {row.note}".rstrip() + "\n")
    sys.stdout.flush()
