"""What the tests show, in words a runner understands; claims no more than the statistics do."""

from collections.abc import Mapping, Sequence
from datetime import date

from mobility_gui.ankle.difference import TESTS_COMPARED, Comparison, Difference
from mobility_gui.ankle.gain import Gain
from mobility_gui.ankle.summary import AnkleSummary
from mobility_gui.ankle.unit import MM_PER_INCH, Unit
from mobility_gui.ankle.units import format_change, format_value
from mobility_gui.ankle.verdict import DAYS_FOR_VERDICT, TESTS_FOR_VERDICT, Verdict
from mobility_gui.training.amounts import counted
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import WeeksKept
from mobility_gui.training.record import Measurement, Occasion, SessionLine
from mobility_gui.ui.kit.days import day_month_words, day_words

NOW, DAYS_OF_NOW = "now", 56
TOO_EARLY = "Too early to tell"
VERDICTS = {Verdict.IMPROVED: "Improved", Verdict.WORSE: "Worse", Verdict.CANNOT_TELL: "No clear change"}

OCCASIONS = {
    Occasion.COLD: "before the session",
    Occasion.AFTER: "after the session",
    Occasion.OTHER: "at another time",
}

NOT_COLD = "Only measured after sessions so far. Measure before one, too: that’s the test that counts."
NOT_MEASURED = "Not measured yet."
MOST_DAYS_NAMED = 3
"""How many days after today are named one by one."""


def summary_words(ankle: AnkleSummary, unit: Unit) -> tuple[str, ...]:
    """Return what the verdict on one ankle rests on, or what is still missing, one sentence each."""
    far_off = tuple(_far_off_words(at.date()) for at in ankle.far_off[-MOST_DAYS_NAMED:])
    if ankle.change is None:
        return (_lacking_words(ankle),)
    if ankle.verdict is None:
        return f"First verdict on {day_words(ankle.next_verdict)}.", *far_off
    told = ankle.verdict.verdict is not Verdict.CANNOT_TELL
    least = f"{_least_words(ankle.verdict.least_mm, unit)} over {counted(ankle.verdict.tests, 'test')}"
    return f"{'More' if told else 'Less'} than the margin of error ({least}).", *far_off


def now_words(ankle: AnkleSummary, today: date) -> str:
    """Return when the current value is from: `now`, or the day of the last test if that is long ago."""
    last = ankle.last.date()
    return NOW if (today - last).days <= DAYS_OF_NOW else f"on {day_month_words(last)} {last.year}"


def verdict_words(ankle: AnkleSummary, unit: Unit) -> str:
    """Return the verdict on one ankle, with its change if that is clear."""
    found = ankle.verdict
    if found is None:
        return TOO_EARLY
    if found.verdict is Verdict.CANNOT_TELL:
        return VERDICTS[found.verdict]
    return f"{VERDICTS[found.verdict]} {format_change(found.mm, unit)} {unit.short}"


def difference_words(found: Difference | None, unit: Unit) -> str:
    """Compare the two ankles, never from a single session."""
    if found is None:
        return ""
    gap = f"{format_value(abs(found.mm), unit)} {unit.short}"
    tighter = "Left" if found.mm < 0 else "Right"
    match found.comparison:
        case Comparison.TOO_FEW:
            return f"To compare left and right, test each {counted(TESTS_COMPARED - found.tests, 'more time')}."
        case Comparison.USUAL:
            return f"Left and right differ by {gap}, which is normal."
        case Comparison.WATCH:
            return f"{tighter} is {gap} tighter, which is worth watching."
        case Comparison.CONSISTENT:
            return f"{tighter} is consistently {gap} tighter."


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
    return f"One session: {', '.join(said)}. {_gain_end([gain for _, gain in gains])}"


def _lacking_words(ankle: AnkleSummary) -> str:
    """Return how far the tests and the days have come, before a verdict is possible."""
    if ankle.tests < TESTS_FOR_VERDICT:
        needed = f"{TESTS_FOR_VERDICT} tests over {DAYS_FOR_VERDICT} days"
        return f"{ankle.tests} of {TESTS_FOR_VERDICT} tests. You’ll see a verdict after {needed}."
    return f"{counted(ankle.tests, 'test')}, close together. You’ll see a verdict after {DAYS_FOR_VERDICT} days."


def _far_off_words(day: date) -> str:
    return f"The test on {day_words(day)} is far off the others, so it isn’t counted."


def _least_words(distance_mm: float, unit: Unit) -> str:
    """Return a distance with one decimal, or with two if one would show 0.0, as after years of tests."""
    text = format_value(distance_mm, unit)
    if text == "0.0":
        text = f"{distance_mm / (10 if unit is Unit.CM else MM_PER_INCH):.2f}"
    return f"{text} {unit.short}"


def _gain_end(gains: Sequence[Gain]) -> str:
    """Return what the intervals can say: all above zero, some across it, or one missing."""
    if any(gain.interval_mm is None for gain in gains):
        return "Too few sessions to be sure."
    if all(gain.interval_mm is not None and gain.interval_mm[0] > 0 for gain in gains):
        return "Wears off within half an hour."
    return "A range that reaches below 0 may be chance."


def occasion_words(measurement: Measurement, line: int) -> str:
    """Return the side and when it was measured: `Left, before the session`, or the side alone if it was typed in."""
    side = measurement.side.value.capitalize()
    return side if line < 0 else f"{side}, {OCCASIONS[measurement.occasion]}"


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
