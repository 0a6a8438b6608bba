"""Clicks for the device that says when each of its frames is heard."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from threading import Condition

import numpy as np

from mobility_gui.sound.device import CHANNELS, SAMPLE_RATE_HZ
from mobility_gui.sound.pulse import PulseDevice
from tests.giving_up import GIVE_UP_SECONDS
from tests.sound.onsets import Recorded

CLICK_EVERY_FRAMES = SAMPLE_RATE_HZ // 2

AHEAD_SECONDS = 0.1
"""A click is played only if it is handed over this long before it is heard, so the server has it in time."""


class Clicks:
    """Clicks twice a second; `told` holds when each will be heard, according to the device."""

    def __init__(self) -> None:
        self.told: list[float] = []
        self.disturb: Callable[[], None] | None = None
        self._asks = 0
        self._asked = Condition()
        self._frame = 0
        self._next = CLICK_EVERY_FRAMES

    def __call__(self, frame_count: int, delay_seconds: float) -> bytes:
        block = self._block(frame_count, delay_seconds)
        with self._asked:
            self._asks += 1
            self._asked.notify_all()
        if self.disturb:
            disturb, self.disturb = self.disturb, None
            disturb()
        return block

    def go_on(self) -> bool:
        """Return True if the device asks again."""
        with self._asked:
            before = self._asks
            return self._asked.wait_for(lambda: self._asks > before, GIVE_UP_SECONDS)

    def wait_for_more(self, number: int) -> None:
        """Wait until this many more clicks are handed over."""
        with self._asked:
            all_told = len(self.told) + number
            assert self._asked.wait_for(lambda: len(self.told) >= all_told, GIVE_UP_SECONDS)

    def _block(self, frame_count: int, delay_seconds: float) -> bytes:
        now = time.monotonic()
        block = np.zeros((frame_count, CHANNELS), dtype="<i2")
        end = self._frame + frame_count
        if self._next < end:
            first = self._next - self._frame
            ahead_seconds = delay_seconds + first / SAMPLE_RATE_HZ
            if ahead_seconds > AHEAD_SECONDS:
                block[first:] = 9000
                self.told.append(now + ahead_seconds)
            self._next += CLICK_EVERY_FRAMES
        self._frame = end
        return block.tobytes()


@contextmanager
def playing(fill: Callable[[int, float], bytes], chosen: str = "") -> Iterator[PulseDevice]:
    device = PulseDevice(fill, chosen)
    try:
        yield device
    finally:
        device.close()


def onsets(recorded: Recorded) -> list[int]:
    """Return the first frame of each click."""
    loud = np.flatnonzero(np.abs(recorded.astype(int)) > 2000)
    if not len(loud):
        return []
    return [int(loud[0]), *(int(after) for before, after in pairwise(loud) if after - before > CLICK_EVERY_FRAMES // 5)]
