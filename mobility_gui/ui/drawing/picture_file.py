"""A picture file from the runner, checked before it is decoded so that it cannot take more memory than allowed."""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

LARGEST_PX = 4096
"""Longest side allowed."""

LARGEST_MB = 64
"""Largest size of a file, and of the picture decoded from it."""

_BYTES_PER_MB = 1 << 20
_MOST_SCANS = 100
"""Most scans in a JPEG. A progressive one has about ten; thousands in a small file hang the window for minutes."""

_NAME_LENGTH = 40
_MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]", re.DOTALL)
_SCAN, _END = b"\xff\xda", b"\xff\xd9"


class PictureKind(StrEnum):
    """The formats accepted. The value is both the ending of the file's name and Qt's name for the format."""

    PNG = "png"
    JPEG = "jpg"
    WEBP = "webp"


class PictureError(Exception):
    """A picture that cannot be used. The message says in one sentence which file it is, why, and what to do."""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A file whose first bytes and size are right. Only decoding shows if the rest is right too."""

    name: str
    kind: PictureKind
    content: bytes

    @classmethod
    def read(cls, path: Path) -> "PictureFile":
        """Read a file and check the format and size of its content. Raises `PictureError`."""
        name = _shown(path)
        content = _content(path, name)
        kind = _kind(content)
        if kind is None:
            what = "an SVG drawing" if b"<svg" in content[:4096].lower() else "not a PNG, JPEG or WebP picture"
            raise PictureError(f"{name} is {what}. Save it as PNG, JPEG or WebP, then add that.")
        read = cls(name, kind, content)
        if kind is PictureKind.JPEG and not _is_whole_jpeg(content):
            raise read._damaged()
        read._check_size()
        return read

    @property
    def pixels(self) -> int:
        """Number of pixels in the picture."""
        buffer = self._buffer()
        size = self._reader(buffer).size()
        return size.width() * size.height()

    def decode(self, within: QSize | None = None) -> QImage:
        """Return the picture upright, as large as fits `within` (pixels) or in its own size. Raises `PictureError`."""
        buffer = self._buffer()
        reader = self._reader(buffer)
        if within is not None:
            turned = reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
            room = within.transposed() if turned else within  # Qt scales first, then turns
            wanted = reader.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            reader.setScaledSize(wanted.expandedTo(QSize(1, 1)))
        image = reader.read()
        if image.isNull():
            raise self._damaged()
        return image

    def _check_size(self) -> None:
        buffer = self._buffer()
        reader = self._reader(buffer)
        size = reader.size()
        if size.isEmpty():
            raise self._damaged()
        if max(size.width(), size.height()) > LARGEST_PX:
            raise PictureError(
                f"{self.name} is {size.width()} × {size.height()} pixels. "
                f"Make it at most {LARGEST_PX} × {LARGEST_PX}, then add it again."
            )
        bits = max(32, QImage.toPixelFormat(reader.imageFormat()).bitsPerPixel())
        if size.width() * size.height() * bits // 8 > LARGEST_MB * _BYTES_PER_MB:
            raise _too_large(self.name)

    def _buffer(self) -> QBuffer:
        """Return a buffer with the content. The caller must keep a reference to it, as a `QImageReader` does not."""
        buffer = QBuffer()
        buffer.setData(self.content)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        return buffer

    def _reader(self, buffer: QBuffer) -> QImageReader:
        """Return a reader that uses this format's decoder only. Left to guess, Qt would try every one, SVG too."""
        QImageReader.setAllocationLimit(LARGEST_MB)
        reader = QImageReader(buffer, QByteArray(self.kind.encode()))
        reader.setAutoDetectImageFormat(False)
        reader.setAutoTransform(True)
        return reader

    def _damaged(self) -> PictureError:
        return PictureError(f"{self.name} is damaged or incomplete. Copy it again from its source, or choose another.")


def _content(path: Path, name: str) -> bytes:
    try:
        if not path.is_file():  # a folder, say, or a pipe, which would never end
            raise PictureError(f"{name} does not exist or is not a file. Choose another picture.")
        with path.open("rb") as file:
            content = file.read(LARGEST_MB * _BYTES_PER_MB + 1)
    except OSError as error:
        raise PictureError(
            f"{name} cannot be read ({error.strerror}). Choose one that you are allowed to open."
        ) from error
    if len(content) > LARGEST_MB * _BYTES_PER_MB:
        raise _too_large(name)
    return content


def _too_large(name: str) -> PictureError:
    return PictureError(f"{name} takes more than {LARGEST_MB} MB of memory. Save a smaller version and add that.")


def _kind(content: bytes) -> PictureKind | None:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PictureKind.PNG
    if content.startswith(b"\xff\xd8\xff"):
        return PictureKind.JPEG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return PictureKind.WEBP
    return None


def _is_whole_jpeg(content: bytes) -> bool:
    """True if the markers lead to the end mark. Qt would silently paint the missing part of a truncated file grey.

    Each marker is followed by the length of its segment. Compressed data may follow a segment; they contain no marker.
    """
    scans, at = 0, 2
    while found := _MARKER.search(content, at):
        if found.group() == _END:
            return 0 < scans <= _MOST_SCANS
        scans += found.group() == _SCAN
        at = found.end() + int.from_bytes(content[found.end() : found.end() + 2])
    return False


def _shown(path: Path) -> str:
    """Return the file's name for use in a sentence: printable, and short enough for one line."""
    name = "".join(sign if sign.isprintable() else "?" for sign in path.name)
    half = _NAME_LENGTH // 2
    return name if len(name) <= _NAME_LENGTH else f"{name[: half - 1]}…{name[-half:]}"
