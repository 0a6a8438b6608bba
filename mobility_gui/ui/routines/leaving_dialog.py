"""The dialog that asks when the runner has to leave."""

from datetime import time

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractSpinBox, QTimeEdit, QWidget

from mobility_gui.ui.kit.controls import TARGET_PX, label, paint_steps
from mobility_gui.ui.kit.days import has_twelve_hours
from mobility_gui.ui.kit.question_dialog import QuestionDialog
from mobility_gui.ui.kit.theme import Text, Theme

ABOUT = "Holds and counts get shorter or longer so that you finish by then."

STEP_SECONDS = 300
"""What plus and minus, and the up and down keys, add and take away."""

_DAY_SECONDS = 24 * 60 * 60


class LeavingDialog(QuestionDialog):
    """A dialog that asks for a time of day, with `usual` filled in."""

    leaving_chosen = Signal(time)

    def __init__(self, theme: Theme, usual: time, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Leave by", "Use this time", parent)
        self._field = _TimeStepper(theme, usual)
        title = label("When do you need to leave?", Text.CARD_TITLE, wrap=True)
        self.fill(title, label(ABOUT, wrap=True), self._field)
        self._field.setFocus()
        self.agreed.connect(self._choose)

    def _choose(self) -> None:
        shown = self._field.time()
        self.leaving_chosen.emit(time(shown.hour(), shown.minute()))
        self.accept()


class _TimeStepper(QTimeEdit):
    """A time of day between a minus and a plus button; hours and minutes can be typed too."""

    def __init__(self, theme: Theme, usual: time) -> None:
        super().__init__(QTime(usual.hour, usual.minute))
        self._theme = theme
        self.setProperty("stepper", "true")
        self.setDisplayFormat("h:mm ap" if has_twelve_hours() else "HH:mm")
        self.setAccessibleName("Leave by, hours and minutes")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedSize(180, TARGET_PX + 2)
        theme.changed.connect(self.update)

    def stepBy(self, steps: int) -> None:  # noqa: N802, Qt's own name
        """Go to an earlier or later time; midnight is no end."""
        self.setTime(self.time().addSecs((steps * STEP_SECONDS) % _DAY_SECONDS))

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:  # noqa: N802, Qt's own name
        return QAbstractSpinBox.StepEnabledFlag.StepUpEnabled | QAbstractSpinBox.StepEnabledFlag.StepDownEnabled

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_steps(self, self._theme)
