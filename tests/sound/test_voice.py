import shutil
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mobility_gui.paths import resources
from mobility_gui.sound.voice import Voice
from tests.giving_up import GIVE_UP_SECONDS


@pytest.fixture
def voice(tmp_path: Path) -> Voice:
    return Voice(resources() / "voice", tmp_path / "names")


def test_phrases_that_come_with_the_program_are_said_by_its_clips(voice: Voice) -> None:
    duration_ms, samples = voice.duration_ms("Left side"), voice.samples("Left side")
    assert duration_ms is not None
    assert samples is not None
    assert len(samples) == pytest.approx(48 * duration_ms, abs=48 * 5)


def test_a_phrase_that_cannot_be_said_has_neither_length_nor_samples(voice: Voice) -> None:
    assert voice.duration_ms("Shin rock of mine") is None
    assert voice.samples("Shin rock of mine") is None
    assert voice.problem is None


@pytest.mark.skipif(sys.platform != "linux", reason="this system has another voice")
@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed: there is no voice to try")
def test_a_name_the_runner_wrote_is_said_too_and_all_else_by_its_clip(voice: Voice, qtbot: QtBot) -> None:
    clip = voice.samples("Left side")
    voice.learn(["Left side", "Shin rock of mine"])
    qtbot.waitUntil(lambda: voice.duration_ms("Shin rock of mine") is not None, timeout=1000 * GIVE_UP_SECONDS)
    assert voice.samples("Shin rock of mine") is not None
    assert voice.samples("Left side") is clip
    assert voice._names.samples("Left side") is None
    voice.close()


def test_without_its_clips_nothing_is_said_and_the_reason_is_given(tmp_path: Path) -> None:
    voice = Voice(tmp_path, tmp_path / "names")
    assert voice.duration_ms("Left side") is None
    assert voice.problem is not None
    assert str(tmp_path) in voice.problem
    voice.close()
