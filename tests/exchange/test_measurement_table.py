import csv
import random
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

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

HEAD = ",".join([*COLUMNS, *(f"trial_{number}_{what}" for number in (1, 2, 3) for what in ("mm", "fault"))])
SINGLE = "2026-05-01,20:00:00.000,0,left,other,99.5,,,,,,,99.5,,,,,"
SESSION = "mine,Mine,before_run,complete,2026-05-04T06:30:00.125-03:30,2026-05-04T06:42:00.125-03:30"
IN_SESSION = f"2026-05-04,06:30:00.125,-210,left,cold,101,{SESSION},101,,,,,"


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
    assert head == [*COLUMNS, *(f"trial_{number}_{what}" for number in (1, 2, 3, 4) for what in ("mm", "fault"))]
    session = [
        *("mine", "'=Mine, “quoted”", "before_run", "complete"),
        *("2026-05-04T06:30:00.125-03:30", "2026-05-04T06:42:00.125-03:30"),
    ]
    assert found == [
        ["2026-05-01", "20:00:00.000", "0", "left", "other", "99.5", *[""] * 6, "99.5", *[""] * 7],
        [
            *("2026-05-04", "06:30:00.125", "-210", "left", "cold", "102.1", *session),
            *("101.3", "", "104", "heel_lifted", "102", "", "103", ""),
        ],
        [
            *("2026-05-04", "06:42:00.125", "-210", "right", "after", "", *session),
            *("0", "pain", "300", "foot_turned", "", "", "", ""),
        ],
        ["end", "3"],
    ]


def test_there_are_always_columns_for_three_trials(path: Path) -> None:
    head, end = rows(path, NOTHING)
    assert head[-1] == "trial_3_fault"
    assert end == ["end", "0"]


@pytest.mark.parametrize("text", ["=1+1", "+49", "-1", "@SUM(A1)", "\t=1", "\r=1", "'quoted", "'"])
def test_text_that_a_spreadsheet_would_run_is_escaped_and_comes_back(text: str) -> None:
    assert safe(text) == f"'{text}"
    assert unsafe(safe(text)) == text


@pytest.mark.parametrize("text", ["", "After a run", "1=1", "it's"])
def test_other_text_is_not_escaped(text: str) -> None:
    assert unsafe(safe(text)) == safe(text) == text


@pytest.mark.parametrize("history", [HISTORY, NOTHING])
def test_an_exported_table_is_imported_unchanged(path: Path, history: WholeRecord) -> None:
    write_measurement_table(path, history)
    assert came_in(path) == bare(history)


@given(history=histories())
@settings(max_examples=40)
def test_any_exported_table_is_imported_and_exported_again_unchanged(
    tmp_path_factory: pytest.TempPathFactory, history: WholeRecord
) -> None:
    path = tmp_path_factory.getbasetemp() / "invented.csv"
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


def test_a_file_truncated_at_any_byte_is_refused(path: Path) -> None:
    write_measurement_table(path, HISTORY)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(ExchangeError, match=r"measurements\.csv, line \d+: "):
            read_measurement_table(path)


def test_a_name_that_looks_like_the_last_row_does_not_end_a_truncated_file(path: Path) -> None:
    name = replace(FULL, routine_name='x"\r\nend,0\r\n')
    write_measurement_table(path, WholeRecord((SessionEntry(name, HISTORY.sessions[0].phase, ()),), ()))
    assert read_measurement_table(path).sessions[0].record.routine_name == 'x"\r\nend,0\r\n'
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
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


def quoted(path: Path) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(lines)


def padded(path: Path) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[*line, *[""] * (30 - len(line))] for line in [*lines, []]])


@pytest.mark.parametrize(
    "save",
    [
        quoted,
        padded,
        lambda path: path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n")),
        lambda path: path.write_bytes(path.read_bytes().removeprefix(b"\xef\xbb\xbf")),
        lambda path: path.write_bytes(path.read_bytes().replace(b",103,", b",103.0,")),
    ],
    ids=["all quoted", "filled up", "LF", "no mark", "another way to write a number"],
)
def test_a_file_that_a_spreadsheet_saved_without_loss_is_read(path: Path, save: object) -> None:
    write_measurement_table(path, HISTORY)
    assert callable(save)
    save(path)
    assert came_in(path) == bare(HISTORY)


def test_columns_may_stand_in_any_order(path: Path) -> None:
    head, *found = rows(path, HISTORY)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head[1:] + head[:1], *(line[1:] + line[:1] for line in found[:-1]), found[-1]])
    assert came_in(path) == bare(HISTORY)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "line 1: the file is empty. Export it again."),
        ("\r\n,,\r\n", "line 1: the file is empty. Export it again."),
        *(
            (head, "line 1: these are no columns of ours, parted by commas. Choose a file that this program exported.")
            for head in ("a,b\r\n", HEAD.replace(",", ";"))
        ),
        (
            HEAD.replace(",phase", "") + "\nend,0\n",
            "line 1: the column phase is missing. Export the file again.",
        ),
        (HEAD + ",side\nend,0\n", "line 1: the column side is there twice. Export the file again."),
        (HEAD + ",weather\nend,0\n", "line 1: 'weather' is no column of ours. Remove it."),
        (HEAD + ",trial_5_mm\nend,0\n", "line 1: the column trial_4_mm is missing. Export the file again."),
        (HEAD + ",,side2\nend,0\n", "line 1: '' is no column of ours. Remove it."),
        (
            f"{HEAD}\n{SINGLE}\n",
            "line 2: the last line is not end,0, so some of the file is missing. Copy or export it again.",
        ),
        (
            f"{HEAD}\n{SINGLE}\nend,2\n",
            "line 3: the last line is not end,1, so some of the file is missing. Copy or export it again.",
        ),
        (
            f"{HEAD}\n{SINGLE}\nend,1",
            "line 3: the last line is not end,1, so some of the file is missing. Copy or export it again.",
        ),
        (f'{HEAD}\n"x"y,\nend,1\n', "line 2: this is not CSV (',' expected after '\"'). Export the file again."),
        (f"{HEAD}\n{SINGLE},,1\nend,1\n", "line 2: there are 20 cells under 18 columns. Remove what is too much, or"),
    ],
)
def test_a_wrong_file_is_one_sentence_that_says_what_to_do(path: Path, content: str, sentence: str) -> None:
    path.write_text(content, encoding="utf-8", newline="")
    with pytest.raises(ExchangeError) as error:
        read_measurement_table(path)
    assert str(error.value).startswith(f"{path}, {sentence}")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("2026-05-01,", "5/1/2026,", "'5/1/2026 20:00:00.000 0' is no moment. Write date, time and offset"),
        ("2026-05-01,", "2026-02-30,", "'2026-02-30 20:00:00.000 0' is no moment."),
        ("2026-05-01,", "0001-01-01,", "the year 1 cannot be right."),
        ("20:00:00.000", "00:00.0", "'2026-05-01 00:00.0 0' is no moment."),
        (",0,left", ",1440,left", "'2026-05-01 20:00:00.000 1440' is no moment."),
        (",0,left", ",two,left", "'2026-05-01 20:00:00.000 two' is no moment."),
        (",0,left", ",,left", "'2026-05-01 20:00:00.000 ' is no moment."),
        ("left", "both", "side is 'both' and must be left or right."),
        ("other", "warm", "occasion is 'warm' and must be cold or after or other."),
        (",99.5,,,,,", ",300.1,,,,,", "trial_1_mm is '300.1' and must be a number from 0 to 300."),
        (",99.5,,,,,", ",-1,,,,,", "trial_1_mm is '-1' and must be a number"),
        (",99.5,,,,,", ",nan,,,,,", "trial_1_mm is 'nan' and must be a number"),
        (",99.5,,,,,", ",1e999,,,,,", "trial_1_mm is '1e999' and must be a number"),
        (",99.5,,,,,", ',"99,5",,,,,', "trial_1_mm is '99,5' and must be a number"),
        (",99.5,,,,,", ",١٠٠,,,,,", "trial_1_mm is '١٠٠' and must be a number"),
        (",99.5,,,,,", ",99.5,tired,,,,", "trial_1_fault is 'tired' and must be empty or heel_lifted or foot_turned"),
        (",99.5,,,,,", ",,pain,,,,", "trial 1, or one before it, has no distance. Fill the gap"),
        (",99.5,,,,,", ",,,99,,,", "trial 2, or one before it, has no distance."),
    ],
)
def test_a_wrong_cell_of_a_measurement_is_named(path: Path, old: str, new: str, sentence: str) -> None:
    assert old in SINGLE
    path.write_text(f"{HEAD}\n{IN_SESSION}\n{SINGLE.replace(old, new)}\nend,2\n", encoding="utf-8", newline="")
    with pytest.raises(ExchangeError) as error:
        read_measurement_table(path)
    assert str(error.value).startswith(f"{path}, line 3: {sentence}")
    assert str(error.value).endswith(", or export the file again.")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("complete", "open", "ending is 'open' and must be complete or partial."),
        ("before_run", "noon", "phase is 'noon' and must be before_run or after_run or any_time."),
        ("before_run", "", "phase is '' and must be before_run"),
        ("06:30:00.125-03:30", "06:30:00.125", "session_started is '2026-05-04T06:30:00.125' and must be like"),
        ("2026-05-04T06:30:00.125-03:30", "", "session_started is '' and must be like 2026-05-04T06:30:00.125+02:00."),
        ("2026-05-04T06:42:00.125-03:30", "9999-12-31T00:00:00-03:30", "the year 9999 cannot be right."),
        (",Mine", ",'" + "x" * 100_001, "routine_name has more than 100000 characters. Shorten it"),
    ],
)
def test_a_wrong_cell_of_a_session_is_named(path: Path, old: str, new: str, sentence: str) -> None:
    assert old in IN_SESSION
    path.write_text(f"{HEAD}\n{IN_SESSION.replace(old, new)}\nend,1\n", encoding="utf-8", newline="")
    with pytest.raises(ExchangeError) as error:
        read_measurement_table(path)
    assert str(error.value).startswith(f"{path}, line 2: {sentence}")


def test_rows_that_contradict_each_other_about_a_session_are_named(path: Path) -> None:
    other = IN_SESSION.replace("left", "right").replace("Mine", "Yours")
    path.write_text(f"{HEAD}\n{IN_SESSION}\n{other}\nend,2\n", encoding="utf-8", newline="")
    with pytest.raises(
        ExchangeError, match=r"line 3: routine_name of the same session is 'Mine' in line 2 and 'Yours'"
    ):
        read_measurement_table(path)


def test_a_cell_too_long_to_be_shown_is_shortened(path: Path) -> None:
    path.write_text(f"{HEAD}\n{SINGLE.replace('left', 'x' * 200_000)}\nend,1\n", encoding="utf-8", newline="")
    with pytest.raises(ExchangeError, match="field larger than field limit"):
        read_measurement_table(path)
    path.write_text(f"{HEAD}\n{SINGLE.replace('left', 'x' * 2000)}\nend,1\n", encoding="utf-8", newline="")
    with pytest.raises(ExchangeError, match=r"side is 'x{40}…' and must be left or right\."):
        read_measurement_table(path)


def test_bytes_that_are_not_text_are_reported_with_their_line(path: Path) -> None:
    path.write_bytes(f"{HEAD}\n".encode() + b"\xff\n")
    with pytest.raises(ExchangeError, match=r"line 2: this is not UTF-8 text\. Save it as “CSV UTF-8”\."):
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
    with pytest.raises(ValueError, match="Only sessions that are over"):
        write_measurement_table(path, WholeRecord((SessionEntry(unfinished, HISTORY.sessions[0].phase, ()),), ()))


def test_sessions_come_oldest_first_whatever_was_measured_first(path: Path) -> None:
    late = replace(FULL, started=STARTED + timedelta(minutes=1), measurements=(replace(COLD, at=STARTED),))
    early = replace(FULL, measurements=(replace(COLD, at=STARTED + timedelta(minutes=2)),))
    phase = HISTORY.sessions[0].phase
    write_measurement_table(path, WholeRecord((SessionEntry(early, phase, ()), SessionEntry(late, phase, ())), ()))
    assert [entry.record.started for entry in read_measurement_table(path).sessions] == [early.started, late.started]
