from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pypdfium2 import raw

from mobility_gui.exchange.whole_record import ExchangeError
from mobility_gui.ui.paper.floor_tape import BLOCK_MM, HALF_MM, PIECES, write_floor_tape
from mobility_gui.ui.paper.sheet import Paper
from tests.ui.paper.printed import Printed

pytestmark = pytest.mark.usefixtures("qapp")

MARGIN_MM = 10
MM_PER_INCH = 25.4
INSIDE_MM = 39
"""How far from the long line the marks are looked at: all of them reach it, no number does."""


@dataclass(frozen=True)
class Tape:
    """The printed tape, with the corner of the paper from which its parts are counted."""

    path: Path
    width_mm: float
    height_mm: float
    printed: Printed

    @property
    def left_mm(self) -> float:
        return (self.width_mm - BLOCK_MM[0]) / 2

    @property
    def top_mm(self) -> float:
        return (self.height_mm - BLOCK_MM[1]) / 2

    def marks(self, piece: int, side: int) -> list[float]:
        """Every upright line from the left edge of a piece to its right one; `side` is 1 for centimetres, -1 inches."""
        y_mm = self.top_mm + PIECES[piece].line_mm + side * INSIDE_MM
        return self.printed.along(y_mm, self.left_mm - 1, self.left_mm + 170)


@pytest.fixture(scope="module", params=Paper)
def tape(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Tape:
    path = tmp_path_factory.mktemp("tape") / "tape.pdf"
    write_floor_tape(path, request.param)
    upright = request.param.upright_mm
    return Tape(path, upright.height(), upright.width(), Printed.of(path))


CENTIMETRES, INCHES = 1, -1


def from_the_wall(tape: Tape, side: int) -> list[float]:
    """How far every mark is from the wall's edge, once both pieces are joined as they say; without the cut lines."""
    seam = tape.marks(0, CENTIMETRES)[-2] - tape.marks(0, CENTIMETRES)[0]  # the last is where the covered part is cut
    first, second = ([at - marks[0] for at in marks[:-1]] for marks in (tape.marks(0, side), tape.marks(1, side)))
    return [at for at in first if at < seam - 0.1] + [seam + at for at in second]


def test_ten_centimetres_are_a_hundred_millimetres(tape: Tape) -> None:
    marks = tape.marks(0, CENTIMETRES)
    assert marks[100] - marks[0] == pytest.approx(100, abs=0.1)


def test_every_millimetre_up_to_thirty_centimetres_is_where_it_says(tape: Tape) -> None:
    assert from_the_wall(tape, CENTIMETRES) == pytest.approx(range(301), abs=0.1)


def test_every_eighth_up_to_twelve_inches_is_where_it_says(tape: Tape) -> None:
    found = [at for at in from_the_wall(tape, INCHES) if abs(at - 145) > 0.1]  # there the pieces meet
    assert found == pytest.approx([eighth * MM_PER_INCH / 8 for eighth in range(97)], abs=0.1)


def test_both_scales_begin_at_the_edge_that_is_cut_for_the_wall(tape: Tape) -> None:
    beginnings = [tape.marks(0, side)[0] for side in (CENTIMETRES, INCHES)]
    edge = tape.printed.along(tape.top_mm + PIECES[0].line_mm, tape.left_mm - 1, tape.left_mm + 1)
    assert beginnings == pytest.approx([*edge, *edge], abs=0.05)


def test_the_second_piece_goes_on_where_the_dashed_line_of_the_first_is(tape: Tape) -> None:
    first, second = tape.marks(0, CENTIMETRES), tape.marks(1, CENTIMETRES)
    assert first[-2] - first[0] == pytest.approx(145, abs=0.1)
    assert first[-1] - first[-2] == pytest.approx(15, abs=0.1)
    assert second[5] - second[0] == pytest.approx(5, abs=0.1)  # from 14.5 to 15
    assert second[-2] - second[0] == pytest.approx(155, abs=0.1)


def test_the_two_pieces_are_equally_wide_so_that_they_meet(tape: Tape) -> None:
    edges = [
        tape.printed.down(
            tape.left_mm + 2.2, tape.top_mm + piece.line_mm - HALF_MM - 1, tape.top_mm + piece.line_mm + 41
        )
        for piece in PIECES
    ]
    first, second = ((found[0], found[-1]) for found in edges)
    assert first[1] - first[0] == pytest.approx(second[1] - second[0], abs=0.05)
    assert first[1] - first[0] == pytest.approx(2 * HALF_MM, abs=0.1)


def test_the_five_inch_mark_is_a_bold_line_at_127_mm(tape: Tape) -> None:
    zero = tape.marks(0, INCHES)[0]
    across = tape.top_mm + PIECES[0].line_mm - 6
    (mark,) = tape.printed.along(across, zero + 126, zero + 128)
    assert mark - zero == pytest.approx(127, abs=0.1)
    bold, fine = (tape.printed.width_mm(across, zero + distance) for distance in (127, 110))
    assert bold > 4 * fine


def test_a_bank_card_fits_its_frame(tape: Tape) -> None:
    level = tape.top_mm + 170
    left, right = tape.printed.along(level, tape.left_mm + 170, tape.left_mm + 260)
    assert right - left == pytest.approx(85.6, abs=0.1)
    top, bottom = tape.printed.down(left + 5, tape.top_mm + 130, tape.top_mm + 191)
    assert bottom - top == pytest.approx(53.98, abs=0.1)


def test_the_line_of_100_mm_is_that_long(tape: Tape) -> None:
    begin, end = tape.printed.along(tape.top_mm + 182, tape.left_mm - 1, tape.left_mm + 102)
    assert end - begin == pytest.approx(100, abs=0.1)


def test_printers_that_leave_10_mm_white_print_all_of_it(tape: Tape) -> None:
    left, top, right, bottom = tape.printed.ink_mm()
    assert min(left, top, tape.width_mm - right, tape.height_mm - bottom) >= MARGIN_MM


def test_no_letter_touches_a_line(tape: Tape) -> None:
    lines = Printed.of(tape.path, without=[raw.FPDF_PAGEOBJ_TEXT])
    letters = Printed.of(tape.path, without=[raw.FPDF_PAGEOBJ_PATH])
    assert lines.dark.any()
    assert letters.dark.any()
    assert not letters.near(lines, 0.4)


def test_no_letter_lies_on_another(tape: Tape) -> None:
    with pdfium.PdfDocument(tape.path) as document:
        letters = list(document[0].get_objects([raw.FPDF_PAGEOBJ_TEXT]))
        boxes = [letter.get_bounds() for letter in letters]
    assert len(boxes) > 300
    for one, other in combinations(boxes, 2):
        overlaps = [min(one[end], other[end]) - max(one[start], other[start]) for start, end in ((0, 2), (1, 3))]
        assert min(overlaps) / 72 * 25.4 < 0.6  # the boxes of a T and an o beside it in the title


def test_it_says_how_to_print_check_cut_join_and_lay_it(tape: Tape) -> None:
    with pdfium.PdfDocument(tape.path) as document:
        said = "".join(document[0].get_textpage().get_text_range().split())
    for words in ("100 %", "bank card", "Cut out", "dashed line", "right angles", "this edge", "second toe", "12.7 cm"):
        assert words.replace(" ", "") in said


def test_a_tape_that_cannot_be_written_gives_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "tape.pdf").mkdir()
    with pytest.raises(ExchangeError, match=r"tape\.pdf cannot be written: "):
        write_floor_tape(tmp_path / "tape.pdf", Paper.A4)
