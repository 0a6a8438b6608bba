"""A runner with nothing but a keyboard, who reads the trace."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, TypeVar

from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.keys import FRESH_MS
from tests.conftest import Screen
from tests.giving_up import GIVE_UP_SECONDS

LOOK_SECONDS = 0.05

Found = TypeVar("Found")


def wait_for(what: Callable[[], Found | None], words: str) -> Found:
    """Look again and again until there is something, and give it."""
    until = time.monotonic() + GIVE_UP_SECONDS
    while time.monotonic() < until:
        found = what()
        if found:
            return found
        Event().wait(LOOK_SECONDS)
    raise AssertionError(f"{words}: not within {GIVE_UP_SECONDS} s")


@dataclass
class Runner:
    """Presses keys and reads the trace; knows nothing of the program's inside."""

    screen: Screen
    data: Path
    trace: Path
    seen: int = 0

    @contextmanager
    def program(self, *options: str) -> Iterator[None]:
        """The window from its start to Ctrl+Q."""
        process = subprocess.Popen(
            [sys.executable, "-m", "mobility_gui", "--data-dir", str(self.data), *options],
            env=self.screen.environment(),
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            name = "^Mobility for Runners$"
            window = self.screen.xdotool("search", "--sync", "--onlyvisible", "--name", name).split()[-1]
            self.screen.xdotool("windowfocus", "--sync", window)
            yield
            self.settles()
            self.press("ctrl+q")
            _, said = process.communicate(timeout=GIVE_UP_SECONDS)
            assert (process.returncode, said) == (0, "")
        finally:
            process.kill()
            process.communicate()

    def press(self, *keys: str) -> None:
        self.screen.xdotool("key", *keys)

    def settles(self) -> None:
        """Wait until a page that has just come takes keys, which nothing tells: twice as long as it must be."""
        until_ms = time.monotonic() * 1000 + 2 * FRESH_MS
        wait_for(lambda: time.monotonic() * 1000 > until_ms, "time passing")

    def measures(self, trials: Mapping[Side, tuple[str, ...]]) -> None:
        """Type each trial with Enter, and Enter once more on *Save*."""
        for text in (*trials[Side.LEFT], *trials[Side.RIGHT]):
            self.screen.xdotool("type", text)
            self.press("Return")
        self.press("Return")

    def sees(self, event: str, **facts: object) -> dict[str, Any]:
        """Wait for the next event of this kind."""

        def look() -> dict[str, Any] | None:
            lines = self.trace.read_text(encoding="utf-8").split("\n")[self.seen : -1]
            for number, line in enumerate(map(json.loads, lines), start=1):
                if facts | {"event": event} == {key: line.get(key) for key in (*facts, "event")}:
                    self.seen += number
                    found: dict[str, Any] = line
                    return found
            return None

        return wait_for(look, f"{event} {facts} in the trace")
