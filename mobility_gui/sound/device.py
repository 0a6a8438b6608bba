"""The computer's sound devices without a sound server, through the C library inside the miniaudio package.

The package's Python interface is not used: importing it loads ssl, urllib.request and numpy (170 ms against 2 ms), and
each opening through it leaks file descriptors (measured with miniaudio 1.71), while here a watchdog opens repeatedly.
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
"""How much the device asks for at a time."""

BUFFER_MS = 240
"""How much the device holds, so sound is heard this long after it is mixed: enough for a computer busy for 200 ms."""


class DeviceError(Exception):
    """There is no device, or it cannot be opened."""


def list_devices() -> tuple[OutputDevice, ...]:
    """Return what is connected; may block for seconds. Raises DeviceError without a sound system, or ImportError."""
    context = _Context()
    try:
        return tuple(device for device, _ in context.devices())
    finally:
        context.close()


class Device:
    """Plays what `fill(frame_count)` returns (16-bit stereo, 48 kHz), called in a thread of its own, until closed.

    `chosen` is the identifier of an `OutputDevice`; if it is not connected, or empty, the system's default plays.
    Opening and closing may block for seconds and release the GIL meanwhile. Raises DeviceError, or ImportError
    if the library is missing.
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
        """Always True: the library does not say when a device has gone; it only stops asking for samples."""
        return True

    def others(self) -> tuple[OutputDevice, ...]:
        """Return every device that is connected now, including this one."""
        return tuple(device for device, _ in self._context.devices())

    def close(self) -> None:
        """Fall silent at once and release everything; must not be called twice."""
        self._lib.ma_device_stop(self._device)  # wakes the library's thread, which might wait for a dead server
        self._lib.ma_device_uninit(self._device)
        self._context.close()

    def _start(self, chosen: str) -> None:
        ffi, lib = self._context.ffi, self._lib
        # Without an identifier the stream follows the system's default when it changes.
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
    """The library with its connection to the sound system open."""

    def __init__(self) -> None:
        from _miniaudio import ffi, lib  # type: ignore[import-not-found]  # compiled, carries no types

        self.ffi, self.lib = ffi, lib
        self.native = ffi.new("ma_context *")
        self._app_name = ffi.from_buffer(APP_NAME + b"\0")  # read by the C side for as long as the context lives
        config = lib.ma_context_config_init()
        config.pulse.pApplicationName = self._app_name
        # Backends are named, as the library could otherwise choose its null device and swallow the cues silently.
        named = _backends(lib)
        if not named:
            raise DeviceError
        backends = ffi.new("ma_backend[]", named)
        if lib.ma_context_init(backends, len(backends), ffi.addressof(config), self.native) != lib.MA_SUCCESS:
            raise DeviceError

    def devices(self) -> list[tuple[OutputDevice, Any]]:
        """Return what is connected, each with the library's own identifier; empty if the server has gone."""
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
        self.ffi.memmove(native, raw, len(raw))  # the library's own list does not outlive the next query
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
    """Return a device's own identifier as text: most systems use a name, Windows one in UTF-16."""
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
            # pulse.py takes care of sound servers. Without a card, ALSA would print forty lines of errors at each try.
            has_card = any(Path("/dev/snd").glob("pcm*p"))
            return [lib.ma_backend_alsa] if has_card else []
        case _:
            return [lib.ma_backend_pulseaudio, lib.ma_backend_oss, lib.ma_backend_sndio, lib.ma_backend_audio4]
