"""Reads a history from either kind of exported file."""

from pathlib import Path

from mobility_gui.exchange.archive import read_archive
from mobility_gui.exchange.measurement_table import read_measurement_table
from mobility_gui.exchange.whole_file import read_whole
from mobility_gui.exchange.whole_record import WholeRecord


def read_history(path: Path) -> WholeRecord:
    """Read an exported record (JSON) or table of measurements (CSV), recognised by its content, not its name.

    Raises `ExchangeError` if any of it is wrong.
    """
    is_archive = read_whole(path).lstrip().startswith(b"{")
    return read_archive(path) if is_archive else read_measurement_table(path)
