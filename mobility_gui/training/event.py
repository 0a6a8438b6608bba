"""What a session tells: facts in the order they happened, each with its time in milliseconds of the session's clock."""

from dataclasses import dataclass
from enum import StrEnum

from mobility_gui.training.cues import CueKind
from mobility_gui.training.plan import Span
from mobility_gui.training.record import Outcome, Stretch


class PauseReason(StrEnum):
    """Why the session stands still."""

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
    """A span ended after `done_ms` without its pauses; `stretch` is what is kept of it, if anything."""

    at_ms: int
    index: int
    span: Span
    done_ms: int
    outcome: Outcome
    stretch: Stretch | None


@dataclass(frozen=True, slots=True)
class SpanAdjusted:
    """The present span became longer or shorter."""

    at_ms: int
    index: int
    span: Span


@dataclass(frozen=True, slots=True)
class SessionPaused:
    """Time stands still from `at_ms` on."""

    at_ms: int
    why: PauseReason
    gap_ms: int


@dataclass(frozen=True, slots=True)
class SessionResumed:
    """Time goes on."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class Cued:
    """A cue is due."""

    at_ms: int
    kind: CueKind


@dataclass(frozen=True, slots=True)
class SessionFinished:
    """Nothing comes after this."""

    at_ms: int
    complete: bool


Event = (
    SessionStarted | SpanStarted | SpanEnded | SpanAdjusted | SessionPaused | SessionResumed | Cued | SessionFinished
)
