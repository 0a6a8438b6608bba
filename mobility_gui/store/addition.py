"""Adds a history from a file to the record: what is already there stays, and nothing is added twice."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from sqlite3 import Connection

from mobility_gui.store.rows import end_session, insert_measurement, insert_session, insert_stretch, moment_columns
from mobility_gui.training.record import Measurement, SessionRecord, Stretch
from mobility_gui.training.routine import Phase

Kept = tuple[SessionRecord, Phase, tuple[tuple[datetime, Stretch], ...]]
"""A session with its stretches and the moment each ended, as exported and imported."""

_KNOWN_SESSION = """
    SELECT id, deleted_ms, ending != 'open' AND NOT EXISTS (SELECT 1 FROM stretch WHERE session = session.id)
    FROM session WHERE routine = ? AND started_ms = ? ORDER BY deleted_ms IS NOT NULL, id LIMIT 1"""

_KNOWN_MEASUREMENT = """
    SELECT measurement.id, measurement.deleted_ms, session.id, session.deleted_ms
    FROM measurement LEFT JOIN session ON session.id = measurement.session
    WHERE side = ? AND occasion = ? AND at_ms = ?
    ORDER BY coalesce(session.deleted_ms, measurement.deleted_ms) IS NOT NULL, measurement.id"""

_FILL_IN = """
    UPDATE session SET feeling = coalesce(feeling, ?), note = CASE note WHEN '' THEN ? ELSE note END WHERE id = ?"""


@dataclass(frozen=True, slots=True)
class Added:
    """What an import changed: numbers of new sessions, of those restored from the bin, and so on.

    `completed` are known sessions that lacked stretches or measurements, `measurements` the new ones outside any
    session. Among `restored`, negative numbers stand for measurements outside any session. `known` counts the sessions
    and single measurements that were already there, unchanged. `undo` holds the statements that undo all of it; run
    the last one first.
    """

    sessions: tuple[int, ...]
    restored: tuple[int, ...]
    completed: tuple[int, ...]
    measurements: tuple[int, ...]
    known: int
    undo: tuple[tuple[str, tuple[object, ...]], ...] = field(repr=False)


def add_history(connection: Connection, sessions: Iterable[Kept], measurements: Iterable[Measurement]) -> Added:
    """Add what is missing; the caller's commit makes it whole or not at all."""
    addition = _Addition(connection)
    for kept in sessions:
        addition.add_session(*kept)
    for measurement in measurements:
        addition.add_single(measurement)
    return addition.added()


def take_back(connection: Connection, added: Added) -> None:
    """Undo what `add_history` did."""
    for statement, values in reversed(added.undo):
        connection.execute(statement, values)


class _Addition:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sessions: list[int] = []
        self._restored: list[int] = []
        self._completed: list[int] = []
        self._measurements: list[int] = []
        self._known = 0
        self._undo: list[tuple[str, tuple[object, ...]]] = []

    def added(self) -> Added:
        return Added(
            tuple(self._sessions),
            tuple(self._restored),
            tuple(self._completed),
            tuple(self._measurements),
            self._known,
            tuple(self._undo),
        )

    def add_session(self, record: SessionRecord, phase: Phase, stretches: Iterable[tuple[datetime, Stretch]]) -> None:
        """Add a session, or complete a known one with the same routine and start."""
        key = (record.routine, moment_columns(record.started)[0])
        known = self._connection.execute(_KNOWN_SESSION, key).fetchone()
        if known is not None:
            self._meet(record, stretches, *known)
            return
        number = self._begin(record, phase)
        self._sessions.append(number)
        self._add_stretches(number, stretches)
        self._add_measurements(number, record.measurements)

    def add_single(self, measurement: Measurement) -> None:
        """Add a measurement outside any session, unless it is already known, in a session or not."""
        known = self._find(measurement)
        if not known:
            self._measurements.append(self._insert(None, measurement))
            return
        number, deleted_ms, session, session_deleted_ms = known[0]
        self._restore("measurement", number, deleted_ms)
        self._restore("session", session, session_deleted_ms)
        self._known += deleted_ms is None and session_deleted_ms is None

    def _begin(self, record: SessionRecord, phase: Phase) -> int:
        if record.ended is None:
            raise ValueError("Only finished sessions belong in the history.")
        started, ended = moment_columns(record.started), moment_columns(record.ended)
        number = insert_session(self._connection, (record.routine, record.routine_name, phase, *started, "", ""))
        end_session(self._connection, number, record.ending, ended)
        self._fill_in(number, record)
        self._undo.append(("DELETE FROM session WHERE id = ? AND started_ms = ?", (number, started[0])))
        return number

    def _meet(
        self,
        record: SessionRecord,
        stretches: Iterable[tuple[datetime, Stretch]],
        number: int,
        deleted_ms: int | None,
        bare: int,
    ) -> None:
        """Complete a known session, which may have been imported from a table of measurements alone."""
        self._restore("session", number, deleted_ms)
        done = len(self._undo)
        if bare and stretches:
            self._complete(number, record, stretches)
        self._add_measurements(number, record.measurements)
        if len(self._undo) == done:
            self._known += deleted_ms is None
        elif number not in self._sessions:
            self._completed.append(number)

    def _complete(self, number: int, record: SessionRecord, stretches: Iterable[tuple[datetime, Stretch]]) -> None:
        before = self._connection.execute("SELECT feeling, note FROM session WHERE id = ?", (number,)).fetchone()
        self._fill_in(number, record)
        self._undo.append(("UPDATE session SET feeling = ?, note = ? WHERE id = ?", (*before, number)))
        self._undo.append(("DELETE FROM stretch WHERE session = ?", (number,)))
        self._add_stretches(number, stretches)

    def _fill_in(self, number: int, record: SessionRecord) -> None:
        """Set what the runner says about a session where it is still empty."""
        self._connection.execute(_FILL_IN, (record.feeling, record.note, number))

    def _add_stretches(self, session: int, stretches: Iterable[tuple[datetime, Stretch]]) -> None:
        for at, stretch in stretches:
            insert_stretch(self._connection, session, stretch, at)

    def _add_measurements(self, session: int, measurements: Iterable[Measurement]) -> None:
        """Add the measurements that the session lacks; those outside any session move into it."""
        for measurement in measurements:
            known = self._find(measurement)
            if any(row[2] == session for row in known):
                continue
            alone = next((row for row in known if row[2] is None), None)
            if alone is None:
                self._insert(session, measurement)
            else:
                self._move(alone[0], alone[1], session)

    def _find(self, measurement: Measurement) -> list[tuple[int, int | None, int | None, int | None]]:
        """Return rows of the same side, occasion and moment: number, deletion, session, the session's deletion."""
        key = (measurement.side, measurement.occasion, moment_columns(measurement.at)[0])
        return self._connection.execute(_KNOWN_MEASUREMENT, key).fetchall()

    def _insert(self, session: int | None, measurement: Measurement) -> int:
        number = insert_measurement(self._connection, session, measurement)
        at_ms, _ = moment_columns(measurement.at)
        self._undo.append(("DELETE FROM measurement WHERE id = ? AND at_ms = ?", (number, at_ms)))
        return number

    def _move(self, number: int, deleted_ms: int | None, session: int) -> None:
        self._connection.execute(
            "UPDATE measurement SET session = ?, deleted_ms = NULL WHERE id = ?", (session, number)
        )
        self._undo.append(("UPDATE measurement SET session = NULL, deleted_ms = ? WHERE id = ?", (deleted_ms, number)))

    def _restore(self, table: str, number: int | None, deleted_ms: int | None) -> None:
        """Restore a session or a measurement if it is in the bin."""
        if number is not None and deleted_ms is not None:
            set_deleted = f"UPDATE {table} SET deleted_ms = ? WHERE id = ?"  # noqa: S608 - the text is our own
            self._connection.execute(set_deleted, (None, number))
            self._restored.append(number if table == "session" else -number)
            self._undo.append((set_deleted, (deleted_ms, number)))
