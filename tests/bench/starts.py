"""Starts of the program against starts of an empty window, alternating, and what the imports cost beyond it."""

import re
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

from tests.bench.table import Row, environment

ROUNDS = 15
WARM_UP_ROUNDS = 2
IMPORT_ROUNDS = 3
TOP = 15

_IMPORT = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s*(\S+)")


def start_rows(folder: Path) -> list[Row]:
    """Medians of both kinds, and their ratio."""
    kinds: dict[str, list[float]] = {"empty": [], "ours": []}
    heavy = ""
    for round_number in range(WARM_UP_ROUNDS + ROUNDS):
        for kind, found in kinds.items():
            milliseconds, heavy_now = _start(kind, folder)
            if round_number >= WARM_UP_ROUNDS:
                found.append(milliseconds)
            heavy = heavy or (heavy_now if kind == "ours" else "")
    empty, ours = (statistics.median(found) for found in kinds.values())
    spread = {kind: f"{min(found):.0f} to {max(found):.0f}" for kind, found in kinds.items()}
    return [
        Row("start, empty PySide6 window", f"{empty:.0f} ms", f"median of {ROUNDS}, {spread['empty']}"),
        Row("start, this program", f"{ours:.0f} ms", f"median of {ROUNDS}, {spread['ours']}"),
        Row("start, ratio", f"{ours / empty:.2f}", "at most 1.5"),
        Row("heavy modules before the first paint", heavy or "none", "none of pyqtgraph, numpy, QtMultimedia"),
    ]


def import_rows(folder: Path) -> list[Row]:
    """The modules that only this program imports before its first paint, by their own time, slowest first."""
    empty, ours = _imports("empty", folder), _imports("ours", folder)
    own = {name: milliseconds for name, milliseconds in ours.items() if name not in empty}
    rows = [Row("imports beyond the empty window", f"{sum(own.values()):.0f} ms", f"{len(own)} modules")]
    slowest = sorted(own.items(), key=lambda entry: -entry[1])[:TOP]
    return rows + [Row(f"  {name}", f"{milliseconds:.1f} ms") for name, milliseconds in slowest]


def _start(kind: str, folder: Path) -> tuple[float, str]:
    """Milliseconds from before the process was made to its painted window, and heavy modules found in it."""
    before_ns = time.monotonic_ns()
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.first_paint", kind, str(folder)],
        env=environment(),
        check=True,
        capture_output=True,
        text=True,
    )
    painted_ns, _, heavy = done.stdout.strip().partition(" ")
    return (int(painted_ns) - before_ns) / 1e6, heavy


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
