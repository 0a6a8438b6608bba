"""The first seconds of a session of the real program, heard through real sound servers."""

from itertools import count
from pathlib import Path

import numpy as np
import pytest

from tests.sound.patience import once_of_three
from tests.sound.recorder import recording
from tests.sound.servers import KINDS, Server, running_or_skip
from tests.whole.heard import BRIEF, compare, follows_plan, led

WORST_MS = 20.0
COUNTED = {"three", "two", "one", "start"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_the_count_into_the_work_and_its_start_are_heard_when_the_trace_says(
    kind: type[Server], tmp_path: Path
) -> None:
    folders = (tmp_path / str(number) for number in count())

    def attempt() -> None:
        folder = next(folders)
        folder.mkdir()
        with running_or_skip(kind) as server, recording(server) as recorder:
            with led(server, folder, BRIEF) as program:
                assert program.wait_for_sound("start")
                recorder.wait_seconds(1.0)
                program.close()
            compared = compare(recorder, program.trace)
        found = {heard.expected.name for heard in compared.hearing.heard}
        assert found >= COUNTED
        assert (compared.hearing.missing, compared.hearing.extra) == ((), ())
        counted = np.array([heard.late_ms for heard in compared.hearing.heard if heard.expected.name in COUNTED])
        assert np.abs(counted - np.median(counted)).max() <= WORST_MS
        assert list(follows_plan(program.trace)) == []

    once_of_three(attempt)
