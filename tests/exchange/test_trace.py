import json
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from mobility_gui.exchange.trace import Trace, plain
from mobility_gui.training.cues import CueKind
from mobility_gui.training.event import Cued, SessionFinished, SessionPaused, SpanAdjusted
from mobility_gui.training.rehearsal import rehearse
from mobility_gui.training.routine import Hold
from mobility_gui.training.session import Session
from tests.training.examples import Run, both, each, measuring, of, plan

PLAN = plan(measuring(), each(Hold(30)), both(Hold(20)))


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "trace.jsonl"


def test_each_event_is_one_line_with_rising_nanoseconds(path: Path) -> None:
    before = time.monotonic_ns()
    events = [event for _, event in rehearse(PLAN)]
    trace = Trace(path)
    for event in events:
        trace.add(event)
    trace.close()
    lines = read(path)
    assert [(line["event"], line["at_ms"]) for line in lines] == [(type(e).__name__, e.at_ms) for e in events]
    assert all(one["ns"] <= other["ns"] for one, other in pairwise(lines))
    assert before <= lines[0]["ns"] <= lines[-1]["ns"] <= time.monotonic_ns()


def test_a_line_is_in_the_file_as_soon_as_it_is_added(path: Path) -> None:
    trace = Trace(path)
    trace.add(Cued(700, CueKind.SET_UP))
    line = read(path)[0]
    trace.close()
    assert (line["event"], line["at_ms"], line["cue"]) == ("Cued", 700, "set_up")


def test_a_span_is_written_with_kind_side_set_and_time() -> None:
    told = [plain(event) for _, event in rehearse(PLAN)]
    started = [line for line in told if line["event"] == "SpanStarted"]
    ended = [line for line in told if line["event"] == "SpanEnded"]
    assert started[2] == {
        "event": "SpanStarted",
        "at_ms": 135_000,
        "index": 2,
        "kind": "work",
        "exercise": "calf",
        "set": 1,
        "side": "left",
        "duration_ms": 30_000,
    }
    assert (ended[2]["done_ms"], ended[2]["outcome"]) == (30_000, "done")
    assert started[0]["side"] is None
    assert told[-1] == {"event": "SessionFinished", "at_ms": PLAN.total_ms, "complete": True}


def test_pauses_and_changes_are_written_too() -> None:
    run = Run(both(Hold(30))).at_work()
    run.do(Session.more)
    run.do(Session.pause)
    run.do(Session.end)
    assert plain(of(SpanAdjusted, run.events)[0])["duration_ms"] == 45_000
    assert plain(of(SessionPaused, run.events)[0])["event"] == "SessionPaused"
    assert plain(of(SessionFinished, run.events)[0])["complete"] is False


def test_a_file_that_cannot_be_written_raises(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        Trace(tmp_path / "gone" / "trace.jsonl")
