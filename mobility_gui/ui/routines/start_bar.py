"""The bar under a routine: how long it takes, how it can be changed, and Start."""

from datetime import datetime, time, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QWidget,
)

from mobility_gui.training.amounts import clock_words
from mobility_gui.ui.kit.controls import Button, ButtonKind, Choice, Toggle, label
from mobility_gui.ui.kit.days import time_words
from mobility_gui.ui.kit.layouts import down
from mobility_gui.ui.kit.theme import Text, Theme

NARROW_PX, TIGHT_PX = 800, 540
"""Widths of the bar below which its parts are stacked, and moved together."""

FIT_MINUTES = (5, 8, 10, 15, 20)
_FULL = "full"
_LEAVE_BY = "leave by…"


class StartBar(QFrame):
    """The bar. It holds what to fit the plan to: nothing, a number of minutes, or a time of day to leave."""

    start_requested = Signal()
    measure_first_changed = Signal(bool)
    fit_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._leave_at: time | None = None
        self._usual_leaving = time(7, 0)
        self._fit_index = 0
        self.setProperty("ground", "bottom")
        self.total = label("0:00", Text.START)
        self.ends = label("", Text.CARD_TITLE, "ink2")
        self.ends.setProperty("light", "true")
        self.measure_first = Toggle(theme, "Measure first, adds 2 min")
        self.fit = Choice(theme, "Length")
        self.fit.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.fit.setMinimumContentsLength(6)
        self.start = Button(theme, "Start", ButtonKind.START, "play")
        self._measure_part = QWidget()
        self._measure_words = label("Measure first", Text.STRONG)
        self._adds = label("adds 2 min", Text.SMALLEST, "ink3")
        self._build()
        self.fit.addItems([_FULL, *(f"{minutes} min" for minutes in FIT_MINUTES), _LEAVE_BY])
        self.fit.activated.connect(self._choose_fit)
        self.measure_first.clicked.connect(self.measure_first_changed)
        self.start.clicked.connect(self.start_requested)

    def minutes_wanted(self, now: datetime) -> float | None:
        """Return the minutes to fit the plan to, or None to keep its length. A past leaving time is tomorrow's."""
        if self._leave_at is not None:
            leave = datetime.combine(now.date(), self._leave_at, now.tzinfo)
            if leave <= now:
                leave += timedelta(days=1)
            return (leave - now).total_seconds() / 60
        return float(FIT_MINUTES[self._fit_index - 1]) if self._fit_index else None

    def show_times(self, total_ms: int, now: datetime) -> None:
        """Show how long the plan takes and when it would end if started now."""
        self._usual_leaving = (now + timedelta(minutes=10)).time()
        self.total.setText(clock_words(total_ms // 1000))
        self.ends.setText(f"ends {time_words(now + timedelta(milliseconds=total_ms))}")

    def show_measure_first(self, on: bool, *, possible: bool) -> None:
        """Show the switch, or hide it if the routine begins with a measurement anyway."""
        self.measure_first.setChecked(on)
        self._measure_part.setVisible(possible)

    def show_as_it_is(self) -> None:
        """Go back to the full length, without emitting `fit_changed`."""
        self._choose(0)
        self.fit.setCurrentIndex(0)

    def leave_at(self, leaving: time) -> None:
        """Fit the plan to a time of day."""
        self._leave_at = leaving
        self._fit_index = self.fit.count() - 1
        self.fit.setItemText(self._fit_index, f"by {time_words(leaving)}")
        self.fit.setCurrentIndex(self._fit_index)
        self.fit_changed.emit()

    def _set_narrow(self, narrow: bool) -> None:
        """Stack the parts if the bar is narrow, else put them side by side."""
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._times.setDirection(direction)
        self._times.setSpacing(0 if narrow else 8)
        self._fit_part.setDirection(direction)
        self._fit_part.setSpacing(3 if narrow else 10)
        self._measure.setDirection(QBoxLayout.Direction.BottomToTop if narrow else direction)
        self._measure.setSpacing(4 if narrow else 10)
        self._adds.setVisible(not narrow)
        if self.start.property("narrow") is not narrow:
            self.start.setProperty("narrow", narrow)
            self.start.style().unpolish(self.start)
            self.start.style().polish(self.start)
        tight = self.width() < TIGHT_PX
        self._measure_words.setText("Measure" if tight else "Measure first")
        self.start.show_icon(shown=not tight)
        side = 14 if tight else 20 if narrow else 32
        self._row.setContentsMargins(side, 0, side, 0)
        self._row.setSpacing(8 if tight else 12 if narrow else 22)
        for layout in (self._measure, self._row):
            layout.activate()  # in one go, so that nothing is painted half moved

    def _build(self) -> None:
        self.setFixedHeight(93)
        self._times = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._times.addStretch(1)
        self._times.addWidget(self.total)
        self._times.addWidget(self.ends)
        self._times.addStretch(1)
        words = down(gap=0)
        words.addStretch(1)
        words.addWidget(self._measure_words)
        words.addWidget(self._adds)
        words.addStretch(1)
        self._measure = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._measure_part)
        self._measure.setContentsMargins(4, 0, 0, 0)
        self._measure.addStretch(1)
        self._measure.addWidget(self.measure_first)
        self._measure.addLayout(words)
        self._measure.addStretch(1)
        self._fit_part = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._fit_part.addStretch(1)
        self._fit_part.addWidget(label("Length", Text.STRONG))
        self._fit_part.addWidget(self.fit)
        self._fit_part.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.addLayout(self._times)
        self._row.addStretch(1)
        self._row.addWidget(self._measure_part)
        self._row.addLayout(self._fit_part)
        self._row.addWidget(self.start)
        self._set_narrow(False)

    def _choose_fit(self, index: int) -> None:
        if index == self.fit.count() - 1:
            self._ask_leaving()
            return
        self._choose(index)
        self.fit_changed.emit()

    def _choose(self, index: int) -> None:
        self._leave_at = None
        self._fit_index = index
        self.fit.setItemText(self.fit.count() - 1, _LEAVE_BY)

    def _ask_leaving(self) -> None:
        from mobility_gui.ui.routines.leaving_dialog import LeavingDialog  # not needed for the first paint

        self.fit.setCurrentIndex(self._fit_index)
        dialog = LeavingDialog(self._theme, self._leave_at or self._usual_leaving, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.leaving_chosen.connect(self.leave_at)
        dialog.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_narrow(self.width() < NARROW_PX)
