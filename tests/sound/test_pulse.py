"""The device that says when it is heard, tested with real sound servers and recordings of them."""

import signal
import time
from ctypes.util import find_library
from pathlib import Path
from threading import Event

import pytest

from mobility_gui.sound import libpulse, pulse
from mobility_gui.sound.device import DeviceError
from mobility_gui.sound.outputs import list_outputs
from mobility_gui.sound.pulse import PulseDevice, list_sinks
from tests.giving_up import GIVE_UP_SECONDS
from tests.sound.clicks import Clicks, onsets, playing
from tests.sound.recorder import UNSURE_SECONDS, recording
from tests.sound.servers import HEARD, Server

pytestmark = pytest.mark.skipif(not find_library("pulse"), reason="there is no client library of PulseAudio (libpulse)")

WITHIN_SECONDS = 0.1
"""Allows for the clocks of a busy machine; tests/prove measures the milliseconds."""


def ended(device: PulseDevice) -> bool:
    device._thread.join(GIVE_UP_SECONDS)
    return not device._thread.is_alive()


def test_every_frame_is_heard_when_the_device_says_even_after_the_program_stalled(server: Server) -> None:
    clicks = Clicks()
    with recording(server) as recorder:
        recorder.wait_seconds(UNSURE_SECONDS)
        with playing(clicks):
            clicks.wait_for_more(4)
            clicks.disturb = lambda: recorder.wait_seconds(0.6)
            clicks.wait_for_more(4)
            recorder.wait_until(clicks.told[-1] + 2 * WITHIN_SECONDS)
        told = list(clicks.told)
        heard = [recorder.heard_at(frame) for frame in onsets(recorder.samples)]
    assert heard[: len(told)] == pytest.approx(told, abs=WITHIN_SECONDS)


def test_after_a_long_stall_it_continues(pulse: Server) -> None:
    clicks = Clicks()
    stood_still = Event()
    with recording(pulse) as recorder:

        def stand_still() -> None:
            recorder.wait_seconds(2.5)  # asked sixty times meanwhile
            stood_still.set()

        with playing(clicks):
            assert clicks.go_on()
            clicks.disturb = stand_still
            assert stood_still.wait(GIVE_UP_SECONDS)
            clicks.wait_for_more(1)
            told = clicks.told[-1]
            recorder.wait_until(told + 2 * WITHIN_SECONDS)
        assert min(abs(recorder.heard_at(frame) - told) for frame in onsets(recorder.samples)) < WITHIN_SECONDS


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


def test_a_server_that_stalls_blocks_no_call(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    device = PulseDevice(Clicks())
    devices = device.others()
    server.signal(signal.SIGSTOP)
    monkeypatch.setattr(pulse, "ANSWER_SECONDS", 0.1)
    assert device.others() == devices
    device.close()
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


def test_the_block_that_pipewire_ignores_is_added() -> None:
    timing = pulse._Timing(by_blocks=True)
    for number in (2, 4, 5, 6, 8, 10):
        timing.note(answer(number * BLOCK, ago_seconds=(10 - number) * BLOCK / pulse.BYTES_PER_SECOND))
    assert timing.delay_seconds(10 * BLOCK) == pytest.approx(BLOCK / pulse.BYTES_PER_SECOND, abs=0.01)


def test_a_late_answer_is_ignored() -> None:
    timing = pulse._Timing(by_blocks=False)
    timing.note(answer(BLOCK, ago_seconds=0.5))
    timing.note(answer(BLOCK + pulse.BYTES_PER_SECOND // 2))
    timing.note(answer(BLOCK + pulse.BYTES_PER_SECOND // 4))  # 0.25 s late
    assert timing.delay_seconds(BLOCK + pulse.BYTES_PER_SECOND // 2) == pytest.approx(0, abs=0.01)
