"""Says what shall be heard of a session, whenever it took a turn that was not foreseen."""

from dataclasses import replace

from mobility_gui.training.saying import ClipLength
from mobility_gui.training.score import Due, Phrase, is_count, score
from mobility_gui.training.session import Session
from mobility_gui.training.voice_level import VoiceLevel

SOON_MS = 360
"""A sound can be placed this far ahead and no nearer: what a sound server holds, one ask and a device's own buffer."""

JUST_NOW_MS = 100
"""What was due this long ago still belongs to the command that made it due."""

ABOUT_MS = 300
"""Music comes back this long after a sound is over, and a tone takes about as long itself."""

ROOM_MS = 900
"""Music begins to make room this long before a sound."""


class Announcer:
    """Keeps in mind what was placed, so that placing anew changes only what has to change."""

    def __init__(self, duration_ms: ClipLength) -> None:
        self.level = VoiceLevel.ALL
        self._duration_ms = duration_ms
        self._placed: dict[Due, Due] = {}

    def forget(self) -> None:
        """A new session begins."""
        self._placed = {}

    def ahead(self, session: Session, answer: str = "") -> tuple[Due, ...]:
        """Give all that is to be heard from `session.seen_ms` on, as it is to be placed.

        What cannot be heard in time is moved to the nearest time that can be, but for counts. An `answer` to the
        runner's key is said then too, where all is said.
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
        """Whether something sounds at this time of the session's clock, or is about to."""
        return any(due.at_ms - ROOM_MS <= now_ms <= due.at_ms + self._lasts_ms(due) for due in self._placed.values())

    def _lasts_ms(self, due: Due) -> int:
        spoken_ms = self._duration_ms(due.what) if isinstance(due, Phrase) else 0
        return (spoken_ms or 0) + ABOUT_MS
