import stat
from pathlib import Path

import pytest

from mobility_gui.paths import Folders, resources
from tests import disks


def test_a_checkout_finds_the_resources_beside_the_package() -> None:
    assert resources() == Path(__file__).parent.parent / "resources"


def test_everything_is_kept_in_the_folder_that_was_named(tmp_path: Path) -> None:
    folders = Folders(tmp_path / "mine")
    rooms = [folders.exercises, folders.routines, folders.pictures]
    own = [*rooms, folders.database, folders.settings_file, folders.log_file]
    assert {path.parent for path in own} == {tmp_path / "mine"}
    assert len(set(own)) == len(own)


def test_the_usual_folder_carries_the_name_of_the_program() -> None:
    assert Folders.usual().data.name == "mobility-gui"


def test_new_folders_are_closed_to_others(tmp_path: Path) -> None:
    folders = Folders(tmp_path / "not" / "there" / "yet")
    folders.create()
    for folder in (folders.data, folders.exercises, folders.routines, folders.pictures):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_making_the_folders_again_changes_nothing(tmp_path: Path) -> None:
    folders = Folders(tmp_path / "mine")
    folders.create()
    kept = folders.routines / "kept.toml"
    kept.write_text("kept", encoding="utf-8")
    folders.create()
    assert kept.read_text(encoding="utf-8") == "kept"


def test_a_folder_the_runner_made_keeps_its_permissions(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    Folders(shared).create()
    assert stat.S_IMODE(shared.stat().st_mode) == 0o755


def test_a_folder_on_a_read_only_disk_can_be_used_though_one_inside_is_missing(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    with disks.read_only(tmp_path / "mine"):
        Folders(tmp_path / "mine").create()
    assert list((tmp_path / "mine").iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    in_the_way = tmp_path / "mine"
    in_the_way.write_text("", encoding="utf-8")
    with pytest.raises(FileExistsError):
        Folders(in_the_way).create()
