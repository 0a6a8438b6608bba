import re
import stat
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pytest
from pypdfium2 import raw
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from mobility_gui.ankle.unit import Unit
from mobility_gui.exchange.whole_record import ExchangeError
from mobility_gui.settings import Look
from mobility_gui.training.history import Goals, History, statistics
from mobility_gui.ui.kit.fonts import DISPLAY_FAMILY, TEXT_FAMILY
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.kit.tokens import LIGHT
from mobility_gui.ui.paper.sheet import Paper, sheet
from mobility_gui.ui.progress.chart_sheet import DEMO, FRAME_PX, PICTURE_DOTS, SHEET_PX, ChartSheet
from tests.ui.progress.history_makers import TODAY, a_history, a_session, weekly_history
from tests.ui.progress.test_chart_painter import many_tests

pytestmark = pytest.mark.usefixtures("qapp")

TESTED = weekly_history([90, 96, 99, 104, 108, 107, 111], [110, 111, 109, 112, 108, 110, 111])
ONE_FAR_OFF = weekly_history([90, 96, 99, 40, 108, 107, 111], [110, 111, 109, 175, 108, 110, 111])
STATES = {
    "empty": History(TODAY),
    "one test": a_history(a_session(1, 3, 98)),
    "after only": a_history(*(a_session(number, 7 * number, None, None, 98, 111) for number in range(1, 5))),
    "one side": weekly_history([120, 118, 112, 110, 104, 100, 97, 95, 90]),
    "usual": TESTED,
    "far off": weekly_history([90, 96, 99, 104, 250, 107, 111, 113], [110, 111, 109, 112, 45, 110, 111, 108]),
    "nearly stiff": weekly_history([0, 0, 0, 0, 10, 20, 30, 50, 70], [0, 0, 1, 0, 1, 0, 2, 0, 0]),
    "own target": replace(TESTED, goals=Goals(110)),
    "500 tests": many_tests(500, 2),
    "20 years": many_tests(20 * 365, 1),
    "of tomorrow": a_history(*(a_session(number, 30 * number - 2, 100 + number, 112) for number in range(9))),
}
PLAIN = "matrix(1,0,0,1,0,0)"
NUMBER = re.compile(r"-?[\d.]+(?:e-?\d+)?")


@pytest.fixture
def dark_window(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(Look.DARK)
    theme.apply(qapp)
    yield theme
    theme.set_look(Look.LIGHT)


def chart_of(history: History, unit: Unit = Unit.CM, size: QSize = SHEET_PX, *, bare: bool = False) -> ChartSheet:
    return ChartSheet(history, statistics(history), unit, size, bare=bare)


def picture_of(history: History, folder: Path) -> QImage:
    ChartSheet(history, statistics(history), Unit.CM, dots=PICTURE_DOTS).write_png(folder / "chart.png")
    return QImage(str(folder / "chart.png"))


def drawing_of(history: History, folder: Path, unit: Unit = Unit.CM) -> str:
    chart_of(history, unit).write_svg(folder / "chart.svg")
    return (folder / "chart.svg").read_text(encoding="utf-8")


def words_in(drawing: str) -> list[str]:
    found = ET.fromstring(drawing)  # noqa: S314  we wrote it
    return ["".join(item.itertext()).strip() for item in found.iter("{http://www.w3.org/2000/svg}text")]


def shapes_in(drawing: str) -> list[QRectF]:
    """What surrounds each shape, and the beginning of each line of words."""
    found = []
    for item in ET.fromstring(drawing).iter():  # noqa: S314  we wrote it
        numbers = [float(number) for number in NUMBER.findall(item.get("d") or item.get("points") or "")]
        if item.tag.endswith(("rect", "text")):
            x, y, wide, high = (float(item.get(name, "0")) for name in ("x", "y", "width", "height"))
            found.append(QRectF(x, y, wide, high))
        elif numbers:
            left, top = min(numbers[::2]), min(numbers[1::2])
            found.append(QRectF(left, top, max(numbers[::2]) - left, max(numbers[1::2]) - top))
    return found


def gray(picture: QImage) -> npt.NDArray[np.int16]:
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    dots = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.width(), 4)
    return np.asarray(dots[:, :, :3].mean(axis=2), np.int16)


def colors_in(picture: QImage) -> set[str]:
    pixels = np.frombuffer(picture.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint32)
    return {f"#{pixel & 0xFFFFFF:06X}" for pixel in np.unique(pixels).tolist()}


def test_a_picture_has_twice_as_many_pixels_as_the_sheet(tmp_path: Path) -> None:
    assert picture_of(TESTED, tmp_path).size() == SHEET_PX * PICTURE_DOTS


def test_both_ankles_are_in_their_colours_on_white(tmp_path: Path) -> None:
    picture = picture_of(TESTED, tmp_path)
    assert {LIGHT.left, LIGHT.right, LIGHT.zone} <= colors_in(picture)
    corners = [picture.pixelColor(x, y).name() for x in (0, picture.width() - 1) for y in (0, picture.height() - 1)]
    assert corners == ["#ffffff"] * 4


def test_a_dark_window_makes_no_dark_file(qapp: QApplication, dark_window: Theme, tmp_path: Path) -> None:
    dark = picture_of(TESTED, tmp_path)
    dark_window.set_look(Look.LIGHT)
    assert qapp.palette().window().color().name().upper() == LIGHT.bg
    assert dark == picture_of(TESTED, tmp_path)


@pytest.mark.parametrize("history", [History(TODAY), a_history(a_session(1, 3, 98)), TESTED, ONE_FAR_OFF])
def test_a_drawing_is_whole_and_can_be_shown(tmp_path: Path, history: History) -> None:
    drawing = drawing_of(history, tmp_path)
    assert QSvgRenderer(drawing.encode()).isValid()
    assert not re.search(r"\b(nan|inf)\b", drawing, re.IGNORECASE)


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("state", STATES)
def test_any_program_shows_a_drawing_right_that_knows_plain_shapes(tmp_path: Path, state: str, unit: Unit) -> None:
    found = ET.fromstring(drawing_of(STATES[state], tmp_path, unit))  # noqa: S314  we wrote it
    assert {item.get("transform", PLAIN) for item in found.iter()} == {PLAIN}
    assert {item.get(f"{kind}-opacity", "1") for item in found.iter() for kind in ("fill", "stroke")} == {"1"}
    assert {item.get("vector-effect", "none") for item in found.iter()} == {"none"}
    assert not [item for item in found.iter() if "clip" in item.tag.lower() or item.get("clip-path")]
    assert {float(item.get("stroke-width", "1")) for item in found.iter()} <= {1, 1.5, 1.75, 2.5}


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("state", STATES)
def test_nothing_in_a_drawing_is_outside_of_it(tmp_path: Path, state: str, unit: Unit) -> None:
    shapes = shapes_in(drawing_of(STATES[state], tmp_path, unit))
    assert len(shapes) > 10
    assert min(shape.left() for shape in shapes) >= 0
    assert min(shape.top() for shape in shapes) >= 0
    assert max(shape.right() for shape in shapes) <= SHEET_PX.width()
    assert max(shape.bottom() for shape in shapes) <= SHEET_PX.height()


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("state", STATES)
def test_a_picture_has_white_on_all_sides(tmp_path: Path, state: str, unit: Unit) -> None:
    chart_of(STATES[state], unit).write_png(tmp_path / "chart.png")
    dots = gray(QImage(str(tmp_path / "chart.png")))
    assert (dots[FRAME_PX:-FRAME_PX, FRAME_PX:-FRAME_PX] < 255).any()
    dots[FRAME_PX:-FRAME_PX, FRAME_PX:-FRAME_PX] = 255
    assert (dots == 255).all()


def test_a_drawing_has_both_ankles_in_their_colours(tmp_path: Path) -> None:
    drawing = drawing_of(TESTED, tmp_path).upper()
    for color in (LIGHT.left, LIGHT.right, LIGHT.zone):
        assert f'FILL="{color}"' in drawing


@pytest.mark.parametrize("state", STATES)
def test_a_drawing_looks_like_the_picture(tmp_path: Path, state: str) -> None:
    picture = picture_of(STATES[state], tmp_path)
    drawn = QImage(picture.size(), picture.format())
    drawn.fill(LIGHT.primary)
    drawing = drawing_of(STATES[state], tmp_path)
    for usual, ours in (("Inter", TEXT_FAMILY), ("Inter Display", DISPLAY_FAMILY)):  # as on a system that has Inter
        drawing = drawing.replace(f'font-family="{usual}"', f'font-family="{ours}"')
    painter = QPainter(drawn)
    QSvgRenderer(drawing.encode()).render(painter)
    painter.end()
    apart = np.abs(gray(picture) - gray(drawn))  # of 255
    assert apart.mean() < 1
    assert apart[120:960, 1500:1900].mean() < 0.3  # few words are there, whose signs Qt suits to each other


def test_words_name_one_font_and_a_browser_is_told_what_else_will_do(tmp_path: Path) -> None:
    drawing = drawing_of(TESTED, tmp_path)
    assert not re.search('font-family="[^"]*,', drawing)
    assert "font-family: Inter, sans-serif" in drawing


def test_a_drawing_has_the_words_as_words_and_no_picture_in_it(tmp_path: Path) -> None:
    drawing = drawing_of(TESTED, tmp_path)
    words = words_in(drawing)
    for said in (
        "Knee to wall",
        "in cm",
        "before the session",
        "level and margin",
        "Left 11.2",
        "Right 11.0",
        "5-inch mark, 12.7 cm",
    ):
        assert said in words
    assert "<image" not in drawing


def test_both_axes_have_their_names_and_the_file_its_date(tmp_path: Path) -> None:
    words = words_in(drawing_of(TESTED, tmp_path))
    assert {"10", "12", "15"} <= set(words)
    assert any(re.fullmatch(r"\d+ Nov|November", word) for word in words)
    assert words[-1] == (
        "Points: averages of the valid tries. "
        "Line: the level before sessions, with its 95 % margin of error. 22 November 2026"
    )


def test_a_chart_of_demo_data_says_so(tmp_path: Path) -> None:
    assert DEMO in words_in(drawing_of(replace(TESTED, demo=True), tmp_path))
    assert DEMO not in words_in(drawing_of(TESTED, tmp_path))


def test_inches_are_named(tmp_path: Path) -> None:
    words = words_in(drawing_of(TESTED, tmp_path, Unit.INCH))
    assert {"in inches", "4.5", "5-inch mark"} <= set(words)


def test_only_signs_that_are_drawn_are_explained(tmp_path: Path) -> None:
    words = words_in(drawing_of(a_history(a_session(1, 3, None, None, 98)), tmp_path))
    assert "after the session" in words
    assert "cold" not in words
    assert "trend and its error" not in words


def test_words_that_others_would_cover_are_left_out(tmp_path: Path) -> None:
    small = QSize(760, 280)
    for history, readable in ((TESTED, True), (ONE_FAR_OFF, False)):
        chart_of(history, size=small, bare=True).write_svg(tmp_path / "chart.svg")
        words = words_in((tmp_path / "chart.svg").read_text(encoding="utf-8"))
        assert any(said.startswith("11.4") for said in words) == readable
        assert "5-inch mark, 12.7 cm" in words


def test_on_paper_all_words_can_be_found_and_nothing_is_a_picture(
    tmp_path: Path,
) -> None:
    path = tmp_path / "page.pdf"
    with (
        sheet(path, Paper.A4, QPageLayout.Orientation.Portrait, "Chart") as page,
        page.in_dots(QPointF(15, 20)) as painter,
    ):
        chart_of(TESTED, size=QSize(760, 300), bare=True).paint_on(painter)
    with pdfium.PdfDocument(path) as document:
        said = document[0].get_textpage().get_text_range()
        kinds = {thing.type for thing in document[0].get_objects()}
    assert "5-inch mark, 12.7 cm" in said
    assert "11.4–14.0: too close to call from one test" in said
    assert raw.FPDF_PAGEOBJ_IMAGE not in kinds


@pytest.mark.parametrize("name", ["chart.png", "chart.svg"])
def test_a_file_that_cannot_be_written_gives_one_sentence_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    chart, path = chart_of(TESTED), tmp_path / name
    path.mkdir()
    with pytest.raises(ExchangeError, match=rf"{re.escape(name)} cannot be written: "):
        (chart.write_png if path.suffix == ".png" else chart.write_svg)(path)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    picture_of(TESTED, tmp_path)
    assert stat.S_IMODE((tmp_path / "chart.png").stat().st_mode) == 0o600
