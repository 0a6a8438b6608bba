"""Every state of the stage in every window and font: what the short tests look at in a few."""

import pytest
from pytestqt.qtbot import QtBot

from mobility_gui.ui.kit.theme import Theme
from tests.ui.stage.every_state import LEAST_FOR_PAGES, logical_sizes, states
from tests.ui.stage.test_nothing_cut import (
    look_at_measuring,
    look_at_the_end,
    look_at_the_mat_check,
    look_at_the_stage,
    theme,
)

__all__ = ["theme"]


@pytest.mark.prove
@pytest.mark.parametrize("size", logical_sizes())
def test_no_words_are_cut_off(theme: Theme, size: tuple[int, int], qtbot: QtBot) -> None:
    found = look_at_the_stage(theme, size, list(states()), qtbot) + look_at_the_mat_check(theme, size, qtbot)
    if min(size) >= LEAST_FOR_PAGES:
        found += look_at_the_end(theme, size, qtbot)
        found += look_at_measuring(theme, size, qtbot)
    assert found == []
