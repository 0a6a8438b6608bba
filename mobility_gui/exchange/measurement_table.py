"""Exports and imports the measurements as a CSV table: one row for each side of each test, with nothing lost.

FORMATS.md explains each column. The rows of a session hold what is needed to restore it, without its stretches. Each
row says how many rows there are, so that a file with a part missing is recognised.
"""

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

from mobility_gui.ankle.trial import RANGE_MM, Trial, TrialFault
from mobility_gui.exchange.table_text import read_lines
from mobility_gui.exchange.whole_file import not_ours, read_whole, write_whole
from mobility_gui.exchange.whole_record import ExchangeError, SessionEntry, WholeRecord
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import LONGEST_TEXT, Ending, Measurement, Occasion, SessionRecord, can_be_kept
from mobility_gui.training.routine import Phase

LEAST_TRIALS = 3
"""The table always has columns for at least this many trials."""

OF_SESSION = ("routine", "routine_name", "phase", "ending", "session_started", "session_ended")
"""Columns that are empty for measurements outside any session."""

COLUMNS = ("date", "time", "utc_offset_minutes", "side", "occasion", "value_mm", *OF_SESSION)
"""Columns before those of the trials."""

ROWS_IN_FILE = "rows_in_file"
"""The last column, the same in all rows: `12 rows`. Cut off anywhere, the file holds fewer, or part of a word."""

OLD_END = "end"
"""First cell of the last row in files without that column; the second held the number of rows above it."""

_FORMULA_SIGNS = tuple("=+-@\t\r")

# Some spreadsheets write decimal commas; in these cells a comma cannot mean anything else.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([.,]\d{3})?[+-]\d\d:\d\d", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"\d\d:\d\d:\d\d([.,]\d{3})?", re.ASCII)
_MINUTES = re.compile(r"-?\d{1,4}", re.ASCII)
_DISTANCE = re.compile(r"\d{1,20}([.,]\d{1,40})?(e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE)


def write_measurement_table(path: Path, history: WholeRecord) -> None:
    """Write all measurements in order of time. Raises `ExchangeError` if the file cannot be written."""
    rows = sorted(_measured(history), key=lambda row: (row[1].at, row[0]))
    trials = max([LEAST_TRIALS, *(len(measurement.trials) for _, measurement in rows)])
    text = StringIO(newline="")
    table = csv.writer(text)
    table.writerow([*COLUMNS, *_trial_columns(trials), ROWS_IN_FILE])
    for session, measurement in rows:
        cells = [*_cells(measurement), *session, *_trial_cells(measurement)]
        table.writerow([*cells, *[""] * (len(COLUMNS) + 2 * trials - len(cells)), _counted(len(rows))])
    write_whole(path, text.getvalue().encode("utf-8-sig"))  # without the mark a spreadsheet guesses a wrong encoding


def read_measurement_table(path: Path) -> WholeRecord:
    """Read what `write_measurement_table` wrote, even if a spreadsheet has saved it since.

    A session comes back without its stretches. Raises `ExchangeError` if any of it is wrong.
    """
    single = []
    sessions: dict[tuple[str, datetime], list[tuple[_Row, Measurement]]] = {}
    for row in _rows(path):
        measurement = _measurement_of(row)
        if any(row.cells[column] for column in OF_SESSION):
            key = (row.text("routine"), _session_moment(row, "session_started"))
            sessions.setdefault(key, []).append((row, measurement))
        else:
            single.append(measurement)
    entries = [_session_of(number, started, rows) for number, ((_, started), rows) in enumerate(sessions.items(), 1)]
    return WholeRecord(tuple(sorted(entries, key=lambda entry: entry.record.started)), tuple(single))


def safe(text: str) -> str:
    """Keep a spreadsheet from reading text as a formula (OWASP, CSV injection); `unsafe` undoes it."""
    return f"'{text}" if text.startswith((*_FORMULA_SIGNS, "'")) else text


def unsafe(text: str) -> str:
    return text.removeprefix("'")


# Export


def _measured(history: WholeRecord) -> Iterator[tuple[tuple[str, ...], Measurement]]:
    for record, phase, _ in history.sessions:
        if record.ended is None:
            raise ValueError("Only finished sessions belong in the history.")
        started, ended = (moment.isoformat(timespec="milliseconds") for moment in (record.started, record.ended))
        session = (safe(record.routine), safe(record.routine_name), phase.value, record.ending.value, started, ended)
        for measurement in record.measurements:
            yield session, measurement
    for measurement in history.measurements:
        yield ("",) * len(OF_SESSION), measurement


def _trial_columns(trials: int) -> list[str]:
    return [f"trial_{number}_{what}" for number in range(1, trials + 1) for what in ("mm", "fault")]


def _cells(measurement: Measurement) -> Iterator[str]:
    offset = measurement.at.utcoffset()
    if offset is None:
        raise ValueError(f"{measurement.at!r} has no offset from UTC.")
    yield measurement.at.date().isoformat()
    yield measurement.at.time().isoformat(timespec="milliseconds")
    yield str(offset // timedelta(minutes=1))
    yield measurement.side.value
    yield measurement.occasion.value
    yield "" if measurement.value_mm is None else _number(round(measurement.value_mm, 2))


def _trial_cells(measurement: Measurement) -> Iterator[str]:
    for trial in measurement.trials:
        yield _number(trial.distance_mm)
        yield "" if trial.fault is None else trial.fault.value


def _number(number: float) -> str:
    """Return a number with all the digits needed to read the same number back."""
    return repr(float(number)).removesuffix(".0")


# Import


@dataclass(frozen=True, slots=True)
class _Row:
    path: Path
    line: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        text = unsafe(self.cells[column])
        if len(text) > LONGEST_TEXT:
            raise self.wrong(f"{column} has more than {LONGEST_TEXT} characters. Shorten it")
        return text

    def word(self, column: str, words: Collection[str]) -> str:
        text = self.cells[column]
        if text not in words:
            *others, last = (word or "empty" for word in words)
            raise self.wrong(f"{column} is {_shown(text)}, but must be {', '.join(others)} or {last}. Correct it")
        return text

    def like(self, column: str, form: re.Pattern[str], example: str) -> str:
        text = self.cells[column]
        if not form.fullmatch(text):
            raise self.wrong(f"{column} is {_shown(text)}, but must look like {example}. Correct it")
        return text

    def wrong(self, sentences: str) -> ExchangeError:
        return ExchangeError(f"{self.path}, line {self.line}: {sentences}, or export the file again.")


def _rows(path: Path) -> list[_Row]:
    """Return the rows below the header, padded with empty cells. Raises `ExchangeError` if one is missing."""
    lines = list(read_lines(path, read_whole(path)))
    if not lines:
        raise ExchangeError(f"{path} is empty. Export it again.")
    (head_line, columns), *body = lines
    _check_columns(path, head_line, columns)
    if ROWS_IN_FILE not in columns:
        return [_row(path, line, columns, cells) for line, cells in _above_old_end(path, lines)]
    rows = [_row(path, line, columns, cells) for line, cells in body]
    if not rows:
        raise ExchangeError(f"{path} has no measurements below its header. If some are missing, export it again.")
    count = _counted(len(rows))
    for row in rows:
        if row.cells[ROWS_IN_FILE] != count:
            raise ExchangeError(
                f"{path}, line {row.line}: {ROWS_IN_FILE} is {_shown(row.cells[ROWS_IN_FILE])}, but the table has"
                f" {count}, so the file was cut off or changed. Copy or export it again; if its rows are right, write"
                f" {count} in that column of each row."
            )
    return rows


def _above_old_end(path: Path, lines: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Return the rows of a file whose last row counts the others, as the first versions wrote it."""
    rows, (line, cells) = lines[1:-1], lines[-1]
    if cells == [OLD_END, str(len(rows))]:
        return rows
    if cells[0] == OLD_END:
        reason = (
            f"this line’s count does not match the {_counted(len(rows))} above it, so the file was cut off or changed"
        )
    else:
        reason = f"the last line should be the one with “{OLD_END}”, but is not, so part of the file is missing"
    raise ExchangeError(f"{path}, line {line}: {reason}. Copy or export it again.")


def _counted(rows: int) -> str:
    return f"{rows} {'row' if rows == 1 else 'rows'}"


def _check_columns(path: Path, line: int, head: list[str]) -> None:
    trials = sum(re.fullmatch(r"trial_\d+_(mm|fault)", column) is not None for column in head)
    expected = [*COLUMNS, *_trial_columns(max(1, (trials + 1) // 2))]
    if not set(head) & set(expected):
        raise not_ours(path)
    for column in expected:
        if column not in head:
            raise ExchangeError(f"{path}, line {line}: the column {column} is missing. Export the file again.")
    for column in head:
        if column not in (*expected, ROWS_IN_FILE):
            raise ExchangeError(f"{path}, line {line}: there is an unknown column, {_shown(column)}. Remove it.")
        if head.count(column) > 1:
            raise ExchangeError(f"{path}, line {line}: the column {column} appears twice. Remove one of them.")


def _row(path: Path, line: int, columns: list[str], cells: list[str]) -> _Row:
    row = _Row(path, line, dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=False)))
    if len(cells) > len(columns):
        raise row.wrong(
            f"there are {len(cells)} cells under {len(columns)} columns. If numbers have decimal commas, separate the"
            " cells with semicolons; otherwise remove the extra cells"
        )
    return row


def _measurement_of(row: _Row) -> Measurement:
    side = Side(row.word("side", (Side.LEFT, Side.RIGHT)))
    return Measurement(side, Occasion(row.word("occasion", list(Occasion))), _at(row), tuple(_trials(row)))


def _at(row: _Row) -> datetime:
    day = row.like("date", _DAY, "2026-05-04")
    time = row.like("time", _TIME, "06:30:00.125")
    offset = row.like("utc_offset_minutes", _MINUTES, "120")
    moment = _moment(row, f"{day}T{time}{_iso_offset(offset)}")
    if moment is None:
        raise row.wrong(f"there is no {day} {time} at {offset} minutes from UTC. Correct these cells")
    return moment


def _iso_offset(minutes: str) -> str:
    hours, rest = divmod(abs(int(minutes)), 60)
    return f"{'-' if minutes.startswith('-') else '+'}{hours:02}:{rest:02}"


def _moment(row: _Row, text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if _MOMENT.fullmatch(text) else None
    except ValueError:
        return None
    if moment is not None and not can_be_kept(moment):
        raise row.wrong(f"the year {moment.year} cannot be right. Correct it")
    return moment


def _trials(row: _Row) -> Iterator[Trial]:
    ended = False
    for number in range(1, (len(row.cells) - len(COLUMNS)) // 2 + 1):
        distance, fault = row.cells[f"trial_{number}_mm"], row.cells[f"trial_{number}_fault"]
        ended = ended or not distance
        if ended and (distance or fault):
            raise row.wrong(f"trial {number}, or one before it, has no distance. Fill it in")
        if not ended:
            yield _trial(row, number, distance)


def _trial(row: _Row, number: int, distance: str) -> Trial:
    least, most = RANGE_MM
    distance_mm = float(distance.replace(",", ".")) if _DISTANCE.fullmatch(distance) else -1
    if not least <= distance_mm <= most:
        raise row.wrong(
            f"trial_{number}_mm is {_shown(distance)}, but must be a number from {least} to {most}. Correct it"
        )
    fault = row.word(f"trial_{number}_fault", ("", *TrialFault))
    return Trial(distance_mm, TrialFault(fault) if fault else None)


def _session_moment(row: _Row, column: str) -> datetime:
    moment = _moment(row, row.cells[column])
    if moment is None:
        raise row.wrong(
            f"{column} is {_shown(row.cells[column])}, but must look like 2026-05-04T06:30:00.125+02:00. Correct it,"
            " clear all cells of the session"
        )
    return moment


def _session_of(number: int, started: datetime, rows: Sequence[tuple[_Row, Measurement]]) -> SessionEntry:
    first = rows[0][0]
    for row, _ in rows:
        for column in OF_SESSION:
            if row.cells[column] != first.cells[column]:
                raise row.wrong(
                    f"{column} is {_shown(row.cells[column])} here, but {_shown(first.cells[column])} in line"
                    f" {first.line} of the same session. Make them the same"
                )
    record = SessionRecord(
        number,
        first.text("routine"),
        first.text("routine_name"),
        started,
        _session_moment(first, "session_ended"),
        Ending(first.word("ending", (Ending.COMPLETE, Ending.PARTIAL))),
        0,
        measurements=tuple(measurement for _, measurement in rows),
    )
    return SessionEntry(record, Phase(first.word("phase", list(Phase))), ())


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:40]}…")  # noqa: PLR2004  enough to find it by
