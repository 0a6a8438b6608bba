"""Writes one JSON line per event, cue and sound, with monotonic nanoseconds: for measuring sound, and for reports."""

import json
import time
from pathlib import Path
from typing import Any

from mobility_gui.training.event import Cued, Event, SessionFinished, SpanAdjusted, SpanEnded, SpanStarted
from mobility_gui.training.exercise import Side
from mobility_gui.training.score import Due, Tone


def plain(event: Event) -> dict[str, Any]:
    """Return an event as words and numbers; `at_ms` is the session's clock."""
    told: dict[str, Any] = {"event": type(event).__name__, "at_ms": event.at_ms}
    match event:
        case SpanStarted(_, index, span) | SpanAdjusted(_, index, span) | SpanEnded(_, index, span):
            told |= {"index": index, "kind": span.kind, "exercise": span.exercise.id, "set": span.set}
            told |= {"side": None if span.side is Side.BOTH else span.side, "duration_ms": span.duration_ms}
            if isinstance(event, SpanEnded):
                told |= {"done_ms": event.done_ms, "outcome": event.outcome}
        case Cued(_, kind):
            told["cue"] = kind
        case SessionFinished(_, complete):
            told["complete"] = complete
        case _:
            pass
    return told


class Trace:
    """Writes events to a file as they come, each line flushed. Raises `OSError` if the file cannot be written."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8", buffering=1)

    def add(self, event: Event) -> None:
        """Write one event with the time at which it arrived."""
        self._file.write(json.dumps({"ns": time.monotonic_ns(), **plain(event)}) + "\n")

    def add_sound(self, heard_ms: int, due: Due) -> None:
        """Write a sound that started: when it was due and when it is heard, in ms of the session's clock."""
        name = "cue" if isinstance(due, Tone) else "phrase"
        told = {"event": "Sounded", "at_ms": due.at_ms, "heard_ms": heard_ms, name: due.what}
        self._file.write(json.dumps({"ns": time.monotonic_ns(), **told}) + "\n")

    def close(self) -> None:
        """Close the file."""
        self._file.close()
