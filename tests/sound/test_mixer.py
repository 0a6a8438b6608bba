from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobility_gui.sound.mixer import SAMPLE_RATE_HZ, Mixer, Voice, mix

voices = st.lists(
    st.builds(
        Voice,
        samples=st.lists(st.integers(-32768, 32767), max_size=40).map(lambda values: array("h", values)),
        first_frame=st.integers(0, 60),
    ),
    max_size=4,
)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def heard(mixer: Mixer, frame_count: int) -> list[int]:
    samples = array("h")
    samples.frombytes(bytes(memoryview(mixer.fill(frame_count)).cast("B")))
    return samples.tolist()


def test_tones_that_overlap_are_added() -> None:
    one, other = Voice(array("h", [100, 100, 100]), 0), Voice(array("h", [20, 20]), 2)
    assert mix([one, other], 0, 5, 1.0).tolist() == [100, 100, 120, 20, 0]


def test_a_sum_beyond_16_bits_is_held_at_the_limit() -> None:
    loud = [Voice(array("h", [30000, -30000]), 0)] * 2
    assert mix(loud, 0, 2, 1.0).tolist() == [32767, -32768]


def test_gain_scales_the_sum() -> None:
    assert mix([Voice(array("h", [1000, -1000]), 0)], 0, 2, 0.25).tolist() == [250, -250]


@given(voices, st.lists(st.integers(0, 30), max_size=8))
def test_blocks_of_any_size_give_the_same_stream(voices: list[Voice], sizes: list[int]) -> None:
    whole = mix(voices, 0, sum(sizes), 0.5)
    pieces, frame = array("h"), 0
    for size in sizes:
        pieces.extend(mix(voices, frame, size, 0.5))
        frame += size
    assert pieces == whole


def test_a_cue_without_a_time_begins_with_the_next_block(clock: Clock) -> None:
    mixer = Mixer(clock)
    assert heard(mixer, 4) == [0, 0, 0, 0]
    mixer.add(array("h", [7, 8]))
    assert heard(mixer, 4) == [7, 8, 0, 0]
    assert heard(mixer, 4) == [0, 0, 0, 0]


def test_a_cue_goes_on_in_the_next_block(clock: Clock) -> None:
    mixer = Mixer(clock)
    mixer.add(array("h", [1, 2, 3, 4, 5]))
    assert heard(mixer, 3) + heard(mixer, 3) == [1, 2, 3, 4, 5, 0]


def test_a_cue_placed_ahead_begins_at_its_sample_whenever_blocks_are_asked_for(clock: Clock) -> None:
    mixer = Mixer(clock)
    heard(mixer, 480)
    mixer.add(array("h", [9]), at=clock.now + 0.5)
    clock.now += 0.07  # the device asks late, but within its buffer
    stream = heard(mixer, 48_000)
    assert stream.index(9) == SAMPLE_RATE_HZ // 2 - 480
    assert sum(stream) == 9


def test_a_cue_whose_time_is_over_begins_at_once(clock: Clock) -> None:
    mixer = Mixer(clock)
    heard(mixer, 480)
    mixer.add(array("h", [9]), at=clock.now - 5)
    assert heard(mixer, 2) == [9, 0]


def test_a_stream_that_lost_time_is_set_against_the_clock_again(clock: Clock) -> None:
    mixer = Mixer(clock)
    heard(mixer, 480)
    clock.now += 3  # the device was away
    mixer.add(array("h", [9]), at=clock.now + 0.1)
    assert heard(mixer, 48_000).index(9) == SAMPLE_RATE_HZ // 10


def test_a_device_that_asks_for_seconds_at_once_does_not_move_placed_cues(clock: Clock) -> None:
    mixer = Mixer(clock)
    heard(mixer, 2 * SAMPLE_RATE_HZ)
    mixer.add(array("h", [9]), at=clock.now + 2.5)
    clock.now += 1
    assert heard(mixer, SAMPLE_RATE_HZ).index(9) == SAMPLE_RATE_HZ // 2


def test_at_gain_zero_time_goes_on_in_silence(clock: Clock) -> None:
    mixer = Mixer(clock)
    mixer.gain = 0
    mixer.add(array("h", [1, 2, 3, 4]))
    assert heard(mixer, 2) == [0, 0]
    mixer.gain = 1
    assert heard(mixer, 2) == [3, 4]


def test_the_mixer_forgets_what_has_sounded(clock: Clock) -> None:
    mixer = Mixer(clock)
    for _ in range(100):
        mixer.add(array("h", [1]))
        heard(mixer, 2)
    assert mixer._voices == []
