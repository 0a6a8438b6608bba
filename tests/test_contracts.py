"""What import-linter cannot see: which modules are loaded in fact, and when."""

import subprocess
import sys

import pytest

HEAVY = ("numpy", "PySide6", "pyqtgraph", "platformdirs", "miniaudio", "wakepy")

LOAD_ALL_OF_A_ROOM = """
import importlib, pkgutil, sys
room = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(getattr(room, "__path__", []), sys.argv[1] + "."):
    importlib.import_module(module.name)
print(*sorted(set(sys.argv[2:]) & set(sys.modules)))
"""


BELOW_THE_WINDOW = (
    "record",
    "library",
    "store",
    "exchange",
    "settings",
    "paths",
    "crash_log",
    "training",
    "ankle",
    "figure",
    "system",
)


@pytest.mark.parametrize("room", BELOW_THE_WINDOW)
def test_the_rooms_below_the_window_load_nothing_heavy(room: str) -> None:
    command = [sys.executable, "-c", LOAD_ALL_OF_A_ROOM, f"mobility_gui.{room}", *HEAVY]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
