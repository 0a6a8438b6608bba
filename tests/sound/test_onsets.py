"""The onset finder is tested on recordings whose onsets are known."""

import wave
from pathlib import Path

import numpy as np
import pytest

from tests.sound.onsets import RATE_HZ, Expected, Recorded, Samples, listen

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sounds" / "normal"
SECOND = RATE_HZ


def tone(name: str) -> Samples:
    with wave.open(str(FOLDER / f"{name}.wav"), "rb") as file:
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(float)


def spoken(seconds: float, seed: int) -> Samples:
    """Return something like speech: a buzz of many harmonics through changing formants, in syllables."""
    noise = np.random.default_rng(seed)
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    pitch_hz = 110 + 15 * np.sin(2 * np.pi * 1.3 * time + seed)
    phase = 2 * np.pi * np.cumsum(pitch_hz) / RATE_HZ
    loud = [noise.uniform(0.1, 1) / n for n in range(1, 25)]
    buzz = np.sum([part * np.sin(n * phase) for n, part in enumerate(loud, 1)], axis=0)
    syllables = np.clip(np.sin(2 * np.pi * 4 * time), 0, None)
    result: Samples = 4000 * buzz * syllables + 300 * noise.standard_normal(len(time)) * syllables
    return result


def put(recording: Samples, samples: Samples, frame: int, gain: float) -> None:
    recording[frame : frame + len(samples)] += gain * samples[: len(recording) - frame]


def rounded(recording: Samples) -> Recorded:
    return np.clip(np.round(recording), -32768, 32767).astype(np.int16)


NAMES = ("set_up", "three", "two", "one", "start", "half_way", "rep_down", "rep_up", "breathe_in", "end")


@pytest.mark.parametrize("gain", [0.04, 0.5, 1.0])
def test_cues_that_come_early_and_late_are_found_to_the_frame(gain: float) -> None:
    chance = np.random.default_rng(5)
    recording = np.zeros(60 * SECOND)
    expected, at = [], []
    for number in range(50):
        samples = tone(NAMES[chance.integers(len(NAMES))]) if number % 3 else spoken(0.8, number)
        frame = SECOND + number * SECOND
        at.append(frame + int(chance.integers(-15_000, 15_000)))
        expected.append(Expected(str(number), samples, frame))
        put(recording, samples, at[-1], gain)
    hearing = listen(rounded(recording), expected)
    assert (hearing.missing, hearing.extra) == ((), ())
    assert [heard.frame for heard in hearing.heard] == at
    assert [heard.gain for heard in hearing.heard] == pytest.approx([gain] * 50, rel=0.02)


def test_in_noise_and_over_one_another_they_are_found_to_a_tenth_of_a_millisecond() -> None:
    chance = np.random.default_rng(6)
    recording = 40 * np.random.default_rng(1).standard_normal(60 * SECOND)
    expected, at = [], []
    for number in range(25):
        frame = SECOND + 2 * number * SECOND
        phrase, cue = spoken(1.2, number), tone(NAMES[number % len(NAMES)])
        for name, samples, due in (("said", phrase, frame), ("cue", cue, frame + round(1.1 * SECOND))):
            at.append(due + int(chance.integers(-4000, 4000)))
            expected.append(Expected(f"{name} {number}", samples, due))
            put(recording, samples, at[-1], 0.7)
    hearing = listen(rounded(recording), expected)
    assert (hearing.missing, hearing.extra) == ((), ())
    assert max(abs(heard.frame - frame) for heard, frame in zip(hearing.heard, at, strict=True)) <= RATE_HZ // 10_000


def test_a_tone_that_starts_with_a_phrase_is_distinguished_from_it() -> None:
    recording = np.zeros(4 * SECOND)
    phrase, cue = spoken(1.0, 3), tone("half_way")
    put(recording, phrase, SECOND, 0.5)
    put(recording, cue, SECOND + 31, 0.5)
    hearing = listen(rounded(recording), [Expected("cue", cue, SECOND), Expected("phrase", phrase, SECOND)])
    assert [heard.frame for heard in hearing.heard] == [SECOND + 31, SECOND]


def test_a_missing_cue_and_an_extra_sound_are_reported() -> None:
    recording = np.zeros(10 * SECOND)
    put(recording, tone("start"), 2 * SECOND, 0.5)
    put(recording, spoken(0.5, 9), 7 * SECOND, 0.5)
    asked = [Expected("start", tone("start"), 2 * SECOND), Expected("end", tone("end"), 5 * SECOND)]
    hearing = listen(rounded(recording), asked)
    assert [heard.expected.name for heard in hearing.heard] == ["start"]
    assert [cue.name for cue in hearing.missing] == ["end"]
    assert len(hearing.extra) in range(1, 5)  # one or more, depending on its syllables
    assert 7 * SECOND <= hearing.extra[0] < 7.1 * SECOND


def test_a_wrong_cue_counts_as_missing_and_as_an_extra_sound() -> None:
    recording = np.zeros(4 * SECOND)
    put(recording, tone("end"), 2 * SECOND, 0.5)
    hearing = listen(rounded(recording), [Expected("rest", tone("rest"), 2 * SECOND)])
    assert [cue.name for cue in hearing.missing] == ["rest"]
    assert len(hearing.extra) >= 1


def test_a_cue_faded_out_by_a_command_is_still_found() -> None:
    recording = np.zeros(4 * SECOND)
    phrase = spoken(1.5, 4)
    fading = np.concatenate([np.ones(SECOND // 2), np.linspace(1, 0, 480)])
    put(recording, phrase[: len(fading)] * fading, 2 * SECOND, 0.6)
    cut = phrase[: SECOND // 2]
    hearing = listen(rounded(recording), [Expected("phrase", cut, 2 * SECOND)])
    assert [heard.frame for heard in hearing.heard] == [2 * SECOND]


def test_a_cue_with_a_hole_is_found_at_its_place_by_what_remains() -> None:
    recording = np.zeros(4 * SECOND)
    cue = tone("start")
    put(recording, cue, SECOND + 700, 0.5)
    recording[SECOND + 3000 : SECOND + 5000] = 0
    hearing = listen(rounded(recording), [Expected("start", cue, SECOND)])
    assert hearing.extra == ()
    (heard,) = hearing.heard
    assert heard.frame == SECOND + 700
    assert heard.gain == pytest.approx(0.5, rel=0.01)
    assert 0.1 < heard.share < 0.9


def test_a_cue_of_which_almost_nothing_remains_is_missing() -> None:
    recording = np.zeros(4 * SECOND)
    cue = tone("start")
    put(recording, cue, SECOND, 0.5)
    recording[SECOND + 400 :] = 0
    hearing = listen(rounded(recording), [Expected("start", cue, SECOND)])
    assert [expected.name for expected in hearing.missing] == ["start"]


def test_the_sound_that_keeps_a_speaker_awake_does_not_count_as_extra() -> None:
    recording = 8 * np.random.default_rng(2).standard_normal(4 * SECOND)
    assert listen(rounded(recording), []).extra == ()
