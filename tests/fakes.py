"""Clock, sound and screen as the tests want them; each keeps what was asked of it."""

from mobility_gui.training.cues import CueKind


class FakeClock:
    """Goes forward only when told to."""

    def __init__(self, at_ms: int = 1_000_000) -> None:
        self._now_ms = at_ms
        self._awake_ms = at_ms // 2  # the two clocks of a system have nothing to do with one another

    def now_ms(self) -> int:
        return self._now_ms

    def awake_ms(self) -> int:
        return self._awake_ms

    def passes(self, ms: int) -> None:
        self._now_ms += ms
        self._awake_ms += ms

    def sleeps(self, ms: int) -> None:
        self._now_ms += ms


class HurriedClock:
    """Goes on by the same time at each look, so that a session passes as fast as the machine can follow."""

    def __init__(self, step_ms: int) -> None:
        self._step_ms = step_ms
        self._now_ms = 0

    def now_ms(self) -> int:
        self._now_ms += self._step_ms
        return self._now_ms

    def awake_ms(self) -> int:
        return self._now_ms


class FakeSound:
    """A player that hears every cue, unless it is told that it has no device."""

    def __init__(self) -> None:
        self.played: list[CueKind] = []
        self.calls: list[str] = []
        self.volume = -1.0
        self.muted = False
        self.problem: str | None = None
        self.active: bool | None = True

    def loses_device(self) -> None:
        self.problem, self.active = "No sound device was found, so the cues are shown on the screen.", False

    def open(self) -> None:
        self.calls.append("open")

    def play(self, kind: CueKind, at: float | None = None) -> None:
        self.played.append(kind)

    def set_volume(self, volume: float) -> None:
        self.volume = volume

    def set_muted(self, muted: bool) -> None:
        self.muted = muted

    def check(self) -> None:
        self.calls.append("check")

    def close(self) -> None:
        self.calls.append("close")


class FakeAwake:
    """A screen that stays on when asked to, unless it is told that it cannot."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.active: bool | None = None
        self.problem: str | None = None

    def start(self) -> None:
        self.calls.append("start")
        self.active = self.problem is None

    def stop(self) -> None:
        self.calls.append("stop")
        self.active = None
