from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QFontMetricsF

from mobility_gui.settings import Look
from mobility_gui.training.exercise import Side
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.stage.content import StageContent
from mobility_gui.ui.stage.layout import Part, StageLayout
from mobility_gui.ui.stage.letters import advance, broken, dotted, fitted
from tests.ui.other_fonts import OtherTheme
from tests.ui.stage.painted import SIZES, cap_heights, find, hold, library, picture, shown_moments, view

pytestmark = pytest.mark.usefixtures("qapp")

ODD_SIZES = ((1024, 768), (900, 750), (900, 1000))
"""Standing screens and windows drawn high: nothing is promised there but that nothing overlaps."""


@pytest.fixture
def theme() -> Theme:
    return Theme(Look.LIGHT)


@pytest.fixture
def wide_theme() -> Theme:
    return OtherTheme("DejaVu Sans")


def name_room(layout: StageLayout, theme: Theme, side: Side | None) -> QRectF:
    flag = layout.flag(theme, side) if side else QRectF()
    return layout.name_line(flag, side)


def number_end(layout: StageLayout, theme: Theme, content: StageContent) -> float:
    """Where number and the words that belong to it end."""
    ends = [layout.digits_right(theme, content.number)]
    left = layout.of_left(theme, content.number, content.of)
    if left is not None:
        ends.append(left + advance(layout.of_font(theme), content.of))
    return max(ends)


@pytest.mark.parametrize("size", SIZES)
def test_every_shipped_name_fits_beside_the_flag_at_full_size(size: tuple[int, int], theme: Theme) -> None:
    layout = StageLayout(*size, larger=False)
    for exercise in library().exercises.values():
        for side in (Side.LEFT, Side.RIGHT, None):
            room = name_room(layout, theme, side).width()
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
    name: str, size: tuple[int, int], theme: Theme
) -> None:
    layout = StageLayout(*size, larger=False)
    room = name_room(layout, theme, Side.LEFT).width()
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
    size: tuple[int, int], larger: bool, theme: Theme
) -> None:
    layout = StageLayout(*size, larger=larger)
    for content in shown_moments():
        assert layout.of_left(theme, content.number, content.of) is not None, content.of
        assert number_end(layout, theme, content) < layout.dial.left()


@pytest.mark.parametrize("larger", [False, True])
@pytest.mark.parametrize("size", [*SIZES, *ODD_SIZES])
@pytest.mark.parametrize("of", ["", "of 12", "of 100", "reps"])
def test_numbers_up_to_three_digits_stay_clear_of_the_dial(
    of: str, size: tuple[int, int], larger: bool, theme: Theme
) -> None:
    layout = StageLayout(*size, larger=larger)
    for number in ("1", "12", "100", "600"):
        end = number_end(layout, theme, hold(number=number, of=of))
        assert end <= layout.number_right, (number, of)


def test_words_that_do_not_fit_beside_the_number_are_told_below_it(theme: Theme) -> None:
    stage = view(theme)
    beside = picture(stage, hold(number="100", of="", detail="of 100"))
    below = picture(stage, hold(number="100", of="of 100", detail="2 down, 2 up"))
    assert below == beside


@pytest.mark.parametrize("size", [*SIZES, *ODD_SIZES])
def test_another_font_is_made_narrower_never_lower(size: tuple[int, int], wide_theme: Theme) -> None:
    layout = StageLayout(*size, larger=False)
    for content in shown_moments():
        room = name_room(layout, wide_theme, content.side).width()
        text, font = layout.name_text(wide_theme, content.name, room)
        assert QFontMetricsF(font).capHeight() >= 0.0929 * 100 * layout.u - 0.5
        if size in SIZES:
            assert advance(font, text) <= room, text
        assert number_end(layout, wide_theme, content) <= layout.number_right


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
    before: str, after: str, theme: Theme
) -> None:
    layout = StageLayout(1280, 800, larger=False)
    assert layout.digits_right(theme, before) == layout.digits_right(theme, after)


def test_the_last_digit_does_not_move_when_the_first_one_changes(theme: Theme) -> None:
    stage = view(theme)
    second_cell = QRect(235, 150, 220, 300)
    places = [
        find(picture(stage, hold(number=number, side=None)), theme.tokens.work.strong, second_cell)
        for number in ("18", "28", "78")
    ]
    assert places[0]
    assert places == [places[0]] * 3


def test_the_ribbon_stands_still_while_the_clock_beside_it_runs(theme: Theme) -> None:
    clock = StageLayout(1280, 800, larger=False).clock_font(theme)
    assert len({round(advance(clock, time), 1) for time in ("1:11", "2:48", "7:00")}) == 1


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
    cue_top = layout.y(79.8 - 9.7 / 2 - 3.1, Part.CUE)
    assert flag_bottom < number_top
    assert layout.of_baseline < layout.word_baseline - 3.9 * u
    assert layout.word_baseline < layout.note_centre - 1.4 * u
    assert layout.note_centre + 1.4 * u < cue_top - u
    assert layout.y(91.0, Part.CUE) < layout.bottom_centre - 1.4 * u
    assert layout.bottom_centre <= size[1] - 4.9 * u
    assert layout.dial.top() > flag_bottom
    assert layout.dial.bottom() < cue_top
    assert layout.dial.width() > 15 * u
    assert layout.figure_area.right() <= layout.width


@pytest.mark.parametrize("size", [(960, 1040), (900, 800), (480, 520), (1080, 1920), (853, 533), (640, 400)])
def test_every_window_has_its_figure_and_is_used_up(size: tuple[int, int]) -> None:
    width, height = size
    layout = StageLayout(width, height, larger=False)
    assert layout.dial.width() > 0.35 * min(size)
    assert layout.number_cap > 0.2 * min(size)
    assert layout.figure_area.left() >= 0
    assert layout.figure_area.right() <= width
    parts = [0.0, layout.number_baseline - layout.number_cap, layout.word_centre, layout.y(70, Part.CUE), height]
    assert all(0.04 * height < below - above < 0.65 * height for above, below in pairwise(parts))
    assert layout.bottom_centre > 0.93 * height


def test_a_high_window_has_its_dial_below_the_number_and_others_beside_it() -> None:
    high, half, wide = (StageLayout(*size, larger=False) for size in ((700, 1040), (960, 1040), (1280, 800)))
    assert high.dial.top() > high.number_baseline
    assert high.dial.center().x() == 350
    for beside in (half, wide):
        assert beside.dial.top() < beside.number_baseline - beside.number_cap / 2
        assert beside.dial.left() > beside.number_right
    assert half.of_below
    assert not wide.of_below


def test_three_digits_are_narrower_where_two_fill_the_place_and_never_lower(theme: Theme) -> None:
    layout = StageLayout(960, 1040, larger=False)
    two, three = (layout.number_font(theme, number) for number in ("24", "120"))
    assert three.pixelSize() == two.pixelSize()
    assert three.stretch() < 100
    assert layout.digits_right(theme, "120") <= layout.number_right


@pytest.mark.parametrize("word", ["Donaudampfschifffahrtsgesellschaftskapitänswadendehnung", "Calf"])
def test_a_long_word_ends_in_dots_and_a_short_one_stays_as_it_is(word: str, theme: Theme) -> None:
    layout = StageLayout(1280, 800, larger=False)
    text, font = fitted(layout.name_font(theme), word, 600)
    assert advance(font, text) <= 601
    assert text == word or (text.endswith("…") and word.startswith(text[:-1]))
    assert (text == word) == (word == "Calf")
    assert dotted(font, "", 600) == ""


def test_a_line_is_broken_where_both_rows_are_about_equally_wide() -> None:
    assert broken("one two three four", 2, len, 12) == ["one two", "three four"]
    assert broken("one two three four", 2, len, 18) == ["one two three four"]
    assert broken("one two three four", 1, len, 12) == ["one two three four"]
    assert broken("onetwothreefour", 2, len, 12) == ["onetwothreefour"]
