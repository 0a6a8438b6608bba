"""How much is said during a session."""

from enum import StrEnum


class VoiceLevel(StrEnum):
    """From everything to nothing; what is not said still has its tone."""

    ALL = "all"
    NAMES = "names"
    TONES = "tones"

    @property
    def following(self) -> "VoiceLevel":
        """The one that the key V comes to next."""
        levels = tuple(VoiceLevel)
        return levels[(levels.index(self) + 1) % len(levels)]
