import subprocess
import sys
from pathlib import Path

from tests.giving_up import GIVE_UP_SECONDS

ROOT = Path(__file__).parents[3]

WATCH = """
import sys, time
from PySide6 import QtGui, QtWidgets
from PySide6.QtCore import QTimer
from mobility_gui.ui.window.chart_import import ChartImport

qt = QtWidgets.QApplication([])
loading = ChartImport()
asked_for, slices = [], []

def look():
    slices.append(time.monotonic())
    if "pyqtgraph" in sys.modules and not asked_for:
        asked_for.append({"QWizard", "QUndoView"} <= vars(QtWidgets).keys() and "QStaticText" in vars(QtGui))
    if hasattr(sys.modules.get("mobility_gui.ui.progress.chart"), "Chart"):
        qt.quit()

watch = QTimer()
watch.timeout.connect(look)
watch.start(0)
print("QWizard" in vars(QtWidgets))
qt.exec()
print(*asked_for, len(slices) > 3)
"""


def test_every_name_is_asked_for_in_slices_before_a_thread_asks_for_any() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCH], capture_output=True, text=True, check=True, cwd=ROOT, timeout=GIVE_UP_SECONDS
    )
    assert done.stdout.split() == ["False", "True", "True"]
