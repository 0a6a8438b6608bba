"""An ordered list of steps: which exercise, how much of it, on which side."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, assert_never


class Phase(StrEnum):
    """When a routine is meant to be done."""

    BEFORE_RUN = "before_run"
    AFTER_RUN = "after_run"
    ANY_TIME = "any_time"


class Group(StrEnum):
    """The heading under which a routine is listed."""

    BEFORE_RUN = "before_run"
    AFTER_RUN = "after_run"
    ANKLE_WORK = "ankle_work"
    YOGA = "yoga"
    MINE = "mine"


class Sides(StrEnum):
    """Which sides a step asks for; `EACH` is one full dose per side."""

    EACH = "each"
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Hold:
    """A position held for a number of seconds."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Tempo:
    """Seconds of one repetition: into the movement, held there, and back."""

    down: int
    hold: int
    up: int

    @property
    def seconds(self) -> int:
        """The seconds of one whole repetition."""
        return self.down + self.hold + self.up


@dataclass(frozen=True, slots=True)
class Reps:
    """A number of repetitions in a tempo, or without one, at the runner's own pace until a key is pressed."""

    count: int
    tempo: Tempo | None = None


@dataclass(frozen=True, slots=True)
class Breaths:
    """A number of breaths of the runner's own breath length."""

    count: int


@dataclass(frozen=True, slots=True)
class Measure:
    """The knee-to-wall test: a number of trials per side."""

    trials: int = 3


Dose = Hold | Reps | Breaths | Measure


class DoseParts(NamedTuple):
    """A dose as it is kept and exported: seconds of a hold, else a count; only repetitions may have a tempo."""

    kind: str
    amount: int
    tempo: Tempo | None = None


def dose_parts(dose: Dose) -> DoseParts:
    """Take a dose apart."""
    match dose:
        case Hold(seconds):
            return DoseParts("hold", seconds)
        case Reps(count, tempo):
            return DoseParts("reps", count, tempo)
        case Breaths(count):
            return DoseParts("breaths", count)
        case Measure(trials):
            return DoseParts("measure", trials)
        case _:
            assert_never(dose)


def dose_of(kind: str, amount: int, tempo: Tempo | None) -> Dose:
    """Put a dose together again. Raises `ValueError` for an unknown kind."""
    match kind:
        case "hold":
            return Hold(amount)
        case "reps":
            return Reps(amount, tempo)
        case "breaths":
            return Breaths(amount)
        case "measure":
            return Measure(amount)
        case _:
            raise ValueError(f"There is no dose of the kind {kind!r}.")


@dataclass(frozen=True, slots=True)
class Step:
    """One exercise with its dose, sides and sets.

    `set_up_seconds` overrides the time worked out from posture and kit, `switch_seconds` the gap between sides;
    `rest_seconds` is the pause between two sets in a row on the same side, or with both sides together.
    """

    exercise: str
    dose: Dose
    sides: Sides
    sets: int = 1
    set_up_seconds: int | None = None
    switch_seconds: int | None = None
    rest_seconds: int = 10


@dataclass(frozen=True, slots=True)
class Routine:
    """A named list of steps; `purpose` says in one sentence what it is for."""

    id: str
    name: str
    phase: Phase
    group: Group
    purpose: str
    steps: tuple[Step, ...]
    farewell: str = "Well done."
