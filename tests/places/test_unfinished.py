import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from mobility_gui.paths import Folders
from mobility_gui.store import database
from mobility_gui.store.sessions import Store
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Before
from mobility_gui.ui.kit.days import day_words, weekday_name
from mobility_gui.ui.window.notice_bar import NoticeBar
from tests.places.desk import NOW, Desk
from tests.store import samples


def test_a_record_in_use_elsewhere_still_offers_the_unfinished_session(
    desk: Desk, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_MS", 50)  # how long it waits is not tested here
    with Store(folders.database) as store:
        samples.begin(store, NOW)
    with closing(sqlite3.connect(folders.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        desk.unfinished.open_record()
    in_use, offer = desk.notices
    assert "is in use by another program" in in_use
    assert offer.startswith("“After a run” was interrupted today at ")


def test_a_record_that_cannot_be_opened_leaves_the_pages_empty_and_says_why(desk: Desk, folders: Folders) -> None:
    folders.database.mkdir()
    desk.unfinished.open_record()
    assert len(desk.notices) == 1
    assert str(folders.database) in desk.notices[0]
    assert desk.start()[1] == Before()


def test_a_newer_record_is_left_alone_and_no_new_one_is_offered(desk: Desk, folders: Folders) -> None:
    with Store(folders.database):
        pass
    with closing(sqlite3.connect(folders.database)) as connection:
        connection.execute("PRAGMA user_version=99")
    desk.unfinished.open_record()
    (bar,) = desk.window.findChildren(NoticeBar)
    assert "was written by a newer version of this program" in bar.text
    assert bar.findChildren(QPushButton, "new_record") == []


@pytest.mark.parametrize(
    ("days", "when"),
    [
        (0, "today at {0:%H:%M}"),
        (1, "yesterday at {0:%H:%M}"),
        (6, "on {1} at {0:%H:%M}"),
        (7, "on {2}"),
        (20, "on {2}"),
    ],
)
def test_the_offer_says_when_the_session_began(desk: Desk, folders: Folders, days: int, when: str) -> None:
    started = (NOW - timedelta(days=days)).astimezone()
    with Store(folders.database) as store:
        samples.begin(store, started)
    desk.unfinished.open_record()
    expected = when.format(started, weekday_name(started), day_words(started))
    assert desk.notices == [f"“After a run” was interrupted {expected}, before the first exercise."]
    assert desk.answers == ["Resume", "Discard"]


def test_what_was_done_can_be_saved_as_it_is(desk: Desk, folders: Folders) -> None:
    with Store(folders.database) as store:
        number = samples.begin(store, NOW)
        for stretch in (samples.stretch(0), samples.stretch(0, side=Side.RIGHT), samples.stretch(1)):
            store.add_stretch(number, stretch, NOW, "0:left:1")
    desk.unfinished.open_record()
    assert desk.notices[0].endswith(", after 2 exercises.")
    assert desk.answers == ["Resume", "Save what you did", "Discard"]
