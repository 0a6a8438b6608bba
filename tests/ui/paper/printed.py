"""A PDF file as it comes out of a printer: looked at in millimetres, at 600 dots per inch."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

DOTS_PER_INCH = 600
DOTS_PER_MM = DOTS_PER_INCH / 25.4
DARK = 192
"""Below it is ink, also the grey of a cut line."""


@dataclass(frozen=True)
class Printed:
    """The only page of a file; `dark` holds its rows of dots, True where ink is."""

    dark: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, path: Path, *, without: Sequence[int] = ()) -> "Printed":
        """All of it, or what there is `without` some kinds of PDFium's page objects."""
        with pdfium.PdfDocument(path) as document:
            (page,) = document
            for thing in list(page.get_objects(without, max_depth=1)) if without else ():
                page.remove_obj(thing)
            page.gen_content()
            dots = page.render(scale=DOTS_PER_INCH / 72, grayscale=True).to_numpy()
            return cls(dots.reshape(dots.shape[:2]) < DARK)

    def near(self, other: "Printed", least_mm: float) -> bool:
        """Whether any ink of the other is nearer than that, to a side or up or down."""
        steps = range(0, round(least_mm * DOTS_PER_MM) + 1, 2)  # no line is thinner than two dots
        shifted = (np.roll(other.dark, sign * by, axis) for by in steps for sign in (1, -1) for axis in (0, 1))
        return any(bool((self.dark & dark).any()) for dark in shifted)

    def along(self, y_mm: float, from_mm: float, to_mm: float) -> list[float]:
        """Where the middles of all lines are that cross a level line, from the left, in mm from the paper's edge."""
        return _middles(self.dark[round(y_mm * DOTS_PER_MM)], from_mm, to_mm)

    def down(self, x_mm: float, from_mm: float, to_mm: float) -> list[float]:
        """The same for an upright line, from the top."""
        return _middles(self.dark[:, round(x_mm * DOTS_PER_MM)], from_mm, to_mm)

    def width_mm(self, y_mm: float, x_mm: float) -> float:
        """How wide the upright line at a point is."""
        dots = self.dark[round(y_mm * DOTS_PER_MM)]
        begin = end = round(x_mm * DOTS_PER_MM)
        while dots[begin - 1]:
            begin -= 1
        while dots[end]:
            end += 1
        return (end - begin) / DOTS_PER_MM

    def ink_mm(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom end of all that is printed."""
        rows, columns = np.flatnonzero(self.dark.any(axis=1)), np.flatnonzero(self.dark.any(axis=0))
        ends = (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)
        left, top, right, bottom = (float(end) / DOTS_PER_MM for end in ends)
        return left, top, right, bottom


def _middles(dots: npt.NDArray[np.bool_], from_mm: float, to_mm: float) -> list[float]:
    first = round(from_mm * DOTS_PER_MM)
    part = dots[first : round(to_mm * DOTS_PER_MM)].astype(np.int8)
    edges = np.flatnonzero(np.diff(part, prepend=0, append=0))
    return [float(first + (begin + end) / 2) / DOTS_PER_MM for begin, end in list(pairwise(edges))[::2]]
