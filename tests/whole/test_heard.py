"""The first seconds of a session of the real program, heard through real sound servers."""

from pathlib import Path

import numpy as np
import pytest

from tests.sound.recorder import recording
from tests.sound.servers import KINDS, Server, running_or_skip
from tests.whole.heard import BRIEF, COUNT_IN, Compared, compare, led

WORST_MS = 100.0
"""Allows for the clocks of a busy machine; tests/prove measures the milliseconds."""


MOST_RUNS = 3
"""A machine that stands still breaks any sound, so it is played again; what the program does wrong comes each time."""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_a_count_into_the_work_and_its_start_are_heard_when_the_trace_says(kind: type[Server], tmp_path: Path) -> None:
    for run in range(MOST_RUNS):
        compared = heard(kind, tmp_path / str(run))
        found = {one.expected.name for one in compared.hearing.heard}
        wrong = (compared.missing, compared.hearing.extra, tuple(set(COUNT_IN) - found))
        if wrong == ((), (), ()) and np.abs(compared.own_late_ms).max() <= WORST_MS:
            return
    pytest.fail(f"{MOST_RUNS} times, the last one: {compared}")


def heard(kind: type[Server], folder: Path) -> Compared:
    """Lead a session up to its first work, and compare what was recorded with the trace."""
    folder.mkdir()
    with running_or_skip(kind) as server, recording(server) as recorder:
        with led(server, folder, BRIEF) as program:
            assert program.wait_for_count_in()
            recorder.wait_seconds(1.0)
            program.close()
        return compare(recorder, program.trace)
