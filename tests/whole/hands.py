"""A runner with a real keyboard and mouse at the real program on a real screen, and with a keyboard of any country."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

from mobility_gui.paths import Folders
from tests.conftest import Screen
from tests.giving_up import GIVE_UP_SECONDS
from tests.whole.programs import QUIET

LOOK_SECONDS = 0.03
STEPS = 24
STEP = '{ exercise = "low_squat", dose = { hold = 600 }, set_up_seconds = 60 },'
ROUTINES = f"""
[routine.long]
name = "Long one"
phase = "any_time"
purpose = "Lasts for hours."
steps = [ {STEPS * STEP} ]

[routine.single]
name = "Single one"
phase = "any_time"
purpose = "Has one step."
steps = [ {STEP} ]
"""

LAYOUTS = {
    "us": "us",
    "de": "de",
    "fr": "fr",
    "ru": "ru",
    "gr": "gr",
    "ua": "ua",
    "ara": "ara",
    "il": "il",
    "tr": "tr",
    "dvorak": "us(dvorak)",
    "neo": "de(neo)",
}
PLACES = {"R": 27, "I": 31, "P": 33, "F": 41, "H": 43, "X": 53, "V": 55, "N": 57, "M": 58, "Q": 24}
NOT_LATIN = {"ru", "gr", "ua", "ara", "il"}
SIGNS = {"question": {"ara": "shift+61"}}
"""What to press, where the keyboard has no such sign."""

Seen = dict[str, Any]


@dataclass
class Hands:
    """Presses and clicks by `xdotool`, and asks the program what there is to see."""

    screen: Screen
    program: "subprocess.Popen[str]"
    window: str
    layout: str = "us"

    def look(self) -> Seen:
        assert self.program.stdin is not None
        assert self.program.stdout is not None
        self.program.stdin.write("\n")
        self.program.stdin.flush()
        seen: Seen = json.loads(self.program.stdout.readline())
        return seen

    def see(self, wanted: Callable[[Seen], bool], words: str, *, within: float = GIVE_UP_SECONDS) -> Seen:
        """Look until it is as wanted."""
        until = time.monotonic() + within
        while not wanted(seen := self.look()):
            if time.monotonic() > until:
                raise AssertionError(f"{words}: not within {within} s, but {seen}")
            Event().wait(LOOK_SECONDS)
        return seen

    def settle(self) -> Seen:
        """Wait until a page that has just come takes keys."""
        return self.see(lambda seen: bool(seen["settled"]), "a page that takes keys")

    def press(self, *keys: str) -> None:
        """Press keys by name; a letter as whoever has this keyboard would."""
        self.screen.xdotool("key", *(self._code(key) for key in keys))

    def hold(self, key: str, seconds: float) -> None:
        code = self._code(key)
        self.screen.xdotool("keydown", code, "sleep", str(seconds), "keyup", code)

    def click(self, word: str, *, times: int = 1, apart_ms: int = 60) -> None:
        """Click a button, or double-click it, and scroll the page under the middle of the window until it is there."""

        def found(seen: Seen) -> bool:
            if word not in seen["buttons"]:
                self.screen.xdotool("mousemove", "640", "400", "click", "5")
            return word in seen["buttons"]

        x, y = self.see(found, f"a button {word}")["buttons"][word]
        self.screen.xdotool("mousemove", str(x), str(y))
        self.screen.xdotool("click", "--repeat", str(times), "--delay", str(apart_ms), "1")

    def focus(self) -> None:
        """Give the window the focus back after a dialog, as a window manager would."""
        self.screen.xdotool("windowfocus", "--sync", self.window)

    def choose_keyboard(self, layout: str) -> None:
        """Plug in another keyboard."""
        subprocess.run(
            ["setxkbmap", "-layout", LAYOUTS[layout]],
            env=self.screen.environment(),
            check=True,
            timeout=GIVE_UP_SECONDS,
        )
        self.layout = layout

    def start(self) -> Seen:
        """Start the routine that was chosen last."""
        self.press("Return")
        self.see(lambda seen: seen["page"] in {"VIEW", "MEASURING"}, "the stage")
        return self.settle()

    def _code(self, key: str) -> str:
        if key.startswith("ctrl+"):
            return f"ctrl+{self._code(key.removeprefix('ctrl+'))}"
        if self.layout in NOT_LATIN and key in PLACES:
            return str(PLACES[key])
        return SIGNS.get(key, {}).get(self.layout, key.lower() if len(key) == 1 else key)


@contextmanager
def at_the_program(screen: Screen, data: Path, routine: str = "long", **settings: object) -> Iterator[Hands]:
    """Open the program with a chosen routine; it is ended by force, as a test may stop anywhere."""
    folders = Folders(data)
    folders.create()
    (folders.routines / "long.toml").write_text(ROUTINES, encoding="utf-8")
    chosen = QUIET | {"last_routine": routine, "look": "light"} | settings
    folders.settings_file.write_text(json.dumps(chosen), encoding="utf-8")
    command = [sys.executable, "-m", "tests.whole.watched", str(data)]
    with subprocess.Popen(
        command, env=screen.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        try:
            name = "^Mobility for Runners$"
            window = screen.xdotool("search", "--sync", "--onlyvisible", "--name", name).split()[-1]
            screen.xdotool("windowfocus", "--sync", window)
            assert program.stdout is not None
            assert program.stdout.readline() == "ready\n"
            yield Hands(screen, program, window)
        finally:
            program.kill()


@contextmanager
def busy_loop() -> Iterator[None]:
    """Keep a processor busy meanwhile."""
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as loop:
        try:
            yield
        finally:
            loop.kill()
