import json
import stat
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest

from mobility_gui.ankle.unit import Unit
from mobility_gui.settings import RANGES, Look, OtherSound, Settings, ToneSet, read_settings, write_settings
from mobility_gui.training.plan import Timing
from mobility_gui.training.voice_level import VoiceLevel
from tests import disks

CHANGED = Settings(
    unit=Unit.INCH,
    look=Look.DARK,
    larger_digits=True,
    reduce_motion=True,
    keep_awake=False,
    lead_in_seconds=20,
    switch_seconds=9,
    breath_seconds=8,
    half_way_cue=False,
    volume_percent=35,
    muted=True,
    voice_level=VoiceLevel.NAMES,
    tone_set=ToneSet.SOFT,
    output_device="headphones",
    speaker_awake=False,
    other_sound=OtherSound.PAUSE,
    target_mm=110,
    weekly_dose_minutes=5,
    sessions_a_week=2,
    measure_first=True,
    tighter_first=False,
    last_routine="post_run_static",
    window_geometry="AdnQ",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "settings.json"


def write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def test_every_choice_comes_back(path: Path) -> None:
    assert all(getattr(CHANGED, field.name) != getattr(Settings(), field.name) for field in fields(Settings))
    write_settings(path, CHANGED)
    read = read_settings(path)
    assert (read.settings, read.problem) == (CHANGED, "")


def test_without_a_file_the_defaults_are_used_in_silence(path: Path) -> None:
    read = read_settings(path)
    assert (read.settings, read.problem) == (Settings(), "")


def test_plans_are_made_with_the_runners_own_times() -> None:
    assert CHANGED.timing == Timing(lead_in_seconds=20, switch_seconds=9, breath_seconds=8)


def test_the_defaults_lie_within_their_ranges() -> None:
    assert all(least <= getattr(Settings(), name) <= most for name, (least, most) in RANGES.items())
    whole = {field.name for field in fields(Settings) if type(getattr(Settings(), field.name)) is int}
    assert whole == set(RANGES)


@pytest.mark.parametrize("name", RANGES)
def test_a_number_is_taken_up_to_its_ends_and_not_beyond(path: Path, name: str) -> None:
    for value in RANGES[name]:
        write(path, json.dumps({name: value}))
        assert read_settings(path).settings == replace(Settings(), **{name: value})  # type: ignore[arg-type]  # numbers
    for value in (RANGES[name][0] - 1, RANGES[name][1] + 1):
        write(path, json.dumps({name: value}))
        read = read_settings(path)
        assert read.settings == Settings()
        assert read.problem.startswith(f"settings.json has no valid value for {name}, so the default is used. Before ")


@pytest.mark.parametrize(
    "content",
    [
        '{"lead_in_seconds": "10"}',
        '{"lead_in_seconds": true}',
        '{"lead_in_seconds": 10.0}',
        '{"lead_in_seconds": NaN}',
        '{"lead_in_seconds": null}',
        '{"muted": 1}',
        '{"look": "pink"}',
        '{"unit": ["cm"]}',
        '{"last_routine": 7}',
    ],
)
def test_a_value_of_a_wrong_kind_takes_its_default_and_is_named(path: Path, content: str) -> None:
    write(path, content)
    read = read_settings(path)
    assert read.settings == Settings()
    assert next(iter(json.loads(content))) in read.problem


def test_one_wrong_value_leaves_the_others(path: Path) -> None:
    write(path, '{"look": "pink", "volume_percent": 10, "from_a_newer_version": 1}')
    read = read_settings(path)
    assert read.settings == Settings(volume_percent=10)
    assert read.problem.startswith("settings.json has no valid value for look, so the default is used. Before ")


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'"text"', b"\xff\xfe{}", b"[" * 100_000, b'{"volume_percent": ' + b"9" * 5000 + b"}"],
    ids=["empty", "cut off", "list", "text", "not UTF-8", "deep", "huge number"],
)
def test_a_damaged_file_is_named_and_stays_until_it_is_replaced(path: Path, content: bytes) -> None:
    write(path, content)
    for _ in ("the command line", "the window"):
        read = read_settings(path)
        assert read.settings == Settings()
        assert read.problem == (
            "settings.json is damaged, so the default settings are used. "
            "Before anything is saved, the file is copied to settings.damaged-1.json."
        )
        assert [one.name for one in path.parent.iterdir()] == ["settings.json"]
        assert path.read_bytes() == content
    write_settings(path, Settings(volume_percent=10))
    assert path.with_name("settings.damaged-1.json").read_bytes() == content
    assert read_settings(path).settings.volume_percent == 10


def test_each_damaged_file_is_kept_under_a_number_of_its_own(path: Path) -> None:
    for content in (b"first", b"second"):
        write(path, content)
        write_settings(path, Settings())
        write_settings(path, CHANGED)
    kept = {one.name: one.read_bytes() for one in path.parent.iterdir() if one != path}
    assert kept == {"settings.damaged-1.json": b"first", "settings.damaged-2.json": b"second"}


def test_a_file_with_one_wrong_value_is_kept_too(path: Path) -> None:
    write(path, '{"look": "pink"}')
    write_settings(path, Settings())
    assert path.with_name("settings.damaged-1.json").read_text() == '{"look": "pink"}'


def test_damaged_settings_on_a_read_only_disk_are_the_defaults_and_a_sentence(path: Path) -> None:
    write(path, "{")
    with disks.read_only(path.parent):
        read = read_settings(path)
        with pytest.raises(OSError, match="Read-only"):
            write_settings(path, read.settings)
    assert read.settings == Settings()
    assert read.problem.startswith("settings.json is damaged, so the default settings are used.")
    assert path.read_text() == "{"


def test_a_folder_in_its_place_is_told_of(path: Path) -> None:
    path.mkdir(parents=True)
    read = read_settings(path)
    assert read.settings == Settings()
    assert read.problem == f"{path} cannot be read (Is a directory), so the default settings are used."


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_only_the_runner_can_read_the_file(path: Path) -> None:
    write_settings(path, Settings())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(path: Path) -> None:
    path.mkdir(parents=True)
    (path / "in_the_way").write_text("")
    with pytest.raises(OSError, match="directory"):
        write_settings(path, Settings())
    assert [one.name for one in path.parent.iterdir()] == ["settings.json"]
