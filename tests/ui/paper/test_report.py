import re
import stat
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
import pypdfium2 as pdfium
import pytest
from pypdfium2 import raw

from mobility_gui.ankle.unit import Unit
from mobility_gui.ankle.units import format_value
from mobility_gui.ankle.verdict import Verdict
from mobility_gui.exchange.whole_record import ExchangeError
from mobility_gui.training.exercise import Muscle, Side
from mobility_gui.training.history import ANKLES, Goals, History, statistics
from mobility_gui.ui.paper.report import BOTTOM_MM, SIDE_MM, TOP_MM, write_report
from mobility_gui.ui.paper.report_words import NOT_COMPARED, Cell, ankle_words, cells, compared_words, fine_value, notes
from mobility_gui.ui.paper.sheet import Paper
from mobility_gui.ui.progress.chart_sheet import DEMO
from mobility_gui.ui.progress.verdict_words import (
    NOT_COLD,
    NOT_MEASURED,
    TOO_EARLY,
    VERDICTS,
)
from tests.ui.progress.history_makers import TODAY, a_history, a_session, weekly_history

pytestmark = pytest.mark.usefixtures("qapp")

DOTS_PER_INCH = 150
MM_PER_POINT = 25.4 / 72
LEAST_CAPITAL_MM = 7.5 * MM_PER_POINT * 0.7273
"""How high a capital of Inter is at 7.5 points."""


def many_tests(tests: int, days_apart: float) -> History:
    """The left ankle gains 1.5 cm in all, and every third session was measured after it too."""
    chance = Random(1)  # noqa: S311  nothing secret: the same each time
    lines = []
    for number in range(tests):
        left, right = 95 + 15 * number / tests + chance.gauss(0, 6), 112 + chance.gauss(0, 6)
        after = (left + 6, right + 5) if number % 3 == 0 else (None, None)
        lines.append(a_session(number + 1, (tests - 1 - number) * days_apart, left, right, *after))
    return a_history(*lines)


IMPROVED = weekly_history([88, 94, 98, 104, 107, 112, 114, 119, 121], [110, 111, 109, 112, 108, 110, 111, 108, 110])
WORSE = weekly_history([120, 118, 112, 110, 104, 100, 97, 95, 90])
AFTER_ONLY = a_history(*(a_session(number, 7 * number, None, None, 98, 111) for number in range(1, 5)))
FAR_OFF = weekly_history([90, 96, 99, 104, 170, 107, 111, 113, 115], [110, 111, 109, 112, 45, 110, 111, 108, 110])
TRAINED = replace(
    many_tests(30, 4),
    held_ms={muscle: {Side.LEFT: 600_000 - 60_000 * place, Side.RIGHT: 61_000} for place, muscle in enumerate(Muscle)},
)
STATES = {
    "empty": History(TODAY),
    "one test": a_history(a_session(1, 3, 98, 110)),
    "two tests": a_history(a_session(1, 9, 98, 110), a_session(2, 3, 101, 112, 107, 117)),
    "five tests": weekly_history([90, 96, 99, 104, 108], [110, 111, 109, 112, 108]),
    "enough tests, no verdict yet": a_history(*(a_session(n, 4 * n - 4, 98 + n % 3, 111) for n in range(1, 7))),
    "30 tests in 13 days": many_tests(30, 0.45),
    "improved": IMPROVED,
    "one side, worse": WORSE,
    "after sessions only": AFTER_ONLY,
    "typed in only": a_history(*(a_session(-number, 7 * number, 98 + number, 111) for number in range(1, 8))),
    "far off": FAR_OFF,
    "many far off": weekly_history(
        [100 if n % 4 else 140 for n in range(40)], [110 if n % 3 else 70 for n in range(40)]
    ),
    "trained much": TRAINED,
    "no session this week": replace(many_tests(30, 4), held_ms={}),
    "own goals": replace(many_tests(30, 4), goals=Goals(110, 20, 7)),
    "long names": replace(
        IMPROVED, lines=tuple(replace(line, name="Very long name " * 20, note="n" * 5000) for line in IMPROVED.lines)
    ),
    "500 tests": many_tests(500, 2),
    "20 years": many_tests(20 * 365, 1),
}


@dataclass(frozen=True)
class Page:
    """A report as it can be looked at; `boxes` are left, bottom, right and top of every letter, in points."""

    pages: int
    size_mm: tuple[float, float]
    said: str
    letters: Sequence[str]
    boxes: Sequence[tuple[float, float, float, float]]
    kinds: frozenset[int]
    white: Callable[[float, float, float, float], bool]

    def says(self, words: str) -> bool:
        return "".join(words.split()) in self.said


def page_of(path: Path) -> Page:
    with pdfium.PdfDocument(path) as document:
        page = document[0]
        text = page.get_textpage()
        said = text.get_text_range().replace("ʼ", "’")  # Inter draws both alike, and Qt names the letter
        letters = [place for place in range(text.count_chars()) if not said[place].isspace()]
        dots = page.render(scale=DOTS_PER_INCH / 72, grayscale=True).to_numpy()
        dark = dots.reshape(dots.shape[:2]) < 250

        def white(left: float, top: float, right: float, bottom: float) -> bool:
            """Whether nothing is there, all in mm from the paper's upper left corner."""
            ends = [round(end / 25.4 * DOTS_PER_INCH) for end in (left, top, right, bottom)]
            return not dark[ends[1] : ends[3], ends[0] : ends[2]].any()

        width, height = page.get_size()
        return Page(
            len(document),
            (width * MM_PER_POINT, height * MM_PER_POINT),
            "".join(said.split()),
            [said[place] for place in letters],
            [text.get_charbox(place) for place in letters],
            frozenset(thing.type for thing in page.get_objects()),
            white,
        )


def report_of(history: History, folder: Path, paper: Paper = Paper.A4, unit: Unit = Unit.CM) -> Page:
    path = folder / "report.pdf"
    write_report(path, paper, history, statistics(history), unit)
    return page_of(path)


IN_CM = ("empty", "improved", "far off", "trained much", "20 years")
"""What is looked at on A4 too; Letter has less room."""


@pytest.fixture(
    scope="module",
    params=[*((state, Paper.LETTER, Unit.INCH) for state in STATES), *((state, Paper.A4, Unit.CM) for state in IN_CM)],
    ids=lambda found: f"{found[0]}, {found[1]}",
)
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Page:
    state, paper, unit = request.param
    return report_of(STATES[state], tmp_path_factory.mktemp("report"), paper, unit)


def test_it_is_one_upright_page_of_either_paper(page: Page) -> None:
    assert page.pages == 1
    sizes = [(paper.upright_mm.width(), paper.upright_mm.height()) for paper in Paper]
    assert any(page.size_mm == pytest.approx(size, abs=0.2) for size in sizes)


def test_nothing_is_painted_outside_the_margins(page: Page) -> None:
    width, height = page.size_mm
    edge = 0.4  # Qt rounds the paper to a point, and here a dot is 0.2 mm
    assert page.white(0, 0, SIDE_MM - edge, height)
    assert page.white(width - SIDE_MM + edge, 0, width, height)
    assert page.white(0, 0, width, TOP_MM)
    assert page.white(0, height - BOTTOM_MM + 1, width, height)  # what hangs below the last line


def test_no_letter_lies_on_another(page: Page) -> None:
    left, bottom, right, top = np.array(page.boxes).T
    wide = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    high = np.minimum(top[:, None], top) - np.maximum(bottom[:, None], bottom)
    overlap = np.minimum(wide, high) * MM_PER_POINT
    np.fill_diagonal(overlap, 0)
    assert overlap.max() < 0.25  # a T and an o beside it


def test_all_words_are_large_enough_to_be_read(page: Page) -> None:
    capitals = [
        (top - bottom) * MM_PER_POINT
        for letter, (_, bottom, _, top) in zip(page.letters, page.boxes, strict=True)
        if letter in "ABDEHLMNPRT"
    ]
    assert len(capitals) > 30
    assert min(capitals) > LEAST_CAPITAL_MM - 0.02


def test_shapes_are_shapes_and_letters_are_letters(page: Page) -> None:
    assert raw.FPDF_PAGEOBJ_IMAGE not in page.kinds


def test_it_always_says_what_it_is_how_it_was_measured_and_what_it_is_not(page: Page) -> None:
    for words in (
        "Ankle mobility: knee-to-wall test",
        "Self-measured at home.",
        "Report from 22 November 2026.",
        "Name",
        "Date of birth",
        "Barefoot, tape at right angles to the wall",
        "is a target, not a norm",
        "doi 10.1016/j.math.2015.01.004",
        "Konor et al. 2012",
        "Hoch & McKeon 2011",
        "Chisholm et al. 2012",
        "Harvey 1989",
        "Wahba 1978",
        "Nakamura 2021",
        "Mizuno et al. 2013",
        "This is a home record, not a diagnosis.",
    ):
        assert page.says(words), words


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize(
    "state",
    [
        "one test",
        "five tests",
        "enough tests, no verdict yet",
        "30 tests in 13 days",
        "improved",
        "one side, worse",
        "far off",
        "500 tests",
    ],
)
def test_every_figure_and_verdict_of_an_ankle_can_be_found(tmp_path: Path, state: str, unit: Unit) -> None:
    found = statistics(STATES[state])
    page = report_of(STATES[state], tmp_path, unit=unit)
    for side in ANKLES:
        ankle = found.ankles[side]
        for cell in cells(ankle, unit) if ankle else ():
            assert page.says(cell.figure)
            assert page.says(cell.rests_on)
        assert page.says(ankle_words(STATES[state], side, ankle, unit))
    assert page.says(compared_words(found.difference, unit))


@pytest.mark.parametrize(
    ("state", "verdict"),
    [("improved", Verdict.IMPROVED), ("one side, worse", Verdict.WORSE), ("five tests", Verdict.CANNOT_TELL)],
)
def test_the_verdict_is_said_in_the_words_of_the_progress_page(tmp_path: Path, state: str, verdict: Verdict) -> None:
    ankle = statistics(STATES[state]).ankles[Side.LEFT]
    assert ankle is not None
    assert ankle.verdict is not None
    assert ankle.verdict.verdict is verdict
    assert report_of(STATES[state], tmp_path).says(f"{VERDICTS[verdict]}")


def test_a_verdict_stands_with_its_day_the_next_day_and_what_it_rests_on(tmp_path: Path) -> None:
    page = report_of(STATES["improved"], tmp_path)
    assert page.says("Improved")
    assert page.says("22 Nov, next 20 Dec")
    assert page.says("Verdict of 22 November 2026: +2.7 cm over 8 tests, more than 2.0 cm needed.")


@pytest.mark.parametrize(
    ("state", "when"), [("two tests", "11 Dec at the earliest"), ("enough tests, no verdict yet", "first on 30 Nov")]
)
def test_before_the_first_verdict_its_day_is_said(tmp_path: Path, state: str, when: str) -> None:
    page = report_of(STATES[state], tmp_path)
    assert page.says(TOO_EARLY)
    assert page.says(when)


def left_cells(state: str) -> tuple[Cell, ...]:
    ankle = statistics(STATES[state]).ankles[Side.LEFT]
    assert ankle is not None
    return cells(ankle, Unit.CM)


def test_start_and_change_make_now() -> None:
    assert left_cells("improved")[1:4] == (Cell("9.5"), Cell("12.2", "±0.7"), Cell("+2.7", "±1.1"))


def test_an_average_of_few_tests_or_days_is_called_one_and_has_no_start() -> None:
    assert left_cells("one test")[1:4] == (Cell("–"), Cell("9.8", "average of 1 test, ±1.4"), Cell("–"))
    assert left_cells("30 tests in 13 days")[2] == Cell("10.4", "average of 29 tests, ±0.3")


def test_tests_far_off_are_named_by_their_last_days(tmp_path: Path) -> None:
    assert report_of(FAR_OFF, tmp_path).says("Left out, as far off the others: 25 October 2026.")
    assert report_of(STATES["many far off"], tmp_path).says(
        "far off the others: 6 September 2026, 4 October 2026, 1 November 2026 and 6 earlier."
    )


def test_left_against_right_has_its_margin_once_each_level_rests_on_three_tests(tmp_path: Path) -> None:
    assert report_of(TRAINED, tmp_path).says(
        "Left and right differ by 0.2 cm, which is normal. Left minus right: +0.2 cm"
    )
    assert not report_of(STATES["two tests"], tmp_path).says("Left minus right")


def test_a_report_of_demo_data_says_so_on_its_chart_too_and_claims_no_measuring(tmp_path: Path) -> None:
    page = report_of(replace(STATES["improved"], demo=True), tmp_path)
    assert page.says("Demo data, not a real person.")
    assert page.says(f"in cm {DEMO}")
    assert not page.says("Self-measured")
    assert not report_of(STATES["improved"], tmp_path).says(DEMO)


def test_what_has_not_been_measured_is_said(tmp_path: Path) -> None:
    assert report_of(STATES["empty"], tmp_path).says("No tests yet")
    assert report_of(WORSE, tmp_path).says(f"Right {NOT_MEASURED}")
    assert report_of(AFTER_ONLY, tmp_path).says(f"Left {NOT_COLD}")
    assert report_of(WORSE, tmp_path).says(NOT_COMPARED)


def test_the_period_is_that_of_the_tests_not_that_of_the_sessions(tmp_path: Path) -> None:
    history = a_history(a_session(1, 90), a_session(2, 31, 98), a_session(3, 3, None, 110), a_session(4, 0))
    assert report_of(history, tmp_path).says("22 October 2026 to 19 November 2026")


def test_the_last_tests_are_there_newest_first_and_counted(tmp_path: Path) -> None:
    page = report_of(TRAINED, tmp_path)
    counted = re.search(r"Lasttests(\d+)of30,incm", page.said)
    assert counted is not None
    shown = int(counted[1])
    assert shown >= 8
    rows = [
        "".join(
            [
                f"{line.started.day}{line.started:%b%Y}",
                *(f"{format_value(line.cold_mm[side], Unit.CM)}" for side in ANKLES),
            ]
        )
        for line in TRAINED.lines
    ]
    places = [page.said.find(row) for row in rows[:shown]]
    assert places[0] > -1
    assert places == sorted(places)
    assert rows[shown] not in page.said


def test_a_value_that_is_missing_is_a_dash(tmp_path: Path) -> None:
    assert report_of(a_history(a_session(1, 3, 98, None, None, 117)), tmp_path).says("19 Nov 2026 9.8 – – 11.7")


def test_minutes_stand_against_the_dose_with_sessions_and_weeks(tmp_path: Path) -> None:
    page = report_of(TRAINED, tmp_path)
    assert page.says("Held this week of 10 min a side")
    assert page.says("top 5 of 12 muscles")
    assert page.says("Sole of the foot 10.0 1.0")
    assert page.says("30 sessions in total; 0 of 4 weeks with 3+ sessions.")


def test_a_week_without_holds_is_said(tmp_path: Path) -> None:
    assert report_of(STATES["no session this week"], tmp_path).says("nothing yet")
    assert report_of(STATES["typed in only"], tmp_path).says("No sessions yet.")


def test_what_a_runner_wrote_and_how_routines_are_called_stays_at_home(tmp_path: Path) -> None:
    page = report_of(STATES["long names"], tmp_path)
    assert not page.says("Very long name")
    assert not page.says("nnnnn")


def test_a_target_of_the_runners_own_takes_the_place_of_the_5_inch_mark(tmp_path: Path) -> None:
    page = report_of(STATES["own goals"], tmp_path)
    assert page.says("The 11.0 cm mark is a target, not a norm")
    assert not page.says("5-inch mark")
    assert page.says("Held this week of 20 min a side")


def test_what_is_rounded_to_nothing_has_no_sign() -> None:
    assert fine_value(-0.04, Unit.CM) == "0.00"
    assert fine_value(-0.6, Unit.CM) == "−0.06"
    assert fine_value(2.54, Unit.INCH) == "0.10"


def test_no_note_is_broken_between_a_number_and_its_unit() -> None:
    said = " ".join(words for _, words in notes(statistics(IMPROVED), Unit.CM))
    assert "1.9\N{NO-BREAK SPACE}cm" in said
    assert not re.search(r"\d (%|cm)", said)


def test_a_report_that_cannot_be_written_gives_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.mkdir()
    with pytest.raises(ExchangeError, match=r"report\.pdf cannot be written: "):
        write_report(path, Paper.A4, IMPROVED, statistics(IMPROVED), Unit.CM)
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(ExchangeError, match=r"report\.pdf cannot be written: "):
        write_report(tmp_path / "gone" / "report.pdf", Paper.A4, IMPROVED, statistics(IMPROVED), Unit.CM)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    report_of(IMPROVED, tmp_path)
    assert stat.S_IMODE((tmp_path / "report.pdf").stat().st_mode) == 0o600
