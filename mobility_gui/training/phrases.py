"""What the voice can say, as English text, and which phrases make up a dose, a set or a number."""

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from mobility_gui.training.amounts import counted
from mobility_gui.training.exercise import SIDE_WORDS, Exercise, Side
from mobility_gui.training.plan import measuring_only
from mobility_gui.training.routine import Breaths, Dose, Hold, Measure, Reps, Routine

SWITCH = "Switch"
REST = "Rest"
MEASURE = "Measure"
HALF_WAY = "Halfway"
TEN_LEFT = "10 seconds left"
BREATHE_IN = "Breathe in"
BREATHE_OUT = "Breathe out"
LAST_BREATH = "Last breath"
LAST_REP = "Last one"
OWN_PACE = "At your own pace"
SAY_WHEN = "Press space when done"
MEASURING_STOP_RULE = "Keep your heel down. Stop at any discomfort."
"""Said at the start of a measurement."""

NEXT_EXERCISE = "Next exercise"
"""Said for an exercise whose name has no clip."""

PAUSED = "Paused"
"""Said when the session pauses."""

DONE = "Done"
"""Said at the session's end."""

RESUME = "Resume"
MORE_SECONDS = "15 seconds more"
LESS_SECONDS = "15 seconds less"
ONE_MORE = "One more"
ONE_LESS = "One less"
STOPPED = "Stopped. That one's over."
PRESS_TO_CONTINUE = "Press space to continue"
MEASURE_AGAIN = "Measure again"

COUNTS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
    *("twenty-one", "twenty-two", "twenty-three", "twenty-four", "twenty-five"),
    *("twenty-six", "twenty-seven", "twenty-eight", "twenty-nine", "thirty"),
)
"""The numbers that have one phrase each, from one."""

_TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_HUNDRED = "a hundred"
_MOST_NUMBER = 199

_SECONDS_STEP = 5
_MOST_MINUTES = 10
_MOST_TRIALS = 3
_MOST_SETS = 4
_WHOLE_COUNTS = (*range(1, 7), 8, 10, 12, 15, 20)
"""The numbers of repetitions or breaths that have one phrase each; other numbers are said in parts."""

_SIDES = {Side.LEFT: "Left", Side.RIGHT: "Right"}
_COMMON_HOLDS = {
    75: "1 minute 15 seconds",
    90: "1 minute 30 seconds",
    105: "1 minute 45 seconds",
    150: "2 minutes 30 seconds",
}


def side_phrases(side: Side, words: str = SIDE_WORDS) -> tuple[str, ...]:
    """Return the side as it is said, the longest way first, as in ("Left side", "Left"); empty for both together."""
    return (f"{_SIDES[side]} {words}", _SIDES[side]) if side in _SIDES else ()


def set_phrases(number: int, sets: int) -> tuple[str, ...]:
    """Return which set it is, as in ("Set 2 of 3",); empty if there is only one."""
    if sets <= 1:
        return ()
    return (_set_of(number, sets),) if sets <= _MOST_SETS else ("Set", *number_phrases(number))


def number_phrases(number: int) -> tuple[str, ...]:
    """Return a whole number from 1 to 199 in the fewest phrases; empty outside that range."""
    if not 1 <= number <= _MOST_NUMBER:
        return ()
    if number <= len(COUNTS):
        return (COUNTS[number - 1],)
    hundreds, below = divmod(number, 100)
    if hundreds:
        return (_HUNDRED, *number_phrases(below))
    tens, ones = divmod(below, 10)
    return (_TENS[tens - 3], *number_phrases(ones))


def dose_phrases(dose: Dose) -> tuple[str, ...]:
    """Return one side's dose, as in ("30 seconds",) or ("thirty", "seven", "seconds"); empty if it has no phrases."""
    match dose:
        case Hold(seconds):
            return _seconds(seconds)
        case Reps(count):
            return _count_phrases(count, "rep")
        case Breaths(count):
            return _count_phrases(count, "breath")
        case Measure(trials):
            return (_trials(trials),)
        case _:
            assert_never(dose)


def set_up_phrase(exercise: Exercise, side: Side) -> str:
    """Return an exercise's set-up line as it is read aloud: units in full, no brackets, the side to lie on by name."""
    line = re.sub(r"(\d+) cm \((\d+) in\)", r"\1 centimetres, \2 inches,", exercise.set_up)
    line = re.sub(r"(\d+) cm\b", r"\1 centimetres", line)
    line = re.sub(r"(\d+) s\b", r"\1 seconds", line)
    return re.sub(r"\bthe other side\b(?! of)", f"your {side.other} side", line) if side in _SIDES else line


def vocabulary(exercises: Iterable[Exercise], routines: Iterable[Routine] = ()) -> tuple[str, ...]:
    """Return every phrase that these exercises and routines can ask for, in a stable order, each once."""
    of_exercises = (phrase for known in exercises for phrase in _of(known))
    farewells = (known.farewell for known in (measuring_only(), *routines))
    return tuple(dict.fromkeys((*_common(), *of_exercises, *farewells)))


def _common() -> Iterator[str]:
    yield from (SWITCH, REST, MEASURE, HALF_WAY, TEN_LEFT, BREATHE_IN, BREATHE_OUT, LAST_BREATH, LAST_REP)
    yield from (OWN_PACE, SAY_WHEN, MEASURING_STOP_RULE, NEXT_EXERCISE, PAUSED, DONE)
    yield from (RESUME, MORE_SECONDS, LESS_SECONDS, ONE_MORE, ONE_LESS, STOPPED, PRESS_TO_CONTINUE, MEASURE_AGAIN)
    yield from (phrase for side in _SIDES for phrase in side_phrases(side))
    yield from ("Set", *(_set_of(number, sets) for sets in range(2, _MOST_SETS + 1) for number in range(1, sets + 1)))
    yield from (*COUNTS, *_TENS, _HUNDRED)
    yield from (counted(seconds, "second") for seconds in (1, *range(_SECONDS_STEP, 60, _SECONDS_STEP)))
    yield from (counted(minutes, "minute") for minutes in range(1, _MOST_MINUTES + 1))
    yield from _COMMON_HOLDS.values()
    for word in ("rep", "breath"):
        yield from (counted(count, word) for count in _WHOLE_COUNTS)
    yield from ("seconds", "reps", "breaths")
    yield from (_trials(trials) for trials in range(1, _MOST_TRIALS + 1))


def _of(exercise: Exercise) -> Iterator[str]:
    yield exercise.name
    for side in _SIDES:
        yield set_up_phrase(exercise, side)
        yield from side_phrases(side, exercise.side_words)
    if len(set(exercise.words)) > 1:
        yield from exercise.words
    yield from (words for words in (exercise.half_way_words, exercise.way_out) if words)


def _seconds(seconds: int) -> tuple[str, ...]:
    if seconds in _COMMON_HOLDS:
        return (_COMMON_HOLDS[seconds],)
    minutes, rest = divmod(seconds, 60)
    if minutes > _MOST_MINUTES:
        return ()
    said = (counted(minutes, "minute"),) if minutes else ()
    if rest == 1 or (rest and rest % _SECONDS_STEP == 0):
        return (*said, counted(rest, "second"))
    return (*said, *number_phrases(rest), "seconds") if rest else said


def _count_phrases(count: int, word: str) -> tuple[str, ...]:
    if count in _WHOLE_COUNTS:
        return (counted(count, word),)
    number = number_phrases(count)
    return (*number, f"{word}s") if number else ()


def _trials(trials: int) -> str:
    return f"One practice, then {COUNTS[trials - 1]} {'try' if trials == 1 else 'tries'} a side"


def _set_of(number: int, sets: int) -> str:
    return f"Set {number} of {sets}"
