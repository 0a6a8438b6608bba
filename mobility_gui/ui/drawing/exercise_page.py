"""What a runner should know about one exercise: how to do it, common faults, when to stop, an easier variant."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobility_gui.figure.fault import FigureFault
from mobility_gui.training.exercise import Exercise, Side
from mobility_gui.ui.drawing.fault_pictures import fault_pictures
from mobility_gui.ui.drawing.figure_tile import DrawFigure, FigureTile
from mobility_gui.ui.drawing.own_picture_box import OwnPictureBox
from mobility_gui.ui.kit.controls import hairline, label
from mobility_gui.ui.kit.layouts import across, down
from mobility_gui.ui.kit.reading import section
from mobility_gui.ui.kit.theme import Text, Theme
from mobility_gui.ui.kit.wording import joint_words, kit_words, posture_words

_TILE = QSize(208, 132)


class Drawings(Protocol):
    """The program's own drawings of exercises."""

    def paint_tile(self, painter: QPainter, tile: QRectF, exercise: str, side: Side, ground: str) -> bool:
        """Draw the still picture. Return False if there is none."""

    def paint_film(self, painter: QPainter, tile: QRectF, exercise: str, elapsed_ms: int, ground: str) -> bool:
        """Draw a moment of the movement. Return False if there is no drawing."""

    def faults(self, exercise: str) -> tuple[FigureFault, ...]:
        """Return the faults that have a drawing."""

    def paint_fault(
        self, painter: QPainter, tile: QRectF, exercise: str, fault: FigureFault, wrong: bool, ground: str
    ) -> None:
        """Draw a fault, or with `wrong` unset the right way."""


class ExercisePage(QWidget):
    """A column about one exercise at a time, to be put into a scroll area or a dialog.

    The runner's own picture can be added or removed after a call of `show_picture`.
    """

    picture_chosen = Signal(Path)
    picture_removed = Signal()
    picture_put_back = Signal()

    def __init__(self, theme: Theme, draw_figure: DrawFigure, drawings: Drawings, *, moves: bool) -> None:
        """`draw_figure` draws the still picture, which may be the runner's own; `drawings` are the program's."""
        super().__init__()
        self._theme = theme
        self._drawings = drawings
        self._tile = FigureTile(theme, draw_figure, _TILE)
        self._name = label("", Text.PAGE_TITLE, wrap=True)
        self._facts = label("", Text.SECOND, "ink2", wrap=True)
        self._own = OwnPictureBox(theme)
        self._own.hide()
        self._body: QWidget | None = None
        words = down(gap=8)
        words.addWidget(self._name)
        words.addWidget(self._facts)
        words.addStretch(1)
        head = across(gap=20)
        head.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(16)
        self._column.addLayout(head)
        self._column.addWidget(hairline())
        self._column.addWidget(self._own)
        self._column.addStretch(1)
        if moves:
            self._tile.play(drawings.paint_film)
        self._tile.file_dropped.connect(self.picture_chosen)
        self._own.file_chosen.connect(self.picture_chosen)
        self._own.removed.connect(self.picture_removed)
        self._own.put_back.connect(self.picture_put_back)

    def show_exercise(self, exercise: Exercise) -> None:
        """Show another exercise, skipping the sections it has no text for."""
        self._own.hide()
        self._tile.setAcceptDrops(False)
        self._tile.show_exercise(exercise)
        self._name.setText(exercise.name)
        self._facts.setText(_facts(exercise))
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget()
        column = down(self._body, gap=14)
        for title, lines, numbered in (
            ("How to do it", exercise.instructions, True),
            ("Common mistakes", exercise.faults, False),
            ("When to stop or skip", exercise.stop, False),
            ("Make it easier", (exercise.easier,), False),
            ("Good to know", (exercise.note,), False),
        ):
            if any(lines):
                column.addWidget(section(title, lines, numbered=numbered))
            if lines is exercise.faults and (drawn := self._drawings.faults(exercise.id)):
                column.addWidget(fault_pictures(self._theme, self._drawings.paint_fault, exercise.id, drawn))
        self._column.insertWidget(self._column.indexOf(self._own), self._body)

    def show_picture(self, *, own: bool, can_put_back: bool, problem: str = "") -> None:
        """Offer what can be done with the runner's own picture; `problem` is a sentence about what failed."""
        self._tile.show_own(own=own)
        self._tile.setAcceptDrops(True)
        self._own.show_state(own=own, can_put_back=can_put_back, problem=problem)
        self._own.show()


def _facts(exercise: Exercise) -> str:
    sees = "You can see the screen." if exercise.sees_screen else "You can’t see the screen, so listen."
    lines = [f"{posture_words(exercise.posture).capitalize()}. {sees}"]
    if exercise.kit:
        lines.append("You’ll need: " + ", ".join(kit_words(kit).lower() for kit in exercise.kit) + ".")
    lines.append("Joints: " + ", ".join(joint_words(joint) for joint in exercise.joints) + ".")
    if exercise.muscles:
        lines.append("Muscles: " + ", ".join(muscle.words for muscle in exercise.muscles) + ".")
    return "\n".join(lines)
