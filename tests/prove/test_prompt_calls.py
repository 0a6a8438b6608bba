"""Every call returns at once, whatever has died or hangs, so the window never waits."""

import signal
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from pathlib import Path

import pytest

from mobility_gui.desktop.keep_awake import KeepAwake
from mobility_gui.desktop.other_players import OtherPlayers
from mobility_gui.paths import resources
from mobility_gui.settings import OtherSound
from mobility_gui.sound import pulse
from mobility_gui.sound.name_voice import NameVoice
from mobility_gui.sound.own_voice import is_installed
from mobility_gui.sound.phrases import PhraseBank
from mobility_gui.sound.player import CuePlayer
from mobility_gui.sound.pulse import PulseDevice
from mobility_gui.sound.stream import CLOSING_SECONDS
from mobility_gui.training.cues import CueKind
from mobility_gui.training.score import Tone
from tests.sound.clicks import Clicks
from tests.sound.servers import KINDS, Server, running_or_skip

AT_ONCE_SECONDS = 0.1

pytestmark = [
    pytest.mark.prove,
    pytest.mark.skipif(not find_library("pulse"), reason="there is no client library of PulseAudio (libpulse)"),
]


@contextmanager
def within(seconds: float, what: str) -> Iterator[None]:
    began_at = time.monotonic()
    yield
    took = time.monotonic() - began_at
    print(f"{what}: {1000 * took:.1f} ms")
    assert took < seconds


@pytest.fixture
def mute() -> Iterator[str]:
    """Path of a socket that accepts connections and never answers; socket paths must be short."""
    with tempfile.TemporaryDirectory(prefix="mute") as folder, socket.socket(socket.AF_UNIX) as server:
        server.bind(f"{folder}/socket")
        server.listen()
        yield f"{folder}/socket"


@pytest.fixture(params=KINDS, ids=lambda kind: kind.kind)
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with running_or_skip(request.param) as server:
        monkeypatch.setenv("PULSE_SERVER", server.address)
        yield server


@pytest.mark.parametrize("answers", [True, False], ids=["no server", "a server that never answers"])
def test_a_player_takes_every_call_at_once(mute: str, monkeypatch: pytest.MonkeyPatch, answers: bool) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere" if answers else f"unix:{mute}")
    monkeypatch.setenv("ALSA_CONFIG_PATH", "/nowhere")
    player = CuePlayer(resources() / "sounds", PhraseBank(resources() / "voice"), time.monotonic)
    with within(AT_ONCE_SECONDS, "every call of a player"):
        player.open()
        for kind in CueKind:
            player.place([Tone(round(1000 * time.monotonic()), kind)], cut=True)
            player.sound_now(kind)
            player.check()
    with within(CLOSING_SECONDS + AT_ONCE_SECONDS, "close"):
        player.close()


def test_a_sound_server_that_stands_still_is_not_waited_for(server: Server) -> None:
    device = PulseDevice(Clicks())
    server.signal(signal.SIGSTOP)
    with within(pulse.ANSWER_SECONDS + pulse.CLOSING_SECONDS, "devices and close"):
        device.others()
        device.close()
    server.signal(signal.SIGCONT)


def test_a_desktop_that_never_answers_is_not_waited_for(mute: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={mute}")
    awake, players = KeepAwake(), OtherPlayers()
    with within(AT_ONCE_SECONDS, "screen and music"):
        awake.start()
        players.begin(OtherSound.LOWER_FOR_CUES)
        players.cues_sound(True)
        players.cues_sound(False)
        players.end()


def test_a_voice_that_hangs_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "espeak-ng"
    program.write_text("#!/bin/sh\nexec /bin/sleep 100\n", encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    voice = NameVoice(None)
    with within(AT_ONCE_SECONDS, "the voice"):
        voice.learn(["Legs"])
        assert voice.samples("Legs") is None
        voice.close()


@pytest.mark.skipif(not is_installed(), reason="hibari-tts, the extra mobility-gui[voice], is not installed")
def test_a_name_can_be_said_in_the_programs_voice_within_a_second_of_reading_its_file(tmp_path: Path) -> None:
    voice = NameVoice(tmp_path / "names")
    with within(1.0, "a name in the program's voice"):
        voice.learn(["Shin rock of mine"])
        while voice.duration_ms("Shin rock of mine") is None and voice.problem is None:
            time.sleep(0.01)
    assert voice.duration_ms("Shin rock of mine")
    voice.close()
