from dataclasses import asdict, replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QSlider, QWidget
from pytestqt.qtbot import QtBot

from mobility_gui.ankle.unit import Unit
from mobility_gui.settings import Look, OtherSound, Settings, ToneSet
from mobility_gui.training.voice_level import VoiceLevel
from mobility_gui.ui.kit.controls import Choice, Segmented, Stepper, Toggle
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.settings import about
from mobility_gui.ui.settings.settings_page import SettingsPage
from mobility_gui.ui.settings.speaker_card import SpeakerCard

LEFT, RIGHT = "Play “left side” on the left", "Play “right side” on the right"

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
    voice_level=VoiceLevel.NAMES,
    tone_set=ToneSet.BRIGHT,
    output_device="usb",
    speaker_awake=False,
    other_sound=OtherSound.PAUSE,
    target_mm=110,
    weekly_dose_minutes=4,
    sessions_a_week=5,
    measure_first=True,
    last_routine="warm_up_ankles",
)

SWITCHES = {
    "Halfway cue in long holds": "half_way_cue",
    "Reduce motion": "reduce_motion",
    "Keep the screen awake": "keep_awake",
    "Keep Bluetooth speakers awake": "speaker_awake",
}
"""Every switch on the page but that for the sound, and its setting."""


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


def choice(page: SettingsPage, name: str) -> Choice:
    return next(found for found in page.findChildren(Choice) if found.accessibleName() == name)


def listed(choice: Choice) -> list[str]:
    return [choice.itemText(index) for index in range(choice.count())]


def pick(choice: Choice, text: str) -> None:
    """Go to an entry with the keyboard, as a runner without a pointer does."""
    choice.setFocus()
    key = Qt.Key.Key_Down if choice.findText(text) > choice.currentIndex() else Qt.Key.Key_Up
    while choice.currentText() != text:
        QTest.keyClick(choice, key)


def segment(page: SettingsPage, name: str, word: str) -> QAbstractButton:
    found = named(page, f"{name}: {word}")
    assert isinstance(found, QAbstractButton)
    return found


def test_the_hint_of_the_target_line_takes_two_lines_in_a_small_window(page: SettingsPage, qtbot: QtBot) -> None:
    page.resize(816, 600)
    hint = next(found for found in page.findChildren(QLabel) if found.text().startswith("A goal, not"))
    qtbot.waitUntil(lambda: 150 < hint.width() < 200)  # it settles in two steps
    assert hint.heightForWidth(hint.width()) < 3 * hint.fontMetrics().height()


def test_showing_settings_tells_nothing_and_a_change_keeps_all_the_others(page: SettingsPage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.settings_changed):
        page.show_settings(CHOSEN, "61 sessions")
    stepper = named(page, "Time to get ready, seconds")
    with qtbot.waitSignal(page.settings_changed) as told:
        QTest.keyClick(stepper, Qt.Key.Key_Up)
    assert told.args == [replace(CHOSEN, lead_in_seconds=21)]


@pytest.mark.parametrize(("name", "field"), SWITCHES.items())
def test_each_switch_changes_its_own_setting(page: SettingsPage, qtbot: QtBot, name: str, field: str) -> None:
    assert {switch.accessibleName() for switch in page.findChildren(Toggle)} == {"Sound", *SWITCHES}
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


@pytest.mark.parametrize(("word", "level"), [("Names only", VoiceLevel.NAMES), ("Tones only", VoiceLevel.TONES)])
def test_how_much_is_said_is_chosen_at_once(page: SettingsPage, qtbot: QtBot, word: str, level: VoiceLevel) -> None:
    page.show_settings(Settings(), "")
    with qtbot.waitSignal(page.settings_changed) as told:
        segment(page, "Voice", word).click()
    assert told.args == [Settings(voice_level=level)]


def test_chosen_tones_are_kept_before_they_are_played(page: SettingsPage, qtbot: QtBot) -> None:
    page.show_settings(Settings(), "")
    with qtbot.waitSignals([page.settings_changed, page.tone_requested], order="strict"):
        segment(page, "Tones", "Bright").click()


def test_tones_chosen_while_the_sound_is_off_are_not_played(page: SettingsPage, qtbot: QtBot) -> None:
    page.show_settings(Settings(muted=True), "")
    with qtbot.assertNotEmitted(page.tone_requested), qtbot.waitSignal(page.settings_changed) as told:
        segment(page, "Tones", "Soft").click()
    assert told.args == [Settings(muted=True, tone_set=ToneSet.SOFT)]
    assert not any(named(page, name).isEnabled() for name in (LEFT, "Play a tone on both sides", RIGHT))


@pytest.mark.parametrize("side", ["left", "right"])
def test_each_side_can_be_tried(page: SettingsPage, qtbot: QtBot, side: str) -> None:
    page.show_settings(Settings(), "")
    button = named(page, LEFT if side == "left" else RIGHT)
    button.setFocus()
    with qtbot.waitSignal(page.side_test_requested) as told:
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert told.args == [side]


def test_devices_are_asked_for_each_time_the_page_is_shown_and_looked_for_only_the_first_time(
    page: SettingsPage, qtbot: QtBot
) -> None:
    device = choice(page, "Output device")
    assert (listed(device), device.isEnabled()) == (["Looking…"], False)
    page.show_devices([("builtin", "Built-in"), ("usb", "USB speaker")], "")
    page.hide()
    with qtbot.waitSignal(page.devices_wanted):
        page.show()
    assert listed(device) == ["System default", "Built-in", "USB speaker"]
    assert device.currentText() == "System default"


def test_a_device_is_chosen_by_its_identifier(page: SettingsPage, qtbot: QtBot) -> None:
    page.show_settings(Settings(), "")
    page.show_devices([("builtin", "Speaker"), ("usb", "USB")], "")
    with qtbot.waitSignal(page.settings_changed) as told:
        pick(choice(page, "Output device"), "Speaker")
    assert told.args == [Settings(output_device="builtin")]


def test_a_chosen_device_that_is_not_there_stays_chosen_and_says_so(page: SettingsPage, qtbot: QtBot) -> None:
    page.show_settings(Settings(output_device="usb"), "")
    page.show_devices([("builtin", "Built-in")], "usb")
    device = choice(page, "Output device")
    assert device.currentText() == "usb (not connected)"
    page.show_devices([("builtin", "Built-in"), ("usb", "USB speaker")], "usb")
    assert device.currentText() == "USB speaker"
    for _ in range(2):
        page.show_devices([("builtin", "Built-in")], "usb")
        assert device.currentText() == "USB speaker (not connected)"
    with qtbot.waitSignal(page.settings_changed) as told:
        segment(page, "Voice", "Names only").click()
    assert told.args == [Settings(output_device="usb", voice_level=VoiceLevel.NAMES)]


def test_a_change_made_before_the_devices_are_listed_keeps_the_chosen_one(page: SettingsPage, qtbot: QtBot) -> None:
    page.show_settings(CHOSEN, "")
    with qtbot.waitSignal(page.settings_changed) as told:
        QTest.keyClick(named(page, "One breath, seconds"), Qt.Key.Key_Up)
    assert told.args == [replace(CHOSEN, breath_seconds=9)]


def test_the_wheel_over_a_choice_scrolls_the_page_and_changes_nothing(page: SettingsPage, qtbot: QtBot) -> None:
    page.show_settings(Settings(), "")
    page.show_devices([("builtin", "Built-in"), ("usb", "USB")], "usb")
    device = choice(page, "Output device")
    middle = QPointF(device.rect().center())
    wheel = QWheelEvent(
        middle,
        QPointF(device.mapToGlobal(middle)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    with qtbot.assertNotEmitted(page.settings_changed):
        QApplication.sendEvent(device, wheel)
    assert device.currentText() == "USB"


def test_what_becomes_of_other_players_is_chosen_where_they_can_be_reached(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(Look.LIGHT)
    theme.apply(qapp)
    reached, out_of_reach = (SpeakerCard(theme, other_players=there) for there in (True, False))
    for card in (reached, out_of_reach):
        qtbot.addWidget(card)
        card.show_settings(Settings(other_sound=OtherSound.LOWER))
        card.show()
    (other,) = (found for found in reached.findChildren(Choice) if found.accessibleName() == "Other music")
    assert other.currentText() == "Quieter throughout"
    with qtbot.waitSignal(reached.changed):
        pick(other, "Pause it")
    assert reached.taken_over(Settings()).other_sound is OtherSound.PAUSE
    assert [found.accessibleName() for found in out_of_reach.findChildren(Choice) if found.isVisible()] == [
        "Output device"
    ]
    assert out_of_reach.taken_over(Settings()).other_sound is OtherSound.LOWER


@pytest.mark.parametrize("width", [816, 1196])
def test_a_problem_takes_its_room_and_gives_it_back(page: SettingsPage, qtbot: QtBot, width: int) -> None:
    page.resize(width, 600)
    device = choice(page, "Output device")
    left = named(page, LEFT)
    qtbot.waitUntil(lambda: left.height() == left.sizeHint().height())

    def gap() -> int:
        return left.mapTo(page, QPoint()).y() - device.mapTo(page, QPoint()).y()

    without = gap()
    page.show_sound_problem("No sound: the device is gone.")
    qtbot.waitUntil(lambda: gap() > without)
    speakers = next(card for card in page.findChildren(SpeakerCard))
    qtbot.waitUntil(lambda: speakers.height() >= speakers.heightForWidth(speakers.width()))
    assert left.height() == left.sizeHint().height()
    page.show_sound_problem(None)
    qtbot.waitUntil(lambda: gap() == without)


def test_another_unit_shows_the_same_target_differently(page: SettingsPage, qtbot: QtBot) -> None:
    page.show_settings(Settings(), "")
    target = next(child for child in page.findChildren(Stepper) if child.accessibleName() == "Target line")
    assert target.text() == "12.7 cm"
    units = next(child for child in page.findChildren(Segmented) if child.accessibleName() == "Units")
    with qtbot.waitSignal(page.settings_changed) as told:
        next(b for b in units.findChildren(QAbstractButton) if b.text() == "inches").click()
    assert told.args == [Settings(unit=Unit.INCH)]
    assert target.text() == "5 in"


def test_the_target_steps_by_half_centimetres_over_the_5_inch_mark_and_takes_a_millimetre_typed(
    page: SettingsPage,
) -> None:
    page.show_settings(replace(Settings(), target_mm=120), "")
    target = next(child for child in page.findChildren(Stepper) if child.accessibleName() == "Target line")
    heights = []
    for _ in range(4):
        target.stepUp()
        heights.append(target.text())
    assert heights == ["12.5 cm", "12.7 cm", "13.0 cm", "13.5 cm"]
    for _ in range(2):
        target.stepDown()
    assert target.text() == "12.7 cm"
    target.selectAll()
    QTest.keyClicks(target, "11.3")
    QTest.keyClick(target, Qt.Key.Key_Return)
    assert (target.value(), target.text()) == (113, "11.3 cm")


def test_wishes_are_told(page: SettingsPage, qtbot: QtBot) -> None:
    page.show_settings(Settings(), "", "/somewhere")
    found = {button.text(): button for button in page.findChildren(QAbstractButton)}
    with qtbot.waitSignal(page.tone_requested):
        found["Both"].click()
    with qtbot.waitSignal(page.mat_check_requested):
        named(page, "Mat check").click()  # type: ignore[attr-defined]  # a button
    with qtbot.waitSignal(page.folder_requested):
        found["Open folder"].click()


def test_where_the_data_are_is_shown_as_plain_text(page: SettingsPage) -> None:
    page.show_settings(Settings(), "3 sessions", "/home/<b>runner</b>")
    label = next(child for child in page.findChildren(QLabel) if "runner" in child.text())
    assert label.textFormat() is Qt.TextFormat.PlainText


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
@pytest.mark.parametrize("name", ["About the numbers", "Keys", "When to stop"])
def test_a_page_to_read_opens_and_closes_by_escape(page: SettingsPage, qtbot: QtBot, name: str, key: Qt.Key) -> None:
    QTest.keyClick(named(page, name), key)
    (dialog,) = page.findChildren(QDialog)
    assert dialog.windowTitle() == name
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.findChildren(QDialog))


def test_every_control_stays_inside_a_small_window(page: SettingsPage, qtbot: QtBot) -> None:
    page.resize(816, 600)
    controls = [*page.findChildren(Stepper), *page.findChildren(Segmented), *page.findChildren(Choice)]
    qtbot.waitUntil(lambda: all(c.mapTo(page, c.rect().topRight()).x() < 816 - 12 for c in controls))


@pytest.mark.usefixtures("qapp")
def test_the_numbers_page_names_its_sources_and_promises_nothing(qtbot: QtBot) -> None:
    numbers = about.numbers_page()
    qtbot.addWidget(numbers)
    text = " ".join(label.text() for label in numbers.findChildren(QLabel))
    for source in ("Powden", "Hoch and McKeon", "Konor", "Chisholm", "Behm", "Ingram", "Bernardi"):
        assert source in text
    assert "doesn’t promise to prevent" in text
    assert "30 studies followed 3,404 runners" in text
    assert "No norm for your age is shown" in text


@pytest.mark.usefixtures("qapp")
def test_the_dose_of_a_session_and_that_of_a_week_are_two_findings(qtbot: QtBot) -> None:
    numbers = about.numbers_page()
    qtbot.addWidget(numbers)
    said = [label.text() for label in numbers.findChildren(QLabel)]
    assert [text for text in said if "4 minutes" in text and "10 minutes a week" in text] == []
    assert len([text for text in said if "levels off at about 4 minutes" in text]) == 1
    assert len([text for text in said if "levels off at about 10 minutes a week per muscle" in text]) == 1


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
