"""What a session does outside the window: plays its cues, keeps the screen on, and quiets other programs' music."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from mobility_gui.session.announcer import Announcer
from mobility_gui.settings import OtherSound, Settings, ToneSet
from mobility_gui.training.event import (
    Event,
    SessionFinished,
    SessionPaused,
    SessionResumed,
    SpanAdjusted,
    SpanEnded,
    SpanStarted,
)
from mobility_gui.training.phrases import LESS_SECONDS, MORE_SECONDS, ONE_LESS, ONE_MORE, RESUME
from mobility_gui.training.plan import Span
from mobility_gui.training.score import Due
from mobility_gui.training.session import Finished, Paused, Session

SOUND_OFF, NO_SOUND = ("sound_off", "Sound off"), ("sound_off", "No sound. Follow the screen.")
OTHER_DEVICE, MAY_TURN_OFF = ("warn", "Sound from another device."), ("warn", "The screen may turn off.")
"""What may be the matter with sound and screen, as an icon and its words."""

FAREWELL_MS = 8000
"""How long after the end of a session its last sounds are over."""


class SessionSound(Protocol):
    """The part of the cue player that a session uses."""

    @property
    def problem(self) -> str | None:
        """One sentence if nothing can be heard, else None."""

    @property
    def notice(self) -> str | None:
        """One sentence if the sound comes from a device other than the chosen one, else None."""

    @property
    def active(self) -> bool | None:
        """True if cues can be heard; None while unknown."""

    def open(self) -> None: ...
    def take_begun(self) -> list[tuple[int, Due]]: ...
    def place(self, dues: Sequence[Due], *, cut: bool) -> None: ...
    def set_volume(self, volume: float) -> None: ...
    def set_muted(self, muted: bool) -> None: ...
    def set_speaker_awake(self, speaker_awake: bool) -> None: ...
    def choose(self, tone_set: ToneSet, device: str) -> None: ...
    def check(self) -> None: ...
    def close(self) -> None: ...


class Music(Protocol):
    """The control over other programs' sound that a session uses."""

    @property
    def problem(self) -> str | None:
        """One sentence if that sound cannot be lowered, else None."""

    def begin(self, mode: OtherSound) -> None: ...
    def cues_sound(self, sounding: bool) -> None: ...
    def end(self) -> None: ...


class Awake(Protocol):
    """The control that keeps the screen on during a session."""

    @property
    def active(self) -> bool | None:
        """True if the screen is kept on; None while unknown."""

    @property
    def problem(self) -> str | None:
        """One sentence if the screen may turn off, else None."""

    def start(self) -> None: ...
    def stop(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The parts of the computer that a session uses; `duration_ms` returns how long a phrase takes to say."""

    sound: SessionSound
    awake: Awake
    music: Music
    duration_ms: Callable[[str], int | None]


@dataclass(slots=True)
class _Turn:
    """What one tick or one command changed: whether sound must be placed again, and cut to do so."""

    taken: bool = False
    cut: bool = False
    resumed: bool = False
    answer: str = ""


class Accompaniment:
    """Plays along with a session from begin() to end(); no call blocks."""

    def __init__(self, surroundings: Surroundings, settings: Settings) -> None:
        self._sound = surroundings.sound
        self._awake = surroundings.awake
        self._music = surroundings.music
        self._announcer = Announcer(surroundings.duration_ms)
        self._settings = settings
        self._turn = _Turn()
        self._span: Span | None = None
        self.take_settings(settings)

    @property
    def heard(self) -> bool:
        """True if cues can be heard, as far as is known; if not, they must be shown."""
        return not self._silent and self._sound.active is True

    @property
    def _silent(self) -> bool:
        return self._settings.muted or self._settings.volume_percent == 0

    @property
    def status(self) -> tuple[tuple[str, str], ...]:
        """What the runner has to know about sound and screen: an icon and its words for each."""
        status: list[tuple[str, str]] = []
        if self._silent:
            status.append(SOUND_OFF)
        elif self._sound.problem:
            status.append(NO_SOUND)
        elif self._sound.notice:
            status.append(OTHER_DEVICE)
        if self._awake.problem:
            status.append(MAY_TURN_OFF)
        return tuple(status)

    def take_settings(self, settings: Settings) -> None:
        """Use these settings from now on; a new device or tone set takes effect with the next session."""
        self._settings = settings
        self._announcer.level = settings.voice_level
        self._sound.set_volume(settings.volume_percent / 100)
        self._sound.set_muted(settings.muted)
        self._sound.set_speaker_awake(settings.speaker_awake)

    def begin(self) -> None:
        """Get sound, music and screen ready for a new session."""
        self._announcer.forget()
        self._sound.choose(self._settings.tone_set, self._settings.output_device)
        self._sound.open()
        self._music.begin(self._settings.other_sound)
        if self._settings.keep_awake:
            self._awake.start()

    def heed(self, event: Event) -> None:
        """Note an event. Call follow() once all events of the same moment are noted."""
        turn = self._turn
        match event:
            case SpanStarted(span=span):
                turn.taken, turn.resumed = True, False
                self._span = span
            case SpanAdjusted(span=span):
                turn.taken = True
                turn.answer = _changed_words(self._span, span)
                self._span = span
            case SessionPaused():
                turn.taken = turn.cut = True
            case SessionResumed():
                turn.taken = turn.cut = turn.resumed = True
            case SpanEnded(span=span, done_ms=done_ms):
                turn.taken = True
                turn.cut = turn.cut or span.waits or done_ms < span.duration_ms
            case SessionFinished():
                self._awake.stop()
                self._music.end()
            case _:
                pass

    def follow(self, session: Session) -> None:
        """Place the sound again if the session changed course; a span adjusted in a pause waits for the resume."""
        turn, self._turn = self._turn, _Turn()
        if not turn.taken or (isinstance(session.phase, Paused) and not turn.cut):
            return
        answer = RESUME if turn.resumed and not session.span.is_lead_in else turn.answer
        self._sound.place(self._announcer.ahead(session, answer), cut=turn.cut)

    def say_again(self, session: Session) -> None:
        """Place everything ahead again for a new voice level; what that level omits falls silent at once."""
        self._sound.place(self._announcer.ahead(session), cut=True)

    def look_after(self, session: Session | None, now_ms: int) -> None:
        """Check the sound device and let the music make room for cues. Call about twice a second."""
        if session is not None and isinstance(session.phase, Finished) and now_ms > session.seen_ms + FAREWELL_MS:
            self._sound.close()  # the page at the end may stay open all night
            return
        self._sound.check()
        self._music.cues_sound(self._announcer.sounds_near(now_ms))

    def take_begun(self) -> list[tuple[int, Due]]:
        """Return what began to sound since the last call: the ms at which it is heard, and what was due."""
        return self._sound.take_begun()

    def end(self) -> None:
        """Release sound, screen and music after the session is over or left."""
        self._sound.close()
        self._awake.stop()
        self._music.end()


def _changed_words(before: Span | None, after: Span) -> str:
    if before is None:
        return ""
    longer = after.duration_ms > before.duration_ms
    if after.unit_ms:
        return ONE_MORE if longer else ONE_LESS
    return MORE_SECONDS if longer else LESS_SECONDS
