import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from mobility_gui.command_line.doctor import Finding, findings
from mobility_gui.desktop.folder_lock import FolderLock
from mobility_gui.paths import Folders
from mobility_gui.store.sessions import Store
from tests.giving_up import GIVE_UP_SECONDS
from tests.store import samples


def look(data: Path) -> dict[str, Finding]:
    return {finding.about: finding for finding in findings(Folders(data))}


def test_here_everything_needed_works(qapp: QApplication, tmp_path: Path) -> None:  # noqa: ARG001  one for all tests
    found = look(tmp_path / "data")
    assert [finding.about for finding in found.values() if finding.needed and not finding.works] == []
    assert found["content"].words.startswith("30 exercises and 7 routines in ")
    assert found["your data"].words.endswith("(created when you first open the window)")
    assert found["record"].words == "none yet"
    assert found["settings"].words == "the defaults"
    assert found["lock"].words == "the program is not open with this folder"
    assert (found["voice"].works, found["voice"].needed) == (True, False)
    assert re.fullmatch(r"speaks (\d+) of \1 phrases, your own words .+", found["voice"].words)
    assert not (tmp_path / "data").exists()


def test_what_does_not_work_says_why(qapp: QApplication, tmp_path: Path) -> None:  # noqa: ARG001
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "wrong.toml").write_text("[routine.x]\nname =\n")
    (tmp_path / "mobility.sqlite3").write_bytes(b"no database" * 500)
    found = look(tmp_path)
    assert found["your data"].words.endswith(", with 1 mistake in your own files")
    assert found["record"].words.startswith(f"{tmp_path / 'mobility.sqlite3'} is damaged")
    assert not found["record"].works


def test_the_record_is_counted(qapp: QApplication, tmp_path: Path) -> None:  # noqa: ARG001
    folders = Folders(tmp_path)
    for words in ("1 session", "2 sessions"):
        with Store(folders.database) as store:
            samples.begin(store)
        assert look(tmp_path)["record"] == Finding("record", f"{words} in {folders.database}", works=True)


@pytest.mark.parametrize("about", ["sound", "screen"])
def test_sound_and_screen_answer_in_a_sentence_and_are_not_needed(
    qapp: QApplication,  # noqa: ARG001
    tmp_path: Path,
    about: str,
) -> None:
    finding = look(tmp_path)[about]
    assert not finding.needed
    assert finding.words


def test_an_open_program_is_told_by_the_lock_it_holds(qapp: QApplication, tmp_path: Path) -> None:  # noqa: ARG001
    lock = FolderLock(tmp_path)
    assert lock.acquire()
    assert look(tmp_path)["lock"].words == f"the program is open with this folder and holds {tmp_path / 'open.lock'}"
    lock.release()
    assert look(tmp_path)["lock"].words == "the program is not open with this folder"


def test_damaged_settings_are_named(qapp: QApplication, tmp_path: Path) -> None:  # noqa: ARG001
    (tmp_path / "settings.json").write_text("{")
    finding = look(tmp_path)["settings"]
    assert not finding.works
    assert finding.words.startswith("settings.json is damaged, so the default settings are used.")


def test_a_part_that_fails_in_a_way_nobody_expected_is_a_finding_and_the_others_follow(tmp_path: Path) -> None:
    """A Python that was built without SQLite."""
    Store(tmp_path / "mobility.sqlite3").close()
    (tmp_path / "sqlite3.py").write_text("raise ImportError('no SQLite here')")
    said = subprocess.run(
        [sys.executable, "-m", "mobility_gui", "--data-dir", str(tmp_path), "doctor"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        timeout=GIVE_UP_SECONDS,
    )
    lines = said.stdout.splitlines()
    assert (said.returncode, said.stderr) == (1, "")
    assert "no   record         ImportError: no SQLite here" in lines
    assert lines[-1][5:].startswith("screen")
