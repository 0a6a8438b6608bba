"""Ten minutes of the real program on real sound servers: every cue is heard when the trace says, whatever goes on."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from tests.bench.sounding import stream_rows
from tests.sound.recorder import recording
from tests.sound.servers import KINDS, NORMAL, PROMPT, PulseServer, Server, running, running_or_skip
from tests.whole.heard import DENSE, Compared, compare, follows_plan, led, p99, worst_lag_ms
from tests.whole.led import Way

SESSION_SECONDS = 900
P99_MS = 10.0
WORST_MS = 20.0
STREAM_SECONDS = 60
MOST_PERCENT = 3.0
LAG_MS = 500.0
"""Longest delay of an event of the session, even when the windows' thread stands still for 0.2 s."""
MOST = 0.9
"""Of the sounds may not be hit by a server that loses time itself."""
LAST_WORDS_SECONDS = 5
"""The last phrase begins 2.7 s after the end of the session and takes about a second."""
FIRST_WORDS = 3
"""So many may wait at the start for the device to be there."""

ROOMS = [(kind, PROMPT) for kind in KINDS] + [(PulseServer, NORMAL)]


@pytest.fixture(params=KINDS, ids=lambda kind: kind.kind)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with running_or_skip(request.param) as server:
        yield server


def heard_in(ways: tuple[Way, ...], folder: Path, room: tuple[type[Server], str]) -> tuple[str, Compared]:
    """Lead a session on a server of its own, and say what came of it."""
    kind, sink = room
    name = f"{kind.kind}{'' if sink else ', plain null sink'}"
    folder = folder / name
    folder.mkdir()
    with running(kind, sink) as server, recording(server) as recorder:
        recorder.wait_seconds(4)
        with led(server, folder, DENSE, *ways) as program:
            assert program.wait_until(lambda _: program.finished, SESSION_SECONDS)
            recorder.wait_seconds(LAST_WORDS_SECONDS)
            program.close()
        trace = program.trace
        compared = compare(recorder, trace)
    lag_ms = worst_lag_ms(trace)
    lag = f"the session's own events told of {lag_ms:.0f} ms late at most"
    print(compared.table(f"{name}, {'+'.join(ways) or 'undisturbed'}"), lag, sep="; ", flush=True)
    assert lag_ms < LAG_MS
    if Way.TURN not in ways:
        assert list(follows_plan(trace)) == []
    return name, compared


@pytest.mark.prove
@pytest.mark.parametrize(
    "ways", [(), (Way.SLEEP,), (Way.HOLD,), (Way.TURN,)], ids=lambda ways: "+".join(ways) or "still"
)
def test_every_cue_of_ten_minutes_is_heard_at_its_time(ways: tuple[Way, ...], tmp_path: Path) -> None:
    present = [room for room in ROOMS if not room[0].why_not()]
    if not present:
        pytest.skip(" ".join(kind.why_not() for kind in KINDS))
    with ThreadPoolExecutor(len(present)) as threads:
        results = list(threads.map(partial(heard_in, ways, tmp_path), present))
    for name, compared in results:
        assert compared.planned > 150, name
        assert (compared.missing, compared.broken, compared.hearing.extra, compared.unsounded) == ((), (), (), ()), name
        if Way.TURN not in ways:
            assert compared.moved <= FIRST_WORDS, name
        assert len(compared.own_late_ms) > MOST * compared.planned, name
        assert p99(compared.own_late_ms) <= P99_MS, name
        assert np.abs(compared.own_late_ms).max() <= WORST_MS, name


@pytest.mark.prove
def test_the_open_stream_uses_three_percent_of_a_core_at_most(server: Server) -> None:
    rows = stream_rows(server, STREAM_SECONDS)
    print(*(f"{server.kind}, {row.what}: {row.figure} ({row.note})" for row in rows), sep="; ")
    assert len(rows) == 2
    assert max(float(row.figure.split()[0]) for row in rows) <= MOST_PERCENT
