"""Starts of the program against starts of an empty window, alternating, and what the imports cost beyond it."""

import re
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.table import Row, environment

ROUNDS = 15
WARM_UP_ROUNDS = 2
IMPORT_ROUNDS = 3
TOP = 15

_IMPORT = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s*(\S+)")


@dataclass(frozen=True, slots=True)
class Start:
    """Milliseconds from before the process was made; `heavy` names what should not have been loaded by then."""

    window: float
    page: float
    heavy: str


def start_rows(folder: Path) -> list[Row]:
    """Medians of both kinds, and their ratio."""
    kinds: dict[str, list[Start]] = {"empty": [], "ours": []}
    for round_number in range(WARM_UP_ROUNDS + ROUNDS):
        for kind, starts in kinds.items():
            start = _start(kind, folder)
            if round_number >= WARM_UP_ROUNDS:
                starts.append(start)
    empty = [start.window for start in kinds["empty"]]
    window = [start.window for start in kinds["ours"]]
    page = [start.page for start in kinds["ours"]]
    heavy = {start.heavy for start in kinds["ours"]} - {""}
    return [
        Row("start, empty PySide6 window", f"{median(empty):.0f} ms", _spread(empty)),
        Row("start, this window", f"{median(window):.0f} ms", _spread(window)),
        Row("start, this window with its first page", f"{median(page):.0f} ms", _spread(page)),
        Row("start, ratio", f"{median(window) / median(empty):.2f}", "at most 1.5"),
        Row("start, ratio with the first page", f"{median(page) / median(empty):.2f}"),
        Row("heavy modules before the first page", ", ".join(heavy) or "none", "no pyqtgraph, numpy, QtMultimedia"),
    ]


def _spread(found: list[float]) -> str:
    return f"median of {len(found)}, {min(found):.0f} to {max(found):.0f}"


def import_rows(folder: Path) -> list[Row]:
    """The modules that only this program imports before its first paint, by their own time, slowest first."""
    empty, ours = _imports("empty", folder), _imports("ours", folder)
    own = {name: milliseconds for name, milliseconds in ours.items() if name not in empty}
    rows = [Row("imports beyond the empty window", f"{sum(own.values()):.0f} ms", f"{len(own)} modules")]
    slowest = sorted(own.items(), key=lambda entry: -entry[1])[:TOP]
    return rows + [Row(f"  {name}", f"{milliseconds:.1f} ms") for name, milliseconds in slowest]


def _start(kind: str, folder: Path) -> Start:
    before_ns = time.monotonic_ns()
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.first_paint", kind, str(folder)],
        env=environment(),
        check=True,
        capture_output=True,
        text=True,
    )
    window_ns, page_ns, heavy = done.stdout.rstrip("\n").split(" ")
    return Start((int(window_ns) - before_ns) / 1e6, (int(page_ns) - before_ns) / 1e6, heavy)


def _imports(kind: str, folder: Path) -> dict[str, float]:
    """Milliseconds of each module's own code, the least of a few starts."""
    found: dict[str, list[float]] = defaultdict(list)
    for _ in range(IMPORT_ROUNDS):
        done = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "tests.bench.first_paint", kind, str(folder)],
            env=environment(),
            check=True,
            capture_output=True,
            text=True,
        )
        for microseconds, name in _IMPORT.findall(done.stderr):
            found[name].append(int(microseconds) / 1000)
    return {name: min(times) for name, times in found.items()}
