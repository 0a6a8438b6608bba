"""The buttons with which a runner adds, changes and removes a picture of an exercise."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from mobility_gui.ui.kit.controls import Button, label
from mobility_gui.ui.kit.layouts import across, down
from mobility_gui.ui.kit.theme import Text, Theme

_HINT = "Replaces the drawing. You can also drop a file on the drawing."
_OWN_HINT = "Replaces the drawing. It stays on this computer."
_REMOVED_HINT = "Your picture was removed."
_ENDINGS = " ".join(f"*.{ending} *.{ending.upper()}" for ending in ("png", "jpg", "jpeg", "webp"))


class OwnPictureBox(QWidget):
    """A hint and the buttons, and below them the sentence that says why a picture was not accepted."""

    file_chosen = Signal(Path)
    removed = Signal()
    put_back = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._hint = label("", Text.SECOND, "ink2", wrap=True)
        self._problem = label("", Text.BODY, "danger", wrap=True)
        self._choose = Button(theme, "Add a picture…")
        self._remove = Button(theme, "Remove")
        self._put_back = Button(theme, "Undo")
        words = down(gap=2)
        words.addWidget(label("Your own picture", Text.ROW_NAME))
        words.addWidget(self._hint)
        row = across(gap=8)
        row.addLayout(words, 1)
        for button in (self._choose, self._remove, self._put_back):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = down(self, gap=8)
        column.addLayout(row)
        column.addWidget(self._problem)
        self._choose.clicked.connect(self._open_dialog)
        self._remove.clicked.connect(self.removed)
        self._put_back.clicked.connect(self.put_back)

    def show_state(self, *, own: bool, can_put_back: bool, problem: str) -> None:
        """Show what can be done now; `problem` is a sentence, or empty."""
        self._choose.setText("Change…" if own else "Add a picture…")
        for button, usable in ((self._remove, own), (self._put_back, can_put_back)):
            if button.hasFocus() and not usable:
                self._choose.setFocus()
            button.setVisible(usable)
        self._hint.setText(_OWN_HINT if own else _REMOVED_HINT if can_put_back else _HINT)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _open_dialog(self) -> None:
        pictures = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation))
        start = pictures if pictures.is_dir() else Path.home()
        dialog = QFileDialog(self.window(), "Choose a picture", str(start), f"PNG, JPEG or WebP ({_ENDINGS})")
        dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._tell)
        dialog.open()

    def _tell(self, path: str) -> None:
        self.file_chosen.emit(Path(path))
