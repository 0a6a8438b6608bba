"""The runner's own pictures of exercises, shown in place of the drawings."""

import os
from collections import OrderedDict
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QImage, QImageWriter, QPainter, QPixmap

from mobility_gui.system.disk import replace_whole
from mobility_gui.training.exercise import Side
from mobility_gui.ui.drawing.figure_tile import DrawFigure
from mobility_gui.ui.drawing.picture_file import PictureError, PictureFile, PictureKind

_RADIUS_PX = 10
_KEPT_BYTES = 64 << 20
"""Memory for pictures ready to be painted; the largest, a whole 4K screen, takes half of it."""

_SMALL, _MIDDLE = QSize(416, 264), QSize(1024, 768)
"""Sizes of the copies for the lists and for the stage, in screen pixels. A photo takes 60 to 500 ms to read, the small
copy 3 and the middle one 15."""

_Key = tuple[str, int, int, float]


class OwnPictures:
    """At most one file per exercise in one folder, named by its id: the library allows only a-z, 0-9 and _ in ids.

    The folder is read once; a file put there by hand later is found when the program is started again. Smaller copies
    of large pictures are kept in subfolders.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._removed: dict[str, PictureFile] = {}
        self._problems: dict[str, str] = {}
        self._ready: OrderedDict[_Key, QPixmap] = OrderedDict()

    def has(self, exercise: str) -> bool:
        """True if there is a file, even a damaged one."""
        return exercise in self._files

    def shows(self, exercise: str) -> bool:
        """True if there is a file that has not been found damaged."""
        return exercise in self._files and exercise not in self._problems

    def can_put_back(self, exercise: str) -> bool:
        """True if a picture was removed since the program started and none has been added since."""
        return exercise in self._removed

    def problem(self, exercise: str) -> str:
        """Return why the file cannot be shown, or an empty text if it can or there is none."""
        if not any(key[0] == exercise for key in self._ready):
            self.pixmap(exercise, _SMALL, 1)
        return self._problems.get(exercise, "")

    def attach(self, exercise: str, path: Path) -> None:
        """Store a file byte for byte, in place of the one before. Raises `PictureError` and then changes nothing."""
        picture = PictureFile.read(path)
        picture.decode()
        self._keep(exercise, picture)

    def remove(self, exercise: str) -> None:
        """Delete the file; until the program ends it can be put back. Raises `PictureError`."""
        path = self._files[exercise]
        removed = None
        with suppress(PictureError):  # a damaged picture is not worth putting back
            removed = PictureFile.read(path)
        try:
            for kind in PictureKind:
                self._path(exercise, kind).unlink(missing_ok=True)
        except OSError as error:
            raise PictureError(
                f"{path.name} could not be deleted from {self._folder} ({error.strerror}). Allow changes there."
            ) from error
        self._forget(exercise)
        del self._files[exercise]
        if removed is not None:
            self._removed[exercise] = removed

    def put_back(self, exercise: str) -> None:
        """Store the removed picture again. Raises `PictureError`."""
        self._keep(exercise, self._removed[exercise])

    def pixmap(self, exercise: str, size: QSize, ratio: float) -> QPixmap | None:
        """Return the picture with rounded corners, as large as fits `size` (in window pixels), or None without one.

        `ratio` is the number of screen pixels to one window pixel.
        """
        if not self.shows(exercise) or size.isEmpty():
            return None
        key = (exercise, size.width(), size.height(), ratio)
        if key not in self._ready:
            try:
                image = self._image(exercise, size * ratio)
            except PictureError as error:
                self._problems[exercise] = str(error)
                return None
            self._ready[key] = _rounded(image, ratio)
            self._make_room()
        self._ready.move_to_end(key)
        return self._ready[key]

    def paint(self, painter: QPainter, rect: QRectF, exercise: str) -> bool:
        """Paint the picture in the middle of a rectangle, as large as fits. Return False if there is none to show."""
        ratio = painter.device().devicePixelRatio()
        pixmap = self.pixmap(exercise, QSize(int(rect.width()), int(rect.height())), ratio)
        if pixmap is None:
            return False
        size = pixmap.deviceIndependentSize()
        left, top = rect.center().x() - size.width() / 2, rect.center().y() - size.height() / 2
        # On whole screen pixels it stays as sharp as it was scaled.
        painter.drawPixmap(QPointF(round(left * ratio) / ratio, round(top * ratio) / ratio), pixmap)
        return True

    def in_place_of(self, draw_figure: DrawFigure) -> DrawFigure:
        """Return a function that draws the runner's picture, or calls `draw_figure` if there is none."""

        def draw(painter: QPainter, tile: QRectF, exercise: str, side: Side, ground: str) -> bool:
            return self.paint(painter, tile, exercise) or draw_figure(painter, tile, exercise, side, ground)

        return draw

    @cached_property
    def _files(self) -> dict[str, Path]:
        """Files by exercise; the newest one if a program that was killed midway left two."""
        endings = {f".{kind}" for kind in PictureKind}
        try:
            found = [path for path in self._folder.iterdir() if path.suffix in endings and path.is_file()]
            found.sort(key=_changed_ns)
        except OSError:  # a folder that cannot be read is reported when a picture is to be stored in it
            found = []
        return {path.stem: path for path in found}

    def _image(self, exercise: str, room: QSize) -> QImage:
        """Read a picture as large as fits `room` (in screen pixels). Raises `PictureError`."""
        path = self._files[exercise]
        size = next((size for size in (_SMALL, _MIDDLE) if room.expandedTo(size) == size), None)
        if size is None:
            return PictureFile.read(path).decode(room)
        copy = self._copy_path(exercise, size)
        with suppress(OSError, PictureError):
            if _changed_ns(copy) == _changed_ns(path):
                return PictureFile.read(copy).decode(room)
        picture = PictureFile.read(path)
        if picture.pixels <= size.width() * size.height():
            return picture.decode(room)
        image = picture.decode(size)
        with suppress(OSError):  # without a copy the next read is slow again
            copy.parent.mkdir(mode=0o700, exist_ok=True)
            replace_whole(copy, _png(image))
            os.utime(copy, ns=(_changed_ns(path), _changed_ns(path)))
        return image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)

    def _copy_path(self, exercise: str, size: QSize) -> Path:
        return self._folder / ("small" if size == _SMALL else "middle") / f"{exercise}.png"

    def _path(self, exercise: str, kind: PictureKind) -> Path:
        return self._folder / f"{exercise}.{kind}"

    def _keep(self, exercise: str, picture: PictureFile) -> None:
        path = self._path(exercise, picture.kind)
        try:
            replace_whole(path, picture.content)
        except OSError as error:
            raise PictureError(
                f"{picture.name} could not be saved: {path} cannot be written ({error.strerror or error}). "
                "Free up space or allow changes there, then add it again."
            ) from error
        for kind in set(PictureKind) - {picture.kind}:
            with suppress(OSError):  # if one is left, the newest counts
                self._path(exercise, kind).unlink(missing_ok=True)
        self._forget(exercise)
        self._files[exercise] = path
        self._removed.pop(exercise, None)

    def _forget(self, exercise: str) -> None:
        """Drop everything made from the previous picture."""
        for size in (_SMALL, _MIDDLE):
            with suppress(OSError):
                self._copy_path(exercise, size).unlink(missing_ok=True)
        self._problems.pop(exercise, None)
        for key in [key for key in self._ready if key[0] == exercise]:
            del self._ready[key]

    def _make_room(self) -> None:
        """Drop the pictures not painted for the longest time. The one just made stays, however large."""
        sizes = {key: pixmap.width() * pixmap.height() * 4 for key, pixmap in self._ready.items()}
        total = sum(sizes.values())
        while total > _KEPT_BYTES and len(self._ready) > 1:
            key, _ = self._ready.popitem(last=False)
            total -= sizes[key]


def _rounded(image: QImage, ratio: float) -> QPixmap:
    """Round the corners off. A transparent picture is put on white, as it was most likely drawn on paper."""
    cut = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    cut.fill(Qt.GlobalColor.transparent)
    image.setDevicePixelRatio(1)
    radius = min(_RADIUS_PX * ratio, image.width() / 2, image.height() / 2)
    painter = QPainter(cut)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for brush in (QBrush(Qt.GlobalColor.white), QBrush(image)) if image.hasAlphaChannel() else (QBrush(image),):
        painter.setBrush(brush)
        painter.drawRoundedRect(QRectF(cut.rect()), radius, radius)
    painter.end()
    cut.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(cut)


def _png(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(content.data())


def _changed_ns(path: Path) -> int:
    return path.stat().st_mtime_ns
