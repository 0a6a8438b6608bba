from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mobility_gui.figure.fault import FigureFault
from mobility_gui.settings import Look
from mobility_gui.training.exercise import Side
from mobility_gui.ui.drawing.exercise_dialog import ExerciseDialog
from mobility_gui.ui.drawing.figure_tile import FigureTile
from mobility_gui.ui.drawing.own_pictures import OwnPictures
from mobility_gui.ui.kit.theme import Theme
from tests.ui.routines.invented import EXERCISES

SQUAT = EXERCISES["low_squat"]
FIGURE = QColor("#00FF00")


class Green:
    """Draws a green ground."""

    def paint_tile(self, painter: QPainter, tile: QRectF, exercise: str, side: Side, ground: str) -> bool:
        painter.fillRect(tile, FIGURE)
        return True

    def paint_film(self, painter: QPainter, tile: QRectF, exercise: str, elapsed_ms: int, ground: str) -> bool:
        return self.paint_tile(painter, tile, exercise, Side.RIGHT, ground)

    def faults(self, exercise: str) -> tuple[FigureFault, ...]:
        return ()

    def paint_fault(
        self, painter: QPainter, tile: QRectF, exercise: str, fault: FigureFault, wrong: bool, ground: str
    ) -> None:
        raise AssertionError("there are none")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "pictures"
    made.mkdir()
    return made


@pytest.fixture
def dialog(qapp: QApplication, qtbot: QtBot, folder: Path) -> Iterator[ExerciseDialog]:
    theme = Theme(Look.LIGHT)
    theme.apply(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    made = ExerciseDialog(theme, SQUAT, Green(), OwnPictures(folder), window, moves=True)
    made.open()
    yield made
    made.close()


def picture(tmp_path: Path, color: str = "#C02020") -> Path:
    image = QImage(208, 132, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    path = tmp_path / "mine.png"
    assert image.save(str(path))
    return path


def shown(dialog: ExerciseDialog) -> QColor:
    tile = dialog.findChildren(FigureTile)[0]
    return tile.grab().toImage().pixelColor(104, 66)


def buttons(dialog: ExerciseDialog) -> list[str]:
    found = [found for found in dialog.findChildren(QPushButton) if found.window() is dialog]
    return [button.text() for button in found if button.isVisible()]


def press(dialog: ExerciseDialog, words: str) -> None:
    button = next(found for found in dialog.findChildren(QPushButton) if found.text() == words and found.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def sentences(dialog: ExerciseDialog) -> list[str]:
    return [found.text() for found in dialog.findChildren(QLabel) if found.isVisible()]


def choose(dialog: ExerciseDialog, path: Path, words: str = "Add a picture…") -> None:
    press(dialog, words)
    (files,) = (found for found in dialog.findChildren(QFileDialog) if found.isVisible())
    files.fileSelected.emit(str(path))
    files.close()


def dragged(*urls: QUrl) -> QMimeData:
    data = QMimeData()
    data.setUrls(list(urls))
    return data


def drag(dialog: ExerciseDialog, data: QMimeData) -> bool:
    """Drag onto the tile, and tell whether it would take what is dragged."""
    event = QDragEnterEvent(
        QPoint(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(dialog.findChildren(FigureTile)[0], event)
    return event.isAccepted()


def drop(dialog: ExerciseDialog, data: QMimeData) -> Qt.DropAction:
    """Drop on the tile what a file manager would rather move, and give what was done with it."""
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    event = QDropEvent(QPointF(50, 50), both, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    event.setDropAction(Qt.DropAction.MoveAction)
    QApplication.sendEvent(dialog.findChildren(FigureTile)[0], event)
    return event.dropAction()


def test_without_a_picture_one_can_be_added(dialog: ExerciseDialog) -> None:
    assert buttons(dialog) == ["Add a picture…", "Close"]
    assert shown(dialog) == FIGURE


def test_a_chosen_picture_takes_the_place_of_the_drawing(
    dialog: ExerciseDialog, qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    with qtbot.waitSignal(dialog.picture_changed):
        choose(dialog, picture(tmp_path))
    assert [kept.name for kept in folder.iterdir()] == ["low_squat.png"]
    assert shown(dialog) == QColor("#C02020")
    assert buttons(dialog) == ["Change…", "Remove", "Close"]
    assert dialog.findChildren(FigureTile)[0].accessibleName() == "Your picture of Low squat"


def test_it_is_changed_removed_and_put_back(dialog: ExerciseDialog, tmp_path: Path) -> None:
    choose(dialog, picture(tmp_path))
    choose(dialog, picture(tmp_path, "#2020C0"), "Change…")
    assert shown(dialog) == QColor("#2020C0")
    press(dialog, "Remove")
    assert shown(dialog) == FIGURE
    assert buttons(dialog) == ["Add a picture…", "Undo", "Close"]
    press(dialog, "Undo")
    assert shown(dialog) == QColor("#2020C0")
    assert buttons(dialog) == ["Change…", "Remove", "Close"]


def test_a_refusal_is_said_until_the_next_try(dialog: ExerciseDialog, qtbot: QtBot, tmp_path: Path) -> None:
    words = tmp_path / "words.png"
    words.write_text("no picture", encoding="utf-8")
    refused = "words.png is not a PNG, JPEG or WebP picture. Save it as PNG, JPEG or WebP, then add that."
    with qtbot.assertNotEmitted(dialog.picture_changed):
        choose(dialog, words)
    assert refused in sentences(dialog)
    assert shown(dialog) == FIGURE
    choose(dialog, picture(tmp_path))
    assert refused not in sentences(dialog)


def test_a_file_dropped_on_the_drawing_is_copied(dialog: ExerciseDialog, tmp_path: Path) -> None:
    data = dragged(QUrl.fromLocalFile(str(picture(tmp_path))))
    assert drag(dialog, data)
    assert drop(dialog, data) == Qt.DropAction.CopyAction  # for a move, the file manager would delete it
    assert shown(dialog) == QColor("#C02020")


def test_the_drawing_shows_that_it_would_take_a_file(dialog: ExerciseDialog, tmp_path: Path) -> None:
    tile = dialog.findChildren(FigureTile)[0]
    before = tile.grab().toImage()
    data = dragged(QUrl.fromLocalFile(str(picture(tmp_path))))
    drag(dialog, data)
    assert tile.grab().toImage() != before
    drop(dialog, dragged())
    assert tile.grab().toImage() == before


def test_what_is_no_single_file_of_this_computer_is_not_taken(dialog: ExerciseDialog, tmp_path: Path) -> None:
    file = QUrl.fromLocalFile(str(picture(tmp_path)))
    for data in (dragged(file, file), dragged(QUrl("https://example.org/a.png")), dragged()):
        assert not drag(dialog, data)
        drop(dialog, data)
        assert shown(dialog) == FIGURE


def test_a_kept_picture_that_is_damaged_is_told(qapp: QApplication, qtbot: QtBot, folder: Path) -> None:
    (folder / "low_squat.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    theme = Theme(Look.LIGHT)
    theme.apply(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ExerciseDialog(theme, SQUAT, Green(), OwnPictures(folder), window, moves=True)
    dialog.open()
    assert any(line.startswith("low_squat.png is damaged") for line in sentences(dialog))
    assert shown(dialog) == FIGURE
    assert buttons(dialog) == ["Change…", "Remove", "Close"]
    dialog.close()


def test_the_file_dialog_offers_pictures_only(dialog: ExerciseDialog) -> None:
    press(dialog, "Add a picture…")
    files = dialog.findChildren(QFileDialog)[0]
    (pictures,) = files.nameFilters()
    for ending in ("*.png", "*.jpg", "*.JPG", "*.jpeg", "*.webp"):
        assert ending in pictures
    files.close()


def test_a_key_that_removes_leaves_the_focus_beside_it(dialog: ExerciseDialog, tmp_path: Path) -> None:
    choose(dialog, picture(tmp_path))
    remove = next(found for found in dialog.findChildren(QPushButton) if found.text() == "Remove")
    remove.setFocus()
    QTest.keyClick(remove, Qt.Key.Key_Space)
    focused = dialog.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Add a picture…"
