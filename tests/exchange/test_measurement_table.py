import csv
from dataclasses import replace
from pathlib import Path

import pytest

from mobility_gui.exchange.history import ExchangeError, History
from mobility_gui.exchange.measurement_table import safe, write_measurement_table
from tests.exchange.history_samples import HISTORY, NOTHING, TYPED


def rows(path: Path, history: History) -> list[list[str]]:
    write_measurement_table(path, history)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_every_measurement_is_a_row_in_the_order_of_time(tmp_path: Path) -> None:
    head, *found = rows(tmp_path / "measurements.csv", HISTORY)
    assert head[:7] == ["date", "time", "utc_offset_minutes", "side", "occasion", "value_mm", "routine"]
    assert head[7:] == [f"trial_{number}_{what}" for number in (1, 2, 3, 4) for what in ("mm", "fault")]
    assert found == [
        ["2026-05-01", "20:00:00", "0", "left", "other", "99.5", "", "99.5", ""],
        [
            *("2026-05-04", "06:30:00", "-210", "left", "cold", "102.1", "'=Mine, “quoted”"),
            *("101.3", "", "104.0", "heel_lifted", "102.0", "", "103.0", ""),
        ],
        [
            *("2026-05-04", "06:42:00", "-210", "right", "after", "", "'=Mine, “quoted”"),
            *("0", "pain", "300", "foot_turned"),
        ],
    ]


def test_there_are_always_columns_for_three_trials(tmp_path: Path) -> None:
    (head,) = rows(tmp_path / "measurements.csv", NOTHING)
    assert head[-1] == "trial_3_fault"


@pytest.mark.parametrize("text", ["=1+1", "+49", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_a_spreadsheet_would_run_is_made_text(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "After a run", "'quoted", "1=1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert safe(text) == text


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match=r"measurements\.csv cannot be written: No such file"):
        write_measurement_table(tmp_path / "nowhere" / "measurements.csv", HISTORY)


def test_a_moment_without_an_offset_is_our_own_mistake(tmp_path: Path) -> None:
    typed = replace(TYPED, at=TYPED.at.replace(tzinfo=None))
    with pytest.raises(TypeError):
        write_measurement_table(tmp_path / "measurements.csv", replace(HISTORY, measurements=(typed,)))
