import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobility_gui.places.audition import Audition
from mobility_gui.places.mat_check import MatCheck
from mobility_gui.settings import Look, Settings
from mobility_gui.training.voice_level import VoiceLevel
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.mat_check.mat_check_page import MatCheckPage
from tests.fakes import FakeAwake, FakeSound


class Stand:
    def __init__(self, qapp: QApplication, qtbot: QtBot) -> None:
        self.sound = FakeSound()
        self.awake = FakeAwake()
        self.page = MatCheckPage(Theme(Look.LIGHT))
        qtbot.addWidget(self.page)
        self.page.resize(1280, 800)
        self.page.show()
        self.audition = Audition(self.sound, tuple, Settings(), qapp)
        self.check = MatCheck(self.page, self.audition, self.awake, qapp)

    def says_yes(self) -> None:
        QTest.keyClick(self.page, Qt.Key.Key_Space)

    @property
    def said(self) -> str:
        """What a screen reader says of the page: its title first, then all its words."""
        return self.page.accessibleDescription()

    @property
    def title(self) -> str:
        return self.said.partition(". ")[0]


@pytest.fixture
def stand(qapp: QApplication, qtbot: QtBot) -> Stand:
    return Stand(qapp, qtbot)


def test_both_sides_and_the_voice_are_heard_and_the_screen_is_kept_on_only_in_its_own_step(
    stand: Stand, qtbot: QtBot
) -> None:
    stand.check.begin(Settings())
    titles = [stand.title]
    for _ in range(40):
        if stand.title == "Left and right":
            qtbot.waitUntil(lambda: "Space: Yes" in stand.said)
        stand.says_yes()
        if stand.title != titles[-1]:
            titles.append(stand.title)
        if stand.awake.calls and stand.awake.calls[-1] == "stop":
            break
    said = [call for call in stand.sound.calls if call not in {"open", "check", "close"}]
    assert said == ["Left side left", "Right side right", "30 seconds both"]
    assert titles[:5] == ["Read this", "Left and right", "Voice", "Your key", "Screen"]
    assert (stand.awake.calls[0], stand.awake.calls[-1]) == ("start", "stop")
    stand.audition.leave()


def test_the_voice_is_not_tried_if_it_is_off(stand: Stand) -> None:
    stand.check.begin(Settings(voice_level=VoiceLevel.TONES))
    content = stand.page._view._content
    assert content
    assert content.step == "1 of 4"


def test_a_sound_problem_is_shown(stand: Stand, qtbot: QtBot) -> None:
    stand.sound.loses_device()
    stand.check.begin(Settings())
    stand.says_yes()
    qtbot.waitUntil(lambda: "No sound device" in stand.said)
    stand.audition.leave()


def test_the_page_says_that_the_sound_is_muted(stand: Stand, qtbot: QtBot) -> None:
    stand.check.begin(Settings(muted=True))
    stand.says_yes()
    qtbot.waitUntil(lambda: "Sound is off" in stand.said)
    stand.audition.leave()


def test_the_screen_is_not_kept_on_if_that_is_off_in_the_settings(stand: Stand) -> None:
    stand.check.begin(Settings(keep_awake=False, voice_level=VoiceLevel.TONES))
    stand.page.awake_wanted.emit(True)
    assert stand.awake.calls == []
