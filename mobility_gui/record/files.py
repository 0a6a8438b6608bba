"""Exports the record to files, and says what importing a file changes."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from mobility_gui.exchange.archive import write_archive
from mobility_gui.exchange.measurement_table import write_measurement_table
from mobility_gui.exchange.whole_record import SessionEntry, WholeRecord
from mobility_gui.store.addition import Added
from mobility_gui.store.sessions import Store
from mobility_gui.training.history import end_of_day

ARCHIVE_NAME = "mobility.json"
TABLE_NAME = "measurements.csv"


def export_record(store: Store, folder: Path) -> tuple[Path, Path]:
    """Write both files into a folder, created if missing, and return their paths.

    Raises `ExchangeError`, `StoreError`, and `OSError` if the folder cannot be created.
    """
    history = _history(store)
    folder.mkdir(parents=True, exist_ok=True)
    archive, table = folder / ARCHIVE_NAME, folder / TABLE_NAME
    write_archive(archive, history)
    write_measurement_table(table, history)
    return archive, table


def export_archive(store: Store, path: Path) -> None:
    """Write the whole record as JSON. Raises `ExchangeError` and `StoreError`."""
    write_archive(path, _history(store))


def export_table(store: Store, path: Path) -> None:
    """Write all measurements as CSV. Raises `ExchangeError` and `StoreError`."""
    write_measurement_table(path, _history(store))


def addition_lines(added: Added) -> tuple[str, ...]:
    """Return what an import changes, a line each; empty if it changes nothing."""
    counts = (
        (len(added.sessions), "new session", "new sessions"),
        (len(added.measurements), "new measurement entered by hand", "new measurements entered by hand"),
        (len(added.completed), "session with missing parts filled in", "sessions with missing parts filled in"),
        (len(added.restored), "deleted item restored", "deleted items restored"),
    )
    return tuple(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)


def moments_of(history: WholeRecord) -> tuple[datetime, ...]:
    """Return when each session and each typed-in measurement was."""
    return *(entry.record.started for entry in history.sessions), *(one.at for one in history.measurements)


def later_words(moments: Iterable[datetime], now: datetime) -> str:
    """Return how many of these moments lie after today, and what that means; empty if none does."""
    later = sum(moment >= end_of_day(now) for moment in moments)
    is_dated = "is dated" if later == 1 else "are dated"
    return f"{later} {is_dated} in the future and won’t count in your results." if later else ""


def _history(store: Store) -> WholeRecord:
    sessions, single = store.history()
    return WholeRecord(tuple(SessionEntry(*kept) for kept in sessions), tuple(single))
