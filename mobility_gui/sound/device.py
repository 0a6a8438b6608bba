"""The computer's sound device, through the C library inside the miniaudio package; the only module that knows it.

The package's Python face is not used: importing it loads ssl, urllib.request and numpy (170 ms against 2 ms), and
each opening through it loses file descriptors for good (measured with miniaudio 1.71), here one a watchdog repeats.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mobility_gui.sound.mixer import SAMPLE_RATE_HZ

APP_NAME = b"Mobility for Runners"
PERIOD_MS = 40
"""The device asks for this much at a time and keeps three of them: heard about 0.12 s after it is mixed."""


class DeviceError(Exception):
    """There is no device, or it refused."""


class Device:
    """Plays what `fill(frame_count)` gives (16-bit mono), asked for in a thread of its own, until closed.

    Opening and closing may block for seconds and release the GIL meanwhile. Raises DeviceError, or ImportError
    where the library is missing.
    """

    def __init__(self, fill: Callable[[int], Any]) -> None:
        from _miniaudio import ffi, lib  # type: ignore[import-not-found]  # compiled, carries no types

        self._lib = lib
        self._handle = ffi.new_handle(fill)  # both are read by the C side for as long as the device lives
        self._app_name = ffi.from_buffer(APP_NAME + b"\0")
        ffi.def_extern(name="_internal_data_callback")(_DataCallback(ffi))
        self._context = self._open_context(ffi)
        self._device = ffi.new("ma_device *")
        config = lib.ma_device_config_init(lib.ma_device_type_playback)
        config.sampleRate = SAMPLE_RATE_HZ
        config.playback.channels = 1
        config.playback.format = lib.ma_format_s16
        config.periodSizeInMilliseconds = PERIOD_MS
        config.pUserData = self._handle
        config.dataCallback = lib._internal_data_callback  # noqa: SLF001, the only callback compiled in
        if lib.ma_device_init(self._context, ffi.addressof(config), self._device) != lib.MA_SUCCESS:
            lib.ma_context_uninit(self._context)
            raise DeviceError
        if lib.ma_device_start(self._device) != lib.MA_SUCCESS:
            self.close()
            raise DeviceError

    def close(self) -> None:
        """Fall silent at once and give everything back; not to be called twice."""
        self._lib.ma_device_stop(self._device)  # wakes the library's thread, which would else wait for a dead server
        self._lib.ma_device_uninit(self._device)
        self._lib.ma_context_uninit(self._context)

    def _open_context(self, ffi: Any) -> Any:
        config = self._lib.ma_context_config_init()
        config.pulse.pApplicationName = self._app_name
        # Named one by one: left to itself the library would take its null device and swallow the cues in silence.
        backends = ffi.new("ma_backend[]", _backends(self._lib))
        context = ffi.new("ma_context *")
        if self._lib.ma_context_init(backends, len(backends), ffi.addressof(config), context) != self._lib.MA_SUCCESS:
            raise DeviceError
        return context


class _DataCallback:
    """Called by the C library in its own thread, once a period."""

    def __init__(self, ffi: Any) -> None:
        self._ffi = ffi

    def __call__(self, device: Any, output: Any, _captured: Any, frame_count: int) -> None:
        block = self._ffi.from_handle(device.pUserData)(frame_count)
        self._ffi.memmove(output, block, 2 * frame_count)


def _backends(lib: Any) -> list[int]:
    match sys.platform:
        case "win32":
            return [lib.ma_backend_wasapi, lib.ma_backend_dsound]
        case "darwin":
            return [lib.ma_backend_coreaudio]
        case "linux":
            # Without a card ALSA would print forty lines of complaints at each try.
            has_card = any(Path("/dev/snd").glob("pcm*p"))
            return [lib.ma_backend_pulseaudio, *([lib.ma_backend_alsa] if has_card else [])]
        case _:
            return [lib.ma_backend_pulseaudio, lib.ma_backend_oss, lib.ma_backend_sndio, lib.ma_backend_audio4]
