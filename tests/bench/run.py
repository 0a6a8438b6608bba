"""Measures the program: `python tests/bench/run.py [start] [imports] [stage] [session] [sound] [data] [progress]`."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.data import data_rows  # noqa: E402  the folder above has to be known first
from tests.bench.sounding import stream_rows  # noqa: E402
from tests.bench.starts import import_rows, start_rows  # noqa: E402
from tests.bench.table import Row, environment, print_rows  # noqa: E402
from tests.sound.servers import KINDS, running  # noqa: E402


def _child(module: str, folder: Path, *arguments: str) -> list[Row]:
    """Let a process of its own measure: what it leaves in memory must not slow down the others."""
    done = subprocess.run(
        [sys.executable, "-m", module, str(folder), *arguments],
        env=environment(),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return [Row(*line.split("\t")) for line in done.stdout.splitlines()]


def _stage_rows(folder: Path) -> list[Row]:
    return _child("tests.bench.painting", folder)


def _session_rows(folder: Path) -> list[Row]:
    return _child("tests.bench.playing", folder)


def _progress_rows(folder: Path) -> list[Row]:
    years = ("1", "5", "20")  # each in a process of its own: Python stumbles over the window of the one before
    return [row for number in years for row in _child("tests.bench.progressing", folder, number)]


def _sound_rows(_folder: Path) -> list[Row]:
    """Of every sound server that is installed, with a sink nobody hears."""
    rows: list[Row] = []
    for kind in KINDS:
        if kind.why_not():
            rows.append(Row(kind.kind, "-", kind.why_not()))
            continue
        with running(kind) as server:
            found = stream_rows(server)
        rows += [Row(f"{kind.kind}, {row.what}", row.figure, row.note) for row in found]
    return rows


SECTIONS: dict[str, Callable[[Path], list[Row]]] = {
    "start": start_rows,
    "imports": import_rows,
    "stage": _stage_rows,
    "session": _session_rows,
    "sound": _sound_rows,
    "data": data_rows,
    "progress": _progress_rows,
}


@contextmanager
def _screen() -> Iterator[str]:
    """A real X screen where Xvfb is there, else none; gives its name."""
    if shutil.which("Xvfb") is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield "offscreen (Xvfb is not installed)"
        return
    read_end, write_end = os.pipe()
    command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "3840x2160x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[write_end], stderr=subprocess.DEVNULL)
    os.close(write_end)
    try:
        with os.fdopen(read_end, encoding="ascii") as answer:
            os.environ.update(DISPLAY=f":{answer.readline().strip()}", QT_QPA_PLATFORM="xcb")
        yield "Xvfb, xcb, 3840x2160"
    finally:
        server.terminate()
        server.wait(timeout=10)


def main() -> int:
    wanted = sys.argv[1:] or list(SECTIONS)
    unknown = [name for name in wanted if name not in SECTIONS]
    if unknown:
        sys.stderr.write(f"There is no {unknown[0]!r} to measure; there are {', '.join(SECTIONS)}.\n")
        return 2
    os.chdir(ROOT)
    # On the disk of the checkout: a folder in memory would make every commit look free.
    (ROOT / "build").mkdir(exist_ok=True)
    with _screen() as screen, tempfile.TemporaryDirectory(dir=ROOT / "build", prefix="bench-") as folder:
        print_rows([Row("screen", screen), Row("Python", sys.version.split()[0])])
        for name in wanted:
            print_rows(SECTIONS[name](Path(folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
