"""What the tests show, in words a runner understands; claims no more than the statistics do."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from mobility_gui.ankle.difference import TESTS_COMPARED, Comparison, Difference
from mobility_gui.ankle.gain import Gain
from mobility_gui.ankle.summary import AnkleSummary
from mobility_gui.ankle.unit import MM_PER_INCH, Unit
from mobility_gui.ankle.units import format_change, format_difference, format_start, format_value
from mobility_gui.ankle.verdict import DAYS_FOR_VERDICT, TESTS_FOR_VERDICT, Verdict
from mobility_gui.training.amounts import counted
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import WeeksKept
from mobility_gui.training.record import Measurement, Occasion, SessionLine
from mobility_gui.ui.kit.days import day_month_words, day_words, month_words

NOW = "Now"
DAYS_OF_NOW = 56
"""A level whose last test is this much older than today is given with its day (assumption)."""

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


def verdict_words(ankle: AnkleSummary, unit: Unit) -> str:
    """Return the verdict that holds, with the change since the start where it is told from none."""
    return f"{headline_words(ankle)} {clear_change_words(ankle, unit)}".strip()


def headline_words(ankle: AnkleSummary) -> str:
    """Return the verdict alone, or that it is too early for one."""
    return TOO_EARLY if ankle.verdict is None else VERDICTS[ankle.verdict.verdict]


def clear_change_words(ankle: AnkleSummary, unit: Unit) -> str:
    """Return the change since the start: `+1.6 cm`; empty unless it is told from none and still points that way."""
    if ankle.verdict is None or ankle.change is None:
        return ""
    way = {Verdict.IMPROVED: 1, Verdict.WORSE: -1, Verdict.CANNOT_TELL: 0}[ankle.verdict.verdict]
    return f"{format_change(ankle.change.mm, unit)} {unit.short}" if ankle.change.mm * way > 0 else ""


def summary_words(ankle: AnkleSummary, unit: Unit) -> tuple[str, ...]:
    """Return where one ankle began and how it changed, or what it rests on and what is still missing."""
    if ankle.change is None:
        return (_average_words(ankle), _lacking_words(ankle))
    margin = f"±{_least_words(ankle.change.margin_mm, unit)}"
    if clear_change_words(ankle, unit):
        way = "Up" if ankle.change.mm > 0 else "Down"
        start = format_start(ankle.now.mm, ankle.change.mm, unit)
        return (f"{way} from {start}, change {margin}.",)
    return (f"{format_change(ankle.change.mm, unit)} {margin} {since_words(ankle)}.",)


def since_words(ankle: AnkleSummary) -> str:
    """Return when the first test was that counts: `since May`, or `since May 2025` if the last was in another year."""
    return f"since {month_words(ankle.since.date(), ankle.last.date())}"


def again_words(ankle: AnkleSummary) -> str:
    """Return from which day on another test makes the tests that count span enough days."""
    day = ankle.since.date() + timedelta(days=DAYS_FOR_VERDICT)
    return f"Test again on {day.day} {month_words(day, ankle.last.date())} or later."


def now_words(ankle: AnkleSummary, today: date) -> str:
    """Return when the level is from: `Now`, or the day of the last test if that is long ago."""
    last = ankle.last.date()
    return NOW if (today - last).days <= DAYS_OF_NOW else f"{day_month_words(last)} {last.year}:"


def level_words(ankle: AnkleSummary, unit: Unit) -> tuple[str, str]:
    """Return the level with its unit, and its margin: `11.0 cm`, `±0.4`."""
    return f"{format_value(ankle.now.mm, unit)} {unit.short}", f"±{format_value(ankle.now.margin_mm, unit)}"


def next_verdict_words(ankles: Iterable[AnkleSummary | None], today: date) -> str:
    """Return the next verdict day, `26 December`; that of the ankle whose turn comes first."""
    days = [ankle.next_verdict for ankle in ankles if ankle is not None]
    if not days:
        return ""
    day = min(days)
    return f"{day.day} {month_words(day, today)}"


def holds_words(ankles: Iterable[AnkleSummary | None], today: date) -> str:
    """Return from which day the verdict is that holds until then."""
    days = {ankle.verdict.day for ankle in ankles if ankle is not None and ankle.verdict is not None}
    if not days:
        return ""
    day = max(days)
    whose = "Today’s verdict" if day == today else f"The verdict of {day.day} {month_words(day, today)}"
    return f"{whose} holds until then."


def judged_anew_words(before: Mapping[Side, AnkleSummary | None], after: Mapping[Side, AnkleSummary | None]) -> str:
    """Say which ankle has another verdict since tests that were there already changed; empty if none has."""
    said = []
    for side, ankle in after.items():
        earlier = before.get(side)
        if earlier is not None and ankle is not None and headline_words(earlier) != headline_words(ankle):
            said.append(f"{side.value} is now “{headline_words(ankle)}”")
    return f"Judged anew: {', '.join(said)}." if said else ""


def far_off_words(ankles: Mapping[Side, AnkleSummary | None]) -> str:
    """Name the tests that lie far off those around them and so do not count."""
    found = [(side, day) for side, ankle in ankles.items() if ankle is not None for day in ankle.far_off]
    if not found:
        return ""
    if len(found) == 1:
        side, day = found[0][0].value.capitalize(), day_words(found[0][1].date())
        return f"{side} on {day} lies far off the tests around it, so it doesn’t count."
    return f"{len(found)} tests lie far off those around them, so they don’t count."


def difference_words(found: Difference | None, unit: Unit) -> str:
    """Compare the two ankles, never from a single session."""
    if found is None:
        return ""
    gap = f"{format_difference(found.one_mm, found.other_mm, unit).lstrip('+−')} {unit.short}"
    tighter = "Left" if found.mm < 0 else "Right"
    match found.comparison:
        case Comparison.TOO_FEW:
            return f"To compare left and right, test both {counted(TESTS_COMPARED - found.tests, 'more time')}."
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


def lacking_words(ankle: AnkleSummary) -> str:
    """Return how far the tests have come: `3 of 5 tests`, or `6 tests, the last 5 over 9 of 14 days`."""
    if ankle.tests < TESTS_FOR_VERDICT:
        return f"{ankle.tests} of {TESTS_FOR_VERDICT} tests"
    days = (ankle.last.date() - ankle.since.date()).days
    return f"{counted(ankle.tests, 'test')}, the last {ankle.counted} over {days} of {DAYS_FOR_VERDICT} days"


def _lacking_words(ankle: AnkleSummary) -> str:
    return f"{lacking_words(ankle)}. A verdict takes {TESTS_FOR_VERDICT} tests over {DAYS_FOR_VERDICT} days."


def _average_words(ankle: AnkleSummary) -> str:
    practice = " The first was practice." if ankle.tests > ankle.counted else ""
    return f"Average of {counted(ankle.counted, 'test')} so far.{practice}"


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
