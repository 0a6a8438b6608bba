"""Processor use of the open sound stream on a real server: `python -m tests.bench.sounding SECONDS`.

Nothing else goes on in the process, so all it uses is the stream's: the C library's thread, the mixing in Python, the
client library of the server.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from threading import Event

from mobility_gui.paths import resources
from mobility_gui.session.driver import SystemClock
from mobility_gui.sound.phrases import PhraseBank
from mobility_gui.sound.player import CuePlayer
from mobility_gui.training.cues import CueKind
from mobility_gui.training.score import Due, Phrase, Tone
from tests.bench.table import Row
from tests.sound.servers import Server

MEASURE_SECONDS = 20.0
SETTLE_SECONDS = 4.0
LONGEST_OPENING_SECONDS = 5.0
WORDS = ("one", "two", "three", "Halfway", "Left side")


def stream_rows(server: Server, seconds: float = MEASURE_SECONDS) -> list[Row]:
    """What the stream costs on a server, measured in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.sounding", str(seconds)]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, env=server.environment, check=True, stdout=subprocess.PIPE, text=True)
    return [Row(*line.split("\t")) for line in done.stdout.splitlines()]


def _dues(seconds: float) -> Iterator[Due]:
    """A tone and a word each second, denser than any session."""
    first_ms = SystemClock().now_ms() + 1000
    kinds, words = cycle(CueKind), cycle(WORDS)
    for second in range(round(seconds)):
        yield Tone(first_ms + 1000 * second, next(kinds))
        yield Phrase(first_ms + 1000 * second + 500, next(words))


def _part(seconds: float) -> float:
    """The part of one core that this process uses in a stretch of time."""
    wall, processor = time.perf_counter(), time.process_time()
    Event().wait(seconds)
    return (time.process_time() - processor) / (time.perf_counter() - wall)


def main(seconds: float) -> None:
    player = CuePlayer(resources() / "sounds", PhraseBank(resources() / "voice"), SystemClock().seconds)
    player.open()
    until = time.monotonic() + LONGEST_OPENING_SECONDS
    while not player.active and time.monotonic() < until:
        Event().wait(0.1)
    if player.active is not True:
        sys.stdout.write(f"sound stream\t-\t{player.problem}\n")
        return
    Event().wait(SETTLE_SECONDS)
    silent = _part(seconds)
    player.place(tuple(_dues(seconds)), cut=False)
    sounding = _part(seconds)
    begun = len(player.take_begun())
    player.close()
    sys.stdout.write(f"sound stream, silent\t{100 * silent:.2f} %\tof one core over {seconds:.0f} s\n")
    sys.stdout.write(f"sound stream, two sounds a second\t{100 * sounding:.2f} %\t{begun} sounds began\n")


if __name__ == "__main__":
    main(float(sys.argv[1]))
