"""Small exercises, routines and a listener, for the tests of training."""

from collections.abc import Callable
from typing import TypeVar

from mobility_gui.training.cues import CueKind
from mobility_gui.training.event import Cued, Event, SpanEnded, SpanStarted
from mobility_gui.training.exercise import Exercise, Joint, Kit, Muscle, Posture, Side
from mobility_gui.training.plan import KNEE_TO_WALL, Plan, Timing, make_plan
from mobility_gui.training.routine import Dose, Group, Hold, Measure, Phase, Routine, Sides, Step
from mobility_gui.training.session import Session, SessionChange, begin

EventKind = TypeVar("EventKind")


def exercise(
    name: str = "calf",
    *,
    joints: tuple[Joint, ...] = (Joint.HIP,),
    muscles: tuple[Muscle, ...] = (Muscle.CALF,),
    posture: Posture = Posture.STANDING,
    kit: tuple[Kit, ...] = (),
    set_up_seconds: int = 5,
) -> Exercise:
    return Exercise(
        id=name,
        name=name.replace("_", " ").capitalize(),
        joints=joints,
        muscles=muscles,
        posture=posture,
        sees_screen=True,
        kit=kit,
        dose=Hold(30),
        sides=Sides.EACH,
        set_up="Get there.",
        cue="Stay there.",
        instructions=("Move.", "Stay."),
        faults=("Falling.",),
        stop=("Pain.",),
        easier="Less of it.",
        set_up_seconds=set_up_seconds,
    )


EXERCISES = {
    known.id: known
    for known in (
        exercise("calf"),
        exercise("ankle", joints=(Joint.ANKLE,)),
        exercise("hip", muscles=(Muscle.GLUTES, Muscle.HIP_FLEXORS)),
        exercise(KNEE_TO_WALL, joints=(Joint.ANKLE,), posture=Posture.HALF_KNEELING, kit=(Kit.WALL,)),
    )
}


def routine(*steps: Step, phase: Phase = Phase.ANY_TIME) -> Routine:
    return Routine("mine", "My routine", phase, Group.MINE, "To test.", steps)


def plan(*steps: Step, timing: Timing | None = None, tighter: Side | None = None) -> Plan:
    return make_plan(routine(*steps), EXERCISES, timing or Timing(), tighter=tighter)


def both(dose: Dose, sets: int = 1) -> Step:
    return Step("calf", dose, Sides.BOTH, sets)


def each(dose: Dose, sets: int = 1, *, of: str = "calf") -> Step:
    return Step(of, dose, Sides.EACH, sets)


def measuring(trials: int = 3) -> Step:
    return Step(KNEE_TO_WALL, Measure(trials), Sides.EACH)


class Run:
    """A session with its clock: time passes from one look at the clock to the next, and every event is kept."""

    def __init__(self, *steps: Step, timing: Timing | None = None, half_way: bool = True) -> None:
        self.session = begin(plan(*steps, timing=timing), half_way=half_way)
        self.now_ms = 100_000
        self.events: list[Event] = []

    def started(self) -> "Run":
        self.take(self.session.start(self.now_ms))
        return self

    def at_work(self) -> "Run":
        """Start and leave the first set-up: the first work has just begun."""
        self.started().do(Session.next)
        return self

    def take(self, change: SessionChange) -> tuple[Event, ...]:
        self.session, events = change
        self.events += events
        return events

    def do(self, command: Callable[[Session, int], SessionChange], *, times: int = 1) -> tuple[Event, ...]:
        events: tuple[Event, ...] = ()
        for _ in range(times):
            events = self.take(command(self.session, self.now_ms))
        return events

    def passes(self, seconds: float, *, look_ms: int = 100) -> tuple[Event, ...]:
        """Let time pass with a look at the clock every `look_ms`; return what happened."""
        events: list[Event] = []
        end_ms = self.now_ms + round(seconds * 1000)
        while self.now_ms < end_ms:
            self.now_ms = min(end_ms, self.now_ms + look_ms)
            events += self.take(self.session.tick(self.now_ms))
        return tuple(events)

    def jumps(self, seconds: float) -> tuple[Event, ...]:
        """Let time pass with a single look, at its end."""
        return self.passes(seconds, look_ms=round(seconds * 1000))

    @property
    def ended(self) -> list[SpanEnded]:
        return of(SpanEnded, self.events)

    @property
    def cues(self) -> list[CueKind]:
        return [cued.kind for cued in of(Cued, self.events)]

    @property
    def starts_ms(self) -> list[int]:
        """When each span started, counted from the start of the session."""
        started = of(SpanStarted, self.events)
        return [event.at_ms - started[0].at_ms for event in started]


def of(kind: type[EventKind], events: "list[Event] | tuple[Event, ...]") -> list[EventKind]:
    return [event for event in events if isinstance(event, kind)]
