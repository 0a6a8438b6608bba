import threading
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from mobility_gui.sound import player as sound
from mobility_gui.sound.device import DeviceError
from mobility_gui.sound.player import CuePlayer
from mobility_gui.sound.tones import read_tones
from mobility_gui.training.cues import CueKind

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sounds"


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class FakeDevice:
    def __init__(self, fill: Callable[[int], Any]) -> None:
        self._fill = fill
        self.closed = False

    def hear(self, frame_count: int) -> list[int]:
        """Ask for samples as a device's thread does."""
        samples = array("h")
        samples.frombytes(bytes(memoryview(self._fill(frame_count)).cast("B")))
        return samples.tolist()

    def close(self) -> None:
        self.closed = True


class FakeComputer:
    """Opens devices; may have none, or hang until it is let go."""

    def __init__(self) -> None:
        self.devices: list[FakeDevice] = []
        self.has_device = True
        self.answers = threading.Event()
        self.answers.set()
        self.tries = 0

    def open_device(self, fill: Callable[[int], Any]) -> FakeDevice:
        self.tries += 1
        self.answers.wait(10)
        if not self.has_device:
            raise DeviceError
        self.devices.append(FakeDevice(fill))
        return self.devices[-1]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def computer() -> Iterator[FakeComputer]:
    computer = FakeComputer()
    yield computer
    computer.answers.set()


@pytest.fixture
def player(clock: Clock, computer: FakeComputer) -> Iterator[CuePlayer]:
    player = CuePlayer(FOLDER, 1.0, clock=clock, open_device=computer.open_device)
    yield player
    computer.answers.set()
    player.close()


def opened(player: CuePlayer, computer: FakeComputer, qtbot: QtBot) -> FakeDevice:
    player.open()
    qtbot.waitUntil(lambda: player.active is True)
    return computer.devices[-1]


def test_a_played_cue_reaches_the_device(player: CuePlayer, computer: FakeComputer, qtbot: QtBot) -> None:
    device = opened(player, computer, qtbot)
    player.play(CueKind.START)
    tone = read_tones(FOLDER)[CueKind.START].tolist()
    assert device.hear(len(tone) + 2) == [*tone, 0, 0]


def test_half_the_volume_is_a_quarter_of_the_samples(player: CuePlayer, computer: FakeComputer, qtbot: QtBot) -> None:
    player.set_volume(0.5)
    device = opened(player, computer, qtbot)
    player.play(CueKind.START)
    tone = read_tones(FOLDER)[CueKind.START].tolist()
    assert device.hear(len(tone)) == [int(0.25 * sample) for sample in tone]


def test_muting_silences_a_tone_that_sounds(player: CuePlayer, computer: FakeComputer, qtbot: QtBot) -> None:
    device = opened(player, computer, qtbot)
    player.play(CueKind.START)
    assert any(device.hear(480))
    player.set_muted(True)
    assert not any(device.hear(480))
    player.set_muted(False)
    assert any(device.hear(480))


def test_without_a_device_it_says_so_and_takes_every_call(
    player: CuePlayer, computer: FakeComputer, qtbot: QtBot
) -> None:
    computer.has_device = False
    player.open()
    player.play(CueKind.START)
    qtbot.waitUntil(lambda: player.active is False)
    assert player.problem == sound.NO_DEVICE
    player.play(CueKind.END)
    player.set_volume(0.3)
    player.set_muted(True)
    player.check()
    player.close()
    assert player.problem is None


def test_a_device_that_comes_later_is_found(
    player: CuePlayer, computer: FakeComputer, clock: Clock, qtbot: QtBot
) -> None:
    computer.has_device = False
    player.open()
    qtbot.waitUntil(lambda: player.active is False)
    computer.has_device = True
    player.check()
    assert computer.tries == 1  # too soon after the last try
    clock.now += 2
    player.check()
    qtbot.waitUntil(lambda: player.active is True)
    assert player.problem is None


def test_a_device_that_stops_asking_is_told_of_and_opened_again(
    player: CuePlayer, computer: FakeComputer, clock: Clock, qtbot: QtBot
) -> None:
    dead = opened(player, computer, qtbot)
    clock.now += 2.9
    dead.hear(480)
    clock.now += 0.9
    player.check()
    assert player.active is True
    computer.answers.clear()
    clock.now += 0.2
    player.check()
    assert player.problem == sound.STOPPED
    computer.answers.set()
    qtbot.waitUntil(lambda: player.active is True)
    assert dead.closed
    assert len(computer.devices) == 2


def test_a_device_that_comes_round_by_itself_is_kept(
    player: CuePlayer, computer: FakeComputer, clock: Clock, qtbot: QtBot
) -> None:
    device = opened(player, computer, qtbot)
    clock.now += 1.1
    player.check()
    assert player.problem == sound.STOPPED
    device.hear(480)
    player.check()
    assert player.active is True
    assert computer.tries == 1


def test_cues_that_a_dead_device_never_fetched_are_not_played_late(
    player: CuePlayer, computer: FakeComputer, clock: Clock, qtbot: QtBot
) -> None:
    opened(player, computer, qtbot)
    player.play(CueKind.THREE)
    clock.now += 2.1
    player.check()
    qtbot.waitUntil(lambda: len(computer.devices) == 2 and player.active is True)
    assert not any(computer.devices[-1].hear(480))


def test_a_device_that_goes_on_asking_is_left_alone(
    player: CuePlayer, computer: FakeComputer, clock: Clock, qtbot: QtBot
) -> None:
    device = opened(player, computer, qtbot)
    for _ in range(60):
        clock.now += 1
        device.hear(480)
        player.check()
    assert computer.tries == 1
    assert player.problem is None


def test_a_device_that_hangs_while_opening_holds_nothing_up(
    player: CuePlayer, computer: FakeComputer, clock: Clock, qtbot: QtBot
) -> None:
    computer.answers.clear()
    player.open()
    player.play(CueKind.START)
    player.check()
    assert player.active is None
    clock.now += 2.1
    player.check()
    assert player.problem == sound.NO_ANSWER
    computer.answers.set()
    qtbot.waitUntil(lambda: player.active is True)
    assert computer.tries == 1
    assert not any(computer.devices[-1].hear(480))


def test_missing_sound_files_are_said(tmp_path: Path, computer: FakeComputer, qtbot: QtBot) -> None:
    player = CuePlayer(tmp_path, 1.0, open_device=computer.open_device)
    player.open()
    qtbot.waitUntil(lambda: player.active is False)
    assert player.problem == sound.NO_TONES
    assert computer.tries == 0
    player.close()


def test_a_missing_library_is_said(qtbot: QtBot) -> None:
    def open_device(_fill: Callable[[int], Any]) -> FakeDevice:
        raise ImportError

    player = CuePlayer(FOLDER, 1.0, open_device=open_device)
    player.open()
    qtbot.waitUntil(lambda: player.active is False)
    assert player.problem == sound.NO_LIBRARY
    player.close()


def test_opening_twice_opens_once_and_closing_lets_the_device_go(
    player: CuePlayer, computer: FakeComputer, qtbot: QtBot
) -> None:
    device = opened(player, computer, qtbot)
    player.open()
    player.close()
    assert device.closed
    assert computer.tries == 1
    player.play(CueKind.START)
    player.close()
    assert opened(player, computer, qtbot) is not device
