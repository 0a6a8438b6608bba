from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QListWidget

from mobility_gui.paths import Folders
from mobility_gui.settings import read_settings
from mobility_gui.store.sessions import Store
from mobility_gui.training.exercise import Side
from mobility_gui.training.record import Ending
from mobility_gui.ui.drawing.exercise_dialog import ExerciseDialog
from mobility_gui.ui.drawing.exercise_page import ExercisePage
from mobility_gui.ui.routines.routines_page import RoutinesPage
from mobility_gui.ui.window.main_window import ROUTINES
from tests.places.desk import Desk, keep_session
from tests.store import samples

# Start


@pytest.mark.parametrize(
    ("minutes", "held_ms", "warm"), [(29, 60_000, True), (31, 60_000, False), (1, 59_000, False), (-60, 60_000, False)]
)
def test_ankles_are_warm_for_half_an_hour_after_real_work_but_not_after_a_session_in_the_future(
    desk: Desk, folders: Folders, minutes: int, held_ms: int, *, warm: bool
) -> None:
    ended = datetime.now().astimezone() - timedelta(minutes=minutes)
    with Store(folders.database) as store:
        number = samples.begin(store, ended)
        store.add_stretch(number, samples.stretch(done_ms=held_ms), ended, "0:left:1")
        store.end_session(number, ended, Ending.COMPLETE)
    desk.unfinished.open_record()
    assert desk.start()[1].warm is warm


def test_the_last_routine_is_chosen_and_started_with_the_last_cold_values(desk: Desk, folders: Folders) -> None:
    keep_session(folders, (100.0, 110.0), days_ago=2)
    keep_session(folders, (102.0, 112.0))
    desk.unfinished.open_record()
    plan, before = desk.start()
    assert plan.routine.id == "warm_up_ankles"
    assert before.cold_mm == {Side.LEFT: 102.0, Side.RIGHT: 112.0}
    assert desk.settings.current.last_routine == "warm_up_ankles"


def test_a_start_hides_the_notices(desk: Desk) -> None:
    desk.window.show_notice("Something to know.")
    desk.start()
    assert desk.notices == []


def test_a_clock_that_was_never_set_is_reported_before_a_session_once(desk: Desk) -> None:
    desk.routines.report_clock(datetime(2026, 11, 22, 7, tzinfo=UTC))
    assert desk.notices == []
    for _ in range(2):
        desk.routines.report_clock(datetime(1970, 1, 1, 8, 30, tzinfo=UTC))
    assert desk.notices == [
        "Your computer’s clock says 1 January 1970. Set it, or your sessions will be saved under that date."
    ]


def test_the_side_that_was_tighter_twice_goes_first(desk: Desk, folders: Folders) -> None:
    keep_session(folders, (120.0, 100.0), days_ago=3)
    keep_session(folders, (121.0, 100.0))
    desk.unfinished.open_record()
    assert desk.routines_page._first is Side.RIGHT
    desk.routines_page.tighter_first_changed.emit(False)
    desk.routines.refresh()
    assert desk.routines_page._first is None


def test_once_is_not_enough_to_call_a_side_tighter(desk: Desk, folders: Folders) -> None:
    keep_session(folders, (120.0, 100.0))
    desk.unfinished.open_record()
    assert desk.routines_page._first is None


def test_measure_first_is_remembered(desk: Desk, folders: Folders) -> None:
    desk.routines_page.measure_first_changed.emit(True)
    assert read_settings(folders.settings_file).settings.measure_first


def test_new_times_are_used_for_the_next_plan(desk: Desk) -> None:
    desk.settings_page.settings_changed.emit(replace(desk.settings.current, lead_in_seconds=25))
    desk.window.show_place(ROUTINES)
    assert desk.routines_page.plan is not None
    assert desk.routines_page.plan.spans[0].duration_ms == 25_000


def test_a_session_of_measuring_alone_can_be_started(desk: Desk) -> None:
    desk.unfinished.open_record()
    desk.routines.measure_now()
    ((plan, _),) = desk.starts
    assert [span.kind for span in plan.spans] == ["measure"]


# The runner's own files


def test_three_of_many_mistakes_are_reported_and_the_rest_counted(qapp: QApplication, folders: Folders) -> None:
    for number in range(5):
        (folders.routines / f"wrong_{number}.toml").write_text("[routine.x]\nname =\n")
    desk = Desk(qapp, folders)
    desk.routines.report_mistakes()
    assert [Path(sentence.split(":")[0]).name for sentence in desk.notices[:3]] == [
        "wrong_0.toml",
        "wrong_1.toml",
        "wrong_2.toml",
    ]
    assert desk.notices[3:] == ["2 more mistakes in your files. See them all: mobility-gui check FILE"]
    desk.closes()


def test_a_picture_of_the_runners_own_is_kept_and_shown_in_the_list(desk: Desk, folders: Folders) -> None:
    desk.window.resize(1280, 800)
    desk.unfinished.open_record()
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
