import itertools
import math
import subprocess
import sys
import wave
from array import array
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from mobility_gui.settings import ToneSet
from mobility_gui.sound.tones import read_tones
from mobility_gui.training.cues import AFTER_END_MS, CueKind

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "sounds"
RATE_HZ = 48_000
FFT_SIZE = 1 << 18
"""Longer than any tone."""
COUNTDOWN = (CueKind.THREE, CueKind.TWO, CueKind.ONE)
BEATS = (CueKind.REP_DOWN, CueKind.REP_HOLD, CueKind.REP_UP)
BREATHS = (CueKind.BREATHE_IN, CueKind.BREATHE_OUT)

Samples = npt.NDArray[np.float64]
Tones = dict[CueKind, Samples]


@pytest.fixture(scope="module")
def families() -> dict[ToneSet, Tones]:
    """Return the samples of every tone of every family, in -1..1."""
    return {
        tone_set: {kind: np.asarray(samples) / 32768 for kind, samples in read_tones(FOLDER / tone_set).items()}
        for tone_set in ToneSet
    }


@pytest.fixture(params=list(ToneSet))
def tones(request: pytest.FixtureRequest, families: dict[ToneSet, Tones]) -> Tones:
    """Return one family after another."""
    return families[request.param]


def spectrum(samples: Samples) -> tuple[Samples, Samples]:
    """Return the frequencies in Hz and the power at each."""
    size = 1 << 17
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), size)) ** 2
    return np.asarray(np.fft.rfftfreq(size, 1 / RATE_HZ)), np.asarray(power)


def dominant_hz(samples: Samples) -> float:
    frequencies, power = spectrum(samples)
    return float(frequencies[power.argmax()])


def centroid_hz(samples: Samples) -> float:
    frequencies, power = spectrum(samples)
    return float(np.average(frequencies, weights=power))


def through_small_speaker(samples: Samples) -> Samples:
    """Return a tone as a small laptop's speaker plays it: below 500 Hz, 12 dB less with each octave."""
    padded = np.pad(samples, (0, RATE_HZ // 2))
    turn = 1j * np.fft.rfftfreq(len(padded), 1 / RATE_HZ) / 500
    return np.fft.irfft(np.fft.rfft(padded) * turn**2 / (turn**2 + math.sqrt(2) * turn + 1), len(padded))


def rise_semitones(samples: Samples) -> float:
    """Return how much higher the last third is than the first."""
    third = len(samples) // 3
    return 12 * math.log2(dominant_hz(samples[-third:]) / dominant_hz(samples[:third]))


def suddenness(samples: Samples) -> float:
    """Return the height of the first 10 ms as a share of the loudest moment."""
    return float(np.abs(samples[: RATE_HZ // 100]).max() / np.abs(samples).max())


@cache
def k_weighting() -> npt.NDArray[np.complex128]:
    """Return the response of the two filter stages of ITU-R BS.1770 at each frequency."""
    stages = (
        ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585)),
        ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621)),
    )
    delay = np.exp(-2j * np.pi * np.fft.rfftfreq(FFT_SIZE))
    response: npt.NDArray[np.complex128] = np.ones_like(delay)
    for above, below in stages:
        response *= np.polyval(above[::-1], delay) / np.polyval(below[::-1], delay)
    return response


def momentary_lufs(samples: Samples) -> float:
    """Return the loudness of the loudest 400 ms, filtered in the frequency domain, unlike in the script."""
    weighted = np.fft.irfft(np.fft.rfft(samples, FFT_SIZE) * k_weighting())
    window = 400 * RATE_HZ // 1000
    energy = np.concatenate([np.zeros(window), np.cumsum(weighted**2)])
    return float(-0.691 + 10 * np.log10((energy[window:] - energy[:-window]).max() / window))


def each(families: dict[ToneSet, Tones]) -> Iterator[tuple[str, Samples]]:
    for tone_set, tones in families.items():
        for kind, samples in tones.items():
            yield f"{tone_set} {kind}", samples


def test_the_stored_files_are_what_the_script_makes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "packaging" / "make_tones.py", tmp_path], check=True)
    made = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.wav")}
    stored = {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in FOLDER.glob("*/*")}
    assert made.keys() == stored.keys() == {f"{tone_set}/{kind}.wav" for tone_set in ToneSet for kind in CueKind}
    assert [name for name in made if made[name] != stored[name]] == []


def test_every_tone_is_long_enough_for_a_speaker_that_swallows_its_beginning(tones: Tones) -> None:
    seconds = {kind: len(samples) / RATE_HZ for kind, samples in tones.items()}
    assert all(duration >= 0.4 for kind, duration in seconds.items() if kind not in BEATS)
    assert all(seconds[kind] == 0.2 for kind in BEATS)


def test_the_end_of_a_hold_is_silent_before_the_next_cue(tones: Tones) -> None:
    assert len(tones[CueKind.END]) / RATE_HZ * 1000 < AFTER_END_MS


def test_between_two_tones_is_digital_silence(families: dict[ToneSet, Tones]) -> None:
    assert [name for name, samples in each(families) if samples[0] or samples[-1]] == []


def test_no_tone_clicks_at_its_ends(families: dict[ToneSet, Tones]) -> None:
    for name, samples in each(families):
        loudest = np.abs(samples).max()
        assert np.abs(samples[:48]).max() < 0.1 * loudest, name
        assert np.abs(samples[-48:]).max() < 0.01 * loudest, name


def test_no_tone_clicks_anywhere(families: dict[ToneSet, Tones]) -> None:
    """A click is in all frequencies at once, so it shows above the highest partial."""
    for name, samples in each(families):
        padded = np.pad(samples, RATE_HZ // 100)
        coefficients = np.fft.rfft(padded)
        coefficients[np.fft.rfftfreq(len(padded), 1 / RATE_HZ) < 8000] = 0
        assert np.abs(np.fft.irfft(coefficients, len(padded))).max() < 10 ** (-60 / 20), name


def test_all_tones_are_equally_loud_and_leave_headroom(families: dict[ToneSet, Tones]) -> None:
    loudness = {name: momentary_lufs(samples) for name, samples in each(families)}
    assert max(loudness.values()) - min(loudness.values()) < 0.5, loudness
    assert max(np.abs(samples).max() for _, samples in each(families)) <= 10 ** (-3 / 20)


def test_a_pure_tone_measures_as_the_standard_says() -> None:
    tone = np.sin(2 * np.pi * 997 * np.arange(RATE_HZ) / RATE_HZ)
    assert momentary_lufs(tone) == pytest.approx(-3.01, abs=0.05)


def test_no_two_cues_sound_alike_but_the_countdown(tones: Tones) -> None:
    heard = {kind: (dominant_hz(samples), len(samples)) for kind, samples in tones.items()}

    def alike(one: CueKind, other: CueKind) -> bool:
        (one_hz, one_length), (other_hz, other_length) = heard[one], heard[other]
        lengths = sorted((one_length, other_length))
        return 12 * abs(math.log2(one_hz / other_hz)) < 1.5 and lengths[0] > 0.85 * lengths[1]

    found = {(one, other) for one, other in itertools.combinations(tones, 2) if alike(one, other)}
    assert found == set(itertools.combinations(COUNTDOWN, 2))


def test_start_and_end_are_higher_and_longer_than_the_countdown_before_them(tones: Tones) -> None:
    for kind in (CueKind.START, CueKind.END):
        assert all(dominant_hz(tones[kind]) > 1.2 * dominant_hz(tones[count]) for count in COUNTDOWN)
        assert all(len(tones[kind]) > 1.5 * len(tones[count]) for count in COUNTDOWN)


def test_the_end_is_higher_and_longer_than_the_beats_and_higher_than_the_breaths_before_it(tones: Tones) -> None:
    assert all(dominant_hz(tones[CueKind.END]) > 1.2 * dominant_hz(tones[kind]) for kind in (*BEATS, *BREATHS))
    assert all(len(tones[CueKind.END]) > 3 * len(tones[beat]) for beat in BEATS)


def test_breathing_in_rises_and_breathing_out_falls(tones: Tones) -> None:
    assert rise_semitones(tones[CueKind.BREATHE_IN]) > 3
    assert rise_semitones(tones[CueKind.BREATHE_OUT]) < -3


def test_a_repetition_goes_down_stays_and_comes_up(tones: Tones) -> None:
    down, hold, up = (tones[beat] for beat in BEATS)
    assert dominant_hz(down) * 1.15 < dominant_hz(hold) < dominant_hz(up) / 1.15
    assert rise_semitones(down) < -0.8
    assert abs(rise_semitones(hold)) < 0.2
    assert rise_semitones(up) > 0.8


def test_every_cue_is_brighter_from_family_to_family(families: dict[ToneSet, Tones]) -> None:
    for kind in CueKind:
        soft, normal, bright = (centroid_hz(families[tone_set][kind]) for tone_set in ToneSet)
        assert 1.15 * soft < normal < bright / 1.5, kind
        soft, normal, bright = (dominant_hz(families[tone_set][kind]) for tone_set in ToneSet)
        assert 1.15 * soft < normal < bright / 1.15, kind


def test_soft_tones_come_slowly(families: dict[ToneSet, Tones]) -> None:
    for kind in CueKind:
        soft, normal, bright = (suddenness(families[tone_set][kind]) for tone_set in ToneSet)
        assert soft < 0.15, kind
        assert soft < 0.5 * min(normal, bright), kind


def test_bright_tones_are_strong_where_the_ear_is_keen_and_wind_is_weak(families: dict[ToneSet, Tones]) -> None:
    for kind, samples in families[ToneSet.BRIGHT].items():
        frequencies, power = spectrum(samples)
        assert power[(frequencies >= 1000) & (frequencies < 4000)].sum() > 0.5 * power.sum(), kind


@pytest.mark.parametrize(("tone_set", "most_lost"), [(ToneSet.SOFT, 5), (ToneSet.NORMAL, 2.5), (ToneSet.BRIGHT, 0.5)])
def test_a_small_speaker_without_bass_still_plays_every_tone(
    families: dict[ToneSet, Tones], tone_set: ToneSet, most_lost: float
) -> None:
    for kind, samples in families[tone_set].items():
        assert momentary_lufs(samples) - momentary_lufs(through_small_speaker(samples)) < most_lost, kind


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
