from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter

from mobility_gui.settings import Look
from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.stage.content import StageContent
from mobility_gui.ui.stage.layout import OF_GAP_U, StageLayout, broken
from tests.ui.other_fonts import WideTheme
from tests.ui.stage.painted import SIZES, cap_heights, find, hold, library, picture, shown_moments, view

pytestmark = pytest.mark.usefixtures("qapp")

ODD_SIZES = ((1024, 768), (900, 750), (900, 1000))
"""Standing screens and windows drawn high: nothing is promised there but that nothing overlaps."""


@pytest.fixture
def theme() -> Theme:
    return Theme(Look.LIGHT)


@pytest.fixture
def wide_theme() -> Theme:
    return WideTheme(Look.LIGHT)


@pytest.fixture
def painter() -> Iterator[QPainter]:
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    yield painter
    painter.end()


def advance(font: QFont, text: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)


def name_room(layout: StageLayout, painter: QPainter, theme: Theme, side: Side | None) -> QRectF:
    flag = layout.flag(painter, theme, side) if side else QRectF()
    return layout.name_line(flag, side)


def number_end(layout: StageLayout, painter: QPainter, theme: Theme, content: StageContent) -> float:
    """Where number and the words beside it end."""
    end = layout.digits(painter, theme, content.number)
    if layout.fits_beside(theme, content.number, content.of):
        end += OF_GAP_U * layout.u + advance(layout.of_font(theme), content.of)
    return end


@pytest.mark.parametrize("size", SIZES)
def test_every_shipped_name_fits_beside_the_flag_at_full_size(
    size: tuple[int, int], theme: Theme, painter: QPainter
) -> None:
    layout = StageLayout(*size, larger=False)
    for exercise in library().exercises.values():
        for side in (Side.LEFT, Side.RIGHT, None):
            room = name_room(layout, painter, theme, side).width()
            text, font = layout.name_text(theme, exercise.name, room)
            assert text == exercise.name
            assert font.pixelSize() == layout.name_font(theme).pixelSize()
            assert advance(font, text) <= room, (exercise.id, side)
            assert font.stretch() == 0 or font.stretch() > 90, (exercise.id, side)


@pytest.mark.parametrize("size", [*SIZES, *ODD_SIZES])
@pytest.mark.parametrize(
    "name", ["Shin rock with the back against the wall", "Shinrockwiththebackagainstthewalltogether"]
)
def test_a_long_name_of_the_runners_ends_in_dots_instead_of_being_cut(
    name: str, size: tuple[int, int], theme: Theme, painter: QPainter
) -> None:
    layout = StageLayout(*size, larger=False)
    room = name_room(layout, painter, theme, Side.LEFT).width()
    text, font = layout.name_text(theme, name, room)
    assert text == name or (text.endswith("…") and name.startswith(text[:-1]))
    assert advance(font, text) <= room
    assert font.pixelSize() == layout.name_font(theme).pixelSize()


@pytest.mark.parametrize("size", SIZES)
def test_every_shipped_line_fits_on_two_rows_at_full_size(size: tuple[int, int], theme: Theme) -> None:
    layout = StageLayout(*size, larger=False)
    font = layout.cue_font(theme)
    width = layout.width - 2 * layout.margin
    lines = {line for exercise in library().exercises.values() for line in (exercise.cue, exercise.set_up)}
    lines |= {content.cue for content in shown_moments()}
    assert len(lines) > 50
    for line in lines:
        rows = broken(line, 2, QFontMetricsF(font).horizontalAdvance, width)
        assert len(rows) <= 2
        assert max(advance(font, row) for row in rows) <= width, line


@pytest.mark.parametrize("larger", [False, True])
@pytest.mark.parametrize("size", SIZES)
def test_no_number_and_no_word_of_a_shipped_routine_runs_into_the_dial(
    size: tuple[int, int], larger: bool, theme: Theme, painter: QPainter
) -> None:
    layout = StageLayout(*size, larger=larger)
    for content in shown_moments():
        assert layout.fits_beside(theme, content.number, content.of), content.of
        assert number_end(layout, painter, theme, content) < layout.dial_left
        words = layout.margin + 7.6 * layout.u + advance(layout.word_font(theme), content.word)
        if content.detail:
            words += 1.4 * layout.u + advance(layout.detail_font(theme), f"· {content.detail}")
        assert words < layout.dial_left, content.word


@pytest.mark.parametrize("larger", [False, True])
@pytest.mark.parametrize("size", [*SIZES, *ODD_SIZES])
@pytest.mark.parametrize("of", ["", "of 12", "of 100", "reps"])
def test_numbers_up_to_three_digits_stay_clear_of_the_dial(
    of: str, size: tuple[int, int], larger: bool, theme: Theme, painter: QPainter
) -> None:
    layout = StageLayout(*size, larger=larger)
    for number in ("1", "12", "100", "600"):
        end = number_end(layout, painter, theme, hold(number=number, of=of))
        assert end <= layout.dial_left, (number, of)


def test_words_that_do_not_fit_beside_the_number_are_told_below_it(theme: Theme) -> None:
    stage = view(theme)
    beside = picture(stage, hold(number="100", of="", detail="of 100"))
    below = picture(stage, hold(number="100", of="of 100", detail="2 down, 2 up"))
    assert below == beside


@pytest.mark.parametrize("size", [*SIZES, *ODD_SIZES])
def test_another_font_is_made_narrower_never_lower(size: tuple[int, int], wide_theme: Theme, painter: QPainter) -> None:
    layout = StageLayout(*size, larger=False)
    for content in shown_moments():
        room = name_room(layout, painter, wide_theme, content.side).width()
        text, font = layout.name_text(wide_theme, content.name, room)
        assert QFontMetricsF(font).capHeight() >= 0.0929 * 100 * layout.u - 0.5
        if size in SIZES:
            assert advance(font, text) <= room, text
        assert number_end(layout, painter, wide_theme, content) <= layout.dial_left


@pytest.mark.parametrize("size", [(900, 600), (1280, 800)])
def test_cap_heights_are_those_of_the_rule(size: tuple[int, int], theme: Theme) -> None:
    found = cap_heights(theme, size)
    assert 0.26 <= found.number < 0.31
    assert 0.09 <= found.name < 0.10
    assert 0.09 <= found.side < 0.10
    assert 0.06 <= found.cue < 0.07


def test_cap_heights_hold_with_another_font(wide_theme: Theme) -> None:
    found = cap_heights(wide_theme)
    assert found.number >= 0.26
    assert min(found.name, found.side) >= 0.09
    assert found.cue >= 0.06


def test_larger_digits_are_larger_and_still_clear_of_what_is_around_them(theme: Theme) -> None:
    usual, larger = (
        find(
            picture(view(theme, larger=larger), hold(number="1", side=None)),
            theme.tokens.work.strong,
            QRect(0, 130, 300, 330),
        )
        for larger in (False, True)
    )
    assert usual
    assert larger
    assert larger.height > 1.15 * usual.height
    assert larger.top > 0.18 * 800
    assert larger.bottom < 0.58 * 800


@pytest.mark.parametrize(("before", "after"), [("11", "18"), ("10", "44"), ("77", "71")])
def test_the_second_digit_stands_in_the_same_cell_whatever_stands_before_it(
    before: str, after: str, theme: Theme, painter: QPainter
) -> None:
    layout = StageLayout(1280, 800, larger=False)
    assert layout.digits(painter, theme, before) == layout.digits(painter, theme, after)


def test_the_last_digit_does_not_move_when_the_first_one_changes(theme: Theme) -> None:
    stage = view(theme)
    second_cell = QRect(235, 150, 220, 300)
    places = [
        find(picture(stage, hold(number=number, side=None)), theme.tokens.work.strong, second_cell)
        for number in ("18", "28", "78")
    ]
    assert places[0]
    assert places == [places[0]] * 3


def test_the_ribbon_stands_still_while_the_clock_beside_it_runs(theme: Theme, painter: QPainter) -> None:
    layout = StageLayout(1280, 800, larger=False)
    clock = layout.clock_font(theme)
    begins = {round(layout.pair(painter, 0, ((time, clock, "black"),)), 1) for time in ("1:11", "2:48", "7:00")}
    assert len(begins) == 1


def test_a_flag_stands_at_the_window_edge_of_its_side(theme: Theme) -> None:
    stage = view(theme)
    strong = theme.tokens.work.strong
    left = find(picture(stage, hold(side=Side.LEFT)), strong, QRect(0, 0, 1280, 150))
    right = find(picture(stage, hold(side=Side.RIGHT)), strong, QRect(0, 0, 1280, 150))
    assert left
    assert right
    assert left.left == 0
    assert left.right < 640
    assert right.right == 1279
    assert right.left > 640


@pytest.mark.parametrize("larger", [False, True])
@pytest.mark.parametrize("size", [*SIZES, *ODD_SIZES])
def test_name_number_words_cue_and_ribbon_stand_below_one_another(size: tuple[int, int], larger: bool) -> None:
    layout = StageLayout(*size, larger=larger)
    u = layout.u
    flag_bottom = 18 * u
    number_top = layout.number_baseline - (34 if larger else 29) * u
    cue_top, cue_bottom = (79 - 9.7 / 2 - 3.1) * u, (79 + 9.7 / 2 + 3.1 + 2) * u
    assert flag_bottom < number_top
    assert layout.number_baseline < layout.word_baseline - 3.9 * u
    assert layout.word_baseline < layout.marks_baseline - 2.9 * u
    assert layout.marks_baseline < cue_top
    assert cue_bottom < 93 * u
    if layout.has_dial:
        assert layout.dial.top() > flag_bottom
        assert layout.dial.bottom() < cue_top
        assert layout.dial.width() > 15 * u
        assert layout.figure_area.right() <= layout.width


def test_a_window_higher_than_wide_has_no_dial() -> None:
    assert not StageLayout(900, 1000, larger=False).has_dial
    assert StageLayout(900, 750, larger=False).has_dial


def test_a_line_is_broken_where_both_rows_are_about_equally_wide() -> None:
    assert broken("one two three four", 2, len, 12) == ["one two", "three four"]
    assert broken("one two three four", 2, len, 18) == ["one two three four"]
    assert broken("one two three four", 1, len, 12) == ["one two three four"]
    assert broken("onetwothreefour", 2, len, 12) == ["onetwothreefour"]
