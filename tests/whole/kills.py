"""Ends the real program in the middle of a session, and looks at what the next start makes of it.

`python -m tests.whole.kills DATA` is the victim: the program offscreen on a clock that hurries, led through by keys. It
says on standard output each event it has told the rest of the program of, until it is ended.
"""

import json
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mobility_gui.app import App
from mobility_gui.exchange.trace import plain
from mobility_gui.paths import Folders
from mobility_gui.store.sessions import OpenSession, Store
from mobility_gui.training.event import Event, SpanStarted
from mobility_gui.training.plan import SpanKind
from mobility_gui.training.record import Ending
from mobility_gui.training.spans import position_of
from tests.fakes import HurriedClock
from tests.whole.programs import Programs, answer, notices

HURRY_MS = 1900
LONGEST_DELAY_SECONDS = 0.05
LINES = 60
"""A few more than the events of a whole session, so that some victims are ended after it."""

ROUTINE = """
[routine.measured]
name = "Measured"
phase = "any_time"
purpose = "Measure, move on both sides, measure again."
steps = [
    { exercise = "knee_to_wall", dose = { measure = 3 } },
    { exercise = "calf_pumps", dose = { hold = 5 }, sides = "each", set_up_seconds = 3, switch_seconds = 3 },
    { exercise = "low_squat", dose = { breaths = 1 }, sets = 2, set_up_seconds = 3, rest_seconds = 3 },
    { exercise = "ankle_circles", dose = { reps = 3 }, sides = "each", set_up_seconds = 3, switch_seconds = 3 },
    { exercise = "knee_to_wall", dose = { measure = 3 } },
]
"""


WORKS = 6
"""Stretches of work in it."""


class End(StrEnum):
    """How a victim's life ends."""

    KILL = "kill -9"
    TERMINATE = "terminated"
    CLOSE = "window closed"


class Victim(QObject):
    """The hands of a runner who never hesitates."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self._stdin = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._stdin.activated.connect(self._close)
        app.ready.connect(self._start)

    def _start(self) -> None:
        assert self._app._conductor is not None
        self._app._conductor._driver.happened.connect(self._tell)
        self._press("\r")

    def _tell(self, event: Event) -> None:
        sys.stdout.write(f"{json.dumps(plain(event))}\n")
        sys.stdout.flush()
        if isinstance(event, SpanStarted) and event.span.kind is SpanKind.MEASURE:
            QTimer.singleShot(0, self._measure)
        elif isinstance(event, SpanStarted) and event.span.waits:
            QTimer.singleShot(40, self._go_on)

    def _measure(self) -> None:
        self._press("10.1\r\r\r12,3\r\r\r\r")

    def _go_on(self) -> None:
        self._press(" ")

    def _press(self, keys: str) -> None:
        for key in keys:
            where = QApplication.focusWidget() or self._app.window
            if key == "\r":
                QTest.keyClick(where, Qt.Key.Key_Return)
            else:
                QTest.keyClicks(where, key)

    def _close(self) -> None:
        self._app.window.close_now()


def live(data: Path) -> None:
    """Be a victim."""
    qt = QApplication([])
    app = App(qt, Folders(data), None, HurriedClock(HURRY_MS))
    qt.aboutToQuit.connect(app.shut_down)
    victim = Victim(app)
    app.window.show()
    qt.exec()
    del victim


@dataclass(frozen=True)
class Told:
    """What a victim said before its end."""

    events: tuple[dict[str, Any], ...]

    @property
    def worked(self) -> list[tuple[str, str | None, int]]:
        """Each stretch of work that ended."""
        ended = (e for e in self.events if e["event"] == "SpanEnded" and e["kind"] == "work")
        return [(e["exercise"], e["side"], e["set"]) for e in ended]

    @property
    def measured(self) -> int:
        return sum(e["event"] == "SpanEnded" and e["kind"] == "measure" for e in self.events)

    @property
    def finished(self) -> bool:
        return any(e["event"] == "SessionFinished" for e in self.events)


def end_once(data: Path, how: End, line: int, delay_seconds: float) -> Told:
    """Let a victim live up to a line of what it says and a moment more, and end it."""
    victim = subprocess.Popen(
        [sys.executable, "-m", "tests.whole.kills", str(data)],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert victim.stdin
    assert victim.stdout
    said: list[str] = []
    with victim:
        while len(said) < line and not (said and '"SessionFinished"' in said[-1]):
            said.append(victim.stdout.readline())
            assert said[-1], "the victim died by itself"
        try:
            victim.wait(delay_seconds)
        except subprocess.TimeoutExpired:
            match how:
                case End.KILL:
                    victim.kill()
                case End.TERMINATE:
                    victim.send_signal(signal.SIGTERM)
                case End.CLOSE:
                    victim.stdin.write("close\n")
                    victim.stdin.flush()
        said += victim.stdout.readlines()
    assert victim.returncode == {End.KILL: -9, End.TERMINATE: -15, End.CLOSE: 0}[how]
    # A last line cut off by the death was not said.
    return Told(tuple(json.loads(one) for one in said if one.endswith("\n")))


def look(programs: Programs, told: Told, how: End) -> str:
    """Start the program again and say what is wrong, if anything."""
    found, kept = _left_in(programs.folders)
    if found is None:
        if kept is Ending.COMPLETE:
            return "" if told.finished else _only_if_all_was_told(told)
        return "the session is gone" if told.worked or told.measured or how is End.CLOSE else ""
    if told.finished and how is End.CLOSE:
        return "an ended session was left open"
    held = [(s.exercise, None if s.side == "both" else s.side.value, s.set) for s in found.stretches]
    least = len(told.worked) if how is End.CLOSE else len(told.worked) - 1
    if not least <= len(held) <= len(told.worked) + 1:
        return f"{len(held)} stretches kept of {len(told.worked)}"
    if held[: len(told.worked)] != told.worked[: len(held)]:
        return f"kept {held}, told {told.worked}"
    return _goes_on(programs, found)


def _left_in(folders: Folders) -> tuple[OpenSession | None, Ending | None]:
    with Store(folders.database) as store:
        sessions = store.sessions()
        return store.unfinished(), sessions[0].ending if sessions else None


def _only_if_all_was_told(told: Told) -> str:
    """The end itself may have reached the disk without being said."""
    return "" if told.measured and len(told.worked) == WORKS else "a session ended that had not"


def _goes_on(programs: Programs, found: OpenSession) -> str:
    """Accept the offer, and compare where the session goes on with what is kept of it."""
    with programs.program() as app:
        if not [sentence for sentence in notices(app) if sentence.startswith("“Measured”")]:
            return "it is not offered"
        answer(app, "Resume")
        assert app._conductor is not None
        session = app._conductor._driver.session
        if session is None:
            return "it does not go on"
        steps = [position_of(span) for span in session.plan.spans if not span.is_lead_in]
        measurings = len({measurement.at for measurement in found.measurements})
        done = len(found.stretches) + measurings
        expected = steps[min(done, len(steps) - 1)]
        return "" if session.position == expected else f"goes on at {session.position}, not at {expected}"


def end_many(programs: Programs, folder: Path, ends: int, seed: int) -> Iterator[tuple[Told, End, str]]:
    """End again and again, each way in turn, at random moments all over the session; say what was wrong."""
    chance = random.Random(seed)  # noqa: S311 - moments of death, no secrets
    ways = list(End)
    for number in range(ends):
        programs.folders = Folders(folder / str(number))
        programs.prepare("measured", breath_seconds=6)
        (programs.folders.routines / "measured.toml").write_text(ROUTINE, encoding="utf-8")
        how = ways[number % len(ways)]
        line = 1 + int((number + chance.random()) / ends * LINES)
        told = end_once(programs.folders.data, how, line, chance.uniform(0, LONGEST_DELAY_SECONDS))
        yield told, how, look(programs, told, how)


if __name__ == "__main__":
    live(Path(sys.argv[1]))
