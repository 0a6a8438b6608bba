"""Everything that the tests of one ankle show, in one value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import fsum

from mobility_gui.ankle.error import SEM_MM, margin_mm
from mobility_gui.ankle.gain import Gain, gain
from mobility_gui.ankle.level import Change, Level, follow, line_through, without_far_off, without_practice
from mobility_gui.ankle.reading import ColdTest, Reading, cold_tests
from mobility_gui.ankle.verdict import DayVerdict, enough, next_verdict_day, verdicts


@dataclass(frozen=True, slots=True)
class AnkleSummary:
    """Summary of one ankle's cold tests; every figure about its level comes from one estimate.

    `since` is the first test that counts, `now` the level after the last test and `line` that at each test. Before
    there are enough tests for a `change`, level and line are the mean of what there is. `counted` is how many tests
    they rest on: without the very first, which is practice, unless it is the only one, and without those `far_off`.
    `verdicts` are those of the verdict days up to today, oldest first.
    """

    tests: int
    counted: int
    first: datetime
    since: datetime
    last: datetime
    now: Level
    change: Change | None
    sem_mm: float
    line: tuple[Level, ...]
    far_off: tuple[datetime, ...]
    verdicts: tuple[DayVerdict, ...]
    next_verdict: date
    gain: Gain | None

    @property
    def verdict(self) -> DayVerdict | None:
        """The verdict that holds today, None before the first."""
        return self.verdicts[-1] if self.verdicts else None


def summarize(readings: Sequence[Reading], today: date) -> AnkleSummary | None:
    """Sum up one ankle as it stands today; None without a cold test."""
    tests = cold_tests(readings)
    if not tests:
        return None
    usual = without_practice(tests) or tests
    counted = without_far_off(usual) if enough(tests) else usual
    if enough(tests):
        known = [*follow(counted)][-1]
        now, change, sem_mm, line = known.now, known.change, known.sem_mm, line_through(counted)
    else:
        now, change, sem_mm = _mean(counted), None, SEM_MM
        line = tuple(dict.fromkeys((now._replace(day=counted[0].day), now)))
    return AnkleSummary(
        tests=len(tests),
        counted=len(counted),
        first=tests[0].at,
        since=counted[0].at,
        last=tests[-1].at,
        now=now,
        change=change,
        sem_mm=sem_mm,
        line=line,
        far_off=tuple(_left_out(usual, counted)),
        verdicts=verdicts(tests, today),
        next_verdict=next_verdict_day(tests[0].at.date(), today),
        gain=gain(readings),
    )


def _left_out(tests: Sequence[ColdTest], counted: Sequence[ColdTest]) -> Iterator[datetime]:
    """Yield when the tests were that are not among the counted ones; both are in order of time."""
    kept = iter(counted)
    following = next(kept, None)
    for test in tests:
        if test is following:
            following = next(kept, None)
        else:
            yield test.at


def _mean(tests: Sequence[ColdTest]) -> Level:
    return Level(tests[-1].day, fsum(test.mm for test in tests) / len(tests), margin_mm(len(tests), SEM_MM))
