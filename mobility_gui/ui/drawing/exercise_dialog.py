"""The dialog with the page of one exercise, where the runner can also add a picture."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mobility_gui.training.exercise import Exercise
from mobility_gui.ui.drawing.exercise_page import Drawings, ExercisePage
from mobility_gui.ui.drawing.own_pictures import OwnPictures
from mobility_gui.ui.drawing.picture_file import PictureError
from mobility_gui.ui.kit.reading import ReadingDialog
from mobility_gui.ui.kit.theme import Theme


class ExerciseDialog(ReadingDialog):
    """A dialog that adds, removes and puts back the runner's picture as the page asks, and says what failed."""

    picture_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        exercise: Exercise,
        drawings: Drawings,
        pictures: OwnPictures,
        parent: QWidget,
        *,
        moves: bool,
    ) -> None:
        """`drawings` are shown for exercises without a picture of the runner's own."""
        self._exercise = exercise.id
        self._pictures = pictures
        self._page = ExercisePage(theme, pictures.in_place_of(drawings.paint_tile), drawings, moves=moves)
        self._page.show_exercise(exercise)
        self._show(pictures.problem(exercise.id))
        super().__init__(theme, exercise.name, self._page, parent)
        self._page.picture_chosen.connect(self._attach)
        self._page.picture_removed.connect(self._remove)
        self._page.picture_put_back.connect(self._put_back)

    def _attach(self, path: Path) -> None:
        self._change(lambda: self._pictures.attach(self._exercise, path))

    def _remove(self) -> None:
        self._change(lambda: self._pictures.remove(self._exercise))

    def _put_back(self) -> None:
        self._change(lambda: self._pictures.put_back(self._exercise))

    def _change(self, change: Callable[[], None]) -> None:
        try:
            change()
        except PictureError as error:
            self._show(str(error))
        else:
            self._show()
            self.picture_changed.emit()

    def _show(self, problem: str = "") -> None:
        own, can_put_back = self._pictures.has(self._exercise), self._pictures.can_put_back(self._exercise)
        self._page.show_picture(own=own, can_put_back=can_put_back, problem=problem)
