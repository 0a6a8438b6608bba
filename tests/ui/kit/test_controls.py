import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobility_gui.ankle.unit import Unit
from mobility_gui.settings import Look
from mobility_gui.ui.kit.controls import (
    TARGET_PX,
    Button,
    ButtonKind,
    Choice,
    IconButton,
    SearchField,
    Segmented,
    Stepper,
    Toggle,
)
from mobility_gui.ui.kit.focus_ring import FocusRing
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.settings.length_stepper import LengthStepper


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme(Look.LIGHT)
    theme.apply(qapp)
    return theme


def looks() -> list[tuple[str, str]]:
    return [("system", "System"), ("light", "Light"), ("dark", "Dark")]


def test_everything_that_can_be_pressed_is_large_enough_and_has_a_name(theme: Theme, qtbot: QtBot) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    column = QVBoxLayout(home)
    controls: list[QWidget] = [
        *(Button(theme, "Do it", kind, "play") for kind in ButtonKind),
        IconButton(theme, "dots", "More"),
        Toggle(theme, "Reduce motion"),
        Segmented("Theme", looks(), "light"),
        Stepper(theme, "First lead-in", (5, 60), 10, "s"),
        Choice(theme, "Fit to"),
        SearchField(theme),
    ]
    for control in controls:
        column.addWidget(control)
    home.show()
    for control in controls:
        assert control.height() >= TARGET_PX, control
        face = QAccessible.queryAccessibleInterface(control)
        assert face.text(QAccessible.Text.Name), control


def test_a_toggle_is_a_check_box_to_a_screen_reader_and_the_space_key_switches_it(theme: Theme, qtbot: QtBot) -> None:
    toggle = Toggle(theme, "Keep the screen awake")
    qtbot.addWidget(toggle)
    assert QAccessible.queryAccessibleInterface(toggle).role() == QAccessible.Role.CheckBox
    toggle.show()
    with qtbot.waitSignal(toggle.clicked):
        QTest.keyClick(toggle, Qt.Key.Key_Space)
    assert toggle.isChecked()
    QTest.mouseClick(toggle, Qt.MouseButton.LeftButton, pos=QPoint(35, 4))
    assert not toggle.isChecked()


def test_an_arrow_key_moves_a_segmented_choice_and_tells_its_id(qtbot: QtBot) -> None:
    choice = Segmented("Theme", looks(), "light")
    qtbot.addWidget(choice)
    choice.show()
    choice.activateWindow()
    qtbot.waitUntil(choice.isActiveWindow)
    light = choice.findChildren(QPushButton)[1]
    light.setFocus()
    with qtbot.waitSignal(choice.chosen) as told:
        QTest.keyClick(light, Qt.Key.Key_Right)
    assert told.args == ["dark"]
    assert choice.selected == "dark"


def test_selecting_from_outside_tells_nothing(qtbot: QtBot) -> None:
    choice = Segmented("Theme", looks(), "light")
    qtbot.addWidget(choice)
    with qtbot.assertNotEmitted(choice.chosen):
        choice.select("system")
    assert choice.selected == "system"
    with pytest.raises(ValueError, match="no_such"):
        choice.select("no_such")


def test_a_stepper_stays_within_its_range_by_keys_mouse_and_typing(theme: Theme, qtbot: QtBot) -> None:
    stepper = Stepper(theme, "First lead-in", (5, 60), 59, "s")
    qtbot.addWidget(stepper)
    stepper.show()
    QTest.keyClick(stepper, Qt.Key.Key_Up)
    QTest.keyClick(stepper, Qt.Key.Key_Up)
    assert stepper.value() == 60
    QTest.mouseClick(stepper, Qt.MouseButton.LeftButton, pos=QPoint(18, 18))
    assert stepper.value() == 59
    QTest.mouseClick(stepper, Qt.MouseButton.LeftButton, pos=QPoint(stepper.width() - 18, 18))
    assert stepper.value() == 60
    stepper.lineEdit().selectAll()
    QTest.keyClicks(stepper, "12")
    QTest.keyClick(stepper, Qt.Key.Key_Return)
    assert stepper.value() == 12
    assert stepper.text() == "12 s"


def test_scrolling_over_a_number_does_not_change_it(theme: Theme, qtbot: QtBot) -> None:
    stepper = Stepper(theme, "First lead-in", (5, 60), 10)
    qtbot.addWidget(stepper)
    stepper.show()
    none, middle = Qt.MouseButton.NoButton, QPointF(66, 18)
    wheel = QWheelEvent(
        middle,
        middle,
        QPoint(),
        QPoint(0, 120),
        none,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(stepper, wheel)
    assert stepper.value() == 10


@pytest.mark.parametrize(
    ("typed", "unit", "expected_mm"),
    [("11,5", Unit.CM, 115), ("4 3/4", Unit.INCH, 121), ('5"', Unit.CM, 127), ("nonsense", Unit.CM, 127)],
)
def test_a_length_is_typed_as_on_the_measuring_page(
    theme: Theme, qtbot: QtBot, typed: str, unit: Unit, expected_mm: int
) -> None:
    stepper = LengthStepper(theme, "Target line", (50, 200), 127, unit)
    qtbot.addWidget(stepper)
    stepper.show()
    stepper.lineEdit().selectAll()
    QTest.keyClicks(stepper, typed)
    QTest.keyClick(stepper, Qt.Key.Key_Return)
    assert stepper.value() == expected_mm


def test_a_length_steps_from_mark_to_mark_of_the_tape_in_use(theme: Theme, qtbot: QtBot) -> None:
    stepper = LengthStepper(theme, "Target line", (50, 200), 127, Unit.CM)
    qtbot.addWidget(stepper)
    QTest.keyClick(stepper, Qt.Key.Key_Up)
    assert (stepper.value(), stepper.text()) == (130, "13.0 cm")
    stepper.setValue(127)
    stepper.set_unit(Unit.INCH)
    assert stepper.text() == "5 in"
    QTest.keyClick(stepper, Qt.Key.Key_Down)
    assert stepper.value() == 121


def test_a_ring_follows_the_keyboard_but_not_the_mouse(theme: Theme, qtbot: QtBot) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    column = QVBoxLayout(home)
    first, second = Button(theme, "First"), Button(theme, "Second")
    column.addWidget(first)
    column.addWidget(second)
    FocusRing(theme, home)
    home.show()
    home.activateWindow()
    qtbot.waitUntil(home.isActiveWindow)
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not rings(home)
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is second
    (ring,) = rings(home)
    assert ring.geometry() == second.geometry().adjusted(-4, -4, 4, 4)
    column.setContentsMargins(40, 40, 40, 40)
    column.activate()
    assert ring.geometry() == second.geometry().adjusted(-4, -4, 4, 4)


def rings(home: QWidget) -> list[QWidget]:
    return [child for child in home.findChildren(QWidget) if type(child).__name__ == "_Ring" and child.isVisible()]
