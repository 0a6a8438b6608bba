"""Parse the text of a figure file. An unknown key is an error, so that a misspelling is noticed."""

import tomllib
from math import isfinite
from typing import TypeVar

from mobility_gui.figure.figure import (
    A,
    Accent,
    Arrow,
    B,
    Backdrop,
    Ball,
    Box,
    Crop,
    Cushion,
    Figure,
    Key,
    Lens,
    Mat,
    Motion,
    Prop,
    Roller,
    Strap,
    Tape,
    Wall,
)
from mobility_gui.figure.pose import JOINT_NAMES, Arm, Direction, JointName, Leg, Place, Point, Pose, View

SECONDS = 2.0
"""Time from a to b if a file does not set it."""

PLACES = {"a": A, "b": B, "end": 2 * B}


_T = TypeVar("_T")


class FigureError(ValueError):
    """A figure file that cannot be used. The message is one sentence that names the file and the reason."""


def parse_figure(text: str, source: str) -> Figure:
    """Return the figure that a file's text describes. `source` names the file in messages. Raises FigureError."""
    try:
        return _figure(_Table(tomllib.loads(text), ""))
    except (tomllib.TOMLDecodeError, _FlawError) as error:
        raise FigureError(f"The drawing in {source} cannot be used: {error}.") from error


class _FlawError(Exception):
    """A flaw in the file. The message is the second half of a sentence."""


class _Table:
    """A TOML table whose keys must each be taken once; `end` raises for a key that is left."""

    def __init__(self, values: object, path: str) -> None:
        if not isinstance(values, dict):
            raise _FlawError(f"{path} must be a table")
        self._values = dict(values)
        self._path = path

    def path(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def has(self, key: str) -> bool:
        return key in self._values

    def take(self, key: str) -> object:
        if key not in self._values:
            raise _FlawError(f"{self.path(key)} is missing")
        value: object = self._values.pop(key)
        return value

    def end(self) -> None:
        for key in self._values:
            raise _FlawError(f"{self.path(key)} is not known")

    def table(self, key: str) -> "_Table":
        return _Table(self.take(key), self.path(key))

    def items(self, key: str) -> list[object]:
        value = self.take(key)
        if not isinstance(value, list):
            raise _FlawError(f"{self.path(key)} must be a list")
        return value

    def number(self, key: str) -> float:
        return _number(self.take(key), self.path(key))

    def size(self, key: str) -> float:
        value = self.number(key)
        if value <= 0:
            raise _FlawError(f"{self.path(key)} must be above 0")
        return value

    def pair(self, key: str) -> Point:
        match self.items(key):
            case [x, y]:
                return _number(x, self.path(key)), _number(y, self.path(key))
        raise _FlawError(f"{self.path(key)} must be two numbers")

    def direction(self, key: str) -> Direction:
        """Take a direction: degrees in the picture, or a pair of degrees in it and out of it."""
        value = self.take(key)
        match value:
            case [degrees, out]:
                return _number(degrees, self.path(key)), _number(out, self.path(key))
            case _:
                return _number(value, self.path(key)), 0.0

    def place(self, key: str) -> Place:
        """Take a place: (x, y) or (x, y, z)."""
        match self.items(key):
            case [x, y]:
                return _number(x, self.path(key)), _number(y, self.path(key)), 0.0
            case [x, y, z]:
                return _number(x, self.path(key)), _number(y, self.path(key)), _number(z, self.path(key))
        raise _FlawError(f"{self.path(key)} must be two or three numbers")

    def joints(self, key: str) -> tuple[JointName, ...]:
        return tuple(_joint(value, self.path(key)) for value in self.items(key))

    def choice(self, key: str, choices: "dict[str, _T]", usual: str) -> "_T":
        """Take a word (`usual` if the key is missing) and return what it stands for. Any other word is an error."""
        word = self.take(key) if self.has(key) else usual
        if not isinstance(word, str) or word not in choices:
            raise _FlawError(f"{self.path(key)} must be one of {', '.join(choices)}")
        return choices[word]

    def flag(self, key: str) -> bool:
        value = self.take(key) if self.has(key) else False
        if not isinstance(value, bool):
            raise _FlawError(f"{self.path(key)} must be true or false")
        return value


def _number(value: object, path: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise _FlawError(f"{path} must be a number")
    return float(value)


def _joint(value: object, path: str) -> str:
    if not isinstance(value, str) or value not in JOINT_NAMES:
        raise _FlawError(f"{path} is not a joint: {value}")
    return value


def _accent(value: object, path: str) -> Accent:
    try:
        return Accent(str(value))
    except ValueError as error:
        raise _FlawError(f"{path} is not a muscle: {value}") from error


def _figure(table: _Table) -> Figure:
    pins = table.joints("pins")
    first, last = (_key(table.table(name), pins) for name in ("a", "b"))
    on = _keys(table, "on", pins)
    figure = Figure(
        view=table.choice("view", {view.value: view for view in View}, View.SIDE),
        motion=table.choice("motion", {motion.value: motion for motion in Motion}, Motion.TO_AND_FRO),
        stays=table.flag("stays"),
        filled=table.choice("filled", {"a": A, "b": B}, "a"),
        still=table.size("still") if table.has("still") else B,
        seconds=table.size("seconds") if table.has("seconds") else SECONDS,
        on=(first, *on, last),
        back=(last, *_keys(table, "back", pins), first),
        accents=tuple(_accent(value, "accents") for value in table.items("accents")),
        rings=table.joints("rings"),
        arrow=_arrow(table.table("arrow")),
        props=tuple(_prop(_Table(value, "props")) for value in table.items("props")),
        lens=_lens(table.table("lens")) if table.has("lens") else None,
        crop=_crop(table.table("crop")) if table.has("crop") else None,
        even=table.flag("even"),
        folded=table.flag("folded"),
    )
    table.end()
    return figure


def _keys(table: _Table, name: str, pins: tuple[JointName, ...]) -> tuple[Key, ...]:
    return tuple(_key(_Table(value, name), pins) for value in table.items(name)) if table.has(name) else ()


def _key(table: _Table, pins: tuple[JointName, ...]) -> Key:
    pins = table.joints("pins") if table.has("pins") else pins
    pose = Pose(
        hip=table.place("hip"),
        lumbar=table.direction("lumbar"),
        thorax=table.direction("thorax"),
        neck=table.direction("neck"),
        turn=table.number("turn") if table.has("turn") else 0.0,
        near_leg=_leg(table.table("near_leg")),
        far_leg=_leg(table.table("far_leg")),
        near_arm=_arm(table.table("near_arm")),
        far_arm=_arm(table.table("far_arm")),
    )
    table.end()
    return Key(pose, pins)


def _leg(table: _Table) -> Leg:
    leg = Leg(*(table.direction(name) for name in ("thigh", "shank", "foot", "toes")))
    table.end()
    return leg


def _arm(table: _Table) -> Arm:
    arm = Arm(*(table.direction(name) for name in ("upper", "fore", "hand")))
    table.end()
    return arm


def _arrow(table: _Table) -> Arrow:
    joint, offset = _joint(table.take("joint"), table.path("joint")), table.pair("offset")
    start, end = table.choice("start", PLACES, "a"), table.choice("end", PLACES, "b")
    scale = table.size("scale") if table.has("scale") else 1.0
    table.end()
    return Arrow(joint, offset, (start, end), scale)


def _lens(table: _Table) -> Lens:
    lens = Lens(centre=table.pair("centre"), radius=table.size("radius"), zoom=table.size("zoom"), at=table.pair("at"))
    table.end()
    return lens


def _crop(table: _Table) -> Crop:
    crop = Crop(x=table.number("x"), height=table.size("height"))
    table.end()
    return crop


def _prop(table: _Table) -> Prop:
    kind = table.take("kind")
    prop: Prop
    match kind:
        case "wall":
            prop = Wall(table.number("x"), table.size("height"))
        case "backdrop":
            prop = Backdrop(*table.pair("x"), height=table.size("height"))
        case "tape":
            prop = Tape(*table.pair("x"))
        case "mat":
            prop = Mat(*table.pair("x"))
        case "step" | "block":
            prop = Box(*table.pair("x"), height=table.size("height"))
        case "cushion":
            prop = Cushion(*table.pair("x"), height=table.size("height"))
        case "ball":
            prop = Ball(table.size("radius"), table.pair("a"), table.pair("b"))
        case "roller":
            prop = Roller(table.size("radius"), table.pair("a"), table.pair("b"))
        case "strap":
            prop = Strap(table.joints("joints"))
        case _:
            raise _FlawError(f"props.kind is not known: {kind}")
    table.end()
    return prop
