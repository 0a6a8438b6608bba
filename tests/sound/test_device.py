"""What is heard in fact: cues go through a real sound server and are recorded there."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from ctypes.util import find_library
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from mobility_gui.settings import ToneSet
from mobility_gui.sound import stream as sound
from mobility_gui.sound.outputs import list_outputs
from mobility_gui.sound.player import CuePlayer
from mobility_gui.sound.tones import read_tones
from mobility_gui.training.cues import CueKind
from mobility_gui.training.score import Tone
from tests.sound.recorder import recording
from tests.sound.servers import HEARD, Server

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sounds"


class NoPhrases:
    def samples(self, _phrase: str) -> None:
        return None


class SkippingClock:
    """The real clock, with leaps: what takes seconds need not be waited for."""

    def __init__(self) -> None:
        self.ahead_seconds = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead_seconds


AT_MOST_MS = 15_000
"""A server on a busy machine may take its time."""


def made(clock: Callable[[], float] = time.monotonic) -> CuePlayer:
    return CuePlayer(FOLDER, NoPhrases(), clock)


def checked(player: CuePlayer, clock: SkippingClock, *, active: bool) -> bool:
    """Let the player look after its device, the next time as if two seconds had gone by."""
    player.check()
    clock.ahead_seconds += 2.1
    return player.active is active


def test_what_is_placed_is_heard_unchanged(server: Server, qtbot: QtBot) -> None:
    tone = read_tones(FOLDER / "normal")[CueKind.START].astype(float)
    player = made()
    with recording(server) as recorder:
        player.open()
        qtbot.waitUntil(lambda: player.active is True, timeout=AT_MOST_MS)
        player.sound_now(CueKind.START)
        first = recorder.wait_for_sound(0)
        recorder.wait_for(first + len(tone))
        heard = recorder.samples.astype(float)
    player.close()
    # A server may round the faint first samples to nothing, and has its own idea of two channels made one.
    starts = range(first - int(np.flatnonzero(np.abs(tone) > 20)[0]), first + 1)
    parts = [heard[start : start + len(tone)] for start in starts]
    gains = [part @ tone / (tone @ tone) for part in parts]
    assert min(np.abs(part - gain * tone).max() for part, gain in zip(parts, gains, strict=True)) < 4


def test_the_devices_of_a_server_are_listed_and_the_chosen_one_is_heard(server: Server, qtbot: QtBot) -> None:
    server.add_sink("headphones")
    listed = {device.identifier: device for device in list_outputs()}
    assert {HEARD, "headphones"} <= set(listed)
    assert (listed[HEARD].is_default, listed["headphones"].is_default) == (True, False)
    player = made()
    player.choose(ToneSet.NORMAL, "headphones")
    with recording(server, "headphones") as recorder:
        player.open()
        qtbot.waitUntil(lambda: player.active is True, timeout=AT_MOST_MS)
        player.sound_now(CueKind.START)
        recorder.wait_for_sound(0)
    player.close()
    server.remove_sink("headphones")


def test_after_the_sound_server_died_it_says_so_and_the_next_server_is_heard(server: Server, qtbot: QtBot) -> None:
    clock = SkippingClock()
    player = made(clock)
    player.open()
    qtbot.waitUntil(lambda: player.active is True, timeout=AT_MOST_MS)
    for _ in range(3):
        server.kill()
        qtbot.waitUntil(lambda: checked(player, clock, active=False), timeout=AT_MOST_MS)
        assert player.problem in {sound.STOPPED, sound.NO_DEVICE}
        player.sound_now(CueKind.END)
        server.start()
        qtbot.waitUntil(lambda: checked(player, clock, active=True), timeout=AT_MOST_MS)
        assert player.problem is None
    with recording(server) as recorder:
        player.sound_now(CueKind.START)
        recorder.wait_for_sound(0)
    player.close()


@pytest.mark.usefixtures("no_sound")
def test_without_a_sound_server_it_says_so_and_every_call_returns_at_once(qtbot: QtBot) -> None:
    player = made()
    began_at = time.monotonic()
    player.open()
    for kind in CueKind:
        player.place([Tone(round(1000 * began_at), kind)], cut=True)
        player.sound_now(kind)
        player.check()
    assert time.monotonic() - began_at < 0.1
    qtbot.waitUntil(lambda: player.active is False, timeout=AT_MOST_MS)
    assert player.problem == sound.NO_DEVICE
    player.close()
    assert time.monotonic() - began_at < 2


@pytest.mark.skipif(not find_library("pulse"), reason="there is no PulseAudio client library to ask a server with")
def test_a_sound_server_that_never_answers_is_told_of_and_holds_nothing_up(
    unanswering_socket: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{unanswering_socket}")
    clock = SkippingClock()
    player = made(clock)
    began_at = time.monotonic()
    player.open()
    player.sound_now(CueKind.START)
    clock.ahead_seconds = 2.1
    player.check()
    assert player.problem == sound.NO_ANSWER
    assert time.monotonic() - began_at < 0.1
    player.close()
    assert time.monotonic() - began_at < 2


def test_a_sound_server_that_stalls_is_told_of_and_heard_again(server: Server, qtbot: QtBot) -> None:
    clock = SkippingClock()
    player = made(clock)
    player.open()
    qtbot.waitUntil(lambda: player.active is True, timeout=AT_MOST_MS)
    server.signal(signal.SIGSTOP)
    qtbot.waitUntil(lambda: checked(player, clock, active=False), timeout=AT_MOST_MS)
    server.signal(signal.SIGCONT)
    qtbot.waitUntil(lambda: checked(player, clock, active=True), timeout=AT_MOST_MS)
    with recording(server) as recorder:
        player.sound_now(CueKind.START)
        recorder.wait_for_sound(0)
    player.close()


def test_sounding_loads_no_network_and_nothing_heavy(server: Server) -> None:
    program = f"""
import sys, pathlib, time
from mobility_gui.sound.player import CuePlayer
assert not {{"_miniaudio", "numpy"}} & set(sys.modules)
player = CuePlayer(pathlib.Path({str(FOLDER)!r}), None, time.monotonic)
player.open()
while player.active is None:
    pass
print(player.active, *[name for name in ("ssl", "urllib.request", "PySide6", "miniaudio") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], env=server.environment, check=True, capture_output=True, text=True, timeout=20
    )
    assert done.stdout.split() == ["True"]
    assert done.stderr == ""  # also when it ends without close()
