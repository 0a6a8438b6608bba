import sys
from pathlib import Path

import pytest

from tests.store.kills import kill_many


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no kill -9")
def test_everything_confirmed_survives_a_kill_at_any_moment(tmp_path: Path) -> None:
    outcomes = list(kill_many(tmp_path, kills=20, seed=1))
    assert [wrong for _, wrong in outcomes if wrong] == []
    assert sum(confirmed.steps > 0 for confirmed, _ in outcomes) >= 5
