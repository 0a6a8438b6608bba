"""Separate sound servers, PulseAudio and PipeWire, whose sinks only the tests hear."""

import os
import shutil
import signal
import subprocess
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.giving_up import GIVE_UP_SECONDS

RATE_HZ = 48_000
HEARD = "heard"
"""The sink that is there from the start, and the default."""

NORMAL = ""
"""A null sink with default options: PulseAudio's asks for up to 2 s at once, as some hardware does."""
PROMPT = "norewinds=1"
"""PulseAudio's null sink then asks for 50 ms at a time, as most hardware does; PipeWire's does so anyway."""

ASKS = 500
"""How many times a server is asked whether it is ready; each question takes about 20 ms."""

LOOK_SECONDS = 0.015
"""Time between two such questions."""


class NoServerError(Exception):
    """A sound server that should run does not; the text is its log."""


class Server(ABC):
    """One sound server with everything it needs, in a folder of its own; `kind` is its name.

    The folder's path must be short: that of a socket stays below 108 characters.
    """

    programs: tuple[str, ...]
    package: str
    kind: str
    block_seconds = 0.0
    """The longest block it works in, where it has blocks; a sound waits for the next."""

    def __init__(self, folder: Path, sink: str = PROMPT) -> None:
        self._folder = folder
        self._sink = sink
        self._processes: list[subprocess.Popen[bytes]] = []
        self._loaded: dict[str, str] = {}
        self.address = f"unix:{self._socket}"
        """The value of PULSE_SERVER for a program that should be heard here."""
        home = {name: str(folder) for name in ("HOME", "XDG_RUNTIME_DIR", "XDG_STATE_HOME", "XDG_CONFIG_HOME")}
        bus = {
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder / 'bus'}",
            "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere",
        }
        self.environment = os.environ | home | bus | {"PULSE_SERVER": self.address}

    @classmethod
    def why_not(cls) -> str:
        """Return one sentence if a program is missing, else an empty string."""
        missing = [name for name in (*cls.programs, "pactl", "parec") if shutil.which(name) is None]
        if not missing:
            return ""
        return (
            f"{', '.join(missing)} is not installed: nothing can be heard ({cls.package} and pulseaudio-utils bring it)"
        )

    def start(self, *, sink: bool = True) -> None:
        """Start the server and wait until it answers, with the sink `heard` unless it is not wanted."""
        for command, answers in self._commands():
            with (self._folder / "log").open("ab") as log:
                self._processes.append(subprocess.Popen(command, env=self.environment, stdout=log, stderr=log))
            self._wait_until(answers)
        if sink:
            self.add_sink(HEARD, self._sink)
            self.set_default(HEARD)

    def kill(self) -> None:
        """End it as a crash would, without a word to its clients."""
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.wait(GIVE_UP_SECONDS)
        self._processes.clear()
        self._loaded.clear()

    def restart(self) -> None:
        """Kill it and start it again."""
        self.kill()
        self.start()

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to all its processes."""
        for process in self._processes:
            process.send_signal(number)

    def add_sink(self, name: str, options: str = PROMPT) -> None:
        """Plug in a device: mono at 48 kHz, with NORMAL or PROMPT options."""
        form = [f"rate={RATE_HZ}", "channels=1", *options.split()]
        self._loaded[name] = self._pactl("load-module", "module-null-sink", f"sink_name={name}", *form)
        self._wait_until(lambda: name in self.sinks())

    def add_pipe(self, name: str) -> Path:
        """Plug in a device that writes what it plays, 16-bit mono, to the file whose path is returned."""
        pipe = self._folder / name
        form = ["format=s16le", f"rate={RATE_HZ}", "channels=1"]
        self._loaded[name] = self._pactl("load-module", "module-pipe-sink", f"sink_name={name}", f"file={pipe}", *form)
        self._wait_until(lambda: name in self.sinks())
        return pipe

    def remove_sink(self, name: str) -> None:
        """Unplug a device."""
        self._pactl("unload-module", self._loaded.pop(name))

    def set_default(self, name: str) -> None:
        """Make a sink the one that programs use by default."""
        self._pactl("set-default-sink", name)
        self._wait_until(lambda: self._pactl("get-default-sink") == name)

    def sinks(self) -> list[str]:
        """Return the names of the sinks."""
        return [line.split("\t")[1] for line in self._pactl("list", "short", "sinks").splitlines()]

    @property
    def log(self) -> str:
        """Return what the server printed."""
        return (self._folder / "log").read_text(encoding="utf-8", errors="replace")

    @property
    @abstractmethod
    def _socket(self) -> Path:
        """Where it listens for programs that speak PulseAudio's protocol."""

    @abstractmethod
    def _commands(self) -> "Iterator[tuple[list[str], Callable[[], bool]]]":
        """Yield the programs in the order in which they are started, each with a check that it works."""

    def _wait_until(self, is_so: "Callable[[], bool]") -> None:
        for _ in range(ASKS):
            if is_so():
                return
            try:
                self._processes[-1].wait(LOOK_SECONDS)
            except subprocess.TimeoutExpired:
                continue
            break
        raise NoServerError(self.log)

    def _answers(self, *question: str) -> bool:
        return self._asked(*question).returncode == 0

    def _asked(self, *command: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False, timeout=GIVE_UP_SECONDS
        )

    def _pactl(self, *arguments: str) -> str:
        done = self._asked("pactl", *arguments)
        if done.returncode:
            raise NoServerError(f"pactl {' '.join(arguments)}: {done.stderr}\n{self.log}")
        return done.stdout.strip()


class PulseServer(Server):
    """PulseAudio with nothing loaded but what the tests need."""

    programs = ("pulseaudio",)
    package = "pulseaudio"
    kind = "PulseAudio"

    @property
    def _socket(self) -> Path:
        return self._folder / "socket"

    def _commands(self) -> Iterator[tuple[list[str], Callable[[], bool]]]:
        options = ["-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--disable-shm=yes"]
        listen = f"--load=module-native-protocol-unix socket={self._socket} auth-anonymous=1"
        yield ["pulseaudio", *options, listen], partial(self._answers, "pactl", "info")


class PipeWireServer(Server):
    """PipeWire with its session manager and its PulseAudio server, all with default settings."""

    programs = ("dbus-daemon", "pipewire", "wireplumber", "pipewire-pulse", "pw-cli", "pw-metadata")
    package = "dbus-daemon, pipewire, pipewire-pulse, wireplumber"
    kind = "PipeWire"
    block_seconds = 1024 / RATE_HZ

    @property
    def _socket(self) -> Path:
        return self._folder / "pulse" / "native"

    def _commands(self) -> Iterator[tuple[list[str], Callable[[], bool]]]:
        bus = self._folder / "bus"
        bus.unlink(missing_ok=True)
        yield ["dbus-daemon", "--session", "--nofork", f"--address=unix:path={bus}"], bus.exists
        yield ["pipewire"], partial(self._answers, "pw-cli", "info", "0")
        self._do_without_logind()
        yield ["wireplumber"], self._has_session_manager
        yield ["pipewire-pulse"], partial(self._answers, "pactl", "info")

    def _do_without_logind(self) -> None:
        """Keep WirePlumber 0.4 from ending, as its Bluetooth part does where no logind runs: in a container, say."""
        settings = self._folder / "wireplumber" / "bluetooth.lua.d"
        settings.mkdir(parents=True, exist_ok=True)
        (settings / "51-no-logind.lua").write_text(
            'bluez_monitor.properties["with-logind"] = false\n', encoding="utf-8"
        )

    def _has_session_manager(self) -> bool:
        return 'Found "default"' in self._asked("pw-metadata").stdout


KINDS: tuple[type[Server], ...] = (PulseServer, PipeWireServer)


@contextmanager
def running(kind: type[Server], sink: str = PROMPT) -> Iterator[Server]:
    """Run a server in a folder that is removed with it."""
    with tempfile.TemporaryDirectory(prefix="hear") as folder:
        server = kind(Path(folder), sink)
        try:
            server.start()
            yield server
        finally:
            server.kill()


_UNSTARTABLE: dict[type[Server], str] = {}
"""Servers that are installed but do not start here, as in a container without the system's own services."""


@contextmanager
def running_or_skip(kind: type[Server]) -> Iterator[Server]:
    """Run a server; skip the test, with the reason, if there is none or it cannot start."""
    reason = kind.why_not() or _UNSTARTABLE.get(kind, "")
    if reason:
        pytest.skip(reason)
    with tempfile.TemporaryDirectory(prefix="hear") as folder:
        server = kind(Path(folder))
        try:
            try:
                server.start()
            except NoServerError as error:
                said = str(error).splitlines()
                _UNSTARTABLE[kind] = f"{kind.kind} does not start here: {said[-1] if said else 'it says nothing'}"
                pytest.skip(_UNSTARTABLE[kind])
            yield server
        finally:
            server.kill()
