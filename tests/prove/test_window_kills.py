import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobility_gui.paths import Folders
from tests.whole.kills import WORKS, end_many
from tests.whole.programs import Programs

ENDS = 100


@pytest.mark.prove
@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no kill -9")
def test_a_hundred_ends_of_the_real_program_lose_at_most_the_step_they_were_in(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    programs = Programs(qapp, qtbot, Folders(tmp_path))
    wrongs: Counter[str] = Counter()
    moments: Counter[int] = Counter()
    for number, (told, how, wrong) in enumerate(end_many(programs, tmp_path, ends=ENDS, seed=4)):
        wrongs[f"{how}: {wrong}" if wrong else ""] += 1
        moments[-1 if told.finished else len(told.worked)] += 1
        if not wrong:
            shutil.rmtree(tmp_path / str(number), ignore_errors=True)
    print(f"{ENDS} ends: {dict(wrongs)}; stretches told before the end (-1: session over): {dict(moments)}")
    assert set(wrongs) == {""}
    assert set(moments) >= set(range(-1, WORKS))
