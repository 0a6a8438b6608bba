import stat
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pypdfium2 import raw
from PySide6.QtCore import QLineF, QPointF, QSizeF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPen
from PySide6.QtWidgets import QApplication

from mobility_gui.exchange.whole_record import ExchangeError
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.paper.sheet import DOTS_PER_INCH, Letters, Paper, sheet
from tests.ui.paper.printed import Printed

pytestmark = pytest.mark.usefixtures("qapp")

UPRIGHT, ON_ITS_SIDE = QPageLayout.Orientation.Portrait, QPageLayout.Orientation.Landscape

LARGE = Letters(10, QFont.Weight.DemiBold)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sheet.pdf"


@pytest.mark.parametrize(
    ("paper", "orientation", "width_mm", "height_mm"),
    [
        (Paper.A4, UPRIGHT, 210, 297),
        (Paper.A4, ON_ITS_SIDE, 297, 210),
        (Paper.LETTER, UPRIGHT, 215.9, 279.4),
        (Paper.LETTER, ON_ITS_SIDE, 279.4, 215.9),
    ],
)
def test_a_sheet_is_one_page_of_the_size_of_its_paper(
    path: Path, paper: Paper, orientation: QPageLayout.Orientation, width_mm: float, height_mm: float
) -> None:
    with sheet(path, paper, orientation, "Nothing") as page:
        assert page.size_mm == QSizeF(width_mm, height_mm)
    with pdfium.PdfDocument(path) as document:
        assert len(document) == 1
        size_mm = [points / 72 * 25.4 for points in document[0].get_size()]
    assert size_mm == pytest.approx([width_mm, height_mm], abs=0.2)  # Qt rounds to a point


@pytest.mark.parametrize("orientation", [UPRIGHT, ON_ITS_SIDE])
def test_a_millimetre_is_a_millimetre_both_ways(path: Path, orientation: QPageLayout.Orientation) -> None:
    with sheet(path, Paper.A4, orientation, "Crosses") as page:
        page.painter.setPen(QPen(Qt.GlobalColor.black, 0.2))
        for at in (20, 70, 170):
            page.painter.drawLine(QLineF(at, 15, at, 190))
            page.painter.drawLine(QLineF(15, at, 190, at))
    printed = Printed.of(path)
    assert printed.along(40, 10, 200) == pytest.approx([20, 70, 170], abs=0.1)
    assert printed.down(40, 10, 200) == pytest.approx([20, 70, 170], abs=0.1)


def test_the_file_says_what_it_is_and_what_made_it(path: Path) -> None:
    with sheet(path, Paper.A4, UPRIGHT, "Two ankles – and a tape"):
        pass
    with pdfium.PdfDocument(path) as document:
        told = document.get_metadata_dict()
    assert (told["Title"], told["Creator"]) == ("Two ankles – and a tape", "Mobility for Runners")


def test_viewers_are_asked_to_print_it_as_large_as_it_is(path: Path) -> None:
    with sheet(path, Paper.A4, UPRIGHT, "Full size"):
        pass
    with pdfium.PdfDocument(path) as document:
        assert raw.FPDF_DocumentHasValidCrossReferenceTable(document)
        assert not raw.FPDF_VIEWERREF_GetPrintScaling(document)


def test_capitals_are_as_high_as_asked_and_stand_on_their_line(path: Path) -> None:
    with sheet(path, Paper.A4, UPRIGHT, "H") as page:
        page.write("H", QPointF(30, 50), LARGE)
    _, top, _, bottom = Printed.of(path).ink_mm()
    assert (top, bottom) == pytest.approx((40, 50), abs=0.1)


@pytest.mark.parametrize("anchor", [0, 0.5, 1])
def test_words_stand_on_the_side_of_their_point_that_the_anchor_says(path: Path, anchor: float) -> None:
    with sheet(path, Paper.A4, UPRIGHT, "HH") as page:
        page.write("HHHH", QPointF(100, 50), LARGE, anchor=anchor)
    left, _, right, _ = Printed.of(path).ink_mm()
    assert (100 - left) / (right - left) == pytest.approx(anchor, abs=0.05)


def test_words_without_room_are_made_smaller(path: Path) -> None:
    with sheet(path, Paper.A4, UPRIGHT, "HH") as page:
        page.write("HHHH", QPointF(30, 50), LARGE, most_mm=20)
    left, top, right, _ = Printed.of(path).ink_mm()
    assert 18 < right - left <= 20
    assert 45 < top < 50


def test_a_paragraph_stays_in_its_width_and_says_how_high_it_is(path: Path) -> None:
    letters = Letters(3)
    with sheet(path, Paper.A4, UPRIGHT, "Hills") as page:
        high_mm = page.write_paragraph("Hills and Hills " * 10, QPointF(30, 50), 60, letters)
        first_line_mm = 50 + page.ascent_mm(letters)
    printed = Printed.of(path)
    left, top, right, bottom = printed.ink_mm()
    assert 30 <= left < right <= 90.1
    assert top == pytest.approx(first_line_mm - 3, abs=0.3)  # l is a little higher than H
    assert 50 + high_mm - 4 < bottom < 50 + high_mm


def test_a_line_says_how_wide_it_is(path: Path) -> None:
    with sheet(path, Paper.A4, UPRIGHT, "Hills") as page:
        wide_mm = page.write("HillsH", QPointF(30, 50), LARGE)
        assert page.write("", QPointF(30, 80), LARGE, most_mm=20) == 0
    left, _, right, _ = Printed.of(path).ink_mm()
    assert right - left == pytest.approx(wide_mm, abs=2)  # white before the first letter and after the last


def test_the_height_of_a_paragraph_is_known_before_it_is_written(path: Path) -> None:
    with sheet(path, Paper.A4, UPRIGHT, "Hills") as page:
        for words in ("Hills", "Hills and Hills " * 10, "Hills\nHills"):
            known_mm = page.paragraph_mm(words, 60, Letters(3))
            assert page.write_paragraph(words, QPointF(30, 50), 60, Letters(3)) == pytest.approx(known_mm)


def test_decimal_points_stand_below_each_other(path: Path) -> None:
    numbers = ("11.1", "9.8", "−0.31", "120.7")
    with sheet(path, Paper.A4, UPRIGHT, "Numbers") as page:
        for line, number in enumerate((*numbers, "–")):
            page.write_decimal(number, QPointF(100, 50 + 10 * line), Letters(4))
    with pdfium.PdfDocument(path) as document:
        text = document[0].get_textpage()
        said = text.get_text_range()
        points = [text.get_charbox(place) for place, sign in enumerate(said) if sign == "."]
    one_decimal = [points[number][0] for number in (0, 1, 3)]
    assert one_decimal == pytest.approx([one_decimal[0]] * 3, abs=0.01)
    assert all(number in said for number in numbers)
    assert Printed.of(path).ink_mm()[2] == pytest.approx(100, abs=0.1)


def test_words_are_as_dark_as_asked(path: Path) -> None:
    with sheet(path, Paper.A4, UPRIGHT, "Grey") as page:
        page.write("H", QPointF(30, 50), Letters(10, color="#E0E0E0"))
        page.write("H", QPointF(60, 50), Letters(10))
    left, _, right, _ = Printed.of(path).ink_mm()
    assert 60 < left < right < 75


def test_a_line_of_a_width_in_dots_is_as_wide_on_paper(path: Path) -> None:
    pen = QPen(Qt.GlobalColor.black, 6)
    pen.setCosmetic(True)
    with sheet(path, Paper.A4, UPRIGHT, "Dots") as page:
        with page.in_dots(QPointF(20, 30)) as painter:
            painter.setPen(pen)
            painter.drawLine(QLineF(DOTS_PER_INCH, 0, DOTS_PER_INCH, DOTS_PER_INCH))
        page.painter.setPen(QPen(Qt.GlobalColor.black, 1))
        page.painter.drawLine(QLineF(100, 30, 100, 50))
    printed = Printed.of(path)
    assert printed.along(40, 10, 200) == pytest.approx([45.4, 100], abs=0.1)
    assert printed.width_mm(40, 45.4) == pytest.approx(6 * 25.4 / DOTS_PER_INCH, abs=0.1)


def test_words_can_be_read_and_found_in_the_file_also_after_a_window_was_shown(qapp: QApplication, path: Path) -> None:
    Theme().apply(qapp)
    with sheet(path, Paper.A4, UPRIGHT, "Words") as page:
        page.write("right ankle, 12.7 cm: 11.4–14.0", QPointF(30, 50), Letters(3))
    with pdfium.PdfDocument(path) as document:
        assert document[0].get_textpage().get_text_range().strip() == "right ankle, 12.7 cm: 11.4–14.0"


def test_where_painting_fails_no_file_is_left_and_what_was_there_stays(path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(ZeroDivisionError), sheet(path, Paper.A4, UPRIGHT, "Broken") as page:
        page.painter.scale(1 / 0, 1)
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    assert path.read_text() == "mine"


def test_a_file_that_cannot_be_written_gives_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "gone" / "sheet.pdf"
    with pytest.raises(ExchangeError, match=r"sheet\.pdf cannot be written: "), sheet(path, Paper.A4, UPRIGHT, "No"):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_only_its_owner_may_read_it(path: Path) -> None:
    with sheet(path, Paper.A4, UPRIGHT, "Mine"):
        pass
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
