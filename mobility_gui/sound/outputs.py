"""The sound devices of this computer, through its sound server if that knows when a frame is heard."""

import sys
from contextlib import suppress
from typing import Protocol

from mobility_gui.sound.device import Device, DeviceError, list_devices
from mobility_gui.sound.output import OutputDevice
from mobility_gui.sound.pulse import PulseDevice, list_sinks


class Fill(Protocol):
    """Returns this many frames, the first of which is heard after the delay, if that is known."""

    def __call__(self, frame_count: int, delay_seconds: float | None = None, /) -> bytes: ...


class Output(Protocol):
    """An open device that asks for samples in a thread of its own."""

    @property
    def alive(self) -> bool:
        """False once it knows that it will never ask again."""

    def others(self) -> tuple[OutputDevice, ...]: ...
    def close(self) -> None: ...


def open_output(fill: Fill, chosen: str = "") -> Output:
    """Play what `fill` returns on the chosen device, or on the system's default.

    May block for seconds. Raises DeviceError if there is none, or ImportError if the library to reach it is missing.
    """
    if sys.platform == "linux":
        with suppress(DeviceError):
            return PulseDevice(fill, chosen)
    return Device(fill, chosen)


def list_outputs() -> tuple[OutputDevice, ...]:
    """Return what is connected now; blocks and raises like `open_output`."""
    if sys.platform == "linux":
        with suppress(DeviceError):
            return list_sinks()
    return list_devices()
