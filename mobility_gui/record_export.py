"""Writes the whole record out: everything as JSON, and the measurements as a table."""

from pathlib import Path

from mobility_gui.exchange.archive import write_archive
from mobility_gui.exchange.history import History, SessionEntry
from mobility_gui.exchange.measurement_table import write_measurement_table
from mobility_gui.store.sessions import Store

ARCHIVE_NAME = "mobility.json"
TABLE_NAME = "measurements.csv"


def export_record(store: Store, folder: Path) -> tuple[Path, Path]:
    """Write both files into a folder, made where it is missing, and give their places.

    Raises `ExchangeError`, `StoreError`, and `OSError` when the folder cannot be made.
    """
    sessions, single = store.history()
    history = History(tuple(SessionEntry(*kept) for kept in sessions), tuple(single))
    folder.mkdir(parents=True, exist_ok=True)
    archive, table = folder / ARCHIVE_NAME, folder / TABLE_NAME
    write_archive(archive, history)
    write_measurement_table(table, history)
    return archive, table
