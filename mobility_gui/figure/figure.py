"""The drawing of one exercise: the key poses of its movement, its props, and the muscles and joints that work."""

from dataclasses import dataclass
from enum import StrEnum

from mobility_gui.figure.pose import JointName, Point, Pose, View

A, B = 0.0, 1.0
"""Places in the movement: `A` is the starting pose, `B` the working pose.

After `B` the movement returns to its starting pose, which it reaches at 2.
"""


class Motion(StrEnum):
    """How the movement runs between the poses a and b."""

    TO_AND_FRO = "to_and_fro"
    """From a to b and back the same way."""
    ALTERNATE = "alternate"
    """From a to b and back the same way, with left and right in turn."""
    ROUND = "round"
    """From a to b and back another way, without stopping."""


class Accent(StrEnum):
    """A muscle on the near side that can be tinted."""

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
    """A piece of wall on the far side of the runner, who holds on to it."""

    start: float
    end: float
    height: float


@dataclass(frozen=True, slots=True)
class Tape:
    """The gap that is measured on the floor."""

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
    """A ball that rolls; `a` and `b` are its centre in pose a and in pose b."""

    radius: float
    a: Point
    b: Point


@dataclass(frozen=True, slots=True)
class Roller:
    """A foam roller, seen end-on, that rolls like a ball."""

    radius: float
    a: Point
    b: Point


@dataclass(frozen=True, slots=True)
class Strap:
    """A strap that runs from joint to joint and moves with them."""

    joints: tuple[JointName, ...]


Prop = Wall | Backdrop | Tape | Mat | Box | Cushion | Ball | Roller | Strap


@dataclass(frozen=True, slots=True)
class Arrow:
    """The path of one joint, enlarged about its middle by `scale`, then shifted by `offset`.

    `ends` are the places in the movement where it starts and ends.
    """

    joint: JointName
    offset: Point
    ends: tuple[float, float]
    scale: float


@dataclass(frozen=True, slots=True)
class Lens:
    """A magnifier: it shows the circle around `centre` again around the point `at`, `zoom` times as large."""

    centre: Point
    radius: float
    zoom: float
    at: Point


@dataclass(frozen=True, slots=True)
class Crop:
    """The part of the picture shown for foot work: from the floor up to `height`, centred on `x`."""

    x: float
    height: float


@dataclass(frozen=True, slots=True)
class Key:
    """A key pose, and the joints that stay in place from it to the next."""

    pose: Pose
    pins: tuple[JointName, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """The contents of one file in resources/figures, in body heights and degrees. Compared by identity."""

    view: View
    motion: Motion
    stays: bool
    """True if the pose is taken once and kept through a hold or breaths. Otherwise the movement repeats."""
    filled: float
    """Place in the movement, A or B, at which the lungs are full when the movement follows the breath."""
    still: float
    """Place in the movement that a small still picture shows: the one that tells this movement from all others."""
    seconds: float
    """Time from a to b when no tempo sets it."""
    on: tuple[Key, ...]
    """Key poses from a to b, both included."""
    back: tuple[Key, ...]
    """Key poses from b to a, both included."""
    accents: tuple[Accent, ...]
    rings: tuple[JointName, ...]
    """Working joints, marked with a ring."""
    arrow: Arrow
    props: tuple[Prop, ...]
    lens: Lens | None
    crop: Crop | None
    even: bool
    """True if both sides do the same and are seen alike: neither is drawn as the far one."""
    folded: bool
    """True if the near thigh lies over the shank and needs an edge of its own."""
