"""Leads the real program through a session, records what its sound server played, and compares it with the trace."""

import json
import subprocess
import sys
import time
import wave
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Condition, Thread
from typing import Any

import numpy as np

from mobility_gui.paths import Folders, resources
from mobility_gui.session.announcer import SOON_MS
from mobility_gui.sound.phrases import PhraseBank
from tests.giving_up import GIVE_UP_SECONDS
from tests.sound.onsets import LEAST_FIT, RATE_HZ, Expected, Hearing, Samples, listen
from tests.sound.recorder import Recorder
from tests.sound.servers import Server
from tests.whole.led import Way

DENSE = """
[routine.dense]
name = "Dense"
phase = "any_time"
purpose = "Everything that sounds, in ten minutes."
steps = [
    { exercise = "half_kneeling_lunge", dose = { reps = 15, tempo = [1, 0, 2] } },
    { exercise = "low_squat", dose = { breaths = 5 }, sets = 2 },
    { exercise = "heel_drop", dose = { reps = 8, tempo = [2, 1, 1] } },
    { exercise = "wall_calf_straight", dose = { hold = 30 } },
    { exercise = "ankle_circles", dose = { reps = 20, tempo = [1, 0, 1] } },
    { exercise = "downward_dog", dose = { breaths = 4 } },
    { exercise = "calf_pumps", dose = { hold = 30 } },
    { exercise = "standing_quad", dose = { hold = 20 } },
]
"""

BRIEF = """
[routine.brief]
name = "Brief"
phase = "any_time"
purpose = "Counts into the work six times."
steps = [{ exercise = "low_squat", dose = { hold = 5 }, sets = 6, set_up_seconds = 5, rest_seconds = 5 }]
"""

CUT_MS = 180
"""A command that cuts what sounds is heard no sooner than this after it: what is in the buffer is heard to its end."""

AFTER_MS = 500
"""A sound that begins this short before the recording ends may not be in it."""

BLOCK_FRAMES = RATE_HZ // 40
"""What a sink takes at a time, about; a sound may begin so much before it is told to be heard."""

HANDED_OVER_MS = 700
"""A sound is handed over to the server 0.3 s before it is heard, from what its last answers told: when the server
itself loses time in that while, as PipeWire does when the machine stands still, no program can make up for it."""

LEAST_FRAMES = RATE_HZ // 20
"""Less than this before it is cut tells nothing."""

COUNT_IN = ["three", "two", "one", "start"]
"""The sounds that lead into work, in order."""


class Program:
    """The led program from outside: what it said so far, and what it wrote into its trace."""

    def __init__(self, process: "subprocess.Popen[str]", trace: Path, log: Path) -> None:
        self._process = process
        self._trace = trace
        self._log = log
        self._said: list[dict[str, Any]] = []
        self._over = False
        self._more = Condition()
        self._thread = Thread(target=self._read)
        self._thread.start()

    def wait_until(self, is_so: Callable[[list[dict[str, Any]]], bool], seconds: float = GIVE_UP_SECONDS) -> bool:
        """Wait for what it says, at most so long and while it lives; tells whether it came."""
        with self._more:
            self._more.wait_for(lambda: self._over or is_so(self._said), seconds)
            return is_so(self._said)

    def silent(self, after: float) -> float | None:
        """When it first said after a time of CLOCK_MONOTONIC that nothing can be heard, in seconds of it."""
        return next((at for at, silent in self._sounding() if silent and at > after), None)

    def wait_for_count_in(self) -> bool:
        """Wait until a whole count into the work has sounded.

        On a busy machine the device may open too late for the first one, and a late count is left out.
        """

        def counted_in(said: list[dict[str, Any]]) -> bool:
            sounded = [line["sounded"] for line in said if line.get("sounded") in COUNT_IN]
            return any(sounded[first : first + len(COUNT_IN)] == COUNT_IN for first in range(len(sounded)))

        return self.wait_until(counted_in, 2 * GIVE_UP_SECONDS)  # a start and a minute of counts

    @property
    def says_silent(self) -> bool:
        """Whether it says now that nothing can be heard."""
        return next((silent for _, silent in reversed(list(self._sounding()))), False)

    @property
    def finished(self) -> bool:
        return any("finished" in line for line in self._said)

    @property
    def trace(self) -> list[dict[str, Any]]:
        """What the program wrote of its session."""
        return [json.loads(line) for line in self._trace.read_text(encoding="utf-8").splitlines()]

    def close(self) -> None:
        """Close the window; raises AssertionError where it did not end clean."""
        assert self._process.stdin
        self._process.stdin.write("close\n")
        self._process.stdin.flush()
        assert self._process.wait(GIVE_UP_SECONDS) == 0
        assert not self._log.exists(), self._log.read_text(encoding="utf-8")

    def end(self) -> None:
        self._process.kill()
        self._thread.join()
        self._process.communicate()

    def _sounding(self) -> Iterator[tuple[float, bool]]:
        for line in list(self._said):
            if "status" in line:
                yield line["ns"] / 1e9, any("No sound" in words for words in line["status"])

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            with self._more:
                self._said.append(json.loads(line))
                self._more.notify_all()
        with self._more:
            self._over = True
            self._more.notify_all()


@contextmanager
def led(server: Server, folder: Path, routine: str, *ways: Way) -> Iterator[Program]:
    """The program in a session of a routine, heard by a server; `folder` is for its files."""
    folders = Folders(folder)
    folders.create()
    (folders.routines / "led.toml").write_text(routine, encoding="utf-8")
    name = routine.split("]", maxsplit=1)[0].split(".")[1]
    settings = {"muted": False, "keep_awake": False, "volume_percent": 80, "last_routine": name}
    folders.settings_file.write_text(json.dumps(settings), encoding="utf-8")
    trace = folder / "trace.jsonl"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.whole.led", str(folder), str(trace), ",".join(ways)],
        cwd=Path(__file__).parents[2],
        env=server.environment | {"QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    program = Program(process, trace, folders.log_file)
    try:
        yield program
    finally:
        program.end()


@dataclass(frozen=True)
class Compared:
    """A session's trace beside its recording; all in milliseconds.

    `planned` counts the cues and phrases the trace tells of, `moved` those that a command put off, `unsounded` the
    cues of the session that never became a sound, `cut` those that were cut before they could be told. `lost` tells
    when the server itself lost time.
    """

    planned: int
    moved: int
    cut: int
    unsounded: tuple[str, ...]
    lost: tuple[float, ...]
    hearing: Hearing

    @property
    def late_ms(self) -> "Samples":
        """Of all sounds."""
        return np.array([heard.late_ms for heard in self.hearing.heard])

    @property
    def own_late_ms(self) -> "Samples":
        """Of those that were not with a server that lost time."""
        return np.array([heard.late_ms for heard in self.hearing.heard if not self._hit(heard.expected.frame)])

    @property
    def missing(self) -> tuple[str, ...]:
        """What was not found, except where the server lost time."""
        return tuple(cue.name for cue in self.hearing.missing if not self._hit(cue.frame, len(cue.samples)))

    @property
    def broken(self) -> tuple[str, ...]:
        """What has a hole because the program handed it over too late."""
        broken = [heard.expected for heard in self.hearing.heard if heard.share < LEAST_FIT]
        return tuple(cue.name for cue in broken if not self._hit(cue.frame, len(cue.samples)))

    def _hit(self, frame: int, frames: int = 0) -> bool:
        begun, over = 1000 * frame / RATE_HZ, 1000 * (frame + frames) / RATE_HZ
        return any(begun < at + HANDED_OVER_MS and over > at - HANDED_OVER_MS / 10 for at in self.lost)

    def table(self, name: str) -> str:
        """One line of figures."""
        late = self.late_ms
        own, median = self.own_late_ms, float(np.median(late))
        return (
            f"{name}: {self.planned} sounds, {self.moved} put off by a command, {self.cut} cut at once, "
            f"missing {[f'{cue.name} at {cue.frame / RATE_HZ:.2f} s' for cue in self.hearing.missing]}, "
            f"broken {list(self.broken)}, unsounded {list(self.unsounded)}, "
            f"too many at {[f'{at / RATE_HZ:.2f} s' for at in self.hearing.extra]}; "
            f"{_spread('all', late)}; median {median:+.2f}; "
            f"the server lost time at {[f'{at / 1000:.2f} s' for at in self.lost]}, "
            f"which hit {len(late) - len(own)} sounds; {_spread('the others', own)}"
        )


def _spread(name: str, late: Samples) -> str:
    return f"{name}: p99 {p99(late):.2f}, worst {np.abs(late).max():.2f} ms"


def p99(late: Samples) -> float:
    """The size that one of a hundred is above."""
    return float(np.percentile(np.abs(late), 99))


def compare(recorder: Recorder, trace: list[dict[str, Any]]) -> Compared:
    """Look for every sound of a trace in the recording."""
    ended_ms = 1000 * (recorder.heard_at(recorder.frames) + ahead_of_monotonic())
    sounded = [line for line in trace if line["event"] == "Sounded" and line["heard_ms"] < ended_ms - AFTER_MS]
    cuts = sorted(line["at_ms"] for line in trace if _cuts(line))
    expected: list[Expected] = []
    lengths: dict[int, int] = {}
    cut: list[tuple[int, int]] = []
    for line in sounded:
        whole = samples_of(line.get("cue", ""), line.get("phrase", ""))
        samples = whole[: _audible(line, sounded, cuts)]
        frame = recorder.frame_at(line["heard_ms"] / 1000 - ahead_of_monotonic())
        if len(samples) < min(LEAST_FRAMES, len(whole)):
            cut.append((frame, frame + len(whole)))
            continue
        name = line.get("cue") or line["phrase"]
        expected.append(Expected(name, samples, frame))
        lengths[id(expected[-1])] = len(whole)
    hearing = listen(recorder.samples, expected)
    # What is left of a sound that a command cut is no sound too many.
    spans = [(one.frame, one.frame + lengths[id(one.expected)]) for one in hearing.heard] + cut
    extra = tuple(at for at in hearing.extra if not any(first - BLOCK_FRAMES <= at < end for first, end in spans))
    return Compared(
        planned=len(sounded),
        moved=sum(line["heard_ms"] != line["at_ms"] for line in sounded),
        cut=len(cut),
        unsounded=tuple(_unsounded(trace, sounded)),
        lost=tuple(1000 * recorder.frame_at(at) / RATE_HZ for at, _ in recorder.lost()),
        hearing=Hearing(hearing.heard, hearing.missing, extra),
    )


def _cuts(line: dict[str, Any]) -> bool:
    """Whether what sounds is cut there: the session stood still, went on, or left a span before its end."""
    if line["event"] == "SpanEnded":
        return bool(line["done_ms"] < line["duration_ms"])
    return line["event"] in {"SessionPaused", "SessionResumed"}


def _audible(line: dict[str, Any], sounded: list[dict[str, Any]], cuts: list[int]) -> int | None:
    """How many frames of a sound are surely heard: until a command, or for speech until the next that is said.

    What a command asked for comes `SOON_MS` after it; what comes sooner was in the buffer already, and is cut by it.
    """
    ends = [at + CUT_MS for at in cuts if at + CUT_MS > line["heard_ms"] - CUT_MS and at > line["at_ms"] - SOON_MS]
    if "phrase" in line:
        ends += [other["heard_ms"] for other in sounded if "phrase" in other and other["heard_ms"] > line["heard_ms"]]
    return max(0, round((min(ends) - line["heard_ms"]) * RATE_HZ / 1000)) if ends else None


def _unsounded(trace: list[dict[str, Any]], sounded: list[dict[str, Any]]) -> Iterator[str]:
    """Cues of the session that became neither a tone nor, just then, a word.

    But for those right after a command, and for the last end, which is the session's and has a sound of its own.
    """
    over = {line["at_ms"] for line in trace if line["event"] == "SessionFinished"}
    turns = [line["at_ms"] for line in trace if _cuts(line) or line["event"] == "SpanAdjusted"]
    for line in trace:
        if line["event"] != "Cued" or any(0 <= line["at_ms"] - at <= SOON_MS for at in turns):
            continue
        if line["cue"] == "end" and line["at_ms"] in over:
            continue
        if not any(_told(line, other) for other in sounded):
            yield f"{line['cue']} at {line['at_ms']}"


def _told(cue: dict[str, Any], other: dict[str, Any]) -> bool:
    if "cue" in other:
        return bool(other["cue"] == cue["cue"] and abs(other["at_ms"] - cue["at_ms"]) <= 1)
    after_ms: int = other["at_ms"] - cue["at_ms"]
    return -450 <= after_ms <= 400


def follows_plan(trace: list[dict[str, Any]]) -> Iterable[str]:
    """Where the session's time is not what its spans take, to the millisecond; for a session without commands."""
    at_ms = None
    for line in trace:
        if line["event"] == "SpanStarted":
            if at_ms is not None and line["at_ms"] != at_ms:
                yield f"a span began at {line['at_ms']}, not {at_ms}"
            at_ms = line["at_ms"] + line["duration_ms"]
        elif line["event"] not in {"SessionStarted", "SpanEnded", "Cued", "Sounded", "SessionFinished"}:
            yield f"{line['event']} at {line['at_ms']}"


def worst_lag_ms(trace: list[dict[str, Any]]) -> float:
    """By how much an event of the session was told of after its time, at most."""
    told = [line for line in trace if line["event"] != "Sounded"]
    lags = [line["ns"] / 1e6 + 1000 * ahead_of_monotonic() - line["at_ms"] for line in told]
    return float(max(lags))


@cache
def samples_of(cue: str, phrase: str) -> Samples:
    """What a cue or a phrase sounds like."""
    if phrase:
        return PhraseBank(resources() / "voice").samples(phrase).astype(float)
    with wave.open(str(resources() / "sounds" / "normal" / f"{cue}.wav"), "rb") as file:
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(float)


@cache
def ahead_of_monotonic() -> float:
    """Seconds by which the session's clock, which counts sleep, is ahead of the recorder's."""
    looks = []
    for _ in range(9):
        before = time.monotonic()
        now = time.clock_gettime(time.CLOCK_BOOTTIME)
        looks.append((time.monotonic() - before, now - before))
    return min(looks)[1]
