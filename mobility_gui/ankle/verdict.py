"""Verdict days: every four weeks from the first test, the only days on which a change is called one.

How often a verdict is wrong depends above all on how often one looks: looked at after every test, 40 of 100 unchanged
ankles were told a change within half a year. So there is a verdict only every four weeks, which holds until the next,
and the limits are set for all of them together (tests/bench/simulated_runners.py prints how often they are wrong).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from math import sqrt

from mobility_gui.ankle.level import Followed, known_at, without_practice
from mobility_gui.ankle.reading import ColdTest

TESTS_FOR_VERDICT = 5
DAYS_FOR_VERDICT = 14
"""There is no verdict before five tests, nor before the tests that count span fourteen days (assumption)."""

DAYS_BETWEEN = 28

LIMITS, LATER_LIMIT = (3.5, 2.8, 2.3, 2.0, 2.0, 2.0), 2.4
"""How many standard errors a change must exceed on the first verdict days, which make half a year, and on later ones.

Chosen by simulation so that in half a year about 5 of 100 unchanged ankles are told a change, and most of the ankles
that gain 1 cm are told so. The first days are strict: few tests say little of their own error.
"""


class Verdict(StrEnum):
    """What the tests show about the change since the start."""

    IMPROVED = "improved"
    WORSE = "worse"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class DayVerdict:
    """The verdict of one day: the change in mm that its tests showed, and the least that would have been told."""

    day: date
    verdict: Verdict
    mm: float
    least_mm: float
    tests: int


def next_verdict_day(first: date, today: date) -> date:
    """Return the first verdict day after today, for an ankle first tested on `first`."""
    return first + timedelta(days=((today - first).days // DAYS_BETWEEN + 1) * DAYS_BETWEEN)


def enough(tests: Sequence[ColdTest]) -> bool:
    """True if these tests, the practice among them, are enough for a change to be worked out."""
    counted = without_practice(tests)
    return len(tests) >= TESTS_FOR_VERDICT and (counted[-1].at.date() - counted[0].at.date()).days >= DAYS_FOR_VERDICT


def verdicts(tests: Sequence[ColdTest], known: Sequence[Followed | None], today: date) -> tuple[DayVerdict, ...]:
    """Judge the cold tests of one ankle, oldest first, on each verdict day up to today that has enough of them.

    `known` is what `follow_without_far_off` returns for all but the practice. A day's verdict is that of the tests up
    to it, so tests of later days never change it. A day without a new test repeats the one before.
    """
    found: list[DayVerdict] = []
    counted = without_practice(tests)
    judged, ready = 0, False
    for number, (day, count) in enumerate(_days(tests, today)):
        ready = ready or enough(tests[:count])
        if ready and count > judged:
            limit = LIMITS[number] if number < len(LIMITS) else LATER_LIMIT
            found.append(_judged(day, known_at(counted, known, count - 1), limit))
            judged = count
        elif found:
            found.append(replace(found[-1], day=day))
    return tuple(found)


def _days(tests: Sequence[ColdTest], today: date) -> Iterator[tuple[date, int]]:
    """Yield each verdict day up to today, and how many tests there were by its end."""
    if not tests:
        return
    count, day = 0, tests[0].at.date() + timedelta(days=DAYS_BETWEEN)
    while day <= today:
        while count < len(tests) and tests[count].at.date() <= day:
            count += 1
        yield day, count
        day += timedelta(days=DAYS_BETWEEN)


def _judged(day: date, known: Followed, limit: float) -> DayVerdict:
    change = known.change
    lingering = sqrt((1 + change.lingering) / (1 - change.lingering))
    least_mm = limit * change.error_mm * lingering
    verdict = Verdict.CANNOT_TELL
    if abs(change.mm) > least_mm:
        verdict = Verdict.IMPROVED if change.mm > 0 else Verdict.WORSE
    return DayVerdict(day, verdict, change.mm, least_mm, known.tests)
