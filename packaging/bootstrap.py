#!/usr/bin/env python3
"""Sets up this checkout with the standard library alone. The Makefile calls it; it is quick if nothing is missing.

    bootstrap.py run          what the program needs
    bootstrap.py test         what its tests and checks need as well
    bootstrap.py open FOLDER  open the window; without a display, rehearse a warm-up and save pictures of it in FOLDER

Missing system libraries are found before anything is downloaded. Python's libraries go into .venv, from the lock files
beside this script. A set-up may be killed at any moment: a stamp in .venv, written last and removed before anything
changes, says that .venv is complete. Without a stamp, .venv is made again.
"""

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from display import dead_displays, environment_for_window
from system_packages import install, install_wishes, is_offline, need_before_download, need_of_qt, say, stop, wishes

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = CHECKOUT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")

LOCKS = {"run": "requirements-run.txt", "test": "requirements-dev.txt"}
"""The lock file of each purpose; the one for the tests also names everything the program needs."""
MEGABYTES = {"run": 105, "test": 140}
"""Most megabytes to download for each."""


def main() -> None:
    """Do what the arguments ask for."""
    match sys.argv[1:]:
        case ["run" | "test" as purpose]:
            with one_at_a_time() as lock:
                set_up(purpose, lock)
        case ["open", folder]:
            open_or_rehearse(folder)
        case _:
            stop("usage: bootstrap.py run|test|open FOLDER")


@contextmanager
def one_at_a_time() -> Iterator[int]:
    """Wait until no other set-up, nor a pip that outlived one, works in this checkout; yield the lock to pass on.

    The lock is on the folder and ends with the last process that has it open.
    """
    if os.name == "nt":
        yield -1
        return
    import fcntl

    folder = os.open(CHECKOUT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another setup of this checkout to finish ...")
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield folder
    finally:
        os.close(folder)


def set_up(purpose: str, lock: int) -> None:
    """Prepare this checkout for `make run` or `make test`; quick if that was done before."""
    fresh = not is_finished(purpose)
    wished = wishes(purpose) if fresh else []
    needed = need_before_download(purpose, os.environ)
    if fresh and importlib.util.find_spec("ensurepip") is None:  # Debian packages it separately
        needed.append(f"python3.{sys.version_info.minor}-venv")
    if needed:
        install(needed, wished)
    if not fresh:
        return
    install_python_libraries(purpose, lock)
    pyside = next(VENV.glob("lib/python3.*/site-packages/PySide6"), VENV)
    if needed := need_of_qt(purpose, os.environ, pyside):
        install(needed, wished)
    if still := need_of_qt(purpose, os.environ, pyside):
        stop(f"These packages are installed, but Qt still cannot find everything it needs from them: {' '.join(still)}")
    if wished := wishes(purpose):
        install_wishes(wished)
    finish(purpose)


def is_finished(purpose: str) -> bool:
    """True if everything this purpose needs was installed, for this Python and in this folder."""
    return PYTHON.exists() and stamped(purpose) == state_of(purpose)


def finish(purpose: str) -> None:
    """Stamp .venv as complete for this purpose; what is enough for the tests is enough for the program."""
    for served in {"run", purpose}:
        part = VENV / "stamp.part"
        part.write_text(state_of(served), encoding="utf-8")
        part.replace(VENV / f"finished-{served}")


def stamped(purpose: str) -> str:
    """Return what the stamp says, empty if there is none."""
    try:
        return (VENV / f"finished-{purpose}").read_text(encoding="utf-8")
    except OSError:
        return ""


def state_of(purpose: str) -> str:
    """Return what a stamp says if nothing has changed since: the home of .venv, then a hash of what it is made from."""
    files = (CHECKOUT / "packaging" / LOCKS[purpose], CHECKOUT / "pyproject.toml")
    return home_of_venv() + hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def home_of_venv() -> str:
    """Return the folder and the Python, one line each: a virtual environment works with no other."""
    return f"{json.dumps(str(VENV))}\n{json.dumps(sys.version)}\n"


def install_python_libraries(purpose: str, lock: int) -> None:
    """Install exactly the locked files, then the checkout itself, editable.

    The lock names everything, so pip need not look for more: pip 23 would fetch the newest coverage for the
    `coverage[toml]` that pytest-cov wants, find it not locked, and stop.
    """
    if not any(stamped(served).startswith(home_of_venv()) for served in LOCKS) or not has_pip():
        say(f"Creating .venv and installing the libraries (up to {MEGABYTES[purpose]} MB to download) ...")
        make_venv(lock)
    elif is_finished("run"):
        more = MEGABYTES[purpose] - MEGABYTES["run"]
        say(f"Installing the libraries for the tests (up to {more} MB to download) ...")
    else:
        say("Updating the libraries in .venv ...")
    for served in LOCKS:
        (VENV / f"finished-{served}").unlink(missing_ok=True)
    listed = str(CHECKOUT / "packaging" / LOCKS[purpose])
    pip_install("--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", listed, lock=lock)
    pip_install("--no-deps", "--no-build-isolation", "-e", str(CHECKOUT), lock=lock)


def has_pip() -> bool:
    """True if the pip in .venv answers."""
    if not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-m", "pip", "--version"], check=False, capture_output=True).returncode == 0


def make_venv(lock: int) -> None:
    """Make .venv, replacing one that was left unfinished or belongs to another folder."""
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    made = run(sys.executable, "-m", "venv", "--clear", str(VENV), lock=lock)
    if made.returncode != 0:
        stop(f"{made.stdout}\nPython could not create .venv.")


def pip_install(*arguments: str, lock: int) -> None:
    """Install into .venv, or stop with the reason."""
    done = run(str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", *arguments, lock=lock)
    if done.returncode == 0:
        return
    if is_offline(done.stdout):
        stop("There is no network to download the libraries. Connect this computer, then run make again.")
    stop(f"{done.stdout}\npip could not install the libraries. Fix that, then run make again.")


def run(*command: str, lock: int) -> subprocess.CompletedProcess[str]:
    """Run a command that inherits the lock, so that the next set-up waits for it even if this one is killed."""
    return subprocess.run(
        command,
        check=False,
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        pass_fds=[lock] if lock >= 0 else [],
    )


def open_or_rehearse(folder: str) -> NoReturn:
    """Replace this process with the program in its window or, if none can be shown, with a rehearsal that says why."""
    dead = [f"{name}={os.environ[name]}" for name in dead_displays(os.environ)]
    silent = f"{' and '.join(dead)} {'does' if len(dead) == 1 else 'do'} not answer"
    program = str(SCRIPTS / "mobility-gui")
    environment = environment_for_window(os.environ)
    if environment:
        if dead:
            say(f"{silent}, so the window opens on {environment['QT_QPA_PLATFORM']}.")
        os.execve(program, [program], environment)
    reason = silent if dead else "neither DISPLAY nor WAYLAND_DISPLAY is set"
    say(f"The window cannot be opened: {reason}. Here is a rehearsal of a warm-up instead, without sound:\n")
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    os.execve(program, [program, "rehearse", "warm_up_ankles", "--exercises", "--pictures", folder], environment)


if __name__ == "__main__":
    main()
