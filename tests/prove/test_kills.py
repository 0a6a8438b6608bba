import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.store.kills import STEPS, kill_many

KILLS = 2000


@pytest.mark.prove
@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no kill -9")
def test_two_thousand_kills_lose_nothing_that_was_confirmed(tmp_path: Path) -> None:
    wrongs: Counter[str] = Counter()
    moments: Counter[int] = Counter()
    for number, (confirmed, wrong) in enumerate(kill_many(tmp_path, kills=KILLS, seed=2)):
        wrongs[wrong] += 1
        moments[confirmed.steps if confirmed.open else -1] += 1
        if not wrong:
            shutil.rmtree(tmp_path / str(number), ignore_errors=True)
    print(f"{KILLS} kills: {dict(wrongs)}; confirmed steps of the open session (-1: none open): {dict(moments)}")
    assert set(wrongs) == {""}
    assert set(moments) >= set(range(-1, STEPS))
