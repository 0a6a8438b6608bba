import re
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from mobility_gui.command_line.doctor import Finding, findings
from mobility_gui.paths import Folders
from mobility_gui.store.sessions import Store
from tests.store import samples


def look(data: Path) -> dict[str, Finding]:
    return {finding.about: finding for finding in findings(Folders(data))}


def test_here_everything_needed_works(qapp: QApplication, tmp_path: Path) -> None:  # noqa: ARG001  one for all tests
    found = look(tmp_path / "data")
    assert [finding.about for finding in found.values() if finding.needed and not finding.works] == []
    assert found["content"].words.startswith("29 exercises and 7 routines in ")
    assert found["your data"].words.endswith("(made when the window is first opened)")
    assert found["record"].words == "none yet"
    assert (found["voice"].works, found["voice"].needed) == (True, False)
    assert re.fullmatch(r"says (\d+) of the program's \1 phrases", found["voice"].words)
    assert not (tmp_path / "data").exists()


def test_what_does_not_work_says_why(qapp: QApplication, tmp_path: Path) -> None:  # noqa: ARG001
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "wrong.toml").write_text("[routine.x]\nname =\n")
    (tmp_path / "mobility.sqlite3").write_bytes(b"no database" * 500)
    found = look(tmp_path)
    assert found["your data"].words.endswith("; 1 mistakes in your own files")
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


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")
@pytest.mark.parametrize(
    ("display", "words"),
    [
        ("", "no display was found: DISPLAY and WAYLAND_DISPLAY are not set"),
        (":4711", "the display :4711 does not answer"),
    ],
)
def test_a_display_that_is_not_there_is_told_of_and_does_not_end_the_doctor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, display: str, words: str
) -> None:
    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", display)
    found = look(tmp_path)
    assert found["window"] == Finding("window", words, works=False)
    assert list(found)[-1] == "screen"
