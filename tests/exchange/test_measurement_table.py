import csv
import random
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mobility_gui.exchange.measurement_table import (
    COLUMNS,
    read_measurement_table,
    safe,
    unsafe,
    write_measurement_table,
)
from mobility_gui.exchange.whole_record import ExchangeError, SessionEntry, WholeRecord
from mobility_gui.training.record import Measurement
from tests.exchange.invented_records import histories
from tests.exchange.record_samples import AFTER, BARE, COLD, FULL, HISTORY, NOTHING, STARTED, TYPED

OLD_HEAD = ",".join([*COLUMNS, *(f"trial_{number}_{what}" for number in (1, 2, 3) for what in ("mm", "fault"))])
HEAD = f"{OLD_HEAD},rows_in_file"
SINGLE = "2026-05-01,20:00:00.000,0,left,other,99.5,,,,,,,99.5,,,,,"
SESSION = "mine,Mine,before_run,complete,2026-05-04T06:30:00.125-03:30,2026-05-04T06:42:00.125-03:30"
IN_SESSION = f"2026-05-04,06:30:00.125,-210,left,cold,101,{SESSION},101,,,,,"


def table(*lines: str) -> str:
    """Return a whole table with these rows, each given without its last cell."""
    count = "1 row" if len(lines) == 1 else f"{len(lines)} rows"
    return "".join(f"{line}\n" for line in [HEAD, *(f"{line},{count}" for line in lines)])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "measurements.csv"


def rows(path: Path, history: WholeRecord) -> list[list[str]]:
    write_measurement_table(path, history)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def bare(history: WholeRecord) -> WholeRecord:
    """Return the part of a history that a table can hold: sessions with measurements, without stretches."""
    sessions = [
        SessionEntry(replace(entry.record, id=0, held_ms=0, feeling=None, note=""), entry.phase, ())
        for entry in history.sessions
        if entry.record.measurements
    ]
    return WholeRecord(tuple(sessions), history.measurements)


def came_in(path: Path) -> WholeRecord:
    return bare(read_measurement_table(path))


def test_every_measurement_is_a_row_in_order_of_time(path: Path) -> None:
    head, *found = rows(path, HISTORY)
    trials = [f"trial_{number}_{what}" for number in (1, 2, 3, 4) for what in ("mm", "fault")]
    assert head == [*COLUMNS, *trials, "rows_in_file"]
    session = [
        *("mine", "'=Mine, “quoted”", "before_run", "complete"),
        *("2026-05-04T06:30:00.125-03:30", "2026-05-04T06:42:00.125-03:30"),
    ]
    assert found == [
        ["2026-05-01", "20:00:00.000", "0", "left", "other", "99.5", *[""] * 6, "99.5", *[""] * 7, "3 rows"],
        [
            *("2026-05-04", "06:30:00.125", "-210", "left", "cold", "102.1", *session),
            *("101.3", "", "104", "heel_lifted", "102", "", "103", "", "3 rows"),
        ],
        [
            *("2026-05-04", "06:42:00.125", "-210", "right", "after", "", *session),
            *("0", "pain", "300", "foot_turned", "", "", "", "", "3 rows"),
        ],
    ]


def test_there_are_always_columns_for_three_trials(path: Path) -> None:
    (head,) = rows(path, NOTHING)
    assert head[-3:] == ["trial_3_mm", "trial_3_fault", "rows_in_file"]


def test_every_row_below_the_header_is_a_measurement_so_that_a_column_has_values_of_one_kind(path: Path) -> None:
    """Such as dates: pandas' `read_csv(file, parse_dates=["date"])` failed on a last row of another kind."""
    head, *found = rows(path, HISTORY)
    assert {len(row) for row in found} == {len(head)}
    columns = dict(zip(head, zip(*found, strict=True), strict=True))
    assert [date.fromisoformat(day).year for day in columns["date"]] == [2026] * 3
    assert columns["rows_in_file"] == ("3 rows",) * 3


@pytest.mark.parametrize("text", ["=1+1", "+49", "-1", "@SUM(A1)", "\t=1", "\r=1", "'quoted", "'"])
def test_text_that_a_spreadsheet_would_run_is_escaped_and_comes_back(text: str) -> None:
    assert safe(text) == f"'{text}"
    assert unsafe(safe(text)) == text


@pytest.mark.parametrize("text", ["", "After a run", "1=1", "it's"])
def test_other_text_is_not_escaped(text: str) -> None:
    assert unsafe(safe(text)) == safe(text) == text


def test_an_exported_table_is_imported_unchanged(path: Path) -> None:
    write_measurement_table(path, HISTORY)
    assert came_in(path) == bare(HISTORY)


def test_a_table_without_measurements_may_be_the_start_of_a_longer_one_and_is_refused(path: Path) -> None:
    write_measurement_table(path, NOTHING)
    with pytest.raises(ExchangeError) as error:
        read_measurement_table(path)
    assert str(error.value) == (f"{path} has no measurements below its header. If some are missing, export it again.")


@given(history=histories())
@settings(max_examples=40)
def test_any_exported_table_is_imported_and_exported_again_unchanged(
    tmp_path_factory: pytest.TempPathFactory, history: WholeRecord
) -> None:
    path = tmp_path_factory.getbasetemp() / "invented.csv"
    assume(bare(history) != NOTHING)
    write_measurement_table(path, history)
    first = path.read_bytes()
    found = came_in(path)
    assert found == bare(history)
    write_measurement_table(path, found)
    assert path.read_bytes() == first


def test_moments_keep_their_local_time(path: Path) -> None:
    write_measurement_table(path, HISTORY)
    record = read_measurement_table(path).sessions[0].record
    assert record.started.isoformat() == record.measurements[0].at.isoformat() == "2026-05-04T06:30:00.125000-03:30"


def as_exported(path: Path) -> None:
    """Leave the file as it is."""


def as_the_first_versions_wrote_it(path: Path) -> None:
    """Count the rows in a last one instead of in a column."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *found = csv.reader(file)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head[:-1], *(row[:-1] for row in found), ["end", len(found)]])


@pytest.mark.parametrize("name", ["Mine", 'x"\r\nend,0\r\n', 'x"\r\n'], ids=["plain", "like an end", "like a line end"])
@pytest.mark.parametrize("save", [as_exported, as_the_first_versions_wrote_it])
def test_a_file_cut_at_any_byte_is_refused_unless_it_lacks_only_the_last_line_end(
    path: Path, save: Callable[[Path], None], name: str
) -> None:
    entry = SessionEntry(replace(FULL, routine_name=name), HISTORY.sessions[0].phase, ())
    write_measurement_table(path, WholeRecord((entry,), (TYPED,)))
    save(path)
    whole = path.read_bytes()
    found = read_measurement_table(path)
    assert found.sessions[0].record.routine_name == name
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        if length >= len(whole) - 2:
            assert read_measurement_table(path) == found
        else:
            with pytest.raises(ExchangeError, match=r"measurements\.csv( is|,| has)"):
                read_measurement_table(path)


@pytest.mark.parametrize("rows", [9, 10, 11, 20, 101])
def test_a_file_without_its_last_rows_is_refused_whatever_their_number(path: Path, rows: int) -> None:
    lines = [
        SINGLE.replace("05-01", f"05-{number // 24 + 1:02}").replace("20:", f"{number % 24:02}:")
        for number in range(rows)
    ]
    whole = table(*lines).splitlines(keepends=True)
    path.write_text("".join(whole))
    assert len(read_measurement_table(path).measurements) == rows
    for kept in range(rows + 1):
        for cut in range(1, len(" rows\n") + len(str(rows))):
            path.write_text("".join(whole[:kept]) + whole[kept][:-cut])
            if kept < rows or cut > 1:
                with pytest.raises(ExchangeError):
                    read_measurement_table(path)


def test_a_random_change_to_a_file_never_raises_an_unexpected_error(path: Path) -> None:
    write_measurement_table(path, HISTORY)
    clean = path.read_bytes()
    for seed in range(500):
        chance = random.Random(seed)  # noqa: S311 - damage, no secrets
        content = bytearray(clean)
        for _ in range(chance.choice([1, 3])):
            content[chance.randrange(len(content))] = chance.choice([chance.randrange(256), *b'0123456789",.-\r\n'])
        path.write_bytes(content)
        with suppress(ExchangeError):
            assert isinstance(read_measurement_table(path), WholeRecord)


def saved(path: Path, encoding: str = "utf-8", comma: str = ".", **form: Any) -> None:
    """Save the table as another program would; `comma` is what it writes into decimal numbers."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    lines = [[re.sub(r"^([\d:]+)\.(\d+)$", rf"\1{comma}\2", cell) for cell in line] for line in lines]
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, **form).writerows(lines)


def padded(path: Path) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[*line, *[""] * (30 - len(line))] for line in [*lines, []]])


@pytest.mark.parametrize(
    "save",
    [
        lambda path: saved(path, quoting=csv.QUOTE_ALL),
        padded,
        lambda path: path.write_bytes(path.read_bytes().replace(b",103,", b",103.0,")),
        lambda path: path.write_bytes(path.read_bytes().replace(b":00.000,0,", b":00,0,")),
        lambda path: saved(path, comma=","),
        lambda path: saved(path, encoding="utf-16", delimiter="\t"),
    ],
    ids=[
        "all quoted",
        "filled up",
        "another way to write a number",
        "no milliseconds",
        "quoted decimal commas",
        "UTF-16",
    ],
)
def test_a_file_that_a_spreadsheet_saved_without_loss_is_read(path: Path, save: Callable[[Path], None]) -> None:
    write_measurement_table(path, HISTORY)
    save(path)
    assert came_in(path) == bare(HISTORY)


@pytest.mark.parametrize("former", [as_exported, as_the_first_versions_wrote_it])
@pytest.mark.parametrize(("separator", "comma"), [(",", "."), (";", ","), (";", "."), ("\t", ","), ("\t", ".")])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("ended", [True, False])
def test_a_table_is_read_with_any_separator_decimal_sign_line_end_and_mark(
    path: Path, former: Callable[[Path], None], separator: str, comma: str, line_end: str, encoding: str, ended: bool
) -> None:
    write_measurement_table(path, HISTORY)
    former(path)
    saved(path, encoding, comma, delimiter=separator, lineterminator=line_end)
    if not ended:
        path.write_bytes(path.read_bytes().removesuffix(line_end.encode()))
    assert came_in(path) == bare(HISTORY)


@given(history=histories(), separator=st.sampled_from(",;\t"), line_end=st.sampled_from(["\r\n", "\n", "\r"]))
@settings(max_examples=40)
def test_any_table_is_read_after_another_program_saved_it_with_its_own_separator_and_line_ends(
    tmp_path_factory: pytest.TempPathFactory, history: WholeRecord, separator: str, line_end: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "saved.csv"
    assume(bare(history) != NOTHING)
    write_measurement_table(path, history)
    saved(path, delimiter=separator, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    assert came_in(path) == bare(history)


def test_columns_may_stand_in_any_order(path: Path) -> None:
    head, *found = rows(path, HISTORY)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head[1:] + head[:1], *(line[1:] + line[:1] for line in found)])
    assert came_in(path) == bare(HISTORY)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", " is empty. Export it again."),
        ("\r\n,,\r\n", " is empty. Export it again."),
        ("a,b\r\n", " is not a record or a table of measurements. Choose a file that this program exported."),
        (HEAD.replace(",phase", ""), ", line 1: the column phase is missing. Export the file again."),
        (HEAD + ",side", ", line 1: the column side appears twice. Remove one of them."),
        (HEAD + ",weather", ", line 1: there is an unknown column, 'weather'. Remove it."),
        (HEAD + ",trial_5_mm", ", line 1: the column trial_4_mm is missing. Export the file again."),
        (HEAD + ",,side2", ", line 1: there is an unknown column, ''. Remove it."),
        (
            table(SINGLE, SINGLE).removesuffix(f"{SINGLE},2 rows\n"),
            (
                ", line 2: rows_in_file is '2 rows', but the table has 1 row, so the file was cut off or changed. Copy"
                " or export it again; if its rows are right, write 1 row in that column of each row."
            ),
        ),
        (
            f"{HEAD}\n{SINGLE},2 rows\n{SINGLE},\n",
            ", line 3: rows_in_file is '', but the table has 2 rows, so the file was cut off or changed.",
        ),
        (
            f"{OLD_HEAD}\n{SINGLE}\n",
            (
                ", line 2: the last line should be the one with “end”, but is not, so part of the file is missing."
                " Copy or export it again."
            ),
        ),
        (OLD_HEAD, ", line 1: the last line should be the one with “end”, but is not, so part of the file is missing."),
        (
            f"{OLD_HEAD}\n{SINGLE}\nend,2\n",
            (
                ", line 3: this line’s count does not match the 1 row above it, so the file was cut off or changed."
                " Copy or export it again."
            ),
        ),
        (f'{HEAD}\n"x"y,\n', ", line 2: this is not valid CSV (',' expected after '\"'). Export the file again."),
        (
            f'{HEAD}\n{SINGLE},2 rows\n"2026-0',
            ", line 3: the file ends too early, so part of it is missing. Copy or export it again.",
        ),
        (
            table(SINGLE.replace("99.5", "99,5")),
            (
                ", line 2: there are 21 cells under 19 columns. If numbers have decimal commas, separate the cells with"
                " semicolons; otherwise remove the extra cells, or export the file again."
            ),
        ),
    ],
)
def test_a_wrong_file_is_one_sentence_that_says_what_to_do(path: Path, content: str, sentence: str) -> None:
    path.write_text(content, encoding="utf-8", newline="")
    with pytest.raises(ExchangeError) as error:
        read_measurement_table(path)
    assert str(error.value).startswith(f"{path}{sentence}")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("2026-05-01,", "5/1/2026,", "date is '5/1/2026', but must look like 2026-05-04. Correct it"),
        ("2026-05-01,", "2026-02-30,", "there is no 2026-02-30 20:00:00.000 at 0 minutes from UTC. Correct"),
        ("2026-05-01,", "0001-01-01,", "the year 1 cannot be right."),
        ("20:00:00.000", "00:00.0", "time is '00:00.0', but must look like 06:30:00.125."),
        (",0,left", ",1440,left", "there is no 2026-05-01 20:00:00.000 at 1440 minutes"),
        (",0,left", ",two,left", "utc_offset_minutes is 'two', but must look like 120."),
        (",0,left", ",,left", "utc_offset_minutes is '', but must look like 120."),
        ("left", "both", "side is 'both', but must be left or right."),
        ("other", "warm", "occasion is 'warm', but must be cold, after or other."),
        (",99.5,,,,,", ",300.1,,,,,", "trial_1_mm is '300.1', but must be a number from 0 to 300."),
        (",99.5,,,,,", ",-1,,,,,", "trial_1_mm is '-1', but must be a number"),
        (",99.5,,,,,", ",nan,,,,,", "trial_1_mm is 'nan', but must be a number"),
        (",99.5,,,,,", ",1e999,,,,,", "trial_1_mm is '1e999', but must be a number"),
        (",99.5,,,,,", ',"9,9,5",,,,,', "trial_1_mm is '9,9,5', but must be a number"),
        (",99.5,,,,,", ",10. May,,,,,", "trial_1_mm is '10. May', but must be a number"),
        (",99.5,,,,,", ",١٠٠,,,,,", "trial_1_mm is '١٠٠', but must be a number"),
        (",99.5,,,,,", ",99.5,tired,,,,", "trial_1_fault is 'tired', but must be empty, heel_lifted, foot_"),
        (",99.5,,,,,", ",,pain,,,,", "trial 1, or one before it, has no distance. Fill it in"),
        (",99.5,,,,,", ",,,99,,,", "trial 2, or one before it, has no distance."),
    ],
)
def test_a_wrong_cell_of_a_measurement_is_named(path: Path, old: str, new: str, sentence: str) -> None:
    assert old in SINGLE
    path.write_text(table(IN_SESSION, SINGLE.replace(old, new)), encoding="utf-8", newline="")
    with pytest.raises(ExchangeError) as error:
        read_measurement_table(path)
    assert str(error.value).startswith(f"{path}, line 3: {sentence}")
    assert str(error.value).endswith(", or export the file again.")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("complete", "open", "ending is 'open', but must be complete or partial."),
        ("before_run", "noon", "phase is 'noon', but must be before_run, after_run or any_time."),
        ("before_run", "", "phase is '', but must be before_run"),
        ("06:30:00.125-03:30", "06:30:00.125", "session_started is '2026-05-04T06:30:00.125', but must look"),
        (
            "2026-05-04T06:30:00.125-03:30",
            "",
            "session_started is '', but must look like 2026-05-04T06:30:00.125+02:00.",
        ),
        ("2026-05-04T06:42:00.125-03:30", "9999-12-31T00:00:00-03:30", "the year 9999 cannot be right."),
        (",Mine", ",'" + "x" * 100_001, "routine_name has more than 100000 characters. Shorten it"),
    ],
)
def test_a_wrong_cell_of_a_session_is_named(path: Path, old: str, new: str, sentence: str) -> None:
    assert old in IN_SESSION
    path.write_text(table(IN_SESSION.replace(old, new)), encoding="utf-8", newline="")
    with pytest.raises(ExchangeError) as error:
        read_measurement_table(path)
    assert str(error.value).startswith(f"{path}, line 2: {sentence}")


def test_rows_that_contradict_each_other_about_a_session_are_named(path: Path) -> None:
    other = IN_SESSION.replace("left", "right").replace("Mine", "Yours")
    path.write_text(table(IN_SESSION, other), encoding="utf-8", newline="")
    with pytest.raises(
        ExchangeError, match=r"line 3: routine_name is 'Yours' here, but 'Mine' in line 2 of the same session\."
    ):
        read_measurement_table(path)


def test_a_cell_too_long_to_be_shown_is_shortened(path: Path) -> None:
    path.write_text(table(SINGLE.replace("left", "x" * 200_000)), encoding="utf-8", newline="")
    with pytest.raises(ExchangeError, match="field larger than field limit"):
        read_measurement_table(path)
    path.write_text(table(SINGLE.replace("left", "x" * 2000)), encoding="utf-8", newline="")
    with pytest.raises(ExchangeError, match=r"side is 'x{40}…', but must be left or right\."):
        read_measurement_table(path)


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_bytes_that_are_not_text_are_reported_with_their_line(path: Path, line_end: bytes) -> None:
    path.write_bytes(line_end.join([HEAD.encode(), SINGLE.encode(), b"M\xfcller"]))
    with pytest.raises(
        ExchangeError,
        match=r"line 3: this line is not UTF-8 text\. In your spreadsheet, save the table as “CSV UTF-8”\.",
    ):
        read_measurement_table(path)


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match=r"measurements\.csv cannot be written: No such file"):
        write_measurement_table(tmp_path / "nowhere" / "measurements.csv", HISTORY)


@pytest.mark.parametrize("measurements", [(TYPED,), ()])
def test_a_moment_without_an_offset_is_our_own_mistake(path: Path, measurements: tuple[Measurement, ...]) -> None:
    naive = replace(TYPED, at=TYPED.at.replace(tzinfo=None))
    with pytest.raises((TypeError, ValueError), match="offset"):
        write_measurement_table(path, WholeRecord((), (naive, *measurements)))


def test_an_unfinished_session_is_our_own_mistake(path: Path) -> None:
    unfinished = replace(BARE, ended=None, measurements=(COLD, AFTER))
    with pytest.raises(ValueError, match="Only finished sessions"):
        write_measurement_table(path, WholeRecord((SessionEntry(unfinished, HISTORY.sessions[0].phase, ()),), ()))


def test_sessions_come_oldest_first_whatever_was_measured_first(path: Path) -> None:
    late = replace(FULL, started=STARTED + timedelta(minutes=1), measurements=(replace(COLD, at=STARTED),))
    early = replace(FULL, measurements=(replace(COLD, at=STARTED + timedelta(minutes=2)),))
    phase = HISTORY.sessions[0].phase
    write_measurement_table(path, WholeRecord((SessionEntry(early, phase, ()), SessionEntry(late, phase, ())), ()))
    assert [entry.record.started for entry in read_measurement_table(path).sessions] == [early.started, late.started]
