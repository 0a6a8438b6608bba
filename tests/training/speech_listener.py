"""A runner with closed eyes, who knows only the texts that are said, and the voices that say them."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

import pytest

from mobility_gui.library.library import load_library
from mobility_gui.paths import resources
from mobility_gui.training.exercise import Side
from mobility_gui.training.phrases import COUNTS
from mobility_gui.training.plan import Plan, Timing, make_plan
from mobility_gui.training.routine import Breaths, Dose, Hold, Measure, Reps
from mobility_gui.training.speech import Saying, sayings
from mobility_gui.training.voice_level import VoiceLevel

SHIPPED = load_library([resources() / "exercises", resources() / "routines"])

TIMINGS = (
    Timing(),
    Timing(lead_in_seconds=5, switch_seconds=3, breath_seconds=6),
    Timing(lead_in_seconds=5, switch_seconds=30, breath_seconds=12),
    Timing(lead_in_seconds=60, switch_seconds=5, breath_seconds=6),
)

Voice = Callable[[str], int | None]
Did = tuple[str, Side, Dose]


def slow_voice(phrase: str) -> int:
    """Speak more slowly than most voices: 250 ms and 65 ms a letter."""
    return 250 + 65 * len(phrase)


@cache
def shipped_voice() -> Voice:
    """Return the voice of the phrase bank; skip the test if there is none."""
    index = resources() / "voice" / "phrases.json"
    if not index.exists():
        pytest.skip("there is no phrase bank: resources/voice/phrases.json")
    lengths = {phrase: int(clip["duration_ms"]) for phrase, clip in json.loads(index.read_text("utf-8")).items()}
    return lengths.get


def shipped_plans(timings: Iterable[Timing] = TIMINGS) -> Iterator[Plan]:
    """Yield every plan of every shipped routine, with the tightest and widest times among them."""
    for routine in SHIPPED.routines.values():
        for timing in timings:
            for measure_first in (False, True):
                for tighter in (None, Side.LEFT, Side.RIGHT):
                    yield make_plan(routine, SHIPPED.exercises, timing, measure_first=measure_first, tighter=tighter)


def spoken(plan: Plan, level: VoiceLevel, voice: Voice) -> list[Saying]:
    """Return all that is said in an undisturbed session, with times from its start."""
    said: list[Saying] = []
    start_ms = 0
    for index, span in enumerate(plan.spans):
        said += [Saying(start_ms + s.at_ms, s.phrases) for s in sayings(plan.spans, index, level, voice)]
        start_ms += span.duration_ms
    return said


def texts(said: Iterable[Saying]) -> list[str]:
    """Return the bare texts in the order in which they are heard."""
    return [phrase for saying in said for phrase in saying.phrases]


def planned(plan: Plan) -> list[Did]:
    """Return what a runner who does the whole plan does, in order, without the tempo, which the words do not say."""
    doses = {span: Reps(span.dose.count) if isinstance(span.dose, Reps) else span.dose for span in plan.spans}
    return [(span.exercise.name, span.side, doses[span]) for span in plan.spans if not span.is_lead_in]


_TIME = re.compile(r"(?:(\d+) minutes?)? ?(?:(\d+) seconds?)?")
_COUNTED = re.compile(r"(\d+) (rep|breath)s?")
_TRIALS = re.compile(r"One practice, then (\w+) (?:try|tries) a side")


@dataclass
class Listener:
    """Keeps what it understood: which exercise, which side, and, once a dose is said, that it was done.

    A dose counts only if something was announced for it: after a name, a side, a switch, a rest or a measurement.
    A side is also understood from the name of the limb that an exercise gives.
    """

    names: frozenset[str] = frozenset(known.name for known in SHIPPED.exercises.values())
    sides: dict[str, Side] = field(
        default_factory=lambda: {
            heard: side
            for side in (Side.LEFT, Side.RIGHT)
            for words in {known.side_words for known in SHIPPED.exercises.values()}
            for heard in (f"{side.capitalize()} {words}", side.capitalize())
        }
    )
    did: list[Did] = field(default_factory=list)
    name: str = ""
    side: Side = Side.BOTH
    announced: bool = False

    def hear(self, text: str) -> None:
        """Take in one phrase."""
        if text in self.names:
            self.name, self.side, self.announced = text, Side.BOTH, True
        elif text in self.sides:
            self.side, self.announced = self.sides[text], True
        elif text == "Measure again":
            self.did.append(next(done for done in reversed(self.did) if isinstance(done[2], Measure)))
            self.announced = False
        elif text in {"Switch", "Rest", "Measure"}:
            self.announced = True
        elif self.announced and (dose := dose_in(text)):
            self.did.append((self.name, self.side, dose))
            self.announced = False


def dose_in(text: str) -> Dose | None:
    """Return the dose that a phrase names, if any."""
    if counted := _COUNTED.fullmatch(text):
        return (Reps if counted[2] == "rep" else Breaths)(int(counted[1]))
    if trials := _TRIALS.fullmatch(text):
        return Measure(COUNTS.index(trials[1]) + 1)
    if (time := _TIME.fullmatch(text)) and text:
        return Hold(60 * int(time[1] or 0) + int(time[2] or 0))
    return None
