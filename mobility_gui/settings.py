"""The runner's settings, and the file they are kept in."""

import json
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from mobility_gui.ankle.unit import Unit
from mobility_gui.system import disk
from mobility_gui.training.voice_level import VoiceLevel

if TYPE_CHECKING:
    from mobility_gui.training.plan import Timing


class Look(StrEnum):
    """Light or dark colours, or whichever the system uses."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class ToneSet(StrEnum):
    """The set of tones used for the cues."""

    SOFT = "soft"
    NORMAL = "normal"
    BRIGHT = "bright"


class OtherSound(StrEnum):
    """What to do about sound from other programs, such as music."""

    LEAVE = "leave"
    LOWER_FOR_CUES = "lower_for_cues"
    LOWER = "lower"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default.

    `output_device` is the device's own identifier, empty for the default. `speaker_awake` plays a faint sound during a
    session on a Bluetooth device, which otherwise swallows the first half second of every cue.
    `target_mm` is the 5-inch mark of the knee-to-wall test. `weekly_dose_minutes` is per muscle and side: what
    static stretching adds over weeks levels off at 10 (Ingram 2025). `breath_seconds` is one breath in and out
    (Bernardi 2001, BMJ 323:1446).
    """

    unit: Unit = Unit.CM
    look: Look = Look.SYSTEM
    larger_digits: bool = False
    reduce_motion: bool = False
    keep_awake: bool = True
    lead_in_seconds: int = 10
    switch_seconds: int = 6
    breath_seconds: int = 10
    half_way_cue: bool = True
    volume_percent: int = 70
    muted: bool = False
    voice_level: VoiceLevel = VoiceLevel.ALL
    tone_set: ToneSet = ToneSet.NORMAL
    output_device: str = ""
    speaker_awake: bool = True
    other_sound: OtherSound = OtherSound.LEAVE
    target_mm: int = 127
    weekly_dose_minutes: int = 10
    sessions_a_week: int = 3
    measure_first: bool = False
    tighter_first: bool = True
    last_routine: str = ""
    window_geometry: str = ""

    @property
    def timing(self) -> "Timing":
        """The settings that a plan is built from."""
        from mobility_gui.training.plan import Timing

        return Timing(self.lead_in_seconds, self.switch_seconds, self.breath_seconds)


RANGES = {
    "lead_in_seconds": (5, 60),
    "switch_seconds": (3, 30),
    "breath_seconds": (6, 12),
    "volume_percent": (0, 100),
    "target_mm": (50, 200),
    "weekly_dose_minutes": (1, 30),
    "sessions_a_week": (1, 14),
}
"""Smallest and largest value of every number in `Settings`."""


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """The settings in a file, and one sentence if part of it could not be used (otherwise empty)."""

    settings: Settings
    problem: str = ""


def read_settings(path: Path) -> ReadSettings:
    """Return the settings in the file, with defaults where it is wrong or missing. Changes no file."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ReadSettings(Settings())
    except OSError as error:
        return ReadSettings(Settings(), f"{path} cannot be read ({error.strerror}), so the default settings are used.")
    try:
        found = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        problem = f"{path.name} is damaged, so the default settings are used. {_promise(path)}"
        return ReadSettings(Settings(), problem)
    values: dict[str, object] = {}
    wrong: list[str] = []
    for field in fields(Settings):
        if field.name in found:
            value = _accept(field.name, found[field.name])
            if value is None:
                wrong.append(field.name)
            else:
                values[field.name] = value
    names = ", ".join(wrong)
    problem = f"{path.name} has no valid value for {names}, so the default is used. {_promise(path)}" if wrong else ""
    return ReadSettings(replace(Settings(), **values), problem)  # type: ignore[arg-type]  # checked one by one above


def write_settings(path: Path, settings: Settings) -> None:
    """Write the file whole or not at all; one that is not right is first copied aside. Raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.is_file() and read_settings(path).problem:
        disk.write_whole(_aside(path), path.read_bytes())
    disk.write_whole(path, json.dumps(asdict(settings), indent=2).encode())


def _promise(path: Path) -> str:
    return f"Before anything is saved, the file is copied to {_aside(path).name}."


def _aside(path: Path) -> Path:
    """Return the first free name for a copy of the file."""
    names = (path.with_name(f"{path.stem}.damaged-{number}{path.suffix}") for number in count(1))
    return next(name for name in names if not name.exists())


def _accept(name: str, value: object) -> object | None:
    default = getattr(Settings(), name)
    if isinstance(default, StrEnum):
        kind = type(default)
        return next((choice for choice in kind if choice == value), None)
    if type(value) is not type(default):
        return None
    if name in RANGES:
        least, most = RANGES[name]
        return value if isinstance(value, int) and least <= value <= most else None
    return value
