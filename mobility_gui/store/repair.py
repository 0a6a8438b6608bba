"""Names the parts of a record that are not what the program wrote, and takes them from a backup that still has them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from itertools import combinations, islice
from operator import xor
from sqlite3 import Connection

from mobility_gui.store.checksums import (
    COLUMNS,
    NOTHING,
    WHOLE,
    differing,
    forget,
    found_checksums,
    keep_checksum,
    known_checksums,
    vanished,
)
from mobility_gui.store.rows import moment_of
from mobility_gui.training.record import TYPED_IN

_TRIES = 100_000
"""How many combinations of sessions are tried for what vanished with its checksum."""

_SESSION = "SELECT started_ms, started_offset, CAST(routine_name AS BLOB) FROM session WHERE id = ?"
_MEASURED = "SELECT at_ms, at_offset, NULL FROM measurement WHERE id = ? AND session IS NULL"

_BELONGS = {
    "session": "id = :owner",
    "stretch": "session = :owner",
    "measurement": "session = :owner OR id = -:owner AND session IS NULL",
    "trial": "measurement IN (SELECT id FROM measurement WHERE session = :owner OR id = -:owner AND session IS NULL)",
}
"""What belongs to an owner; parents first."""


@dataclass(frozen=True, slots=True)
class Differing:
    """A part of the record that is not what the program wrote, as far as it can still be read.

    `owner` is a session, a negative measurement outside any session, or 0 for something that vanished.
    """

    owner: int
    started: datetime | None
    name: str


def describe(connection: Connection, owners: Iterable[int]) -> tuple[Differing, ...]:
    """Return when each was and the routine's name, each left empty where it cannot be read."""
    return tuple(_describe(connection, owner) for owner in owners)


def index_damaged(connection: Connection) -> bool:
    """True if an index does not say what its table says; queries through it would miss rows."""
    return any("index" in message for (message,) in connection.execute("PRAGMA integrity_check"))


def take_from(connection: Connection, backup: Connection, owners: Iterable[int]) -> tuple[int, ...]:
    """Replace the rows of these owners by those of a backup, and return the owners that are right again.

    Only rows with exactly the checksum that this record has for them are taken; for `WHOLE`, those that together make
    it whole. What was never written is removed. The caller's commit makes it whole or not at all.
    """
    connection.execute("REINDEX")
    wrong = set(owners) & set(differing(connection))
    known, theirs = known_checksums(connection), found_checksums(backup)
    number, bits = vanished(connection)
    for owner in _made_whole(theirs.keys() - known.keys(), theirs, number, bits) if WHOLE in wrong else ():
        keep_checksum(connection, owner, theirs[owner])
        known[owner], number = theirs[owner], 0
        wrong.add(owner)
    wrong.discard(WHOLE)
    wanted = [
        owner
        for owner in sorted(wrong)
        if known.get(owner) == theirs.get(owner) and (owner in known or number == 0)  # else it may have been written
    ]
    for owner in wanted:
        _remove(connection, owner)
    for table in COLUMNS:
        for owner in wanted:
            _copy(connection, backup, table, owner)
    forget(connection)
    still_wrong = differing(connection)
    return tuple(owner for owner in wanted if owner not in still_wrong)


def _describe(connection: Connection, owner: int) -> Differing:
    row = connection.execute(_SESSION if owner > 0 else _MEASURED, (abs(owner),)).fetchone()
    if row is None:
        return Differing(owner, None, "")
    started_ms, offset, name = row
    try:
        started = moment_of(started_ms, offset)
    except (TypeError, ValueError, OverflowError):
        started = None
    return Differing(owner, started, TYPED_IN if owner < 0 else (name or b"").decode(errors="replace"))


def _made_whole(candidates: Iterable[int], theirs: dict[int, int], number: int, bits: int) -> tuple[int, ...]:
    """Return the `number` owners of the backup that together have the checksum that vanished; empty if none do."""
    if number <= 0:
        return ()
    tries = islice(combinations(sorted(candidates), number), _TRIES)
    return next((some for some in tries if reduce(xor, (theirs[one] for one in some), NOTHING) == bits), ())


def _remove(connection: Connection, owner: int) -> None:
    """Remove all rows of an owner, even those that lost the row they belong to."""
    for table in reversed(_BELONGS):
        connection.execute(f"DELETE FROM {table} WHERE {_BELONGS[table]}", {"owner": owner})  # noqa: S608 - ours
    connection.execute(
        "DELETE FROM trial WHERE measurement = -? AND measurement NOT IN (SELECT id FROM measurement)", (owner,)
    )


def _copy(connection: Connection, backup: Connection, table: str, owner: int) -> None:
    columns = ", ".join(COLUMNS[table])
    places = ", ".join("?" * len(COLUMNS[table]))
    key = "measurement = ? AND number = ?" if table == "trial" else "id = ?"
    query = f"SELECT {columns} FROM {table} WHERE {_BELONGS[table]}"  # noqa: S608 - the text is our own
    for row in backup.execute(query, {"owner": owner}):
        # Damage may have given it to another.
        connection.execute(f"DELETE FROM {table} WHERE {key}", row[: key.count("?")])  # noqa: S608 - ours
        connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", row)  # noqa: S608 - ours
