"""What is exported and imported: sessions that are over, and single measurements."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from mobility_gui.training.record import Measurement, SessionRecord, Stretch
from mobility_gui.training.routine import Phase


class ExchangeError(Exception):
    """A file could not be read or written; the message names the file, the place in it and the reason."""


class SessionEntry(NamedTuple):
    """A session with its stretches and the moment each ended; the store uses it as a plain tuple."""

    record: SessionRecord
    phase: Phase
    stretches: tuple[tuple[datetime, Stretch], ...]


@dataclass(frozen=True, slots=True)
class WholeRecord:
    """Sessions, oldest first, and the measurements outside any session, such as those typed in by hand."""

    sessions: tuple[SessionEntry, ...]
    measurements: tuple[Measurement, ...]
