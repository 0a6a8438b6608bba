"""A Qt shell around a session: it looks at the clock, passes commands on, and tells what happened."""

import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from mobility_gui.training.session import Finished, IllegalCommandError, Paused, Session, SessionChange, Waiting

TICK_MS = 33
"""Thirty looks at the clock a second, as often as the stage is painted at most."""

SLEPT_MS = 1000
"""A gap of which the computer was awake for this much less than it lasted is called sleep."""


class Clock(Protocol):
    """Two times that only go forward, in milliseconds: one counts while the computer sleeps, one does not."""

    def now_ms(self) -> int:
        """Time with sleep."""

    def awake_ms(self) -> int:
        """Time without sleep."""

    def seconds(self) -> float:
        """Time with sleep, in seconds, as exactly as it can be read."""


class SystemClock:
    """The clocks of the operating system.

    Linux counts sleep in BOOTTIME, macOS in MONOTONIC. Windows counts it in `time.monotonic` and offers Python no clock
    that does not, so there a sleep is told as a gap like any other.
    """

    def __init__(self) -> None:
        self._with_sleep: int | None = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
        self._awake: int | None = getattr(time, "CLOCK_UPTIME_RAW", getattr(time, "CLOCK_MONOTONIC", None))

    def now_ms(self) -> int:
        """Milliseconds, sleep included."""
        return _read_ns(self._with_sleep) // 1_000_000

    def seconds(self) -> float:
        """The same, to the microsecond, in seconds."""
        return _read_ns(self._with_sleep) / 1e9

    def awake_ms(self) -> int:
        """Milliseconds, sleep left out where the system can tell."""
        return _read_ns(self._awake) // 1_000_000


class SessionDriver(QObject):
    """Keeps one session going.

    `happened` carries each event, in order; `changed` the session after every command and every look at the clock.
    A command that the present phase does not know is ignored: on a keyboard it is a key pressed a moment too late.
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
        """The session as it stands, None before the first."""
        return self._session

    @property
    def running(self) -> bool:
        """Whether a session is under way (paused counts)."""
        return self._session is not None and not isinstance(self._session.phase, Finished)

    @property
    def now_ms(self) -> int:
        """The time by the session's clock, without a look at the session."""
        return int(1000 * self._clock.seconds())

    @property
    def slept(self) -> bool:
        """Whether the computer slept in the last gap, as far as the system tells."""
        return self._slept

    def start(self, session: Session) -> None:
        """Start a session that is ready."""
        self._awake_seen_ms = self._clock.awake_ms()
        self._timer.start()
        self._take(session.start(self._clock.now_ms()))

    def tick(self) -> None:
        """Look at the clock."""
        if self._session is None:
            return
        now_ms = self._clock.now_ms()
        self._look_for_sleep(self._session, now_ms)
        self._take(self._session.tick(now_ms))

    def toggle(self) -> None:
        """Pause or go on; where the session waits for the runner, say that it is done."""
        match self._session:
            case Session(phase=Paused()):
                self.resume()
            case Session(phase=Waiting()):
                self.done()
            case _:
                self.pause()

    def pause(self) -> None:
        """Stand still."""
        self._command(Session.pause)

    def resume(self) -> None:
        """Go on."""
        self._command(Session.resume)

    def done(self) -> None:
        """End what waits for the runner."""
        self._command(Session.done)

    def next(self) -> None:
        """Leave the present span."""
        self._command(Session.next)

    def back(self) -> None:
        """Start the present span again, or go to the one before."""
        self._command(Session.back)

    def repeat(self) -> None:
        """Do the present stretch again from its set-up."""
        self._command(Session.repeat)

    def more(self) -> None:
        """Make the present span longer."""
        self._command(Session.more)

    def less(self) -> None:
        """Make the present span shorter."""
        self._command(Session.less)

    def discomfort(self) -> None:
        """End this side because it hurts."""
        self._command(Session.discomfort)

    def end(self) -> None:
        """Break off."""
        self._command(Session.end)

    def abandon(self) -> None:
        """Forget the session; nothing more happens in it."""
        self._timer.stop()
        self._session = None

    def _command(self, command: Callable[[Session, int], SessionChange]) -> None:
        if self._session is None:
            return
        now_ms = self._clock.now_ms()
        try:
            change = command(self._session, now_ms)
        except IllegalCommandError:
            return
        self._look_for_sleep(self._session, now_ms)
        self._take(change)

    def _look_for_sleep(self, before: Session, now_ms: int) -> None:
        """Compare both clocks since the session last looked; while it stands still, what was found before stays."""
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
