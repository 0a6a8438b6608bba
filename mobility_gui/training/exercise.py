"""One movement or pose, with the facts a runner needs before doing it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mobility_gui.training.routine import Dose, Sides

CUE_LETTERS = 60
"""Longest cue line: two lines of the stage's cue size at 900x600."""


class Side(StrEnum):
    """The side of the body that works."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"

    @property
    def other(self) -> "Side":
        """The opposite side; `BOTH` has none and returns itself."""
        match self:
            case Side.LEFT:
                return Side.RIGHT
            case Side.RIGHT:
                return Side.LEFT
            case Side.BOTH:
                return Side.BOTH


class Joint(StrEnum):
    """A station of the joint-by-joint view, from the ground up."""

    FOOT = "foot"
    ANKLE = "ankle"
    KNEE = "knee"
    HIP = "hip"
    LOWER_BACK = "lower_back"
    UPPER_BACK = "upper_back"
    SHOULDER_BLADE = "shoulder_blade"

    @property
    def mobile(self) -> bool:
        """True if the joint-by-joint view asks for mobility here, False if for stability."""
        return self in {Joint.ANKLE, Joint.HIP, Joint.UPPER_BACK}


class Muscle(StrEnum):
    """A muscle group whose minutes are added up."""

    SOLE = "sole"
    CALF = "calf"
    SHIN = "shin"
    QUADRICEPS = "quadriceps"
    HAMSTRINGS = "hamstrings"
    ADDUCTORS = "adductors"
    HIP_FLEXORS = "hip_flexors"
    GLUTES = "glutes"
    ABDOMINALS = "abdominals"
    BACK = "back"
    CHEST = "chest"
    SHOULDERS = "shoulders"

    @property
    def words(self) -> str:
        """The name a runner uses."""
        return _MUSCLE_WORDS.get(self, self.value)


_MUSCLE_WORDS = {
    Muscle.SOLE: "sole of the foot",
    Muscle.QUADRICEPS: "thigh, front",
    Muscle.HAMSTRINGS: "thigh, back",
    Muscle.ADDUCTORS: "thigh, inside",
    Muscle.HIP_FLEXORS: "hip flexors",
}


class Posture(StrEnum):
    """How the body is supported."""

    STANDING = "standing"
    HALF_KNEELING = "half_kneeling"
    KNEELING = "kneeling"
    ALL_FOURS = "all_fours"
    PRONE = "prone"
    SUPINE = "supine"
    SEATED = "seated"


class Kit(StrEnum):
    """Equipment that an exercise needs."""

    WALL = "wall"
    STEP = "step"
    BALL = "ball"
    ROLLER = "roller"
    BLOCK = "block"
    STRAP = "strap"
    CUSHION = "cushion"
    MAT = "mat"
    RULER = "ruler"


WORD_LETTERS = 10
"""Longest word for a part of a repetition: what fits beside the tempo at 900x600."""

TEMPO_WORDS = ("Down", "Hold", "Up")

SIDE_WORDS_LETTERS = 20
SIDE_WORDS = "side"


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise, as its file describes it.

    `set_up` is the line shown and said on the way into the pose, `cue` the one during the work.
    `dose` and `sides` apply to a step that has none of its own.
    `figure` names the key poses that draw it; without one, no drawing is shown. `words` name the three parts of a
    repetition; the second one also names a hold, which may be a roll or a run on the spot.
    `side_words` follow "Left" or "Right" when the side is said, `half_way_words` are said in the middle of the
    repetitions, and `way_out` first in whatever follows a pose that must be left with care.
    """

    id: str
    name: str
    joints: tuple[Joint, ...]
    muscles: tuple[Muscle, ...]
    posture: Posture
    sees_screen: bool
    kit: tuple[Kit, ...]
    dose: "Dose"
    sides: "Sides"
    set_up: str
    cue: str
    instructions: tuple[str, ...]
    faults: tuple[str, ...]
    stop: tuple[str, ...]
    easier: str
    set_up_seconds: int
    figure: str | None = None
    note: str = ""
    words: tuple[str, str, str] = TEMPO_WORDS
    side_words: str = SIDE_WORDS
    half_way_words: str = ""
    way_out: str = ""

    @property
    def keeps_still(self) -> bool:
        """True if its holds are static; a hold with a word of its own is a roll or a run on the spot."""
        return self.words[1] == TEMPO_WORDS[1]
