"""Fake clocks, sound, music and screen; each remembers what it was asked to do."""

from collections.abc import Sequence

from mobility_gui.settings import OtherSound, ToneSet
from mobility_gui.training.cues import CueKind
from mobility_gui.training.exercise import Side
from mobility_gui.training.score import Due


class FakeClock:
    """Advances only when told to."""

    def __init__(self, at_ms: int = 1_000_000) -> None:
        self._now_ms = at_ms
        self._awake_ms = at_ms // 2  # the two clocks of a system are unrelated

    def now_ms(self) -> int:
        return self._now_ms

    def awake_ms(self) -> int:
        return self._awake_ms

    def seconds(self) -> float:
        return self._now_ms / 1000

    def passes(self, ms: int) -> None:
        self._now_ms += ms
        self._awake_ms += ms

    def sleeps(self, ms: int) -> None:
        self._now_ms += ms


class HurriedClock:
    """Advances by the same step at each reading, so that a session runs as fast as the machine can follow."""

    def __init__(self, step_ms: int) -> None:
        self._step_ms = step_ms
        self._now_ms = 0

    def now_ms(self) -> int:
        self._now_ms += self._step_ms
        return self._now_ms

    def awake_ms(self) -> int:
        return self._now_ms

    def seconds(self) -> float:
        return self._now_ms / 1000


class FakeSound:
    """A player that takes everything placed, until it is told that it has no device."""

    def __init__(self) -> None:
        self.placed: list[tuple[Due, ...]] = []
        self.cuts: list[bool] = []
        self.calls: list[str] = []
        self.volume = -1.0
        self.muted = False
        self.speaker_awake = False
        self.chosen = (ToneSet.NORMAL, "")
        self.problem: str | None = None
        self.notice: str | None = None
        self.active: bool | None = True
        self.begun: list[tuple[int, Due]] = []

    def loses_device(self) -> None:
        self.problem, self.active = "No sound device was found, so the cues are shown on the screen.", False

    def open(self) -> None:
        self.calls.append("open")

    def place(self, dues: Sequence[Due], *, cut: bool) -> None:
        self.placed.append(tuple(dues))
        self.cuts.append(cut)

    def sound_now(self, what: CueKind | str, side: Side = Side.BOTH) -> None:
        self.calls.append(f"{what} {side}")

    def take_begun(self) -> list[tuple[int, Due]]:
        begun, self.begun = self.begun, []
        return begun

    def set_volume(self, volume: float) -> None:
        self.volume = volume

    def set_muted(self, muted: bool) -> None:
        self.muted = muted

    def set_speaker_awake(self, speaker_awake: bool) -> None:
        self.speaker_awake = speaker_awake

    def choose(self, tone_set: ToneSet, device: str) -> None:
        self.chosen = (tone_set, device)

    def check(self) -> None:
        self.calls.append("check")

    def close(self) -> None:
        self.calls.append("close")


class FakeMusic:
    """Another program's music, and what was asked of it."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.problem: str | None = None

    def begin(self, mode: OtherSound) -> None:
        self.calls.append(f"begin {mode}")

    def cues_sound(self, sounding: bool) -> None:
        self.calls.append("sound" if sounding else "quiet")

    def end(self) -> None:
        self.calls.append("end")


class FakeAwake:
    """A screen that stays on when asked to, unless it was given a problem."""

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
