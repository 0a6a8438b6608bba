"""An output of PulseAudio or PipeWire, which knows when each frame will be heard.

Their library runs in one thread of our own: no thread that Python does not know calls into it, and nothing is locked.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from ctypes import byref
from threading import Event, Thread
from typing import Any

from mobility_gui.sound import libpulse
from mobility_gui.sound.device import APP_NAME, CHANNELS, SAMPLE_RATE_HZ, DeviceError
from mobility_gui.sound.output import OutputDevice

STREAM_NAME = b"Cues"
FRAME_BYTES = 2 * CHANNELS

QUEUE_MS = 260
"""What the server holds for us beside the sink's own buffer: time for a computer that is busy for 200 ms elsewhere."""

PERIOD_MS = 40
"""The server asks for this much at a time, and lets a sink that can choose work ahead only as far as this."""

LEAST_FRAMES = SAMPLE_RATE_HZ // 100
"""Less than this waits for more, so that a server that asks in small bits does not keep us busy."""

FOR_EVER = -1

OPENING_SECONDS = 2.0
ANSWER_SECONDS = 0.3
"""Longest wait for a list of the devices; usually it takes 2 ms."""
CLOSING_SECONDS = 0.4
"""Longest wait for the thread, which may be in `fill`; usually it takes 1 ms."""


class _OverError(Exception):
    """The device is being closed, or the server or the stream has gone."""


class PulseDevice:
    """Plays what `fill(frame_count, delay_seconds)` gives (16-bit stereo, 48 kHz), in a thread of its own, until closed.

    The delay is the time from now until the first of these frames is heard, None while that is not known. Frames keep
    their times when they are given too late: the server leaves out those whose time is over.
    `chosen` is the identifier of an `OutputDevice`; where it is not connected, or empty, the system's default plays.
    Opening may take two seconds. Raises DeviceError where there is no server, no device or no library.
    """

    def __init__(self, fill: Callable[[int, float | None], bytes], chosen: str = "") -> None:
        try:
            self._lib = libpulse.load()
        except (OSError, AttributeError) as error:
            raise DeviceError from error
        self._fill = fill
        self._others: tuple[OutputDevice, ...] = ()
        self._opened = self._closing = False
        self._tried = Event()
        self._wanted, self._listed = Event(), Event()
        self._loop = self._lib.mainloop_new()
        self._thread = Thread(target=self._live, args=(chosen,), name="sound server", daemon=True)
        self._thread.start()
        self._tried.wait(OPENING_SECONDS)
        if not self._opened:
            self.close()
            raise DeviceError

    def others(self) -> tuple[OutputDevice, ...]:
        """Every device that is connected now, this one among them; those last seen where the server does not answer."""
        if self._thread.is_alive():
            self._listed.clear()
            self._wanted.set()
            self._lib.mainloop_wakeup(self._loop)
            self._listed.wait(ANSWER_SECONDS)
        return self._others

    def close(self) -> None:
        """Fall silent at once and give everything back; not to be called twice."""
        self._closing = True
        self._lib.mainloop_wakeup(self._loop)
        self._thread.join(CLOSING_SECONDS)
        if not self._thread.is_alive():  # else it goes on using this
            self._lib.mainloop_free(self._loop)

    # In the thread

    def _live(self, chosen: str) -> None:
        lib, stream = self._lib, None
        context = lib.context_new(lib.mainloop_get_api(self._loop), APP_NAME)
        sinks = _Sinks(lib, context)
        try:
            with suppress(_OverError):
                self._connect(context)
                sinks.ask()
                while sinks.asking:
                    self._turn(context)
                self._others = sinks.devices
                stream = self._connected_stream(context, chosen)
                self._opened = True
                self._tried.set()
                self._play(context, stream, sinks)
        finally:
            if stream:
                lib.stream_unref(stream)
            lib.context_disconnect(context)
            lib.context_unref(context)
            self._tried.set()
            self._listed.set()

    def _connect(self, context: int) -> None:
        if self._lib.context_connect(context, None, libpulse.CONTEXT_NO_AUTOSPAWN, None) < 0:
            raise _OverError
        while self._lib.context_get_state(context) != libpulse.CONTEXT_READY:
            self._turn(context)

    def _connected_stream(self, context: int, chosen: str) -> int:
        lib = self._lib
        connected = any(device.identifier == chosen for device in self._others)
        form = libpulse.SampleSpec(libpulse.SAMPLE_S16LE, SAMPLE_RATE_HZ, CHANNELS)
        buffer = libpulse.BufferAttributes(
            maxlength=libpulse.ANY, tlength=_bytes(QUEUE_MS), prebuf=0, minreq=_bytes(PERIOD_MS), fragsize=libpulse.ANY
        )
        flags = libpulse.STREAM_EARLY_REQUESTS
        stream: int = lib.stream_new(context, STREAM_NAME, byref(form), None)
        # Without a name the stream goes along when the system changes its default.
        name = chosen.encode() if connected else None
        lib.stream_connect_playback(stream, name, byref(buffer), flags, None, None)
        try:
            while lib.stream_get_state(stream) != libpulse.STREAM_READY:
                if lib.stream_get_state(stream) != libpulse.STREAM_CREATING:
                    raise _OverError
                self._turn(context)
        except _OverError:
            lib.stream_unref(stream)
            raise
        return stream

    def _play(self, context: int, stream: int, sinks: "_Sinks") -> None:
        lib = self._lib
        while lib.stream_get_state(stream) == libpulse.STREAM_READY:
            frame_count = lib.stream_writable_size(stream) // FRAME_BYTES
            if frame_count >= LEAST_FRAMES:
                block = self._fill(frame_count, self._delay_seconds(stream))
                lib.stream_write(stream, block, len(block), None, 0, libpulse.SEEK_RELATIVE)
                lib.operation_unref(lib.stream_update_timing_info(stream, None, None))
            if self._wanted.is_set() and not sinks.asking:
                self._wanted.clear()
                sinks.ask()
            self._turn(context)
            if not sinks.asking and self._others is not sinks.devices:
                self._others = sinks.devices
                self._listed.set()

    def _delay_seconds(self, stream: int) -> float | None:
        info = self._lib.stream_get_timing_info(stream)
        if not info:
            return None
        timing = info.contents
        queued_seconds = (timing.write_index - timing.read_index) / FRAME_BYTES / SAMPLE_RATE_HZ
        return queued_seconds + timing.sink_usec / 1e6 + timing.seconds + timing.microseconds / 1e6 - time.time()

    def _turn(self, context: int) -> None:
        """Wait until there is something to do, and do it."""
        lib, loop = self._lib, self._loop
        lib.mainloop_prepare(loop, FOR_EVER)
        lib.mainloop_poll(loop)
        lib.mainloop_dispatch(loop)
        if self._closing or lib.context_get_state(context) not in libpulse.CONTEXT_GOOD_STATES:
            raise _OverError


class _Sinks:
    """Asks a server for its devices; the answers come while its loop turns."""

    def __init__(self, lib: Any, context: int) -> None:
        self.asking = False
        self.devices: tuple[OutputDevice, ...] = ()
        """A new tuple with each answer."""
        self._lib = lib
        self._context = context
        self._default = ""
        self._found: list[OutputDevice] = []
        self._on_server = libpulse.ServerCallback(self._take_server)
        self._on_sink = libpulse.SinkCallback(self._take_sink)

    def ask(self) -> None:
        self.asking = True
        self._found = []
        lib = self._lib
        lib.operation_unref(lib.context_get_server_info(self._context, self._on_server, None))
        lib.operation_unref(lib.context_get_sink_info_list(self._context, self._on_sink, None))

    def _take_server(self, _context: int, info: Any, _data: None) -> None:
        if info:
            self._default = _text(info.contents.default_sink_name)

    def _take_sink(self, _context: int, info: Any, end: int, _data: None) -> None:
        if end:
            self.asking = False
            self.devices = tuple(self._found)
        else:
            name = _text(info.contents.name)
            described = _text(info.contents.description)
            self._found.append(OutputDevice(name, described, is_default=name == self._default))


def _text(raw: bytes | None) -> str:
    return (raw or b"").decode("utf-8", "replace")


def _bytes(duration_ms: int) -> int:
    return duration_ms * SAMPLE_RATE_HZ // 1000 * FRAME_BYTES
