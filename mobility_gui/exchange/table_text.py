"""Splits the text of a table into cells, whatever separator and line ends it was saved with."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from mobility_gui.exchange.whole_file import ENDS_EARLY, decode
from mobility_gui.exchange.whole_record import ExchangeError

_SEPARATORS = ",;\t"
"""What spreadsheets put between cells; none of our column names contains one of them."""


def read_lines(path: Path, content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of each line that is not empty, and its cells without the empty ones at its end.

    A text in quotes may go on over several lines; the number is that of the first. Raises `ExchangeError`.
    """
    text = decode(path, content, "In your spreadsheet, save the table as “CSV UTF-8”.")
    head = next((line for line in StringIO(text, newline="") if line.strip(f"{_SEPARATORS}\r\n")), "")
    separator = max(_SEPARATORS, key=head.count)
    table = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in table:
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield line, cells
            line = table.line_num + 1
    except csv.Error as error:
        cut = str(error) == "unexpected end of data"
        reason = ENDS_EARLY if cut else f"this is not valid CSV ({error}). Export the file again."
        raise ExchangeError(f"{path}, line {line}: {reason}") from error
