"""Exports and imports the whole record as one JSON file, with nothing lost; FORMATS.md explains each field."""

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from mobility_gui.ankle.trial import RANGE_MM, Trial, TrialFault
from mobility_gui.exchange.json_lines import line_of
from mobility_gui.exchange.whole_file import ENDS_EARLY, decode, not_ours, read_whole, write_whole
from mobility_gui.exchange.whole_record import ExchangeError, SessionEntry, WholeRecord
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import (
    LONGEST_TEXT,
    Ending,
    Feeling,
    Measurement,
    Occasion,
    Outcome,
    SessionRecord,
    Stretch,
    can_be_kept,
)
from mobility_gui.training.routine import Dose, Measure, Phase, Tempo, dose_of, dose_parts

_Number = Annotated[int, Meta(ge=0, le=1_000_000_000)]
_Text = Annotated[str, Meta(max_length=LONGEST_TEXT)]
_Moment = Annotated[datetime, Meta(tz=True)]


class _Hold(Struct, tag_field="kind", tag="hold", forbid_unknown_fields=True, rename={"amount": "seconds"}):
    amount: _Number


class _Reps(Struct, tag_field="kind", tag="reps", forbid_unknown_fields=True, rename={"amount": "count"}):
    amount: _Number
    tempo: tuple[_Number, _Number, _Number] | None


class _Breaths(Struct, tag_field="kind", tag="breaths", forbid_unknown_fields=True, rename={"amount": "count"}):
    amount: _Number


class _Measure(Struct, tag_field="kind", tag="measure", forbid_unknown_fields=True, rename={"amount": "trials"}):
    amount: _Number


_AnyDose = _Hold | _Reps | _Breaths | _Measure
_WITHOUT_TEMPO: dict[str, type[_Hold | _Breaths | _Measure]] = {"hold": _Hold, "breaths": _Breaths, "measure": _Measure}


class _Stretch(Struct, forbid_unknown_fields=True):
    at: _Moment
    step: _Number
    exercise: _Text
    side: Side
    set: _Number
    dose: _AnyDose
    planned_ms: _Number
    done_ms: _Number
    units_done: _Number
    outcome: Outcome


class _Trial(Struct, forbid_unknown_fields=True):
    distance_mm: Annotated[float, Meta(ge=RANGE_MM[0], le=RANGE_MM[1])]
    fault: TrialFault | None


class _Measurement(Struct, forbid_unknown_fields=True):
    side: Literal["left", "right"]
    occasion: Occasion
    at: _Moment
    trials: list[_Trial]


class _Session(Struct, forbid_unknown_fields=True):
    id: int
    routine: _Text
    routine_name: _Text
    phase: Phase
    started: _Moment
    ended: _Moment
    ending: Literal["complete", "partial"]
    held_ms: _Number
    feeling: Feeling | None
    note: _Text
    stretches: list[_Stretch]
    measurements: list[_Measurement]


class _Head(Struct):
    format: Literal["mobility-for-runners"]
    version: int


class Archive(Struct, forbid_unknown_fields=True):
    """The whole file, from which docs/schemas/record.schema.json is made."""

    format: Literal["mobility-for-runners"]
    version: Literal[1]
    sessions: list[_Session]
    measurements: list[_Measurement]


def write_archive(path: Path, history: WholeRecord) -> None:
    """Write the whole record. Raises `ExchangeError` if the file cannot be written."""
    archive = Archive(
        "mobility-for-runners",
        1,
        [_session_out(*entry) for entry in history.sessions],
        [_measurement_out(one) for one in history.measurements],
    )
    # No newline after the last brace, so that a truncated file is never valid JSON.
    write_whole(path, msgspec.json.format(msgspec.json.encode(archive), indent=1))


def read_archive(path: Path) -> WholeRecord:
    """Read what `write_archive` wrote. Raises `ExchangeError` if any of it is wrong."""
    content = read_whole(path)
    text = decode(path, content, "Export the file again.")
    _check_head(path, content)
    try:
        archive = msgspec.json.decode(content, type=Archive)
    except msgspec.ValidationError as error:
        reason, _, place = str(error).replace("`", "").partition(" - at ")
        raise _wrong(path, text, place, reason) from error
    except msgspec.DecodeError as error:
        raise _broken(path, content, error) from error
    for place, moment in _moments(archive):
        if not can_be_kept(moment):
            raise _wrong(path, text, place, f"The year {moment.year} cannot be right")
    return WholeRecord(
        tuple(_session_in(one) for one in archive.sessions), tuple(_measurement_in(one) for one in archive.measurements)
    )


def _moments(archive: Archive) -> Iterator[tuple[str, datetime]]:
    """Yield every moment in the file with its place."""
    for number, session in enumerate(archive.sessions):
        place = f"$.sessions[{number}]"
        yield f"{place}.started", session.started
        yield f"{place}.ended", session.ended
        yield from ((f"{place}.stretches[{at}].at", one.at) for at, one in enumerate(session.stretches))
        yield from ((f"{place}.measurements[{at}].at", one.at) for at, one in enumerate(session.measurements))
    yield from ((f"$.measurements[{at}].at", one.at) for at, one in enumerate(archive.measurements))


def _check_head(path: Path, content: bytes) -> None:
    """Raise `ExchangeError` if this is not JSON, not a record, or one from a newer version."""
    try:
        version = msgspec.json.decode(content, type=_Head).version
    except (msgspec.ValidationError, RecursionError) as error:
        raise not_ours(path) from error
    except msgspec.DecodeError as error:
        raise _broken(path, content, error) from error
    if version > 1:
        raise ExchangeError(f"{path} was written by a newer version of this program. Update the program to import it.")


def _wrong(path: Path, text: str, place: str, reason: str) -> ExchangeError:
    """Return the error about the value at a place such as `$.sessions[0].started`, to be raised."""
    at = f" ({place.removeprefix('$.')})" if place else ""
    line = line_of(text, place)
    return ExchangeError(f"{path}, line {line}{at}: {reason}. Correct it, or export the file again.")


def _broken(path: Path, content: bytes, error: msgspec.DecodeError) -> ExchangeError:
    """Return the error about a file that is not valid JSON, to be raised."""
    byte = re.search(r"\(byte (\d+)\)", str(error))
    at = int(byte[1]) if byte else len(content)
    line = content.count(b"\n", 0, at) + 1
    if byte is None or (at >= len(content) - 1 and not content.rstrip().endswith(b"}")):
        return ExchangeError(f"{path}, line {line}: {ENDS_EARLY}")
    said = re.sub(r"^JSON is malformed: | \(byte \d+\)", "", str(error))
    return ExchangeError(f"{path}, line {line}: this is not valid JSON ({said}). Correct it, or export the file again.")


def _session_out(record: SessionRecord, phase: Phase, stretches: tuple[tuple[datetime, Stretch], ...]) -> _Session:
    if record.ended is None or record.ending is Ending.OPEN:
        raise ValueError("Only finished sessions belong in the history.")
    return _Session(
        record.id,
        record.routine,
        record.routine_name,
        phase,
        record.started,
        record.ended,
        "complete" if record.ending is Ending.COMPLETE else "partial",
        record.held_ms,
        record.feeling,
        record.note,
        [_stretch_out(*stretch) for stretch in stretches],
        [_measurement_out(one) for one in record.measurements],
    )


def _session_in(one: _Session) -> SessionEntry:
    stretches = tuple(map(_stretch_in, one.stretches))
    record = SessionRecord(
        one.id,
        one.routine,
        one.routine_name,
        one.started,
        one.ended,
        Ending(one.ending),
        sum(stretch.done_ms for _, stretch in stretches if not isinstance(stretch.dose, Measure)),
        one.feeling,
        one.note,
        tuple(_measurement_in(measurement) for measurement in one.measurements),
    )
    return SessionEntry(record, one.phase, stretches)


def _stretch_out(at: datetime, one: Stretch) -> _Stretch:
    values = {field.name: getattr(one, field.name) for field in fields(one)}
    return _Stretch(at, **values | {"dose": _dose_out(one.dose)})


def _stretch_in(one: _Stretch) -> tuple[datetime, Stretch]:
    values = msgspec.structs.asdict(one) | {"dose": _dose_in(one.dose)}
    return values.pop("at"), Stretch(**values)


def _measurement_out(one: Measurement) -> _Measurement:
    side: Literal["left", "right"] = "left" if one.side is Side.LEFT else "right"
    trials = [_Trial(float(trial.distance_mm), trial.fault) for trial in one.trials]
    return _Measurement(side, one.occasion, one.at, trials)


def _measurement_in(one: _Measurement) -> Measurement:
    trials = tuple(Trial(trial.distance_mm, trial.fault) for trial in one.trials)
    return Measurement(Side(one.side), one.occasion, one.at, trials)


def _dose_out(dose: Dose) -> _AnyDose:
    kind, amount, tempo = dose_parts(dose)
    if kind == "reps":
        return _Reps(amount, (tempo.down, tempo.hold, tempo.up) if tempo else None)
    return _WITHOUT_TEMPO[kind](amount)


def _dose_in(dose: _AnyDose) -> Dose:
    tempo = Tempo(*dose.tempo) if isinstance(dose, _Reps) and dose.tempo else None
    return dose_of(str(dose.__struct_config__.tag), dose.amount, tempo)
