"""The page, the report, `progress` in words and as JSON give the same numbers, and they add up as shown."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from mobility_gui.ankle.summary import AnkleSummary
from mobility_gui.ankle.unit import MM_PER_INCH, Unit
from mobility_gui.ankle.units import format_change, format_value
from mobility_gui.command_line.listing import progress_lines
from mobility_gui.exchange.progress_document import progress_document
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import ANKLES, History, Statistics, statistics
from mobility_gui.training.record import Ending, SessionLine
from mobility_gui.ui.kit.days import day_month_words, day_words
from mobility_gui.ui.paper.report_words import NOTHING, Cell, cells
from mobility_gui.ui.progress.verdict_words import VERDICTS, clear_change_words, level_words, summary_words

FIRST = datetime(2026, 1, 5, 7, 0, tzinfo=UTC)

TestedDay = tuple[float, float | None, float | None]
"""Days since the test before, and the distances of left and right in mm, None where not measured."""

_DISTANCES = st.none() | st.floats(60, 150) | st.floats(0, 300)
_A_MINUTE = 1 / (24 * 60)
_DAYS = st.tuples(st.floats(_A_MINUTE, 12), _DISTANCES, _DISTANCES)
TESTS = st.lists(_DAYS, min_size=1, max_size=6) | st.lists(_DAYS, min_size=10, max_size=40)
DAYS_LATER = st.integers(0, 60)
"""How long after the last test it is today."""

LEVEL = re.compile(r"(\S+) cm now \(±\S+\), (\S+) at the start, (\S+) \(±\S+\) since; (\d+) tests?")
AVERAGE = re.compile(r"(\S+) cm \(±\S+\), the average of (\d+) tests?")


class Shown(NamedTuple):
    """Start, now and change in units of the text, start and change None where there is only an average."""

    start: Decimal | None
    now: Decimal
    change: Decimal | None


def history_of(tests: Sequence[TestedDay], days_later: int) -> History:
    at, lines = FIRST, []
    for number, (days, *distances_mm) in enumerate(tests, 1):
        at += timedelta(days=days)
        cold_mm = {side: mm for side, mm in zip(ANKLES, distances_mm, strict=True) if mm is not None}
        lines.append(SessionLine(number, "x", "X", at, Ending.COMPLETE, 60_000, cold_mm=cold_mm))
    return History((at + timedelta(days=days_later)).date(), tuple(reversed(lines)))


@settings(max_examples=100)
@given(TESTS, DAYS_LATER)
def test_all_numbers_agree_and_add_up(tests: list[TestedDay], days_later: int) -> None:
    """Whatever was measured, in cm and inches; tests/prove tries 1,000 histories."""
    agree(tests, days_later)


def agree(tests: Sequence[TestedDay], days_later: int) -> None:
    found = statistics(history_of(tests, days_later))
    document = progress_document(found)
    said = list(progress_lines(found))
    for side in ANKLES:
        ankle, given_mm = found.ankles[side], document["ankles"][side]
        if ankle is None:
            assert given_mm is None
            continue
        _as_json(ankle, given_mm)
        for unit in Unit:
            _in_the_report(ankle, given_mm, unit)
            _on_the_page(ankle, unit)
        _in_words(ankle, said, side)
    _difference_as_json(found, document)


def _as_json(ankle: AnkleSummary, given_mm: dict[str, Any]) -> None:
    shown = _of_json(given_mm)
    _adds_up(shown)
    assert float(shown.now) == round(ankle.now.mm, 2)
    assert (shown.change is None) is (ankle.change is None)
    if ankle.change is not None:
        assert given_mm["change"]["mm"] == round(ankle.change.mm, 2)
    left_out = given_mm["left_out"]
    aside = len(left_out["far_off"]) + (left_out["practice"] is not None)
    assert given_mm["cold_tests"] == given_mm["now"]["tests"] + aside
    assert given_mm["verdict"] == (given_mm["verdicts"][-1] if ankle.verdicts else None)


def _in_the_report(ankle: AnkleSummary, given_mm: dict[str, Any], unit: Unit) -> None:
    start, now, change, verdict = cells(ankle, unit)[1:5]
    shown = _of_cells(start, now, change)
    _adds_up(shown)
    assert now.figure == format_value(ankle.now.mm, unit)
    if ankle.change is None:
        assert (start.figure, change.figure) == (NOTHING, NOTHING)
        assert now.rests_on.startswith(f"average of {ankle.counted} test")
    else:
        assert change.figure == format_change(ankle.change.mm, unit)
    half = Decimal(str(MM_PER_INCH if unit is Unit.INCH else 10)) / 20
    of_json = _of_json(given_mm)
    for text, mm, roundings in zip(shown, of_json, (2, 1, 1), strict=True):  # a start is the difference of two
        if text is not None and mm is not None:
            assert abs(text * 20 * half - mm) <= roundings * (half + Decimal("0.005"))
    if ankle.verdict is not None:
        assert verdict.figure == VERDICTS[ankle.verdict.verdict]
        assert verdict.rests_on.startswith(f"{day_month_words(ankle.verdict.day)}, next ")
        assert given_mm["verdict"]["verdict"] == ankle.verdict.verdict
        assert given_mm["verdict"]["day"] == ankle.verdict.day.isoformat()


def _on_the_page(ankle: AnkleSummary, unit: Unit) -> None:
    start, now, change = (cell.figure for cell in cells(ankle, unit)[1:4])
    told, clause = clear_change_words(ankle, unit), summary_words(ankle, unit)[0]
    assert level_words(ankle, unit)[0] == f"{now} {unit.short}"
    if told:
        assert told == f"{change} {unit.short}"
        assert clause.startswith((f"Up from {start},", f"Down from {start},"))
    elif ankle.change is not None:
        assert clause.startswith(f"{change} ±")


def _in_words(ankle: AnkleSummary, said: list[str], side: Side) -> None:
    (place,) = [place for place, line in enumerate(said) if line.startswith(f"{side}: ")]
    level, judged = said[place].partition(": ")[2], said[place + 1]
    words = (LEVEL if ankle.change else AVERAGE).fullmatch(level)
    assert words is not None
    in_report = _of_cells(*cells(ankle, Unit.CM)[1:4])
    if ankle.change is None:
        now, tests = words.groups()
        assert Shown(None, _number(now), None) == in_report
    else:
        now, start, change, tests = words.groups()
        assert Shown(_number(start), _number(now), _number(change)) == in_report
    assert int(tests) == ankle.counted
    if ankle.verdict is not None:
        assert judged.startswith(f"  {VERDICTS[ankle.verdict.verdict].lower()} on {day_words(ankle.verdict.day)} (")


def _difference_as_json(found: Statistics, document: dict[str, Any]) -> None:
    left, right = (found.ankles[side] for side in ANKLES)
    if found.difference is None:
        assert document["difference"] is None
        return
    assert left is not None
    assert right is not None
    assert document["difference"]["left_minus_right_mm"] == round(left.now.mm - right.now.mm, 2)


def _adds_up(shown: Shown) -> None:
    if shown.start is not None and shown.change is not None:
        assert shown.start + shown.change == shown.now


def _of_json(given_mm: dict[str, Any]) -> Shown:
    change = given_mm["change"]
    if change is None:
        assert (given_mm["start_mm"], given_mm["now"]["estimate"]) == (None, "average")
        return Shown(None, Decimal(str(given_mm["now"]["mm"])), None)
    start, now, change = (Decimal(str(mm)) for mm in (given_mm["start_mm"], given_mm["now"]["mm"], change["mm"]))
    return Shown(start, now, change)


def _of_cells(start: Cell, now: Cell, change: Cell) -> Shown:
    ends = [None if cell.figure == NOTHING else _number(cell.figure) for cell in (start, change)]
    return Shown(ends[0], _number(now.figure), ends[1])


def _number(text: str) -> Decimal:
    return Decimal(text.replace("−", "-"))
