import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from mobility_gui.exchange.archive import write_archive
from mobility_gui.exchange.whole_record import WholeRecord
from mobility_gui.settings import Settings, write_settings
from mobility_gui.store.sessions import Store
from mobility_gui.system.disk import write_whole

WRITERS: dict[str, Callable[[Path], object]] = {
    "any file": lambda path: write_whole(path, b"new"),
    "settings": lambda path: write_settings(path, Settings()),
    "archive": lambda path: write_archive(path, WholeRecord((), ())),
    "record": lambda path: Store(path).close(),
}


@pytest.mark.skipif(os.name != "posix", reason="Windows cannot sync a folder")
@pytest.mark.parametrize("writer", WRITERS)
def test_a_new_file_has_its_name_on_disk_when_it_is_written(
    writer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[bool, list[str]]] = []

    def watched(handle: int) -> None:
        synced.append((stat.S_ISDIR(os.fstat(handle).st_mode), [path.name for path in tmp_path.iterdir()]))

    monkeypatch.setattr(os, "fsync", watched)
    WRITERS[writer](tmp_path / "one")
    is_folder, names = synced[-1]
    assert is_folder
    assert names == ["one"]


def test_a_file_that_is_written_again_is_the_new_one_and_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "one"
    path.write_bytes(b"a longer old one")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert os.name != "posix" or stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_what_was_there_stays_when_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "one"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
