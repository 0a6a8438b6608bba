"""The computer's sound devices, through the C library inside the miniaudio package, where no sound server is asked.

The package's Python face is not used: importing it loads ssl, urllib.request and numpy (170 ms against 2 ms), and
each opening through it loses file descriptors for good (measured with miniaudio 1.71), here one a watchdog repeats.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mobility_gui import TITLE
from mobility_gui.sound.output import OutputDevice

SAMPLE_RATE_HZ = 48_000
CHANNELS = 2
APP_NAME = TITLE.encode()
PERIOD_MS = 20
"""The device asks for this much at a time."""

BUFFER_MS = 240
"""What it holds: heard this long after it was mixed. Time enough for a computer that is busy for 200 ms elsewhere."""


class DeviceError(Exception):
    """There is no device, or it refused."""


def list_devices() -> tuple[OutputDevice, ...]:
    """What is connected now; may block for seconds. Raises DeviceError without a sound system, or ImportError."""
    context = _Context()
    try:
        return tuple(device for device, _ in context.devices())
    finally:
        context.close()


class Device:
    """Plays what `fill(frame_count)` gives (16-bit stereo, 48 kHz), asked for in a thread of its own, until closed.

    `chosen` is the identifier of an `OutputDevice`; where it is not connected, or empty, the system's default plays.
    Opening and closing may block for seconds and release the GIL meanwhile. Raises DeviceError, or ImportError
    where the library is missing.
    """

    def __init__(self, fill: Callable[[int], bytes], chosen: str = "") -> None:
        self._context = _Context()
        ffi, self._lib = self._context.ffi, self._context.lib
        self._handle = ffi.new_handle(fill)  # read by the C side for as long as the device lives
        ffi.def_extern(name="_internal_data_callback")(_DataCallback(ffi))
        self._device = ffi.new("ma_device *")
        try:
            self._start(chosen)
        except DeviceError:
            self._context.close()
            raise

    @property
    def alive(self) -> bool:
        """Always True: the library does not tell when a device has gone, only its asks stay away."""
        return True

    def others(self) -> tuple[OutputDevice, ...]:
        """Every device that is connected now, this one among them."""
        return tuple(device for device, _ in self._context.devices())

    def close(self) -> None:
        """Fall silent at once and give everything back; not to be called twice."""
        self._lib.ma_device_stop(self._device)  # wakes the library's thread, which would else wait for a dead server
        self._lib.ma_device_uninit(self._device)
        self._context.close()

    def _start(self, chosen: str) -> None:
        ffi, lib = self._context.ffi, self._lib
        # Without an identifier the stream goes along when the system changes its default.
        picked = [native for device, native in self._context.devices() if chosen and device.identifier == chosen]
        config = lib.ma_device_config_init(lib.ma_device_type_playback)
        config.sampleRate = SAMPLE_RATE_HZ
        config.playback.pDeviceID = picked[0] if picked else ffi.NULL
        config.playback.channels = CHANNELS
        config.playback.format = lib.ma_format_s16
        config.periodSizeInMilliseconds = PERIOD_MS
        config.periods = BUFFER_MS // PERIOD_MS
        config.pUserData = self._handle
        config.dataCallback = lib._internal_data_callback  # noqa: SLF001, the only callback compiled in
        if lib.ma_device_init(self._context.native, ffi.addressof(config), self._device) != lib.MA_SUCCESS:
            raise DeviceError
        if lib.ma_device_start(self._device) != lib.MA_SUCCESS:
            lib.ma_device_uninit(self._device)
            raise DeviceError


class _Context:
    """The library with its way to the sound system open."""

    def __init__(self) -> None:
        from _miniaudio import ffi, lib  # type: ignore[import-not-found]  # compiled, carries no types

        self.ffi, self.lib = ffi, lib
        self.native = ffi.new("ma_context *")
        self._app_name = ffi.from_buffer(APP_NAME + b"\0")  # read by the C side for as long as the context lives
        config = lib.ma_context_config_init()
        config.pulse.pApplicationName = self._app_name
        # Named one by one: left to itself the library would take its null device and swallow the cues in silence.
        named = _backends(lib)
        if not named:
            raise DeviceError
        backends = ffi.new("ma_backend[]", named)
        if lib.ma_context_init(backends, len(backends), ffi.addressof(config), self.native) != lib.MA_SUCCESS:
            raise DeviceError

    def devices(self) -> list[tuple[OutputDevice, Any]]:
        """What is connected, each with what the library knows it by; nothing where the server has gone."""
        infos, count = self.ffi.new("ma_device_info **"), self.ffi.new("ma_uint32 *")
        nothing = self.ffi.NULL
        if self.lib.ma_context_get_devices(self.native, infos, count, nothing, nothing) != self.lib.MA_SUCCESS:
            return []
        return [self._described(infos[0][index]) for index in range(count[0])]

    def close(self) -> None:
        self.lib.ma_context_uninit(self.native)

    def _described(self, info: Any) -> tuple[OutputDevice, Any]:
        raw = bytes(self.ffi.buffer(self.ffi.addressof(info, "id")))
        native = self.ffi.new("ma_device_id *")
        self.ffi.memmove(native, raw, len(raw))  # the library's own list is gone at the next look
        name = self.ffi.string(info.name).decode("utf-8", "replace")
        return OutputDevice(_identifier(raw), name, is_default=bool(info.isDefault)), native


class _DataCallback:
    """Called by the C library in its own thread, once a period."""

    def __init__(self, ffi: Any) -> None:
        self._ffi = ffi

    def __call__(self, device: Any, output: Any, _captured: Any, frame_count: int) -> None:
        block = self._ffi.from_handle(device.pUserData)(frame_count)
        self._ffi.memmove(output, block, 2 * CHANNELS * frame_count)


def _identifier(raw: bytes) -> str:
    """A device's own identifier as text: most systems give a name, Windows one in two-byte letters."""
    if sys.platform == "win32":
        return raw.decode("utf-16-le", "replace").split("\0", 1)[0]
    return raw.split(b"\0", 1)[0].decode("utf-8", "replace")


def _backends(lib: Any) -> list[int]:
    match sys.platform:
        case "win32":
            return [lib.ma_backend_wasapi, lib.ma_backend_dsound]
        case "darwin":
            return [lib.ma_backend_coreaudio]
        case "linux":
            # Sound servers are pulse.py's. Without a card ALSA would print forty lines of complaints at each try.
            has_card = any(Path("/dev/snd").glob("pcm*p"))
            return [lib.ma_backend_alsa] if has_card else []
        case _:
            return [lib.ma_backend_pulseaudio, lib.ma_backend_oss, lib.ma_backend_sndio, lib.ma_backend_audio4]
