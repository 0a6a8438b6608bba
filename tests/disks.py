"""Real disks of every unpleasant kind, each mounted for one test."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import pytest

NOBODY = 65534


@contextmanager
def small_disk(folder: Path, options: str) -> Iterator[Path]:
    """A disk in memory with mount options such as `size=256k`."""
    folder.mkdir()
    with _mounted(folder, "-t", "tmpfs", "-o", options, "tmpfs"):
        yield folder


@contextmanager
def read_only(folder: Path, source: Path | None = None) -> Iterator[None]:
    """Nothing in the folder can be changed, not even by root; it may show another folder, which stays as it is."""
    with _mounted(folder, "--bind", str(source or folder)):
        subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
        yield


@contextmanager
def no_list_of_names() -> Iterator[Path]:
    """A folder in which files can be made, but which cannot be opened, and so cannot be synced."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        folder.chmod(0o300)
        with anybody():
            yield folder
        folder.chmod(0o700)


@contextmanager
def no_home() -> Iterator[None]:
    """Act as a user whom the system does not know, as in many containers."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root can become a user whom the system does not know")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "XDG_DATA_HOME"):
            patch.delenv(name, raising=False)
        os.setresuid(NOBODY - 1, 0, 0)
        try:
            yield
        finally:
            os.setresuid(0, 0, 0)


@contextmanager
def anybody() -> Iterator[None]:
    """Act as a user who is not root, whom permissions do not bind."""
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if was_root:
            os.seteuid(0)


@contextmanager
def _mounted(folder: Path, *what: str) -> Iterator[None]:
    if os.name != "posix" or subprocess.run(["mount", *what, str(folder)], capture_output=True, check=False).returncode:
        pytest.skip("a disk can only be mounted as root")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path) -> None:
    """Leave no byte free."""
    with (disk / "music").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass


def use_up_names(disk: Path) -> None:
    """Leave room, but for no further file."""
    with suppress(OSError):
        for number in count():
            (disk / str(number)).touch()
