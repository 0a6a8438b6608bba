import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings

from mobility_gui.exchange.record_file import read_history
from mobility_gui.exchange.whole_record import ExchangeError, SessionEntry, WholeRecord
from mobility_gui.record.files import addition_lines, export_archive, export_record, export_table
from mobility_gui.store.addition import Added
from mobility_gui.store.sessions import Store
from mobility_gui.training.record import LATEST
from tests.exchange.invented_records import histories
from tests.exchange.record_samples import HISTORY

Export = Callable[[Store, Path], None]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "record.db") as store:
        yield store


def add(store: Store, history: WholeRecord) -> Added:
    return store.add_history(history.sessions, history.measurements)


def all_of(store: Store) -> WholeRecord:
    """Return everything but the sessions' numbers, which each record assigns itself."""
    sessions, single = store.history()
    entries = [SessionEntry(*kept) for kept in sessions]
    return WholeRecord(tuple(one._replace(record=replace(one.record, id=0)) for one in entries), tuple(single))


def all_measured(store: Store) -> list[tuple[object, ...]]:
    """Return each line that has measurements, and the measurements."""
    kept = [(line, store.kept(line.id)[0].measurements) for line in store.lines()]
    return [
        (line.routine, line.name, line.started, line.cold_mm, line.after_mm, measured)
        for line, measured in kept
        if measured
    ]


@given(history=histories())
@settings(max_examples=30)
def test_a_table_imported_into_an_empty_record_is_exported_again_to_the_byte(
    tmp_path_factory: pytest.TempPathFactory, history: WholeRecord
) -> None:
    assume(history.measurements or any(entry.record.measurements for entry in history.sessions))
    folder = tmp_path_factory.mktemp("record")
    with Store(folder / "here.db") as here, Store(folder / "there.db") as there:
        add(here, history)
        export_table(here, folder / "here.csv")
        add(there, read_history(folder / "here.csv"))
        export_table(there, folder / "there.csv")
        assert there.last_cold_pairs(99, LATEST) == here.last_cold_pairs(99, LATEST)
        assert all_measured(there) == all_measured(here)
    assert (folder / "there.csv").read_bytes() == (folder / "here.csv").read_bytes()


@given(history=histories())
@settings(max_examples=30)
def test_an_archive_restores_everything_in_an_empty_record(
    tmp_path_factory: pytest.TempPathFactory, history: WholeRecord
) -> None:
    folder = tmp_path_factory.mktemp("record")
    with Store(folder / "here.db") as here, Store(folder / "there.db") as there:
        add(here, history)
        export_archive(here, folder / "here.json")
        add(there, read_history(folder / "here.json"))
        assert all_of(there) == all_of(here)


@pytest.mark.parametrize(("first", "then"), [(export_archive, export_table), (export_table, export_archive)])
def test_table_and_archive_in_any_order_give_the_same_as_the_archive(
    store: Store, tmp_path: Path, first: Export, then: Export
) -> None:
    add(store, HISTORY)
    with Store(tmp_path / "other.db") as other:
        for number, export in enumerate((first, then, first)):
            path = tmp_path / str(number)
            export(store, path)
            add(other, read_history(path))
        assert all_of(other) == all_of(store)
        assert [line.id < 0 for line in other.lines()] == [line.id < 0 for line in store.lines()]


@pytest.mark.parametrize("export", [export_archive, export_table])
def test_importing_the_same_file_twice_adds_it_once(store: Store, tmp_path: Path, export: Export) -> None:
    add(store, HISTORY)
    export(store, tmp_path / "file")
    before = all_of(store)
    added = add(store, read_history(tmp_path / "file"))
    assert added == Added((), (), (), (), added.known, ())
    assert all_of(store) == before


@pytest.mark.parametrize("export", [export_archive, export_table])
def test_deleted_and_unfinished_sessions_are_not_exported(store: Store, tmp_path: Path, export: Export) -> None:
    export(store, tmp_path / "empty")
    add(store, HISTORY)
    for line in store.lines():
        store.delete(line.id, line.started)
    export(store, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == (tmp_path / "empty").read_bytes()


@pytest.mark.parametrize("export", [export_archive, export_table])
def test_anything_read_from_a_damaged_file_can_be_stored(store: Store, tmp_path: Path, export: Export) -> None:
    add(store, HISTORY)
    path = tmp_path / "file"
    export(store, path)
    clean = path.read_bytes()
    taken = 0
    for seed in range(300):
        chance = random.Random(seed)  # noqa: S311 - damage, no secrets
        content = bytearray(clean)
        content[chance.randrange(len(content))] = chance.choice([chance.randrange(256), *b"0123456789"])
        path.write_bytes(content)
        with suppress(ExchangeError):
            history = read_history(path)
            store.preview_history(history.sessions, history.measurements)
            taken += 1
    assert 0 < taken < 300


def test_both_files_are_written_into_a_folder(store: Store, tmp_path: Path) -> None:
    add(store, HISTORY)
    folder = tmp_path / "deep" / "out"
    assert export_record(store, folder) == (folder / "mobility.json", folder / "measurements.csv")
    export_archive(store, tmp_path / "alone.json")
    export_table(store, tmp_path / "alone.csv")
    assert (folder / "mobility.json").read_bytes() == (tmp_path / "alone.json").read_bytes()
    assert (folder / "measurements.csv").read_bytes() == (tmp_path / "alone.csv").read_bytes()


def test_changes_of_an_import_are_described_in_plain_words_a_line_each() -> None:
    assert addition_lines(Added((1,) * 12, (1, -2), (3, 4, 5), (2,) * 8, 3, ())) == (
        "12 new sessions",
        "8 new measurements entered by hand",
        "3 sessions with missing parts filled in",
        "2 deleted items restored",
    )
    assert addition_lines(Added((1,), (-2,), (3,), (4,), 0, ())) == (
        "1 new session",
        "1 new measurement entered by hand",
        "1 session with missing parts filled in",
        "1 deleted item restored",
    )
    assert addition_lines(Added((), (), (), (), 3, ())) == ()
