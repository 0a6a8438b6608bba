import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from pytestqt.qtbot import QtBot

from mobility_gui.settings import ToneSet
from mobility_gui.sound import stream as sound
from mobility_gui.sound.device import BUFFER_MS, CHANNELS, PERIOD_MS, DeviceError
from mobility_gui.sound.output import OutputDevice
from mobility_gui.sound.player import CuePlayer
from mobility_gui.sound.tones import read_tones
from mobility_gui.training.cues import CueKind
from mobility_gui.training.exercise import Side
from mobility_gui.training.score import Phrase, Tone
from tests.giving_up import GIVE_UP_SECONDS

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sounds"
PERIOD = 48 * PERIOD_MS
SPEAKERS = OutputDevice("speakers", "Speakers", is_default=True)
HEADPHONES = OutputDevice("headphones", "Headphones")
BLUETOOTH = OutputDevice("bluez_output.00_11", "Sound box")


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class FakePhrases:
    """Has one good clip and one that is broken; no other is known."""

    def samples(self, phrase: str) -> npt.NDArray[np.int16] | None:
        if phrase == "Broken":
            message = "broken.ogg is not an OGG Vorbis file"
            raise ValueError(message)
        return np.full(480, 5, dtype=np.int16) if phrase == "Left side" else None


class FakeDevice:
    def __init__(self, fill: Callable[[int], bytes], computer: "FakeComputer", chosen: str) -> None:
        self._fill = fill
        self._computer = computer
        self.chosen = chosen
        self.closed = False
        self.alive = True

    def hear(self, seconds: float) -> npt.NDArray[np.int16]:
        """Ask for samples as a device's thread does, while time passes; return the left channel."""
        blocks = []
        for _ in range(round(1000 * seconds) // PERIOD_MS):
            self._computer.clock.now += PERIOD_MS / 1000
            blocks.append(np.frombuffer(self._fill(PERIOD), dtype=np.int16).reshape(-1, CHANNELS))
        return np.concatenate(blocks)

    def fills_its_buffer(self) -> None:
        for _ in range(BUFFER_MS // PERIOD_MS):
            self._fill(PERIOD)

    def others(self) -> tuple[OutputDevice, ...]:
        return tuple(self._computer.connected)

    def close(self) -> None:
        self.closed = True


class FakeComputer:
    """Opens devices; may have none, or hang until it is released."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.devices: list[FakeDevice] = []
        self.connected = [SPEAKERS]
        self.has_device = True
        self.answers = threading.Event()
        self.answers.set()
        self.tries = 0

    def open_device(self, fill: Callable[[int], bytes], chosen: str) -> FakeDevice:
        self.tries += 1
        self.answers.wait(GIVE_UP_SECONDS)
        if not self.has_device:
            raise DeviceError
        self.devices.append(FakeDevice(fill, self, chosen))
        return self.devices[-1]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def computer(clock: Clock) -> Iterator[FakeComputer]:
    computer = FakeComputer(clock)
    yield computer
    computer.answers.set()


@pytest.fixture
def player(clock: Clock, computer: FakeComputer) -> Iterator[CuePlayer]:
    player = CuePlayer(FOLDER, FakePhrases(), clock, computer.open_device)
    yield player
    computer.answers.set()
    player.close()


def opened(player: CuePlayer, computer: FakeComputer, qtbot: QtBot) -> FakeDevice:
    """Open the player, and let the device ask until the stream has settled."""
    player.open()
    qtbot.waitUntil(lambda: player.devices is not None and player.active is True)
    done(player, qtbot)
    device = computer.devices[-1]
    device.fills_its_buffer()
    device.hear(0.4)
    return device


def done(player: CuePlayer, qtbot: QtBot) -> None:
    """Wait until the thread has done all it was asked for."""
    stream = player._stream
    assert stream is not None
    reached = threading.Event()
    stream.do(reached.set)
    qtbot.waitUntil(reached.is_set)


def at_ms(clock: Clock, ahead_seconds: float) -> int:
    return round(1000 * (clock.now + ahead_seconds))


def test_what_is_placed_reaches_the_device(
    player: CuePlayer, computer: FakeComputer, clock: Clock, qtbot: QtBot
) -> None:
    device = opened(player, computer, qtbot)
    start, said = Tone(at_ms(clock, 0.4), CueKind.START), Phrase(at_ms(clock, 0.3), "Left side")
    player.place([start, said], cut=True)
    done(player, qtbot)
    tone = read_tones(FOLDER / "normal")[CueKind.START]
    heard = device.hear(2)[:, 0]
    first = int(np.flatnonzero(heard)[0])
    assert (heard[first : first + 480] == 5).all()
    assert np.abs(heard[first + 4800 : first + 4800 + len(tone)] - tone).max() <= 1
    assert player.take_begun() == [(said.at_ms, said), (start.at_ms, start)]
    assert player.take_begun() == []


def test_half_the_volume_is_a_quarter_of_the_samples(player: CuePlayer, computer: FakeComputer, qtbot: QtBot) -> None:
    device = opened(player, computer, qtbot)
    player.set_volume(0.5)
    device.hear(0.1)
    player.sound_now(CueKind.START)
    done(player, qtbot)
    assert np.abs(device.hear(3)).max() == round(0.25 * np.abs(read_tones(FOLDER / "normal")[CueKind.START]).max())


def test_muting_silences_what_sounds(player: CuePlayer, computer: FakeComputer, qtbot: QtBot) -> None:
    device = opened(player, computer, qtbot)
    player.sound_now(CueKind.DONE)
    done(player, qtbot)
    assert device.hear(0.7).any()
    player.set_muted(True)
    device.hear(0.02)
    assert not device.hear(0.1).any()
    player.set_muted(False)
    assert device.hear(0.1).any()


def test_one_side_is_heard_from_there(player: CuePlayer, computer: FakeComputer, qtbot: QtBot) -> None:
    device = opened(player, computer, qtbot)
    player.sound_now("Left side", Side.LEFT)
    done(player, qtbot)
    heard = device.hear(1)
    assert [bool(channel.any()) for channel in heard.T] == [True, False]


def test_a_phrase_without_a_clip_or_with_a_broken_one_silences_no_other(
    player: CuePlayer, computer: FakeComputer, clock: Clock, qtbot: QtBot
) -> None:
    device = opened(player, computer, qtbot)
    words = ["Broken", "Unknown", "Left side"]
    player.place([Phrase(at_ms(clock, 0.3 + 0.1 * count), word) for count, word in enumerate(words)], cut=True)
    done(player, qtbot)
    device.hear(1)
    assert [due.what for _, due in player.take_begun()] == ["Left side"]
    assert player.problem is None


def test_other_tones_sound_from_the_next_opening_on(player: CuePlayer, computer: FakeComputer, qtbot: QtBot) -> None:
    first = opened(player, computer, qtbot)
    player.choose(ToneSet.NORMAL, "")
    assert not first.closed
    player.choose(ToneSet.SOFT, "")
    qtbot.waitUntil(lambda: first.closed)
    device = opened(player, computer, qtbot)
    player.sound_now(CueKind.START)
    done(player, qtbot)
    assert np.abs(device.hear(3)).max() == np.abs(read_tones(FOLDER / "soft")[CueKind.START]).max()


def test_what_was_placed_is_heard_on_the_device_that_comes_after(
    player: CuePlayer, computer: FakeComputer, clock: Clock, qtbot: QtBot
) -> None:
    opened(player, computer, qtbot)
    late, due = Phrase(at_ms(clock, 0.3), "Left side"), Phrase(at_ms(clock, 4), "Left side")
    player.place([late, due], cut=True)
    clock.now += 3
    player.check()
    qtbot.waitUntil(lambda: len(computer.devices) == 2 and player.active is True)
    computer.devices[-1].fills_its_buffer()
    computer.devices[-1].hear(3)
    assert [begun for _, begun in player.take_begun()] == [due]


# Which device


def test_the_chosen_device_plays(player: CuePlayer, computer: FakeComputer, qtbot: QtBot) -> None:
    computer.connected = [SPEAKERS, HEADPHONES]
    player.choose(ToneSet.NORMAL, "headphones")
    assert opened(player, computer, qtbot).chosen == "headphones"
    assert player.notice is None
    assert player.devices == (SPEAKERS, HEADPHONES)


def test_a_chosen_device_that_is_not_connected_is_reported_and_used_once_it_is_connected(
    player: CuePlayer, computer: FakeComputer, qtbot: QtBot
) -> None:
    player.choose(ToneSet.NORMAL, "headphones")
    device = opened(player, computer, qtbot)
    qtbot.waitUntil(lambda: player.notice == sound.NOT_CONNECTED)
    assert player.active is True
    computer.connected = [SPEAKERS, HEADPHONES]
    device.hear(2)
    player.check()
    qtbot.waitUntil(lambda: len(computer.devices) == 2 and player.active is True and player.notice is None)
    assert device.closed


def test_when_the_chosen_device_is_unplugged_the_default_plays(
    player: CuePlayer, computer: FakeComputer, qtbot: QtBot
) -> None:
    computer.connected = [SPEAKERS, HEADPHONES]
    player.choose(ToneSet.NORMAL, "headphones")
    device = opened(player, computer, qtbot)
    computer.connected = [SPEAKERS]
    device.hear(2)
    player.check()
    qtbot.waitUntil(lambda: len(computer.devices) == 2 and player.notice == sound.NOT_CONNECTED)
    assert device.closed


def test_the_stream_follows_the_default_device(player: CuePlayer, computer: FakeComputer, qtbot: QtBot) -> None:
    device = opened(player, computer, qtbot)
    computer.connected = [OutputDevice("speakers", "Speakers"), OutputDevice("headphones", "Headphones", True)]
    device.hear(2)
    player.check()
    qtbot.waitUntil(lambda: len(computer.devices) == 2)
    assert computer.devices[-1].chosen == ""


def test_a_dummy_that_nobody_hears_does_not_count_as_a_device(
    player: CuePlayer, computer: FakeComputer, qtbot: QtBot
) -> None:
    device = opened(player, computer, qtbot)
    computer.connected = [OutputDevice("auto_null", "Dummy Output", is_default=True)]
    device.hear(1)
    player.check()
    qtbot.waitUntil(lambda: len(computer.devices) == 2)
    done(player, qtbot)
    computer.devices[-1].hear(1)
    player.check()
    assert (player.problem, player.active) == (sound.NO_DEVICE, False)
    computer.connected = [SPEAKERS]
    done(player, qtbot)
    computer.devices[-1].hear(1)
    player.check()
    qtbot.waitUntil(lambda: len(computer.devices) == 3)
    done(player, qtbot)
    computer.devices[-1].hear(0.1)
    player.check()
    assert (player.problem, player.active) == (None, True)


@pytest.mark.parametrize(("device", "faint"), [(BLUETOOTH, True), (HEADPHONES, False)])
def test_only_a_bluetooth_device_is_kept_awake(
    player: CuePlayer, computer: FakeComputer, qtbot: QtBot, device: OutputDevice, faint: bool
) -> None:
    computer.connected = [SPEAKERS, device]
    player.choose(ToneSet.NORMAL, device.identifier)
    player.set_speaker_awake(True)
    playing = opened(player, computer, qtbot)
    done(player, qtbot)
    assert bool(playing.hear(0.1).any()) is faint
    player.set_speaker_awake(False)
    playing.hear(0.1)
    assert not playing.hear(0.1).any()


# What can go wrong


def test_without_a_device_it_says_so_and_takes_every_call(
    player: CuePlayer, computer: FakeComputer, qtbot: QtBot
) -> None:
    computer.has_device = False
    player.open()
    player.sound_now(CueKind.START)
    qtbot.waitUntil(lambda: player.active is False)
    assert player.problem == sound.NO_DEVICE
    player.place([Tone(0, CueKind.END)], cut=True)
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
    done(player, qtbot)
    computer.has_device = True
    player.check()
    assert computer.tries == 1  # too soon after the last try
    clock.now += 2
    player.check()
    qtbot.waitUntil(lambda: player.active is True)
    assert player.problem is None


def test_a_device_that_stops_asking_is_reported_and_opened_again(
    player: CuePlayer, computer: FakeComputer, clock: Clock, qtbot: QtBot
) -> None:
    dead = opened(player, computer, qtbot)
    clock.now += 2.9
    dead.hear(0.02)
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


def test_a_device_that_knows_that_it_has_gone_is_reported_at_the_next_check(
    player: CuePlayer, computer: FakeComputer, qtbot: QtBot
) -> None:
    device = opened(player, computer, qtbot)
    computer.has_device = False
    device.alive = False
    player.check()
    assert player.problem == sound.STOPPED


def test_a_device_that_was_just_opened_may_wait_for_two_seconds_before_it_asks_again(
    player: CuePlayer, computer: FakeComputer, clock: Clock, qtbot: QtBot
) -> None:
    player.open()
    qtbot.waitUntil(lambda: player.active is True)
    done(player, qtbot)
    computer.devices[-1].fills_its_buffer()
    clock.now += 2.4
    player.check()
    assert (player.active, computer.tries) == (True, 1)
    clock.now += 0.2
    player.check()
    assert player.problem == sound.STOPPED


def test_a_device_that_recovers_by_itself_is_kept(
    player: CuePlayer, computer: FakeComputer, clock: Clock, qtbot: QtBot
) -> None:
    device = opened(player, computer, qtbot)
    clock.now += 1.1
    player.check()
    assert player.problem == sound.STOPPED
    device.hear(0.02)
    player.check()
    assert player.active is True
    assert computer.tries == 1


def test_a_device_that_keeps_asking_is_left_alone(player: CuePlayer, computer: FakeComputer, qtbot: QtBot) -> None:
    device = opened(player, computer, qtbot)
    for _ in range(60):
        device.hear(1)
        player.check()
    assert computer.tries == 1
    assert player.problem is None


def test_a_device_that_hangs_while_opening_blocks_no_call(
    player: CuePlayer, computer: FakeComputer, clock: Clock, qtbot: QtBot
) -> None:
    computer.answers.clear()
    player.open()
    player.sound_now(CueKind.START)
    player.check()
    assert player.active is None
    clock.now += 2.1
    player.check()
    assert player.problem == sound.NO_ANSWER
    computer.answers.set()
    qtbot.waitUntil(lambda: player.active is True)
    assert computer.tries == 1


def test_missing_sound_files_are_reported(tmp_path: Path, computer: FakeComputer, qtbot: QtBot) -> None:
    player = CuePlayer(tmp_path, FakePhrases(), computer.clock, computer.open_device)
    player.open()
    qtbot.waitUntil(lambda: player.active is False)
    assert player.problem == sound.NO_TONES
    assert computer.tries == 0
    player.close()


def test_a_missing_library_is_reported(clock: Clock, qtbot: QtBot) -> None:
    def open_device(_fill: Callable[[int], bytes], _chosen: str) -> FakeDevice:
        raise ImportError

    player = CuePlayer(FOLDER, FakePhrases(), clock, open_device)
    player.open()
    qtbot.waitUntil(lambda: player.active is False)
    assert player.problem == sound.NO_LIBRARY
    player.close()


@pytest.mark.parametrize(
    ("missing", "heard"), [("numpy", "nothing"), ("_miniaudio", "nothing"), ("mobility_gui.sound.phrases", "tones")]
)
def test_a_library_that_is_missing_costs_only_what_needs_it(missing: str, heard: str) -> None:
    """Run in a process of its own, where the library was never loaded."""
    program = f"""
import sys, time
sys.modules[{missing!r}] = None
from pathlib import Path
from mobility_gui.sound.player import CuePlayer
from mobility_gui.training.cues import CueKind

class FewClips:
    def samples(self, phrase):
        from mobility_gui.sound.phrases import PhraseBank
        return PhraseBank(Path()).samples(phrase)

player = CuePlayer(Path({str(FOLDER)!r}), FewClips(), time.monotonic)
player.open()
while player.active is None:
    time.sleep(0.01)
player.sound_now("Left side")
player.sound_now(CueKind.START)
print(player.problem)
player.close()
"""
    nowhere = os.environ | {"PULSE_SERVER": "unix:/nowhere", "ALSA_CONFIG_PATH": "/nowhere"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=nowhere,
        check=True,
        capture_output=True,
        text=True,
        timeout=GIVE_UP_SECONDS,
    )
    assert done.stderr == ""
    expected = {sound.NO_LIBRARY} if heard == "nothing" else {sound.NO_DEVICE}
    assert done.stdout.strip() in expected


def test_opening_twice_opens_once_and_closing_releases_the_device(
    player: CuePlayer, computer: FakeComputer, qtbot: QtBot
) -> None:
    device = opened(player, computer, qtbot)
    player.open()
    player.close()
    qtbot.waitUntil(lambda: device.closed)
    assert computer.tries == 1
    player.sound_now(CueKind.START)
    player.close()
    assert opened(player, computer, qtbot) is not device
