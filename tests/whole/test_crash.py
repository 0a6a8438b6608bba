import sys
from pathlib import Path

import pytest

from tests.whole.kills import end_many
from tests.whole.programs import Programs


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no kill -9")
def test_a_session_that_was_ended_at_any_moment_is_offered_and_goes_on_where_it_stood(
    programs: Programs, tmp_path: Path
) -> None:
    outcomes = list(end_many(programs, tmp_path, ends=6, seed=3))
    assert [(how, wrong) for _, how, wrong in outcomes if wrong] == []
    assert sum(bool(told.worked) and not told.finished for told, _, _ in outcomes) >= 3
