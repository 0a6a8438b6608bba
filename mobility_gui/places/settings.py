"""Owns the settings: saves and signals each change at once, and fills the Settings page."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from mobility_gui.ankle.unit import Unit
from mobility_gui.paths import Folders
from mobility_gui.record.open_record import OpenRecord
from mobility_gui.settings import Settings, write_settings
from mobility_gui.store.sessions import Store
from mobility_gui.training.amounts import counted
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from mobility_gui.ui.settings.settings_page import SettingsPage


class SettingsPlace(QObject):
    """Holds the settings in use as `current`. If their file cannot be written, they last until the program ends."""

    changed = Signal(object)
    tone_requested = Signal()
    side_test_requested = Signal(str)
    devices_wanted = Signal()
    mat_check_requested = Signal()

    def __init__(
        self, folders: Folders, settings: Settings, record: OpenRecord, theme: Theme, window: MainWindow
    ) -> None:
        super().__init__()
        self.current = settings
        self._folders = folders
        self._record = record
        self._theme = theme
        self._window = window
        self._page: SettingsPage | None = None

    @property
    def page(self) -> "SettingsPage":
        """The page, built when it is first needed."""
        if self._page is None:
            self._page = self._make_page()
        return self._page

    def refresh(self) -> None:
        """Show the settings, and how much the record holds."""
        self.page.show_settings(self.current, self._data_text())

    def take(self, settings: Settings) -> None:
        """Save these settings and apply them everywhere."""
        self.current = settings
        self._theme.set_look(settings.look)
        self._write()
        self.changed.emit(settings)

    def change(self, **fields: Any) -> None:
        """Change some fields of `Settings`, save them and apply them everywhere."""
        self.take(replace(self.current, **fields))

    def remember(self, **fields: Any) -> None:
        """Change fields of `Settings` that the screen does not depend on; saved with the next change or at the end."""
        self.current = replace(self.current, **fields)

    def toggle_mute(self) -> None:
        """Turn the sound off, or on again."""
        self.change(muted=not self.current.muted)

    def change_voice(self) -> None:
        """Switch to the next voice level; the first follows the last."""
        self.change(voice_level=self.current.voice_level.following)

    def change_unit(self, unit: Unit) -> None:
        """Measure in this unit from now on."""
        self.change(unit=unit)

    def enlarge_digits(self) -> None:
        """Show the larger digits from now on."""
        self.change(larger_digits=True)

    def show_devices(self, devices: Sequence[tuple[str, str]]) -> None:
        """List the sound devices, given as (identifier, name)."""
        if self._page is not None:
            self._page.show_devices(devices, self.current.output_device)

    def show_sound_problem(self, sentence: str | None) -> None:
        """Say what is wrong with the sound; None if nothing is."""
        if self._page is not None:
            self._page.show_sound_problem(sentence)

    def shut_down(self) -> None:
        """Save everything, including the size and position of the window."""
        self.remember(window_geometry=self._window.geometry_text())
        self._write()

    def _make_page(self) -> "SettingsPage":
        from mobility_gui.ui.settings.settings_page import SettingsPage

        page = SettingsPage(self._theme)
        page.settings_changed.connect(self.take)
        page.folder_requested.connect(self._open_folder)
        page.tone_requested.connect(self.tone_requested)
        page.side_test_requested.connect(self.side_test_requested)
        page.devices_wanted.connect(self.devices_wanted)
        page.mat_check_requested.connect(self.mat_check_requested)
        return page

    def _open_folder(self) -> None:
        # A folder's name may be bytes that are not UTF-8, which Qt knows only in an address.
        QDesktopServices.openUrl(QUrl.fromEncoded(self._folders.data.as_uri().encode()))

    def _data_text(self) -> str:
        sessions, tests = self._record.ask(Store.counts, (0, 0))
        return f"{counted(sessions, 'session')} and {counted(tests, 'cold test')} in {self._folders.data}"

    def _write(self) -> None:
        try:
            write_settings(self._folders.settings_file, self.current)
        except OSError as error:
            sentence = f"Settings not saved: {self._folders.settings_file} cannot be written ({error.strerror})."
            self._window.show_notice(sentence)
