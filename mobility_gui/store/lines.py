"""The record as the pages need it: a line for each session, without trials and stretches, and totals over all.

A few queries read all sessions at once instead of several for each, so twenty years of daily sessions load quickly.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from itertools import groupby, islice
from math import fsum
from operator import attrgetter, itemgetter
from sqlite3 import Connection

from mobility_gui.store.rows import moment_columns, moment_of, read_measurements, read_sessions, read_stretches
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import LEAST_DONE_MS, TYPED_IN, Ending, Occasion, SessionLine, SessionRecord, Stretch

_SESSIONS = """
    SELECT id, routine, routine_name, started_ms, started_offset, ending, note, deleted_ms FROM session WHERE {}"""

_TYPED_IN = """
    SELECT min(id), at_ms, at_offset, deleted_ms FROM measurement -- SQLite takes the rest from the row of the minimum
    WHERE session IS NULL AND {} GROUP BY at_ms, deleted_ms"""

_HELD = "SELECT session, sum(done_ms) FROM stretch WHERE dose != 'measure' GROUP BY session"

_MEANS = "SELECT measurement, avg(distance_mm) FROM trial WHERE fault IS NULL GROUP BY measurement"

_FRACTIONS = """
    SELECT measurement, distance_mm FROM trial
    WHERE fault IS NULL AND measurement IN (
        SELECT measurement FROM trial WHERE distance_mm != CAST(distance_mm AS INTEGER))
    ORDER BY measurement"""

_MEASURED_IN_SESSIONS = """
    SELECT session, side, occasion, id FROM measurement
    WHERE session IS NOT NULL AND occasion != 'other' ORDER BY session, at_ms, id"""

_MEASURED_OUTSIDE = """
    SELECT min(id) OVER (PARTITION BY at_ms, deleted_ms), side, occasion, id FROM measurement
    WHERE session IS NULL AND {} ORDER BY id"""

_COLD = """
    SELECT measurement.id, coalesce(session, 'at ' || at_ms), side, distance_mm
    FROM measurement
        LEFT JOIN session ON session.id = measurement.session
        JOIN trial ON trial.measurement = measurement.id
    WHERE occasion = 'cold' AND fault IS NULL AND session.deleted_ms IS NULL AND measurement.deleted_ms IS NULL
        AND at_ms < ?
    ORDER BY at_ms DESC, measurement.id DESC"""

_COUNTS = """
    SELECT (SELECT count(*) FROM session WHERE deleted_ms IS NULL),
        count(DISTINCT session) + count(DISTINCT CASE WHEN session IS NULL THEN at_ms END)
    FROM measurement LEFT JOIN session ON session.id = measurement.session
    WHERE occasion = 'cold' AND session.deleted_ms IS NULL AND measurement.deleted_ms IS NULL"""

_LAST_DONE = """
    SELECT routine, max(started_ms), started_offset -- SQLite takes the offset from the row of the maximum
    FROM session
    WHERE deleted_ms IS NULL AND ending != 'open' AND started_ms < ? AND (
        EXISTS (SELECT 1 FROM stretch WHERE session = session.id AND done_ms >= ?)
        OR ending = 'complete' AND EXISTS (SELECT 1 FROM measurement WHERE session = session.id))
    GROUP BY routine"""

_DISCOMFORTS = """
    SELECT max(outcome = 'discomfort')
    FROM stretch JOIN session ON session.id = stretch.session
    WHERE exercise = ? AND side = ? AND outcome != 'skipped' AND deleted_ms IS NULL
    GROUP BY session.id ORDER BY started_ms DESC, session.id DESC"""

_EVER_HURT = """
    SELECT DISTINCT exercise, side
    FROM stretch JOIN session ON session.id = stretch.session
    WHERE outcome = 'discomfort' AND deleted_ms IS NULL"""

_ENDED = "deleted_ms IS NULL AND ending != 'open'"

_IN_BIN = "deleted_ms IS NOT NULL"

_AT_ONCE = """
    measurement.session IS NULL AND measurement.deleted_ms IS NULL
    AND at_ms = (SELECT at_ms FROM measurement WHERE id = ? AND session IS NULL AND deleted_ms IS NULL)"""

_Values = defaultdict[int, dict[Side, float]]
"""Keyed by session, or by the first measurement of those typed in at one time."""

# Called tens of thousands of times with only a few different words; an unknown word raises `ValueError`.
_side_of = cache(Side)
_occasion_of = cache(Occasion)
_ending_of = cache(Ending)


def read_lines(connection: Connection) -> list[SessionLine]:
    """Return the lines outside the bin: sessions that are over and what was typed in by hand, newest first."""
    means = _means(connection)
    lines = [line for _, line in _session_lines(connection, means, _ENDED)]
    lines += [line for _, line in _typed_in_lines(connection, means, "deleted_ms IS NULL")]
    lines.sort(key=attrgetter("started", "id"), reverse=True)
    return lines


def read_bin(connection: Connection) -> list[tuple[datetime, SessionLine]]:
    """Return the lines in the bin, each with the moment it was deleted (in UTC), last deleted first."""
    means = _means(connection)
    lines = [*_session_lines(connection, means, _IN_BIN), *_typed_in_lines(connection, means, _IN_BIN)]
    lines.sort(key=itemgetter(0), reverse=True)
    return [(moment_of(deleted_ms, 0), line) for deleted_ms, line in lines]


def read_kept(connection: Connection, number: int) -> tuple[SessionRecord, tuple[Stretch, ...]]:
    """Return the full record of one line; what was typed in by hand is a session without stretches.

    Raises `LookupError` if there is no such line.
    """
    if number < 0:
        return _typed_in(connection, -number), ()
    for record in read_sessions(connection, f"id = {number:d} AND {_ENDED}"):
        return record, tuple(stretch for _, stretch in read_stretches(connection, number))
    raise LookupError(f"There is no session {number}.")


def read_last_cold(connection: Connection, until: datetime) -> dict[Side, float]:
    """Return the latest cold value of each side in mm before `until`, even of an unfinished session.

    A side may be absent.
    """
    found: dict[Side, float] = {}
    for _, side, value_mm in _cold(connection, until):
        found.setdefault(side, value_mm)
        if found.keys() == {Side.LEFT, Side.RIGHT}:
            break
    return found


def read_cold_pairs(connection: Connection, count: int, until: datetime) -> list[tuple[float, float]]:
    """Return left and right in mm of the last `count` times both were measured cold before `until`, oldest first.

    Both belong to one session, even an unfinished one, or were typed in for the same moment.
    """
    return list(islice(_cold_pairs(connection, until), count))[::-1]


def read_counts(connection: Connection) -> tuple[int, int]:
    """Count the sessions, and the sessions and times typed in by hand that have a cold measurement.

    The bin is not counted; unfinished sessions are.
    """
    sessions, cold = connection.execute(_COUNTS).fetchone()
    return sessions, cold


def read_last_done(connection: Connection, until: datetime) -> dict[str, date]:
    """Return the local date of the last session of each routine in which something was done.

    A second of an exercise counts, and a complete session that only measured. Only sessions that started before `until`
    count.
    """
    rows = connection.execute(_LAST_DONE, (moment_columns(until)[0], LEAST_DONE_MS))
    return {routine: moment_of(started_ms, offset).date() for routine, started_ms, offset in rows}


def read_discomforts(connection: Connection, exercise: str, side: Side) -> int:
    """Count the latest sessions in a row with discomfort in this exercise on this side."""
    hurt = [row[0] for row in connection.execute(_DISCOMFORTS, (exercise, side))]
    return hurt.index(0) if 0 in hurt else len(hurt)


def read_sore(connection: Connection, times: int) -> frozenset[tuple[str, Side]]:
    """Return each exercise and side with discomfort in at least the last `times` sessions."""
    hurt = [(exercise, _side_of(side)) for exercise, side in connection.execute(_EVER_HURT)]
    return frozenset(one for one in hurt if read_discomforts(connection, *one) >= times)


def _cold(connection: Connection, until: datetime) -> Iterator[tuple[int | str, Side, float]]:
    """Yield the cold values in mm, newest first, each as (session or moment of the test, side, value).

    Rows are read only as far as they are needed.
    """
    rows = connection.execute(_COLD, (moment_columns(until)[0],))
    for (_, measuring, side), trials in groupby(rows, key=itemgetter(0, 1, 2)):
        yield measuring, _side_of(side), _mean([trial[3] for trial in trials])


def _cold_pairs(connection: Connection, until: datetime) -> Iterator[tuple[float, float]]:
    """Yield left and right in mm where both were measured cold in one session or at one moment, newest first."""
    waiting: dict[int | str, tuple[Side, float]] = {}
    for measuring, side, value_mm in _cold(connection, until):
        other = waiting.pop(measuring, None)
        if other is None or other[0] is side:
            waiting[measuring] = (side, value_mm)
        else:
            yield (value_mm, other[1]) if side is Side.LEFT else (other[1], value_mm)


def _session_lines(
    connection: Connection, means: Mapping[int, float], condition: str
) -> Iterator[tuple[int, SessionLine]]:
    held = dict(connection.execute(_HELD))
    cold_mm, after_mm = _measured(connection.execute(_MEASURED_IN_SESSIONS), means)
    rows = connection.execute(_SESSIONS.format(condition))
    for number, routine, name, started_ms, offset, ending, note, deleted_ms in rows:
        started, held_ms = moment_of(started_ms, offset), held.get(number, 0)
        cold, after = cold_mm.get(number, {}), after_mm.get(number, {})
        line = SessionLine(number, routine, name, started, _ending_of(ending), held_ms, note, cold, after)
        yield deleted_ms, line


def _typed_in_lines(
    connection: Connection, means: Mapping[int, float], condition: str
) -> Iterator[tuple[int, SessionLine]]:
    cold_mm, after_mm = _measured(connection.execute(_MEASURED_OUTSIDE.format(condition)), means)
    for first, at_ms, offset, deleted_ms in connection.execute(_TYPED_IN.format(condition)):
        at, cold, after = moment_of(at_ms, offset), cold_mm.get(first, {}), after_mm.get(first, {})
        yield deleted_ms, SessionLine(-first, "", TYPED_IN, at, Ending.COMPLETE, 0, "", cold, after)


def _typed_in(connection: Connection, first: int) -> SessionRecord:
    """Return what was typed in by hand at one time as a session; `first` is one of its measurements."""
    measured = tuple(measurement for _, measurement in read_measurements(connection, _AT_ONCE, first))
    if not measured:
        raise LookupError(f"There is no measurement {first} that was typed in.")
    at_once = measured[0].at
    return SessionRecord(-first, "", TYPED_IN, at_once, at_once, Ending.COMPLETE, 0, measurements=measured)


def _measured(rows: Iterable[tuple[int, str, str, int]], means: Mapping[int, float]) -> tuple[_Values, _Values]:
    """Return the cold values and the after values, keeping only the latest of each side.

    A row holds the session (or the first of those typed in together), side, occasion and measurement; later ones last.
    """
    found: Mapping[Occasion, _Values] = {occasion: defaultdict(dict) for occasion in Occasion}
    for measuring, side, occasion, number in rows:
        if number in means:
            found[_occasion_of(occasion)][measuring][_side_of(side)] = means[number]
    return found[Occasion.COLD], found[Occasion.AFTER]


def _means(connection: Connection) -> dict[int, float]:
    """Return the mean of the counted trials of each measurement, identical to the last bit to that of `ankle.trial`.

    SQLite takes half the time, but its sums are exact only for whole millimetres.
    """
    means: dict[int, float] = dict(connection.execute(_MEANS))
    for number, trials in groupby(connection.execute(_FRACTIONS), key=itemgetter(0)):
        means[number] = _mean([trial[1] for trial in trials])
    return means


def _mean(distances_mm: list[float]) -> float:
    return fsum(distances_mm) / len(distances_mm)
