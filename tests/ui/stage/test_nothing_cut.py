"""No words of the stage are cut off or run into others or the dial, and its figure is there, in any window."""

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mobility_gui.settings import Look
from mobility_gui.ui.kit.theme import Theme
from mobility_gui.ui.stage.content import StageContent
from mobility_gui.ui.stage.done_page import DonePage
from mobility_gui.ui.stage.stage_view import StageView
from tests.ui.cut_texts import Words, colliding_texts, cut_texts, painted_words
from tests.ui.other_fonts import OTHER_FONTS, theme_with
from tests.ui.stage.every_state import (
    LONG_KEY,
    LONG_NAME,
    NOTICES,
    check_screens,
    endings,
    few_states,
    logical_sizes,
    measuring_pages,
    states,
)
from tests.ui.stage.painted import find, hold, picture, view

FEW_SIZES = ((900, 600), (960, 1040), (1280, 800), (853, 533), (480, 520))
"""Looked at in each run: the smallest window, half a screen, a small screen, and two of them at 150 and 200 %."""


@pytest.fixture(params=["", *OTHER_FONTS])
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Theme]:
    made = theme_with(request.param)
    made.apply(qapp)
    yield made
    Theme(Look.LIGHT).apply(qapp)


def faults(shown: QWidget, *more: str) -> list[str]:
    """What is cut off or painted over each other; a long name, and `more`, may end in dots."""
    names = (LONG_NAME, f"{LONG_NAME} {LONG_NAME}", f"Your key works: {LONG_KEY}.", *more)
    return cut_texts(shown, may_end_in_dots=names) + colliding_texts(shown)


def may_be_shortened(theme: Theme, size: tuple[int, int], content: StageContent) -> tuple[str, ...]:
    """Our own font keeps every name whole; a wider one has no room for it at its height in half of a screen."""
    return (content.name,) if type(theme) is not Theme and size[0] < 1.2 * size[1] else ()


def in_the_dial(stage: StageView) -> list[str]:
    """The words that run into the dial."""
    centre, radius = stage._layout.dial.center(), stage._layout.dial.width() / 2

    def touches(words: Words) -> bool:
        ink = words.ink
        x = min(max(centre.x(), ink.left()), ink.right()) - centre.x()
        y = min(max(centre.y(), ink.top()), ink.bottom()) - centre.y()
        return x * x + y * y < (radius - 1) ** 2

    return [words.text for words in painted_words(stage) if touches(words)]


def look_at_the_stage(theme: Theme, size: tuple[int, int], names: Sequence[str], qtbot: QtBot) -> list[str]:
    """What is wrong in these states, with and without larger digits and the row of keys, and in the notices."""
    found: list[str] = []
    for larger in (False, True):
        stage = view(theme, size=size, larger=larger)
        qtbot.addWidget(stage)
        stage.show()
        for name in names:
            content = states()[name]
            for controls in (False, True):
                stage.set_controls_shown(shown=controls)
                stage.show_content(content)
                wrong = faults(stage, *may_be_shortened(theme, size, content)) + (
                    [] if name == "no drawing" else in_the_dial(stage)
                )
                found += [f"{larger} {controls} {name}: {words}" for words in wrong]
        stage.set_controls_shown(shown=False)
        stage.show_content(hold(detail="set 2 of 3"))
        for notice in NOTICES:
            stage.show_notice(*notice)
            found += [f"{larger}: {words}" for words in faults(stage) + in_the_dial(stage)]
        stage.close()
    return found


def look_at_the_mat_check(theme: Theme, size: tuple[int, int], qtbot: QtBot) -> list[str]:
    """What is wrong on the screens of the mat check."""
    stage = StageView(theme)
    qtbot.addWidget(stage)
    stage.resize(*size)
    stage.set_controls_shown(shown=True)
    stage.show()
    found: list[str] = []
    for content in check_screens():
        stage.show_content(content)
        found += [f"{content.name}: {words}" for words in faults(stage, *may_be_shortened(theme, size, content))]
    return found


def look_at_the_end(theme: Theme, size: tuple[int, int], qtbot: QtBot) -> list[str]:
    """What is wrong on the page at the end, after all kinds of sessions."""
    page = DonePage(theme)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    assert page.size().toTuple() == size
    found: list[str] = []
    for content in endings():
        page.show_done(content)
        found += [f"{content.ending}: {words}" for words in faults(page)]
    return found


def look_at_measuring(theme: Theme, size: tuple[int, int], qtbot: QtBot) -> list[str]:
    """What is wrong on the page for measuring."""
    found: list[str] = []
    for name, page in measuring_pages(theme):
        qtbot.addWidget(page)
        page.resize(*size)
        page.show()
        assert page.size().toTuple() == size
        found += [f"{name}: {words}" for words in faults(page)]
        page.close()
    return found


@pytest.mark.parametrize("size", FEW_SIZES)
def test_no_words_of_the_stage_are_cut_off(theme: Theme, size: tuple[int, int], qtbot: QtBot) -> None:
    assert look_at_the_stage(theme, size, few_states(), qtbot) == []


@pytest.mark.parametrize("size", FEW_SIZES)
def test_no_words_of_the_mat_check_are_cut_off(theme: Theme, size: tuple[int, int], qtbot: QtBot) -> None:
    assert look_at_the_mat_check(theme, size, qtbot) == []


@pytest.mark.parametrize("size", FEW_SIZES)
def test_no_words_of_the_end_are_cut_off(theme: Theme, size: tuple[int, int], qtbot: QtBot) -> None:
    assert look_at_the_end(theme, size, qtbot) == []


@pytest.mark.parametrize("size", FEW_SIZES)
def test_no_words_of_measuring_are_cut_off(theme: Theme, size: tuple[int, int], qtbot: QtBot) -> None:
    assert look_at_measuring(theme, size, qtbot) == []


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("size", logical_sizes())
def test_the_figure_is_on_the_stage(size: tuple[int, int]) -> None:
    theme = Theme(Look.LIGHT)
    image = picture(view(theme, size=size), hold())
    small = image.scaled(200, round(200 * image.height() / image.width()))
    found = find(small, QColor(theme.tokens.figure.near).name(), small.rect())
    assert found
    assert found.height > 0.2 * min(small.width(), small.height())
