"""The page where the runner chooses a routine, fits it to the time available, and starts it."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QWidget

from mobility_gui.system import wall_clock
from mobility_gui.training.advice import easier, fit, fit_words, warnings
from mobility_gui.training.exercise import Exercise, Joint, Side
from mobility_gui.training.plan import Plan, Timing, begins_with_measurement, make_plan
from mobility_gui.training.routine import Routine, Sides
from mobility_gui.ui.drawing.figure_tile import DrawFigure
from mobility_gui.ui.kit.layouts import down
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.wording import GROUPS, kit_words, last_done_words, minutes_words
from mobility_gui.ui.routines.detail import NARROW_PX, TIGHT_PX, RoutineDetail
from mobility_gui.ui.routines.routine_list import RoutineEntry, RoutineList
from mobility_gui.ui.routines.start_bar import StartBar

_LIST_PX, _NARROW_LIST_PX, _TIGHT_LIST_PX = 324, 264, 240
_LEAST = QSize(640, 400)
_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class _Library:
    routines: Mapping[str, Routine]
    exercises: Mapping[str, Exercise]
    timing: Timing
    last_done: Mapping[str, date]
    tighter: Side | None


class RoutinesPage(QWidget):
    """The page. It makes the plan it shows, so that what starts is what was seen."""

    start_requested = Signal(Plan)
    measure_first_changed = Signal(bool)
    tighter_first_changed = Signal(bool)
    selected_changed = Signal(str)
    mat_check_requested = Signal()
    exercise_requested = Signal(Exercise)

    def __init__(self, theme: Theme, draw_figure: DrawFigure, now: Callable[[], datetime] = wall_clock.now) -> None:
        super().__init__()
        self._now = now
        self._library = _Library({}, {}, Timing(), {}, None)
        self._selected = ""
        self._sore: Container[tuple[str, Side]] = ()
        self._measure_first = False
        self._tighter_first = True
        self._plan: Plan | None = None
        self._list = RoutineList(theme)
        self._detail = RoutineDetail(theme, draw_figure)
        self._bar = StartBar(theme)
        self._minute = QTimer(self)
        self._minute.setSingleShot(True)
        self._minute.setTimerType(Qt.TimerType.PreciseTimer)
        self._build()
        self._connect()

    @property
    def plan(self) -> Plan | None:
        """The plan that Start would start, or None while there is no routine."""
        return self._plan

    def show_sore(self, sore: Container[tuple[str, Side]]) -> None:
        """Suggest the easier variant for these (exercise id, side) pairs, which hurt, from the next library on."""
        self._sore = sore

    def show_library(
        self,
        routines: Sequence[Routine],
        exercises: Mapping[str, Exercise],
        timing: Timing,
        last_done: Mapping[str, date],
        selected: str,
        *,
        tighter: Side | None = None,
        tighter_first: bool = True,
        measure_first: bool = False,
    ) -> None:
        """Show these routines in groups, with `selected` chosen, or the first if there is no such id.

        `last_done` has the day of each routine that was done; `tighter` is the side that is tighter in cold tests.
        """
        ordered = sorted(routines, key=lambda routine: list(GROUPS).index(routine.group))
        self._library = _Library({routine.id: routine for routine in ordered}, exercises, timing, last_done, tighter)
        self._measure_first = measure_first
        self._tighter_first = tighter_first
        ids = list(self._library.routines)
        chosen = selected if selected in ids else ids[0] if ids else ""
        if chosen != self._selected:
            self._bar.show_as_it_is()
        self._selected = chosen
        self._refresh_list()
        self._refresh()

    def repaint_figures(self) -> None:
        """Redraw the exercises, as the picture of one has changed."""
        self._detail.repaint_figures()

    @property
    def _first(self) -> Side | None:
        """The side that goes first, or None if neither is tighter or the runner does not want it."""
        return self._library.tighter if self._tighter_first else None

    def _refresh_list(self) -> None:
        today = self._now().date()
        routines = self._library.routines.values()
        self._list.show_entries([self._entry(routine, today) for routine in routines], self._selected)

    def _entry(self, routine: Routine, today: date) -> RoutineEntry:
        plan = make_plan(routine, self._library.exercises, self._library.timing, tighter=self._first)
        words = [routine.name, GROUPS[routine.group], *(kit_words(kit) for kit in plan.kit)]
        words += [self._library.exercises[step.exercise].name for step in routine.steps]
        return RoutineEntry(
            routine.id,
            routine.name,
            GROUPS[routine.group],
            minutes_words(plan.total_ms),
            plan.kit,
            last_done_words(self._library.last_done.get(routine.id), today),
            " ".join(words).lower(),
        )

    def _build(self) -> None:
        side = QFrame()
        side.setProperty("divided", "right")
        row = QHBoxLayout(side)
        row.setContentsMargins(0, 0, 1, 0)
        row.addWidget(self._list)
        self._side = side
        right = down(gap=0)
        right.addWidget(self._detail, 1)
        right.addWidget(self._bar)
        page = QHBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        # The minimum width is that of the narrow layout, even while the wide one is shown.
        page.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        page.setSpacing(0)
        page.addWidget(side)
        page.addLayout(right, 1)
        self._side.setFixedWidth(_LIST_PX)

    def _connect(self) -> None:
        self._list.selected.connect(self._select)
        self._detail.exercise_requested.connect(self.exercise_requested)
        self._detail.tighter_first_changed.connect(self._set_tighter_first)
        self._detail.mat_check_requested.connect(self.mat_check_requested)
        self._bar.measure_first_changed.connect(self._set_measure_first)
        self._bar.fit_changed.connect(self._refresh)
        self._bar.start_requested.connect(self._start)
        self._minute.timeout.connect(self._pass_minute)

    def _select(self, routine_id: str) -> None:
        if routine_id == self._selected:
            return
        self._selected = routine_id
        self._bar.show_as_it_is()
        self._refresh()
        self._detail.scroll_to_top()
        self.selected_changed.emit(routine_id)

    def _refresh(self) -> None:
        """Make a new plan and show it."""
        routine = self._library.routines.get(self._selected)
        self._detail.setVisible(routine is not None)
        self._bar.setVisible(routine is not None)
        if routine is None:
            self._plan = None
            return
        can_measure = not begins_with_measurement(routine)
        measure_first = self._measure_first and can_measure
        tighter = self._first
        fitted = self._fitted(routine, tighter, measure_first=measure_first)
        exercises, timing = self._library.exercises, self._library.timing
        self._plan = make_plan(fitted, exercises, timing, measure_first=measure_first, tighter=tighter)
        self._detail.show_plan(self._plan, (*easier(self._plan, self._sore), *warnings(self._plan)), tighter)
        self._detail.show_fit(self._fit_words(routine, self._plan))
        self._detail.show_tighter(self._tighter_in(routine), first=self._tighter_first)
        self._bar.show_measure_first(self._measure_first, possible=can_measure)
        self._bar.show_times(self._plan.total_ms, self._now())

    def _fitted(self, routine: Routine, tighter: Side | None, *, measure_first: bool) -> Routine:
        minutes = self._bar.minutes_wanted(self._now())
        if minutes is None:
            return routine
        library = self._library
        return fit(routine, library.exercises, library.timing, minutes, measure_first=measure_first, tighter=tighter)

    def _fit_words(self, routine: Routine, plan: Plan) -> str:
        minutes = self._bar.minutes_wanted(self._now())
        if minutes is None:
            return ""
        return fit_words(routine, plan, self._library.exercises, self._library.timing, minutes)

    def _tighter_in(self, routine: Routine) -> Side | None:
        """Return the tighter side if the routine has ankle work on each side, else None."""
        exercises = self._library.exercises
        works_ankle = any(
            step.sides is Sides.EACH and Joint.ANKLE in exercises[step.exercise].joints for step in routine.steps
        )
        return self._library.tighter if works_ankle else None

    def _set_measure_first(self, on: bool) -> None:
        self._measure_first = on
        self._refresh()
        self.measure_first_changed.emit(on)

    def _set_tighter_first(self, on: bool) -> None:
        self._tighter_first = on
        self._refresh_list()
        self._refresh()
        self.tighter_first_changed.emit(on)

    def _start(self) -> None:
        if self._plan is not None:
            self.start_requested.emit(self._plan)

    def _pass_minute(self) -> None:
        """Move the end on with the clock, and make a new plan if it is fitted to a length or a leaving time."""
        now = self._now()
        if self._bar.minutes_wanted(now) is not None:
            self._refresh()
        elif self._plan is not None:
            self._bar.show_times(self._plan.total_ms, now)
        self._minute.start(_MINUTE_MS - (now.second * 1000 + now.microsecond // 1000))

    def minimumSizeHint(self) -> QSize:
        return _LEAST

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._pass_minute()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width()
        self._side.setFixedWidth(
            _TIGHT_LIST_PX if width < TIGHT_PX else _NARROW_LIST_PX if width < NARROW_PX else _LIST_PX
        )
        self._detail.set_room(width)
        layout = self.layout()
        if layout is not None:
            layout.activate()  # now, so that nothing is painted half moved

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the focus to the list. As its proxy, the list would take the search field out of the tab order."""
        self._list.rows.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Start on Return, unless something else used the key."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._start()
            return
        super().keyPressEvent(event)
