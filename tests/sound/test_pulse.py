"""The device that says when it is heard, against real sound servers and what is recorded there."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from itertools import count, pairwise
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from mobility_gui.sound import libpulse, pulse
from mobility_gui.sound.device import CHANNELS, SAMPLE_RATE_HZ, DeviceError
from mobility_gui.sound.outputs import list_outputs
from mobility_gui.sound.pulse import PulseDevice, list_sinks
from tests.sound.patience import once_of_three
from tests.sound.recorder import recording
from tests.sound.servers import HEARD, Server

pytestmark = pytest.mark.skipif(not find_library("pulse"), reason="there is no client library of PulseAudio (libpulse)")

WAIT_SECONDS = 20
CLICK_EVERY_FRAMES = SAMPLE_RATE_HZ // 2
WITHIN_SECONDS = 0.005
FIFO_BYTES = 1 << 16


class Clicks:
    """Clicks twice a second; remembers when each should be heard, as the device told."""

    def __init__(self) -> None:
        self.told: list[float] = []
        self.asked = Event()
        self.disturb: Callable[[], None] | None = None
        self._frame = 0
        self._next = CLICK_EVERY_FRAMES

    def __call__(self, frame_count: int, delay_seconds: float) -> bytes:
        self.asked.set()
        now = time.monotonic()
        block = np.zeros((frame_count, CHANNELS), dtype="<i2")
        end = self._frame + frame_count
        if self._next < end:
            first = self._next - self._frame
            if delay_seconds + first / SAMPLE_RATE_HZ > 0.05:
                block[first:] = 9000
                self.told.append(now + delay_seconds + first / SAMPLE_RATE_HZ)
            self._next += CLICK_EVERY_FRAMES
        self._frame = end
        if self.disturb:
            disturb, self.disturb = self.disturb, None
            disturb()
        return block.tobytes()

    def go_on(self) -> bool:
        """Whether the device asks from now on."""
        self.asked.clear()
        return self.asked.wait(WAIT_SECONDS)


@contextmanager
def playing(fill: Callable[[int, float], bytes], chosen: str = "") -> Iterator[PulseDevice]:
    device = PulseDevice(fill, chosen)
    try:
        yield device
    finally:
        device.close()


def ended(device: PulseDevice) -> bool:
    device._thread.join(WAIT_SECONDS)
    return not device._thread.is_alive()


def onsets(recorded: np.ndarray[tuple[int], np.dtype[np.int16]]) -> list[int]:
    loud = np.flatnonzero(np.abs(recorded.astype(int)) > 2000)
    return [int(loud[0]), *(int(after) for before, after in pairwise(loud) if after - before > CLICK_EVERY_FRAMES // 5)]


def test_frames_are_heard_when_it_says_also_after_the_program_stood_still(server: Server) -> None:
    def attempt() -> None:
        clicks = Clicks()
        with recording(server) as recorder:
            recorder.wait_seconds(3)
            with playing(clicks):
                recorder.wait_seconds(2)
                clicks.disturb = lambda: recorder.wait_seconds(0.6)
                recorder.wait_seconds(2.5)
            told, heard = clicks.told[:-1], [recorder.heard_at(frame) for frame in onsets(recorder.samples)]
        assert len(told) >= 6
        for click in told[1:]:  # PipeWire's blocks are not known at the first
            assert min(abs(at - click) for at in heard) < WITHIN_SECONDS

    once_of_three(attempt)


def test_frames_leave_pipewire_when_it_says(pipewire: Server) -> None:
    """No recorder is between: the frames arrive in our own hands, each block right when its first frame is heard."""
    pipes = count()

    def attempt() -> None:
        clicks = Clicks()
        arrived: list[float] = []
        played = b""
        name = f"pipe{next(pipes)}"
        with pipewire.add_pipe(name).open("rb", buffering=0) as pipe, playing(clicks, name):
            while len(clicks.told) < 6:
                block = pipe.read(FIFO_BYTES)
                arrived.append(time.monotonic() - len(played) / (2 * SAMPLE_RATE_HZ))
                played += block
        began = min(arrived)  # an arrival is late by what the machine was busy, and never early
        left = [began + frame / SAMPLE_RATE_HZ for frame in onsets(np.frombuffer(played, dtype="<i2"))]
        for click in clicks.told[1:4]:
            assert min(abs(at - click) for at in left) < WITHIN_SECONDS

    once_of_three(attempt)


def test_after_a_long_standstill_it_goes_on(pulse: Server) -> None:
    clicks = Clicks()
    with recording(pulse) as recorder, playing(clicks):
        assert clicks.go_on()
        clicks.disturb = lambda: recorder.wait_seconds(2.5)  # asked sixty times meanwhile
        recorder.wait_seconds(2)
        recorder.wait_for_sound(recorder.frames)


def test_the_devices_are_listed_and_the_chosen_one_is_heard(server: Server) -> None:
    server.add_sink("headphones")
    clicks = Clicks()
    with recording(server, "headphones") as recorder, playing(clicks, "headphones") as device:
        assert {d.identifier: d.is_default for d in device.others()} == {HEARD: True, "headphones": False}
        recorder.wait_for_sound(0)
        server.set_default("headphones")
        assert {d.identifier: d.is_default for d in device.others()} == {HEARD: False, "headphones": True}
    assert set(list_sinks()) == set(list_outputs()) == set(device.others())


def test_where_the_chosen_device_is_not_connected_the_default_is_heard(server: Server) -> None:
    with recording(server) as recorder, playing(Clicks(), "elsewhere"):
        recorder.wait_for_sound(0)


def test_when_its_device_goes_another_is_heard(server: Server) -> None:
    server.add_sink("headphones")
    with playing(Clicks()), recording(server, "headphones") as recorder:
        recorder.wait_seconds(0.3)
        server.remove_sink(HEARD)
        recorder.wait_for_sound(recorder.frames)


def test_when_the_only_device_goes_it_asks_no_more(request: pytest.FixtureRequest) -> None:
    server: Server = request.getfixturevalue("pulse")  # PipeWire puts up a dummy
    clicks = Clicks()
    with playing(clicks) as device:
        assert clicks.go_on()
        server.remove_sink(HEARD)
        assert ended(device)


def test_when_the_server_dies_it_asks_no_more_and_the_next_one_is_heard(server: Server) -> None:
    with playing(Clicks()) as device:
        devices = device.others()
        server.kill()
        assert ended(device)
        assert device.others() == devices
    with pytest.raises(DeviceError):
        PulseDevice(Clicks())
    with pytest.raises(DeviceError):
        list_sinks()
    server.start()
    clicks = Clicks()
    with playing(clicks):
        assert clicks.go_on()


def test_a_server_that_stands_still_holds_nothing_up(server: Server) -> None:
    clicks = Clicks()
    device = PulseDevice(clicks)
    devices = device.others()
    server.signal(signal.SIGSTOP)
    began_at = time.monotonic()
    assert device.others() == devices
    device.close()
    assert time.monotonic() - began_at < pulse.ANSWER_SECONDS + pulse.CLOSING_SECONDS
    assert ended(device)
    server.signal(signal.SIGCONT)


def test_a_server_that_never_answers_is_given_up(unanswering_socket: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{unanswering_socket}")
    monkeypatch.setattr(pulse, "OPENING_SECONDS", 0.1)
    with pytest.raises(DeviceError):
        PulseDevice(Clicks())
    with pytest.raises(DeviceError):
        list_sinks()


def test_a_missing_library_is_a_missing_device(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libpulse, "LIBRARY", "libnowhere.so.0")
    with pytest.raises(DeviceError):
        PulseDevice(Clicks())


def test_opening_and_closing_again_and_again_leaves_nothing_open(server: Server) -> None:
    def opened() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    with playing(Clicks()):
        pass
    before = opened()
    for _ in range(20):
        with playing(Clicks()) as device:
            device.others()
        list_sinks()
    assert opened() == before
    assert server.sinks() == [HEARD]


BLOCK = 1024 * pulse.FRAME_BYTES


def answer(read_index: int, *, ago_seconds: float = 0.0, sink_ms: int = 0) -> libpulse.TimingInfo:
    at = time.time() - ago_seconds
    return libpulse.TimingInfo(
        seconds=int(at), microseconds=int(at % 1 * 1e6), sink_usec=1000 * sink_ms, read_index=read_index
    )


def test_the_delay_is_what_waits_in_the_stream_and_in_the_sink() -> None:
    timing = pulse._Timing(by_blocks=False)
    timing.note(answer(BLOCK, ago_seconds=0.1, sink_ms=300))
    assert timing.delay_seconds(BLOCK) == pytest.approx(0.2, abs=0.01)
    assert timing.delay_seconds(BLOCK + pulse.BYTES_PER_SECOND) == pytest.approx(1.2, abs=0.01)


def test_the_block_that_pipewire_leaves_out_is_added() -> None:
    timing = pulse._Timing(by_blocks=True)
    for number in (2, 4, 5, 6, 8, 10):
        timing.note(answer(number * BLOCK, ago_seconds=(10 - number) * BLOCK / pulse.BYTES_PER_SECOND))
    assert timing.delay_seconds(10 * BLOCK) == pytest.approx(BLOCK / pulse.BYTES_PER_SECOND, abs=0.01)


def test_an_answer_that_was_late_counts_for_nothing() -> None:
    timing = pulse._Timing(by_blocks=False)
    timing.note(answer(BLOCK, ago_seconds=0.5))
    timing.note(answer(BLOCK + pulse.BYTES_PER_SECOND // 2))
    timing.note(answer(BLOCK + pulse.BYTES_PER_SECOND // 4))  # 0.25 s late
    assert timing.delay_seconds(BLOCK + pulse.BYTES_PER_SECOND // 2) == pytest.approx(0, abs=0.01)
