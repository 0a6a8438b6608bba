"""What reading the library and keeping a step cost, without a window."""

import statistics
import time
from datetime import UTC, datetime
from pathlib import Path

from mobility_gui.library.library import load_library
from mobility_gui.paths import resources
from mobility_gui.store.sessions import Store
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Outcome, Stretch
from mobility_gui.training.routine import Hold, Phase
from tests.bench.table import Row

LOADS = 11
COMMITS = 400


def data_rows(folder: Path) -> list[Row]:
    """Library and store."""
    loads = [_timed_load() for _ in range(LOADS)]
    commits = sorted(_commits(folder / "commits.sqlite3"))
    p50, p99 = commits[len(commits) // 2], commits[int(len(commits) * 0.99)]
    return [
        Row("library, read and checked", f"{statistics.median(loads):.1f} ms", f"first {loads[0]:.1f} ms"),
        Row("store, one finished step on disk, p50", f"{p50:.2f} ms", f"of {COMMITS} commits"),
        Row("store, one finished step on disk, p99", f"{p99:.2f} ms", f"slowest {commits[-1]:.1f} ms"),
    ]


def _timed_load() -> float:
    begun = time.perf_counter()
    load_library([resources() / "exercises", resources() / "routines"], [])
    return (time.perf_counter() - begun) * 1000


def _commits(path: Path) -> list[float]:
    now = datetime.now(UTC).astimezone()
    stretch = Stretch(0, "heel_drop", Side.LEFT, 1, Hold(30), 30_000, 30_000, 30, Outcome.DONE)
    found: list[float] = []
    with Store(path) as store:
        session = store.begin_session("bench", "Bench", Phase.ANY_TIME, now, "", "0:left:1")
        for _ in range(COMMITS):
            begun = time.perf_counter()
            store.add_stretch(session, stretch, now, "0:left:1")
            found.append((time.perf_counter() - begun) * 1000)
    return found
