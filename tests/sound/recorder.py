"""Records what a sink plays, and knows when each frame was heard."""

import os
import re
import subprocess
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition, Thread
from typing import IO

import numpy as np

from tests.giving_up import GIVE_UP_SECONDS
from tests.sound.onsets import Recorded
from tests.sound.servers import HEARD, RATE_HZ, Server

POSITION = re.compile(rb"Time: (\d+\.\d+) sec")
"""`parec --verbose` prints twenty times a second which second of the recording the sink is playing."""

ROUNDED_SECONDS = 0.0005
"""That is rounded to a thousandth, so the earliest of many looks is half a thousandth too early."""

UNSURE_SECONDS = 3.0
"""PulseAudio may have worked 2 s ahead when the recorder started, and gives wrong positions until that was heard."""

AROUND = 40
"""How many looks on either side of a frame decide when it was heard: 2 s, to follow a slow drift of the sink."""

BESIDE = 20
LEAST_LOST_SECONDS = 0.003
"""If all looks of a second are later than all of the second before by this much, the sink lost time."""

STEP_FRAMES = 480

PROMPTLY_MS = 20
"""A recorder with this latency keeps the sink from working further ahead."""


class SilentRecorderError(Exception):
    """The recorder ended, or recorded nothing for too long."""


class Recorder:
    """What came out of a sink since the recorder was started, read in threads of its own.

    A look at the clock is late by as long as the machine was busy, and never early, so the earliest of many is right.
    If the sink itself lost time, as PipeWire loses a block when the machine stalls, the looks before that apply to the
    frames before it, and those after it to the others.
    Against clicks written into another stream this is right within 2 ms (see test_recorder.py).
    """

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._raw = bytearray()
        self._looks: list[tuple[float, float]] = []  # (second of the recording, CLOCK_MONOTONIC less it)
        self._changed = Condition()
        self._over = False
        self._began_at = time.monotonic()
        self._unsure = 0  # how many of the first looks are used only while there are no others
        assert process.stdout
        assert process.stderr
        self._threads = [
            Thread(target=self._read, args=(process.stdout, self._keep_sound)),
            Thread(target=self._read, args=(process.stderr, self._keep_look)),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def samples(self) -> Recorded:
        """All samples so far."""
        return self._part(0, self.frames)

    @property
    def frames(self) -> int:
        """How many frames there are so far."""
        return len(self._raw) // 2

    def wait_for(self, frames: int) -> None:
        """Wait in real time until there are this many frames."""
        with self._changed:
            while self.frames < frames:
                if self._over or not self._changed.wait(GIVE_UP_SECONDS):
                    raise SilentRecorderError(f"{self.frames} frames of {frames}")

    def wait_seconds(self, seconds: float) -> None:
        """Wait until this much more is recorded."""
        self.wait_for(self.frames + round(seconds * RATE_HZ))

    def wait_until(self, seconds: float) -> None:
        """Wait until what is heard at a time of CLOCK_MONOTONIC is recorded."""
        while self.heard_at(self.frames) < seconds:
            self.wait_seconds(0.1)

    def wait_for_sound(self, after: int) -> int:
        """Wait for the first frame from `after` on that is not silent, and return it."""
        for last in range(after, after + GIVE_UP_SECONDS * RATE_HZ, STEP_FRAMES):
            self.wait_for(last + STEP_FRAMES)
            sounding = np.flatnonzero(self._part(last, last + STEP_FRAMES))
            if len(sounding):
                return last + int(sounding[0])
        raise SilentRecorderError(f"silence for {GIVE_UP_SECONDS} s")

    def heard_at(self, frame: int) -> float:
        """Return when a frame was heard, in seconds of CLOCK_MONOTONIC."""
        second = frame / RATE_HZ
        return second + self._offset(second)

    def frame_at(self, seconds: float) -> int:
        """Return the frame heard at a time of CLOCK_MONOTONIC; negative before the start of the recording."""
        guess = seconds - self._offset(self.frames / RATE_HZ)
        return round((seconds - self._offset(guess)) * RATE_HZ)

    def lost(self) -> Iterator[tuple[float, float]]:
        """Yield when the sink itself lost time, in seconds of CLOCK_MONOTONIC, and how much, in seconds."""
        offsets = [offset for _, offset in self._looks]
        after = self._unsure + BESIDE
        while after <= len(offsets) - BESIDE:
            step = min(offsets[after : after + BESIDE]) - min(offsets[after - BESIDE : after])
            if step > LEAST_LOST_SECONDS:
                second, offset = self._looks[after]
                yield second + offset, step
                after += BESIDE
            after += 1

    def close(self) -> None:
        self._process.terminate()
        for thread in self._threads:
            thread.join()
        self._process.communicate(timeout=GIVE_UP_SECONDS)

    def _part(self, first: int, last: int) -> Recorded:
        with self._changed:
            raw = bytes(self._raw[2 * first : 2 * last])
        return np.frombuffer(raw, dtype="<i2")

    def _offset(self, second: float) -> float:
        looks = self._looks[self._unsure :] or self._looks
        here = bisect_left(looks, second, key=lambda look: look[0])
        sides = [side for side in (looks[max(0, here - AROUND) : here], looks[here : here + AROUND]) if side]
        if not sides:
            raise SilentRecorderError("nothing was recorded")
        return max(min(offset for _, offset in side) for side in sides) + ROUNDED_SECONDS

    def _read(self, pipe: IO[bytes], keep: Callable[[bytes], None]) -> None:
        while chunk := os.read(pipe.fileno(), 1 << 18):
            keep(chunk)
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def _keep_sound(self, chunk: bytes) -> None:
        with self._changed:
            self._raw += chunk
            self._changed.notify_all()

    def _keep_look(self, chunk: bytes) -> None:
        now = time.monotonic()
        told = POSITION.search(chunk)
        if told and self._raw:
            second = float(told[1])
            self._looks.append((second, now - second))
            if now < self._began_at + UNSURE_SECONDS:
                self._unsure = len(self._looks)


@contextmanager
def recording(server: Server, sink: str = HEARD, *, latency_ms: int | None = PROMPTLY_MS) -> Iterator[Recorder]:
    """Record a sink from now on; without a latency the recorder lets the sink work ahead as far as it likes."""
    form = ["--format=s16le", f"--rate={RATE_HZ}", "--channels=1"]
    if latency_ms is not None:
        form.append(f"--latency-msec={latency_ms}")
    command = ["parec", "--verbose", f"--device={sink}.monitor", *form]
    process = subprocess.Popen(command, env=server.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    recorder = Recorder(process)
    try:
        recorder.wait_for(1)
        yield recorder
    finally:
        recorder.close()
