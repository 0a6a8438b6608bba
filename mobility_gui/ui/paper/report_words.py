"""The words of the report for a physiotherapist, the same as on the Progress page where possible."""

from dataclasses import dataclass
from datetime import date, datetime

from mobility_gui.ankle.change import DAYS_FOR_VERDICT, TESTS_FOR_VERDICT, Verdict
from mobility_gui.ankle.difference import CONSISTENT_MM, DAYS_COMPARED, WATCH_MM, Difference
from mobility_gui.ankle.error import SEM_MM, TARGET_MM, TESTS_FOR_OWN_ERROR, mark_name, zone_words
from mobility_gui.ankle.gain import SESSIONS_FOR_INTERVAL, Gain
from mobility_gui.ankle.summary import AnkleSummary, Baseline
from mobility_gui.ankle.trend import DAYS_A_WEEK, Trend
from mobility_gui.ankle.unit import MM_PER_INCH, Unit
from mobility_gui.ankle.units import format_change, format_value
from mobility_gui.training.amounts import counted
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import ANKLES, History, Statistics
from mobility_gui.training.record import SessionLine
from mobility_gui.ui.kit.days import day_words, span_words
from mobility_gui.ui.progress.verdict_words import (
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
NOT_COMPARED = "Left and right were never tested cold on the same day."
NOTHING = "–"

_FEW_DAYS = 14
"""Up to this many days are counted as days, more as weeks."""

PROTOCOL = (
    "Barefoot, tape at right angles to the wall, heel down, knee to the wall in line with the second toe; distance "
    "from big toe to wall. One practice, then the average of three valid tries. Cold: before a session’s first "
    "exercise. After: within five minutes of its last. An ankle’s first cold test is practice, so the "
    "baseline and the line exclude it."
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
        _baseline_cell(ankle.baseline, unit),
        Cell(format_value(ankle.now_mm, unit), "1 test" if ankle.now_tests == 1 else f"last {ankle.now_tests} tests"),
        _change_cell(ankle, unit),
        Cell(TOO_EARLY if ankle.change is None else VERDICTS[ankle.verdict]),
        _trend_cell(ankle.trend, unit),
        Cell(fine_value(ankle.sem_mm, unit), "published" if ankle.sem_mm == SEM_MM else "blended"),
        _gain_cell(ankle.gain, unit),
    )


def ankle_words(history: History, side: Side, ankle: AnkleSummary | None, unit: Unit) -> str:
    """Return what the verdict on one ankle rests on, or what is still missing."""
    if ankle is not None:
        return " ".join(summary_words(ankle, unit))
    return NOT_COLD if any(side in line.after_mm for line in history.lines) else NOT_MEASURED


def compared_words(found: Difference | None, unit: Unit) -> str:
    """Compare the two ankles, and say how many days that rests on."""
    if found is None:
        return NOT_COMPARED
    if found.days < DAYS_COMPARED:
        return difference_words(found, unit)
    return f"{difference_words(found, unit)} Average of the last {found.days} days with both tested cold."


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
        ("Target", _target_words(statistics.goals.target_mm, unit)),
        ("Sides", _sides_words(unit)),
        ("Trend", _TREND),
        ("Error", _error_words(unit)),
        ("Change", _CHANGE),
        ("Effect", _GAIN),
    )
    return tuple((label, words.replace(" %", "\xa0%").replace(" cm", "\xa0cm")) for label, words in said)


def _run_words(first: datetime, last: datetime) -> str:
    days = (last.date() - first.date()).days
    if days == 0:
        return "1 day"
    return counted(days, "day") if days <= _FEW_DAYS else f"{days // DAYS_A_WEEK} weeks"


def _baseline_cell(found: Baseline | None, unit: Unit) -> Cell:
    if found is None:
        return Cell(NOTHING)
    last = 1 + found.tests
    return Cell(format_value(found.mm, unit), "test 2" if last == 2 else f"tests 2–{last}")


def _change_cell(ankle: AnkleSummary, unit: Unit) -> Cell:
    if ankle.change is None:
        return Cell(NOTHING)
    told = ankle.verdict is not Verdict.CANNOT_TELL
    least = f"margin {format_value(ankle.change.smallest_mm, unit)}"
    return Cell(format_change(ankle.change.mm, unit) if told else NOTHING, least)


def _trend_cell(found: Trend | None, unit: Unit) -> Cell:
    if found is None:
        return Cell(NOTHING)
    slope, low, high = (
        fine_value(mm_per_day * DAYS_A_WEEK, unit, _decimals(found, unit))
        for mm_per_day in (found.mm_per_day, *found.interval_mm_per_day)
    )
    return Cell(f"+{slope}" if slope[0] != "−" and float(slope) else slope, f"{low} to {high}")


def _decimals(found: Trend, unit: Unit) -> int:
    """Return two decimals, or enough to tell the interval's ends apart after years of tests; four at most."""
    low, high = (float(fine_value(end * DAYS_A_WEEK, unit, 5).replace("−", "-")) for end in found.interval_mm_per_day)
    return next((decimals for decimals in (2, 3) if high == low or high - low >= 10.0**-decimals), 4)


def _gain_cell(found: Gain | None, unit: Unit) -> Cell:
    if found is None:
        return Cell(NOTHING)
    counts = f"n = {found.sessions}"
    if found.interval_mm is None:
        return Cell(format_change(found.mean_mm, unit), counts)
    low, high = (format_value(end, unit) for end in found.interval_mm)
    return Cell(format_change(found.mean_mm, unit), f"{low} to {high}, {counts}")


def _target_words(target_mm: float, unit: Unit) -> str:
    mark = f"{mark_name(target_mm, unit)}{' (12.7 cm)' if target_mm == TARGET_MM else ''}"
    return (
        f"The {mark} is a target, not a norm; healthy adults reached 12.0 ± 2.8 cm (Hoch & McKeon 2011). "
        f"{zone_words(target_mm, unit)} {unit.short} (shaded) is too close to call from one test."
    )


def _error_words(unit: Unit) -> str:
    return (
        f"SEM of one test {fine_value(SEM_MM, unit)} {unit.short}, from an intra-rater minimal detectable change of "
        "1.9 cm (Powden, Hoch & Hoch 2015, Man Ther 20:524–532, doi 10.1016/j.math.2015.01.004); within a session "
        "0.4–0.6 cm (Konor et al. 2012, IJSPT 7:279–287). We found no study of self-measurement. From "
        f"{TESTS_FOR_OWN_ERROR} cold tests on, it is blended with the runner’s own scatter."
    )


_CHANGE = (
    "Rise of a least-squares line through the cold tests, shown once it exceeds its margin of error (95 %; for "
    f"“worse” 97.5 %), which is stricter than the trend’s interval. No verdict before {TESTS_FOR_VERDICT} tests over "
    f"{DAYS_FOR_VERDICT} days, or on a single outlier."
)
_TREND = "Theil–Sen slope of the cold tests with its 95 % interval (Sen 1968, J Am Stat Assoc 63:1379–1389)."
_GAIN = (
    f"After minus cold: average, with a 95 % t interval from {SESSIONS_FOR_INTERVAL} sessions on. It wears off within "
    "about 30 minutes (Behm et al. 2016, APNM 41:1–11)."
)


def _sides_words(unit: Unit) -> str:
    usual, consistent = (f"{format_value(end, unit)} {unit.short}" for end in (WATCH_MM, CONSISTENT_MM))
    return (
        f"A difference below {usual} is normal, as in 68 % of healthy adults (Hoch & McKeon 2011), and too small for a "
        f"test to detect (Chisholm et al. 2012, Physiother Can 64:347–355). Above {consistent} over {DAYS_COMPARED} "
        "days it is called consistent."
    )
