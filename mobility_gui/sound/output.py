"""A device that sound can come out of, as the system names it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutputDevice:
    """`identifier` stays the same from day to day, `name` is for people, `is_default` marks the system's choice now."""

    identifier: str
    name: str
    is_default: bool = False

    @property
    def is_dummy(self) -> bool:
        """True if nobody hears it: a sound server's stand-in if no device is connected (both servers name it so)."""
        return self.identifier == "auto_null"

    @property
    def is_bluetooth(self) -> bool:
        """True if it is connected by Bluetooth, as far as its names show (BlueZ names its devices bluez...)."""
        names = f"{self.identifier} {self.name}".lower()
        return "bluez" in names or "bluetooth" in names
