import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QTextDocument, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget
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
    plain_tool_tip,
)
from mobility_gui.ui.kit.focus_ring import FocusRing
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.settings.length_stepper import LengthStepper
from tests.ui.cut_texts import cut_texts
from tests.ui.other_fonts import OtherTheme


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
        Stepper(theme, "Time to get ready", (5, 60), 10, "s"),
        Choice(theme, "Length"),
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
    stepper = Stepper(theme, "Time to get ready", (5, 60), 59, "s")
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
    stepper = Stepper(theme, "Time to get ready", (5, 60), 10)
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


def test_a_ring_has_room_even_if_the_buttons_fill_their_box(theme: Theme, qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(12, 12, 12, 12)
    column.addWidget(box)
    FocusRing(theme, dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    first, second = box.buttons()
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    focused = first if first.hasFocus() else second
    (ring,) = (child for child in dialog.findChildren(QWidget) if type(child).__name__ == "_Ring" and child.isVisible())
    around = QRect(focused.mapTo(dialog, QPoint()), focused.size()).adjusted(-4, -4, 4, 4)
    assert QRect(ring.mapTo(dialog, QPoint()), ring.size()) == around
    assert ring.visibleRegion().boundingRect() == ring.rect()


def test_a_choice_is_as_wide_as_its_words_are_while_chosen(qapp: QApplication, qtbot: QtBot) -> None:
    theme = OtherTheme("DejaVu Sans")
    theme.apply(qapp)
    choice = Segmented("Tones", [("soft", "Soft"), ("normal", "Normal"), ("months", "6 months")], "soft")
    qtbot.addWidget(choice)
    choice.show()
    width = choice.width()
    for option in ("normal", "months"):
        choice.select(option)
        assert cut_texts(choice) == []
    assert choice.width() == width
    Theme(Look.LIGHT).apply(qapp)


def test_an_open_list_shows_which_entry_is_chosen_in_the_colours_of_the_theme(theme: Theme, qtbot: QtBot) -> None:
    choice = Choice(theme, "Length")
    choice.addItems(["full", "5 min", "10 min"])
    qtbot.addWidget(choice)
    choice.show()
    choice.showPopup()
    qtbot.waitUntil(choice.view().isVisible)
    chosen = choice.view().visualRect(choice.model().index(0, 0))
    picture = choice.view().viewport().grab().toImage()
    assert picture.pixelColor(chosen.right() - 12, chosen.center().y()) == theme.color("primary_soft")
    choice.hidePopup()


@pytest.mark.parametrize("name", ["<b>Bold</b>", "a <i>b</i> & c\nBall"])
def test_a_tool_tip_shows_a_name_that_reads_as_html_as_it_is(name: str) -> None:
    shown = QTextDocument()
    shown.setHtml(plain_tool_tip(name))
    assert shown.toPlainText() == name
    assert plain_tool_tip("Legs & more, 3 < 4") == "Legs & more, 3 < 4"
