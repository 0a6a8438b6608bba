"""Shared by all tests: no screen unless asked for, no access to the tester's own files, the same examples each time."""

import gc
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest
from pytestqt.qtbot import QtBot

from mobility_gui.collector import collect_what_is_due
from tests.giving_up import GIVE_UP_SECONDS

MOST_WIDGETS = 400
QEVENT_DEFERRED_DELETE = 52
"""QEvent.Type.DeferredDelete; Qt itself is imported by the tests that need it."""

hypothesis.settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--onscreen", action="store_true", help="show the windows while they are tested")


def pytest_configure(config: pytest.Config) -> None:
    """Set the platform now, as Qt reads it only once, when the first test creates the application."""
    if config.getoption("--onscreen"):
        if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
            del os.environ["QT_QPA_PLATFORM"]
    else:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for number in (signal.SIGINT, getattr(signal, "SIGHUP", signal.SIGINT)):
        if signal.getsignal(number) is signal.SIG_IGN:  # in the background or under nohup; programs would inherit it
            signal.signal(number, signal.SIG_DFL)
    os.environ["LC_ALL"] = "C.UTF-8"  # a clock with 24 hours, whatever the tester's has
    gc.disable()
    # pytest-qt gives up after 5 s and has no setting for it.
    for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitActive, QtBot.waitExposed):
        wait.__kwdefaults__ = {**(wait.__kwdefaults__ or {}), "timeout": 1000 * GIVE_UP_SECONDS}


def pytest_runtest_logfinish() -> None:
    """Collect garbage between tests and in the windows' thread, never in the one that talks to the other workers.

    Qt styles the windows of finished tests again with every new one, so delete them before there are many.
    """
    widgets = sys.modules.get("PySide6.QtWidgets")
    app = widgets.QApplication.instance() if widgets else None
    # A command may have created only a QGuiApplication, which has no widgets.
    if widgets and isinstance(app, widgets.QApplication) and len(app.allWidgets()) > MOST_WIDGETS:
        gc.collect()
        app.sendPostedEvents(None, QEVENT_DEFERRED_DELETE)
    else:
        collect_what_is_due()


@pytest.fixture(scope="session", autouse=True)
def _no_file_of_the_runner(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep a test that forgets its data folder away from the record of whoever runs the tests."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATA", "CONFIG", "STATE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        if not request.config.getoption("--onscreen"):  # a Wayland window needs the real one
            home.chmod(0o700)
            patch.setenv("XDG_RUNTIME_DIR", str(home))
        yield


@dataclass(frozen=True, slots=True)
class Screen:
    """A running X server; `display` as in `:7`."""

    display: str

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment of a program that is to open its window there."""
        return os.environ | {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"} | more

    def xdotool(self, *arguments: str) -> str:
        """Return the output of `xdotool`. Raise CalledProcessError if it fails, as for a missing window."""
        return _answer("xdotool", *arguments, environment=self.environment())


@pytest.fixture
def xvfb() -> Iterator[Screen]:
    """A separate screen for one test: 1280x800, 24-bit as Qt draws badly on less, no window manager."""
    reason = _why_no_real_window()
    if reason:
        pytest.skip(reason)
    read_end, write_end = os.pipe()
    command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[write_end], stderr=subprocess.DEVNULL)
    os.close(write_end)
    try:
        with open(read_end, encoding="ascii") as answer:  # noqa: PTH123, not a path: a pipe closed when the server is ready
            number = answer.readline().strip()
        if not number:
            pytest.fail(f"Xvfb ended with {server.wait(GIVE_UP_SECONDS)} before it had a display")
        yield Screen(f":{number}")
    finally:
        server.terminate()
        server.wait(GIVE_UP_SECONDS)


def _why_no_real_window() -> str:
    """Return why no window can be opened and sent keys; empty if one can."""
    for program in ("Xvfb", "xdotool"):
        if shutil.which(program) is None:
            return f"{program} is not installed: no real window to test (`make test` brings it when run as root)"
    import PySide6

    plugin = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    missing = [line.split()[0] for line in _answer("ldd", str(plugin)).splitlines() if "not found" in line]
    if missing:
        return f"Qt opens no window without {', '.join(missing)}: `make run` names what to install"
    return ""


def _answer(*command: str, environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=GIVE_UP_SECONDS)
    return done.stdout.strip()
