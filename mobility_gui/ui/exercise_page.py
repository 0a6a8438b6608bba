"""What a runner should know of one exercise: how it is done, what goes wrong, when to stop, what is easier."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mobility_gui.training.exercise import Exercise
from mobility_gui.ui.controls import hairline, label
from mobility_gui.ui.figure_tile import DrawFigure, FigureTile
from mobility_gui.ui.reading import section
from mobility_gui.ui.theme import Text, Theme
from mobility_gui.ui.wording import joint_words, kit_words, posture_words

_TILE = QSize(208, 132)


class ExercisePage(QWidget):
    """Shows one exercise at a time, in one column to be put into a scroll area or a dialog."""

    def __init__(self, theme: Theme, draw_figure: DrawFigure) -> None:
        super().__init__()
        self._tile = FigureTile(theme, draw_figure, _TILE)
        self._name = label("", Text.PAGE_TITLE, wrap=True)
        self._facts = label("", Text.SECOND, "ink2", wrap=True)
        self._body: QWidget | None = None
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self._name)
        words.addWidget(self._facts)
        words.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(16)
        self._column.addLayout(head)
        self._column.addWidget(hairline())
        self._column.addStretch(1)

    def show_exercise(self, exercise: Exercise) -> None:
        """Show another exercise; parts it says nothing about are left out."""
        self._tile.show_exercise(exercise)
        self._name.setText(exercise.name)
        self._facts.setText(_facts(exercise))
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for title, lines, numbered in (
            ("How it is done", exercise.instructions, True),
            ("What goes wrong", exercise.faults, False),
            ("Leave it out, or stop", exercise.stop, False),
            ("Easier", (exercise.easier,), False),
            ("Good to know", (exercise.note,), False),
        ):
            if any(lines):
                column.addWidget(section(title, lines, numbered=numbered))
        self._column.insertWidget(2, self._body)


def _facts(exercise: Exercise) -> str:
    posture = posture_words(exercise.posture)
    facts = [
        posture[0].upper() + posture[1:],
        "you see the screen" if exercise.sees_screen else "you do not see the screen, so listen",
    ]
    lines = [", ".join(facts) + "."]
    if exercise.kit:
        lines.append("Lay out: " + ", ".join(kit_words(kit).lower() for kit in exercise.kit) + ".")
    lines.append("Joints: " + ", ".join(joint_words(joint) for joint in exercise.joints) + ".")
    if exercise.muscles:
        lines.append("Muscles: " + ", ".join(muscle.words for muscle in exercise.muscles) + ".")
    return "\n".join(lines)
