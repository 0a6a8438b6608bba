from dataclasses import asdict, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QSlider, QWidget
from pytestqt.qtbot import QtBot

from mobility_gui.ankle.unit import Unit
from mobility_gui.settings import Look, Settings
from mobility_gui.ui import about
from mobility_gui.ui.controls import Segmented, Stepper
from mobility_gui.ui.settings_page import SettingsPage
from mobility_gui.ui.theme import Theme

CHOSEN = Settings(
    unit=Unit.INCH,
    look=Look.DARK,
    larger_digits=True,
    reduce_motion=True,
    keep_awake=False,
    lead_in_seconds=20,
    switch_seconds=9,
    breath_seconds=8,
    half_way_cue=False,
    volume_percent=35,
    muted=True,
    target_mm=110,
    weekly_dose_minutes=4,
    sessions_a_week=5,
    measure_first=True,
    last_routine="warm_up_ankles",
)


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot) -> SettingsPage:
    theme = Theme(Look.LIGHT)
    theme.apply(qapp)
    page = SettingsPage(theme)
    qtbot.addWidget(page)
    page.resize(1196, 800)
    page.show()
    return page


def named(page: SettingsPage, name: str) -> QWidget:
    return next(child for child in page.findChildren(QWidget) if child.accessibleName() == name)


def test_the_hint_of_the_target_line_takes_two_lines_in_a_small_window(page: SettingsPage, qtbot: QtBot) -> None:
    page.resize(816, 600)
    hint = next(found for found in page.findChildren(QLabel) if found.text().startswith("a mark to aim at"))
    qtbot.waitUntil(lambda: 150 < hint.width() < 200)  # it settles in two steps
    assert hint.heightForWidth(hint.width()) < 3 * hint.fontMetrics().height()


def test_showing_settings_tells_nothing_and_a_change_keeps_all_the_others(page: SettingsPage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.settings_changed):
        page.show_settings(CHOSEN, "61 sessions")
    stepper = named(page, "First lead-in, seconds")
    with qtbot.waitSignal(page.settings_changed) as told:
        QTest.keyClick(stepper, Qt.Key.Key_Up)
    assert told.args == [replace(CHOSEN, lead_in_seconds=21)]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Half-way cue in long holds", "half_way_cue"),
        ("Reduce motion", "reduce_motion"),
        ("Keep the screen awake", "keep_awake"),
    ],
)
def test_each_switch_changes_its_own_setting(page: SettingsPage, qtbot: QtBot, name: str, field: str) -> None:
    page.show_settings(Settings(), "")
    switch = named(page, name)
    assert isinstance(switch, QAbstractButton)
    with qtbot.waitSignal(page.settings_changed) as told:
        switch.click()
    (changed,) = told.args
    assert asdict(changed) == asdict(Settings()) | {field: not getattr(Settings(), field)}


def test_switching_the_sound_off_mutes_and_leaves_the_volume_alone(page: SettingsPage, qtbot: QtBot) -> None:
    page.show_settings(Settings(), "")
    sound = next(child for child in page.findChildren(QAbstractButton) if child.accessibleName() == "Sound")
    with qtbot.waitSignal(page.settings_changed) as told:
        sound.click()
    assert told.args == [replace(Settings(), muted=True)]
    assert not named(page, "Volume, percent").isEnabled()


def test_the_arrow_keys_move_the_volume(page: SettingsPage, qtbot: QtBot) -> None:
    page.show_settings(Settings(volume_percent=70), "")
    slider = named(page, "Volume, percent")
    assert isinstance(slider, QSlider)
    with qtbot.waitSignal(page.settings_changed) as told:
        QTest.keyClick(slider, Qt.Key.Key_Right)
    assert told.args == [Settings(volume_percent=75)]


def test_another_unit_shows_the_same_target_differently(page: SettingsPage, qtbot: QtBot) -> None:
    page.show_settings(Settings(), "")
    target = next(child for child in page.findChildren(Stepper) if child.accessibleName() == "Target line")
    assert target.text() == "12.7 cm"
    units = next(child for child in page.findChildren(Segmented) if child.accessibleName() == "Units")
    with qtbot.waitSignal(page.settings_changed) as told:
        next(b for b in units.findChildren(QAbstractButton) if b.text() == "inches").click()
    assert told.args == [Settings(unit=Unit.INCH)]
    assert target.text() == "5 in"


def test_wishes_are_told(page: SettingsPage, qtbot: QtBot) -> None:
    page.show_settings(Settings(), "", "/somewhere")
    found = {button.text(): button for button in page.findChildren(QAbstractButton)}
    with qtbot.waitSignal(page.tone_requested):
        found["Play a tone"].click()
    with qtbot.waitSignal(page.folder_requested):
        found["Open folder"].click()


def test_where_the_data_are_is_shown_as_plain_text(page: SettingsPage) -> None:
    page.show_settings(Settings(), "3 sessions", "/home/<b>runner</b>")
    label = next(child for child in page.findChildren(QLabel) if "runner" in child.text())
    assert label.textFormat() is Qt.TextFormat.PlainText


@pytest.mark.parametrize("name", ["About the numbers", "Keys", "When to stop"])
def test_a_page_to_read_opens_and_closes_by_escape(page: SettingsPage, qtbot: QtBot, name: str) -> None:
    row = named(page, name)
    assert isinstance(row, QAbstractButton)
    row.click()
    (dialog,) = page.findChildren(QDialog)
    assert dialog.windowTitle() == name
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.findChildren(QDialog))


def test_every_control_stays_inside_a_small_window(page: SettingsPage, qtbot: QtBot) -> None:
    page.resize(816, 600)
    controls = [*page.findChildren(Stepper), *page.findChildren(Segmented)]
    qtbot.waitUntil(lambda: all(c.mapTo(page, c.rect().topRight()).x() < 816 - 12 for c in controls))


@pytest.mark.usefixtures("qapp")
def test_the_numbers_page_names_its_sources_and_promises_nothing(qtbot: QtBot) -> None:
    numbers = about.numbers_page()
    qtbot.addWidget(numbers)
    text = " ".join(label.text() for label in numbers.findChildren(QLabel))
    for source in ("Powden", "Hoch and McKeon", "Konor", "Chisholm", "Behm", "Ingram", "Bernardi"):
        assert source in text
    assert "does not promise to prevent" in text


def test_a_new_look_reaches_every_control(qapp: QApplication, qtbot: QtBot) -> None:
    pictures = []
    for first in (Look.DARK, Look.LIGHT):
        theme = Theme(first)
        theme.apply(qapp)
        page = SettingsPage(theme)
        qtbot.addWidget(page)
        page.resize(1196, 800)
        page.show_settings(CHOSEN, "61 sessions", "/somewhere")
        page.show()
        page.grab()
        theme.set_look(Look.DARK)
        QApplication.processEvents()
        pictures.append(page.grab().toImage())
        page.hide()
    fresh, changed = pictures
    assert fresh == changed
