"""Decides what will be heard of a session, each time the session changes course."""

from dataclasses import replace

from mobility_gui.training.saying import ClipLength
from mobility_gui.training.score import Due, Phrase, is_count, score
from mobility_gui.training.session import Session
from mobility_gui.training.voice_level import VoiceLevel

SOON_MS = 360
"""The shortest time ahead at which a sound can be placed: a sound server's queue, one request, a device's buffer."""

JUST_NOW_MS = 100
"""A sound that was due up to this long ago still belongs to the command that made it due."""

ABOUT_MS = 300
"""Music comes back this long after a sound is over; a tone itself lasts about as long."""

ROOM_MS = 900
"""Music makes room this long before a sound."""


class Announcer:
    """Remembers what was placed, so that placing again changes only what has to change."""

    def __init__(self, duration_ms: ClipLength) -> None:
        self.level = VoiceLevel.ALL
        self._duration_ms = duration_ms
        self._placed: dict[Due, Due] = {}

    def forget(self) -> None:
        """Forget what was placed, as a new session begins."""
        self._placed = {}

    def ahead(self, session: Session, answer: str = "") -> tuple[Due, ...]:
        """Return everything to be heard from `session.seen_ms` on, at the times to place it.

        A sound due too soon to be placed on time moves to the earliest possible time; a count is dropped instead. An
        `answer` to the runner's key is said at that time too, at voice level ALL.
        """
        soon_ms = session.seen_ms + SOON_MS
        placed: dict[Due, Due] = {}
        if answer and self.level is VoiceLevel.ALL and self._duration_ms(answer) is not None:
            placed[Phrase(session.seen_ms, answer)] = Phrase(soon_ms, answer)
        for due in score(session, self.level, self._duration_ms):
            if due in self._placed:
                placed[due] = self._placed[due]
            elif due.at_ms >= soon_ms:
                placed[due] = due
            elif due.at_ms >= session.seen_ms - JUST_NOW_MS and not is_count(due):
                placed[due] = replace(due, at_ms=soon_ms)
        self._placed = placed
        return tuple(placed.values())

    def sounds_near(self, now_ms: int) -> bool:
        """True if something sounds, or is about to sound, at this time of the session's clock."""
        return any(due.at_ms - ROOM_MS <= now_ms <= due.at_ms + self._lasts_ms(due) for due in self._placed.values())

    def _lasts_ms(self, due: Due) -> int:
        spoken_ms = self._duration_ms(due.what) if isinstance(due, Phrase) else 0
        return (spoken_ms or 0) + ABOUT_MS
