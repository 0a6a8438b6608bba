"""Drives a session in Qt: reads the clock, passes commands on, and signals what happened."""

import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from mobility_gui.training.session import Finished, IllegalCommandError, Paused, Session, SessionChange, Waiting

TICK_MS = 33
"""Time between two readings of the clock: 30 a second, as often as the stage is painted at most."""

SLEPT_MS = 1000
"""The computer slept in a gap if it was asleep for more than this part of it."""


class Clock(Protocol):
    """Two clocks that never go back, in milliseconds: one counts while the computer sleeps, the other does not."""

    def now_ms(self) -> int:
        """Return the time, sleep included."""

    def awake_ms(self) -> int:
        """Return the time, sleep excluded."""

    def seconds(self) -> float:
        """Return the time in seconds, sleep included, as exactly as it can be read."""


class SystemClock:
    """The clocks of the operating system.

    Linux counts sleep in BOOTTIME, macOS in MONOTONIC. Windows counts it in `time.monotonic` and offers Python no clock
    that excludes it, so there a sleep is reported like any other gap.
    """

    def __init__(self) -> None:
        self._with_sleep: int | None = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
        self._awake: int | None = getattr(time, "CLOCK_UPTIME_RAW", getattr(time, "CLOCK_MONOTONIC", None))

    def now_ms(self) -> int:
        """Return milliseconds, sleep included."""
        return _read_ns(self._with_sleep) // 1_000_000

    def seconds(self) -> float:
        """Return seconds, to the microsecond, sleep included."""
        return _read_ns(self._with_sleep) / 1e9

    def awake_ms(self) -> int:
        """Return milliseconds, sleep excluded where the system can tell."""
        return _read_ns(self._awake) // 1_000_000


Command = Callable[[Session, int], SessionChange]
"""A method of `Session` that takes the time in milliseconds."""


class SessionDriver(QObject):
    """Gives one session its clock and its commands.

    `happened` carries each event, in order; `changed` carries the session after every command and every tick. A command
    that the current phase does not allow is ignored: the key was pressed a moment too late.
    """

    happened = Signal(object)
    changed = Signal(object)

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._session: Session | None = None
        self._awake_seen_ms = 0
        self._slept = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def session(self) -> Session | None:
        """The session as it is now; None before the first and after abandon()."""
        return self._session

    @property
    def running(self) -> bool:
        """True if a session is under way, paused or not."""
        return self._session is not None and not isinstance(self._session.phase, Finished)

    @property
    def now_ms(self) -> int:
        """The time of the session's clock; reading it does not tick the session."""
        return int(1000 * self._clock.seconds())

    @property
    def slept(self) -> bool:
        """True if the computer slept during the last gap, as far as the system can tell."""
        return self._slept

    def start(self, session: Session) -> None:
        """Start a session that is ready."""
        self._awake_seen_ms = self._clock.awake_ms()
        self._timer.start()
        self._take(session.start(self._clock.now_ms()))

    def tick(self) -> None:
        """Read the clock and bring the session up to date."""
        if self._session is None:
            return
        now_ms = self._clock.now_ms()
        self._look_for_sleep(self._session, now_ms)
        self._take(self._session.tick(now_ms))

    def toggle(self) -> None:
        """Pause or resume; if the session waits for the runner, end the span instead."""
        match self._session:
            case Session(phase=Paused()):
                self.do(Session.resume)
            case Session(phase=Waiting()):
                self.do(Session.done)
            case _:
                self.do(Session.pause)

    def do(self, command: Command) -> None:
        """Give the session a command, such as `Session.next`; ignore one that its current phase does not allow."""
        if self._session is None:
            return
        now_ms = self._clock.now_ms()
        try:
            change = command(self._session, now_ms)
        except IllegalCommandError:
            return
        self._look_for_sleep(self._session, now_ms)
        self._take(change)

    def abandon(self) -> None:
        """Drop the session without ending it; it emits nothing more."""
        self._timer.stop()
        self._session = None

    def _look_for_sleep(self, before: Session, now_ms: int) -> None:
        """Compare both clocks since the session's last tick; during a pause, keep the earlier answer."""
        awake_ms = self._clock.awake_ms()
        if not isinstance(before.phase, Paused):
            self._slept = (now_ms - before.seen_ms) - (awake_ms - self._awake_seen_ms) > SLEPT_MS
        self._awake_seen_ms = awake_ms

    def _take(self, change: SessionChange) -> None:
        self._session, events = change
        if isinstance(self._session.phase, Finished | Paused):
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
        for event in events:
            self.happened.emit(event)
        self.changed.emit(self._session)


def _read_ns(clock: int | None) -> int:
    return time.monotonic_ns() if clock is None else time.clock_gettime_ns(clock)
