import itertools
import math
import subprocess
import sys
import wave
from array import array
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from mobility_gui.sound.tones import read_tones
from mobility_gui.training.cues import CueKind

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "sounds"
RATE_HZ = 48_000
COUNTDOWN = {CueKind.THREE, CueKind.TWO, CueKind.ONE}
BEATS = {CueKind.REP_DOWN, CueKind.REP_HOLD, CueKind.REP_UP}

Samples = npt.NDArray[np.float64]


@pytest.fixture(scope="module")
def tones() -> dict[CueKind, Samples]:
    """Samples in -1..1."""
    return {kind: np.array(samples) / 32768 for kind, samples in read_tones(FOLDER).items()}


def dominant_hz(samples: Samples) -> float:
    size = 1 << 17
    return float(np.abs(np.fft.rfft(samples * np.hanning(len(samples)), size)).argmax() * RATE_HZ / size)


def momentary_lufs(samples: Samples) -> float:
    """Loudest 400 ms, filtered by the two stages of ITU-R BS.1770 in the frequency domain: not the script's way."""
    stages = (
        ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585)),
        ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621)),
    )
    size = 1 << 18
    delay = np.exp(-2j * np.pi * np.fft.rfftfreq(size))
    spectrum = np.fft.rfft(samples, size)
    for above, below in stages:
        spectrum *= np.polyval(above[::-1], delay) / np.polyval(below[::-1], delay)
    window = 400 * RATE_HZ // 1000
    energy = np.concatenate([np.zeros(window), np.cumsum(np.fft.irfft(spectrum) ** 2)])
    return float(-0.691 + 10 * np.log10((energy[window:] - energy[:-window]).max() / window))


def test_the_stored_files_are_what_the_script_makes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "packaging" / "make_tones.py", tmp_path], check=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    stored = {path.name: path.read_bytes() for path in FOLDER.iterdir()}
    assert made.keys() == stored.keys() == {f"{kind}.wav" for kind in CueKind}
    assert [name for name in made if made[name] != stored[name]] == []


def test_every_tone_is_long_enough_for_a_speaker_that_swallows_its_beginning(tones: dict[CueKind, Samples]) -> None:
    seconds = {kind: len(samples) / RATE_HZ for kind, samples in tones.items()}
    assert all(duration >= 0.4 for kind, duration in seconds.items() if kind not in BEATS)
    assert all(seconds[kind] == 0.2 for kind in BEATS)


def test_the_end_of_a_hold_is_silent_before_the_next_cue(tones: dict[CueKind, Samples]) -> None:
    assert len(tones[CueKind.END]) / RATE_HZ < 0.7


def test_no_tone_clicks_at_its_ends(tones: dict[CueKind, Samples]) -> None:
    for kind, samples in tones.items():
        loudest = np.abs(samples).max()
        assert samples[0] == samples[-1] == 0, kind
        assert np.abs(samples[:48]).max() < 0.1 * loudest, kind
        assert np.abs(samples[-48:]).max() < 0.01 * loudest, kind


def test_all_tones_are_equally_loud_and_leave_headroom(tones: dict[CueKind, Samples]) -> None:
    loudness = {kind: momentary_lufs(samples) for kind, samples in tones.items()}
    assert max(loudness.values()) - min(loudness.values()) < 0.5, loudness
    assert max(np.abs(samples).max() for samples in tones.values()) <= 10 ** (-3 / 20)


def test_a_pure_tone_measures_as_the_standard_says() -> None:
    tone = np.sin(2 * np.pi * 997 * np.arange(RATE_HZ) / RATE_HZ)
    assert momentary_lufs(tone) == pytest.approx(-3.01, abs=0.05)


def test_no_two_cues_sound_alike_but_the_countdown(tones: dict[CueKind, Samples]) -> None:
    def alike(one: Samples, other: Samples) -> bool:
        semitones = 12 * abs(math.log2(dominant_hz(one) / dominant_hz(other)))
        return semitones < 1.5 and abs(len(one) - len(other)) < 0.15 * max(len(one), len(other))

    pairs = itertools.combinations(tones, 2)
    assert {(one, other) for one, other in pairs if alike(tones[one], tones[other])} == {
        (CueKind.THREE, CueKind.TWO),
        (CueKind.THREE, CueKind.ONE),
        (CueKind.TWO, CueKind.ONE),
    }


def test_start_and_end_are_higher_and_longer_than_the_countdown_before_them(tones: dict[CueKind, Samples]) -> None:
    for kind in (CueKind.START, CueKind.END):
        assert all(dominant_hz(tones[kind]) > 1.2 * dominant_hz(tones[count]) for count in COUNTDOWN)
        assert all(len(tones[kind]) > 1.5 * len(tones[count]) for count in COUNTDOWN)


def test_breathing_in_rises_and_breathing_out_falls(tones: dict[CueKind, Samples]) -> None:
    def rise(samples: Samples) -> float:
        third = len(samples) // 3
        return dominant_hz(samples[-third:]) / dominant_hz(samples[:third])

    assert rise(tones[CueKind.BREATHE_IN]) > 1.2
    assert rise(tones[CueKind.BREATHE_OUT]) < 1 / 1.2


@pytest.mark.parametrize(
    ("channels", "rate_hz", "message"), [(2, 48_000, "mono"), (1, 44_100, "48000 Hz")], ids=["stereo", "44.1 kHz"]
)
def test_a_tone_of_another_shape_is_refused_by_name(tmp_path: Path, channels: int, rate_hz: int, message: str) -> None:
    with wave.open(str(tmp_path / "set_up.wav"), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(array("h", [0, 0]).tobytes())
    with pytest.raises(ValueError, match=rf"set_up\.wav.*{message}"):
        read_tones(tmp_path)


def test_a_damaged_tone_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "set_up.wav").write_bytes(b"RIFF")
    with pytest.raises(ValueError, match=r"set_up\.wav is not a WAV file"):
        read_tones(tmp_path)
