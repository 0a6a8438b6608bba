"""A checkout as small as can be, with the real set-up: its libraries are two empty wheels, its program five lines."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from system_packages import TRIED_WITH

PACKAGING = Path(__file__).parent.parent / "packaging"

PYPROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "mobility-gui"
version = "0"
"""

BACKEND = '''\
"""Installs the checkout editable; as long as the pipe `hold` is there, it waits until somebody opens the other end."""

import pathlib
import zipfile

INFO = "mobility_gui-0.dist-info"


def build_editable(folder, config_settings=None, metadata_directory=None):
    if pathlib.Path("hold").exists():
        pathlib.Path("hold").read_text()
    name = "mobility_gui-0-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(folder, name), "w") as wheel:
        wheel.writestr("mobility_gui.pth", str(pathlib.Path.cwd()) + "\\n")
        wheel.writestr(f"{INFO}/METADATA", "Metadata-Version: 2.1\\nName: mobility-gui\\nVersion: 0\\n")
        wheel.writestr(f"{INFO}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{INFO}/entry_points.txt", "[console_scripts]\\nmobility-gui = program:main\\n")
        wheel.writestr(f"{INFO}/RECORD", "")
    return name
'''

PROGRAM = """\
import os, sys
def main():
    import needed
    print("opened with", sys.argv[1:], *(f"{name}={os.environ.get(name)}" for name in
          ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")))
"""


class SmallCheckout:
    """The checkout in a folder; `fetched_from` is where pip finds the libraries, and nowhere else."""

    def __init__(self, folder: Path, fetched_from: Path) -> None:
        self.folder = folder
        self.fetched_from = fetched_from
        (folder / "packaging").mkdir(parents=True)
        for script in ("bootstrap.py", "system_packages.py", "display.py"):
            shutil.copy(PACKAGING / script, folder / "packaging")
        fetched_from.mkdir(exist_ok=True)
        needed, more = _empty_wheel(fetched_from, "needed"), _empty_wheel(fetched_from, "more")
        self.lock = needed
        (folder / "packaging" / "requirements-run.txt").write_text(needed)
        (folder / "packaging" / "requirements-dev.txt").write_text(needed + more)
        (folder / "pyproject.toml").write_text(PYPROJECT)
        (folder / "backend.py").write_text(BACKEND)
        (folder / "program.py").write_text(PROGRAM)
        # No apt-get is found, so nothing is installed on the system of whoever runs the tests.
        self.programs = folder / "programs"
        self.programs.mkdir()
        for program in TRIED_WITH:
            (self.programs / program).touch(mode=0o755)
        (self.programs / "ldd").symlink_to(shutil.which("ldd") or "/nowhere")

    @property
    def venv(self) -> Path:
        """Where the libraries are installed."""
        return self.folder / ".venv"

    def move_to(self, name: str) -> None:
        """Give the folder another name, as a file manager would."""
        self.folder = self.folder.rename(self.folder.with_name(name))
        self.programs = self.folder / "programs"

    def hold(self) -> Path:
        """Have pip wait in the middle of its work for somebody to open this pipe."""
        pipe = self.folder / "hold"
        os.mkfifo(pipe)
        return pipe

    def start(self, *arguments: str, **environment: str) -> "subprocess.Popen[str]":
        """Start the set-up in a process group of its own."""
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
        displays = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
        pip = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": self.fetched_from.as_uri()}
        return subprocess.Popen(
            [sys.executable, "packaging/bootstrap.py", *arguments],
            cwd=self.folder,
            env=surroundings | displays | pip | {"PATH": str(self.programs)} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, *arguments: str, **environment: str) -> tuple[int, str]:
        """Run the set-up and give its exit code and what it said."""
        with self.start(*arguments, **environment) as process:
            said, _ = process.communicate()
        return process.returncode, said

    def program(self) -> str:
        """Return what the installed program says."""
        done = subprocess.run([self.venv / "bin" / "mobility-gui"], check=False, capture_output=True, text=True)
        return done.stdout + done.stderr


def _empty_wheel(folder: Path, name: str) -> str:
    """Put a library with nothing in it into a folder, and return its line for a lock file."""
    path = folder / f"{name}-1-py3-none-any.whl"
    if not path.exists():
        info = f"{name}-1.dist-info"
        with zipfile.ZipFile(path, "w") as wheel:
            wheel.writestr(f"{name}.py", "")
            wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{info}/RECORD", "")
    return f"{name}==1 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"
