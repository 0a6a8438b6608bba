from threading import Event, get_ident
from threading import enumerate as threads

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobility_gui.places.audition import Audition
from mobility_gui.settings import Settings, ToneSet
from mobility_gui.sound.device import DeviceError
from mobility_gui.sound.output import OutputDevice
from tests.fakes import FakeSound
from tests.giving_up import GIVE_UP_SECONDS

SPEAKERS = OutputDevice("speakers", "Speakers", is_default=True)


class Computer:
    """Lists its devices once it is allowed to answer."""

    def __init__(self) -> None:
        self.devices: tuple[OutputDevice, ...] | None = (SPEAKERS,)
        self.answers = Event()
        self.answers.set()
        self.asked_in: list[int] = []

    def list_devices(self) -> tuple[OutputDevice, ...]:
        self.asked_in.append(get_ident())
        self.answers.wait(GIVE_UP_SECONDS)
        if self.devices is None:
            raise DeviceError
        return self.devices


@pytest.fixture
def sound() -> FakeSound:
    return FakeSound()


@pytest.fixture
def computer() -> Computer:
    return Computer()


@pytest.fixture
def audition(qapp: QApplication, sound: FakeSound, computer: Computer) -> Audition:
    settings = Settings(tone_set=ToneSet.BRIGHT, output_device="speakers")
    return Audition(sound, computer.list_devices, settings, qapp)


def test_a_sample_is_heard_on_the_chosen_device_which_is_then_closed(audition: Audition, sound: FakeSound) -> None:
    audition.play_tone()
    assert sound.chosen == (ToneSet.BRIGHT, "speakers")
    assert sound.calls == ["open", "start both"]
    audition._over.timeout.emit()
    assert sound.calls[-1] == "close"


def test_a_side_is_said_from_that_side_and_the_voice_from_both(audition: Audition, sound: FakeSound) -> None:
    audition.play_side("left")
    audition.play_side("right")
    audition.play_voice("Halfway")
    assert sound.calls == ["open", "Left side left", "open", "Right side right", "open", "Halfway both"]
    audition.leave()


def test_a_sound_problem_is_reported_while_a_sample_plays(audition: Audition, sound: FakeSound, qtbot: QtBot) -> None:
    sound.loses_device()
    with qtbot.waitSignal(audition.problem_found) as emitted:
        audition.play_tone()
    assert emitted.args == ["No sound device was found, so the cues are shown on the screen."]
    audition.leave()


def test_a_session_that_begins_meanwhile_keeps_the_sound(audition: Audition, sound: FakeSound) -> None:
    audition.play_tone()
    audition.leave()
    assert not audition._over.isActive()
    assert not audition._check.isActive()
    assert "close" not in sound.calls


def test_new_settings_are_used_from_then_on(audition: Audition, sound: FakeSound) -> None:
    audition.take_settings(Settings(tone_set=ToneSet.SOFT))
    audition.play_tone()
    assert sound.chosen == (ToneSet.SOFT, "")
    audition.close()
    assert sound.calls[-1] == "close"


def test_devices_are_listed_without_blocking_the_window(audition: Audition, computer: Computer, qtbot: QtBot) -> None:
    computer.answers.clear()
    with qtbot.waitSignal(audition.devices_found) as emitted:
        audition.find_devices()
        computer.answers.set()
    assert emitted.args == [[("speakers", "Speakers")]]
    assert computer.asked_in != [get_ident()]


def test_without_a_sound_system_there_are_no_devices(audition: Audition, computer: Computer, qtbot: QtBot) -> None:
    computer.devices = None
    with qtbot.waitSignal(audition.devices_found) as emitted:
        audition.find_devices()
    assert emitted.args == [[]]


def test_an_answer_that_comes_after_the_end_is_dropped(audition: Audition, computer: Computer, qtbot: QtBot) -> None:
    computer.answers.clear()
    with qtbot.assertNotEmitted(audition.devices_found):
        audition.find_devices()
        audition.close()
        computer.answers.set()
        for thread in threads():
            if thread.name == "list devices":
                thread.join(GIVE_UP_SECONDS)
        QApplication.processEvents()
        audition._tell_devices([("speakers", "Speakers")])
