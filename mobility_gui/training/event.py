"""The events of a session, in the order they happened, each with its time in milliseconds of the session's clock."""

from dataclasses import dataclass
from enum import StrEnum

from mobility_gui.training.cues import CueKind
from mobility_gui.training.plan import Span
from mobility_gui.training.record import Outcome, Stretch


class PauseReason(StrEnum):
    """Why the session is paused."""

    RUNNER = "runner"
    GAP = "gap"
    DISCOMFORT = "discomfort"


@dataclass(frozen=True, slots=True)
class SessionStarted:
    """The first span is about to start."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class SpanStarted:
    """A span began, or began again."""

    at_ms: int
    index: int
    span: Span


@dataclass(frozen=True, slots=True)
class SpanEnded:
    """A span ended after `done_ms`, not counting pauses; `stretch` is what is kept of it, if anything."""

    at_ms: int
    index: int
    span: Span
    done_ms: int
    outcome: Outcome
    stretch: Stretch | None


@dataclass(frozen=True, slots=True)
class SpanAdjusted:
    """The current span became longer or shorter."""

    at_ms: int
    index: int
    span: Span


@dataclass(frozen=True, slots=True)
class SessionPaused:
    """The session is paused from `at_ms` on."""

    at_ms: int
    why: PauseReason
    gap_ms: int


@dataclass(frozen=True, slots=True)
class SessionResumed:
    """The session continues."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class Cued:
    """A cue is due."""

    at_ms: int
    kind: CueKind


@dataclass(frozen=True, slots=True)
class SessionFinished:
    """The session is over; no event follows."""

    at_ms: int
    complete: bool


Event = (
    SessionStarted | SpanStarted | SpanEnded | SpanAdjusted | SessionPaused | SessionResumed | Cued | SessionFinished
)
