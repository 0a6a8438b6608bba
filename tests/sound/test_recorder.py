"""The measuring itself is measured: clicks are written into another stream, so the recorder must say when."""

import subprocess
import time

import numpy as np
import pytest

from tests.sound.patience import once_of_three
from tests.sound.recorder import SilentRecorderError, recording
from tests.sound.servers import RATE_HZ, Server

CLICKS = 15


def test_a_click_is_heard_between_its_writing_and_the_next_block_of_the_sink(server: Server) -> None:
    def attempt() -> None:
        click = np.concatenate([np.full(480, 9000), np.zeros(4320)]).astype("<i2").tobytes()
        form = ["--format=s16le", f"--rate={RATE_HZ}", "--channels=1", "--latency-msec=2"]
        written: list[float] = []
        heard: list[int] = []
        with (
            recording(server) as recorder,
            subprocess.Popen(["pacat", *form], env=server.environment, stdin=subprocess.PIPE) as player,
        ):
            assert player.stdin
            for number in range(CLICKS):
                before = recorder.frames
                written.append(time.monotonic())
                player.stdin.write(click)
                player.stdin.flush()
                heard.append(recorder.wait_for_sound(before))
                recorder.wait_for(heard[-1] + 5000 + 97 * number)
            late_ms = [(recorder.heard_at(frame) - at) * 1000 for frame, at in zip(heard, written, strict=True)][1:]
        block_ms = server.block_seconds * 1000
        # PulseAudio plays a click at once, or from its next block on; PipeWire keeps two blocks in between.
        assert -0.5 < min(late_ms) < 3 + 2.2 * block_ms
        assert np.percentile(late_ms, 80) < 23 + 3 * block_ms  # a busy machine may hold up some

    once_of_three(attempt)


def test_a_killed_server_ends_the_recording_and_nothing_waits_for_it(server: Server) -> None:
    with recording(server) as recorder:
        recorder.wait_seconds(0.1)
        server.kill()
        with pytest.raises(SilentRecorderError):
            recorder.wait_seconds(60)
        assert recorder.frames >= RATE_HZ // 10
