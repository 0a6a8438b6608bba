import json
import os
import random
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from mobility_gui.exchange.archive import read_archive, write_archive
from mobility_gui.exchange.record_file import read_history
from mobility_gui.exchange.whole_file import LARGEST_BYTES
from mobility_gui.exchange.whole_record import ExchangeError, SessionEntry, WholeRecord
from mobility_gui.training.record import Ending
from mobility_gui.training.routine import Phase
from tests.exchange.invented_records import histories
from tests.exchange.record_samples import BARE, FULL, HISTORY, NOTHING

FORMATS = (Path(__file__).parents[2] / "FORMATS.md").read_text(encoding="utf-8")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.json"


@pytest.mark.parametrize("history", [HISTORY, NOTHING])
def test_an_exported_archive_is_imported_unchanged(path: Path, history: WholeRecord) -> None:
    assert all(getattr(FULL, field.name) != field.default for field in fields(FULL))
    write_archive(path, history)
    assert read_archive(path) == history


@given(history=histories())
@settings(max_examples=40)
def test_any_exported_archive_is_imported_unchanged(
    tmp_path_factory: pytest.TempPathFactory, history: WholeRecord
) -> None:
    path = tmp_path_factory.getbasetemp() / "invented.json"
    write_archive(path, history)
    first = path.read_bytes()
    assert read_archive(path) == history
    write_archive(path, read_archive(path))
    assert path.read_bytes() == first


def test_a_file_truncated_at_any_byte_is_refused(path: Path) -> None:
    write_archive(path, HISTORY)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(ExchangeError, match=r"record\.json, line \d+: the file ends too early, so"):
            read_archive(path)


def test_a_final_newline_added_by_an_editor_does_no_harm(path: Path) -> None:
    write_archive(path, HISTORY)
    path.write_bytes(path.read_bytes() + b"\n")
    assert read_archive(path) == HISTORY


def test_a_sum_in_the_file_is_not_trusted(path: Path) -> None:
    write_archive(path, HISTORY)
    path.write_bytes(path.read_bytes().replace(b'"held_ms": 149950', b'"held_ms": 7'))
    assert read_archive(path) == HISTORY


def test_moments_keep_their_local_time(path: Path) -> None:
    write_archive(path, HISTORY)
    assert read_archive(path).sessions[0].record.started.isoformat() == "2026-05-04T06:30:00.125000-03:30"


def test_the_file_has_the_documented_keys(path: Path) -> None:
    write_archive(path, HISTORY)
    found = json.loads(path.read_text(encoding="utf-8"))
    assert list(found) == ["format", "version", "sessions", "measurements"]
    session = found["sessions"][0]
    for thing in (found, session, session["stretches"][0], session["measurements"][0], found["measurements"][0]):
        for key in thing:
            assert f"`{key}`" in FORMATS
    assert session["stretches"][2]["dose"] == {"kind": "reps", "count": 5, "tempo": [2, 1, 3]}
    assert session["measurements"][0]["trials"][1] == {"distance_mm": 104.0, "fault": "heel_lifted"}


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_only_the_owner_can_read_an_export(path: Path) -> None:
    path.write_text("of all the world")
    path.chmod(0o644)
    write_archive(path, HISTORY)
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_unfinished_session_is_not_exported(path: Path) -> None:
    for unfinished in (replace(BARE, ended=None), replace(BARE, ending=Ending.OPEN)):
        with pytest.raises(ValueError, match="Only finished sessions"):
            write_archive(path, WholeRecord((SessionEntry(unfinished, Phase.AFTER_RUN, ()),), ()))
    assert not path.exists()


def test_a_file_in_place_of_a_folder_is_one_sentence_and_nothing_is_left_behind(path: Path) -> None:
    path.write_text("the runner's own")
    with pytest.raises(ExchangeError, match=r"export\.json cannot be written: "):
        write_archive(path / "export.json", HISTORY)
    path.with_name("folder").mkdir()
    with pytest.raises(ExchangeError, match=r"folder cannot be written: "):
        write_archive(path.with_name("folder"), HISTORY)
    assert sorted(one.name for one in path.parent.iterdir()) == ["folder", "record.json"]
    assert path.read_text() == "the runner's own"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_added_by_an_editor_does_no_harm(path: Path, encoding: str) -> None:
    write_archive(path, HISTORY)
    path.write_text(path.read_text(encoding="utf-8"), encoding=encoding)
    assert read_history(path) == HISTORY


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "line 1: the file ends too early, so part of it is missing. Copy or export it again."),
        (b"date,side\n", "line 1: this is not valid JSON (invalid character). Correct it, or export the file again."),
        (
            b'{"format":\n\n "mobility-for-runners", }',
            "line 3: this is not valid JSON (trailing comma in object). Correct it, or export the file again.",
        ),
        (
            b'{"format": "mobility-for-runners",\n "note": "\xff"}\n',
            "line 2: this line is not UTF-8 text. Export the file again.",
        ),
        (
            b'{"format": "mobility-for-runners", "version": 0}',
            "line 1 (version): Invalid enum value 0. Correct it, or export the file again.",
        ),
    ],
)
def test_a_wrong_file_is_one_sentence_that_says_what_to_do(path: Path, content: bytes, sentence: str) -> None:
    path.write_bytes(content)
    with pytest.raises(ExchangeError) as error:
        read_archive(path)
    assert str(error.value) == f"{path}, {sentence}"


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'{"format": "mobility-for-runners", "version": 1, "sessions": ['])
def test_a_file_nested_too_deeply_is_one_sentence(path: Path, opening: bytes) -> None:
    path.write_bytes(opening + b"[" * 200_000)
    with pytest.raises(ExchangeError, match=r"record\.json( is not a record| \(sessions)"):
        read_archive(path)


@pytest.mark.parametrize("content", [b"[]", b'{"format": "garmin"}', b'{"format": "mobility-for-runners"}'])
def test_json_of_another_kind_is_said_to_be_no_record(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(ExchangeError, match=r"record\.json is not a record or a table of measurements\. Choose a file"):
        read_archive(path)


def test_a_record_of_a_newer_version_says_so(path: Path) -> None:
    path.write_bytes(b'{"format": "mobility-for-runners", "version": 2, "sessions": {}}')
    with pytest.raises(ExchangeError) as error:
        read_archive(path)
    assert str(error.value) == (
        f"{path} was written by a newer version of this program. Update the program to import it."
    )


def change(key: str, value: object) -> Callable[[dict[str, Any]], None]:
    def apply(found: dict[str, Any]) -> None:
        *way, last = (int(step) if step.isdigit() else step for step in key.split("."))
        place: Any = found
        for step in way:
            place = place[step]
        place[last] = value

    return apply


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("sessions.0.started", "2026-05-04T06:30:00", r"sessions\[0\]\.started\): .*timezone"),
        ("sessions.0.started", "0001-01-01T00:00:00+14:00", r"sessions\[0\]\.started\): The year 1 cannot be right"),
        ("sessions.0.ending", "open", r"sessions\[0\]\.ending\): Invalid enum value 'open'"),
        ("sessions.0.feeling", "great", r"sessions\[0\]\.feeling\): Invalid enum value 'great'"),
        ("sessions.0.weather", "wet", r"sessions\[0\]\): .*unknown field weather"),
        ("sessions.0.stretches.1.step", "1", r"sessions\[0\]\.stretches\[1\]\.step\): Expected int, got str"),
        ("sessions.0.stretches.1.done_ms", 10**30, r"sessions\[0\]\.stretches\[1\]\.done_ms\)"),
        ("sessions.0.stretches.1.done_ms", -1, r"sessions\[0\]\.stretches\[1\]\.done_ms\): Expected int >= 0"),
        ("sessions.0.stretches.0.dose.kind", "song", r"sessions\[0\]\.stretches\[0\]\.dose\.kind\): .*'song'"),
        ("sessions.0.stretches.2.dose.tempo", [1, 2], r"sessions\[0\]\.stretches\[2\]\.dose\.tempo\): .*length 3"),
        ("measurements.0.side", "both", r"measurements\[0\]\.side\): Invalid enum value 'both'"),
        ("measurements.0.at", "9999-12-31T23:59:59-10:00", r"measurements\[0\]\.at\): The year 9999 cannot be right"),
        ("measurements.0.trials.0.distance_mm", 300.1, r"measurements\[0\]\.trials\[0\]\.distance_mm\): .*<= 300"),
    ],
)
def test_a_wrong_value_is_one_sentence_with_its_line_and_place(
    path: Path, key: str, value: object, sentence: str
) -> None:
    write_archive(path, HISTORY)
    found = json.loads(path.read_text(encoding="utf-8"))
    change(key, "HERE")(found)
    (line,) = [at for at, text in enumerate(json.dumps(found, indent=1).splitlines(), 1) if "HERE" in text]
    change(key, value)(found)
    path.write_text(json.dumps(found, indent=1), encoding="utf-8")
    with pytest.raises(ExchangeError, match=sentence) as error:
        read_archive(path)
    whole = re.search(r", line (\d+) \(([\w.\[\]]+)\)", str(error.value))
    assert whole is not None
    if whole[2].endswith(key.rpartition(".")[2]):
        assert int(whole[1]) == line
    assert str(error.value).endswith(". Correct it, or export the file again.")


def test_a_lone_surrogate_is_not_text(path: Path) -> None:
    write_archive(path, HISTORY)
    path.write_text(path.read_text(encoding="utf-8").replace('"calf_wall"', r'"calf\ud800"'), encoding="utf-8")
    with pytest.raises(ExchangeError, match=r"record\.json"):
        read_archive(path)


def test_a_missing_file_is_one_sentence(path: Path) -> None:
    with pytest.raises(ExchangeError, match=r"record\.json cannot be read: No such file"):
        read_archive(path)


def test_a_file_of_absurd_size_is_not_read(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(LARGEST_BYTES + 1)
    with pytest.raises(ExchangeError, match="larger than 100 MB"):
        read_archive(path)


def test_a_random_change_to_a_file_never_raises_an_unexpected_error(path: Path) -> None:
    write_archive(path, HISTORY)
    clean = path.read_bytes()
    for seed in range(500):
        chance = random.Random(seed)  # noqa: S311 - damage, no secrets
        content = bytearray(clean)
        for _ in range(chance.choice([1, 3])):
            content[chance.randrange(len(content))] = chance.randrange(256)
        if chance.random() < 0.2:
            del content[chance.randrange(len(content)) :]
        path.write_bytes(content)
        with suppress(ExchangeError):
            assert isinstance(read_archive(path), WholeRecord)
