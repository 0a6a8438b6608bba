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
        page = ExercisePage(theme, pictures.in_place_of(drawings.paint_tile), drawings, moves=moves)
        page.show_exercise(exercise)
        _show(page, pictures, exercise.id, pictures.problem(exercise.id))
        super().__init__(theme, exercise.name, page, parent)
        self._page = page
        self._pictures = pictures
        page.picture_chosen.connect(self._attach)
        page.picture_removed.connect(self._remove)
        page.picture_put_back.connect(self._put_back)

    def _attach(self, exercise: str, path: Path) -> None:
        self._change(exercise, lambda: self._pictures.attach(exercise, path))

    def _remove(self, exercise: str) -> None:
        self._change(exercise, lambda: self._pictures.remove(exercise))

    def _put_back(self, exercise: str) -> None:
        self._change(exercise, lambda: self._pictures.put_back(exercise))

    def _change(self, exercise: str, change: Callable[[], None]) -> None:
        try:
            change()
        except PictureError as error:
            _show(self._page, self._pictures, exercise, str(error))
        else:
            _show(self._page, self._pictures, exercise)
            self.picture_changed.emit()


def _show(page: ExercisePage, pictures: OwnPictures, exercise: str, problem: str = "") -> None:
    own, can_put_back = pictures.has(exercise), pictures.can_put_back(exercise)
    page.show_picture(own=own, can_put_back=can_put_back, problem=problem)
