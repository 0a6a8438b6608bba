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
from tests import disks

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


@pytest.mark.parametrize("writer", ["any file", "settings", "archive"])
def test_a_link_stays_a_link_and_what_it_points_to_is_written(writer: str, tmp_path: Path) -> None:
    elsewhere, path = tmp_path / "elsewhere", tmp_path / "here" / "one"
    elsewhere.mkdir()
    path.parent.mkdir()
    (elsewhere / "second").symlink_to("one")
    path.symlink_to("../elsewhere/second")
    for _ in ("made", "written again"):
        WRITERS[writer](path)
        assert path.is_symlink()
        assert not (elsewhere / "one").is_symlink()
        assert sorted(one.name for one in elsewhere.iterdir()) == ["one", "second"]
        assert (elsewhere / "one").read_bytes() == path.read_bytes()
        assert path.read_bytes()


def test_a_link_to_a_disk_that_is_not_there_stays_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "one"
    path.symlink_to(tmp_path / "not plugged in" / "one")
    with pytest.raises(FileNotFoundError):
        write_whole(path, b"new")
    assert path.is_symlink()


@pytest.mark.skipif(os.name != "posix", reason="Windows has other pipes")
def test_what_is_no_file_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    path, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(path)
    link.symlink_to(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(link, b"new")
        assert os.read(reader, 10) == b"new"
    finally:
        os.close(reader)
    assert path.is_fifo()
    assert link.is_symlink()


@pytest.mark.skipif(os.name != "posix", reason="Windows cannot sync a folder")
@pytest.mark.parametrize("writer", WRITERS)
def test_what_is_in_its_place_counts_as_written_though_its_folder_cannot_be_synced(writer: str) -> None:
    with disks.no_list_of_names() as folder:
        WRITERS[writer](folder / "one")
        assert (folder / "one").stat().st_size


@pytest.mark.parametrize("name", ["x" * 250 + ".json", "é" * 125 + ".json"], ids=["letters", "two bytes each"])
def test_a_name_may_be_as_long_as_the_disk_allows(name: str, tmp_path: Path) -> None:
    assert len(os.fsencode(name)) == 255
    for _ in ("made", "written again"):
        write_whole(tmp_path / name, b"new")
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_a_full_disk_keeps_what_was_there_and_gets_no_half_file(tmp_path: Path) -> None:
    with disks.small_disk(tmp_path / "disk", "size=256k") as disk:
        write_whole(disk / "one", b"old")
        disks.fill(disk)
        with pytest.raises(OSError, match="No space left"):
            write_whole(disk / "one", bytes(100_000))
        assert (disk / "one").read_bytes() == b"old"
        assert sorted(one.name for one in disk.iterdir()) == ["music", "one"]
