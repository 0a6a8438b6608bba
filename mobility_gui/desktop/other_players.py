"""Lower or pause the music of other programs during a session, if the desktop lets programs ask for it.

A small helper program (`music_helper`) does the asking, so that a slow desktop cannot block the window, and the music
comes back even if this process is killed: the helper's input ends with it.
"""

import subprocess
import sys
from enum import StrEnum
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO

from mobility_gui.settings import OtherSound

NOT_HERE = "Music can be turned down or paused only on Linux."
NO_BUS = "Music cannot be turned down or paused: no desktop session was found."
NO_LIBRARY = "Music cannot be turned down or paused: the jeepney library is missing."
NO_HELPER = "Music cannot be turned down or paused: the process for it could not start."
STOPPED = "Music is no longer turned down or paused: the desktop stopped answering."

RELEASE_SECONDS = 1.2
"""Music stays low for this long after a cue, so that it does not come and go between 3, 2 and 1."""


class Wish(StrEnum):
    """What to do with the music; one word per line of the helper's input."""

    LOWER = "lower"
    PAUSE = "pause"
    RESTORE = "restore"


class Answer(StrEnum):
    """The first line of the helper's output."""

    READY = "ready"
    NO_BUS = "no_bus"
    NO_LIBRARY = "no_library"


class OtherPlayers:
    """The music of other programs from begin() to end(). Every call returns at once, with or without a desktop."""

    def __init__(self) -> None:
        self._session: _Session | None = None
        self._last: _Session | None = None

    @property
    def problem(self) -> str | None:
        """Why the music plays on unchanged, in one sentence; None while not known, if all is well, and after end()."""
        return self._session.problem if self._session else None

    def begin(self, mode: OtherSound) -> None:
        """Lower or pause what plays now, or get ready for the first cue."""
        self.end()
        if mode is not OtherSound.LEAVE:
            self._session = self._last = _Session(mode, self._last)

    def cues_sound(self, sounding: bool) -> None:
        """Report that cues start or stop sounding; this matters only if music is lowered for cues."""
        session = self._session
        if session and session.mode is OtherSound.LOWER_FOR_CUES and sounding is not session.sounding:
            session.sounding = sounding  # passing it on again would postpone the end forever
            session.words.put(Wish.LOWER if sounding else Wish.RESTORE)

    def end(self) -> None:
        """Restore all music."""
        if self._session:
            self._session.words.put(None)
            self._session = None


class _Session:
    """One run of the helper, in a thread of its own, as starting a program takes a while."""

    def __init__(self, mode: OtherSound, before: "_Session | None") -> None:
        self.mode = mode
        self.sounding = False
        self.problem: str | None = None
        self.words: SimpleQueue[Wish | None] = SimpleQueue()  # None ends it
        match mode:
            case OtherSound.LOWER:
                self.words.put(Wish.LOWER)
            case OtherSound.PAUSE:
                self.words.put(Wish.PAUSE)
        self.thread = Thread(target=self._run, args=(before,), name="other players", daemon=True)
        self.thread.start()

    def _run(self, before: "_Session | None") -> None:
        if before:
            before.thread.join()  # otherwise a volume not yet restored would be taken for the original
        if sys.platform in {"win32", "darwin"}:
            self.problem = NOT_HERE
            return
        command = [sys.executable, "-P", "-m", "mobility_gui.desktop.music_helper"]
        try:
            helper = subprocess.Popen(  # noqa: S603, this program's own
                command,
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl+C in a terminal must not end it too: it needs time to restore
            )
        except OSError:
            self.problem = NO_HELPER
            return
        with helper:
            assert helper.stdin  # noqa: S101, for mypy: both are pipes
            assert helper.stdout  # noqa: S101
            match helper.stdout.readline().decode().strip():
                case Answer.READY:
                    self._pass_words_on(helper.stdin)
                case Answer.NO_BUS:
                    self.problem = NO_BUS
                case Answer.NO_LIBRARY:
                    self.problem = NO_LIBRARY
                case _:
                    self.problem = NO_HELPER

    def _pass_words_on(self, helper_input: IO[bytes]) -> None:
        word = self.words.get()
        while word:
            if word is Wish.RESTORE:
                try:
                    word = self.words.get(timeout=RELEASE_SECONDS)
                    continue
                except Empty:
                    pass
            try:
                helper_input.write(f"{word}\n".encode())
            except OSError:
                self.problem = STOPPED
                return
            word = self.words.get()
