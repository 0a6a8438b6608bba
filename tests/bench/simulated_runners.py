"""Prints how often a verdict is right, and how near the shown change is, on invented runners whose truth is known.

`make simulate`, or `simulated_runners.py [SEED]`. Each test is the truth plus the error of one test; the very first is
half a centimetre too low besides, as people learn the test. Runners look after every test for as long as they measure:
whoever is told a change on any verdict day was told one.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import exp, sqrt
from pathlib import Path
from random import Random
from statistics import fmean
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from mobility_gui.ankle.level import (  # noqa: E402  the folder above has to be known first
    Change,
    follow,
    follow_without_far_off,
    without_practice,
)
from mobility_gui.ankle.reading import ColdTest  # noqa: E402
from mobility_gui.ankle.verdict import DAYS_BETWEEN, DayVerdict, Verdict, verdicts  # noqa: E402

RUNNERS = 4000
SEM_MM = 6.9
LEVEL_MM = 100.0
START = datetime(2026, 1, 5, 7, 0, tzinfo=UTC)
HALF_A_YEAR = 26 * 7

Course = Callable[[float], float]
"""What an ankle has gained by a day after the start, in mm."""

Days = Callable[[Random, int], list[float]]
"""The days on which a runner tests, up to a last one."""


def regularly(a_week: int) -> Days:
    """Tests on the same days of every week."""
    of_week = {1: (0,), 2: (0, 3), 4: (0, 2, 4, 5)}[a_week]
    return lambda _chance, last: [float(day) for day in range(last + 1) if day % 7 in of_week]


TWICE_A_WEEK = regularly(2)


def patchily(chance: Random, last: int) -> list[float]:
    """Tests on about two days a week, any two, with a fortnight away."""
    away = chance.randrange(28, last - 28)
    days = [float(day) for day in range(last + 1) if chance.random() < 2 / 7 and not away <= day < away + 14]
    return days if days and days[0] == 0 else [0.0, *days]


@dataclass(frozen=True, slots=True)
class Kind:
    """Runners of one kind; `lingering` is the correlation of a test's error with the next, `learning` is in mm."""

    gained: Course = lambda _day: 0.0
    days: Days = TWICE_A_WEEK
    last: int = HALF_A_YEAR
    sem_mm: float = SEM_MM
    lingering: float = 0.0
    learning: tuple[float, ...] = (5.0,)
    wild_mm: float = 0.0

    def runner(self, chance: Random) -> list[ColdTest]:
        """Invent the tests of one runner."""
        tests, error = [], chance.gauss(0, self.sem_mm)
        for day in self.days(chance, self.last):
            at = START + timedelta(days=day)
            tests.append(ColdTest(at, day, LEVEL_MM + self.gained(day) + error))
            error = self.lingering * error + sqrt(1 - self.lingering**2) * chance.gauss(0, self.sem_mm)
        for place, low in enumerate(self.learning):
            tests[place] = tests[place]._replace(mm=tests[place].mm - low)
        if self.wild_mm:
            place = chance.randrange(1, len(tests))
            tests[place] = tests[place]._replace(mm=tests[place].mm + self.wild_mm)
        return tests


def told(tests: Sequence[ColdTest], last: int) -> tuple[DayVerdict, ...]:
    """Everything the program says of these tests up to a last day."""
    known = follow_without_far_off(without_practice(tests))
    return verdicts(tests, known, (START + timedelta(days=last)).date())


def ever_told(kind: Kind, by: int | None = None, runners: int = RUNNERS, seed: int = 1) -> float:
    """Share of the runners who are told a change on some verdict day, up to a day if one is given."""
    chance = Random(seed)  # noqa: S311  the same each time
    last = kind.last if by is None else by
    found = 0
    for _ in range(runners):
        found += any(one.verdict is not Verdict.CANNOT_TELL for one in told(kind.runner(chance), last))
    return found / runners


class Shown(NamedTuple):
    """How far the shown change is from the true one on average, in cm, and how often its margin holds the truth."""

    off_cm: float
    held: float


def shown(kind: Kind, runners: int = RUNNERS, seed: int = 1) -> Shown:
    """Compare the change shown at the end with the true one."""
    chance = Random(seed)  # noqa: S311
    off, held = [], 0
    for _ in range(runners):
        tests = without_practice(kind.runner(chance))
        found: Change = follow(tests)[-1].change
        true_mm = kind.gained(tests[-1].day) - kind.gained(tests[0].day)
        off.append(found.mm - true_mm)
        held += abs(found.mm - true_mm) <= found.margin_mm
    return Shown(fmean(off) / 10, held / runners)


def gain(mm: float, weeks: int = 12) -> Course:
    """A steady gain over these weeks, then none."""
    return lambda day: mm * min(1.0, day / (7 * weeks))


NO_CHANGE: dict[str, tuple[Kind, float]] = {
    "independent errors": (Kind(), 0.06),
    "errors linger, 0.2": (Kind(lingering=0.2), 0.12),
    "errors linger, 0.4": (Kind(lingering=0.4), 0.20),
    "error of one test 1.0 cm": (Kind(sem_mm=10), 0.09),
    "on any days, a fortnight away": (Kind(days=patchily), 0.07),
    "one wild test of +4 cm": (Kind(wild_mm=40), 0.07),
    "learning over three tests": (Kind(learning=(8, 4, 2)), 0.09),
    "two years": (Kind(last=4 * HALF_A_YEAR), 0.16),
}
"""Runners whose ankles do not change, and the greatest share of them that may ever be told a change."""

CHANGE: dict[str, tuple[Kind, int, float]] = {
    "1.5 cm in 12 weeks, by week 12": (Kind(gain(15)), 12 * 7, 0.57),
    "1.5 cm in 12 weeks, by week 26": (Kind(gain(15)), HALF_A_YEAR, 0.97),
    "1.0 cm in 12 weeks, by week 26": (Kind(gain(10)), HALF_A_YEAR, 0.73),
    "1.5 cm, errors linger 0.4, week 26": (Kind(gain(15), lingering=0.4), HALF_A_YEAR, 0.90),
}
"""Runners whose ankles do change, by when they should know, and the least share that should."""

SHAPES: dict[str, tuple[Course, int]] = {
    "none": (gain(0), HALF_A_YEAR),
    "a line": (gain(15, 26), HALF_A_YEAR),
    "early: in the first 8 weeks": (gain(15, 8), HALF_A_YEAR),
    "early, ever slower": (lambda day: 15 * (1 - exp(-day / 28)), HALF_A_YEAR),
    "late: in the last 8 weeks": (lambda day: 15 * max(0.0, (day - HALF_A_YEAR + 56) / 56), HALF_A_YEAR),
    "a step half-way": (lambda day: 15.0 if day >= HALF_A_YEAR / 2 else 0.0, HALF_A_YEAR),
    "12 weeks, then two years of plateau": (gain(15), 12 * 7 + 104 * 7),
    "rise and fall": (lambda day: 15 * min(day, HALF_A_YEAR - day) / (HALF_A_YEAR / 2), HALF_A_YEAR),
}
"""Ways to gain 1.5 cm, and how many days each is watched."""

MOST_OFF_CM, HELD_PART = 0.25, (0.90, 0.97)


def main() -> None:
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    print(f"{RUNNERS} runners a row, seed {seed}, two tests a week; a verdict every {DAYS_BETWEEN} days\n")
    print(f"{'no true change, ever told one':<40} {'share':>7} {'at most':>8}")
    for name, (kind, most) in NO_CHANGE.items():
        print(f"{name:<40} {ever_told(kind, seed=seed):7.3f} {most:8.2f}")
    print(f"\n{'a true change, told':<40} {'share':>7} {'at least':>8}")
    for name, (kind, by, least) in CHANGE.items():
        print(f"{name:<40} {ever_told(kind, by, seed=seed):7.3f} {least:8.2f}")
    low, high = HELD_PART
    print(f"\nthe change shown, minus the true one in cm (at most {MOST_OFF_CM}),")
    print(f"and how often its 95 % margin holds the truth ({low} to {high}):")
    print(f"{'1.5 cm, tests a week:':<40} {'1':>14} {'2':>14} {'4':>14}")
    for name, (course, last) in SHAPES.items():
        found = [shown(Kind(course, regularly(a_week), last), seed=seed) for a_week in (1, 2, 4)]
        print(f"{name:<40}", *(f"{one.off_cm:+8.2f} {one.held:5.3f}" for one in found))


if __name__ == "__main__":
    main()
