"""An output of PulseAudio or PipeWire, which knows when each frame will be heard.

Their library runs in one thread of our own, so no thread unknown to Python calls back and nothing needs a lock.
"""

import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from ctypes import byref
from heapq import nsmallest
from threading import Event, Thread
from typing import Any

from mobility_gui.sound import libpulse
from mobility_gui.sound.device import APP_NAME, CHANNELS, SAMPLE_RATE_HZ, DeviceError
from mobility_gui.sound.output import OutputDevice

STREAM_NAME = b"Cues"
FRAME_BYTES = 2 * CHANNELS
BYTES_PER_SECOND = FRAME_BYTES * SAMPLE_RATE_HZ

QUEUE_MS = 260
"""How much the server holds for us besides the sink's own buffer: enough for a computer busy elsewhere for 200 ms."""

PERIOD_MS = 40
"""How much the server asks for at a time, and how far at most a sink that can choose works ahead."""

PIPEWIRE_PERIOD_MS = 20
"""PipeWire derives the size of its blocks from this: 10 ms instead of 21. When a machine stalls it loses a whole block,
and all that it already holds is heard later by that much."""

LEAST_FRAMES = 35 * SAMPLE_RATE_HZ // 1000
"""Smaller requests wait for more, so that a server that asks for little at a time does not keep us busy."""

COMPARED_TIMES = 12
"""How many answers (about half a second) are compared: a late answer gives a time too late, and none gives one too
early."""
SURE_TIMES = 4
LOST_SECONDS = 0.004
"""If the last SURE_TIMES answers are all later than the earliest by more than this, the server itself lost time."""

STEPS = 750
"""How many answers (half a minute) the size of PipeWire's blocks is taken from: it is the smallest step between two
answers, except for a smaller one now and then, which comes from an underrun."""
STEPS_AN_UNDERRUN = 250

OPENING_SECONDS = 2.0
ANSWER_SECONDS = 0.3
"""Longest wait for a list of the devices; usually it takes 2 ms."""
CLOSING_SECONDS = 0.4
"""Longest wait for the thread, which may be in `fill`; usually it takes 1 ms."""


class _OverError(Exception):
    """The device is being closed, or the server or the stream has gone."""


def list_sinks() -> tuple[OutputDevice, ...]:
    """Return what is connected now; may block for two seconds. Raises DeviceError without a server."""
    connection = _Connection()
    until = time.monotonic() + OPENING_SECONDS
    try:
        connection.open(until)
        connection.ask()
        while connection.asking:
            connection.turn(until)
    except _OverError as error:
        raise DeviceError from error
    finally:
        connection.close()
        connection.free()
    return connection.devices


class PulseDevice:
    """Plays what `fill(frame_count, delay_seconds)` returns (16-bit stereo, 48 kHz) in its own thread, until closed.

    The delay is the time from now until the first of these frames is heard; it is negative if they come too late.
    The server drops the frames whose time has passed, so the others keep theirs.
    `chosen` is the identifier of an `OutputDevice`; if it is not connected, or empty, the system's default plays.
    Opening may take two seconds. Raises DeviceError if there is no server, no device or no library.
    """

    def __init__(self, fill: Callable[[int, float], bytes], chosen: str = "") -> None:
        self._connection = _Connection()
        self._fill = fill
        self._others: tuple[OutputDevice, ...] = ()
        self._opened = False
        self._tried = Event()
        self._wanted, self._listed = Event(), Event()
        self._thread = Thread(target=self._live, args=(chosen,), name="sound server", daemon=True)
        self._thread.start()
        self._tried.wait(OPENING_SECONDS)
        if not self._opened:
            self.close()
            raise DeviceError

    @property
    def alive(self) -> bool:
        """True while it plays; it ends when the server or the device goes."""
        return self._thread.is_alive()

    def others(self) -> tuple[OutputDevice, ...]:
        """Return every device connected now, including this one; those last seen if the server does not answer."""
        if self._thread.is_alive():
            self._listed.clear()
            self._wanted.set()
            self._connection.wake()
            self._listed.wait(ANSWER_SECONDS)
        return self._others

    def close(self) -> None:
        """Fall silent at once and release everything; must not be called twice."""
        self._connection.closing = True
        self._connection.wake()
        self._thread.join(CLOSING_SECONDS)
        if not self._thread.is_alive():  # otherwise it still uses this
            self._connection.free()

    # In the thread

    def _live(self, chosen: str) -> None:
        connection = self._connection
        stream = None
        try:
            with suppress(_OverError):
                connection.open()
                connection.ask()
                while connection.asking:
                    connection.turn()
                self._others = connection.devices
                stream = connection.new_stream()
                self._connect(stream, chosen)
                self._opened = True
                self._tried.set()
                self._play(stream)
        finally:
            if stream:
                connection.lib.stream_unref(stream)
            connection.close()
            self._tried.set()
            self._listed.set()

    def _connect(self, stream: int, chosen: str) -> None:
        lib = self._connection.lib
        period = _bytes(PIPEWIRE_PERIOD_MS if self._connection.is_pipewire else PERIOD_MS)
        # Without prebuffering, the stream's time keeps running when there is nothing to play.
        buffer = libpulse.BufferAttributes(
            maxlength=libpulse.ANY, tlength=_bytes(QUEUE_MS), prebuf=0, minreq=period, fragsize=libpulse.ANY
        )
        # Without a name the stream follows the system's default when it changes.
        name = chosen.encode() if any(device.identifier == chosen for device in self._others) else None
        flags = libpulse.STREAM_EARLY_REQUESTS | libpulse.STREAM_AUTO_TIMING_UPDATE
        lib.stream_connect_playback(stream, name, byref(buffer), flags, None, None)
        while (state := lib.stream_get_state(stream)) != libpulse.STREAM_READY:
            if state != libpulse.STREAM_CREATING:
                raise _OverError
            self._connection.turn()

    def _play(self, stream: int) -> None:
        connection = self._connection
        lib = connection.lib
        timing = _Timing(by_blocks=connection.is_pipewire)
        connection.begun(lib.stream_update_timing_info(stream, None, None))
        while lib.stream_get_state(stream) == libpulse.STREAM_READY:
            if info := lib.stream_get_timing_info(stream):
                timing.note(info.contents)
                frame_count = lib.stream_writable_size(stream) // FRAME_BYTES
                if frame_count >= LEAST_FRAMES:
                    block = self._fill(frame_count, timing.delay_seconds(info.contents.write_index))
                    lib.stream_write(stream, block, len(block), None, 0, libpulse.SEEK_RELATIVE)
                    # Right after it asked, PipeWire's answer is the most exact.
                    connection.begun(lib.stream_update_timing_info(stream, None, None))
            if self._wanted.is_set() and not connection.asking:
                self._wanted.clear()
                connection.ask()
            connection.turn()
            if self._others is not connection.devices:
                self._others = connection.devices
                self._listed.set()


class _Timing:
    """When each byte of a stream is heard, according to the server's answers.

    PulseAudio reports where it stood at the moment of its answer. PipeWire reports where it stands at the end of the
    block that it last gave to the sink, some time ago, and ignores how long this block will last (seen in all its
    versions up to 1.6): so the earliest of several answers is right, except that it lacks one block.
    """

    def __init__(self, *, by_blocks: bool) -> None:
        self._by_blocks = by_blocks
        self._answer = (0, 0, 0)
        self._starts: deque[float] = deque(maxlen=COMPARED_TIMES)
        self._steps: deque[int] = deque(maxlen=STEPS)

    def note(self, info: libpulse.TimingInfo) -> None:
        """Record an answer; the same one again changes nothing."""
        answer = (info.seconds, info.microseconds, info.read_index)
        if answer == self._answer:
            return
        step = info.read_index - self._answer[-1]
        self._answer = answer
        answered_at = info.seconds + info.microseconds / 1e6 - time.time() + time.monotonic()
        self._starts.append(answered_at + info.sink_usec / 1e6 - info.read_index / BYTES_PER_SECOND)
        latest = list(self._starts)[-SURE_TIMES:]
        if len(latest) == SURE_TIMES and min(latest) > min(self._starts) + LOST_SECONDS:
            self._starts = deque(latest, maxlen=COMPARED_TIMES)
        if step > 0:
            self._steps.append(step)

    def delay_seconds(self, index: int) -> float:
        """Return in how many seconds a byte of the stream is heard; valid only after the first answer."""
        block = 0
        if self._by_blocks and self._steps:
            block = nsmallest(1 + len(self._steps) // STEPS_AN_UNDERRUN, self._steps)[-1]
        return min(self._starts) + (index + block) / BYTES_PER_SECOND - time.monotonic()


class _Connection:
    """The library with its connection to the server; all but `wake` and `closing` is for one thread at a time."""

    def __init__(self) -> None:
        try:
            self.lib = libpulse.load()
        except (OSError, AttributeError) as error:
            raise DeviceError from error
        self.closing = False
        self.asking = False
        self.is_pipewire = False
        self.devices: tuple[OutputDevice, ...] = ()
        """Each answer sets a new tuple."""
        self._default = ""
        self._found: list[OutputDevice] = []
        self._loop = self.lib.mainloop_new()
        self._context = self.lib.context_new(self.lib.mainloop_get_api(self._loop), APP_NAME)
        self._on_server = libpulse.ServerCallback(self._take_server)
        self._on_sink = libpulse.SinkCallback(self._take_sink)

    def open(self, until: float | None = None) -> None:
        """Connect to the server; raises _OverError if there is none, or no answer until a monotonic time."""
        if self.lib.context_connect(self._context, None, libpulse.CONTEXT_NO_AUTOSPAWN, None) < 0:
            raise _OverError
        while self.lib.context_get_state(self._context) != libpulse.CONTEXT_READY:
            self.turn(until)

    def new_stream(self) -> int:
        form = libpulse.SampleSpec(libpulse.SAMPLE_S16LE, SAMPLE_RATE_HZ, CHANNELS)
        stream: int = self.lib.stream_new(self._context, STREAM_NAME, byref(form), None)
        return stream

    def ask(self) -> None:
        """Start asking for the devices; the answers come while the loop turns."""
        self.asking = True
        self._found = []
        self.begun(self.lib.context_get_server_info(self._context, self._on_server, None))
        self.begun(self.lib.context_get_sink_info_list(self._context, self._on_sink, None))

    def begun(self, operation: int | None) -> None:
        """Release an operation that runs by itself; it is None if 32 are already waiting for their answers."""
        if operation:
            self.lib.operation_unref(operation)

    def turn(self, until: float | None = None) -> None:
        """Wait until there is something to do, and do it; raises _OverError if there is nothing left to wait for."""
        left_us = -1 if until is None else max(0, int(1e6 * (until - time.monotonic())))
        self.lib.mainloop_prepare(self._loop, left_us)
        self.lib.mainloop_poll(self._loop)
        self.lib.mainloop_dispatch(self._loop)
        good = self.lib.context_get_state(self._context) in libpulse.CONTEXT_GOOD_STATES
        if self.closing or not good or left_us == 0:
            raise _OverError

    def wake(self) -> None:
        """End a wait; callable from any thread, until `free`."""
        self.lib.mainloop_wakeup(self._loop)

    def close(self) -> None:
        """Disconnect from the server."""
        self.lib.context_disconnect(self._context)
        self.lib.context_unref(self._context)

    def free(self) -> None:
        """Release the rest; call this after `close`."""
        self.lib.mainloop_free(self._loop)

    def _take_server(self, _context: int, info: Any, _data: None) -> None:
        if info:
            self._default = _text(info.contents.default_sink_name)
            self.is_pipewire = "PipeWire" in _text(info.contents.server_name)

    def _take_sink(self, _context: int, info: Any, end: int, _data: None) -> None:
        if end:
            self.asking = False
            self.devices = tuple(self._found)
        else:
            name, described = _text(info.contents.name), _text(info.contents.description)
            self._found.append(OutputDevice(name, described, is_default=name == self._default))


def _text(raw: bytes | None) -> str:
    return (raw or b"").decode("utf-8", "replace")


def _bytes(duration_ms: int) -> int:
    return duration_ms * SAMPLE_RATE_HZ // 1000 * FRAME_BYTES
