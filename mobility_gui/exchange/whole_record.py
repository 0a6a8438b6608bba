"""What goes out to a file and comes in from one: sessions that are over, and single measurements."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from mobility_gui.training.record import Measurement, SessionRecord, Stretch
from mobility_gui.training.routine import Phase

YEARS = range(1971, 9998)
"""Years that any offset from UTC leaves a year we can reckon with."""


class ExchangeError(Exception):
    """A file could not be read or written: one sentence that names it, the place in it and the reason."""


class SessionEntry(NamedTuple):
    """A session with its stretches and the moment each ended; a plain tuple to who keeps it."""

    record: SessionRecord
    phase: Phase
    stretches: tuple[tuple[datetime, Stretch], ...]


@dataclass(frozen=True, slots=True)
class WholeRecord:
    """Sessions oldest first, and the measurements made outside of any, such as those typed in by hand."""

    sessions: tuple[SessionEntry, ...]
    measurements: tuple[Measurement, ...]
