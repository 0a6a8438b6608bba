"""The measurements as a CSV table for a spreadsheet: one row for each side of each measuring.

Columns: `date` and `time` where the runner was, `utc_offset_minutes` (minutes east of UTC), `side` (left, right),
`occasion` (cold, after, other), `value_mm` (mean of the trials that count, empty when none does), `routine` (name,
empty for a measurement outside of a session), and for each trial `trial_N_mm` and `trial_N_fault` (heel_lifted,
foot_turned, pain; empty when the trial counts).
"""

import csv
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

from mobility_gui.exchange.history import History
from mobility_gui.exchange.whole_file import write_whole
from mobility_gui.training.record import Measurement

LEAST_TRIALS = 3
"""There are always columns for as many trials."""

_FORMULA_SIGNS = tuple("=+-@\t\r")


def write_measurement_table(path: Path, history: History) -> None:
    """Write all measurements in the order of time. Raises `ExchangeError` when the file cannot be written."""
    rows = sorted(_measured(history), key=lambda row: row[1].at)
    trials = max([LEAST_TRIALS, *(len(measurement.trials) for _, measurement in rows)])
    text = StringIO(newline="")
    table = csv.writer(text)
    head = ["date", "time", "utc_offset_minutes", "side", "occasion", "value_mm", "routine"]
    table.writerow(head + [f"trial_{number + 1}_{what}" for number in range(trials) for what in ("mm", "fault")])
    for routine, measurement in rows:
        table.writerow([safe(cell) if isinstance(cell, str) else cell for cell in _cells(routine, measurement)])
    write_whole(path, text.getvalue().encode("utf-8-sig"))  # without the mark a spreadsheet guesses the letters wrong


def safe(text: str) -> str:
    """Keep a spreadsheet from reading text as a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def _measured(history: History) -> Iterator[tuple[str, Measurement]]:
    for entry in history.sessions:
        for measurement in entry.record.measurements:
            yield entry.record.routine_name, measurement
    for measurement in history.measurements:
        yield "", measurement


def _cells(routine: str, measurement: Measurement) -> Iterator[object]:
    offset = measurement.at.utcoffset()
    yield measurement.at.date().isoformat()
    yield measurement.at.strftime("%H:%M:%S")
    yield 0 if offset is None else offset // timedelta(minutes=1)
    yield measurement.side.value
    yield measurement.occasion.value
    yield "" if measurement.value_mm is None else round(measurement.value_mm, 2)
    yield routine
    for trial in measurement.trials:
        yield trial.distance_mm
        yield "" if trial.fault is None else trial.fault.value
