import os
import re
import stat
import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter
from pytestqt.qtbot import QtBot

from mobility_gui.training.exercise import Side
from mobility_gui.ui.drawing.own_pictures import OwnPictures
from mobility_gui.ui.drawing.picture_file import LARGEST_MB, LARGEST_PX, PictureError

SQUAT = "low_squat"
RED, BLUE = QColor("#C02020"), QColor("#2020C0")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "pictures"
    made.mkdir()
    return made


@pytest.fixture
def pictures(folder: Path, qtbot: QtBot) -> OwnPictures:  # noqa: ARG001  a pixmap needs the application
    return OwnPictures(folder)


def halves(width: int = 60, height: int = 40) -> QImage:
    """Red on the left, blue on the right."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(RED)
    painter = QPainter(image)
    painter.fillRect(QRect(width // 2, 0, width, height), BLUE)
    painter.end()
    return image


def encoded(kind: str, image: QImage | None = None) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert (image or halves()).save(buffer, kind, 100)  # type: ignore[call-overload]  # the stub wants a file's name
    return bytes(content.data())


def written(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def png_of_size(width: int, height: int, bits: int = 8) -> bytes:
    """A small right PNG with the head of a picture of any size, whose pixels are missing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, bits, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def turned_jpeg(orientation: int) -> bytes:
    """The halves, with the EXIF block of a camera that was held another way (1 to 8, as TIFF 6 numbers them)."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    exif = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    plain = encoded("JPG")
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + plain[2:]


def kept(folder: Path) -> dict[str, bytes]:
    """The files in a folder, without the small copies."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def refusal(pictures: OwnPictures, path: Path) -> str:
    with pytest.raises(PictureError) as refused:
        pictures.attach(SQUAT, path)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert not pictures.has(SQUAT)
    return sentence


def seen(pictures: OwnPictures, width: int = 60, height: int = 60, ratio: float = 1) -> QImage:
    pixmap = pictures.pixmap(SQUAT, QSize(width, height), ratio)
    assert pixmap is not None
    return pixmap.toImage()


def alike(one: QColor, other: QColor) -> bool:
    return all(abs(a - b) < 24 for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))  # type: ignore[index]


@pytest.mark.parametrize("kind", ["png", "jpg", "webp"])
def test_each_format_is_kept_byte_for_byte_and_shown(
    pictures: OwnPictures, folder: Path, tmp_path: Path, kind: str
) -> None:
    content = encoded(kind)
    pictures.attach(SQUAT, written(tmp_path, f"mine.{kind}", content))
    assert kept(folder) == {f"{SQUAT}.{kind}": content}
    image = seen(pictures)
    assert image.size() == QSize(60, 40)
    assert alike(image.pixelColor(15, 20), RED)
    assert alike(image.pixelColor(45, 20), BLUE)


def test_the_content_says_what_it_is_and_not_the_name(pictures: OwnPictures, folder: Path, tmp_path: Path) -> None:
    pictures.attach(SQUAT, written(tmp_path, "mine.png", encoded("webp")))
    assert list(kept(folder)) == [f"{SQUAT}.webp"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_what_is_kept_is_closed_to_others(pictures: OwnPictures, folder: Path, tmp_path: Path) -> None:
    pictures.attach(SQUAT, written(tmp_path, "mine.png", encoded("png")))
    assert stat.S_IMODE((folder / f"{SQUAT}.png").stat().st_mode) == 0o600


def test_the_largest_size_is_taken(pictures: OwnPictures, tmp_path: Path) -> None:
    pictures.attach(SQUAT, written(tmp_path, "wide.png", encoded("png", halves(LARGEST_PX, 2))))
    assert seen(pictures).size() == QSize(60, 1)


def test_one_pixel_more_is_refused_without_decoding(pictures: OwnPictures, tmp_path: Path) -> None:
    # The pixels are missing: had they been decoded, the file would be called damaged.
    path = written(tmp_path, "wide.png", png_of_size(LARGEST_PX + 1, 10))
    assert refusal(pictures, path) == (
        "wide.png is 4097 × 10 pixels. Make it at most 4096 × 4096, then add it again."
    )  # fmt: skip


@pytest.mark.parametrize("size", [(2**31 - 1, 2**31 - 1), (100_000, 100_000), (1, 1_000_000)])
def test_a_small_file_that_would_grow_without_end_is_refused(
    pictures: OwnPictures, tmp_path: Path, size: tuple[int, int]
) -> None:
    assert "bomb.png" in refusal(pictures, written(tmp_path, "bomb.png", png_of_size(*size)))


def test_more_memory_than_meant_for_a_picture_is_refused_without_decoding(
    pictures: OwnPictures, tmp_path: Path
) -> None:
    path = written(tmp_path, "deep.png", png_of_size(LARGEST_PX, LARGEST_PX, bits=16))
    assert refusal(pictures, path) == "deep.png takes more than 64 MB of memory. Save a smaller version and add that."


def test_a_file_larger_than_that_is_not_read_on(pictures: OwnPictures, tmp_path: Path) -> None:
    path = tmp_path / "endless.png"
    with path.open("wb") as file:
        file.write(encoded("png"))
        file.truncate((LARGEST_MB << 20) + 1)
    assert "more than 64 MB" in refusal(pictures, path)


def test_qt_itself_is_told_the_limit(pictures: OwnPictures, tmp_path: Path) -> None:
    pictures.attach(SQUAT, written(tmp_path, "mine.png", encoded("png")))
    assert QImageReader.allocationLimit() == LARGEST_MB


@pytest.mark.parametrize("kind", ["png", "jpg", "webp"])
@pytest.mark.parametrize("part", [0.05, 0.5, 0.97])
def test_a_file_cut_short_is_refused(pictures: OwnPictures, tmp_path: Path, kind: str, part: float) -> None:
    content = encoded(kind, halves(400, 300))
    path = written(tmp_path, f"cut.{kind}", content[: max(16, int(len(content) * part))])
    assert refusal(pictures, path).startswith(f"cut.{kind} is damaged or incomplete.")


def test_a_jpeg_with_scans_without_end_is_refused(pictures: OwnPictures, tmp_path: Path) -> None:
    content = encoded("jpg")
    scan = content[content.index(b"\xff\xda") : -2]
    path = written(tmp_path, "scans.jpg", content[:-2] + scan * 200 + content[-2:])
    assert "scans.jpg is damaged" in refusal(pictures, path)


@pytest.mark.parametrize("name", ["drawing.svg", "drawing.png"])
def test_an_svg_is_refused_whatever_it_is_called(pictures: OwnPictures, tmp_path: Path, name: str) -> None:
    content = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    assert refusal(pictures, written(tmp_path, name, content)) == (
        f"{name} is an SVG drawing. Save it as PNG, JPEG or WebP, then add that."
    )


@pytest.mark.parametrize("content", [b"", b"Tuesday: low squat, 10 times", b"GIF89a" + bytes(40), encoded("bmp")])
def test_what_is_no_such_picture_is_refused(pictures: OwnPictures, tmp_path: Path, content: bytes) -> None:
    sentence = refusal(pictures, written(tmp_path, "other.png", content))
    assert sentence == "other.png is not a PNG, JPEG or WebP picture. Save it as PNG, JPEG or WebP, then add that."


def test_what_is_no_file_is_refused(pictures: OwnPictures, tmp_path: Path) -> None:
    assert "gone.png does not exist" in refusal(pictures, tmp_path / "gone.png")
    assert "is not a file" in refusal(pictures, tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_refused_rather_than_waited_for(pictures: OwnPictures, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    assert "is not a file" in refusal(pictures, tmp_path / "pipe.png")


def test_a_file_that_may_not_be_read_is_refused(
    pictures: OwnPictures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "mine.png", encoded("png"))

    def refuse(_self: Path, _mode: str) -> None:  # as for root nothing is closed
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert (
        refusal(pictures, path)
        == "mine.png cannot be read (Permission denied). Choose one that you are allowed to open."
    )


def test_a_folder_that_cannot_be_written_is_named(qtbot: QtBot, tmp_path: Path) -> None:  # noqa: ARG001
    in_the_way = written(tmp_path, "pictures", b"")
    sentence = refusal(OwnPictures(in_the_way), written(tmp_path, "mine.png", encoded("png")))
    assert sentence.startswith(f"mine.png could not be saved: {in_the_way}/")
    assert "cannot be written (Not a directory)." in sentence


def test_a_name_without_end_does_not_fill_the_window(pictures: OwnPictures, tmp_path: Path) -> None:
    sentence = refusal(pictures, written(tmp_path, "a" * 200 + ".png", b"no"))
    assert re.match(r"a{19}…a{16}\.png is not", sentence)


@pytest.mark.parametrize(
    ("orientation", "red_at", "blue_at"),
    [(1, (15, 20), (45, 20)), (3, (45, 20), (15, 20)), (6, (20, 15), (20, 45)), (8, (20, 45), (20, 15))],
)
def test_a_photo_is_shown_upright(
    pictures: OwnPictures, tmp_path: Path, orientation: int, red_at: tuple[int, int], blue_at: tuple[int, int]
) -> None:
    pictures.attach(SQUAT, written(tmp_path, "photo.jpg", turned_jpeg(orientation)))
    image = seen(pictures)
    assert image.size() == (QSize(60, 40) if orientation in {1, 3} else QSize(40, 60))
    assert alike(image.pixelColor(*red_at), RED)
    assert alike(image.pixelColor(*blue_at), BLUE)


def test_a_turned_photo_fits_what_it_is_shown_in(pictures: OwnPictures, tmp_path: Path) -> None:
    pictures.attach(SQUAT, written(tmp_path, "photo.jpg", turned_jpeg(6)))
    assert seen(pictures, 104, 66).size() == QSize(44, 66)


def test_a_newer_picture_takes_the_place_of_the_older(pictures: OwnPictures, folder: Path, tmp_path: Path) -> None:
    pictures.attach(SQUAT, written(tmp_path, "one.png", encoded("png")))
    assert seen(pictures).size() == QSize(60, 40)
    pictures.attach(SQUAT, written(tmp_path, "two.jpg", encoded("jpg", halves(40, 40))))
    assert list(kept(folder)) == [f"{SQUAT}.jpg"]
    assert seen(pictures).size() == QSize(60, 60)


def test_a_newer_picture_leaves_the_original_alone_that_the_runner_had_linked_to(folder: Path, tmp_path: Path) -> None:
    original = written(tmp_path, "holiday.png", encoded("png"))
    (folder / f"{SQUAT}.png").symlink_to(original)
    newer = encoded("png", halves(30, 20))
    OwnPictures(folder).attach(SQUAT, written(tmp_path, "newer.png", newer))
    assert original.read_bytes() == encoded("png")
    assert kept(folder) == {f"{SQUAT}.png": newer}


def test_a_refused_picture_leaves_the_older_where_it_is(pictures: OwnPictures, folder: Path, tmp_path: Path) -> None:
    content = encoded("png")
    pictures.attach(SQUAT, written(tmp_path, "one.png", content))
    with pytest.raises(PictureError):
        pictures.attach(SQUAT, written(tmp_path, "two.png", content[:60]))
    assert list(kept(folder).values()) == [content]
    assert seen(pictures).size() == QSize(60, 40)


def test_a_write_that_fails_leaves_nothing_behind(
    pictures: OwnPictures, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fill)
    assert "cannot be written (No space left on device)." in refusal(
        pictures, written(tmp_path, "one.png", encoded("png"))
    )
    assert list(folder.iterdir()) == []


def test_what_is_removed_is_gone_and_can_be_put_back(pictures: OwnPictures, folder: Path, tmp_path: Path) -> None:
    content = encoded("jpg")
    pictures.attach(SQUAT, written(tmp_path, "one.jpg", content))
    pictures.remove(SQUAT)
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    assert not pictures.has(SQUAT)
    assert pictures.pixmap(SQUAT, QSize(60, 60), 1) is None
    assert pictures.can_put_back(SQUAT)
    pictures.put_back(SQUAT)
    assert list(kept(folder).values()) == [content]
    assert not pictures.can_put_back(SQUAT)
    assert seen(pictures).size() == QSize(60, 40)


def test_after_another_was_added_the_removed_one_is_not_offered(pictures: OwnPictures, tmp_path: Path) -> None:
    pictures.attach(SQUAT, written(tmp_path, "one.png", encoded("png")))
    pictures.remove(SQUAT)
    pictures.attach(SQUAT, written(tmp_path, "two.png", encoded("png")))
    assert not pictures.can_put_back(SQUAT)


def test_what_cannot_be_deleted_stays_and_is_told(
    pictures: OwnPictures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures.attach(SQUAT, written(tmp_path, "one.png", encoded("png")))

    def refuse(_self: Path, *, missing_ok: bool) -> None:  # noqa: ARG001
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        with pytest.raises(PictureError, match=r"low_squat\.png could not be deleted from .* \(Permission denied\)"):
            pictures.remove(SQUAT)
    assert pictures.has(SQUAT)
    assert not pictures.can_put_back(SQUAT)


def test_the_next_start_finds_the_newest(folder: Path, qtbot: QtBot) -> None:  # noqa: ARG001
    for kind, image, at in (("webp", halves(), 200), ("png", halves(40, 40), 100)):
        path = written(folder, f"{SQUAT}.{kind}", encoded(kind, image))
        os.utime(path, (at, at))
    assert seen(OwnPictures(folder)).size() == QSize(60, 40)


def test_a_kept_file_that_was_damaged_since_shows_nothing_and_says_why(folder: Path, qtbot: QtBot) -> None:  # noqa: ARG001
    written(folder, f"{SQUAT}.png", encoded("png")[:60])
    pictures = OwnPictures(folder)
    assert pictures.pixmap(SQUAT, QSize(60, 60), 1) is None
    assert pictures.problem(SQUAT).startswith("low_squat.png is damaged")
    pictures.remove(SQUAT)
    assert list(folder.iterdir()) == []
    assert not pictures.can_put_back(SQUAT)
    assert pictures.problem(SQUAT) == ""


def test_without_a_picture_there_is_none(pictures: OwnPictures) -> None:
    assert pictures.pixmap(SQUAT, QSize(60, 60), 1) is None


def test_a_finer_screen_gets_more_pixels_of_the_same_size(pictures: OwnPictures, tmp_path: Path) -> None:
    pictures.attach(SQUAT, written(tmp_path, "large.png", encoded("png", halves(600, 400))))
    pixmap = pictures.pixmap(SQUAT, QSize(60, 60), 2)
    assert pixmap is not None
    assert pixmap.size() == QSize(120, 80)
    assert pixmap.deviceIndependentSize().toSize() == QSize(60, 40)


def test_what_was_scaled_once_is_not_read_again(pictures: OwnPictures, folder: Path, tmp_path: Path) -> None:
    pictures.attach(SQUAT, written(tmp_path, "one.png", encoded("png")))
    first = pictures.pixmap(SQUAT, QSize(60, 60), 1)
    (folder / f"{SQUAT}.png").unlink()
    again = pictures.pixmap(SQUAT, QSize(60, 60), 1)
    assert first is not None
    assert again is not None
    assert again.cacheKey() == first.cacheKey()


def test_the_next_start_reads_a_small_copy_for_the_lists(folder: Path, pictures: OwnPictures, tmp_path: Path) -> None:
    pictures.attach(SQUAT, written(tmp_path, "one.png", encoded("png", halves(3000, 2000))))
    first = seen(pictures, 104, 66)
    path = folder / f"{SQUAT}.png"
    changed_ns = path.stat().st_mtime_ns
    path.write_bytes(b"nothing that could be read")
    os.utime(path, ns=(changed_ns, changed_ns))
    again = seen(OwnPictures(folder), 104, 66)
    assert again.size() == first.size() == QSize(99, 66)
    assert alike(again.pixelColor(20, 33), RED)


def test_a_small_copy_of_another_picture_is_not_shown(folder: Path, pictures: OwnPictures, tmp_path: Path) -> None:
    pictures.attach(SQUAT, written(tmp_path, "one.png", encoded("png", halves(900, 600))))
    assert seen(pictures).size() == QSize(60, 40)
    path = written(folder, f"{SQUAT}.png", encoded("png", halves(900, 900)))  # by hand, and older
    os.utime(path, (100, 100))
    assert seen(OwnPictures(folder)).size() == QSize(60, 60)


def test_a_small_copy_that_cannot_be_kept_or_read_is_done_without(folder: Path, qtbot: QtBot) -> None:  # noqa: ARG001
    written(folder, f"{SQUAT}.png", encoded("png", halves(900, 600)))
    written(folder, "small", b"")
    assert seen(OwnPictures(folder)).size() == QSize(60, 40)
    (folder / "small").unlink()
    assert seen(OwnPictures(folder)).size() == QSize(60, 40)
    small = folder / "small" / f"{SQUAT}.png"
    changed_ns = small.stat().st_mtime_ns
    small.write_bytes(small.read_bytes()[:50])
    os.utime(small, ns=(changed_ns, changed_ns))
    assert seen(OwnPictures(folder)).size() == QSize(60, 40)


def test_only_so_much_is_kept_ready(pictures: OwnPictures, folder: Path, tmp_path: Path) -> None:
    pictures.attach(SQUAT, written(tmp_path, "one.png", encoded("png", halves(40, 40))))
    small = QSize(50, 50)
    assert pictures.pixmap(SQUAT, small, 1) is not None
    for side in (3000, 3001):  # 36 MB each
        assert pictures.pixmap(SQUAT, QSize(side, side), 1) is not None
    (folder / f"{SQUAT}.png").unlink()
    assert pictures.pixmap(SQUAT, QSize(3001, 3001), 1) is not None
    assert pictures.pixmap(SQUAT, small, 1) is None


def painted(pictures: OwnPictures, rect: QRectF) -> QImage:
    canvas = QImage(200, 100, QImage.Format.Format_RGB32)
    canvas.fill(QColor("#101010"))
    painter = QPainter(canvas)
    assert pictures.paint(painter, rect, SQUAT)
    painter.end()
    return canvas


def test_it_is_painted_in_the_middle_with_its_corners_rounded(pictures: OwnPictures, tmp_path: Path) -> None:
    pictures.attach(SQUAT, written(tmp_path, "one.png", encoded("png")))
    canvas = painted(pictures, QRectF(20, 10, 160, 60))
    ground = QColor("#101010")
    # 90 x 60 in 160 x 60: from 55 to 145.
    assert canvas.pixelColor(52, 40) == ground
    assert alike(canvas.pixelColor(57, 40), RED)
    assert alike(canvas.pixelColor(142, 40), BLUE)
    assert canvas.pixelColor(148, 40) == ground
    assert canvas.pixelColor(55, 10) == ground
    assert canvas.pixelColor(100, 8) == ground
    assert alike(canvas.pixelColor(90, 12), RED)


def test_a_picture_one_can_see_through_lies_on_white(pictures: OwnPictures, tmp_path: Path) -> None:
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    image.setPixelColor(QPoint(20, 20), QColor("black"))
    pictures.attach(SQUAT, written(tmp_path, "line.png", encoded("png", image)))
    canvas = painted(pictures, QRectF(0, 0, 40, 40))
    assert canvas.pixelColor(10, 20) == QColor("white")
    assert canvas.pixelColor(20, 20) == QColor("black")


def test_nothing_is_painted_without_a_picture_and_the_drawing_comes_in(pictures: OwnPictures, tmp_path: Path) -> None:
    asked: list[str] = []

    def draw(_painter: QPainter, _tile: QRectF, exercise: str, _side: Side, _ground: str) -> bool:
        asked.append(exercise)
        return True

    canvas = QImage(60, 40, QImage.Format.Format_RGB32)
    painter = QPainter(canvas)
    both = pictures.in_place_of(draw)
    assert both(painter, QRectF(0, 0, 60, 40), SQUAT, Side.LEFT, "#FFFFFF")
    assert asked == [SQUAT]
    pictures.attach(SQUAT, written(tmp_path, "one.png", encoded("png")))
    assert both(painter, QRectF(0, 0, 60, 40), SQUAT, Side.LEFT, "#FFFFFF")
    assert asked == [SQUAT]
    painter.end()
