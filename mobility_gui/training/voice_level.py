"""How much is said during a session."""

from enum import StrEnum


class VoiceLevel(StrEnum):
    """From everything to nothing; a cue that is not spoken still has its tone."""

    ALL = "all"
    NAMES = "names"
    TONES = "tones"

    @property
    def following(self) -> "VoiceLevel":
        """The level that the V key switches to next."""
        levels = tuple(VoiceLevel)
        return levels[(levels.index(self) + 1) % len(levels)]
