"""One exercise's picture: two key poses and what stands, lies and works in them."""

from dataclasses import dataclass
from enum import StrEnum

from mobility_gui.figure.pose import JointName, Point, Pose


class KeyPose(StrEnum):
    """Where the movement begins (`a`) and where it works (`b`)."""

    A = "a"
    B = "b"


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


@dataclass(frozen=True, slots=True)
class Wall:
    """A wall in front of the runner; `x` is the face the hands touch."""

    x: float
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


Prop = Wall | Tape | Mat | Box | Cushion | Ball | Roller


@dataclass(frozen=True, slots=True)
class Arrow:
    """The way one joint goes from a to b, moved aside by `offset`, bent to its left by `bow`."""

    joint: JointName
    offset: Point
    bow: float


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
class Figure:
    """Everything one file in resources/figures says, in body heights and degrees."""

    a: Pose
    b: Pose
    accents: tuple[Accent, ...]
    rings: tuple[JointName, ...]
    """Joints that work."""
    pins: tuple[JointName, ...]
    """Joints that stay where they are while the rest moves."""
    arrow: Arrow
    props: tuple[Prop, ...]
    lens: Lens | None
    crop: Crop | None
    folded: bool
    """The near thigh lies over the shank, and needs an edge of its own."""

    def pose(self, key: KeyPose) -> Pose:
        """One of the two key poses."""
        return self.a if key is KeyPose.A else self.b
