"""The first seconds of a session of the real program, heard through real sound servers."""

from pathlib import Path

import numpy as np
import pytest

from tests.sound.recorder import recording
from tests.sound.servers import KINDS, Server, running_or_skip
from tests.whole.heard import BRIEF, COUNT_IN, compare, led

WORST_MS = 100.0
"""Allows for the clocks of a busy machine; tests/prove measures the milliseconds."""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_a_count_into_the_work_and_its_start_are_heard_when_the_trace_says(kind: type[Server], tmp_path: Path) -> None:
    with running_or_skip(kind) as server, recording(server) as recorder:
        with led(server, tmp_path, BRIEF) as program:
            assert program.wait_for_count_in()
            recorder.wait_seconds(1.0)
            program.close()
        compared = compare(recorder, program.trace)
    found = {heard.expected.name for heard in compared.hearing.heard}
    assert found >= set(COUNT_IN)
    assert (compared.missing, compared.hearing.extra) == ((), ())
    assert np.abs(compared.own_late_ms).max() <= WORST_MS
