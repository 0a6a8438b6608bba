"""Prints how often a verdict is right on invented runners whose truth is known (`make simulate`).

Each runner tests twice a week; every test is the truth plus the error of one test, the very first half a centimetre
too low, as people learn the test. What is said at the end of the weeks is counted, beside what other ways to decide
would have said of the same tests.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from mobility_gui.ankle.change import Verdict, change, counted  # noqa: E402  the folder above has to be known first
from mobility_gui.ankle.error import smallest_change_mm  # noqa: E402
from mobility_gui.ankle.reading import ColdTest  # noqa: E402
from mobility_gui.ankle.trend import theil_sen  # noqa: E402

RUNNERS = 2000
TESTS_A_WEEK = 2
LEARNING_MM = 5.0
WILD_MM = 40.0
LEVEL_MM = 100.0
START = datetime(2026, 1, 5, 7, 0, tzinfo=UTC)

Decide = Callable[[Sequence[ColdTest]], Verdict]


@dataclass(frozen=True, slots=True)
class Truth:
    """Runners of one kind: the error of their tests, and what their ankle really gains over the weeks, in mm."""

    sem_mm: float
    gain_mm: float
    weeks: int

    def runner(self, chance: Random) -> list[ColdTest]:
        """Invent one runner's tests, evenly spaced from the first day on."""
        count = self.weeks * TESTS_A_WEEK
        tests = []
        for number in range(count):
            at = START + timedelta(weeks=number / TESTS_A_WEEK)
            mm = LEVEL_MM + self.gain_mm * number / count + chance.gauss(0, self.sem_mm)
            tests.append(ColdTest(at, at.timestamp() / 86_400, mm - (0 if number else LEARNING_MM)))
        return tests


@dataclass(frozen=True, slots=True)
class Said:
    """Shares of the runners, 0 to 1."""

    improved: float
    worse: float

    @property
    def either(self) -> float:
        return self.improved + self.worse


def our_verdict(tests: Sequence[ColdTest]) -> Verdict:
    """What the program says."""
    found = change(tests)
    return Verdict.CANNOT_TELL if found is None else found.verdict


def means_verdict(tests: Sequence[ColdTest]) -> Verdict:
    """The last three tests against the first three."""
    values = [test.mm for test in counted(tests)]
    rise = (sum(values[-3:]) - sum(values[:3])) / 3
    least = smallest_change_mm(3, 3)
    return Verdict.CANNOT_TELL if abs(rise) <= least else Verdict.IMPROVED if rise > 0 else Verdict.WORSE


def theil_sen_verdict(tests: Sequence[ColdTest]) -> Verdict:
    """Whether the interval of the Theil-Sen slope leaves out zero."""
    _, low, high = theil_sen([(test.day, test.mm) for test in counted(tests)])
    return Verdict.IMPROVED if low > 0 else Verdict.WORSE if high < 0 else Verdict.CANNOT_TELL


def best_minus_first(tests: Sequence[ColdTest]) -> float:
    """What a naive program praises, in mm, from a first test that is as good as the others."""
    first = tests[0].mm + LEARNING_MM
    return max(first, *(test.mm for test in tests[1:])) - first


def ask(truth: Truth, decide: Decide, runners: int = RUNNERS, seed: int = 1) -> Said:
    """Return how often each verdict is given to simulated runners at the end of their weeks."""
    chance = Random(seed)  # noqa: S311  the same each time
    said = [decide(truth.runner(chance)) for _ in range(runners)]
    return Said(said.count(Verdict.IMPROVED) / runners, said.count(Verdict.WORSE) / runners)


def turned_by_a_wild_test(truth: Truth, runners: int = RUNNERS, seed: int = 1) -> int:
    """Count the runners without a verdict who get one from one test more, anywhere in their series: 4 cm too high."""
    chance = Random(seed)  # noqa: S311
    turned = 0
    for _ in range(runners):
        tests = truth.runner(chance)
        place = chance.randrange(1, len(tests))
        lost = tests[place]
        wild = ColdTest(lost.at, lost.day, LEVEL_MM + WILD_MM)
        without = our_verdict([*tests[:place], *tests[place + 1 :]])
        with_wild = our_verdict([*tests[:place], wild, *tests[place + 1 :]])
        turned += without is Verdict.CANNOT_TELL and with_wild is not Verdict.CANNOT_TELL
    return turned


def ever_said(truth: Truth, runners: int = RUNNERS, seed: int = 1) -> float:
    """Share of the runners who read *improved* or *worse* at least once, when they look after every single test."""
    chance = Random(seed)  # noqa: S311
    found = 0
    for _ in range(runners):
        tests = truth.runner(chance)
        found += any(our_verdict(tests[:count]) is not Verdict.CANNOT_TELL for count in range(5, len(tests) + 1))
    return found / runners


def main() -> None:
    ways = (("ours", our_verdict), ("means of three", means_verdict), ("Theil-Sen", theil_sen_verdict))
    print(f"{RUNNERS} runners of each kind, {TESTS_A_WEEK} tests a week, first test {LEARNING_MM / 10:g} cm low; in %")
    print(f"{'SEM, gain, weeks':<24} {'way to decide':<16} {'improved':>9} {'worse':>7} {'either':>7}")
    for truth in (
        *(Truth(sem, 0, weeks) for weeks in (3, 8) for sem in (5.0, 6.9, 10.0)),
        *(Truth(6.9, gain, weeks) for gain, weeks in ((15, 8), (15, 12), (-15, 8))),
    ):
        for name, way in ways:
            said = ask(truth, way)
            kind = f"{truth.sem_mm / 10:.2f} cm, {truth.gain_mm / 10:+.1f} cm, {truth.weeks}"
            print(f"{kind:<24} {name:<16} {said.improved:9.1%} {said.worse:7.1%} {said.either:7.1%}")
    flat = Truth(6.9, 0, 8)
    print(f"turned by one wild test of +4 cm: {turned_by_a_wild_test(flat)} of {RUNNERS}")
    for weeks in (8, 26):
        share = ever_said(Truth(6.9, 0, weeks))
        print(f"no change, read after every test for {weeks} weeks, ever told one: {share:.1%}")
    chance = Random(1)  # noqa: S311
    praised = [best_minus_first(Truth(6.9, 0, 10).runner(chance)) for _ in range(RUNNERS)]
    print(f"best minus first of 20 tests, no true change: +{sum(praised) / RUNNERS / 10:.1f} cm in the mean")


if __name__ == "__main__":
    main()
