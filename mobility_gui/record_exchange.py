"""The record as files, and files on their way into the record."""

from pathlib import Path

from mobility_gui.exchange.archive import write_archive
from mobility_gui.exchange.history import History, SessionEntry
from mobility_gui.exchange.measurement_table import write_measurement_table
from mobility_gui.store.addition import Added
from mobility_gui.store.sessions import Store

ARCHIVE_NAME = "mobility.json"
TABLE_NAME = "measurements.csv"


def export_record(store: Store, folder: Path) -> tuple[Path, Path]:
    """Write both files into a folder, made where it is missing, and give their places.

    Raises `ExchangeError`, `StoreError`, and `OSError` when the folder cannot be made.
    """
    history = _history(store)
    folder.mkdir(parents=True, exist_ok=True)
    archive, table = folder / ARCHIVE_NAME, folder / TABLE_NAME
    write_archive(archive, history)
    write_measurement_table(table, history)
    return archive, table


def export_archive(store: Store, path: Path) -> None:
    """Write all that is kept as JSON. Raises `ExchangeError` and `StoreError`."""
    write_archive(path, _history(store))


def export_table(store: Store, path: Path) -> None:
    """Write all measurements as CSV. Raises `ExchangeError` and `StoreError`."""
    write_measurement_table(path, _history(store))


def addition_words(added: Added) -> str:
    """Say in a sentence what an import changed."""
    found = ((len(added.sessions), "session"), (len(added.measurements), "single measurement"))
    new = [_counted(count, thing) for count, thing in found if count]
    is_or_are = "is" if sum(count for count, _ in found) == 1 else "are"
    parts = [f"{' and '.join(new)} {is_or_are} new" if new else "Nothing is new"]
    if added.completed:
        parts.append(f"{_counted(len(added.completed), 'session')} got what was missing")
    if added.restored:
        parts.append(f"{len(added.restored)} came back out of the bin")
    if added.known:
        parts.append(f"{added.known} {'was' if added.known == 1 else 'were'} there already")
    return f"{'; '.join(parts)}."


def _history(store: Store) -> History:
    sessions, single = store.history()
    return History(tuple(SessionEntry(*kept) for kept in sessions), tuple(single))


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
