"""What import-linter cannot see: which modules are loaded in fact, and when."""

import subprocess
import sys

import pytest

HEAVY = ("numpy", "PySide6", "pyqtgraph", "platformdirs", "miniaudio", "wakepy")


@pytest.mark.parametrize("room", ["training", "ankle", "figure", "library", "store", "exchange", "settings", "paths"])
def test_the_rooms_below_the_window_load_nothing_heavy(room: str) -> None:
    program = f"import sys, mobility_gui.{room}; print(*[name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.split() == []
