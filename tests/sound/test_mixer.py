from collections import deque
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_gui.sound.device import BUFFER_MS, CHANNELS, PERIOD_MS, SAMPLE_RATE_HZ
from mobility_gui.sound.mixer import FADE_FRAMES, MixedSound, Mixer, Samples
from mobility_gui.training.cues import CueKind
from mobility_gui.training.exercise import Side
from mobility_gui.training.score import Phrase, Tone

PERIOD = SAMPLE_RATE_HZ * PERIOD_MS // 1000
Heard = npt.NDArray[np.int16]


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Stand:
    """A device that plays by its clock: what it asks for is heard one buffer later."""

    def __init__(self, *, tells: bool = False) -> None:
        self.tells = tells
        self.clock = Clock()
        self.begun: deque[tuple[MixedSound, float]] = deque()
        self.mixer = Mixer(self.clock, self.begun)
        self._blocks: list[Heard] = []
        self.frames = 0
        self.began = self.clock.now
        self.ask(BUFFER_MS // PERIOD_MS)

    def ask(self, times: int = 1, frame_count: int = PERIOD) -> None:
        for _ in range(times):
            delay = self.began + self.frames / SAMPLE_RATE_HZ - self.clock.now if self.tells else None
            block = np.frombuffer(self.mixer.fill(frame_count, delay), dtype=np.int16)
            self._blocks.append(block.reshape(-1, CHANNELS))
            self.frames += frame_count

    @property
    def heard(self) -> Heard:
        """All samples so far, as (frames, channels)."""
        return np.concatenate(self._blocks)

    def plays(self, seconds: float, *, burst: int = 1) -> None:
        """Let time pass; the device asks for one period at a time, or for `burst` periods at once."""
        for _ in range(round(1000 * seconds) // (PERIOD_MS * burst)):
            self.clock.now += burst * PERIOD_MS / 1000
            self.ask(burst)

    def at_ms(self, ahead_seconds: float) -> int:
        return round(1000 * (self.clock.now + ahead_seconds))

    def frame(self, at_ms: int) -> int:
        """Return the frame that is heard at a time."""
        return round((at_ms / 1000 - self.began) * SAMPLE_RATE_HZ)


@pytest.fixture(params=[False, True], ids=["guessed", "told"])
def stand(request: pytest.FixtureRequest) -> Stand:
    """Return a device whose position is estimated from its requests, and one that reports it."""
    made = Stand(tells=request.param)
    made.plays(1)
    return made


def click(length: int = 1, level: int = 1000) -> Samples:
    return np.full(length, level, dtype=np.int16)


def tone(
    at_ms: int, samples: Samples | None = None, kind: CueKind = CueKind.START, side: Side = Side.BOTH
) -> MixedSound:
    return MixedSound(Tone(at_ms, kind), click() if samples is None else samples, side)


def phrase(at_ms: int, samples: Samples, words: str = "Left side") -> MixedSound:
    return MixedSound(Phrase(at_ms, words), samples)


def onsets(heard: Heard) -> list[int]:
    sounding = np.concatenate([[False], heard.any(axis=1)])
    return [int(frame) for frame in np.flatnonzero(sounding[1:] & ~sounding[:-1])]


# To the sample


def test_a_sound_is_heard_at_its_time_to_the_sample(stand: Stand) -> None:
    times = [stand.at_ms(ahead) for ahead in (0.3, 0.3007, 0.91, 1.5)]
    stand.mixer.place([tone(at_ms) for at_ms in times], cut=True)
    stand.plays(2)
    assert onsets(stand.heard) == [stand.frame(at_ms) for at_ms in times]


def test_a_device_that_asks_in_bursts_does_not_move_what_was_placed() -> None:
    stand = Stand()
    stand.plays(2, burst=6)
    times = [stand.at_ms(0.3 + 0.37 * count) for count in range(8)]
    stand.mixer.place([tone(at_ms) for at_ms in times], cut=True)
    stand.plays(4, burst=6)
    assert onsets(stand.heard) == pytest.approx([stand.frame(at_ms) for at_ms in times], abs=1)


def test_requests_that_come_late_within_the_buffer_do_not_move_what_was_placed(stand: Stand) -> None:
    at_ms = stand.at_ms(0.9)
    stand.mixer.place([tone(at_ms)], cut=True)
    for late in (0.14, 0.01, 0.13, 0.06):
        stand.clock.now += late
        stand.ask()
    missing = round((stand.clock.now - stand.began) * 1000) // PERIOD_MS + BUFFER_MS // PERIOD_MS
    stand.ask(missing - stand.frames // PERIOD)
    stand.plays(1)
    assert onsets(stand.heard) == [stand.frame(at_ms)]


def test_bursts_that_creep_and_jump_back_do_not_move_what_was_placed(stand: Stand) -> None:
    """PulseAudio's null sink does this: each request comes a little later than the last, 16 ms after 36 s."""
    times = [stand.at_ms(0.3 + count) for count in range(80)]
    stand.mixer.place([tone(at_ms) for at_ms in times], cut=True)
    began = stand.clock.now
    for count in range(4000):
        creep = 0.016 * (count % 1800) / 1800
        stand.clock.now = began + (count + 1) * PERIOD_MS / 1000 + creep
        stand.ask()
    away = np.array(onsets(stand.heard)) - [stand.frame(at_ms) for at_ms in times]
    assert np.abs(away).max() <= 0.004 * SAMPLE_RATE_HZ


def test_a_gap_in_which_a_device_ran_empty_delays_what_comes_next_by_as_much(stand: Stand) -> None:
    stand.plays(5)
    stand.clock.now += 0.26  # 20 ms more than it holds
    stand.began += 0.02
    stand.ask(BUFFER_MS // PERIOD_MS)
    stand.plays(0.5)
    at_ms = stand.at_ms(0.5)
    stand.mixer.place([tone(at_ms)], cut=True)
    stand.plays(1)
    assert onsets(stand.heard) == pytest.approx([stand.frame(at_ms)], abs=48)


def test_after_a_device_lost_time_sounds_are_heard_at_their_times_again(stand: Stand) -> None:
    stand.clock.now += 3
    stand.began = stand.clock.now - stand.frames / SAMPLE_RATE_HZ  # what comes next is heard from now on
    stand.ask(BUFFER_MS // PERIOD_MS)
    stand.plays(1)
    at_ms = stand.at_ms(0.5)
    stand.mixer.place([tone(at_ms)], cut=True)
    stand.plays(1)
    assert onsets(stand.heard) == [stand.frame(at_ms)]


def test_a_device_whose_clock_runs_a_little_slow_is_followed(stand: Stand) -> None:
    slow = 1.0001
    began = stand.clock.now
    for _ in range(60 * 1000 // PERIOD_MS):
        stand.clock.now += slow * PERIOD_MS / 1000
        stand.began += (slow - 1) * PERIOD_MS / 1000
        stand.ask()
    assert stand.began - (began - 1) == pytest.approx(0.006)
    at_ms = stand.at_ms(0.5)
    stand.mixer.place([tone(at_ms)], cut=True)
    stand.plays(1)
    assert onsets(stand.heard) == pytest.approx([stand.frame(at_ms)], abs=0.001 * SAMPLE_RATE_HZ)


def test_a_sound_that_is_too_late_is_dropped_and_one_a_little_late_is_heard_at_once(stand: Stand) -> None:
    reach = BUFFER_MS / 1000
    stand.mixer.place([tone(stand.at_ms(reach - 0.2)), tone(stand.at_ms(reach - 0.03), kind=CueKind.END)], cut=True)
    before = stand.frames
    stand.plays(1)
    assert onsets(stand.heard) == [before]
    (begun,) = stand.begun
    assert begun[0].due.what is CueKind.END
    assert begun[1] == pytest.approx(stand.began + before / SAMPLE_RATE_HZ)


def test_a_patient_sound_waits_until_the_device_plays(stand: Stand) -> None:
    before = stand.frames
    stand.mixer.place([MixedSound(Tone(stand.at_ms(-2), CueKind.START), click(), patience_seconds=3)], cut=True)
    stand.plays(1)
    assert onsets(stand.heard) == [before]


def test_words_that_come_before_the_device_are_said_late_one_after_another_and_counts_not_at_all() -> None:
    stand = Stand()
    name = replace(phrase(stand.at_ms(0.1), click(4800), "Calf"), patience_seconds=1)
    side = replace(phrase(stand.at_ms(0.25), click(4800, 500)), patience_seconds=1)
    stand.mixer.place([phrase(stand.at_ms(0.3), click(9), "three"), name, side], cut=True)
    stand.plays(1)
    assert [sound.due.what for sound, _ in stand.begun] == ["Calf", "Left side"]
    (first,) = onsets(stand.heard)
    assert stand.frame(stand.at_ms(-1 + 0.45)) <= first <= stand.frame(stand.at_ms(-1 + 0.55))
    assert stand.heard[first : first + 9600, 0].tolist() == [1000] * 4800 + [500] * 4800


def test_words_wait_for_the_words_before_them_only_as_long_as_they_can(stand: Stand) -> None:
    at_ms = stand.at_ms(0.3)
    long = replace(phrase(at_ms, click(SAMPLE_RATE_HZ), "Calf"), patience_seconds=0.3)
    side = replace(phrase(at_ms + 600, click(480, 500)), patience_seconds=0.3)
    stand.mixer.place([long, side], cut=True)
    stand.plays(2)
    assert stand.heard[stand.frame(at_ms + 605), 0] > 500  # the name fades under it
    assert not stand.heard[stand.frame(at_ms + 650) :].any()


def test_words_that_wait_are_not_reported_as_heard_before_they_are(stand: Stand) -> None:
    at_ms = stand.at_ms(0.3)
    name = phrase(at_ms, click(9600), "Calf")
    answer = replace(phrase(at_ms + 100, click(480, 500), "Resume"), patience_seconds=0.15)
    counts = [phrase(at_ms + 190, click(9600, 10), "two")]
    stand.mixer.place([name, answer, *counts], cut=True)
    stand.plays(2)
    assert [sound.due.what for sound, _ in stand.begun] == ["Calf", "two"]
    assert 500 not in stand.heard


def test_a_cut_is_not_forgotten_when_something_is_placed_again_before_the_device_asks(stand: Stand) -> None:
    stand.mixer.place([tone(stand.at_ms(0.3), click(SAMPLE_RATE_HZ))], cut=True)
    stand.plays(0.3)
    before = stand.frames
    stand.mixer.place([], cut=True)
    stand.mixer.place([], cut=False)
    stand.plays(1)
    assert not stand.heard[before + FADE_FRAMES :].any()


@settings(max_examples=30)
@given(st.lists(st.integers(1, 3000), min_size=1, max_size=30))
def test_blocks_of_any_size_give_the_same_stream(sizes: list[int]) -> None:
    rng = np.random.default_rng(1)
    noise = rng.integers(-8000, 8000, 5000).astype(np.int16)

    def stream(frames: Iterator[int]) -> Heard:
        stand = Stand()
        stand.plays(0.5)
        begin = stand.at_ms(0.241)
        stand.mixer.place([tone(begin, noise), tone(begin + 3, noise[:700], CueKind.END)], cut=True)
        before = stand.frames
        for frame_count in frames:
            stand.ask(frame_count=frame_count)
        return stand.heard[before:]

    whole = sum(sizes)
    assert np.array_equal(stream(iter(sizes)), stream(iter([whole])))


# Placed again


def test_what_was_placed_before_and_has_not_begun_is_forgotten(stand: Stand) -> None:
    stand.mixer.place([tone(stand.at_ms(0.5))], cut=True)
    stand.plays(0.1)
    later = stand.at_ms(0.8)
    stand.mixer.place([tone(later)], cut=False)
    stand.plays(1)
    assert onsets(stand.heard) == [stand.frame(later)]


@pytest.mark.parametrize("cut", [True, False])
def test_a_sound_that_has_begun_and_is_placed_again_continues_unbroken(stand: Stand, cut: bool) -> None:
    long = click(SAMPLE_RATE_HZ // 2)
    one = tone(stand.at_ms(0.3), long)
    stand.mixer.place([one], cut=True)
    stand.plays(0.3)
    stand.mixer.place([tone(one.due.at_ms, long)], cut=cut)
    stand.plays(1)
    assert np.count_nonzero(stand.heard[:, 0]) == len(long)
    assert len(stand.begun) == 1


def test_a_cut_fades_out_a_sound_without_a_click(stand: Stand) -> None:
    stand.mixer.place([tone(stand.at_ms(0.3), click(SAMPLE_RATE_HZ, 20_000))], cut=True)
    stand.plays(0.3)
    before = stand.frames
    stand.mixer.place([], cut=True)
    stand.plays(1)
    faded = stand.heard[before:, 0].astype(int)
    assert not faded[FADE_FRAMES:].any()
    assert np.abs(np.diff(faded)).max() < 30


def test_without_a_cut_a_sound_that_has_begun_plays_to_its_end(stand: Stand) -> None:
    stand.mixer.place([tone(stand.at_ms(0.3), click(SAMPLE_RATE_HZ // 2))], cut=True)
    stand.plays(0.3)
    stand.mixer.place([], cut=False)
    stand.plays(1)
    assert np.count_nonzero(stand.heard[:, 0]) == SAMPLE_RATE_HZ // 2


def test_a_second_voice_cuts_off_the_first_and_tones_cut_off_nothing(stand: Stand) -> None:
    at_ms = stand.at_ms(0.3)
    first = phrase(at_ms, click(SAMPLE_RATE_HZ, 100))
    second = phrase(at_ms + 200, click(4800, 10), "Right side")
    stand.mixer.place([first, second, tone(at_ms + 100, click(4800, 1))], cut=True)
    stand.plays(2)
    left = stand.heard[:, 0]
    assert left[stand.frame(at_ms + 150)] == 101
    assert left[stand.frame(at_ms + 230)] == 10
    assert not left[stand.frame(at_ms + 400) :].any()


# How it sounds


def test_sounds_that_overlap_are_added(stand: Stand) -> None:
    at_ms = stand.at_ms(0.3)
    stand.mixer.place([tone(at_ms, click(48, 20_000)), tone(at_ms, click(24, 6_000), CueKind.END)], cut=True)
    stand.plays(1)
    first = stand.frame(at_ms)
    assert stand.heard[first : first + 48, 0].tolist() == [26_000] * 24 + [20_000] * 24


def test_sounds_that_are_too_loud_together_are_compressed_and_not_clipped(stand: Stand) -> None:
    at_ms = stand.at_ms(0.3)
    rising = np.arange(0, 26_000, 10, dtype=np.int16)
    stand.mixer.place([tone(at_ms, rising), tone(at_ms, -rising, CueKind.END, Side.LEFT)], cut=True)
    later = at_ms + 300
    stand.mixer.place([tone(later, rising), tone(later, rising, CueKind.END), tone(later + 100, -rising)], cut=True)
    stand.plays(2)
    first = stand.frame(later)
    loud = stand.heard[first : first + len(rising), 0].astype(int)
    assert loud[1300] == 2 * rising[1300]
    assert loud.max() <= 0.891 * 32768  # -1 dBFS
    assert (np.diff(loud) >= 0).all()


def test_gain_scales_what_is_heard(stand: Stand) -> None:
    stand.mixer.gain = 0.25
    stand.plays(0.1)
    at_ms = stand.at_ms(0.3)
    stand.mixer.place([tone(at_ms, click(10, -1000))], cut=True)
    stand.plays(1)
    first = stand.frame(at_ms)
    assert stand.heard[first : first + 10, 0].tolist() == [-250] * 10


def test_time_passes_silently_while_muted_and_muting_does_not_click(stand: Stand) -> None:
    stand.mixer.place([tone(stand.at_ms(0.3), click(SAMPLE_RATE_HZ, 20_000))], cut=True)
    stand.plays(0.3)
    stand.mixer.gain = 0
    before = stand.frames
    stand.plays(0.1)
    assert np.abs(np.diff(stand.heard[before:, 0].astype(int))).max() < 30
    assert not stand.heard[before + PERIOD :].any()
    stand.mixer.gain = 1
    stand.plays(0.1)
    assert stand.heard[-1, 0] == 20_000


@pytest.mark.parametrize(("side", "heard"), [(Side.LEFT, [7, 0]), (Side.RIGHT, [0, 7]), (Side.BOTH, [7, 7])])
def test_a_side_is_heard_from_that_side(stand: Stand, side: Side, heard: list[int]) -> None:
    at_ms = stand.at_ms(0.3)
    stand.mixer.place([tone(at_ms, click(1, 7), side=side)], cut=True)
    stand.plays(1)
    assert stand.heard[stand.frame(at_ms)].tolist() == heard


def test_silence_is_silent_unless_a_speaker_must_be_kept_awake(stand: Stand) -> None:
    assert not stand.heard.any()
    stand.mixer.awake = True
    before = stand.frames
    stand.plays(8)
    faint = stand.heard[before:, 0] / 32768
    level = 10 * np.log10(np.mean(faint**2))
    assert level == pytest.approx(-60, abs=1)
    assert np.abs(faint).max() < 10 ** (-45 / 20)
    stand.mixer.gain = 0
    stand.plays(0.1)
    assert not stand.heard[-PERIOD:].any()


def test_the_mixer_forgets_what_has_sounded(stand: Stand) -> None:
    for _ in range(20):
        stand.mixer.place([tone(stand.at_ms(0.3))], cut=True)
        stand.plays(0.2)
    stand.plays(1)
    assert stand.mixer._voices == []
    assert [sound.due.what for sound, _ in stand.begun] == [CueKind.START] * 20
