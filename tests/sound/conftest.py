import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobility_gui.sound import pulse as pulse_output
from tests.giving_up import GIVE_UP_SECONDS
from tests.sound.servers import KINDS, PipeWireServer, PulseServer, Server, running_or_skip


@pytest.fixture
def pulse(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Run a PulseAudio that programs started by this process find."""
    yield from _found_by_programs(PulseServer, monkeypatch)


@pytest.fixture
def pipewire(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Run a PipeWire in the same way."""
    yield from _found_by_programs(PipeWireServer, monkeypatch)


@pytest.fixture(params=KINDS, ids=lambda kind: kind.kind)
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Run a server of each kind in the same way."""
    yield from _found_by_programs(request.param, monkeypatch)


def _found_by_programs(kind: type[Server], monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with running_or_skip(kind) as server:
        monkeypatch.setenv("PULSE_SERVER", server.address)
        be_patient(monkeypatch)
        yield server


def be_patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait longer for a server than a runner would: on a busy machine an answer may take a second."""
    for name in ("OPENING_SECONDS", "ANSWER_SECONDS", "CLOSING_SECONDS"):
        monkeypatch.setattr(pulse_output, name, GIVE_UP_SECONDS)


@pytest.fixture
def unanswering_socket() -> Iterator[Path]:
    """Return a socket whose server never answers; its path is short, like a `Server`'s."""
    with tempfile.TemporaryDirectory(prefix="mute") as folder, socket.socket(socket.AF_UNIX) as server:
        server.bind(f"{folder}/socket")
        server.listen()
        yield Path(folder) / "socket"


@pytest.fixture
def no_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the sound devices of whoever runs the tests."""
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    monkeypatch.setenv("ALSA_CONFIG_PATH", "/nowhere")
