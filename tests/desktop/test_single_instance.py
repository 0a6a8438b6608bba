import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mobility_gui.desktop.single_instance import SingleInstance
from tests.giving_up import GIVE_UP_SECONDS

pytestmark = pytest.mark.usefixtures("qapp")

TRY = """
import sys, pathlib
from PySide6.QtCore import QCoreApplication
from mobility_gui.desktop.single_instance import SingleInstance
app = QCoreApplication(sys.argv)
instance = SingleInstance(pathlib.Path(sys.argv[1]))
print("first" if instance.acquire() else "second", flush=True)
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
    return done.stdout.strip()


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
    replacement.touch()
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


def test_a_folder_that_cannot_be_written_does_not_keep_the_program_from_starting(tmp_path: Path) -> None:
    instance = SingleInstance(tmp_path / "missing")
    assert instance.acquire()
    instance.release()
