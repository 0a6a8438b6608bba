import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from mobility_gui.ankle.trial import Trial
from mobility_gui.ankle.unit import Unit
from mobility_gui.paths import Folders, resources
from mobility_gui.places.routines import Pages
from mobility_gui.settings import Settings, read_settings
from mobility_gui.store import database
from mobility_gui.store.sessions import Store
from mobility_gui.training.exercise import Side
from mobility_gui.training.history import History
from mobility_gui.training.plan import Plan
from mobility_gui.training.record import Before, Ending, Measurement, Occasion
from mobility_gui.ui.drawing.exercise_dialog import ExerciseDialog
from mobility_gui.ui.drawing.exercise_page import ExercisePage
from mobility_gui.ui.drawing.figures import Figures
from mobility_gui.ui.kit.days import day_words, weekday_name
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.progress.progress_page import ProgressPage
from mobility_gui.ui.routines.routines_page import RoutinesPage
from mobility_gui.ui.settings.settings_page import SettingsPage
from mobility_gui.ui.window.main_window import PROGRESS, ROUTINES, SETTINGS, MainWindow
from mobility_gui.ui.window.notice_bar import NoticeBar
from tests.store import samples

NOW = datetime.now(UTC)


class Desk:
    """The pages in a window that is never shown, and what they wished for."""

    def __init__(self, qt: QApplication, folders: Folders) -> None:
        self.folders = folders
        settings = read_settings(folders.settings_file).settings
        theme = Theme(settings.look)
        theme.apply(qt)
        self.window = MainWindow(theme)
        self.pages = Pages(folders, settings, theme, Figures(resources() / "figures", theme), self.window)
        self.window.add_place(ROUTINES, "routines", self.pages.make_routines)
        self.window.add_place(PROGRESS, "progress", self.pages.make_progress)
        self.window.add_place(SETTINGS, "settings", self.pages.make_settings)
        self.window.place_shown.connect(self.pages.refresh)
        self.window.notice_answered.connect(self.pages.answer)
        self.window.show_place(ROUTINES)
        self.starts: list[tuple[Plan, Before]] = []
        self.told: list[Settings] = []
        self.pages.session_requested.connect(self._note_start)
        self.pages.settings_changed.connect(self.told.append)

    def _note_start(self, plan: Plan, before: Before) -> None:
        self.starts.append((plan, before))

    @property
    def notices(self) -> list[str]:
        return [bar.text for bar in self.window._notices]

    @property
    def routines(self) -> RoutinesPage:
        assert self.pages._routines is not None
        return self.pages._routines

    @property
    def progress(self) -> ProgressPage:
        self.window.show_place(PROGRESS)
        assert self.pages._progress is not None
        return self.pages._progress._page

    @property
    def settings_page(self) -> SettingsPage:
        self.window.show_place(SETTINGS)
        assert self.pages._settings_page is not None
        return self.pages._settings_page

    def closes(self) -> None:
        self.pages.shut_down()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    made = Folders(tmp_path / "data")
    made.create()
    return made


@pytest.fixture
def desk(qapp: QApplication, folders: Folders, qtbot: QtBot) -> Iterator[Desk]:  # noqa: ARG001  catches what slots raise
    made = Desk(qapp, folders)
    yield made
    made.closes()


def keep_session(folders: Folders, *cold_mm: tuple[float, float], days_ago: int = 0) -> int:
    """Keep an ended session, with cold values of both sides where given."""
    started = NOW - timedelta(days=days_ago)
    with Store(folders.database) as store:
        number = samples.begin(store, started)
        store.add_stretch(number, samples.stretch(), started, "0:left:1")
        for left, right in cold_mm:
            pair = ((Side.LEFT, left), (Side.RIGHT, right))
            values = [Measurement(side, Occasion.COLD, started, (Trial(value),)) for side, value in pair]
            store.add_measurements(number, values)
        store.end_session(number, started, Ending.COMPLETE)
    return number


# Start


@pytest.mark.parametrize(("minutes", "held_ms", "warm"), [(29, 60_000, True), (31, 60_000, False), (1, 59_000, False)])
def test_ankles_are_warm_for_half_an_hour_after_real_work(
    desk: Desk, folders: Folders, minutes: int, held_ms: int, *, warm: bool
) -> None:
    ended = datetime.now().astimezone() - timedelta(minutes=minutes)
    with Store(folders.database) as store:
        number = samples.begin(store, ended)
        store.add_stretch(number, samples.stretch(done_ms=held_ms), ended, "0:left:1")
        store.end_session(number, ended, Ending.COMPLETE)
    desk.pages.open_record()
    desk.routines.start_requested.emit(desk.routines.plan)
    assert desk.starts[0][1].warm is warm


def test_the_last_routine_is_chosen_and_started_with_the_last_cold_values(desk: Desk, folders: Folders) -> None:
    keep_session(folders, (100.0, 110.0), days_ago=2)
    keep_session(folders, (102.0, 112.0))
    desk.pages.open_record()
    desk.routines.start_requested.emit(desk.routines.plan)
    ((plan, before),) = desk.starts
    assert plan.routine.id == "warm_up_ankles"
    assert before.cold_mm == {Side.LEFT: 102.0, Side.RIGHT: 112.0}
    assert desk.pages.settings.last_routine == "warm_up_ankles"


def test_a_start_takes_the_notices_away(desk: Desk) -> None:
    desk.pages.report("Something to know.")
    desk.routines.start_requested.emit(desk.routines.plan)
    assert desk.notices == []


def test_the_side_that_was_tighter_twice_goes_first(desk: Desk, folders: Folders) -> None:
    keep_session(folders, (120.0, 100.0), days_ago=3)
    keep_session(folders, (121.0, 100.0))
    desk.pages.open_record()
    assert desk.routines._first is Side.RIGHT
    desk.routines.tighter_first_changed.emit(False)
    desk.pages.refresh(ROUTINES)
    assert desk.routines._first is None


def test_once_is_not_enough_to_call_a_side_tighter(desk: Desk, folders: Folders) -> None:
    keep_session(folders, (120.0, 100.0))
    desk.pages.open_record()
    assert desk.routines._first is None


def test_measure_first_is_remembered(desk: Desk, folders: Folders) -> None:
    desk.routines.measure_first_changed.emit(True)
    assert read_settings(folders.settings_file).settings.measure_first


def test_new_times_are_used_for_the_next_plan(desk: Desk) -> None:
    desk.settings_page.settings_changed.emit(replace(desk.pages.settings, lead_in_seconds=25))
    desk.window.show_place(ROUTINES)
    assert desk.routines.plan is not None
    assert desk.routines.plan.spans[0].duration_ms == 25_000


# Files of the runner's


def test_of_many_mistakes_three_are_told_and_the_rest_counted(qapp: QApplication, folders: Folders) -> None:
    for number in range(5):
        (folders.routines / f"wrong_{number}.toml").write_text("[routine.x]\nname =\n")
    desk = Desk(qapp, folders)
    desk.pages.report_library()
    assert [Path(sentence.split(":")[0]).name for sentence in desk.notices[:3]] == [
        "wrong_0.toml",
        "wrong_1.toml",
        "wrong_2.toml",
    ]
    assert desk.notices[3:] == ["2 more mistakes in your files; mobility-gui check FILE lists them all."]
    desk.closes()


# Settings


def test_a_change_is_kept_told_and_used_at_once(desk: Desk, folders: Folders) -> None:
    changed = replace(desk.pages.settings, volume_percent=15)
    desk.settings_page.settings_changed.emit(changed)
    assert desk.told == [changed]
    assert read_settings(folders.settings_file).settings.volume_percent == 15


def test_mute_turns_the_sound_off_and_on_again(desk: Desk) -> None:
    desk.pages.toggle_mute()
    desk.pages.toggle_mute()
    assert [settings.muted for settings in desk.told] == [True, False]


def test_a_unit_chosen_while_measuring_holds_everywhere(desk: Desk) -> None:
    desk.pages.change_unit(Unit.INCH)
    assert desk.progress._unit is Unit.INCH


def test_settings_that_cannot_be_kept_are_told_of_and_used_all_the_same(desk: Desk, folders: Folders) -> None:
    folders.settings_file.mkdir()
    (folders.settings_file / "in_the_way").write_text("")
    desk.pages.toggle_mute()
    assert desk.told[-1].muted
    assert desk.notices == [f"The settings could not be kept in {folders.settings_file}: Is a directory."]


def test_the_page_of_settings_counts_what_is_kept(desk: Desk, folders: Folders) -> None:
    keep_session(folders, (100.0, 110.0))
    desk.pages.open_record()
    assert desk.pages._data_text() == f"1 session, 1 cold test, in {folders.data}"


# Progress


def test_what_was_kept_is_shown(desk: Desk, folders: Folders) -> None:
    keep_session(folders, (100.0, 110.0))
    desk.pages.open_record()
    history = desk.progress._history
    assert history is not None
    assert [line.routine for line in history.sessions] == ["after_run"]
    assert [reading.cold_mm for reading in history.readings(Side.LEFT)] == [100.0]


def test_measuring_alone_can_be_started_from_there(desk: Desk) -> None:
    desk.pages.open_record()
    desk.progress.measure_requested.emit()
    ((plan, _),) = desk.starts
    assert [span.kind for span in plan.spans] == ["measure"]


def test_it_leads_back_to_the_routines(desk: Desk) -> None:
    desk.progress.routine_requested.emit()
    assert desk.window.place == ROUTINES


# A record that does not open


def test_a_record_in_use_elsewhere_still_offers_the_unfinished_session(
    desk: Desk, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_MS", 50)  # its patience is not what is tried here
    with Store(folders.database) as store:
        samples.begin(store, NOW)
    with closing(sqlite3.connect(folders.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        desk.pages.open_record()
    in_use, offer = desk.notices
    assert "is in use by another program" in in_use
    assert offer.startswith("“After a run” from ")


def test_a_record_that_cannot_be_opened_leaves_the_pages_empty_and_says_why(desk: Desk, folders: Folders) -> None:
    folders.database.mkdir()
    desk.pages.open_record()
    assert len(desk.notices) == 1
    assert str(folders.database) in desk.notices[0]
    assert desk.progress._history == History(datetime.now().astimezone().date())
    desk.routines.start_requested.emit(desk.routines.plan)
    assert desk.starts[0][1] == Before()


def test_a_newer_record_is_left_alone_and_no_new_one_is_offered(desk: Desk, folders: Folders) -> None:
    with Store(folders.database):
        pass
    with closing(sqlite3.connect(folders.database)) as connection:
        connection.execute("PRAGMA user_version=99")
    desk.pages.open_record()
    (bar,) = desk.window.findChildren(NoticeBar)
    assert "was written by a newer version of this program" in bar.text
    assert bar.findChildren(QPushButton, "new_record") == []


@pytest.mark.parametrize("days", [0, 20])
def test_the_offer_says_when_the_session_began(desk: Desk, folders: Folders, days: int) -> None:
    started = (NOW - timedelta(days=days)).astimezone()
    with Store(folders.database) as store:
        samples.begin(store, started)
    desk.pages.open_record()
    expected = day_words(started) if days else f"{weekday_name(started)} {started:%H:%M}"
    assert desk.notices == [f"“After a run” from {expected} did not end. Nothing of it was done yet."]


def test_a_picture_of_the_runners_own_is_kept_and_shown_in_the_list(desk: Desk, folders: Folders) -> None:
    desk.window.resize(1280, 800)
    desk.pages.open_record()
    photo = folders.data / "photo.png"
    image = QImage(104, 66, QImage.Format.Format_RGB32)
    image.fill(QColor("#C02020"))
    assert image.save(str(photo))
    routines = desk.window.page
    assert isinstance(routines, RoutinesPage)
    steps = next(found for found in routines.findChildren(QListWidget) if found.accessibleName() == "Steps")
    steps.itemClicked.emit(steps.item(0))
    (dialog,) = desk.window.findChildren(ExerciseDialog)
    assert routines.plan is not None
    exercise = routines.plan.routine.steps[0].exercise
    dialog.findChildren(ExercisePage)[0].picture_chosen.emit(photo)
    assert (folders.pictures / f"{exercise}.png").read_bytes() == photo.read_bytes()
    row = steps.visualItemRect(steps.item(0))
    middle_of_tile = steps.viewport().grab().toImage().pixelColor(row.left() + 61, row.center().y())
    assert middle_of_tile == QColor("#C02020")
    dialog.close()
