import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


class PulseServer:
    """A PulseAudio of its own whose only sink is heard by nobody but the tests."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.address = f"unix:{folder / 'socket'}"
        self.environment = os.environ | {
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_RUNTIME_PATH": str(folder),
            "PULSE_SERVER": self.address,
            "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
            "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere",
        }

    def start(self) -> None:
        """Give back control when the server answers."""
        options = ["-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--disable-shm=yes"]
        modules = [
            f"--load=module-native-protocol-unix socket={self._folder / 'socket'} auth-anonymous=1",
            # norewinds: ask for 50 ms at a time as hardware does, not for 2 s
            "--load=module-null-sink sink_name=heard rate=48000 channels=1 norewinds=1",
        ]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                ["pulseaudio", *options, *modules], env=self.environment, stdout=log, stderr=log
            )
        for _ in range(200):  # each question takes about 20 ms
            asked = subprocess.run(["pactl", "info"], env=self.environment, capture_output=True, check=False)
            if asked.returncode == 0:
                return
        pytest.fail((self._folder / "log").read_text())

    def signal(self, number: signal.Signals) -> None:
        if self._process:
            self._process.send_signal(number)

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait(10)
            self._process = None


@pytest.fixture(scope="session")
def _pulse_folder() -> Iterator[Path]:
    """Short on purpose: the path of a socket must stay below 108 characters."""
    for program in ("pulseaudio", "pactl", "parec"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed: nothing can be heard (pulseaudio and pulseaudio-utils bring it)")
    folder = Path(tempfile.mkdtemp(prefix="pulse"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def pulse(_pulse_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PulseServer]:
    """A running server that programs of this process find."""
    server = PulseServer(_pulse_folder)
    server.start()
    monkeypatch.setenv("PULSE_SERVER", server.address)
    yield server
    server.kill()


@pytest.fixture
def unanswering_socket() -> Iterator[Path]:
    """Where a server listens that never says a word; its path is short as above."""
    with tempfile.TemporaryDirectory(prefix="mute") as folder, socket.socket(socket.AF_UNIX) as server:
        server.bind(f"{folder}/socket")
        server.listen()
        yield Path(folder) / "socket"


@pytest.fixture
def no_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the sound of whoever runs the tests."""
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    monkeypatch.setenv("ALSA_CONFIG_PATH", "/nowhere")
