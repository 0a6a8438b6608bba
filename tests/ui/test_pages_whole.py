"""No words of a page or dialog are cut off, in any window, with our font and with others."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mobility_gui.paths import resources
from mobility_gui.settings import Look, Settings
from mobility_gui.training.exercise import Side
from mobility_gui.training.plan import Timing
from mobility_gui.ui.drawing.exercise_page import ExercisePage
from mobility_gui.ui.drawing.figures import Figures
from mobility_gui.ui.kit.reading import ReadingDialog
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.routines.leaving_dialog import LeavingDialog
from mobility_gui.ui.routines.routines_page import RoutinesPage
from mobility_gui.ui.settings import about
from mobility_gui.ui.settings.settings_page import SettingsPage
from mobility_gui.ui.window.main_window import RAIL_PX
from mobility_gui.ui.window.notice_bar import NoticeBar
from tests.ui.cut_texts import colliding_texts, cut_texts
from tests.ui.other_fonts import OTHER_FONTS, theme_with
from tests.ui.stage.painted import library

WINDOWS = [
    (800, 500),  # a screen of 1600x1000 at 200 %
    (900, 600),
    (1280, 800),
    (1920, 1080),  # also 3840x2160 at 200 %
    *(
        pytest.param(window, marks=pytest.mark.prove)
        for window in (
            (853, 533),  # 1280x800 at 150 %
            (960, 540),  # 1920x1080 at 200 %
            (960, 1040),
            (1280, 720),  # 1920x1080 at 150 %
            (2560, 1440),  # 3840x2160 at 150 %
            (3840, 2160),
        )
    ),
]
ROUTINES = library().routines
DOTTED = ("Looking…", "Change…", "Add a picture…", "leave by…")
"""Words that end in dots when they are whole."""

NAMES = tuple(routine.name for routine in ROUTINES.values())


@pytest.fixture(params=["", *OTHER_FONTS], ids=["ours", *OTHER_FONTS])
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Theme]:
    theme = theme_with(request.param)
    theme.apply(qapp)
    yield theme
    Theme(Look.LIGHT).apply(qapp)


def draws_nothing(_painter: QPainter, _tile: QRectF, _exercise: str, _side: Side, _ground: str) -> bool:
    return False


def shown(widget: QWidget, qtbot: QtBot, width: int, height: int) -> QWidget:
    qtbot.addWidget(widget)
    widget.setMinimumSize(1, 1)
    widget.resize(width, height)
    widget.show()
    assert (widget.width(), widget.height()) == (width, height)
    return widget


def faults(widget: QWidget, names: tuple[str, ...] = ()) -> list[str]:
    for _ in range(4):
        QApplication.processEvents()  # a layout in a layout in a scroll area needs a turn each
    for field in widget.findChildren(QLineEdit):
        field.deselect()  # selected words are painted twice, one part at a time
    return cut_texts(widget, may_end_in_dots=(*names, *DOTTED)) + colliding_texts(widget)


@pytest.mark.parametrize("window", WINDOWS)
def test_every_routine_can_be_read_whole(window: tuple[int, int], theme: Theme, qtbot: QtBot) -> None:
    page = RoutinesPage(theme, draws_nothing, lambda: datetime(2026, 11, 22, 7, 1, tzinfo=UTC))
    shown(page, qtbot, window[0] - RAIL_PX, window[1])
    done = dict.fromkeys(ROUTINES, date(2026, 9, 30))
    found = {}
    for routine in ROUTINES:
        page.show_library(
            tuple(ROUTINES.values()),
            library().exercises,
            Timing(),
            done,
            routine,
            tighter=Side.LEFT,
            tighter_first=True,
            measure_first=True,
        )
        page._bar.leave_at(time(19, 5))
        found[routine] = faults(page, NAMES)
    assert not {routine: cut for routine, cut in found.items() if cut}


@pytest.mark.parametrize("window", WINDOWS)
def test_settings_can_be_read_whole(window: tuple[int, int], theme: Theme, qtbot: QtBot) -> None:
    page = SettingsPage(theme)
    page.show_settings(Settings(), "123 sessions and 45 cold tests in /home/runner/.local/share/mobility-gui")
    shown(page, qtbot, window[0] - RAIL_PX, window[1])
    page.show_sound_problem("The chosen device is gone; the sound goes to the system's default until it is back.")
    assert not faults(page)


def test_what_is_said_about_an_exercise_can_be_read_whole(theme: Theme, qtbot: QtBot) -> None:
    figures = Figures(resources() / "figures", theme)
    found = {}
    for exercise in library().exercises.values():
        page = ExercisePage(theme, draws_nothing, figures, moves=False)
        page.show_exercise(exercise)
        page.show_picture(own=True, can_put_back=True, problem="picture.png is not a PNG, JPEG or WebP picture.")
        dialog = shown(ReadingDialog(theme, exercise.name, page), qtbot, 640, 480)
        found[exercise.name] = faults(dialog)
        dialog.hide()
    assert not {exercise: cut for exercise, cut in found.items() if cut}


def test_pages_to_read_can_be_read_whole(theme: Theme, qtbot: QtBot) -> None:
    for make in (about.numbers_page, about.keys_page, about.stop_page):
        dialog = ReadingDialog(theme, "", make())
        shown(dialog, qtbot, 640, 450)
        assert not faults(dialog)


def test_questions_and_notices_can_be_read_whole(theme: Theme, qtbot: QtBot) -> None:
    leaving = LeavingDialog(theme, time(7, 5))
    shown(leaving, qtbot, 440, leaving.sizeHint().height())
    answers = [("Resume", "a"), ("Save what you did", "b"), ("Discard", "c")]
    notice = NoticeBar(theme, "“After the run” was interrupted yesterday at 19:05, after 4 exercises.", answers)
    shown(notice, qtbot, 800, notice.heightForWidth(800) if notice.hasHeightForWidth() else notice.sizeHint().height())
    assert not faults(leaving) + faults(notice)
