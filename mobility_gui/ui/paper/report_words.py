"""The words of the report for a physiotherapist, the same as on the Progress page where possible."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mobility_gui.ankle.difference import CONSISTENT_MM, TESTS_COMPARED, WATCH_MM, Comparison, Difference
from mobility_gui.ankle.error import SEM_MM, TARGET_MM, TESTS_FOR_OWN_ERROR, mark_name, zone_words
from mobility_gui.ankle.gain import SESSIONS_FOR_INTERVAL, Gain
from mobility_gui.ankle.level import NEIGHBOURS
from mobility_gui.ankle.summary import AnkleSummary
from mobility_gui.ankle.trial import FAR_OFF_MM
from mobility_gui.ankle.unit import MM_PER_INCH, Unit
from mobility_gui.ankle.units import format_change, format_difference, format_start, format_value
from mobility_gui.ankle.verdict import DAYS_BETWEEN, DAYS_FOR_VERDICT, TESTS_FOR_VERDICT, DayVerdict
from mobility_gui.training.amounts import counted
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import ANKLES, History, Statistics
from mobility_gui.training.record import SessionLine
from mobility_gui.ui.kit.days import day_month_words, day_words, span_words
from mobility_gui.ui.progress.verdict_words import (
    MOST_DAYS_NAMED,
    NOT_COLD,
    NOT_MEASURED,
    TOO_EARLY,
    VERDICTS,
    difference_words,
    kept_words,
    summary_words,
)

TITLE = "Ankle mobility: knee-to-wall test"
BY_WHOM, DEMO_BY = "Self-measured at home.", "Demo data, not a real person."
NO_DIAGNOSIS = "This is a home record, not a diagnosis."
NOT_COMPARED = "To compare left and right, both need a cold test in the last half year."
NOTHING = "–"

_DAYS_A_WEEK = 7
_FEW_DAYS = 14
"""Up to this many days are counted as days, more as weeks."""

PROTOCOL = (
    "Barefoot, tape at right angles to the wall, heel down, knee to the wall in line with the second toe; distance "
    "from big toe to wall. One practice, then the average of three valid tries. Cold: before a session’s first "
    "exercise. After: within five minutes of its last. An ankle’s first cold test is practice, so the "
    "level excludes it."
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, and below it what it rests on."""

    figure: str
    rests_on: str = ""


def period_words(history: History) -> str:
    """Return from when to when the ankles were tested."""
    days = [line.started.date() for line in measured_lines(history)]
    if not days:
        return "No tests yet"
    return span_words(days[-1], days[0])


def report_words(today: date) -> str:
    """Return the date of the report."""
    return f"Report from {day_words(today)}"


def cells(ankle: AnkleSummary, unit: Unit) -> tuple[Cell, ...]:
    """Return the values of one ankle, without unit, in the order of the table's columns."""
    return (
        Cell(str(ankle.tests), _run_words(ankle.first, ankle.last)),
        _start_cell(ankle, unit),
        _now_cell(ankle, unit),
        _change_cell(ankle, unit),
        _verdict_cell(ankle),
        Cell(fine_value(ankle.sem_mm, unit), "published" if ankle.sem_mm == SEM_MM else "blended"),
        _gain_cell(ankle.gain, unit),
    )


def ankle_words(history: History, side: Side, ankle: AnkleSummary | None, unit: Unit) -> str:
    """Return what the verdict on one ankle rests on and which tests were left out, or what is still missing."""
    if ankle is None:
        return NOT_COLD if any(side in line.after_mm for line in history.lines) else NOT_MEASURED
    if ankle.change is None:
        return " ".join(summary_words(ankle, unit))
    said = [_far_off_words(ankle.far_off)] if ankle.far_off else []
    if ankle.verdict is not None:
        said.insert(0, f"Verdict of {day_words(ankle.verdict.day)}: {basis_words(ankle.verdict, unit)}.")
    return " ".join(said)


def basis_words(found: DayVerdict, unit: Unit) -> str:
    """Return what a day's verdict rests on: `+1.7 cm over 28 tests, more than 0.8 cm needed`."""
    change, least = format_change(found.mm, unit), format_value(found.least_mm, unit)
    return f"{change} {unit.short} over {counted(found.tests, 'test')}, more than {least} {unit.short} needed"


def compared_words(found: Difference | None, unit: Unit) -> str:
    """Compare the two ankles, and say by how much with its margin."""
    if found is None:
        return NOT_COMPARED
    if found.comparison is Comparison.TOO_FEW:
        return difference_words(found, unit)
    apart = f"{format_difference(found.one_mm, found.other_mm, unit)} {unit.short}"
    margin = format_value(found.margin_mm, unit)
    return f"{difference_words(found, unit)} Left minus right: {apart} (±{margin})."


def measured_lines(history: History) -> list[SessionLine]:
    """Return the sessions in which an ankle was measured, and what was typed in; newest first."""
    return [line for line in history.lines if line.cold_mm or line.after_mm]


def values_of(line: SessionLine, unit: Unit) -> tuple[str, ...]:
    """Return left cold, right cold, left after and right after, without unit."""
    found = [values.get(side) for values in (line.cold_mm, line.after_mm) for side in ANKLES]
    return tuple(NOTHING if value is None else format_value(value, unit) for value in found)


def held_words(statistics: Statistics, shown: int) -> str:
    """Return that nothing was held, or how much of it is shown; empty if all of it is."""
    held = sum(any(sides.values()) for sides in statistics.minutes_held.values())
    if held == 0:
        return "nothing yet"
    return "" if held == shown else f"top {shown} of {held} muscles"


def sessions_words(statistics: Statistics) -> str:
    """Return how many sessions there were, in one or two lines."""
    if statistics.sessions == 0:
        return "No sessions yet."
    kept = kept_words(statistics.weeks, statistics.goals.sessions_a_week)
    return ";\n".join(words for words in (f"{counted(statistics.sessions, 'session')} in total", kept) if words) + "."


def fine_value(distance_mm: float, unit: Unit, decimals: int = 2) -> str:
    """Format what would be lost in one decimal, such as a change in a week: `0.07`, `−0.12`."""
    text = f"{abs(distance_mm) / (10 if unit is Unit.CM else MM_PER_INCH):.{decimals}f}"
    return f"−{text}" if distance_mm < 0 and float(text) else text


def notes(statistics: Statistics, unit: Unit) -> tuple[tuple[str, str], ...]:
    """Return how things were measured and worked out, each note with a label and sources; every number has its unit."""
    said = (
        ("Protocol", PROTOCOL),
        ("Error", _error_words(unit)),
        ("Level", _level_words(unit)),
        ("Verdict", _VERDICT),
        ("Target", _target_words(statistics.goals.target_mm, unit)),
        ("Sides", _sides_words(unit)),
        ("Effect", _GAIN),
    )
    return tuple((label, words.replace(" %", "\xa0%").replace(" cm", "\xa0cm")) for label, words in said)


def _far_off_words(far_off: Sequence[datetime]) -> str:
    """Name the days of the last tests far off, and count the ones before."""
    named = [day_words(at.date()) for at in far_off[-MOST_DAYS_NAMED:]]
    earlier = len(far_off) - len(named)
    return f"Left out, as far off the others: {', '.join(named)}{f' and {earlier} earlier' if earlier else ''}."


def _run_words(first: datetime, last: datetime) -> str:
    days = (last.date() - first.date()).days
    if days == 0:
        return "1 day"
    return counted(days, "day") if days <= _FEW_DAYS else f"{days // _DAYS_A_WEEK} weeks"


def _start_cell(ankle: AnkleSummary, unit: Unit) -> Cell:
    return Cell(NOTHING if ankle.change is None else format_start(ankle.now.mm, ankle.change.mm, unit))


def _now_cell(ankle: AnkleSummary, unit: Unit) -> Cell:
    """Return the level now with its margin, or the average of what there is, called one."""
    margin = f"±{format_value(ankle.now.margin_mm, unit)}"
    tests = counted(ankle.counted, "test")
    rests_on = f"average of {tests}, {margin}" if ankle.change is None else margin
    return Cell(format_value(ankle.now.mm, unit), rests_on)


def _change_cell(ankle: AnkleSummary, unit: Unit) -> Cell:
    if ankle.change is None:
        return Cell(NOTHING)
    return Cell(format_change(ankle.change.mm, unit), f"±{format_value(ankle.change.margin_mm, unit)}")


def _verdict_cell(ankle: AnkleSummary) -> Cell:
    """Return the verdict that holds, with its day and the next; a day on which there may be too few is the earliest."""
    following = day_month_words(ankle.next_verdict)
    if ankle.verdict is not None:
        return Cell(VERDICTS[ankle.verdict.verdict], f"{day_month_words(ankle.verdict.day)}, next {following}")
    return Cell(TOO_EARLY, f"first on {following}" if ankle.change else f"{following} at the earliest")


def _gain_cell(found: Gain | None, unit: Unit) -> Cell:
    if found is None:
        return Cell(NOTHING)
    counts = f"n = {found.sessions}"
    if found.interval_mm is None:
        return Cell(format_change(found.mean_mm, unit), counts)
    low, high = (format_value(end, unit) for end in found.interval_mm)
    return Cell(format_change(found.mean_mm, unit), f"{low} to {high}, {counts}")


def _error_words(unit: Unit) -> str:
    return (
        f"SEM of one test {fine_value(SEM_MM, unit)} {unit.short}, from an intra-rater minimal detectable change of "
        "1.9 cm (Powden, Hoch & Hoch 2015, 12 studies, Man Ther 20:524–532, doi 10.1016/j.math.2015.01.004); within a "
        "session 0.4–0.6 cm (Konor et al. 2012, n = 20, IJSPT 7:279–287). We found no study of self-measurement. From "
        f"{TESTS_FOR_OWN_ERROR} cold tests on, it is blended with the runner’s own scatter."
    )


def _level_words(unit: Unit) -> str:
    far_off = f"{format_value(FAR_OFF_MM, unit)} {unit.short}"
    return (
        "A line that may bend a little all the time (cubic smoothing spline by a Kalman filter: Harvey 1989; Wahba "
        "1978, J R Stat Soc B 40:364–372); ± is its 95 % margin of error. Start and now are its ends. A test over "
        f"{far_off} off the median of up to {2 * NEIGHBOURS} around it is left out. Below {TESTS_FOR_VERDICT} tests or "
        f"{DAYS_FOR_VERDICT} days, the average stands instead."
    )


def _target_words(target_mm: float, unit: Unit) -> str:
    mark = f"{mark_name(target_mm, unit)}{' (12.7 cm)' if target_mm == TARGET_MM else ''}"
    return (
        f"The {mark} is a target, not a norm; healthy adults reached 12.0 ± 2.8 cm (Hoch & McKeon 2011, n = 35). "
        f"{zone_words(target_mm, unit)} {unit.short} (shaded) is too close to call from one test."
    )


def _sides_words(unit: Unit) -> str:
    usual, consistent = (f"{format_value(end, unit)} {unit.short}" for end in (WATCH_MM, CONSISTENT_MM))
    return (
        f"A difference below {usual} is normal, as in 68 % of healthy adults (Hoch & McKeon 2011, n = 35), and too "
        f"small for a test to detect (Chisholm et al. 2012, n = 53, Physiother Can 64:347–355). Above {consistent}, "
        f"with {TESTS_COMPARED} or more tests behind each level, it is called consistent."
    )


_VERDICT = (
    f"Every {DAYS_BETWEEN // _DAYS_A_WEEK} weeks from the first test, once there are {TESTS_FOR_VERDICT} tests over "
    f"{DAYS_FOR_VERDICT} days: is the change, now minus start, more than measurement error? The limits are wider than "
    "±, as they count all these days together. If nothing changes, 5 in 100 ankles are still told a change within half "
    "a year; 10 to 17 if errors linger from test to test (correlation 0.2 to 0.4; simulated)."
)
"""With its figures from `make simulate`: two tests a week, a half year of verdict days."""

_GAIN = (
    f"After minus cold: average, with a 95 % t interval from {SESSIONS_FOR_INTERVAL} sessions on. It wears off within "
    "an hour (Nakamura 2021, n = 45; Mizuno et al. 2013, n = 11)."
)
