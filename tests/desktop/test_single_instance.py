import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mobility_gui.desktop.folder_lock import is_held
from mobility_gui.desktop.single_instance import SingleInstance
from tests.giving_up import GIVE_UP_SECONDS

pytestmark = pytest.mark.usefixtures("qapp")

TRY = """
import sys, pathlib
from PySide6.QtCore import QCoreApplication
from mobility_gui.desktop.single_instance import SingleInstance
app = QCoreApplication(["second"])
instance = SingleInstance(pathlib.Path(sys.argv[1]))
if instance.acquire():
    print("first", flush=True)
else:
    print("second", "with an answer" if instance.call_forward() else "without an answer", sep="\\n", flush=True)
assert "PySide6.QtNetwork" not in sys.modules
"""
HOLD = TRY + "sys.stdin.read()"


@pytest.fixture
def first(tmp_path: Path) -> Iterator[SingleInstance]:
    instance = SingleInstance(tmp_path)
    assert instance.acquire()
    yield instance
    instance.release()


def second_program(folder: Path) -> str:
    done = subprocess.run([sys.executable, "-c", TRY, str(folder)], check=True, capture_output=True, text=True)
    assert done.stderr == ""
    return done.stdout.split("\n")[0]


def test_a_second_program_finds_the_folder_taken_and_calls_the_first_forward(
    first: SingleInstance, tmp_path: Path, qtbot: QtBot
) -> None:
    for _ in range(3):
        with qtbot.waitSignal(first.raise_requested):
            assert second_program(tmp_path) == "second"


def test_another_folder_is_free(first: SingleInstance, tmp_path: Path, qtbot: QtBot) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with qtbot.assertNotEmitted(first.raise_requested):
        assert second_program(other) == "first"


def test_a_folder_is_free_again_when_the_first_lets_go(first: SingleInstance, tmp_path: Path) -> None:
    first.release()
    assert second_program(tmp_path) == "first"


def test_a_folder_is_free_again_after_its_program_was_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline().strip() == "first"
        instance = SingleInstance(tmp_path)
        assert not instance.acquire()
        holder.kill()
        holder.wait(GIVE_UP_SECONDS)
    assert instance.acquire()
    instance.release()


def test_the_request_survives_the_file_being_replaced(first: SingleInstance, tmp_path: Path, qtbot: QtBot) -> None:
    request, replacement = tmp_path / "come_forward", tmp_path / "replacement"
    replacement.write_text(".")
    with qtbot.waitSignal(first.raise_requested):
        replacement.replace(request)
    with qtbot.waitSignal(first.raise_requested):
        assert second_program(tmp_path) == "second"


def test_its_files_are_private_and_do_not_grow(first: SingleInstance, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(first.raise_requested):
        second_program(tmp_path)
    first.release()
    again = SingleInstance(tmp_path)
    assert again.acquire()
    request = tmp_path / "come_forward"
    assert request.stat().st_size == 0
    assert request.stat().st_mode & 0o077 == 0
    again.release()


def test_a_folder_copied_from_another_computer_while_the_program_was_open_there_is_free(tmp_path: Path) -> None:
    """What earlier versions wrote into the lock: number and name of the program, then the computer."""
    (tmp_path / "open.lock").write_text(f"{os.getpid()}\npython3\nanother-computer\n\n\n")
    instance = SingleInstance(tmp_path)
    assert instance.acquire()
    assert second_program(tmp_path) == "second"
    instance.release()


def test_a_first_program_that_comes_forward_answers(first: SingleInstance, tmp_path: Path, qtbot: QtBot) -> None:
    command = [sys.executable, "-c", TRY, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as second:
        with qtbot.waitSignal(first.raise_requested):
            pass
        said, _ = second.communicate(timeout=GIVE_UP_SECONDS)
    assert said == "second\nwith an answer\n"


def test_a_first_program_that_hangs_gives_no_answer(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline().strip() == "first"
        instance = SingleInstance(tmp_path)
        assert not instance.acquire()
        assert not instance.call_forward()
        holder.kill()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is text, or Qt has no other way to the file")
def test_in_a_folder_whose_name_is_not_utf_8_the_first_is_called_forward_too(tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    instance = SingleInstance(folder)
    assert instance.acquire()
    for _ in range(2):
        with qtbot.waitSignal(instance.raise_requested):
            assert second_program(folder) == "second"
    instance.release()


def test_a_lock_that_is_looked_at_is_told_from_a_file_that_is_left_over(first: SingleInstance, tmp_path: Path) -> None:
    assert is_held(tmp_path)
    first.release()
    assert (tmp_path / "open.lock").exists()
    assert not is_held(tmp_path)
    (tmp_path / "other").mkdir()
    assert not is_held(tmp_path / "other")
    assert list((tmp_path / "other").iterdir()) == []


def test_a_folder_that_cannot_be_written_does_not_keep_the_program_from_starting(tmp_path: Path) -> None:
    instance = SingleInstance(tmp_path / "missing")
    assert instance.acquire()
    instance.release()
