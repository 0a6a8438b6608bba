import shutil

import numpy as np
import numpy.typing as npt
import pytest

from tests.bench.loudness import PHRASES, measure, phrase_clips, tone_clips

RATE_HZ = 48_000

pytestmark = pytest.mark.skipif(
    shutil.which("ffmpeg") is None, reason="ffmpeg is not installed: nobody else judges how loud the cues are"
)


def pcm(samples: npt.NDArray[np.float64]) -> npt.NDArray[np.int16]:
    return np.round(32768 * samples).astype(np.int16)


def test_all_tones_of_all_families_are_equally_loud_and_their_true_peaks_low() -> None:
    clips = list(tone_clips())
    measured = measure([clip.samples for clip in clips])
    loudness = {(clip.set_name, clip.cue): found for clip, found in zip(clips, measured, strict=True)}
    assert {name: found for name, found in loudness.items() if not -15.5 <= found.momentary_lufs <= -14.5} == {}
    assert {name: found for name, found in loudness.items() if not found.true_peak_dbtp <= -1.0} == {}


def test_no_phrase_and_no_tone_stands_out_among_all() -> None:
    if not PHRASES.exists():
        pytest.skip(f"there are no phrases in {PHRASES.name}: packaging/make_voice.py makes them")
    clips = [*tone_clips(), *phrase_clips()]
    measured = measure([clip.samples for clip in clips])
    loudness = {(clip.set_name, clip.cue): found for clip, found in zip(clips, measured, strict=True)}
    lufs = [found.momentary_lufs for found in measured]
    assert max(lufs) - min(lufs) <= 1.5, loudness
    assert {name: found for name, found in loudness.items() if not found.true_peak_dbtp <= -1.0} == {}


def test_a_loud_tone_and_a_faint_short_one_beside_it_are_kept_apart() -> None:
    tone = np.sin(2 * np.pi * 997 * np.arange(RATE_HZ) / RATE_HZ)
    loud, faint = measure([pcm(0.5 * tone), pcm(0.05 * tone[: RATE_HZ // 5])])
    assert (loud.momentary_lufs, loud.true_peak_dbtp) == pytest.approx((-9.03, -6.02), abs=0.11)
    assert (faint.momentary_lufs, faint.true_peak_dbtp) == pytest.approx((-32.04, -26.02), abs=0.11)


def test_the_peak_between_two_samples_is_found() -> None:
    between = np.hanning(RATE_HZ) * np.sin(2 * np.pi * (np.arange(RATE_HZ) + 0.5) / 4)
    assert np.abs(between).max() < 0.71
    assert measure([pcm(0.5 * between)])[0].true_peak_dbtp == pytest.approx(-6.02, abs=0.3)
