"""Kills a real process in the middle of its sessions and checks what is left.

`python -m tests.store.kills FILE` is the victim: it prints each confirmed step until it is killed.
"""

import random
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from sqlite3 import connect

from mobility_gui.store.sessions import OpenSession, Store
from mobility_gui.store.writer import Writer
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Ending
from tests.store.samples import DOSES, STARTED, begin, measurement, stretch, stretches

STEPS = 12
LINES = STEPS + 6
"""A few more than the lines printed for one session, so that some victims die in their second."""

LONGEST_DELAY_SECONDS = 0.005
"""About two steps take this long."""


def run_sessions(path: Path) -> None:
    """Write one session after another as the program does, and confirm each step once it is on disk."""

    def confirm(word: str) -> None:
        if not writer.flush():
            sys.exit("The disk failed.")
        print(word, flush=True)  # noqa: T201 - how the victim confirms a step

    def add(step: int) -> None:
        writer.write(
            lambda store, session: store.add_stretch(session, stretch(step, dose=DOSES[step % 5]), STARTED, str(step))
        )

    def measure(store: Store, session: int) -> None:
        store.add_measurements(session, [measurement(Side.LEFT), measurement(Side.RIGHT)], "measured")

    print("ready", flush=True)  # noqa: T201
    writer = Writer(path, lambda error: sys.exit(str(error)))
    for _ in count():
        writer.begin(begin)
        confirm("begun")
        writer.write(measure)
        confirm("measured")
        for step in range(STEPS):
            add(step)
            confirm(f"step {step}")
        writer.write(lambda store, session: store.end_session(session, STARTED, Ending.COMPLETE))
        confirm("ended")


@dataclass
class Confirmed:
    """What a victim printed before it died."""

    words: list[str]

    @property
    def open(self) -> bool:
        """True if the last session certainly began and its end is not confirmed."""
        return bool(self.words) and self.words[-1] != "ended"

    @property
    def steps(self) -> int:
        """The number of confirmed steps of the last session."""
        since = len(self.words) - self.words[::-1].index("begun") if "begun" in self.words else 0
        return sum(word.startswith("step") for word in self.words[since:])


def kill_once(path: Path, chance: random.Random) -> Confirmed:
    """Start a victim, wait for a random word, however long it takes, and kill it a random moment later."""
    victim = subprocess.Popen(
        [sys.executable, "-m", "tests.store.kills", str(path)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert victim.stdout
    with victim, victim.stdout:
        assert victim.stdout.readline() == "ready\n"
        said = "".join(victim.stdout.readline() for _ in range(chance.randrange(LINES)))
        try:
            victim.wait(chance.uniform(0, LONGEST_DELAY_SECONDS))
        except subprocess.TimeoutExpired:
            victim.kill()
        # A last line that the kill cut off does not count.
        words = re.findall(r"(.*)\n", said + victim.stdout.read())
    assert victim.returncode < 0, "the victim died by itself"
    return Confirmed(words)


def look(path: Path, confirmed: Confirmed) -> str:
    """Return what is wrong with the file that is left; empty if nothing is."""
    if not path.exists():
        return "a confirmed file is gone" if confirmed.words else ""
    with Store(path) as store:
        sessions = store.sessions()
        found = store.unfinished()
        complete = [one for one in sessions if one.ending is Ending.COMPLETE]
        if len(complete) not in {confirmed.words.count("ended"), confirmed.words.count("ended") + 1}:
            return f"{len(complete)} sessions ended, {confirmed.words.count('ended')} were confirmed"
        if any(len(stretches(store, one.id)) != STEPS or len(one.measurements) != 2 for one in complete):
            return "an ended session has lost a step"
        # The end itself may be on disk without being confirmed.
        if confirmed.open and found is None and confirmed.steps < STEPS:
            return "an unfinished session is not offered"
        wrong = _look_at(found, confirmed) if found and confirmed.open else ""
    with closing(connect(path)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            return "the file is damaged"
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            return "a foreign key points to a missing row"
    return wrong


def _look_at(found: OpenSession, confirmed: Confirmed) -> str:
    if [one.step for one in found.stretches] != list(range(len(found.stretches))):
        return "a step in the middle is lost"
    if len(found.stretches) not in {confirmed.steps, confirmed.steps + 1}:
        return f"{len(found.stretches)} steps kept, {confirmed.steps} were confirmed"
    if confirmed.words[-1] != "begun" and len(found.measurements) != 2:
        return "a measurement is lost"
    if found.stretches and found.position != str(len(found.stretches) - 1):
        return "steps and position do not fit"
    return ""


def kill_many(folder: Path, kills: int, seed: int) -> Iterator[tuple[Confirmed, str]]:
    """Kill repeatedly, half of the time with a file that already holds a session, and yield what was wrong."""
    chance = random.Random(seed)  # noqa: S311 - moments of death, no secrets
    for number in range(kills):
        path = folder / str(number) / "record.db"
        if number % 2:
            with Store(path) as store:
                store.end_session(begin(store), STARTED, Ending.PARTIAL)
        confirmed = kill_once(path, chance)
        yield confirmed, look(path, confirmed)


if __name__ == "__main__":
    run_sessions(Path(sys.argv[1]))
