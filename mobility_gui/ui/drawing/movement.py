"""Where the runner on the stage is in a movement, which follows the session's time, the tempo or the breath."""

from dataclasses import dataclass
from typing import assert_never

from mobility_gui.figure.figure import A, B, Figure, Motion
from mobility_gui.figure.motion import END, Moment
from mobility_gui.training.routine import Tempo

STEPS = 40
"""Pictures from a to b. The eye sees no more at the pace of these movements, and each is computed only once."""

ENTER = 1.25
"""Factor by which the way into a pose is shown slower than the movement."""
LOOK_SECONDS = 1.6
BACK_SECONDS = 1.0
REST_SECONDS = 0.6
"""While the way in is shown: how long the pose stays, the way back takes, and the starting pose stays."""

BREATH_SECONDS = 4.5
"""Length of a quiet breath in a pose that is held: 13 a minute."""
BREATH_STEPS = 8
STEP_SECONDS = 1.5
"""Time between two pictures when motion is reduced."""


@dataclass(frozen=True, slots=True)
class WayIn:
    """Before the work, or at the runner's own pace: the movement is shown over and over."""

    elapsed_ms: int


@dataclass(frozen=True, slots=True)
class Rep:
    """In repetition `number`, counted from 0, of `count`."""

    number: int
    count: int
    at_ms: int
    tempo: Tempo


@dataclass(frozen=True, slots=True)
class Breath:
    """In breath `number`, counted from 0; `at` runs from 0 (empty) through 0.5 (full) to 1."""

    number: int
    at: float


@dataclass(frozen=True, slots=True)
class Held:
    """In a hold."""

    elapsed_ms: int


Movement = WayIn | Rep | Breath | Held


def moment_of(figure: Figure, movement: Movement, *, steps: bool) -> Moment:
    """Return the moment to show.

    With `steps`, for a runner who wants no motion, only the key poses and the figure's still picture are shown.
    """
    match movement:
        case WayIn(elapsed_ms):
            place = _on_way_in(figure, elapsed_ms / 1000, steps=steps)
        case Rep(number, count, at_ms, tempo):
            place = END * number + _in_tempo(figure, at_ms / 1000, tempo, steps=steps)
            if figure.motion is Motion.ROUND and 2 * number >= count:
                place = -place  # a circle changes direction half-way
        case Breath(number, at):
            if figure.stays:
                return _settled(figure, number, at, steps=steps)
            place = END * number + _in_breath(figure, at, steps=steps)
        case Held(elapsed_ms):
            if figure.stays:
                return _kept(figure, elapsed_ms / 1000, steps=steps)
            seconds = max(figure.seconds, STEP_SECONDS) if steps else figure.seconds
            place = elapsed_ms / 1000 / seconds
            place = float(int(place)) if steps else place
        case _:
            assert_never(movement)
    return Moment(_folded(figure, place))


def _on_way_in(figure: Figure, seconds: float, *, steps: bool) -> float:
    if steps:
        places = sorted({A, figure.still, B})
        return places[int(seconds / STEP_SECONDS) % len(places)]
    there = ENTER * figure.seconds
    if figure.motion is Motion.ROUND:
        return seconds / there
    seconds %= there + LOOK_SECONDS + BACK_SECONDS + REST_SECONDS
    if seconds < there + LOOK_SECONDS:
        return min(B, seconds / there)
    return min(END, B + (seconds - there - LOOK_SECONDS) / BACK_SECONDS)


def _in_tempo(figure: Figure, seconds: float, tempo: Tempo, *, steps: bool) -> float:
    """Return the place in a repetition: down from a to b, then hold, then up. A part of length 0 is skipped."""
    if steps and seconds < tempo.down:
        return figure.still
    if steps:
        return B if seconds < tempo.down + tempo.hold else A
    if seconds < tempo.down:
        return seconds / tempo.down
    seconds -= tempo.down + tempo.hold
    return B if seconds < 0 or not tempo.up else min(END, B + seconds / tempo.up)


def _in_breath(figure: Figure, at: float, *, steps: bool) -> float:
    """Return the place in a breath: in over the first half, out over the second."""
    full = at < 0.5
    if steps:
        return figure.filled if full else B - figure.filled
    return 2 * at if figure.filled == B else B + 2 * at


def _settled(figure: Figure, number: int, at: float, *, steps: bool) -> Moment:
    """Return the moment of a pose that is taken with the first breath out, then kept while the lungs fill and empty."""
    if number == 0:
        place = max(A, 2 * at - 1)
        return Moment(B if steps and place > A else _folded(figure, place))
    return Moment(B, 0.0 if steps else _lungs(at))


def _kept(figure: Figure, seconds: float, *, steps: bool) -> Moment:
    there = ENTER * figure.seconds
    if steps:
        return Moment(B)
    if seconds < there:
        return Moment(_folded(figure, seconds / there))
    return Moment(B, _lungs((seconds - there) / BREATH_SECONDS % 1))


def _lungs(at: float) -> float:
    """Return how full the lungs are, 0 to 1, in a few steps, as each step is a picture of its own."""
    full = 2 * at if at < 0.5 else 2 - 2 * at
    return round(full * full * (3 - 2 * full) * BREATH_STEPS) / BREATH_STEPS


def _folded(figure: Figure, place: float) -> float:
    """Round a place to one of the computed pictures. A way back that is the same reuses those of the way there."""
    picture, way = round(place * STEPS), round(END * STEPS)
    match figure.motion:
        case Motion.TO_AND_FRO:
            picture %= way
            picture = min(picture, way - picture)
        case Motion.ALTERNATE:
            turn, there = divmod(picture % (2 * way), way)
            picture = turn * way + min(there, way - there)
        case Motion.ROUND:
            picture %= way
        case _:
            assert_never(figure.motion)
    return picture / STEPS
