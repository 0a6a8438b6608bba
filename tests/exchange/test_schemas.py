"""The published schemas describe what is really written, and refuse what is not."""

import json
from argparse import Namespace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import make_schemas
import pytest
from hypothesis import given, settings

from mobility_gui.command_line.commands import run_command
from mobility_gui.command_line.invented_runner import invented_record
from mobility_gui.exchange.archive import write_archive
from mobility_gui.exchange.whole_record import WholeRecord
from mobility_gui.library.library import load_library
from mobility_gui.paths import Folders
from mobility_gui.store.sessions import Store
from mobility_gui.training.history import History
from tests.exchange.invented_records import histories
from tests.exchange.record_samples import HISTORY, NOTHING
from tests.exchange.test_archive import change
from tests.exchange.test_progress_document import as_json, weekly
from tests.library.conftest import SHIPPED

RECORD, PROGRESS = "record.schema.json", "progress.schema.json"
RISING = weekly(80, *range(90, 122, 4), after_mm=6)


def published(name: str) -> jsonschema.Draft202012Validator:
    found = json.loads((make_schemas.FOLDER / name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found)


def exported(folder: Path, history: WholeRecord) -> Any:
    path = folder / "record.json"
    write_archive(path, history)
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [RECORD, PROGRESS])
def test_the_published_schema_is_that_of_the_program(name: str) -> None:
    assert sorted(make_schemas.DOCUMENTS) == sorted(path.name for path in make_schemas.FOLDER.iterdir())
    assert (make_schemas.FOLDER / name).read_text(encoding="utf-8") == make_schemas.schema(
        *make_schemas.DOCUMENTS[name]
    )


@pytest.mark.parametrize("history", [HISTORY, NOTHING])
def test_an_exported_record_is_as_its_schema_says(tmp_path: Path, history: WholeRecord) -> None:
    published(RECORD).validate(exported(tmp_path, history))


@given(history=histories())
@settings(max_examples=20)
def test_any_exported_record_is_as_its_schema_says(
    tmp_path_factory: pytest.TempPathFactory, history: WholeRecord
) -> None:
    published(RECORD).validate(exported(tmp_path_factory.getbasetemp(), history))


@pytest.mark.parametrize(
    "history",
    [RISING, weekly(100), weekly(90, *[100, 101, 99] * 4, 140), History(date(2026, 11, 22))],
    ids=["much", "one test", "one far off", "nothing"],
)
def test_the_printed_progress_is_as_its_schema_says(history: History) -> None:
    published(PROGRESS).validate(as_json(history))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("version", 2),
        ("weather", "wet"),
        ("sessions.0.ending", "open"),
        ("sessions.0.started", None),
        ("sessions.0.stretches.1.done_ms", -1),
        ("sessions.0.stretches.0.dose.kind", "song"),
        ("sessions.0.stretches.2.dose.tempo", [1, 2]),
        ("measurements.0.side", "both"),
        ("measurements.0.trials.0.distance_mm", 300.1),
    ],
)
def test_the_schema_refuses_a_record_that_an_import_would_refuse(tmp_path: Path, key: str, value: object) -> None:
    found = exported(tmp_path, HISTORY)
    change(key, value)(found)
    assert not published(RECORD).is_valid(found)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("format", "mobility-for-runners"),
        ("today", None),
        ("version", 1),
        ("ankles.left.verdict.verdict", "better"),
        ("ankles.left.now.estimate", "best"),
        ("ankles.left.left_out.far_off", None),
        ("ankles.left.gain.interval_mm", [6]),
        ("ankles.left.now.tests", 8.5),
        ("minutes_held_this_week.calf.left", "1.5"),
        ("difference", {}),
    ],
)
def test_the_schema_refuses_progress_that_is_not_as_described(key: str, value: object) -> None:
    found = as_json(RISING)
    change(key, value)(found)
    assert not published(PROGRESS).is_valid(found)


def test_what_the_commands_write_and_print_of_a_year_is_as_the_schemas_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = Folders(tmp_path)
    folders.create()
    with Store(folders.database) as store:
        invented = invented_record(datetime.now(UTC), load_library(SHIPPED))
        store.add_history(invented.sessions, invented.measurements)
    assert run_command("progress", Namespace(json=True), folders) == 0
    found = json.loads(capsys.readouterr().out)
    published(PROGRESS).validate(found)
    assert found["ankles"]["left"]["change"] is not None
    assert run_command("export", Namespace(folder=tmp_path / "out"), folders) == 0
    published(RECORD).validate(json.loads((tmp_path / "out" / "mobility.json").read_text(encoding="utf-8")))


def test_a_name_added_to_progress_later_does_not_offend_the_schema_of_today() -> None:
    assert published(PROGRESS).is_valid(as_json(RISING) | {"added_later": 1})
