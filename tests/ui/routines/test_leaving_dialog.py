from collections.abc import Iterator
from datetime import time

import pytest
from PySide6.QtCore import QPoint, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTimeEdit
from pytestqt.qtbot import QtBot

from mobility_gui.settings import Look
from mobility_gui.ui.kit.days import use_clock
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.routines.leaving_dialog import LeavingDialog


def opened(qapp: QApplication, qtbot: QtBot) -> tuple[LeavingDialog, QTimeEdit]:
    theme = Theme(Look.LIGHT)
    theme.apply(qapp)
    dialog = LeavingDialog(theme, time(23, 58))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog, dialog.findChildren(QTimeEdit)[0]


def test_plus_and_minus_move_the_time_by_five_minutes_over_midnight_too(qapp: QApplication, qtbot: QtBot) -> None:
    _, field = opened(qapp, qtbot)
    middle = field.height() // 2
    QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=QPoint(field.width() - 12, middle))
    assert field.time() == QTime(0, 3)
    QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=QPoint(12, middle))
    assert field.time() == QTime(23, 58)


def test_a_typed_time_is_used(qapp: QApplication, qtbot: QtBot) -> None:
    dialog, field = opened(qapp, qtbot)
    QTest.keyClicks(field, "0712")
    with qtbot.waitSignal(dialog.leaving_chosen) as told:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert told.args == [time(7, 12)]


@pytest.fixture
def _twelve_hours() -> Iterator[None]:
    use_clock(twelve_hours=True)
    yield
    use_clock(twelve_hours=False)


@pytest.mark.usefixtures("_twelve_hours")
def test_it_has_the_hours_of_the_systems_clock(qapp: QApplication, qtbot: QtBot) -> None:
    _, field = opened(qapp, qtbot)
    assert field.text() == "11:58 pm"
