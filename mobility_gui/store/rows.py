"""Converts values to rows and back, in readable columns, never pickles.

Reading raises `ValueError` or `OverflowError` if a row does not hold a valid value.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from itertools import groupby
from operator import itemgetter
from sqlite3 import Connection
from typing import Any

from mobility_gui.ankle.trial import Trial, TrialFault
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Ending, Feeling, Measurement, Occasion, Outcome, SessionRecord, Stretch
from mobility_gui.training.routine import Tempo, dose_of, dose_parts

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_SESSIONS = """
    SELECT id, routine, routine_name, started_ms, started_offset, ended_ms, ended_offset, ending,
        (SELECT coalesce(sum(done_ms), 0) FROM stretch WHERE session = session.id AND dose != 'measure'),
        feeling, note
    FROM session WHERE {}"""

_STRETCHES = """
    SELECT at_ms, at_offset, step, exercise, side, set_number, dose, amount, tempo_down, tempo_hold, tempo_up,
        planned_ms, done_ms, units_done, outcome
    FROM stretch WHERE session IN (SELECT id FROM session WHERE {}) ORDER BY id"""

_NEW_STRETCH = """
    INSERT INTO stretch (session, at_ms, at_offset, step, exercise, side, set_number, dose, amount, tempo_down,
        tempo_hold, tempo_up, planned_ms, done_ms, units_done, outcome)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""

_MEASUREMENTS = """
    SELECT measurement.id, measurement.session, side, occasion, at_ms, at_offset, distance_mm, fault
    FROM measurement
        LEFT JOIN session ON session.id = measurement.session
        LEFT JOIN trial ON trial.measurement = measurement.id
    WHERE {} ORDER BY at_ms, measurement.id, number"""

_TO_CORRECT = """
    SELECT id FROM measurement
    WHERE side = :side AND occasion = :occasion AND at_ms = :at_ms AND deleted_ms IS NULL AND
        CASE WHEN :line > 0 THEN session = :line ELSE
            session IS NULL AND at_ms = (SELECT at_ms FROM measurement WHERE id = -:line AND session IS NULL) END
    ORDER BY id DESC LIMIT 1"""

_NEW_SESSION = """
    INSERT INTO session (routine, routine_name, phase, started_ms, started_offset, ending, options, position)
    VALUES (?, ?, ?, ?, ?, 'open', ?, ?)
    RETURNING id"""

_LAST_MOMENT = """
    SELECT at_ms, at_offset FROM stretch WHERE session = :id
    UNION ALL SELECT at_ms, at_offset FROM measurement WHERE session = :id
    UNION ALL SELECT started_ms, started_offset FROM session WHERE id = :id
    ORDER BY 1 DESC LIMIT 1"""

_TYPED_IN_TOGETHER = """
    UPDATE measurement SET deleted_ms = ?
    WHERE session IS NULL AND (at_ms, deleted_ms) IS (
        SELECT at_ms, deleted_ms FROM measurement WHERE id = ? AND session IS NULL)"""


def moment_columns(moment: datetime) -> tuple[int, int]:
    """Return the UTC instant in milliseconds since 1970, and the offset in minutes east of UTC.

    Raises `ValueError` for a naive datetime.
    """
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"{moment!r} has no offset from UTC.")
    return (moment - _EPOCH) // timedelta(milliseconds=1), round(offset / timedelta(minutes=1))


def moment_of(ms: int, offset_minutes: int) -> datetime:
    """Return the moment with its own offset, so that its date is the date where the runner was."""
    return (_EPOCH + timedelta(milliseconds=ms)).astimezone(_zone(offset_minutes))


@cache
def _zone(offset_minutes: int) -> timezone:
    return timezone(timedelta(minutes=offset_minutes))


def read_sessions(connection: Connection, condition: str, limit: int | None = None) -> list[SessionRecord]:
    """Return the sessions that meet a condition on `session`, newest first, with what was held and measured."""
    newest = f"{condition} ORDER BY started_ms DESC, session.id DESC LIMIT {-1 if limit is None else limit:d}"
    measured: dict[int | None, list[Measurement]] = {}
    for session_id, measurement in read_measurements(
        connection,
        f"measurement.session IN (SELECT id FROM session WHERE {newest})",  # noqa: S608 - the text is our own
    ):
        measured.setdefault(session_id, []).append(measurement)
    rows = connection.execute(_SESSIONS.format(newest))
    return [_session_of(row, tuple(measured.get(row[0], ()))) for row in rows]


def read_stretches(connection: Connection, session_id: int) -> list[tuple[datetime, Stretch]]:
    """Return the stretches of a session in the order they were saved, each with the moment it ended."""
    rows = connection.execute(_STRETCHES.format("id = ?"), (session_id,))
    return [(moment_of(row[0], row[1]), _stretch_of(row[2:])) for row in rows]


def read_held(connection: Connection, since: date, until: datetime) -> list[Stretch]:
    """Return the stretches of all sessions outside the bin that are over and started in these days.

    `since` is a day where the runner was at the time, `until` a moment, not included.
    """
    condition = (
        "started_ms + started_offset * 60000 >= ? AND started_ms < ? AND deleted_ms IS NULL AND ending != 'open'"
    )
    first_ms, _ = moment_columns(datetime.combine(since, time(), UTC))
    rows = connection.execute(_STRETCHES.format(condition), (first_ms, moment_columns(until)[0]))
    return [_stretch_of(row[2:]) for row in rows]


def read_measurements(connection: Connection, condition: str, *values: object) -> list[tuple[int | None, Measurement]]:
    """Return the measurements that meet a condition, in order of time, each with its session."""
    rows = connection.execute(_MEASUREMENTS.format(condition), values)
    return [
        (head[1], _measurement_of(head[2:], [row[6:] for row in group if row[6] is not None]))
        for head, group in groupby(rows, key=itemgetter(*range(6)))
    ]


def read_single(connection: Connection) -> list[Measurement]:
    """Return the measurements outside any session that are not in the bin, in order of time."""
    outside_bin = "measurement.session IS NULL AND measurement.deleted_ms IS NULL"
    return [measurement for _, measurement in read_measurements(connection, outside_bin)]


def insert_session(connection: Connection, values: tuple[object, ...]) -> int:
    """Insert a session that began and return its number; the values are the columns of `_NEW_SESSION`."""
    return int(connection.execute(_NEW_SESSION, values).fetchone()[0])


def set_session(connection: Connection, number: int, assignments: str, *values: object) -> None:
    """Change columns of a session. Raises `LookupError` if it does not exist."""
    changed = connection.execute(
        f"UPDATE session SET {assignments} WHERE id = ?",  # noqa: S608 - the text is our own
        (*values, number),
    )
    if changed.rowcount != 1:
        raise LookupError(f"There is no session {number}.")


def end_session(connection: Connection, number: int, ending: Ending, ended: tuple[int, int]) -> None:
    set_session(connection, number, "ending = ?, ended_ms = ?, ended_offset = ?", ending, *ended)


def end_at_last(connection: Connection, number: int) -> None:
    """End a session as partial at the moment of the last thing it saved. Raises `LookupError` if it does not exist."""
    last = connection.execute(_LAST_MOMENT, {"id": number}).fetchone()
    if last is None:
        raise LookupError(f"There is no session {number}.")
    end_session(connection, number, Ending.PARTIAL, last)


def drop_stretches(connection: Connection, number: int) -> None:
    """Remove all stretches of a session for good."""
    connection.execute("DELETE FROM stretch WHERE session = ?", (number,))


def drop_session(connection: Connection, number: int) -> None:
    """Remove a session for good, with all that belongs to it."""
    connection.execute("DELETE FROM session WHERE id = ?", (number,))


def set_typed_in_deleted(connection: Connection, first: int, deleted_ms: int | None) -> None:
    """Delete or restore all measurements typed in together; `first` is one of them.

    Raises `LookupError` if it does not exist.
    """
    if connection.execute(_TYPED_IN_TOGETHER, (deleted_ms, first)).rowcount == 0:
        raise LookupError(f"There is no measurement {first} that was typed in.")


def insert_stretch(connection: Connection, session_id: int, stretch: Stretch, at: datetime) -> None:
    kind, amount, tempo = dose_parts(stretch.dose)
    of_tempo = (tempo.down, tempo.hold, tempo.up) if tempo else (None, None, None)
    place = (session_id, *moment_columns(at), stretch.step, stretch.exercise, stretch.side, stretch.set)
    done = (stretch.planned_ms, stretch.done_ms, stretch.units_done, stretch.outcome)
    connection.execute(_NEW_STRETCH, (*place, kind, amount, *of_tempo, *done))


def free_moment(connection: Connection, at: datetime) -> datetime:
    """Return this moment, or the first after it, in steps of a minute, at which nothing was typed in by hand."""
    taken = "SELECT 1 FROM measurement WHERE session IS NULL AND at_ms = ?"
    while connection.execute(taken, (moment_columns(at)[0],)).fetchone():
        at += timedelta(minutes=1)
    return at


def insert_measurement(connection: Connection, session_id: int | None, measurement: Measurement) -> int:
    """Insert a measurement with its trials and return its number."""
    number = connection.execute(
        "INSERT INTO measurement (session, side, occasion, at_ms, at_offset) VALUES (?, ?, ?, ?, ?) RETURNING id",
        (session_id, measurement.side, measurement.occasion, *moment_columns(measurement.at)),
    ).fetchone()[0]
    _insert_trials(connection, number, measurement.trials)
    return int(number)


def replace_trials(connection: Connection, line: int, measurement: Measurement) -> Measurement:
    """Replace the trials of the same side, occasion and moment in a line; returns the measurement as it was.

    Raises `LookupError` if there is none.
    """
    moment_ms, _ = moment_columns(measurement.at)
    values = {"line": line, "side": measurement.side, "occasion": measurement.occasion, "at_ms": moment_ms}
    row = connection.execute(_TO_CORRECT, values).fetchone()
    if row is None:
        raise LookupError(f"There is no {measurement.occasion} measurement of {measurement.at} behind line {line}.")
    ((_, before),) = read_measurements(connection, "measurement.id = ?", *row)
    connection.execute("DELETE FROM trial WHERE measurement = ?", row)
    _insert_trials(connection, row[0], measurement.trials)
    return before


def _insert_trials(connection: Connection, measurement_id: int, trials: Iterable[Trial]) -> None:
    connection.executemany(
        "INSERT INTO trial (measurement, number, distance_mm, fault) VALUES (?, ?, ?, ?)",
        [(measurement_id, place, trial.distance_mm, trial.fault) for place, trial in enumerate(trials, start=1)],
    )


def _session_of(row: tuple[Any, ...], measurements: tuple[Measurement, ...]) -> SessionRecord:
    number, routine, name, started_ms, started_offset, ended_ms, ended_offset, ending, held_ms, feeling, note = row
    started = moment_of(started_ms, started_offset)
    ended = None if ended_ms is None else moment_of(ended_ms, ended_offset)
    felt = None if feeling is None else Feeling(feeling)
    return SessionRecord(number, routine, name, started, ended, Ending(ending), held_ms, felt, note, measurements)


def _stretch_of(row: tuple[Any, ...]) -> Stretch:
    step, exercise, side, number, dose, amount, down, hold, up, planned_ms, done_ms, units_done, outcome = row
    asked = dose_of(dose, amount, None if down is None else Tempo(down, hold, up))
    return Stretch(step, exercise, Side(side), number, asked, planned_ms, done_ms, units_done, Outcome(outcome))


def _measurement_of(row: tuple[Any, ...], trials: Iterable[tuple[float, str | None]]) -> Measurement:
    side, occasion, at_ms, at_offset = row
    return Measurement(
        Side(side),
        Occasion(occasion),
        moment_of(at_ms, at_offset),
        tuple(Trial(distance_mm, None if fault is None else TrialFault(fault)) for distance_mm, fault in trials),
    )
