"""What the tests show, in words a runner understands; claims no more than the statistics do."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from mobility_gui.ankle.change import (
    DAYS_FOR_VERDICT,
    MOST_TESTS_NEEDED,
    TESTS_FOR_VERDICT,
    AnkleChange,
    Verdict,
)
from mobility_gui.ankle.difference import DAYS_COMPARED, Comparison, Difference
from mobility_gui.ankle.gain import Gain
from mobility_gui.ankle.summary import DAYS_OF_NOW, AnkleSummary
from mobility_gui.ankle.unit import MM_PER_INCH, Unit
from mobility_gui.ankle.units import format_change, format_value
from mobility_gui.training.amounts import counted
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import WeeksKept
from mobility_gui.training.record import SessionLine
from mobility_gui.ui.kit.days import day_month_words, day_words

VERDICTS = {Verdict.IMPROVED: "Improved", Verdict.WORSE: "Worse", Verdict.CANNOT_TELL: "Cannot tell yet"}

NOT_COLD = "Measured after sessions only. What counts is a test before the first exercise."
NOT_MEASURED = "Not measured yet."
MOST_DAYS_NAMED = 3
"""How many days after today are named one by one."""
PERHAPS_NOTHING = f"Perhaps nothing changes: so little would take over {MOST_TESTS_NEEDED} more tests to show."


def summary_words(ankle: AnkleSummary, unit: Unit) -> tuple[str, ...]:
    """Return what the verdict on one ankle rests on, or what is still missing, one sentence each."""
    change = ankle.change
    if change is None:
        return (_lacking_words(ankle),)
    wild = () if change.wild is None else (_wild_words(change.wild.date()),)
    if change.hangs_on_one:
        return wild
    shown = f"the {_least_words(change.smallest_mm, unit)} that {counted(change.tests, 'test')} can show"
    if ankle.verdict is not Verdict.CANNOT_TELL:
        return f"More than {shown}.", *wild
    return f"Less than {shown}.", _needed_words(change), *wild


def now_words(ankle: AnkleSummary, today: date) -> str:
    """Return when the current value is from: `now`, or the day of the last test if that is long ago."""
    last = ankle.last.date()
    return "now" if (today - last).days <= DAYS_OF_NOW else f"on {day_month_words(last)} {last.year}"


def change_words(ankle: AnkleSummary, unit: Unit) -> str:
    """Return how far the line through the tests rose or fell; empty while the verdict cannot tell."""
    if ankle.change is None or ankle.verdict is Verdict.CANNOT_TELL:
        return ""
    return f"{format_change(ankle.change.mm, unit)} since the start"


def difference_words(found: Difference | None, unit: Unit) -> str:
    """Compare the two ankles, never from a single session."""
    if found is None:
        return ""
    gap = f"{format_value(abs(found.mean_mm), unit)} {unit.short}"
    tighter = "Left" if found.mean_mm < 0 else "Right"
    match found.comparison:
        case Comparison.TOO_FEW:
            more = counted(DAYS_COMPARED - found.days, "more day")
            return f"Left against right: {more} with both tested can tell."
        case Comparison.USUAL:
            return f"Left and right differ by {gap}: usual."
        case Comparison.WATCH:
            return f"{tighter} is {gap} tighter: worth watching."
        case Comparison.CONSISTENT:
            return f"{tighter} is {gap} tighter: a consistent difference."


def gain_words(ankles: Mapping[Side, AnkleSummary | None], unit: Unit) -> str:
    """Return what one session does, with an interval from seven paired sessions on."""
    gains = [(side, ankle.gain) for side, ankle in ankles.items() if ankle is not None and ankle.gain is not None]
    if not gains:
        return ""
    said = []
    for side, gain in gains:
        interval = (
            "" if gain.interval_mm is None else f" ({' to '.join(format_value(e, unit) for e in gain.interval_mm)})"
        )
        said.append(f"{side.value} {format_change(gain.mean_mm, unit)} {unit.short}{interval}")
    return f"Within a session: {', '.join(said)}. {_gain_end([gain for _, gain in gains])}"


def _lacking_words(ankle: AnkleSummary) -> str:
    """Return how far the tests and the days have come, before a verdict is possible."""
    if ankle.tests < TESTS_FOR_VERDICT:
        tests = counted(ankle.tests, "test")
        return f"{tests} so far. It takes {TESTS_FOR_VERDICT} tests over {DAYS_FOR_VERDICT} days to tell."
    day = ankle.second.date() + timedelta(days=DAYS_FOR_VERDICT)
    return f"{counted(ankle.tests, 'test')}, but close together. A test from {day_words(day)} on can tell."


def _needed_words(change: AnkleChange) -> str:
    if change.tests_needed is None:
        return PERHAPS_NOTHING
    return f"About {change.tests_needed} more tests may show it, if it goes on like this."


def _wild_words(day: date) -> str:
    return f"The test of {day_words(day)} is far off all the others, and no verdict may rest on it."


def _least_words(distance_mm: float, unit: Unit) -> str:
    """Return a distance with one decimal, or with two if one would show 0.0, as after years of tests."""
    text = format_value(distance_mm, unit)
    if text == "0.0":
        text = f"{distance_mm / (10 if unit is Unit.CM else MM_PER_INCH):.2f}"
    return f"{text} {unit.short}"


def _gain_end(gains: Sequence[Gain]) -> str:
    """Return what the intervals can say: all above zero, some across it, or one missing."""
    if any(gain.interval_mm is None for gain in gains):
        return "One session cannot tell."
    if all(gain.interval_mm is not None and gain.interval_mm[0] > 0 for gain in gains):
        return "Gone after about half an hour."
    return "Where that goes below 0 it may be chance."


def later_words(later: Sequence[SessionLine], today: date) -> str:
    """Return which days after today are left out, and what to do about it; empty if there are none."""
    if not later:
        return ""
    days = sorted({line.started.date() for line in later})
    named = ", ".join(day_words(day) for day in days[:MOST_DAYS_NAMED])
    more = f" and {counted(len(days) - MOST_DAYS_NAMED, 'more day')}" if len(days) > MOST_DAYS_NAMED else ""
    return (
        f"Dated after today ({day_words(today)}), so not counted: {named}{more}. "
        "If a date is wrong, delete that entry from the list and add it again."
    )


def kept_words(weeks: WeeksKept, sessions: int) -> str:
    """Return in how many of the last weeks there were enough sessions."""
    if weeks.weeks == 0:
        return ""
    return f"{weeks.kept} of {counted(weeks.weeks, 'week')} with {sessions}+ sessions"
