"""Everything that can be said: the phrases of the program, and names the runner wrote."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from mobility_gui.sound.name_voice import NameVoice
from mobility_gui.sound.own_voice import is_installed
from mobility_gui.sound.phrases import PhraseBank

if TYPE_CHECKING:
    from mobility_gui.sound.mixer import Samples


class Voice:
    """The phrase bank in `folder` and the names that runners write, whose recordings are kept in `names_folder`.

    A phrase that cannot be said has neither length nor samples.
    """

    def __init__(self, folder: Path, names_folder: Path) -> None:
        self._clips_problem: str | None = None
        self._bank = PhraseBank(folder)
        self._names = NameVoice(names_folder if is_installed() else None)

    @property
    def problem(self) -> str | None:
        """Why something cannot be said, in one sentence."""
        return self._clips_problem or self._names.problem

    def learn(self, phrases: Iterable[str]) -> None:
        """Prepare the phrases that do not come with the program; returns at once."""
        unknown = [phrase for phrase in phrases if self.duration_ms(phrase) is None]
        if unknown:
            self._names.learn(unknown)

    def duration_ms(self, phrase: str) -> int | None:
        """Return how long a phrase takes; None if it cannot be said."""
        try:
            known_ms = self._bank.duration_ms(phrase)
        except (OSError, ValueError) as error:
            self._clips_problem = str(error)
            return None
        return self._names.duration_ms(phrase) if known_ms is None else known_ms

    def samples(self, phrase: str) -> "Samples | None":
        """Return mono samples at 48 kHz. Raises OSError or ValueError for a clip that cannot be read."""
        if self._bank.duration_ms(phrase) is None:
            return self._names.samples(phrase)
        return self._bank.samples(phrase)

    def close(self) -> None:
        """Stop preparing phrases, without waiting."""
        self._names.close()
