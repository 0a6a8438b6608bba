import stat
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pypdfium2 import raw
from PySide6.QtCore import QLineF, QPointF, QSizeF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPen
from PySide6.QtWidgets import QApplication

from mobility_gui.exchange.history import ExchangeError
from mobility_gui.ui.paper.sheet import Letters, Paper, sheet
from mobility_gui.ui.theme import Theme
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


def test_words_can_be_read_and_found_in_the_file_also_after_a_window_was_shown(qapp: QApplication, path: Path) -> None:
    Theme().apply(qapp)
    with sheet(path, Paper.A4, UPRIGHT, "Words") as page:
        page.write("right ankle, 12.7 cm", QPointF(30, 50), Letters(3))
    with pdfium.PdfDocument(path) as document:
        assert document[0].get_textpage().get_text_range().strip() == "right ankle, 12.7 cm"


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
