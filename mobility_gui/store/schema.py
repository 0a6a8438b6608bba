"""The database schema: one migration per version, never changed once released."""

APPLICATION_ID = 0x4D6F4252
"""`MoBR`, which marks a database of this program (SQLite file format, header offset 68)."""

_MOMENT = "BETWEEN 0 AND 253370764799999"  # from 1970 to 9998, in milliseconds
_OFFSET = "BETWEEN -1439 AND 1439"  # minutes east of UTC, stored so that a session's local date never changes

VERSION_1 = f"""
CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    routine TEXT NOT NULL,
    routine_name TEXT NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('before_run', 'after_run', 'any_time')),
    started_ms INTEGER NOT NULL CHECK (started_ms {_MOMENT}),
    started_offset INTEGER NOT NULL CHECK (started_offset {_OFFSET}),
    ended_ms INTEGER CHECK (ended_ms {_MOMENT}),
    ended_offset INTEGER CHECK (ended_offset {_OFFSET}),
    ending TEXT NOT NULL CHECK (ending IN ('open', 'complete', 'partial')),
    feeling TEXT CHECK (feeling IN ('stiff', 'usual', 'loose')),
    note TEXT NOT NULL DEFAULT '',
    options TEXT NOT NULL DEFAULT '',
    position TEXT NOT NULL DEFAULT '',
    deleted_ms INTEGER CHECK (deleted_ms {_MOMENT}),
    CHECK ((ending = 'open') = (ended_ms IS NULL)),
    CHECK ((ended_ms IS NULL) = (ended_offset IS NULL))
) STRICT;

CREATE INDEX session_started ON session (started_ms);

CREATE TABLE stretch (
    id INTEGER PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    at_ms INTEGER NOT NULL CHECK (at_ms {_MOMENT}),
    at_offset INTEGER NOT NULL CHECK (at_offset {_OFFSET}),
    step INTEGER NOT NULL,
    exercise TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('left', 'right', 'both')),
    set_number INTEGER NOT NULL,
    dose TEXT NOT NULL CHECK (dose IN ('hold', 'reps', 'breaths', 'measure')),
    amount INTEGER NOT NULL, -- seconds of a hold, else the count of repetitions, breaths or trials
    tempo_down INTEGER,
    tempo_hold INTEGER,
    tempo_up INTEGER,
    planned_ms INTEGER NOT NULL,
    done_ms INTEGER NOT NULL,
    units_done INTEGER NOT NULL,
    outcome TEXT NOT NULL
        CHECK (outcome IN ('done', 'extended', 'shortened', 'skipped', 'repeated', 'discomfort')),
    CHECK ((tempo_down IS NULL) = (tempo_hold IS NULL) AND (tempo_hold IS NULL) = (tempo_up IS NULL)),
    CHECK (dose = 'reps' OR tempo_down IS NULL)
) STRICT;

CREATE INDEX stretch_session ON stretch (session);
CREATE INDEX stretch_exercise ON stretch (exercise, side);

CREATE TABLE measurement (
    id INTEGER PRIMARY KEY,
    session INTEGER REFERENCES session (id) ON DELETE CASCADE, -- none when typed in by hand
    side TEXT NOT NULL CHECK (side IN ('left', 'right')),
    occasion TEXT NOT NULL CHECK (occasion IN ('cold', 'after', 'other')),
    at_ms INTEGER NOT NULL CHECK (at_ms {_MOMENT}),
    at_offset INTEGER NOT NULL CHECK (at_offset {_OFFSET})
) STRICT;

CREATE INDEX measurement_session ON measurement (session);

CREATE TABLE trial (
    measurement INTEGER NOT NULL REFERENCES measurement (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    distance_mm REAL NOT NULL CHECK (distance_mm BETWEEN 0 AND 300),
    fault TEXT CHECK (fault IN ('heel_lifted', 'foot_turned', 'pain')),
    PRIMARY KEY (measurement, number)
) STRICT, WITHOUT ROWID;
"""

# Measurements typed in by hand can be deleted too. The indexes cover the queries: the time held without reading
# stretches, the sides measured without reading measurements, the newest cold values without sorting, and discomfort.
VERSION_2 = f"""
ALTER TABLE measurement ADD COLUMN
    deleted_ms INTEGER CHECK (deleted_ms {_MOMENT}) CHECK (deleted_ms IS NULL OR session IS NULL);

DROP INDEX stretch_session;
CREATE INDEX stretch_session ON stretch (session, dose, done_ms);

DROP INDEX measurement_session;
CREATE INDEX measurement_session ON measurement (session, at_ms, side, occasion);

CREATE INDEX measurement_occasion ON measurement (occasion, at_ms);

CREATE INDEX stretch_discomfort ON stretch (exercise, side) WHERE outcome = 'discomfort';
"""

# One row for each session, and for each measurement outside any: store/checksums.py fills it in the same transaction.
VERSION_3 = """
CREATE TABLE checksum (
    owner INTEGER PRIMARY KEY, -- a session, a negative measurement outside any, or 0 for all other rows together
    digest BLOB NOT NULL
) STRICT;
"""

CHECKSUMS_SINCE = 3
"""The first version with checksums."""

MIGRATIONS = (VERSION_1, VERSION_2, VERSION_3)
"""The n-th script migrates version n-1 to version n; 0 is a new file."""
