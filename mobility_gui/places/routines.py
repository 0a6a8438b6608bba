"""Fills the places of the window from library and record, and answers their wishes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from mobility_gui.ankle.unit import Unit
from mobility_gui.exchange.plan_text import read_plan
from mobility_gui.library.library import load_library
from mobility_gui.paths import Folders, resources
from mobility_gui.record.open_record import OpenRecord
from mobility_gui.settings import Settings, write_settings
from mobility_gui.store.database import DatabaseDamagedError, StoreError, set_aside
from mobility_gui.store.sessions import OpenSession, Store
from mobility_gui.training.advice import EASIER_AFTER, TIGHTER_TESTS, tighter_side
from mobility_gui.training.exercise import Exercise
from mobility_gui.training.phrases import vocabulary
from mobility_gui.training.plan import Plan, make_plan, measuring_only
from mobility_gui.training.record import WARM_SECONDS, Before, SessionRecord
from mobility_gui.ui.drawing.figures import Figures
from mobility_gui.ui.drawing.own_pictures import OwnPictures
from mobility_gui.ui.kit.days import day_words, time_words, weekday_name
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.routines.routines_page import RoutinesPage
from mobility_gui.ui.window.main_window import PROGRESS, ROUTINES, MainWindow

if TYPE_CHECKING:
    from mobility_gui.places.progress import ProgressPlace
    from mobility_gui.ui.progress.progress_page import ProgressPage
    from mobility_gui.ui.settings.settings_page import SettingsPage

LATELY = 5
"""So many sessions are looked at for one that has just ended."""

WARM_FROM_MS = 60_000
"""Work of a session that warms an ankle (assumption)."""

GO_ON, KEEP, DISCARD, NEW_RECORD = "go_on", "keep", "discard", "new_record"
"""Answers to a notice."""


class Pages(QObject):
    """Owns the record as the window reads it. Without one (a disk that fails) the pages are empty and say why."""

    session_requested = Signal(object, object)  # Plan, Before
    go_on_requested = Signal(object, object, object)  # OpenSession, Plan, Before
    settings_changed = Signal(object)
    tone_requested = Signal()
    side_test_requested = Signal(str)
    devices_wanted = Signal()
    mat_check_requested = Signal()

    def __init__(
        self, folders: Folders, settings: Settings, theme: Theme, figures: Figures, window: MainWindow
    ) -> None:
        super().__init__()
        self.settings = settings
        self._folders = folders
        self._theme = theme
        self._figures = figures
        self.own_pictures = OwnPictures(folders.pictures)
        self._window = window
        self._library = load_library(
            [resources() / "exercises", resources() / "routines"], [folders.exercises, folders.routines]
        )
        self._record = OpenRecord(self.report)
        self._unfinished: OpenSession | None = None
        self._routines: RoutinesPage | None = None
        self._progress: ProgressPlace | None = None
        self._settings_page: SettingsPage | None = None

    # What the rest of the program says

    @property
    def phrases(self) -> tuple[str, ...]:
        """All that may have to be said in a session."""
        return vocabulary(self._library.exercises.values(), self._library.routines.values())

    def report(self, sentence: str) -> None:
        """Say something went wrong, in one sentence at the top of the window."""
        self._window.show_notice(sentence)

    def report_library(self) -> None:
        """Say which of the runner's files could not be used."""
        problems = self._library.problems
        for problem in problems[:3]:
            self.report(str(problem))
        if len(problems) > 3:  # noqa: PLR2004  more would fill the window
            self.report(f"{len(problems) - 3} more mistakes in your files; mobility-gui check FILE lists them all.")

    def open_record(self) -> None:
        """Open the record and fill what is shown from it."""
        try:
            store = self._record.open(self._folders.database)
            self._unfinished = store.unfinished()
            store.empty_bin(_now())
        except DatabaseDamagedError as error:
            self._window.show_notice(str(error), [("Keep that file aside and start a new record", NEW_RECORD)])
        except StoreError as error:
            self.report(str(error))
        self.refresh(self._window.place)
        self._offer_unfinished()

    def session_closed(self) -> None:
        """A session is over or left: show what it changed."""
        self._unfinished = self._record.ask(Store.unfinished, None)
        self.refresh(self._window.place)
        self._offer_unfinished()

    def show_progress(self) -> None:
        """Go to the page of progress."""
        self._window.show_place(PROGRESS)

    def show_exercise(self, exercise: Exercise) -> None:
        """Open what is to be known of an exercise, where a picture of it can be added too."""
        from mobility_gui.ui.drawing.exercise_dialog import (
            ExerciseDialog,  # seldom first: the window is painted without it
        )

        dialog = ExerciseDialog(
            self._theme,
            exercise,
            self._figures,
            self.own_pictures,
            self._window,
            moves=not self.settings.reduce_motion,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._routines is not None:
            dialog.picture_changed.connect(self._routines.repaint_figures)
        dialog.open()

    def change_settings(self, settings: Settings) -> None:
        """Keep new settings and let everything use them."""
        self.settings = settings
        self._theme.set_look(settings.look)
        self._write_settings()
        self.settings_changed.emit(settings)

    def toggle_mute(self) -> None:
        """Turn the sound off, or on again."""
        self.change_settings(replace(self.settings, muted=not self.settings.muted))

    def change_voice(self) -> None:
        """Let more or less be said: the next level, and after the last the first."""
        self.change_settings(replace(self.settings, voice_level=self.settings.voice_level.following))

    def enlarge_digits(self) -> None:
        """Show the larger digits from now on."""
        self.change_settings(replace(self.settings, larger_digits=True))

    def show_devices(self, devices: Sequence[tuple[str, str]]) -> None:
        """List where sound can go, as (identifier, name)."""
        if self._settings_page is not None:
            self._settings_page.show_devices(devices, self.settings.output_device)

    def show_sound_problem(self, sentence: str | None) -> None:
        """Say in Settings what is wrong with the sound, or with None that nothing is."""
        if self._settings_page is not None:
            self._settings_page.show_sound_problem(sentence)

    def change_unit(self, unit: Unit) -> None:
        """Measure in this unit from now on."""
        self.change_settings(replace(self.settings, unit=unit))

    def shut_down(self) -> None:
        """Keep where the window was, and let go of the record."""
        self.settings = replace(self.settings, window_geometry=self._window.geometry_text())
        self._write_settings()
        self._record.close()

    def refresh(self, place: str) -> None:
        """Fill a place anew."""
        match place:
            case "Routines" if self._routines is not None:
                self._fill_routines(self._routines)
            case "Progress" if self._progress is not None:
                self._progress.refresh(self.settings)
            case "Settings" if self._settings_page is not None:
                self._settings_page.show_settings(self.settings, self._data_text())
            case _:
                pass

    # The places

    def make_routines(self) -> RoutinesPage:
        page = self._routines = RoutinesPage(self._theme, self.own_pictures.in_place_of(self._figures.paint_tile))
        page.start_requested.connect(self._start)
        page.measure_first_changed.connect(self._change_measure_first)
        page.tighter_first_changed.connect(self._change_tighter_first)
        page.selected_changed.connect(self._change_selected)
        page.mat_check_requested.connect(self.mat_check_requested)
        page.exercise_requested.connect(self.show_exercise)
        return page

    def make_progress(self) -> "ProgressPage":
        from mobility_gui.places.progress import ProgressPlace
        from mobility_gui.ui.progress.progress_page import ProgressPage

        page = ProgressPage(self._theme, self._figures.paint_knee_to_wall)
        self._progress = ProgressPlace(page, self._record, self._library.exercises, self._theme, self._window, self)
        page.measure_requested.connect(self._measure_now)
        page.routine_requested.connect(self._show_routines)
        return page

    def make_settings(self) -> "SettingsPage":
        from mobility_gui.ui.settings.settings_page import SettingsPage

        page = self._settings_page = SettingsPage(self._theme)
        page.settings_changed.connect(self.change_settings)
        page.folder_requested.connect(self._open_folder)
        page.tone_requested.connect(self.tone_requested)
        page.side_test_requested.connect(self.side_test_requested)
        page.devices_wanted.connect(self.devices_wanted)
        page.mat_check_requested.connect(self.mat_check_requested)
        return page

    def _fill_routines(self, page: RoutinesPage) -> None:
        page.show_sore(self._record.ask(partial(Store.sore, times=EASIER_AFTER), frozenset()))
        page.show_library(
            list(self._library.routines.values()),
            self._library.exercises,
            self.settings.timing,
            self._record.ask(Store.last_done, {}),
            self.settings.last_routine or "warm_up_ankles",
            tighter=tighter_side(self._record.ask(partial(Store.last_cold_pairs, count=TIGHTER_TESTS), [])),
            tighter_first=self.settings.tighter_first,
            measure_first=self.settings.measure_first,
        )

    # Their wishes

    def _start(self, plan: Plan) -> None:
        self.settings = replace(self.settings, last_routine=plan.routine.id)
        self._window.hide_notices()
        self.session_requested.emit(plan, self._before())

    def _measure_now(self) -> None:
        plan = make_plan(measuring_only(), self._library.exercises, self.settings.timing)
        self._window.hide_notices()
        self.session_requested.emit(plan, self._before())

    def _show_routines(self) -> None:
        self._window.show_place(ROUTINES)

    def _change_measure_first(self, measure_first: bool) -> None:
        self.change_settings(replace(self.settings, measure_first=measure_first))

    def _change_tighter_first(self, tighter_first: bool) -> None:
        self.change_settings(replace(self.settings, tighter_first=tighter_first))

    def _change_selected(self, routine: str) -> None:
        self.settings = replace(self.settings, last_routine=routine)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folders.data)))

    def _data_text(self) -> str:
        sessions, tests = self._record.ask(Store.counts, (0, 0))
        return f"{_counted(sessions, 'session')}, {_counted(tests, 'cold test')}, in {self._folders.data}"

    # The unfinished session

    def _offer_unfinished(self) -> None:
        found = self._unfinished
        if found is None:
            return
        started = found.started
        lately = (_now() - started).days < 7  # noqa: PLR2004
        when = f"{weekday_name(started)} {time_words(started)}" if lately else day_words(started)
        parts = len(found.stretches)
        kept = f"Kept so far: {_counted(parts, 'part')}." if parts else "Nothing of it was done yet."
        self._window.show_notice(
            f"“{found.routine_name}” from {when} did not end. {kept}",
            [("Go on", GO_ON), ("Keep as it is", KEEP), ("Discard", DISCARD)],
        )

    def answer(self, answer: str) -> None:
        """Do what the runner answered to a notice."""
        found, self._unfinished = self._unfinished, None
        match answer:
            case "go_on" if found is not None:
                self._go_on(found)
            case "keep" if found is not None:
                self._record.do(lambda store: store.keep_as_partial(found.id))
            case "discard" if found is not None:
                self._record.do(lambda store: store.discard(found.id, _now()))
            case "new_record":
                self._start_new_record()
            case _:
                pass
        self.refresh(self._window.place)

    def _go_on(self, found: OpenSession) -> None:
        plan = read_plan(found.options, self._library.exercises)
        if plan is None:
            self.plan_is_gone(found)
        else:
            self.go_on_requested.emit(found, plan, self._before())

    def plan_is_gone(self, found: OpenSession) -> None:
        """Say that a session cannot go on, and keep what there is of it."""
        self._record.do(lambda store: store.keep_as_partial(found.id))
        self.report(f"“{found.routine_name}” has changed and cannot go on; what you did is kept.")

    def _before(self) -> Before:
        """What the record knows of the ankles now."""
        lately: list[SessionRecord] = self._record.ask(lambda store: store.sessions(limit=LATELY), [])
        since = _now() - timedelta(seconds=WARM_SECONDS)
        return Before(
            cold_mm=self._record.ask(Store.last_cold, {}),
            warm=any(one.ended and one.ended > since and one.held_ms >= WARM_FROM_MS for one in lately),
        )

    # The record and the settings' file

    def _start_new_record(self) -> None:
        try:
            aside = set_aside(self._folders.database)
        except StoreError as error:
            self.report(str(error))
            return
        self.report(f"The damaged record is kept as {aside}.")
        self.open_record()

    def _write_settings(self) -> None:
        try:
            write_settings(self._folders.settings_file, self.settings)
        except OSError as error:
            self.report(f"The settings could not be kept in {self._folders.settings_file}: {error.strerror}.")


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _now() -> datetime:
    return datetime.now().astimezone()
