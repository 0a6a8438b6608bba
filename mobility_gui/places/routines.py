"""Fills the Routines page from library and record, and starts what is chosen there."""

from datetime import datetime
from functools import cached_property, partial

from PySide6.QtCore import QObject, Qt, Signal

from mobility_gui.library.library import Library
from mobility_gui.places.settings import SettingsPlace
from mobility_gui.record.history import before_session
from mobility_gui.record.open_record import OpenRecord
from mobility_gui.store.sessions import Store
from mobility_gui.system import wall_clock
from mobility_gui.training.advice import EASIER_AFTER, TIGHTER_TESTS, tighter_side
from mobility_gui.training.amounts import counted
from mobility_gui.training.exercise import Exercise
from mobility_gui.training.history import end_of_day
from mobility_gui.training.plan import Plan, make_plan, measuring_only
from mobility_gui.ui.drawing.figures import Figures
from mobility_gui.ui.drawing.own_pictures import OwnPictures
from mobility_gui.ui.kit.days import wrong_clock_words
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.routines.routines_page import RoutinesPage
from mobility_gui.ui.window.main_window import MainWindow

FIRST_ROUTINE = "warm_up_ankles"
"""Selected until the runner has selected another."""

MOST_MISTAKES = 3
"""How many mistakes in the runner's files are reported one by one; more would fill the window."""


class RoutinesPlace(QObject):
    """Connects the Routines page to the library and the record."""

    session_requested = Signal(object, object)  # Plan, Before
    mat_check_requested = Signal()

    def __init__(
        self,
        library: Library,
        record: OpenRecord,
        settings: SettingsPlace,
        theme: Theme,
        figures: Figures,
        own_pictures: OwnPictures,
        window: MainWindow,
    ) -> None:
        super().__init__()
        self._library = library
        self._record = record
        self._settings = settings
        self._theme = theme
        self._figures = figures
        self._own_pictures = own_pictures
        self._window = window

    @cached_property
    def page(self) -> RoutinesPage:
        """The page, built when it is first needed."""
        page = RoutinesPage(self._theme, self._own_pictures.in_place_of(self._figures.paint_tile))
        page.start_requested.connect(self._start)
        page.measure_first_changed.connect(self._change_measure_first)
        page.tighter_first_changed.connect(self._change_tighter_first)
        page.selected_changed.connect(self._remember_selected)
        page.mat_check_requested.connect(self.mat_check_requested)
        page.exercise_requested.connect(self.show_exercise)
        return page

    def refresh(self) -> None:
        """Show the library, and what the record says about it."""
        now = wall_clock.now()
        settings, end = self._settings.current, end_of_day(now)
        pairs = partial(Store.last_cold_pairs, count=TIGHTER_TESTS, until=end)
        self.page.show_sore(self._record.ask(partial(Store.sore, times=EASIER_AFTER), frozenset()))
        self.page.show_library(
            list(self._library.routines.values()),
            self._library.exercises,
            settings.timing,
            self._record.ask(partial(Store.last_done, until=end), {}),
            settings.last_routine or FIRST_ROUTINE,
            tighter=tighter_side(self._record.ask(pairs, [])),
            tighter_first=settings.tighter_first,
            measure_first=settings.measure_first,
        )
        self.report_clock(now)

    def report_clock(self, now: datetime) -> None:
        """Report a clock that cannot be right, while it can still be set: the stage has no room for it."""
        if words := wrong_clock_words(now):
            self._window.show_notice(words)

    def report_mistakes(self) -> None:
        """Report which of the runner's files cannot be used."""
        problems = self._library.problems
        for problem in problems[:MOST_MISTAKES]:
            self._window.show_notice(str(problem))
        if more := len(problems[MOST_MISTAKES:]):
            self._window.show_notice(
                f"{counted(more, 'more mistake')} in your files. See them all: mobility-gui check FILE"
            )

    def show_exercise(self, exercise: Exercise) -> None:
        """Open the instructions of an exercise, where the runner can also add a picture of it."""
        from mobility_gui.ui.drawing.exercise_dialog import ExerciseDialog  # here, as the first paint does not need it

        dialog = ExerciseDialog(
            self._theme,
            exercise,
            self._figures,
            self._own_pictures,
            self._window,
            moves=not self._settings.current.reduce_motion,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.picture_changed.connect(self.page.repaint_figures)
        dialog.open()

    def measure_now(self) -> None:
        """Start a session that consists of the ankle test alone."""
        self._request(make_plan(measuring_only(), self._library.exercises, self._settings.current.timing))

    def _start(self, plan: Plan) -> None:
        self._settings.remember(last_routine=plan.routine.id)
        self._request(plan)

    def _request(self, plan: Plan) -> None:
        self._window.hide_notices()
        self.session_requested.emit(plan, before_session(self._record, wall_clock.now()))

    def _change_measure_first(self, measure_first: bool) -> None:
        self._settings.change(measure_first=measure_first)

    def _change_tighter_first(self, tighter_first: bool) -> None:
        self._settings.change(tighter_first=tighter_first)

    def _remember_selected(self, routine: str) -> None:
        self._settings.remember(last_routine=routine)
