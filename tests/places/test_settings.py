from dataclasses import replace

from mobility_gui.ankle.unit import Unit
from mobility_gui.paths import Folders
from mobility_gui.settings import read_settings
from tests.places.desk import Desk, keep_session


def test_a_change_is_saved_and_signalled_at_once(desk: Desk, folders: Folders) -> None:
    changed = replace(desk.settings.current, volume_percent=15)
    desk.settings_page.settings_changed.emit(changed)
    assert desk.changes == [changed]
    assert read_settings(folders.settings_file).settings.volume_percent == 15


def test_mute_turns_the_sound_off_and_on_again(desk: Desk) -> None:
    desk.settings.toggle_mute()
    desk.settings.toggle_mute()
    assert [settings.muted for settings in desk.changes] == [True, False]


def test_a_unit_chosen_while_measuring_is_used_everywhere(desk: Desk) -> None:
    desk.settings.change_unit(Unit.INCH)
    assert desk.settings.current.unit is Unit.INCH
    assert desk.changes[-1].unit is Unit.INCH


def test_settings_that_cannot_be_saved_are_reported_and_used_anyway(desk: Desk, folders: Folders) -> None:
    folders.settings_file.mkdir()
    (folders.settings_file / "in_the_way").write_text("")
    desk.settings.toggle_mute()
    assert desk.changes[-1].muted
    assert desk.notices == [f"Settings not saved: {folders.settings_file} cannot be written (Is a directory)."]


def test_the_settings_page_counts_what_the_record_holds(desk: Desk, folders: Folders) -> None:
    keep_session(folders, (100.0, 110.0))
    desk.unfinished.open_record()
    assert desk.settings._data_text() == f"1 session and 1 cold test in {folders.data}"
