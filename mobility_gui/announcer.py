"""Says what shall be heard of a session, whenever it took a turn that was not foreseen."""

from collections.abc import Callable
from dataclasses import replace

from mobility_gui.training.cues import CueKind
from mobility_gui.training.phrases import DONE, PAUSED
from mobility_gui.training.score import Due, Phrase, Tone, score
from mobility_gui.training.session import Session
from mobility_gui.training.voice_level import VoiceLevel

SOON_MS = 300
"""A sound can be placed this far ahead and no nearer: the device's buffer and one ask."""

JUST_NOW_MS = 100
"""What was due this long ago still belongs to the command that made it due."""

_CHANGES = {
    *(CueKind.SET_UP, CueKind.START, CueKind.END, CueKind.SWITCH, CueKind.REST, CueKind.MEASURE),
    *(CueKind.DONE, CueKind.ATTENTION),
}
_MESSAGES = {DONE, PAUSED}


NEAR_MS = (300, 900)
"""This long after its beginning a sound is still about, and so long before it music begins to make room."""


def _worth_waiting(due: Due) -> bool:
    """Whether it is rather heard a moment late than not at all; a count is not."""
    match due:
        case Tone(what=kind):
            return kind in _CHANGES
        case Phrase(what=phrase):
            return phrase in _MESSAGES


class Announcer:
    """Keeps in mind what was placed, so that placing anew changes only what has to change."""

    def __init__(self, duration_ms: Callable[[str], int | None]) -> None:
        self.level = VoiceLevel.ALL
        self._duration_ms = duration_ms
        self._placed: dict[Due, Due] = {}

    def forget(self) -> None:
        """A new session begins."""
        self._placed = {}

    def ahead(self, session: Session) -> tuple[Due, ...]:
        """Give all that is to be heard from `session.seen_ms` on, as it is to be placed."""
        soon_ms = session.seen_ms + SOON_MS
        placed: dict[Due, Due] = {}
        for due in score(session, self.level, self._duration_ms):
            if due in self._placed:
                placed[due] = self._placed[due]
            elif due.at_ms >= soon_ms:
                placed[due] = due
            elif _worth_waiting(due) and due.at_ms >= session.seen_ms - JUST_NOW_MS:
                placed[due] = replace(due, at_ms=soon_ms)
        self._placed = placed
        return tuple(placed.values())

    def sounds_near(self, now_ms: int) -> bool:
        """Whether something sounds about now, or is about to."""
        return any(-NEAR_MS[0] <= due.at_ms - now_ms <= NEAR_MS[1] for due in self._placed.values())
