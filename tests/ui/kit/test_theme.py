import itertools
from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from mobility_gui.settings import Look
from mobility_gui.ui.kit.controls import label
from mobility_gui.ui.kit.theme import SIZES, Text, Theme
from mobility_gui.ui.kit.tokens import DARK, LIGHT, StateColors, Tokens, mix

pytestmark = pytest.mark.usefixtures("qapp")

STATES = [field.name for field in fields(Tokens) if field.type is StateColors]


def contrast(one: str, other: str) -> float:
    """By the WCAG formula."""

    def luminance(color: str) -> float:
        parts = (QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF())
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_every_text_colour_can_be_read_on_cards_and_ground(tokens: Tokens) -> None:
    for name, ground in itertools.product(
        ("ink", "ink2", "ink3", "primary", "warn", "danger", "left", "right"), (tokens.bg, tokens.surface)
    ):
        assert contrast(getattr(tokens, name), ground) >= 4.5, (name, ground)
    assert contrast(tokens.on_primary, tokens.primary) >= 4.5
    assert contrast(tokens.primary, tokens.primary_soft) >= 4.5
    assert contrast(tokens.ink3, tokens.sunken) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_outlines_and_the_focus_ring_stand_out_from_what_is_under_them(tokens: Tokens) -> None:
    for ground in (tokens.bg, tokens.surface):
        assert contrast(tokens.edge, ground) >= 3
        assert contrast(tokens.focus, ground) >= 3


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
@pytest.mark.parametrize("name", STATES)
def test_the_number_of_every_state_can_be_read_on_its_field_and_dial(tokens: Tokens, name: str) -> None:
    state: StateColors = getattr(tokens, name)
    assert contrast(state.strong, state.field) >= 4.5
    assert contrast(state.strong, state.dial) >= 4.5
    assert contrast(tokens.ink, state.field) >= 7


def test_a_mix_lies_between_its_colours() -> None:
    assert mix("#000000", "#FFFFFF", 0.2) == "#333333"
    assert mix("#123456", "#ABCDEF", 0) == "#123456"
    assert mix("#123456", "#ABCDEF", 1) == "#ABCDEF"


def test_the_sizes_of_the_design_are_those_of_inter() -> None:
    theme = Theme()
    assert {kind: theme.text(kind).pixelSize() for kind in Text} == {kind: SIZES[kind][0] for kind in Text}


@pytest.mark.parametrize("pixels", [9.3, 14, 27, 60, 174.5])
def test_capitals_are_at_least_as_high_as_asked_and_hardly_higher(pixels: float) -> None:
    font = Theme().font_with_cap_height(pixels, QFont.Weight.Bold)
    height = QFontMetricsF(font).capHeight()
    assert pixels - 0.4 <= height <= pixels + 1.1


def test_no_text_is_smaller_than_12_px() -> None:
    assert min(size for size, _, _ in SIZES.values()) >= 12


def test_a_forced_look_is_kept_and_told_once(qtbot: QtBot) -> None:
    theme = Theme(Look.LIGHT)
    with qtbot.waitSignal(theme.changed):
        theme.set_look(Look.DARK)
    assert theme.dark
    assert theme.tokens is DARK
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_look(Look.DARK)


def test_labels_take_the_new_colours_when_the_look_changes(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(Look.LIGHT)
    theme.apply(qapp)
    line = label("Ankles", Text.CARD_TITLE, "ink2")
    qtbot.addWidget(line)
    line.ensurePolished()
    assert line.palette().color(line.foregroundRole()) == QColor(LIGHT.ink2)
    assert line.fontInfo().pixelSize() == 17
    theme.set_look(Look.DARK)
    line.ensurePolished()
    assert line.palette().color(line.foregroundRole()) == QColor(DARK.ink2)
    theme.set_look(Look.LIGHT)


def test_the_style_sheet_is_read_without_a_complaint(qapp: QApplication, qtbot: QtBot) -> None:
    for look in (Look.LIGHT, Look.DARK):
        Theme(look).apply(qapp)
        widget = QLabel("x")
        qtbot.addWidget(widget)
        widget.ensurePolished()  # a sheet that cannot be parsed warns here, and a warning fails the test
    assert "{" not in qapp.styleSheet().split("}")[0].partition("{")[2]
