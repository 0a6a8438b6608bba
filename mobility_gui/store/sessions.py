"""Sessions and measurements in the database; every change is one commit, on disk when the call returns."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from pathlib import Path
from sqlite3 import Connection
from typing import Concatenate, ParamSpec, TypeVar

from mobility_gui.store.addition import Added, Kept, add_history, take_back
from mobility_gui.store.checksums import accept, differing
from mobility_gui.store.lines import (
    read_bin,
    read_cold_pairs,
    read_counts,
    read_kept,
    read_last_cold,
    read_last_done,
    read_lines,
    read_sore,
)
from mobility_gui.store.reading import read_database
from mobility_gui.store.record_file import RecordFile
from mobility_gui.store.repair import describe, index_damaged, take_from
from mobility_gui.store.rows import (
    drop_session,
    drop_stretches,
    end_at_last,
    end_session,
    free_moment,
    insert_measurement,
    insert_session,
    insert_stretch,
    moment_columns,
    moment_of,
    read_held,
    read_measurements,
    read_sessions,
    read_single,
    read_stretches,
    replace_trials,
    set_session,
    set_typed_in_deleted,
)
from mobility_gui.training.record import LATEST, Ending, Feeling, Measurement, SessionRecord, Stretch
from mobility_gui.training.routine import Phase

P = ParamSpec("P")
T = TypeVar("T")

BIN_DAYS = 30
"""Days for which a deleted session or measurement can be restored."""

_DAY_MS = 24 * 60 * 60 * 1000

_UNFINISHED = """
    SELECT id, routine, routine_name, phase, started_ms, started_offset, options, position
    FROM session WHERE ending = 'open' AND deleted_ms IS NULL ORDER BY started_ms DESC, id DESC LIMIT 1"""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that did not end, with what is needed to resume it.

    `options` and `position` are the caller's own text.
    """

    id: int
    routine: str
    routine_name: str
    phase: Phase
    started: datetime
    options: str
    position: str
    stretches: tuple[Stretch, ...]
    measurements: tuple[Measurement, ...]


def _asked(question: Callable[Concatenate[Connection, P], T]) -> Callable[Concatenate["Store", P], T]:
    """Turn a query of the database into a method of the store."""

    @wraps(question)
    def ask(store: "Store", /, *values: P.args, **named: P.kwargs) -> T:
        with store._reading() as connection:  # noqa: SLF001  it becomes a method of the store
            return question(connection, *values, **named)

    return ask


class Store(RecordFile):
    """The runner's record in one file.

    It belongs to the thread that created it. Every method raises `StoreError` if the disk or the file fails, and has
    then changed nothing, and `LookupError` for a session or a line that does not exist.
    """

    def begin_session(
        self, routine_id: str, routine_name: str, phase: Phase, started: datetime, options: str, position: str
    ) -> int:
        """Save the start of a session and return its number."""
        values = (routine_id, routine_name, phase, *moment_columns(started), options, position)
        with self._commit() as connection:
            return insert_session(connection, values)

    def add_stretch(self, session_id: int, stretch: Stretch, at: datetime, position: str) -> None:
        """Save a stretch that ended at `at`, together with the session's new position."""
        with self._commit() as connection:
            set_session(connection, session_id, "position = ?", position)
            insert_stretch(connection, session_id, stretch, at)

    def add_measurements(
        self, session_id: int | None, measurements: Iterable[Measurement], position: str | None = None
    ) -> None:
        """Save all sides of one test together; without a session they were typed in by hand."""
        with self._commit() as connection:
            if session_id is not None and position is not None:
                set_session(connection, session_id, "position = ?", position)
            for measurement in measurements:
                insert_measurement(connection, session_id, measurement)

    def add_by_hand(self, measurements: Sequence[Measurement]) -> int:
        """Save what was typed in at one time and return its number, which is negative.

        If that moment is taken, even by something in the bin, it is saved some minutes later, so that what was typed
        in earlier for the same day stays unchanged.
        """
        with self._commit() as connection:
            at = free_moment(connection, measurements[0].at)
            return -min(insert_measurement(connection, None, replace(one, at=at)) for one in measurements)

    def set_position(self, session_id: int, position: str) -> None:
        with self._commit() as connection:
            set_session(connection, session_id, "position = ?", position)

    def end_session(self, session_id: int, ended: datetime, ending: Ending) -> None:
        """Save how and when a session ended. Raises `ValueError` for `OPEN`, which is not an ending."""
        if ending is Ending.OPEN:
            raise ValueError("An open session has not ended.")
        with self._commit() as connection:
            end_session(connection, session_id, ending, moment_columns(ended))

    def end_without_exercise(self, session_id: int, ended: datetime) -> None:
        """End a session in which no exercise was done: only what was measured is kept, and nothing without it."""
        with self._commit() as connection:
            drop_stretches(connection, session_id)
            if read_measurements(connection, "measurement.session = ?", session_id):
                end_session(connection, session_id, Ending.PARTIAL, moment_columns(ended))
            else:
                drop_session(connection, session_id)

    def set_feeling(self, session_id: int, feeling: Feeling | None) -> None:
        with self._commit() as connection:
            set_session(connection, session_id, "feeling = ?", feeling)

    def set_note(self, session_id: int, note: str) -> None:
        with self._commit() as connection:
            set_session(connection, session_id, "note = ?", note)

    def unfinished(self) -> OpenSession | None:
        """Return the newest session that did not end, however old; it is offered until the runner decides about it."""
        with self._reading() as connection:
            row = connection.execute(_UNFINISHED).fetchone()
            if row is None:
                return None
            session_id, routine, name, phase, started_ms, started_offset, options, position = row
            return OpenSession(
                session_id,
                routine,
                name,
                Phase(phase),
                moment_of(started_ms, started_offset),
                options,
                position,
                tuple(stretch for _, stretch in read_stretches(connection, session_id)),
                tuple(m for _, m in read_measurements(connection, "measurement.session = ?", session_id)),
            )

    def keep_as_partial(self, session_id: int) -> None:
        """End an unfinished session at the moment of the last thing it saved."""
        with self._commit() as connection:
            end_at_last(connection, session_id)

    def discard(self, session_id: int, at: datetime) -> None:
        """Move an unfinished session to the bin: it is not offered again, but can be restored."""
        with self._commit() as connection:
            end_at_last(connection, session_id)
            set_session(connection, session_id, "deleted_ms = ?", moment_columns(at)[0])

    def delete(self, number: int, at: datetime) -> None:
        """Move the session or measurements of this line to the bin, where they stay for `BIN_DAYS`."""
        with self._commit() as connection:
            if number < 0:
                set_typed_in_deleted(connection, -number, moment_columns(at)[0])
            else:
                set_session(connection, number, "deleted_ms = ?", moment_columns(at)[0])

    def restore(self, number: int) -> None:
        """Restore the session or measurements of this line from the bin."""
        with self._commit() as connection:
            if number < 0:
                set_typed_in_deleted(connection, -number, None)
            else:
                set_session(connection, number, "deleted_ms = NULL")

    def empty_bin(self, now: datetime) -> int:
        """Remove for good what was deleted at least `BIN_DAYS` ago; returns how many sessions and measurements."""
        oldest_ms = moment_columns(now)[0] - BIN_DAYS * _DAY_MS
        with self._commit() as connection:
            return sum(
                connection.execute(f"DELETE FROM {table} WHERE deleted_ms <= ?", (oldest_ms,)).rowcount  # noqa: S608 - ours
                for table in ("session", "measurement")
            )

    def correct(self, number: int, measurement: Measurement) -> Measurement:
        """Replace the trials of a measurement of this line, and return the measurement as it was before.

        It is identified by side, occasion and moment; `LookupError` if there is none.
        """
        with self._commit() as connection:
            return replace_trials(connection, number, measurement)

    @property
    def change_mark(self) -> tuple[int, int]:
        """A value that changes whenever the file may have changed, so that readers know when to read again."""
        with self._reading() as connection:
            others = connection.execute("PRAGMA data_version").fetchone()[0]
        return others, connection.total_changes

    lines = _asked(read_lines)
    binned = _asked(read_bin)
    kept = _asked(read_kept)
    last_cold = _asked(read_last_cold)
    last_cold_pairs = _asked(read_cold_pairs)
    counts = _asked(read_counts)
    last_done = _asked(read_last_done)
    sore = _asked(read_sore)

    held_since = _asked(read_held)

    def sessions(self, limit: int | None = None, until: datetime = LATEST) -> list[SessionRecord]:
        """Return the sessions outside the bin, including unfinished ones, that started before `until`, newest first."""
        before = f"deleted_ms IS NULL AND started_ms < {moment_columns(until)[0]:d}"
        with self._reading() as connection:
            return read_sessions(connection, before, limit)

    def history(self) -> tuple[list[Kept], list[Measurement]]:
        """Return all there is to export: the sessions that are over, oldest first, and measurements outside any."""
        with self._reading() as connection:
            phases = {number: Phase(phase) for number, phase in connection.execute("SELECT id, phase FROM session")}
            ended = reversed(read_sessions(connection, "deleted_ms IS NULL AND ending != 'open'"))
            sessions = [(one, phases[one.id], tuple(read_stretches(connection, one.id))) for one in ended]
            return sessions, read_single(connection)

    def add_history(self, sessions: Iterable[Kept], measurements: Iterable[Measurement]) -> Added:
        """Add what is missing in one commit, and return what was added.

        A session is identified by its routine and start, a single measurement by its side, occasion and moment, even
        if it is in a session. Known ones in the bin are restored; a session gets the stretches and measurements it
        lacks. The numbers and sums in the records are not used.
        """
        with self._commit() as connection:
            return add_history(connection, sessions, measurements)

    def preview_history(self, sessions: Iterable[Kept], measurements: Iterable[Measurement]) -> Added:
        """Return what `add_history` would change, without changing anything."""
        with self._commit(keep=False) as connection:
            return add_history(connection, sessions, measurements)

    def take_back(self, added: Added) -> None:
        """Undo an `add_history`."""
        with self._commit() as connection:
            take_back(connection, added)

    def differing(self) -> tuple[int, ...]:
        """Return what is not as the program wrote it, for `describe`; empty if all is.

        A session is its number, a measurement outside any its negative number, and 0 means that something is gone.
        An index that does not match its table is built again. Takes a second with 20 years of sessions.
        """
        with self._reading() as connection:
            found, reindex = differing(connection), index_damaged(connection)
        if reindex:
            with self._commit() as connection:
                connection.execute("REINDEX")
        return found

    describe = _asked(describe)

    def accept(self, owners: Iterable[int]) -> None:
        """Take these as they are from now on."""
        with self._commit() as connection:
            accept(connection, owners)

    def take_from(self, backup: Path, owners: Iterable[int]) -> tuple[int, ...]:
        """Replace these by what a backup has, where that is exactly what was once written; returns those replaced."""
        with closing(read_database(backup)) as theirs, self._commit() as connection:
            return take_from(connection, theirs, owners)
