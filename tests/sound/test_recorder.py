"""The recorder itself is tested: it must say when clicks written into another stream were heard."""

import subprocess
import time
from collections.abc import Iterator

import numpy as np
import pytest

from tests.sound.recorder import SilentRecorderError, recording
from tests.sound.servers import RATE_HZ, Server

LATEST_SECONDS = 0.5
"""Bounds the shortest delay on a busy machine; tests/prove measures the milliseconds."""


def written_and_heard(server: Server, clicks: int) -> Iterator[tuple[float, float]]:
    """Write clicks one after another; yield when each was written and heard, in seconds of CLOCK_MONOTONIC."""
    click = np.concatenate([np.full(480, 9000), np.zeros(4320)]).astype("<i2").tobytes()
    form = ["--format=s16le", f"--rate={RATE_HZ}", "--channels=1", "--latency-msec=2"]
    written: list[float] = []
    heard: list[int] = []
    with (
        recording(server) as recorder,
        subprocess.Popen(["pacat", *form], env=server.environment, stdin=subprocess.PIPE) as player,
    ):
        assert player.stdin
        for number in range(clicks):
            before = recorder.frames
            written.append(time.monotonic())
            player.stdin.write(click)
            player.stdin.flush()
            heard.append(recorder.wait_for_sound(before))
            recorder.wait_for(heard[-1] + 5000 + 97 * number)
        yield from zip(written, map(recorder.heard_at, heard), strict=True)


def test_no_click_is_heard_before_it_is_written_and_the_quickest_soon_after(server: Server) -> None:
    late_seconds = [heard - written for written, heard in written_and_heard(server, 15)]
    assert -0.0005 < min(late_seconds) < LATEST_SECONDS


def test_killing_the_server_ends_the_recording_and_nothing_waits_for_it(server: Server) -> None:
    with recording(server) as recorder:
        recorder.wait_seconds(0.1)
        server.kill()
        with pytest.raises(SilentRecorderError):
            recorder.wait_seconds(60)
        assert recorder.frames >= RATE_HZ // 10
