"""Checksums of what the program wrote: SQLite does not notice a byte that changes inside a row.

An owner is a session (its number) with its stretches and measurements, or a measurement outside any session (its
negative number). Its checksum is the exclusive or of the digests of its rows, so that each change of a row changes it
by what was written and never by what was found: writing to a session with a damaged row does not hide the damage.
Owner 0 keeps the exclusive or and the count of all checksums, so that rows that vanish with their checksum are noticed.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from hashlib import blake2b
from operator import xor
from pathlib import Path
from sqlite3 import Connection

from mobility_gui.store.failures import damaged, world_failures

WHOLE = 0
"""Stands for all other checksums together."""

NOTHING = 0
"""The checksum of an owner without rows."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "session": (
        "id",
        "routine",
        "routine_name",
        "phase",
        "started_ms",
        "started_offset",
        "ended_ms",
        "ended_offset",
        "ending",
        "feeling",
        "note",
        "options",
        "position",
        "deleted_ms",
    ),
    "stretch": (
        "id",
        "session",
        "at_ms",
        "at_offset",
        "step",
        "exercise",
        "side",
        "set_number",
        "dose",
        "amount",
        "tempo_down",
        "tempo_hold",
        "tempo_up",
        "planned_ms",
        "done_ms",
        "units_done",
        "outcome",
    ),
    "measurement": ("id", "session", "side", "occasion", "at_ms", "at_offset", "deleted_ms"),
    "trial": ("measurement", "number", "distance_mm", "fault"),
}
"""Every column of the record. A new one goes last: rows in which it is NULL then keep their digests."""

_DIGEST_BYTES, _COUNT_BYTES = 16, 8

# A damaged value may have another type, or be text that Python cannot decode, and must still differ from the right one.
_VALUE = "CASE typeof({0}) WHEN 'text' THEN CAST({0} AS BLOB) WHEN 'blob' THEN 'blob ' || hex({0}) ELSE {0} END"

_OWNER_OF_STRETCH = "CASE typeof({0}session) WHEN 'integer' THEN {0}session ELSE 0 END"
_OWNER_OF_MEASUREMENT = (
    "CASE typeof({0}session) WHEN 'integer' THEN {0}session WHEN 'null' THEN -{0}id ELSE 0 END"  # 0: a damaged value
)

_EXISTS = """
    SELECT CASE WHEN :owner > 0 THEN EXISTS (SELECT 1 FROM session WHERE id = :owner)
    ELSE EXISTS (SELECT 1 FROM measurement WHERE id = -:owner AND session IS NULL) END"""


def row_digest(*values: bytes | str | float | None) -> bytes:
    """Return the digest of a row: its table and its values, text as bytes; NULL at the end does not count."""
    last = len(values)
    while values[last - 1] is None:
        last -= 1
    return blake2b(repr(values[:last]).encode(), digest_size=_DIGEST_BYTES).digest()


def teach(connection: Connection) -> None:
    """Let the queries of this connection calculate digests."""
    connection.create_function("row_digest", -1, row_digest, deterministic=True)


def watch(connection: Connection) -> None:
    """Note each row that this connection changes, for `seal`; the file itself gets no triggers."""
    teach(connection)
    connection.execute("PRAGMA temp_store=MEMORY")  # no second disk that could be full
    connection.executescript(_WATCH)


def seal(connection: Connection) -> None:
    """Bring the checksums up to date with what changed; belongs in the transaction that changed it."""
    changes: dict[int, int] = {}
    for owner, digest in connection.execute("SELECT owner, digest FROM temp.touched WHERE owner != 0"):
        changes[owner] = changes.get(owner, NOTHING) ^ int.from_bytes(digest)
    if not changes:
        return
    forget(connection)
    bits, count = 0, 0
    for owner, change in changes.items():
        row = connection.execute("SELECT digest FROM checksum WHERE owner = ?", (owner,)).fetchone()
        known = int.from_bytes(row[0]) if row else NOTHING
        sealed = known ^ change if connection.execute(_EXISTS, {"owner": owner}).fetchone()[0] else NOTHING
        keep_checksum(connection, owner, sealed)
        bits ^= known ^ sealed
        count += (sealed != NOTHING) - (known != NOTHING)
    _change_whole(connection, bits, count)


def forget(connection: Connection) -> None:
    """Leave the checksums as they are, whatever this transaction has changed so far."""
    connection.execute("DELETE FROM temp.touched")


def seal_all(connection: Connection) -> None:
    """Write the checksum of everything, as found."""
    teach(connection)
    connection.execute("DELETE FROM checksum")
    for owner, checksum in found_checksums(connection).items():
        keep_checksum(connection, owner, checksum)
    _keep_whole(connection)


def accept(connection: Connection, owners: Iterable[int]) -> None:
    """Make the present rows of these owners the known ones."""
    found, known = found_checksums(connection), known_checksums(connection)
    bits, count = 0, 0
    for owner in set(owners) - {WHOLE}:
        before, now = known.get(owner, NOTHING), found.get(owner, NOTHING)
        keep_checksum(connection, owner, now)
        bits ^= before ^ now
        count += (now != NOTHING) - (before != NOTHING)
    _change_whole(connection, bits, count)
    if WHOLE in owners:
        _keep_whole(connection, found.get(WHOLE, NOTHING))


def differing(connection: Connection) -> tuple[int, ...]:
    """Return the owners whose rows are not what the program wrote; `WHOLE` if any vanished with their checksum.

    If all rows together are right, only checksums are damaged, and nothing differs.
    """
    found, known = found_checksums(connection), known_checksums(connection)
    whole = _whole(connection)
    if whole is not None and _together(found) == whole[0]:
        return ()
    differ = {owner for owner in found.keys() | known.keys() if found.get(owner) != known.get(owner)}
    if whole is None or vanished(connection)[0]:
        differ.add(WHOLE)
    return tuple(sorted(differ))


def vanished(connection: Connection) -> tuple[int, int]:
    """Return how many checksums vanished, and their exclusive or; zeros if none did or it cannot be told."""
    known, whole = known_checksums(connection), _whole(connection)
    if whole is None:
        return 0, NOTHING
    number, bits = whole[1] - len(known), whole[0] ^ _together(known)
    return (number, bits) if number and bits else (0, NOTHING)


def found_checksums(connection: Connection) -> dict[int, int]:
    """Return the checksum of each owner, calculated from its rows, whatever the indexes say."""
    found: dict[int, int] = {}
    for owner, digest in connection.execute(_FIND_ALL):
        found[owner] = found.get(owner, NOTHING) ^ int.from_bytes(digest)
    return found


def known_checksums(connection: Connection) -> dict[int, int]:
    """Return the checksum of each owner as the program kept it."""
    rows = connection.execute("SELECT owner, CAST(digest AS BLOB) FROM checksum WHERE owner != 0")
    return {owner: int.from_bytes(digest or b"") for owner, digest in rows}


def keep_checksum(connection: Connection, owner: int, checksum: int) -> None:
    """Write the checksum of an owner, without changing what all together should be."""
    if checksum == NOTHING:
        connection.execute("DELETE FROM checksum WHERE owner = ?", (owner,))
    else:
        connection.execute("REPLACE INTO checksum VALUES (?, ?)", (owner, checksum.to_bytes(_DIGEST_BYTES)))


def verify(connection: Connection) -> None:
    """Read a whole record. Raises `DatabaseDamagedError` if anything in it is not what the program wrote.

    A record from before there were checksums is checked as far as SQLite can.
    """
    path = Path(connection.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0])
    with world_failures(path):
        teach(connection)
        sealed = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'checksum'").fetchone()
        fine = connection.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
        if not fine or (sealed and differing(connection)):
            raise damaged(path)


def _together(checksums: Mapping[int, int]) -> int:
    return reduce(xor, checksums.values(), NOTHING)


def _keep_whole(connection: Connection, stray: int = NOTHING) -> None:
    """Keep the present checksums together, and that of rows which belong to nothing."""
    known = known_checksums(connection)
    _write_whole(connection, _together(known) ^ stray, len(known))


def _write_whole(connection: Connection, bits: int, count: int) -> None:
    digest = bits.to_bytes(_DIGEST_BYTES) + (count % 256**_COUNT_BYTES).to_bytes(_COUNT_BYTES)
    connection.execute("REPLACE INTO checksum VALUES (?, ?)", (WHOLE, digest))


def _change_whole(connection: Connection, bits: int, count: int) -> None:
    whole = _whole(connection)
    if whole is not None:  # its loss stays noticed
        _write_whole(connection, whole[0] ^ bits, whole[1] + count)


def _whole(connection: Connection) -> tuple[int, int] | None:
    """Return what all checksums together should be, and their count; None if that is lost."""
    row = connection.execute("SELECT CAST(digest AS BLOB) FROM checksum WHERE owner = ?", (WHOLE,)).fetchone()
    if row is None or row[0] is None or len(row[0]) != _DIGEST_BYTES + _COUNT_BYTES:
        return None
    return int.from_bytes(row[0][:_DIGEST_BYTES]), int.from_bytes(row[0][_DIGEST_BYTES:])


def _digest(table: str, row: str = "") -> str:
    """Return the SQL that calculates the digest of a row; `row` is `OLD.`, `NEW.` or a table."""
    values = ", ".join(_VALUE.format(row + column) for column in COLUMNS[table])
    return f"row_digest('{table}', {values})"


def _triggers() -> Iterator[str]:
    owners = {"session": "{0}id", "stretch": _OWNER_OF_STRETCH, "measurement": _OWNER_OF_MEASUREMENT}
    for change, rows in (("INSERT", ("NEW.",)), ("UPDATE", ("OLD.", "NEW.")), ("DELETE", ("OLD.",))):
        for table, owner in owners.items():
            yield _trigger(
                f"AFTER {change}", table, *(f"SELECT {owner.format(row)}, {_digest(table, row)}" for row in rows)
            )
        # When a measurement is deleted, its trials go after it, and its own trigger has noted them.
        yield _trigger(
            f"AFTER {change}",
            "trial",
            *(
                f"SELECT {_OWNER_OF_MEASUREMENT.format('')}, {_digest('trial', row)}"  # noqa: S608 - ours
                f" FROM measurement WHERE id = {row}measurement"
                for row in rows
            ),
        )
    trials = "SELECT {}, {} FROM trial WHERE measurement = OLD.id"
    before, after = (
        trials.format(_OWNER_OF_MEASUREMENT.format(row), _digest("trial", "trial.")) for row in ("OLD.", "NEW.")
    )
    yield _trigger("BEFORE DELETE", "measurement", before)
    yield _trigger("BEFORE UPDATE OF session", "measurement", before, after)


def _trigger(moment: str, table: str, *selects: str) -> str:
    name = f"{moment} {table}".lower().replace(" ", "_")
    inserts = "; ".join(f"INSERT INTO touched {select}" for select in selects)
    return f"CREATE TEMP TRIGGER {name} {moment} ON main.{table} BEGIN {inserts}; END"


_WATCH = ";\n".join(("CREATE TEMP TABLE touched (owner INTEGER, digest BLOB)", *_triggers()))

_FIND_ALL = f"""
    SELECT id, {_digest("session")} FROM session NOT INDEXED
    UNION ALL SELECT {_OWNER_OF_STRETCH.format("")}, {_digest("stretch")} FROM stretch NOT INDEXED
    UNION ALL SELECT {_OWNER_OF_MEASUREMENT.format("")}, {_digest("measurement")} FROM measurement NOT INDEXED
    UNION ALL SELECT coalesce(
        (SELECT {_OWNER_OF_MEASUREMENT.format("")} FROM measurement WHERE id = trial.measurement), -measurement, 0
    ), {_digest("trial")} FROM trial"""  # noqa: S608 - the text is our own
