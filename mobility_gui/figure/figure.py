"""One exercise's picture: the key poses of its movement and what stands, lies and works in them."""

from dataclasses import dataclass
from enum import StrEnum

from mobility_gui.figure.pose import JointName, Point, Pose, View

A, B = 0.0, 1.0
"""Places in the movement: the pose in which it begins, and the one in which it works, which is also the still picture.

From `B` the way back leads on to 2, which is `A` again.
"""


class Motion(StrEnum):
    """Which way the movement goes."""

    TO_AND_FRO = "to_and_fro"
    """From a to b, and back the same way."""
    ALTERNATE = "alternate"
    """The same, with left and right in turn."""
    ROUND = "round"
    """From a to b and back another way, without a stop."""


class Accent(StrEnum):
    """A muscle of the near side that can be tinted."""

    SOLE = "sole"
    TOES = "toes"
    SOLEUS = "soleus"
    CALF = "calf"
    QUADRICEPS = "quadriceps"
    HAMSTRING = "hamstring"
    HIP_FLEXOR = "hip_flexor"
    GLUTE = "glute"
    SHIN = "shin"
    ADDUCTOR = "adductor"
    ABDOMINAL = "abdominal"
    BACK = "back"
    CHEST = "chest"


@dataclass(frozen=True, slots=True)
class Wall:
    """A wall in front of the runner; `x` is the face the hands touch."""

    x: float
    height: float


@dataclass(frozen=True, slots=True)
class Backdrop:
    """A piece of a wall beyond the runner, who holds on to it."""

    start: float
    end: float
    height: float


@dataclass(frozen=True, slots=True)
class Tape:
    """The measured gap on the floor."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Mat:
    """A mat on the floor."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Box:
    """A step or a block, with sharp edges."""

    start: float
    end: float
    height: float


@dataclass(frozen=True, slots=True)
class Cushion:
    """Something soft to sit on."""

    start: float
    end: float
    height: float


@dataclass(frozen=True, slots=True)
class Ball:
    """A ball that rolls from its centre in pose a to its centre in pose b."""

    radius: float
    a: Point
    b: Point


@dataclass(frozen=True, slots=True)
class Roller:
    """A foam roller, seen from its end, that rolls as a ball does."""

    radius: float
    a: Point
    b: Point


@dataclass(frozen=True, slots=True)
class Strap:
    """A strap from joint to joint that goes along with them."""

    joints: tuple[JointName, ...]


Prop = Wall | Backdrop | Tape | Mat | Box | Cushion | Ball | Roller | Strap


@dataclass(frozen=True, slots=True)
class Arrow:
    """The way one joint goes, moved aside by `offset`; `ends` are the places in the movement it leads from and to."""

    joint: JointName
    offset: Point
    ends: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Lens:
    """A magnifier over the circle at `centre`, shown `zoom` times as large round the point `at`."""

    centre: Point
    radius: float
    zoom: float
    at: Point


@dataclass(frozen=True, slots=True)
class Crop:
    """What is shown of foot work: from the floor to `height`, round `x`."""

    x: float
    height: float


@dataclass(frozen=True, slots=True)
class Key:
    """One pose on the way, and the joints that stay where they are from it to the next."""

    pose: Pose
    pins: tuple[JointName, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """Everything one file in resources/figures says, in body heights and degrees; equal to itself alone."""

    view: View
    motion: Motion
    stays: bool
    """Whether in a hold, or in breaths, the pose is taken once and kept; else the movement goes on."""
    filled: float
    """Place in the movement at which the lungs are full, A or B, where the movement follows the breath."""
    seconds: float
    """Time from a to b where no tempo tells."""
    on: tuple[Key, ...]
    """From a to b, both among them."""
    back: tuple[Key, ...]
    """From b to a, both among them."""
    accents: tuple[Accent, ...]
    rings: tuple[JointName, ...]
    """Joints that work."""
    arrow: Arrow
    props: tuple[Prop, ...]
    lens: Lens | None
    crop: Crop | None
    folded: bool
    """The near thigh lies over the shank, and needs an edge of its own."""
