"""Displays that are not there and libraries that are missing, met by the program as a process of its own."""

import socket
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from mobility_gui.desktop.display import display_named
from tests.conftest import Screen
from tests.giving_up import GIVE_UP_SECONDS

NAMES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TMPDIR", str(tmp_path))


def broken(library: str, folder: Path) -> str:
    """Make a library of that name that cannot be loaded, and return the folder to search first."""
    (folder / "broken").mkdir()
    (folder / "broken" / library).touch()
    return str(folder / "broken")


def program(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the program to its end, with a data folder of its own unless it is the demo, which takes none."""
    where = () if "demo" in arguments else ("--data-dir", str(folder / "data"))
    return subprocess.run(
        [sys.executable, "-m", "mobility_gui", *where, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=GIVE_UP_SECONDS,
    )


@pytest.fixture(params=["no display", "dead X server", "dead Wayland", "no such platform", "plugin", "library"])
def trouble(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[str, str]:
    """Prepare one trouble, and return what the window and the doctor say about it."""
    sentence = "The window cannot be opened: "
    match request.param:
        case "no display":
            words = "there is no display (DISPLAY and WAYLAND_DISPLAY are not set)"
        case "dead X server":
            monkeypatch.setenv("DISPLAY", ":4711")
            words = "could not connect to display :4711"
        case "dead Wayland":
            monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-4711")
            words = 'Could not load the Qt platform plugin "wayland" in "" even though it was found'
        case "no such platform":
            monkeypatch.setenv("QT_QPA_PLATFORM", "nonsense")
            words = 'Could not find the Qt platform plugin "nonsense" in ""'
        case "plugin":
            screen: Screen = request.getfixturevalue("xvfb")
            monkeypatch.setenv("DISPLAY", screen.display)
            monkeypatch.setenv("LD_LIBRARY_PATH", broken("libxcb-cursor.so.0", tmp_path))
            words = "From 6.5.0, xcb-cursor0 or libxcb-cursor0 is needed to load the Qt xcb platform plugin"
        case _:
            monkeypatch.setenv("DISPLAY", ":4711")
            monkeypatch.setenv("LD_LIBRARY_PATH", broken("libEGL.so.1", tmp_path))
            words, sentence = f"{tmp_path}/broken/libEGL.so.1: file too short", "A library cannot be loaded: "
    return sentence, words


@pytest.mark.parametrize("arguments", [(), ("demo",)])
def test_a_window_that_cannot_be_opened_is_one_sentence_and_leaves_nothing_behind(
    trouble: tuple[str, str], arguments: tuple[str, ...], tmp_path: Path
) -> None:
    before = set(tmp_path.iterdir())
    said = program(tmp_path, *arguments)
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.startswith("".join(trouble))
    assert said.stderr.count("\n") == 1
    assert set(tmp_path.iterdir()) == before


def test_the_doctor_names_what_is_wrong_with_the_window_and_goes_on(trouble: tuple[str, str], tmp_path: Path) -> None:
    said = program(tmp_path, "doctor")
    lines = {line[5:19].strip(): (line[:5].strip(), line[20:]) for line in said.stdout.splitlines()}
    works, words = lines["window"]
    assert (said.returncode, said.stderr, works) == (1, "", "no")
    assert trouble[1] in words
    assert list(lines)[-1] == "screen"


def test_the_doctor_gives_up_on_a_display_that_never_answers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An X server that was stopped still takes connections."""
    with socket.socket(socket.AF_UNIX) as server:
        number = next(number for number in count(100) if _bound(server, f"\0/tmp/.X11-unix/X{number}"))
        server.listen()
        monkeypatch.setenv("DISPLAY", f":{number}")
        said = program(tmp_path, "doctor")
    assert "no   window         the display does not answer\n" in said.stdout


def _bound(server: socket.socket, address: str) -> bool:
    try:
        server.bind(address)
    except OSError:
        return False
    return True


@pytest.mark.parametrize("name", NAMES)
def test_each_name_will_do(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert not display_named()
    monkeypatch.setenv(name, "offscreen")
    assert display_named()


def test_without_fonts_the_doctor_says_what_shows_as_boxes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "fonts.conf"
    path.write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>')
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    fine = program(tmp_path, "doctor")
    monkeypatch.setenv("FONTCONFIG_FILE", str(path))
    bare = program(tmp_path, "doctor")
    assert "ok   fonts          Inter from the program, and " in fine.stdout
    assert "no   fonts          only the program's own (Inter), so other scripts and emoji show as boxes" in bare.stdout
