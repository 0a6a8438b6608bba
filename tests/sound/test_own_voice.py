import wave
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from pytestqt.qtbot import QtBot

from mobility_gui.paths import resources
from mobility_gui.sound.levelling import LOUDNESS_LUFS, loudness_lufs
from mobility_gui.sound.name_voice import KEPT_PHRASES, NameVoice
from mobility_gui.sound.own_voice import file_of, is_installed
from mobility_gui.sound.phrases import PhraseBank
from tests.giving_up import GIVE_UP_SECONDS

Samples = npt.NDArray[np.int16]

with_the_extra = pytest.mark.skipif(
    not is_installed(), reason="hibari-tts, the extra mobility-gui[voice], is not installed"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "names"


@pytest.fixture
def voice(folder: Path) -> Iterator[NameVoice]:
    voice = NameVoice(folder)
    yield voice
    voice.close()


def learned(voice: NameVoice, qtbot: QtBot, *phrases: str) -> list[Samples | None]:
    voice.learn(phrases)
    qtbot.waitUntil(lambda: not voice._waiting, timeout=1000 * GIVE_UP_SECONDS)
    return [voice.samples(phrase) for phrase in phrases]


def record(file: Path, seconds: float = 0.5) -> None:
    """Write a tone where a name's recording is kept."""
    file.parent.mkdir(exist_ok=True)
    tone = np.sin(2 * np.pi * 300 * np.arange(round(24_000 * seconds)) / 24_000)
    with wave.open(str(file), "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(24_000)
        target.writeframes((tone * 9_000).astype("<i2").tobytes())


BANDS_HZ = np.geomspace(150, 8_000, 25)


def alike(one: Samples, other: Samples) -> float:
    """Return how much two sounds resemble each other in their bands: 1 if they are the same.

    Their waves cannot be compared, as another processor rounds the voice's network otherwise. The same name comes to
    0.999, another name in this voice to 0.95, and this name in espeak's to 0.83.
    """
    return float(np.corrcoef(_bands_db(one), _bands_db(other))[0, 1])


def _bands_db(samples: Samples) -> npt.NDArray[np.float64]:
    power, at_hz = np.abs(np.fft.rfft(samples.astype(float))) ** 2, np.fft.rfftfreq(len(samples), 1 / 48_000)
    means = [power[(at_hz >= low) & (at_hz < high)].mean() for low, high in pairwise(BANDS_HZ)]
    decibels: npt.NDArray[np.float64] = 10 * np.log10(np.array(means) + 1)
    return decibels


def test_a_name_that_was_recorded_before_is_said_from_its_file(
    voice: NameVoice, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(folder))  # no other voice
    record(file_of(folder, "Ubung 1"), seconds=0.5)
    (samples,) = learned(voice, qtbot, "Übung\t1")
    assert samples is not None
    assert len(samples) == pytest.approx(24_000, abs=1_000)
    assert voice.problem is None


def test_a_damaged_recording_is_not_played(
    voice: NameVoice, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(folder))
    folder.mkdir()
    file_of(folder, "Legs").write_bytes(b"RIFF but no more")
    assert learned(voice, qtbot, "Legs") == [None]
    assert voice.problem is not None


@with_the_extra
def test_a_name_of_the_runners_is_said_as_the_program_would_say_it(
    voice: NameVoice, folder: Path, qtbot: QtBot
) -> None:
    bank = PhraseBank(resources() / "voice")
    for phrase, samples in zip(
        ("Twisting lunge", "Calf pumps"), learned(voice, qtbot, "Twisting lunge", "Calf pumps"), strict=True
    ):
        assert samples is not None
        assert alike(samples, bank.samples(phrase)) > 0.99
        assert loudness_lufs(samples / 32768) == pytest.approx(LOUDNESS_LUFS, abs=0.5)
    assert len(list(folder.iterdir())) == 2


@with_the_extra
def test_a_name_is_rendered_once_and_kept(folder: Path, qtbot: QtBot) -> None:
    first, second = NameVoice(folder), NameVoice(folder)
    (said,) = learned(first, qtbot, "Shin rock of mine")
    made_ns = file_of(folder, "Shin rock of mine").stat().st_mtime_ns
    (again,) = learned(second, qtbot, "Shin rock of mine")
    assert said is not None
    assert again is not None
    assert np.array_equal(said, again)
    assert file_of(folder, "Shin rock of mine").stat().st_mtime_ns == made_ns
    first.close()
    second.close()


@with_the_extra
def test_a_hundred_recordings_are_kept_and_older_ones_go(voice: NameVoice, folder: Path, qtbot: QtBot) -> None:
    for number in range(KEPT_PHRASES + 20):
        record(file_of(folder, f"Old {number}"), seconds=0.1)
    learned(voice, qtbot, "Shin rock of mine")
    assert len(list(folder.iterdir())) == KEPT_PHRASES
    assert file_of(folder, "Shin rock of mine").exists()


@with_the_extra
@pytest.mark.parametrize("name", ["[[slnc 9000]] legs", "$(touch x) legs", "[a](/b/) legs", "legs / and: 3,5 %"])
def test_whatever_a_name_holds_it_is_only_said(name: str, voice: NameVoice, folder: Path, qtbot: QtBot) -> None:
    (samples,) = learned(voice, qtbot, name)
    assert samples is not None
    assert 200 < len(samples) / 48 < 4_020
    assert len(list(folder.iterdir())) == 1
