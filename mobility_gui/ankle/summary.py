"""Everything that the tests of one ankle show, in one value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import fsum

from mobility_gui.ankle.error import SEM_MM, margin_mm
from mobility_gui.ankle.gain import Gain, gain
from mobility_gui.ankle.level import Change, Level, follow, follow_without_far_off, line_of, steps_of, without_practice
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
    known = follow_without_far_off(usual)
    if enough(tests):
        steps = steps_of(usual, known)
        last = steps[max(steps)]
        now, change, sem_mm, line = last.now, last.change, last.sem_mm, line_of([*steps.values()])
    else:
        steps = dict(enumerate(follow(usual)))
        now, change, sem_mm = _mean(usual), None, SEM_MM
        line = tuple(dict.fromkeys((now._replace(day=usual[0].day), now)))
    return AnkleSummary(
        tests=len(tests),
        counted=len(steps),
        first=tests[0].at,
        since=usual[min(steps)].at,
        last=tests[-1].at,
        now=now,
        change=change,
        sem_mm=sem_mm,
        line=line,
        far_off=tuple(test.at for place, test in enumerate(usual) if place not in steps),
        verdicts=verdicts(tests, known, today),
        next_verdict=next_verdict_day(tests[0].at.date(), today),
        gain=gain(readings),
    )


def _mean(tests: Sequence[ColdTest]) -> Level:
    return Level(tests[-1].day, fsum(test.mm for test in tests) / len(tests), margin_mm(len(tests), SEM_MM))
