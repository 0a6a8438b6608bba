import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from mobility_gui.store.database import StoreError
from mobility_gui.store.sessions import Store
from mobility_gui.store.writer import Writer
from tests.store.samples import STARTED, begin, stretch, stretches


class Heard:
    """The errors that the writer reported, and on which threads."""

    def __init__(self) -> None:
        self.errors: list[Exception] = []
        self.threads: set[int] = set()

    def __call__(self, error: Exception) -> None:
        self.errors.append(error)
        self.threads.add(threading.get_ident())


@pytest.fixture
def heard() -> Heard:
    return Heard()


def add(writer: Writer, step: int) -> None:
    writer.write(lambda store, session: store.add_stretch(session, stretch(step), STARTED, str(step)))


def impatient(store: Store, _: int) -> None:
    store._connection.execute("PRAGMA busy_timeout=1")


def steps(path: Path) -> list[int]:
    with Store(path) as store:
        found = store.unfinished()
        return [] if found is None else [one.step for one in found.stretches]


def test_changes_are_on_disk_in_order_after_a_flush(path: Path, heard: Heard) -> None:
    writer = Writer(path, heard)
    writer.begin(begin)
    for step in range(20):
        add(writer, step)
    assert writer.flush()
    assert steps(path) == list(range(20))
    add(writer, 20)
    assert writer.close()
    assert steps(path) == list(range(21))
    assert heard.errors == []


def test_an_open_session_is_resumed(path: Path, heard: Heard) -> None:
    with Store(path) as store:
        begin(store)
        session = begin(store)
    writer = Writer(path, heard)
    writer.begin(lambda _: session)
    add(writer, 1)
    assert writer.close()
    with Store(path) as store:
        assert stretches(store, session) == (stretch(1),)


def test_a_writer_with_nothing_to_write_creates_no_file(path: Path, heard: Heard) -> None:
    writer = Writer(path, heard)
    assert writer.flush()
    assert writer.close()
    assert not path.exists()


def test_a_change_the_disk_refuses_is_reported_once_and_written_later(path: Path, heard: Heard) -> None:
    path.parent.write_text("in the way")
    writer = Writer(path, heard)
    writer.begin(begin)
    for step in range(3):
        add(writer, step)
    assert not writer.flush()
    assert [type(error) for error in heard.errors] == [StoreError]
    assert heard.threads.isdisjoint({threading.get_ident()})
    path.parent.unlink()
    add(writer, 3)
    assert writer.flush()
    assert steps(path) == [0, 1, 2, 3]
    assert writer.close()
    assert len(heard.errors) == 1


def test_a_flush_tries_again_and_a_new_failure_is_reported_again(path: Path, heard: Heard) -> None:
    writer = Writer(path, heard)
    writer.begin(begin)
    writer.write(impatient)
    assert writer.flush()
    for step in range(2):
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            add(writer, step)
            assert not writer.flush()
            assert not writer.flush()
        assert writer.flush()
    assert ["in use by another program" in str(error) for error in heard.errors] == [True, True]
    assert writer.close()
    assert steps(path) == [0, 1]


def test_closing_returns_false_if_something_was_not_written(path: Path, heard: Heard) -> None:
    path.parent.write_text("in the way")
    writer = Writer(path, heard)
    writer.begin(begin)
    assert not writer.close()
    assert len(heard.errors) == 1


def test_our_own_mistake_is_reported_and_does_not_block_what_follows(path: Path, heard: Heard) -> None:
    writer = Writer(path, heard)
    writer.begin(begin)
    writer.write(lambda store, session: store.set_position(session + 7, ""))
    add(writer, 1)
    assert writer.close()
    assert [type(error) for error in heard.errors] == [LookupError]
    assert steps(path) == [1]
