"""What can really be heard: cues go through a real sound server and are recorded there."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from ctypes.util import find_library
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from mobility_gui.settings import ToneSet
from mobility_gui.sound import pulse
from mobility_gui.sound import stream as sound
from mobility_gui.sound.outputs import list_outputs
from mobility_gui.sound.player import CuePlayer
from mobility_gui.sound.tones import read_tones
from mobility_gui.training.cues import CueKind
from mobility_gui.training.score import Tone
from tests.giving_up import GIVE_UP_SECONDS
from tests.sound.onsets import Recorded, Samples
from tests.sound.recorder import recording
from tests.sound.servers import HEARD, Server

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sounds"


class NoPhrases:
    def samples(self, _phrase: str) -> None:
        return None


class SkippingClock:
    """The real clock, with jumps, so that a test need not wait for seconds to pass."""

    def __init__(self) -> None:
        self.ahead_seconds = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead_seconds


HOLE_FRAMES = 48
"""The shortest run of zeros that counts as a hole: the server plays zeros when the program is late."""

WHOLE_FRAMES = 480
"""A shorter piece matches a tone in too many places."""


def made(clock: Callable[[], float] = time.monotonic) -> CuePlayer:
    return CuePlayer(FOLDER, NoPhrases(), clock)


def is_active(player: CuePlayer, clock: SkippingClock) -> bool:
    """Check the device and return whether it is active; skip the wait before the next try."""
    player.check()
    if player.active is False and player._stream and not player._stream._trying:
        clock.ahead_seconds += sound.PATIENCE_SECONDS
    return player.active is True


def pieces(recorded: Recorded) -> Iterator[Samples]:
    """Yield the pieces between the holes."""
    sounding = np.flatnonzero(recorded)
    for frames in np.split(sounding, np.flatnonzero(np.diff(sounding) > HOLE_FRAMES) + 1):
        if len(frames) >= WHOLE_FRAMES:
            yield recorded[frames[0] : frames[-1] + 1].astype(float)


def place_in(tone: Samples, piece: Samples) -> tuple[float, float]:
    """Find a piece in a tone; return its gain there and the largest difference from the tone."""
    assert len(piece) <= len(tone)
    padded = np.pad(tone, WHOLE_FRAMES)  # a server may round the faint first samples to zero
    energy = np.cumsum(np.square(np.pad(padded, (1, 0))))
    norms = np.sqrt(energy[len(piece) :] - energy[: -len(piece)])
    start = int((np.correlate(padded, piece, "valid") / norms).argmax())
    part = padded[start : start + len(piece)]
    gain = float(part @ piece / (part @ part))
    return gain, float(np.abs(piece - gain * part).max())


def test_what_is_placed_is_heard_unchanged(server: Server, qtbot: QtBot) -> None:
    tone = read_tones(FOLDER / "normal")[CueKind.START].astype(float)
    player = made()
    with recording(server) as recorder:
        player.open()
        qtbot.waitUntil(lambda: player.active is True)
        player.sound_now(CueKind.START)
        first = recorder.wait_for_sound(0)
        recorder.wait_for(first + len(tone))
        heard = list(pieces(recorder.samples))
    player.close()
    gains, strays = zip(*(place_in(tone, piece) for piece in heard), strict=True)
    assert max(strays) < 4
    assert max(gains) - min(gains) < 0.01  # servers mix two channels down in their own ways
    assert sum(map(len, heard)) > len(tone) / 2


def test_the_devices_of_a_server_are_listed_and_the_chosen_one_is_heard(server: Server, qtbot: QtBot) -> None:
    server.add_sink("headphones")
    listed = {device.identifier: device for device in list_outputs()}
    assert {HEARD, "headphones"} <= set(listed)
    assert (listed[HEARD].is_default, listed["headphones"].is_default) == (True, False)
    player = made()
    player.choose(ToneSet.NORMAL, "headphones")
    with recording(server, "headphones") as recorder:
        player.open()
        qtbot.waitUntil(lambda: player.active is True)
        player.sound_now(CueKind.START)
        recorder.wait_for_sound(0)
    player.close()
    server.remove_sink("headphones")


def test_after_the_sound_server_died_it_says_so_and_the_next_server_is_heard(server: Server, qtbot: QtBot) -> None:
    clock = SkippingClock()
    player = made(clock)
    player.open()
    qtbot.waitUntil(lambda: player.active is True)
    for _ in range(3):
        server.kill()
        qtbot.waitUntil(lambda: not is_active(player, clock))
        assert player.problem in {sound.STOPPED, sound.NO_DEVICE}
        player.sound_now(CueKind.END)
        server.start()
        qtbot.waitUntil(lambda: is_active(player, clock))
        assert player.problem is None
    with recording(server) as recorder:
        player.sound_now(CueKind.START)
        recorder.wait_for_sound(0)
    player.close()


@pytest.mark.usefixtures("no_sound")
def test_without_a_sound_server_it_says_so_and_takes_every_call(qtbot: QtBot) -> None:
    player = made()
    player.open()
    for kind in CueKind:
        player.place([Tone(round(1000 * time.monotonic()), kind)], cut=True)
        player.sound_now(kind)
        player.check()
    qtbot.waitUntil(lambda: player.active is False)
    assert player.problem == sound.NO_DEVICE
    player.close()


@pytest.mark.skipif(not find_library("pulse"), reason="there is no PulseAudio client library to ask a server with")
def test_a_sound_server_that_never_answers_is_reported_and_blocks_no_call(
    unanswering_socket: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{unanswering_socket}")
    monkeypatch.setattr(pulse, "OPENING_SECONDS", GIVE_UP_SECONDS)
    clock = SkippingClock()
    player = made(clock)
    player.open()
    player.sound_now(CueKind.START)
    clock.ahead_seconds = 2.1
    player.check()
    assert player.problem == sound.NO_ANSWER
    stream = player._stream
    player.close()
    assert stream
    assert stream._thread.is_alive()  # close() did not wait for the server


def test_a_sound_server_that_stalls_is_reported_and_heard_again(server: Server, qtbot: QtBot) -> None:
    clock = SkippingClock()
    player = made(clock)
    player.open()
    qtbot.waitUntil(lambda: player.active is True)
    server.signal(signal.SIGSTOP)
    qtbot.waitUntil(lambda: not is_active(player, clock))
    server.signal(signal.SIGCONT)
    qtbot.waitUntil(lambda: is_active(player, clock))
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
    time.sleep(0.01)
print(player.active, *[name for name in ("ssl", "urllib.request", "PySide6", "miniaudio") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=server.environment,
        check=True,
        capture_output=True,
        text=True,
        timeout=GIVE_UP_SECONDS,
    )
    assert done.stdout.split() == ["True"]
    assert done.stderr == ""  # also when it ends without close()
