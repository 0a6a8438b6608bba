import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest
from pytestqt.qtbot import QtBot

from mobility_gui.desktop import keep_awake
from mobility_gui.desktop.keep_awake import KeepAwake
from tests.giving_up import GIVE_UP_SECONDS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems are asked in other ways")


class ScreenSaver:
    """The desktop's screen saver: org.freedesktop.ScreenSaver on a bus, in a thread of its own."""

    def __init__(self, address: str) -> None:
        from jeepney.bus_messages import message_bus
        from jeepney.io.blocking import open_dbus_connection

        self.inhibitors: dict[int, tuple[str, str]] = {}
        self.asked = 0
        self._connection = open_dbus_connection(address)
        self._connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.ScreenSaver"))
        self._address = address
        self._thread = Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        from jeepney import DBusAddress, new_method_call
        from jeepney.io.blocking import open_dbus_connection

        name = "org.freedesktop.ScreenSaver"
        with open_dbus_connection(self._address) as connection:
            connection.send(new_method_call(DBusAddress("/", name, name), "Close"))
            self._thread.join(GIVE_UP_SECONDS)
        self._connection.close()

    def _serve(self) -> None:
        from jeepney import HeaderFields, MessageType, new_method_return

        while True:
            message = self._connection.receive(timeout=GIVE_UP_SECONDS)
            if message.header.message_type is not MessageType.method_call:
                continue
            match message.header.fields[HeaderFields.member]:
                case "Inhibit":
                    self.inhibitors[self.asked + 1] = message.body
                    self.asked += 1
                    self._connection.send(new_method_return(message, "u", (self.asked,)))
                case "UnInhibit":
                    del self.inhibitors[message.body[0]]
                    self._connection.send(new_method_return(message))
                case "Close":
                    return


class Bus(NamedTuple):
    address: str
    process: "subprocess.Popen[str]"


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    """A session bus of the test's own, on which no service runs."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is not installed: there is no desktop to ask (dbus-daemon brings it)")
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield Bus(address, process)
        process.terminate()


@pytest.fixture
def screen_saver(bus: Bus) -> Iterator[ScreenSaver]:
    screen_saver = ScreenSaver(bus.address)
    yield screen_saver
    screen_saver.close()


def test_the_screen_stays_on_from_start_to_stop(screen_saver: ScreenSaver, qtbot: QtBot) -> None:
    awake = KeepAwake()
    awake.start()
    qtbot.waitUntil(lambda: awake.active is True)
    assert awake.problem is None
    assert list(screen_saver.inhibitors.values()) == [("Mobility for Runners", "A session is running")]
    awake.stop()
    qtbot.waitUntil(lambda: screen_saver.inhibitors == {})


def test_it_can_be_started_again_and_again(screen_saver: ScreenSaver, qtbot: QtBot) -> None:
    awake = KeepAwake()
    for round_number in (1, 2, 3):
        awake.start()
        awake.start()
        qtbot.waitUntil(lambda: awake.active is True)
        assert screen_saver.asked == round_number
        awake.stop()
        awake.stop()
        assert awake.active is None
        qtbot.waitUntil(lambda: screen_saver.inhibitors == {})


def test_stopping_at_once_leaves_no_request_behind(screen_saver: ScreenSaver, qtbot: QtBot) -> None:
    awake = KeepAwake()
    awake.start()
    awake.stop()
    qtbot.waitUntil(lambda: screen_saver.asked == 1 and screen_saver.inhibitors == {})


def test_a_desktop_that_ends_during_a_session_is_no_error(bus: Bus, qtbot: QtBot) -> None:
    screen_saver = ScreenSaver(bus.address)
    awake = KeepAwake()
    awake.start()
    qtbot.waitUntil(lambda: awake.active is True)
    screen_saver.close()
    bus.process.kill()
    bus.process.wait(GIVE_UP_SECONDS)
    awake.stop()
    assert awake.active is None


def test_without_a_bus_it_says_why_it_did_not_work(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    awake = KeepAwake()
    awake.start()
    qtbot.waitUntil(lambda: awake.active is False)
    assert awake.problem == keep_awake.NO_BUS
    awake.stop()
    assert awake.problem is None


@pytest.mark.usefixtures("bus")
def test_on_a_desktop_without_a_screen_saver_it_says_why_it_did_not_work(qtbot: QtBot) -> None:
    awake = KeepAwake()
    awake.start()
    qtbot.waitUntil(lambda: awake.active is False)
    assert awake.problem == keep_awake.NO_SERVICE
    awake.stop()


def test_a_bus_that_never_answers_holds_nothing_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        monkeypatch.chdir(tmp_path)  # a socket's path must be short
        server.bind("bus")
        server.listen()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=bus")
        awake = KeepAwake()
        awake.start()
        assert awake.active is None  # start() did not wait for the answer
        qtbot.waitUntil(lambda: awake.active is False)
        assert awake.problem == keep_awake.NO_ANSWER
        awake.stop()


def test_nothing_of_it_is_loaded_before_it_is_needed() -> None:
    program = "import sys, mobility_gui.desktop.keep_awake; print('wakepy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"
