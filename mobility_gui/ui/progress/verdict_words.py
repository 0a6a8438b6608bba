"""What the tests of the ankles show, in words a runner understands; claims no more than the figures do."""

from collections.abc import Mapping
from datetime import date, timedelta

from mobility_gui.ankle.change import (
    DAYS_FOR_VERDICT,
    MOST_TESTS_NEEDED,
    TESTS_FOR_VERDICT,
    Change,
    Verdict,
)
from mobility_gui.ankle.difference import DAYS_COMPARED, Comparison, Difference
from mobility_gui.ankle.level import Level
from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import format_change, format_value
from mobility_gui.training.exercise import Side

VERDICTS = {Verdict.IMPROVED: "Improved", Verdict.WORSE: "Worse", Verdict.CANNOT_TELL: "Cannot tell yet"}

NOT_COLD = "Measured after sessions only. What counts is a test before the first exercise."
NOT_MEASURED = "Not measured yet."
PERHAPS_NOTHING = f"Perhaps nothing changes: so little would take over {MOST_TESTS_NEEDED} more tests to show."


def level_words(level: Level, unit: Unit) -> tuple[str, ...]:
    """Say what the verdict on one ankle rests on, or what it lacks; a sentence each."""
    change = level.change
    if change is None:
        return (_lacking_words(level),)
    tests = counted(change.tests, "test")
    least = format_value(change.smallest_mm, unit)
    shown = f"the {least} {unit.short} that {tests} can show" if least != "0.0" else f"{tests} need to show it"
    if level.verdict is not Verdict.CANNOT_TELL:
        said = [f"More than {shown}."]
    else:
        said = [f"Less than {shown}.", _needed_words(change)]
    if change.wild:
        said.append(_wild_words(change.wild[-1].date(), len(change.wild)))
    return tuple(said)


def change_words(level: Level, unit: Unit) -> str:
    """Say by how much the line through the tests rose or fell; nothing before a verdict may be given."""
    return "" if level.change is None else f"{format_change(level.change.mm, unit)} since the start"


def difference_words(found: Difference | None, unit: Unit) -> str:
    """Compare the two ankles, never from one session."""
    if found is None:
        return ""
    gap = f"{format_value(abs(found.mean_mm), unit)} {unit.short}"
    tighter = "Left" if found.mean_mm < 0 else "Right"
    match found.comparison:
        case Comparison.TOO_FEW:
            more = counted(DAYS_COMPARED - found.days, "more day")
            return f"Left against right: {more} with both tested would tell."
        case Comparison.USUAL:
            return f"Left and right differ by {gap}: usual."
        case Comparison.WATCH:
            return f"{tighter} is {gap} tighter: worth watching."
        case Comparison.CONSISTENT:
            return f"{tighter} is {gap} tighter: a consistent difference."


def gain_words(levels: Mapping[Side, Level | None], unit: Unit) -> str:
    """Say what one session does, with its interval from seven paired sessions on."""
    said, few = [], False
    for side, level in levels.items():
        if level is None or level.gain is None:
            continue
        gain = level.gain
        text = f"{side.value} {format_change(gain.mean_mm, unit)} {unit.short}"
        if gain.interval_mm is None:
            few = True
        else:
            text += f" ({' to '.join(format_value(end, unit) for end in gain.interval_mm)})"
        said.append(text)
    if not said:
        return ""
    end = "One session cannot tell." if few else "Gone after about half an hour."
    return f"Within a session: {', '.join(said)}. {end}"


def counted(number: int, thing: str) -> str:
    """`1 test`, `2 tests`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def day_words(day: date) -> str:
    """`12 October 2026`."""
    return f"{day.day} {day:%B %Y}"


def _lacking_words(level: Level) -> str:
    """Before a verdict may be given: how far the tests and the days have come."""
    if level.tests < TESTS_FOR_VERDICT:
        tests = counted(level.tests, "test")
        return f"{tests} so far. From {TESTS_FOR_VERDICT} tests over {DAYS_FOR_VERDICT} days on it can be told."
    day = level.first.date() + timedelta(days=DAYS_FOR_VERDICT)
    return f"{counted(level.tests, 'test')}, but close together. A test from {day_words(day)} on can tell."


def _needed_words(change: Change) -> str:
    if change.tests_needed is None:
        return PERHAPS_NOTHING
    if change.tests_needed == 1:
        return "One more test may settle it."
    return f"About {change.tests_needed} more tests would settle it, if it goes on like this."


def _wild_words(day: date, tests: int) -> str:
    if tests == 1:
        return f"The test of {day_words(day)} is far off all the others, and no verdict may rest on it."
    return f"{tests} tests are far off all the others, and no verdict may rest on one of them."
