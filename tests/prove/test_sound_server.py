"""The sound server dies and the device goes, again and again, in a session of the real program."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.sound.recorder import recording
from tests.sound.servers import HEARD, KINDS, Server, running_or_skip
from tests.whole.heard import Program, follows_plan, led, worst_lag_ms

RESTARTS = 20
REMOVALS = 50
GONE_SECONDS = 2.0
BACK_SECONDS = 5.0

_STEP = '{ exercise = "ankle_circles", dose = { reps = 100, tempo = [1, 0, 1] }, sides = "left", set_up_seconds = 5 }'
TAPPING = f"""
[routine.tapping]
name = "Tapping"
phase = "any_time"
purpose = "A sound each second, for longer than anybody wants."
steps = [{", ".join([_STEP] * 5)}]
"""


@dataclass
class Times:
    """How long it took, in seconds, each time."""

    told: list[float] = field(default_factory=list)
    back: list[float] = field(default_factory=list)
    never_told: int = 0

    def __str__(self) -> str:
        return (
            f"said to be gone after {max(self.told, default=0):.2f} s at most ({len(self.told)} times, "
            f"{self.never_told} times not asked), heard again at most {max(self.back):.2f} s after its return, "
            f"{sorted(self.back)[len(self.back) // 2]:.2f} s in the middle"
        )


@pytest.fixture(params=KINDS, ids=lambda kind: kind.kind)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with running_or_skip(request.param) as server:
        yield server


@contextmanager
def session(server: Server, folder: Path) -> Iterator[Program]:
    """A session that sounds; in the end, that nothing of it was harmed."""
    with led(server, folder, TAPPING) as program:
        heard_after(server, HEARD, time.monotonic())
        yield program
        program.close()
        print(f"events of the session were told of {worst_lag_ms(program.trace):.0f} ms late at most")
        assert list(follows_plan(program.trace)) == []


def heard_after(server: Server, sink: str, since: float) -> float:
    """Seconds from a time of CLOCK_MONOTONIC until something is heard from a sink."""
    with recording(server, sink) as recorder:
        recorder.wait_for_sound(0)
        return time.monotonic() - since


def told_silent(program: Program, since: float, seconds: float) -> float | None:
    """Seconds from a time until the stage said that nothing is heard, 0 where it had said so already; None if never."""
    program.wait_until(lambda _: program.silent(since) is not None, seconds)
    at = program.silent(since)
    if at is None:
        return 0.0 if program.says_silent else None
    return at - since


@pytest.mark.prove
def test_twenty_deaths_of_the_sound_server_are_told_and_overcome(server: Server, tmp_path: Path) -> None:
    times = Times()
    with session(server, tmp_path) as program:
        for number in range(RESTARTS):
            server.kill()
            died_at = time.monotonic()
            if number % 2:  # comes back at once
                server.start()
                times.never_told += 1
            else:
                told = told_silent(program, died_at, 2 * GONE_SECONDS)
                assert told is not None
                times.told.append(told)
                server.start()
            times.back.append(heard_after(server, HEARD, time.monotonic()))
            assert program.wait_until(lambda _: not program.says_silent)
    print(f"{server.kind}, {RESTARTS} deaths of the server: {times}")
    assert max(times.told) <= GONE_SECONDS
    assert max(times.back) <= BACK_SECONDS


@pytest.mark.prove
def test_fifty_devices_that_go_are_told_or_replaced(server: Server, tmp_path: Path) -> None:
    times = Times()
    present = HEARD
    with session(server, tmp_path) as program:
        for number in range(REMOVALS):
            other = f"sink{number}"
            alone = number % 5 == 4
            if not alone:  # another device is there, and becomes the default
                server.add_sink(other)
            server.remove_sink(present)
            gone_at = time.monotonic()
            if alone:
                told = told_silent(program, gone_at, 2 * GONE_SECONDS)
                assert told is not None
                times.told.append(told)
                server.add_sink(other)
                server.set_default(other)
                gone_at = time.monotonic()
            else:
                times.never_told += 1
            times.back.append(heard_after(server, other, gone_at))
            present = other
    print(f"{server.kind}, {REMOVALS} devices gone: {times}")
    assert max(times.told) <= GONE_SECONDS
    assert max(times.back) <= BACK_SECONDS
