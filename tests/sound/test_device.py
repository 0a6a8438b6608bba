"""What is heard in fact: cues go through a real sound server and are recorded there."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from pathlib import Path
from threading import Thread

import numpy as np
import numpy.typing as npt
import pytest
from pytestqt.qtbot import QtBot

from mobility_gui.sound import player as sound
from mobility_gui.sound.player import CuePlayer
from mobility_gui.sound.tones import read_tones
from mobility_gui.training.cues import CueKind
from tests.sound.servers import PulseServer

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sounds"
RATE_HZ = 48_000

Samples = npt.NDArray[np.float64]


class SkippingClock:
    """The real clock, with leaps: what takes seconds need not be waited for."""

    def __init__(self) -> None:
        self.ahead_seconds = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead_seconds


class Recorder:
    """What came out of the server's sink so far, read in a thread of its own."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._raw = bytearray()
        self._thread = Thread(target=self._read)
        self._thread.start()

    @property
    def samples(self) -> Samples:
        even = len(self._raw) & ~1
        return np.frombuffer(bytes(self._raw[:even]), dtype="<i2").astype(float)

    def close(self) -> None:
        self._process.terminate()
        self._thread.join()
        self._process.communicate(timeout=10)

    def _read(self) -> None:
        assert self._process.stdout
        while chunk := self._process.stdout.read(4096):
            self._raw += chunk


@contextmanager
def recording(pulse: PulseServer, qtbot: QtBot) -> Iterator[Recorder]:
    command = ["parec", "--device=heard.monitor", "--format=s16le", f"--rate={RATE_HZ}", "--channels=1"]
    process = subprocess.Popen([*command, "--latency-msec=20"], env=pulse.environment, stdout=subprocess.PIPE)
    recorder = Recorder(process)
    try:
        qtbot.waitUntil(lambda: len(recorder.samples) > 0)
        yield recorder
    finally:
        recorder.close()


def checked(player: CuePlayer, clock: SkippingClock, *, active: bool) -> bool:
    """Let the player look after its device, the next time as if two seconds had gone by."""
    player.check()
    clock.ahead_seconds += 2.1
    return player.active is active


def dominant_hz(samples: Samples) -> float:
    size = 1 << 17
    return float(np.abs(np.fft.rfft(samples * np.hanning(len(samples)), size)).argmax() * RATE_HZ / size)


def first_frame_of(tone: Samples, recorded: Samples) -> int:
    """Where the tone fits best into a recording."""
    size = len(tone) + len(recorded)
    return int(np.fft.irfft(np.fft.rfft(recorded, size) * np.fft.rfft(tone, size).conj(), size).argmax())


def test_cues_are_heard_at_their_pitch_and_spaced_to_the_millisecond(pulse: PulseServer, qtbot: QtBot) -> None:
    kinds = [CueKind.ONE, CueKind.START, CueKind.END, CueKind.REP_DOWN]
    pitches_hz = [523.25, 783.99, 1046.50, 392.00]
    spacing_seconds = 0.7
    tones = [np.array(read_tones(FOLDER)[kind], dtype=float) for kind in kinds]
    player = CuePlayer(FOLDER, 1.0)
    player.open()
    qtbot.waitUntil(lambda: player.active is True)
    with recording(pulse, qtbot) as recorder:
        first_at = time.monotonic() + 0.2
        for count, kind in enumerate(kinds):
            player.play(kind, at=first_at + count * spacing_seconds)
        frames_needed = len(recorder.samples) + RATE_HZ * (0.5 + len(kinds) * spacing_seconds)
        qtbot.waitUntil(lambda: len(recorder.samples) > frames_needed, timeout=10_000)
        recorded = recorder.samples
    player.close()
    starts = [first_frame_of(tone, recorded) for tone in tones]
    heard = [recorded[start : start + len(tone)] for start, tone in zip(starts, tones, strict=True)]
    assert [dominant_hz(part) for part in heard] == pytest.approx(pitches_hz, rel=0.01)
    assert np.diff(starts) / RATE_HZ == pytest.approx(spacing_seconds, abs=0.001)
    assert all(np.abs(part - tone).max() < 4 for part, tone in zip(heard, tones, strict=True))


def test_a_cue_played_now_is_heard_within_a_third_of_a_second(pulse: PulseServer, qtbot: QtBot) -> None:
    player = CuePlayer(FOLDER, 1.0)
    player.open()
    qtbot.waitUntil(lambda: player.active is True)
    with recording(pulse, qtbot) as recorder:
        called_at, recorded_before = time.monotonic(), len(recorder.samples)
        player.play(CueKind.START)
        qtbot.waitUntil(lambda: bool(recorder.samples[recorded_before:].any()))
        delay = time.monotonic() - called_at
    player.close()
    assert delay < 0.33


def test_after_the_sound_server_died_it_says_so_and_the_next_server_is_heard(pulse: PulseServer, qtbot: QtBot) -> None:
    clock = SkippingClock()
    player = CuePlayer(FOLDER, 1.0, clock=clock)
    player.open()
    qtbot.waitUntil(lambda: player.active is True)
    for _ in range(3):
        pulse.kill()
        qtbot.waitUntil(lambda: checked(player, clock, active=False))
        assert player.problem in {sound.STOPPED, sound.NO_DEVICE}
        player.play(CueKind.END)
        pulse.start()
        qtbot.waitUntil(lambda: checked(player, clock, active=True))
        assert player.problem is None
    with recording(pulse, qtbot) as recorder:
        player.play(CueKind.START)
        qtbot.waitUntil(lambda: bool(recorder.samples.any()))
    player.close()


@pytest.mark.usefixtures("no_sound")
def test_without_a_sound_server_it_says_so_and_every_call_returns_at_once(qtbot: QtBot) -> None:
    player = CuePlayer(FOLDER, 1.0)
    began_at = time.monotonic()
    player.open()
    for kind in CueKind:
        player.play(kind)
        player.play(kind, at=began_at + 1)
        player.check()
    assert time.monotonic() - began_at < 0.1
    qtbot.waitUntil(lambda: player.active is False)
    assert player.problem == sound.NO_DEVICE
    player.close()
    assert time.monotonic() - began_at < 2


@pytest.mark.skipif(not find_library("pulse"), reason="there is no PulseAudio client library to ask a server with")
def test_a_sound_server_that_never_answers_is_told_of_and_holds_nothing_up(
    unanswering_socket: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{unanswering_socket}")
    clock = SkippingClock()
    player = CuePlayer(FOLDER, 1.0, clock=clock)
    began_at = time.monotonic()
    player.open()
    player.play(CueKind.START)
    clock.ahead_seconds = 2.1
    player.check()
    assert player.problem == sound.NO_ANSWER
    assert time.monotonic() - began_at < 0.1
    player.close()
    assert time.monotonic() - began_at < 2


def test_a_sound_server_that_stalls_is_told_of_and_heard_again(pulse: PulseServer, qtbot: QtBot) -> None:
    clock = SkippingClock()
    player = CuePlayer(FOLDER, 1.0, clock=clock)
    player.open()
    qtbot.waitUntil(lambda: player.active is True)
    pulse.signal(signal.SIGSTOP)
    qtbot.waitUntil(lambda: checked(player, clock, active=False))
    pulse.signal(signal.SIGCONT)
    qtbot.waitUntil(lambda: checked(player, clock, active=True))
    with recording(pulse, qtbot) as recorder:
        player.play(CueKind.START)
        qtbot.waitUntil(lambda: bool(recorder.samples.any()))
    player.close()


def test_sounding_loads_no_network_and_nothing_heavy(pulse: PulseServer) -> None:
    program = f"""
import sys, pathlib
from mobility_gui.sound.player import CuePlayer
assert "_miniaudio" not in sys.modules
player = CuePlayer(pathlib.Path({str(FOLDER)!r}), 1.0)
player.open()
while player.active is None:
    pass
print(player.active, *[name for name in ("ssl", "socket", "urllib.request", "numpy", "PySide6") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], env=pulse.environment, check=True, capture_output=True, text=True, timeout=20
    )
    assert done.stdout.split() == ["True"]
    assert done.stderr == ""  # also when it ends without close()
