"""The places in a window that is never shown, with a real record, and what they asked for."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPushButton

from mobility_gui.ankle.trial import Trial
from mobility_gui.library.library import load_library
from mobility_gui.paths import Folders, resources
from mobility_gui.places.routines import RoutinesPlace
from mobility_gui.places.settings import SettingsPlace
from mobility_gui.places.unfinished import Unfinished
from mobility_gui.record.open_record import OpenRecord
from mobility_gui.settings import Settings, read_settings
from mobility_gui.store.sessions import Store
from mobility_gui.training.exercise import Side
from mobility_gui.training.plan import Plan
from mobility_gui.training.record import Before, Ending, Measurement, Occasion
from mobility_gui.ui.drawing.figures import Figures
from mobility_gui.ui.drawing.own_pictures import OwnPictures
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.routines.routines_page import RoutinesPage
from mobility_gui.ui.settings.settings_page import SettingsPage
from mobility_gui.ui.window.main_window import ROUTINES, SETTINGS, MainWindow
from tests.store import samples

NOW = datetime.now(UTC)


class Desk:
    """Routines, Settings and the unfinished session, connected as in the program."""

    def __init__(self, qt: QApplication, folders: Folders) -> None:
        self.folders = folders
        settings = read_settings(folders.settings_file).settings
        theme = Theme(settings.look)
        theme.apply(qt)
        self.window = MainWindow(theme)
        self.record = OpenRecord(self.window.show_notice)
        shipped = [resources() / "exercises", resources() / "routines"]
        library = load_library(shipped, [folders.exercises, folders.routines])
        self.settings = SettingsPlace(folders, settings, self.record, theme, self.window)
        figures, pictures = Figures(resources() / "figures", theme), OwnPictures(folders.pictures)
        self.routines = RoutinesPlace(library, self.record, self.settings, theme, figures, pictures, self.window)
        self.unfinished = Unfinished(folders.database, self.record, library.exercises, self.window)
        self.window.add_place(ROUTINES, "routines", lambda: self.routines)
        self.window.add_place(SETTINGS, "settings", lambda: self.settings)
        self.window.show_place(ROUTINES)
        self.starts: list[tuple[Plan, Before]] = []
        self.changes: list[Settings] = []
        self.routines.session_requested.connect(self._note_start)
        self.settings.changed.connect(self.changes.append)

    def _note_start(self, plan: Plan, before: Before) -> None:
        self.starts.append((plan, before))

    @property
    def notices(self) -> list[str]:
        return [bar.text for bar in self.window._notices]

    @property
    def answers(self) -> list[str]:
        """The words on the buttons of the last notice."""
        return [button.text() for button in self.window._notices[-1].findChildren(QPushButton) if button.text()]

    @property
    def routines_page(self) -> RoutinesPage:
        return self.routines.page

    @property
    def settings_page(self) -> SettingsPage:
        self.window.show_place(SETTINGS)
        return self.settings.page

    def start(self) -> tuple[Plan, Before]:
        """Press Start and return what was asked for."""
        self.routines_page.start_requested.emit(self.routines_page.plan)
        return self.starts[-1]

    def closes(self) -> None:
        self.settings.shut_down()
        self.record.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def keep_session(folders: Folders, *cold_mm: tuple[float, float], days_ago: int = 0) -> int:
    """Record a session that has ended, with the given cold values of both sides."""
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
