import json
import math
import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from threading import Barrier

import numpy as np
import numpy.typing as npt
import pytest

from mobility_gui.library.library import load_library
from mobility_gui.sound.phrases import INDEX_NAME, PhraseBank
from mobility_gui.training.phrases import COUNTS, vocabulary
from tests.giving_up import GIVE_UP_SECONDS

RESOURCES = Path(__file__).parents[2] / "resources"
FOLDER = RESOURCES / "voice"
RATE_HZ = 48_000
TONES_LUFS = -15.0

Samples = npt.NDArray[np.float64]


@pytest.fixture(scope="module")
def index() -> dict[str, dict[str, str | int]]:
    """Return the index as it is stored."""
    read: dict[str, dict[str, str | int]] = json.loads((FOLDER / INDEX_NAME).read_bytes())
    return read


@pytest.fixture(scope="module")
def clips(index: dict[str, dict[str, str | int]]) -> dict[str, Samples]:
    """Return every phrase as the mixer gets it, in -1..1."""
    bank = PhraseBank(FOLDER)
    return {phrase: bank.samples(phrase) / 32768 for phrase in index}


def peak_dbfs(samples: Samples) -> float:
    return 20 * math.log10(max(float(np.abs(samples).max()), 1e-9))


def true_peak_dbtp(samples: Samples) -> float:
    """Return the highest point of the curve through the samples, at four times their rate (ITU-R BS.1770, annex 2)."""
    size = 1 << (len(samples) + 480).bit_length()
    return peak_dbfs(4 * np.fft.irfft(np.fft.rfft(samples.astype(np.float32), size), 4 * size))


@cache
def k_weights(size: int) -> npt.NDArray[np.complex128]:
    """Return the two filters of ITU-R BS.1770 at 48 kHz, at the frequencies of a transform of this size."""
    stages = (
        ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585)),
        ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621)),
    )
    delay = np.exp(-2j * np.pi * np.fft.rfftfreq(size))
    weights = np.ones_like(delay)
    for above, below in stages:
        weights *= np.polyval(above[::-1], delay) / np.polyval(below[::-1], delay)
    return np.asarray(weights)


def momentary_lufs(samples: Samples) -> float:
    """Return the loudness of the loudest 400 ms by ITU-R BS.1770, with silence assumed on both sides."""
    window = 400 * RATE_HZ // 1000
    size = 1 << (len(samples) + window).bit_length()
    weighted = np.fft.irfft(np.fft.rfft(samples, size) * k_weights(size), size)
    energy = np.concatenate([np.zeros(window), np.cumsum(weighted**2)])
    return float(-0.691 + 10 * np.log10((energy[window:] - energy[:-window]).max() / window))


def copy_with(folder: Path, name: str, content: bytes) -> PhraseBank:
    """Return the bank in a folder of its own, with one of its files replaced."""
    for file in (INDEX_NAME, "left_side.ogg"):
        shutil.copy(FOLDER / file, folder)
    (folder / name).write_bytes(content)
    return PhraseBank(folder)


def shipped_vocabulary() -> tuple[str, ...]:
    library = load_library([RESOURCES / "exercises", RESOURCES / "routines"])
    return vocabulary(library.exercises.values(), library.routines.values())


def test_everything_the_shipped_exercises_ask_for_can_be_said() -> None:
    bank = PhraseBank(FOLDER)
    asked = shipped_vocabulary()
    assert [phrase for phrase in asked if bank.duration_ms(phrase) is None] == []


def test_every_clip_is_one_that_can_be_asked_for(index: dict[str, dict[str, str | int]]) -> None:
    asked = shipped_vocabulary()
    assert sorted(set(index) - set(asked)) == []
    assert {path.name for path in FOLDER.glob("*.ogg")} == {entry["file"] for entry in index.values()}


def test_a_phrase_without_a_clip_has_no_duration() -> None:
    assert PhraseBank(FOLDER).duration_ms("Grandmother's own stretch") is None


def test_each_clip_takes_as_long_as_the_index_says(clips: dict[str, Samples]) -> None:
    bank = PhraseBank(FOLDER)
    seconds = {phrase: len(samples) / RATE_HZ for phrase, samples in clips.items()}
    assert [phrase for phrase in clips if abs(1000 * seconds[phrase] - (bank.duration_ms(phrase) or 0)) > 5] == []


def test_counts_are_short_enough_for_their_second() -> None:
    bank = PhraseBank(FOLDER)
    durations = {count: bank.duration_ms(count) or 9999 for count in COUNTS}
    assert {count: ms for count, ms in durations.items() if ms > (700 if count in COUNTS[:10] else 900)} == {}


def test_the_voice_begins_with_the_file(clips: dict[str, Samples]) -> None:
    onsets = {p: np.argmax(np.abs(s) > 0.01 * np.abs(s).max()) / RATE_HZ * 1000 for p, s in clips.items()}
    assert {phrase: onset for phrase, onset in onsets.items() if onset > 10} == {}


def test_no_phrase_clicks_at_its_ends(clips: dict[str, Samples]) -> None:
    for phrase, samples in clips.items():
        assert peak_dbfs(samples[-5 * RATE_HZ // 1000 :]) < -50, phrase
        assert abs(samples[0]) < 0.01 * np.abs(samples).max(), phrase


def test_every_phrase_is_nearly_as_loud_as_the_tones_and_never_louder(clips: dict[str, Samples]) -> None:
    loudness = {phrase: momentary_lufs(samples) for phrase, samples in clips.items()}
    assert {phrase: lufs for phrase, lufs in loudness.items() if not TONES_LUFS - 2 <= lufs <= TONES_LUFS} == {}


def test_no_phrase_is_distorted_by_a_converter(clips: dict[str, Samples]) -> None:
    peaks = {phrase: true_peak_dbtp(samples) for phrase, samples in clips.items()}
    assert {phrase: peak for phrase, peak in peaks.items() if peak > -1} == {}


def test_all_clips_together_stay_below_30_megabytes(clips: dict[str, Samples]) -> None:
    assert sum(2 * len(samples) for samples in clips.values()) < 30e6


def test_a_clip_is_decoded_once_and_nobody_can_change_it() -> None:
    bank = PhraseBank(FOLDER)
    samples = bank.samples("Left side")
    assert bank.samples("Left side") is samples
    assert samples.dtype == np.int16
    assert not samples.flags.writeable


def test_nothing_is_read_before_the_first_query(tmp_path: Path) -> None:
    bank = PhraseBank(tmp_path)
    copy_with(tmp_path, "read_me", b"")
    assert bank.duration_ms("Left side")


def test_a_missing_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"phrases\.json cannot be read: No such file or directory\.$"):
        PhraseBank(tmp_path).duration_ms("Left side")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"Left side": 812}',
        b'{"Left side": {"file": "left_side.ogg"}}',
        b'{"Left side": {"file": "left_side.ogg", "duration_ms": "812"}}',
        b'{"Left side": {"file": "left_side.ogg", "duration_ms": 0}}',
        b'{"Left side": {"file": "../left_side.ogg", "duration_ms": 812}}',
    ],
)
def test_a_broken_index_is_named(tmp_path: Path, content: bytes) -> None:
    bank = copy_with(tmp_path, INDEX_NAME, content)
    with pytest.raises(ValueError, match=r"phrases\.json is not an index of phrases"):
        bank.duration_ms("Left side")


@pytest.mark.parametrize("content", [b"", b"no sound at all", (FOLDER / "left_side.ogg").read_bytes()[:1000]])
def test_a_broken_clip_is_named(tmp_path: Path, content: bytes) -> None:
    bank = copy_with(tmp_path, "left_side.ogg", content)
    assert bank.duration_ms("Left side")
    with pytest.raises(ValueError, match=r"left_side\.ogg is not an OGG Vorbis file"):
        bank.samples("Left side")


def test_a_clip_that_was_cut_short_is_named(tmp_path: Path) -> None:
    bank = copy_with(tmp_path, "left_side.ogg", (FOLDER / "left_side.ogg").read_bytes()[:-1500])
    with pytest.raises(ValueError, match=r"left_side\.ogg is not as long as phrases\.json says"):
        bank.samples("Left side")


def test_the_stage_and_the_sound_may_ask_for_the_first_time_at_once() -> None:
    bank, alone = PhraseBank(FOLDER), PhraseBank(FOLDER)
    everybody_is_there = Barrier(4)

    def ask(_number: int) -> tuple[int | None, int]:
        everybody_is_there.wait(GIVE_UP_SECONDS)
        return bank.duration_ms("Left side"), len(bank.samples("Right side"))

    with ThreadPoolExecutor(4) as threads:
        answers = set(threads.map(ask, range(4)))
    assert answers == {(alone.duration_ms("Left side"), len(alone.samples("Right side")))}


def test_a_missing_clip_is_named(tmp_path: Path) -> None:
    bank = copy_with(tmp_path, "other", b"")
    (tmp_path / "left_side.ogg").unlink()
    with pytest.raises(OSError, match=r"left_side\.ogg cannot be read: No such file or directory\.$"):
        bank.samples("Left side")
