"""Builds the window and everything behind it, and connects them: the composition root."""

import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from mobility_gui import TITLE
from mobility_gui.collector import Collector
from mobility_gui.crash_log import CrashLog
from mobility_gui.desktop.signals import Signals
from mobility_gui.desktop.single_instance import SingleInstance
from mobility_gui.paths import Folders, resources
from mobility_gui.settings import read_settings
from mobility_gui.ui.kit.language import speak_english
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.window.first_paint import FirstPaint
from mobility_gui.ui.window.main_window import INVENTED_TITLE, PROGRESS, ROUTINES, SETTINGS, MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from mobility_gui.exchange.trace import Trace
    from mobility_gui.library.library import Library
    from mobility_gui.places.audition import Audition
    from mobility_gui.places.progress import ProgressPlace
    from mobility_gui.places.routines import RoutinesPlace
    from mobility_gui.places.settings import SettingsPlace
    from mobility_gui.places.unfinished import Unfinished
    from mobility_gui.record.open_record import OpenRecord
    from mobility_gui.session.conductor import Conductor
    from mobility_gui.session.driver import Clock
    from mobility_gui.sound.player import CuePlayer
    from mobility_gui.sound.voice import Voice
    from mobility_gui.store.sessions import OpenSession
    from mobility_gui.training.exercise import Exercise
    from mobility_gui.training.plan import Plan
    from mobility_gui.training.record import Before
    from mobility_gui.ui.drawing.figures import Figures
    from mobility_gui.ui.drawing.own_pictures import OwnPictures
    from mobility_gui.ui.mat_check.mat_check_page import MatCheckPage
    from mobility_gui.ui.stage.stage_page import StagePage


def run(qt: QApplication, folders: Folders, trace: Path | None = None, *, invented: bool = False) -> int:
    """Open the window, run until it is closed and return the exit code. Raise `OSError` for unusable paths.

    With `invented`, the window says that the record is invented.
    """
    folders.create()
    qt.setApplicationName("mobility-gui")
    qt.setApplicationDisplayName(INVENTED_TITLE if invented else TITLE)
    qt.setDesktopFileName("mobility-gui")
    instance = SingleInstance(folders.data)
    if not instance.acquire():
        return _hand_over(instance)
    app = App(qt, folders, _open_trace(trace) if trace else None, invented=invented)
    instance.raise_requested.connect(app.come_forward)
    qt.aboutToQuit.connect(app.shut_down)
    app.window.show()
    Signals(qt)
    code = qt.exec()
    instance.release()
    return code


def _hand_over(instance: SingleInstance) -> int:
    """Let the program that has the folder come to the front instead; return the exit code."""
    if instance.call_forward():
        sys.stderr.write(f"{TITLE} is already open. Its window is now in front.\n")
        return 0
    sys.stderr.write(f"{TITLE} is already running but did not respond. If no window appears, end it and try again.\n")
    return 1


class App(QObject):
    """The program: paints the window first, then Routines, and then builds everything that is not shown yet."""

    ready = Signal()

    def __init__(
        self,
        qt: QApplication,
        folders: Folders,
        trace: "Trace | None" = None,
        clock: "Clock | None" = None,
        *,
        invented: bool = False,
    ) -> None:
        super().__init__()
        speak_english()
        self._read = read_settings(folders.settings_file)
        self._folders = folders
        self._trace = trace
        self._given_clock = clock
        self._conductor: Conductor | None = None
        self._wish: Callable[[Conductor], None] | None = None
        self._stage: StagePage | None = None
        self._theme = Theme(self._read.settings.look)
        self._theme.apply(qt)
        self.window = MainWindow(self._theme)
        if invented:
            self.window.mark_invented()
        self.window.restore_geometry_text(self._read.settings.window_geometry)
        self.window.add_place(ROUTINES, "routines", self._make_routines)
        self.window.add_place(PROGRESS, "progress", self._make_progress)
        self.window.add_place(SETTINGS, "settings", self._make_settings)
        self._collector = Collector(self)
        self._crash_log = CrashLog(folders.log_file, self._report)
        FirstPaint(self.window).painted.connect(self._show_routines)

    @cached_property
    def settings(self) -> "SettingsPlace":
        """The place that owns the settings."""
        from mobility_gui.places.settings import SettingsPlace

        return SettingsPlace(self._folders, self._read.settings, self._record, self._theme, self.window)

    @cached_property
    def routines(self) -> "RoutinesPlace":
        """The place where the runner chooses a routine."""
        from mobility_gui.places.routines import RoutinesPlace

        return RoutinesPlace(
            self._library, self._record, self.settings, self._theme, self._figures, self._own_pictures, self.window
        )

    @cached_property
    def progress(self) -> "ProgressPlace":
        """The place that shows the ankles over time."""
        from mobility_gui.places.progress import ProgressPlace
        from mobility_gui.ui.progress.progress_page import ProgressPage

        page = ProgressPage(self._theme, self._figures.paint_knee_to_wall)
        place = ProgressPlace(
            page, self._record, self._library.exercises, self.settings.current, self._theme, self.window
        )
        page.measure_requested.connect(self.routines.measure_now)
        self.settings.changed.connect(place.take_settings)
        return place

    @cached_property
    def unfinished(self) -> "Unfinished":
        """The part that opens the record and asks about an unfinished session."""
        from mobility_gui.places.unfinished import Unfinished

        return Unfinished(self._folders.database, self._record, self._library.exercises, self.window)

    @cached_property
    def _library(self) -> "Library":
        from mobility_gui.library.library import load_library

        shipped = [resources() / "exercises", resources() / "routines"]
        return load_library(shipped, [self._folders.exercises, self._folders.routines])

    @cached_property
    def _record(self) -> "OpenRecord":
        from mobility_gui.record.open_record import OpenRecord

        return OpenRecord(self._report)

    @cached_property
    def _own_pictures(self) -> "OwnPictures":
        from mobility_gui.ui.drawing.own_pictures import OwnPictures

        return OwnPictures(self._folders.pictures)

    @cached_property
    def _figures(self) -> "Figures":
        from mobility_gui.ui.drawing.figures import Figures

        return Figures(resources() / "figures", self._theme)

    @cached_property
    def _clock(self) -> "Clock":
        from mobility_gui.session.driver import SystemClock

        return self._given_clock or SystemClock()

    @cached_property
    def _voice(self) -> "Voice":
        from mobility_gui.sound.voice import Voice

        return Voice(resources() / "voice", self._folders.names)

    @cached_property
    def _audition(self) -> "Audition":
        from mobility_gui.places.audition import Audition
        from mobility_gui.sound.outputs import list_outputs

        return Audition(self._sound, list_outputs, self.settings.current, self)

    @cached_property
    def _sound(self) -> "CuePlayer":
        from mobility_gui.sound.player import CuePlayer

        return CuePlayer(resources() / "sounds", self._voice, self._clock.seconds)

    @cached_property
    def _mat_check_page(self) -> "MatCheckPage":
        from mobility_gui.desktop.keep_awake import KeepAwake
        from mobility_gui.places.mat_check import MatCheck
        from mobility_gui.ui.mat_check.mat_check_page import MatCheckPage

        page = MatCheckPage(self._theme)
        page.closed.connect(self._leave_stage)
        page.full_screen_requested.connect(self._toggle_full_screen)
        self._mat_check = MatCheck(page, self._audition, KeepAwake(), self)
        page.larger_digits_requested.connect(self.settings.enlarge_digits)
        return page

    def come_forward(self) -> None:
        """Raise the window, because the program was started a second time."""
        if self.window.isMinimized():
            self.window.showNormal()
        self.window.raise_()
        self.window.activateWindow()

    def shut_down(self) -> None:
        """Leave an unfinished session open in the record, and save the size and position of the window."""
        if self._conductor is not None:
            self._conductor.close()
            self._audition.close()
            self._voice.close()
        if self._trace is not None:
            self._trace.close()
        self.settings.shut_down()
        self._record.close()
        self._crash_log.close()
        self._collector.stop()

    def _show_routines(self) -> None:
        if self._read.problem:
            self._report(self._read.problem)
        self.unfinished.open_record()  # now, so that no page is painted without it and then again with it
        self.routines.session_requested.connect(self._start)
        self.unfinished.go_on_requested.connect(self._go_on)
        if not self.window.place:  # a quick click may already have chosen another
            self.window.show_place(ROUTINES)
        page = self.window.page or self.window
        FirstPaint(page).painted.connect(self._prepare)
        page.update()

    def _prepare(self) -> None:
        """Build everything that the first page did not need."""
        from mobility_gui.training.phrases import vocabulary
        from mobility_gui.ui.window.chart_import import ChartImport

        self.routines.report_mistakes()
        self._stage = self._build_stage()
        self._conductor = self._build_conductor(self._stage)
        self._connect(self._conductor, self._audition)
        self._voice.learn(vocabulary(self._library.exercises.values(), self._library.routines.values()))
        self._chart_import = ChartImport(self)
        if self._wish is not None:
            self._wish(self._conductor)
        self.ready.emit()

    def _start(self, plan: "Plan", before: "Before") -> None:
        self._conduct(lambda conductor: conductor.start(plan, before))

    def _go_on(self, found: "OpenSession", plan: "Plan", before: "Before") -> None:
        self._conduct(lambda conductor: conductor.go_on(found, plan, before))

    def _conduct(self, wish: "Callable[[Conductor], None]") -> None:
        """Do it now, or as soon as everything is built if the runner was quicker than that."""
        if self._conductor is None:
            self._wish = wish
        else:
            wish(self._conductor)

    def _make_routines(self) -> "RoutinesPlace":
        return self.routines

    def _make_progress(self) -> "ProgressPlace":
        return self.progress

    def _make_settings(self) -> "SettingsPlace":
        return self.settings

    def _report(self, sentence: str) -> None:
        self.window.show_notice(sentence)

    def _build_stage(self) -> "StagePage":
        from mobility_gui.ui.stage.done_page import DonePage
        from mobility_gui.ui.stage.measuring import MeasuringPage
        from mobility_gui.ui.stage.stage_page import StagePage
        from mobility_gui.ui.stage.stage_view import StageView

        return StagePage(
            StageView(self._theme, self._figures.of, self._own_pictures),
            MeasuringPage(self._theme, self._figures.paint_knee_to_wall),
            DonePage(self._theme),
            self._theme,
        )

    def _build_conductor(self, stage: "StagePage") -> "Conductor":
        from mobility_gui.desktop.keep_awake import KeepAwake
        from mobility_gui.desktop.other_players import OtherPlayers
        from mobility_gui.session.accompaniment import Surroundings
        from mobility_gui.session.conductor import Conductor
        from mobility_gui.session.driver import SessionDriver

        driver = SessionDriver(self._clock, self)
        conductor = Conductor(
            driver,
            stage,
            Surroundings(self._sound, KeepAwake(), OtherPlayers(), self._voice.duration_ms),
            self._folders.database,
            self.settings.current,
        )
        if self._trace is not None:
            driver.happened.connect(self._trace.add)
            conductor.sounded.connect(self._trace.add_sound)
        return conductor

    def _connect(self, conductor: "Conductor", audition: "Audition") -> None:
        routines, settings, unfinished = self.routines, self.settings, self.unfinished
        routines.mat_check_requested.connect(self._check_mat)

        settings.changed.connect(conductor.take_settings)
        settings.changed.connect(audition.take_settings)
        settings.tone_requested.connect(audition.play_tone)
        settings.side_test_requested.connect(audition.play_side)
        settings.devices_wanted.connect(audition.find_devices)
        settings.mat_check_requested.connect(self._check_mat)

        audition.devices_found.connect(settings.show_devices)
        audition.problem_found.connect(settings.show_sound_problem)

        conductor.started.connect(audition.leave)
        conductor.started.connect(self._enter_stage)
        conductor.turned.connect(self.window.settle)
        conductor.close_confirmed.connect(self.window.close_now)
        conductor.closed.connect(self._leave_stage)
        conductor.closed.connect(unfinished.look_again)
        conductor.progress_requested.connect(self._show_progress)
        conductor.going_on_failed.connect(unfinished.keep_without_plan)
        conductor.mute_requested.connect(settings.toggle_mute)
        conductor.voice_requested.connect(settings.change_voice)
        conductor.unit_changed.connect(settings.change_unit)
        conductor.problem_found.connect(self._report)
        conductor.full_screen_requested.connect(self._toggle_full_screen)
        conductor.instructions_requested.connect(self._show_instructions)
        conductor.keys_requested.connect(self._show_keys)

    def _enter_stage(self) -> None:
        if self._stage is not None:
            self.window.show_stage(self._stage, self._conductor.may_close if self._conductor else None)

    def _show_progress(self) -> None:
        self.window.show_place(PROGRESS)

    def _check_mat(self) -> None:
        page = self._mat_check_page
        self._mat_check.begin(self.settings.current)
        self.window.show_stage(page)

    def _leave_stage(self) -> None:
        if self.window.isFullScreen():
            self._toggle_full_screen()
        self.window.leave_stage()

    def _toggle_full_screen(self) -> None:
        from PySide6.QtCore import Qt

        # Toggle only this flag, so that a maximised window is maximised again afterwards.
        self.window.setWindowState(self.window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _show_instructions(self, exercise: "Exercise") -> None:
        from mobility_gui.ui.drawing.exercise_page import ExercisePage

        pictures = self._own_pictures
        moves = not (self.settings.current.reduce_motion or pictures.shows(exercise.id))
        draw = pictures.in_place_of(self._figures.paint_tile)
        page = ExercisePage(self._theme, draw, self._figures, moves=moves)
        page.show_exercise(exercise)
        self._open(exercise.name, page)

    def _show_keys(self) -> None:
        from mobility_gui.ui.settings.about import keys_page

        self._open("Keys", keys_page())

    def _open(self, title: str, page: QWidget) -> None:
        from PySide6.QtCore import Qt

        from mobility_gui.ui.kit.reading import ReadingDialog

        dialog = ReadingDialog(self._theme, title, page, self.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _open_trace(path: Path) -> "Trace":
    from mobility_gui.exchange.trace import Trace

    return Trace(path)
