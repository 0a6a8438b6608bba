"""Real keys and clicks, on a real X server: the short form of tests/prove/test_keys.py."""

from pathlib import Path

import pytest

from tests.conftest import Screen
from tests.giving_up import GIVE_UP_SECONDS
from tests.whole.hands import at_the_program, busy_loop
from tests.whole.key_table import MEASURING, STAGE, WINDOW, try_keys

LETTERS = {"N", "X", "V", "I", "?", "H", "N asks", "N, N", "1 0 . 5", "F1"}


@pytest.mark.parametrize("layout", ["fr", "ru", "ara"])
def test_the_keys_act_on_keyboards_without_latin_letters_or_with_other_digits(
    xvfb: Screen, tmp_path: Path, layout: str
) -> None:
    chosen = {
        "window": WINDOW,
        "stage": [row for row in STAGE if row.name in LETTERS],
        "measuring": [row for row in MEASURING if row.name in LETTERS],
    }
    tried = list(try_keys(xvfb, tmp_path, layout, chosen, within=GIVE_UP_SECONDS))
    assert [(where, name) for where, name, acts in tried if not acts] == []
    assert len(tried) == sum(len(rows) for rows in chosen.values())


def test_a_space_bar_held_down_pauses_once_beside_a_busy_program(xvfb: Screen, tmp_path: Path) -> None:
    with at_the_program(xvfb, tmp_path) as hands, busy_loop():
        hands.start()
        hands.hold("space", 1.2)
        hands.press("plus")
        told = hands.see(lambda seen: seen["told"].get("SpanAdjusted") == 1, "15 s more")["told"]
        assert told.get("paused by runner", 0) + told.get("SessionResumed", 0) == 1


def test_a_double_click_on_start_starts_and_does_nothing_more(xvfb: Screen, tmp_path: Path) -> None:
    with at_the_program(xvfb, tmp_path) as hands:
        hands.click("Start", times=2)
        hands.see(lambda seen: seen["page"] == "VIEW", "the stage")
        seen = hands.settle()
        assert (seen["at"][0], seen["told"].get("paused by runner")) == (0, None)
